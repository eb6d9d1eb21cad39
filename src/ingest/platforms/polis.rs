//! Polis exports, and the same layout as talk-to-the-city reads it.

use super::{Head, Holds, Platform, Role, RowTest, RowsAre, Shape};
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct Polis;

const VOTES: &str = "votes without words of their own";

impl Platform for Polis {
    fn name(&self) -> &'static str {
        "Polis"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        comments(head).or_else(|| votes(head)).or_else(|| summary(head))
    }
}

fn comments(head: &Head<'_>) -> Option<Shape> {
    let headers = Headers::with(head, &["comment-id", "comment-body"])?;
    let has_authors = headers.has(&["author-id"]);
    let columns = headers.columns(|_, header| match header {
        "comment-id" => Some(Role::Identifier),
        "comment-body" => Some(Role::Open),
        "author-id" => Some(Role::Person),
        "datetime" => Some(Role::Attribute(attribute::DATE.to_owned())),
        "interview" | "attribute author" | "timestamp" | "moderated" | "video" | "url" => Some(Role::Private),
        "agrees" | "disagrees" | "agree" | "disagree" | "passes" | "votes" => Some(Role::Closed),
        _ => None,
    });
    let moderated = headers.find(&["moderated"]).map(|column| RowTest {
        column,
        holds: Holds::When(|cell| cell == "-1"),
        reason: "rejected by the moderators of the conversation",
    });
    Some(Shape {
        header_at: headers.at,
        header_rows: 1,
        columns,
        left_out: moderated.into_iter().collect(),
        // Authors are numbered anew in every conversation, which is a file.
        export: has_authors.then(|| head.file.to_owned()),
        ..Shape::default()
    })
}

fn votes(head: &Head<'_>) -> Option<Shape> {
    let matrix = ["participant", "group-id", "n-comments", "n-votes"];
    let headers =
        Headers::with(head, &["comment-id", "voter-id", "vote"]).or_else(|| Headers::with(head, &matrix))?;
    Some(Shape {
        header_at: headers.at,
        header_rows: 1,
        columns: headers.columns(|_, _| Some(Role::Private)),
        rows_are: RowsAre::Nothing(VOTES),
        ..Shape::default()
    })
}

/// A list of names and numbers, with no header.
fn summary(head: &Head<'_>) -> Option<Shape> {
    let names = ["topic", "voters", "commenters", "comments"];
    let has =
        |name: &&str| head.rows.iter().take(12).any(|row| row.len() == 2 && row.cell(0).trim() == *name);
    if !names.iter().all(has) || head.rows.len() > 15 {
        return None;
    }
    let column = || super::Column { role: Some(Role::Private), ..super::Column::default() };
    Some(Shape {
        columns: vec![column(), column()],
        rows_are: RowsAre::Nothing("a summary of the conversation"),
        ..Shape::default()
    })
}
