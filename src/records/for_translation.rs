//! `internal/for-translation.csv`: responses in other languages, with a column for their translations.

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};
use crate::ingest::TRANSLATION_COLUMNS;
use crate::ledger::State;

pub(super) struct ForTranslation;

impl Record for ForTranslation {
    fn path(&self) -> &'static str {
        "internal/for-translation.csv"
    }

    fn summary(&self) -> &'static str {
        "responses in other languages; fill in the last column and put the file among the inputs"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let analysis = evidence.analysis;
        let consultation = &analysis.consultation;
        let mut sheet = Sheet::internal(&TRANSLATION_COLUMNS, pieces);
        for outcome in analysis.outcomes.iter().filter(|outcome| outcome.state == State::OtherLanguage) {
            let response = analysis.response(outcome);
            sheet.row(&[
                consultation.sources.display(response.source).as_str(),
                &analysis.submission(outcome).id,
                consultation.questions.name(response.question),
                outcome.reason.trim_start_matches(LANGUAGE_PREFIX),
                analysis.text(outcome),
                "",
            ]);
        }
        sheet.finish();
    }
}

/// How the reason of a response in another language begins.
const LANGUAGE_PREFIX: &str = "language: ";
