//! ThemeFinder: an evaluation set as its scripts read it, a folder for each part of a question.
//!
//! `inputs/question_part_N/` holds `question.json` and `responses.jsonl`, `outputs/mapping/yousaid/question_part_N/` holds
//! `themes.json` and `mapping.jsonl` (i-dot-ai/themefinder, `evals/datasets.py`). Numbers are those of the input where it has the same layout.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Exchange, ExchangeFile, lines};
use crate::analysis::{Analysis, Outcome};
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::records::Evidence;

pub(super) struct ThemeFinder;

const ROOT: &str = "internal/themefinder";
/// What ThemeFinder calls a response that makes a point of no listed theme, and one that makes none.
const NO_THEME: &str = "X";
const NO_POINT: &str = "Y";

impl Exchange for ThemeFinder {
    fn name(&self) -> &'static str {
        "themefinder"
    }

    fn summary(&self) -> &'static str {
        "an evaluation set for ThemeFinder: questions, responses, themes, and which themes each response shows"
    }

    fn write(&self, evidence: &Evidence<'_>) -> Vec<ExchangeFile> {
        let Evidence { analysis, lexicon, .. } = *evidence;
        let mut by_question: BTreeMap<u32, Vec<&Outcome>> = BTreeMap::new();
        for outcome in analysis.outcomes.iter().filter(|outcome| was_answered(outcome)) {
            by_question.entry(analysis.response(outcome).question).or_default().push(outcome);
        }
        let numbers = part_numbers(by_question.keys().copied(), analysis);
        let themes = pretty(&topics(lexicon));
        let mut files = Vec::new();
        for (question, outcomes) in by_question {
            let number = numbers[&question];
            let part = format!("question_part_{number}");
            let mut file = |folder: &str, name: &str, bytes| {
                files.push(ExchangeFile { path: format!("{ROOT}/{folder}/{part}/{name}"), bytes });
            };
            let text = analysis.consultation.questions.name(question);
            file(
                "inputs",
                "question.json",
                pretty(&Question { question_number: number, question_text: text }),
            );
            let responses = outcomes.iter().map(|outcome| Answer {
                response_id: response_id(analysis, outcome),
                response: analysis.text(outcome),
            });
            file("inputs", "responses.jsonl", lines(responses));
            file("outputs/mapping/yousaid", "themes.json", themes.clone());
            let mapping = outcomes.iter().map(|outcome| Mapping {
                response_id: response_id(analysis, outcome),
                labels: labels(outcome, lexicon),
            });
            file("outputs/mapping/yousaid", "mapping.jsonl", lines(mapping));
        }
        files
    }
}

/// Whether something was written, and nobody left it out.
fn was_answered(outcome: &Outcome) -> bool {
    !matches!(outcome.state, State::Blank | State::OutOfScope | State::Unreadable)
}

/// The number of each question's folder: the input's own where it has one, else the lowest that is free.
fn part_numbers(questions: impl Iterator<Item = u32>, analysis: &Analysis) -> BTreeMap<u32, u32> {
    let told = &analysis.consultation.question_numbers;
    let mut taken = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    let mut waiting = Vec::new();
    for question in questions {
        match told.get(&question) {
            Some(number) if taken.insert(*number) => {
                numbers.insert(question, *number);
            }
            _ => waiting.push(question),
        }
    }
    let mut free = 1..;
    for question in waiting {
        let number = free.find(|number| taken.insert(*number)).unwrap_or(u32::MAX);
        numbers.insert(question, number);
    }
    numbers
}

/// The id as the input gave it: a number where it is one, since ThemeFinder counts its responses.
#[derive(Serialize)]
#[serde(untagged)]
enum ResponseId<'a> {
    Number(u64),
    Text(&'a str),
}

#[derive(Serialize)]
struct Question<'a> {
    question_number: u32,
    question_text: &'a str,
}

#[derive(Serialize)]
struct Answer<'a> {
    response_id: ResponseId<'a>,
    response: &'a str,
}

#[derive(Serialize)]
struct Mapping<'a> {
    response_id: ResponseId<'a>,
    labels: Vec<&'a str>,
}

#[derive(Serialize)]
struct Topic {
    topic_id: String,
    topic_label: String,
    topic_description: String,
    topic: String,
}

fn response_id<'a>(analysis: &'a Analysis, outcome: &Outcome) -> ResponseId<'a> {
    let id = &*analysis.submission(outcome).id;
    match id.parse::<u64>() {
        Ok(number) if number.to_string() == id => ResponseId::Number(number),
        _ => ResponseId::Text(id),
    }
}

fn topics(lexicon: &Lexicon) -> Vec<Topic> {
    let topic = |id: &str, label: &str, description: &str| Topic {
        topic_id: id.to_owned(),
        topic_label: label.to_owned(),
        topic_description: description.to_owned(),
        topic: format!("{label}: {description}"),
    };
    let mut topics: Vec<Topic> = lexicon
        .themes
        .iter()
        .map(|theme| topic(&theme.id, &theme.name, &lexicon.priorities[theme.priority].name))
        .collect();
    topics.push(topic(
        NO_THEME,
        "None of the Above",
        "No rule of the lexicon found a theme in the response.",
    ));
    topics.push(topic(
        NO_POINT,
        "No Reason Given",
        "The response makes no point, such as \u{201c}n/a\u{201d}.",
    ));
    topics
}

fn labels<'a>(outcome: &Outcome, lexicon: &'a Lexicon) -> Vec<&'a str> {
    let mut themes: Vec<usize> =
        outcome.themed.mentions.iter().map(|mention| mention.theme as usize).collect();
    themes.sort_unstable();
    themes.dedup();
    let mut labels: Vec<&str> = themes.iter().map(|theme| lexicon.themes[*theme].id.as_str()).collect();
    if outcome.state == State::NonSubstantive {
        labels = vec![NO_POINT];
    } else if labels.is_empty() {
        labels = vec![NO_THEME];
    }
    labels
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("these are plain texts and numbers");
    bytes.push(b'\n');
    bytes
}
