//! One file in: opened, recognised, and given to the reader of its kind. What it carries inside (attachments, the files of an archive) is
//! read in the same way.

use std::cell::Cell;
use std::ops::{ControlFlow, RangeInclusive};

use super::documents::blocks::are_too_many;
use super::formats::{Content, FORMATS, Format, Member, Message, Opened, Table};
use super::forms::{Kin, Paper, Waiting};
use super::guard::guarded;
use super::letters::proposals;
use super::mail::Unwrapped;
use super::one_document::{read_document, take_document};
use super::settings::{self, FileSettings};
use super::tables::across::across;
use super::tables::beside;
use super::tables::sheets::are_beside_the_answers;
use super::tables::stacked::divided;
use super::unknown::unknown_format;
use super::{FileRead, Input, Reading, forms, mail, tables, translations, weight};
use crate::digest::sha256;
use crate::file_name::{is_computers_own, last_part};
use crate::ledger::State;
use crate::submission::{Place, Source};

/// Files inside files are opened down to this depth.
const DEEPEST: usize = 4;

/// What lies inside one input file is read up to so many times its size; up to so many bytes at least, and at most; and so many files.
const MOST_TIMES: usize = 100;
const BYTES_INSIDE: RangeInclusive<usize> = 40_000_000..=500_000_000;
const FILES_INSIDE: usize = 10_000;

const TOO_MUCH: &str = "more lies inside it than is read from one file: more than 500 MB, a hundred times its size, or 10,000 files; the rest is not \
                        read; unpack it and give the folder";

const TOO_MANY_PIECES: &str = "the document has more than 200,000 paragraphs, points and cells; divide it, or, if it is a table, save it as .csv";

/// How a file came to be read.
#[derive(Clone, Copy)]
struct Way<'a> {
    /// How many files it lies inside.
    depth: usize,
    /// The message that it is attached to.
    message: Option<&'a Message>,
    /// What else may lie inside the input file.
    room: &'a Room,
}

/// How much of what lies inside an input file may yet be read.
struct Room {
    bytes: Cell<usize>,
    files: Cell<usize>,
}

impl Room {
    /// Whether this file may be read too.
    fn takes(&self, member: &Member) -> bool {
        let size = member.bytes.as_ref().map_or(0, Vec::len);
        match (self.bytes.get().checked_sub(size), self.files.get().checked_sub(1)) {
            (Some(bytes), Some(files)) => {
                self.bytes.set(bytes);
                self.files.set(files);
                true
            }
            _ => false,
        }
    }
}

/// Reads an input file. One that cannot be read costs a ledger entry, and so does the folder of an earlier report.
pub(super) fn read(input: &Input, told: &[FileSettings], reading: &mut Reading) {
    if input.path.is_dir() {
        let source = whole(reading.consultation.sources.file(&input.name));
        return reading.enter(
            source,
            State::OutOfScope,
            "the report of an earlier run: it was received already",
        );
    }
    let bytes = weight::refusal(&input.path, &lower_name(&input.name)).and_then(|refusal| match refusal {
        Some(reason) => Ok(Err(reason)),
        None => std::fs::read(&input.path).map(Ok),
    });
    match bytes {
        Ok(Ok(bytes)) => read_in_memory(&input.name, bytes, told, reading),
        Ok(Err(reason)) => refuse(&input.name, reason, reading),
        Err(error) => {
            let reason = format!("the file cannot be opened: {}", plain_io(&error));
            refuse(&input.name, reason, reading);
        }
    }
}

/// Reads an input file whose bytes are there already.
pub(super) fn read_in_memory(name: &str, bytes: Vec<u8>, told: &[FileSettings], reading: &mut Reading) {
    let most = (bytes.len().saturating_mul(MOST_TIMES)).clamp(*BYTES_INSIDE.start(), *BYTES_INSIDE.end());
    let room = Room { bytes: Cell::new(most), files: Cell::new(FILES_INSIDE) };
    read_bytes(name, bytes, told, Way { depth: 0, message: None, room: &room }, reading);
}

/// Reads a file that lies inside another: an attachment, a part of an archive.
fn read_member(outer: &str, member: Member, told: &[FileSettings], way: Way<'_>, reading: &mut Reading) {
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
    reading.enter(whole(file), State::Unreadable, reason);
    reading.files.push(record(name, b"", "not read"));
}

fn set_aside(outer: &str, name: &str, reason: &'static str, reading: &mut Reading) {
    let file = reading.consultation.sources.file(&format!("{outer}/{name}"));
    reading.enter(whole(file), State::OutOfScope, reason);
}

