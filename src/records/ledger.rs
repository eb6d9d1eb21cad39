//! `internal/ledger.csv`: every item received and what became of it.

use super::{Evidence, Record, response_ids};
use crate::delimited::{Pieces, Sheet};

pub(super) struct Ledger;

impl Record for Ledger {
    fn path(&self) -> &'static str {
        "internal/ledger.csv"
    }

    fn summary(&self) -> &'static str {
        "every item received, where it stood, and what became of it"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let sources = &analysis.consultation.sources;
        let mut sheet =
            Sheet::internal(&["source", "submission_id", "response_id", "state", "reason"], pieces);
        for (outcome, id) in analysis.outcomes.iter().zip(response_ids(analysis)) {
            let submission = analysis.submission(outcome);
            sheet.cell(&sources.display(analysis.response(outcome).source));
            sheet.cell(&submission.id);
            sheet.cell(&id);
            sheet.cell(outcome.state.code());
            sheet.cell(&outcome.reason);
            sheet.end();
        }
        for entry in &analysis.entries {
            sheet.row(&[sources.display(entry.source).as_str(), "", "", entry.state.code(), &entry.reason]);
        }
        sheet.finish();
    }
}
