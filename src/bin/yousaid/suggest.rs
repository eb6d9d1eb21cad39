//! `yousaid lexicon suggest`.

use std::path::Path;

use anyhow::Result;
use yousaid::learn::suggestions;
use yousaid::workbench::{suggestion_lines, suggestions_csv};

use crate::PARTLY_UNREADABLE;
use crate::arguments::SuggestArguments;
use crate::learn::{Taught, taught};
use crate::trial::{ending, show, write};

pub(crate) fn suggest(arguments: &SuggestArguments) -> Result<u8> {
    let lexicon: &Path = &arguments.lexicon;
    let Taught { plan, analysis, sample, is_partly_unreadable, .. } =
        taught(&arguments.gold, &arguments.inputs, Some(lexicon))?;
    let lexicon = &plan.lexicon.lexicon;
    let found = suggestions(&analysis, lexicon, &plan.tokeniser, &sample, arguments.limit);
    if let Some(path) = &arguments.csv {
        write(path, &suggestions_csv(&found, &analysis, lexicon))?;
    }
    show(&suggestion_lines(&found, &analysis, lexicon, sample.coded.len()));
    let code = ending(&analysis);
    Ok(if is_partly_unreadable { PARTLY_UNREADABLE } else { code })
}
