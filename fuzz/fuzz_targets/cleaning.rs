//! Cleaning: cleaning a clean text changes nothing.
#![no_main]

use yousaid::ingest::{SubmittedText, decode, read_file};
use yousaid::normalise::clean;

/// The text as a reader hands it over; none where a reader would change it or leave it out.
fn submitted(text: &str) -> Option<SubmittedText> {
    let rows = serde_json::json!([{ "id": "1", "What would you change?": text }, { "id": "2", "What would you change?": "Nothing at all." }]);
    let reading = read_file("answers.json", rows.to_string().into_bytes(), &[]);
    let mut responses = reading.submissions.into_iter().flat_map(|submission| submission.responses);
    responses.find(|response| response.text.as_str() == text).map(|response| response.text)
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = decode(bytes.to_vec()).text;
    let Some(once) = submitted(&text).map(clean) else { return };
    let Some(twice) = submitted(once.as_str()).map(clean) else { return };
    assert_eq!(once.as_str(), twice.as_str(), "cleaning again changes a clean text");
});
