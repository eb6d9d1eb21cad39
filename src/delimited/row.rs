//! One row of a table.

use std::ops::Deref;
use std::sync::Arc;

/// One row of a table: its number as a spreadsheet shows it, and its cells.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// From 1; the header is counted.
    pub number: u32,
    /// The cells one behind the other, and where each ends: a sheet of many small cells stays small.
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
    /// The cells whose text stands elsewhere, in order; their own is empty.
    shared: Box<[(u32, Arc<str>)]>,
}

/// The text of a cell.
#[derive(Debug, Clone)]
pub enum CellText {
    /// Its own.
    Own(String),
    /// One that other cells may have too: it stands in memory once.
    Shared(Arc<str>),
}

impl Deref for CellText {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            CellText::Own(text) => text,
            CellText::Shared(text) => text,
        }
    }
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
        Row { number, text, ends, shared: Box::default() }
    }

    /// A row of these cells; what they share is not copied.
    pub fn sharing(number: u32, cells: &[CellText]) -> Row {
        let own = |cell: &CellText| match cell {
            CellText::Own(text) => text.len(),
            CellText::Shared(_) => 0,
        };
        let mut text = String::with_capacity(cells.iter().map(own).sum());
        let mut ends = Vec::with_capacity(cells.len());
        let mut shared = Vec::new();
        for (cell, at) in cells.iter().zip(0..) {
            match cell {
                CellText::Own(cell) => text.push_str(cell),
                CellText::Shared(cell) => shared.push((at, Arc::clone(cell))),
            }
            ends.push(text.len() as u32);
        }
        Row { number, text, ends, shared: shared.into() }
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, at: usize) -> &str {
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        if start == *end
            && let Ok(place) = self.shared.binary_search_by_key(&at, |(at, _)| *at as usize)
        {
            return &self.shared[place].1;
        }
        &self.text[start as usize..*end as usize]
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.ends.len()).map(|at| self.cell(at))
    }

    /// Its first cells, and the beginning of each: what is enough to see what a table is like.
    pub fn glimpse(&self, cells: usize, bytes: usize) -> Row {
        let is_short = self.text.len() <= bytes && self.shared.iter().all(|(_, text)| text.len() <= bytes);
        if self.len() <= cells && is_short {
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
        self.text.trim().is_empty() && self.shared.iter().all(|(_, text)| text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_shares_texts_reads_like_one_that_has_its_own() {
        let cells = ["1", "More buses, please", "", "   "].map(str::to_owned);
        let sharing = |shared: &[usize]| {
            let text = |(at, cell): (usize, &String)| match shared.contains(&at) {
                true => CellText::Shared(cell.as_str().into()),
                false => CellText::Own(cell.clone()),
            };
            Row::sharing(2, &cells.iter().enumerate().map(text).collect::<Vec<_>>())
        };
        for shared in [&[][..], &[1], &[0, 1, 2, 3], &[0, 3]] {
            let row = sharing(shared);
            assert_eq!(row.cells().collect::<Vec<_>>(), cells, "{shared:?}");
            assert_eq!((row.len(), row.cell(4), row.is_empty()), (4, "", false), "{shared:?}");
            assert_eq!(row.glimpse(2, 4).cells().collect::<Vec<_>>(), ["1", "More"], "{shared:?}");
        }
        assert!(Row::sharing(1, &[CellText::Shared("  ".into())]).is_empty());
    }
}
