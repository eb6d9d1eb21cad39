//! What is said once for many rules: under which questions they count, what they skip, how strictly they spell.

use super::line::{first_word, quoted};
use crate::text::plain_line;

/// What holds for all rules of a theme. Said for a priority or the whole lexicon it holds for every theme there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether denied words do not count (`skip negated`).
    pub skips_negated: bool,
    /// Whether words that are only wished for or supposed do not count (`skip hypothetical`).
    pub skips_hypothetical: bool,
    /// Counts only under questions with any of these words in them, as questions are compared ([`plain_line`]); under every question where there are none.
    pub asked: Vec<String>,
    /// Whether long words may be misspelt by one letter (`loose`).
    pub is_loose: bool,
}

/// What the lines of one place say.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// What holds here.
    pub(super) settings: Settings,
    /// Whether a line of this very place names questions; those said further out then hold no longer.
    names_questions: bool,
}

impl Place {
    /// A place inside one of which this is said.
    pub(super) fn of(settings: Settings) -> Place {
        Place { settings, names_questions: false }
    }

    /// A place inside this one.
    pub(super) fn inside(&self) -> Place {
        Place::of(self.settings.clone())
    }

    /// Takes a line in: `skip …`, `asked "…"`, `loose` or `strict`.
    pub(super) fn take(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = first_word(line);
        let settings = &mut self.settings;
        match (word, rest.trim()) {
            ("skip", "negated") => settings.skips_negated = true,
            ("skip", "hypothetical") => settings.skips_hypothetical = true,
            ("skip", other) => {
                return Err(format!(
                    "'skip {other}' is not known; write: skip negated, or: skip hypothetical"
                ));
            }
            ("loose", "") => settings.is_loose = true,
            ("strict", "") => settings.is_loose = false,
            ("asked", _) => {
                let (words, after) = quoted(rest)?;
                if !after.trim().is_empty() {
                    return Err("one question a line; several lines mean any of them".to_owned());
                }
                if !std::mem::replace(&mut self.names_questions, true) {
                    settings.asked.clear();
                }
                settings.asked.push(plain_line(&words));
            }
            _ => return Err(format!("'{word}' does not stand alone; it goes before a rule")),
        }
        Ok(())
    }
}
