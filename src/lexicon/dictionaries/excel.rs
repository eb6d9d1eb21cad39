//! A lexicon kept in an Excel workbook. Reading is the affair of the rooms that read files.

use super::{Contents, Dictionary, Written};
use crate::lexicon::outline::{Outline, Unfit};
use crate::lexicon::sheet::{HEADER, from_rows, to_rows};
use crate::office::{Cell, Column, Sheet, Table, Workbook, excel};

pub(super) struct Excel;

/// How wide each column is, in characters.
const WIDTHS: [u16; HEADER.len()] = [10, 18, 30, 22, 30, 16, 20, 10, 80, 40];

impl Dictionary for Excel {
    fn name(&self) -> &'static str {
        "Excel workbook (.xlsx)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".xlsx"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        match contents {
            Contents::Rows(rows) => from_rows(title, rows),
            Contents::Text(_) => {
                Err((0, "this is not an Excel workbook, though its name says so".to_owned()))
            }
        }
    }

    fn write(&self, outline: &Outline) -> Option<Written> {
        match excel(&workbook(&to_rows(outline))) {
            Ok(bytes) => Some(bytes.into()),
            // A cell too long for Excel: what it holds is told, and nothing is written.
            Err(error) => {
                let reason = format!("Excel cannot hold this: {error}");
                Some(Written { bytes: Vec::new(), unsaid: vec![Unfit { line: 0, reason }] })
            }
        }
    }
}

fn workbook(rows: &[[String; HEADER.len()]]) -> Workbook {
    let columns = HEADER.iter().zip(WIDTHS);
    let table = Table {
        name: "Lexicon".to_owned(),
        columns: columns.map(|(header, width)| Column { header: (*header).to_owned(), width }).collect(),
        rows: rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect(),
        fixed_columns: 0,
    };
    let sheet = Sheet { name: "Lexicon".to_owned(), table: Some(table), ..Sheet::default() };
    Workbook { title: "Lexicon".to_owned(), sheets: vec![sheet] }
}
