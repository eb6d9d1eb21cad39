//! What people did beside the program: themes they corrected, and answers they checked.

use std::collections::BTreeSet;

use crate::check::{Checked, CheckedTheme, Measure};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{Preset, Published, Shown, parts};
use crate::lexicon::Lexicon;
use crate::overrides::{Change, Decisions, Status};

/// What people corrected, as it may be published.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CorrectionsFinding {
    /// How many people of the team did it.
    pub correctors: usize,
    /// Corrections that change what counts.
    pub applied: Shown,
    /// Corrections that say what the lexicon finds by itself.
    pub agrees: Shown,
    /// Corrections that could not be applied.
    pub conflicts: Shown,
    /// Each theme that was given or taken away, in the order of the lexicon.
    pub themes: Vec<CorrectedTheme>,
}

/// How often a theme was corrected.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectedTheme {
    /// Index of the theme.
    pub theme: usize,
    /// Responses to which people gave it.
    pub added: Shown,
    /// Responses from which people took it.
    pub removed: Shown,
}

/// How often themes are right, as it may be published.
#[derive(Debug, Clone, PartialEq)]
pub struct ChecksFinding {
    /// The figures; none where the lexicon has changed since, so that they say nothing of it.
    pub checked: Option<Checked>,
    /// Each theme whose figures may stand beside it, in the order of the lexicon.
    pub themes: Vec<ThemeCheck>,
}

/// How right a theme is.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeCheck {
    /// Index of the theme.
    pub theme: usize,
    /// In how many checked responses it was found.
    pub found: Shown,
    /// In how many of them it was right.
    pub right: Shown,
    /// The share of what was found that is right.
    pub precision: Option<Measure>,
    /// The share of what is there that was found.
    pub recall: Option<Measure>,
    /// How far two coders agree (alpha), where two coded.
    pub coders: Option<f64>,
}

pub(super) fn corrections(
    decisions: &Decisions,
    lexicon: &Lexicon,
    preset: Preset,
) -> Option<CorrectionsFinding> {
    if decisions.list.is_empty() {
        return None;
    }
    let of = |status: Status| decisions.list.iter().filter(move |of| of.status == status);
    let count = |theme: &str, change: Change| {
        let is_one =
            |of: &&crate::overrides::Decided| of.decision.theme == theme && of.decision.change == change;
        of(Status::Applied).filter(is_one).count() as u64
    };
    let mut themes = Vec::new();
    for (at, theme) in lexicon.themes.iter().enumerate() {
        let [added, removed] = [Change::Added, Change::Removed].map(|change| count(&theme.id, change));
        if added + removed > 0 {
            let shown = |number| Shown::alone(number, preset);
            themes.push(CorrectedTheme { theme: at, added: shown(added), removed: shown(removed) });
        }
    }
    // The sum beside its parts would tell the one that is hidden.
    let is_hidden = themes.iter().any(|of| of.added.is_hidden() || of.removed.is_hidden());
    let applied = of(Status::Applied).count() as u64;
    let correctors: BTreeSet<&str> = decisions.list.iter().map(|of| of.decision.who.as_str()).collect();
    Some(CorrectionsFinding {
        correctors: correctors.len(),
        applied: if is_hidden { Shown::default() } else { Shown::alone(applied, preset) },
        agrees: Shown::alone(of(Status::Agrees).count() as u64, preset),
        conflicts: Shown::alone(of(Status::Conflict).count() as u64, preset),
        themes,
    })
}

pub(super) fn checks(
    checked: Checked,
    lexicon_sha256: &str,
    lexicon: &Lexicon,
    figures: &Published,
) -> ChecksFinding {
    if checked.lexicon_sha256 != lexicon_sha256 {
        return ChecksFinding { checked: None, themes: Vec::new() };
    }
    let themes = lexicon
        .themes
        .iter()
        .enumerate()
        .filter_map(|(at, theme)| theme_check(at, checked.themes.get(&theme.id)?, figures))
        .collect();
    ChecksFinding { checked: Some(checked), themes }
}

/// How right a theme is, where that may be told: a sheet can hold all that a theme found, so its numbers are protected like the theme's own.
fn theme_check(theme: usize, of: &CheckedTheme, figures: &Published) -> Option<ThemeCheck> {
    let preset = figures.preset;
    let is_hidden =
        |campaigns| figures.overall(Level::Theme(theme), Unit::Respondents, campaigns).numerator.is_hidden();
    let found = Shown::alone(of.found, preset);
    if of.found == 0 || found.is_hidden() || is_hidden(Campaigns::Included) || is_hidden(Campaigns::Excluded)
    {
        return None;
    }
    let right = parts(&[of.right], of.found - of.right.min(of.found), preset);
    Some(ThemeCheck {
        theme,
        found,
        right: right.first().copied().unwrap_or_default(),
        precision: of.precision,
        recall: of.recall,
        coders: of.coders.0,
    })
}
