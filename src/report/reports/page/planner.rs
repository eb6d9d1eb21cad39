//! The planner's view: the published figures of every group, for the page's script to show one at a time. No group is combined with another.

use serde::Serialize;

use super::{rank_of_division, slot};
use crate::count::{Campaigns, Filter, Level, Unit};
use crate::disclose::Shown;
use crate::findings::Findings;
use crate::report::PriorityRow;

#[derive(Serialize)]
pub(super) struct Planner {
    everybody: Choice,
    kinds: Vec<Kind>,
    priorities: Vec<(usize, String)>,
}

/// What there is to choose of one kind, such as places.
#[derive(Serialize)]
struct Kind {
    name: String,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    filter: usize,
    name: String,
    /// The base and then the number of each level: nothing for nought, `c` for a hidden number. Empty where there is no base.
    respondents: String,
    /// The same without campaigns; empty where all numbers are the same.
    without: String,
    /// Points made at events.
    points: String,
}

pub(super) fn planner(findings: &Findings, rows: &[PriorityRow]) -> Planner {
    let mut kinds: Vec<Kind> = Vec::new();
    for (at, filter) in findings.figures.filters.iter().enumerate() {
        let name = findings.filter_names[at].0.as_str();
        if *filter == Filter::All {
            continue;
        }
        let choice = choice(findings, at);
        if choice.respondents.is_empty() && choice.points.is_empty() {
            continue;
        }
        match kinds.last_mut() {
            Some(kind) if kind.name == name => kind.choices.push(choice),
            _ => kinds.push(Kind { name: name.to_owned(), choices: vec![choice] }),
        }
    }
    kinds.sort_by_key(|kind| rank_of_division(&kind.name));
    let priority = |row: &PriorityRow| {
        let name = findings.lexicon.priorities[row.priority].name.clone();
        (slot(findings, Level::Priority(row.priority)), name)
    };
    Planner { everybody: choice(findings, 0), kinds, priorities: rows.iter().map(priority).collect() }
}

fn choice(findings: &Findings, filter: usize) -> Choice {
    let numbers = |unit, campaigns| numbers(findings, filter, unit, campaigns);
    let respondents = numbers(Unit::Respondents, Campaigns::Included);
    let without = numbers(Unit::Respondents, Campaigns::Excluded);
    Choice {
        filter,
        name: findings.filter_names[filter].1.as_str().to_owned(),
        without: if without == respondents { String::new() } else { without },
        respondents,
        points: numbers(Unit::Contributions, Campaigns::Included),
    }
}

/// The base and every level's number, as they are published.
fn numbers(findings: &Findings, filter: usize, unit: Unit, campaigns: Campaigns) -> String {
    let figures = &findings.figures;
    let base = figures.base(filter, unit, campaigns);
    if base.value() == Some(0) {
        return String::new();
    }
    let code = |number: Shown| match number.value() {
        Some(0) => String::new(),
        Some(value) => value.to_string(),
        None => "c".to_owned(),
    };
    let lexicon = &findings.lexicon;
    let levels = std::iter::once(Level::All)
        .chain((0..lexicon.priorities.len()).map(Level::Priority))
        .chain((0..lexicon.themes.len()).map(Level::Theme));
    let number = |level| code(figures.known(level, filter, unit, campaigns).numerator);
    std::iter::once(code(base)).chain(levels.map(number)).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use crate::report::figures::HIDDEN;

    #[test]
    fn the_script_writes_hidden_numbers_as_the_page_does() {
        assert!(include_str!("script.js").contains(HIDDEN));
    }
}
