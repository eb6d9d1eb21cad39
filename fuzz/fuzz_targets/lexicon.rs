//! Lexicons and dictionaries of other programs: what is wrong is a fault with its line, never a panic.
#![no_main]

use yousaid::ingest::decode;
use yousaid::lexicon::Lexicon;

const NAMES: &[&str] = &["a.lexicon", "a.csv", "a.yml", "a.dic", "a.cat", "a.ykd", "a.qdc"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = decode(rest.to_vec()).text;
    match Lexicon::read(NAMES[*first as usize % NAMES.len()], &text) {
        Ok(lexicon) => drop(lexicon),
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            // YAML ends a line at a lone carriage return too, as editors do.
            let lines = text.split(['\n', '\r']).count() + 1;
            assert!(faults.iter().all(|fault| fault.line.is_none_or(|line| line <= lines)), "a fault below the end of the file");
        }
    }
});
