//! The text of a rich text file.

mod code_pages;
mod destinations;

use rustc_hash::FxHashMap;

use self::code_pages::{label_of, page_of_charset};
use self::destinations::{Destination, destination};
use super::blocks::{Blocks, Paragraph, Shape};
use super::word_text::symbol;
use crate::ingest::decode::decode_labelled;
use crate::ingest::formats::Block;

/// The text of a rich text file, and what was left out of it.
#[derive(Debug, Default)]
pub(in crate::ingest) struct RtfText {
    /// Headings, paragraphs, points and tables in reading order; footnotes at the end.
    pub(in crate::ingest) blocks: Vec<Block>,
    /// Page headers that have words.
    pub(in crate::ingest) headers: usize,
    /// Page footers that have words.
    pub(in crate::ingest) footers: usize,
    /// Comments in the margin.
    pub(in crate::ingest) comments: usize,
    /// Files inside the document.
    pub(in crate::ingest) objects: usize,
    /// Pictures.
    pub(in crate::ingest) pictures: usize,
    /// Runs of hidden text.
    pub(in crate::ingest) hidden: usize,
    /// Runs of deleted text.
    pub(in crate::ingest) deleted: usize,
    /// Whether groups are still open where the file ends.
    pub(in crate::ingest) is_cut: bool,
}

/// What holds inside a group.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    to: Destination,
    /// How many characters stand for one `\u` in older programs.
    skip: usize,
    font: i32,
    is_bold: bool,
    is_hidden: bool,
    is_deleted: bool,
    /// Whether the group began with `\*`, and its name is still to come.
    is_optional: bool,
}

/// Groups inside one another deeper than this share what holds in them.
const DEEPEST: usize = 2_000;

