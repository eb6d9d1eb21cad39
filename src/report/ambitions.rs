//! National ambitions held against what people raised here.

use crate::count::{Campaigns, Figure, Level, Unit};
use crate::findings::Findings;

/// An ambition, and what people here said of it.
pub(super) struct AmbitionRow {
    /// Index of the chapter among the priorities of the national list.
    pub(super) chapter: usize,
    /// Index of the ambition among its themes.
    pub(super) ambition: usize,
    /// The local themes that speak of it, those most respondents raised first.
    pub(super) themes: Vec<LocalTheme>,
}

/// A local theme with its overall figures, campaigns included.
#[derive(Clone, Copy)]
pub(super) struct LocalTheme {
    /// Index in the lexicon.
    pub(super) theme: usize,
    /// Respondents who raised it.
    pub(super) respondents: Figure,
    /// Points at events that raised it.
    pub(super) contributions: Figure,
}

impl LocalTheme {
    fn of(theme: usize, findings: &Findings) -> LocalTheme {
        let figure = |unit| findings.tally.figure(Level::Theme(theme), 0, unit, Campaigns::Included);
        LocalTheme {
            theme,
            respondents: figure(Unit::Respondents),
            contributions: figure(Unit::Contributions),
        }
    }

    /// Whether anybody raised it, in writing or at an event.
    pub(super) fn is_raised(&self) -> bool {
        self.respondents.numerator > 0 || self.contributions.numerator > 0
    }
}

/// Every ambition in the order of the national list; none without a crosswalk.
pub(super) fn ambition_rows(findings: &Findings) -> Vec<AmbitionRow> {
    let Some(crosswalk) = &findings.crosswalk else { return Vec::new() };
    let row = |(ambition, themes): (usize, &Vec<usize>)| AmbitionRow {
        chapter: crosswalk.ambitions.themes[ambition].priority,
        ambition,
        themes: most_first(themes.iter().map(|theme| LocalTheme::of(*theme, findings)).collect()),
    };
    crosswalk.themes.iter().enumerate().map(row).collect()
}

/// What people raised that speaks of no ambition, most respondents first; none without a crosswalk.
pub(super) fn beyond(findings: &Findings) -> Vec<LocalTheme> {
    let Some(crosswalk) = &findings.crosswalk else { return Vec::new() };
    let is_in = |theme: &usize| crosswalk.themes.iter().any(|themes| themes.contains(theme));
    let others = (0..findings.lexicon.themes.len()).filter(|theme| !is_in(theme));
    most_first(others.map(|theme| LocalTheme::of(theme, findings)).filter(LocalTheme::is_raised).collect())
}

fn most_first(mut themes: Vec<LocalTheme>) -> Vec<LocalTheme> {
    themes.sort_by_key(|local| {
        (std::cmp::Reverse((local.respondents.numerator, local.contributions.numerator)), local.theme)
    });
    themes
}
