//! The reports: one file each, and a line in [`REPORTS`].

mod ambitions_csv;
mod counts_csv;
mod events_docx;
mod events_html;
mod method;
mod page;
mod quotes_csv;
mod report_docx;
mod tables_ods;
mod tables_xlsx;

pub(crate) use counts_csv::FIGURE_OF;
pub(crate) use page::STYLE;

use super::Report;

/// Every report.
pub const REPORTS: &[&dyn Report] = &[
    &page::Page,
    &report_docx::ReportDocx,
    &tables_xlsx::TablesXlsx,
    &tables_ods::TablesOds,
    &events_html::EventsHtml,
    &events_docx::EventsDocx,
    &counts_csv::CountsCsv,
    &ambitions_csv::AmbitionsCsv,
    &quotes_csv::QuotesCsv,
    &method::Method,
];
