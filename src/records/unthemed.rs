//! `internal/unthemed.csv`: what the lexicon missed.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};
use crate::discover::is_unthemed;

pub(super) struct Unthemed;

const HEADER: [&str; 8] =
    ["kind", "response_id", "question", "text", "phrase", "unthemed", "themed", "score"];

impl Record for Unthemed {
    fn path(&self) -> &'static str {
        "internal/unthemed.csv"
    }

    fn summary(&self) -> &'static str {
        "phrases that stand out in responses no rule matched, then those responses"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let mut sheet = Sheet::internal(&HEADER, pieces);
        for missed in evidence.missed {
            let (unthemed, themed) = (missed.unthemed.to_string(), missed.themed.to_string());
            sheet.row(&[
                "phrase",
                "",
                "",
                "",
                &missed.phrase,
                &unthemed,
                &themed,
                &format!("{:.1}", missed.score),
            ]);
        }
        for outcome in analysis.outcomes.iter().filter(|outcome| is_unthemed(outcome)) {
            let question = analysis.consultation.questions.name(analysis.response(outcome).question);
            sheet.row(&[
                "response",
                &analysis.response_id(outcome),
                question,
                analysis.text(outcome),
                "",
                "",
                "",
                "",
            ]);
        }
        sheet.finish();
    }
}
