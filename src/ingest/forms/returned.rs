//! Copies of a form that asks nobody who they are, as people sent them back: known by its questions, which come again in three copies or more, or by its
//! boxes to tick.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{asks_of_others, asks_there, is_of_others, lists_people, sheet};
use super::known::compared;
use super::labels::{Filled, Labels, Mark, Sheet};
use super::{Waiting, words};
use crate::ingest::formats::Block;
use crate::ingest::notes::event_details::tells_of_event;
use crate::ingest::question_numbers::numbered;
use crate::ingest::tables::boxes::has_boxes;
use crate::text::{closes_formally, opens_formally, speaks_of_oneself};

/// So many copies are no chance, and so many questions at least stand in each.
const FEWEST_COPIES: usize = 3;
const FEWEST_QUESTIONS: usize = 2;

/// A question has at most so many words; one without a number between boxes fewer: "Why?".
const LONGEST_QUESTION: usize = 30;
const LONGEST_BETWEEN: usize = 3;

/// What stands above the first question has at most so many words.
const LONGEST_INTRODUCTION: usize = 120;

/// Whether a document may be such a copy: questions stand on lines of their own with something below most of them, and it is no letter and no notes.
pub(super) fn may_be(blocks: &[Block]) -> bool {
    let has_points = blocks.iter().any(|block| matches!(block, Block::Bullet(_) | Block::Table(_)));
    let sheet = sheet(blocks);
    let asked: Vec<usize> = (0..sheet.lines.len()).filter(|at| is_question(&sheet, *at)).collect();
    let Some(first) = asked.first().filter(|_| asked.len() >= FEWEST_QUESTIONS && !has_points) else {
        return false;
    };
    let above = &sheet.lines[..*first];
    let introduction: usize = above.iter().map(|line| words(&line.text)).sum();
    let is_of_event = |line: &str| {
        let plain = compared(line.split(':').next().unwrap_or_default());
        line.contains(':') && tells_of_event(&plain) || asks_of_others(&plain)
    };
    let lines = || sheet.lines.iter().map(|line| line.text.as_str());
    let is_answered = |at: &&usize| {
        let next = sheet.next(**at);
        !next.is_empty() && !next.ends_with('?')
    };
    introduction <= LONGEST_INTRODUCTION
        && asked.iter().filter(is_answered).count() * 2 >= asked.len()
        && !above.iter().any(|line| speaks_of_oneself(&line.text))
        && !lines().any(|line| opens_formally(line) || closes_formally(line) || is_of_event(line))
        && !lines().take(20).any(|line| is_of_others(&compared(line)))
        && !lists_people(&sheet)
}

/// Whether a line is a question of its own.
fn is_question(sheet: &Sheet, at: usize) -> bool {
    let text = sheet.lines[at].text.trim();
    text.ends_with('?') && words(text) <= LONGEST_QUESTION && asks_there(text)
}

/// The questions of a copy, as they are compared.
fn questions(sheet: &Sheet) -> BTreeSet<String> {
    let asked = (0..sheet.lines.len()).filter(|at| is_question(sheet, *at));
    asked.map(|at| compared(&sheet.lines[at].text)).collect()
}

/// What asks nearly the same: the questions of the first, and all of them as lines.
type Alike = (BTreeSet<String>, Vec<(Waiting, Sheet)>);

/// Copies of one form, with what was filled in; all that are copies of none are put to the others.
pub(super) fn copies(waiting: Vec<Waiting>, others: &mut Vec<Waiting>) -> Vec<(Waiting, Filled)> {
    let mut forms: Vec<Alike> = Vec::new();
    for waiting in waiting {
        let sheet = waiting.paper.sheet();
        let asked = questions(&sheet);
        let is_alike = |(known, _): &&mut Alike| {
            let shared = known.intersection(&asked).count();
            shared >= FEWEST_QUESTIONS && shared * 5 >= known.len().max(asked.len()) * 3
        };
        match forms.iter_mut().find(is_alike) {
            Some((_, copies)) => copies.push((waiting, sheet)),
            None => forms.push((asked, vec![(waiting, sheet)])),
        }
    }
    let mut found = Vec::new();
    for (_, mut copies) in forms {
        mark_questions(&mut copies);
        let labels = Labels::of(&copies.iter().map(|(_, sheet)| sheet).collect::<Vec<_>>());
        let mut filled: Vec<Option<Filled>> = copies.iter().map(|(_, sheet)| labels.divide(sheet)).collect();
        leave_out_titles(&mut filled);
        let are_forms = are_forms(&copies, &filled);
        for ((waiting, _), filled) in copies.into_iter().zip(filled) {
            match filled.filter(|filled| are_forms && filled.fields.len() > 1) {
                Some(filled) => found.push((waiting, filled)),
                None => others.push(waiting),
            }
        }
    }
    found
}

/// Marks as labels the questions that most copies ask; where there are too few to compare, those with a number, and the short ones between boxes.
fn mark_questions(copies: &mut [(Waiting, Sheet)]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, sheet) in copies.iter() {
        questions(sheet).into_iter().for_each(|question| *times.entry(question).or_default() += 1);
    }
    let count = copies.len();
    for (_, sheet) in copies {
        let asked: Vec<usize> = (0..sheet.lines.len()).filter(|at| is_question(sheet, *at)).collect();
        for at in asked {
            let line = &mut sheet.lines[at];
            let comes_again = times.get(&compared(&line.text)).is_some_and(|times| times * 5 >= count * 3);
            let is_sure = count >= FEWEST_COPIES
                || numbered(&line.text).is_some()
                || words(&line.text) <= LONGEST_BETWEEN;
            if comes_again && is_sure && line.mark == Mark::Plain {
                line.mark = Mark::Heading;
            }
        }
    }
}

/// Leaves out what asks nothing and has nothing below it in any copy: "Tell us what you think" above the first question.
fn leave_out_titles(filled: &mut [Option<Filled>]) {
    let fields = || filled.iter().flatten().flat_map(|filled| &filled.fields);
    let answered: BTreeSet<String> =
        fields().filter(|(_, value)| !value.is_empty()).map(|(label, _)| compared(label)).collect();
    for filled in filled.iter_mut().flatten() {
        let before = filled.fields.len();
        filled.fields.retain(|(label, _)| label.ends_with('?') || answered.contains(&compared(label)));
        filled.own_lines += before - filled.fields.len();
    }
}

/// Whether these are copies that several people filled in, each in their own words, or a single one that has boxes to tick. A letter that many sent in
/// asks, too, but says the same below.
fn are_forms(copies: &[(Waiting, Sheet)], filled: &[Option<Filled>]) -> bool {
    let has_boxes = |(_, sheet): &(Waiting, Sheet)| sheet.lines.iter().any(|line| has_boxes(&line.text));
    let answers: BTreeSet<String> = filled
        .iter()
        .flatten()
        .map(|filled| filled.fields.iter().map(|(_, value)| compared(value)).collect::<Vec<_>>().join("\n"))
        .collect();
    let are_own = answers.len() * 2 > copies.len();
    copies.iter().all(has_boxes) || copies.len() >= FEWEST_COPIES && are_own
}
