//! File formats: one file each, and a line in [`FORMATS`].

mod archive;
mod captions;
mod delimited_text;
mod email;
mod excel_xml;
mod markdown;
mod open_document;
mod pdf;
mod gzip;
mod mailbox;
mod outlook;
mod json;
mod plain_text;
mod rich_text;
mod web_page;
mod word_document;
mod workbook;

use std::collections::BTreeSet;
use std::io::Read;
use std::ops::ControlFlow;

pub(super) use email::html_character;
pub(super) use plain_text::behind_mark;

use crate::delimited::Row;
use crate::ledger::State;
use crate::submission::Place;

/// What a file holds, before anyone asks what it means.
pub enum Content {
    /// Rows and columns.
    Tables(Vec<Table>),
    /// Headings, paragraphs, lists and tables of running text.
    Document(Vec<Block>),
    /// A message with its sender.
    Message(Box<Message>),
    /// Messages in order; one that cannot be read is a reason.
    Mailbox(OneByOne<Result<Message, String>>),
    /// Other files.
    Archive(OneByOne<Member>),
}

/// Things that are taken out of a file one by one, so that they need not all stand in memory: it calls what it is given with each, until that
/// has had enough.
pub(super) type OneByOne<T> = Box<dyn FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>)>;

/// A file that was opened.
pub struct Opened {
    /// What it holds.
    pub content: Content,
    /// What a person should know of how it was opened, a line each: never a response's words.
    pub notes: Vec<String>,
    /// What stands in it besides the content, for the ledger.
    pub asides: Vec<Aside>,
}

impl From<Content> for Opened {
    fn from(content: Content) -> Opened {
        Opened { content, notes: Vec::new(), asides: Vec::new() }
    }
}

impl Opened {
    /// Enters something that stands in the file as a whole and is not part of what was submitted.
    fn aside(&mut self, state: State, reason: impl Into<String>) {
        self.asides.push(Aside { place: Place::Whole, state, reason: reason.into() });
    }
}

/// Something in a file that is not part of what was submitted, such as a page header.
pub struct Aside {
    /// Where it stands in the file.
    pub place: Place,
    /// What becomes of it.
    pub state: State,
    /// What it is and why it is left out, without its words.
    pub reason: String,
}

/// A file inside another.
pub struct Member {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Its bytes, or why they cannot be had and what would help.
    pub bytes: Result<Vec<u8>, String>,
}

/// One sheet of a workbook, or a whole delimited file.
pub struct Table {
    /// The sheet's name, where there are sheets.
    pub sheet: Option<String>,
    /// Its rows.
    pub rows: Rows,
}

/// The rows of a table, which may be read more than once.
pub enum Rows {
    /// Still as text.
    Delimited {
        /// All of it.
        text: String,
        /// What stands between cells.
        delimiter: u8,
    },
    /// Read already.
    Held(Vec<Row>),
}

/// A piece of a document, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A title or heading.
    Heading(String),
    /// An item of a list.
    Bullet(String),
    /// Running text.
    Paragraph(String),
    /// A table: rows of cells of paragraphs.
    Table(Vec<Vec<Vec<String>>>),
}

/// The lines of a document that is nothing but running text and headings; none where it has lists or tables.
pub(in crate::ingest) fn running_lines(blocks: &[Block]) -> Option<Vec<&str>> {
    let mut lines = Vec::new();
    for block in blocks {
        let (Block::Heading(text) | Block::Paragraph(text)) = block else { return None };
        lines.extend(text.lines());
    }
    Some(lines)
}

