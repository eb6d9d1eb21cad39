//! Does every module import only what stands above it, and each outside crate have one door?

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::consultation::project;
use crate::source::{SourceFile, code_of, files};

/// Where each outside crate may be used: a folder or file below `src`; `serde_json` reads in one format, and writes in the pipeline, the
/// program and the layouts of other programs.
const DOORS: &[(&str, &[&str])] = &[
    ("anyhow", &["bin/"]),
    ("calamine", &["ingest/formats/"]),
    ("cfb", &["ingest/formats/"]),
    ("chardetng", &["ingest/decode.rs"]),
    ("clap", &["bin/"]),
    ("csv_core", &["delimited/"]),
    ("encoding_rs", &["ingest/decode.rs"]),
    ("flate2", &["ingest/unpack.rs"]),
    ("html5gum", &["ingest/formats/"]),
    ("indicatif", &["bin/"]),
    ("mail_parser", &["ingest/formats/"]),
    ("mimalloc", &["bin/"]),
    ("minijinja", &["report/"]),
    ("parquet", &["exchange/"]),
    ("pdf_extract", &["ingest/documents/pdf_text/"]),
    ("pulldown_cmark", &["ingest/formats/"]),
    ("quick_xml", &["ingest/documents/"]),
    ("rayon", &["pipeline/mod.rs"]),
    ("regex", &["lexicon/code.rs", "redact/"]),
    ("roxmltree", &["lexicon/dictionaries/"]),
    ("rust_stemmers", &["text/"]),
    ("rust_xlsxwriter", &["office/"]),
    ("saphyr_parser", &["lexicon/dictionaries/"]),
    ("serde_json", &["ingest/formats/json.rs", "pipeline/manifest.rs", "exchange/", "bin/"]),
    ("sha2", &["digest.rs"]),
    ("thiserror", &["error.rs"]),
    ("tokenizers", &["text/"]),
    ("toml", &["profile.rs"]),
    ("unicode_normalization", &["normalise/"]),
    ("whatlang", &["text/"]),
    ("zip", &["ingest/formats/", "ingest/workbooks/", "office/package.rs"]),
];

/// Crates that are plain tools and may be used anywhere.
const TOOLS: &[&str] = &["rustc_hash", "serde"];

/// Crates with one file each, wherever their room.
const ONE_FILE: &[&str] = &[
    "calamine",
    "cfb",
    "chardetng",
    "encoding_rs",
    "flate2",
    "html5gum",
    "mail_parser",
    "parquet",
    "pulldown_cmark",
    "quick_xml",
    "rust_xlsxwriter",
    "saphyr_parser",
];

/// The modules of `lib.rs`, in order.
fn flow() -> Vec<String> {
    let lib = code_of(&project("src/lib.rs"));
    let declared = Regex::new(r"(?m)^\s*(?:pub(?:\([a-z]+\))? )?mod ([a-z_]+);").expect("a sound pattern");
    declared.captures_iter(&lib).map(|hit| hit[1].to_owned()).collect()
}

