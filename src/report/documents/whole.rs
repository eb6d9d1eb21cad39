//! The whole report as a document: what came in, what was raised, then a chapter for each priority.

use super::annexe::annexe;
use super::brief::brief;
use super::campaigns::campaigns;
use super::received::{counting, received};
use super::{cells, heading, opening, quote_blocks, reading_notes};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::Findings;
use crate::office::{Block, Chart, Document, Grid, Series};
use crate::report::PriorityRow;
use crate::report::figures::{out_of, shown};
use crate::report::order::{has_points_alone, priority_rows, themes_most_first};

/// So many quotes of each theme; report.html has them all.
const QUOTES_OF_THEME: usize = 2;
/// So many themes of each priority are quoted.
const QUOTED_THEMES: usize = 6;
/// So many priorities stand in the chart.
const MOST_BARS: usize = 20;

/// The document.
pub(in crate::report) fn whole(findings: &Findings) -> Document {
    let rows = priority_rows(findings);
    let first = brief(findings, &rows);
    let mut rest = priorities(findings, &rows);
    let (unraised, raised): (Vec<&PriorityRow>, Vec<&PriorityRow>) = rows.iter().partition(|row| {
        [row.included, row.contributions].iter().all(|figure| figure.numerator.value() == Some(0))
    });
    if !unraised.is_empty() {
        let names: Vec<&str> =
            unraised.iter().map(|row| findings.lexicon.priorities[row.priority].name.as_str()).collect();
        rest.push(Block::Paragraph(format!("Found in nothing that was said: {}.", names.join("; "))));
    }
    for row in raised {
        rest.extend(chapter(findings, row));
    }
    rest.extend(campaigns(findings));
    rest.extend(events(findings));
    rest.extend(received(findings));
    rest.extend(counting(findings));
    let annexe = annexe(findings, &rows);
    let mut blocks = opening(findings);
    blocks.push(to_the_author(findings.has_telling_quotes(), !annexe.is_empty()));
    rest.extend(annexe);
    blocks.push(Block::Contents);
    let notes = reading_notes(findings, &[first.as_slice(), &rest].concat());
    blocks.extend([first, notes, rest].concat());
    Document {
        title: findings.title.clone(),
        subtitle: "What people said, priority by priority".to_owned(),
        blocks,
    }
}

/// What is left to do before the document goes out.
fn to_the_author(has_telling_quotes: bool, has_annexe: bool) -> Block {
    let first = "Note to the author: delete this box before you send the document. Read every quote first: names that nothing marks as such are not found and not masked.";
    let warned = match has_telling_quotes {
        true => " internal/quote-warnings.csv lists quotes that could tell who said them.",
        false => "",
    };
    let contents = " For page numbers in the contents, click in them and press F9 (in LibreOffice: right click, Update Index).";
    let annexe = if has_annexe { " The annexe has room for what was done about each theme." } else { "" };
    Block::Note(format!("{first}{warned}{contents}{annexe}"))
}

/// What the figures of the document are of: respondents, or points made at events where nothing else was received.
struct Counted {
    unit: Unit,
    /// Of them, in headings and captions.
    heading: &'static str,
    who_raised: &'static str,
    raised: &'static str,
    units: &'static str,
    figure: fn(&PriorityRow) -> PublishedFigure,
}

const RESPONDENTS: Counted = Counted {
    unit: Unit::Respondents,
    heading: "Respondents",
    who_raised: "Respondents who raised each",
    raised: "Raised by",
    units: "respondents",
    figure: |row| row.included,
};

const POINTS: Counted = Counted {
    unit: Unit::Contributions,
    heading: "Points at events",
    who_raised: "Points at events that raised each",
    raised: "Raised in",
    units: "points made at events",
    figure: |row| row.contributions,
};

fn counted_by(findings: &Findings) -> Counted {
    if has_points_alone(findings) { POINTS } else { RESPONDENTS }
}

fn overall(findings: &Findings, level: Level, unit: Unit, campaigns: Campaigns) -> PublishedFigure {
    findings.figures.overall(level, unit, campaigns)
}

fn priorities(findings: &Findings, rows: &[PriorityRow]) -> Vec<Block> {
    let lexicon = &findings.lexicon;
    let of = counted_by(findings);
    let mut blocks = vec![heading(1, "Which priorities people raised")];
    let charted: Vec<&PriorityRow> =
        rows.iter().filter(|row| (of.figure)(row).numerator.rank() > 0).take(MOST_BARS).collect();
    if !charted.is_empty() {
        blocks.push(Block::Chart(chart(findings, &charted, &of)));
    }
    let has_campaigns = !findings.campaigns.is_empty();
    let has_points = of.unit == Unit::Respondents && findings.received.contributions.is_some();
    let mut columns = vec![("Priority", 37, false), (of.heading, 17, true), ("Per cent", 12, true)];
    if has_campaigns {
        columns.push(("Without campaigns", 17, true));
    }
    if has_points {
        columns.push(("Points at events", 17, true));
    }
    let base = match of.unit {
        Unit::Contributions => findings.received.contributions.unwrap_or_default(),
        _ => findings.received.respondents,
    };
    let caption = format!("{} priority, of {} {}", of.who_raised, shown(base), of.units);
    let mut table = Grid::new(caption, &columns);
    table.rows = rows
        .iter()
        .map(|row| {
            let mut cells_of_row = vec![lexicon.priorities[row.priority].name.clone()];
            cells_of_row.extend(cells((of.figure)(row)));
            if has_campaigns {
                cells_of_row.push(shown(row.excluded.numerator));
            }
            if has_points {
                cells_of_row.push(shown(row.contributions.numerator));
            }
            cells_of_row
        })
        .collect();
    blocks.push(Block::Table(table));
    blocks
}

