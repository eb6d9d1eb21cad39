//! Words in one sentence, in any order, at most so many words apart.

use super::{RuleKind, distance};
use crate::lexicon::pattern::{Arrangement, Pattern, Words, separate_parts};

pub(super) struct Near;

impl RuleKind for Near {
    fn keyword(&self) -> &'static str {
        "near"
    }

    fn usage(&self) -> &'static str {
        "near N WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let (within, body) = distance(body, self.usage())?;
        Ok(Pattern { parts: separate_parts(body, words)?, arrangement: Arrangement::Near(within) })
    }
}
