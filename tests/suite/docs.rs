//! Does the documentation name only what exists?

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use yousaid::text::with_commas;

use crate::consultation::{files_below, project};
use crate::help;
use crate::sample::sample;

/// A page of documentation.
struct Page {
    path: String,
    text: String,
}

/// The pages there are: those at the top, and `docs/`.
fn pages() -> Vec<Page> {
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned);
    let docs = files_below(&project("docs")).into_iter().map(|path| format!("docs/{path}"));
    top.into_iter()
        .chain(docs)
        .filter(|path| path.ends_with(".md"))
        .filter_map(|path| Some(Page { text: std::fs::read_to_string(project(&path)).ok()?, path }))
        .collect()
}

/// A block between lines of three backticks: where it begins, and its lines.
struct Block {
    line: usize,
    language: String,
    text: String,
}

impl Page {
    fn blocks(&self) -> Vec<Block> {
        let mut found = Vec::new();
        let mut open: Option<Block> = None;
        for (at, line) in self.text.lines().enumerate() {
            match (line.trim_start().strip_prefix("```"), &mut open) {
                (Some(language), None) => {
                    let language = language.trim().to_owned();
                    open = Some(Block { line: at + 1, language, text: String::new() });
                }
                (Some(_), Some(_)) => found.extend(open.take()),
                (None, Some(block)) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                (None, None) => {}
            }
        }
        found
    }
}

#[test]
fn there_is_a_readme() {
    assert!(project("README.md").is_file(), "README.md is missing; Cargo.toml and newcomers look for it");
}

#[test]
fn the_readme_says_what_a_run_of_the_sample_says() {
    let said = String::from_utf8_lossy(&sample().output.stdout).into_owned();
    let (findings, place) = said.trim_end().rsplit_once('\n').expect("several lines");
    assert!(place.starts_with("The report lies in "), "{place}");
    let readme = std::fs::read_to_string(project("README.md")).expect("it is there");
    assert!(readme.contains(findings), "README.md does not say:\n{findings}");
}

#[test]
fn what_is_said_of_the_sample_is_what_its_ledger_says() {
    let readme = std::fs::read_to_string(project("samples/README.md")).expect("it is there");
    let mut items: BTreeMap<String, u64> = BTreeMap::new();
    let ledger = sample().table("internal/ledger.csv");
    ledger.rows().for_each(|row| *items.entry(row.get("state").to_owned()).or_default() += 1);
    let all: u64 = items.values().sum();
    assert!(readme.contains(&format!("{} items in the ledger", with_commas(all))), "not {all} items");
    for (state, count) in items {
        let line = format!("| {state} | {} |", with_commas(count));
        assert!(readme.contains(&line), "samples/README.md does not say: {line}");
    }
}

#[test]
fn every_path_in_the_documentation_exists() {
    let named = Regex::new(r"`([^`\s]+)`|\]\(([^)\s#]+)(?:#[^)\s]*)?\)").expect("a sound pattern");
    let roots = ["src/", "docs/", "lexicons/", "samples/", "reports/", "tests/", "benches/", ".ci/"];
    let mut missing = Vec::new();
    for page in pages() {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, line) in page.text.lines().enumerate() {
            for hit in named.captures_iter(line) {
                let (path, is_link) = match (hit.get(1), hit.get(2)) {
                    (Some(path), _) => (path.as_str(), false),
                    (_, Some(path)) => (path.as_str(), true),
                    _ => continue,
                };
                let is_elsewhere = path.contains("://") || path.starts_with("mailto:");
                let is_pattern = path.contains(['*', '<', '…', '{']) || path.contains("NAME");
                if is_elsewhere || is_pattern {
                    continue;
                }
                // `src/text/scan.rs:12` names a line.
                let bare = path.split(':').next().unwrap_or(path);
                let from_top = project(bare).exists();
                let from_here = is_link && project(folder).join(bare).exists();
                let looks_like_path = is_link || roots.iter().any(|root| bare.starts_with(root));
                if looks_like_path && !from_top && !from_here {
                    missing.push(format!("{}:{}: {path}", page.path, at + 1));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "these are not there; mend the page or make the file:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_lexicon_in_the_documentation_is_sound() {
    let mut seen = 0;
    for page in pages() {
        for block in page.blocks().iter().filter(|block| block.text.trim_start().starts_with("lexicon \"")) {
            seen += 1;
            let place = format!("{}:{}", page.path, block.line);
            if let Err(faults) = yousaid::pipeline::CheckedLexicon::read(&place, &block.text) {
                let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
                panic!(
                    "a lexicon in the documentation is unsound (line within the block):\n{}",
                    told.join("\n")
                );
            }
        }
    }
    assert!(seen > 0, "docs/lexicon.md shows a whole lexicon");
}

/// The commands of this program in a block: the words after `yousaid`.
fn commands(block: &Block) -> Vec<Vec<String>> {
    if !["", "sh", "bash", "shell", "console", "text"].contains(&block.language.as_str()) {
        return Vec::new();
    }
    let joined = block.text.replace("\\\n", " ");
    let command = Regex::new(
        r"^\s*(?:\$ |> )?(?:\S*/)?(?:yousaid|cargo run(?: --release)?(?: --quiet| -q)? --) +([^#|>&]+)",
    )
    .expect("a sound pattern");
    joined
        .lines()
        .filter_map(|line| command.captures(line))
        .map(|hit| hit[1].split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_command_in_the_documentation_is_known() {
    let help = help::pages();
    let mut unknown = Vec::new();
    for page in pages() {
        for block in page.blocks() {
            for words in commands(&block) {
                let place =
                    format!("{}, block at line {}: yousaid {}", page.path, block.line, words.join(" "));
                let named: Vec<&String> = words.iter().take_while(|word| !word.starts_with('-')).collect();
                let known = (0..=named.len().min(2)).rev().find_map(|length| {
                    let words: Vec<&str> = named[..length].iter().map(|word| word.as_str()).collect();
                    help.get_key_value(&words.join(" "))
                });
                let Some((name, told)) = known else { continue };
                let takes_commands = told.contains("Usage: yousaid") && told.contains("<COMMAND>");
                let is_bare = name.split_whitespace().count() == named.len();
                if takes_commands && !is_bare {
                    unknown.push(format!("{place}: there is no such command"));
                }
                let options: BTreeSet<String> = help::options(told);
                for word in words.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                    let option = word.split('=').next().unwrap_or(word);
                    if !options.contains(option) && option != "--version" {
                        unknown.push(format!("{place}: {option} is not told by `yousaid {name} --help`"));
                    }
                }
            }
        }
    }
    assert!(unknown.is_empty(), "mend the page or the program:\n{}", unknown.join("\n"));
}
