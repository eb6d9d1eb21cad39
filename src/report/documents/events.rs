//! What was said at events: a summary of each, and one over all of them, each of a page or two.

use std::collections::BTreeSet;

use super::raised::{most_raised, priorities_shown, raised};
use super::voices::Voices;
use super::{heading, largest_first, opening, reading_notes};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::{EventFinding, Findings};
use crate::office::{Block, Document, Grid};
use crate::quote::Quote;
use crate::report::figures::{ALL_HIDDEN, HIDDEN, NO_POINTS, NOT_READ, counted, day, shown, things};
use crate::report::groups::group_figure;
use crate::submission::attribute;
use crate::text::capitalised;

/// So many priorities stand beside an event in the table of all.
const MOST_NAMED: usize = 3;
/// The file of the summary over all events.
const ALL_EVENTS: &str = "all-events";

/// The summary over all events.
pub(in crate::report) fn all_events(findings: &Findings) -> Document {
    let points = findings.received.contributions.unwrap_or_default();
    let said = format!(
        "{} were made at {}. Nobody knows who made which, so they are never added to the figures of respondents.",
        counted(points, "point", "points"),
        things(findings.events.len(), "event", "events"),
    );
    let figure = |level| over_all_events(findings, level);
    let events: BTreeSet<usize> =
        findings.events.iter().filter_map(|event| group_of(findings, event)).collect();
    let mut blocks = opening(findings);
    blocks.push(heading(1, "At a glance"));
    blocks.push(Block::Paragraph(said));
    let beside = vec![Block::Table(table(findings))];
    let blocks = summary(findings, [blocks, beside], figure, &events, "at the events");
    Document { title: "What was said at our events".to_owned(), subtitle: findings.title.clone(), blocks }
}

/// What was raised at some events: in a sentence, in figures, in people's own words, and how to read it. The sentence stands between two beginnings.
fn summary(
    findings: &Findings,
    [mut blocks, beside]: [Vec<Block>; 2],
    figure: impl Fn(Level) -> PublishedFigure,
    events: &BTreeSet<usize>,
    place: &str,
) -> Vec<Block> {
    let priorities = priorities_shown(findings, &figure);
    let first: Vec<usize> = priorities.iter().map(|(priority, _)| *priority).collect();
    let voices = Voices::of(findings, events, &first);
    blocks.push(Block::Paragraph(most_raised(findings, &priorities, &figure, place)));
    blocks.extend(beside);
    blocks.extend(raised(findings, &figure, &quoted(findings, events), place));
    blocks.extend(voices.blocks(events.len() > 1));
    let notes = reading_notes(findings, &blocks);
    blocks.push(heading(1, "How to read this"));
    blocks.extend(notes);
    blocks
}

/// The priorities of which a quote of these events is published, on whatever page: that they were raised is told.
fn quoted(findings: &Findings, events: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_theirs = |quote: &&Quote| quote.filters.iter().any(|filter| events.contains(filter));
    let quotes = findings.quotes.iter().filter(is_theirs);
    quotes.map(|quote| findings.lexicon.themes[quote.theme].priority).collect()
}

/// The summary of each event, with the name of its file.
pub(in crate::report) fn each_event(findings: &Findings) -> Vec<(String, Document)> {
    let mut taken = BTreeSet::from([ALL_EVENTS.to_owned()]);
    let named = |event: &EventFinding| {
        let plain = file_name(event.name.as_str());
        let mut name = plain.clone();
        let mut times = 1;
        while !taken.insert(name.clone()) {
            times += 1;
            name = format!("{plain}-{times}");
        }
        (name, one_event(findings, event))
    };
    findings.events.iter().map(named).collect()
}

/// The name of an event as part of a file's: small letters, digits and hyphens.
fn file_name(name: &str) -> String {
    const LONGEST: usize = 60;
    let kept: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let joined: String = words.join("-").chars().take(LONGEST).collect();
    let joined = joined.trim_matches('-');
    match joined {
        "" => "event".to_owned(),
        _ if is_device(joined) => format!("event-{joined}"),
        _ => joined.to_owned(),
    }
}

/// Whether Windows keeps this name for a device, so that no file can have it.
fn is_device(name: &str) -> bool {
    let is_port = name.len() == 4 && name.ends_with(|c: char| c.is_ascii_digit());
    matches!(name, "con" | "prn" | "aux" | "nul")
        || is_port && (name.starts_with("com") || name.starts_with("lpt"))
}

