//! CSV, TSV and their kin.

use super::{Content, Format, Opened, Rows, Table};
use crate::delimited::{is_plainly_table, sniff_delimiter, with_doubled_quotes};
use crate::ingest::decode::{decode, is_text};
use crate::ingest::letters::meeting_chat::is_saved;

pub(super) struct DelimitedText;

/// So much of a file tells whether it is a table.
const HEAD: usize = 1 << 16;

impl Format for DelimitedText {
    fn name(&self) -> &'static str {
        "CSV and TSV"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        if !is_text(bytes) || is_markup(bytes) {
            return false;
        }
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&[".csv", ".tsv", ".tab", ".psv", ".ssv"]) {
            return true;
        }
        let says_nothing = !name.contains('.') || ends(&[".txt", ".text", ".dat", ".asc", ".xls", ".xlsx"]);
        if !says_nothing {
            return false;
        }
        let head = decode(bytes[..bytes.len().min(HEAD)].to_vec()).text;
        is_plainly_table(&head) && !is_saved(&head)
    }

    fn may_be_large(&self) -> bool {
        true
    }

    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let decoded = decode(bytes);
        let mut notes = decoded.notes;
        let mut text = plain(decoded.text, &mut notes);
        let told = told_delimiter(&text);
        let delimiter = match told {
            Some((delimiter, end)) => {
                text.replace_range(..end, "\n");
                delimiter
            }
            None => match sniff_delimiter(&text) {
                b',' if name.ends_with(".tsv") || name.ends_with(".tab") => b'\t',
                delimiter => delimiter,
            },
        };
        if let Some(mended) = with_doubled_quotes(&text, delimiter) {
            notes.push("quotation marks inside cells are written \\\" in this file; read as \"".to_owned());
            text = mended;
        }
        let rows = Rows::Delimited { text, delimiter };
        Ok(Opened { content: Content::Tables(vec![Table { sheet: None, rows }]), notes, asides: Vec::new() })
    }
}

/// Whether a file is a web page or other markup, whatever it is called.
fn is_markup(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}', '\0', ' ', '\t', '\r', '\n']);
    ["<!doctype", "<html", "<table", "<?xml", "<head", "<body", "{\\rtf"]
        .iter()
        .any(|start| head.starts_with(start))
}

/// A text without what stands in no cell: byte order marks in the middle, NUL bytes, line ends of old Macintosh programs.
fn plain(mut text: String, notes: &mut Vec<String>) -> String {
    if text.contains('\u{feff}') {
        text.retain(|c| c != '\u{feff}');
    }
    if text.contains('\0') {
        let before = text.len();
        text.retain(|c| c != '\0');
        notes.push(format!("{} NUL characters, which are no text, are left out", before - text.len()));
    }
    if text.contains('\r') && !text.contains('\n') {
        text = text.replace('\r', "\n");
    }
    text
}

/// The delimiter that Excel's own first line tells, and where that line ends.
fn told_delimiter(text: &str) -> Option<(u8, usize)> {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    let line = text[..end].trim_end_matches(['\r', '\n']).trim_matches('"');
    let (word, told) = line.split_at_checked(4)?;
    let [delimiter] = told.as_bytes() else { return None };
    (word.eq_ignore_ascii_case("sep=") && delimiter.is_ascii()).then_some((*delimiter, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> (String, u8, usize) {
        let opened = DelimitedText.read(name, text.as_bytes().to_vec()).expect("text is read");
        let Content::Tables(mut tables) = opened.content else { panic!("a table is expected") };
        let Some(Table { rows: Rows::Delimited { text, delimiter }, .. }) = tables.pop() else {
            panic!("delimited text is expected")
        };
        (text, delimiter, opened.notes.len())
    }

    #[test]
    fn what_stands_in_no_cell_is_taken_out() {
        assert_eq!(read("a.csv", "a,b\r1,2\r"), ("a,b\n1,2\n".to_owned(), b',', 0));
        assert_eq!(read("a.csv", "a,b\n\u{feff}1,\x00\x002\n"), ("a,b\n1,2\n".to_owned(), b',', 1));
        assert_eq!(read("a.csv", "SEP=|\r\na|b\n"), ("\na|b\n".to_owned(), b'|', 0));
        assert_eq!(
            read("a.csv", "a,b\n1,\"say \\\"no\\\" now\"\n"),
            ("a,b\n1,\"say \"\"no\"\" now\"\n".to_owned(), b',', 1)
        );
    }

    #[test]
    fn tables_are_known_by_what_they_hold() {
        let table = b"ref\tarea\tcomment\n1\tLeek\tx\n2\tLeek\ty\n";
        assert!(DelimitedText.recognises("export.txt", table));
        assert!(DelimitedText.recognises("export", table));
        assert!(!DelimitedText.recognises("notes.md", table));
        assert!(!DelimitedText.recognises("export.csv", b"<html><table><tr><td>a</td></tr></table></html>"));
    }
}