/// Reads a rich text file. Never fails: what is not understood is passed over, as the format asks.
pub(in crate::ingest) fn read(bytes: &[u8]) -> RtfText {
    let mut reader = Reader::new(bytes);
    reader.read();
    reader.finish()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    group: Group,
    groups: Vec<Group>,
    too_deep: usize,
    page: u16,
    default_font: i32,
    /// The code page of each font; none where it is a symbol font.
    fonts: FxHashMap<i32, Option<u16>>,
    styles: FxHashMap<i32, Shape>,
    style: i32,
    style_name: String,
    /// Bytes of the current code page that wait to be decoded.
    waiting: Vec<u8>,
    high: Option<u16>,
    to_skip: usize,
    paragraph: Paragraph,
    note: Paragraph,
    notes: Vec<Block>,
    has_words: bool,
    in_table: bool,
    is_table_open: bool,
    is_row_open: bool,
    is_cell_open: bool,
    blocks: Blocks,
    text: RtfText,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader {
            bytes,
            at: 0,
            group: Group { skip: 1, ..Group::default() },
            groups: Vec::new(),
            too_deep: 0,
            page: 1252,
            default_font: 0,
            fonts: FxHashMap::default(),
            styles: FxHashMap::default(),
            style: 0,
            style_name: String::new(),
            waiting: Vec::new(),
            high: None,
            to_skip: 0,
            paragraph: Paragraph::default(),
            note: Paragraph::default(),
            notes: Vec::new(),
            has_words: false,
            in_table: false,
            is_table_open: false,
            is_row_open: false,
            is_cell_open: false,
            blocks: Blocks::default(),
            text: RtfText::default(),
        }
    }

    fn read(&mut self) {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                b'\t' => self.character(' '),
                byte => self.byte(byte),
            }
        }
        self.text.is_cut = !self.groups.is_empty();
        self.flush();
    }

    fn open(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.groups.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.groups.push(self.group);
        self.group.is_optional = false;
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let ended = self.group.to;
        let Some(outer) = self.groups.pop() else { return };
        self.group = outer;
        if ended != outer.to {
            match ended {
                Destination::Note => self.end_note(),
                Destination::Header if self.has_words => self.text.headers += 1,
                Destination::Footer if self.has_words => self.text.footers += 1,
                _ => {}
            }
        }
    }

    fn control(&mut self) {
        let Some(first) = self.bytes.get(self.at).copied() else { return };
        self.at += 1;
        if !first.is_ascii_alphabetic() {
            return self.sign(first);
        }
        let start = self.at - 1;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let number_at = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let number =
            std::str::from_utf8(&self.bytes[number_at..self.at]).ok().and_then(|text| text.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if name == "bin" {
            let length = number.and_then(|length: i64| usize::try_from(length).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
            return;
        }
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        let is_optional = std::mem::take(&mut self.group.is_optional);
        let number = number.and_then(|number| i32::try_from(number).ok());
        self.word(name, number, is_optional);
    }

    /// A control sign such as `\'e9`, `\~` or `\-`.
    fn sign(&mut self, sign: u8) {
        match sign {
            b'\'' => {
                let digits =
                    self.bytes.get(self.at..self.at + 2).and_then(|pair| std::str::from_utf8(pair).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.at += 2;
                    self.byte(byte);
                }
            }
            _ if self.to_skip > 0 => self.to_skip -= 1,
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.character('\u{a0}'),
            b'_' => self.character('-'),
            b'*' => self.group.is_optional = true,
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.character(' '),
            // `\-` is where a word may be divided: no character of its own.
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else {
            self.waiting.push(byte);
        }
    }

    fn character(&mut self, character: char) {
        self.flush();
        self.words(character.encode_utf8(&mut [0; 4]));
    }

    /// Decodes what waits in the code page of its font.
    fn flush(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let text = match self.fonts.get(&self.group.font).copied().unwrap_or(Some(self.page)) {
            Some(page) => decode_labelled(&waiting, &label_of(page)),
            None => waiting.iter().filter_map(|byte| symbol(0xf000 + u32::from(*byte))).collect(),
        };
        self.words(&text);
    }

    fn words(&mut self, text: &str) {
        let is_written = !text.trim().is_empty();
        match self.group.to {
            Destination::Body | Destination::Note if self.group.is_deleted => {
                self.text.deleted += usize::from(is_written);
            }
            Destination::Body | Destination::Note if self.group.is_hidden => {
                self.text.hidden += usize::from(is_written);
            }
            Destination::Body => self.paragraph.push(text, self.group.is_bold),
            Destination::Note => self.note.push(text, false),
            Destination::Header | Destination::Footer => self.has_words |= is_written,
            Destination::Styles => self.style_text(text),
            Destination::Comment | Destination::Fonts | Destination::Mark | Destination::Nowhere => {}
        }
    }

    /// The name of a style, up to its semicolon.
    fn style_text(&mut self, text: &str) {
        for character in text.chars() {
            if character != ';' {
                self.style_name.push(character);
                continue;
            }
            let name = std::mem::take(&mut self.style_name).trim().to_lowercase();
            if name.starts_with("heading") || name == "title" || name == "subtitle" {
                self.styles.insert(self.style, Shape::Heading);
            } else if name.starts_with("list") {
                self.styles.insert(self.style, Shape::Point);
            }
            self.style = 0;
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>, is_optional: bool) {
        if !matches!(name, "u" | "uc") {
            self.flush();
        }
        if let Some(to) = destination(name, is_optional) {
            return self.go(to, name);
        }
        let is_on = number != Some(0);
        match name {
            "ansicpg" => self.page = number.and_then(|page| u16::try_from(page).ok()).unwrap_or(1252),
            "mac" => self.page = 10000,
            "pc" => self.page = 437,
            "pca" => self.page = 850,
            "deff" => {
                self.default_font = number.unwrap_or(0);
                self.group.font = self.default_font;
            }
            "f" => self.group.font = number.unwrap_or(0),
            "fcharset" if self.group.to == Destination::Fonts => {
                let page = match number.unwrap_or(0) {
                    2 => None,
                    number => Some(page_of_charset(number).unwrap_or(self.page)),
                };
                self.fonts.insert(self.group.font, page);
            }
            "cpg" if self.group.to == Destination::Fonts => {
                let page = number.and_then(|page| u16::try_from(page).ok());
                self.fonts.insert(self.group.font, page);
            }
            "s" if self.group.to == Destination::Styles => self.style = number.unwrap_or(0),
            "s" => self.paragraph.shape = self.styles.get(&number.unwrap_or(0)).copied().unwrap_or_default(),
            "outlinelevel" if self.group.to == Destination::Body && number.is_some_and(|level| level < 9) => {
                self.paragraph.shape = Shape::Heading;
            }
            "ls" if self.group.to == Destination::Body && number != Some(0) => self.point(),
            "uc" => self.group.skip = number.and_then(|skip| usize::try_from(skip).ok()).unwrap_or(1).min(16),
            "u" => self.unicode(number.unwrap_or(0)),
            "b" => self.group.is_bold = is_on,
            "v" => self.group.is_hidden = is_on,
            "deleted" => self.group.is_deleted = is_on,
            "plain" => {
                self.group.font = self.default_font;
                (self.group.is_bold, self.group.is_hidden) = (false, false);
            }
            "pard" if self.group.to == Destination::Body => {
                self.in_table = false;
                self.paragraph.shape = Shape::Running;
            }
            "intbl" => self.in_table = true,
            "par" | "sect" | "page" => self.end_paragraph(),
            "cell" | "nestcell" => self.end_cell(name == "cell"),
            "row" => self.end_row(),
            "line" | "lbr" => self.words("\n"),
            "tab" if self.paragraph.text.is_empty() => {}
            "tab" | "emspace" | "enspace" | "qmspace" => self.words(" "),
            "emdash" => self.words("—"),
            "endash" => self.words("–"),
            "lquote" => self.words("‘"),
            "rquote" => self.words("’"),
            "ldblquote" => self.words("“"),
            "rdblquote" => self.words("”"),
            "bullet" => self.words("•"),
            _ => {}
        }
    }

    fn go(&mut self, to: Destination, name: &str) {
        // Inside what is left out, nothing is let in again.
        if matches!(
            self.group.to,
            Destination::Nowhere | Destination::Header | Destination::Footer | Destination::Comment
        ) {
            return;
        }
        match name {
            "annotation" => self.text.comments += 1,
            "objdata" => self.text.objects += 1,
            "pict" => self.text.pictures += 1,
            "listtext" | "pntext" => self.point(),
            _ => {}
        }
        if matches!(to, Destination::Header | Destination::Footer) {
            self.has_words = false;
        }
        self.group.to = to;
    }

    fn point(&mut self) {
        if self.paragraph.shape == Shape::Running {
            self.paragraph.shape = Shape::Point;
        }
    }

    /// A character by its number; two halves make one above 65,535.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.to_skip = self.group.skip;
        let unit = if number < 0 { number.wrapping_add(65_536) } else { number };
        let Ok(unit) = u16::try_from(unit) else {
            if let Some(character) = u32::try_from(number).ok().and_then(char::from_u32) {
                self.words(character.encode_utf8(&mut [0; 4]));
            }
            return;
        };
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let units = [self.high.take().filter(|_| (0xdc00..0xe000).contains(&unit)), Some(unit)];
        for character in char::decode_utf16(units.into_iter().flatten()) {
            let character = match character {
                Ok(character @ '\u{f000}'..='\u{f0ff}') => symbol(u32::from(character)),
                Ok(character) => Some(character),
                Err(_) => None,
            };
            if let Some(character) = character {
                self.words(character.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn end_paragraph(&mut self) {
        match self.group.to {
            Destination::Note => self.end_note(),
            Destination::Body if self.group.is_deleted => {}
            Destination::Body => {
                let ended = std::mem::take(&mut self.paragraph);
                // What a paragraph is holds for the next one too, until `\pard`.
                self.paragraph.shape = ended.shape;
                if self.in_table {
                    self.open_cell();
                } else {
                    self.end_table();
                }
                self.blocks.paragraph(ended);
            }
            _ => {}
        }
    }

    fn end_note(&mut self) {
        let note = std::mem::take(&mut self.note);
        if !note.text.trim().is_empty() {
            self.notes.push(Block::Paragraph(note.text));
        }
    }

    fn open_cell(&mut self) {
        if !self.is_table_open {
            self.blocks.open_table();
            self.is_table_open = true;
        }
        if !self.is_row_open {
            self.blocks.open_row();
            self.is_row_open = true;
        }
        if !self.is_cell_open {
            self.blocks.open_cell();
            self.is_cell_open = true;
        }
    }

    fn end_cell(&mut self, is_whole: bool) {
        if self.group.to != Destination::Body {
            return;
        }
        self.open_cell();
        let shape = self.paragraph.shape;
        let ended = std::mem::take(&mut self.paragraph);
        self.paragraph.shape = shape;
        self.blocks.paragraph(ended);
        self.is_cell_open &= !is_whole;
    }

    fn end_row(&mut self) {
        (self.is_row_open, self.is_cell_open) = (false, false);
    }

    fn end_table(&mut self) {
        if self.is_table_open {
            self.blocks.close_table();
        }
        (self.is_table_open, self.is_row_open, self.is_cell_open) = (false, false, false);
    }

    fn finish(mut self) -> RtfText {
        self.group = Group::default();
        self.in_table &= self.is_cell_open;
        self.end_paragraph();
        self.end_note();
        self.end_table();
        self.text.blocks = self.blocks.finish();
        self.text.blocks.extend(self.notes);
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(rtf: &str) -> Vec<Block> {
        read(rtf.as_bytes()).blocks
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    #[test]
    fn characters_are_those_of_their_code_page() {
        assert_eq!(blocks(r"{\rtf1\ansi\ansicpg1252 caf\'e9 \'a35\par}"), [paragraph("café £5")]);
        assert_eq!(blocks(r"{\rtf1\pca caf\'82 \'9c5\par}"), [paragraph("café £5")]);
        assert_eq!(blocks(r"{\rtf1\ansi\ansicpg437 caf\'82\par}"), [paragraph("café")]);
        assert_eq!(blocks(r"{\rtf1\ansi\ansicpg1250 p\'f8\'edli\'9a}"), [paragraph("příliš")]);
        let japanese = r"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 MS;}}\f1 \'93\'fa\'96\'7b\f0  ok}";
        assert_eq!(blocks(japanese), [paragraph("日本 ok")]);
    }

    #[test]
    fn characters_by_number_replace_what_older_programs_show() {
        assert_eq!(blocks(r"{\rtf1 it\u8217?s \uc2\u8364\'80\'80 5}"), [paragraph("it’s € 5")]);
        assert_eq!(blocks(r"{\rtf1\uc0 \u-10179 \u-8704 !}"), [paragraph("😀!")]);
        assert_eq!(blocks(r"{\rtf1\uc1 a\u8211{b}}"), [paragraph("a–b")]);
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        let text = read(
            br"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator Some program}{\info{\author Jo}}{\header Page top\par}One{\v hidden} two{\deleted gone}\'85{\field{\*\fldinst HYPERLINK x}{\fldrslt here}} op\-tion{\footnote\chftn A note.}\par Next}",
        );
        assert_eq!(text.blocks, [paragraph("One two…here option"), paragraph("Next"), paragraph("A note.")]);
        assert_eq!((text.headers, text.hidden, text.deleted, text.is_cut), (1, 1, 1, false));
    }

    #[test]
    fn headings_points_and_tables_are_told_apart() {
        let found = blocks(
            r"{\rtf1{\stylesheet{\s1 heading 1;}{\s2 Normal;}}\pard\s1 What works?\par\pard{\listtext\'b7\tab}\ls1 Buses\par\pard Text\par\trowd\pard\intbl a\par b\cell c\cell\row\pard\intbl d\cell e\cell\row\pard End\par}",
        );
        let cell = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found,
            [
                Block::Heading("What works?".to_owned()),
                Block::Bullet("Buses".to_owned()),
                paragraph("Text"),
                Block::Table(vec![vec![cell(&["a", "b"]), cell(&["c"])], vec![cell(&["d"]), cell(&["e"])]]),
                paragraph("End"),
            ]
        );
    }

    #[test]
    fn anything_at_all_is_read_without_fault() {
        for rtf in [
            r"{\rtf1 {{{",
            r"\u",
            r"{\rtf1\'",
            r"{\rtf1\bin99999999999 x}",
            r"}}}}",
            r"{\rtf1\'zz\u99999999999 x}",
        ] {
            blocks(rtf);
        }
    }
}
