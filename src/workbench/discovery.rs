//! What stands out in responses that no rule found, ready to become rules.

use std::fmt::Write;

use super::context::on_one_line;
use super::{STRING, counted, percent};
use crate::analysis::Analysis;
use crate::delimited::Sheet;
use crate::discover::{Candidate, Subject};
use crate::lexicon::Lexicon;
use crate::redact::redacted;

/// Candidates for rules of one subject.
pub struct Discovery {
    /// Which responses they stand out in.
    pub subject: Subject,
    /// The candidates, most telling first.
    pub candidates: Vec<Candidate>,
}

/// Candidates as a page of text: for each group its phrases, where they stand, sentences with personal details masked, and the rule.
pub fn discovery_lines(found: &[Discovery], analysis: &Analysis, lexicon: &Lexicon) -> String {
    let mut said = String::new();
    for Discovery { subject, candidates } in found {
        let heading = match subject {
            Subject::Unthemed => "What stands out in responses without a theme".to_owned(),
            Subject::Theme(theme) => {
                let theme = &lexicon.themes[*theme];
                format!(
                    "What stands out in responses with theme {} \"{}\", and its rules do not know",
                    theme.id, theme.name
                )
            }
        };
        writeln!(said, "{heading}\n").expect(STRING);
        if candidates.is_empty() {
            said.push_str("  Nothing that is more than chance.\n\n");
        }
        for candidate in candidates {
            writeln!(said, "  {}", candidate.phrases.join(", ")).expect(STRING);
            let share = |(with, all): (usize, usize)| {
                format!("{with} of {} ({})", counted(all, "response", "responses"), percent(with, all))
            };
            let (inside, outside) = (share(candidate.inside), share(candidate.outside));
            writeln!(said, "    in {inside}; elsewhere in {outside}").expect(STRING);
            for (at, sentence) in sentences(candidate, analysis) {
                writeln!(said, "    \"{sentence}\"  {at}").expect(STRING);
            }
            writeln!(said, "    rule:  {}\n", candidate.rule).expect(STRING);
        }
    }
    said.push_str("Try a rule before you paste it: yousaid kwic \"RULE\" INPUT...\n");
    said
}

/// The candidates as a CSV, one row each.
pub fn discovery_csv(found: &[Discovery], analysis: &Analysis, lexicon: &Lexicon) -> Vec<u8> {
    let mut sheet = Sheet::publishable(&[
        "theme_id",
        "phrases",
        "inside",
        "of_inside",
        "outside",
        "of_outside",
        "score",
        "rule",
        "example_1",
        "example_2",
        "example_3",
    ]);
    for Discovery { subject, candidates } in found {
        let theme = match subject {
            Subject::Unthemed => "",
            Subject::Theme(theme) => &lexicon.themes[*theme].id,
        };
        for candidate in candidates {
            sheet.cell(theme);
            sheet.cell(&candidate.phrases.join("; "));
            let Candidate { inside, outside, .. } = candidate;
            [inside.0, inside.1, outside.0, outside.1].iter().for_each(|n| sheet.cell(&n.to_string()));
            sheet.cell(&format!("{:.1}", candidate.score));
            sheet.cell(&candidate.rule);
            let mut examples = sentences(candidate, analysis);
            (0..3).for_each(|_| sheet.cell(&examples.next().map_or(String::new(), |(_, sentence)| sentence)));
            sheet.end();
        }
    }
    sheet.into_bytes()
}

/// The examples of a candidate: the response's id, and the sentence on one line without personal details.
fn sentences<'a>(
    candidate: &'a Candidate,
    analysis: &'a Analysis,
) -> impl Iterator<Item = (String, String)> + 'a {
    candidate.examples.iter().map(|(at, sentence)| {
        let outcome = &analysis.outcomes[*at];
        let words = redacted(analysis.text(outcome), *sentence, &outcome.themed.details);
        (analysis.response_id(outcome), on_one_line(words.as_str()).trim().to_owned())
    })
}
