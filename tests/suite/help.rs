//! Does --help tell every option and exit code?

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::consultation::PROGRAM;

/// The help of every command, by its words (`lexicon check`); the program's own under no words.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut waiting = vec![Vec::<String>::new()];
    while let Some(words) = waiting.pop() {
        let output = Command::new(PROGRAM).args(&words).arg("--help").output().expect("the program starts");
        assert!(output.status.success(), "`yousaid {} --help` fails", words.join(" "));
        let page = String::from_utf8(output.stdout).expect("help is UTF-8");
        for name in commands(&page) {
            waiting.push([&words[..], &[name]].concat());
        }
        pages.insert(words.join(" "), page);
    }
    pages
}

/// The commands that a page lists.
fn commands(page: &str) -> Vec<String> {
    let listed = page.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The options that a page tells, such as `--out`.
pub(crate) fn options(page: &str) -> BTreeSet<String> {
    let lines = page.lines().filter(|line| line.trim_start().starts_with('-'));
    let words = lines.flat_map(|line| line.split([' ', ',', '=', '[', '<']));
    words.filter(|word| word.starts_with("--") && word.len() > 2).map(str::to_owned).collect()
}

#[test]
fn every_command_is_told_with_what_it_does() {
    for (words, page) in pages() {
        let first = page.lines().next().unwrap_or("");
        assert!(first.split_whitespace().count() >= 3, "`yousaid {words} --help` begins with what it does");
        assert!(page.contains("Usage: yousaid"), "`yousaid {words} --help` shows how it is written");
        let is_leaf = commands(&page).is_empty();
        assert!(!is_leaf || page.contains("Example: yousaid "), "`yousaid {words} --help` shows an example");
        assert!(options(&page).contains("--help"), "`yousaid {words} --help` tells --help");
    }
}

#[test]
fn every_option_and_argument_is_told_in_a_sentence() {
    for (words, page) in pages() {
        let lines: Vec<&str> = page.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let trimmed = line.trim_start();
            let is_item = (trimmed.starts_with('-') || trimmed.starts_with('<') || trimmed.starts_with('['))
                && line.starts_with("  ")
                && line.len() - trimmed.len() <= 6;
            if !is_item {
                continue;
            }
            let beside = trimmed.split_once("  ").map_or("", |(_, told)| told.trim());
            let below = lines.get(at + 1).map_or("", |line| line.trim());
            let told = if beside.is_empty() { below } else { beside };
            assert!(
                told.split_whitespace().count() >= 2,
                "`yousaid {words} --help` says nothing about {trimmed}; add a sentence to its doc comment"
            );
        }
    }
}

#[test]
fn exit_codes_are_told() {
    let pages = pages();
    let run = pages["run"].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(run.contains("Exit codes: 0 done"), "`yousaid run --help` tells the exit codes");
    for code in ["1 ", "2 ", "3 "] {
        let codes = run.split("Exit codes:").nth(1).unwrap_or("");
        assert!(codes.contains(&format!("; {code}")), "`yousaid run --help` tells exit code {code}");
    }
}

#[test]
fn no_line_is_longer_than_a_hundred_characters() {
    for (words, page) in pages() {
        for line in page.lines() {
            assert!(line.chars().count() <= 100, "`yousaid {words} --help` is too wide here: {line}");
        }
    }
}

#[test]
fn help_and_version_end_with_nought_and_go_to_standard_output() {
    for argument in ["--help", "-h", "--version", "-V"] {
        let output = Command::new(PROGRAM).arg(argument).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(0), "yousaid {argument}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "yousaid {argument}");
    }
    let version = Command::new(PROGRAM).arg("--version").output().expect("the program starts");
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    assert_eq!(version, format!("yousaid {}", env!("CARGO_PKG_VERSION")));
}
