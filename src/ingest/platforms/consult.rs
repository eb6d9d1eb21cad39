//! The layout that i.AI's Consult and ThemeFinder share: a file of respondents, and a folder for each part of a question.

use std::borrow::Cow;

use super::{Column, Head, Platform, Role, RowsAre, Shape};
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct Consult;

/// What identifies a respondent: in Consult, and in ThemeFinder's own evaluation sets.
const IDENTIFIER: [&str; 2] = ["themefinder id", "response id"];
/// What ThemeFinder says of a response.
const LABELS: [&str; 7] =
    ["theme keys", "labels", "stances", "sentiment", "position", "evidence rich", "reason"];
const PART: &str = "question_part_";
const MADE: &str = "themes or labels that another program gave, and no words of respondents";

impl Platform for Consult {
    fn name(&self) -> &'static str {
        "Consult (ThemeFinder)"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let place = Place::of(head.file);
        made(head, &place).or_else(|| wording(head, &place)).or_else(|| {
            let headers = IDENTIFIER.iter().find_map(|name| Headers::with(head, &[name]))?;
            // Many tables have a response id; only in its folders does it mean this layout.
            let is_sure = headers.has(&["themefinder id"]) || place.part.is_some();
            let tells = |of: &str| headers.plain().any(|header| header.starts_with(of));
            if is_sure && headers.len() == 2 && headers.has(&["text", "response"]) {
                Some(responses(&headers, &place))
            } else if tells("demographic data") || is_sure && (tells("options") || headers.len() == 1) {
                Some(details(&headers, &place))
            } else {
                None
            }
        })
    }
}

/// Where a file lies in the layout.
struct Place {
    export: String,
    part: Option<u32>,
}

impl Place {
    fn of(file: &str) -> Place {
        let folders: Vec<&str> = file.split('/').collect();
        let folders = folders.split_last().map_or(&[][..], |(_, folders)| folders);
        let part_at = folders.iter().rposition(|folder| folder.starts_with(PART));
        let part = part_at.and_then(|at| folders[at][PART.len()..].parse().ok());
        Place { export: folders[..part_at.unwrap_or(folders.len())].join("/"), part }
    }

    /// What files call the question until its wording is known.
    fn question(&self) -> Option<String> {
        let part = format!("{PART}{}", self.part?);
        Some(if self.export.is_empty() { part } else { format!("{}/{part}", self.export) })
    }
}

fn responses(headers: &Headers, place: &Place) -> Shape {
    let mut columns = headers.columns(|_, header| match header {
        "text" | "response" => Some(Role::Open),
        _ => Some(Role::Identifier),
    });
    if let (Some(question), Some(open)) =
        (place.question(), columns.iter_mut().find(|column| column.role == Some(Role::Open)))
    {
        open.header = question;
    }
    Shape {
        rows_are: RowsAre::Parts,
        export: Some(place.export.clone()),
        question_number: place.part,
        ..shape(headers, columns)
    }
}

fn details(headers: &Headers, place: &Place) -> Shape {
    let columns = headers.columns(|_, header| match header {
        _ if IDENTIFIER.contains(&header) => Some(Role::Identifier),
        _ if header.starts_with("options") => Some(Role::Closed),
        _ => None,
    });
    let mut columns: Vec<Column> = columns.into_iter().map(demographic).collect();
    let mut rows_are = RowsAre::Details;
    for column in columns.iter_mut().filter(|column| column.header.starts_with("options")) {
        column.header = place.question().unwrap_or_else(|| column.header.clone());
        rows_are = RowsAre::Parts;
    }
    let meanings = (0..columns.len()).map(|at| (at, provided as super::Meaning)).collect();
    Shape { rows_are, export: Some(place.export.clone()), meanings, ..shape(headers, columns) }
}

/// `demographic_data.Region` is what the respondent said of their region.
fn demographic(column: Column) -> Column {
    let lower = column.header.to_lowercase();
    let Some(name) = lower.strip_prefix("demographic_data").or_else(|| lower.strip_prefix("demographics"))
    else {
        return column;
    };
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let name = column.header[column.header.len() - name.len()..].replace('_', " ");
    let named = |name: &str| Role::Attribute(name.to_owned());
    let role = match name.to_lowercase().as_str() {
        "region" | "area" | "locality" | "where do you live" => named(attribute::LOCALITY),
        "age" | "age group" | "age band" => named(attribute::AGE),
        "respondent type" | "capacity" | "type" => named(attribute::RESPONDENT_TYPE),
        // Whatever else was asked may be about equality: it divides no figures unless the profile says so.
        _ => Role::Closed,
    };
    Column { header: name, of: None, role: Some(role) }
}

/// The cell, or nothing where Consult filled in that there was nothing.
fn provided(cell: &str) -> Cow<'_, str> {
    Cow::Borrowed(if cell.eq_ignore_ascii_case("not provided") { "" } else { cell })
}

fn wording(head: &Head<'_>, place: &Place) -> Option<Shape> {
    let headers = Headers::with(head, &["question text"])?;
    let question = place
        .question()
        .filter(|_| headers.has(&["question number", "has free text", "multi choice options"]))?;
    let open = headers.find(&["question text"]);
    let columns = headers.columns(|at, _| Some(if Some(at) == open { Role::Open } else { Role::Private }));
    Some(Shape { rows_are: RowsAre::Wording(question), ..shape(&headers, columns) })
}

/// What ThemeFinder writes: themes, and files in which nothing but its labels stands beside the identifiers.
fn made(head: &Head<'_>, place: &Place) -> Option<Shape> {
    let themes =
        [["theme key", "theme name"], ["topic id", "topic label"], ["topic id", "topic description"]];
    let of_responses = || {
        let headers = IDENTIFIER.iter().find_map(|id| Headers::with(head, &[id]))?;
        let are_labels =
            headers.plain().all(|header| IDENTIFIER.contains(&header) || LABELS.contains(&header));
        let is_sure = headers.has(&["themefinder id"]) || place.part.is_some();
        (is_sure && are_labels && headers.len() > 1).then_some(headers)
    };
    let headers = themes.iter().find_map(|pair| Headers::with(head, pair)).or_else(of_responses)?;
    let columns = headers.columns(|_, _| Some(Role::Private));
    Some(Shape { rows_are: RowsAre::Nothing(MADE), ..shape(&headers, columns) })
}

fn shape(headers: &Headers, columns: Vec<Column>) -> Shape {
    Shape { header_at: headers.at, header_rows: 1, columns, ..Shape::default() }
}
