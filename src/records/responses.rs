//! `internal/responses.csv`: every response, its state and its themes.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::{Evidence, Record};
use crate::delimited::{Pieces, Sheet};
use crate::lexicon::Lexicon;
use crate::matching::Mention;
use crate::overrides::{Override, Status, content_key};
use crate::submission::{Kind, attribute};

pub(super) struct Responses;

const HEADER: [&str; 21] = [
    "response_id",
    "submission_id",
    "respondent_id",
    "respondent_type",
    "channel",
    "source",
    "question",
    "state",
    "duplicate_of",
    "campaign_id",
    "themes",
    "priorities",
    "model_themes",
    "text",
    "agreement",
    "submitted",
    "found",
    "content",
    "who",
    "when",
    "why",
];

impl Record for Responses {
    fn path(&self) -> &'static str {
        "internal/responses.csv"
    }

    fn summary(&self) -> &'static str {
        "every response with its state, themes, source and clean text, and the submitted text where cleaning changed it"
    }

    fn write<'a>(&self, evidence: &Evidence<'_>, pieces: &'a mut Pieces<'a>) {
        let (analysis, lexicon) = (evidence.analysis, evidence.lexicon);
        let consultation = &analysis.consultation;
        let respondent_type = consultation.find_attribute(attribute::RESPONDENT_TYPE);
        let channel = consultation.find_attribute(attribute::CHANNEL);
        let mut sheet = Sheet::internal(&HEADER, pieces);
        let mut shown: Vec<usize> = Vec::new();
        let (mut id, mut themes, mut priorities) = (String::new(), String::new(), String::new());
        let decided = decided(evidence);
        for (at, outcome) in analysis.outcomes.iter().enumerate() {
            let submission = analysis.submission(outcome);
            let response = analysis.response(outcome);
            let value = |attribute: Option<u32>| {
                attribute
                    .and_then(|attribute| {
                        Some(consultation.value(attribute, submission.attribute(attribute)?))
                    })
                    .unwrap_or("")
            };
            id.clear();
            write!(id, "{}:{}", submission.id, outcome.answer + 1)
                .expect("writing to a string does not fail");
            themes.clear();
            priorities.clear();
            let mut last_priority = None;
            list_shown(&outcome.themed.mentions, lexicon, &mut shown);
            for theme in shown.iter().map(|theme| &lexicon.themes[*theme]) {
                push_listed(&mut themes, &theme.id);
                if last_priority != Some(theme.priority) {
                    last_priority = Some(theme.priority);
                    push_listed(&mut priorities, &lexicon.priorities[theme.priority].id);
                }
            }
            sheet.cell(&id);
            sheet.cell(&submission.id);
            sheet.cell(match submission.kind {
                Kind::Reply => &analysis.submissions[outcome.respondent as usize].id,
                Kind::Contribution => "",
            });
            sheet.cell(value(respondent_type));
            sheet.cell(value(channel));
            sheet.cell(&consultation.sources.display(response.source));
            sheet.cell(consultation.questions.name(response.question));
            sheet.cell(outcome.state.code());
            match outcome.duplicate_of {
                Some(first) => sheet.cell(&analysis.response_id(&analysis.outcomes[first as usize])),
                None => sheet.cell(""),
            }
            match outcome.campaign {
                Some(campaign) => sheet.cell(&super::families::family_id(campaign as usize)),
                None => sheet.cell(""),
            }
            sheet.cell(&themes);
            sheet.cell(&priorities);
            sheet.cell("");
            sheet.cell(response.text.as_str());
            sheet.cell(&submission.agreement.map_or(String::new(), |agreement| agreement.to_string()));
            sheet.cell(response.text.submitted().unwrap_or(""));
            match evidence.decisions.before.get(&at) {
                None => sheet.cell(&themes),
                Some(mentions) => {
                    list_shown(mentions, lexicon, &mut shown);
                    let found: Vec<&str> = shown.iter().map(|at| lexicon.themes[*at].id.as_str()).collect();
                    sheet.cell(&found.join(";"));
                }
            }
            sheet.cell(&content_key(consultation.questions.name(response.question), response.text.as_str()));
            match decided.get(&at) {
                None => (0..3).for_each(|_| sheet.cell("")),
                Some(of) => of.iter().for_each(|said| sheet.cell(&said.join("; "))),
            }
            sheet.end();
        }
        sheet.finish();
    }
}

/// The themes that mentions show, with those they are part of, in the order of the lexicon.
fn list_shown(mentions: &[Mention], lexicon: &Lexicon, shown: &mut Vec<usize>) {
    shown.clear();
    shown.extend(mentions.iter().flat_map(|it| lexicon.way_up(it.theme as usize)));
    shown.sort_unstable();
    shown.dedup();
}

/// By index of a response, who changed its themes, when and why, each said once.
fn decided<'a>(evidence: &Evidence<'a>) -> FxHashMap<usize, [Vec<&'a str>; 3]> {
    let mut found: FxHashMap<usize, [Vec<&str>; 3]> = FxHashMap::default();
    for of in evidence.decisions.list.iter().filter(|of| of.status == Status::Applied) {
        let Some(response) = of.response else { continue };
        let cells = found.entry(response).or_default();
        let Override { who, when, why, .. } = &of.decision;
        for (cell, said) in cells.iter_mut().zip([who, when, why]) {
            if !cell.contains(&said.as_str()) {
                cell.push(said);
            }
        }
    }
    found
}

fn push_listed(list: &mut String, id: &str) {
    if !list.is_empty() {
        list.push(';');
    }
    list.push_str(id);
}
