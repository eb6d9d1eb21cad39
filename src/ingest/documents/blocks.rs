//! A document put together from paragraphs as its reader comes upon them.

use crate::ingest::formats::Block;

/// Tables inside tables are flattened from this depth on.
const DEEPEST: usize = 64;

/// A bold line on its own is a heading up to so many characters.
pub(super) const LONGEST_BOLD_HEADING: usize = 100;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::ingest) enum Shape {
    /// Running text.
    #[default]
    Running,
    /// A title or heading.
    Heading,
    /// An item of a list.
    Point,
}

/// A paragraph being read.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Paragraph {
    /// Its text so far.
    pub(in crate::ingest) text: String,
    /// What it is.
    pub(in crate::ingest) shape: Shape,
    bold: usize,
    plain: usize,
}

impl Paragraph {
    /// An empty one.
    pub(in crate::ingest) fn of(shape: Shape) -> Paragraph {
        Paragraph { shape, ..Paragraph::default() }
    }

    /// Adds words, bold or not.
    pub(in crate::ingest) fn push(&mut self, text: &str, is_bold: bool) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        if is_bold {
            self.bold += letters;
        } else {
            self.plain += letters;
        }
        self.text.push_str(text);
    }

    /// A short bold line is a heading, though nobody marked it as one.
    fn is_bold_heading(&self) -> bool {
        let text = self.text.trim();
        self.bold > 2
            && self.plain == 0
            && text.len() <= LONGEST_BOLD_HEADING
            && !text.ends_with(['.', ',', ';'])
    }
}

/// A document being put together. Words of a table inside a cell join that cell.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Blocks {
    found: Vec<Block>,
    tables: Vec<OpenTable>,
    /// Tables deeper than the deepest.
    flattened: usize,
    /// How many paragraphs, headings, points and cells there are.
    pieces: usize,
}

/// A table being put together.
#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Vec<Vec<String>>>,
    /// For each column how many of the next rows a cell from above reaches into.
    covered: Vec<usize>,
}

impl OpenTable {
    /// Begins a row. Comes back with how many places at the end of the last one cells from above take.
    fn open_row(&mut self) -> usize {
        let before = self.rows.last().map_or(0, Vec::len);
        if let Some(row) = self.rows.last_mut() {
            for covered in self.covered.iter_mut().skip(row.len()) {
                *covered = covered.saturating_sub(1);
                row.push(Vec::new());
            }
        }
        let taken = self.rows.last().map_or(0, Vec::len) - before;
        self.rows.push(Vec::new());
        taken
    }

    /// Begins a cell, to the right of what cells from above take. Comes back with how many places that is.
    fn open_cell(&mut self) -> usize {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return 0 };
        let before = row.len();
        while let Some(covered) = self.covered.get_mut(row.len()).filter(|covered| **covered > 0) {
            *covered -= 1;
            row.push(Vec::new());
        }
        row.push(Vec::new());
        row.len() - before - 1
    }

    /// Notes that the last cells of the row reach into so many rows below it.
    fn cover(&mut self, cells: usize, rows: usize) {
        let Some(row) = self.rows.last().filter(|_| rows > 0) else { return };
        self.covered.resize(self.covered.len().max(row.len()), 0);
        self.covered[row.len().saturating_sub(cells)..row.len()].fill(rows);
    }
}

/// A document has at most so many paragraphs, headings, points and cells.
const MOST_PIECES: usize = 200_000;

/// Whether a document has more pieces than any has.
pub(in crate::ingest) fn are_too_many(blocks: &[Block]) -> bool {
    let pieces = |block: &Block| match block {
        Block::Table(rows) => rows.iter().flatten().map(|cell| cell.len().max(1)).sum(),
        Block::Heading(_) | Block::Bullet(_) | Block::Paragraph(_) => 1,
    };
    blocks.iter().map(pieces).sum::<usize>() > MOST_PIECES
}

impl Blocks {
    /// A paragraph ends.
    pub(in crate::ingest) fn paragraph(&mut self, paragraph: Paragraph) {
        if paragraph.text.trim().is_empty() || !self.has_room() {
            return;
        }
        let is_bold_heading = paragraph.is_bold_heading();
        let Paragraph { text, shape, .. } = paragraph;
        if let Some(cell) = self.cell() {
            cell.push(text);
            return;
        }
        self.found.push(match shape {
            Shape::Heading => Block::Heading(text),
            Shape::Point => Block::Bullet(text),
            Shape::Running if is_bold_heading => Block::Heading(text),
            Shape::Running => Block::Paragraph(text),
        });
    }

    /// Counts a piece: nothing more is kept where there are too many.
    fn has_room(&mut self) -> bool {
        self.pieces += 1;
        !self.is_full()
    }

    /// A cell counts, and so does what stands in it.
    fn is_full(&self) -> bool {
        self.pieces > 2 * MOST_PIECES
    }

    /// The cell that is open, if one is.
    fn cell(&mut self) -> Option<&mut Vec<String>> {
        self.tables.last_mut()?.rows.last_mut()?.last_mut()
    }

    /// A table begins.
    pub(in crate::ingest) fn open_table(&mut self) {
        if self.tables.len() < DEEPEST {
            self.tables.push(OpenTable::default());
        } else {
            self.flattened += 1;
        }
    }

    /// A row of the table begins.
    pub(in crate::ingest) fn open_row(&mut self) {
        if !self.has_room() {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            self.pieces += table.open_row();
        }
    }

    /// A cell of the row begins.
    pub(in crate::ingest) fn open_cell(&mut self) {
        if !self.has_room() {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            self.pieces += table.open_cell();
        }
    }

    /// The cell ends. It takes so many columns, and so many rows, this one counted: the places it takes besides its own are empty.
    pub(in crate::ingest) fn close_cell(&mut self, columns: usize, rows: usize) {
        (1..columns).for_each(|_| self.open_cell());
        if let Some(table) = self.tables.last_mut() {
            table.cover(columns, rows.saturating_sub(1));
        }
    }

    /// The table ends.
    pub(in crate::ingest) fn close_table(&mut self) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        let Some(OpenTable { rows, .. }) = self.tables.pop() else { return };
        match self.cell() {
            Some(cell) => cell.extend(rows.into_iter().flatten().flatten()),
            None if rows.iter().flatten().flatten().next().is_some() => self.found.push(Block::Table(rows)),
            None => {}
        }
    }

    /// How many pieces there are so far.
    pub(in crate::ingest) fn len(&self) -> usize {
        self.found.len()
    }

    /// The document, in reading order.
    pub(in crate::ingest) fn finish(mut self) -> Vec<Block> {
        while !self.tables.is_empty() {
            self.flattened = 0;
            self.close_table();
        }
        if self.is_full() {
            // What was not kept whole must not pass for whole.
            self.found.resize(MOST_PIECES + 1, Block::Paragraph(String::new()));
        }
        self.found
    }
}
