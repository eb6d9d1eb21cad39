//! `yousaid` turns a consultation's raw submissions into what people said, priority by priority.
//!
//! The modules stand here in the order in which data flows. **A module imports only modules listed above it**; a test reads
//! this list and holds everyone to it.

// What every room speaks of.
pub mod error;
pub mod digest;
pub mod blocks;
pub mod file_name;
pub mod delimited;
pub mod office;
pub mod text;
pub mod submission;
pub mod ledger;
// The lexicon: its language, and where its themes show in a text. A new kind of rule: a file in lexicon/rules/; a new
// mark beside a word, such as `=`: a test in lexicon/pattern.rs; a new kind of dictionary: a file in lexicon/dictionaries/.
pub mod lexicon;
pub mod crosswalk;
pub mod matching;
// The walk, one submission at a time. A new file format: a file in ingest/formats/; a new survey platform: a file in
// ingest/platforms/; a new kind of personal detail: a file in redact/details/.
pub mod ingest;
pub mod normalise;
pub mod redact;
pub mod theme;
// The walk, all submissions together.
pub mod dedupe;
pub mod analysis;
pub mod overrides;
pub mod count;
pub mod disclose;
pub mod quote;
pub mod discover;
pub mod check;
// What a coded sample teaches: it needs the samples that people checked, and all that was found in every response.
pub mod learn;
// What comes out. A new report: a file in report/reports/; a new internal file: one in records/; another program's layout: one in exchange/.
pub mod findings;
pub mod report;
pub mod records;
pub mod exchange;
pub mod comparison;
// The whole.
pub mod profile;
pub mod inspection;
pub mod pipeline;
// For the author of a lexicon.
pub mod workbench;
