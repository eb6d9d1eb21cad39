//! Rows out: CSV for people, for other programs.

/// Takes the bytes of a file, piece after piece.
pub type Pieces<'a> = dyn FnMut(&[u8]) + 'a;

/// A piece of a file is about so long: what was just written is then still at hand where it goes next.
const PIECE: usize = 1 << 18;

/// Writes CSV rows with RFC 4180 quoting; a test reads them back with the `csv` crate.
pub struct Sheet<'a> {
    bytes: Vec<u8>,
    is_guarded: bool,
    is_row_begun: bool,
    pieces: Option<&'a mut Pieces<'a>>,
}

impl<'a> Sheet<'a> {
    /// A sheet for other programs, given away in pieces: no byte order mark, cells as they are.
    pub fn internal(header: &[&str], pieces: &'a mut Pieces<'a>) -> Sheet<'a> {
        let mut sheet = Sheet { pieces: Some(pieces), ..Sheet::empty() };
        sheet.row(header);
        sheet
    }

    fn empty() -> Sheet<'a> {
        Sheet { bytes: Vec::new(), is_guarded: false, is_row_begun: false, pieces: None }
    }

    /// A sheet for people: a byte order mark, so that spreadsheets read it as UTF-8, and a leading apostrophe before a cell that
    /// a spreadsheet would take for a formula.
    pub fn publishable(header: &[&str]) -> Sheet<'a> {
        let mut sheet = Sheet { bytes: "\u{feff}".as_bytes().to_vec(), is_guarded: true, ..Sheet::empty() };
        sheet.row(header);
        sheet
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        for cell in cells {
            self.cell(cell.as_ref());
        }
        self.end();
    }

    /// Adds a cell to the row that is being written.
    pub fn cell(&mut self, cell: &str) {
        self.begin_cell();
        let is_formula = self.is_guarded && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        // Sixteen bytes at a time, so that long texts are looked through quickly.
        let needs_quotes = |bytes: &[u8]| {
            bytes.iter().fold(false, |found, byte| found | matches!(byte, b'"' | b',' | b'\n' | b'\r'))
        };
        if !cell.as_bytes().chunks(16).any(needs_quotes) {
            self.bytes.extend(is_formula.then_some(b'\''));
            self.bytes.extend_from_slice(cell.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        self.bytes.extend(is_formula.then_some(b'\''));
        for (at, piece) in cell.split('"').enumerate() {
            if at > 0 {
                self.bytes.extend_from_slice(b"\"\"");
            }
            self.bytes.extend_from_slice(piece.as_bytes());
        }
        self.bytes.push(b'"');
    }

    /// Cells as they stand in a file, to be added to many rows with [`Sheet::rendered`].
    pub fn render<T: AsRef<str>>(cells: &[T]) -> Vec<u8> {
        let mut sheet = Sheet::empty();
        for cell in cells {
            sheet.cell(cell.as_ref());
        }
        sheet.bytes
    }

    /// Adds cells that were rendered before.
    pub fn rendered(&mut self, cells: &[u8]) {
        self.begin_cell();
        self.bytes.extend_from_slice(cells);
    }

    /// Adds a number to the row that is being written.
    pub fn number(&mut self, value: u32) {
        self.begin_cell();
        let mut digits = [0u8; 10];
        let mut from = digits.len();
        let mut rest = value;
        loop {
            from -= 1;
            digits[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[from..]);
    }

    fn begin_cell(&mut self) {
        if std::mem::replace(&mut self.is_row_begun, true) {
            self.bytes.push(b',');
        }
    }

    /// Ends the row.
    pub fn end(&mut self) {
        self.is_row_begun = false;
        self.bytes.push(b'\n');
        if let Some(pieces) = &mut self.pieces
            && self.bytes.len() >= PIECE
        {
            pieces(&self.bytes);
            self.bytes.clear();
        }
    }

    /// Gives away the last piece.
    pub fn finish(self) {
        if let Some(pieces) = self.pieces {
            pieces(&self.bytes);
        }
    }

    /// The bytes of the file, but for pieces given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in proptest::collection::vec(("[ -~\n\r\"é,]{0,40}", 0u32.., "[a-z\"]{1,4}"), 1..6)) {
            let mut bytes = Vec::new();
            let mut pieces = |piece: &[u8]| bytes.extend_from_slice(piece);
            let mut sheet = Sheet::internal(&["a", "b", "c"], &mut pieces);
            for (one, number, two) in &rows {
                sheet.cell(one);
                sheet.number(*number);
                sheet.cell(two);
                sheet.end();
            }
            sheet.finish();
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let read: Vec<_> = reader.records().map(|row| row.expect("sound")).collect();
            proptest::prop_assert_eq!(read.len(), rows.len());
            for (row, (one, number, two)) in read.iter().zip(&rows) {
                let cells: Vec<&str> = row.iter().collect();
                let number = number.to_string();
                proptest::prop_assert_eq!(cells, [one.as_str(), &number, two.as_str()]);
            }
        }
    }

    #[test]
    fn published_cells_are_no_formulas() {
        let mut sheet = Sheet::publishable(&["a"]);
        sheet.row(&["=1+1"]);
        assert_eq!(String::from_utf8_lossy(&sheet.into_bytes()), "\u{feff}a\n'=1+1\n");
    }
}
