//! What was raised at events, in points.

use std::collections::BTreeSet;

use super::{cells, heading, largest_first};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{PublishedFigure, Shown};
use crate::findings::Findings;
use crate::office::{Block, Chart, Grid, Series};
use crate::report::figures::{out_of, shown};
use crate::report::leading::{Named, first_places, in_first_place, may_be_large, then};

/// So many priorities stand in a chart; the table behind it has all.
const MOST_BARS: usize = 10;
/// So many themes stand in the table of themes.
const MOST_THEMES: usize = 12;
/// So many priorities stand in a sentence.
const MOST_NAMED: usize = 3;

/// A row of a table: a name with its figure.
type Row = (String, PublishedFigure);

/// The priorities with a number that is shown, most points first.
pub(super) fn priorities_shown(
    findings: &Findings,
    figure: impl Fn(Level) -> PublishedFigure,
) -> Vec<(usize, PublishedFigure)> {
    let of = |priority| {
        let figure = figure(Level::Priority(priority));
        let number = figure.numerator.value().filter(|number| *number > 0)?;
        Some((number, (priority, figure)))
    };
    largest_first((0..findings.lexicon.priorities.len()).filter_map(of).collect())
}

/// What came up most, in a sentence; that nothing can be told where no number is shown.
pub(super) fn most_raised(
    findings: &Findings,
    priorities: &[(usize, PublishedFigure)],
    figure_here: impl Fn(Level) -> PublishedFigure,
    place: &str,
) -> String {
    let name = |priority: usize| findings.lexicon.priorities[priority].name.as_str();
    let priorities: Vec<Named<'_>> =
        priorities.iter().map(|(priority, figure)| (name(*priority), *figure)).collect();
    let named = first_places(&priorities, MOST_NAMED, |(_, figure)| figure.numerator.rank());
    let Some((first, others)) = in_first_place(named) else {
        return format!("No priority was raised often enough {place} for its number to be shown.");
    };
    let of = if may_another_be_first(findings, figure_here, first.figure) {
        "Of the priorities whose number is shown, "
    } else {
        ""
    };
    let figure = format!("in {}{}", out_of(first.figure, "points"), then(others));
    let verb = format!("came up most {place}");
    format!("{of}{}.", first.told([&verb, &verb], &figure))
}

/// Whether a number that is hidden here may be larger than the first: no larger than that over all events.
fn may_another_be_first(
    findings: &Findings,
    figure_here: impl Fn(Level) -> PublishedFigure,
    first: PublishedFigure,
) -> bool {
    let over_all =
        |level| findings.figures.overall(level, Unit::Contributions, Campaigns::Included).numerator;
    let is_larger = |number: Shown| may_be_large(number) || number.rank() > first.numerator.rank();
    let mut hidden = (0..findings.lexicon.priorities.len())
        .map(Level::Priority)
        .filter(|level| may_be_large(figure_here(*level).numerator));
    hidden.any(|level| is_larger(over_all(level)))
}

/// Which priorities and themes were raised. `quoted`: priorities of which a quote shows that they were.
pub(super) fn raised(
    findings: &Findings,
    figure: impl Fn(Level) -> PublishedFigure,
    quoted: &BTreeSet<usize>,
    place: &str,
) -> Vec<Block> {
    let lexicon = &findings.lexicon;
    let mut blocks = vec![heading(1, "What was raised")];
    let priorities: Vec<Row> = priorities_shown(findings, &figure)
        .into_iter()
        .map(|(priority, figure)| (lexicon.priorities[priority].name.clone(), figure))
        .collect();
    if !priorities.is_empty() {
        let words =
            "A point can raise several themes, so numbers do not add up. Shares are of all points made";
        blocks.push(Block::Paragraph(format!("{words} {place}.")));
        if priorities.len() > 1 {
            blocks.push(Block::Chart(chart(&priorities[..priorities.len().min(MOST_BARS)], place)));
        }
        blocks.push(table("Priority", "Priorities", &priorities, place));
    }
    blocks.extend(without_a_number(findings, &figure, quoted, !priorities.is_empty()));
    let themes = (0..lexicon.themes.len()).filter_map(|theme| {
        let figure = figure(Level::Theme(theme));
        let number = figure.numerator.value().filter(|number| *number > 0)?;
        Some((number, (lexicon.themes[theme].name.clone(), figure)))
    });
    let themes: Vec<Row> = largest_first(themes.collect());
    if !themes.is_empty() {
        blocks.push(table("Theme", "Themes", &themes[..themes.len().min(MOST_THEMES)], place));
    }
    blocks
}

/// The priorities that have no number to show, by what may be said of them.
fn without_a_number(
    findings: &Findings,
    figure: impl Fn(Level) -> PublishedFigure,
    quoted: &BTreeSet<usize>,
    are_others_shown: bool,
) -> Vec<Block> {
    let is_nought_shown = !findings.figures.preset.hides_nought();
    let hidden = "in numbers that are hidden because they are small or would reveal a small one";
    let also = format!("{} {hidden}", if are_others_shown { "Also raised," } else { "Raised," });
    let mut lists: [(&str, Vec<&str>); 3] = [
        (&also, Vec::new()),
        (
            "Whether these were raised is hidden too, because their numbers are small or would reveal a small one",
            Vec::new(),
        ),
        ("Found in no point here", Vec::new()),
    ];
    for (at, priority) in findings.lexicon.priorities.iter().enumerate() {
        let number = figure(Level::Priority(at)).numerator;
        let list = match number.value() {
            Some(0) => 2,
            Some(_) => continue,
            None if quoted.contains(&at) || is_nought_shown && number.fewer().is_some() => 0,
            None => 1,
        };
        lists[list].1.push(&priority.name);
    }
    let told = lists.into_iter().filter(|(_, names)| !names.is_empty());
    told.map(|(words, names)| Block::Paragraph(format!("{words}: {}.", names.join("; ")))).collect()
}

fn table(header: &str, name: &str, rows: &[Row], place: &str) -> Block {
    let caption = format!("{name} raised {place}, most first");
    let mut table =
        Grid::new(caption, &[(header, 60, false), ("Points", 20, true), ("Of all points", 20, true)]);
    table.rows = rows
        .iter()
        .map(|(name, figure)| std::iter::once(name.clone()).chain(cells(*figure)).collect())
        .collect();
    Block::Table(table)
}

fn chart(priorities: &[Row], place: &str) -> Chart {
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
