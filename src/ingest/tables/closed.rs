//! Closed answers: kept beside the open text, one by one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::headings::{plain, whole_question};
use super::options::Options;
use super::role::Role;
use crate::ingest::platforms::Column;
use crate::submission::{Consultation, Names};

/// Other wordings of answers and what they mean, as a profile tells them: "North" is "North West".
#[derive(Debug, Clone, Default)]
pub(super) struct Wordings(BTreeMap<String, String>);

impl Wordings {
    /// The wordings of a `[file.answers."…"]` table.
    pub(in crate::ingest) fn new(told: &BTreeMap<String, String>) -> Wordings {
        Wordings(told.iter().map(|(from, to)| (plain(from), to.trim().to_owned())).collect())
    }

    /// The answer that this one means.
    pub(super) fn meaning<'a>(&'a self, answer: &'a str) -> &'a str {
        if self.0.is_empty() { answer } else { self.0.get(&plain(answer)).map_or(answer, String::as_str) }
    }
}

/// The closed answers of a table while it is read.
#[derive(Default)]
pub(super) struct ClosedAnswers {
    columns: Vec<ClosedColumn>,
    /// Submission, column, cell, by their numbers.
    found: Vec<(u32, u32, u32)>,
}

struct ClosedColumn {
    at: usize,
    question: String,
    /// The option that a tick stands for; none where the cell is the answer.
    option: Option<String>,
    wordings: Wordings,
    cells: Names,
    counts: Vec<usize>,
}

impl ClosedAnswers {
    /// For a table's columns; each with its role and the wordings told of it.
    pub(in crate::ingest) fn of<'a>(
        columns: impl Iterator<Item = (&'a Column, &'a Role, &'a Wordings)>,
    ) -> ClosedAnswers {
        let closed = columns.enumerate().filter_map(|(at, (column, role, wordings))| {
            let option = match role {
                Role::Closed => None,
                Role::Tick => column.of.as_ref().map(|_| column.header.clone()),
                _ => return None,
            };
            let question = match &option {
                Some(_) => column.of.clone().unwrap_or_default(),
                None => whole_question(column.of.as_deref(), &column.header),
            };
            let wordings = wordings.clone();
            Some(ClosedColumn { at, question, option, wordings, cells: Names::default(), counts: Vec::new() })
        });
        ClosedAnswers { columns: closed.collect(), found: Vec::new() }
    }

    /// Takes a row's answers; `cell` gives what stands in a column, trimmed, and nothing where there is no answer.
    pub(in crate::ingest) fn take<'a>(&mut self, submission: usize, cell: impl Fn(usize) -> Cow<'a, str>) {
        for (number, column) in self.columns.iter_mut().enumerate() {
            let cell = cell(column.at);
            if cell.is_empty() || column.option.is_some() && !is_ticked(&cell) {
                continue;
            }
            let known = column.cells.number(column.option.as_deref().unwrap_or(&cell));
            if known as usize == column.counts.len() {
                column.counts.push(0);
            }
            column.counts[known as usize] += 1;
            self.found.push((submission as u32, number as u32, known));
        }
    }

    /// Learns the options of each question, then calls `give` with each submission's answers. Comes back with the columns whose cells hold
    /// several answers, and how many options were learned.
    pub(in crate::ingest) fn finish(
        mut self,
        consultation: &mut Consultation,
        mut give: impl FnMut(usize, &[(u32, u32)]),
    ) -> Vec<(usize, usize)> {
        let mut several = Vec::new();
        let mut numbers: Vec<(u32, Vec<Vec<u32>>)> = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let cells: Vec<(&str, usize)> = column.cells.iter().zip(column.counts.iter().copied()).collect();
            let options = if column.option.is_some() { None } else { Options::learn(&cells) };
            several.extend(options.as_ref().map(|options| (column.at, options.len())));
            let answers = cells.iter().map(|(cell, _)| {
                let split = match &options {
                    Some(options) => options.split(cell),
                    None => vec![*cell],
                };
                let number =
                    |answer: &str| consultation.closed_answers.number(column.wordings.meaning(answer));
                split.into_iter().map(number).collect()
            });
            let answers = answers.collect();
            numbers.push((consultation.closed_questions.number(&column.question), answers));
        }
        self.found.sort_by_key(|(submission, _, _)| *submission);
        for of_one in self.found.chunk_by(|one, other| one.0 == other.0) {
            let mut closed: Vec<(u32, u32)> = Vec::with_capacity(of_one.len());
            for (_, column, cell) in of_one {
                let (question, answers) = &numbers[*column as usize];
                for answer in &answers[*cell as usize] {
                    if !closed.contains(&(*question, *answer)) {
                        closed.push((*question, *answer));
                    }
                }
            }
            give(of_one[0].0 as usize, &closed);
        }
        several
    }
}

/// Whether the cell of an option says that it was chosen.
fn is_ticked(cell: &str) -> bool {
    !["0", "n", "no", "false", "unchecked", "not selected", "not ticked", "off", "-"]
        .iter()
        .any(|not| not.eq_ignore_ascii_case(cell))
}
