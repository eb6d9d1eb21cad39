//! A table of submissions: one row a person (each open column is a question), or one row an answer.

use std::borrow::Cow;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use super::columns::{Role, consent_of, roles};
use super::formats::{Rows, Table};
use super::platforms::{Column, Head, RowTest, Shape, recognised};
use super::settings::FileSettings;
use super::{ColumnRead, FileRead, LONGEST_RESPONSE, Reading, Received, SubmittedText, TableRead};
use crate::delimited::{Found, Row, read_rows};
use crate::ledger::State;
use crate::submission::{Consent, Kind, Place, Response, Source, attribute};
use crate::text::hash_of;

/// Roles are recognised from this many rows.
const ROWS_LOOKED_AT: usize = 2_000;

/// Reads a table into submissions and ledger entries.
pub(super) fn read(
    table: Table,
    file: u32,
    name: &str,
    told: &FileSettings,
    reading: &mut Reading,
    record: &mut FileRead,
) {
    let sheet = table.sheet.as_deref().map_or(0, |name| reading.consultation.sources.sheet(name));
    let shown = table.sheet.as_deref().map_or(String::new(), |name| format!("sheet '{name}': "));
    let Some(layout) = Layout::of(&table, name, told) else {
        record.notes.push(format!("{shown}no rows"));
        let source = Source { file, sheet, place: Place::Whole };
        reading.enter(source, State::Blank, "there are no rows here");
        return;
    };
    let opens = layout.opens.len();
    record.notes.push(match (&layout.question, opens) {
        (_, 0) => {
            format!("{shown}no column holds open answers; name one in the profile as 'open' if that is wrong")
        }
        (Some(_), _) => format!("{shown}one answer a row, in column '{}'", layout.headers[layout.opens[0]]),
        (None, 1) => format!("{shown}one open question: '{}'", layout.headers[layout.opens[0]]),
        (None, _) => format!("{shown}{opens} open questions"),
    });
    record.notes.extend(layout.notes.iter().map(|note| format!("{shown}{note}")));
    let read = layout.record(table.sheet.clone());
    let entries_before = reading.entries.len();
    let mut reader = TableReader::new(layout, read, file, sheet, told, reading);
    table.rows.each(&mut |found| {
        reader.take(found);
        ControlFlow::Continue(())
    });
    let read = reader.record;
    let is_empty = read.submissions == 0;
    record.tables.push(read);
    if is_empty && reading.entries.len() == entries_before {
        let source = Source { file, sheet, place: Place::Whole };
        reading.enter(source, State::Blank, "there is no row below the header");
    }
}

