//! What people decided about single responses against the lexicon: read from an edited sheet, and carried over to every later run.

mod applying;
mod reading;

pub use applying::apply;

use crate::digest::Sha256Digest;
use crate::matching::Mention;

/// Decisions of people, as a file holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The decisions, in file order.
    pub list: Vec<Override>,
}

/// One decision: a theme is there, or it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Its row in the file, the header counted.
    pub row: u32,
    /// The response it was made for.
    pub response: String,
    /// What the response and its question are known by, whatever its id ([`content_key`]); empty where the file does not say.
    pub content: String,
    /// The question, for people.
    pub question: String,
    /// The theme's id.
    pub theme: String,
    /// What was decided.
    pub change: Change,
    /// Who decided.
    pub who: String,
    /// When.
    pub when: String,
    /// Why.
    pub why: String,
}

/// What was decided of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is there.
    Added,
    /// It is not there.
    Removed,
}

impl Change {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
        }
    }

    /// The change with this word.
    pub fn from_code(code: &str) -> Option<Change> {
        [Change::Added, Change::Removed].into_iter().find(|change| change.code() == code)
    }
}

/// What became of a decision in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It changes what counts.
    Applied,
    /// The lexicon says the same by itself.
    Agrees,
    /// It could not be applied.
    Conflict,
}

impl Status {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            Status::Applied => "applied",
            Status::Agrees => "the lexicon agrees",
            Status::Conflict => "conflict",
        }
    }
}

/// A decision, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Override,
    /// Index of its response in the analysis, where it was found.
    pub response: Option<usize>,
    /// What became of it.
    pub status: Status,
    /// Why, or what is to be known of it. Never holds a response's words.
    pub note: String,
}

/// Decisions in a run, and what the lexicon had found where they changed it.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// Each decision, in file order.
    pub list: Vec<Decided>,
    /// By index of a response whose themes were changed, the mentions it had before.
    pub before: std::collections::BTreeMap<usize, Box<[Mention]>>,
}

/// What a response is known by, whatever its id: its question and its clean words. It begins with a letter, so that no spreadsheet takes it for a number.
pub fn content_key(question: &str, text: &str) -> String {
    let mut digest = Sha256Digest::default();
    [question, "\n", text].iter().for_each(|piece| digest.add(piece.as_bytes()));
    format!("w{}", &digest.finish()[..16])
}
