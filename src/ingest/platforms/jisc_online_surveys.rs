//! Jisc Online Surveys: a column for each question number, with the wording behind it or without.

use super::{Column, Head, Platform, Shape, column, column_named};
use crate::ingest::tables::headings::{is_other, plain, tidy};
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct JiscOnlineSurveys;

impl Platform for JiscOnlineSurveys {
    fn name(&self) -> &'static str {
        "Jisc Online Surveys"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let top = head.rows.first()?;
        column_named(top, &["unique response number", "urn"])?;
        let headers: Vec<String> = top.cells().map(tidy).collect();
        let asked: Vec<&String> = headers.iter().filter(|header| own(&plain(header)).is_none()).collect();
        let numbered: Vec<(&str, &str)> = asked.iter().filter_map(|header| number_of(header)).collect();
        let has_first = numbered.iter().any(|(number, _)| *number == "1" || number.starts_with("1."));
        if numbered.len() < 2 || numbered.len() * 10 < asked.len() * 8 || !has_first {
            return None;
        }
        let columns = headers.iter().map(|header| match own(&plain(header)) {
            Some(role) => column(header, Some(role)),
            None => question(header, &numbered),
        });
        let asked: Vec<usize> =
            (0..headers.len()).filter(|at| own(&plain(&headers[*at])).is_none()).collect();
        let coded = super::answers_are_codes(head, 1, &asked);
        Some(Shape { header_rows: 1, columns: columns.collect(), coded, ..Shape::default() })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "unique response number" | "urn" => Role::Identifier,
        "completed" | "completion date" | "date completed" | "response date" | "submitted" => {
            Role::Attribute(attribute::DATE.to_owned())
        }
        "email" | "email address" => Role::Person,
        "started" | "start date" | "date started" | "ip address" | "respondent" | "username" => Role::Private,
        _ => return None,
    })
}

/// The number a header begins with and what follows it: `2.a.i` and "Reception" of "2.a.i. Reception".
fn number_of(header: &str) -> Option<(&str, &str)> {
    let header = header.strip_prefix(['Q', 'q']).unwrap_or(header);
    let (number, wording) = header.split_once(' ').unwrap_or((header, ""));
    let number = number.trim_end_matches(['.', ':']);
    let mut levels = number.split('.');
    let first = levels.next().is_some_and(|level| {
        !level.is_empty() && level.len() <= 3 && level.bytes().all(|b| b.is_ascii_digit())
    });
    let deeper = levels.all(|level| {
        !level.is_empty()
            && level.len() <= 4
            && level.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    (first && deeper).then_some((number, wording.trim()))
}

/// The third level of a number (`2.a.i`) is an option or a row of the second; "please specify" belongs to the level above it.
fn question(header: &str, numbered: &[(&str, &str)]) -> Column {
    let Some((number, wording)) = number_of(header) else {
        return Column { header: header.to_owned(), ..Column::default() };
    };
    let shown = if wording.is_empty() { number } else { header };
    let is_part = number.matches('.').count() == 2 || is_other(wording);
    let above = number.rsplit_once('.').filter(|_| is_part).map(|(above, _)| above);
    let Some(above) = above else {
        return Column { header: shown.to_owned(), ..Column::default() };
    };
    let of = numbered.iter().find(|(known, _)| *known == above).filter(|(_, words)| !words.is_empty());
    let of = of.map_or(above.to_owned(), |(known, words)| format!("{known}. {words}"));
    let header = if wording.is_empty() { number } else { wording };
    Column { header: header.to_owned(), of: Some(of), role: None }
}
