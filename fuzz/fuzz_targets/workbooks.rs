//! Workbooks: nothing is lost, nothing panics.
#![no_main]

#[path = "../reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::read_as(
    &["survey.xlsx", "survey.xls", "survey.xlsb", "survey.ods", "survey.fods", "survey.xlsm"],
    bytes
));
