//! Tables of notes from events: their rows are points that somebody noted, and no respondents.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::column::is_of_equality;
use super::contents::{Contents, is_number};
use super::header_row::question_above;
use super::header_words::names_person;
use super::headings::plain;
use super::layout::Layout;
use super::role::Role;
use super::visits::Visits;
use crate::delimited::Row;
use crate::ingest::notes::NO_HEADING;
use crate::ingest::notes::agreement::count_of;
use crate::ingest::notes::event_details::{is_group, take};
use crate::ingest::notes::file_title::event_of_file;
use crate::ingest::platforms::Column;
use crate::ingest::{Event, Reading};
use crate::submission::attribute;

/// How the points of a table are told apart.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Points {
    /// What the rows above the table tell of the event. Its name is the title above, else that of the sheet or file.
    pub(super) event: Event,
    /// The column that names discussion groups.
    pub(super) group: Option<usize>,
    /// The column that says how many agreed with a point.
    pub(super) votes: Option<usize>,
    /// Whether each column of points is a group's, "Table 1", "Table 2", and what all were asked.
    pub(super) by_group: Option<String>,
    /// The columns that tell of the events.
    pub(super) visits: Visits,
}

/// What the rows are, for people.
const TOLD: &str = "each row is a point noted at an event, and no respondent; if the rows are people's own answers, say read_as = \"letter\" in the profile";

/// The same of a log of visits.
const TOLD_OF_VISITS: &str = "each row is a visit, at which somebody noted what people said, and no respondent; if the rows are people's own answers, say read_as = \"letter\" in the profile";

/// Columns that name discussion groups.
const OF_GROUPS: [&str; 9] = [
    "table",
    "table no",
    "table number",
    "discussion table",
    "breakout",
    "breakout room",
    "breakout group",
    "group no",
    "group number",
];

/// Other columns that only notes from events have.
const OF_NOTES: [&str; 15] = [
    "facilitator",
    "facilitators",
    "facilitated by",
    "scribe",
    "note taker",
    "note-taker",
    "notes taken by",
    "discussion point",
    "discussion points",
    "point raised",
    "points raised",
    "post-it",
    "post it",
    "sticky note",
    "flipchart",
];

/// Columns that say how many people came.
const OF_ATTENDANCE: [&str; 7] = [
    "attendance",
    "attendees",
    "number attending",
    "number attended",
    "number of attendees",
    "no of attendees",
    "number of participants",
];

/// Columns that say how many people said the same.
const OF_VOTES: [&str; 16] = [
    "votes",
    "dots",
    "no of people",
    "number of people",
    "how many people",
    "how many people said this",
    "number of people who said this",
    "people agreeing",
    "number agreeing",
    "number agreed",
    "agreed by",
    "times mentioned",
    "number of times mentioned",
    "no of times",
    "number of mentions",
    "frequency",
];

/// Names of sheets that name no event.
const NO_EVENT: [&str; 10] =
    ["sheet", "notes", "data", "comments", "feedback", "table", "responses", "raw data", "points", "form"];

