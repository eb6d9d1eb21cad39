//! `internal/proposed-people.csv`: submissions that may be one person's, for somebody to look at.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct ProposedPeople;

const HEADER: [&str; 5] = ["proposal_id", "submission_id", "respondent_id", "source", "reason"];

impl Record for ProposedPeople {
    fn path(&self) -> &'static str {
        "internal/proposed-people.csv"
    }

    fn summary(&self) -> &'static str {
        "submissions with the same name and postcode, which may be one person's and count apart until the profile says so"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let mut sheet = Sheet::internal(&HEADER, pieces);
        for (number, proposal) in analysis.people.proposals.iter().enumerate() {
            for at in proposal {
                let submission = &analysis.submissions[*at as usize];
                let person = &analysis.submissions[analysis.people.of[*at as usize] as usize];
                let source = submission.responses.first().map(|response| response.source);
                let source =
                    source.map_or(String::new(), |source| analysis.consultation.sources.display(source));
                let id = format!("P{:05}", number + 1);
                sheet.row(&[&id, &*submission.id, &*person.id, &source, "the same name and postcode"]);
            }
        }
        sheet.finish();
    }
}
