//! The report of the sample consultation, made once for all tests that look at it.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use crate::consultation::{PROGRAM, Run, project};

/// The run.
pub(crate) fn sample() -> &'static Run {
    static SAMPLE: LazyLock<Run> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-report");
        let output = Command::new(PROGRAM)
            .arg("run")
            .arg(project("samples/listening-exercise"))
            .arg("--out")
            .arg(&folder)
            .output()
            .expect("the program starts");
        Run::of(output, folder).ends_with(0)
    });
    &SAMPLE
}
