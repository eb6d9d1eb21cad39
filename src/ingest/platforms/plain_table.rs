//! A table of no platform in particular: one header row, or a bare list.

use super::{Column, Head, Platform, Shape};
use crate::delimited::Row;
use crate::ingest::tables::column::is_known_header;
use crate::ingest::tables::contents::is_number_or_date;

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
        let named = |header: &str| Column { header: header.trim().to_owned(), ..Column::default() };
        if usual == 1 && reads_as_answer(rows[header_at].cell(0), rows) {
            return Some(Shape { columns: vec![named("Comment")], ..Shape::default() });
        }
        let columns = rows[header_at].cells().map(named).collect();
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
        if at > from && filled > widest && known > most_known && is_header {
            return Some(at);
        }
        if filled > 2 {
            return None;
        }
        (widest, most_known) = (widest.max(filled), most_known.max(known));
    }
    None
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
    }

    #[test]
    fn a_row_of_answers_is_no_header() {
        assert_eq!(header_of(&["Comment", "More GPs please|Leek", "Any comment?|Stone"]), 1);
        assert_eq!(header_of(&["Ref|Comment", "1|What now?|Leek", "2|Parking|Stone"]), 1);
        assert_eq!(header_of(&["Who|Words", "A1|Where is the bus?|Leek", "A2|Parking|Stone"]), 1);
    }
}
