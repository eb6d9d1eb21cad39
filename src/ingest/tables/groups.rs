//! Columns that belong to one question: the options of a tick-all question, the rows of a matrix.

use std::collections::BTreeMap;

use super::headings::{plain, tidy};
use super::role::Role;
use crate::ingest::platforms::Column;

/// What can part a question from its option or row in one header.
const BETWEEN: [&str; 5] = [" - ", ": ", " \u{2013} ", " \u{2014} ", " / "];

/// A longer header is no question, and is not divided.
pub(in crate::ingest) const LONGEST_HEADER: usize = 2_000;

/// Puts neighbouring columns under the question that their headers share ("Used: GP", "Used: Dentist"; "Which? [GP]", "Which? [Dentist]").
/// Only closed answers are grouped, and only those that a platform has not grouped already.
pub(in crate::ingest) fn group(columns: &mut [Column], roles: &mut [Role]) {
    let is_part = |at: usize, columns: &[Column], roles: &[Role]| {
        columns[at].of.is_none()
            && columns[at].role.is_none()
            && matches!(roles[at], Role::Tick | Role::Closed)
    };
    let mut from = 0;
    while from < columns.len() {
        let kind = roles[from].clone();
        let length =
            (from..columns.len()).take_while(|at| is_part(*at, columns, roles) && roles[*at] == kind).count();
        if length < 2 {
            from += 1;
            continue;
        }
        let run = from..from + length;
        let headers: Vec<String> = columns[run.clone()].iter().map(|column| tidy(&column.header)).collect();
        for (at, divided) in run.clone().zip(shared_stems(&headers)) {
            if let Some((stem, part)) = divided {
                columns[at].of = Some(stem);
                columns[at].header = part;
            }
        }
        from = run.end;
    }
    // An answer in words below its question's options: "Used: Other (please specify)".
    for at in 1..columns.len() {
        let Some(of) = columns[at - 1].of.clone() else { continue };
        if columns[at].of.is_some() || !matches!(roles[at], Role::Open | Role::Closed | Role::Empty) {
            continue;
        }
        let header = tidy(&columns[at].header);
        let part =
            divisions(&header).into_iter().find(|(stem, _)| plain(stem) == plain(&of)).map(|(_, part)| part);
        if let Some(part) = part.filter(|part| super::headings::is_other(part)) {
            columns[at].of = Some(of);
            columns[at].header = part;
            roles[at] = Role::Open;
        }
    }
}

/// Every way to divide a header into a question and a part of it.
fn divisions(header: &str) -> Vec<(String, String)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    if header.len() > LONGEST_HEADER {
        return Vec::new();
    }
    for between in BETWEEN {
        for (at, _) in header.match_indices(between) {
            found.push((header[..at].trim(), header[at + between.len()..].trim()));
        }
    }
    if let Some(inner) = header.strip_suffix(']')
        && let Some(at) = inner.rfind('[')
    {
        found.push((inner[..at].trim(), inner[at + 1..].trim()));
    }
    // "Q4" alone is a number and no question.
    found.retain(|(stem, part)| !part.is_empty() && !is_number(stem));
    found.into_iter().map(|(stem, part)| (stem.to_owned(), part.to_owned())).collect()
}

fn is_number(stem: &str) -> bool {
    let rest = stem.trim_start_matches(['Q', 'q']).trim_end_matches('.');
    rest.is_empty() || rest.bytes().all(|b| b.is_ascii_digit())
}

/// For each header the question it shares with a neighbour and its own part: the question that most share, the longest of several.
fn shared_stems(headers: &[String]) -> Vec<Option<(String, String)>> {
    let all: Vec<Vec<(String, String)>> = headers.iter().map(|header| divisions(header)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for divided in &all {
        for (stem, _) in divided {
            *counts.entry(stem).or_default() += 1;
        }
    }
    let shares = |at: usize, stem: &str| {
        let has =
            |at: usize| all.get(at).is_some_and(|divided| divided.iter().any(|(other, _)| other == stem));
        has(at + 1) || at > 0 && has(at - 1)
    };
    let best = |(at, divided): (usize, &Vec<(String, String)>)| {
        divided
            .iter()
            .filter(|(stem, _)| shares(at, stem))
            .max_by_key(|(stem, _)| (counts[stem.as_str()], stem.len()))
            .cloned()
    };
    all.iter().enumerate().map(best).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(headers: &[&str], role: Role) -> Vec<String> {
        let mut columns: Vec<Column> = headers
            .iter()
            .map(|header| Column { header: (*header).to_owned(), ..Column::default() })
            .collect();
        let mut roles = vec![role; headers.len()];
        group(&mut columns, &mut roles);
        columns
            .iter()
            .map(|column| format!("{}|{}", column.of.as_deref().unwrap_or(""), column.header))
            .collect()
    }

    #[test]
    fn options_stand_under_their_question() {
        assert_eq!(grouped(&["Used: GP", "Used: A&E", "Age"], Role::Tick), ["Used|GP", "Used|A&E", "|Age"]);
        assert_eq!(
            grouped(&["How good? [GP]", "How good? [Dentist]"], Role::Closed),
            ["How good?|GP", "How good?|Dentist"]
        );
        assert_eq!(
            grouped(&["Q5: Services - Which? - GP", "Q5: Services - Which? - Dentist"], Role::Tick),
            ["Q5: Services - Which?|GP", "Q5: Services - Which?|Dentist"]
        );
    }

    #[test]
    fn what_shares_nothing_stays_alone() {
        assert_eq!(grouped(&["Q1: Age", "Q1: Sex"], Role::Closed), ["|Q1: Age", "|Q1: Sex"]);
        assert_eq!(grouped(&["Used: GP", "Seen: GP"], Role::Tick), ["|Used: GP", "|Seen: GP"]);
        assert_eq!(grouped(&["Why? - a", "Why? - b"], Role::Open), ["|Why? - a", "|Why? - b"]);
    }
}
