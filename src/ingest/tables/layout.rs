//! Where a table's header stands and what its columns are for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::closed::Wordings;
use super::columns::{is_same_header, roles};
use super::dates::month_first;
use super::groups::group;
use super::headings::{is_other, plain, whole_question};
use super::keys::key;
use super::labels::Labels;
use super::options::Options;
use super::points::{Points, are_of_groups, holds_points};
use super::role::Role;
use super::sent::sent_out;
use super::translated::translated;
use crate::delimited::{Found, Row};
use crate::ingest::formats::{Rows, Table};
use crate::ingest::platforms::{
    Absence, Column, Head, Meaning, Missing, PLAIN_TABLE, RowTest, RowsAre, Shape, recognised,
};
use crate::ingest::settings::FileSettings;
use crate::ingest::workbooks::preview::MOST_COLUMNS;
use crate::ingest::{ColumnRead, TableRead};
use crate::submission::attribute;

/// Roles are recognised from this many rows.
const ROWS_LOOKED_AT: usize = 2_000;
/// Of very wide rows fewer, and of each cell so many bytes.
const CELLS_LOOKED_AT: usize = 4_000_000;
const BYTES_LOOKED_AT: usize = 100_000;

/// Where the header stands and what the columns are for.
pub(super) struct Layout {
    pub(in crate::ingest) platform: &'static str,
    pub(in crate::ingest) also_like: Vec<&'static str>,
    /// The numbers of the first and the last row of the header; none where there is no header.
    pub(in crate::ingest) header_rows: Option<(u32, u32)>,
    /// The cells of the header's rows, as they stand.
    pub(super) header_cells: Vec<Vec<String>>,
    pub(in crate::ingest) columns: Vec<Column>,
    pub(super) roles: Vec<Role>,
    /// Other wordings of a column's answers, as the profile tells them.
    pub(in crate::ingest) wordings: Vec<Wordings>,
    pub(in crate::ingest) opens: Vec<usize>,
    /// For each open column the column that has translations of it, if there is one.
    pub(super) translations: Vec<Option<usize>>,
    /// For each open column whether it is a box for what a list does not have: "Other (please specify)".
    pub(super) is_write_in: Vec<bool>,
    pub(in crate::ingest) question: Option<usize>,
    pub(in crate::ingest) left_out: Vec<RowTest>,
    pub(in crate::ingest) partial: Vec<RowTest>,
    pub(in crate::ingest) missing: &'static [Missing],
    pub(in crate::ingest) month_first: bool,
    pub(in crate::ingest) coded: bool,
    pub(in crate::ingest) notes: Vec<String>,
    pub(in crate::ingest) rows_are: RowsAre,
    pub(in crate::ingest) export: Option<String>,
    pub(in crate::ingest) given: Vec<(&'static str, String)>,
    pub(in crate::ingest) meanings: Vec<(usize, Meaning)>,
    pub(in crate::ingest) question_number: Option<u32>,
    /// How its rows are points noted at an event; none where they are respondents'.
    pub(super) points: Option<Points>,
    /// The columns whose labels may stand in a row above.
    pub(super) labels: Labels,
    /// Whether the profile says that a column holds open answers.
    is_told: bool,
}

/// Why the rows of some sheets are nobody's.
const BESIDE: &str = "a sheet without answers, by its name; if people's answers stand in it, name their column in the profile as 'open'";
const PIVOT: &str = "a pivot table: it counts what stands elsewhere";

impl RowsAre {
    /// What rows that are no submissions are, for people.
    pub(in crate::ingest) fn told(&self) -> &'static str {
        match self {
            RowsAre::Submissions | RowsAre::Parts => "submissions",
            RowsAre::Details => {
                "tells of respondents, for their answers in other files; if a column holds open answers, name it in the profile as 'open'"
            }
            RowsAre::Wording(_) => "the wording of a question that other files answer",
            RowsAre::Nothing(reason) => reason,
        }
    }
}

