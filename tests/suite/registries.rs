//! Is everything that multiplies in its folder's list?

use std::collections::BTreeSet;

use regex::Regex;
use yousaid::lexicon::RULE_KINDS;
use yousaid::records::RECORDS;
use yousaid::report::REPORTS;

use crate::consultation::project;
use crate::source::code_of;

/// Folders of things that multiply, and the list in their `mod.rs`.
const LISTS: &[(&str, &str)] = &[
    ("src/ingest/formats", "FORMATS"),
    ("src/ingest/platforms", "PLATFORMS"),
    ("src/lexicon/dictionaries", "DICTIONARIES"),
    ("src/lexicon/rules", "RULE_KINDS"),
    ("src/redact/details", "DETAILS"),
    ("src/report/reports", "REPORTS"),
    ("src/records", "RECORDS"),
    ("src/exchange", "EXCHANGES"),
];

#[test]
fn every_file_stands_in_its_folders_list() {
    for (folder, list) in LISTS {
        let code = code_of(&project(folder).join("mod.rs"));
        let start = code.find(&format!("const {list}:")).unwrap_or_else(|| {
            panic!("{folder}/mod.rs has no const {list}; it lists what stands in the folder")
        });
        let value = code[start..].find('=').map_or(start, |at| start + at);
        let value = &code[value..code[value..].find(';').map_or(code.len(), |at| value + at)];
        let words = |text: &str, pattern: &str| -> BTreeSet<String> {
            let pattern = Regex::new(pattern).expect("a sound pattern");
            pattern.captures_iter(text).map(|hit| hit[1].to_owned()).collect()
        };
        let listed = words(value, r"&([a-z_0-9]+)::");
        let declared = words(&code, r"(?m)^(?:pub(?:\([a-z]+\))? )?mod ([a-z_0-9]+);");
        let files: BTreeSet<String> = std::fs::read_dir(project(folder))
            .expect("the folder is there")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "mod.rs" && !name.ends_with(".html"))
            .map(|name| name.trim_end_matches(".rs").to_owned())
            .collect();
        assert_eq!(files, declared, "each file of {folder} has a mod line in its mod.rs");
        assert_eq!(files, listed, "each file of {folder} has a line in {list} of its mod.rs");
    }
}

#[test]
fn the_manual_names_every_kind_of_rule() {
    let manual = std::fs::read_to_string(project("docs/lexicon.md")).expect("docs/lexicon.md is there");
    for kind in RULE_KINDS {
        let keyword = kind.keyword();
        let is_named = manual.lines().any(|line| {
            line.starts_with(&format!("| `{keyword}`")) || line.starts_with(&format!("| `{keyword} "))
        });
        assert!(
            is_named,
            "docs/lexicon.md has no row for the rule '{keyword}'; add one to its table of rules"
        );
    }
}

#[test]
fn every_output_has_a_place_of_its_own() {
    let reports = REPORTS.iter().map(|report| report.path());
    let records = RECORDS.iter().map(|record| record.path());
    let mut seen = BTreeSet::new();
    for path in reports.chain(records) {
        assert!(seen.insert(path), "two outputs are written to {path}; rename one");
    }
    for report in REPORTS {
        let path = report.path();
        let is_public = path.starts_with("publish/") || !path.contains('/');
        assert!(
            is_public,
            "{path} is a report; it stands under publish/ or, as report.html does, at the top"
        );
        assert!(!report.summary().is_empty(), "{path} needs a summary");
    }
    for record in RECORDS {
        let path = record.path();
        assert!(path.starts_with("internal/"), "{path} names people; it stands under internal/");
        assert!(!record.summary().is_empty(), "{path} needs a summary");
    }
}
