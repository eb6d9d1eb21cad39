//! Sheets of a workbook that hold no answers, by their names: covers, lists of codes, sums.

use super::headings::plain;
use crate::ingest::formats::{Rows, Table};

/// For each table of a file whether its sheet's name says that it holds no answers. That is believed where another sheet holds sentences.
pub(in crate::ingest) fn are_beside_the_answers(tables: &[Table]) -> Vec<bool> {
    let mut beside: Vec<bool> =
        tables.iter().map(|table| table.sheet.as_deref().is_some_and(is_beside)).collect();
    let has_others =
        tables.iter().zip(&beside).any(|(table, is_beside)| !is_beside && holds_sentences(table));
    if !has_others {
        beside.fill(false);
    }
    beside
}

/// Whether a table has a row below its first one with a cell of several words.
fn holds_sentences(table: &Table) -> bool {
    let Rows::Held(rows) = &table.rows else { return true };
    let is_sentence = |cell: &str| cell.split_whitespace().count() >= 4;
    rows.iter().filter(|row| !row.is_empty()).skip(1).any(|row| row.cells().any(is_sentence))
}

fn is_beside(sheet: &str) -> bool {
    let plain = plain(sheet);
    let bare = plain.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-'));
    BESIDE.contains(&bare)
}

const BESIDE: [&str; 41] = [
    "cover",
    "cover sheet",
    "front sheet",
    "title page",
    "read me",
    "readme",
    "read-me",
    "contents",
    "index",
    "instructions",
    "how to use",
    "about",
    "key",
    "legend",
    "lookup",
    "lookups",
    "look up",
    "look-up",
    "list",
    "lists",
    "dropdown",
    "dropdowns",
    "validation",
    "codes",
    "code list",
    "codebook",
    "code frame",
    "coding frame",
    "data dictionary",
    "metadata",
    "summary",
    "pivot",
    "pivots",
    "pivot table",
    "totals",
    "chart",
    "charts",
    "graphs",
    "dashboard",
    "analysis",
    "version control",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delimited::Row;

    #[test]
    fn sheets_beside_the_answers_are_told_by_their_names() {
        let rows =
            || [1, 2].map(|number| Row::new(number, &["More buses to Leek please".to_owned()])).to_vec();
        let of = |names: &[&str]| {
            let table = |name: &&str| Table { sheet: Some((*name).to_owned()), rows: Rows::Held(rows()) };
            are_beside_the_answers(&names.iter().map(table).collect::<Vec<_>>())
        };
        assert_eq!(
            of(&["Cover", "Responses", "Lookup", "Pivot 2", "READ ME"]),
            [true, false, true, true, true]
        );
        assert_eq!(of(&["Summary"]), [false], "the only sheet holds the answers");
        assert_eq!(of(&["Sheet1", "Leek", "Stone"]), [false; 3]);
    }
}
