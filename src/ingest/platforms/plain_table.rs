//! A table of no platform in particular: one header row, or a bare list.

use super::{Column, Head, Platform, Shape};
use crate::delimited::Row;

pub(super) struct PlainTable;

impl Platform for PlainTable {
    fn name(&self) -> &'static str {
        super::PLAIN_TABLE
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let rows = head.rows;
        let width = |row: &Row| row.cells().filter(|cell| !cell.trim().is_empty()).count();
        let usual = rows.iter().take(50).map(width).max()?;
        // Titles and notes above a table fill one cell; its header fills most.
        let header_at = rows.iter().take(15).position(|row| width(row) * 2 >= usual)?;
        let named = |header: &str| Column { header: header.trim().to_owned(), ..Column::default() };
        if usual == 1 && reads_as_answer(rows[header_at].cell(0), rows) {
            return Some(Shape { columns: vec![named("Comment")], ..Shape::default() });
        }
        let columns = rows[header_at].cells().map(named).collect();
        Some(Shape { header_at, header_rows: 1, columns, ..Shape::default() })
    }
}

/// Whether the first cell of a one-column table is itself an answer and no header.
fn reads_as_answer(first: &str, rows: &[Row]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let mean = rows.iter().map(|row| words(row.cell(0))).sum::<usize>() / rows.len().max(1);
    !first.trim_end().ends_with('?') && words(first) >= 6 && mean >= 4
}
