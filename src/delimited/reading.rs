//! Rows out of delimited text, whatever stands in it: nothing is lost, nothing takes more than its share.

use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::Row;

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

/// The longest cell that is read, in bytes.
pub const LONGEST_CELL: usize = 10_000_000;
/// The longest row that is read, in bytes.
const LONGEST_ROW: usize = 1 << 26;
/// The most cells that a row is read with.
const MOST_CELLS: usize = 1 << 20;

/// Why a row whose quotation mark never closes is refused.
pub const OPEN_QUOTE: &str =
    "a quotation mark opens in this row and never closes; close it, or double it if it is meant as one";
const OPEN_QUOTES: &str = "quotation marks open in row after row and never close, so that from here on rows cannot be told apart; export the \
                           table again, with quotation marks inside cells doubled";
const LONG_CELL: &str = "a cell is longer than 10 MB; divide it";
const LONG_ROW: &str = "the row is longer than 64 MB; divide it";
const WIDE_ROW: &str =
    "the row has more than a million cells, as no table has; are line breaks missing, or is this no table?";

/// Reads delimited text row by row, in order, until `found` breaks off; `delimiter` is ASCII. Quoted line breaks stay in their cell; blank
/// lines are told; a quotation mark that never closes costs the one row it stands in, not the rest of the file, and so does a row of a size
/// that no table has.
pub fn read_rows(text: &str, delimiter: u8, found: &mut dyn FnMut(Found<'_>) -> ControlFlow<()>) {
    let bytes = text.as_bytes();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut record = Record::default();
    let (mut at, mut number) = (0, 0);
    // What a quotation mark swallowed is looked at again, row by row, but not without end.
    let mut patience = 4 * bytes.len() + LONGEST_ROW;
    loop {
        let from = at;
        let end = record.read(&mut reader, bytes, from);
        let to = end.unwrap_or(bytes.len());
        let skipped = blank_lines(text, from, to);
        for _ in 0..skipped.count {
            number += 1;
            if found(Found::BlankLine(number)).is_break() {
                return;
            }
        }
        if end.is_none() {
            return;
        }
        number += 1;
        let start = from + skipped.bytes;
        at = to;
        let told = if record.spans_lines && !is_well_quoted(&bytes[start..to], delimiter) {
            match patience.checked_sub(to - start) {
                Some(rest) => {
                    patience = rest;
                    at = start + text[start..].find('\n').map_or(text.len() - start, |line| line + 1);
                    reader.reset();
                    found(Found::Fault(number, OPEN_QUOTE))
                }
                None => found(Found::Fault(number, OPEN_QUOTES)),
            }
        } else if let Some(fault) = record.fault {
            found(Found::Fault(number, fault))
        } else {
            record.row.number = number;
            found(Found::Row(&record.row))
        };
        if told.is_break() {
            return;
        }
    }
}

/// One row as it is read; what it takes is used again for the next.
#[derive(Default)]
struct Record {
    row: Row,
    /// Whether a line break stands in one of its cells.
    spans_lines: bool,
    /// Why it cannot be taken, where it cannot.
    fault: Option<&'static str>,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Record {
    /// Reads the row that begins here. Comes back with the place behind it; nothing where there is none.
    fn read(&mut self, reader: &mut Reader, bytes: &[u8], from: usize) -> Option<usize> {
        let (mut at, mut length, mut count) = (from, 0, 0);
        (self.spans_lines, self.fault) = (false, None);
        loop {
            let (cells, ends) = (&mut self.cells[length..], &mut self.ends[count..]);
            let (result, read, written, ended) = reader.read_record(&bytes[at..], cells, ends);
            (at, length, count) = (at + read, length + written, count + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < LONGEST_ROW => {
                    self.cells.resize((self.cells.len() * 2).max(1 << 12), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_CELLS => {
                    self.ends.resize((self.ends.len() * 2).max(1 << 6), 0);
                }
                // Nothing of it is kept, but where it ends must be known.
                ReadRecordResult::OutputFull => {
                    self.spans_lines |= self.cells.contains(&b'\n');
                    (self.fault, length) = (Some(LONG_ROW), 0);
                }
                ReadRecordResult::OutputEndsFull => (self.fault, count) = (Some(WIDE_ROW), 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        let cells = &self.cells[..length];
        self.spans_lines |= cells.contains(&b'\n');
        if self.fault.is_none() {
            self.keep(length, count);
        }
        Some(at)
    }

    fn keep(&mut self, length: usize, count: usize) {
        let Row { text, ends, .. } = &mut self.row;
        text.clear();
        text.push_str(
            std::str::from_utf8(&self.cells[..length]).expect("a text is divided at ASCII characters"),
        );
        ends.clear();
        ends.extend(self.ends[..count].iter().map(|end| *end as u32));
        if length > LONGEST_CELL && self.row.cells().any(|cell| cell.len() > LONGEST_CELL) {
            self.fault = Some(LONG_CELL);
        }
    }
}

struct Skipped {
    count: usize,
    bytes: usize,
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
    fn a_row_of_absurd_size_costs_itself() {
        let wide = format!("a,b\n{}\n1,2\n", ",".repeat(MOST_CELLS + 5));
        assert_eq!(read(&wide), ["1: a/b", "2: fault", "3: 1/2"]);
        let long = format!("a,b\n1,{}\n1,2\n", "x".repeat(LONGEST_CELL + 1));
        assert_eq!(read(&long), ["1: a/b", "2: fault", "3: 1/2"]);
    }

    #[test]
    fn quotation_marks_that_never_close_take_no_time_of_their_own() {
        // Each of these rows swallows all below it.
        let rows = 40_000;
        let text = "x\",\"\"\" \n".repeat(rows);
        let told = read(&text);
        assert!(told.iter().all(|found| found.ends_with("fault")), "{:?}", told.first());
        assert!(told.len() < rows, "it went on to the end: {}", told.len());
    }
}
