//! The rows of a table into submissions and ledger entries, one by one.

mod footer;
mod people;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use self::footer::footer;
use self::people::Numbered;
use super::capacity::Capacity;
use super::closed::ClosedAnswers;
use super::consent::{Asked, asked};
use super::header_words::numbers_person;
use super::headings::plain;
use super::joining::add_closed;
use super::layout::Layout;
use super::points::{Points, lines_of};
use super::role::Role;
use crate::delimited::{Found, Row};
use crate::ingest::letters;
use crate::ingest::notes::agreement::{count_of, marked};
use crate::ingest::platforms::{Absence, PLAIN_TABLE, RowTest, RowsAre};
use crate::ingest::settings::FileSettings;
use crate::ingest::{LONGEST_RESPONSE, Reading, Received, SubmittedText, TableRead};
use crate::ledger::{Reason, State};
use crate::submission::{Kind, Place, Response, Source, attribute};
use crate::text::hash_of;

/// Blank rows one after the other are entered one by one up to here.
const LONGEST_GAP: usize = 10_000;

const TOO_MANY_ROWS: &str = "the table has more rows than are read from one file of its size; those from here on are not read: divide it";

/// Takes the rows of a table one by one.
pub(super) struct TableReader<'a> {
    layout: Layout,
    record: TableRead,
    whole: Source,
    /// So many rows may yet come.
    rows_left: usize,
    /// How many of the rows right before this one are blank, and the number of the last.
    blanks: usize,
    last_blank: u32,
    told: &'a FileSettings,
    reading: &'a mut Reading,
    questions: Vec<u32>,
    attributes: Vec<(usize, u32)>,
    common: Vec<(u32, u32)>,
    /// The columns that say whether words may be quoted, and what each asks.
    consents: Vec<(usize, Asked)>,
    date: Option<u32>,
    /// The column that numbers the people of the table, and what makes such a number theirs alone.
    person: Option<(usize, String)>,
    numbered: Vec<Numbered>,
    /// Who each kind of respondent speaks for, by the number of its value.
    capacities: FxHashMap<u32, Option<Capacity>>,
    closed: ClosedAnswers,
    /// How often an answer was missing, and why.
    absent: BTreeMap<Absence, usize>,
    /// How many answers about being quoted were neither yes nor no.
    unclear: usize,
    /// Where the submission with an identifier stands, by the identifier's hash; a hit is compared.
    by_identifier: FxHashMap<u64, usize>,
}

impl<'a> TableReader<'a> {
    /// For a table of this layout that stands here and may have so many rows.
    pub(super) fn new(
        layout: Layout,
        record: TableRead,
        whole: Source,
        rows_left: usize,
        told: &'a FileSettings,
        reading: &'a mut Reading,
    ) -> Self {
        let questions = layout.questions().into_iter().map(|question| {
            let question = told.question.clone().filter(|_| layout.opens.len() == 1).unwrap_or(question);
            let of_groups = layout.points.as_ref().and_then(|points| points.by_group.clone());
            let question = of_groups.unwrap_or(question);
            if layout.question.is_some() { 0 } else { reading.consultation.questions.number(&question) }
        });
        let questions: Vec<u32> = questions.collect();
        let closed = std::iter::zip(&layout.columns, &layout.roles).zip(&layout.wordings);
        let closed = ClosedAnswers::of(closed.map(|((column, role), wordings)| (column, role, wordings)));
        let mut attributes = Vec::new();
        for (at, role) in layout.roles.iter().enumerate() {
            if let Role::Attribute(name) = role {
                attributes.push((at, reading.consultation.attribute(name)));
            }
        }
        let consents = layout.roles.iter().enumerate().filter(|(_, role)| **role == Role::Consent);
        // What a profile or a platform calls consent is leave to quote, unless its words are of keeping back.
        let consents =
            consents.map(|(at, _)| (at, asked(&layout.question_of(at)).unwrap_or(Asked::ToQuote))).collect();
        let mut common = Vec::new();
        if told.channel.is_some() || !layout.roles.contains(&Role::Attribute(attribute::CHANNEL.to_owned())) {
            let channel = if layout.points.is_some() { "Event" } else { "Survey" };
            common.push(reading.default_channel(told, channel));
        }
        common.extend(reading.told_attributes(told));
        if let Some(Points { event, .. }) = &layout.points
            && told.event.is_none()
            && !layout.roles.contains(&Role::Attribute(attribute::EVENT.to_owned()))
        {
            common.push(reading.attribute_value(attribute::EVENT, &event.name));
        }
        for (name, value) in &layout.given {
            let given = reading.attribute_value(name, value);
            if told.channel.is_none() && *name == attribute::CHANNEL {
                common.retain(|(attribute, _)| *attribute != given.0);
            }
            if common.iter().all(|(attribute, _)| *attribute != given.0) {
                common.push(given);
            }
        }
        if let (Some(number), [question]) = (layout.question_number, &questions[..]) {
            reading.consultation.question_numbers.insert(*question, number);
        }
        let date = reading.consultation.find_attribute(attribute::DATE);
        let is_numbered = |at: &usize| {
            let is_kept = matches!(layout.roles[*at], Role::Identifier | Role::Private | Role::Closed);
            is_kept && layout.platform == PLAIN_TABLE && numbers_person(&plain(&layout.columns[*at].header))
        };
        let person = (0..layout.columns.len()).find(is_numbered);
        let person = person.map(|at| (at, reading.joining.scope(whole.file, &questions)));
        TableReader {
            layout,
            record,
            whole,
            rows_left,
            blanks: 0,
            last_blank: 0,
            told,
            reading,
            questions,
            attributes,
            common,
            consents,
            date,
            person,
            numbered: Vec::new(),
            capacities: FxHashMap::default(),
            closed,
            absent: BTreeMap::new(),
            unclear: 0,
            by_identifier: FxHashMap::default(),
        }
    }

