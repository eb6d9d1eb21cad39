//! What was found, in the layouts that other programs read: one file each, and a line in [`EXCHANGES`]. Not for publication.

mod themefinder;

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
pub const EXCHANGES: &[&dyn Exchange] = &[&themefinder::ThemeFinder];
