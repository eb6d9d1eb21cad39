//! A table of no platform in particular: one header row, or a bare list.

use super::{Column, Head, Platform, Shape, two_rows};
use crate::delimited::Row;
use crate::ingest::tables::header_row::{is_any_answer, is_headless, place, question_above, width};
use crate::ingest::tables::headings::plain;
use crate::ingest::tables::role::Role;
use crate::ingest::tables::tally::tally;

pub(super) struct PlainTable;

impl Platform for PlainTable {
    fn name(&self) -> &'static str {
        super::PLAIN_TABLE
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let rows = head.rows;
        let usual = rows.iter().take(50).map(width).max()?;
        let header_at = place(rows, usual)?;
        if let Some(tally) = tally(rows) {
            let column = |header: &str, role| Column {
                header: header.to_owned(),
                role: Some(role),
                ..Column::default()
            };
            let columns = vec![column(&tally.question, Role::Open), column("Number of people", Role::Closed)];
            let notes =
                vec!["a tally without a header: each row is a point, and how many people said so".to_owned()];
            return Some(Shape { header_at: tally.at, columns, notes, ..Shape::default() });
        }
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

/// Whether the first cell of a one-column table is itself an answer and no header.
fn reads_as_answer(first: &str, rows: &[Row]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let mean = rows.iter().map(|row| words(row.cell(0))).sum::<usize>() / rows.len().max(1);
    !first.trim_end().ends_with('?') && words(first) >= 6 && mean >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(table: &[&str]) -> Shape {
        let cells = |line: &&str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = (1..).zip(table).map(|(number, line)| Row::new(number, &cells(line))).collect();
        PlainTable.recognises(&Head { file: "a.csv", sheet: None, rows: &rows }).expect("a plain table")
    }

    #[test]
    fn a_question_above_the_header_is_what_was_asked() {
        let shape = shape_of(&["What works well?", "ID|Response", "1|More GPs"]);
        let headers: Vec<&str> = shape.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(headers, ["ID", "What works well?"]);
    }

    #[test]
    fn nobodys_words_are_the_header_of_a_table_without_one() {
        let shape = shape_of(&[
            "1|Leek|I want more GPs in the town",
            "2|Stone|Parking is far too dear",
            "3|Leek|The bus never comes on time",
        ]);
        assert_eq!((shape.header_rows, shape.columns[2].header.as_str()), (0, "Column 3"));
    }
}
