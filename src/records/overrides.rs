//! `internal/overrides.csv`: what people decided against the lexicon, and what became of it.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};

pub(super) struct Overrides;

const HEADER: [&str; 10] =
    ["response_id", "content", "question", "change", "theme_id", "who", "when", "why", "status", "note"];

impl Record for Overrides {
    fn path(&self) -> &'static str {
        "internal/overrides.csv"
    }

    fn summary(&self) -> &'static str {
        "themes that people gave or took away: who, when, what, why, and whether it could be applied"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let mut sheet = Sheet::internal(&HEADER, pieces);
        for decided in &evidence.decisions.list {
            let of = &decided.decision;
            let id = decided.response.map(|at| analysis.response_id(&analysis.outcomes[at]));
            sheet.row(&[
                id.as_deref().unwrap_or(&of.response),
                &of.content,
                &of.question,
                of.change.code(),
                &of.theme,
                &of.who,
                &of.when,
                &of.why,
                decided.status.code(),
                &decided.note,
            ]);
        }
        sheet.finish();
    }
}
