//! Words in one sentence, each after the next that is written, at most so many words apart.

use super::{RuleKind, distance};
use crate::lexicon::pattern::{Arrangement, Pattern, Words, separate_parts};

pub(super) struct After;

impl RuleKind for After {
    fn keyword(&self) -> &'static str {
        "after"
    }

    fn usage(&self) -> &'static str {
        "after N WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let (within, body) = distance(body, self.usage())?;
        let mut parts = separate_parts(body, words)?;
        parts.reverse();
        Ok(Pattern { parts, arrangement: Arrangement::Before(within) })
    }
}
