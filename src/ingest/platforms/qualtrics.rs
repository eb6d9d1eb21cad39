//! Qualtrics: three header rows, with codes, wording and import ids.

use std::collections::BTreeMap;

use super::{Column, Head, Holds, Platform, RowTest, Shape, column, column_named, named};
use crate::delimited::Row;
use crate::ingest::tables::groups::LONGEST_HEADER;
use crate::ingest::tables::headings::{is_other, plain, tidy};
use crate::ingest::tables::role::Role;
use crate::submission::attribute;

pub(super) struct Qualtrics;

impl Platform for Qualtrics {
    fn name(&self) -> &'static str {
        "Qualtrics"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let codes = head.rows.first()?;
        let its_own = [
            "startdate",
            "enddate",
            "status",
            "ipaddress",
            "progress",
            "duration (in seconds)",
            "finished",
            "recordeddate",
            "responseid",
            "distributionchannel",
            "userlanguage",
        ];
        let import_ids = (1..3).find(|at| head.rows.get(*at).is_some_and(holds_import_ids));
        let known = named(codes, &its_own);
        let id = column_named(codes, &["responseid"])?;
        if known < 4 || known < 7 && import_ids.is_none() {
            return None;
        }
        let has_wording =
            |at: &usize| head.rows.get(*at).is_some_and(|row| plain(row.cell(id)) == "response id");
        let wording = [1].into_iter().find(|at| has_wording(at) || import_ids == Some(at + 1));
        let header_rows = 1 + usize::from(wording.is_some()) + usize::from(import_ids.is_some());
        let columns = columns(codes, wording.map(|at| &head.rows[at]));
        let test = |name: &str, holds: fn(&str) -> bool, reason: &'static str| {
            column_named(codes, &[name]).map(|column| RowTest { column, holds: Holds::When(holds), reason })
        };
        let left_out =
            test("status", is_no_reply, "marked by the survey platform as a preview, a test or spam");
        let unfinished =
            test("finished", |cell| ["false", "0"].contains(&cell.to_lowercase().as_str()), "not finished");
        let progress = test(
            "progress",
            |cell| cell.parse::<f64>().is_ok_and(|progress| progress < 100.0),
            "not finished",
        );
        let coded = column_named(codes, &["finished"]).is_some_and(|at| {
            head.rows[header_rows..].iter().any(|row| ["0", "1"].contains(&row.cell(at).trim()))
        });
        Some(Shape {
            header_rows,
            columns,
            left_out: left_out.into_iter().collect(),
            partial: [unfinished, progress].into_iter().flatten().collect(),
            coded,
            ..Shape::default()
        })
    }
}

fn holds_import_ids(row: &Row) -> bool {
    let mut filled = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| cell.starts_with("{\"ImportId\"") || cell.starts_with("{'ImportId'"))
}

fn is_no_reply(status: &str) -> bool {
    let plain = status.to_lowercase();
    ["preview", "test", "spam"].iter().any(|word| plain.contains(word))
        || ["1", "2", "8", "9", "12", "17"].contains(&plain.as_str())
}

fn own(header: &str) -> Option<Role> {
    Some(match header {
        "responseid" => Role::Identifier,
        "recordeddate" => Role::Attribute(attribute::DATE.to_owned()),
        "recipientemail" => Role::Person,
        "userlanguage" => Role::Closed,
        "startdate"
        | "enddate"
        | "status"
        | "ipaddress"
        | "progress"
        | "duration (in seconds)"
        | "finished"
        | "recipientlastname"
        | "recipientfirstname"
        | "externalreference"
        | "externaldatareference"
        | "locationlatitude"
        | "locationlongitude"
        | "distributionchannel" => Role::Private,
        _ if ["q recaptcha", "q relevantid", "q ballotbox", "q duplicate", "q terminateflag"]
            .iter()
            .any(|start| header.starts_with(start)) =>
        {
            Role::Private
        }
        _ => return None,
    })
}

fn columns(codes: &Row, wording: Option<&Row>) -> Vec<Column> {
    let bases: Vec<String> = codes.cells().map(|code| base(code).to_owned()).collect();
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, base) in bases.iter().enumerate() {
        families.entry(base).or_default().push(at);
    }
    let words = |at: usize| wording.map_or(String::new(), |row| tidy(row.cell(at)));
    (0..codes.len())
        .map(|at| {
            let code = codes.cell(at);
            if let Some(role) = own(&plain(code)) {
                return column(code, Some(role));
            }
            let family = &families[bases[at].as_str()];
            let words_here = words(at);
            if words_here.is_empty() {
                let part = code.strip_prefix(bases[at].as_str()).unwrap_or("").trim_start_matches('_');
                let is_part = family.len() > 1 && !part.is_empty();
                let (header, of) = if is_part { (part, Some(bases[at].clone())) } else { (code, None) };
                return Column { header: tidy(header), of, role: None };
            }
            // Neighbours are enough to see what a question's columns share.
            let near = family.iter().filter(|other| other.abs_diff(at) <= 50);
            let all: Vec<String> = near.map(|other| words(*other)).collect();
            part_of_question(&words_here, &all, code.ends_with("_TEXT"))
        })
        .collect()
}

/// The question's code without the number of the option: `Q2` of `Q2_5_TEXT`.
fn base(code: &str) -> &str {
    let code = code.strip_suffix("_TEXT").unwrap_or(code);
    let stem = code.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.strip_suffix('_').filter(|stem| !stem.is_empty()).unwrap_or(code)
}

/// The wording "Which of these? - Selected Choice - GP", with those of the question's other columns, as question and option.
fn part_of_question(words: &str, all: &[String], is_text: bool) -> Column {
    let without = |text: &str| text.strip_suffix(" - Selected Choice").unwrap_or(text).to_owned();
    let question = words
        .match_indices(" - ")
        .take(20)
        .map(|(at, _)| &words[..at])
        .filter(|stem| {
            all.iter().all(|other| {
                other.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(" - "))
            })
        })
        .max_by_key(|stem| stem.len());
    let Some(question) = question.filter(|_| (all.len() > 1 || is_text) && words.len() <= LONGEST_HEADER)
    else {
        return Column { header: without(words), ..Column::default() };
    };
    let question = question.strip_suffix(" - Selected Choice").unwrap_or(question);
    let part = words[question.len()..].trim_start_matches(" - ");
    let part = part.strip_prefix("Selected Choice - ").unwrap_or(part);
    if part == "Selected Choice" || part.is_empty() {
        return Column { header: question.to_owned(), ..Column::default() };
    }
    let header = if is_text { part.strip_suffix(" - Text").unwrap_or(part) } else { part };
    // A box beside an option asks for words whatever it is called.
    let header =
        if is_text && !is_other(header) { format!("{header} (please specify)") } else { header.to_owned() };
    let role = if is_text {
        Some(Role::Open)
    } else {
        // The box to tick beside "Other" is no box to write in.
        is_other(&header).then_some(Role::Tick)
    };
    Column { header, of: Some(question.to_owned()), role }
}