impl Layout {
    /// The layout of a table; nothing where it has no rows, and a reason where it is none that could be read.
    pub(in crate::ingest) fn of(
        table: &Table,
        file: &str,
        told: &FileSettings,
    ) -> Result<Option<Layout>, String> {
        let widest = MOST_COLUMNS as usize;
        let (mut head, mut cells): (Vec<Row>, usize) = (Vec::new(), 0);
        let mut columns = 0;
        table.rows.each(&mut |found| {
            if let Found::Row(row) = found
                && !row.is_empty()
            {
                columns = if head.is_empty() { row.len() } else { columns };
                head.push(row.glimpse(widest, BYTES_LOOKED_AT));
                cells += row.len();
            }
            let is_enough = head.len() >= ROWS_LOOKED_AT || cells >= CELLS_LOOKED_AT;
            if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if columns > widest {
            return Err(format!(
                "the table has {columns} columns, and no spreadsheet has more than {widest}; if rows and columns are swapped, turn it; if line \
                 breaks are missing, export it again"
            ));
        }
        let Some((platform, shape, also_like)) =
            recognised(&Head { file, sheet: table.sheet.as_deref(), rows: &head })
        else {
            return Ok(None);
        };
        let body_at = (shape.header_at + shape.header_rows).min(head.len());
        let (above, body) = (&head[..shape.header_at.min(body_at)], &head[body_at..]);
        let header = &head[above.len()..body_at];
        let header_cells: Vec<Vec<String>> =
            header.iter().map(|row| row.cells().map(|cell| cell.trim().to_owned()).collect()).collect();
        let header_rows = header.first().zip(header.last()).map(|(first, last)| (first.number, last.number));
        // Where there is no header, what stands above the first row is above it all the same.
        let first = body.first().filter(|_| header.is_empty() && !above.is_empty());
        let header_rows = header_rows.or_else(|| first.map(|first| (first.number, first.number - 1)));
        let Shape { mut columns, left_out, partial, missing, coded, mut notes, .. } = shape;
        let Shape { rows_are, export, given, meanings, question_number, .. } = shape;
        if let Rows::Held(rows) = &table.rows {
            // Cells of a sheet are in their columns for certain, so one beyond the header is a column without a name.
            let filled = |row: &Row| (0..row.len()).rev().find(|at| !row.cell(*at).trim().is_empty());
            let widest = rows.iter().filter_map(filled).max().map_or(0, |at| at + 1);
            columns.resize(columns.len().max(widest), Column::default());
        }
        if coded {
            notes.push(
                "the closed answers are numbers; export their wording to see what they mean".to_owned(),
            );
        }
        let read_as = told.read_as.as_deref();
        let mut told = ToldColumns::of(told, &columns, &header_cells);
        notes.append(&mut told.notes);
        let (mut roles, staffs) = roles(&columns, body, missing, &told.roles);
        for at in 0..columns.len() {
            let is_guess = roles[at] == Role::Open && told.roles[at].is_none() && columns[at].role.is_none();
            if is_guess && holds_lists(body, at) {
                roles[at] = Role::Closed;
            }
        }
        if platform.name() == PLAIN_TABLE && are_of_groups(&columns, body) {
            let untold = (0..columns.len()).filter(|at| told.roles[*at].is_none());
            untold.filter(|at| !columns[*at].header.is_empty()).for_each(|at| roles[at] = Role::Open);
        }
        for at in 0..columns.len() {
            let is_untold = told.roles[at].is_none() && columns[at].role.is_none();
            if platform.name() == PLAIN_TABLE && is_untold && holds_points(&columns[at].header, body, at) {
                roles[at] = Role::Open;
            }
        }
        for at in staffs {
            notes.push(format!(
                "column {} ({}) is taken for staff's own words and kept out; if people wrote it, name it in the profile as 'open'",
                at + 1,
                columns[at].header
            ));
        }
        group(&mut columns, &mut roles);
        // Who can be told by an e-mail address, and says nothing in words here, may do so in another file.
        let has_words = roles.contains(&Role::Open) || rows_are != RowsAre::Submissions;
        let rows_are = if !has_words && roles.contains(&Role::Person) { RowsAre::Details } else { rows_are };
        let is_told = told.roles.contains(&Some(Role::Open));
        let rows_are = if is_told && rows_are == RowsAre::Details { RowsAre::Submissions } else { rows_are };
        if rows_are == RowsAre::Details {
            // What people wrote when they signed up is about them.
            roles.iter_mut().filter(|role| **role == Role::Open).for_each(|role| *role = Role::Closed);
        }
        for (at, (column, role)) in columns.iter().zip(&mut roles).enumerate() {
            match (&column.of, &role) {
                (Some(_), Role::Closed)
                    if column.role.is_none() && is_ticked_by_name(body, at, &column.header) =>
                {
                    *role = Role::Tick;
                }
                // A tick of no question's is a question of its own.
                (None, Role::Tick) => *role = Role::Closed,
                _ => {}
            }
        }
        let opens = (0..roles.len()).filter(|at| roles[*at] == Role::Open);
        let mut opens: Vec<usize> = opens.collect();
        let guessed: Vec<usize> = opens.iter().copied().filter(|at| told.roles[*at].is_none()).collect();
        let translated = translated(&opens, &guessed, &columns);
        for (original, translation) in &translated {
            let (at, number) = (translation + 1, original + 1);
            notes.push(format!(
                "column {at} translates column {number}: where it says something, that is analysed"
            ));
            roles[*translation] = Role::Closed;
        }
        opens.retain(|at| roles[*at] == Role::Open);
        let translations = opens.iter().map(|at| translated.get(at).copied()).collect();
        for at in &opens {
            if columns[*at].of.is_none() && columns[*at].header.is_empty() {
                columns[*at].header = format!("Column {}", at + 1);
            }
        }
        let is_write_in = opens.iter().map(|at| is_other(&columns[*at].header)).collect();
        let question = roles.iter().position(|role| *role == Role::Question).filter(|_| opens.len() == 1);
        let is_plain = platform.name() == PLAIN_TABLE && !roles.contains(&Role::Person);
        if let Some(question) = question.filter(|_| is_plain)
            && let Some(key) = key(&columns, &roles, |at| told.roles[at].is_some(), body, question)
            && roles[key] != Role::Identifier
        {
            // A number of its own that each row has tells nobody apart.
            roles.iter_mut().filter(|role| **role == Role::Identifier).for_each(|role| *role = Role::Private);
            roles[key] = Role::Identifier;
            notes.push(format!(
                "column {} ({}) is taken for the respondent's number: it comes with several questions, and with none twice",
                key + 1,
                columns[key].header
            ));
        }
        let date = Role::Attribute(attribute::DATE.to_owned());
        let date = roles.iter().position(|role| *role == date);
        let told_first = date.and_then(|at| month_first(body.iter().map(|row| row.cell(at))));
        let mut layout = Layout {
            platform: platform.name(),
            also_like,
            header_rows,
            header_cells,
            columns,
            roles,
            wordings: told.wordings,
            opens,
            translations,
            is_write_in,
            question,
            left_out,
            partial,
            missing,
            month_first: told_first.unwrap_or(shape.month_first),
            coded,
            notes,
            rows_are,
            export,
            given,
            meanings,
            question_number,
            points: None,
            labels: Labels::default(),
            is_told,
        };
        if layout.platform == PLAIN_TABLE
            && layout.rows_are == RowsAre::Submissions
            && !layout.opens.is_empty()
        {
            let names = (file, table.sheet.as_deref());
            layout.points = Points::of(&layout, above, body, names, read_as);
            layout.labels = Labels::of(&layout, body);
            if let Some(test) = sent_out(&layout) {
                layout.notes.push(format!(
                    "rows that column {} ({}) calls outbound were sent, not received: they are left out",
                    test.column + 1,
                    layout.columns[test.column].header
                ));
                layout.left_out.push(test);
            }
        }
        Ok(Some(layout))
    }

    /// The layout, set aside where the sheet's name says that no answers stand in it, or its header that it sums up others, unless a
    /// platform or the profile knows better.
    pub(super) fn set_aside(mut self, is_beside: bool) -> Layout {
        let is_known = self.platform != PLAIN_TABLE || self.is_told || self.rows_are != RowsAre::Submissions;
        let is_pivot = self.columns.first().is_some_and(|column| plain(&column.header) == "row labels");
        if !is_known && (is_beside || is_pivot) {
            self.rows_are = RowsAre::Nothing(if is_pivot { PIVOT } else { BESIDE });
        }
        self
    }

    /// A cell, trimmed; empty, with the reason, where the platform says that there is no answer.
    pub(in crate::ingest) fn cell<'r>(&self, row: &'r Row, at: usize) -> (&'r str, Option<Absence>) {
        let cell = row.cell(at).trim();
        let missing = self.missing.iter().find(|missing| missing.word.eq_ignore_ascii_case(cell));
        missing.map_or((cell, None), |missing| ("", Some(missing.means)))
    }

    /// What a cell means.
    pub(in crate::ingest) fn meant<'r>(&self, row: &'r Row, at: usize) -> Cow<'r, str> {
        let (cell, _) = self.cell(row, at);
        match self.meanings.iter().find(|(column, _)| *column == at) {
            Some((_, meaning)) => meaning(cell),
            None => Cow::Borrowed(cell),
        }
    }

    /// The question that a column answers.
    pub(super) fn question_of(&self, at: usize) -> String {
        whole_question(self.columns[at].of.as_deref(), &self.columns[at].header)
    }

    /// The questions of the open columns: a wording that comes again is numbered.
    pub(in crate::ingest) fn questions(&self) -> Vec<String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let number = |at: &usize| {
            let question = self.question_of(*at);
            let times = seen.entry(question.clone()).or_default();
            *times += 1;
            if *times > 1 { format!("{question} ({times})") } else { question }
        };
        self.opens.iter().map(number).collect()
    }

    /// How the table is read, for people.
    pub(in crate::ingest) fn record(&self, sheet: Option<String>) -> TableRead {
        let columns = self.columns.iter().zip(&self.roles);
        TableRead {
            sheet,
            platform: self.platform,
            also_like: self.also_like.clone(),
            header_rows: self.header_cells.len(),
            columns: columns
                .map(|(column, role)| ColumnRead {
                    header: column.header.clone(),
                    of: column.of.clone(),
                    role: role.clone(),
                    options: None,
                })
                .collect(),
            submissions: 0,
            partial: 0,
        }
    }
}

