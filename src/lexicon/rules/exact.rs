//! Words next to each other, just as they are written.

use super::RuleKind;
use crate::lexicon::pattern::{Arrangement, Lists, Pattern, PlainWord, one_part};

pub(super) struct Exact;

impl RuleKind for Exact {
    fn keyword(&self) -> &'static str {
        "exact"
    }

    fn usage(&self) -> &'static str {
        "exact WORDS"
    }

    fn compile(&self, body: &str, lists: &Lists) -> Result<Pattern, String> {
        let part = one_part(body, PlainWord::AsWritten, lists)?;
        Ok(Pattern { parts: vec![part], arrangement: Arrangement::Together })
    }
}
