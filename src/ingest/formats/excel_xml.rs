//! Workbooks written as one XML file, as Excel 2003 and programs since then do.

use super::{Aside, Content, Format, Opened, Rows, Table};
use crate::delimited::CellText;
use crate::ingest::decode::{decode, is_text};
use crate::ingest::documents::xml::{Element, Piece, walk};
use crate::ingest::workbooks::preview::{MOST_COLUMNS, MOST_ROWS, SheetPreview};
use crate::ingest::workbooks::sheet::SheetRows;
use crate::ledger::State;
use crate::submission::Place;

pub(super) struct ExcelXml;

/// What such a workbook calls itself.
const NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// So much of a file tells what it is.
const HEAD: usize = 4096;

const DAMAGED: &str = "the workbook is damaged from here on; open it in Excel and save it as .xlsx";

impl Format for ExcelXml {
    fn name(&self) -> &'static str {
        "Excel 2003 XML"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        if !is_text(bytes) {
            return false;
        }
        let head = decode(bytes[..bytes.len().min(HEAD)].to_vec()).text;
        head.trim_start().starts_with("<?xml") && head.contains(NAMESPACE) && head.contains("Workbook")
    }

    fn may_be_large(&self) -> bool {
        true
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let text = decode(bytes).text;
        let mut book = Book { room: text.len(), ..Book::default() };
        let is_whole = walk(&text, |piece| book.take(piece)).is_ok();
        book.end_sheet();
        if !is_whole {
            book.enter(DAMAGED);
        }
        if book.comments > 0 {
            let notes = "notes pinned to cells, which are not read";
            book.notes.push(format!("the workbook also holds {} {notes}", book.comments));
        }
        Ok(Opened { content: Content::Tables(book.tables), notes: book.notes, asides: book.asides })
    }
}

/// A workbook being read.
#[derive(Default)]
struct Book {
    tables: Vec<Table>,
    notes: Vec<String>,
    asides: Vec<Aside>,
    comments: usize,
    /// So many bytes of text still find room.
    room: usize,
    sheet: Option<OpenSheet>,
}

/// A sheet being read.
struct OpenSheet {
    name: String,
    rows: SheetRows,
    /// The row and column that come next, from 0.
    row: u32,
    column: u32,
    cell: Cell,
    is_in_data: bool,
    is_in_comment: bool,
    is_full: bool,
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    text: String,
    kind: String,
    across: u32,
    down: u32,
}

impl Book {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open("Worksheet", element) => {
                self.end_sheet();
                let name = element.attribute("Name").unwrap_or_else(|| (self.tables.len() + 1).to_string());
                let rows = SheetRows::new(SheetPreview::default(), self.room);
                self.sheet = Some(OpenSheet::new(name, rows));
            }
            Piece::Close("Worksheet") => self.end_sheet(),
            Piece::Open("Comment", _) => {
                self.comments += 1;
                if let Some(sheet) = &mut self.sheet {
                    sheet.is_in_comment = true;
                }
            }
            Piece::Close("Cell") => {
                if let Some(Err(reason)) = self.sheet.as_mut().map(OpenSheet::end_cell) {
                    self.enter(&reason);
                }
            }
            piece => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.take(piece);
                }
            }
        }
    }

    /// Enters something that could not be read, with the sheet that it stands in.
    fn enter(&mut self, reason: &str) {
        let sheet = self.sheet.as_ref().map(|sheet| &sheet.name);
        let name = sheet.or_else(|| self.tables.last().and_then(|table| table.sheet.as_ref()));
        let reason = name.map_or_else(|| reason.to_owned(), |name| format!("sheet '{name}': {reason}"));
        self.asides.push(Aside { place: Place::Whole, state: State::Unreadable, reason });
    }

    fn end_sheet(&mut self) {
        let Some(OpenSheet { name, rows, .. }) = self.sheet.take() else { return };
        self.room = rows.room;
        let (rows, told) = rows.into_rows();
        self.notes.extend(told.into_iter().map(|note| format!("sheet '{name}': {note}")));
        self.tables.push(Table { sheet: Some(name), rows: Rows::Held(rows) });
    }
}

impl OpenSheet {
    fn new(name: String, rows: SheetRows) -> OpenSheet {
        OpenSheet {
            name,
            rows,
            row: 0,
            column: 0,
            cell: Cell::default(),
            is_in_data: false,
            is_in_comment: false,
            is_full: false,
        }
    }

