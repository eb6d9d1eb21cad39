//! The rows of a workbook's sheet as its cells come in, with what a person should know of them.

use super::preview::{MOST_COLUMNS, MOST_ROWS, Merged, SheetPreview};
use crate::delimited::{CellText, Row};
use crate::text::counted;

/// So many empty cells may stand between the filled ones of a sheet, besides eight for each filled one.
const MOST_PADDING: usize = 8_000_000;
/// A cell of Excel holds so many characters at most; a text about as long may have been cut.
const NEARLY_FULL: usize = 32_759;
/// Empty rows between two others are told up to here.
const LONGEST_GAP: u32 = 10_000;
/// A merged cell with more characters than this is an answer and no label of its rows.
const LONGEST_LABEL: usize = 60;
/// So many rows are looked at to give merged cells to them.
const MOST_MERGED: u32 = 2 * MOST_ROWS;

const ERRORS: [&str; 7] = ["#NAME?", "#VALUE!", "#REF!", "#N/A", "#NULL!", "#DIV/0!", "#NUM!"];

/// A sheet that is being filled, cell by cell.
pub(in crate::ingest) struct SheetRows {
    /// Cells that could not be read.
    pub(in crate::ingest) faults: usize,
    preview: SheetPreview,
    rows: Vec<Row>,
    number: u32,
    cells: Vec<CellText>,
    filled: usize,
    padding: usize,
    /// So many bytes of text still find room.
    pub(in crate::ingest) room: usize,
    widest: u32,
    full: Vec<String>,
    errors: Vec<u32>,
    mended: Vec<u32>,
}

impl SheetRows {
    /// An empty sheet, of which this is known; there is room for so many bytes of text.
    pub(in crate::ingest) fn new(preview: SheetPreview, room: usize) -> SheetRows {
        SheetRows {
            faults: 0,
            preview,
            rows: Vec::new(),
            number: 0,
            cells: Vec::new(),
            filled: 0,
            padding: 0,
            room,
            widest: 0,
            full: Vec::new(),
            errors: Vec::new(),
            mended: Vec::new(),
        }
    }

    /// Notes that a row, from 0, is not shown; rows come in order.
    pub(in crate::ingest) fn hide(&mut self, row: u32) {
        self.preview.hidden_rows.push(row);
    }

