//! Tables as text: nothing is lost, nothing panics.
#![no_main]

#[path = "../reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::read_as(
    &["survey.csv", "survey.tsv", "records.jsonl", "answers.json", "survey.psv", "survey.ssv", "table.txt", "export"],
    bytes
));
