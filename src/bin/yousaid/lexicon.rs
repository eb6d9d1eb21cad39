//! `yousaid lexicon` and what can be done with one.

use std::path::Path;

use anyhow::Result;
use yousaid::workbench::{coverage, difference, overlap, overlap_lines};

use crate::arguments::{InputArguments, LexiconCommand};
use crate::run::read_lexicon;
use crate::trial::{analyse, ending, plan, show, write};

pub(crate) fn work(command: LexiconCommand) -> Result<u8> {
    match command {
        LexiconCommand::Check { file, inputs, broad, profile, jobs } => {
            crate::check::check(&file, InputArguments { inputs, profile, jobs }, broad)
        }
        LexiconCommand::Coverage { lexicon, inputs } => {
            let plan = plan(&inputs, Some(&lexicon))?;
            let (analysis, missed) = analyse(&plan)?;
            show(&coverage(&analysis, &plan.lexicon.lexicon, &missed));
            Ok(ending(&analysis))
        }
        LexiconCommand::Overlap { lexicon, inputs, least } => {
            let plan = plan(&inputs, Some(&lexicon))?;
            let (analysis, _) = analyse(&plan)?;
            let lexicon = &plan.lexicon.lexicon;
            show(&overlap_lines(&overlap(&analysis, lexicon, least), lexicon, least));
            Ok(ending(&analysis))
        }
        LexiconCommand::Diff { old, new, inputs, limit, csv } => {
            diff(&old, &new, &inputs, limit, csv.as_deref())
        }
        LexiconCommand::Suggest(arguments) => crate::suggest::suggest(&arguments),
        LexiconCommand::Convert { from, to } => crate::convert::convert(&from, &to),
    }
}

fn diff(old: &Path, new: &Path, inputs: &InputArguments, limit: usize, csv: Option<&Path>) -> Result<u8> {
    let mut plan = plan(inputs, Some(old))?;
    let new = read_lexicon(Some(new))?;
    let (before, _) = analyse(&plan)?;
    let old = std::mem::replace(&mut plan.lexicon, new);
    let (after, _) = analyse(&plan)?;
    let (old, new) = (&old.lexicon, &plan.lexicon.lexicon);
    let found = difference((&before, old), (&after, new), &plan.tokeniser);
    if let Some(path) = csv {
        write(path, &found.csv())?;
    }
    show(&found.lines(limit));
    Ok(ending(&after))
}
