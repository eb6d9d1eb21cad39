//! SurveyMonkey: two header rows, the question only over the first of its columns.

use super::{Head, Platform, Shape, column, column_named, named, two_rows};
use crate::ingest::tables::headings::plain;
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct SurveyMonkey;

impl Platform for SurveyMonkey {
    fn name(&self) -> &'static str {
        "SurveyMonkey"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let top = head.rows.first()?;
        let id = column_named(top, &["respondent id"])?;
        column_named(top, &["collector id"])?;
        let others = [
            "start date",
            "end date",
            "date created",
            "date modified",
            "ip address",
            "email address",
            "first name",
            "last name",
            "custom data 1",
        ];
        if named(top, &others) < 2 {
            return None;
        }
        // The second row has nothing under the platform's own columns; condensed exports leave it out or leave it empty.
        let below = head.rows.get(1).filter(|row| row.cell(id).trim().is_empty());
        let (header_rows, columns) = match below {
            Some(below) => (2, two_rows(top, below, own)),
            None => (1, top.cells().map(|cell| column(cell, own(&plain(cell)))).collect()),
        };
        Some(Shape { header_rows, columns, month_first: true, ..Shape::default() })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "respondent id" => Role::Identifier,
        "end date" | "date modified" => Role::Attribute(attribute::DATE.to_owned()),
        "email address" => Role::Person,
        "collector id" | "start date" | "date created" | "ip address" | "first name" | "last name" => {
            Role::Private
        }
        _ if header.starts_with("custom data") => Role::Private,
        _ => return None,
    })
}
