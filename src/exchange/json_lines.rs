//! JSON lines for programs: a record a response with all that is known of it, and a record for each item that never became one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Exchange, ExchangeFile, lines};
use crate::analysis::{Analysis, Outcome};
use crate::lexicon::Lexicon;
use crate::records::{Evidence, family_id};
use crate::submission::Kind;

pub(super) struct JsonLines;

impl Exchange for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn summary(&self) -> &'static str {
        "everything known of each response, one JSON record a line, and the items that are no responses"
    }

    fn write(&self, evidence: &Evidence<'_>) -> Vec<ExchangeFile> {
        let Evidence { analysis, lexicon, .. } = *evidence;
        let responses = analysis.outcomes.iter().map(|outcome| response(analysis, lexicon, outcome));
        let items = analysis.entries.iter().map(|entry| Item {
            source: analysis.consultation.sources.display(entry.source),
            state: entry.state.code(),
            reason: &entry.reason,
        });
        let file = |name: &str, bytes| ExchangeFile { path: format!("internal/jsonl/{name}.jsonl"), bytes };
        vec![file("responses", lines(responses)), file("other-items", lines(items))]
    }
}

#[derive(Serialize)]
struct Item<'a> {
    source: String,
    state: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Response<'a> {
    response_id: String,
    submission_id: &'a str,
    respondent_id: Option<&'a str>,
    source: String,
    question: &'a str,
    state: &'a str,
    reason: &'a str,
    duplicate_of: Option<String>,
    campaign_id: Option<String>,
    attributes: BTreeMap<&'a str, &'a str>,
    themes: Vec<&'a str>,
    priorities: Vec<&'a str>,
    mentions: Vec<Mention<'a>>,
    details: Vec<Masked<'a>>,
    own_words: Vec<[u32; 2]>,
    agreement: Option<u32>,
    text: &'a str,
    submitted: Option<&'a str>,
}

#[derive(Serialize)]
struct Mention<'a> {
    theme: &'a str,
    /// None where a person or a model gave the theme.
    rule_line: Option<usize>,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Masked<'a> {
    start: u32,
    end: u32,
    kind: &'a str,
    replacement: String,
}

fn response<'a>(analysis: &'a Analysis, lexicon: &'a Lexicon, outcome: &'a Outcome) -> Response<'a> {
    let consultation = &analysis.consultation;
    let submission = analysis.submission(outcome);
    let received = analysis.response(outcome);
    let mentions = &outcome.themed.mentions;
    let mut shown: Vec<usize> =
        mentions.iter().flat_map(|mention| lexicon.way_up(mention.theme as usize)).collect();
    shown.sort_unstable();
    shown.dedup();
    let mut priorities: Vec<usize> = shown.iter().map(|theme| lexicon.themes[*theme].priority).collect();
    priorities.dedup();
    let attribute = |(attribute, value): &(u32, u32)| {
        let name = consultation.attributes[*attribute as usize].name.as_str();
        (name, consultation.value(*attribute, *value))
    };
    Response {
        response_id: analysis.response_id(outcome),
        submission_id: &submission.id,
        respondent_id: (submission.kind == Kind::Reply)
            .then(|| &*analysis.submissions[outcome.respondent as usize].id),
        source: consultation.sources.display(received.source),
        question: consultation.questions.name(received.question),
        state: outcome.state.code(),
        reason: &outcome.reason,
        duplicate_of: outcome
            .duplicate_of
            .map(|first| analysis.response_id(&analysis.outcomes[first as usize])),
        campaign_id: outcome.campaign.map(|campaign| family_id(campaign as usize)),
        attributes: submission.attributes.iter().map(attribute).collect(),
        themes: shown.iter().map(|theme| lexicon.themes[*theme].id.as_str()).collect(),
        priorities: priorities.iter().map(|priority| lexicon.priorities[*priority].id.as_str()).collect(),
        mentions: mentions
            .iter()
            .map(|mention| Mention {
                theme: &lexicon.themes[mention.theme as usize].id,
                rule_line: lexicon.rules.get(mention.rule as usize).map(|rule| rule.line),
                start: mention.span.start,
                end: mention.span.end,
            })
            .collect(),
        details: outcome
            .themed
            .details
            .iter()
            .map(|detail| Masked {
                start: detail.span.start,
                end: detail.span.end,
                kind: detail.kind_name(),
                replacement: detail.replacement().into_owned(),
            })
            .collect(),
        own_words: outcome.added.iter().map(|span| [span.start, span.end]).collect(),
        agreement: submission.agreement,
        text: received.text.as_str(),
        submitted: received.text.submitted(),
    }
}
