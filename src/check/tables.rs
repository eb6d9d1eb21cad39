//! Scores as people and programs read them.

use std::collections::BTreeMap;
use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::Tried;
use super::scores::found_in;
use super::{Agreement, Agreements, Counts, FEWEST, Gold, Measure, Measures, Pairing, RunFound, Scores};
use crate::delimited::{Sheet, each_row};
use crate::error::Fault;
use crate::text::Span;

/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

/// The scores as lines of text: a row a theme, the averages, and what was not scored. `other` are those of the other choice of rows, with or without
/// those in no figure of the run, and these rows.
pub fn scores_table(
    scores: &Scores,
    (other, in_no_figure): (&Scores, &[(usize, Vec<usize>)]),
    gold: &Gold,
    pairing: &Pairing,
    run: &RunFound,
) -> String {
    let width = scores.themes.iter().map(|score| run.themes[score.theme].id.len()).max().unwrap_or(0).max(24);
    let mut said = String::new();
    let column = gold.id_column.as_ref().filter(|_| pairing.by != "by the responses' words");
    let column = column.map_or(String::new(), |name| format!(" (column '{name}')"));
    let (matched, coded) = (scores.responses + pairing.aside.len(), gold.rows.len());
    write!(said, "{matched} of {coded} coded rows were matched to the run, {}{column}.", pairing.by)
        .expect(STRING);
    let counting = scores.responses - scores.in_no_figure;
    if counting < matched {
        let scored = if pairing.aside.is_empty() { "all are scored" } else { "these are scored" };
        write!(said, " {counting} of them are of responses that count in its figures; {scored}.")
            .expect(STRING);
    }
    said.push_str("\n\n");
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
    if !in_no_figure.is_empty() {
        said.push_str(&told_aside(other, in_no_figure, !pairing.aside.is_empty(), gold, run));
    }
    let mut notes: Vec<String> = gold.notes.iter().chain(&pairing.notes).cloned().collect();
    let judged: FxHashSet<usize> =
        pairing.pairs.iter().chain(&pairing.aside).flat_map(|(_, responses)| responses).copied().collect();
    let has_words = |at: &usize| !run.responses[*at].text.is_empty();
    let all = (0..run.responses.len()).filter(has_words).count();
    let unjudged = (0..run.responses.len()).filter(has_words).filter(|at| !judged.contains(at)).count();
    if unjudged > 0 && !scores.weighted {
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
            "rows were drawn by strata, and count by their weights: the figures speak for every response they were drawn from"
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

/// So many themes are told of what was put aside.
const MOST_ASIDE: usize = 5;

/// What was coded in responses that count in no figure, and the averages with them.
fn told_aside(
    other: &Scores,
    in_no_figure: &[(usize, Vec<usize>)],
    are_aside: bool,
    gold: &Gold,
    run: &RunFound,
) -> String {
    let mut coded: BTreeMap<usize, usize> = BTreeMap::new();
    let rows: Vec<_> = in_no_figure.iter().map(|(row, _)| &gold.rows[*row]).collect();
    rows.iter().flat_map(|row| &row.themes).for_each(|theme| *coded.entry(*theme).or_default() += 1);
    let mut themes: Vec<(usize, usize)> = coded.into_iter().collect();
    themes.sort_by_key(|(theme, rows)| (std::cmp::Reverse(*rows), *theme));
    let named =
        themes.iter().take(MOST_ASIDE).map(|(theme, rows)| format!("{} {rows}", run.themes[*theme].id));
    let mut named: Vec<String> = named.collect();
    named.extend((themes.len() > MOST_ASIDE).then(|| format!("{} other themes", themes.len() - MOST_ASIDE)));
    let without = rows.iter().filter(|row| row.themes.is_empty()).count();
    named.extend((without > 0).then(|| format!("no theme {without}")));
    let f1 = |of: &Measures| measure(of.f1);
    let (above, others) = if are_aside {
        ("not scored above", "All, these too (without --counted-only)")
    } else {
        ("scored above, too", "Without them (--counted-only)")
    };
    format!(
        "\nCoded rows of responses that count in no figure of the run (state in internal/responses.csv), {above}: {}; coded there: {}.\n\
         {others}, of {} rows: micro F1 {}, macro F1 {}.\n",
        rows.len(),
        named.join(", "),
        other.responses,
        f1(&other.micro),
        f1(&other.macro_average),
    )
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
    let (precision, recall) = (measure(measures.precision), measure(measures.recall));
    let f1 = measure(measures.f1);
    writeln!(said, "{name:<width$}  {coded:>5}  {found:>5}  {right:>5}  {precision:<19}  {recall:<19}  {f1}")
        .expect(STRING);
}

fn measure(of: Option<Measure>) -> String {
    of.map_or("-".to_owned(), |Measure { value, low, high }| format!("{value:.3} ({low:.3}-{high:.3})"))
}

/// The columns of a CSV of scores.
pub(super) const COLUMNS: [&str; 23] = [
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
    "in_no_figure",
];

/// The scores as a CSV: a row a theme, then one a kind of average. The last columns say how far two coders, and the first coder and the program, agree,
/// by which lexicon the run went, and how many of the responses count in none of its figures.
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
        sheet.cell(&scores.in_no_figure.to_string());
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

/// A mention as a run wrote it.
struct Proof {
    line: String,
    words: String,
    place: Span,
}

/// Every disagreement as a row of a CSV, with the response's words, where the run found the theme the rule's line and the words it found (from
/// `internal/mentions.csv`), and a line to start a rule from, which was tried on this response (personal details from `internal/redactions.csv`).
pub fn disagreements(
    gold: &Gold,
    pairing: &Pairing,
    run: &RunFound,
    mentions: &str,
    redactions: &str,
) -> Result<Vec<u8>, Fault> {
    let proof = proof(mentions)?;
    let hidden = hidden(redactions)?;
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
        let missed = coded.themes.iter().filter(|theme| !found.contains(theme)).map(|theme| (*theme, true));
        let wrong = found.iter().filter(|theme| !coded.themes.contains(theme)).map(|theme| (*theme, false));
        for (theme, is_missed) in missed.chain(wrong) {
            let named = &run.themes[theme];
            for response in responses.iter().map(|at| &run.responses[*at]) {
                // Of several responses of one submission, only those in which it was found are to blame.
                if !is_missed && !response.themes.contains(&theme) {
                    continue;
                }
                let tried =
                    Tried::new(&response.text, hidden.get(&response.id).map_or(&[][..], Vec::as_slice));
                let shown = proof.get(&(response.id.clone(), named.id.clone()));
                let shown = shown.filter(|_| !is_missed).map_or(&[][..], Vec::as_slice);
                let places: Vec<Span> = shown.iter().map(|of| of.place).collect();
                let rule = if is_missed {
                    tried.phrase().unwrap_or_default()
                } else {
                    tried.exceptions(&places).join("; ")
                };
                let joined = |cell: fn(&Proof) -> &str, sign: &str| {
                    shown.iter().map(cell).collect::<Vec<&str>>().join(sign)
                };
                sheet.row(&[
                    response.id.as_str(),
                    &coded.number.to_string(),
                    &response.question,
                    &named.id,
                    &named.name,
                    if is_missed { "missed" } else { "found, not coded" },
                    &joined(|of| &of.line, ";"),
                    &joined(|of| &of.words, "; "),
                    &response.text,
                    &rule,
                ]);
            }
        }
    }
    Ok(sheet.into_bytes())
}

/// By response and theme: what was found.
fn proof(mentions: &str) -> Result<FxHashMap<(String, String), Vec<Proof>>, Fault> {
    let mut proof = FxHashMap::<(String, String), Vec<Proof>>::default();
    let columns = ["response_id", "theme_id", "rule_line", "start", "end", "matched"];
    each_row("internal/mentions.csv", mentions, columns, |[response, theme, line, start, end, words]| {
        if let (Ok(start), Ok(end)) = (start.parse(), end.parse()) {
            let found = Proof { line: line.to_owned(), words: words.to_owned(), place: Span { start, end } };
            proof.entry((response.to_owned(), theme.to_owned())).or_default().push(found);
        }
    })?;
    Ok(proof)
}

/// By response: where personal details stand, sorted.
fn hidden(redactions: &str) -> Result<FxHashMap<String, Vec<Span>>, Fault> {
    let mut hidden = FxHashMap::<String, Vec<Span>>::default();
    each_row("internal/redactions.csv", redactions, ["response_id", "start", "end"], |[id, start, end]| {
        if let (Ok(start), Ok(end)) = (start.parse(), end.parse()) {
            hidden.entry(id.to_owned()).or_default().push(Span { start, end });
        }
    })?;
    hidden.values_mut().for_each(|spans| spans.sort_by_key(|span| span.start));
    Ok(hidden)
}