    /// What was found, when all rows are read: the table, and lines about answers that are missing or unclear.
    pub(super) fn finish(mut self) -> (TableRead, Vec<String>) {
        self.end_blanks();
        self.settle_numbered();
        let are_details = self.layout.rows_are == RowsAre::Details;
        let Reading { consultation, submissions, joining, .. } = &mut *self.reading;
        let several = self.closed.finish(consultation, |at, answers| {
            let closed = if are_details { joining.closed_of(at) } else { &mut submissions[at].closed };
            add_closed(closed, answers);
        });
        for (at, options) in several {
            self.record.columns[at].options = Some(options);
        }
        let told: Vec<String> = self
            .absent
            .iter()
            .map(|(absence, count)| match absence {
                Absence::NoReply => format!("{count} not answered"),
                Absence::NotAsked => format!("{count} not asked"),
                Absence::Error => format!("{count} marked as an error"),
            })
            .collect();
        let absent = (!told.is_empty()).then(|| format!("answers that are missing: {}", told.join(", ")));
        let unclear = (self.unclear > 0).then(|| unclear(self.unclear));
        (self.record, absent.into_iter().chain(unclear).collect())
    }

    fn source(&self, row: u32) -> Source {
        Source { place: Place::Row(row), ..self.whole }
    }

    fn enter(&mut self, row: u32, state: State, reason: impl Into<Reason>) {
        let source = self.source(row);
        self.reading.enter(source, state, reason);
    }

    /// Takes what stands at a place in the table; breaks off where it has more rows than any has.
    pub(super) fn take(&mut self, found: Found<'_>) -> ControlFlow<()> {
        let number = match found {
            Found::BlankLine(number) if self.is_below_header(number) => return ControlFlow::Continue(()),
            Found::BlankLine(number) => {
                self.blank(number, "a blank line");
                return ControlFlow::Continue(());
            }
            Found::Row(row) => row.number,
            Found::Fault(number, _) => number,
        };
        let Some(left) = self.rows_left.checked_sub(1) else {
            self.end_blanks();
            self.enter(number, State::Unreadable, TOO_MANY_ROWS);
            return ControlFlow::Break(());
        };
        self.rows_left = left;
        match found {
            Found::Row(row) => self.row(row),
            Found::Fault(_, reason) => {
                self.end_blanks();
                self.enter(number, State::Unreadable, reason);
            }
            Found::BlankLine(_) => {}
        }
        ControlFlow::Continue(())
    }

    /// Enters a blank row. Where they go on and on they are one entry.
    fn blank(&mut self, row: u32, reason: &'static str) {
        self.blanks += 1;
        if self.blanks <= LONGEST_GAP {
            self.enter(row, State::Blank, reason);
        }
        self.last_blank = row;
    }

    fn end_blanks(&mut self) {
        if let Some(more @ 1..) = std::mem::take(&mut self.blanks).checked_sub(LONGEST_GAP) {
            self.enter(self.last_blank, State::Blank, format!("the last of {more} more blank rows"));
        }
    }
    /// Whether this is the row right below a platform's header, which some leave blank.
    fn is_below_header(&self, row: u32) -> bool {
        self.layout.platform != PLAIN_TABLE
            && self.layout.header_rows.is_some_and(|(_, last)| row == last + 1)
    }

