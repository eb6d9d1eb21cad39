//! What moved between two rounds: the published figures of two runs side by side, like for like.
//!
//! Only what both runs show is compared, so that nothing is told that disclosure control hid. Themes are the same where both runs used the same lexicon,
//! or where a table says which stand for which.

mod changes;
mod likeness;
mod round;
mod tables;

pub use changes::{Change, Comparison, Number, Sides, compare};
pub use likeness::Likeness;
pub use round::{Round, RoundFacts};
pub use tables::{comparison_csv, comparison_page, comparison_summary};
