//! `internal/redactions.csv`: every place where a publishable text has something else.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct Redactions;

impl Record for Redactions {
    fn path(&self) -> &'static str {
        "internal/redactions.csv"
    }

    fn summary(&self) -> &'static str {
        "every personal detail: where it stands, its kind, and what stands for it; the words themselves are not repeated"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let mut sheet = Sheet::internal(&["response_id", "start", "end", "kind", "replacement"], pieces);
        for outcome in analysis.outcomes.iter().filter(|outcome| !outcome.themed.details.is_empty()) {
            let id = analysis.response_id(outcome);
            for detail in outcome.themed.details.iter() {
                sheet.row(&[
                    id.as_str(),
                    &detail.span.start.to_string(),
                    &detail.span.end.to_string(),
                    detail.kind_name(),
                    &detail.replacement(),
                ]);
            }
        }
        sheet.finish();
    }
}
