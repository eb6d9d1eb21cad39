//! What stands between the cells of a delimited text.

use std::ops::ControlFlow;

use super::{Found, read_rows};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
