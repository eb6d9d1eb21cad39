//! Delimited text in and out: the door of the `csv` crate.

use std::ops::ControlFlow;

use crate::error::Fault;

/// One row of a table: its number as a spreadsheet shows it, and its cells.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// From 1; the header is counted.
    pub number: u32,
    cells: csv::StringRecord,
}

impl Row {
    /// A row of these cells.
    pub fn new(number: u32, cells: &[String]) -> Row {
        Row { number, cells: csv::StringRecord::from(cells.to_vec()) }
    }

    /// A cell; empty where the row is shorter.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or("")
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether no cell holds anything but white space.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// What a reader finds at a place in a table.
#[derive(Debug)]
pub enum Found<'a> {
    /// A row.
    Row(&'a Row),
    /// A line with nothing on it: the row number it would have.
    BlankLine(u32),
    /// A row that cannot be read: its number and why.
    Fault(u32, &'static str),
}

/// Why a row whose quotation mark never closes is refused.
pub const OPEN_QUOTE: &str =
    "a quotation mark opens in this row and never closes; close it, or double it if it is meant as one";

/// Reads delimited text row by row, in order, until `found` breaks off. Quoted line breaks stay in their cell; blank lines
/// are told; a quotation mark that never closes costs the one row it stands in, not the rest of the file.
pub fn read_rows(text: &str, delimiter: u8, found: &mut dyn FnMut(Found<'_>) -> ControlFlow<()>) {
    let mut offset = 0;
    let mut number = 0;
    let mut row = Row::default();
    'again: while offset < text.len() {
        let rest = &text[offset..];
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 18)
            .from_reader(rest.as_bytes());
        loop {
            let from = reader.position().byte() as usize;
            let Ok(is_row) = reader.read_record(&mut row.cells) else { break 'again };
            let to = (reader.position().byte() as usize).min(rest.len());
            let skipped = blank_lines(rest, from.min(to), to);
            for _ in 0..skipped.count {
                number += 1;
                if found(Found::BlankLine(number)).is_break() {
                    return;
                }
            }
            if !is_row {
                break 'again;
            }
            number += 1;
            let start = from + skipped.bytes;
            let spans_lines = row.cells.iter().any(|cell| cell.contains('\n'));
            if spans_lines && !is_well_quoted(&rest.as_bytes()[start..to], delimiter) {
                if found(Found::Fault(number, OPEN_QUOTE)).is_break() {
                    return;
                }
                offset += start + rest[start..].find('\n').map_or(rest.len() - start, |at| at + 1);
                continue 'again;
            }
            row.number = number;
            if found(Found::Row(&row)).is_break() {
                return;
            }
        }
    }
}

struct Skipped {
    count: usize,
    bytes: usize,
}

/// Reads the cells of the named columns of a file that a run wrote, row by row; the fault names a column that is not there.
pub fn each_row<const N: usize>(
    path: &str,
    text: &str,
    columns: [&str; N],
    mut found: impl FnMut([&str; N]),
) -> Result<(), Fault> {
    let mut at: Option<[usize; N]> = None;
    let mut fault = None;
    read_rows(text, b',', &mut |read| {
        let Found::Row(row) = read else { return ControlFlow::Continue(()) };
        match at {
            Some(at) => found(at.map(|at| row.cell(at))),
            None => {
                let mut places = [0; N];
                for (place, name) in places.iter_mut().zip(columns) {
                    match row.cells().position(|header| header == name) {
                        Some(known) => *place = known,
                        None => {
                            let message =
                                format!("there is no column '{name}'; run yousaid again on the inputs");
                            fault = Some(Fault::at(path, 1, message));
                            return ControlFlow::Break(());
                        }
                    }
                }
                at = Some(places);
            }
        }
        ControlFlow::Continue(())
    });
    fault.map_or(Ok(()), Err)
}

/// How many lines in `from..to` are blank before the first other byte. The reader may stop between the `\r` and the `\n` that end a
/// row: such a `\n` is no line of its own.
fn blank_lines(text: &str, from: usize, to: usize) -> Skipped {
    let bytes = &text.as_bytes()[..to];
    let mut skipped = Skipped { count: 0, bytes: 0 };
    if from > 0 && bytes[from - 1] == b'\r' && bytes.get(from) == Some(&b'\n') {
        skipped.bytes = 1;
    }
    while let Some(&byte) = bytes.get(from + skipped.bytes) {
        match byte {
            b'\r' if bytes.get(from + skipped.bytes + 1) == Some(&b'\n') => {
                skipped.bytes += 2;
                skipped.count += 1;
            }
            b'\r' | b'\n' => {
                skipped.bytes += 1;
                skipped.count += 1;
            }
            _ => break,
        }
    }
    skipped
}

/// Whether each quotation mark that opens a cell closes it again, right before the delimiter or the end. A row over several lines in
/// which one does not has swallowed the rows that follow it.
fn is_well_quoted(record: &[u8], delimiter: u8) -> bool {
    let mut at = 0;
    while at < record.len() {
        if record[at] == b'"' {
            at += 1;
            loop {
                match (record.get(at), record.get(at + 1)) {
                    (None, _) => return false,
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), next) => {
                        if next.is_some_and(|next| *next != delimiter && *next != b'\r' && *next != b'\n') {
                            return false;
                        }
                        at += 1;
                        break;
                    }
                    _ => at += 1,
                }
            }
        }
        while at < record.len() && record[at] != delimiter {
            at += 1;
        }
        at += 1;
    }
    true
}

