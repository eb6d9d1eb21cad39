//! Snap: one header row, three kinds of missing answers in words.

use std::collections::BTreeSet;

use super::{Absence, Column, Head, Missing, Platform, Shape, column};
use crate::ingest::tables::headings::{plain, tidy};
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct Snap;

const MISSING: [Missing; 5] = [
    Missing { word: "No reply", means: Absence::NoReply },
    Missing { word: "No replies", means: Absence::NoReply },
    Missing { word: "Not asked", means: Absence::NotAsked },
    Missing { word: "Error", means: Absence::Error },
    Missing { word: "Errors", means: Absence::Error },
];

impl Platform for Snap {
    fn name(&self) -> &'static str {
        "Snap"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let top = head.rows.first()?;
        let headers: Vec<String> = top.cells().map(tidy).collect();
        // Its words for what is missing, in several columns.
        let mut words: BTreeSet<String> = BTreeSet::new();
        let mut columns_with: BTreeSet<usize> = BTreeSet::new();
        for row in head.rows[1..].iter().take(500) {
            for (at, cell) in row.cells().enumerate() {
                let cell = cell.trim();
                if MISSING.iter().any(|missing| missing.word.eq_ignore_ascii_case(cell)) {
                    words.insert(cell.to_lowercase());
                    columns_with.insert(at);
                }
            }
        }
        let has_its_own = headers.iter().any(|header| {
            plain(header).starts_with("id.")
                || ["case", "case number", "serial", "serial number"].contains(&plain(header).as_str())
        });
        let variables = headers.iter().filter(|header| is_variable(header)).count();
        let is_named_so = has_its_own || variables >= 3 && variables * 2 >= headers.len();
        let is_missing_so = words.len() >= 2 && columns_with.len() >= 2;
        if !is_named_so || !is_missing_so {
            return None;
        }
        let columns = headers.iter().map(|header| match own(&plain(header)) {
            Some(role) => column(header, Some(role)),
            None => question(header),
        });
        Some(Shape { header_rows: 1, columns: columns.collect(), missing: &MISSING, ..Shape::default() })
    }
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "case" | "case number" | "serial" | "serial number" | "id.case" | "id.serial" | "id.response" => {
            Role::Identifier
        }
        "id.date" | "id.completed" | "id.end" | "id.enddate" => Role::Attribute(attribute::DATE.to_owned()),
        "id.email" => Role::Person,
        _ if header.starts_with("id.") => Role::Private,
        _ => return None,
    })
}

/// `Q3`, `Q3a`, `V12`, `Q3:1`.
fn is_variable(header: &str) -> bool {
    let name = header.split([' ', '.', ':']).next().unwrap_or_default();
    let rest = name.strip_prefix(['Q', 'V']).unwrap_or_default();
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
    !digits.is_empty() && rest.len() - digits.len() <= 1 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `Q3:1`, and "Q3:1. Pharmacy", are options of Q3.
fn question(header: &str) -> Column {
    let divided = header
        .split_once(':')
        .filter(|(name, part)| is_variable(name) && !name.contains(' ') && !part.starts_with(' '));
    match divided {
        Some((name, part)) => {
            let number = part.split(['.', ' ']).next().unwrap_or(part);
            let words = part[number.len()..].trim_start_matches(['.', ' ']);
            let header = if words.is_empty() { number } else { words };
            Column { header: header.to_owned(), of: Some(name.to_owned()), role: None }
        }
        None => Column { header: header.to_owned(), ..Column::default() },
    }
}
