//! A header row, looked up by the plain words of its cells.

use super::headings::{plain, tidy};
use super::role::Role;
use crate::ingest::platforms::{Column, Head};

/// The header is looked for in this many of a table's first rows.
pub(super) const ROWS_TRIED: usize = 15;

/// A header row that was found.
pub(in crate::ingest) struct Headers {
    /// Which of the head's rows it is.
    pub(in crate::ingest) at: usize,
    written: Vec<String>,
    plain: Vec<String>,
}

impl Headers {
    /// The first row in which all of these stand, each the whole of a cell but for case and white space.
    pub(in crate::ingest) fn with(head: &Head<'_>, wanted: &[&str]) -> Option<Headers> {
        head.rows.iter().take(ROWS_TRIED).enumerate().find_map(|(at, row)| {
            let plain: Vec<String> = row.cells().map(plain).collect();
            let has_all = wanted.iter().all(|name| plain.iter().any(|cell| cell == name));
            has_all.then(|| Headers { at, written: row.cells().map(tidy).collect(), plain })
        })
    }

    /// How many columns there are.
    pub(in crate::ingest) fn len(&self) -> usize {
        self.plain.len()
    }

    /// The first column with one of these headers.
    pub(in crate::ingest) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.plain.iter().position(|cell| cell == name))
    }

    /// Whether a column has one of these headers.
    pub(in crate::ingest) fn has(&self, names: &[&str]) -> bool {
        self.find(names).is_some()
    }

    /// How many of these are headers here.
    pub(in crate::ingest) fn count(&self, names: &[&str]) -> usize {
        names.iter().filter(|name| self.has(&[name])).count()
    }

    /// The headers as plain words, in order.
    pub(in crate::ingest) fn plain(&self) -> impl Iterator<Item = &str> {
        self.plain.iter().map(String::as_str)
    }

    /// The columns with the roles that `role` gives for their plain headers.
    pub(in crate::ingest) fn columns(
        &self,
        mut role: impl FnMut(usize, &str) -> Option<Role>,
    ) -> Vec<Column> {
        let cells = self.written.iter().zip(&self.plain).enumerate();
        cells
            .map(|(at, (written, plain))| Column { header: written.clone(), of: None, role: role(at, plain) })
            .collect()
    }
}
