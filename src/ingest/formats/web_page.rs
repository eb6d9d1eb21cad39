//! Web pages: the door of `html5gum`.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use rustc_hash::FxHashMap;

use super::{Block, Content, Format, Opened, Rows, Table};
use crate::delimited::Row;
use crate::ingest::decode::{decode, decode_labelled, is_text};
use crate::ingest::documents::blocks::{Blocks, Paragraph, Shape, are_too_many};
use crate::ledger::State;

pub(super) struct WebPage;

impl Format for WebPage {
    fn name(&self) -> &'static str {
        "web page (.html)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        if !is_text(bytes) {
            return false;
        }
        let head = decode(bytes[..bytes.len().min(1024)].to_vec()).text.to_lowercase();
        let mut head = head.trim_start();
        while let Some(rest) = head.strip_prefix("<?xml").or_else(|| head.strip_prefix("<!--")) {
            head = rest.split_once('>').map_or("", |(_, rest)| rest).trim_start();
        }
        ["<!doctype html", "<html", "<head", "<meta", "<body", "<table"]
            .iter()
            .any(|start| head.starts_with(start))
            || [".html", ".htm", ".xhtml"].iter().any(|ending| name.ends_with(ending))
    }

    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let text = text_of(bytes);
        if has_endless_tag(&text) {
            return Err("the page is damaged; open it in a browser and save its text as .txt".to_owned());
        }
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut page = Page { hiding: hiding_classes(&text), ..Page::default() };
        for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
            match token {
                Ok(Token::StartTag(tag)) => page.open(&tag),
                Ok(Token::EndTag(tag)) => page.close(&lossy(&tag.name)),
                Ok(Token::String(words)) => page.words(&String::from_utf8_lossy(&words)),
                _ => {}
            }
        }
        let mut opened = page.finish();
        if is_spreadsheet(name, &text) {
            opened.content = as_tables(opened.content);
            if matches!(opened.content, Content::Tables(_)) {
                opened.notes.push("a spreadsheet saved as a web page: its tables are read".to_owned());
            }
        }
        Ok(opened)
    }
}

/// Whether a page is a spreadsheet in all but its format: programs write pages that are called workbooks, and Excel names itself in those
/// that it saves.
fn is_spreadsheet(name: &str, text: &str) -> bool {
    let is_called = [".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".tab"]
        .iter()
        .any(|ending| name.ends_with(ending));
    let head = text[..text.floor_char_boundary(4096)].to_lowercase();
    is_called || head.contains("urn:schemas-microsoft-com:office:excel") || head.contains("excel.sheet")
}

/// The tables of a page as tables, and its lines as rows of the table they stand above; the last also of what follows it. A page without
/// tables, or with too much in them, stays what it is.
fn as_tables(content: Content) -> Content {
    let blocks = match content {
        Content::Document(blocks) if !are_too_many(&blocks) => blocks,
        other => return other,
    };
    let count = blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    if count == 0 {
        return Content::Document(blocks);
    }
    let mut tables: Vec<Table> = Vec::with_capacity(count);
    let mut rows: Vec<Row> = Vec::new();
    let mut number = 0;
    for block in blocks {
        let (lines, is_table) = match block {
            Block::Table(lines) => (lines, true),
            Block::Heading(line) | Block::Bullet(line) | Block::Paragraph(line) => {
                (vec![vec![vec![line]]], false)
            }
        };
        for line in lines {
            number += 1;
            let cells: Vec<String> = line.iter().map(|paragraphs| paragraphs.join("\n")).collect();
            rows.push(Row::new(number, &cells));
        }
        if is_table && tables.len() + 1 < count {
            let sheet = Some(format!("table {}", tables.len() + 1));
            tables.push(Table { sheet, rows: Rows::Held(std::mem::take(&mut rows)) });
            number = 0;
        }
    }
    let sheet = (count > 1).then(|| format!("table {count}"));
    tables.push(Table { sheet, rows: Rows::Held(rows) });
    Content::Tables(tables)
}

/// The text of a page in the encoding that it names, unless its bytes say another.
fn text_of(bytes: Vec<u8>) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let named = head.find("charset=").map(|at| {
        head[at + "charset=".len()..]
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect::<String>()
    });
    let has_mark = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    match named {
        Some(label) if !has_mark && !label.starts_with("utf-") && std::str::from_utf8(&bytes).is_err() => {
            decode_labelled(&bytes, &label)
        }
        _ => decode(bytes).text,
    }
}

fn lossy(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_lowercase()
}

/// The most pieces of one tag. The reader of pages calls itself for each, and no page has so many.
const MOST_PIECES: usize = 1_000;

/// Whether a tag has more attributes than any page has.
fn has_endless_tag(page: &str) -> bool {
    let bytes = page.as_bytes();
    let mut at = 0;
    while let Some(open) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += open + 1;
        if !bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            continue;
        }
        let (mut pieces, mut quote) = (0, None);
        while let Some(byte) = bytes.get(at).copied() {
            at += 1;
            match (byte, quote) {
                (b'>', None) => break,
                (b'"' | b'\'', None) => quote = Some(byte),
                (byte, Some(closing)) if byte == closing => {
                    quote = None;
                    pieces += 1;
                }
                (b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'=', None) => pieces += 1,
                _ => {}
            }
            if pieces > MOST_PIECES {
                return true;
            }
        }
    }
    false
}

