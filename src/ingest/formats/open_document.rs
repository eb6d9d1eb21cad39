//! OpenDocument texts, packed or as one XML file.

use rustc_hash::FxHashMap;

use super::{Block, Content, Format, Opened};
use crate::ingest::decode::decode;
use crate::ingest::documents::blocks::{Blocks, Paragraph, Shape};
use crate::ingest::documents::xml::{Damaged, Element, Piece, walk};
use crate::ledger::State;

pub(super) struct OpenDocument;

const DAMAGED: &str =
    "the document is damaged: its text cannot be read to the end; open it in its program and save it again";

const TEXT: &str = "application/vnd.oasis.opendocument.text";

impl Format for OpenDocument {
    fn name(&self) -> &'static str {
        "OpenDocument text (.odt)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        if !bytes.starts_with(b"PK") {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
            return head.contains("office:document") && head.contains(TEXT);
        }
        super::is_archive_with(bytes, "content.xml")
            && match super::archive_part(bytes, "mimetype") {
                Ok(kind) => kind.trim().starts_with(TEXT),
                Err(_) => [".odt", ".ott", ".odm"].iter().any(|ending| name.ends_with(ending)),
            }
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let damaged = |_: Damaged| DAMAGED.to_owned();
        let mut reader = TextReader::default();
        if bytes.starts_with(b"PK") {
            let manifest = super::archive_part(&bytes, "META-INF/manifest.xml").unwrap_or_default();
            if manifest.contains("encryption-data") {
                return Err("the document is locked with a password; open it, save it without one".to_owned());
            }
            if let Ok(styles) = super::archive_part(&bytes, "styles.xml") {
                // Damaged styles cost headers and headings, never the text.
                let _ = walk(&styles, |piece| reader.take(piece));
            }
            walk(&super::archive_part(&bytes, "content.xml")?, |piece| reader.take(piece))
                .map_err(damaged)?;
        } else {
            walk(&decode(bytes).text, |piece| reader.take(piece)).map_err(damaged)?;
        }
        Ok(reader.finish())
    }
}

/// The most times that a repeated space or cell is written out.
const MOST_REPEATED: usize = 64;

/// What a named style is: the style below it, and whether it is bold, hidden.
#[derive(Default, Clone)]
struct Style {
    parent: String,
    name: String,
    is_bold: bool,
    is_hidden: bool,
}

#[derive(Default)]
struct TextReader {
    styles: FxHashMap<String, Style>,
    style: String,
    blocks: Blocks,
    notes: Vec<Block>,
    paragraphs: Vec<Paragraph>,
    /// The styles of open spans: bold, hidden.
    spans: Vec<(bool, bool)>,
    /// How many open elements are skipped.
    skipped: usize,
    lists: usize,
    cells: Vec<usize>,
    /// Where the paragraphs of open footnotes begin.
    open_notes: Vec<usize>,
    in_body: bool,
    in_page: bool,
    headers: usize,
    footers: usize,
    has_words: bool,
    comments: usize,
    hidden: usize,
    contents: usize,
    deletions: usize,
    objects: usize,
    pictures: usize,
}

