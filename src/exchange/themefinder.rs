//! ThemeFinder: an evaluation set as its scripts read it, a folder for each part of a question.
//!
//! `inputs/question_part_N/` holds `question.json` and `responses.jsonl`, `outputs/mapping/yousaid/question_part_N/` holds
//! `themes.json` and `mapping.jsonl` (i-dot-ai/themefinder, `evals/datasets.py`). Numbers are those of the input where it has the same layout;
//! responses are counted where their ids are not what ThemeFinder takes (`ThemeMappingOutput` in its `models.py`).

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
        let ids = ResponseIds::of(&by_question, analysis);
        let mut before = 0;
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
            let numbered = || outcomes.iter().zip(before..);
            let responses = numbered().map(|(outcome, before)| Answer {
                response_id: ids.number(analysis, outcome, before),
                response: analysis.text(outcome),
                submission_id: ids.are_counted.then(|| &*analysis.submission(outcome).id),
            });
            file("inputs", "responses.jsonl", lines(responses));
            file("outputs/mapping/yousaid", "themes.json", themes.clone());
            let mapping = numbered().map(|(outcome, before)| Mapping {
                response_id: ids.number(analysis, outcome, before),
                labels: labels(outcome, lexicon),
            });
            file("outputs/mapping/yousaid", "mapping.jsonl", lines(mapping));
            before += outcomes.len() as u64;
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

/// How responses are numbered. ThemeFinder takes whole numbers above 0, each once in a part, and nothing else.
struct ResponseIds {
    /// Whether they are counted, from 1 on: the input's own ids would not do.
    are_counted: bool,
}

impl ResponseIds {
    fn of(by_question: &BTreeMap<u32, Vec<&Outcome>>, analysis: &Analysis) -> ResponseIds {
        let would_do = by_question.values().all(|outcomes| {
            let mut seen = BTreeSet::new();
            outcomes.iter().all(|outcome| own_number(analysis, outcome).is_some_and(|id| seen.insert(id)))
        });
        ResponseIds { are_counted: !would_do }
    }

    /// The number of a response that stands behind so many others.
    fn number(&self, analysis: &Analysis, outcome: &Outcome, before: u64) -> u64 {
        own_number(analysis, outcome).filter(|_| !self.are_counted).unwrap_or(before + 1)
    }
}

/// The id of the response's submission, where it is a number that ThemeFinder takes.
fn own_number(analysis: &Analysis, outcome: &Outcome) -> Option<u64> {
    let id = &*analysis.submission(outcome).id;
    id.parse().ok().filter(|number: &u64| (1..=LARGEST).contains(number) && number.to_string() == id)
}

/// Larger numbers lose digits in programs that take JSON's numbers for fractions.
const LARGEST: u64 = 1 << 53;

#[derive(Serialize)]
struct Question<'a> {
    question_number: u32,
    question_text: &'a str,
}

#[derive(Serialize)]
struct Answer<'a> {
    response_id: u64,
    response: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    submission_id: Option<&'a str>,
}

#[derive(Serialize)]
struct Mapping<'a> {
    response_id: u64,
    labels: Vec<&'a str>,
}

#[derive(Serialize)]
struct Topic {
    topic_id: String,
    topic_label: String,
    topic_description: String,
    topic: String,
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