    fn row(&mut self, row: &Row) {
        let width = self.layout.columns.len();
        if let Some((first, last)) = self.layout.header_rows {
            if row.number < first {
                return self.enter(row.number, State::OutOfScope, "above the header row");
            }
            if row.number <= last {
                return;
            }
        }
        if row.is_empty() {
            if self.is_below_header(row.number) {
                return;
            }
            return self.blank(row.number, "a blank row");
        }
        self.end_blanks();
        let is_header =
            |cells: &Vec<String>| row.cells().zip(cells).all(|(cell, header)| cell.trim() == header);
        if self.layout.header_cells.iter().any(is_header) {
            return self.enter(row.number, State::OutOfScope, "the header row again");
        }
        if row.len() > width && row.cells().skip(width).any(|cell| !cell.trim().is_empty()) {
            let reason = format!(
                "the row has {} cells and the header {width}; if an answer holds the delimiter, put it in quotation marks",
                row.len(),
            );
            let source = self.source(row.number);
            return self.reading.enter(source, State::Unreadable, reason);
        }
        match &self.layout.rows_are {
            RowsAre::Details => return self.details(row),
            RowsAre::Nothing(reason) => {
                let reason = *reason;
                return self.enter(row.number, State::OutOfScope, reason);
            }
            RowsAre::Wording(name) => {
                if let Some(&open) = self.layout.opens.first() {
                    self.reading.joining.wording(name, row.cell(open).trim());
                }
                return self.enter(row.number, State::OutOfScope, "the wording of a question");
            }
            RowsAre::Submissions | RowsAre::Parts => {}
        }
        if self.layout.rows_are == RowsAre::Parts && self.layout.opens.is_empty() {
            self.enter(
                row.number,
                State::OutOfScope,
                "closed answers, kept beside what the respondent wrote",
            );
        } else if self.layout.opens.is_empty() {
            return self.enter(row.number, State::OutOfScope, "no column of this table holds open answers");
        }
        let answers = self.layout.opens.iter().map(|at| row.cell(*at));
        if answers.clone().any(|answer| answer.len() > LONGEST_RESPONSE) {
            return self.enter(row.number, State::Unreadable, "a cell is longer than 10 MB; divide it");
        }
        if let Some(what) = footer(row, &self.layout.opens) {
            return self.enter(row.number, State::OutOfScope, what);
        }
        let passes = |test: &&RowTest| test.holds_of(row.cell(test.column).trim());
        if let Some(test) = self.layout.left_out.iter().find(passes) {
            let reason = test.reason;
            return self.enter(row.number, State::OutOfScope, reason);
        }
        self.record.partial += usize::from(self.layout.partial.iter().any(|test| passes(&test)));
        self.record.submissions += 1;
        let completed = self.layout.labels.completed(row);
        let row = completed.as_ref().unwrap_or(row);
        match &self.layout.points {
            Some(Points { group, votes, by_group, .. }) => {
                let (group, votes, are_groups) = (*group, *votes, by_group.is_some());
                self.points(row, group, votes, are_groups);
            }
            None => self.submission(row),
        }
    }

    /// Takes each line of a row's cells as a point that was noted: in the group that one column names, or each other column's header, with the votes
    /// that another column counts.
    fn points(&mut self, row: &Row, group: Option<usize>, votes: Option<usize>, are_groups: bool) {
        let (_, mut attributes) = self.respondent(row);
        let source = self.source(row.number);
        let column = |at: Option<usize>| at.map_or("", |at| row.cell(at).trim());
        let votes = column(votes);
        let votes = votes.replace(',', "").parse::<f64>().ok().map(|votes| votes as u32).or(count_of(votes));
        let place = self.layout.points.as_ref().and_then(|points| points.visits.place());
        if let Some(event) = place.map(|at| row.cell(at).trim()).filter(|event| !event.is_empty()) {
            // Each row is a visit, which is an event of its own name.
            let event = self.reading.attribute_value(attribute::EVENT, event);
            attributes.retain(|(attribute, _)| *attribute != event.0);
            attributes.push(event);
        }
        let mut answers = self.responses(row, source);
        let is_blank = answers.iter().all(|answer| answer.text.as_str().trim().is_empty());
        if is_blank {
            answers.truncate(1);
        }
        for (number, answer) in answers.into_iter().enumerate() {
            let mut attributes = attributes.clone();
            let group = match self.layout.opens.get(number).filter(|_| are_groups) {
                Some(at) => self.layout.columns[*at].header.clone(),
                None => column(group).to_owned(),
            };
            if !group.is_empty() {
                attributes.push(self.reading.attribute_value(attribute::GROUP, &group));
            }
            let lines = lines_of(answer.text.as_str());
            let blank = if is_blank { &[""][..] } else { &[] };
            for line in lines.into_iter().chain(blank.iter().copied()) {
                let (end, marks) = marked(line).map_or((line.len(), None), |(end, count)| (end, Some(count)));
                let text = SubmittedText(line[..end].to_owned());
                self.reading.items_seen += 1;
                self.reading.push(Received {
                    id: String::new(),
                    kind: Kind::Contribution,
                    respondent: letters::respondent(self.told, None),
                    attributes: attributes.clone(),
                    told: self.told,
                    agreement: marks.or(votes),
                    responses: vec![Response { question: answer.question, source, text }],
                });
            }
        }
    }

