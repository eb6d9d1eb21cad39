//! `yousaid` turns a consultation's raw submissions into what people said, priority by priority.

pub mod error;
pub mod digest;
pub mod delimited;
pub mod text;
pub mod submission;
pub mod ledger;
pub mod lexicon;
pub mod matching;
pub mod ingest;