    /// Notes that cells were merged: the first and the last, row and column from 0.
    pub(in crate::ingest) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        self.preview.merged.push(Merged { first, last });
    }

    /// Puts a text into the cell of a row and column, both from 0. Gives a reason where the sheet holds more than any could.
    pub(in crate::ingest) fn put(&mut self, row: u32, column: u32, text: CellText) -> Result<(), String> {
        let text = self.as_typed(row, column, text);
        if text.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(
                "it has cells where no sheet has any; open the workbook in its own program and save it again"
                    .to_owned(),
            );
        }
        if row + 1 != self.number {
            self.end_row();
            // Rows with nothing in them come out as blank ones, unless there are absurdly many.
            let gap_end = (row + 1).min(self.number.saturating_add(LONGEST_GAP));
            self.rows.extend((self.number + 1..gap_end).map(|blank| Row::new(blank, &[])));
            self.number = row + 1;
        }
        let at = column as usize;
        self.filled += 1;
        self.padding += at.saturating_sub(self.cells.len());
        if self.room < text.len() || self.padding > MOST_PADDING + 8 * self.filled {
            // Half a sheet would be no honest reading.
            self.rows = Vec::new();
            self.cells = Vec::new();
            return Err("it holds more than fits into memory; divide it, or delete the empty columns beyond its table".to_owned());
        }
        self.room -= text.len();
        self.look_at(&text, column);
        if self.cells.len() <= at {
            self.cells.resize(at, CellText::Own(String::new()));
            self.cells.push(text);
        } else if self.cells[at].is_empty() {
            self.cells[at] = text;
        } else {
            // A cell that is written twice keeps both.
            self.cells[at] = CellText::Own(format!("{}\n{}", &*self.cells[at], &*text));
        }
        self.widest = self.widest.max(column + 1);
        Ok(())
    }

    /// What was typed, where the workbook's other parts know it better than the cell's value does.
    fn as_typed(&mut self, row: u32, column: u32, text: CellText) -> CellText {
        if let Some(digits) = self.preview.long_numbers.remove(&(row, column)) {
            return CellText::Own(digits.into());
        }
        if *text == *"#NAME?"
            && let Some(typed) = self.preview.mistaken.remove(&(row, column))
        {
            self.mended.push(row + 1);
            return CellText::Own(typed.into());
        }
        text
    }

    fn look_at(&mut self, text: &str, column: u32) {
        if text.len() >= NEARLY_FULL && text.chars().count() >= NEARLY_FULL {
            self.full.push(format!("row {}, column {}", self.number, letters(column)));
        }
        if text.len() <= 8
            && text.starts_with('#')
            && ERRORS.contains(&text)
            && self.errors.last() != Some(&self.number)
        {
            self.errors.push(self.number);
        }
    }

    fn end_row(&mut self) {
        if !self.cells.is_empty() {
            self.rows.push(Row::sharing(self.number, &self.cells));
        }
        self.cells.clear();
    }

    /// The rows in the order of their numbers, and what a person should know.
    pub(in crate::ingest) fn into_rows(mut self) -> (Vec<Row>, Vec<String>) {
        self.end_row();
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
        let mut notes = Vec::new();
        let is_filled = |row: &&u32| self.place(**row + 1).is_some_and(|at| !self.rows[at].is_empty());
        let hidden = self.preview.hidden_rows.iter().filter(is_filled).count();
        if hidden > 0 {
            notes.push(format!(
                "{} hidden in the workbook; read like any other",
                counted(hidden, "row is", "rows are")
            ));
        }
        let widest = self.widest;
        let hidden = self.preview.hidden_columns.iter();
        let hidden: u32 = hidden.map(|(first, last)| (last + 1).min(widest).saturating_sub(*first)).sum();
        if hidden > 0 {
            notes.push(format!(
                "{} hidden in the workbook; read like any other",
                counted(hidden as usize, "column is", "columns are")
            ));
        }
        notes.extend(self.give_merged());
        let rows = |rows: &[u32]| {
            let shown: Vec<String> = rows.iter().take(10).map(u32::to_string).collect();
            let more = if rows.len() > 10 { " and more" } else { "" };
            format!("row{} {}{more}", if rows.len() == 1 { "" } else { "s" }, shown.join(", "))
        };
        if !self.mended.is_empty() {
            notes.push(format!(
                "{}: an answer that Excel took for a formula is read as it was typed",
                rows(&self.mended)
            ));
        }
        if !self.errors.is_empty() {
            notes.push(format!(
                "{}: a cell holds an error such as #NAME?; where an answer began with =, +, - or @, Excel took it for a formula and \
                 the words may be lost: look there in the original export",
                rows(&self.errors)
            ));
        }
        let lost: Vec<u32> = self.preview.without_result.iter().map(|row| row + 1).collect();
        if !lost.is_empty() {
            notes.push(format!(
                "{}: a formula was saved without its result; open the workbook in its own program and save it again",
                rows(&lost)
            ));
        }
        if !self.full.is_empty() {
            let more = self.full.len().saturating_sub(10);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.full.truncate(10);
            notes.push(format!(
                "{}{more}: the text is as long as Excel allows and may have been cut by Excel; look there in the original export",
                self.full.join("; ")
            ));
        }
        (self.rows, notes)
    }

    /// Gives the label in a cell that was merged over several rows to each of them, as a person reads it; the cells of the first row are its
    /// header and stay as they are.
    fn give_merged(&mut self) -> Vec<String> {
        let Some(first) = self.rows.iter().find(|row| !row.is_empty()).map(|row| row.number) else {
            return Vec::new();
        };
        let (mut blocks, mut given, mut others, mut looked_at) = (0, 0, 0, 0);
        for merged in std::mem::take(&mut self.preview.merged) {
            let ((top, column), (bottom, right)) = (merged.first, merged.last);
            let is_label = column == right && bottom > top && top + 1 > first;
            let Some(label) = self.place(top + 1).map(|at| self.rows[at].cell(column as usize).to_owned())
            else {
                continue;
            };
            let is_label = is_label && !label.trim().is_empty() && label.chars().count() <= LONGEST_LABEL;
            looked_at += bottom.saturating_sub(top);
            if !is_label || looked_at > MOST_MERGED {
                others += usize::from(top + 1 > first && !label.trim().is_empty());
                continue;
            }
            let before = given;
            for number in top + 2..=bottom + 1 {
                let Some(at) = self.place(number) else { continue };
                let row = &self.rows[at];
                if row.is_empty() || !row.cell(column as usize).trim().is_empty() {
                    continue;
                }
                let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
                cells.resize(cells.len().max(column as usize + 1), String::new());
                cells[column as usize].clone_from(&label);
                self.rows[at] = Row::new(number, &cells);
                given += 1;
            }
            blocks += usize::from(given > before);
        }
        let mut notes = Vec::new();
        if given > 0 {
            notes.push(format!(
                "{} over several rows; what stands in it is read in each of them ({given} more)",
                counted(blocks, "label is merged", "labels are merged")
            ));
        }
        if others > 0 {
            notes.push(format!(
                "{} below the header; the text is read in the first row and column of each block",
                counted(others, "other block of cells is merged", "other blocks of cells are merged")
            ));
        }
        notes
    }

    /// Where the row with this number stands.
    fn place(&self, number: u32) -> Option<usize> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok()
    }
}

/// The letters of a column, from 0.
fn letters(column: u32) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}
