//! One document in: found to be several people's words, a form that waits for others, the notes of an event or a letter, and given to the reader of
//! its kind.

use super::formats::{Block, Message};
use super::forms::{Kin, Paper};
use super::letters::cards::{self, TableOfCards};
use super::letters::petition;
use super::letters::several::{People, Several, seems_several, several};
use super::letters::{self, proposals};
use super::notes::present::present;
use super::settings::FileSettings;
use super::{FileRead, Reading, forms, notes, tables};
use crate::ledger::State;
use crate::submission::{Place, Source};

/// Takes a document: several people's words, a form that waits for others, the notes of an event or a letter.
pub(super) fn take_document(
    blocks: Vec<Block>,
    whole: Source,
    message: Option<&Message>,
    settings: FileSettings,
    reading: &mut Reading,
    record: &mut FileRead,
) {
    let notes = &mut record.notes;
    let present = present(&blocks);
    if !present.is_empty() {
        reading.consultation.present.entry(whole.file).or_default().extend(present);
    }
    let read_as = settings.read_as.as_deref();
    let may_be_several = settings.translation_of.is_none() && read_as != Some("letter");
    match may_be_several.then(|| several(&blocks, read_as == Some("notes"), &settings.facilitator)).flatten()
    {
        Some(Several::People(people)) => return read_people(people, whole, settings, reading, notes),
        Some(Several::Points(blocks)) => {
            notes.push("read as points, each by whoever it may be; where the title names no event, say event = \"…\" in the profile".to_owned());
            return notes::read(blocks, whole.file, &settings, reading);
        }
        None => {}
    }
    if let Some(cards) = cards::table(&blocks).filter(|_| may_be_several) {
        return read_cards(cards, whole, &settings, reading, record);
    }
    if settings.may_wait() && forms::may_be_document(&blocks) {
        reading.wait(Paper::document(blocks, message), whole, settings, Kin::Anything);
    } else if settings.may_wait()
        && forms::may_be_returned(&blocks)
        && !notes::are_event_notes(&blocks, &settings)
    {
        reading.wait(Paper::document(blocks, message), whole, settings, Kin::Copies);
    } else {
        read_document(blocks, whole, message, &settings, reading, notes);
    }
}

/// Reads a table of comment cards in a document as any table.
fn read_cards(
    cards: TableOfCards,
    whole: Source,
    settings: &FileSettings,
    reading: &mut Reading,
    record: &mut FileRead,
) {
    let at = |piece: u32| Source { place: Place::Paragraph(piece), ..whole };
    for piece in 1..=cards.others {
        reading.enter(at(piece), State::OutOfScope, "beside the table of what people said");
    }
    let name = record.name.clone();
    tables::read(cards.table, false, whole.file, &name, settings, reading, record);
}

/// Reads what several people said in one document, each as their letter or form.
fn read_people(
    people: People,
    whole: Source,
    mut settings: FileSettings,
    reading: &mut Reading,
    notes: &mut Vec<String>,
) {
    notes.push(people.told());
    if !people.names.is_empty() {
        reading.consultation.present.entry(whole.file).or_default().extend(people.names);
    }
    settings.read_as = Some("letter".to_owned());
    if people.is_conversation {
        settings.question = settings.question.or(Some(letters::CONVERSATION.to_owned()));
    }
    settings.channel = settings.channel.or(people.channel.map(str::to_owned));
    let at = |piece: u32| Source { place: Place::Paragraph(piece), ..whole };
    for (piece, reason) in people.asides {
        reading.enter(at(piece), State::OutOfScope, reason);
    }
    let are_asked_the_same = forms::ask_the_same(people.parts.iter().map(|(_, blocks)| blocks.as_slice()));
    for (piece, blocks) in people.parts {
        if blocks.is_empty() {
            reading.enter(at(piece), State::Blank, "a number without words");
        } else if are_asked_the_same {
            reading.wait(Paper::document(blocks, None), at(piece), settings.clone(), Kin::SameDocument);
        } else if forms::may_be_document(&blocks) {
            reading.wait(Paper::document(blocks, None), at(piece), settings.clone(), Kin::Anything);
        } else {
            letters::read(blocks, at(piece), None, &settings, reading);
        }
    }
}

/// Reads a document as the notes of an event or a letter; `message` is what it is attached to.
pub(super) fn read_document(
    mut blocks: Vec<Block>,
    whole: Source,
    message: Option<&Message>,
    settings: &FileSettings,
    reading: &mut Reading,
    notes: &mut Vec<String>,
) {
    if let Some(petition) = petition::found(&mut blocks, settings) {
        reading.enter(whole, State::OutOfScope, petition.signatures);
        notes.extend(petition.told);
    } else if notes::are_event_notes(&blocks, settings) {
        notes.push("read as notes of an event: each point is a contribution".to_owned());
        return notes::read(blocks, whole.file, settings, reading);
    }
    notes.push("read as a letter: one response".to_owned());
    if settings.read_as.is_none() {
        notes.extend(seems_several(&blocks));
    }
    notes.extend(proposals::of_letter(&blocks, settings));
    letters::read(blocks, whole, message, settings, reading);
}
