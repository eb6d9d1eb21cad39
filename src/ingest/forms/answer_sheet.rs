//! Sheets of a workbook in which questions stand below one another and answers beside them: one respondent's, or several respondents' side
//! by side or one below the other.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::document::{asks_of_others, asks_there, is_of_others, is_title};
use super::known::{asks_for_address, asks_for_name, compared, is_known};
use super::labels::Filled;
use super::own_lines::{is_instruction, is_notice, section};
use super::{role, words};
use crate::delimited::Found;
use crate::ingest::Role;
use crate::ingest::formats::Table;
use crate::ingest::notes::event_details::{is_group, tells_of_event};
use crate::ingest::tables::column::{is_known_header, is_of_equality};
use crate::ingest::tables::consent::asked;
use crate::ingest::tables::header_row::is_any_answer;
use crate::ingest::tables::headings::plain;
use crate::submission::Place;

/// A form has at most so many rows, and so many people's answers stand beside each other at most.
const MOST_ROWS: usize = 200;
const MOST_COLUMNS: usize = 300;

/// So many labels at least make a form, and they are three fifths of what stands in their column beside answers.
const FEWEST_LABELS: usize = 3;

/// A label has at most so many words; words of a form's own that are no more than this are a heading.
const LONGEST_LABEL: usize = 60;
const LONGEST_HEADING: usize = 12;

/// So many words at least are said, and no more are the name above a column.
const FEWEST_WORDS_SAID: usize = 4;
const LONGEST_NAME: usize = 5;

/// The cells of a sheet, trimmed, without its empty rows and columns.
struct Grid {
    rows: Vec<GridRow>,
    /// The number of each column in the sheet, from 1.
    columns: Vec<u32>,
}

/// A row that is not empty: its number in the sheet, its label, and the cells beside it.
struct GridRow {
    number: u32,
    label: String,
    beside: Vec<String>,
}

impl GridRow {
    fn is_alone(&self) -> bool {
        self.beside.iter().all(String::is_empty)
    }
}

