//! Rules that a coded sample suggests, for people and as a table.

use std::fmt::Write;

use super::context::on_one_line;
use super::{STRING, counted};
use crate::analysis::Analysis;
use crate::delimited::Sheet;
use crate::learn::{Harm, Suggestion, Suggestions};
use crate::lexicon::Lexicon;
use crate::redact::redacted;
use crate::text::{Span, sentences};

/// The suggestions as a page of text, with a sentence for each gain and cost, personal details masked.
pub fn suggestion_lines(
    found: &[Suggestions],
    analysis: &Analysis,
    lexicon: &Lexicon,
    coded: usize,
) -> String {
    let mut said = format!("From {}:\n\n", counted(coded, "coded response", "coded responses"));
    for Suggestions { theme, coded, found: (shown, right), rules, harms } in found {
        let theme = &lexicon.themes[*theme];
        writeln!(
            said,
            "{} \"{}\": coded in {coded}, found in {shown}, of which {right} right",
            theme.id, theme.name
        )
        .expect(STRING);
        for Suggestion { rule, score, gains, costs } in rules {
            writeln!(said, "  add     {rule}").expect(STRING);
            writeln!(said, "          gains {}, costs {} (z {score:.1})", gains.len(), costs.len())
                .expect(STRING);
            for (mark, places) in [("+", gains), ("-", costs)] {
                if let Some((at, sentence)) = places.first().map(|place| sentence(*place, analysis)) {
                    writeln!(said, "          {mark} \"{sentence}\"  {at}").expect(STRING);
                }
            }
        }
        for Harm { rule, right, wrong } in harms {
            let rule = &lexicon.rules[*rule];
            writeln!(said, "  narrow  line {}: {}", rule.line, rule.text).expect(STRING);
            writeln!(
                said,
                "          it alone shows the theme in {}: {right} right, {wrong} wrong",
                counted(right + wrong, "response", "responses")
            )
            .expect(STRING);
        }
        said.push('\n');
    }
    if found.is_empty() {
        said.push_str("Nothing that is more than chance.\n\n");
    }
    said.push_str(
        "Each rule is counted as if those above it were there. These figures are of the coded responses themselves: check the changed lexicon on\n\
         others (yousaid sample, yousaid score). Try a rule before you paste it: yousaid kwic \"RULE\" INPUT...\n",
    );
    said
}

/// The suggestions as a CSV, one row each.
pub fn suggestions_csv(found: &[Suggestions], analysis: &Analysis, lexicon: &Lexicon) -> Vec<u8> {
    let mut sheet = Sheet::publishable(&[
        "theme_id",
        "suggestion",
        "rule_line",
        "rule",
        "right",
        "wrong",
        "score",
        "example_right",
        "example_wrong",
    ]);
    for Suggestions { theme, rules, harms, .. } in found {
        let id = &lexicon.themes[*theme].id;
        for Suggestion { rule, score, gains, costs } in rules {
            [id, "add", "", rule].iter().for_each(|cell| sheet.cell(cell));
            [gains.len(), costs.len()].iter().for_each(|number| sheet.cell(&number.to_string()));
            sheet.cell(&format!("{score:.1}"));
            for places in [gains, costs] {
                let sentence = places.first().map(|place| sentence(*place, analysis).1);
                sheet.cell(&sentence.unwrap_or_default());
            }
            sheet.end();
        }
        for Harm { rule, right, wrong } in harms {
            let rule = &lexicon.rules[*rule];
            [id, "narrow", &rule.line.to_string(), &rule.text].iter().for_each(|cell| sheet.cell(cell));
            [right, wrong].iter().for_each(|number| sheet.cell(&number.to_string()));
            (0..3).for_each(|_| sheet.cell(""));
            sheet.end();
        }
    }
    sheet.into_bytes()
}

/// The response's id, and the sentence that some words stand in, on one line without personal details.
fn sentence((at, words): (usize, Span), analysis: &Analysis) -> (String, String) {
    let outcome = &analysis.outcomes[at];
    let text = analysis.text(outcome);
    let sentence = sentences(text).into_iter().find(|sentence| sentence.overlaps(words)).unwrap_or(words);
    let shown = redacted(text, sentence, &outcome.themed.details);
    (analysis.response_id(outcome), on_one_line(shown.as_str()).trim().to_owned())
}
