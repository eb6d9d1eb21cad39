//! What was said at events: a summary of each, and one over all of them.

use super::largest_first;
use crate::count::{Campaigns, Level, Unit};
use crate::findings::{EventFinding, Findings};
use crate::office::Grid;
use crate::report::figures::shown;
use crate::report::groups::group_figure;
use crate::submission::attribute;

/// So many priorities stand beside an event in the table of all.
const MOST_NAMED: usize = 3;

/// Where the figures of an event stand; none for one at which no point was made.
pub(super) fn group_of(findings: &Findings, event: &EventFinding) -> Option<usize> {
    findings
        .filter_names
        .iter()
        .position(|(name, value)| name.as_str() == attribute::EVENT && *value == event.name)
}

/// All events, each with what was raised most.
pub(super) fn table(findings: &Findings) -> Grid {
    let mut table = Grid::new(
        "Events, and what was raised most at each",
        &[
            ("Event", 30, false),
            ("Date and place", 22, false),
            ("Attendance", 14, true),
            ("Points", 10, true),
            ("Raised most", 34, false),
        ],
    );
    table.rows = findings.events.iter().map(|event| row(findings, event)).collect();
    table
}

fn row(findings: &Findings, event: &EventFinding) -> Vec<String> {
    let group = group_of(findings, event);
    let points = group.map_or("0".to_owned(), |group| {
        shown(findings.figures.base(group, Unit::Contributions, Campaigns::Included))
    });
    vec![
        event.name.as_str().to_owned(),
        when_and_where(event),
        event.attendance.map_or("not noted".to_owned(), shown),
        points,
        raised_most(findings, group),
    ]
}

/// The date and the place, as far as the notes tell them.
pub(super) fn when_and_where(event: &EventFinding) -> String {
    let told = [&event.date, &event.place];
    let told: Vec<&str> = told.into_iter().flatten().map(|text| text.as_str()).collect();
    if told.is_empty() { "not noted".to_owned() } else { told.join(", ") }
}

fn raised_most(findings: &Findings, group: Option<usize>) -> String {
    let Some(group) = group else { return "nothing was noted".to_owned() };
    let raised = (0..findings.lexicon.priorities.len()).filter_map(|priority| {
        let figure = group_figure(findings, Level::Priority(priority), group, Unit::Contributions);
        let number = figure.numerator.value().filter(|number| *number > 0)?;
        Some((number, format!("{} ({number})", findings.lexicon.priorities[priority].name)))
    });
    let named: Vec<String> = largest_first(raised.collect()).into_iter().take(MOST_NAMED).collect();
    if named.is_empty() { "no priority often enough to be shown".to_owned() } else { named.join("; ") }
}
