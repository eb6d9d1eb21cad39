//! Notes of an event: headings are questions, tables and lists hold the points people made.

pub(in crate::ingest) mod agreement;
mod asides;
mod charts;
pub(super) mod event_details;
pub(super) mod file_title;
pub(in crate::ingest) mod point_table;
pub(super) mod present;
mod title;
mod unmarked;

use self::agreement::{are_counts, bare, count_of, marked};
use self::asides::Asides;
use self::charts::charted;
use self::event_details::{
    is_facilitators, is_group, is_of_meeting, is_preamble, is_title_of_notes, take, take_pair,
    thanks_those_who_came,
};
use self::file_title::event_of_file;
use self::point_table::{First, Grid, joined};
use self::title::{Title, event_name, title};
use self::unmarked::{with_charts, with_headings, with_points};
use super::formats::Block;
use super::letters::respondent;
use super::mail::dates::Sent;
use super::settings::FileSettings;
use super::tables::labels::is_ditto;
use super::{Event, LONGEST_RESPONSE, Reading, Received, SubmittedText};
use crate::ledger::State;
use crate::submission::{Kind, Part, Place, Present, Response, Source, attribute};
use crate::text::{closes_formally, opens_formally, speaks_of_oneself};

/// The question of points that stand under no heading.
pub(in crate::ingest) const NO_HEADING: &str = "What was said at the event";

const A_DETAIL: &str = "a detail of the event: date, place, attendance or facilitator";
const A_GROUP: &str = "the name of a discussion group";

/// What whoever leads an event does when it is no view of those who came.
const ANSWERED: [&str; 12] = [
    "explained",
    "clarified",
    "confirmed",
    "advised",
    "outlined",
    "introduced",
    "thanked",
    "welcomed",
    "informed",
    "replied",
    "responded",
    "answered",
];

/// Whether a document is the notes of an event: it has a list or a table, tells how many came and has questions, or is a flip chart typed line by
/// line, and does not greet anybody. The profile decides where it says so.
pub(super) fn are_event_notes(blocks: &[Block], told: &FileSettings) -> bool {
    match told.read_as.as_deref() {
        Some("notes") => return true,
        Some("letter") => return false,
        _ if charted(blocks).is_some() => return true,
        _ => {}
    }
    let greets = |text: &String| {
        let lines = if text.lines().count() < 12 { 12 } else { 1 };
        text.trim_start().lines().take(lines).any(|line| opens_formally(line) || closes_formally(line))
    };
    let is_letter = blocks.iter().any(|block| matches!(block, Block::Paragraph(text) if greets(text)));
    let blocks = with_points(blocks.to_vec());
    let points = blocks.iter().filter(|block| matches!(block, Block::Bullet(_) | Block::Table(_))).count();
    let has_headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let is_titled = matches!(blocks.first(), Some(Block::Paragraph(title)) if is_title_of_notes(title));
    let has_points = points > 0 && (has_headings || is_titled) || points >= 3;
    !is_letter && !is_mostly_ones_own(&blocks) && (has_points || asks_those_who_came(&blocks))
}

/// Whether one of the first lines tells how many came, and a question stands as a heading below: what follows it are points, though nobody marked them.
fn asks_those_who_came(blocks: &[Block]) -> bool {
    const FIRST: usize = 8;
    let tells = |block: &Block| {
        let Block::Paragraph(text) = block else { return false };
        let mut details = Event::default();
        text.lines().take(FIRST).any(|line| take(line, &mut details) && details.attendance.is_some())
    };
    let Some(told) = blocks.iter().take(FIRST).position(tells) else { return false };
    let asks = |block: &Block| matches!(block, Block::Heading(text) if text.trim_end().ends_with('?'));
    blocks[told..].iter().any(asks)
}

/// So many words of somebody's own prose make a list a part of their letter.
const LEAST_PROSE: usize = 25;

