//! National ambitions held against what people raised here.

use crate::count::{Campaigns, Level, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::Findings;
use crate::report::order::places;

/// An ambition, and what people here said of it.
pub(super) struct AmbitionRow {
    /// Index of the chapter among the priorities of the national list.
    pub(super) chapter: usize,
    /// Index of the ambition among its themes.
    pub(super) ambition: usize,
    /// The local themes that speak of it, the most raised first.
    pub(super) themes: Vec<LocalTheme>,
}

/// A local theme with its overall figures, campaigns included.
#[derive(Clone, Copy)]
pub(super) struct LocalTheme {
    /// Index in the lexicon.
    pub(super) theme: usize,
    /// Respondents who raised it.
    pub(super) respondents: PublishedFigure,
    /// Points at events that raised it.
    pub(super) contributions: PublishedFigure,
}

impl LocalTheme {
    fn of(theme: usize, findings: &Findings) -> LocalTheme {
        let figure = |unit| findings.figures.overall(Level::Theme(theme), unit, Campaigns::Included);
        LocalTheme {
            theme,
            respondents: figure(Unit::Respondents),
            contributions: figure(Unit::Contributions),
        }
    }

    /// Whether anybody raised it, in writing or at an event; unknown where that is hidden.
    pub(super) fn is_raised(&self, findings: &Findings) -> Option<bool> {
        let numbers = [self.respondents.numerator, self.contributions.numerator];
        if numbers.iter().any(|number| number.value().is_some_and(|value| value > 0)) {
            return Some(true);
        }
        // A hidden number is nought only where noughts are hidden too.
        match numbers.iter().any(|number| number.is_hidden()) {
            true if findings.figures.preset.hides_nought() => None,
            is_hidden => Some(is_hidden),
        }
    }
}

/// Every ambition in the order of the national list; none without a crosswalk.
pub(super) fn ambition_rows(findings: &Findings) -> Vec<AmbitionRow> {
    let Some(crosswalk) = &findings.crosswalk else { return Vec::new() };
    let row = |(ambition, themes): (usize, &Vec<usize>)| AmbitionRow {
        chapter: crosswalk.ambitions.themes[ambition].priority,
        ambition,
        themes: most_first(themes.iter().map(|theme| LocalTheme::of(*theme, findings)).collect(), findings),
    };
    crosswalk.themes.iter().enumerate().map(row).collect()
}

/// Whether anybody raised one of some themes; unknown where that is hidden.
pub(super) fn are_raised(themes: &[LocalTheme], findings: &Findings) -> Option<bool> {
    let raised: Vec<Option<bool>> = themes.iter().map(|local| local.is_raised(findings)).collect();
    if raised.contains(&Some(true)) { Some(true) } else { (!raised.contains(&None)).then_some(false) }
}

/// What people raised that speaks of no ambition, the most raised first; none without a crosswalk.
pub(super) fn beyond(findings: &Findings) -> Vec<LocalTheme> {
    let Some(crosswalk) = &findings.crosswalk else { return Vec::new() };
    let is_in = |theme: &usize| crosswalk.themes.iter().any(|themes| themes.contains(theme));
    let others = (0..findings.lexicon.themes.len()).filter(|theme| !is_in(theme));
    let others = others.map(|theme| LocalTheme::of(theme, findings));
    most_first(others.filter(|local| local.is_raised(findings) == Some(true)).collect(), findings)
}

fn most_first(mut themes: Vec<LocalTheme>, findings: &Findings) -> Vec<LocalTheme> {
    let place = places(findings);
    themes.sort_by_key(|local| (place(Level::Theme(local.theme)), local.theme));
    themes
}