impl Grid {
    /// Nothing where there is too much for a form, or something that could not be read.
    fn of(table: &Table) -> Option<Grid> {
        let (mut rows, mut fits): (Vec<(u32, Vec<String>)>, bool) = (Vec::new(), true);
        table.rows.each(&mut |found| {
            match found {
                Found::BlankLine(_) => {}
                Found::Row(row) if row.is_empty() => {}
                Found::Row(row) if row.len() <= MOST_COLUMNS && rows.len() < MOST_ROWS => {
                    rows.push((row.number, row.cells().map(|cell| cell.trim().to_owned()).collect()));
                }
                _ => fits = false,
            }
            if fits { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
        let is_number = |cell: &str| cell.trim_matches(['.', ')', 'Q', 'q', ' ']).parse::<u32>().is_ok();
        let filled =
            |at: usize| rows.iter().map(move |(_, cells)| cell(cells, at)).filter(|cell| !cell.is_empty());
        let mut used: Vec<usize> = (0..width).filter(|at| filled(*at).next().is_some()).collect();
        // The numbers of the questions.
        if used.len() > 2 && filled(used[0]).all(|cell| is_number(&cell) || plain(&cell).starts_with("no")) {
            used.remove(0);
        }
        let (label, beside) = used.split_first().filter(|(_, beside)| fits && !beside.is_empty())?;
        let row = |(number, cells): &(u32, Vec<String>)| GridRow {
            number: *number,
            label: cell(cells, *label),
            beside: beside.iter().map(|at| cell(cells, *at)).collect(),
        };
        Some(Grid {
            rows: rows.iter().map(row).filter(|row| !row.label.is_empty() || !row.is_alone()).collect(),
            columns: beside.iter().map(|at| *at as u32 + 1).collect(),
        })
    }
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

/// Whether what heads a column says what its cells are, so that they are nobody's answers, or more than one person's.
fn tells_of_cells(header: &str) -> bool {
    const OF_CELLS: &[&str] = &[
        "description",
        "meaning",
        "type",
        "definition",
        "format",
        "notes",
        "source",
        "example",
        "count",
        "total",
        "theme",
        "themes",
        "summary",
        "reason",
        "reasons",
        "action",
        "actions",
        "we did",
        "yes",
        "no",
        "online",
    ];
    const OF_EVENTS: &[&str] = &[
        "event", "events", "drop-in", "workshop", "session", "meeting", "forum", "group", "groups", "table",
    ];
    let plain = plain(header);
    is_any_answer(header)
        || is_label(header)
        || OF_CELLS.contains(&plain.as_str())
        || plain.split(' ').any(|word| OF_EVENTS.contains(&word))
        || plain.chars().all(|c| !c.is_alphabetic()) && !plain.is_empty()
}

/// A form, and where it stands where there are several on the sheet.
pub(super) type Placed = (Option<Place>, Filled);

/// The forms in a sheet; none where its rows are not questions.
pub(super) fn forms(table: &Table) -> Option<Vec<Placed>> {
    let grid = Grid::of(table)?;
    let is_first =
        |row: &GridRow| is_label(&row.label) || !row.is_alone() && !is_heading_of_labels(&row.label);
    let (above, body) = grid.rows.split_at(grid.rows.iter().position(is_first)?);
    let header = above.last().filter(|row| !row.is_alone());
    let titles = &above[..above.len() - usize::from(header.is_some())];
    let blocks: Vec<&[GridRow]> = blocks(body);
    let labels: Vec<&str> =
        blocks[0].iter().map(|row| row.label.as_str()).filter(|cell| is_label(cell)).collect();
    let distinct: BTreeSet<String> = labels.iter().map(|label| compared(label)).collect();
    let beside = || body.iter().filter(|row| !row.is_alone() && !row.label.is_empty());
    let known = beside().filter(|row| is_label(&row.label)).count();
    // A row of labels is the header of a table whose rows are the respondents.
    let is_header = |row: &GridRow| row.beside.iter().any(|cell| is_label(cell));
    let is_others = |row: &GridRow| is_of_others(&compared(&row.label)) || is_group(&row.label);
    let is_of_event = |label: &&str| tells_of_event(&compared(label)) || asks_of_others(&compared(label));
    if distinct.len() < FEWEST_LABELS
        || distinct.len() < labels.len()
        || known * 5 < beside().count() * 3
        || is_header(&body[0])
        || labels.iter().any(is_of_event)
        || titles.iter().any(is_others)
    {
        return None;
    }
    let columns = answered(header, body, &labels, titles)?;
    if header.is_some_and(|row| columns.len() > 1 && row.beside.iter().any(|cell| tells_of_cells(cell))) {
        return None;
    }
    let mut forms: Vec<Placed> = Vec::new();
    for (block, at) in blocks.iter().flat_map(|block| columns.iter().map(move |at| (block, *at))) {
        let place = match (blocks.len(), columns.len()) {
            (1, 1) => None,
            (1, _) => Some(Place::Column(grid.columns[at])),
            (_, 1) => Some(Place::Row(block[0].number)),
            _ => return None,
        };
        let mut filled = filled(header, block, at, columns.len() > 1)?;
        filled.own_lines += if forms.is_empty() { above.len() } else { 0 };
        forms.push((place, filled));
    }
    let is_open =
        |(label, value): &(String, String)| words(value) > 2 && role(label, value, true) == Some(Role::Open);
    forms.iter().any(|(_, filled)| filled.fields.iter().any(is_open)).then_some(forms)
}

/// The rows divided where their first label comes again: forms one below the other.
fn blocks(body: &[GridRow]) -> Vec<&[GridRow]> {
    let first = compared(&body[0].label);
    let starts: Vec<usize> = (0..body.len()).filter(|at| compared(&body[*at].label) == first).collect();
    let ends = starts[1..].iter().copied().chain([body.len()]);
    starts.iter().zip(ends).map(|(start, end)| &body[*start..end]).collect()
}

/// The columns in which somebody's answers stand; none where nothing says that they are a person's.
fn answered(
    header: Option<&GridRow>,
    body: &[GridRow],
    labels: &[&str],
    titles: &[GridRow],
) -> Option<Vec<usize>> {
    let is_filled = |at: &usize| body.iter().any(|row| !row.beside[*at].is_empty());
    let answered: Vec<usize> = (0..body[0].beside.len()).filter(is_filled).collect();
    let is_called_so = titles.iter().any(|row| is_title(&compared(&row.label)));
    let asks_who = labels.iter().any(|label| is_of_person(label));
    let asks = labels.iter().filter(|label| asks_there(label)).count();
    let is_said = |row: &GridRow, at: usize| words(&row.beside[at]) >= FEWEST_WORDS_SAID;
    if let [only] = answered[..] {
        // Nothing but questions, and an answer beside the first already.
        let is_plain = || header.is_none() && asks == labels.len() && is_said(&body[0], only);
        return (asks_who || is_called_so || is_plain()).then_some(answered);
    }
    let told = |row: &GridRow| answered.iter().filter(|at| !row.beside[**at].is_empty()).count();
    let mut persons = body.iter().filter(|row| is_of_person(&row.label) && told(row) > 0).peekable();
    // What is known of a person stands in the first column alone: what stands behind it belongs to its answers.
    if persons.peek().is_some() && persons.clone().all(|row| told(row) == 1 && !row.beside[0].is_empty()) {
        let are_named = header.is_some_and(|row| row.beside[1..].iter().all(|cell| !cell.is_empty()));
        return are_named.then(|| vec![0]);
    }
    let are_people = header.is_some_and(|row| {
        let heads = row.beside.iter().filter(|cell| !cell.is_empty());
        let numbered = heads.clone().filter(|cell| numbers_a_person(cell)).count();
        let are_short = heads.clone().all(|cell| words(cell) <= LONGEST_NAME);
        let are_said = || {
            let said = |at: &&usize| body.iter().filter(|row| is_said(row, **at)).count() * 2 >= body.len();
            answered.iter().filter(said).count() * 2 > answered.len()
        };
        numbered > 1 && numbered * 2 > heads.count()
            || are_short && asks * 5 >= labels.len() * 4 && are_said()
    });
    let are_told = persons.any(|row| told(row) * 2 > answered.len());
    (are_people || are_told).then_some(answered)
}

/// What one respondent filled in: what stands in a column, and, where it is one respondent's sheet, in all columns behind it. None where nothing
/// tells whose some of the words are.
fn filled(header: Option<&GridRow>, body: &[GridRow], at: usize, several: bool) -> Option<Filled> {
    let mut filled = Filled::default();
    for row in body {
        let (label, value) = (row.label.as_str(), row.beside[at].as_str());
        let behind = if several { &[][..] } else { &row.beside[at + 1..] };
        if label.is_empty() {
            match filled.fields.last_mut() {
                Some((_, open)) if !value.is_empty() => join(open, value),
                _ => {}
            }
        } else if row.is_alone() && !is_label(label) {
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
            filled.add(label, value.to_owned());
        }
        for (cell, head) in behind.iter().zip(header.into_iter().flat_map(|row| &row.beside[at + 1..])) {
            if !cell.is_empty() {
                filled.add(&format!("{label} \u{2013} {head}"), cell.clone());
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
