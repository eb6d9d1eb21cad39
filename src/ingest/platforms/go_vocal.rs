//! Go Vocal, earlier CitizenLab: a workbook with a sheet an activity; profile questions stand after the platform's own columns.

use super::{Head, Platform, Role, Shape};
use crate::ingest::headers::{Headers, folder_of};
use crate::submission::attribute;

pub(super) struct GoVocal;

/// The platform's own columns that hold no answer.
const CLOSED: [&str; 14] = [
    "attachments",
    "tags",
    "latitude",
    "longitude",
    "proposed budget",
    "comments",
    "likes",
    "dislikes",
    "offline votes",
    "url",
    "project",
    "status",
    "published at",
    "imported",
];

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
            "author email" | "author id" => Some(Role::Person),
            "author name" | "assignee" | "assignee email" | "co-sponsors" => Some(Role::Private),
            "submitted at" => Some(Role::Attribute(attribute::DATE.to_owned())),
            _ if CLOSED.contains(&header) => Some(Role::Closed),
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