fn chart(findings: &Findings, rows: &[&PriorityRow], counted: &Counted) -> Chart {
    let name = |row: &&PriorityRow| findings.lexicon.priorities[row.priority].name.clone();
    let values = |of: fn(&PriorityRow) -> PublishedFigure| -> Vec<Option<u64>> {
        rows.iter().map(|row| of(row).numerator.value()).collect()
    };
    let mut series = vec![Series { name: format!("All {}", counted.units), values: values(counted.figure) }];
    if !findings.campaigns.is_empty() {
        series.push(Series { name: "Without campaigns".to_owned(), values: values(|row| row.excluded) });
    }
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}: {}", name(row), shown((counted.figure)(row).numerator))).collect();
    Chart {
        caption: match findings.campaigns.is_empty() {
            true => format!("{} priority", counted.who_raised),
            false => "Respondents who raised each priority (upper, dark bars: all; lower, light bars: without campaigns)".to_owned(),
        },
        description: format!(
            "Bar chart of how many {} raised each priority, most first. {}. The table behind it has all numbers.",
            counted.units,
            told.join("; ")
        ),
        names: rows.iter().map(name).collect(),
        series,
    }
}

/// The chapter of a priority: figures and people's own words.
fn chapter(findings: &Findings, row: &PriorityRow) -> Vec<Block> {
    let lexicon = &findings.lexicon;
    let name = &lexicon.priorities[row.priority].name;
    let of = counted_by(findings);
    let mut said = format!("{} {}", of.raised, out_of((of.figure)(row), of.units));
    if !findings.campaigns.is_empty() {
        said.push_str(&format!("; without campaigns by {}", out_of(row.excluded, "respondents")));
    }
    if of.unit == Unit::Respondents && findings.received.contributions.is_some() {
        said.push_str(&format!("; in {}", out_of(row.contributions, "points made at events")));
    }
    said.push('.');
    let mut blocks = vec![heading(1, name), Block::Paragraph(said)];
    let themes: Vec<usize> = themes_most_first(findings, row.priority)
        .into_iter()
        .filter(|theme| is_raised(findings, *theme))
        .collect();
    if themes.is_empty() {
        return blocks;
    }
    blocks.push(Block::Table(theme_table(findings, name, &themes)));
    let quoted: Vec<usize> = themes
        .iter()
        .copied()
        .filter(|theme| findings.quotes_of(*theme).next().is_some())
        .take(QUOTED_THEMES)
        .collect();
    for theme in quoted {
        blocks.push(heading(2, &lexicon.themes[theme].name));
        blocks.extend(quote_blocks(findings.quotes_of(theme).take(QUOTES_OF_THEME)));
    }
    blocks
}

/// Whether somebody raised a theme, as far as that is told: a hidden number counts as raised.
fn is_raised(findings: &Findings, theme: usize) -> bool {
    [Unit::Respondents, Unit::Contributions]
        .map(|unit| overall(findings, Level::Theme(theme), unit, Campaigns::Included).numerator)
        .iter()
        .any(|number| number.value() != Some(0))
}

/// The themes of a priority by respondents. Beside these, points at events are so few to a theme that nearly every number would be hidden: the page and the workbooks
/// have them.
fn theme_table(findings: &Findings, priority: &str, themes: &[usize]) -> Grid {
    let has_campaigns = !findings.campaigns.is_empty();
    let of = counted_by(findings);
    let mut columns = vec![("Theme", 52, false), (of.heading, 17, true), ("Per cent", 13, true)];
    if has_campaigns {
        columns.push(("Without campaigns", 18, true));
    }
    let who = of.who_raised.to_lowercase();
    let mut table = Grid::new(format!("{priority}: {who} theme"), &columns);
    table.rows = themes
        .iter()
        .map(|theme| {
            let figure = |campaigns| overall(findings, Level::Theme(*theme), of.unit, campaigns);
            let mut row = vec![theme_name(findings, *theme)];
            row.extend(cells(figure(Campaigns::Included)));
            if has_campaigns {
                row.push(shown(figure(Campaigns::Excluded).numerator));
            }
            row
        })
        .collect();
    table
}

/// The name of a theme, behind those that it is a part of.
fn theme_name(findings: &Findings, theme: usize) -> String {
    let lexicon = &findings.lexicon;
    let mut names: Vec<&str> =
        lexicon.way_up(theme).map(|theme| lexicon.themes[theme].name.as_str()).collect();
    names.reverse();
    names.join(" > ")
}

fn events(findings: &Findings) -> Vec<Block> {
    if findings.events.is_empty() {
        return Vec::new();
    }
    let table = super::events::table(findings);
    let words = "Points made at events stand beside the figures of respondents and are never added to them: nobody knows who made which.";
    vec![heading(1, "Events"), Block::Paragraph(words.to_owned()), Block::Table(table)]
}
