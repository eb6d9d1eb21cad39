//! Words that the profile hides (`[redaction] hide`).

use super::{Clues, DetailKind, Wishes};
use crate::redact::wishes::HIDDEN;
use crate::text::Span;

pub(super) struct Hidden;

impl DetailKind for Hidden {
    fn name(&self) -> &'static str {
        HIDDEN
    }

    fn replacement(&self) -> &'static str {
        "[hidden]"
    }

    fn find(&self, text: &str, _clues: &Clues<'_>, wishes: &Wishes, found: &mut Vec<Span>) {
        wishes.hidden(text, found);
    }
}