/// Whether there are no points that look like such, and no question above any.
fn are_unmarked(blocks: &[Block]) -> bool {
    blocks.iter().skip(1).all(|block| matches!(block, Block::Paragraph(_)))
}

/// Whether somebody tells of themselves at more length than the points take: a letter with a list in it.
fn is_mostly_ones_own(blocks: &[Block]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let (mut own, mut points, mut headings) = (0, 0, 0);
    for block in blocks {
        match block {
            Block::Heading(text) => headings += 1 + usize::from(text.trim_end().ends_with('?')),
            Block::Paragraph(text) if speaks_of_oneself(text) => own += words(text),
            Block::Bullet(text) => points += words(text),
            Block::Table(rows) => {
                points += rows.iter().flatten().flatten().map(|text| words(text)).sum::<usize>()
            }
            Block::Paragraph(_) => {}
        }
    }
    // Notes stand under headings; what is quoted in them is told in the first person, too.
    own >= LEAST_PROSE && own > points && headings < 2
}

struct Notes<'a> {
    file: u32,
    told: &'a FileSettings,
    question: Option<String>,
    group: Option<String>,
    is_aside: bool,
    /// Which headings are the organiser's own.
    asides: Asides,
    /// Whether a heading announced how many came, and the number is still to come.
    awaits_attendance: bool,
    /// Whether numbers in brackets behind points count people.
    counts_in_brackets: bool,
    details: Event,
    number: u32,
    points: Vec<Point>,
    /// Whether nothing but the profile says what the points are: paragraphs, then.
    is_unmarked: bool,
    /// Which heading is the title, if any may be.
    title: Title,
    /// How lines begin of which these notes say that whoever led or wrote them speaks: "JB:", "JB explained".
    leaders: Vec<String>,
    /// The event of the column that is being read, where each column of a table is an event.
    event: Option<String>,
}

struct Point {
    /// The event at which it was made, where the notes are of several.
    event: Option<String>,
    text: String,
    question: String,
    group: Option<String>,
    agreement: Option<u32>,
    number: u32,
}

/// Each point becomes a contribution; every other paragraph is entered in the ledger with why it is none.
pub(super) fn read(blocks: Vec<Block>, file: u32, told: &FileSettings, reading: &mut Reading) {
    let mut notes = Notes {
        file,
        told,
        question: None,
        group: None,
        is_aside: false,
        asides: Asides::default(),
        awaits_attendance: false,
        counts_in_brackets: are_counts(&numbers_in_brackets(&blocks)),
        details: Event { name: told.event.clone().unwrap_or_default(), ..Event::default() },
        number: 0,
        points: Vec::new(),
        is_unmarked: false,
        title: Title::First,
        event: None,
        leaders: leaders(reading.consultation.present.get(&file)),
    };
    let blocks = charted(&blocks).unwrap_or(blocks);
    let had_headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let blocks = with_headings(with_points(with_charts(blocks)), had_headings);
    notes.title = title(&blocks, told);
    notes.asides = Asides::of(&blocks, &told.facilitator);
    notes.is_unmarked = told.read_as.as_deref() == Some("notes") && are_unmarked(&blocks);
    for block in blocks {
        notes.take(block, reading);
    }
    notes.finish(reading);
}

/// How lines begin that are those people's own who lead the event or write its notes, as the notes explain their initials.
fn leaders(present: Option<&Vec<Present>>) -> Vec<String> {
    let leading = present.into_iter().flatten().filter(|person| person.part == Part::Leads);
    let letters = leading.filter_map(|person| person.initials.as_ref());
    let beginnings = |letters: &String| {
        let marks = [":", " –", " -"].iter().map(|mark| format!("{letters}{mark}"));
        let answers = ANSWERED.iter().map(|word| format!("{letters} {word} "));
        marks.chain(answers).collect::<Vec<_>>()
    };
    letters.flat_map(beginnings).collect()
}

