//! `internal/mentions.csv`: every mention with its words and the rule that found it.

use super::{Evidence, Record};
use crate::delimited::Sheet;

pub(super) struct Mentions;

impl Record for Mentions {
    fn path(&self) -> &'static str {
        "internal/mentions.csv"
    }

    fn summary(&self) -> &'static str {
        "every mention: the response, the theme, the rule's line in the lexicon, and the words it found"
    }

    fn write(&self, evidence: &Evidence<'_>) -> Vec<u8> {
        let (analysis, lexicon) = (evidence.analysis, evidence.lexicon);
        let mut sheet = Sheet::internal(&[
            "response_id",
            "priority_id",
            "theme_id",
            "rule_line",
            "start",
            "end",
            "matched",
        ]);
        for outcome in &analysis.outcomes {
            if outcome.themed.mentions.is_empty() {
                continue;
            }
            let id = analysis.response_id(outcome);
            let text = analysis.text(outcome);
            for mention in outcome.themed.mentions.iter() {
                let theme = &lexicon.themes[mention.theme as usize];
                sheet.cell(&id);
                sheet.cell(&lexicon.priorities[theme.priority].id);
                sheet.cell(&theme.id);
                let line = lexicon.rules[mention.rule as usize].line as u32;
                for value in [line, mention.span.start, mention.span.end] {
                    sheet.number(value);
                }
                sheet.cell(mention.span.slice(text));
                sheet.end();
            }
        }
        sheet.into_bytes()
    }
}
