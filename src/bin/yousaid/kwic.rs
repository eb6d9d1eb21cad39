//! `yousaid kwic`.

use std::io::IsTerminal;

use anyhow::{Result, anyhow};
use yousaid::workbench::concordance;

use crate::arguments::KwicArguments;
use crate::trial::{analyse, ending, plan, show, with_lexicon, write};

pub(crate) fn kwic(arguments: &KwicArguments) -> Result<u8> {
    let plan = plan(&arguments.inputs, arguments.lexicon.as_deref())?;
    let term = &arguments.term;
    let (lexicon, theme) =
        plan.lexicon.lexicon.clone().with_term(term).map_err(|fault| anyhow!("{term}: {fault}"))?;
    let (analysis, _) = analyse(&with_lexicon(plan, lexicon))?;
    let found = concordance(&analysis, theme);
    if let Some(path) = &arguments.csv {
        write(path, &found.csv())?;
    }
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    show(&found.lines(arguments.limit, std::io::stdout().is_terminal() && !no_colour));
    Ok(ending(&analysis))
}
