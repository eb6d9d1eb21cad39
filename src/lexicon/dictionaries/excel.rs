//! A lexicon kept in an Excel workbook: the door of `rust_xlsxwriter`. Reading is the affair of the rooms that read files.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{Contents, Dictionary, Written};
use crate::lexicon::outline::{Outline, Unfit};
use crate::lexicon::sheet::{HEADER, from_rows, to_rows};

pub(super) struct Excel;

/// How wide each column is, in characters.
const WIDTHS: [f64; HEADER.len()] = [10.0, 18.0, 30.0, 22.0, 30.0, 16.0, 20.0, 10.0, 80.0, 40.0];

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
        match workbook(&to_rows(outline)) {
            Ok(bytes) => Some(bytes.into()),
            // A cell too long for Excel: what it holds is told, and nothing is written.
            Err(error) => {
                let reason = format!("Excel cannot hold this: {error}");
                Some(Written { bytes: Vec::new(), unsaid: vec![Unfit { line: 0, reason }] })
            }
        }
    }
}

fn workbook(rows: &[[String; HEADER.len()]]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // No clock: the same lexicon gives the same bytes.
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2019, 1, 1)?);
    workbook.set_properties(&properties);
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Lexicon")?;
    for (column, (header, width)) in HEADER.iter().zip(WIDTHS).enumerate() {
        sheet.write_string_with_format(0, column as u16, *header, &bold)?;
        sheet.set_column_width(column as u16, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(at as u32 + 1, column as u16, cell)?;
        }
    }
    workbook.save_to_buffer()
}
