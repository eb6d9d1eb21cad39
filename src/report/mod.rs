//! Findings, written for someone. Reports turn findings into bytes; the program writes the files.

mod ambitions;
mod campaigns;
mod checking;
mod documents;
mod figures;
mod groups;
mod leading;
mod learned;
mod order;
mod reconciliation;
mod reports;
mod template;
mod transparency;
mod waterfall;
mod workbook;

pub use figures::{HIDDEN, counted, out_of, shown, things};
pub use leading::Leading;
pub use order::{PriorityRow, leading_unit, priority_rows};
pub use reports::REPORTS;
pub(crate) use reports::{FIGURE_OF, STYLE};
pub(crate) use template::render;

use crate::findings::Findings;

/// A file that may leave the building.
pub trait Report: Sync {
    /// Where it lies in the output folder.
    fn path(&self) -> &'static str;
    /// What it is, in one line.
    fn summary(&self) -> &'static str;
    /// Whether it is written for these findings.
    fn applies(&self, _findings: &Findings) -> bool {
        true
    }
    /// Its bytes.
    fn write(&self, findings: &Findings) -> Vec<u8>;
    /// Further files of the same kind, such as one for each event, in the folder of the first.
    fn more(&self, _findings: &Findings) -> Vec<MoreFile> {
        Vec::new()
    }
}

/// A file beside that of a report.
pub struct MoreFile {
    /// Where it lies in the output folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
