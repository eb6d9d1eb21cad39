//! Where a lexicon's themes show in a text.
//!
//! All rules compile into one trie over symbols; a symbol stands for what one step of a rule accepts. Which symbols a word
//! carries is worked out once for each distinct word, so a rule with a long list or a wild card costs no more than a plain one.

mod distance;
mod engine;
mod examples;
mod misspellings;
mod nearby;
mod numbers;
mod overlap;
mod settle;
mod trie;
mod walks;

pub use engine::{Matcher, MatcherCache, Mention, Passage};
pub use examples::failing_examples;
