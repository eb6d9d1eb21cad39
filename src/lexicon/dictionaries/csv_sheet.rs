//! A lexicon kept in a CSV file.

use std::ops::ControlFlow;

use super::{Contents, Dictionary, Written, text};
use crate::delimited::{Found, Row, Sheet, read_rows, sniff_delimiter};
use crate::lexicon::outline::Outline;
use crate::lexicon::sheet::{HEADER, from_rows, to_rows};

pub(super) struct CsvSheet;

impl Dictionary for CsvSheet {
    fn name(&self) -> &'static str {
        "CSV table (.csv)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".csv"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        let source = text(contents)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut fault = None;
        read_rows(source, sniff_delimiter(source), &mut |found| {
            match found {
                Found::Row(row) => {
                    let cells: Vec<String> = row.cells().map(unguarded).collect();
                    rows.push(Row::new(row.number, &cells));
                }
                Found::Fault(row, reason) => {
                    fault = Some((row as usize, reason.to_owned()));
                    return ControlFlow::Break(());
                }
                Found::BlankLine(_) => {}
            }
            ControlFlow::Continue(())
        });
        fault.map_or_else(|| from_rows(title, &rows), Err)
    }

    fn write(&self, outline: &Outline) -> Option<Written> {
        let mut sheet = Sheet::publishable(&HEADER);
        to_rows(outline).iter().for_each(|row| sheet.row(row));
        Some(sheet.into_bytes().into())
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn unguarded(cell: &str) -> String {
    let bare = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    bare.unwrap_or(cell).to_owned()
}
