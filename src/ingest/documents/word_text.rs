//! The text of one part of a Word document.

use rustc_hash::FxHashMap;

use super::blocks::{Blocks, Paragraph, Shape};
use super::xml::{Damaged, Element, Piece, walk};
use crate::ingest::formats::Block;

/// What a document's styles make of their paragraphs, by the style's identifier.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Styles {
    shapes: FxHashMap<String, Shape>,
    contents: Vec<String>,
}

impl Styles {
    /// Reads `styles.xml`. A style is what its name says, else what the style it is based on is.
    pub(in crate::ingest) fn read(xml: &str) -> Styles {
        let mut named: FxHashMap<String, (String, bool, bool)> = FxHashMap::default();
        let mut based: FxHashMap<String, String> = FxHashMap::default();
        let mut current = String::new();
        // A damaged list of styles costs the headings, never the text.
        let _ = walk(xml, |piece| {
            let Piece::Open(name, element) = piece else { return };
            let Some(value) = element.attribute(if name == "style" { "styleId" } else { "val" }) else {
                return;
            };
            let entry = named.entry(current.clone()).or_default();
            match name {
                "style" => current = value,
                "name" => entry.0 = value.to_lowercase(),
                "outlineLvl" => entry.1 = value.parse::<u8>().is_ok_and(|level| level < 9),
                "numId" => entry.2 = value != "0",
                "basedOn" => {
                    based.insert(current.clone(), value);
                }
                _ => {}
            }
        });
        let mut styles = Styles::default();
        for id in named.keys() {
            let mut at = id;
            for _ in 0..16 {
                let Some((name, is_heading, is_list)) = named.get(at) else { break };
                if name.starts_with("toc ") || name.starts_with("table of ") {
                    styles.contents.push(id.clone());
                }
                let shape = shape_of(name)
                    .or(is_heading.then_some(Shape::Heading))
                    .or(is_list.then_some(Shape::Point));
                if let Some(shape) = shape {
                    styles.shapes.insert(id.clone(), shape);
                    break;
                }
                match based.get(at) {
                    Some(below) => at = below,
                    None => break,
                }
            }
        }
        styles
    }

    fn shape(&self, id: &str) -> Option<Shape> {
        self.shapes.get(id).copied().or_else(|| shape_of(&id.to_lowercase()))
    }

    fn is_contents(&self, id: &str) -> bool {
        self.contents.iter().any(|known| known == id) || id.starts_with("TOC") && id.len() == 4
    }
}

fn shape_of(name: &str) -> Option<Shape> {
    if name.starts_with("heading") || name == "title" || name == "subtitle" {
        Some(Shape::Heading)
    } else if name.starts_with("list") {
        Some(Shape::Point)
    } else {
        None
    }
}

/// The text of a part, and what was left out of it.
#[derive(Debug, Default)]
pub(in crate::ingest) struct PartText {
    /// Headings, paragraphs, points and tables, in reading order.
    pub(in crate::ingest) blocks: Vec<Block>,
    /// How many paragraphs hold hidden text, which is left out.
    pub(in crate::ingest) hidden: usize,
    /// How many paragraphs are a table of contents, left out.
    pub(in crate::ingest) contents: usize,
    /// How many runs of deleted text were left out.
    pub(in crate::ingest) deleted: usize,
    /// How many characters of symbol fonts have no letter of their own.
    pub(in crate::ingest) symbols: usize,
    /// The relations by which other files stand in this one's place.
    pub(in crate::ingest) chunks: Vec<(usize, String)>,
}

/// Reads a part. Deleted text is left out, inserted text kept; the words of a text box come before the paragraph that holds it, and
/// each text box once, though Word writes it twice.
pub(in crate::ingest) fn read(xml: &str, styles: &Styles) -> Result<PartText, Damaged> {
    let mut reader = PartReader::new(styles);
    walk(xml, |piece| reader.take(piece))?;
    let mut text = reader.text;
    text.blocks = reader.blocks.finish();
    Ok(text)
}

/// The most cells that one cell spans.
const WIDEST: usize = 64;

struct PartReader<'a> {
    styles: &'a Styles,
    text: PartText,
    blocks: Blocks,
    paragraphs: Vec<Paragraph>,
    /// Whether each open paragraph is of a table of contents, and whether it holds hidden text.
    marks: Vec<(bool, bool)>,
    in_text: bool,
    in_run_style: bool,
    is_bold: bool,
    is_hidden: bool,
    is_placeholder: Vec<bool>,
    deleted: usize,
    skipped: usize,
    span: usize,
}

