//! A workbook as people read it, whatever program opens it: sheets with at most one table each.

/// A workbook.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// Its name, for whoever looks at the file's properties.
    pub title: String,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: its heading in the first cell, lines under it, then its table.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name on the tab: different from all others, at most 31 characters and none of `[]:*?/\`.
    pub name: String,
    /// Its heading; none for a sheet that is nothing but a table.
    pub heading: Option<String>,
    /// What stands between the heading and the table, a line each.
    pub lines: Vec<Line>,
    /// Its table.
    pub table: Option<Table>,
}

/// A line above a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// Words.
    Text(String),
    /// The heading of what follows.
    Heading(String),
    /// Words that lead to the sheet with this name.
    Link(String, String),
}

/// A table: one header row, then rows with a cell for each column.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// A name for programs: letters, digits and `_`, different from all others in the workbook.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// So many columns stay in sight when the others are moved.
    pub fixed_columns: u16,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its header: different from all others of the table.
    pub header: String,
    /// How wide it is, in characters.
    pub width: u16,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A sign that stands where a number would: `[c]`.
    Sign(&'static str),
    /// A whole number.
    Count(u64),
    /// A number with one decimal.
    Decimal(f64),
    /// Words that lead to the sheet with this name.
    Link(String, String),
    /// An empty cell that takes one of so many values: those under the header in the first column of the sheet with this name, which is nothing but a
    /// table. Other values can be written too, after a warning. All cells of a column take the same.
    Choice(&'static str, u32),
}

impl Cell {
    /// A cell of words.
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }
}

impl Sheet {
    /// In which row, from 0, its table begins.
    pub(super) fn table_row(&self) -> u32 {
        (usize::from(self.heading.is_some()) + self.lines.len()) as u32
    }
}

impl Table {
    /// Whether a column holds numbers, and signs that stand for them.
    pub(super) fn is_of_numbers(&self, column: usize) -> bool {
        let is_number = |cell: &Cell| matches!(cell, Cell::Count(_) | Cell::Decimal(_) | Cell::Sign(_));
        self.rows.first().and_then(|row| row.get(column)).is_some_and(is_number)
    }
}
