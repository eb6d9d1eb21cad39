//! What was found, in the layouts that other programs read: one file each, and a line in [`EXCHANGES`]. Not for publication.

mod columnar;
mod json_lines;
mod refi_qda;
mod themefinder;

use serde::Serialize;

use crate::records::Evidence;

/// A file for another program.
pub struct ExchangeFile {
    /// Where it lies in the output folder: below `internal/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The layout of another program.
pub trait Exchange: Sync {
    /// Its word on the command line.
    fn name(&self) -> &'static str;
    /// What its files are, in one line.
    fn summary(&self) -> &'static str;
    /// Its files.
    fn write(&self, evidence: &Evidence<'_>) -> Vec<ExchangeFile>;
}

/// Every layout.
pub const EXCHANGES: &[&dyn Exchange] =
    &[&themefinder::ThemeFinder, &refi_qda::RefiQda, &json_lines::JsonLines, &columnar::Parquet];

/// A record a line.
fn lines<T: Serialize>(values: impl Iterator<Item = T>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values {
        serde_json::to_writer(&mut bytes, &value).expect("these are plain texts and numbers");
        bytes.push(b'\n');
    }
    bytes
}
