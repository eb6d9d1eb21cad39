//! Messages and mailboxes: nothing is lost, nothing panics.
#![no_main]

#[path = "../reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::read_as(
    &["message.eml", "inbox.mbox", "item.msg", "message.emlx", "message.txt", "item.oft"],
    bytes
));
