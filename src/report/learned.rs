//! What a learned model is and does, in the words of the method statement.

use std::fmt::Write;

use super::figures::{shown, things};
use crate::findings::{Findings, LearnedFinding, LearnedTheme};

/// Tells of the model, where the run has one.
pub(super) fn write_learned(findings: &Findings, page: &mut String) -> std::fmt::Result {
    let Some(LearnedFinding { counts, least_precision, model_sha256, origin, micro, themes }) =
        &findings.learned
    else {
        return Ok(());
    };
    writeln!(page, "### The learned model\n")?;
    writeln!(page, "**{}**\n", counts.meaning())?;
    writeln!(
        page,
        "The model (SHA-256 `{model_sha256}`) was learned from {} (SHA-256 of their file `{}`): for each theme a linear machine on words, parts of words, the question and the lexicon's \
         rules, with the lexicon's answer as what it believes at first. Learning has no chance in it: the same sheet gives the same model. `internal/learned.csv` tells for each response \
         which themes the lexicon and the model show, how likely the model holds them, and which words and rules decided.\n",
        things(origin.responses, "response coded by people", "responses coded by people"),
        origin.gold_sha256,
    )?;
    writeln!(
        page,
        "In cross-validation (each fifth of the coded responses coded by what the others taught) its micro-F1 was {:.3}, that of the lexicon alone on the same responses {:.3}. A theme is \
         left to the lexicon where too few responses were coded with it, where what was learned was no better, or where less than {:.0}% of what the model showed was right.\n",
        micro[0],
        micro[1],
        least_precision * 100.0,
    )?;
    writeln!(page, "| theme | coded | precision | recall | told by |\n|---|---:|---:|---:|---|")?;
    for (theme, of) in findings.lexicon.themes.iter().zip(themes) {
        let LearnedTheme { coded, precision, recall, is_left } = of;
        let share = |share: &Option<f64>| share.map_or("\u{2013}".to_owned(), |share| format!("{share:.2}"));
        let teller = if *is_left { "the lexicon" } else { "the model" };
        let coded = shown(*coded);
        writeln!(page, "| {} | {coded} | {} | {} | {teller} |", theme.name, share(precision), share(recall))?;
    }
    writeln!(page)
}