impl Rows {
    fn each(&self, found: &mut dyn FnMut(Found<'_>) -> ControlFlow<()>) {
        match self {
            Rows::Delimited { text, delimiter } => read_rows(text, *delimiter, found),
            Rows::Held(rows) => {
                for row in rows {
                    if found(Found::Row(row)).is_break() {
                        return;
                    }
                }
            }
        }
    }
}

/// Where the header stands and what the columns are for.
struct Layout {
    platform: &'static str,
    /// The numbers of the first and the last row of the header; none where there is no header.
    header_rows: Option<(u32, u32)>,
    /// The cells of the header's last row, as they stand.
    header_cells: Vec<String>,
    headers: Vec<String>,
    of: Vec<Option<String>>,
    roles: Vec<Role>,
    opens: Vec<usize>,
    question: Option<usize>,
    left_out: Vec<RowTest>,
    partial: Vec<RowTest>,
    notes: Vec<String>,
}

impl Layout {
    fn of(table: &Table, file: &str, told: &FileSettings) -> Option<Layout> {
        let mut head: Vec<Row> = Vec::new();
        table.rows.each(&mut |found| {
            if let Found::Row(row) = found
                && !row.is_empty()
            {
                head.push(row.clone());
            }
            if head.len() >= ROWS_LOOKED_AT { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let (platform, shape) = recognised(&Head { file, sheet: table.sheet.as_deref(), rows: &head })?;
        let Shape { header_at, header_rows, mut columns, left_out, partial, notes } = shape;
        if let Rows::Held(rows) = &table.rows {
            // Cells of a sheet are in their columns for certain, so one beyond the header is a column without a name.
            let filled = |row: &Row| (0..row.len()).rev().find(|at| !row.cell(*at).trim().is_empty());
            let widest = rows.iter().filter_map(filled).max().map_or(0, |at| at + 1);
            columns.resize(columns.len().max(widest), Column::default());
        }
        let body_at = header_at + header_rows;
        let (header_rows, header_cells) = match header_rows {
            0 => (None, Vec::new()),
            _ => {
                let last = &head[body_at - 1];
                let cells = last.cells().map(|cell| cell.trim().to_owned()).collect();
                (Some((head[header_at].number, last.number)), cells)
            }
        };
        let mut headers: Vec<String> = columns.iter().map(|column| column.header.clone()).collect();
        let told_roles: Vec<(String, Role)> = told
            .columns
            .iter()
            .filter_map(|(header, word)| Some((header.clone(), Role::from_word(word)?)))
            .collect();
        let known: Vec<Option<Role>> = columns.iter().map(|column| column.role.clone()).collect();
        let roles = roles(&headers, &head[body_at..], &known, &told_roles);
        let at = |wanted: &Role| roles.iter().position(|role| role == wanted);
        let opens: Vec<usize> = (0..roles.len()).filter(|at| roles[*at] == Role::Open).collect();
        let question = at(&Role::Question).filter(|_| opens.len() == 1);
        for at in &opens {
            if headers[*at].is_empty() {
                headers[*at] = format!("Column {}", at + 1);
            }
        }
        let of = columns.into_iter().map(|column| column.of).collect();
        let platform = platform.name();
        Some(Layout {
            platform,
            header_rows,
            header_cells,
            headers,
            of,
            roles,
            opens,
            question,
            left_out,
            partial,
            notes,
        })
    }

    /// How the table is read, for people.
    fn record(&self, sheet: Option<String>) -> TableRead {
        let columns = self.headers.iter().zip(&self.of).zip(&self.roles);
        TableRead {
            sheet,
            platform: self.platform,
            header_rows: self.header_rows.map_or(0, |(first, last)| (last - first + 1) as usize),
            columns: columns
                .map(|((header, of), role)| ColumnRead {
                    header: header.clone(),
                    of: of.clone(),
                    role: role.clone(),
                })
                .collect(),
            submissions: 0,
            partial: 0,
        }
    }
}

struct TableReader<'a> {
    layout: Layout,
    record: TableRead,
    file: u32,
    sheet: u32,
    told: &'a FileSettings,
    reading: &'a mut Reading,
    questions: Vec<u32>,
    attributes: Vec<(usize, u32)>,
    common: Vec<(u32, u32)>,
    date: Option<u32>,
    /// Where the submission with an identifier stands, by the identifier's hash; a hit is compared.
    by_identifier: FxHashMap<u64, usize>,
}

impl<'a> TableReader<'a> {
    fn new(
        layout: Layout,
        record: TableRead,
        file: u32,
        sheet: u32,
        told: &'a FileSettings,
        reading: &'a mut Reading,
    ) -> Self {
        let questions = layout.opens.iter().map(|at| {
            let header = told
                .question
                .clone()
                .filter(|_| layout.opens.len() == 1)
                .unwrap_or_else(|| layout.headers[*at].clone());
            if layout.question.is_some() { 0 } else { reading.consultation.questions.number(&header) }
        });
        let questions = questions.collect();
        let mut attributes = Vec::new();
        for (at, role) in layout.roles.iter().enumerate() {
            if let Role::Attribute(name) = role {
                attributes.push((at, reading.consultation.attribute(name)));
            }
        }
        let mut common = Vec::new();
        if told.channel.is_some() || !layout.roles.contains(&Role::Attribute(attribute::CHANNEL.to_owned())) {
            common.push(reading.default_channel(told, "Survey"));
        }
        common.extend(reading.told_attributes(told));
        let date = reading.consultation.find_attribute(attribute::DATE);
        TableReader {
            layout,
            record,
            file,
            sheet,
            told,
            reading,
            questions,
            attributes,
            common,
            date,
            by_identifier: FxHashMap::default(),
        }
    }

    fn source(&self, row: u32) -> Source {
        Source { file: self.file, sheet: self.sheet, place: Place::Row(row) }
    }

    fn enter(&mut self, row: u32, state: State, reason: &'static str) {
        let source = self.source(row);
        self.reading.enter(source, state, reason);
    }

    fn take(&mut self, found: Found<'_>) {
        match found {
            Found::BlankLine(number) => self.enter(number, State::Blank, "a blank line"),
            Found::Fault(number, reason) => self.enter(number, State::Unreadable, reason),
            Found::Row(row) => self.row(row),
        }
    }

    fn row(&mut self, row: &Row) {
        let headers = &self.layout.headers;
        if let Some((first, last)) = self.layout.header_rows {
            if row.number < first {
                return self.enter(row.number, State::OutOfScope, "above the header row");
            }
            if row.number <= last {
                return;
            }
        }
        if row.is_empty() {
            return self.enter(row.number, State::Blank, "a blank row");
        }
        let cells = &self.layout.header_cells;
        if !cells.is_empty() && row.cells().zip(cells).all(|(cell, header)| cell.trim() == header) {
            return self.enter(row.number, State::OutOfScope, "the header row again");
        }
        if row.len() > headers.len() && row.cells().skip(headers.len()).any(|cell| !cell.trim().is_empty()) {
            let reason = format!(
                "the row has {} cells and the header {}; if an answer holds the delimiter, put it in quotation marks",
                row.len(),
                headers.len()
            );
            let source = self.source(row.number);
            return self.reading.enter(source, State::Unreadable, reason);
        }
        if self.layout.opens.is_empty() {
            return self.enter(row.number, State::OutOfScope, "no column of this table holds open answers");
        }
        let answers = self.layout.opens.iter().map(|at| row.cell(*at));
        if answers.clone().any(|answer| answer.len() > LONGEST_RESPONSE) {
            return self.enter(row.number, State::Unreadable, "a cell is longer than 10 MB; divide it");
        }
        let is_total =
            ["total", "totals", "grand total", "sum"].contains(&row.cell(0).trim().to_lowercase().as_str());
        if is_total
            && answers.clone().all(|answer| answer.trim().is_empty() || answer.trim().parse::<f64>().is_ok())
        {
            return self.enter(row.number, State::OutOfScope, "a row of totals");
        }
        let passes = |test: &&RowTest| (test.holds)(row.cell(test.column).trim());
        if let Some(test) = self.layout.left_out.iter().find(passes) {
            let reason = test.reason;
            return self.enter(row.number, State::OutOfScope, reason);
        }
        self.record.partial += usize::from(self.layout.partial.iter().any(|test| passes(&test)));
        self.record.submissions += 1;
        self.submission(row);
    }

    fn submission(&mut self, row: &Row) {
        let source = self.source(row.number);
        let mut id = String::new();
        let mut respondent = super::letters::respondent(self.told, None);
        let mut organisation = "";
        if self.told.may_quote.is_none() && self.layout.roles.contains(&Role::Consent) {
            // Where people were asked, silence is no permission (SD8).
            respondent.consent = Consent::Refused;
        }
        for (at, role) in self.layout.roles.iter().enumerate() {
            let cell = row.cell(at).trim();
            if cell.is_empty() {
                continue;
            }
            match role {
                Role::Identifier => id = cell.to_owned(),
                // "anonymous" and "n/a" are nobody: an address has an @, a user number a digit.
                Role::Person if cell.contains('@') || cell.contains(|c: char| c.is_ascii_digit()) => {
                    respondent.identity =
                        Some(self.reading.consultation.identities.number(&cell.to_lowercase()));
                }
                Role::Consent if self.told.may_quote.is_none() => respondent.consent = consent_of(cell),
                Role::Represents => {
                    let number = cell.replace(',', "").parse::<f64>().unwrap_or(0.0);
                    if number > 1.0 {
                        respondent.represents = Some(number as u32);
                        respondent.is_organisation = true;
                    }
                }
                Role::Organisation => organisation = cell,
                Role::IsOrganisation => respondent.is_organisation |= cell.to_lowercase().starts_with('y'),
                _ => {}
            }
        }
        let mut attributes = Vec::with_capacity(self.common.len() + self.attributes.len());
        attributes.extend_from_slice(&self.common);
        for (at, attribute) in &self.attributes {
            let cell = row.cell(*at).trim();
            if cell.is_empty() || self.common.iter().any(|(told, _)| told == attribute) {
                continue;
            }
            let value = if Some(*attribute) == self.date {
                day_of(cell)
            } else {
                Cow::Borrowed(cell.trim_end_matches(';'))
            };
            let values = &mut self.reading.consultation.attributes[*attribute as usize];
            if values.name == attribute::RESPONDENT_TYPE {
                respondent.is_organisation |= names_organisation(&value);
            }
            attributes.push((*attribute, values.values.number(&value)));
        }
        respondent.is_organisation |= !organisation.is_empty() && respondent.represents.is_some();
        let responses: Vec<_> = match self.layout.question {
            Some(column) => {
                let question = row.cell(column).trim();
                let question = if question.is_empty() { "Question not given" } else { question };
                let question = self.reading.consultation.questions.number(question);
                vec![Response {
                    question,
                    source,
                    text: SubmittedText(row.cell(self.layout.opens[0]).to_owned()),
                }]
            }
            None => std::iter::zip(&self.layout.opens, &self.questions)
                .map(|(at, question)| Response {
                    question: *question,
                    source,
                    text: SubmittedText(row.cell(*at).to_owned()),
                })
                .collect(),
        };
        self.reading.items_seen += responses.len();
        if self.layout.question.is_some() && !id.is_empty() {
            // Several rows with one identifier are one person's answers to several questions, unless a question comes again.
            let key = hash_of(&id);
            if let Some(&at) = self.by_identifier.get(&key) {
                let known = &mut self.reading.submissions[at];
                if *known.id == *id
                    && known.responses.iter().all(|response| response.question != responses[0].question)
                {
                    known.responses.extend(responses);
                    return;
                }
            }
            self.by_identifier.insert(key, self.reading.submissions.len());
        }
        self.reading.push(Received {
            id,
            kind: Kind::Reply,
            respondent,
            attributes,
            told: self.told,
            responses,
        });
    }
}

fn names_organisation(respondent_type: &str) -> bool {
    let plain = respondent_type.to_lowercase();
    ["organisation", "organization", "charity", "group", "council", "business", "company", "trust"]
        .iter()
        .any(|word| plain.contains(word))
        && !plain.contains("councillor")
}

/// The day of a date in ISO form where that is certain (`2019-02-27 14:05` or, as in Britain, `27/02/2019`); else the cell as it is.
fn day_of(cell: &str) -> Cow<'_, str> {
    let day = cell.split([' ', 'T']).next().unwrap_or(cell);
    let mut parts = day.split(['/', '-', '.']);
    let (Some(first), Some(second), Some(third), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Cow::Borrowed(cell);
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if ![first, second, third].into_iter().all(is_number) {
        return Cow::Borrowed(cell);
    }
    match (first.len(), second.len(), third.len()) {
        (4, 2, 2) if day.as_bytes()[4] == b'-' => Cow::Borrowed(day),
        (4, _, _) => Cow::Owned(format!("{first}-{second:0>2}-{third:0>2}")),
        (_, _, 4) => Cow::Owned(format!("{third}-{second:0>2}-{first:0>2}")),
        _ => Cow::Borrowed(cell),
    }
}
