//! A response that is these words and no others.

use super::RuleKind;
use crate::lexicon::pattern::{Arrangement, Pattern, PlainWord, Words, one_part};

pub(super) struct Whole;

impl RuleKind for Whole {
    fn keyword(&self) -> &'static str {
        "whole"
    }

    fn usage(&self) -> &'static str {
        "whole WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let part = one_part(body, PlainWord::ByStem, words)?;
        Ok(Pattern { parts: vec![part], arrangement: Arrangement::Whole })
    }
}
