//! LimeSurvey: one header row of codes, wording, or both; options in square brackets.

use super::{Absence, Column, Head, Holds, Missing, Platform, RowTest, Shape, column, column_named, named};
use crate::delimited::Row;
use crate::ingest::tables::headings::{plain, tidy};
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct LimeSurvey;

/// Its own columns by their code and by their name in full.
const CODES: [&str; 6] = ["id", "submitdate", "lastpage", "startlanguage", "seed", "datestamp"];
const NAMES: [&str; 6] =
    ["response id", "date submitted", "last page", "start language", "seed", "date last action"];

/// Questions that were not reached; and the day that stands for none where dates are not kept.
const MISSING: [Missing; 2] = [
    Missing { word: "N/A", means: Absence::NoReply },
    Missing { word: "1980-01-01 00:00:00", means: Absence::NoReply },
];

impl Platform for LimeSurvey {
    fn name(&self) -> &'static str {
        "LimeSurvey"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let is_its = |row: &Row, own: &[&str]| named(row, own) >= 4 && named(row, &own[..4]) >= 3;
        let top = head.rows.first()?;
        // The VV export has the wording above the codes.
        let second = head.rows.get(1).filter(|row| !is_its(top, &CODES) && is_its(row, &CODES));
        if second.is_none() && !is_its(top, &CODES) && !is_its(top, &NAMES) {
            return None;
        }
        let names = second.unwrap_or(top);
        let columns = (0..names.len()).map(|at| match own(&plain(names.cell(at))) {
            Some(role) => column(names.cell(at), Some(role)),
            None => question_and_part(&tidy(top.cell(at))),
        });
        let submitted = column_named(names, &["submitdate", "date submitted"]);
        let partial = submitted.map(|column| RowTest {
            column,
            holds: Holds::When(str::is_empty),
            reason: "begun and not submitted",
        });
        Some(Shape {
            header_rows: 1 + usize::from(second.is_some()),
            columns: columns.collect(),
            partial: partial.into_iter().collect(),
            missing: &MISSING,
            ..Shape::default()
        })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "id" | "response id" => Role::Identifier,
        "submitdate" | "date submitted" => Role::Attribute(attribute::DATE.to_owned()),
        "email" | "email address" => Role::Person,
        "startlanguage" | "start language" => Role::Closed,
        "lastpage" | "last page" | "seed" | "startdate" | "date started" | "datestamp"
        | "date last action" | "ipaddr" | "ip address" | "refurl" | "referrer url" | "token"
        | "access code" | "firstname" | "first name" | "lastname" | "last name" | "interviewtime"
        | "total time" => Role::Private,
        _ if is_timing(header) => Role::Private,
        _ => return None,
    })
}

/// `groupTime12`, `Q3Time`, "Question time: Q3".
fn is_timing(header: &str) -> bool {
    header.starts_with("group time:")
        || header.starts_with("question time:")
        || header.strip_prefix("grouptime").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
        || header
            .strip_suffix("time")
            .is_some_and(|code| !code.contains(' ') && code.ends_with(|c: char| c.is_ascii_digit()))
}

/// A header as question and part: `Q3[SQ001]`, `Q3.SQ001.`, "Which of these? [GP]", `Q3[SQ001]. Which of these? [GP]`.
fn question_and_part(header: &str) -> Column {
    let header = without_code(header);
    let (question, part) = match bracketed(header).or_else(|| dotted(header)) {
        Some(divided) => divided,
        None => return Column { header: header.to_owned(), ..Column::default() },
    };
    let plain_part = plain(part);
    let (header, role) = if plain_part == "other" {
        ("Other (please specify)".to_owned(), Some(Role::Open))
    } else if let Some(option) = part.strip_suffix("comment").filter(|_| !part.contains(' ')) {
        let option = if option.is_empty() { String::new() } else { format!("{option} ") };
        (format!("{option}comment"), Some(Role::Open))
    } else if plain_part == "comment" {
        ("comment".to_owned(), Some(Role::Open))
    } else {
        (part.to_owned(), None)
    };
    Column { header, of: Some(question.to_owned()), role }
}

/// The wording after a code and a full stop, where a header has both.
fn without_code(header: &str) -> &str {
    header
        .split_once(". ")
        .filter(|(code, _)| is_code(code.split('[').next().unwrap_or_default()) && !code.contains(' '))
        .map_or(header, |(_, words)| words.trim())
}

fn is_code(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    begins
        && text.len() <= 20
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_digit())
}

fn bracketed(header: &str) -> Option<(&str, &str)> {
    let inner = header.strip_suffix(']')?;
    let at = inner.rfind('[')?;
    let (question, part) = (inner[..at].trim(), inner[at + 1..].trim());
    (!question.is_empty() && !part.is_empty()).then_some((question, part))
}

fn dotted(header: &str) -> Option<(&str, &str)> {
    let (question, part) = header.strip_suffix('.')?.split_once('.')?;
    (is_code(question) && !part.is_empty() && !part.contains([' ', '.'])).then_some((question, part))
}
