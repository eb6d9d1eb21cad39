//! What the parts of a workbook say of it before its reader opens it.

mod compound;
mod packed;
mod tags;

use std::collections::BTreeMap;

pub(in crate::ingest) use compound::{Compound, preview_old};
pub(in crate::ingest) use packed::preview_packed;
pub(super) use tags::unescaped;

/// What is said of a file that does not unpack.
pub(in crate::ingest) const DAMAGED: &str =
    "the workbook is damaged: a part of it cannot be unpacked; open it in its own program and save it again";
/// What is said of a file that unpacks to more than could be meant.
pub(super) const TOO_LARGE: &str = "the workbook unpacks to far more than its size lets expect, or to more than 1 GB; divide it, or save its sheets as CSV";

/// So many rows fit on a sheet.
pub(in crate::ingest) const MOST_ROWS: u32 = 1 << 20;
/// So many columns fit on a sheet.
pub(in crate::ingest) const MOST_COLUMNS: u32 = 1 << 14;

/// What is known of a workbook beforehand.
#[derive(Default)]
pub(in crate::ingest) struct Preview {
    /// Its sheets by name, where their names are known.
    by_name: BTreeMap<String, SheetPreview>,
    /// Its sheets in order, where they are not.
    in_order: Vec<SheetPreview>,
    /// How many pictures lie in it.
    pub(in crate::ingest) pictures: usize,
    /// How many notes are pinned to its cells.
    pub(in crate::ingest) comments: usize,
}

impl Preview {
    /// Takes out what is known of a sheet, by its name and its place from 0.
    pub(in crate::ingest) fn take(&mut self, name: &str, at: usize) -> SheetPreview {
        let in_order = self.in_order.get_mut(at).map(std::mem::take);
        self.by_name.remove(name).or(in_order).unwrap_or_default()
    }
}

/// What is known of a sheet beforehand. Rows and columns count from 0.
#[derive(Default)]
pub(in crate::ingest) struct SheetPreview {
    /// Rows that are not shown, in order.
    pub(super) hidden_rows: Vec<u32>,
    /// Columns that are not shown: first and last.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Cells that were merged.
    pub(super) merged: Vec<Merged>,
    /// Rows of formulas that were saved without their result.
    pub(super) without_result: Vec<u32>,
    /// Cells whose numbers have more digits than a reader keeps, as written.
    pub(super) long_numbers: BTreeMap<(u32, u32), Box<str>>,
    /// What was typed into cells that were taken for a formula nobody can work out.
    pub(super) mistaken: BTreeMap<(u32, u32), Box<str>>,
}

/// A block of merged cells: its first and last row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(in crate::ingest) first: (u32, u32),
    pub(in crate::ingest) last: (u32, u32),
}

/// Row and column of a cell's name, such as `B12`.
fn cell_named(name: &str) -> Option<(u32, u32)> {
    let name = name.trim().trim_start_matches('$');
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let letters = name[..digits].trim_end_matches('$');
    let mut column = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    let row: u32 = name[digits..].parse().ok()?;
    ((1..=MOST_COLUMNS).contains(&column) && (1..=MOST_ROWS).contains(&row)).then(|| (row - 1, column - 1))
}
