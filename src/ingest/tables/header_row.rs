//! Where the header of a table of no platform stands.

use super::column::{is_known_header, is_named_header};
use super::contents::is_number_or_date;
use super::header_words::asks_for_views;
use super::headers::ROWS_TRIED;
use super::headings::plain;
use crate::delimited::Row;

/// Which of a table's first rows is its header; the fullest of them fills `usual` cells. Nothing where no row fills half as many.
pub(in crate::ingest) fn place(rows: &[Row], usual: usize) -> Option<usize> {
    // Titles and notes above a table fill one cell; its header fills most.
    let at = rows.iter().take(ROWS_TRIED).position(|row| width(row) * 2 >= usual)?;
    let at = below_labels(rows, at).or_else(|| below_titles(rows, at)).unwrap_or(at);
    // "Q1, Q2, Q3" above the wordings: these are the header.
    Some(if has_codes_above(rows, at) { at + 1 } else { at })
}

/// How many cells of a row are filled.
pub(in crate::ingest) fn width(row: &Row) -> usize {
    row.cells().filter(|cell| !cell.trim().is_empty()).count()
}

/// Where the header stands if what looks like one is a title, or labels with their values ("Exported on:", "04/03/2019"), which fill as much
/// of a narrow table as a header: the first row further down that is fuller than all above it and known for a header by most of its cells.
fn below_labels(rows: &[Row], from: usize) -> Option<usize> {
    let known = |row: &Row| row.cells().filter(|cell| is_known_header(cell.trim())).count();
    let (mut widest, mut most_known) = (0, 0);
    for (at, row) in rows.iter().enumerate().take(ROWS_TRIED).skip(from) {
        let (filled, known) = (width(row), known(row));
        let is_header = known * 2 >= filled && !row.cells().any(|cell| is_number_or_date(cell.trim()));
        let is_named = row.cells().any(|cell| is_named_header(cell.trim()));
        let is_surer = is_named && (known > most_known || known == most_known && widest == 1);
        if at > from && filled > widest && is_surer && is_header {
            return Some(at);
        }
        if filled > 2 {
            return None;
        }
        (widest, most_known) = (widest.max(filled), most_known.max(known));
    }
    None
}

/// Where the header of a narrow table stands if what looks like one is a title, or tells of the event: the first row further down that says of a column
/// that answers stand in it, or of which every cell is known, and that has a row below it.
fn below_titles(rows: &[Row], from: usize) -> Option<usize> {
    const LONGEST_TITLE: usize = 25;
    const LONGEST_HEADER: usize = 12;
    let cells = |row: &Row| -> Vec<String> {
        row.cells().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
    };
    let words = |cell: &String| cell.split_whitespace().count();
    let is_title = |row: &Row| {
        let cells = cells(row);
        cells.len() <= 2
            && cells.iter().all(|cell| words(cell) <= LONGEST_TITLE && !is_any_answer(cell))
            && !cells.iter().any(|cell| cell.ends_with('?') || asks_for_views(&plain(cell)))
            && (cells.len() < 2 || !is_known_header(&cells[1]))
    };
    let is_header = |row: &Row| {
        let cells = cells(row);
        let is_known = |cell: &String| is_known_header(cell) || asks_for_views(&plain(cell));
        cells.iter().all(|cell| words(cell) <= LONGEST_HEADER && !cell.ends_with('.'))
            && (cells.iter().any(|cell| is_any_answer(cell)) || cells.len() > 1 && cells.iter().all(is_known))
    };
    let is_below_question =
        |next: &Row| width(next) == 1 && is_header(next) && question_above(rows, from + 1).is_some();
    if rows.get(from + 1).is_some_and(is_below_question) && from + 2 < rows.len() {
        return Some(from + 1);
    }
    let mut tried = rows.iter().enumerate().take(ROWS_TRIED).skip(from);
    let (at, row) = tried.find(|(_, row)| !is_title(row))?;
    (at > from && at + 1 < rows.len() && is_header(row)).then_some(at)
}

/// Whether this row holds the codes of questions ("Q1", "Q2a") and the next one their wording.
fn has_codes_above(rows: &[Row], at: usize) -> bool {
    let Some(next) = rows.get(at + 1) else { return false };
    let codes = rows[at].cells().filter(|cell| is_code(cell.trim())).count();
    let known = next.cells().filter(|cell| is_known_header(cell.trim())).count();
    let is_named = next.cells().any(|cell| is_named_header(cell.trim()));
    let says_nothing = next.cells().any(|cell| plain(cell).starts_with("no comment"));
    codes >= 2
        && (is_named || known >= 3)
        && !says_nothing
        && codes * 2 >= width(&rows[at])
        && known * 2 >= width(next)
        && width(next) * 2 >= width(&rows[at])
        && !next.cells().any(|cell| is_number_or_date(cell.trim()))
}

