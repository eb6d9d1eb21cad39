//! Tables of figures by group: a sheet for each thing that respondents or points are divided by.

use super::cells::{Plan, column, count, share, words};
use super::front::Note;
use super::overall::names;
use crate::count::{Campaigns, Level, Unit};
use crate::findings::Findings;
use crate::office::{Cell, Table};
use crate::report::figures::{NOT_APPLICABLE, cut};
use crate::report::groups::{Division, divisions, group_figure, rest_told};
use crate::report::order::levels_most_first;

/// Programs differ in how many columns they show; this is what all of them take.
const MOST_GROUPS: usize = 120;
/// A header of more characters than these is cut.
const LONGEST_NAME: usize = 120;

/// A table for each division; several where it has very many groups.
pub(super) fn plans(findings: &Findings) -> Vec<Plan> {
    let levels = levels_most_first(findings);
    let divisions = divisions(findings);
    let each = |division: &Division<'_>| -> Vec<Plan> {
        let parts = division.groups.chunks(MOST_GROUPS);
        parts.map(|groups| plan(findings, division, groups, &levels)).collect()
    };
    divisions.iter().flat_map(each).collect()
}

fn plan(findings: &Findings, division: &Division<'_>, groups: &[(usize, &str)], levels: &[Level]) -> Plan {
    let (unit, name) = (division.unit, cut(division.name, LONGEST_NAME).to_lowercase());
    let (what, note) = match unit {
        Unit::Contributions => ("Points made at events", Note::Points),
        _ => ("Respondents", Note::Respondents),
    };
    let mut columns = vec![column("Priority", 30), column("Theme", 38)];
    for (_, value) in groups {
        let value = cut(value, LONGEST_NAME);
        columns.push(column(format!("{value}: number"), 14));
        columns.push(column(format!("{value}: per cent"), 14));
    }
    let bases = groups.iter().flat_map(|(group, _)| {
        [count(findings.figures.base(*group, unit, Campaigns::Included)), Cell::Sign(NOT_APPLICABLE)]
    });
    let base = [words(&format!("All {} (base)", what.to_lowercase())), words(NOT_APPLICABLE)];
    let mut rows: Vec<Vec<Cell>> = vec![base.into_iter().chain(bases).collect()];
    for level in levels {
        let figures = groups.iter().flat_map(|(group, _)| {
            let figure = group_figure(findings, *level, *group, unit);
            [count(figure.numerator), share(figure)]
        });
        rows.push(names(findings, *level).into_iter().chain(figures).collect());
    }
    Plan {
        name: format!("By {name}"),
        heading: format!("{what} by {name} {} {} {}", note.sign(), Note::Base.sign(), Note::NotAdded.sign()),
        about: [
            Some("How many in each group raised each priority and theme, campaigns included. The first row is the base of each group: the shares in its column are of that number.".to_owned()),
            rest_told(findings, division),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" "),
        table: Table { columns, rows, fixed_columns: 2, ..Table::default() },
    }
}
