//! The tables of a report as a workbook, laid out as the Analysis Function asks of spreadsheets that everybody can use: a cover, a list of contents, notes,
//! then one table a sheet ("Releasing statistics in spreadsheets").

mod cells;
mod front;
mod groups;
mod overall;

use std::collections::BTreeSet;

use self::cells::Plan;
use self::front::{contents, cover, notes};
use crate::findings::Findings;
use crate::office::{Line, Sheet, Workbook};

/// The sheet that lists all tables.
const CONTENTS: &str = "Contents";
/// The sheet that explains what figures mean.
const NOTES: &str = "Notes";

/// The workbook of a run.
pub(super) fn workbook(findings: &Findings) -> Workbook {
    let mut plans = overall::plans(findings);
    plans.extend(groups::plans(findings));
    let tables = numbered(plans, findings);
    let mut sheets = vec![cover(findings), contents(&tables), notes(findings)];
    sheets.extend(tables);
    Workbook { title: front::title(findings), sheets }
}

/// The tables, each on a sheet with a number.
fn numbered(plans: Vec<Plan>, findings: &Findings) -> Vec<Sheet> {
    let sheet = |(at, plan): (usize, Plan)| {
        let number = at + 1;
        let mut table = plan.table;
        table.name = format!("Table_{number}");
        distinct_headers(&mut table);
        let mut lines = vec![Line::Text(plan.about)];
        lines.extend(cells::shorthand(&table, findings).map(Line::Text));
        lines.push(Line::Text(
            "This sheet has one table. Numbers in square brackets after the word \"note\" are explained on the sheet Notes."
                .to_owned(),
        ));
        lines.push(Line::Link("Back to the list of tables".to_owned(), CONTENTS.to_owned()));
        Sheet {
            name: sheet_name(number, &plan.name),
            heading: Some(format!("Table {number}: {}", plan.heading)),
            lines,
            table: Some(table),
        }
    };
    plans.into_iter().enumerate().map(sheet).collect()
}

/// A name that every program takes for a sheet: the table's number and what it is about.
fn sheet_name(number: usize, name: &str) -> String {
    const LONGEST: usize = 31;
    let kept = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let full = format!("{number} {}", words.join(" "));
    // The number in front is different for each.
    let name: String = full.chars().take(LONGEST).collect();
    name.trim_end().to_owned()
}

/// Makes headers of one table different from each other, as marked tables need.
fn distinct_headers(table: &mut crate::office::Table) {
    let mut taken = BTreeSet::new();
    for column in &mut table.columns {
        let plain = column.header.clone();
        let mut times = 1;
        while !taken.insert(column.header.to_lowercase()) {
            times += 1;
            column.header = format!("{plain} ({times})");
        }
    }
}
