//! `yousaid lexicon check`.

use std::path::Path;

use anyhow::{Context, Result};
use yousaid::pipeline::CheckedLexicon;

use crate::{DONE, FAILED};

pub(crate) fn check(file: &Path) -> Result<u8> {
    let path = file.display().to_string();
    let source =
        std::fs::read_to_string(file).with_context(|| format!("{path}: this lexicon cannot be read"))?;
    match CheckedLexicon::read(&path, &source) {
        Ok(checked) => {
            let lexicon = &checked.lexicon;
            println!(
                "{path}: {} priorities, {} themes, {} rules; all {} examples hold",
                lexicon.priorities.len(),
                lexicon.themes.len(),
                lexicon.rule_count(),
                lexicon.examples.len()
            );
            Ok(DONE)
        }
        Err(faults) => {
            for fault in &faults {
                println!("{fault}");
            }
            let count = faults.len();
            eprintln!("{count} {} in {path}", if count == 1 { "fault" } else { "faults" });
            Ok(FAILED)
        }
    }
}
