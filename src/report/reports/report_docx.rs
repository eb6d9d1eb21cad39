//! `report.docx`: the report for whoever works in Word.

use crate::findings::Findings;
use crate::office::word;
use crate::report::Report;
use crate::report::documents::whole;

pub(super) struct ReportDocx;

impl Report for ReportDocx {
    fn path(&self) -> &'static str {
        "report.docx"
    }

    fn summary(&self) -> &'static str {
        "the report as a Word document: a chapter for each priority, and room for what was done about it"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        word(&whole(findings))
    }
}