/// A message.
#[derive(Default)]
pub struct Message {
    /// The address of whose words these are, lower case: the sender's, or where a program sent them the one to reply to.
    pub from: Option<String>,
    /// The address that it was sent from, lower case, whoever's that is.
    pub sent_from: Option<String>,
    /// The sender's name as the message gives it.
    pub sender_name: Option<String>,
    /// The address to reply to, lower case.
    pub reply_to: Option<String>,
    /// The addresses that it was sent to, lower case.
    pub to: BTreeSet<String>,
    /// The day it was sent, as `2019-02-27`.
    pub date: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// What it says, as plain text.
    pub body: String,
    /// The files attached to it.
    pub attachments: Vec<Member>,
    /// What lies in it besides and is not read, such as a logo: its name, and what it is.
    pub asides: Vec<(String, &'static str)>,
    /// Why it is no submission, where it is none: an automatic reply, a contact.
    pub no_submission: Option<&'static str>,
}

/// A file format.
pub trait Format: Sync {
    /// What people call it.
    fn name(&self) -> &'static str;
    /// Whether a file is of this format, by its contents first; `name` is its lower-case file name.
    fn recognises(&self, name: &str, bytes: &[u8]) -> bool;
    /// Whether an honest file of this format may be of any size.
    fn may_be_large(&self) -> bool {
        false
    }
    /// Reads the file, or says in words why it cannot be read and what would help. The reason never holds a response's words.
    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String>;
}

/// Every format, in the order in which they are tried.
pub const FORMATS: &[&dyn Format] = &[
    &workbook::Workbook,
    &excel_xml::ExcelXml,
    &word_document::WordDocument,
    &open_document::OpenDocument,
    &pdf::Pdf,
    &rich_text::RichText,
    &archive::Archive,
    &gzip::Gzip,
    &outlook::OutlookMessage,
    &mailbox::Mailbox,
    &email::Email,
    &web_page::WebPage,
    &json::Json,
    &captions::Captions,
    &delimited_text::DelimitedText,
    &markdown::Markdown,
    &plain_text::PlainText,
];

/// The largest file of running text that is read, in bytes.
const LARGEST_TEXT: usize = 20_000_000;
const TOO_LARGE_TEXT: &str = "the file holds more than 20 MB of running text, as no letter and no notes do; divide it, or, if it is a table, \
                              save it as .csv";

/// The largest part of a packed file that is unpacked.
const LARGEST_PART: u64 = 1 << 27;

/// Whether the bytes are a ZIP archive that holds `part`.
fn is_archive_with(bytes: &[u8], part: &str) -> bool {
    bytes.starts_with(b"PK")
        && zip::ZipArchive::new(std::io::Cursor::new(bytes))
            .is_ok_and(|archive| archive.file_names().any(|name| name.is_ok_and(|name| name == part)))
}

/// The names of the parts of a ZIP archive, sorted; none where it is none.
fn part_names(bytes: &[u8]) -> Vec<String> {
    if !bytes.starts_with(b"PK") {
        return Vec::new();
    }
    let Ok(archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    let mut names: Vec<String> = archive.file_names().flatten().map(|name| name.to_string()).collect();
    names.sort_unstable();
    names
}

/// One part of a ZIP archive as text, bounded.
fn archive_part(bytes: &[u8], part: &str) -> Result<String, String> {
    Ok(super::decode::decode(archive_bytes(bytes, part)?).text)
}

/// One part of a ZIP archive, bounded.
fn archive_bytes(bytes: &[u8], part: &str) -> Result<Vec<u8>, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|_| {
        "the file is damaged: it cannot be unpacked; open it in its program and save it again".to_owned()
    })?;
    let file = archive
        .by_name(part)
        .map_err(|_| format!("the file is damaged: its part {part} is missing or locked"))?;
    let too_large = || format!("its part {part} unpacks to more than 128 MB; divide the file");
    if file.size() > LARGEST_PART {
        return Err(too_large());
    }
    let mut unpacked = Vec::new();
    file.take(LARGEST_PART + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| format!("the file is damaged: its part {part} cannot be unpacked"))?;
    if unpacked.len() as u64 > LARGEST_PART { Err(too_large()) } else { Ok(unpacked) }
}
