//! `internal/rules.csv`: every rule that found something, as it was written when the run was made.

use std::collections::BTreeMap;

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};
use crate::lexicon::Scope;

pub(super) struct Rules;

/// What a rule found.
#[derive(Default)]
struct Found {
    mentions: u32,
    responses: u32,
}

impl Record for Rules {
    fn path(&self) -> &'static str {
        "internal/rules.csv"
    }

    fn summary(&self) -> &'static str {
        "every rule that found something: its line in the lexicon, its words, and how many mentions it gave in how many responses"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let lexicon = evidence.lexicon;
        let mut sheet = Sheet::internal(
            &["rule_line", "priority_id", "theme_id", "rule", "mentions", "responses"],
            pieces,
        );
        let mut of_rule: BTreeMap<u32, Found> = BTreeMap::new();
        for outcome in &evidence.analysis.outcomes {
            let mut rules: Vec<u32> = outcome.themed.mentions.iter().map(|mention| mention.rule).collect();
            rules.sort_unstable();
            for same in rules.chunk_by(|one, other| one == other) {
                let found = of_rule.entry(same[0]).or_default();
                found.mentions += same.len() as u32;
                found.responses += 1;
            }
        }
        for (number, found) in of_rule {
            // What a person or a learned model gave has no rule.
            let Some(rule) = lexicon.rules.get(number as usize) else { continue };
            let Scope::Shows(theme) = rule.scope else { continue };
            let theme = &lexicon.themes[theme];
            sheet.number(rule.line as u32);
            sheet.cell(&lexicon.priorities[theme.priority].id);
            sheet.cell(&theme.id);
            sheet.cell(&rule.text);
            sheet.number(found.mentions);
            sheet.number(found.responses);
            sheet.end();
        }
        sheet.finish();
    }
}
