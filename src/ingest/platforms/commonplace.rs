//! Commonplace: contributions, each a pin on a map with a feeling and a comment; one person may set many.

use super::{Head, Platform, Role, Shape};
use crate::file_name::folder_of;
use crate::ingest::tables::headers::Headers;

pub(super) struct Commonplace;

const RESPONDENT: [&str; 6] =
    ["respondent id", "respondent", "respondentid", "contributor id", "contributor", "participant id"];
const SENTIMENT: [&str; 5] = ["sentiment", "feeling", "feeling score", "sentiment score", "how do you feel?"];
const PLACE: [&str; 6] = ["latitude", "longitude", "location", "coordinates", "lat", "place"];
const COMMENT: [&str; 5] = ["comment", "comments", "contribution", "why do you feel this way?", "response"];
const COORDINATES: [&str; 6] = ["longitude", "latitude", "lat", "lng", "lon", "coordinates"];
const AGREEMENTS: [&str; 3] = ["agreements", "agreement count", "agree count"];

impl Platform for Commonplace {
    fn name(&self) -> &'static str {
        "Commonplace"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = RESPONDENT.iter().find_map(|name| Headers::with(head, &[name]))?;
        if ![&SENTIMENT[..], &PLACE, &COMMENT].iter().all(|names| headers.has(names)) {
            return None;
        }
        let comment = headers.find(&COMMENT);
        // A number that starts from 1 in every file is nobody's beyond it.
        let respondent = headers.find(&RESPONDENT)?;
        let ids = head.rows[headers.at + 1..].iter().map(|row| row.cell(respondent).trim());
        let is_unmistakable = ids.filter(|id| !id.is_empty()).all(|id| id.len() >= 8);
        // A pin stands where something is, not where the person lives.
        let columns = headers.columns(|at, header| match header {
            _ if RESPONDENT.contains(&header) => Some(Role::Person),
            _ if SENTIMENT.contains(&header) || AGREEMENTS.contains(&header) => Some(Role::Closed),
            "location" | "place" | "address" => Some(Role::Closed),
            _ if COORDINATES.contains(&header) => Some(Role::Private),
            _ if Some(at) == comment => Some(Role::Open),
            "contribution id" | "comment id" | "response id" | "id" => Some(Role::Identifier),
            _ => None,
        });
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            export: Some(if is_unmistakable { folder_of(head.file) } else { head.file }.to_owned()),
            notes: vec!["a respondent may have made several contributions, and is counted once".to_owned()],
            ..Shape::default()
        })
    }
}
