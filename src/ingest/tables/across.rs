//! Notes of several events on one sheet: a column is an event's or a discussion group's, a row a question, and a cell holds the points.

use std::ops::ControlFlow;

use super::column::is_known_header;
use super::contents::is_number;
use super::header_row::{is_any_answer, question_above, width};
use super::header_words::asks_for_views;
use super::headings::plain;
use crate::delimited::{Found, Row};
use crate::ingest::Event;
use crate::ingest::formats::{Rows, Table};
use crate::ingest::notes::NO_HEADING;
use crate::ingest::notes::event_details::{is_group, take_pair};
use crate::ingest::notes::point_table::{is_question_column, kinds_of_event, names_event};
use crate::ingest::{FileRead, Reading};
use crate::ledger::State;
use crate::submission::{Place, Source};
use crate::text::is_month;

/// The header stands among the first rows; a table of notes has at most so many.
const ROWS_TRIED: usize = 10;
const MOST_ROWS: usize = 500;

/// What heads a column of an event has at most so many words.
const LONGEST_HEADER: usize = 8;

/// The headers of the table that stands for such a sheet.
const QUESTION: &str = "Question";
const EVENT: &str = "Event";
const GROUP: &str = "Table";
const POINTS: &str = "Points raised";
const DETAILS: [&str; 3] = ["Attendance", "Date", "Area"];

