//! How files would be read, in plain words, before anything is counted.

mod draft;

use std::collections::BTreeMap;
use std::fmt::Write;

pub use draft::draft_profile;

use crate::file_name::folder_of;
use crate::ingest::{ColumnRead, FileRead, PLAIN_TABLE, Reading, Role, TableRead};
use crate::ledger::State;
use crate::submission::Kind;
use crate::text::{counted, one_line};

/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

/// Says of each file what it is, how it would be read, and what looks wrong. Never a response's words.
pub fn describe(reading: &Reading) -> String {
    let received = received_by_file(reading);
    let nothing = Received::default();
    let mut said = String::new();
    let mut alike: Vec<Alike<'_>> = Vec::new();
    for (at, file) in reading.files.iter().enumerate() {
        let received = received.get(file.name.as_str()).unwrap_or(&nothing);
        let mut lines = lines(file, received);
        let warnings = warnings(file, received, &reading.files[..at]);
        lines.extend(warnings.iter().map(|warning| format!("! {warning}")));
        match alike.last_mut() {
            Some(before) if before.lines == lines && folder_of(before.last) == folder_of(&file.name) => {
                before.last = &file.name;
                before.files += 1;
            }
            _ => alike.push(Alike { first: &file.name, last: &file.name, files: 1, lines }),
        }
    }
    for Alike { first, last, files, lines } in alike {
        match files {
            1 => writeln!(said, "{first}").expect(STRING),
            _ => writeln!(said, "{first} to {last}: {files} files, each").expect(STRING),
        }
        for line in lines {
            writeln!(said, "  {line}").expect(STRING);
        }
        said.push('\n');
    }
    let responses: usize = received.values().map(|file| file.responses).sum();
    let blank: usize = received.values().map(|file| file.blank).sum();
    let files = counted(reading.files.len(), "file", "files");
    writeln!(
        said,
        "In all {}, {blank} of them blank, in {files}.",
        counted(responses, "response", "responses")
    )
    .expect(STRING);
    match reading.entries.iter().filter(|entry| entry.state == State::Unreadable).count() {
        0 => said.push_str("Everything could be read.\n"),
        some => {
            let items = counted(some, "item", "items");
            writeln!(said, "{items} could not be read: see the lines that begin with !!").expect(STRING);
        }
    }
    said
}

/// How a file was read, in one line.
pub fn brief(file: &FileRead) -> String {
    let platform = platform_of(file).unwrap_or(&file.format);
    let opens: usize = file.tables.iter().map(|table| opens(table).count()).sum();
    let mut parts = vec![platform.to_owned()];
    if !file.tables.is_empty() {
        parts.push(match opens {
            0 => {
                "no column holds open answers; name one in the profile as 'open' if that is wrong".to_owned()
            }
            _ => counted(opens, "open question", "open questions"),
        });
    }
    parts.push(counted(file.submissions, "submission", "submissions"));
    parts.extend(file.notes.iter().cloned());
    format!("{}: {}", file.name, parts.join("; "))
}

/// Files of one folder, one after the other, of which the same is said.
struct Alike<'a> {
    first: &'a str,
    last: &'a str,
    files: usize,
    lines: Vec<String>,
}

/// What was received in one file.
#[derive(Default)]
struct Received {
    submissions: usize,
    contributions: usize,
    responses: usize,
    blank: usize,
    entries: BTreeMap<(State, String), usize>,
}

fn received_by_file(reading: &Reading) -> BTreeMap<&str, Received> {
    let sources = &reading.consultation.sources;
    let mut found = BTreeMap::<&str, Received>::new();
    for submission in &reading.submissions {
        if let Some(reason) = submission.out_of_scope {
            for response in &submission.responses {
                let file = found.entry(sources.file_name(response.source)).or_default();
                *file.entries.entry((State::OutOfScope, reason.to_owned())).or_default() += 1;
            }
            continue;
        }
        if let Some(first) = submission.responses.first() {
            let file = found.entry(sources.file_name(first.source)).or_default();
            file.submissions += 1;
            file.contributions += usize::from(submission.kind == Kind::Contribution);
        }
        for response in &submission.responses {
            let file = found.entry(sources.file_name(response.source)).or_default();
            file.responses += 1;
            file.blank += usize::from(response.text.as_str().trim().is_empty());
        }
    }
    for entry in &reading.entries {
        let file = found.entry(sources.file_name(entry.source)).or_default();
        *file.entries.entry((entry.state, entry.reason.to_string())).or_default() += 1;
    }
    found
}

fn platform_of(file: &FileRead) -> Option<&str> {
    file.tables.iter().map(|table| table.platform).find(|platform| *platform != PLAIN_TABLE)
}

fn lines(file: &FileRead, received: &Received) -> Vec<String> {
    let mut lines = vec![match platform_of(file) {
        Some(platform) => format!("{platform}, as {}", file.format),
        None => file.format.clone(),
    }];
    for table in &file.tables {
        lines.extend(table_lines(table));
    }
    lines.extend(file.notes.iter().cloned());
    if received.contributions > 0 {
        let points = counted(received.contributions, "point", "points");
        lines.push(format!("{points} made at an event; none is taken for a person"));
    } else if received.submissions > 0 {
        lines.push(format!(
            "{}: {}, of which {} blank",
            counted(received.submissions, "submission", "submissions"),
            counted(received.responses, "response", "responses"),
            received.blank
        ));
    }
    for ((state, reason), count) in &received.entries {
        let items = counted(*count, "item", "items");
        lines.push(match state {
            State::Unreadable => format!("!! {items} could not be read: {reason}"),
            State::Blank => format!("{items} with nothing in it: {reason}"),
            _ => format!("{items} not analysed: {reason}"),
        });
    }
    lines
}

