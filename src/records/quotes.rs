//! `internal/quotes.csv`: from which response each quote is.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct Quotes;

impl Record for Quotes {
    fn path(&self) -> &'static str {
        "internal/quotes.csv"
    }

    fn summary(&self) -> &'static str {
        "from which response, and which words of it, each quote is"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let mut sheet = Sheet::internal(&["quote_id", "response_id", "start", "end"], pieces);
        for quote in evidence.quotes {
            let outcome = &evidence.analysis.outcomes[quote.response];
            sheet.row(&[
                quote.id(evidence.lexicon),
                evidence.analysis.response_id(outcome),
                quote.span.start.to_string(),
                quote.span.end.to_string(),
            ]);
        }
        sheet.finish();
    }
}
