//! For each place and group, the priorities that were raised most there: the planner's question, answered without a script.

use serde::Serialize;

use super::{rank_of_division, shown_percent};
use crate::count::{Campaigns, Filter, Level, Unit};
use crate::findings::Findings;
use crate::report::figures::shown;

/// So many priorities are named for each group.
const MOST: usize = 3;

#[derive(Serialize)]
pub(super) struct GroupTable {
    name: String,
    unit: &'static str,
    rows: Vec<GroupRow>,
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
        if base.value() == Some(0) {
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
        let row = GroupRow {
            filter: at,
            value: value.to_owned(),
            base: shown(base),
            most: raised.into_iter().take(MOST).map(|(_, _, said)| said).collect(),
        };
        let unit = if unit == Unit::Contributions { "Points made" } else { "Respondents" };
        match tables.iter_mut().find(|table| table.name == name && table.unit == unit) {
            Some(table) => table.rows.push(row),
            None => tables.push(GroupTable { name: name.to_owned(), unit, rows: vec![row] }),
        }
    }
    // A table in which nothing can be told is none.
    tables.retain(|table| table.rows.len() > 1 && table.rows.iter().any(|row| !row.most.is_empty()));
    tables.sort_by_key(|table| rank_of_division(&table.name));
    tables
}

/// What a group's figures are mainly of: of respondents, or of points where only points were made in it.
pub(super) fn unit_of(findings: &Findings, filter: usize) -> Unit {
    let has_respondents =
        findings.figures.base(filter, Unit::Respondents, Campaigns::Included).value() != Some(0);
    if has_respondents { Unit::Respondents } else { Unit::Contributions }
}
