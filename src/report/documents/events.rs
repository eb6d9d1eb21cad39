//! What was said at events: a summary of each, and one over all of them, each of a page or two.

use std::collections::BTreeSet;

use super::{cells, largest_first, notices, quote_blocks, reading_notes};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::{EventFinding, Findings};
use crate::office::{Block, Chart, Document, Grid, Series};
use crate::quote::Quote;
use crate::report::figures::{HIDDEN, counted, shown, things};
use crate::report::groups::group_figure;
use crate::submission::attribute;

/// So many priorities stand beside an event in the table of all.
const MOST_NAMED: usize = 3;
/// So many priorities stand in a chart; the table behind it has all.
const MOST_BARS: usize = 10;
/// So many themes of an event stand in its table.
const MOST_THEMES: usize = 12;
/// So many quotes of an event are shown, of different themes.
const MOST_QUOTES: usize = 8;
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
    let mut blocks = notices(findings);
    blocks.push(Block::Heading(1, "The events".to_owned()));
    blocks.push(Block::Paragraph(said));
    blocks.push(Block::Table(table(findings)));
    let figure = |level| findings.figures.overall(level, Unit::Contributions, Campaigns::Included);
    blocks.extend(raised(findings, figure, "at all events"));
    let events: BTreeSet<usize> =
        findings.events.iter().filter_map(|event| group_of(findings, event)).collect();
    let is_of_event = |quote: &&Quote| quote.filters.iter().any(|filter| events.contains(filter));
    blocks.extend(quotes(findings, is_of_event));
    blocks.extend(reading(findings));
    Document { title: "What was said at our events".to_owned(), subtitle: findings.title.clone(), blocks }
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
    if joined.is_empty() { "event".to_owned() } else { joined.to_owned() }
}

fn one_event(findings: &Findings, event: &EventFinding) -> Document {
    let group = group_of(findings, event);
    let mut blocks = notices(findings);
    blocks.push(Block::Heading(1, "At a glance".to_owned()));
    let told = |text: &Option<crate::redact::RedactedText>| {
        text.as_ref().map_or("not noted".to_owned(), |text| text.as_str().to_owned())
    };
    blocks.extend([
        Block::Item(format!("Date: {}", told(&event.date))),
        Block::Item(format!("Place: {}", told(&event.place))),
        Block::Item(format!("People who came: {}", event.attendance.map_or("not noted".to_owned(), shown))),
        Block::Item(format!("Points made: {}", points_of(findings, group))),
    ]);
    let figure = |level| match group {
        Some(group) => group_figure(findings, level, group, Unit::Contributions),
        None => PublishedFigure::default(),
    };
    blocks.extend(raised(findings, figure, "at this event"));
    let is_of_event = |quote: &&Quote| group.is_some_and(|group| quote.filters.contains(&group));
    blocks.extend(quotes(findings, is_of_event));
    blocks.extend(reading(findings));
    Document { title: event.name.as_str().to_owned(), subtitle: findings.title.clone(), blocks }
}