/// The delimiters that are looked for; of two that divide a text as evenly, the one that stands first is meant.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// What stands between the cells of a text that has one column: a character that no text holds.
pub const NO_DELIMITER: u8 = 0x1f;

/// The delimiter of a text: of `,`, tab, `;` and `|` the one that divides its records most evenly, quoted cells kept whole. Where none divides
/// the first record and none the others evenly, the text is one column, and the commas in it belong to what people wrote.
pub fn sniff_delimiter(text: &str) -> u8 {
    let found = DELIMITERS.map(|delimiter| Division::of(text, delimiter));
    // The last of several maxima is the one that `max_by_key` gives, so the commonest stands last.
    let best = found.iter().zip(DELIMITERS).rev().max_by_key(|(division, _)| division.score());
    let is_divided =
        found.iter().any(|division| division.first > 1 || division.alike * 10 >= division.records * 6);
    match best {
        Some((_, delimiter)) if is_divided => delimiter,
        _ if found[0].records > 1 => NO_DELIMITER,
        _ => b',',
    }
}

/// Whether a text that does not say so by its name is plainly a table: its lines have the same cells, more than a letter's commas make.
pub fn is_plainly_table(text: &str) -> bool {
    let division = |delimiter| Division::of(text, delimiter);
    let is_even = |division: &Division| {
        division.is_even() && division.first == division.usual && division.records >= 3 && division.is_headed
    };
    let ruled = [division(b'\t'), division(b'|')];
    let marked = [division(b','), division(b';')];
    ruled.iter().any(|found| is_even(found) && found.usual >= 2)
        || marked
            .iter()
            .any(|found| is_even(found) && found.usual >= 3 && found.alike * 20 >= found.records * 19)
}

/// How evenly a delimiter divides the first records of a text.
struct Division {
    records: usize,
    /// Cells of the first record.
    first: usize,
    /// Cells that most records have, of those that have several.
    usual: usize,
    /// How many records have just so many.
    alike: usize,
    /// Whether the first record reads as a header: short names, all filled.
    is_headed: bool,
}

