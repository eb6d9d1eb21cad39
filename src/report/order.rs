//! The order in which reports name priorities and themes.

use std::cmp::Reverse;

use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::Findings;

/// A priority with its overall figures.
#[derive(Debug, Clone, Copy)]
pub struct PriorityRow {
    /// Index in the lexicon.
    pub priority: usize,
    /// Respondents, campaigns included.
    pub included: PublishedFigure,
    /// Respondents, campaigns excluded.
    pub excluded: PublishedFigure,
    /// Contributions at events.
    pub contributions: PublishedFigure,
}

/// The priorities, the most raised first; those that stand alike in the order of the lexicon.
pub fn priority_rows(findings: &Findings) -> Vec<PriorityRow> {
    let figure =
        |priority, unit, campaigns| findings.figures.overall(Level::Priority(priority), unit, campaigns);
    let mut rows: Vec<PriorityRow> = (0..findings.lexicon.priorities.len())
        .map(|priority| PriorityRow {
            priority,
            included: figure(priority, Unit::Respondents, Campaigns::Included),
            excluded: figure(priority, Unit::Respondents, Campaigns::Excluded),
            contributions: figure(priority, Unit::Contributions, Campaigns::Included),
        })
        .collect();
    let place = places(findings);
    rows.sort_by_key(|row| (place(Level::Priority(row.priority)), row.priority));
    rows
}

/// Whether nothing but points made at events was received, so that there are no respondents to tell of.
pub(super) fn has_points_alone(findings: &Findings) -> bool {
    findings.received.respondents.value() == Some(0) && findings.received.contributions.is_some()
}

/// What the most raised are told by: respondents; points made at events where no priority's number of respondents is shown.
pub fn leading_unit(findings: &Findings) -> Unit {
    let is_shown = |priority| {
        let figure =
            findings.figures.overall(Level::Priority(priority), Unit::Respondents, Campaigns::Included);
        figure.numerator.rank() > 0
    };
    match (0..findings.lexicon.priorities.len()).any(is_shown) || findings.received.contributions.is_none() {
        true => Unit::Respondents,
        false => Unit::Contributions,
    }
}

/// By what a level stands among others: the smaller, the further to the front.
type Place = [(Reverse<u64>, bool); 2];

/// The place of each level by its numbers over everybody: by [`leading_unit`], then by the other unit. Of each the largest number comes first; hidden ones
/// stand alike behind those that are shown, and nought last.
pub(super) fn places(findings: &Findings) -> impl Fn(Level) -> Place + '_ {
    let units = match leading_unit(findings) {
        Unit::Contributions => [Unit::Contributions, Unit::Respondents],
        _ => [Unit::Respondents, Unit::Contributions],
    };
    move |level| {
        units.map(|unit| {
            let number = findings.figures.overall(level, unit, Campaigns::Included).numerator;
            (Reverse(number.rank()), number.value() == Some(0))
        })
    }
}

/// Any theme, then the priorities, the most raised first, each followed by its themes.
pub(super) fn levels_most_first(findings: &Findings) -> Vec<Level> {
    let of = |priority: usize| {
        let themes = themes_most_first(findings, priority).into_iter().map(Level::Theme);
        std::iter::once(Level::Priority(priority)).chain(themes)
    };
    let rows = priority_rows(findings);
    std::iter::once(Level::All).chain(rows.iter().flat_map(|row| of(row.priority))).collect()
}

/// The themes of a priority, the most raised first, each followed by those under it.
pub(super) fn themes_most_first(findings: &Findings, priority: usize) -> Vec<usize> {
    let place = places(findings);
    let mut themes: Vec<usize> = findings.lexicon.themes_of(priority).map(|(theme, _)| theme).collect();
    themes.sort_by_key(|theme| (place(Level::Theme(*theme)), *theme));
    below(&themes, None, findings)
}

fn below(themes: &[usize], parent: Option<usize>, findings: &Findings) -> Vec<usize> {
    let here = themes.iter().filter(|theme| findings.lexicon.themes[**theme].parent == parent);
    here.flat_map(|theme| std::iter::once(*theme).chain(below(themes, Some(*theme), findings))).collect()
}
