//! regulations.gov: the bulk export of comments on a docket.

use std::borrow::Cow;

use super::{Head, Holds, Meaning, Platform, Role, RowTest, Shape};
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct RegulationsGov;

impl Platform for RegulationsGov {
    fn name(&self) -> &'static str {
        "regulations.gov"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = Headers::with(head, &["document id", "agency id", "docket id", "comment"])?;
        let columns = headers.columns(|_, header| {
            Some(match header {
                "document id" => Role::Identifier,
                "comment" => Role::Open,
                "received date" => Role::Attribute(attribute::DATE.to_owned()),
                "state/province" => Role::Attribute(attribute::LOCALITY.to_owned()),
                "category" => Role::Attribute(attribute::RESPONDENT_TYPE.to_owned()),
                "organization name" => Role::IsOrganisation,
                "duplicate comments" | "topics" => Role::Closed,
                _ => Role::Private,
            })
        });
        let test = |name: &str, holds, reason| {
            headers.find(&[name]).map(|column| RowTest { column, holds: Holds::When(holds), reason })
        };
        let left_out = [
            test("document type", is_the_agencys, "a document of the agency, and no comment on it"),
            test("is withdrawn?", |cell| cell.eq_ignore_ascii_case("true"), "the comment was withdrawn"),
        ];
        let comment = headers.find(&["comment"])?;
        let attached = head.rows[headers.at + 1..]
            .iter()
            .filter(|row| row.cell(comment).trim().to_lowercase().starts_with("see attached"))
            .count();
        let mut notes = Vec::new();
        if attached > 0 {
            notes.push(format!(
                "comments that only point to an attachment: {attached}; add the attachments to the folder to have them read"
            ));
        }
        let organisation = headers.find(&["organization name"]);
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            left_out: left_out.into_iter().flatten().collect(),
            meanings: organisation.map(|at| (at, is_named as Meaning)).into_iter().collect(),
            given: vec![(attribute::CHANNEL, "Online".to_owned())],
            notes,
            ..Shape::default()
        })
    }
}

fn is_the_agencys(document_type: &str) -> bool {
    ["notice", "proposed rule", "rule", "supporting & related material", "other"]
        .iter()
        .any(|kind| document_type.eq_ignore_ascii_case(kind))
}

/// A sender with an organisation's name speaks for one.
fn is_named(cell: &str) -> Cow<'_, str> {
    Cow::Borrowed(if cell.is_empty() || cell.eq_ignore_ascii_case("n/a") { "" } else { "yes" })
}
