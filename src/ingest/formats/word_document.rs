//! Word documents: the door of `quick-xml`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::{Block, Content, Format, Opened};

pub(super) struct WordDocument;

/// Tables inside tables inside tables are flattened from this depth on.
const DEEPEST: usize = 64;

impl Format for WordDocument {
    fn name(&self) -> &'static str {
        "Word document (.docx)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        super::is_archive_with(bytes, "word/document.xml")
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let document = super::archive_part(&bytes, "word/document.xml")?;
        let mut blocks = blocks(&document)?;
        for part in ["word/footnotes.xml", "word/endnotes.xml"] {
            if super::is_archive_with(&bytes, part) {
                blocks.extend(self::blocks(&super::archive_part(&bytes, part)?)?);
            }
        }
        Ok(Content::Document(blocks).into())
    }
}

const DAMAGED: &str =
    "the document is damaged: its text cannot be read to the end; open it in Word and save it again";

#[derive(Default)]
struct Paragraph {
    text: String,
    is_heading: bool,
    is_list: bool,
}

/// A table being read; the paragraphs of a table inside one of its cells join that cell.
#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<Vec<String>>>,
}

/// The pieces of a document part in reading order. Deleted text is left out, inserted text kept; the words of text boxes
/// come before the paragraph that holds them; each text box once, though Word writes it twice.
fn blocks(xml: &str) -> Result<Vec<Block>, String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut tables: Vec<OpenTable> = Vec::new();
    let mut in_text = false;
    let mut deleted = 0usize;
    let mut fallback = 0usize;
    loop {
        let event = reader.read_event().map_err(|_| DAMAGED.to_owned())?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "p" if is_word(tag.name()) => paragraphs.push(Paragraph::default()),
                "tbl" if tables.len() < DEEPEST => tables.push(OpenTable::default()),
                "tr" => {
                    if let Some(table) = tables.last_mut() {
                        table.rows.push(Vec::new());
                    }
                }
                "tc" => {
                    if let Some(row) = tables.last_mut().and_then(|table| table.rows.last_mut()) {
                        row.push(Vec::new());
                    }
                }
                "t" if is_word(tag.name()) => in_text = true,
                "del" | "moveFrom" => deleted += 1,
                "Fallback" => fallback += 1,
                "numPr" => mark_list(&mut paragraphs),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "p" if is_word(tag.name()) => {}
                "tc" => {
                    if let Some(row) = tables.last_mut().and_then(|table| table.rows.last_mut()) {
                        row.push(Vec::new());
                    }
                }
                "tab" if paragraphs.last().is_some_and(|paragraph| !paragraph.text.is_empty()) => {
                    push_text(&mut paragraphs, " ")
                }
                "br" | "cr" => push_text(&mut paragraphs, "\n"),
                "noBreakHyphen" => push_text(&mut paragraphs, "-"),
                "pStyle" => style(&tag, &mut paragraphs),
                "numPr" | "numId" => mark_list(&mut paragraphs),
                _ => {}
            },
            Event::Text(text) if in_text && deleted == 0 && fallback == 0 => {
                push_text(&mut paragraphs, &text);
            }
            Event::GeneralRef(reference) if in_text && deleted == 0 && fallback == 0 => {
                let name: &str = &reference;
                let character = match name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some(character) = character {
                    push_text(&mut paragraphs, character.encode_utf8(&mut [0; 4]));
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" if is_word(tag.name()) => in_text = false,
                "p" if is_word(tag.name()) => {
                    if let Some(paragraph) = paragraphs.pop() {
                        close_paragraph(paragraph, &mut tables, &mut found);
                    }
                }
                "tbl" => {
                    if let Some(table) = tables.pop() {
                        close_table(table, &mut tables, &mut found);
                    }
                }
                "del" | "moveFrom" => deleted = deleted.saturating_sub(1),
                "Fallback" => fallback = fallback.saturating_sub(1),
                _ => {}
            },
            Event::Eof if paragraphs.is_empty() && tables.is_empty() => break,
            Event::Eof => return Err(DAMAGED.to_owned()),
            _ => {}
        }
    }
    Ok(found)
}

/// Drawing text has paragraphs and runs of its own (`a:p`, `a:t`); only Word's are read.
fn is_word(name: QName<'_>) -> bool {
    name.prefix().is_none_or(|prefix| prefix.as_ref() != "a")
}

fn push_text(paragraphs: &mut [Paragraph], text: &str) {
    if let Some(paragraph) = paragraphs.last_mut() {
        paragraph.text.push_str(text);
    }
}

fn mark_list(paragraphs: &mut [Paragraph]) {
    if let Some(paragraph) = paragraphs.last_mut() {
        paragraph.is_list = true;
    }
}

fn style(tag: &BytesStart<'_>, paragraphs: &mut [Paragraph]) {
    let Some(paragraph) = paragraphs.last_mut() else { return };
    for attribute in tag.attributes().flatten() {
        if attribute.key.local_name().as_ref() == "val" {
            let name = attribute.value.to_lowercase();
            paragraph.is_heading = name.starts_with("heading") || name == "title";
            paragraph.is_list |= name.starts_with("list");
        }
    }
}

fn close_paragraph(paragraph: Paragraph, tables: &mut [OpenTable], found: &mut Vec<Block>) {
    if paragraph.text.trim().is_empty() {
        return;
    }
    let cell = tables.last_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.last_mut());
    if let Some(cell) = cell {
        cell.push(paragraph.text);
    } else if paragraph.is_heading {
        found.push(Block::Heading(paragraph.text));
    } else if paragraph.is_list {
        found.push(Block::Bullet(paragraph.text));
    } else {
        found.push(Block::Paragraph(paragraph.text));
    }
}

fn close_table(table: OpenTable, tables: &mut [OpenTable], found: &mut Vec<Block>) {
    match tables.last_mut().and_then(|outer| outer.rows.last_mut()).and_then(|row| row.last_mut()) {
        Some(cell) => cell.extend(table.rows.into_iter().flatten().flatten()),
        None => found.push(Block::Table(table.rows)),
    }
}