    fn submission(&mut self, row: &Row) {
        let source = self.source(row.number);
        let identifier = self.layout.roles.iter().position(|role| *role == Role::Identifier);
        let id = identifier.map_or("", |at| row.cell(at).trim()).to_owned();
        let identities = self.identities(row);
        self.reading.joining.same_person(&identities);
        let (mut respondent, attributes) = self.respondent(row);
        respondent.identity = identities.first().copied();
        let responses = self.responses(row, source);
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
                    let cell = |column: usize| self.layout.meant(row, column);
                    self.closed.take(at, cell);
                    return;
                }
            }
            self.by_identifier.insert(key, self.reading.submissions.len());
        }
        if self.layout.rows_are == RowsAre::Parts {
            self.reading.joining.part(self.reading.submissions.len(), self.whole.file);
        }
        let cell = |column: usize| self.layout.meant(row, column);
        self.closed.take(self.reading.submissions.len(), cell);
        self.remember_numbered(row, self.reading.submissions.len());
        self.reading.push(Received {
            id,
            kind: Kind::Reply,
            respondent,
            attributes,
            told: self.told,
            agreement: None,
            responses,
        });
    }

    /// What the row says, of a table of one answer a row or of one question a column.
    fn responses(&mut self, row: &Row, source: Source) -> Vec<Response<SubmittedText>> {
        let Some(column) = self.layout.question else { return self.answers(row, source) };
        let question = row.cell(column).trim();
        let question = if question.is_empty() { "Question not given" } else { question };
        let question = self.reading.consultation.questions.number(question);
        let text = self.said(row, 0, question, source);
        vec![Response { question, source, text }]
    }

    /// What a cell says, or the translation that stands beside it, in its place.
    fn said(&mut self, row: &Row, number: usize, question: u32, source: Source) -> SubmittedText {
        let original = row.cell(self.layout.opens[number]);
        let original = if original.trim().is_empty() { "" } else { original };
        let beside = self.layout.translations.get(number).copied().flatten();
        let Some(at) = beside.filter(|at| !row.cell(*at).trim().is_empty()) else {
            return SubmittedText(original.to_owned());
        };
        if !original.trim().is_empty() && original.trim() != row.cell(at).trim() {
            let reason = format!("translated: the translation in column {} is analysed in its place", at + 1);
            self.enter(row.number, State::OtherLanguage, reason);
            self.reading.consultation.translated.insert((source, question));
        }
        SubmittedText(row.cell(at).to_owned())
    }

    /// The row's answers to the open questions. Where a question was not put to this person there is no response, as there is none in a
    /// box for other words that was left empty; a row without any response keeps its blank ones.
    fn answers(&mut self, row: &Row, source: Source) -> Vec<Response<SubmittedText>> {
        let answers_of = self.questions.len();
        let mut answer = |number: usize| {
            let (cell, absent) = self.layout.cell(row, self.layout.opens[number]);
            let is_put = match absent {
                Some(absent) => absent != Absence::NotAsked,
                None => !cell.is_empty() || !self.layout.is_write_in[number],
            };
            let question = self.questions[number];
            let text = match absent {
                Some(_) => SubmittedText(String::new()),
                None => self.said(row, number, question, source),
            };
            (is_put, Response { question, source, text })
        };
        let all: Vec<_> = (0..answers_of).map(&mut answer).collect();
        let is_any_put = all.iter().any(|(is_put, _)| *is_put);
        all.into_iter().filter(|(is_put, _)| *is_put || !is_any_put).map(|(_, response)| response).collect()
    }
}

fn unclear(answers: usize) -> String {
    format!(
        "! answers to whether the words may be quoted that are neither yes nor no, and taken for no: {answers}; \
         say what they mean under [file.answers] in the profile"
    )
}
