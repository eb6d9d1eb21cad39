//! Google Forms: one header row that begins with a timestamp, several answers in one cell with commas between them.

use super::{Head, Platform, Shape, column, named};
use crate::ingest::tables::headings::plain;
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct GoogleForms;

impl Platform for GoogleForms {
    fn name(&self) -> &'static str {
        "Google Forms"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let top = head.rows.first()?;
        if plain(top.cell(0)) != "timestamp" || top.len() < 2 {
            return None;
        }
        let stamps = head.rows[1..].iter().take(200).map(|row| row.cell(0).trim());
        let stamps: Vec<&str> = stamps.filter(|cell| !cell.is_empty()).collect();
        if stamps.is_empty() || stamps.iter().filter(|cell| is_stamp(cell)).count() * 10 < stamps.len() * 9 {
            return None;
        }
        // A log of any machine begins with a timestamp; a form asks.
        let headers: Vec<String> = top.cells().skip(1).map(plain).collect();
        let asks = |header: &&String| {
            header.ends_with('?') || header.split(' ').count() >= 5 || header.ends_with(']')
        };
        let questions = headers.iter().filter(asks).count();
        if named(top, &["email address", "username"]) == 0 && questions * 2 < headers.len() || questions == 0
        {
            return None;
        }
        let columns = top.cells().map(|cell| column(cell, own(&plain(cell)))).collect();
        Some(Shape { header_rows: 1, columns, ..Shape::default() })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "timestamp" => Role::Attribute(attribute::DATE.to_owned()),
        "email address" | "username" => Role::Person,
        "score" => Role::Private,
        _ => return None,
    })
}

/// A day with a time to the second: `27/02/2019 14:05:00`, `2019/02/27 2:05:00 pm GMT`.
fn is_stamp(cell: &str) -> bool {
    let Some((day, time)) = cell.split_once(' ') else { return false };
    let day =
        day.matches(['/', '-', '.']).count() == 2 && day.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let time = time.split([' ', '+']).next().unwrap_or_default();
    day && time.matches([':', '.']).count() == 2 && time.starts_with(|c: char| c.is_ascii_digit())
}