/// The top-level modules that a file names, and where: `crate::x`, `crate::{x, y}`, and `super::x` from a module at the top.
fn imports(file: &SourceFile) -> Vec<(String, usize)> {
    let path = Regex::new(r"\b(crate|super(?:::super)*)::(\{|[a-z_0-9]+)").expect("a sound pattern");
    let mut found = Vec::new();
    for hit in path.captures_iter(&file.code) {
        let (root, name) = (&hit[1], hit.get(2).expect("the pattern has two groups"));
        if root != "crate" && root.matches("super").count() < file.depth() {
            continue;
        }
        if name.as_str() != "{" {
            found.push((name.as_str().to_owned(), name.start()));
            continue;
        }
        let (mut depth, mut is_first) = (0, true);
        for (at, c) in file.code[name.start()..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => is_first = true,
                c if depth == 1 && is_first && c.is_ascii_lowercase() => {
                    let rest = &file.code[name.start() + at..];
                    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
                    found.push((rest[..end].to_owned(), name.start() + at));
                    is_first = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    found
}

#[test]
fn a_module_imports_only_modules_listed_above_it() {
    let flow = flow();
    let place = |module: &str| flow.iter().position(|known| known == module);
    let mut broken = Vec::new();
    for file in files() {
        let Some(module) = file.module() else { continue };
        let Some(here) = place(module) else { continue };
        for (imported, at) in imports(&file) {
            match place(&imported) {
                Some(there) if there <= here => {}
                Some(_) => broken.push(format!("{}: {module} imports {imported}", file.place(at))),
                None => {}
            }
        }
    }
    assert!(
        broken.is_empty(),
        "a module imports only modules listed above it in src/lib.rs; move what is shared to a room above both:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_module_stands_in_the_list_of_lib_rs() {
    let listed: BTreeSet<String> = flow().into_iter().collect();
    let found: BTreeSet<String> = files().iter().filter_map(SourceFile::module).map(str::to_owned).collect();
    assert_eq!(listed, found, "src/lib.rs lists the modules in flow order, each file and folder of src once");
    let settings = std::fs::read_to_string(project("rustfmt.toml")).expect("rustfmt.toml is there");
    assert!(
        settings.contains("reorder_modules = false"),
        "rustfmt would sort the list of src/lib.rs; write reorder_modules = false in rustfmt.toml"
    );
}

/// The names of `[dependencies]`, as code writes them.
fn dependencies() -> Vec<String> {
    let manifest = std::fs::read_to_string(project("Cargo.toml")).expect("Cargo.toml is there");
    let manifest: toml::Table = toml::from_str(&manifest).expect("Cargo.toml is TOML");
    let named = manifest["dependencies"].as_table().expect("there are dependencies");
    named.keys().map(|name| name.replace('-', "_")).collect()
}

/// Where each outside crate is used: the files below `src`.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let files = files();
    for name in dependencies() {
        let used =
            Regex::new(&format!(r"(?:^|[^\w:]|[^:]::){name}::|\buse {name};")).expect("a sound pattern");
        let users = files.iter().filter(|file| used.is_match(&file.code)).map(|file| file.path.clone());
        found.insert(name, users.collect());
    }
    found
}

#[test]
fn each_outside_crate_has_one_door() {
    let mut broken = Vec::new();
    for (name, users) in uses() {
        if TOOLS.contains(&name.as_str()) || users.is_empty() {
            continue;
        }
        let Some((_, doors)) = DOORS.iter().find(|(known, _)| *known == name) else {
            broken.push(format!(
                "{name} has no door; give it one place in DOORS of tests/suite/law.rs (used in {users:?})"
            ));
            continue;
        };
        for user in &users {
            if !doors.iter().any(|door| user.starts_with(door)) {
                broken.push(format!("src/{user} uses {name}, whose door is src/{}", doors.join(" and src/")));
            }
        }
        if ONE_FILE.contains(&name.as_str()) && users.len() > 1 {
            broken.push(format!("{name} is used in {users:?}; keep it in one of them"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_dependency_is_used() {
    let unused: Vec<String> =
        uses().into_iter().filter(|(_, users)| users.is_empty()).map(|(name, _)| name).collect();
    assert!(
        unused.is_empty(),
        "nothing in src uses {unused:?}; take them out of [dependencies] in Cargo.toml"
    );
}

/// Fails where a pattern stands in files that may not have it.
fn nowhere(pattern: &str, what_to_do: &str, applies: impl Fn(&SourceFile) -> bool) {
    let found: Vec<String> =
        files().iter().filter(|file| applies(file)).flat_map(|file| file.places(pattern)).collect();
    assert!(found.is_empty(), "{what_to_do}:\n{}", found.join("\n"));
}

#[test]
fn only_ingest_reads_files_in_the_library() {
    nowhere(
        r"\bfs::|\bFile::open\b|\bOpenOptions\b|\bread_dir\b|\bstd::fs\b",
        "in the library only src/ingest reads files; let the program read this one and hand it in",
        |file| !file.is_program() && !file.path.starts_with("ingest/"),
    );
}

#[test]
fn nothing_in_the_library_writes_or_prints() {
    nowhere(
        r"\b(?:e?println|e?print|dbg)!",
        "the library prints nothing; return it, or tell Progress",
        |file| !file.is_program(),
    );
    nowhere(
        r"\bfs::(?:write|create_dir|create_dir_all|remove_\w+|rename|copy)\b|\bFile::create\w*\b|\bOpenOptions\b",
        "the library writes no file; give bytes back and let the program write them",
        |file| !file.is_program(),
    );
    nowhere(
        r"\bstd::(?:net|process)\b|\bTcpStream\b|\bSystemTime\b|\bInstant::now\b",
        "the library starts nothing, sends nothing and knows no clock",
        |file| !file.is_program(),
    );
}

#[test]
fn no_report_sees_a_number_that_nobody_protected() {
    let is_report = |file: &SourceFile| file.path.starts_with("report/");
    let what_to_do = "a report is given numbers as disclose shows them (Shown, PublishedFigure) and nothing that was only counted; let findings hand it over";
    nowhere(
        r"\b(?:Tally|Totals|Analysis|Outcome)\b|\bcrate::(?:analysis|ingest|dedupe)\b",
        what_to_do,
        is_report,
    );
    // Of the room that counts, the words for what is counted, and a formula.
    let allowed = ["BOTH_WAYS", "Campaigns", "Filter", "Level", "UNITS", "Unit", "wilson"];
    let import = Regex::new(r"\bcount::(\{[^}]*\}|\w+)").expect("a sound pattern");
    for file in files().iter().filter(|file| is_report(file)) {
        for hit in import.captures_iter(&file.code) {
            let names = hit[1].split(|c: char| !c.is_alphanumeric() && c != '_');
            let raw: Vec<&str> = names.filter(|name| !name.is_empty() && !allowed.contains(name)).collect();
            assert!(raw.is_empty(), "src/{} imports {raw:?}: {what_to_do}", file.path);
        }
    }
    // Files, events, campaigns and families are no people; attributes have values, themes places; who corrects is no respondent.
    let no_people = ["number", "families", "themes", "files", "left_out", "theme", "correctors"];
    let field = Regex::new(r"(?m)^\s*pub (\w+): [^\n]*\b[ui](?:8|16|32|64|size)\b").expect("a sound pattern");
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.path.starts_with("findings")) {
        for hit in field.captures_iter(&file.code).filter(|hit| !no_people.contains(&&hit[1])) {
            found.push(format!("{} {}", file.place(hit.get(1).map_or(0, |name| name.start())), &hit[1]));
        }
    }
    assert!(
        found.is_empty(),
        "a count of people in findings is a Shown, not a plain number:\n{}",
        found.join("\n")
    );
}

#[test]
fn nothing_is_sent_over_a_network() {
    nowhere(r"\bstd::net\b|\bTcpStream\b|\bUdpSocket\b", "nothing is ever sent over a network", |_| true);
}

#[test]
fn nothing_is_unwrapped_or_left_undone() {
    nowhere(r"\.unwrap\(\)", "say with expect(\"…\") why it cannot fail, or hand the error up", |_| true);
    nowhere(r"\b(?:todo|unimplemented)!", "finish this or take it out", |_| true);
    nowhere(r"allow\(dead_code\)", "delete what nothing calls", |_| true);
}

#[test]
fn unsafe_code_stands_in_one_file() {
    nowhere(r"\bunsafe\b|\bunsafe_code\b", "unsafe code stands in src/dedupe/minhash.rs only", |file| {
        file.path != "dedupe/minhash.rs"
    });
}

#[test]
fn every_file_begins_with_its_purpose() {
    let without: Vec<String> = files()
        .into_iter()
        .filter(|file| {
            let source = std::fs::read_to_string(project("src").join(&file.path)).unwrap_or_default();
            !source.starts_with("//! ")
        })
        .map(|file| format!("src/{}", file.path))
        .collect();
    assert!(without.is_empty(), "begin each with //! and its purpose in one sentence: {without:?}");
}
