//! What every target asks of a file: it is read without a panic, and the ledger adds up.

use yousaid::ingest::read_file;
use yousaid::inspection::describe;

/// Reads the bytes under one of these names. The first byte says which, so that one target covers formats that share a parser.
pub fn read_as(names: &[&str], bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let name = names[*first as usize % names.len()];
    let reading = read_file(name, rest.to_vec(), &[]);
    let responses: usize = reading.submissions.iter().map(|submission| submission.responses.len()).sum();
    assert_eq!(responses + reading.entries.len(), reading.items_seen, "the ledger does not add up");
    assert!(responses + reading.entries.len() > 0, "a file left no trace in the ledger");
    let _ = describe(&reading);
}
