//! What the commands that try a lexicon out share: the walk up to what became of every response, and files of their own.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use yousaid::analysis::Analysis;
use yousaid::discover::MissedPhrase;
use yousaid::lexicon::Lexicon;
use yousaid::matching::Matcher;
use yousaid::pipeline::{CheckedLexicon, Plan, analysed, unreadable};

use crate::arguments::InputArguments;
use crate::progress::Bars;
use crate::run::plan_for;
use crate::{DONE, PARTLY_UNREADABLE};

/// A plan for these inputs with the lexicon that is named, or else the profile's or the starter.
pub(crate) fn plan(inputs: &InputArguments, lexicon: Option<&Path>) -> Result<Plan> {
    plan_for(&inputs.inputs, lexicon, inputs.profile.as_deref(), inputs.jobs)
}

/// The same plan with another lexicon, whose examples are not asked.
pub(crate) fn with_lexicon(plan: Plan, lexicon: Lexicon) -> Plan {
    let matcher = Matcher::new(&lexicon);
    let CheckedLexicon { name, sha256, .. } = plan.lexicon;
    Plan { lexicon: CheckedLexicon { lexicon, matcher, name, sha256 }, ..plan }
}

/// What became of every response.
pub(crate) fn analyse(plan: &Plan) -> Result<(Analysis, Vec<MissedPhrase>)> {
    let bars = Bars::new(false);
    let found = analysed(plan, &bars)?;
    bars.finish();
    Ok(found)
}

/// Says what could not be read, and gives the exit code.
pub(crate) fn ending(analysis: &Analysis) -> u8 {
    let unreadable = unreadable(analysis);
    for item in &unreadable {
        eprintln!("could not be read: {item}");
    }
    if unreadable.is_empty() { DONE } else { PARTLY_UNREADABLE }
}

/// Shows text on standard output; a reader that has seen enough (`| head`) is no fault.
pub(crate) fn show(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes a file of people's words, for its owner alone.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = || format!("{}: this file cannot be written", path.display());
    crate::output::create(path, true).and_then(|mut file| file.write_all(bytes)).with_context(failed)
}
