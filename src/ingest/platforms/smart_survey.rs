//! SmartSurvey: two header rows, or one with "question - option" where its user asked for that.

use super::{Head, Holds, Platform, RowTest, Shape, column, column_named, named, two_rows};
use crate::ingest::tables::headings::plain;
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct SmartSurvey;

impl Platform for SmartSurvey {
    fn name(&self) -> &'static str {
        "SmartSurvey"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let at = head.rows.iter().take(2).position(|row| {
            let others = ["name", "email", "ip address", "unique id", "started", "ended", "tracking link"];
            named(row, &["userid", "userno"]) == 2 && named(row, &others) >= 3
        })?;
        let names = &head.rows[at];
        let id = column_named(names, &["userid"])?;
        let below = head.rows.get(at + 1).filter(|row| at == 0 && row.cell(id).trim().is_empty());
        let (header_rows, columns) = match below {
            _ if at == 1 => (2, two_rows(&head.rows[0], names, own)),
            Some(below) => (2, two_rows(names, below, own)),
            None => (1, names.cells().map(|cell| column(cell, own(&plain(cell)))).collect()),
        };
        let ended = column_named(names, &["ended"]);
        let partial = ended.map(|column| RowTest {
            column,
            holds: Holds::When(str::is_empty),
            reason: "begun and not finished",
        });
        Some(Shape { header_rows, columns, partial: partial.into_iter().collect(), ..Shape::default() })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "userid" => Role::Identifier,
        "email" => Role::Person,
        "ended" => Role::Attribute(attribute::DATE.to_owned()),
        "userno" | "name" | "ip address" | "unique id" | "started" | "tracking link" | "device"
        | "browser" => Role::Private,
        _ => return None,
    })
}