/// The classes that the page's own style sheets hide: `.name { display: none }`.
fn hiding_classes(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("<style") {
        let sheet = &rest[at..];
        let end = sheet.find("</style").unwrap_or(sheet.len());
        for rule in sheet[..end].split('}') {
            let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
            if hides(body) {
                let names = selectors.rsplit(['{', '>']).next().unwrap_or_default().split(',');
                found.extend(names.filter_map(|name| name.trim().strip_prefix('.')).map(str::to_owned));
            }
        }
        rest = &sheet[end..];
        rest = rest.strip_prefix("</style").unwrap_or("");
    }
    found
}

/// Whether a style hides what has it.
fn hides(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}

/// Elements inside one another deeper than this are not kept apart.
const DEEPEST: usize = 512;

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements whose words are no part of the page's text.
const UNREAD: &[&str] = &[
    "script", "style", "template", "head", "title", "noscript", "svg", "math", "object", "iframe", "select",
    "datalist", "canvas", "audio", "video", "nav",
];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

struct Open {
    name: String,
    is_unread: bool,
    is_bold: bool,
    is_deleted: bool,
    /// How many columns and rows a cell takes.
    columns: usize,
    rows: usize,
}

/// A cell takes at most so many columns, or rows.
const WIDEST: usize = 1_000;

