//! `internal/quote-warnings.csv`: quotes that could tell who said them.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};
use crate::quote::telling_parts;
use crate::submission::attribute;

pub(super) struct QuoteWarnings;

impl Record for QuoteWarnings {
    fn path(&self) -> &'static str {
        "internal/quote-warnings.csv"
    }

    fn summary(&self) -> &'static str {
        "quotes that give several things about a person, such as an age, a place and an illness: read them before you publish"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let consultation = &evidence.analysis.consultation;
        let places: Vec<String> = consultation
            .find_attribute(attribute::LOCALITY)
            .map(|locality| {
                consultation.attributes[locality as usize].values.iter().map(str::to_owned).collect()
            })
            .unwrap_or_default();
        let mut sheet = Sheet::internal(&["quote_id", "response_id", "gives"], pieces);
        for quote in evidence.quotes {
            if let Some(parts) = telling_parts(quote, &places) {
                let outcome = &evidence.analysis.outcomes[quote.response];
                sheet.row(&[
                    quote.id(evidence.lexicon),
                    evidence.analysis.response_id(outcome),
                    parts.join(";"),
                ]);
            }
        }
        sheet.finish();
    }
}