/// Which priorities and themes were raised, in points; where too few points were made, that alone.
fn raised(findings: &Findings, figure: impl Fn(Level) -> PublishedFigure, place: &str) -> Vec<Block> {
    let lexicon = &findings.lexicon;
    let mut blocks = vec![Block::Heading(1, "What was raised".to_owned())];
    let of = |levels: &mut dyn Iterator<Item = (Level, String)>| -> Vec<(String, PublishedFigure)> {
        let rows = levels.filter_map(|(level, name)| {
            let figure = figure(level);
            let number = figure.numerator.value().filter(|number| *number > 0)?;
            Some((number, (name, figure)))
        });
        largest_first(rows.collect())
    };
    let priorities = of(&mut lexicon
        .priorities
        .iter()
        .enumerate()
        .map(|(at, priority)| (Level::Priority(at), priority.name.clone())));
    let hidden: Vec<&str> = (0..lexicon.priorities.len())
        .filter(|at| figure(Level::Priority(*at)).numerator.is_hidden())
        .map(|at| lexicon.priorities[at].name.as_str())
        .collect();
    let hidden = (!hidden.is_empty()).then(|| {
        let words =
            "Priorities whose numbers are not told here, for they are small or would give a small one away";
        Block::Paragraph(format!("{words}: {}.", hidden.join("; ")))
    });
    if priorities.is_empty() {
        let words = "No priority was raised often enough here for its number to be told. What was said counts in the figures over all events.";
        blocks.push(Block::Paragraph(words.to_owned()));
        blocks.extend(hidden);
        return blocks;
    }
    let words = "A point can raise several themes, so numbers do not add up. Shares are of all points made";
    blocks.push(Block::Paragraph(format!("{words} {place}.")));
    blocks.push(Block::Chart(chart(&priorities[..priorities.len().min(MOST_BARS)], place)));
    let table = |name: &str, rows: &[(String, PublishedFigure)]| {
        let caption = format!("{name} raised {place}, most first");
        let mut table =
            Grid::new(caption, &[(name, 60, false), ("Points", 20, true), ("Of all points", 20, true)]);
        table.rows = rows
            .iter()
            .map(|(name, figure)| std::iter::once(name.clone()).chain(cells(*figure)).collect())
            .collect();
        Block::Table(table)
    };
    blocks.push(table("Priorities", &priorities));
    blocks.extend(hidden);
    let themes =
        of(&mut lexicon.themes.iter().enumerate().map(|(at, theme)| (Level::Theme(at), theme.name.clone())));
    if !themes.is_empty() {
        blocks.push(table("Themes", &themes[..themes.len().min(MOST_THEMES)]));
    }
    blocks
}

fn chart(priorities: &[(String, PublishedFigure)], place: &str) -> Chart {
    let told: Vec<String> =
        priorities.iter().map(|(name, figure)| format!("{name}: {}", shown(figure.numerator))).collect();
    Chart {
        caption: format!("Points that raised each priority {place}"),
        description: format!(
            "Bar chart of how many points raised each priority {place}, most first. {}.",
            told.join("; ")
        ),
        names: priorities.iter().map(|(name, _)| name.clone()).collect(),
        series: vec![Series {
            name: "Points".to_owned(),
            values: priorities.iter().map(|(_, figure)| figure.numerator.value()).collect(),
        }],
    }
}

/// People's own words, one quote a theme and a response.
fn quotes(findings: &Findings, is_wanted: impl Fn(&&Quote) -> bool) -> Vec<Block> {
    let mut themes = BTreeSet::new();
    let mut responses = BTreeSet::new();
    let mut is_new = |quote: &&Quote| themes.insert(quote.theme) && responses.insert(quote.response);
    let wanted = findings.quotes.iter().filter(is_wanted).filter(|quote| is_new(quote));
    let quotes: Vec<&Quote> = wanted.take(MOST_QUOTES).collect();
    if quotes.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading(1, "In people's own words".to_owned());
    std::iter::once(heading).chain(quote_blocks(quotes.into_iter())).collect()
}

fn reading(findings: &Findings) -> Vec<Block> {
    std::iter::once(Block::Heading(1, "How to read this".to_owned())).chain(reading_notes(findings)).collect()
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

/// All events, each with what was raised most.
pub(super) fn table(findings: &Findings) -> Grid {
    let mut table = Grid::new(
        "Events, and what was raised most at each",
        &[
            ("Event", 30, false),
            ("Date and place", 22, false),
            ("Attendance", 17, true),
            ("Points", 10, true),
            ("Raised most", 31, false),
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
        event.attendance.map_or("not noted".to_owned(), shown),
        points_of(findings, group),
        raised_most(findings, group),
    ]
}

/// The date and the place, as far as the notes tell them.
fn when_and_where(event: &EventFinding) -> String {
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
