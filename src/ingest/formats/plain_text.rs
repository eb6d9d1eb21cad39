//! Plain text: a letter, or notes with a dash before each point.

use super::{Block, Content, Format, Opened};
use crate::ingest::decode::{decode, is_text};

pub(super) struct PlainText;

impl Format for PlainText {
    fn name(&self) -> &'static str {
        "plain text (.txt)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        [".txt", ".text"].iter().any(|ending| name.ends_with(ending)) && is_text(bytes)
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let decoded = decode(bytes);
        let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
        Ok(Opened { content: Content::Document(blocks(&text)), notes: decoded.notes, asides: Vec::new() })
    }
}

/// The paragraphs of a text: divided at blank lines; a line that begins with a bullet or a dash is one of its own.
fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut paragraph = String::new();
    let mut is_bullet = false;
    let mut finish = |paragraph: &mut String, is_bullet: bool| {
        let piece = std::mem::take(paragraph);
        if !piece.trim().is_empty() {
            found.push(if is_bullet { Block::Bullet(piece) } else { Block::Paragraph(piece) });
        }
    };
    for line in text.split('\n') {
        let trimmed = line.trim();
        let point = ["- ", "* ", "• ", "– ", "· "].iter().find_map(|mark| trimmed.strip_prefix(mark));
        if trimmed.is_empty() {
            finish(&mut paragraph, is_bullet);
            is_bullet = false;
        } else if let Some(point) = point {
            finish(&mut paragraph, is_bullet);
            is_bullet = true;
            paragraph.push_str(point.trim());
        } else {
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(line.trim_end());
        }
    }
    finish(&mut paragraph, is_bullet);
    found
}
