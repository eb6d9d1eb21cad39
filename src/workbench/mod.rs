//! What the author of a lexicon looks at: what a run found and by which rule, what a rule would find, what a lexicon misses, where
//! themes overlap, what a new version of it moves, and which of its rules do no work. The library gives text; the program prints it.

mod context;
mod coverage;
mod diff;
mod differences;
mod discovery;
mod explain;
mod kwic;
mod model;
mod movers;
mod overlap;
mod rule_lines;
mod suggestions;
mod warnings;

pub use coverage::coverage;
pub use diff::{Difference, Move, Mover, Version, difference};
pub use discovery::{Discovery, discovery_csv, discovery_lines};
pub use explain::{RunRecords, explain_response, explain_theme};
pub use kwic::{Concordance, Hit, concordance};
pub use model::model_lines;
pub use overlap::{Pair, overlap, overlap_lines};
pub use suggestions::{suggestion_lines, suggestions_csv};
pub use warnings::{Trial, warnings};

use crate::analysis::Outcome;
use crate::lexicon::Lexicon;
use crate::text::counted;

/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

/// A share as a reader sees it; nothing of nothing has none.
fn percent(some: usize, all: usize) -> String {
    if all == 0 { "-".to_owned() } else { format!("{:.1}%", some as f64 * 100.0 / all as f64) }
}

/// The themes that a response shows, with those that they are part of, in order, each once; none where it does not count.
fn themes_of(outcome: &Outcome, lexicon: &Lexicon) -> Vec<usize> {
    if !outcome.state.is_counted() {
        return Vec::new();
    }
    let mentions = outcome.themed.mentions.iter();
    let mut themes: Vec<usize> =
        mentions.flat_map(|mention| lexicon.way_up(mention.theme as usize)).collect();
    themes.sort_unstable();
    themes.dedup();
    themes
}
