//! Archives and packed files: nothing is lost, nothing panics.
#![no_main]

#[path = "../reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::read_as(&["inbox.zip", "survey.csv.gz", "inbox.tgz", "file"], bytes));
