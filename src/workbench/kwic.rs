//! Every place where a rule would find something, with the words around it.

use std::fmt::Write;

use super::context::{InContext, WIDTH, in_context};
use super::{STRING, counted};
use crate::analysis::Analysis;
use crate::delimited::Sheet;

/// A place that the rule finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The response's id.
    pub response: String,
    /// The question it answers.
    pub question: String,
    context: InContext,
}

/// What a rule finds in the responses that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concordance {
    /// Every mention, in the order of reading.
    pub hits: Vec<Hit>,
    /// How many responses have one.
    pub responses: usize,
    /// How many responses count.
    pub of: usize,
}

/// Where a theme shows in the responses that count; personal details are masked as in quotes.
pub fn concordance(analysis: &Analysis, theme: usize) -> Concordance {
    let mut found = Concordance::default();
    for outcome in analysis.outcomes.iter().filter(|outcome| outcome.state.is_counted()) {
        found.of += 1;
        let before = found.hits.len();
        for mention in outcome.themed.mentions.iter().filter(|mention| mention.theme as usize == theme) {
            let response = analysis.response(outcome);
            found.hits.push(Hit {
                response: analysis.response_id(outcome),
                question: analysis.consultation.questions.name(response.question).to_owned(),
                context: in_context(analysis.text(outcome), mention.span, &outcome.themed.details),
            });
        }
        found.responses += usize::from(found.hits.len() > before);
    }
    found
}

impl Concordance {
    /// The first `most` mentions one above the other, each with its response's id, and how many there are in all.
    pub fn lines(&self, most: usize, is_coloured: bool) -> String {
        let shown = &self.hits[..self.hits.len().min(most)];
        let width = |part: fn(&Hit) -> &str| shown.iter().map(|hit| length(part(hit))).max().unwrap_or(0);
        let left_width = width(|hit| &hit.context.left);
        let tail_width = shown
            .iter()
            .map(|hit| length(&hit.context.words) + length(&hit.context.right))
            .max()
            .unwrap_or(0)
            .min(WIDTH * 2);
        let (begin, end) = if is_coloured { ("\x1b[1;33m", "\x1b[0m") } else { ("[", "]") };
        let mut said = String::new();
        for Hit { response, context: InContext { left, words, right }, .. } in shown {
            let before = " ".repeat(left_width - length(left));
            let after = " ".repeat(tail_width.saturating_sub(length(words) + length(right)));
            writeln!(said, "{before}{left}{begin}{words}{end}{right}{after}  {response}").expect(STRING);
        }
        if shown.len() < self.hits.len() {
            let more = self.hits.len() - shown.len();
            writeln!(said, "… and {more} more: --limit shows more, --csv writes all").expect(STRING);
        }
        let mentions = counted(self.hits.len(), "mention", "mentions");
        let of = counted(self.of, "response", "responses");
        writeln!(said, "{mentions} in {} of {of}", self.responses).expect(STRING);
        said
    }

    /// Every mention as a row of a CSV.
    pub fn csv(&self) -> Vec<u8> {
        let mut sheet = Sheet::publishable(&["response_id", "question", "before", "words", "after"]);
        for Hit { response, question, context: InContext { left, words, right } } in &self.hits {
            sheet.row(&[response, question, left, words, right]);
        }
        sheet.into_bytes()
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}
