//! Are the bytes the same for any number of threads, and families for any order of rows?

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, Run, csv, files_below, project};
use crate::numbers::Numbers;

/// Holds two reports to the same files with the same bytes.
fn assert_same(one: &Run, other: &Run, what: &str) {
    let files = files_below(&one.folder);
    assert_eq!(files, files_below(&other.folder), "{what}: the reports hold different files");
    assert!(files.len() > 5, "{what}: there is hardly a report: {files:?}");
    for file in files {
        assert!(one.bytes(&file) == other.bytes(&file), "{what}: {file} differs");
    }
}

#[test]
fn the_sample_gives_the_same_bytes_for_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let run = |name: &str, jobs: &str| {
        let out = folder.path().join(name);
        let output = Command::new(PROGRAM)
            .arg("run")
            .arg(project("samples/listening-exercise"))
            .args(["--quiet", "--jobs", jobs, "--out"])
            .arg(&out)
            .output()
            .expect("the program starts");
        Run::of(output, out)
    };
    let first = run("first", "1");
    assert_same(&first, &run("again", "1"), "two runs");
    assert_same(&first, &run("two", "2"), "--jobs 1 and --jobs 2");
    assert_same(&first, &run("seven", "7"), "--jobs 1 and --jobs 7");
}

const WORDS: [&str; 16] = [
    "bus", "ward", "parking", "nurse", "doctor", "late", "closed", "always", "never", "please", "keep",
    "the", "our", "to", "and", "hospital",
];

fn sentence(numbers: &mut Numbers, words: usize) -> String {
    (0..words).map(|_| WORDS[numbers.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
}

/// Two campaigns with signatories who add, drop and change words, pairs of near copies, people who write twice, and many others.
fn rows() -> Vec<[String; 3]> {
    let mut numbers = Numbers(2019);
    let mut texts = Vec::new();
    for _ in 0..2 {
        let template: Vec<String> = (0..6).map(|_| sentence(&mut numbers, 8)).collect();
        for copy in 0..12 {
            let mut sentences = template.clone();
            if copy % 3 == 1 {
                let own = sentence(&mut numbers, 9);
                sentences.insert(numbers.below(6), own);
            }
            if copy % 4 == 3 {
                sentences.remove(numbers.below(6));
            }
            texts.push(sentences.join(". ") + ".");
        }
    }
    for _ in 0..4 {
        let text = sentence(&mut numbers, 30);
        texts.push(text.clone());
        texts.push(format!("{text} indeed"));
    }
    for _ in 0..60 {
        let words = 1 + numbers.below(40);
        texts.push(sentence(&mut numbers, words));
    }
    let text = |at: usize| texts[at].clone();
    let rows = (0..texts.len()).map(|at| {
        // Every ninth submission is of somebody who wrote before.
        let person = if at % 9 == 8 { at - 5 } else { at };
        [format!("R{at:03}"), format!("person{person}@example.org"), text(at)]
    });
    rows.collect()
}

fn run(rows: &[[String; 3]]) -> (Consultation, Run) {
    let mut table = vec![["Ref", "Email", "Comment"]];
    table.extend(rows.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]));
    let table: Vec<&[&str]> = table.iter().map(|row| row.as_slice()).collect();
    let consultation = Consultation::new()
        .profile("[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nEmail = \"person\"\nComment = \"open\"\n")
        .file("survey.csv", csv(&table));
    let run = consultation.run_with(&["--quiet"]).ends_with(0);
    run.adds_up();
    (consultation, run)
}

#[test]
fn a_generated_survey_gives_the_same_bytes_for_any_number_of_threads() {
    let (consultation, first) = run(&rows());
    let again = consultation.run_into("again", &["--quiet", "--jobs", "1"]);
    let two = consultation.run_into("two", &["--quiet", "--jobs", "2"]);
    assert_same(&first, &again, "one thread for each core and --jobs 1");
    assert_same(&first, &two, "one thread for each core and --jobs 2");
}

/// Each family as its kind and its members: submission id, how alike, what was added.
fn families(run: &Run) -> BTreeSet<(String, BTreeSet<[String; 3]>)> {
    let mut by_id: BTreeMap<String, (String, BTreeSet<[String; 3]>)> = BTreeMap::new();
    let table = run.table("internal/families.csv");
    for row in table.rows() {
        let family = by_id.entry(row.get("family_id").to_owned()).or_default();
        family.0 = row.get("kind").to_owned();
        let columns = ["response_id", "similarity", "added_text"];
        family.1.insert(columns.map(|column| row.get(column).to_owned()));
    }
    by_id.into_values().collect()
}

#[test]
fn families_do_not_depend_on_the_order_of_rows() {
    let rows = rows();
    let (_kept, first) = run(&rows);
    let expected = families(&first);
    for kind in ["campaign", "near", "same_person"] {
        assert!(
            expected.iter().any(|family| family.0 == kind),
            "the rows make no {kind} family: {expected:#?}"
        );
    }
    for seed in 1..6 {
        let mut shuffled = rows.clone();
        let mut numbers = Numbers(seed);
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, numbers.below(at + 1));
        }
        let (_kept, other) = run(&shuffled);
        let found = families(&other);
        let differing: Vec<_> = expected.symmetric_difference(&found).collect();
        assert!(differing.is_empty(), "shuffle {seed} changes families: {differing:#?}");
        let (states, others) = (first.state_of_submissions(), other.state_of_submissions());
        for (id, state) in states {
            // Which of one person's submissions is the repeated one depends on the order.
            if [&state, &others[&id]].iter().any(|state| *state == "duplicate") {
                continue;
            }
            let is_campaign = |state: &str| state.starts_with("campaign");
            assert_eq!(
                is_campaign(&state),
                is_campaign(&others[&id]),
                "{id} is {state} in one order and {} in another",
                others[&id]
            );
        }
    }
}
