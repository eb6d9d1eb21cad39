//! Words next to each other, compared by how they begin.

use super::RuleKind;
use crate::lexicon::pattern::{Arrangement, Pattern, PlainWord, Words, one_part};

pub(super) struct Start;

impl RuleKind for Start {
    fn keyword(&self) -> &'static str {
        "start"
    }

    fn usage(&self) -> &'static str {
        "start WORDS"
    }

    fn compile(&self, body: &str, words: &Words<'_>) -> Result<Pattern, String> {
        let part = one_part(body, PlainWord::ByBeginning, words)?;
        Ok(Pattern { parts: vec![part], arrangement: Arrangement::Together })
    }
}
