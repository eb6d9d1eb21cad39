//! The order in which reports name priorities and themes.

use std::cmp::Reverse;

use super::figures::priority_rows;
use crate::count::{Campaigns, Level, Unit};
use crate::findings::Findings;

/// Any theme, then the priorities that most respondents raised first, each followed by its themes.
pub(super) fn levels_most_first(findings: &Findings) -> Vec<Level> {
    let of = |priority: usize| {
        let themes = themes_most_first(findings, priority).into_iter().map(Level::Theme);
        std::iter::once(Level::Priority(priority)).chain(themes)
    };
    let rows = priority_rows(findings);
    std::iter::once(Level::All).chain(rows.iter().flat_map(|row| of(row.priority))).collect()
}

/// The themes of a priority: first those that are shown, most respondents first; then those that are hidden, then what nobody raised. Each is followed by
/// those under it.
pub(super) fn themes_most_first(findings: &Findings, priority: usize) -> Vec<usize> {
    let order = |theme: &usize| {
        let raised =
            |unit| findings.figures.overall(Level::Theme(*theme), unit, Campaigns::Included).numerator;
        let (respondents, points) = (raised(Unit::Respondents), raised(Unit::Contributions));
        let is_nought = respondents.value() == Some(0) && points.value() == Some(0);
        (is_nought, Reverse((respondents.rank(), points.rank())), *theme)
    };
    let mut themes: Vec<usize> = findings.lexicon.themes_of(priority).map(|(theme, _)| theme).collect();
    themes.sort_by_key(order);
    below(&themes, None, findings)
}

fn below(themes: &[usize], parent: Option<usize>, findings: &Findings) -> Vec<usize> {
    let here = themes.iter().filter(|theme| findings.lexicon.themes[**theme].parent == parent);
    here.flat_map(|theme| std::iter::once(*theme).chain(below(themes, Some(*theme), findings))).collect()
}
