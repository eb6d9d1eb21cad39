//! Codes that are no words, by a pattern of signs.

use super::RuleKind;
use crate::lexicon::code::Code;
use crate::lexicon::pattern::{Arrangement, Pattern, Words};

pub(super) struct Signs;

impl RuleKind for Signs {
    fn keyword(&self) -> &'static str {
        "regex"
    }

    fn usage(&self) -> &'static str {
        "regex \"PATTERN\""
    }

    fn compile(&self, body: &str, _words: &Words<'_>) -> Result<Pattern, String> {
        let inside = body.trim().strip_prefix('"').and_then(|body| body.strip_suffix('"'));
        let pattern =
            inside.filter(|inside| !inside.is_empty() && !inside.contains('"')).ok_or_else(|| {
                format!("the pattern stands in quotation marks, and none inside it; write {}", self.usage())
            })?;
        Ok(Pattern { parts: Vec::new(), arrangement: Arrangement::Code(Code::new(pattern)?) })
    }
}