impl<'a> PartReader<'a> {
    fn new(styles: &'a Styles) -> PartReader<'a> {
        PartReader {
            styles,
            text: PartText::default(),
            blocks: Blocks::default(),
            paragraphs: Vec::new(),
            marks: Vec::new(),
            in_text: false,
            in_run_style: false,
            is_bold: false,
            is_hidden: false,
            is_placeholder: Vec::new(),
            deleted: 0,
            skipped: 0,
            span: 0,
        }
    }

    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            // What is skipped is skipped with all that stands in it.
            Piece::Open(..) if self.skipped > 0 => self.skipped += 1,
            Piece::Close(_) if self.skipped > 0 => self.skipped -= 1,
            // Drawings have paragraphs and runs of their own (`a:p`, `a:t`); only Word's are read.
            Piece::Open("p" | "t" | "tbl", element) if element.prefix() == "a" => self.skipped = 1,
            // The reading of a Japanese character, and the copy of a text box for older programs.
            Piece::Open("rt" | "Fallback", _) => self.skipped = 1,
            Piece::Open(name, element) => self.open(name, &element),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) if self.in_text && self.skipped == 0 => self.push(text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                self.marks.push((false, false));
            }
            "tbl" => self.blocks.open_table(),
            "tr" => self.blocks.open_row(),
            "tc" => {
                self.span = 1;
                self.blocks.open_cell();
            }
            "gridSpan" => {
                let span = element.attribute("val").and_then(|value| value.parse().ok()).unwrap_or(1);
                self.span = WIDEST.min(span);
            }
            "t" => self.in_text = true,
            "r" => (self.is_bold, self.is_hidden) = (false, false),
            "rPr" => self.in_run_style = true,
            "b" if self.in_run_style => self.is_bold = element.is_on(),
            "vanish" if self.in_run_style => self.is_hidden = element.is_on(),
            "del" | "moveFrom" => self.deleted += 1,
            "sdt" => self.is_placeholder.push(false),
            "showingPlcHdr" => {
                if let Some(last) = self.is_placeholder.last_mut() {
                    *last = element.is_on();
                }
            }
            "tab"
                if !self.in_run_style
                    && self.paragraphs.last().is_some_and(|paragraph| !paragraph.text.is_empty()) =>
            {
                self.push(" ");
            }
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.symbol(element),
            "pStyle" => self.style(element),
            "outlineLvl"
                if element
                    .attribute("val")
                    .and_then(|value| value.parse::<u8>().ok())
                    .is_some_and(|level| level < 9) =>
            {
                self.shape(Shape::Heading);
            }
            "numId"
                if element.attribute("val").is_none_or(|value| value != "0")
                    && self.paragraphs.last().is_some_and(|paragraph| paragraph.shape == Shape::Running) =>
            {
                self.shape(Shape::Point);
            }
            "altChunk" => {
                if let Some(relation) = element.attribute("id") {
                    self.text.chunks.push((self.blocks.len(), relation));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPr" => self.in_run_style = false,
            "p" => self.end_paragraph(),
            "tc" => self.blocks.close_cell(std::mem::take(&mut self.span), 1),
            "tbl" => self.blocks.close_table(),
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "sdt" => {
                self.is_placeholder.pop();
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.deleted > 0 {
            self.text.deleted += 1;
            return;
        }
        if self.is_placeholder.last() == Some(&true) {
            return;
        }
        if self.is_hidden {
            if let Some((_, hidden)) = self.marks.last_mut() {
                *hidden |= !text.trim().is_empty();
            }
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push(text, self.is_bold);
        }
    }

    fn shape(&mut self, shape: Shape) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.shape = shape;
        }
    }

    fn style(&mut self, element: &Element<'_>) {
        let Some(id) = element.attribute("val") else { return };
        if let Some(shape) = self.styles.shape(&id) {
            self.shape(shape);
        }
        if let Some((contents, _)) = self.marks.last_mut() {
            *contents = self.styles.is_contents(&id);
        }
    }

    /// A character of a symbol font; the ones that people tick and point with are written as what they look like.
    fn symbol(&mut self, element: &Element<'_>) {
        let code =
            element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or(0);
        match symbol(code) {
            Some(character) => self.push(character.encode_utf8(&mut [0; 4])),
            None => self.text.symbols += 1,
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let (is_contents, has_hidden) = self.marks.pop().unwrap_or_default();
        self.text.hidden += usize::from(has_hidden);
        if is_contents && !paragraph.text.trim().is_empty() {
            self.text.contents += 1;
        } else {
            self.blocks.paragraph(paragraph);
        }
    }
}

/// What a code of Wingdings or Symbol looks like; a code outside their range is the character itself.
pub(in crate::ingest) fn symbol(code: u32) -> Option<char> {
    match code {
        0xf0fc | 0xf050 | 0xf052 => Some('✓'),
        0xf0fe => Some('☑'),
        0xf0fb | 0xf0fd => Some('✗'),
        0xf06f | 0xf0a8 | 0xf071 | 0xf072 => Some('☐'),
        0xf0b7 | 0xf0a7 | 0xf06c | 0xf06e | 0xf09f | 0xf076 | 0xf0d8 => Some('•'),
        0xf0e0 | 0xf0ae => Some('→'),
        0xf04a => Some('☺'),
        0xf04c => Some('☹'),
        0xf02d => Some('-'),
        0xf020 => Some(' '),
        0xf030..=0xf039 | 0xf041..=0xf049 | 0xf04b => None,
        0xe000..=0xf8ff => None,
        code => char::from_u32(code).filter(|character| !character.is_control()),
    }
}
