//! Files in, submissions out: every row, bullet and message becomes a submission or a ledger entry.

// The walk: which files there are, what each is, who reads it.
mod walk;
mod settings;
mod files;
mod one_document;
mod guard;
mod weight;
mod dos;
mod decode;
mod unpack;
mod unknown;
// What lies in a file: a format a file; whose table it is: a platform a file.
mod formats;
mod platforms;
// What the formats build on.
mod documents;
mod workbooks;
// What it means, by kind of file.
mod tables;
mod notes;
mod letters;
mod mail;
mod forms;
mod numbers;
mod question_numbers;
mod public_bodies;
// What can only be done when all files are read.
mod translations;

use std::fmt;

pub use decode::decode;
pub use formats::FORMATS;
pub use mail::is_device_line;
pub use platforms::{PLAIN_TABLE, PLATFORMS};
pub use settings::FileSettings;
pub use tables::role::Role;
pub use translations::TRANSLATION_COLUMNS;
pub use walk::{Input, inputs, names_of};

use formats::{Content, Opened, Rows};

use crate::delimited::{LONGEST_CELL, Row};
use crate::error::Error;
use crate::ledger::{Entry, Reason, State};
use crate::submission::{
    Consultation, Kind, Respondent, Response, Source, Submission, attribute, debug_without_words,
};

/// A text exactly as it was received, decoded and nothing more.
#[derive(Clone, PartialEq, Eq)]
pub struct SubmittedText(String);

impl SubmittedText {
    /// The words as received.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words as received, to be worked on.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for SubmittedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_without_words("SubmittedText", &self.0, f)
    }
}

/// Why a file that the profile leaves out is not counted.
const LEFT_OUT: &str = "left out by the profile";

/// The longest text that is taken as one response, in bytes.
pub const LONGEST_RESPONSE: usize = LONGEST_CELL;

/// How one input file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileRead {
    /// Its name relative to the input folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its SHA-256.
    pub sha256: String,
    /// What it is, in words.
    pub format: String,
    /// How many submissions came out of it.
    pub submissions: usize,
    /// How it was read, a line each: for people.
    pub notes: Vec<String>,
    /// Its tables, where it has some.
    pub tables: Vec<TableRead>,
}

/// How one table of a file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRead {
    /// The sheet's name, where there are sheets.
    pub sheet: Option<String>,
    /// The survey platform that made it.
    pub platform: &'static str,
    /// Other platforms whose exports look like this too: the choice could be wrong.
    pub also_like: Vec<&'static str>,
    /// How many rows its header takes; 0 where it has none.
    pub header_rows: usize,
    /// Its columns in order.
    pub columns: Vec<ColumnRead>,
    /// How many rows became submissions.
    pub submissions: usize,
    /// How many of these were begun and not finished.
    pub partial: usize,
}

/// How one column was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRead {
    /// The question or name that its header gives.
    pub header: String,
    /// The question that it is one option or row of, where it is.
    pub of: Option<String>,
    /// What it is for.
    pub role: Role,
    /// Where its cells hold several answers each: how many options were learned from them.
    pub options: Option<usize>,
}

/// What is known of an event besides what was said there: as the profile tells it, else as the notes do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Its name: a value of the attribute *Event*.
    pub name: String,
    /// How many people came.
    pub attendance: Option<u32>,
    /// When it was, as it is written there.
    pub date: Option<String>,
    /// Where it was, as it is written there.
    pub place: Option<String>,
    /// The house in which it was held. It tells where the event was where no place is told, and is no group of the figures.
    pub venue: Option<String>,
}

/// Everything read from the inputs.
#[derive(Default)]
pub struct Reading {
    /// Names of questions, attributes, sources.
    pub consultation: Consultation,
    /// What was received, in the order of files and of places in them.
    pub submissions: Vec<Submission<SubmittedText>>,
    /// What could not become a submission, and why.
    pub entries: Vec<Entry>,
    /// How each file was read.
    pub files: Vec<FileRead>,
    /// The events.
    pub events: Vec<Event>,
    /// How many items the readers saw: responses and entries must add up to it.
    pub items_seen: usize,
    /// Translations, until they take the place of what they translate.
    translations: Vec<translations::Translation>,
    /// What may be a form that was filled in, until all are there.
    forms: Vec<forms::Waiting>,
    /// Who sent each message and to whom.
    post: Vec<mail::senders::Posted>,
    /// What people wrote before and quote in later messages.
    quoted: Vec<mail::earlier::Quoted>,
    /// What stands below people's own words in messages, until it is known whether it is counted elsewhere.
    below: Vec<mail::below::Waiting>,
    /// What waits for the other files of its export.
    joining: tables::joining::Joining,
    /// Which submissions came from one export of a survey platform.
    exports: Vec<tables::twins::Export>,
}

impl Reading {
    /// Whether some input could not be read.
    pub fn has_unreadable(&self) -> bool {
        self.entries.iter().any(|entry| entry.state == State::Unreadable)
    }

    fn enter(&mut self, source: Source, state: State, reason: impl Into<Reason>) {
        self.entries.push(Entry { source, state, reason: reason.into() });
    }

    /// The channel that the profile tells, or else this one.
    fn default_channel(&mut self, told: &FileSettings, otherwise: &str) -> (u32, u32) {
        self.attribute_value(attribute::CHANNEL, told.channel.as_deref().unwrap_or(otherwise))
    }

    fn attribute_value(&mut self, name: &str, value: &str) -> (u32, u32) {
        let attribute = self.consultation.attribute(name);
        let value = self.consultation.attributes[attribute as usize].values.number(value.trim());
        (attribute, value)
    }

