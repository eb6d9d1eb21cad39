//! `internal/answers.csv`: what people chose from lists.

use super::{Evidence, Record};
use crate::delimited::Sheet;

pub(super) struct Answers;

const HEADER: [&str; 3] = ["submission_id", "question", "answer"];

impl Record for Answers {
    fn path(&self) -> &'static str {
        "internal/answers.csv"
    }

    fn summary(&self) -> &'static str {
        "closed answers, one a row; several answers to one question are several rows"
    }

    fn write(&self, evidence: &Evidence<'_>) -> Vec<u8> {
        let consultation = &evidence.analysis.consultation;
        let rendered = |name: &str| Sheet::render(&[name]);
        let questions: Vec<Vec<u8>> = consultation.closed_questions.iter().map(rendered).collect();
        let answers: Vec<Vec<u8>> = consultation.closed_answers.iter().map(rendered).collect();
        let mut sheet = Sheet::internal(&HEADER);
        let counted =
            evidence.analysis.submissions.iter().filter(|submission| submission.out_of_scope.is_none());
        for submission in counted {
            for (question, answer) in submission.closed.iter() {
                sheet.cell(&submission.id);
                sheet.rendered(&questions[*question as usize]);
                sheet.rendered(&answers[*answer as usize]);
                sheet.end();
            }
        }
        sheet.into_bytes()
    }
}