fn one_event(findings: &Findings, event: &EventFinding) -> Document {
    let group = group_of(findings, event);
    let mut blocks = opening(findings);
    blocks.push(heading(1, "At a glance"));
    let told = |detail: Option<String>| detail.unwrap_or_else(|| NOT_READ.to_owned());
    blocks.extend([
        Block::Item(format!("Date: {}", told(date(event)))),
        Block::Item(format!("Place: {}", told(place(event)))),
        Block::Item(format!("People who came: {}", told(event.attendance.map(shown)))),
        Block::Item(format!("Points made: {}", points_of(findings, group))),
    ]);
    let title = event.name.as_str().to_owned();
    let subtitle = findings.title.clone();
    if !has_points(findings, group) {
        blocks.push(Block::Paragraph(format!("{}.", capitalised(NO_POINTS))));
        return Document { title, subtitle, blocks };
    }
    let figure = |level| match group {
        // What is told of all points is told of the only event.
        Some(_) if findings.events.len() == 1 => over_all_events(findings, level),
        Some(group) => group_figure(findings, level, group, Unit::Contributions),
        None => PublishedFigure::default(),
    };
    let events: BTreeSet<usize> = group.into_iter().collect();
    let mut beside = Vec::new();
    if findings.events.len() > 1 && priorities_shown(findings, figure).is_empty() {
        let told = "What was said counts in the figures over all events.";
        beside.push(Block::Paragraph(told.to_owned()));
    }
    let blocks = summary(findings, [blocks, beside], figure, &events, "here");
    Document { title, subtitle, blocks }
}

fn over_all_events(findings: &Findings, level: Level) -> PublishedFigure {
    findings.figures.overall(level, Unit::Contributions, Campaigns::Included)
}

/// Where the figures of an event stand; none for one at which no point was made, and for one whose name, personal details masked, is that of another.
fn group_of(findings: &Findings, event: &EventFinding) -> Option<usize> {
    let is_it = |(name, value): &(crate::redact::RedactedText, crate::redact::RedactedText)| {
        name.as_str() == attribute::EVENT && *value == event.name
    };
    let mut found = (0..findings.filter_names.len()).filter(|at| is_it(&findings.filter_names[*at]));
    found.next().filter(|_| found.next().is_none())
}

fn points_of(findings: &Findings, group: Option<usize>) -> String {
    group.map_or(HIDDEN.to_owned(), |group| {
        shown(findings.figures.base(group, Unit::Contributions, Campaigns::Included))
    })
}

/// Whether points were made at an event, as far as that is told.
fn has_points(findings: &Findings, group: Option<usize>) -> bool {
    let base = |group| findings.figures.base(group, Unit::Contributions, Campaigns::Included);
    group.is_none_or(|group| base(group).value() != Some(0))
}

/// All events, each with what was raised most.
pub(super) fn table(findings: &Findings) -> Grid {
    // A hidden number may be the largest.
    let most = match findings.figures.preset.protects() {
        true => "Raised most, of the numbers shown",
        false => "Raised most",
    };
    let mut table = Grid::new(
        "Events, and what was raised most at each",
        &[
            ("Event", 30, false),
            ("Date and place", 22, false),
            ("Attendance", 17, true),
            ("Points", 10, true),
            (most, 31, false),
        ],
    );
    table.rows = findings.events.iter().map(|event| row(findings, event)).collect();
    table
}

fn row(findings: &Findings, event: &EventFinding) -> Vec<String> {
    let group = group_of(findings, event);
    vec![
        event.name.as_str().to_owned(),
        when_and_where(event),
        event.attendance.map_or(NOT_READ.to_owned(), shown),
        points_of(findings, group),
        raised_most(findings, group),
    ]
}

/// The date and the place, as far as they are known.
fn when_and_where(event: &EventFinding) -> String {
    let told: Vec<String> = [date(event), place(event)].into_iter().flatten().collect();
    if told.is_empty() { NOT_READ.to_owned() } else { told.join(", ") }
}

fn date(event: &EventFinding) -> Option<String> {
    event.date.as_ref().map(|date| day(date.as_str()))
}

fn place(event: &EventFinding) -> Option<String> {
    event.place.as_ref().map(|place| place.as_str().to_owned())
}

fn raised_most(findings: &Findings, group: Option<usize>) -> String {
    let Some(group) = group else { return HIDDEN.to_owned() };
    if !has_points(findings, Some(group)) {
        return NO_POINTS.to_owned();
    }
    let raised = (0..findings.lexicon.priorities.len()).filter_map(|priority| {
        let figure = group_figure(findings, Level::Priority(priority), group, Unit::Contributions);
        let number = figure.numerator.value().filter(|number| *number > 0)?;
        Some((number, format!("{} ({number})", findings.lexicon.priorities[priority].name)))
    });
    let named: Vec<String> = largest_first(raised.collect()).into_iter().take(MOST_NAMED).collect();
    if named.is_empty() { ALL_HIDDEN.to_owned() } else { named.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn an_events_file_has_a_name_that_every_system_takes() {
        for (event, name) in [
            ("Leek: the Foxlowe, 6 February", "leek-the-foxlowe-6-february"),
            ("Café", "caf"),
            ("Санкт", "event"),
            ("AUX", "event-aux"),
            ("Com 1", "com-1"),
            ("COM1", "event-com1"),
            ("Concert", "concert"),
        ] {
            assert_eq!(file_name(event), name, "{event}");
        }
    }
}
