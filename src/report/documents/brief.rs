//! The first page of the report: what came in, and what was raised most.

use super::heading;
use crate::count::{Campaigns, Level, Unit};
use crate::findings::Findings;
use crate::office::{Block, Grid};
use crate::report::PriorityRow;
use crate::report::figures::{counted, shown, things};
use crate::report::leading::{Leading, at_events, leading_sentences, may_be_large, number_and_share};
use crate::report::order::{has_points_alone, themes_most_first};
use crate::text::capitalised;

/// The chapter; what figures mean stands behind it.
pub(super) fn brief(findings: &Findings, rows: &[PriorityRow]) -> Vec<Block> {
    let received = &findings.received;
    let mut said =
        capitalised(&counted(received.submissions, "submission was received", "submissions were received"));
    said.push_str(&match has_points_alone(findings) {
        true => ", all of them points made at events.".to_owned(),
        false => format!(
            "; the words of {} are counted.",
            counted(received.respondents, "respondent", "respondents")
        ),
    });
    if let Some(points) = received.contributions {
        let events = things(findings.events.len(), "event", "events");
        let made = counted(points, "point was made", "points were made");
        said.push_str(&format!(" {made} at {events}."));
    }
    said.push_str(" The chapter \u{201c}What was received\u{201d} leads from one number to the next.");
    let mut blocks = vec![heading(1, "In brief"), Block::Paragraph(said)];
    let leading = Leading::of(rows);
    let are_orders_told = leading.hidden.is_empty() && !leading.without.is_empty();
    let has_table = !findings.campaigns.is_empty() && leading.differ() && are_orders_told;
    // The table names the others.
    let named = if has_table { 1 } else { Leading::MOST };
    blocks.extend(at_events(findings, rows).filter(|_| has_points_alone(findings)).map(Block::Item));
    blocks.extend(leading_sentences(findings, rows, named).into_iter().map(Block::Item));
    if has_table {
        blocks.push(Block::Table(beside(findings, &leading)));
    }
    let most: Vec<String> = leading.with.iter().filter_map(|row| most_of_all(findings, row)).collect();
    if !most.is_empty() {
        let these = if most.len() < leading.with.len() { "these, as far as it can be told" } else { "these" };
        blocks.push(Block::Paragraph(format!("What people said most of all under each of {these}:")));
    }
    blocks.extend(most.into_iter().map(Block::Item));
    blocks
}

/// Which priorities come first with campaign letters, beside those that do without.
fn beside(findings: &Findings, leading: &Leading<'_>) -> Grid {
    let named = |row: &PriorityRow, figure| {
        format!("{} ({})", findings.lexicon.priorities[row.priority].name, number_and_share(figure))
    };
    let base = |row: Option<&&PriorityRow>, figure: fn(&PriorityRow) -> crate::disclose::PublishedFigure| {
        row.map_or(String::new(), |row| format!(", of {}", shown(figure(row).denominator)))
    };
    let with = format!("With campaign letters{}", base(leading.with.first(), |row| row.included));
    let without = format!("Without campaign letters{}", base(leading.without.first(), |row| row.excluded));
    let mut table = Grid::new(
        "The priorities raised most, with and without campaign letters (respondents)",
        &[("Place", 8, false), (&with, 46, false), (&without, 46, false)],
    );
    table.rows = (0..leading.with.len().max(leading.without.len()))
        .map(|at| {
            let with = leading.with.get(at).map(|row| named(row, row.included));
            let without = leading.without.get(at).map(|row| named(row, row.excluded));
            let shares = if at < Leading::MOST { "" } else { "=" };
            let place = format!("{}{shares}", (at + 1).min(Leading::MOST));
            vec![place, with.unwrap_or_default(), without.unwrap_or_default()]
        })
        .collect();
    table
}

/// A priority with the theme that most raised of it; nothing where a hidden number may be larger.
fn most_of_all(findings: &Findings, row: &PriorityRow) -> Option<String> {
    let has_campaigns = !findings.campaigns.is_empty();
    let name = &findings.lexicon.priorities[row.priority].name;
    let number = |theme, campaigns| {
        findings.figures.overall(Level::Theme(theme), Unit::Respondents, campaigns).numerator
    };
    let top = themes_most_first(findings, row.priority)
        .into_iter()
        .find(|theme| number(*theme, Campaigns::Included).rank() > 0);
    let is_told = |_: &usize| {
        let mut themes = themes_most_first(findings, row.priority).into_iter();
        !themes.any(|theme| may_be_large(number(theme, Campaigns::Included)))
    };
    let theme = top.filter(is_told)?;
    let mut said = format!(
        "{name}: {} ({}",
        findings.lexicon.themes[theme].name,
        counted(number(theme, Campaigns::Included), "respondent", "respondents")
    );
    if has_campaigns {
        said.push_str(&format!("; without campaign letters {}", shown(number(theme, Campaigns::Excluded))));
    }
    Some(said + ").")
}