/// Whether a cell is the code of a question: "Q1", "Q12_3", "V5".
fn is_code(cell: &str) -> bool {
    cell.len() <= 8
        && cell.starts_with(|c: char| c.is_ascii_alphabetic())
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// Whether the first of these rows is a reply already: it has a number where the others have numbers, and a sentence where they have sentences.
pub(in crate::ingest) fn is_headless(rows: &[Row]) -> bool {
    let Some((first, rest)) = rows.split_first().filter(|(_, rest)| rest.len() >= 2) else { return false };
    let rest = &rest[..rest.len().min(50)];
    let words = |cell: &str| cell.split_whitespace().count();
    let is_most = |at: usize, test: &dyn Fn(&str) -> bool| {
        let filled = rest.iter().map(|row| row.cell(at).trim()).filter(|cell| !cell.is_empty());
        let (all, passed) =
            filled.fold((0, 0), |(all, passed), cell| (all + 1, passed + usize::from(test(cell))));
        all >= 2 && passed * 10 >= all * 9
    };
    let is_known = first.cells().any(|cell| is_known_header(cell.trim()));
    let is_year = |cell: &str| cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    let has_number = || {
        (0..first.len()).any(|at| {
            let cell = first.cell(at).trim();
            is_number_or_date(cell) && !is_year(cell) && is_most(at, &|cell| is_number_or_date(cell))
        })
    };
    let has_sentence =
        || (0..first.len()).any(|at| words(first.cell(at)) >= 5 && is_most(at, &|cell| words(cell) >= 3));
    !is_known && has_number() && has_sentence()
}

/// The question that stands alone above the header: "What works well?"; between them at most how many answered it.
pub(in crate::ingest) fn question_above(rows: &[Row], header_at: usize) -> Option<&str> {
    let counts = |row: &Row| {
        let first = row.cells().find(|cell| !cell.trim().is_empty()).map(plain).unwrap_or_default();
        width(row) == 2 && ["answered", "skipped"].contains(&first.as_str())
    };
    let mut above =
        rows[..header_at.min(rows.len())].iter().rev().skip_while(|row| counts(row) || row.is_empty());
    let above = above.next()?;
    let question = above.cells().map(str::trim).find(|cell| !cell.is_empty())?;
    (width(above) == 1 && question.ends_with('?')).then_some(question)
}

/// Whether a header says no more than that answers stand below it.
pub(in crate::ingest) fn is_any_answer(header: &str) -> bool {
    ["response", "responses", "answer", "answers", "comment", "comments", "reply", "text", "feedback"]
        .contains(&plain(header).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of the header row of a table, from 1.
    fn header_of(table: &[&str]) -> usize {
        let cells = |line: &&str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = (1..).zip(table).map(|(number, line)| Row::new(number, &cells(line))).collect();
        let usual = rows.iter().map(width).max().unwrap_or(0);
        place(&rows, usual).map_or(0, |at| at + 1)
    }

    #[test]
    fn a_header_stands_below_titles_and_labels() {
        let data = ["1|Leek|More GPs please", "2|Stone|Parking is dear"];
        let below = |above: &[&'static str]| header_of(&[above, &data[..]].concat());
        assert_eq!(below(&["Ref|Area|Comment"]), 1);
        assert_eq!(below(&["Listening exercise", "Ref|Area|Comment"]), 2);
        assert_eq!(below(&["Title:|Listening", "Exported on:|04/03/2019", "Ref|Area|What matters most?"]), 3);
        assert_eq!(header_of(&["Drop-in, March", "Ref|Comment", "1|More GPs", "2|Parking"]), 2);
        assert_eq!(header_of(&["Leek drop in 5 March", "Comment|Theme", "More GPs please|Access"]), 2);
        assert_eq!(header_of(&["Leek drop in 5 March", "Comment", "More GPs please"]), 2);
        assert_eq!(
            header_of(&["Event|Leek drop in", "Attendance|14", "Comment|Theme", "More GPs|Access"]),
            3
        );
        assert_eq!(header_of(&["Drop in, March", "Likes|Dislikes", "More GPs|Parking"]), 2);
        assert_eq!(header_of(&["What works well?", "ID|Response", "1|More GPs", "2|Parking"]), 2);
        assert_eq!(
            header_of(&["RespID|Q1|Q2", "Respondent ID|Where do you live?|Any comments?", "1|Leek|Beds"]),
            2
        );
    }

    #[test]
    fn a_row_of_answers_is_no_header() {
        assert_eq!(header_of(&["Comment", "More GPs please|Leek", "Any comment?|Stone"]), 1);
        assert_eq!(header_of(&["Top issue", "Parking", "Area", "Age"]), 1);
        assert_eq!(header_of(&["Ref|Comment", "1|What now?|Leek", "2|Parking|Stone"]), 1);
        assert_eq!(header_of(&["Who|Words", "A1|Where is the bus?|Leek", "A2|Parking|Stone"]), 1);
    }
}
