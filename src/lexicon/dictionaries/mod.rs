//! Kinds of file that a lexicon can be kept in: one file each, and a line in [`DICTIONARIES`].

mod csv_sheet;
mod excel;
mod lexicon_file;
mod liwc;
mod quanteda;
mod refi_qda;
mod wordstat;
mod yoshikoder;

use std::ops::ControlFlow;

use super::outline::{Outline, Unfit};
use crate::delimited::{Found, Row, read_rows, sniff_delimiter};
use crate::error::Fault;
use crate::file_name::stem;

/// A file's contents, as far as they are read elsewhere.
pub enum Contents {
    /// Text.
    Text(String),
    /// The rows of a workbook's first sheet that has some.
    Rows(Vec<Row>),
}

impl Contents {
    /// A text, its lines ended as today: old programs end them with a carriage return alone.
    pub fn of_text(text: String) -> Contents {
        let is_old = text.contains('\r') && !text.contains('\n');
        Contents::Text(if is_old { text.replace('\r', "\n") } else { text })
    }

    /// The rows with something in them, and those that cannot be read: number and reason.
    pub fn rows(&self) -> (Vec<Row>, Vec<(u32, &'static str)>) {
        let (mut rows, mut unreadable) = (Vec::new(), Vec::new());
        match self {
            Contents::Rows(held) => rows.extend(held.iter().filter(|row| !row.is_empty()).cloned()),
            Contents::Text(text) => read_rows(text, sniff_delimiter(text), &mut |found| {
                match found {
                    Found::Row(row) => rows.push(row.clone()),
                    Found::Fault(row, reason) => unreadable.push((row, reason)),
                    Found::BlankLine(_) => {}
                }
                ControlFlow::Continue(())
            }),
        }
        (rows, unreadable)
    }
}

/// A dictionary as a file.
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What such a file cannot say, by the lines of the file that was read.
    pub unsaid: Vec<Unfit>,
}

impl From<Vec<u8>> for Written {
    fn from(bytes: Vec<u8>) -> Written {
        Written { bytes, unsaid: Vec::new() }
    }
}

/// A kind of dictionary.
pub trait Dictionary: Sync {
    /// What people call it.
    fn name(&self) -> &'static str;
    /// How the names of such files end, in lower case and with the dot.
    fn endings(&self) -> &'static [&'static str];
    /// Reads one; `title` is its title where it names none. The error is what is wrong with the file as a whole, with the line where there is one.
    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)>;
    /// Writes one; none where this kind is only read.
    fn write(&self, _outline: &Outline) -> Option<Written> {
        None
    }
}

/// Every kind of dictionary.
pub const DICTIONARIES: &[&dyn Dictionary] = &[
    &lexicon_file::LexiconFile,
    &csv_sheet::CsvSheet,
    &excel::Excel,
    &quanteda::Quanteda,
    &liwc::Liwc,
    &wordstat::WordStat,
    &yoshikoder::Yoshikoder,
    &refi_qda::RefiQda,
];

/// The kind of a file, by its name; a lexicon where the name says nothing else.
pub fn dictionary_for(path: &str) -> &'static dyn Dictionary {
    named(path).unwrap_or(&lexicon_file::LexiconFile)
}

/// Whether a file of this name is in the language of lexicons.
pub fn is_lexicon(path: &str) -> bool {
    dictionary_for(path).name() == lexicon_file::LexiconFile.name()
}

/// The kind of file that a name asks for.
fn named(path: &str) -> Option<&'static dyn Dictionary> {
    let name = path.to_lowercase();
    let is_named = |kind: &&&dyn Dictionary| kind.endings().iter().any(|ending| name.ends_with(ending));
    DICTIONARIES.iter().find(is_named).copied()
}

/// Reads a dictionary of any kind into the lines of a lexicon.
pub fn outline(path: &str, contents: &Contents) -> Result<Outline, Vec<Fault>> {
    let read = dictionary_for(path).read(stem(path), contents);
    read.map_err(|(line, message)| {
        vec![Fault { path: path.to_owned(), line: (line > 0).then_some(line), message }]
    })
}

/// The file that `path` names; the error says which kinds are written.
pub fn written(path: &str, outline: &Outline) -> Result<Written, Fault> {
    named(path).and_then(|kind| kind.write(outline)).ok_or_else(|| {
        let writes = |kind: &&&dyn Dictionary| kind.write(&Outline::default()).is_some();
        let kinds: Vec<&str> = DICTIONARIES.iter().filter(writes).map(|kind| kind.name()).collect();
        Fault::of(path, format!("no file of this kind is written; the kinds are {}", kinds.join(", ")))
    })
}

/// The text, or why there is none.
fn text(contents: &Contents) -> Result<&str, (usize, String)> {
    match contents {
        Contents::Text(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Contents::Rows(_) => {
            Err((0, "this file holds a table, not text; rename it as what it is".to_owned()))
        }
    }
}

/// Categories lie at most so many deep in each other.
const DEEPEST: usize = 24;

/// An XML file of at most so many nodes is read.
const MOST_NODES: u32 = 2_000_000;

/// The tree of an XML file; no document type is read, so that none can unfold into more than the file.
fn tree(xml: &str) -> Result<roxmltree::Document<'_>, (usize, String)> {
    let options =
        roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    roxmltree::Document::parse_with_options(xml, options)
        .map_err(|error| (error.pos().row as usize, "this is not sound XML here".to_owned()))
}

/// The line on which an element begins.
fn line_of(node: roxmltree::Node<'_, '_>) -> usize {
    node.document().text_pos_at(node.range().start).row as usize
}
