//! Microsoft Forms: one header row, several answers in one cell with a semicolon after each.

use std::collections::BTreeSet;

use super::{Column, Head, Platform, Shape, column, named};
use crate::ingest::tables::headings::{plain, tidy};
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct MicrosoftForms;

impl Platform for MicrosoftForms {
    fn name(&self) -> &'static str {
        "Microsoft Forms"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let top = head.rows.first()?;
        let is_its = plain(top.cell(0)) == "id"
            && named(top, &["start time", "completion time"]) == 2
            && named(top, &["email", "name"]) > 0;
        if !is_its {
            return None;
        }
        let headers: Vec<String> = top.cells().map(tidy).collect();
        let all: BTreeSet<String> = headers.iter().map(|header| plain(header)).collect();
        let mut before = BTreeSet::new();
        let mut columns = Vec::new();
        for header in &headers {
            let plain = plain(header);
            let role = own(&plain).or_else(|| is_of_quiz(&plain, &all).then_some(Role::Private));
            columns.push(match role {
                None => Column { header: without_number(header, &before), ..Column::default() },
                role => column(header, role),
            });
            before.insert(plain);
        }
        Some(Shape { header_rows: 1, columns, month_first: true, ..Shape::default() })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "id" => Role::Identifier,
        "completion time" => Role::Attribute(attribute::DATE.to_owned()),
        "email" => Role::Person,
        "start time" | "name" | "last modified time" | "total points" | "quiz feedback"
        | "grade posted time" => Role::Private,
        "language" => Role::Closed,
        _ => return None,
    })
}

/// Whether a column holds the marks or the marker's words of a quiz: "Points - …" beside a question of these words.
fn is_of_quiz(header: &str, headers: &BTreeSet<String>) -> bool {
    ["points - ", "feedback - "]
        .iter()
        .filter_map(|start| header.strip_prefix(start))
        .any(|question| headers.contains(question))
}

/// A question that comes again has a number behind it, since a spreadsheet wants each header once; it is put in brackets.
fn without_number(header: &str, before: &BTreeSet<String>) -> String {
    let stem = header.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &header[stem.len()..];
    let comes_again = !number.is_empty() && before.contains(&plain(stem));
    if comes_again { format!("{} ({number})", stem.trim_end()) } else { header.to_owned() }
}
