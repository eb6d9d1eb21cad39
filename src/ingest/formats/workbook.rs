//! Excel workbooks: the door of `calamine`.

use calamine::{DataRef, Reader, Xlsx};

use super::{Content, Format, Opened, Rows, Table};
use crate::delimited::Row;

pub(super) struct Workbook;

/// A sheet is read up to this many filled cells, so that a small file cannot fill the memory.
const MOST_CELLS: usize = 50_000_000;

impl Format for Workbook {
    fn name(&self) -> &'static str {
        "Excel workbook (.xlsx)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        super::is_archive_with(bytes, "xl/workbook.xml")
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let damaged = |_| {
            "the workbook is damaged or locked with a password; open it in Excel and save it again".to_owned()
        };
        let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).map_err(damaged)?;
        let mut tables = Vec::new();
        for sheet in workbook.sheet_names() {
            let rows = rows(&mut workbook, &sheet)?;
            tables.push(Table { sheet: Some(sheet), rows: Rows::Held(rows) });
        }
        Ok(Content::Tables(tables).into())
    }
}

fn rows<R: std::io::Read + std::io::Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> Result<Vec<Row>, String> {
    let fault = |what: &str| format!("sheet '{sheet}' {what}");
    let Ok(mut reader) = workbook.worksheet_cells_reader(sheet) else {
        // A sheet that holds a chart has no cells.
        return Ok(Vec::new());
    };
    let mut rows = Vec::new();
    let mut number = 0;
    let mut cells: Vec<String> = Vec::new();
    let mut count = 0;
    loop {
        let cell = reader
            .next_cell()
            .map_err(|_| fault("cannot be read; open the workbook in Excel and save it again"))?;
        let Some(cell) = cell else { break };
        let (row, column) = cell.get_position();
        let text = written(cell.get_value());
        if text.is_empty() {
            continue;
        }
        count += 1;
        if count > MOST_CELLS || column >= 16_384 {
            return Err(fault("holds more cells than Excel can; divide it"));
        }
        if row + 1 != number {
            if !cells.is_empty() {
                rows.push(Row::new(number, &cells));
            }
            cells.clear();
            // Rows with nothing in them come out as blank ones, unless there are absurdly many.
            let gap_end = (row + 1).min(number.saturating_add(10_000));
            for blank in number + 1..gap_end {
                rows.push(Row::new(blank, &[]));
            }
            number = row + 1;
        }
        if cells.len() < column as usize {
            cells.resize(column as usize, String::new());
        }
        cells.push(text);
    }
    if !cells.is_empty() {
        rows.push(Row::new(number, &cells));
    }
    Ok(rows)
}

/// A cell as a person reads it: whole numbers without a point, dates as `2019-02-27 14:05:00`, no `_x000D_`.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => unescaped(text),
        DataRef::SharedString(text) => unescaped(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => if *truth { "Yes" } else { "No" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn unescaped(text: &str) -> String {
    if text.contains("_x000") {
        text.replace("_x000D_", "").replace("_x000A_", "\n")
    } else {
        text.to_owned()
    }
}