impl Points {
    /// How the rows of a table are points; none where they are respondents'. `above` is what stands above its header; `told` what the profile says.
    pub(super) fn of(
        layout: &Layout,
        above: &[Row],
        body: &[Row],
        (file, sheet): (&str, Option<&str>),
        told: Option<&str>,
    ) -> Option<Points> {
        let headers: Vec<String> = layout
            .columns
            .iter()
            .map(|column| plain(&column.header).replace("no.", "no").trim_end_matches([':', ' ']).to_owned())
            .collect();
        let column = |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
        let is_persons = |at: usize| {
            let role = &layout.roles[at];
            let is_known = [attribute::AGE, attribute::RESPONDENT_TYPE]
                .iter()
                .any(|name| *role == Role::Attribute((*name).to_owned()));
            let is_identifier =
                *role == Role::Identifier && !["no", "ref", "number", "#"].contains(&headers[at].as_str());
            let is_survey = ["timestamp", "start time", "completion time", "submitted"]
                .contains(&headers[at].as_str())
                || *role == Role::Closed && layout.columns[at].header.contains('?');
            let is_asked =
                matches!(role, Role::Person | Role::Consent | Role::Represents | Role::Organisation);
            let is_named = *role == Role::Private && names_person(&headers[at]);
            is_known || is_identifier || is_survey || is_asked || is_named || is_of_equality(&headers[at])
        };
        let are_figures = |at: &usize| {
            let mut filled =
                body.iter().map(|row| row.cell(*at).trim()).filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(is_number)
        };
        // "Facilitator: 5", "Facilitator: very good": what is judged is no note's.
        let is_rated = |at: usize| {
            let mut contents = Contents::default();
            body.iter().for_each(|row| contents.see(row.cell(at).trim(), None));
            contents.most(contents.scale) && !contents.most(contents.numbers)
                || headers[at].starts_with("facilitat") && are_figures(&at)
        };
        let visits = Visits::of(&headers, &layout.roles, body, column(&OF_ATTENDANCE));
        let is_count = |cell: &str| is_number(cell) || count_of(cell).is_some();
        let are_counts = |at: &usize| {
            let mut filled =
                body.iter().map(|row| row.cell(*at).trim()).filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(is_count)
        };
        let votes = column(&OF_VOTES).filter(|at| are_counts(at) && !visits.are_visits());
        let are_groups =
            layout.opens.len() > 1 && layout.opens.iter().all(|at| is_group(&layout.columns[*at].header));
        let asked = || question_above(above, above.len()).unwrap_or(NO_HEADING).to_owned();
        let by_group = are_groups.then(asked);
        let (event, has_details) = event_of(above, sheet, file);
        let are_noted = are_groups
            || votes.is_some()
            || [column(&OF_GROUPS), column(&OF_NOTES)].into_iter().flatten().any(|at| !is_rated(at))
            || column(&OF_ATTENDANCE).is_some_and(|at| are_figures(&at))
            || visits.are_visits()
            || are_lists_of_events(layout, body)
            || has_details;
        let are_points = match told {
            Some(told) => told == "notes",
            None => are_noted && !(0..headers.len()).any(is_persons),
        };
        let group = column(&OF_GROUPS).or_else(|| column(&["group", "group name"]));
        let group = group.filter(|at| !layout.opens.contains(at) && !are_groups);
        are_points.then_some(Points { event, group, votes, by_group, visits })
    }

    /// What the rows are, for people.
    pub(super) fn told(&self) -> &'static str {
        if self.visits.are_visits() { TOLD_OF_VISITS } else { TOLD }
    }
}

impl Points {
    /// Enters the events at which these points were noted, with what is known of them.
    /// `told` is what the table's rows tell of each, by its name.
    pub(super) fn enter_events(
        self,
        points: Range<usize>,
        mut told: BTreeMap<String, Event>,
        reading: &mut Reading,
    ) {
        let Some(event) = reading.consultation.find_attribute(attribute::EVENT) else { return };
        let values = &reading.consultation.attributes[event as usize].values;
        let of = |(name, value): &(u32, u32)| (*name == event).then(|| values.name(*value).to_owned());
        let named =
            reading.submissions[points].iter().flat_map(|point| point.attributes.iter().filter_map(of));
        let named: BTreeSet<String> = named.collect();
        for name in named.into_iter().filter(|name| !name.is_empty()) {
            if reading.events.iter().any(|known| known.name == name) {
                continue;
            }
            let told = told.remove(&name);
            let told = told.unwrap_or_else(|| Event { name: name.clone(), ..Event::default() });
            reading.events.push(if name == self.event.name {
                let Event { attendance, date, .. } = self.event.clone();
                Event {
                    attendance: attendance.or(told.attendance),
                    date: date.or(told.date),
                    ..self.event.clone()
                }
            } else {
                told
            });
        }
    }
}

