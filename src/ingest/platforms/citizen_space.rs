//! Citizen Space: long headers that join question and component, codes above the wording or a blank row below it.

use super::{Head, Platform, Shape, column, column_named};
use crate::delimited::Row;
use crate::ingest::tables::headings::{plain, tidy};
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct CitizenSpace;

const ID: [&str; 2] = ["response id", "responseid"];

impl Platform for CitizenSpace {
    fn name(&self) -> &'static str {
        "Citizen Space"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let top = head.rows.first()?;
        let at = head.rows.iter().take(2).position(|row| column_named(row, &ID).is_some())?;
        let id = column_named(&head.rows[at], &ID)?;
        // Codes stand above the wording, which may leave the name of the platform's own columns to the codes.
        let is_id = |row: &Row| looks_like_id(row.cell(id));
        let second = head
            .rows
            .get(1)
            .filter(|row| !is_id(row) && head.rows.get(2).is_some_and(is_id) && !row.is_empty());
        let has_codes =
            second.is_some() && codes(top) * 2 >= top.cells().filter(|cell| !cell.trim().is_empty()).count();
        let header_rows = if at == 1 || has_codes { 2 } else { 1 };
        let body = head.rows.get(header_rows..).unwrap_or_default();
        let names: Vec<String> =
            (0..head.rows[..header_rows.min(head.rows.len())].iter().map(Row::len).max().unwrap_or(0))
                .map(|at| {
                    let wording = tidy(head.rows[header_rows - 1].cell(at));
                    if wording.is_empty() { tidy(top.cell(at)) } else { wording }
                })
                .collect();
        let ids = body.iter().filter(|row| is_id(row)).count();
        let joined = names.iter().filter(|name| is_numbered(name) || name.contains(" - ")).count();
        let last_ones = &names[names.len().saturating_sub(4)..];
        let clues = [
            ids * 2 >= body.len() && ids > 0,
            joined >= 2,
            last_ones.iter().any(|name| ["ip address", "ip"].contains(&plain(name).as_str())),
            names.iter().any(|name| is_date(&plain(name))),
            has_codes,
        ];
        if clues.iter().filter(|clue| **clue).count() < 3 || !(clues[0] || clues[1] && clues[2]) {
            return None;
        }
        let columns = names.iter().map(|name| column(name, own(&plain(name))));
        Some(Shape { header_rows, columns: columns.collect(), ..Shape::default() })
    }
}

/// `ANON-1A2B-3C4D-E`: three groups or more of capitals and digits.
fn looks_like_id(cell: &str) -> bool {
    let groups: Vec<&str> = cell.trim().split('-').collect();
    let is_group = |group: &&str| {
        (1..=6).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    groups.len() >= 3 && groups.iter().all(is_group) && cell.bytes().any(|b| b.is_ascii_uppercase())
}

/// How many cells are short codes, such as `Ident 1` or `Prop 1 Q1`.
fn codes(row: &Row) -> usize {
    let is_code = |cell: &&str| {
        let words: Vec<&str> = cell.split_whitespace().collect();
        (1..=4).contains(&words.len())
            && cell.len() <= 20
            && words.last().is_some_and(|last| last.ends_with(|c: char| c.is_ascii_digit()))
    };
    row.cells().filter(is_code).count()
}

/// `Q4: …`, `Q4a. …`, `4. …`.
fn is_numbered(name: &str) -> bool {
    let rest = name.strip_prefix(['Q', 'q']).unwrap_or(name);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[digits..].trim_start_matches(|c: char| c.is_ascii_lowercase());
    digits > 0 && rest.starts_with([':', '.'])
}

fn is_date(header: &str) -> bool {
    [
        "submission date",
        "date submitted",
        "submitted date",
        "submitted",
        "response date",
        "date of submission",
        "submitted at",
    ]
    .contains(&header)
}

/// Whether the last component of a header ("Q1: What is your name? - Name") is one of these.
fn component_is(header: &str, names: &[&str]) -> bool {
    header.rsplit_once(" - ").is_some_and(|(_, component)| names.contains(&component))
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "response id" | "responseid" => Role::Identifier,
        _ if is_date(header) => Role::Attribute(attribute::DATE.to_owned()),
        "email" | "email address" | "your email address" => Role::Person,
        // What analysts wrote beside the responses is nobody's answer.
        "tags" | "tag" | "notes" | "note" | "analyst notes" | "analysis notes" | "internal notes"
        | "status" | "user" | "username" | "ip address" | "ip" | "source" => Role::Private,
        _ if header.starts_with("tag:") || header.starts_with("tags:") || header.starts_with("notes:") => {
            Role::Private
        }
        _ if component_is(
            header,
            &["name", "full name", "first name", "last name", "surname", "your name"],
        ) =>
        {
            Role::Private
        }
        _ if component_is(header, &["email", "e-mail", "email address"]) => Role::Person,
        _ if component_is(header, &["organisation", "name of organisation"]) => Role::Organisation,
        _ if header.contains("publish") && (header.contains("response") || header.contains("permission")) => {
            Role::Consent
        }
        _ => return None,
    })
}
