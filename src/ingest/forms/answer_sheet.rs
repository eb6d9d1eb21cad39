//! Sheets of a workbook in which questions stand below one another and answers beside them: one respondent's, or several respondents', each in a column.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::document::{asks_of_others, asks_there, is_of_others, is_title};
use super::known::{asks_for_address, asks_for_name, compared, is_known};
use super::labels::Filled;
use super::own_lines::{is_instruction, is_notice, section};
use super::role;
use crate::delimited::Found;
use crate::ingest::Role;
use crate::ingest::formats::Table;
use crate::ingest::notes::event_details::{is_group, tells_of_event};
use crate::ingest::tables::column::{is_known_header, is_of_equality};
use crate::ingest::tables::consent::asked;
use crate::ingest::tables::headings::{plain, tidy};

/// A form has at most so many rows, and so many people's answers stand beside each other at most.
const MOST_ROWS: usize = 200;
const MOST_COLUMNS: usize = 300;

/// So many labels at least make a form, and they are three fifths of what stands in their column beside answers.
const FEWEST_LABELS: usize = 3;

/// A label has at most so many words; words of a form's own that are no more than this are a heading.
const LONGEST_LABEL: usize = 60;
const LONGEST_HEADING: usize = 12;

/// The cells of a sheet, trimmed, without its empty rows and columns.
struct Grid {
    rows: Vec<Vec<String>>,
    /// The number of each column in the sheet, from 1.
    numbers: Vec<u32>,
}

