//! Survey platforms: one file each, and a line in [`PLATFORMS`].

mod commonplace;
mod consult;
mod dhsc;
mod engagement_hq;
mod friends_and_family;
mod go_vocal;
mod healthwatch;
mod plain_table;
mod polis;
mod regulations_gov;

use std::borrow::Cow;

use super::columns::Role;
use crate::delimited::Row;

/// The beginning of a table: what a platform is recognised by.
pub struct Head<'a> {
    /// The file's name relative to the input folder.
    pub file: &'a str,
    /// The sheet's name, where there are sheets.
    pub sheet: Option<&'a str>,
    /// The first rows that have anything in them.
    pub rows: &'a [Row],
}

/// How a table is to be read.
#[derive(Default)]
pub struct Shape {
    /// Which of the head's rows is the first of the header.
    pub header_at: usize,
    /// How many rows the header takes; 0 where there is none.
    pub header_rows: usize,
    /// The columns, from the first.
    pub columns: Vec<Column>,
    /// Rows that pass one of these are no submissions: previews, tests, spam.
    pub left_out: Vec<RowTest>,
    /// Rows that pass one of these were begun and not finished.
    pub partial: Vec<RowTest>,
    /// What a person should know, a line each.
    pub notes: Vec<String>,
    /// What the rows are.
    pub rows_are: RowsAre,
    /// The export that the table is a part of: within one, the same identifier is the same person.
    pub export: Option<String>,
    /// What holds of every submission here: attributes and their values. The profile's word comes before it.
    pub given: Vec<(&'static str, String)>,
    /// Columns whose cells mean something else than they say; a cell that means nothing becomes empty.
    pub meanings: Vec<(usize, Meaning)>,
    /// What the export numbers the one question that these rows answer, where it numbers it.
    pub question_number: Option<u32>,
}

/// What a cell means, given what it says, trimmed.
pub(super) type Meaning = fn(&str) -> Cow<'_, str>;

/// What the rows of a table are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RowsAre {
    /// A submission each.
    #[default]
    Submissions,
    /// A part of a submission each: those with one identifier in the files of an export are one submission.
    Parts,
    /// Details of a respondent each, for the submissions of the same person in the export.
    Details,
    /// The wording of the question that the export's files call by this name; the open column holds it.
    Wording(String),
    /// No submissions; why.
    Nothing(&'static str),
}

/// A column of a platform's table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// The question, or the name of what the column holds.
    pub header: String,
    /// The question that the column is one option or row of, where it is.
    pub of: Option<String>,
    /// What it is for; none where its header and contents must say.
    pub role: Option<Role>,
}

/// Something that holds of a row for one of its cells.
#[derive(Clone, Copy)]
pub struct RowTest {
    /// Which cell.
    pub column: usize,
    /// Whether it holds; given the trimmed cell.
    pub holds: fn(&str) -> bool,
    /// What that means, for the ledger.
    pub reason: &'static str,
}

/// A survey platform, known by how its exports look.
pub trait Platform: Sync {
    /// What people call it.
    fn name(&self) -> &'static str;
    /// How the table is to be read, if it is this platform's; nothing where the evidence is not enough.
    fn recognises(&self, head: &Head<'_>) -> Option<Shape>;
}

/// Every platform, in the order in which they are asked. The plain table takes what no other does.
pub const PLATFORMS: &[&dyn Platform] = &[
    &consult::Consult,
    &dhsc::Dhsc,
    &friends_and_family::FriendsAndFamily,
    &engagement_hq::EngagementHq,
    &go_vocal::GoVocal,
    &regulations_gov::RegulationsGov,
    &polis::Polis,
    &healthwatch::Healthwatch,
    &commonplace::Commonplace,
    &plain_table::PlainTable,
];

/// The platform that made a table, and how it is to be read; nothing where it has no rows.
pub(super) fn recognised(head: &Head<'_>) -> Option<(&'static dyn Platform, Shape)> {
    PLATFORMS.iter().find_map(|platform| Some((*platform, platform.recognises(head)?)))
}
