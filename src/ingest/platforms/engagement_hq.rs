//! EngagementHQ: participants, five thousand a file, and the contributions they made.

use std::borrow::Cow;

use super::{Head, Platform, Role, RowsAre, Shape};
use crate::file_name::folder_of;
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct EngagementHq;

const SCREEN_NAME: [&str; 2] = ["screen name", "login (screen name)"];

/// Columns that only a table of contributions has.
const OF_CONTRIBUTIONS: [&str; 7] = [
    "contribution id",
    "response id",
    "submission id",
    "date of contribution",
    "contributed at",
    "date submitted",
    "submitted at",
];

impl Platform for EngagementHq {
    fn name(&self) -> &'static str {
        "EngagementHQ"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let headers = SCREEN_NAME.iter().find_map(|name| Headers::with(head, &[name]))?;
        let are_participants = headers.has(&["participant tags"])
            && headers.count(&["joined", "user status", "subscribed"]) >= 2;
        if !are_participants && !headers.has(&OF_CONTRIBUTIONS) {
            return None;
        }
        let columns = headers.columns(|_, header| match header {
            _ if SCREEN_NAME.contains(&header) => Some(Role::Person),
            "email" => Some(Role::Person),
            "contribution id" | "response id" | "submission id" => Some(Role::Identifier),
            "date of contribution" | "contributed at" | "date submitted" | "submitted at" => {
                Some(Role::Attribute(attribute::DATE.to_owned()))
            }
            "joined" | "user status" | "subscribed" | "imported" | "member id" => Some(Role::Private),
            "participant tags" => Some(Role::Closed),
            _ => None,
        });
        let tags = headers.find(&["participant tags"]);
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            rows_are: if are_participants { RowsAre::Details } else { RowsAre::Submissions },
            export: Some(folder_of(head.file).to_owned()),
            meanings: tags.map(|at| (at, tags_as_list as super::Meaning)).into_iter().collect(),
            ..Shape::default()
        })
    }
}

/// `carer|Leek` is a list of two tags.
fn tags_as_list(cell: &str) -> Cow<'_, str> {
    let tags: Vec<&str> = cell.split('|').map(str::trim).filter(|tag| !tag.is_empty()).collect();
    Cow::Owned(tags.join(";"))
}
