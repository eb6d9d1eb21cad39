//! `internal/mentions.csv`: every mention with its words and the rule that found it.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct Mentions;

impl Record for Mentions {
    fn path(&self) -> &'static str {
        "internal/mentions.csv"
    }

    fn summary(&self) -> &'static str {
        "every mention: the response, the theme, the rule's line in the lexicon, and the words it found"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let (analysis, lexicon) = (evidence.analysis, evidence.lexicon);
        let mut sheet = Sheet::internal(
            &["response_id", "priority_id", "theme_id", "rule_line", "start", "end", "matched"],
            pieces,
        );
        // What stands in many rows is put into its written form once.
        let themes: Vec<Vec<u8>> = lexicon
            .themes
            .iter()
            .map(|theme| Sheet::render(&[&lexicon.priorities[theme.priority].id, &theme.id]))
            .collect();
        for outcome in analysis.outcomes.iter().filter(|outcome| !outcome.themed.mentions.is_empty()) {
            let id = Sheet::render(&[analysis.response_id(outcome)]);
            let text = analysis.text(outcome);
            for mention in outcome.themed.mentions.iter() {
                sheet.rendered(&id);
                sheet.rendered(&themes[mention.theme as usize]);
                match lexicon.rules.get(mention.rule as usize) {
                    Some(rule) => sheet.number(rule.line as u32),
                    // A person gave the theme.
                    None => sheet.cell(""),
                }
                sheet.number(mention.span.start);
                sheet.number(mention.span.end);
                sheet.cell(mention.span.slice(text));
                sheet.end();
            }
        }
        sheet.finish();
    }
}
