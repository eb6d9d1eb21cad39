//! Does the sample still give the committed report?

use std::collections::BTreeSet;
use std::process::Command;

use crate::consultation::{PROGRAM, files_below, project};

const SAMPLE: &str = "samples/listening-exercise";
const REPORT: &str = "reports/listening-exercise";
const WHAT_TO_DO: &str = "run `cargo run --release -- run samples/listening-exercise`, look at the diff, and commit it if it is meant";

#[test]
fn the_sample_gives_the_committed_report() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = folder.path().join("report");
    let output = Command::new(PROGRAM)
        .args(["run", SAMPLE, "--quiet", "--out"])
        .arg(&out)
        .current_dir(project("."))
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "the sample does not run:\n{}", String::from_utf8_lossy(&output.stderr));
    let committed = files_below(&project(REPORT));
    assert!(!committed.is_empty(), "{REPORT} is not there; {WHAT_TO_DO}");
    let made: BTreeSet<String> = files_below(&out).into_iter().collect();
    for file in &made {
        // The internal files may be committed or not.
        assert!(
            committed.contains(file) || file.starts_with("internal/"),
            "{REPORT}/{file} is not committed; {WHAT_TO_DO}"
        );
    }
    for file in &committed {
        assert!(made.contains(file), "{REPORT}/{file} is no longer made; {WHAT_TO_DO}");
        let (old, new) = (std::fs::read(project(REPORT).join(file)), std::fs::read(out.join(file)));
        let (old, new) = (old.expect("the file was listed"), new.expect("the file was listed"));
        if old != new {
            let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(&new));
            let line = old.lines().zip(new.lines()).position(|(old, new)| old != new);
            let line = line.unwrap_or_else(|| old.lines().count().min(new.lines().count())) + 1;
            panic!("{REPORT}/{file} differs from line {line} on; {WHAT_TO_DO}");
        }
    }
}
