//! Words in one sentence, in the order given, at most so many words apart.

use super::{RuleKind, distance};
use crate::lexicon::pattern::{Arrangement, Pattern, Words, separate_parts};

pub(super) struct Before;

impl RuleKind for Before {
    fn keyword(&self) -> &'static str {
        "before"
    }

    fn usage(&self) -> &'static str {
        "before N WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let (within, body) = distance(body, self.usage())?;
        Ok(Pattern { parts: separate_parts(body, words)?, arrangement: Arrangement::Before(within) })
    }
}
