//! Scores as people and programs read them.

use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::scores::found_in;
use super::{Agreement, Agreements, Counts, FEWEST, Gold, Measure, Measures, Pairing, RunFound, Scores};
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
    if scores.weighted {
        notes.push(
            "rows were drawn with unequal chances, and count by their weights: the figures speak for every response they were drawn from"
                .to_owned(),
        );
    }
    let is_coded =
        |stratum: &&String| pairing.pairs.iter().any(|(row, _)| gold.rows[*row].stratum == **stratum);
    let empty: f64 =
        gold.strata.iter().filter(|(name, _)| !is_coded(name)).map(|(_, responses)| responses).sum();
    if empty > 0.0 {
        notes.push(format!(
            "about {empty:.0} responses are in strata of which nobody coded a row: the figures say nothing of them"
        ));
    }
    for note in notes {
        writeln!(said, "Note: {note}.").expect(STRING);
    }
    said
}

/// How far coders and the program agree, as lines of text.
pub fn agreements_table(agreements: &Agreements, run: &RunFound) -> String {
    let mut said = String::new();
    let Agreements { responses, between, themes, means } = agreements;
    if themes.is_empty() {
        return said;
    }
    let width = themes.iter().map(|of| run.themes[of.theme].id.len()).max().unwrap_or(0).max(24);
    let rows = if *responses == 1 { "row" } else { "rows" };
    writeln!(
        said,
        "\nAgreement on {responses} {rows}, each counting alike: Krippendorff's alpha (1 full agreement, 0 chance), and the share of rows on which both say the same.\n"
    )
    .expect(STRING);
    let line = |said: &mut String, name: &str, cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<21}")).collect();
        writeln!(said, "{name:<width$}  {}", cells.join("  ").trim_end()).expect(STRING);
    };
    line(&mut said, "theme", between.iter().map(|pair| (*pair).to_owned()).collect());
    let cells = |pairs: &[Agreement]| pairs.iter().map(agreement).collect();
    for of in themes {
        line(&mut said, &run.themes[of.theme].id, cells(&of.pairs));
    }
    line(&mut said, "mean of themes", cells(means));
    said
}

fn agreement(of: &Agreement) -> String {
    let alpha = of.alpha.map_or("-".to_owned(), |alpha| format!("{alpha:.3}"));
    format!("{alpha:>6}   {:>4.0}%", of.share * 100.0)
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

/// The columns of a CSV of scores.
pub(super) const COLUMNS: [&str; 22] = [
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
    "weighted",
    "coder_alpha",
    "coder_agreement",
    "program_alpha",
    "program_agreement",
    "lexicon_sha256",
];

/// The scores as a CSV: a row a theme, then one a kind of average. The last columns say how far two coders, and the first coder and the program, agree, and
/// by which lexicon the run went.
pub fn scores_csv(scores: &Scores, agreements: &Agreements, run: &RunFound, lexicon_sha256: &str) -> Vec<u8> {
    let mut sheet = Sheet::publishable(&COLUMNS);
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
        sheet.cell(if scores.weighted { "yes" } else { "no" });
        let pairs = match (level, agreements.themes.iter().find(|of| run.themes[of.theme].id == id)) {
            ("macro", _) => &agreements.means[..],
            (_, Some(of)) => &of.pairs,
            (_, None) => &[],
        };
        // The first coder and the program stand first where nobody else coded.
        let (coders, program) =
            if agreements.between.len() > 1 { (pairs.first(), pairs.get(1)) } else { (None, pairs.first()) };
        for of in [coders, program] {
            sheet.cell(&of.and_then(|of| of.alpha).map_or(String::new(), |alpha| format!("{alpha:.4}")));
            sheet.cell(&of.map_or(String::new(), |of| format!("{:.4}", of.share)));
        }
        sheet.cell(lexicon_sha256);
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
        "line",
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
                let rule = match shown {
                    Some((_, words)) => suggested_exceptions(words, &response.text),
                    None => suggested_phrase(&response.text),
                };
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
                    &rule,
                ]);
            }
        }
    }
    Ok(sheet.into_bytes())
}

/// A phrase longer than this is hardly said again.
const LONGEST_PHRASE: usize = 8;

/// Lines that would take these mentions away: the words found, with one more on each side. Somebody has to shorten or widen them.
fn suggested_exceptions(words: &[String], text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for found in words {
        let Some(at) = text.find(found.as_str()) else { continue };
        let is_word = |c: char| c.is_alphanumeric() || c == '\'';
        let before = &text[..at];
        let before = before.trim_end_matches(' ').rsplit(|c| !is_word(c)).next().unwrap_or("");
        let behind = &text[at + found.len()..];
        let behind = behind.trim_start_matches(' ').split(|c| !is_word(c)).next().unwrap_or("");
        let line = [before, found.as_str(), behind].join(" ");
        if let Some(phrase) = phrase(&line) {
            lines.push(format!("except phrase {phrase}"));
        }
    }
    lines.dedup();
    lines.join("; ")
}

/// A line that would find a short response; empty for a long one, in which somebody has to say which words matter.
fn suggested_phrase(text: &str) -> String {
    phrase(text).map_or(String::new(), |phrase| format!("phrase {phrase}"))
}

/// The words of a text as a rule writes them; none where there are too many.
fn phrase(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('\u{2019}', "'"))
        .collect();
    (!words.is_empty() && words.len() <= LONGEST_PHRASE).then(|| words.join(" "))
}
