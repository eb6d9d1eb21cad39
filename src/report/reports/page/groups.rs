//! For each place and group, the priorities that were raised most there: the planner's question, answered without a script.

use serde::Serialize;

use super::{rank_of_division, shown_percent};
use crate::count::{Campaigns, Filter, Level, Unit};
use crate::findings::Findings;
use crate::report::figures::{shown, things};
use crate::report::groups::{Division, divisions, rest_told};

/// So many priorities are named for each group.
const MOST: usize = 3;

#[derive(Serialize)]
pub(super) struct GroupTable {
    name: String,
    unit: &'static str,
    rows: Vec<GroupRow>,
    /// Groups of which no number is shown.
    hidden: String,
    /// Why the groups do not add up to everybody.
    rest: Option<String>,
}

#[derive(Serialize)]
struct GroupRow {
    /// Its place in the planner's view.
    filter: usize,
    value: String,
    base: String,
    most: Vec<String>,
}

/// One table for each thing that figures are divided by, places first and questions last.
pub(super) fn group_tables(findings: &Findings) -> Vec<GroupTable> {
    let mut tables: Vec<GroupTable> = Vec::new();
    for (at, filter) in findings.figures.filters.iter().enumerate() {
        let (name, value) = (findings.filter_names[at].0.as_str(), findings.filter_names[at].1.as_str());
        if *filter == Filter::All {
            continue;
        }
        let unit = unit_of(findings, at);
        let base = findings.figures.base(at, unit, Campaigns::Included);
        let row = findings.figures.figure(Level::All, at, unit, Campaigns::Included);
        if base.value() == Some(0) || row.is_none() {
            continue;
        }
        let mut raised: Vec<(u64, usize, String)> = (0..findings.lexicon.priorities.len())
            .filter_map(|priority| {
                let figure =
                    findings.figures.figure(Level::Priority(priority), at, unit, Campaigns::Included)?;
                let name = &findings.lexicon.priorities[priority].name;
                let count = figure.numerator.value().filter(|count| *count > 0)?;
                Some((count, priority, format!("{name}: {count} ({})", shown_percent(figure))))
            })
            .collect();
        raised.sort_by_key(|(count, priority, _)| (std::cmp::Reverse(*count), *priority));
        let row = GroupRow { filter: at, value: value.to_owned(), base: shown(base), most: first(&raised) };
        let unit = unit_name(unit);
        match tables.iter_mut().find(|table| table.name == name && table.unit == unit) {
            Some(table) => table.rows.push(row),
            None => {
                let (hidden, rest) = (String::new(), None);
                tables.push(GroupTable { name: name.to_owned(), unit, rows: vec![row], hidden, rest });
            }
        }
    }
    // A table in which nothing can be told is none.
    tables.retain(|table| table.rows.len() > 1 && table.rows.iter().any(|row| !row.most.is_empty()));
    tables.sort_by_key(|table| rank_of_division(&table.name));
    let divisions = divisions(findings);
    for table in &mut tables {
        let (told, hidden): (Vec<GroupRow>, Vec<GroupRow>) =
            std::mem::take(&mut table.rows).into_iter().partition(|row| !row.most.is_empty());
        table.rows = told;
        let names: Vec<String> = hidden.into_iter().map(|row| row.value).collect();
        table.hidden = names.join("; ");
        let is_it =
            |division: &&Division<'_>| division.name == table.name && unit_name(division.unit) == table.unit;
        table.rest = divisions.iter().find(is_it).and_then(|division| rest_told(findings, division));
    }
    tables
}

fn unit_name(unit: Unit) -> &'static str {
    if unit == Unit::Contributions { "Points made" } else { "Respondents" }
}

/// The first of some priorities, each by its number, its place and its words, the most raised first; with the last, how many others were raised as often.
fn first(raised: &[(u64, usize, String)]) -> Vec<String> {
    let mut named: Vec<String> = raised.iter().take(MOST).map(|(_, _, said)| said.clone()).collect();
    let Some((least, ..)) = raised.get(MOST - 1) else { return named };
    let equal = raised.iter().skip(MOST).filter(|(count, ..)| count == least).count();
    if let (Some(last), true) = (named.last_mut(), equal > 0) {
        last.push_str(&format!("; {} as often", things(equal, "other", "others")));
    }
    named
}

/// What a group's figures are mainly of: of respondents, or of points where only points were made in it.
fn unit_of(findings: &Findings, filter: usize) -> Unit {
    let figures = &findings.figures;
    // Where nought is hidden too, only a missing row tells that nobody is in the group.
    let has_respondents =
        figures.figure(Level::All, filter, Unit::Respondents, Campaigns::Included).is_some()
            && figures.base(filter, Unit::Respondents, Campaigns::Included).value() != Some(0);
    if has_respondents { Unit::Respondents } else { Unit::Contributions }
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn what_was_raised_as_often_as_the_third_is_told() {
        let raised: Vec<(u64, usize, String)> = [9, 8, 7, 7, 7, 5]
            .iter()
            .enumerate()
            .map(|(at, count)| (*count, at, format!("{count}")))
            .collect();
        assert_eq!(first(&raised), ["9", "8", "7; 2 others as often"]);
        assert_eq!(first(&raised[..3]), ["9", "8", "7"]);
        assert_eq!(first(&raised[..2]), ["9", "8"]);
    }
}
