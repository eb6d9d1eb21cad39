//! `tables.xlsx`: the tables as a workbook for Excel.

use crate::findings::Findings;
use crate::office::excel;
use crate::report::Report;
use crate::report::workbook::workbook;

pub(super) struct TablesXlsx;

impl Report for TablesXlsx {
    fn path(&self) -> &'static str {
        "tables.xlsx"
    }

    fn summary(&self) -> &'static str {
        "the tables as a workbook: one table a sheet, small numbers hidden"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        excel(&workbook(findings))
            .expect("names of sheets and headers are different, and every text was cut to what a cell holds")
    }
}