    /// The attributes that the profile gives to every submission of a file.
    fn told_attributes(&mut self, told: &FileSettings) -> Vec<(u32, u32)> {
        let pairs = [
            (attribute::LOCALITY, &told.locality),
            (attribute::EVENT, &told.event),
            (attribute::RESPONDENT_TYPE, &told.respondent_type),
            (attribute::DATE, &told.date),
        ];
        pairs
            .into_iter()
            .filter_map(|(name, value)| Some(self.attribute_value(name, value.as_deref()?)))
            .collect()
    }

    fn push(&mut self, received: Received) {
        let Received { id, kind, respondent, mut attributes, told, agreement, responses } = received;
        attributes.sort_unstable();
        attributes.dedup_by_key(|(attribute, _)| *attribute);
        self.submissions.push(Submission {
            id: id.into(),
            kind,
            respondent,
            attributes: attributes.into(),
            closed: Box::default(),
            out_of_scope: told.out_of_scope.then_some(LEFT_OUT),
            agreement,
            responses,
        });
    }
}

/// A submission on its way in. Its id is empty where the source gives none.
struct Received<'a> {
    id: String,
    kind: Kind,
    respondent: Respondent,
    attributes: Vec<(u32, u32)>,
    told: &'a FileSettings,
    agreement: Option<u32>,
    responses: Vec<Response<SubmittedText>>,
}

/// Reads all inputs in order. A file that cannot be read costs a ledger entry, never the run. `told` is what the profile says of
/// files; `read` is called after each file with the number of files done.
pub fn read_inputs(
    inputs: &[Input],
    told: &[FileSettings],
    mut read: impl FnMut(usize),
) -> Result<Reading, Error> {
    let mut reading = Reading::default();
    for (done, input) in inputs.iter().enumerate() {
        files::read(input, told, &mut reading);
        read(done + 1);
    }
    Ok(complete(reading, told))
}

/// Reads one file that is in memory already, as if it lay in the input folder under this name.
pub fn read_file(name: &str, bytes: Vec<u8>, told: &[FileSettings]) -> Reading {
    let mut reading = Reading::default();
    files::read_in_memory(name, bytes, told, &mut reading);
    complete(reading, told)
}

/// The rows of a workbook's first sheet that has some, or why it cannot be read; none where the file is no workbook.
pub fn sheet_rows(name: &str, bytes: &[u8]) -> Option<Result<Vec<Row>, String>> {
    let format = FORMATS.iter().find(|format| format.recognises(&name.to_lowercase(), bytes))?;
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let tables = match guard::guarded(|| format.read(name, bytes.to_vec())) {
        Ok(Opened { content: Content::Tables(tables), .. }) => tables,
        Ok(_) => return None,
        Err(reason) => return Some(Err(reason)),
    };
    let rows = tables.into_iter().filter_map(|table| match table.rows {
        Rows::Held(rows) => Some(rows),
        Rows::Delimited { .. } => None,
    });
    Some(Ok(rows.into_iter().find(|rows| !rows.is_empty()).unwrap_or_default()))
}

/// What can only be done when all files are read.
fn complete(mut reading: Reading, told: &[FileSettings]) -> Reading {
    for other in forms::read(&mut reading) {
        files::read_waiting(other, &mut reading);
    }
    let team = mail::senders::settle(&mut reading);
    mail::earlier::settle(&mut reading);
    mail::below::settle(&mut reading, team.as_deref());
    tables::twins::leave_out(&mut reading);
    tables::joining::join(&mut reading);
    give_ids(&mut reading);
    translations::apply(&mut reading);
    leave_out(&mut reading, told);
    reading.items_seen += reading.entries.len();
    reading
}

/// What could not be read of a file that the profile leaves out is left out like the rest of it.
fn leave_out(reading: &mut Reading, told: &[FileSettings]) {
    if !told.iter().any(|part| part.out_of_scope) {
        return;
    }
    let sources = &reading.consultation.sources;
    let unreadable = reading.entries.iter_mut().filter(|entry| entry.state == State::Unreadable);
    for entry in unreadable {
        if settings::for_file(told, sources.file_name(entry.source)).out_of_scope {
            (entry.state, entry.reason) = (State::OutOfScope, LEFT_OUT.into());
        }
    }
}

/// Gives each submission an id of its own: what the source says while it is unique in the run, else one made from the place.
fn give_ids(reading: &mut Reading) {
    let mut counts = rustc_hash::FxHashMap::<&str, u32>::default();
    for submission in &reading.submissions {
        if !submission.id.is_empty() {
            *counts.entry(&submission.id).or_default() += 1;
        }
    }
    let is_unique: Vec<bool> =
        reading.submissions.iter().map(|submission| counts.get(&*submission.id) == Some(&1)).collect();
    if is_unique.iter().all(|unique| *unique) {
        return;
    }
    let mut taken: rustc_hash::FxHashSet<Box<str>> =
        counts.iter().filter(|(_, count)| **count == 1).map(|(id, _)| Box::from(*id)).collect();
    for (submission, is_unique) in reading.submissions.iter_mut().zip(is_unique) {
        if is_unique {
            continue;
        }
        let source = submission
            .responses
            .first()
            .map_or(String::new(), |response| reading.consultation.sources.display(response.source));
        let mut id: Box<str> = source.as_str().into();
        let mut again = 2;
        while !taken.insert(id.clone()) {
            id = format!("{source} ({again})").into();
            again += 1;
        }
        submission.id = id;
    }
}
