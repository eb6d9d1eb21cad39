//! `internal/quote-warnings.csv`: quotes that could tell who said them.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct QuoteWarnings;

impl Record for QuoteWarnings {
    fn path(&self) -> &'static str {
        "internal/quote-warnings.csv"
    }

    fn summary(&self) -> &'static str {
        "quotes that give several things about a person, such as an age, a place and an illness: read them before you publish"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let mut sheet = Sheet::internal(&["quote_id", "response_id", "gives"], pieces);
        for quote in evidence.quotes {
            if !quote.telling.is_empty() {
                let outcome = &evidence.analysis.outcomes[quote.response];
                sheet.row(&[
                    quote.id(evidence.lexicon),
                    evidence.analysis.response_id(outcome),
                    quote.telling.join(";"),
                ]);
            }
        }
        sheet.finish();
    }
}
