//! Survey platforms: one file each, and a line in [`PLATFORMS`].

mod citizen_space;
mod commonplace;
mod consult;
mod dhsc;
mod engagement_hq;
mod friends_and_family;
mod go_vocal;
mod google_forms;
mod healthwatch;
mod jisc_online_surveys;
mod lime_survey;
mod microsoft_forms;
mod plain_table;
mod polis;
mod qualtrics;
mod regulations_gov;
mod smart_survey;
mod snap;
mod social_media;
mod survey_monkey;

use std::borrow::Cow;

use super::tables::headings::{plain, tidy};
use super::tables::role::Role;
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
    /// What the platform writes where there is no answer.
    pub missing: &'static [Missing],
    /// Whether the closed answers are numbers that stand for words.
    pub coded: bool,
    /// Whether dates such as `3/4/2019` mean the 4th of March where the dates themselves do not tell.
    pub month_first: bool,
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

/// What a platform writes in a cell where there is no answer; compared without regard to case.
#[derive(Debug, Clone, Copy)]
pub struct Missing {
    /// What stands in the cell.
    pub word: &'static str,
    /// What it means.
    pub means: Absence,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The question was put, and not answered.
    NoReply,
    /// The question was never put to this person: no response was received.
    NotAsked,
    /// What was answered could not be taken, such as two boxes ticked where one is allowed.
    Error,
}

/// Something that holds of a row for one of its cells.
pub struct RowTest {
    /// Which cell.
    pub column: usize,
    /// Of which cells it holds.
    pub holds: Holds,
    /// What that means, for the ledger.
    pub reason: &'static str,
}

/// Of which cells a test holds.
pub enum Holds {
    /// Those of which this is true; given the trimmed cell.
    When(fn(&str) -> bool),
    /// Those that say just this.
    Is(String),
}

impl RowTest {
    /// Whether it holds of a cell, trimmed.
    pub fn holds_of(&self, cell: &str) -> bool {
        match &self.holds {
            Holds::When(holds) => holds(cell),
            Holds::Is(value) => cell == value,
        }
    }
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
    &citizen_space::CitizenSpace,
    &google_forms::GoogleForms,
    &jisc_online_surveys::JiscOnlineSurveys,
    &lime_survey::LimeSurvey,
    &microsoft_forms::MicrosoftForms,
    &qualtrics::Qualtrics,
    &smart_survey::SmartSurvey,
    &snap::Snap,
    &survey_monkey::SurveyMonkey,
    &social_media::SocialMedia,
    // Takes what no other does: stands last.
    &plain_table::PlainTable,
];

/// The name of the platform that stands last.
pub const PLAIN_TABLE: &str = "plain table";

/// The platform that made a table, how it is to be read, and the names of other platforms whose exports look like this too;
/// nothing where the table has no rows.
pub(super) fn recognised(head: &Head<'_>) -> Option<(&'static dyn Platform, Shape, Vec<&'static str>)> {
    let mut found = PLATFORMS.iter().filter_map(|platform| Some((*platform, platform.recognises(head)?)));
    let (platform, shape) = found.next()?;
    let others = found.map(|(other, _)| other.name()).filter(|name| *name != PLAIN_TABLE).collect();
    Some((platform, shape, others))
}

/// Whether the answers in these columns are numbers where they are no sentences: in two columns at least, and in most.
fn answers_are_codes(head: &Head<'_>, body_at: usize, columns: &[usize]) -> bool {
    let rows = head.rows.get(body_at..).unwrap_or_default();
    let (mut coded, mut worded) = (0, 0);
    for at in columns {
        let filled: Vec<&str> =
            rows.iter().map(|row| row.cell(*at).trim()).filter(|cell| !cell.is_empty()).collect();
        let words: usize = filled.iter().map(|cell| cell.split_whitespace().count()).sum();
        if filled.iter().all(|cell| cell.parse::<f64>().is_ok()) {
            coded += usize::from(!filled.is_empty());
        } else if words < filled.len() * 3 {
            worded += 1;
        }
    }
    coded > 1 && coded >= worded * 4
}

/// The column of a row whose plain header is one of these.
fn column_named(row: &Row, names: &[&str]) -> Option<usize> {
    row.cells().position(|cell| names.contains(&plain(cell).as_str()))
}

/// How many of these names stand in a row as headers.
fn named(row: &Row, names: &[&str]) -> usize {
    names.iter().filter(|name| column_named(row, &[name]).is_some()).count()
}

/// A column of a platform's own, or of a question that is a column of its own.
fn column(header: &str, role: Option<Role>) -> Column {
    Column { header: tidy(header), of: None, role }
}

/// The columns of a header of two rows, in which a question stands only over the first of its columns and the second row names the
/// parts: options, rows of a matrix, or that this is the whole answer. `own` gives the role of the platform's own columns by their
/// plain header.
fn two_rows(top: &Row, below: &Row, own: impl Fn(&str) -> Option<Role>) -> Vec<Column> {
    let mut question = String::new();
    let mut part_of = 0;
    let mut columns = Vec::new();
    for at in 0..top.len().max(below.len()) {
        let (over, part) = (tidy(top.cell(at)), tidy(below.cell(at)));
        // The platform's own columns have a name in one of the two rows.
        let name = if part.is_empty() {
            Some(&over)
        } else {
            Some(&part).filter(|_| over.is_empty() && question.is_empty())
        };
        if let Some((name, role)) = name.and_then(|name| Some((name, own(&plain(name))?))) {
            question.clear();
            columns.push(column(name, Some(role)));
            continue;
        }
        if !over.is_empty() {
            question = over.clone();
            part_of = 0;
        }
        part_of += 1;
        let is_whole = ["", "response", "open-ended response"].contains(&plain(&part).as_str());
        columns.push(if question.is_empty() || is_whole && !over.is_empty() {
            column(if question.is_empty() { &part } else { &question }, None)
        } else {
            let header = if part.is_empty() { format!("part {part_of}") } else { part };
            Column { header, of: Some(question.clone()), role: None }
        });
    }
    columns
}
