//! Rich text (RTF).

use super::{Content, Format, Opened};
use crate::ingest::documents::rtf_text;
use crate::ledger::State;

pub(super) struct RichText;

impl Format for RichText {
    fn name(&self) -> &'static str {
        "rich text (.rtf)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        start.trim_ascii_start().starts_with(b"{\\rtf")
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let text = rtf_text::read(&bytes);
        let is_empty = text.blocks.is_empty();
        let mut opened = Opened::from(Content::Document(text.blocks));
        for (count, what) in [
            (text.headers, "the header of this document's pages"),
            (text.footers, "the footer of this document's pages"),
            (text.comments, "a comment in the margin: a reader's words about the text, not part of it"),
        ] {
            for _ in 0..count {
                opened.aside(State::OutOfScope, what);
            }
        }
        if text.objects > 0 {
            let reason = format!(
                "{} files that stand inside this document are not read; save them beside the document",
                text.objects
            );
            opened.aside(State::Unreadable, reason);
        }
        if text.pictures > 0 {
            let reason = format!(
                "{} pictures in this document; if words can be seen there, transcribe them into the document",
                text.pictures
            );
            opened.aside(if is_empty { State::Unreadable } else { State::OutOfScope }, reason);
        }
        if text.hidden > 0 {
            opened.aside(State::OutOfScope, "hidden text, left out");
        }
        if text.deleted > 0 {
            opened
                .notes
                .push("tracked changes: deleted words are left out, inserted words are kept".to_owned());
        }
        if text.is_cut {
            opened.aside(
                State::Unreadable,
                "the document ends in the midst of itself, and what stood behind is lost; open it in its program and save it again",
            );
        }
        Ok(opened)
    }
}
