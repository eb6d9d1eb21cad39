//! `yousaid` turns a consultation's raw submissions into what people said, priority by priority.
//!
//! The modules stand here in the order in which data flows. **A module imports only modules listed above it**; a test reads
//! this list and holds everyone to it.

// What every room speaks of.
pub mod error;
pub mod digest;
pub mod delimited;
pub mod text;
pub mod submission;
pub mod ledger;
// The lexicon: its language, and where its themes show in a text.
pub mod lexicon;
pub mod matching;
// The walk, one submission at a time.
pub mod ingest;
pub mod normalise;
pub mod redact;
pub mod theme;
// The walk, all submissions together.
pub mod dedupe;
pub mod analysis;
pub mod count;
pub mod quote;
pub mod discover;
// What comes out.
pub mod findings;
pub mod report;
pub mod records;
// The whole.
pub mod profile;
pub mod pipeline;
