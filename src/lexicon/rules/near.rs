//! Words in one sentence, in any order, at most so many words apart.

use super::{RuleKind, distance};
use crate::lexicon::pattern::{Arrangement, Lists, Pattern, separate_parts};

pub(super) struct Near;

impl RuleKind for Near {
    fn keyword(&self) -> &'static str {
        "near"
    }

    fn usage(&self) -> &'static str {
        "near N WORDS"
    }

    fn compile(&self, body: &str, lists: &Lists) -> Result<Pattern, String> {
        let (within, words) = distance(body, self.usage())?;
        Ok(Pattern { parts: separate_parts(words, lists)?, arrangement: Arrangement::Near(within) })
    }
}
