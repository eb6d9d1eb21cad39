//! Letters and notes: nothing is lost, nothing panics.
#![no_main]

#[path = "../reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::read_as(
    &[
        "notes.docx", "notes.odt", "letter.rtf", "page.html", "notes.md", "letter.txt", "letter.pdf", "page.mht",
        "letter.xml", "notes.fodt",
    ],
    bytes
));
