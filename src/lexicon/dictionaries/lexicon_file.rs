//! The language of `docs/lexicon.md` itself.

use super::{Contents, Dictionary, Written, text};
use crate::lexicon::outline::Outline;

pub(super) struct LexiconFile;

impl Dictionary for LexiconFile {
    fn name(&self) -> &'static str {
        "lexicon (.lexicon)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".lexicon"]
    }

    fn read(&self, _title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        Ok(Outline::of_lexicon(text(contents)?))
    }

    fn write(&self, outline: &Outline) -> Option<Written> {
        Some(outline.to_lexicon().0.into_bytes().into())
    }
}
