//! Several tables on one sheet, one below the other, each with a header of its own.

use super::column::is_known_header;
use super::contents::is_number_or_date;
use super::header_row::{is_any_answer, width};
use super::header_words::asks_for_views;
use super::headings::plain;
use crate::delimited::Row;
use crate::ingest::formats::{Rows, Table};

/// A header's cells have at most so many words, and one that is no name of anything known.
const LONGEST_HEADER: usize = 15;
const LONGEST_UNKNOWN: usize = 2;

/// The tables of a sheet. What stands above the first header is the first one's, a title above another header that one's.
pub(in crate::ingest) fn divided(table: Table) -> Vec<Table> {
    let rows = match table.rows {
        Rows::Held(rows) => rows,
        rows => return vec![Table { rows, ..table }],
    };
    let starts = starts(&rows);
    let mut parts: Vec<Table> = Vec::new();
    let mut rows = rows.into_iter().enumerate().peekable();
    let ends = starts.into_iter().chain([usize::MAX]);
    for end in ends {
        let mut part = Vec::new();
        while let Some((_, row)) = rows.next_if(|(at, _)| *at < end) {
            part.push(row);
        }
        parts.push(Table { sheet: table.sheet.clone(), rows: Rows::Held(part) });
    }
    parts
}

/// Where further tables begin.
fn starts(rows: &[Row]) -> Vec<usize> {
    let filled: Vec<usize> = (0..rows.len()).filter(|at| !rows[*at].is_empty()).collect();
    if filled.iter().all(|at| width(&rows[*at]) == 1) {
        return questions_in_one_column(rows, &filled);
    }
    let is_apart = |place: usize| is_apart(rows, &filled, place);
    let mut starts = Vec::new();
    let mut header: Option<usize> = None;
    for place in 0..filled.len() {
        let at = filled[place];
        // Above a header of its own stands its title, and above that nothing.
        let titles = (0..place).rev().take(3).take_while(|above| !is_apart(above + 1));
        let is_titled = titles.clone().all(|above| width(&rows[filled[above]]) == 1);
        let titles = titles.count();
        let has_title = titles > 0 && titles < 3 && is_titled && is_apart(place - titles);
        if !is_header(&rows[at], is_apart(place) || has_title) || place + 1 == filled.len() {
            continue;
        }
        if let Some(last) = header.filter(|last| *last + 1 < place - if has_title { titles } else { 0 }) {
            let is_again = rows[filled[last]].cells().eq(rows[at].cells());
            if has_title {
                starts.push(filled[place - titles]);
            } else if !is_again {
                starts.push(at);
            }
        }
        header = Some(place);
    }
    starts
}

/// Whether nothing stands right above the filled row with this place among them.
fn is_apart(rows: &[Row], filled: &[usize], place: usize) -> bool {
    place == 0 || rows[filled[place]].number > rows[filled[place - 1]].number + 1
}

/// Whether every cell is one of a header, and one says that answers stand below it. Where one cell is all, it stands `apart`.
fn is_header(row: &Row, apart: bool) -> bool {
    let cells: Vec<&str> = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let words = |cell: &str| cell.split_whitespace().count();
    let is_answered =
        |cell: &&str| is_any_answer(cell) || cell.ends_with('?') || asks_for_views(&plain(cell));
    let is_known = |cell: &&str| is_answered(cell) || is_known_header(cell);
    let is_name = |cell: &&str| words(cell) <= LONGEST_UNKNOWN && !is_number_or_date(cell);
    match cells[..] {
        [] => false,
        [only] => apart && is_any_answer(only),
        _ => {
            let known = cells.iter().filter(|cell| is_known(cell)).count();
            cells.iter().any(is_answered)
                && known * 2 > cells.len()
                && cells.iter().all(|cell| words(cell) <= LONGEST_HEADER && (is_known(cell) || is_name(cell)))
        }
    }
}

/// In a single column: lists apart from one another, each below a question.
fn questions_in_one_column(rows: &[Row], filled: &[usize]) -> Vec<usize> {
    let heads: Vec<usize> = (0..filled.len()).filter(|place| is_apart(rows, filled, *place)).collect();
    let asks = |place: &usize| {
        let text = rows[filled[*place]].cells().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
        text.trim().ends_with('?') && text.split_whitespace().count() <= LONGEST_HEADER
    };
    let ends = heads.iter().skip(1).copied().chain([filled.len()]);
    let are_lists = heads.iter().zip(ends).all(|(start, end)| asks(start) && end - start > 2);
    if heads.len() < 2 || !are_lists {
        return Vec::new();
    }
    heads[1..].iter().map(|place| filled[*place]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the rows with which the tables of a sheet begin; an empty line is an empty row.
    fn begins(sheet: &[&str]) -> Vec<u32> {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows = (1..).zip(sheet).filter(|(_, line)| !line.is_empty());
        let rows = rows.map(|(number, line)| Row::new(number, &cells(line))).collect();
        let tables = divided(Table { sheet: None, rows: Rows::Held(rows) });
        let first = |table: &Table| match &table.rows {
            Rows::Held(rows) => rows.first().map_or(0, |row| row.number),
            Rows::Delimited { .. } => 0,
        };
        tables.iter().map(first).collect()
    }

    #[test]
    fn each_table_begins_with_its_title_or_header() {
        assert_eq!(begins(&["No|Comment", "1|More beds", "", "No|Area|Comment", "1|Leek|Parking"]), [1, 4]);
        assert_eq!(
            begins(&["Ref|Comment", "1|More beds", "", "What would you change?", "Ref|Comment", "1|Parking"]),
            [1, 4]
        );
        assert_eq!(
            begins(&["No|What works?", "1|Beds", "2|Buses", "No|What would you change?", "1|Parking"]),
            [1, 4]
        );
        assert_eq!(
            begins(&["What works?", "Beds", "Buses", "", "What next?", "Parking", "Dentists"]),
            [1, 5]
        );
    }

    #[test]
    fn a_header_that_comes_again_and_answers_that_ask_divide_nothing() {
        assert_eq!(begins(&["No|Comment", "1|Beds", "", "No|Comment", "2|Parking"]), [1]);
        assert_eq!(begins(&["What works?", "Beds", "", "Why no dentist?", "", "Parking", "Buses"]), [1]);
        assert_eq!(begins(&["Area|Comment", "Leek|Why?", "", "Stone|What about us?", "Leek|Beds"]), [1]);
        assert_eq!(begins(&["Title", "", "Area|Comment", "Leek|Beds", "Stone|Parking"]), [1]);
    }
}
