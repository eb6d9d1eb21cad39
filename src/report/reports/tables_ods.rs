//! `tables.ods`: the same workbook in the open format that public bodies are asked to publish.

use crate::findings::Findings;
use crate::office::open_document;
use crate::report::Report;
use crate::report::workbook::workbook;

pub(super) struct TablesOds;

impl Report for TablesOds {
    fn path(&self) -> &'static str {
        "tables.ods"
    }

    fn summary(&self) -> &'static str {
        "the same workbook in an open format"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        open_document(&workbook(findings))
    }
}