#[derive(Default)]
struct Page {
    hiding: Vec<String>,
    open: Vec<Open>,
    /// How many elements of each name are open.
    counts: FxHashMap<String, usize>,
    blocks: Blocks,
    paragraph: Paragraph,
    preformatted: usize,
    hidden: usize,
    menus: usize,
    pictures: usize,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = lossy(&tag.name);
        let attribute =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
        match name.as_str() {
            "br" => self.paragraph.push("\n", false),
            "img" => self.pictures += usize::from(!self.is_unread()),
            // A new item, row or cell ends the one before it, whether or not the page says so.
            "li" => self.close_implied("li", &["ul", "ol", "table"]),
            "td" | "th" => {
                self.close_implied("td", &["tr", "table"]);
                self.close_implied("th", &["tr", "table"]);
            }
            "tr" => self.close_implied("tr", &["table"]),
            _ => {}
        }
        if is_block(&name) {
            self.close_implied("p", &["td", "th", "li", "div", "table"]);
            self.end_paragraph();
        }
        if VOID.contains(&name.as_str()) {
            return;
        }
        let is_hidden = attribute(b"hidden").is_some()
            || attribute(b"style").is_some_and(|style| hides(&style))
            || !self.hiding.is_empty()
                && attribute(b"class").is_some_and(|classes| {
                    classes.split_whitespace().any(|class| self.hiding.iter().any(|known| known == class))
                });
        let was_unread = self.is_unread();
        let is_unread = is_hidden || UNREAD.contains(&name.as_str());
        if !was_unread {
            self.hidden += usize::from(is_hidden);
            self.menus += usize::from(name == "nav");
        }
        let above = self.open.last();
        let is_bold =
            above.is_some_and(|above| above.is_bold) || matches!(name.as_str(), "b" | "strong" | "th");
        let is_deleted =
            above.is_some_and(|above| above.is_deleted) || matches!(name.as_str(), "del" | "s" | "strike");
        if !was_unread {
            match name.as_str() {
                "table" => self.blocks.open_table(),
                "tr" => self.blocks.open_row(),
                "td" | "th" => self.blocks.open_cell(),
                "pre" | "textarea" => self.preformatted += 1,
                "li" => self.paragraph.shape = Shape::Point,
                _ if is_heading(&name) => self.paragraph.shape = Shape::Heading,
                _ => {}
            }
        }
        if self.open.len() < DEEPEST {
            *self.counts.entry(name.clone()).or_default() += 1;
            let count = |name| attribute(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1);
            let (columns, rows) = (WIDEST.min(count(b"colspan")), WIDEST.min(count(b"rowspan")));
            self.open.push(Open {
                name,
                is_unread: was_unread || is_unread,
                is_bold,
                is_deleted,
                columns,
                rows,
            });
        }
    }

    fn close(&mut self, name: &str) {
        let is_open = self.counts.get(name).is_some_and(|count| *count > 0);
        let last = is_open.then(|| self.open.iter().rposition(|open| open.name == name)).flatten();
        if let Some(at) = last {
            while self.open.len() > at {
                self.close_last();
            }
        } else if is_block(name) {
            self.end_paragraph();
        }
    }

    /// Closes an element of this name that is open within the innermost of `bounds`.
    fn close_implied(&mut self, name: &str, bounds: &[&str]) {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        for at in (0..self.open.len()).rev() {
            if self.open[at].name == name {
                while self.open.len() > at {
                    self.close_last();
                }
                return;
            }
            if bounds.contains(&self.open[at].name.as_str()) {
                return;
            }
        }
    }

    fn close_last(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if let Some(count) = self.counts.get_mut(&closed.name) {
            *count = count.saturating_sub(1);
        }
        if is_block(&closed.name) {
            self.end_paragraph();
        }
        if closed.is_unread {
            return;
        }
        match closed.name.as_str() {
            "table" => self.blocks.close_table(),
            "td" | "th" => self.blocks.close_cell(closed.columns, closed.rows),
            "pre" | "textarea" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
    }

    fn is_unread(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_unread)
    }

    fn words(&mut self, words: &str) {
        if self.is_unread() || self.open.last().is_some_and(|open| open.is_deleted) {
            return;
        }
        let is_bold = self.open.last().is_some_and(|open| open.is_bold);
        if self.preformatted > 0 {
            self.paragraph.push(words, is_bold);
            return;
        }
        // Any run of white space is one space.
        let mut shown = String::with_capacity(words.len());
        let mut is_after_space = self.paragraph.text.is_empty() || self.paragraph.text.ends_with([' ', '\n']);
        for character in words.chars() {
            if !matches!(character, ' ' | '\n' | '\r' | '\t' | '\x0c') {
                shown.push(character);
                is_after_space = false;
            } else if !is_after_space {
                shown.push(' ');
                is_after_space = true;
            }
        }
        self.paragraph.push(&shown, is_bold);
    }

    fn end_paragraph(&mut self) {
        let mut ended = std::mem::take(&mut self.paragraph);
        ended.text.truncate(ended.text.trim_end().len());
        self.blocks.paragraph(ended);
    }

    fn finish(mut self) -> Opened {
        self.end_paragraph();
        let blocks = self.blocks.finish();
        let is_empty = blocks.is_empty();
        let mut opened = Opened::from(Content::Document(blocks));
        if self.hidden > 0 {
            opened.aside(
                State::OutOfScope,
                format!("hidden text of the page in {} places, left out", self.hidden),
            );
        }
        for _ in 0..self.menus {
            opened.aside(State::OutOfScope, "a menu of the page");
        }
        if self.pictures > 0 && is_empty {
            opened.aside(
                State::Unreadable,
                "the page holds pictures only; transcribe what they say into a .txt file",
            );
        }
        opened
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_block(name: &str) -> bool {
    is_heading(name) || BLOCKS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::Block;
    use super::*;

    fn blocks(html: &str) -> Vec<Block> {
        match WebPage.read("page.html", html.as_bytes().to_vec()).expect("a page is never refused").content {
            Content::Document(blocks) => blocks,
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_page_is_read_as_it_is_seen() {
        let page = "<!DOCTYPE html><html><head><title>T</title><style>.x{display:none}</style></head><body><h1>What works?</h1>\
                    <ul><li>Buses<li>Caf&eacute; &amp; shop</ul><p>One<br>two  three<p hidden>No<p class='x y'>No</p><script>no()</script>\
                    <table><tr><td>a<td>b<tr><td>c</table><div>En<b>d</b></div>";
        let cell = |text: &str| vec![text.to_owned()];
        assert_eq!(
            blocks(page),
            [
                Block::Heading("What works?".to_owned()),
                Block::Bullet("Buses".to_owned()),
                Block::Bullet("Café & shop".to_owned()),
                Block::Paragraph("One\ntwo three".to_owned()),
                Block::Table(vec![vec![cell("a"), cell("b")], vec![cell("c")]]),
                Block::Paragraph("End".to_owned()),
            ]
        );
    }

    #[test]
    fn cells_stand_under_their_headers_whatever_cells_from_above_take() {
        let page = "<html><table><tr><th colspan=2>About you<th rowspan=2>Comment<tr><th>Ref<th>Area\
                    <tr><td rowspan=2>1<td>Leek<td>Buses<tr><td>Stone<td rowspan=3>Beds<tr><td>2<tr><td>3</table>";
        let [Block::Table(rows)] = &blocks(page)[..] else { panic!("a table is expected") };
        let read: Vec<String> =
            rows.iter().map(|row| row.iter().map(|cell| cell.concat() + "|").collect()).collect();
        assert_eq!(
            read,
            ["About you||Comment|", "Ref|Area||", "1|Leek|Buses|", "|Stone|Beds|", "2|||", "3|"]
        );
    }

    #[test]
    fn a_page_in_another_encoding_names_it() {
        let page = b"<html><meta charset=iso-8859-2><p>p\xf8\xedli\xb9</html>".to_vec();
        let Ok(Opened { content: Content::Document(blocks), .. }) = WebPage.read("a.html", page) else {
            panic!()
        };
        assert_eq!(blocks, [Block::Paragraph("příliš".to_owned())]);
    }

    #[test]
    fn any_depth_is_read() {
        blocks(&"<div><table><tr><td>".repeat(5_000));
        blocks(&"</div></p>".repeat(5_000));
        blocks(&format!("<p {}>a</p>", "a=b ".repeat(400)));
        let endless = format!("<html><p {}>a</p>", "a=b ".repeat(400_000));
        assert!(WebPage.read("a.html", endless.into_bytes()).is_err());
    }
}
