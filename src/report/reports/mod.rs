//! The reports: one file each, and a line in [`REPORTS`].

mod ambitions_csv;
mod counts_csv;
mod method;
mod page;
mod quotes_csv;

pub(crate) use page::STYLE;

use super::Report;

/// Every report.
pub const REPORTS: &[&dyn Report] = &[
    &page::Page,
    &counts_csv::CountsCsv,
    &ambitions_csv::AmbitionsCsv,
    &quotes_csv::QuotesCsv,
    &method::Method,
];
