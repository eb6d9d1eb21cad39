//! Words next to each other, just as they are written.

use super::RuleKind;
use crate::lexicon::pattern::{Arrangement, Pattern, PlainWord, Words, one_part};

pub(super) struct Exact;

impl RuleKind for Exact {
    fn keyword(&self) -> &'static str {
        "exact"
    }

    fn usage(&self) -> &'static str {
        "exact WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let part = one_part(body, PlainWord::AsWritten, words)?;
        Ok(Pattern { parts: vec![part], arrangement: Arrangement::Together })
    }
}
