//! NHS Friends and Family Test comments in the layout of the patient experience dashboards (PX-QDC).

use std::borrow::Cow;

use super::{Absence, Head, Meaning, Missing, Platform, Role, Shape};
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct FriendsAndFamily;

/// What the export writes where nobody answered.
const MISSING: [Missing; 3] = [
    Missing { word: "Did not answer", means: Absence::NoReply },
    Missing { word: "Not answered", means: Absence::NoReply },
    Missing { word: "NULL", means: Absence::NoReply },
];
/// What else is no answer where something about a person is asked.
const NO_ANSWER: [&str; 5] = ["#name?", "n/a", "na", "no answer", "not known"];

impl Platform for FriendsAndFamily {
    fn name(&self) -> &'static str {
        "NHS Friends and Family Test"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = Headers::with(head, &["fft score"])?;
        if !headers.plain().any(|header| numbered(header, "question").is_some()) {
            return None;
        }
        let columns = headers.columns(|_, header| match header {
            "date" => Some(Role::Attribute(attribute::DATE.to_owned())),
            "fft score" => Some(Role::Closed),
            "age" => Some(Role::Attribute(attribute::AGE.to_owned())),
            "sex" | "gender" | "ethnicity" | "sexuality" | "disability" | "religion" => Some(Role::Closed),
            _ if numbered(header, "question").is_some() => Some(Role::Open),
            _ => match (numbered(header, "location"), numbered(header, "extra variable")) {
                (Some(number), _) => Some(Role::Attribute(format!("Location {number}"))),
                (None, Some(_)) => Some(Role::Closed),
                _ => None,
            },
        });
        let is_open = |at: &usize| columns[*at].role == Some(Role::Open);
        let lost = head.rows[headers.at + 1..]
            .iter()
            .flat_map(|row| (0..columns.len()).filter(is_open).map(|at| row.cell(at).trim()))
            .filter(|cell| *cell == "#NAME?")
            .count();
        let mut notes =
            vec!["the questions' wording is not in the file: they go by their headers here".to_owned()];
        if lost > 0 {
            notes.push(format!(
                "answers that say #NAME?: {lost}; a spreadsheet took them for formulas and lost their words; export them again"
            ));
        }
        let answered: Meaning = answered;
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            missing: &MISSING,
            meanings: (0..columns.len()).filter(|at| !is_open(at)).map(|at| (at, answered)).collect(),
            columns,
            notes,
            ..Shape::default()
        })
    }
}

/// The number after a word: of `question 2` it is 2.
fn numbered(header: &str, word: &str) -> Option<u32> {
    header.strip_prefix(word)?.trim().parse().ok()
}

/// The cell, or nothing where it only says that nobody answered.
fn answered(cell: &str) -> Cow<'_, str> {
    let plain = cell.to_lowercase();
    let is_none = NO_ANSWER.contains(&plain.as_str()) || plain.chars().all(|c| c == '?');
    Cow::Borrowed(if is_none { "" } else { cell })
}