/// Notes of several events, one point or list of points a row.
pub(in crate::ingest) struct Across {
    /// The same as a table that has a column of events.
    pub(in crate::ingest) table: Table,
    /// Rows that hold no points, and why.
    asides: Vec<(u32, State, &'static str)>,
    /// How the sheet is read, for people.
    told: String,
}

impl Across {
    /// Enters what holds no points, and tells how the sheet is read. The table that stands for it.
    pub(in crate::ingest) fn enter(self, file: u32, reading: &mut Reading, record: &mut FileRead) -> Table {
        let sheet = self.table.sheet.as_deref();
        let number = sheet.map_or(0, |sheet| reading.consultation.sources.sheet(sheet));
        for (row, state, reason) in self.asides {
            reading.enter(Source { file, sheet: number, place: Place::Row(row) }, state, reason);
        }
        let shown = sheet.map_or(String::new(), |sheet| format!("sheet '{sheet}': "));
        record.notes.push(format!("{shown}{}", self.told));
        self.table
    }
}

/// A column of points, and what is known of its event.
struct Column {
    at: usize,
    header: String,
    event: Event,
}

/// The notes of a sheet of which each column is an event's or a group's; none where another column stands beside them, or figures below them.
pub(in crate::ingest) fn across(table: &Table, file: &str) -> Option<Across> {
    let (mut rows, mut asides) = (Vec::new(), Vec::new());
    let mut fits = true;
    table.rows.each(&mut |found| {
        match found {
            Found::Row(row) if row.is_empty() => asides.push((row.number, State::Blank, "a blank row")),
            Found::Row(row) if rows.len() < MOST_ROWS => rows.push(row.clone()),
            Found::BlankLine(number) => asides.push((number, State::Blank, "a blank line")),
            _ => fits = false,
        }
        if fits { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let is_of_events = [table.sheet.as_deref().unwrap_or_default(), file]
        .into_iter()
        .chain(rows.iter().take(ROWS_TRIED).filter(|row| width(row) == 1).flat_map(Row::cells))
        .any(tells_of_events);
    let header_at = (0..rows.len().min(ROWS_TRIED))
        .find(|at| fits && columns(&rows[*at], &rows[at + 1..], is_of_events).is_some())?;
    let (mut columns, first) = columns(&rows[header_at], &rows[header_at + 1..], is_of_events)?;
    let are_groups = columns.iter().all(|column| is_group(&column.header));
    let above = question_above(&rows, header_at).unwrap_or(NO_HEADING).to_owned();
    let mut points: Vec<(u32, String, usize, String)> = Vec::new();
    let mut question = above.clone();
    for row in &rows[header_at + 1..] {
        let label = first.map_or("", |at| row.cell(at).trim());
        // Every column takes its own.
        let mut is_detail = false;
        for column in &mut columns {
            is_detail |= !label.is_empty() && take_pair(label, row.cell(column.at), &mut column.event);
        }
        if is_detail {
            asides.push((row.number, State::OutOfScope, "a detail of the events: date, place, attendance"));
            continue;
        }
        if !label.is_empty() && !is_number(label) {
            question = label.to_owned();
        }
        let before = points.len();
        for (number, column) in columns.iter().enumerate() {
            let cell = row.cell(column.at);
            if !cell.trim().is_empty() {
                points.push((row.number, question.clone(), number, cell.to_owned()));
            }
        }
        if points.len() == before {
            let reason = "a question or heading beside which nothing was noted";
            asides.push((row.number, State::OutOfScope, reason));
        }
    }
    let has_words =
        |text: &String| text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() > 1;
    let said = points.iter().filter(|(_, _, _, text)| has_words(text)).count();
    let has_questions = first.is_none() || points.iter().any(|(_, question, _, _)| *question != above);
    if said * 2 <= points.len()
        || !has_questions && first.is_some_and(|at| !rows[header_at].cell(at).trim().is_empty())
    {
        return None;
    }
    let details = |event: &Event| {
        [event.attendance.map(|count| count.to_string()), event.date.clone(), event.place.clone()]
    };
    let is_known = |at: &usize| columns.iter().any(|column| details(&column.event)[*at].is_some());
    let known: Vec<usize> = (0..DETAILS.len()).filter(is_known).collect();
    let header = [QUESTION, if are_groups { GROUP } else { EVENT }]
        .into_iter()
        .chain(known.iter().map(|at| DETAILS[*at]))
        .chain([POINTS])
        .map(str::to_owned);
    let row = |(number, question, column, text): &(u32, String, usize, String)| {
        let Column { header, event, .. } = &columns[*column];
        let details = details(event);
        let beside = known.iter().map(|at| details[*at].clone().unwrap_or_default());
        let cells = [question.clone(), header.clone()].into_iter().chain(beside).chain([text.clone()]);
        Row::new(*number, &cells.collect::<Vec<_>>())
    };
    let header = Row::new(rows[header_at].number, &header.collect::<Vec<_>>());
    let made = rows[..header_at].iter().cloned().chain([header]).chain(points.iter().map(row)).collect();
    let of = if are_groups { "a discussion group" } else { "an event" };
    let told = format!(
        "each of {} columns is {of}, and its cells hold points; read as a table of questions, {} and points",
        columns.len(),
        if are_groups { "groups" } else { "events" }
    );
    Some(Across { table: Table { sheet: table.sheet.clone(), rows: Rows::Held(made) }, asides, told })
}

/// The columns of a header each of which is an event's or a group's, and the column of questions beside them; none where a row is no such header.
fn columns(row: &Row, body: &[Row], is_of_events: bool) -> Option<(Vec<Column>, Option<usize>)> {
    let width = body.iter().map(Row::len).max().unwrap_or(0).max(row.len());
    let is_used = |at: &usize| {
        !row.cell(*at).trim().is_empty() || body.iter().any(|row| !row.cell(*at).trim().is_empty())
    };
    let used: Vec<usize> = (0..width).filter(is_used).collect();
    let (first, rest) = used.split_first()?;
    let heads = |at: &usize| row.cell(*at).trim();
    let asks = body.iter().map(|row| row.cell(*first).trim()).filter(|cell| cell.ends_with('?')).count();
    let is_question = is_question_column(heads(first)) || heads(first).is_empty();
    let (columns, question) =
        if is_question || asks > 0 && !names_event(heads(first)) && !is_group(heads(first)) {
            (rest, Some(*first))
        } else {
            (&used[..], None)
        };
    let headers: Vec<&str> = columns.iter().map(heads).collect();
    let are_groups = headers.iter().all(|header| is_group(header));
    let are_events =
        headers.iter().all(|header| heads_event(header)) && (question.is_some() || are_alike(&headers));
    let are_places = || {
        // "Leek", "Stone": places, where the sheet is of events.
        is_of_events && asks > 0 && headers.iter().all(|header| is_short_name(header))
    };
    // Groups without a column of questions are read as any table of groups.
    let is_read = are_groups && question.is_some() || are_events || question.is_some() && are_places();
    if headers.len() < 2 || !is_read || body.is_empty() {
        return None;
    }
    let column = |at: &usize| Column {
        at: *at,
        header: heads(at).to_owned(),
        event: Event { name: heads(at).to_owned(), ..Event::default() },
    };
    Some((columns.iter().map(column).collect(), question))
}

/// Whether a header names an event, and asks or tells nothing of it.
fn heads_event(header: &str) -> bool {
    const TELLS: [&str; 14] = [
        "name", "date", "time", "type", "title", "rating", "score", "topic", "id", "no", "number",
        "attended", "venue", "you",
    ];
    let plain = plain(header);
    let words = || plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    names_event(header)
        && (2..=LONGEST_HEADER).contains(&words().count())
        && !plain.contains('?')
        && !asks_for_views(&plain)
        && !words().any(|word| is_any_answer(word) || TELLS.contains(&word))
}

/// Whether headers name events in one way: all with a day, or with the same word for what they are.
fn are_alike(headers: &[&str]) -> bool {
    let has_month = |header: &&str| plain(header).split(|c: char| !c.is_alphanumeric()).any(is_month);
    let is_shared =
        |kind: &str| headers.iter().all(|header| kinds_of_event(header).any(|other| other == kind));
    headers.iter().all(has_month) || headers.first().is_some_and(|first| kinds_of_event(first).any(is_shared))
}

/// Whether a header is a name of few words and of nothing that tables have.
fn is_short_name(header: &str) -> bool {
    let words = header.split_whitespace().count();
    (1..=4).contains(&words)
        && header.starts_with(char::is_uppercase)
        && !header.contains('?')
        && !header.contains(|c: char| c.is_ascii_digit())
        && !is_known_header(header)
        && !is_any_answer(header)
}

/// Whether a title, a sheet's name or a file's says that this is of events.
fn tells_of_events(title: &str) -> bool {
    const EVENTS: [&str; 6] = ["events", "workshops", "drop-ins", "roadshows", "forums", "listening event"];
    let plain = plain(title);
    EVENTS.iter().any(|event| plain.contains(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sheet: &[&str]) -> Option<Vec<String>> {
        let cells = |line: &&str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows = (1..).zip(sheet).map(|(number, line)| Row::new(number, &cells(line))).collect();
        let table = Table { sheet: None, rows: Rows::Held(rows) };
        let Rows::Held(rows) = across(&table, "notes.xlsx")?.table.rows else { return None };
        Some(rows.iter().map(|row| row.cells().collect::<Vec<_>>().join("|")).collect())
    }

    #[test]
    fn columns_of_events_are_points_of_each() {
        let found = rows(&[
            "Question|Leek event|Stone event",
            "Attendance|34|21",
            "What is good?|The bus runs|The ward is clean",
            "Why?||It is kept so",
        ]);
        let expected = [
            "Question|Event|Attendance|Points raised",
            "What is good?|Leek event|34|The bus runs",
            "What is good?|Stone event|21|The ward is clean",
            "Why?|Stone event|21|It is kept so",
        ];
        assert_eq!(found.unwrap_or_default(), expected);
        let alone =
            rows(&["Leek drop-in|Stone drop-in", "The bus runs|The ward is clean"]).unwrap_or_default();
        assert_eq!(alone[1], format!("{NO_HEADING}|Leek drop-in|The bus runs"));
        assert!(
            rows(&["|Leek, 6 Feb|Stone, 8 Feb", "What is good?|The bus runs|The ward is clean"]).is_some()
        );
        assert!(rows(&["Listening events", "|Leek|Stone", "What is good?|The bus runs|The ward"]).is_some());
    }

    #[test]
    fn columns_of_people_figures_and_questions_are_none() {
        for sheet in [
            ["Question|Respondent 1|Respondent 2", "What is good?|The bus runs|The ward is clean"],
            ["Question|Leek|Stone", "What is good?|The bus runs|The ward is clean"],
            ["Question|Workshop A|Workshop B", "How good was it?|4.2|4.5"],
            ["ID|Workshop comments|Session comments", "1|It was far too long|It was far too short"],
            ["ID|Leek event|Stone event", "1|It was far too long|It was far too short"],
            ["Event name|Event date", "Leek drop-in|6 February 2019"],
            ["What was the event like?|What about the venue?", "It was far too long|It was cold"],
        ] {
            assert!(rows(&sheet).is_none(), "{sheet:?}");
        }
    }
}