fn whole(file: u32) -> Source {
    Source { file, sheet: 0, place: Place::Whole }
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

fn read_bytes(name: &str, bytes: Vec<u8>, told: &[FileSettings], way: Way<'_>, reading: &mut Reading) {
    let file = reading.consultation.sources.file(name);
    let whole = whole(file);
    let before = reading.submissions.len();
    let entries_before = reading.entries.len();
    let translations_before = reading.translations.len();
    let waiting_before = reading.waiting();
    let at = reading.files.len();
    reading.files.push(record(name, &bytes, "not recognised"));
    let plain_name = lower_name(name);
    let is_of =
        |format: &&&dyn Format| guarded(|| Ok(format.recognises(&plain_name, &bytes))).unwrap_or_default();
    let refused = match FORMATS.iter().find(is_of) {
        _ if is_computers_own(name) => {
            reading.files[at].format = "a file of the computer's own".to_owned();
            reading.enter(
                whole,
                State::OutOfScope,
                "a file that the computer keeps for itself, not a submission",
            );
            None
        }
        _ if bytes.is_empty() => {
            reading.files[at].format = "empty".to_owned();
            reading.enter(whole, State::Blank, "the file is empty");
            None
        }
        None => Some(unknown_format(&bytes)),
        Some(format) => {
            reading.files[at].format = format.name().to_owned();
            match guarded(|| format.read(&plain_name, bytes)) {
                Err(reason) => Some(reason),
                Ok(opened) => {
                    let mut record = std::mem::take(&mut reading.files[at]);
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
    let is_read =
        submissions > 0 || reading.entries.len() > entries_before || reading.waiting() > waiting_before;
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
    let entries_before = reading.entries.len();
    for aside in opened.asides {
        reading.enter(Source { place: aside.place, ..whole }, aside.state, aside.reason);
    }
    match opened.content {
        Content::Tables(tables) => {
            let beside = are_beside_the_answers(&tables);
            for (mut table, is_beside) in tables.into_iter().zip(beside) {
                let may_be_across = !is_beside
                    && settings.columns.is_empty()
                    && settings.read_as.as_deref() != Some("letter");
                let of_events = may_be_across.then(|| across(&table, last_part(name))).flatten();
                if let Some(of_events) = of_events {
                    table = of_events.enter(whole.file, reading, record);
                } else if let Some(forms) = forms_on_sheet(&table, is_beside, &settings) {
                    let sheet = table.sheet.as_deref();
                    let sheet = sheet.map_or(0, |sheet| reading.consultation.sources.sheet(sheet));
                    for (place, paper) in forms {
                        let place = place.unwrap_or(Place::Whole);
                        reading.wait(
                            paper,
                            Source { sheet, place, ..whole },
                            settings.clone(),
                            Kin::Anything,
                        );
                    }
                    continue;
                }
                for table in divided(table).into_iter().flat_map(beside::divided) {
                    tables::read(table, is_beside, whole.file, name, &settings, reading, record);
                }
            }
        }
        Content::Document(blocks) if blocks.is_empty() => {
            if !reading.entries[entries_before..].iter().any(|entry| entry.state == State::Unreadable) {
                reading.enter(whole, State::Blank, "nothing is written in this document");
            }
        }
        Content::Document(blocks) if are_too_many(&blocks) => {
            reading.enter(whole, State::Unreadable, TOO_MANY_PIECES);
        }
        Content::Document(blocks) => {
            take_document(blocks, whole, way.message, settings, reading, record);
        }
        Content::Message(message) => {
            take_message(*message, whole, name, told, way, reading, &mut record.notes)
        }
        Content::Mailbox(messages) => {
            let mut number = 0;
            messages(&mut |message| {
                number += 1;
                let source = Source { place: Place::Message(number), ..whole };
                match message {
                    Ok(message) => {
                        let outer = format!("{name}/message {number}");
                        take_message(message, source, &outer, told, way, reading, &mut record.notes);
                    }
                    Err(reason) => reading.enter(source, State::Unreadable, reason),
                }
                ControlFlow::Continue(())
            });
        }
        Content::Archive(members) => {
            let way = Way { depth: way.depth + 1, ..way };
            let mut is_full = false;
            members(&mut |member| {
                is_full = !way.room.takes(&member);
                if is_full {
                    return ControlFlow::Break(());
                }
                read_member(name, member, told, way, reading);
                ControlFlow::Continue(())
            });
            if is_full {
                reading.enter(whole, State::Unreadable, TOO_MUCH);
            }
        }
    }
}

/// The forms that people filled in on a sheet, if it is no table of answers and the profile names no other columns.
fn forms_on_sheet(
    table: &Table,
    is_beside: bool,
    settings: &FileSettings,
) -> Option<Vec<(Option<Place>, Paper)>> {
    let forms = forms::on_sheet(table).filter(|_| !is_beside && settings.may_wait())?;
    let is_named = |(_, paper): &(Option<Place>, Paper)| settings.columns.keys().any(|name| paper.asks(name));
    (settings.columns.is_empty() || forms.iter().any(is_named)).then_some(forms)
}

/// Reads what looked like a form and is none, when all files are read.
pub(super) fn read_waiting(waiting: Waiting, reading: &mut Reading) {
    let Waiting { paper, source, told, .. } = waiting;
    let before = reading.submissions.len();
    let mut notes = Vec::new();
    match paper {
        Paper::Message(unwrapped) => {
            read_message(unwrapped, source, &told, reading, &mut notes, |_, _| {});
        }
        Paper::Document(blocks, message) => {
            read_document(blocks, source, message.as_ref(), &told, reading, &mut notes);
        }
        Paper::Sheet(filled) => {
            read_document(filled.blocks(), source, None, &told, reading, &mut notes);
        }
    }
    let name = reading.consultation.sources.name(source.file);
    let submissions = reading.submissions.len() - before;
    if let Some(file) = reading.files.iter_mut().find(|file| file.name == name) {
        file.submissions += submissions;
        file.notes.extend(notes);
    }
}

/// Takes a message, and what is attached to it as the same sender's.
fn take_message(
    message: Message,
    source: Source,
    outer: &str,
    told: &[FileSettings],
    way: Way<'_>,
    reading: &mut Reading,
    notes: &mut Vec<String>,
) {
    let settings = settings::for_file(told, outer);
    let mut unwrapped = mail::unwrapped(message);
    let attachments = std::mem::take(&mut unwrapped.message.attachments);
    for (name, reason) in &unwrapped.message.asides {
        set_aside(outer, name, reason, reading);
    }
    let attached = |message: &Message, reading: &mut Reading| {
        for member in attachments {
            if message.no_submission.is_some() {
                set_aside(outer, &member.name, "attached to a message that is no submission", reading);
                continue;
            }
            if !way.room.takes(&member) {
                refuse(&format!("{outer}/{}", member.name), TOO_MUCH.to_owned(), reading);
                break;
            }
            let way = Way { depth: way.depth + 1, message: Some(message), ..way };
            read_member(outer, member, told, way, reading);
        }
    };
    if settings.may_wait() && forms::may_be_message(&unwrapped) {
        // What was uploaded with a form is of who filled it in.
        let sender = unwrapped.message.from.take();
        unwrapped.message.from = forms::address_in(&unwrapped).or_else(|| sender.clone());
        attached(&unwrapped.message, reading);
        unwrapped.message.from = sender;
        return reading.wait(Paper::Message(unwrapped), source, settings, Kin::Anything);
    }
    read_message(unwrapped, source, &settings, reading, notes, attached);
}

/// Reads a message; `attached` reads what is attached to it.
fn read_message(
    mut unwrapped: Unwrapped,
    source: Source,
    settings: &FileSettings,
    reading: &mut Reading,
    notes: &mut Vec<String>,
    attached: impl FnOnce(&Message, &mut Reading),
) {
    notes.extend(proposals::of_text(&unwrapped.message.body, settings));
    let before = reading.submissions.len();
    mail::read(&mut unwrapped, source, settings, reading, notes);
    attached(&unwrapped.message, reading);
    reading.remember_post(unwrapped.message, source.file, before..reading.submissions.len());
}

fn lower_name(name: &str) -> String {
    last_part(name).to_lowercase()
}

/// Whether Windows says that another program keeps a file to itself.
fn is_open_elsewhere(error: &std::io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

fn plain_io(error: &std::io::Error) -> &'static str {
    match error.kind() {
        _ if is_open_elsewhere(error) => "another program has it open; close it there",
        std::io::ErrorKind::NotFound => "it is not there",
        std::io::ErrorKind::PermissionDenied => "you may not read it",
        std::io::ErrorKind::OutOfMemory => "it does not fit into memory",
        _ => "the system could not read it",
    }
}
