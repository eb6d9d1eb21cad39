//! Delimited text in and out: the door of the `csv-core` crate.

mod row;
mod reading;
mod division;
mod escapes;
mod named;
mod sheet;

pub use division::{NO_DELIMITER, is_plainly_table, sniff_delimiter};
pub use escapes::with_doubled_quotes;
pub use named::each_row;
pub use reading::{Found, LONGEST_CELL, OPEN_QUOTE, read_rows};
pub use row::{CellText, Row};
pub use sheet::{Pieces, Sheet};