impl TextReader {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(..) if self.skipped > 0 => self.skipped += 1,
            Piece::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Piece::Open(name, element) => self.open(name, &element),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.skipped == 0 => self.text(text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, element: &Element<'_>) {
        let attribute = |name: &str| element.attribute(name);
        match name {
            "style" => {
                self.style = attribute("name").unwrap_or_default();
                let entry = self.styles.entry(self.style.clone()).or_default();
                entry.parent = attribute("parent-style-name").unwrap_or_default();
                entry.name = attribute("display-name").unwrap_or_default().to_lowercase();
            }
            "text-properties" => {
                let entry = self.styles.entry(self.style.clone()).or_default();
                entry.is_bold |= attribute("font-weight").is_some_and(|weight| weight == "bold");
                entry.is_hidden |= attribute("display").is_some_and(|display| display == "none");
            }
            "text" if element.prefix() == "office" => self.in_body = true,
            "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first"
                if element.prefix() == "style" && !self.in_body =>
            {
                (self.in_page, self.has_words) = (true, false);
            }
            _ if !self.in_body => {}
            "tracked-changes" => {
                self.deletions += 1;
                self.skipped = 1;
            }
            "annotation" => {
                self.comments += 1;
                self.skipped = 1;
            }
            "hidden-text" | "hidden-paragraph" => {
                self.hidden += 1;
                self.skipped = 1;
            }
            "table-of-content" | "illustration-index" | "alphabetical-index" | "table-index" => {
                self.contents += 1;
                self.skipped = 1;
            }
            "title" | "desc" if element.prefix() != "svg" => {}
            "note-citation" | "ruby-text" | "title" | "desc" | "forms" | "sequence-decls"
            | "bibliography" | "script" => {
                self.skipped = 1;
            }
            "object" | "object-ole" | "plugin" => {
                self.objects += 1;
                self.skipped = 1;
            }
            "image" => self.pictures += 1,
            "h" => self.paragraph(Shape::Heading, None),
            "p" => self.paragraph(Shape::Running, attribute("style-name")),
            "span" => {
                let (is_bold, is_hidden) = self.look(&attribute("style-name").unwrap_or_default());
                let (bold, hidden) = self.spans.last().copied().unwrap_or_default();
                self.spans.push((bold || is_bold, hidden || is_hidden));
            }
            "s" => {
                let count = attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.text(&" ".repeat(MOST_REPEATED.min(count)));
            }
            "tab" => self.text(" "),
            "line-break" => self.push("\n"),
            "list" => self.lists += 1,
            "note-body" => self.open_notes.push(self.paragraphs.len()),
            "table" => self.blocks.open_table(),
            "table-row" => self.blocks.open_row(),
            "table-cell" | "covered-table-cell" => {
                let repeated =
                    attribute("number-columns-repeated").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.cells.push(MOST_REPEATED.min(repeated));
                self.blocks.open_cell();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first"
                if self.in_page =>
            {
                self.in_page = false;
                let count = if name.starts_with("header") { &mut self.headers } else { &mut self.footers };
                *count += usize::from(self.has_words);
            }
            _ if !self.in_body => {}
            "text" if self.paragraphs.is_empty() => self.in_body = false,
            "h" | "p" => self.end_paragraph(),
            "span" => {
                self.spans.pop();
            }
            "list" => self.lists = self.lists.saturating_sub(1),
            "note-body" => {
                self.open_notes.pop();
            }
            "table" => self.blocks.close_table(),
            "table-cell" | "covered-table-cell" => {
                let repeated = self.cells.pop().unwrap_or(1);
                (1..repeated).for_each(|_| self.blocks.open_cell());
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, shape: Shape, style: Option<String>) {
        let style = style.unwrap_or_default();
        let shape = match shape {
            Shape::Running if self.lists > 0 => Shape::Point,
            Shape::Running if self.names_heading(&style) => Shape::Heading,
            shape => shape,
        };
        self.paragraphs.push(Paragraph::of(shape));
        let look = self.look(&style);
        self.spans.push(look);
    }

    fn end_paragraph(&mut self) {
        self.spans.pop();
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if self.open_notes.is_empty() {
            self.blocks.paragraph(paragraph);
        } else if !paragraph.text.trim().is_empty() {
            // A footnote stands in the midst of a paragraph; its words follow at the end.
            self.notes.push(Block::Paragraph(paragraph.text));
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_body {
            self.has_words |= self.in_page && !text.trim().is_empty();
            return;
        }
        // Line ends and indents of the XML itself are no words.
        self.push(&text.replace(['\n', '\t', '\r'], " "));
    }

    fn push(&mut self, text: &str) {
        let (is_bold, is_hidden) = self.spans.last().copied().unwrap_or_default();
        if is_hidden {
            self.hidden += usize::from(!text.trim().is_empty());
        } else if let Some(paragraph) = self.paragraphs.last_mut()
            && !(paragraph.text.is_empty() && text.trim().is_empty())
        {
            paragraph.push(text, is_bold);
        }
    }

    /// The style and those it rests on.
    fn chain<'a>(&'a self, style: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        std::iter::successors(self.styles.get_key_value(style), |(_, below)| {
            self.styles.get_key_value(&below.parent)
        })
        .take(16)
        .map(|(name, style)| (name.as_str(), style))
    }

    fn look(&self, style: &str) -> (bool, bool) {
        self.chain(style).fold((false, false), |(bold, hidden), (_, style)| {
            (bold || style.is_bold, hidden || style.is_hidden)
        })
    }

    fn names_heading(&self, style: &str) -> bool {
        let names = |name: &str| {
            let name = name.to_lowercase().replace("_20_", " ");
            name.starts_with("heading") || name == "title" || name == "subtitle"
        };
        names(style)
            || self
                .chain(style)
                .any(|(name, style)| names(name) || names(&style.name) || names(&style.parent))
    }

    fn finish(self) -> Opened {
        let mut blocks = self.blocks.finish();
        blocks.extend(self.notes);
        let is_empty = blocks.is_empty();
        let mut opened = Opened::from(Content::Document(blocks));
        for (count, kind) in [(self.headers, "header"), (self.footers, "footer")] {
            for _ in 0..count {
                opened.aside(State::OutOfScope, format!("the {kind} of this document's pages"));
            }
        }
        for _ in 0..self.comments {
            opened.aside(
                State::OutOfScope,
                "a comment in the margin: a reader's words about the text, not part of it",
            );
        }
        for _ in 0..self.contents {
            opened.aside(State::OutOfScope, "the table of contents, or an index");
        }
        for _ in 0..self.objects {
            opened.aside(
                State::Unreadable,
                "a file that stands inside this document is not read; save it beside the document",
            );
        }
        if self.hidden > 0 {
            opened.aside(State::OutOfScope, format!("hidden text in {} places, left out", self.hidden));
        }
        if self.pictures > 0 {
            let state = if is_empty { State::Unreadable } else { State::OutOfScope };
            let reason = format!(
                "{} {} in this document; if words can be seen there, transcribe them into the document",
                self.pictures,
                if self.pictures == 1 { "picture" } else { "pictures" }
            );
            opened.aside(state, reason);
        }
        if self.deletions > 0 {
            opened
                .notes
                .push("tracked changes: deleted words are left out, inserted words are kept".to_owned());
        }
        opened
    }
}