    fn take(&mut self, piece: Piece<'_>) {
        let number =
            |element: &Element<'_>, name| element.attribute(name).and_then(|value| value.parse().ok());
        match piece {
            Piece::Open("Row", element) => {
                // A row or cell that does not come next says where it stands, from 1.
                self.row = number(&element, "Index").map_or(self.row, |index: u32| index.saturating_sub(1));
                self.column = 0;
                if element.attribute("Hidden").is_some_and(|hidden| hidden == "1") {
                    self.rows.hide(self.row);
                }
                self.row = self.row.saturating_add(number(&element, "Span").unwrap_or(0));
            }
            Piece::Close("Row") => self.row = self.row.saturating_add(1),
            Piece::Open("Cell", element) => {
                self.column =
                    number(&element, "Index").map_or(self.column, |index: u32| index.saturating_sub(1));
                let across = number(&element, "MergeAcross").unwrap_or(0).min(MOST_COLUMNS);
                let down = number(&element, "MergeDown").unwrap_or(0).min(MOST_ROWS);
                self.cell = Cell { across, down, ..Cell::default() };
            }
            Piece::Open("Data", element) if !self.is_in_comment => {
                self.is_in_data = true;
                self.cell.kind = element.attribute("Type").unwrap_or_default();
            }
            Piece::Close("Data") => self.is_in_data = false,
            Piece::Close("Comment") => self.is_in_comment = false,
            Piece::Text(text) if self.is_in_data => self.cell.text.push_str(text),
            _ => {}
        }
    }

    fn end_cell(&mut self) -> Result<(), String> {
        let Cell { text, kind, across, down } = std::mem::take(&mut self.cell);
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(across).saturating_add(1);
        if self.is_full || text.is_empty() {
            return Ok(());
        }
        let put = self.rows.put(row, column, CellText::Own(written(text, &kind)));
        self.is_full = put.is_err();
        if (across > 0 || down > 0) && put.is_ok() {
            self.rows.merge((row, column), (row + down, column + across));
        }
        put
    }
}

/// A cell as a person reads it; days as `2019-02-27`.
fn written(text: String, kind: &str) -> String {
    match kind {
        "DateTime" => {
            let whole = text.split('.').next().unwrap_or_default();
            whole.trim_end_matches("T00:00:00").trim_start_matches("1899-12-31T").replacen('T', " ", 1)
        }
        "Boolean" => if text == "1" { "Yes" } else { "No" }.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Opened {
        let whole = format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"{NAMESPACE}\" xmlns:ss=\"{NAMESPACE}\">{inside}</Workbook>"
        );
        assert!(ExcelXml.recognises("a.xls", whole.as_bytes()));
        ExcelXml.read("a.xls", whole.into_bytes()).expect("what can be read of it is")
    }

    /// The rows of the first sheet: number, then cells.
    fn rows(opened: Opened) -> Vec<String> {
        let Content::Tables(mut tables) = opened.content else { panic!("tables are expected") };
        let Rows::Held(rows) = tables.swap_remove(0).rows else { panic!("rows are expected") };
        rows.iter()
            .map(|row| format!("{}: {}", row.number, row.cells().collect::<Vec<_>>().join("|")))
            .collect()
    }

    fn sheet(rows: &str) -> String {
        format!("<Worksheet ss:Name=\"Form\"><Table>{rows}</Table></Worksheet>")
    }

    #[test]
    fn cells_stand_where_they_say() {
        let opened = read(&sheet(
            "<Row><Cell><Data ss:Type=\"String\">Ref</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"String\">A <B>bold</B> &amp; word</Data>\
             <Comment><ss:Data>pinned</ss:Data></Comment></Cell></Row>\
             <Row ss:Index=\"3\" ss:Hidden=\"1\"><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"Number\">7</Data></Cell>\
             <Cell><Data ss:Type=\"DateTime\">2019-03-04T00:00:00.000</Data></Cell></Row>",
        ));
        assert!(opened.notes.iter().any(|note| note.contains("1 row is hidden")), "{:?}", opened.notes);
        assert!(opened.notes.iter().any(|note| note.contains("pinned to cells")), "{:?}", opened.notes);
        assert_eq!(rows(opened), ["1: Ref||A bold & word", "2: ", "3: 7||2019-03-04"]);
    }

    #[test]
    fn a_label_over_several_rows_is_read_in_each() {
        let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        let rows_of = rows(read(&sheet(&format!(
            "<Row>{}{}</Row><Row><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">Leek</Data></Cell>{}</Row><Row>{}</Row>",
            cell("Area"),
            cell("Comment"),
            cell("Buses"),
            cell("Beds").replace("<Cell>", "<Cell ss:Index=\"2\">"),
        ))));
        assert_eq!(rows_of, ["1: Area|Comment", "2: Leek|Buses", "3: Leek|Beds"]);
    }

    #[test]
    fn what_stands_above_a_tear_is_read_and_the_tear_told() {
        let opened = ExcelXml
            .read("a.xml", format!("<?xml version=\"1.0\"?><Workbook xmlns=\"{NAMESPACE}\"><Worksheet ss:Name=\"Form\"><Table><Row><Cell><Data>Ref</Data></Cell></Row><Row></Cell>").into_bytes())
            .expect("what can be read of it is");
        assert_eq!(opened.asides.len(), 1);
        assert_eq!(rows(opened), ["1: Ref"]);
        let far = read(&sheet(
            "<Row ss:Index=\"99999999\"><Cell><Data>Ref</Data></Cell><Cell><Data>Area</Data></Cell></Row>",
        ));
        assert_eq!(far.asides.len(), 1);
    }
}
