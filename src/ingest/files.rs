//! One file in: opened, recognised, and given to the reader of its kind. What it carries inside (attachments, the files of an archive) is
//! read in the same way.

use super::formats::{self, Content, FORMATS, Member, Opened};
use super::settings::{self, FileSettings};
use super::{FileRead, Input, Reading, letters, messages, notes, tables, translations};
use crate::digest::sha256;
use crate::ledger::State;
use crate::submission::{Place, Source};

/// Files inside files are opened down to this depth.
const DEEPEST: usize = 4;

/// How a file came to be read.
#[derive(Clone, Copy, Default)]
pub(super) struct Way<'a> {
    /// How many files it lies inside.
    pub(super) depth: usize,
    /// The message that it is attached to.
    pub(super) message: Option<&'a formats::Message>,
}

/// Reads an input file. One that cannot be read costs a ledger entry.
pub(super) fn read(input: &Input, told: &[FileSettings], reading: &mut Reading) {
    match std::fs::read(&input.path) {
        Ok(bytes) => read_bytes(&input.name, bytes, told, Way::default(), reading),
        Err(error) => {
            let reason = format!("the file cannot be opened: {}", plain_io(&error));
            refuse(&input.name, reason, reading);
        }
    }
}

/// Reads a file that lies inside another: an attachment, a part of an archive.
pub(super) fn read_member(
    outer: &str,
    member: Member,
    told: &[FileSettings],
    way: Way<'_>,
    reading: &mut Reading,
) {
    let name = format!("{outer}/{}", member.name);
    match member.bytes {
        Err(reason) => refuse(&name, reason, reading),
        Ok(_) if way.depth > DEEPEST => {
            refuse(&name, format!("it lies more than {DEEPEST} files deep; unpack it"), reading);
        }
        Ok(bytes) => read_bytes(&name, bytes, told, way, reading),
    }
}

fn refuse(name: &str, reason: String, reading: &mut Reading) {
    let file = reading.consultation.sources.file(name);
    reading.enter(Source { file, sheet: 0, place: Place::Whole }, State::Unreadable, reason);
    reading.files.push(record(name, b"", "not read"));
}

fn record(name: &str, bytes: &[u8], format: &str) -> FileRead {
    FileRead {
        name: name.to_owned(),
        bytes: bytes.len(),
        sha256: sha256(bytes),
        format: format.to_owned(),
        submissions: 0,
        notes: Vec::new(),
        tables: Vec::new(),
    }
}

pub(super) fn read_bytes(name: &str, bytes: Vec<u8>, told: &[FileSettings], way: Way<'_>, reading: &mut Reading) {
    let file = reading.consultation.sources.file(name);
    let whole = Source { file, sheet: 0, place: Place::Whole };
    let before = reading.submissions.len();
    let entries_before = reading.entries.len();
    let translations_before = reading.translations.len();
    let at = reading.files.len();
    reading.files.push(record(name, &bytes, "not recognised"));
    let plain_name = lower_name(name);
    let refused = match FORMATS.iter().find(|format| format.recognises(&plain_name, &bytes)) {
        _ if bytes.is_empty() => {
            reading.files[at].format = "empty".to_owned();
            reading.enter(whole, State::Blank, "the file is empty");
            None
        }
        None => Some(unknown_format(&plain_name, &bytes)),
        Some(format) => {
            reading.files[at].format = format.name().to_owned();
            match format.read(&plain_name, bytes) {
                Err(reason) => Some(reason),
                Ok(opened) => {
                    let mut record = std::mem::replace(&mut reading.files[at], record("", b"", ""));
                    take(opened, whole, name, told, way, reading, &mut record);
                    reading.files[at] = record;
                    None
                }
            }
        }
    };
    if let Some(reason) = refused {
        reading.enter(whole, State::Unreadable, reason);
    }
    if let Some(of) = settings::for_file(told, name).translation_of {
        translations::take_file(before, &of, reading);
        reading.files[at].notes.push(format!("a translation of {of}"));
    }
    let submissions = reading.submissions.len() - before;
    reading.files[at].submissions = submissions;
    let is_read = submissions > 0 || reading.entries.len() > entries_before;
    if !is_read && reading.translations.len() == translations_before {
        reading.enter(whole, State::Blank, "nothing is written in this file");
    }
}

fn take(
    opened: Opened,
    whole: Source,
    name: &str,
    told: &[FileSettings],
    way: Way<'_>,
    reading: &mut Reading,
    record: &mut FileRead,
) {
    let settings = settings::for_file(told, name);
    record.notes.extend(opened.notes);
    for aside in opened.asides {
        reading.enter(Source { place: aside.place, ..whole }, aside.state, aside.reason);
    }
    match opened.content {
        Content::Tables(tables) => {
            for table in tables {
                tables::read(table, whole.file, name, &settings, reading, record);
            }
        }
        Content::Document(blocks) if notes::are_event_notes(&blocks, &settings) => {
            record.notes.push("read as notes of an event: each point is a contribution".to_owned());
            notes::read(blocks, whole.file, &settings, reading);
        }
        Content::Document(blocks) => {
            record.notes.push("read as a letter: one response".to_owned());
            letters::read(blocks, whole, way.message, &settings, reading);
        }
        Content::Messages(messages) => {
            let is_one = messages.len() == 1;
            for (at, mut message) in messages.into_iter().enumerate() {
                let place = if is_one { Place::Whole } else { Place::Message(at as u32 + 1) };
                let attachments = std::mem::take(&mut message.attachments);
                messages::read(&message, Source { place, ..whole }, &settings, reading);
                let outer = if is_one { name.to_owned() } else { format!("{name}/message {}", at + 1) };
                for member in attachments {
                    let way = Way { depth: way.depth + 1, message: Some(&message) };
                    read_member(&outer, member, told, way, reading);
                }
            }
        }
        Content::Archive(members) => {
            for member in members {
                let way = Way { depth: way.depth + 1, ..way };
                read_member(name, member, told, way, reading);
            }
        }
    }
}

fn lower_name(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_lowercase()
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