/// Whether every column of a table is a discussion group's, "Table 1", "Table 2", and holds words: however short they are, they are points.
pub(super) fn are_of_groups(columns: &[Column], body: &[Row]) -> bool {
    let headed = || (0..columns.len()).filter(|at| !columns[*at].header.is_empty());
    let has_words = |at: usize| {
        let cells = || body.iter().map(|row| row.cell(at).trim()).filter(|cell| !cell.is_empty());
        cells().next().is_none() || cells().any(|cell| cell.contains(char::is_alphabetic))
    };
    headed().count() >= 2 && headed().all(|at| is_group(&columns[at].header) && has_words(at))
}

/// Whether a column holds points by its header alone, however short they are.
pub(super) fn holds_points(header: &str, body: &[Row], at: usize) -> bool {
    heads_points(header) && body.iter().any(|row| row.cell(at).contains(char::is_alphabetic))
}

/// Whether a header says that points stand below it.
pub(super) fn heads_points(header: &str) -> bool {
    const POINTS: [&str; 6] =
        ["discussion point", "discussion points", "point", "points", "point raised", "points raised"];
    POINTS.contains(&plain(header).trim_end_matches([':', ' ']))
}

/// Whether each row is an event of its own, and its cells hold lists of what was said there.
fn are_lists_of_events(layout: &Layout, body: &[Row]) -> bool {
    let event = |role: &Role| *role == Role::Attribute(attribute::EVENT.to_owned());
    let Some(at) = layout.roles.iter().position(event) else { return false };
    let names: BTreeSet<&str> =
        body.iter().map(|row| row.cell(at).trim()).filter(|name| !name.is_empty()).collect();
    let cells = || {
        body.iter()
            .flat_map(|row| layout.opens.iter().map(|at| row.cell(*at).trim()))
            .filter(|cell| !cell.is_empty())
    };
    let is_marked = |line: &str| line.trim_start().starts_with(is_mark);
    let are_points = |cell: &&str| cell.lines().count() > 1 && cell.lines().all(is_marked);
    let lists = cells().filter(are_points).count();
    let marked = cells().filter(|cell| cell.lines().all(is_marked)).count();
    names.len() > 1 && names.len() == body.len() && lists > 1 && marked * 3 >= cells().count() * 2
}

/// The event that a table is of, and whether more than a title tells of it.
fn event_of(above: &[Row], sheet: Option<&str>, file: &str) -> (Event, bool) {
    let mut event = Event::default();
    let (mut title, mut has_details) = (None, false);
    for row in above {
        let cells: Vec<&str> = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let line = match cells[..] {
            [only] => only.to_owned(),
            [label, ref rest @ ..] => format!("{}: {}", label.trim_end_matches(':'), rest.join(" ")),
            [] => continue,
        };
        if take(&line, &mut event) {
            let plain = plain(&line);
            let are_staff =
                ["facilitat", "scribe", "note taker", "note-taker"].iter().any(|who| plain.starts_with(who));
            has_details |= are_staff || event.attendance.is_some();
        } else if title.is_none() && cells.len() == 1 && !line.ends_with('?') {
            title = Some(line);
        }
    }
    let is_named = |sheet: &&str| {
        let plain = plain(sheet);
        !NO_EVENT.contains(&plain.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
            && plain.len() > 2
    };
    if event.name.is_empty() {
        let other = || sheet.filter(is_named).map_or_else(|| event_of_file(file), str::to_owned);
        event.name = title.unwrap_or_else(other);
    }
    (event, has_details)
}

/// Whether a list's lines begin with this, in a cell also without a space behind it.
fn is_mark(c: char) -> bool {
    "\u{2022}\u{b7}\u{25cf}\u{25aa}-\u{2013}*".contains(c)
}

/// The points in a cell: each of its lines, without the mark of a list.
pub(super) fn lines_of(cell: &str) -> Vec<&str> {
    let is_before = |c: char| c.is_whitespace() || is_mark(c);
    cell.lines()
        .map(|line| line.trim_start_matches(is_before).trim())
        .filter(|line| !line.is_empty())
        .collect()
}