fn numbers_in_brackets(blocks: &[Block]) -> Vec<u32> {
    let points = blocks.iter().flat_map(|block| match block {
        Block::Bullet(text) => vec![text],
        Block::Table(rows) => rows.iter().flatten().flatten().collect(),
        _ => Vec::new(),
    });
    points.filter_map(|text| bare(text).map(|(_, number)| number)).collect()
}

impl Notes<'_> {
    fn take(&mut self, block: Block, reading: &mut Reading) {
        match block {
            Block::Heading(text) => {
                self.number += 1;
                self.heading(text.trim(), reading);
            }
            Block::Bullet(text) => {
                self.number += 1;
                self.point(text, self.question.clone(), self.group.clone(), reading);
            }
            Block::Paragraph(text) => {
                self.number += 1;
                self.paragraph(text, reading);
            }
            Block::Table(rows) => self.table(rows, reading),
        }
    }

    fn source(&self, number: u32) -> Source {
        Source { file: self.file, sheet: 0, place: Place::Paragraph(number) }
    }

    fn aside(&self, reason: &'static str, reading: &mut Reading) {
        reading.enter(self.source(self.number), State::OutOfScope, reason);
    }

    fn heading(&mut self, text: &str, reading: &mut Reading) {
        if self.points.is_empty() && take(text, &mut self.details) {
            return self.aside(A_DETAIL, reading);
        }
        self.aside("a heading", reading);
        let is_first = self.question.is_none() && self.points.is_empty();
        let plain = text.to_lowercase();
        self.awaits_attendance = plain.starts_with("attend") || plain.starts_with("number attending");
        let is_title = match self.title {
            Title::First => self.details.name.is_empty() && is_first,
            Title::Told => self.number == 1,
            Title::None => false,
        };
        if is_title && !text.ends_with('?') && !self.asides.holds(text, &[]) {
            if self.details.name.is_empty() {
                self.details.name = event_name(text);
            }
        } else if is_group(text) {
            self.group = Some(text.trim_end_matches(':').to_owned());
        } else {
            let goes_on = self.is_aside && Asides::goes_on(text);
            self.is_aside = goes_on || self.asides.holds(text, &self.told.facilitator);
            self.group = None;
            if !self.is_aside {
                self.question = Some(text.to_owned());
            }
        }
    }

    fn paragraph(&mut self, text: String, reading: &mut Reading) {
        let is_awaited =
            std::mem::take(&mut self.awaits_attendance) && take_pair("attendance", &text, &mut self.details);
        if is_awaited || self.points.is_empty() && !self.is_aside && self.takes_details(&text) {
            self.aside(A_DETAIL, reading);
        } else if is_group(&text) && text.trim().len() < 30 {
            self.group = Some(text.trim().trim_end_matches(':').to_owned());
            self.aside(A_GROUP, reading);
        } else if thanks_those_who_came(&text) {
            self.aside("thanks to those who came", reading);
        } else if self.question.is_none()
            && self.points.is_empty()
            && !self.is_unmarked
            && !is_facilitators(&text, &self.told.facilitator)
        {
            for line in text.lines() {
                take(line, &mut self.details);
            }
            self.aside("an introduction, before the first question", reading);
        } else if self.points.is_empty() && !self.is_aside && is_preamble(&text) {
            self.aside("an introduction, before the first point", reading);
        } else {
            self.point(text, self.question.clone(), self.group.clone(), reading);
        }
    }

    /// Takes details from a paragraph of which each line is one.
    fn takes_details(&mut self, text: &str) -> bool {
        let mut details = self.details.clone();
        let all = text.lines().filter(|line| !line.trim().is_empty()).all(|line| take(line, &mut details));
        if all {
            self.details = details;
        }
        all
    }

    fn point(
        &mut self,
        text: String,
        question: Option<String>,
        group: Option<String>,
        reading: &mut Reading,
    ) {
        let source = self.source(self.number);
        let marks = marked(&text).or_else(|| bare(&text).filter(|_| self.counts_in_brackets));
        if self.is_aside {
            reading.enter(
                source,
                State::OutOfScope,
                "under a heading of the organiser's own (apologies, recommendations, next steps)",
            );
        } else if is_facilitators(&text, &self.told.facilitator)
            || self.leaders.iter().any(|start| text.trim_start().starts_with(start))
        {
            reading.enter(source, State::OutOfScope, "a facilitator's or scribe's own note");
        } else if is_of_meeting(&text) {
            reading.enter(
                source,
                State::OutOfScope,
                "of the meeting itself: when it closed, when the next one is",
            );
        } else if text.trim_end().ends_with(':') && text.len() < 120 {
            reading.enter(source, State::OutOfScope, "a line that leads in to points");
        } else if text.len() > LONGEST_RESPONSE {
            reading.enter(source, State::Unreadable, "the text is longer than 10 MB; divide the file");
        } else if let Some((0, count)) = marks {
            // Marks on a line of their own belong to the point above.
            if let Some(last) = self.points.last_mut() {
                last.agreement = Some(last.agreement.unwrap_or(0).saturating_add(count));
            }
            self.aside("marks of agreement, counted with the point above them", reading);
        } else {
            let told = self.told.question.clone();
            let question = question.or(told).unwrap_or_else(|| NO_HEADING.to_owned());
            let (end, agreement) = marks.map_or((text.len(), None), |(end, count)| (end, Some(count)));
            let text = text[..end].to_owned();
            let event = self.event.clone();
            self.points.push(Point { event, text, question, group, agreement, number: self.number });
        }
    }

    /// The first row names the questions or groups where it reads so; a first column of short labels names the groups, one of
    /// questions the questions.
    fn table(&mut self, rows: Vec<Vec<Vec<String>>>, reading: &mut Reading) {
        let mut grid = Grid::of(&rows);
        let mut group: Option<String> = None;
        let mut question: Option<String> = None;
        // Whether the row is of the meeting's own business, "1. Welcome".
        let mut is_own_row = false;
        let is_aside = self.is_aside;
        for (at, row) in rows.into_iter().enumerate() {
            let labels: Vec<String> = row.iter().map(|cell| joined(cell)).collect();
            if grid.header.is_none()
                && labels.len() >= 2
                && self.points.is_empty()
                && take_pair(&labels[0], &labels[1..].join(" "), &mut self.details)
            {
                self.asides(&row, A_DETAIL, reading);
                continue;
            }
            if grid.header == Some(at) || grid.is_header_again(&labels) {
                self.asides(&row, "the header row of a table", reading);
                continue;
            }
            if is_total(&labels) {
                self.asides(&row, "a row of totals", reading);
                continue;
            }
            let first = labels.first().filter(|label| !label.is_empty() && !is_ditto(label)).cloned();
            match grid.first {
                First::Group => group = first.or(group),
                First::Question => {
                    let is_own = |label: &String| self.asides.holds(label, &self.told.facilitator);
                    is_own_row = first.as_ref().map_or(is_own_row, is_own);
                    question = first.or(question);
                }
                First::Points => {}
            }
            self.is_aside = is_aside || is_own_row;
            let before = self.points.len();
            for (column, cell) in row.into_iter().enumerate() {
                let is_label = column == 0 && grid.first != First::Points;
                for text in cell {
                    self.number += 1;
                    if is_label {
                        let is_group = grid.first == First::Group;
                        self.aside(
                            if is_group { A_GROUP } else { "the question of a row of points" },
                            reading,
                        );
                    } else if grid.beside.contains(&column) {
                        self.aside("beside a point: who, when, or what was answered or done", reading);
                    } else if grid.votes == Some(column)
                        && self.points.len() > before
                        && count_of(&text).is_some()
                    {
                        // How many agreed stands in a column of its own.
                        if let Some(point) = self.points.last_mut() {
                            point.agreement = count_of(&text);
                        }
                        self.aside("how many agreed, counted with the point in this row", reading);
                    } else if grid.counts.contains(&column) {
                        self.aside(
                            "a number beside a point: what its column counts is told by its header",
                            reading,
                        );
                    } else {
                        let asked =
                            question.clone().or_else(|| grid.question(column, self.question.as_deref()));
                        let group =
                            grid.group(column).or_else(|| group.clone()).or_else(|| self.group.clone());
                        let asked = asked.or_else(|| self.question.clone());
                        self.event = grid.event(column);
                        // Each line of a cell is a point.
                        for line in text.lines().filter(|line| !line.trim().is_empty()) {
                            self.point(line.to_owned(), asked.clone(), group.clone(), reading);
                        }
                        self.event = None;
                    }
                }
            }
        }
        self.is_aside = is_aside;
    }

    /// Enters every paragraph of a row for one reason.
    fn asides(&mut self, row: &[Vec<String>], reason: &'static str, reading: &mut Reading) {
        for _ in row.iter().flatten() {
            self.number += 1;
            self.aside(reason, reading);
        }
    }

    fn finish(mut self, reading: &mut Reading) {
        if self.details.name.is_empty() {
            let source = self.source(0);
            let name = reading.consultation.sources.file_name(source);
            self.details.name = event_of_file(name);
        }
        let mut common = vec![reading.default_channel(self.told, "Event")];
        let mut others: Vec<String> = Vec::new();
        let has_own = self.points.is_empty() || self.points.iter().any(|point| point.event.is_none());
        reading.consultation.attribute(attribute::EVENT);
        if has_own {
            // One at which no point was made is an event, too.
            reading.attribute_value(attribute::EVENT, &self.details.name);
        }
        if let (Some(place), None) = (&self.details.place, &self.told.locality) {
            common.push(reading.attribute_value(attribute::LOCALITY, place));
        }
        common.extend(reading.told_attributes(self.told));
        for point in std::mem::take(&mut self.points) {
            let mut attributes = common.clone();
            let event = point.event.as_ref().unwrap_or(&self.details.name);
            attributes.push(reading.attribute_value(attribute::EVENT, event));
            if *event != self.details.name && !others.contains(event) {
                others.push(event.clone());
            }
            if let Some(group) = &point.group {
                attributes.push(reading.attribute_value(attribute::GROUP, group));
            }
            let question = reading.consultation.questions.number(&point.question);
            let source = self.source(point.number);
            reading.items_seen += 1;
            reading.push(Received {
                id: String::new(),
                kind: Kind::Contribution,
                respondent: respondent(self.told, None),
                attributes,
                told: self.told,
                agreement: point.agreement,
                responses: vec![Response { question, source, text: SubmittedText(point.text) }],
            });
        }
        let told = self.told;
        // "Carers' group, Burton, 21 May 2024".
        let in_name = Sent::read(&self.details.name).map(Sent::day);
        if has_own {
            reading.events.push(Event {
                name: self.details.name,
                attendance: told.attendance.or(self.details.attendance),
                date: told.date.clone().or(self.details.date).or(in_name),
                place: told.locality.clone().or(self.details.place),
                venue: self.details.venue,
            });
        }
        let plain = |name| Event { name, ..Event::default() };
        reading.events.extend(others.into_iter().map(plain));
    }
}

/// Whether a row only adds up the others: "Total", and numbers or nothing beside it.
fn is_total(labels: &[String]) -> bool {
    let mut filled = labels.iter().filter(|label| !label.is_empty());
    let says_so = filled.next().is_some_and(|label| {
        matches!(
            label.to_lowercase().trim_end_matches(':'),
            "total" | "totals" | "grand total" | "overall total"
        )
    });
    says_so && labels.len() > 1 && filled.all(|label| count_of(label).is_some())
}
