//! A table of submissions: one row a person (each open column is a question), or one row an answer.

// What a table looks like.
mod layout;
mod reader;
pub(super) mod role;
pub(super) mod column;
mod columns;
pub(super) mod contents;
pub(super) mod headers;
pub(super) mod headings;
mod header_words;
pub(super) mod groups;
mod options;
mod points;
mod visits;
pub(super) mod labels;
// What its cells say.
mod capacity;
mod closed;
pub(super) mod boxes;
pub(super) mod consent;
mod consent_words;
mod staff;
pub(super) mod header_row;
pub(super) mod stacked;
pub(super) mod beside;
pub(super) mod across;
pub(super) mod tally;
pub(super) mod sheets;
mod dates;
mod translated;
// Several tables of one export.
pub(super) mod joining;
pub(super) mod twins;
mod repeats;
mod typists;
mod sent;
mod keys;

use std::ops::ControlFlow;

use self::layout::Layout;
use self::reader::TableReader;
use self::twins::Export;
use super::formats::{Rows, Table};
use super::platforms::{PLAIN_TABLE, RowsAre};
use super::settings::FileSettings;
use super::translations;
use super::{FileRead, Reading};
use crate::delimited::{Found, read_rows};
use crate::ledger::State;
use crate::submission::{Place, Source};

/// A table may have so many rows whatever its size, as many as a sheet of Excel, and one more for so many bytes of it.
pub(super) const MOST_ROWS: usize = 1 << 20;
pub(super) const BYTES_A_ROW: usize = 64;

/// Reads a table into submissions and ledger entries.
pub(super) fn read(
    table: Table,
    is_beside: bool,
    file: u32,
    name: &str,
    told: &FileSettings,
    reading: &mut Reading,
    record: &mut FileRead,
) {
    if translations::read_sheet(&table, file, reading, record) {
        return;
    }
    let sheet = table.sheet.as_deref().map_or(0, |name| reading.consultation.sources.sheet(name));
    let shown = table.sheet.as_deref().map_or(String::new(), |name| format!("sheet '{name}': "));
    let whole = Source { file, sheet, place: Place::Whole };
    let layout = match Layout::of(&table, name, told) {
        Ok(Some(layout)) => layout.set_aside(is_beside),
        Ok(None) => {
            record.notes.push(format!("{shown}no rows"));
            return enter_faults(table.rows, whole, reading);
        }
        Err(reason) => return reading.enter(whole, State::Unreadable, reason),
    };
    record.notes.extend(layout.notes.iter().map(|note| format!("{shown}{note}")));
    if layout.rows_are != RowsAre::Submissions && layout.rows_are != RowsAre::Parts {
        record.notes.push(format!("{shown}{}", layout.rows_are.told()));
    } else if layout.rows_are == RowsAre::Parts && layout.opens.is_empty() {
        record.notes.push(format!("{shown}closed answers of the respondents who answer in other files"));
    }
    record.notes.extend(layout.points.iter().map(|points| format!("{shown}{}", points.told())));
    let read = layout.record(table.sheet.clone());
    let (platform, coded, first) = (layout.platform, layout.coded, reading.submissions.len());
    // A plain table is nobody's only where it was set aside.
    let is_aside = platform == PLAIN_TABLE && matches!(layout.rows_are, RowsAre::Nothing(_));
    let header_words = layout.header_cells.iter().flatten().map(|cell| cell.split_whitespace().count()).sum();
    let entries_before = reading.entries.len();
    let points = layout.points.clone().map(|points| {
        let known =
            points.visits.known(&table.rows, layout.labels.clone(), layout.header_rows, &points.event.name);
        (points, known)
    });
    let is_read_by_rows =
        layout.rows_are == RowsAre::Submissions && layout.export.is_none() && layout.question.is_none();
    let most_rows = MOST_ROWS.max(table.rows.bytes() / BYTES_A_ROW);
    let mut reader = TableReader::new(layout, read, whole, most_rows, told, reading);
    table.rows.into_each(&mut |found| reader.take(found));
    let (read, told) = reader.finish();
    record.notes.extend(told.iter().map(|told| match told.strip_prefix("! ") {
        Some(warning) => format!("! {shown}{warning}"),
        None => format!("{shown}{told}"),
    }));
    if let Some((points, known)) = points {
        points.enter_events(first..reading.submissions.len(), known, reading);
    } else if is_read_by_rows {
        let told = typists::set_aside(first..reading.submissions.len(), reading);
        record.notes.extend(told.into_iter().map(|told| format!("{shown}{told}")));
    }
    if read.partial > 0 {
        let of = format!("{} of {} replies", read.partial, read.submissions);
        record.notes.push(format!("{shown}{of} were begun and not finished; what they say counts"));
    }
    if read.submissions == 0 && reading.entries.len() == entries_before {
        reading.enter(whole, State::Blank, "there is no row below the header");
    }
    if !is_aside {
        record.tables.push(read);
    }
    let submissions = first..reading.submissions.len();
    let name = name.to_owned();
    reading.exports.push(Export { name, sheet: table.sheet, platform, coded, header_words, submissions });
}

/// Whether a column of a table holds open answers of its rows' respondents.
pub(super) fn holds_open_answers(table: &Table, name: &str, told: &FileSettings) -> bool {
    let layout = Layout::of(table, name, told).ok().flatten();
    layout.is_some_and(|layout| layout.rows_are == RowsAre::Submissions && !layout.opens.is_empty())
}

/// Enters the rows of a table that has none which could be read.
fn enter_faults(rows: Rows, whole: Source, reading: &mut Reading) {
    let before = reading.entries.len();
    rows.into_each(&mut |found| {
        if let Found::Fault(row, reason) = found {
            reading.enter(Source { place: Place::Row(row), ..whole }, State::Unreadable, reason);
        }
        if reading.entries.len() - before < MOST_ROWS {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    if reading.entries.len() == before {
        reading.enter(whole, State::Blank, "there are no rows here");
    }
}

impl Rows {
    pub(super) fn each(&self, found: &mut dyn FnMut(Found<'_>) -> ControlFlow<()>) {
        match self {
            Rows::Delimited { text, delimiter } => read_rows(text, *delimiter, found),
            Rows::Held(rows) => {
                let _ = rows.iter().try_for_each(|row| found(Found::Row(row)));
            }
        }
    }

    /// As [`Rows::each`], for the last time: a row's memory is free again as soon as it was looked at.
    fn into_each(self, found: &mut dyn FnMut(Found<'_>) -> ControlFlow<()>) {
        match self {
            Rows::Delimited { text, delimiter } => read_rows(&text, delimiter, found),
            Rows::Held(rows) => {
                let _ = rows.into_iter().try_for_each(|row| found(Found::Row(&row)));
            }
        }
    }

    /// How long they are as text; nothing where they are held, since what holds them bounds them.
    fn bytes(&self) -> usize {
        match self {
            Rows::Delimited { text, .. } => text.len(),
            Rows::Held(_) => 0,
        }
    }
}