impl Division {
    fn of(text: &str, delimiter: u8) -> Division {
        let mut end = text.len().min(1 << 16);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = &text[..end];
        let mut widths = Vec::new();
        let mut is_headed = false;
        read_rows(head, delimiter, &mut |found| {
            if let Found::Row(row) = found {
                let is_name = |cell: &str| !cell.trim().is_empty() && cell.chars().count() <= 200;
                if widths.is_empty() {
                    is_headed = row.cells().all(is_name);
                }
                widths.push(row.len());
            }
            if widths.len() >= 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        // The last record was cut where the head ends.
        if end < text.len() && widths.len() > 1 && widths.len() < 100 {
            widths.pop();
        }
        let alike = |usual: usize| widths.iter().filter(|width| **width == usual).count();
        let usual =
            widths.iter().copied().filter(|width| *width > 1).max_by_key(|width| (alike(*width), *width));
        Division {
            records: widths.len(),
            first: widths.first().copied().unwrap_or(1),
            usual: usual.unwrap_or(1),
            alike: usual.map_or(0, alike),
            is_headed,
        }
    }

    /// Whether nine records of ten have the same cells.
    fn is_even(&self) -> bool {
        self.usual > 1 && self.alike * 10 >= self.records * 9
    }

    fn score(&self) -> usize {
        if self.usual < 2 || self.records == 0 {
            return 0;
        }
        // A header that is divided like the records under it says more than they do.
        let headed = if self.first == self.usual { 300 } else { 0 };
        self.alike * 1000 / self.records + headed + self.usual.min(200)
    }
}

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
        let guard: &[u8] =
            if self.is_guarded && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { b"'" } else { b"" };
        // Sixteen bytes at a time, so that long texts are looked through quickly.
        let needs_quotes = |bytes: &[u8]| {
            bytes.iter().fold(false, |found, byte| found | matches!(byte, b'"' | b',' | b'\n' | b'\r'))
        };
        if !cell.as_bytes().chunks(16).any(needs_quotes) {
            self.bytes.extend_from_slice(guard);
            self.bytes.extend_from_slice(cell.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(guard);
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

    fn read(text: &str) -> Vec<String> {
        let mut told = Vec::new();
        read_rows(text, b',', &mut |found| {
            told.push(match found {
                Found::Row(row) => format!("{}: {}", row.number, row.cells().collect::<Vec<_>>().join("/")),
                Found::BlankLine(number) => format!("{number}: blank"),
                Found::Fault(number, _) => format!("{number}: fault"),
            });
            ControlFlow::Continue(())
        });
        told
    }

    #[test]
    fn no_line_is_lost() {
        assert_eq!(
            read("a,b\r\n\r\n1,\"x\ny\"\r\n\r\n\r\n2\n"),
            ["1: a/b", "2: blank", "3: 1/x\ny", "4: blank", "5: blank", "6: 2"]
        );
        assert_eq!(read("a\n\nb\n\n"), ["1: a", "2: blank", "3: b", "4: blank"]);
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        assert_eq!(read("a,b\n1,\"x\n2,y\n3,z\n"), ["1: a/b", "2: fault", "3: 2/y", "4: 3/z"]);
        assert_eq!(read("a,b\n1,\"x\n2,y\n3,\"z\"\n"), ["1: a/b", "2: fault", "3: 2/y", "4: 3/z"]);
        assert_eq!(
            read("a,b\n1,\"say \"\"no\"\"\nplease\"\n2,5\" pipe\n"),
            ["1: a/b", "2: 1/say \"no\"\nplease", "3: 2/5\" pipe"]
        );
    }

    #[test]
    fn delimiters_are_told_apart() {
        assert_eq!(sniff_delimiter("a;b;c\n1,5;2;3\n"), b';');
        assert_eq!(sniff_delimiter("a\tb\n1, 2\t3\n"), b'\t');
        assert_eq!(sniff_delimiter("A title\na;b\n1,5;2\n2,5;3\n"), b';');
        assert_eq!(sniff_delimiter("id|comment\n1|a, b, c\n2|\"d|e\"\n"), b'|');
        assert_eq!(sniff_delimiter("only one column\nno, really\n"), NO_DELIMITER);
    }

    #[test]
    fn a_letter_is_no_table() {
        assert!(is_plainly_table("Ref\tArea\tComment\n1\tLeek\tMore, please\n2\t\tLess\n"));
        assert!(is_plainly_table("ref,area,comment\n1,Leek,\"More, please\"\n2,,Less\n"));
        let letter = "Dear Sir,\n\nI live in Leek, and I am worried.\nThe bus is late, the ward is full, and nobody answers.\nYours, A Resident\n";
        assert!(!is_plainly_table(letter));
        assert!(!is_plainly_table("one, two\nthree, four\nfive, six\n"));
    }

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
