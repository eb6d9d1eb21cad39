//! Office documents out: workbooks, Word documents, and the packed XML that they are made of. What is written holds no clock and no person's name, and the same
//! document gives the same bytes.

mod document;
mod excel;
mod markup;
mod open_document;
mod package;
mod word;
mod workbook;

pub use document::{Block, Chart, Document, Grid, GridColumn, Series};
pub use excel::excel;
pub use markup::Markup;
pub use open_document::open_document;
pub use package::{Package, core_properties};
pub use word::word;
pub use workbook::{Cell, Column, Line, Sheet, Table, Workbook};

/// The language of every document: the spelling of this program's own words.
pub const LANGUAGE: &str = "en-GB";
