//! `yousaid discover`.

use anyhow::{Result, anyhow};
use yousaid::discover::{Reading, Subject};
use yousaid::workbench::{Discovery, discovery_csv, discovery_lines};

use crate::arguments::DiscoverArguments;
use crate::trial::{analyse, ending, plan, show, write};

/// So many sentences show each candidate.
const EXAMPLES: usize = 3;

pub(crate) fn discover(arguments: &DiscoverArguments) -> Result<u8> {
    let plan = plan(&arguments.inputs, arguments.lexicon.as_deref())?;
    let lexicon = &plan.lexicon.lexicon;
    let theme = |said: &String| {
        lexicon.theme_meant(said).map(Subject::Theme).map_err(|reason| anyhow!("--theme: {reason}"))
    };
    let subjects = if arguments.every_theme {
        (0..lexicon.themes.len()).map(Subject::Theme).collect()
    } else if arguments.theme.is_empty() {
        vec![Subject::Unthemed]
    } else {
        arguments.theme.iter().map(theme).collect::<Result<Vec<Subject>>>()?
    };
    let (analysis, _) = analyse(&plan)?;
    let reading = Reading::of(&analysis, lexicon, &plan.tokeniser);
    let found: Vec<Discovery> = subjects
        .into_iter()
        .map(|subject| Discovery {
            subject,
            candidates: reading.candidates(subject, arguments.limit, EXAMPLES),
        })
        .filter(|discovery| !arguments.every_theme || !discovery.candidates.is_empty())
        .collect();
    if let Some(path) = &arguments.csv {
        write(path, &discovery_csv(&found, &analysis, lexicon))?;
    }
    show(&discovery_lines(&found, &analysis, lexicon));
    Ok(ending(&analysis))
}