/// Whether an option is ticked by its own name and by nothing else.
fn is_ticked_by_name(rows: &[Row], at: usize, option: &str) -> bool {
    let mut filled = rows.iter().map(|row| row.cell(at).trim()).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| is_same_header(option, cell) || is_other(option) && is_other(cell))
}

/// Whether a column's cells are lists of options that come again.
fn holds_lists(rows: &[Row], at: usize) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let cell = row.cell(at).trim();
        if !cell.is_empty() {
            *counts.entry(cell).or_default() += 1;
        }
    }
    Options::learn(&counts.into_iter().collect::<Vec<_>>()).is_some()
}

/// What the profile says of a table's columns.
struct ToldColumns {
    roles: Vec<Option<Role>>,
    wordings: Vec<Wordings>,
    notes: Vec<String>,
}

impl ToldColumns {
    /// A column is meant by its header, by its question with the header, or by any cell of its header rows.
    fn of(told: &FileSettings, columns: &[Column], header_cells: &[Vec<String>]) -> ToldColumns {
        let is_meant = |name: &str, at: usize| {
            let column = &columns[at];
            let cells = header_cells.iter().filter_map(|row| row.get(at));
            is_same_header(name, &column.header)
                || column.of.as_ref().is_some_and(|of| {
                    [" \u{2013} ", ": "]
                        .iter()
                        .any(|dash| is_same_header(name, &format!("{of}{dash}{}", column.header)))
                })
                || cells.filter(|cell| !cell.is_empty()).any(|cell| is_same_header(name, cell))
        };
        let mut roles = vec![None; columns.len()];
        let mut wordings = vec![Wordings::default(); columns.len()];
        let mut notes = Vec::new();
        let mut meant = |name: &str| -> Vec<usize> {
            let found: Vec<usize> = (0..columns.len()).filter(|at| is_meant(name, *at)).collect();
            if found.is_empty() {
                notes.push(format!("the profile speaks of a column '{name}', which is not here"));
            }
            found
        };
        for (header, word) in &told.columns {
            for at in meant(header) {
                roles[at] = Role::told(word, header);
            }
        }
        for (header, answers) in &told.answers {
            for at in meant(header) {
                wordings[at] = Wordings::new(answers);
            }
        }
        ToldColumns { roles, wordings, notes }
    }
}