impl Grid {
    /// Nothing where there is too much for a form, or something that could not be read.
    fn of(table: &Table) -> Option<Grid> {
        let (mut rows, mut fits): (Vec<Vec<String>>, bool) = (Vec::new(), true);
        table.rows.each(&mut |found| {
            match found {
                Found::Row(row) if row.is_empty() => {}
                Found::Row(row) if row.len() <= MOST_COLUMNS && rows.len() < MOST_ROWS => {
                    rows.push(row.cells().map(|cell| cell.trim().to_owned()).collect());
                }
                Found::BlankLine(_) => {}
                _ => fits = false,
            }
            if fits { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let is_number = |cell: &str| cell.trim_matches(['.', ')', 'Q', 'q', ' ']).parse::<u32>().is_ok();
        let filled = |at: usize| rows.iter().map(move |row| cell(row, at)).filter(|cell| !cell.is_empty());
        let mut used: Vec<usize> = (0..width).filter(|at| filled(*at).next().is_some()).collect();
        // The numbers of the questions.
        if used.len() > 2 && filled(used[0]).all(|cell| is_number(&cell) || plain(&cell).starts_with("no")) {
            used.remove(0);
        }
        (fits && used.len() > 1).then(|| Grid {
            rows: rows.iter().map(|row| used.iter().map(|at| cell(row, *at)).collect()).collect(),
            numbers: used.iter().map(|at| *at as u32 + 1).collect(),
        })
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a cell is a label: something known of respondents, or it asks for something.
fn is_label(cell: &str) -> bool {
    let compared = compared(cell);
    words(cell) <= LONGEST_LABEL
        && !is_heading_of_labels(cell)
        && (is_known(&compared) || is_known_header(&compared) || asks_there(cell) || asked(cell).is_some())
}

/// Whether a cell stands above the labels.
fn is_heading_of_labels(cell: &str) -> bool {
    const ABOVE: &[&str] = &["", "question", "questions", "section", "item", "no", "field", "about you"];
    ABOVE.contains(&compared(cell).as_str())
}

/// Whether a label asks for what only one person is: the name, the address, the age.
fn is_of_person(label: &str) -> bool {
    let plain = compared(label);
    let known = ["postcode", "age", "age group", "age band", "respondent", "participant", "respondent id"];
    asks_for_name(label)
        || asks_for_address(label)
        || is_of_equality(&plain)
        || known.contains(&plain.as_str())
}

/// Whether what heads a column stands for one of several people: "Person 1", "Respondent A", "R3".
fn numbers_a_person(header: &str) -> bool {
    const PEOPLE: &[&str] = &[
        "person",
        "respondent",
        "participant",
        "response",
        "reply",
        "resident",
        "patient",
        "interviewee",
        "carer",
        "parent",
        "member",
        "user",
        "r",
        "p",
    ];
    let plain = plain(header);
    let rest = PEOPLE.iter().find_map(|who| plain.strip_prefix(who)).unwrap_or("none");
    let number = rest.trim_start_matches([' ', '#', '-']).trim_start_matches("no. ");
    number.len() == 1 && rest.len() > 1 && number.starts_with(|c: char| c.is_ascii_lowercase())
        || number.parse::<u32>().is_ok()
}

/// Whether the columns of a table tell what its rows are, so that they are nobody's answers.
fn tells_of_fields(header: &str) -> bool {
    let plain = plain(header);
    ["description", "meaning", "type", "definition", "format", "notes", "source", "example", "count", "total"]
        .contains(&plain.as_str())
}

/// The forms in a sheet, each with the number of its column if there are several; none where its rows are not questions.
pub(super) fn forms(table: &Table) -> Option<Vec<(Option<u32>, Filled)>> {
    let grid = Grid::of(table)?;
    let first = grid.rows.iter().position(|row| is_label(&row[0]))?;
    let (above, body) = grid.rows.split_at(first);
    let header = above.last().filter(|row| row[1..].iter().any(|cell| !cell.is_empty()));
    let titles = &above[..above.len() - usize::from(header.is_some())];
    let is_filled = |row: &Vec<String>| row[1..].iter().any(|cell| !cell.is_empty());
    let beside: Vec<&str> =
        body.iter().filter(|row| is_filled(row) && !row[0].is_empty()).map(|row| row[0].as_str()).collect();
    let labels: Vec<&str> = body.iter().map(|row| row[0].as_str()).filter(|cell| is_label(cell)).collect();
    let distinct: BTreeSet<String> = labels.iter().map(|label| compared(label)).collect();
    let known = beside.iter().filter(|cell| is_label(cell)).count();
    // A row of labels is the header of a table whose rows are the respondents.
    let is_header = |row: &[String]| row[1..].iter().any(|cell| is_label(cell) && !is_any_number(cell));
    let is_others = |cell: &String| is_of_others(&compared(cell)) || is_group(cell);
    let are_others =
        labels.iter().any(|label| tells_of_event(&compared(label)) || asks_of_others(&compared(label)))
            || titles.iter().flatten().any(is_others)
            || header.is_some_and(|row| row.iter().any(|cell| tells_of_fields(cell) || is_group(cell)));
    if distinct.len() < FEWEST_LABELS
        || distinct.len() < labels.len()
        || known * 5 < beside.len() * 3
        || is_header(&body[0])
        || are_others
    {
        return None;
    }
    let columns = answered(header, body, &labels, titles)?;
    let several = columns.len() > 1;
    let mut forms: Vec<(Option<u32>, Filled)> = Vec::new();
    for at in columns {
        let mut filled = filled(header, body, at, several)?;
        if forms.is_empty() {
            filled.own_lines += above.len();
        }
        forms.push((several.then(|| grid.numbers[at]), filled));
    }
    let is_open =
        |(label, value): &(String, String)| words(value) > 2 && role(label, value, true) == Some(Role::Open);
    forms.iter().any(|(_, filled)| filled.fields.iter().any(is_open)).then_some(forms)
}

fn is_any_number(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit())
}

/// The columns in which somebody's answers stand; none where nothing says that they are a person's.
fn answered(
    header: Option<&Vec<String>>,
    body: &[Vec<String>],
    labels: &[&str],
    titles: &[Vec<String>],
) -> Option<Vec<usize>> {
    let columns = 1..body[0].len();
    let is_filled = |at: &usize| body.iter().any(|row| !row[*at].is_empty());
    let answered: Vec<usize> = columns.filter(is_filled).collect();
    let is_called_so = titles.iter().flatten().any(|cell| is_title(&compared(cell)));
    let asks_who = labels.iter().any(|label| is_of_person(label));
    if answered.len() == 1 {
        return (asks_who || is_called_so).then_some(answered);
    }
    let persons =
        |row: &&Vec<String>| is_of_person(&row[0]) && answered.iter().any(|at| !row[*at].is_empty());
    let told = |row: &Vec<String>| answered.iter().filter(|at| !row[**at].is_empty()).count();
    // What is known of a person stands in the first column alone: what stands behind it belongs to its answers.
    let is_one = body.iter().filter(persons).all(|row| told(row) == 1 && !row[1].is_empty());
    if asks_who && is_one && body.iter().any(|row| persons(&row)) {
        let are_named = header.is_some_and(|row| row[2..].iter().all(|cell| !cell.is_empty()));
        return are_named.then(|| vec![1]);
    }
    let are_numbered = header.is_some_and(|row| {
        let heads = row[1..].iter().filter(|cell| !cell.is_empty());
        let people = heads.clone().filter(|cell| numbers_a_person(cell)).count();
        people > 1 && people * 2 > heads.count()
    });
    let are_told = body.iter().filter(persons).any(|row| told(row) * 2 > answered.len());
    (are_numbered || are_told).then_some(answered)
}

/// What one respondent filled in: what stands in a column, and, where it is one respondent's sheet, in all columns behind it. None where nothing
/// tells whose some of the words are.
fn filled(header: Option<&Vec<String>>, body: &[Vec<String>], at: usize, several: bool) -> Option<Filled> {
    let mut filled = Filled::default();
    let add = |fields: &mut Vec<(String, String)>, label: &str, value: &str| {
        let label = tidy(label).trim_end_matches([':', '*', ' ']).to_owned();
        let times = fields.iter().filter(|(known, _)| known.eq_ignore_ascii_case(&label)).count();
        let label = if times > 0 { format!("{label} ({})", times + 1) } else { label };
        fields.push((label, value.to_owned()));
    };
    for row in body {
        let (label, value) = (row[0].as_str(), row[at].as_str());
        let behind = if several { &[][..] } else { &row[at + 1..] };
        let is_alone = row[1..].iter().all(String::is_empty);
        if label.is_empty() {
            match filled.fields.last_mut() {
                Some((_, open)) if !value.is_empty() => join(open, value),
                _ => {}
            }
        } else if is_alone && !is_label(label) {
            let plain = compared(label);
            let is_own = words(label) <= LONGEST_HEADING && !label.ends_with(['.', '!'])
                || section(&plain).is_some()
                || is_instruction(&plain)
                || is_notice(&plain);
            match filled.fields.last_mut() {
                // An answer may stand below its question, too.
                Some((asked, open)) if !several && asks_there(asked) && (open.is_empty() || !is_own) => {
                    join(open, label);
                }
                _ if is_own => filled.own_lines += 1,
                _ => return None,
            }
        } else {
            add(&mut filled.fields, label, value);
        }
        for (cell, head) in behind.iter().zip(header.into_iter().flat_map(|row| &row[at + 1..])) {
            if !cell.is_empty() {
                add(&mut filled.fields, &format!("{label} \u{2013} {head}"), cell);
            }
        }
    }
    Some(filled)
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}
