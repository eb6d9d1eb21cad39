//! Go Vocal, earlier CitizenLab: a workbook with a sheet an activity; profile questions stand after the platform's own columns.

use super::{Head, Platform, Role, Shape};
use crate::file_name::folder_of;
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct GoVocal;

/// The platform's own columns that say nothing of what people think.
const TECHNICAL: [&str; 12] = [
    "author name",
    "attachments",
    "latitude",
    "longitude",
    "url",
    "project",
    "status",
    "published at",
    "imported",
    "assignee",
    "assignee email",
    "co-sponsors",
];
/// What the platform counts and keeps of an idea.
const COUNTS: [&str; 6] = ["tags", "proposed budget", "comments", "likes", "dislikes", "offline votes"];

impl Platform for GoVocal {
    fn name(&self) -> &'static str {
        "Go Vocal (CitizenLab)"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = Headers::with(head, &["id", "author id", "project"])?;
        let is_dated = headers.has(&["submitted at", "published at"]);
        if !is_dated || headers.plain().next() != Some("id") {
            return None;
        }
        let mut columns = headers.columns(|_, header| match header {
            "id" => Some(Role::Identifier),
            "title" | "description" => Some(Role::Open),
            "location" => Some(Role::Closed),
            "author email" | "author id" => Some(Role::Person),
            "submitted at" => Some(Role::Attribute(attribute::DATE.to_owned())),
            _ if TECHNICAL.contains(&header) => Some(Role::Private),
            _ if COUNTS.contains(&header) => Some(Role::Closed),
            _ => None,
        });
        // Every activity has a title and a description: they are questions of that activity alone.
        if let Some(sheet) = head.sheet {
            for column in columns.iter_mut().filter(|column| column.role == Some(Role::Open)) {
                column.header = format!("{sheet}: {}", column.header);
            }
        }
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            export: Some(folder_of(head.file).to_owned()),
            ..Shape::default()
        })
    }
}
