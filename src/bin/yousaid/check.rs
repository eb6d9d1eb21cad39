//! `yousaid lexicon check`.

use std::path::Path;

use anyhow::Result;
use yousaid::error::Fault;
use yousaid::pipeline::CheckedLexicon;
use yousaid::workbench::{Trial, warnings};

use crate::arguments::InputArguments;
use crate::run::lexicon_bytes;
use crate::trial::{analyse, ending, plan, with_lexicon};
use crate::{DONE, FAILED};

pub(crate) fn check(file: &Path, inputs: InputArguments, broad: f64) -> Result<u8> {
    let path = file.display().to_string();
    match CheckedLexicon::open(&path, lexicon_bytes(file)?) {
        Ok(checked) => {
            let (doubts, code) = doubts(&checked, file, &path, &inputs, broad)?;
            for doubt in &doubts {
                println!("{doubt}");
            }
            let lexicon = &checked.lexicon;
            println!(
                "{path}: {} priorities, {} themes, {} rules; all {} examples hold",
                lexicon.priorities.len(),
                lexicon.themes.len(),
                lexicon.rule_count(),
                lexicon.examples.len()
            );
            if !doubts.is_empty() {
                let count = doubts.len();
                eprintln!("{count} {} in {path}", if count == 1 { "warning" } else { "warnings" });
            }
            Ok(code)
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

/// The warnings, and the exit code: inputs that cannot be read are told there.
fn doubts(
    checked: &CheckedLexicon,
    file: &Path,
    path: &str,
    inputs: &InputArguments,
    broad: f64,
) -> Result<(Vec<Fault>, u8)> {
    let lexicon = &checked.lexicon;
    if inputs.inputs.is_empty() {
        return Ok((warnings(lexicon, path, None), DONE));
    }
    let plan = plan(inputs, Some(file))?;
    let (analysis, _) = analyse(&plan)?;
    let (rule_by_rule, _) = analyse(&with_lexicon(plan, lexicon.rule_by_rule()))?;
    let trial = Trial { analysis: &analysis, rule_by_rule: &rule_by_rule, broad };
    Ok((warnings(lexicon, path, Some(trial)), ending(&analysis)))
}
