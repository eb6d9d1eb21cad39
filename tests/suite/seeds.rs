//! Is every seed of the fuzz targets read without a panic, and does its ledger add up?

use std::fs;

use yousaid::ingest::{decode, read_file};
use yousaid::inspection::describe;
use yousaid::lexicon::Lexicon;

use crate::consultation::project;

/// The file names in a target's source: the first byte of a seed chooses one.
fn names(target: &str) -> Vec<String> {
    let source =
        fs::read_to_string(project(&format!("fuzz/fuzz_targets/{target}.rs"))).expect("the target is there");
    let quoted = source.split('"').skip(1).step_by(2);
    quoted.filter(|name| !name.contains('/')).map(str::to_owned).collect()
}

/// The seeds of a target: which file each is, the name it is read under, and its bytes.
fn seeds(target: &str) -> Vec<(String, String, Vec<u8>)> {
    let names = names(target);
    let folder = fs::read_dir(project("fuzz/seeds").join(target)).expect("every target has seeds");
    let mut seeds: Vec<_> = folder
        .map(|file| {
            let path = file.expect("the folder can be read").path();
            let bytes = fs::read(&path).expect("a seed can be read");
            let name = names[bytes[0] as usize % names.len()].clone();
            (path.display().to_string(), name, bytes[1..].to_vec())
        })
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has seeds");
    seeds
}

#[test]
fn every_seed_is_read_and_its_ledger_adds_up() {
    for target in ["tables", "workbooks", "documents", "mail", "archives"] {
        for (seed, name, bytes) in seeds(target) {
            let reading = read_file(&name, bytes, &[]);
            let responses: usize =
                reading.submissions.iter().map(|submission| submission.responses.len()).sum();
            assert_eq!(responses + reading.entries.len(), reading.items_seen, "{seed}");
            assert!(reading.items_seen > 0, "{seed} left no trace in the ledger");
            assert!(!describe(&reading).is_empty(), "{seed}");
        }
    }
}

#[test]
fn every_lexicon_seed_is_read_or_refused_with_a_reason() {
    for (seed, name, bytes) in seeds("lexicon") {
        if let Err(faults) = Lexicon::read(&name, &decode(bytes).text) {
            assert!(!faults.is_empty(), "{seed}");
        }
    }
}
