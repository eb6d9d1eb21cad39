//! Words next to each other, compared by their stems.

use super::RuleKind;
use crate::lexicon::pattern::{Arrangement, Pattern, PlainWord, Words, one_part};

pub(super) struct Phrase;

impl RuleKind for Phrase {
    fn keyword(&self) -> &'static str {
        "phrase"
    }

    fn usage(&self) -> &'static str {
        "phrase WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let part = one_part(body, PlainWord::ByStem, words)?;
        Ok(Pattern { parts: vec![part], arrangement: Arrangement::Together })
    }
}