fn table_lines(table: &TableRead) -> Vec<String> {
    let mut lines = Vec::new();
    let sheet = table.sheet.as_deref().map_or(String::new(), |sheet| format!("sheet '{sheet}': "));
    lines.push(format!(
        "{sheet}{}",
        match table.header_rows {
            0 => "no header row".to_owned(),
            1 => format!("one header row, {}", counted(table.columns.len(), "column", "columns")),
            rows => format!("{rows} header rows, {}", counted(table.columns.len(), "column", "columns")),
        }
    ));
    let question = place(table, |role| *role == Role::Question);
    for (at, column) in opens(table) {
        let header = match &column.of {
            Some(of) => format!("{} – {}", one_line(of), one_line(&column.header)),
            None => one_line(&column.header),
        };
        lines.push(match question.first() {
            Some(question) => {
                format!(
                    "one answer a row, in column {} ({header}); {question} says to which question",
                    at + 1
                )
            }
            None => format!("column {} is an open question: {header}", at + 1),
        });
    }
    for (at, column) in table.columns.iter().enumerate() {
        if let Some(options) = column.options {
            let options = counted(options, "option", "options");
            let header = one_line(&column.header);
            lines
                .push(format!("column {} holds several answers in a cell, with {options}: {header}", at + 1));
        }
    }
    for (of, columns) in grouped(table) {
        let options = counted(columns.len(), "option", "options");
        lines.push(format!("columns {} are one question with {options}: {}", spread(&columns), one_line(of)));
    }
    let told = |what: &str, is_so: &dyn Fn(&Role) -> bool| {
        let columns = place(table, is_so);
        (!columns.is_empty()).then(|| format!("{what}: {}", columns.join(", ")))
    };
    let attributes: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| match &column.role {
            Role::Attribute(name) => Some(format!("{name} (column {})", at + 1)),
            _ => None,
        })
        .collect();
    if !attributes.is_empty() {
        lines.push(format!("known of respondents: {}", attributes.join(", ")));
    }
    lines.extend(told("says whether the words may be quoted", &|role| *role == Role::Consent));
    lines.extend(told("says for how many people they speak", &|role| *role == Role::Represents));
    lines.extend(told("tells the same person by", &|role| *role == Role::Person));
    let is_kept_out =
        |role: &Role| matches!(role, Role::Identifier | Role::Person | Role::Private | Role::Organisation);
    lines.extend(told("kept out of every report", &is_kept_out));
    let closed = table.columns.iter().enumerate();
    let closed = closed.filter(|(_, column)| column.role == Role::Closed && column.of.is_none());
    let mut closed: Vec<String> =
        closed.map(|(at, column)| format!("column {} ({})", at + 1, one_line(&column.header))).collect();
    if !closed.is_empty() {
        let more = closed.len().saturating_sub(MOST_CLOSED);
        closed.truncate(MOST_CLOSED);
        closed.extend((more > 0).then(|| format!("and {more} more")));
        lines.push(format!("closed answers, not themed: {}", closed.join(", ")));
    }
    lines
}

/// So many columns of closed answers are named.
const MOST_CLOSED: usize = 12;

fn opens(table: &TableRead) -> impl Iterator<Item = (usize, &ColumnRead)> {
    table.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Open)
}

/// Columns with a role, as a person finds them: "column 3 (Email)".
fn place(table: &TableRead, is_so: impl Fn(&Role) -> bool) -> Vec<String> {
    let columns = table.columns.iter().enumerate().filter(|(_, column)| is_so(&column.role));
    columns.map(|(at, column)| format!("column {} ({})", at + 1, one_line(&column.header))).collect()
}

/// The columns that are options or rows of one question, in order.
fn grouped(table: &TableRead) -> Vec<(&str, Vec<usize>)> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let Some(of) = column.of.as_deref().filter(|_| column.role != Role::Open) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == of) {
            Some((_, columns)) => columns.push(at),
            None => groups.push((of, vec![at])),
        }
    }
    groups
}

/// "3 to 9", or "3, 5 and 9".
fn spread(columns: &[usize]) -> String {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return String::new() };
    if last - first + 1 == columns.len() && columns.len() > 1 {
        return format!("{} to {}", first + 1, last + 1);
    }
    columns.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ")
}

fn warnings(file: &FileRead, received: &Received, earlier: &[FileRead]) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(same) = earlier.iter().find(|other| other.sha256 == file.sha256 && file.bytes > 0) {
        warnings.push(format!("this is the same file as {}, byte for byte: take one of them out", same.name));
    }
    for table in &file.tables {
        let sheet = table.sheet.as_deref().map_or(String::new(), |sheet| format!("sheet '{sheet}': "));
        if let Some(others) = (!table.also_like.is_empty()).then(|| table.also_like.join(", ")) {
            warnings.push(format!(
                "{sheet}this looks like an export of {others} too; check how the columns were read"
            ));
        }
        let is_filled = !table.columns.is_empty();
        if is_filled && opens(table).next().is_none() {
            warnings.push(format!(
                "{sheet}no column holds open answers, so nothing here is themed; name one in the profile as \"open\" if that is wrong"
            ));
        }
    }
    if received.responses >= 20 && received.blank * 4 > received.responses * 3 {
        warnings.push(
            "three in four answers here are blank: is a closed question taken for an open one?".to_owned(),
        );
    }
    warnings
}
