//! A table of no platform in particular: one header row, or a bare list.

use super::{Column, Head, Platform, Shape, two_rows};
use crate::delimited::Row;
use crate::ingest::tables::column::{is_known_header, is_named_header};
use crate::ingest::tables::contents::is_number_or_date;
use crate::ingest::tables::headings::plain;

pub(super) struct PlainTable;

impl Platform for PlainTable {
    fn name(&self) -> &'static str {
        super::PLAIN_TABLE
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let rows = head.rows;
        let usual = rows.iter().take(50).map(width).max()?;
        // Titles and notes above a table fill one cell; its header fills most.
        let header_at = rows.iter().take(ROWS_TRIED).position(|row| width(row) * 2 >= usual)?;
        let header_at = below_labels(rows, header_at).unwrap_or(header_at);
        // "Q1, Q2, Q3" above the wordings: these are the header.
        let header_at = if has_codes_above(rows, header_at) { header_at + 1 } else { header_at };
        let named = |header: &str| Column { header: header.trim().to_owned(), ..Column::default() };
        if usual == 1 && reads_as_answer(rows[header_at].cell(0), rows) {
            return Some(Shape { columns: vec![named("Comment")], ..Shape::default() });
        }
        if is_headless(&rows[header_at..]) {
            let columns = (1..=rows[header_at].len()).map(|at| named(&format!("Column {at}"))).collect();
            let notes =
                vec!["no row reads as a header; if one does, or the file was cut, put it right".to_owned()];
            return Some(Shape { header_at, columns, notes, ..Shape::default() });
        }
        // SurveyMonkey, where somebody took its own columns out.
        if let Some(below) =
            rows.get(header_at + 1).filter(|row| row.cells().any(|cell| plain(cell) == "open-ended response"))
        {
            let columns = two_rows(&rows[header_at], below, |_| None);
            return Some(Shape { header_at, header_rows: 2, columns, ..Shape::default() });
        }
        let mut columns: Vec<Column> = rows[header_at].cells().map(named).collect();
        if let Some(question) = question_above(rows, header_at) {
            for column in columns.iter_mut().filter(|column| is_any_answer(&column.header)) {
                column.header = question.to_owned();
            }
        }
        Some(Shape { header_at, header_rows: 1, columns, ..Shape::default() })
    }
}

/// The header is looked for in this many of a table's first rows.
const ROWS_TRIED: usize = 15;

/// How many cells of a row are filled.
fn width(row: &Row) -> usize {
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
fn is_headless(rows: &[Row]) -> bool {
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

/// The question that stands alone right above the header: "What works well?".
fn question_above(rows: &[Row], header_at: usize) -> Option<&str> {
    let above = rows.get(header_at.checked_sub(1)?)?;
    let question = above.cells().map(str::trim).find(|cell| !cell.is_empty())?;
    (width(above) == 1 && question.ends_with('?')).then_some(question)
}

/// Whether a header says no more than that answers stand below it.
fn is_any_answer(header: &str) -> bool {
    ["response", "responses", "answer", "answers", "comment", "comments", "reply", "text", "feedback"]
        .contains(&plain(header).as_str())
}

/// Whether the first cell of a one-column table is itself an answer and no header.
fn reads_as_answer(first: &str, rows: &[Row]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let mean = rows.iter().map(|row| words(row.cell(0))).sum::<usize>() / rows.len().max(1);
    !first.trim_end().ends_with('?') && words(first) >= 6 && mean >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of the header row of a table, from 1.
    fn header_of(table: &[&str]) -> usize {
        let cells = |line: &&str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = (1..).zip(table).map(|(number, line)| Row::new(number, &cells(line))).collect();
        let shape = PlainTable.recognises(&Head { file: "a.csv", sheet: None, rows: &rows });
        shape.map_or(0, |shape| shape.header_at + 1)
    }

    #[test]
    fn a_header_stands_below_titles_and_labels() {
        let data = ["1|Leek|More GPs please", "2|Stone|Parking is dear"];
        let below = |above: &[&'static str]| header_of(&[above, &data[..]].concat());
        assert_eq!(below(&["Ref|Area|Comment"]), 1);
        assert_eq!(below(&["Listening exercise", "Ref|Area|Comment"]), 2);
        assert_eq!(below(&["Title:|Listening", "Exported on:|04/03/2019", "Ref|Area|What matters most?"]), 3);
        assert_eq!(header_of(&["Drop-in, March", "Ref|Comment", "1|More GPs", "2|Parking"]), 2);
        assert_eq!(header_of(&["What works well?", "ID|Response", "1|More GPs", "2|Parking"]), 2);
        assert_eq!(
            header_of(&["RespID|Q1|Q2", "Respondent ID|Where do you live?|Any comments?", "1|Leek|Beds"]),
            2
        );
    }

    #[test]
    fn a_question_above_the_header_is_what_was_asked() {
        let rows = [&["What works well?", ""][..], &["ID", "Response"], &["1", "More GPs"]];
        let rows = [1, 2, 3].map(|number| {
            Row::new(
                number,
                &rows[number as usize - 1].iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>(),
            )
        });
        let shape =
            PlainTable.recognises(&Head { file: "a.csv", sheet: None, rows: &rows }).expect("a plain table");
        let headers: Vec<&str> = shape.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(headers, ["ID", "What works well?"]);
    }

    #[test]
    fn nobodys_words_are_the_header_of_a_table_without_one() {
        let table = [
            "1|Leek|I want more GPs in the town",
            "2|Stone|Parking is far too dear",
            "3|Leek|The bus never comes on time",
        ];
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = (1..).zip(table).map(|(number, line)| Row::new(number, &cells(line))).collect();
        let shape =
            PlainTable.recognises(&Head { file: "a.csv", sheet: None, rows: &rows }).expect("a plain table");
        assert_eq!((shape.header_rows, shape.columns[2].header.as_str()), (0, "Column 3"));
    }

    #[test]
    fn a_row_of_answers_is_no_header() {
        assert_eq!(header_of(&["Comment", "More GPs please|Leek", "Any comment?|Stone"]), 1);
        assert_eq!(header_of(&["Ref|Comment", "1|What now?|Leek", "2|Parking|Stone"]), 1);
        assert_eq!(header_of(&["Who|Words", "A1|Where is the bus?|Leek", "A2|Parking|Stone"]), 1);
    }
}
