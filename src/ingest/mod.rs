//! Files in, submissions out: every row, bullet and message becomes a submission or a ledger entry.

mod columns;
mod decode;
mod formats;
mod letters;
mod messages;
mod notes;
mod settings;
mod tables;
mod walk;

use std::fmt;
use std::path::Path;

pub use columns::Role;
pub use decode::decode;
pub use formats::FORMATS;
pub use settings::FileSettings;
pub use walk::{Input, inputs};

use crate::digest::sha256;
use crate::error::Error;
use crate::ledger::{Entry, Reason, State};
use crate::submission::{
    Consultation, Kind, Place, Respondent, Response, Source, Submission, attribute, debug_without_words,
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

/// The longest text that is taken as one response, in bytes.
pub const LONGEST_RESPONSE: usize = 10_000_000;

/// How one input file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// What is known of an event besides what was said there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name: a value of the attribute *Event*.
    pub name: String,
    /// How many people came, where the notes say so.
    pub attendance: Option<u32>,
    /// When it was, as the notes write it.
    pub date: Option<String>,
    /// Where it was, as the notes write it.
    pub place: Option<String>,
}

/// Everything read from the inputs.
#[derive(Debug, Default)]
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
        let Received { id, kind, respondent, mut attributes, told, responses } = received;
        attributes.sort_unstable();
        attributes.dedup_by_key(|(attribute, _)| *attribute);
        self.submissions.push(Submission {
            id: id.into(),
            kind,
            respondent,
            attributes: attributes.into(),
            out_of_scope: told.out_of_scope.then_some("left out by the profile"),
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
        let settings = settings::for_file(told, &input.name);
        read_file(input, &settings, &mut reading);
        read(done + 1);
    }
    give_ids(&mut reading);
    reading.items_seen += reading.entries.len();
    Ok(reading)
}

fn read_file(input: &Input, told: &FileSettings, reading: &mut Reading) {
    let file = reading.consultation.sources.file(&input.name);
    let whole = Source { file, sheet: 0, place: Place::Whole };
    let before = reading.submissions.len();
    let entries_before = reading.entries.len();
    let mut record = FileRead {
        name: input.name.clone(),
        bytes: 0,
        sha256: sha256(b""),
        format: "not recognised".to_owned(),
        submissions: 0,
        notes: Vec::new(),
    };
    let refused = match std::fs::read(&input.path) {
        Err(error) => Some(format!("the file cannot be opened: {}", plain_io(&error))),
        Ok(bytes) => {
            record.bytes = bytes.len();
            record.sha256 = sha256(&bytes);
            let name = lower_name(&input.path);
            match FORMATS.iter().find(|format| format.recognises(&name, &bytes)) {
                _ if bytes.is_empty() => {
                    record.format = "empty".to_owned();
                    reading.enter(whole, State::Blank, "the file is empty");
                    None
                }
                None => Some(unknown_format(&name, &bytes)),
                Some(format) => {
                    record.format = format.name().to_owned();
                    match format.read(&name, bytes) {
                        Err(reason) => Some(reason),
                        Ok(content) => {
                            take(content, whole, told, reading, &mut record);
                            None
                        }
                    }
                }
            }
        }
    };
    if let Some(reason) = refused {
        reading.enter(whole, State::Unreadable, reason);
    }
    record.submissions = reading.submissions.len() - before;
    if record.submissions == 0 && reading.entries.len() == entries_before {
        reading.enter(whole, State::Blank, "nothing is written in this file");
    }
    reading.files.push(record);
}

fn take(
    content: formats::Content,
    whole: Source,
    told: &FileSettings,
    reading: &mut Reading,
    record: &mut FileRead,
) {
    match content {
        formats::Content::Tables(tables) => {
            for table in tables {
                tables::read(table, whole.file, told, reading, record);
            }
        }
        formats::Content::Document(blocks) if notes::are_event_notes(&blocks, told) => {
            record.notes.push("read as notes of an event: each point is a contribution".to_owned());
            notes::read(blocks, whole.file, told, reading);
        }
        formats::Content::Document(blocks) => {
            record.notes.push("read as a letter: one response".to_owned());
            letters::read(blocks, whole, told, reading);
        }
        formats::Content::Message(message) => messages::read(message, whole, told, reading),
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

fn lower_name(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().to_lowercase())
}

fn plain_io(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it is not there",
        std::io::ErrorKind::PermissionDenied => "you may not read it",
        std::io::ErrorKind::OutOfMemory => "it does not fit into memory",
        _ => "the system could not read it",
    }
}

/// What an unknown file seems to be, and what would help.
fn unknown_format(name: &str, bytes: &[u8]) -> String {
    let readable = FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    let seems = if bytes.starts_with(b"%PDF") {
        "a PDF: save it as .docx or .txt"
    } else if bytes.starts_with(b"\xff\xd8") || bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"GIF8") {
        "a picture: transcribe what it says into a .txt file"
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        "an older Office or Outlook file, or one locked with a password: save it as .xlsx, .docx or .eml"
    } else if bytes.starts_with(b"PK") {
        "an archive or a document of another program: unpack it, or save it as .xlsx or .docx"
    } else if name.ends_with(".html") || name.ends_with(".htm") {
        "a web page: save its text as .txt"
    } else {
        "of no kind that is read here"
    };
    format!("the file is {seems} (files that are read: {readable})")
}
