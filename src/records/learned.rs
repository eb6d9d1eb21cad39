//! `internal/learned.csv`: what a learned model showed beside the lexicon, how sure it was, and why.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct Learned;

const HEADER: [&str; 6] = ["response_id", "theme_id", "by", "counted", "probability", "because"];

impl Record for Learned {
    fn path(&self) -> &'static str {
        "internal/learned.csv"
    }

    fn summary(&self) -> &'static str {
        "themes that the lexicon or the learned model shows: by which of them, how likely, and what decided"
    }

    fn applies(&self, evidence: &Evidence<'_>) -> bool {
        evidence.codings.is_some()
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let Evidence { analysis, lexicon, codings, .. } = *evidence;
        let mut sheet = Sheet::internal(&HEADER, pieces);
        let given = codings.map_or(&[][..], |codings| &codings.given);
        for (outcome, given) in analysis.outcomes.iter().zip(given) {
            let id = analysis.response_id(outcome);
            for given in &given.themes {
                let is_counted = outcome.state.is_counted()
                    && outcome.themed.mentions.iter().any(|mention| {
                        lexicon.way_up(mention.theme as usize).any(|theme| theme == given.theme)
                    });
                let because: Vec<String> =
                    given.because.iter().map(|(words, weight)| format!("{words} ({weight:+.2})")).collect();
                sheet.row(&[
                    id.as_str(),
                    &lexicon.themes[given.theme].id,
                    given.by.code(),
                    if is_counted { "yes" } else { "no" },
                    &given.probability.map_or(String::new(), |probability| format!("{probability:.2}")),
                    &because.join("; "),
                ]);
            }
        }
        sheet.finish();
    }
}
