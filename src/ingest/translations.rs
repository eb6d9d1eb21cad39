//! Translations stand in for what they translate: they are themed, the original is kept in the ledger.

use rustc_hash::FxHashMap;

use super::formats::{Rows, Table};
use super::mail::{below, earlier, senders};
use super::{FileRead, Reading, SubmittedText};
use crate::delimited::{Found, Row};
use crate::ledger::State;
use crate::submission::{Place, Source};

/// The columns of a sheet of translations: `internal/for-translation.csv` of an earlier run, with its last column filled in.
pub const TRANSLATION_COLUMNS: [&str; 6] =
    ["source", "submission_id", "question", "language", "text", "translation"];

/// A text in the lexicon's language that says what a response says in another.
pub(super) struct Translation {
    /// Where the original stands, as the ledger shows it.
    of: String,
    /// The question that it answers; none where there is only one.
    question: Option<String>,
    source: Source,
    text: SubmittedText,
}

/// Takes a sheet of translations. Whether it is one is told by its header.
pub(super) fn read_sheet(table: &Table, file: u32, reading: &mut Reading, record: &mut FileRead) -> bool {
    let Some(header) = first_row(&table.rows) else { return false };
    let cells = header.cells().map(str::trim);
    if header.len() != TRANSLATION_COLUMNS.len() || !cells.eq(TRANSLATION_COLUMNS) {
        return false;
    }
    let sheet = table.sheet.as_deref().map_or(0, |name| reading.consultation.sources.sheet(name));
    let before = reading.translations.len();
    table.rows.each(&mut |found| {
        let source = |row| Source { file, sheet, place: Place::Row(row) };
        match found {
            Found::BlankLine(row) => reading.enter(source(row), State::Blank, "a blank line"),
            Found::Fault(row, reason) => reading.enter(source(row), State::Unreadable, reason),
            Found::Row(row) if row.number == header.number => {}
            Found::Row(row) if row.cell(5).trim().is_empty() => {
                reading.enter(source(row.number), State::Blank, "not translated yet");
            }
            Found::Row(row) => reading.translations.push(Translation {
                of: row.cell(0).trim().to_owned(),
                question: Some(row.cell(2).trim().to_owned()),
                source: source(row.number),
                text: SubmittedText(row.cell(5).to_owned()),
            }),
        }
        std::ops::ControlFlow::Continue(())
    });
    record.notes.push(format!("translations of {} responses", reading.translations.len() - before));
    true
}

fn first_row(rows: &Rows) -> Option<Row> {
    let mut first = None;
    rows.each(&mut |found| match found {
        Found::Row(row) => {
            first = Some(row.clone());
            std::ops::ControlFlow::Break(())
        }
        _ => std::ops::ControlFlow::Continue(()),
    });
    first
}

/// Takes back what was just read from a file that the profile calls the translation of another file, from submission `from` on.
pub(super) fn take_file(from: usize, of: &str, reading: &mut Reading) {
    reading.exports.retain(|export| export.submissions.end <= from);
    senders::forget(from, reading);
    earlier::forget(from, reading);
    below::forget(from, reading);
    for submission in reading.submissions.drain(from..) {
        for response in submission.responses {
            reading.items_seen -= 1;
            reading.translations.push(Translation {
                of: of.to_owned(),
                question: None,
                source: response.source,
                text: response.text,
            });
        }
    }
}

/// Puts each translation in the place of its original, which goes to the ledger.
pub(super) fn apply(reading: &mut Reading) {
    let translations = std::mem::take(&mut reading.translations);
    if translations.is_empty() {
        return;
    }
    let mut places: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
    for (at, submission) in reading.submissions.iter().enumerate() {
        for (answer, response) in submission.responses.iter().enumerate() {
            let place = reading.consultation.sources.display(response.source);
            places.entry(place).or_default().push((at, answer));
        }
    }
    for translation in translations {
        let questions = &reading.consultation.questions;
        let originals = places.get(&translation.of).map_or(&[][..], Vec::as_slice);
        let mut fitting = originals.iter().filter(|(at, answer)| {
            let question = reading.submissions[*at].responses[*answer].question;
            translation.question.as_deref().is_none_or(|told| questions.name(question) == told)
        });
        let (Some(&(at, answer)), None) = (fitting.next(), fitting.next()) else {
            let reason = if originals.is_empty() {
                "a translation of something that was not received; its source must name it as the ledger does"
            } else {
                "a translation that does not say which of several responses it is of; put it into a copy of internal/for-translation.csv"
            };
            reading.enter(translation.source, State::OutOfScope, reason);
            continue;
        };
        let reason = format!(
            "translated: the translation in {} is analysed in its place",
            reading.consultation.sources.display(translation.source)
        );
        let response = &mut reading.submissions[at].responses[answer];
        let original = std::mem::replace(&mut response.source, translation.source);
        let question = response.question;
        response.text = translation.text;
        reading.consultation.translated.insert((translation.source, question));
        reading.enter(original, State::OtherLanguage, reason);
    }
}
