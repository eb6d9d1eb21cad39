//! Names of people (the rules: `redact/people/`; the lists and their sources: `redact/lists/SOURCES.md`).

use super::{Clues, DetailKind, Wishes};
use crate::redact::people::names;
use crate::text::Span;

pub(super) struct Name;

impl DetailKind for Name {
    fn name(&self) -> &'static str {
        "name"
    }

    fn replacement(&self) -> &'static str {
        "[name]"
    }

    fn names_people(&self) -> bool {
        true
    }

    fn find(&self, text: &str, clues: &Clues<'_>, wishes: &Wishes, found: &mut Vec<Span>) {
        names(text, clues, found);
        wishes.speakers(text, found);
    }
}
