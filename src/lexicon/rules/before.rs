//! Words in one sentence, in the order given, at most so many words apart.

use super::{RuleKind, distance};
use crate::lexicon::pattern::{Arrangement, Lists, Pattern, separate_parts};

pub(super) struct Before;

impl RuleKind for Before {
    fn keyword(&self) -> &'static str {
        "before"
    }

    fn usage(&self) -> &'static str {
        "before N WORDS"
    }

    fn compile(&self, body: &str, lists: &Lists) -> Result<Pattern, String> {
        let (within, words) = distance(body, self.usage())?;
        Ok(Pattern { parts: separate_parts(words, lists)?, arrangement: Arrangement::Before(within) })
    }
}
