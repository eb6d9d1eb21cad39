//! One row of a table.

/// One row of a table: its number as a spreadsheet shows it, and its cells.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// From 1; the header is counted.
    pub number: u32,
    /// The cells one behind the other, and where each ends: a sheet of many small cells stays small.
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
}

impl Row {
    /// A row of these cells.
    pub fn new(number: u32, cells: &[String]) -> Row {
        let mut text = String::with_capacity(cells.iter().map(String::len).sum());
        let mut ends = Vec::with_capacity(cells.len());
        for cell in cells {
            text.push_str(cell);
            ends.push(text.len() as u32);
        }
        Row { number, text, ends }
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, at: usize) -> &str {
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..*end as usize]
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.ends.len()).map(|at| self.cell(at))
    }

    /// Its first cells, and the beginning of each: what is enough to see what a table is like.
    pub fn glimpse(&self, cells: usize, bytes: usize) -> Row {
        if self.len() <= cells && self.text.len() <= bytes {
            return self.clone();
        }
        let beginning = |cell: &str| cell[..cell.floor_char_boundary(bytes)].to_owned();
        Row::new(self.number, &self.cells().take(cells).map(beginning).collect::<Vec<_>>())
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no cell holds anything but white space.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}
