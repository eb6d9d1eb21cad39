//! Who the rows of a table are of in which each row is one answer: known by a number that comes once with each question.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::plain;
use super::role::Role;
use crate::delimited::Row;
use crate::ingest::platforms::Column;

/// So many rows and people are no chance.
const FEWEST_ROWS: usize = 6;
const FEWEST_PEOPLE: usize = 3;

/// What has numbers, too, and is no person.
const OTHERS: [&str; 16] = [
    "table", "group", "session", "event", "workshop", "meeting", "area", "ward", "site", "location", "team",
    "week", "month", "year", "date", "age",
];

/// The column that numbers the people; none where no number comes with several questions and with none twice.
pub(super) fn key(
    columns: &[Column],
    roles: &[Role],
    is_told: impl Fn(usize) -> bool,
    body: &[Row],
    question: usize,
) -> Option<usize> {
    let names_other = |at: usize| {
        let header = plain(&columns[at].header);
        header.split(|c: char| !c.is_alphanumeric()).any(|word| OTHERS.contains(&word))
    };
    let may_be = |at: &usize| {
        let is_kept = matches!(roles[*at], Role::Identifier | Role::Private | Role::Closed);
        is_kept && !is_told(*at) && columns[*at].role.is_none() && !names_other(*at)
    };
    let mut found = (0..columns.len()).filter(may_be).filter(|at| numbers_people(body, *at, question));
    found.next()
}

/// Whether every row has a code in a column that comes with several questions, and with none twice.
fn numbers_people(body: &[Row], at: usize, question: usize) -> bool {
    let is_code =
        |cell: &str| !cell.contains(char::is_whitespace) && cell.contains(|c: char| c.is_ascii_digit());
    let mut answered: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut rows = 0;
    for row in body.iter().filter(|row| !row.cell(question).trim().is_empty()) {
        let cell = row.cell(at).trim();
        if !is_code(cell) || !answered.entry(cell).or_default().insert(row.cell(question).trim()) {
            return false;
        }
        rows += 1;
    }
    rows >= FEWEST_ROWS && answered.len() >= FEWEST_PEOPLE && rows * 2 >= answered.len() * 3
}
