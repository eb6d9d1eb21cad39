//! Scores as people and programs read them.

use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::scores::found_in;
use super::{Counts, FEWEST, Gold, Measure, Measures, Pairing, RunFound, Scores};
use crate::delimited::{Sheet, each_row};
use crate::error::Fault;

/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

/// The scores as lines of text: a row a theme, the averages, and what was not scored.
pub fn scores_table(scores: &Scores, gold: &Gold, pairing: &Pairing, run: &RunFound) -> String {
    let width = scores.themes.iter().map(|score| run.themes[score.theme].id.len()).max().unwrap_or(0).max(24);
    let mut said = String::new();
    let column = gold.id_column.as_ref().filter(|_| pairing.by != "by the responses' words");
    let column = column.map_or(String::new(), |name| format!(" (column '{name}')"));
    let (matched, coded) = (scores.responses, gold.rows.len());
    writeln!(said, "{matched} of {coded} coded rows were matched to the run, {}{column}.\n", pairing.by)
        .expect(STRING);
    writeln!(said, "{:<width$}  coded  found  right  {:<19}  {:<19}  F1", "theme", "precision", "recall")
        .expect(STRING);
    for score in &scores.themes {
        row(&mut said, &run.themes[score.theme].id, width, Some(score.counts), &score.measures);
    }
    said.push('\n');
    row(&mut said, "micro: all codes alike", width, Some(scores.counts), &scores.micro);
    row(&mut said, "macro: all themes alike", width, None, &scores.macro_average);
    writeln!(
        said,
        "\nmacro is over the {} themes with {FEWEST} or more coded rows. In brackets: 95% intervals.",
        scores.macro_themes
    )
    .expect(STRING);
    let mut notes: Vec<String> = gold.notes.iter().chain(&pairing.notes).cloned().collect();
    let judged: FxHashSet<usize> =
        pairing.pairs.iter().flat_map(|(_, responses)| responses).copied().collect();
    let has_words = |at: &usize| !run.responses[*at].text.is_empty();
    let all = (0..run.responses.len()).filter(has_words).count();
    let unjudged = (0..run.responses.len()).filter(has_words).filter(|at| !judged.contains(at)).count();
    if unjudged > 0 {
        notes.push(format!(
            "{unjudged} of the run's {all} responses were not coded: these figures say nothing about them"
        ));
    }
    let uncoded = run.themes.len() - gold.themes.len();
    if uncoded > 0 {
        notes.push(format!(
            "{uncoded} of the lexicon's {} themes were not coded and are not scored",
            run.themes.len()
        ));
    }
    for note in notes {
        writeln!(said, "Note: {note}.").expect(STRING);
    }
    said
}

fn row(said: &mut String, name: &str, width: usize, counts: Option<Counts>, measures: &Measures) {
    let Counts { coded, found, right } = counts.unwrap_or_default();
    let count = |count: u64| counts.map_or(String::new(), |_| count.to_string());
    let (coded, found, right) = (count(coded), count(found), count(right));
    let shown = |measure: Option<Measure>| {
        measure
            .map_or("-".to_owned(), |Measure { value, low, high }| format!("{value:.3} ({low:.3}-{high:.3})"))
    };
    let (precision, recall) = (shown(measures.precision), shown(measures.recall));
    let f1 = shown(measures.f1);
    writeln!(said, "{name:<width$}  {coded:>5}  {found:>5}  {right:>5}  {precision:<19}  {recall:<19}  {f1}")
        .expect(STRING);
}

/// The scores as a CSV: a row a theme, then one a kind of average.
pub fn scores_csv(scores: &Scores, run: &RunFound) -> Vec<u8> {
    let mut sheet = Sheet::publishable(&[
        "level",
        "theme_id",
        "theme",
        "responses",
        "coded",
        "found",
        "right",
        "precision",
        "precision_low",
        "precision_high",
        "recall",
        "recall_low",
        "recall_high",
        "f1",
        "f1_low",
        "f1_high",
    ]);
    let mut write = |level: &str, id: &str, name: &str, counts: Option<Counts>, measures: &Measures| {
        [level, id, name].iter().for_each(|cell| sheet.cell(cell));
        sheet.cell(&scores.responses.to_string());
        match counts {
            Some(Counts { coded, found, right }) => {
                [coded, found, right].iter().for_each(|count| sheet.cell(&count.to_string()));
            }
            None => (0..3).for_each(|_| sheet.cell("")),
        }
        for measure in [measures.precision, measures.recall, measures.f1] {
            match measure {
                Some(Measure { value, low, high }) => {
                    [value, low, high].iter().for_each(|value| sheet.cell(&format!("{value:.4}")));
                }
                None => (0..3).for_each(|_| sheet.cell("")),
            }
        }
        sheet.end();
    };
    for score in &scores.themes {
        let theme = &run.themes[score.theme];
        write("theme", &theme.id, &theme.name, Some(score.counts), &score.measures);
    }
    write("micro", "", "", Some(scores.counts), &scores.micro);
    write("macro", "", "", None, &scores.macro_average);
    sheet.into_bytes()
}

/// What the first line of the file of disagreements says.
const INTERNAL: &str = "Internal: people's own words, personal details not masked. Not for publication.";

/// Every disagreement as a row of a CSV, with the response's words and, where the run found the theme, the rule's line and the words it
/// found (from `internal/mentions.csv`).
pub fn disagreements(
    gold: &Gold,
    pairing: &Pairing,
    run: &RunFound,
    mentions: &str,
) -> Result<Vec<u8>, Fault> {
    // By response and theme: the lines of the rules, and the words.
    let mut proof = FxHashMap::<(String, String), (Vec<String>, Vec<String>)>::default();
    each_row(
        "internal/mentions.csv",
        mentions,
        ["response_id", "theme_id", "rule_line", "matched"],
        |[response, theme, line, matched]| {
            let (lines, words) = proof.entry((response.to_owned(), theme.to_owned())).or_default();
            lines.push(line.to_owned());
            words.push(matched.to_owned());
        },
    )?;
    let mut sheet = Sheet::publishable(&[INTERNAL]);
    sheet.row(&[
        "response_id",
        "gold_row",
        "question",
        "theme_id",
        "theme",
        "disagreement",
        "rule_line",
        "matched",
        "text",
    ]);
    for (row, responses) in &pairing.pairs {
        let coded = &gold.rows[*row];
        let found = found_in(responses, gold, run);
        let missed =
            coded.themes.iter().filter(|theme| !found.contains(theme)).map(|theme| (theme, "missed"));
        let wrong = found
            .iter()
            .filter(|theme| !coded.themes.contains(theme))
            .map(|theme| (theme, "found, not coded"));
        for (theme, disagreement) in missed.chain(wrong) {
            let named = &run.themes[*theme];
            for response in responses.iter().map(|at| &run.responses[*at]) {
                let shown = proof.get(&(response.id.clone(), named.id.clone()));
                // Of several responses of one submission, only those in which it was found are to blame.
                if disagreement != "missed" && shown.is_none() {
                    continue;
                }
                let (lines, words) =
                    shown.map_or_else(Default::default, |(lines, words)| (lines.join(";"), words.join("; ")));
                sheet.row(&[
                    &response.id,
                    &coded.number.to_string(),
                    &response.question,
                    &named.id,
                    &named.name,
                    disagreement,
                    &lines,
                    &words,
                    &response.text,
                ]);
            }
        }
    }
    Ok(sheet.into_bytes())
}
