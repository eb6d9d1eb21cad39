//! Notes of an event: headings are questions, tables and lists hold the points people made.

use super::formats::Block;
use super::letters::respondent;
use super::settings::FileSettings;
use super::{Event, LONGEST_RESPONSE, Reading, Received, SubmittedText};
use crate::ledger::State;
use crate::submission::{Kind, Place, Response, Source, attribute};

/// The question of points that stand under no heading.
const NO_HEADING: &str = "What was said at the event";

/// Whether a document is the notes of an event: it has a list or a table, and does not greet anybody. The profile decides where it says so.
pub(super) fn are_event_notes(blocks: &[Block], told: &FileSettings) -> bool {
    match told.read_as.as_deref() {
        Some("notes") => return true,
        Some("letter") => return false,
        _ => {}
    }
    let greets = |text: &String| {
        let start = text.trim_start().to_lowercase();
        ["dear ", "to whom it may", "yours sincerely", "yours faithfully"]
            .iter()
            .any(|words| start.starts_with(words))
    };
    let is_letter = blocks.iter().any(|block| matches!(block, Block::Paragraph(text) if greets(text)));
    let points = blocks.iter().filter(|block| matches!(block, Block::Bullet(_) | Block::Table(_))).count();
    let has_headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    !is_letter && (points > 0 && has_headings || points >= 3)
}

struct Notes<'a> {
    file: u32,
    told: &'a FileSettings,
    event: String,
    question: Option<String>,
    group: Option<String>,
    is_aside: bool,
    details: Event,
    number: u32,
    points: Vec<Point>,
}

struct Point {
    text: String,
    question: String,
    group: Option<String>,
    number: u32,
}

/// Each point becomes a contribution; every other paragraph is entered in the ledger with why it is none.
pub(super) fn read(blocks: Vec<Block>, file: u32, told: &FileSettings, reading: &mut Reading) {
    let mut notes = Notes {
        file,
        told,
        event: told.event.clone().unwrap_or_default(),
        question: None,
        group: None,
        is_aside: false,
        details: Event { name: String::new(), attendance: None, date: None, place: None },
        number: 0,
        points: Vec::new(),
    };
    for block in blocks {
        notes.take(block, reading);
    }
    notes.finish(reading);
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
        self.aside("a heading", reading);
        let plain = text.to_lowercase();
        if self.event.is_empty() && self.question.is_none() && self.points.is_empty() && !text.ends_with('?')
        {
            self.event = event_name(text);
        } else if is_group(&plain) {
            self.group = Some(text.to_owned());
        } else {
            self.is_aside = is_aside(&plain);
            self.group = None;
            if !self.is_aside {
                self.question = Some(text.to_owned());
            }
        }
    }

    fn paragraph(&mut self, text: String, reading: &mut Reading) {
        if self.points.is_empty() && !self.is_aside && self.detail(&text) {
            self.aside("a detail of the event: date, place, attendance or facilitator", reading);
        } else if is_group(&text.trim().to_lowercase()) && text.trim().len() < 30 {
            self.group = Some(text.trim().to_owned());
            self.aside("the name of a discussion group", reading);
        } else if self.question.is_none() {
            self.aside("an introduction, before the first question", reading);
        } else {
            self.point(text, self.question.clone(), self.group.clone(), reading);
        }
    }

    /// Takes a line such as `Attendance: 34`.
    fn detail(&mut self, text: &str) -> bool {
        let Some((key, value)) = text.split_once(':') else { return false };
        let value = value.trim().to_owned();
        match key.trim().to_lowercase().as_str() {
            "date" | "when" => self.details.date = Some(value),
            "area" | "locality" | "town" | "place" => self.details.place = Some(value),
            "attendance" | "attended" | "number attending" | "attendees" | "people present" => {
                let digits: String = value
                    .chars()
                    .skip_while(|c| !c.is_ascii_digit())
                    .take_while(char::is_ascii_digit)
                    .collect();
                self.details.attendance = digits.parse().ok();
            }
            "facilitator" | "facilitators" | "scribe" | "note-taker" | "note taker" | "venue" | "time"
            | "host" | "hosted by" | "present" => {}
            _ => return false,
        }
        true
    }

    fn point(
        &mut self,
        text: String,
        question: Option<String>,
        group: Option<String>,
        reading: &mut Reading,
    ) {
        let source = self.source(self.number);
        if self.is_aside {
            reading.enter(
                source,
                State::OutOfScope,
                "under a heading that is no question (apologies, facilitator's notes)",
            );
        } else if text.trim_end().ends_with(':') && text.len() < 120 {
            reading.enter(source, State::OutOfScope, "a line that leads in to points");
        } else if text.len() > LONGEST_RESPONSE {
            reading.enter(source, State::Unreadable, "the text is longer than 10 MB; divide the file");
        } else {
            let told = self.told.question.clone();
            let question = question.or(told).unwrap_or_else(|| NO_HEADING.to_owned());
            self.points.push(Point { text, question, group, number: self.number });
        }
    }

    /// The first row names the questions where it reads so; a first column of short labels names the groups.
    fn table(&mut self, rows: Vec<Vec<Vec<String>>>, reading: &mut Reading) {
        let joined = |cell: &Vec<String>| cell.join(" ").trim().to_owned();
        let headers: Vec<String> =
            rows.first().map(|row| row.iter().map(joined).collect()).unwrap_or_default();
        let asks =
            headers.iter().any(|header| header.contains('?') || header.split_whitespace().count() >= 4);
        let first_is_group =
            headers.first().is_some_and(|header| header.is_empty() || is_group(&header.to_lowercase()));
        let has_header =
            rows.len() > 1 && (asks || first_is_group) && rows[0].iter().all(|cell| cell.len() <= 2);
        let groups_in_first = rows.iter().skip(usize::from(has_header)).all(|row| {
            row.len() > 1
                && row.first().is_some_and(|cell| {
                    is_group(&joined(cell).to_lowercase()) || joined(cell).is_empty() && first_is_group
                })
        });
        for (at, row) in rows.into_iter().enumerate() {
            let group =
                (groups_in_first && !(has_header && at == 0)).then(|| row.first().map(joined)).flatten();
            for (column, cell) in row.into_iter().enumerate() {
                for text in cell {
                    self.number += 1;
                    if has_header && at == 0 {
                        self.aside("the header row of a table", reading);
                    } else if groups_in_first && column == 0 {
                        self.aside("the name of a discussion group", reading);
                    } else {
                        let header = headers
                            .get(column)
                            .filter(|header| has_header && header.split_whitespace().count() >= 3);
                        let question = header.cloned().or_else(|| self.question.clone());
                        let group =
                            group.clone().filter(|name| !name.is_empty()).or_else(|| self.group.clone());
                        self.point(text, question, group, reading);
                    }
                }
            }
        }
    }

    fn finish(mut self, reading: &mut Reading) {
        if self.event.is_empty() {
            let source = self.source(0);
            let name = reading.consultation.sources.file_name(source);
            let stem = name.rsplit('/').next().unwrap_or(name);
            self.event = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).replace(['-', '_'], " ");
        }
        let mut common = vec![
            reading.default_channel(self.told, "Event"),
            reading.attribute_value(attribute::EVENT, &self.event),
        ];
        if let (Some(place), None) = (&self.details.place, &self.told.locality) {
            common.push(reading.attribute_value(attribute::LOCALITY, place));
        }
        common.extend(reading.told_attributes(self.told));
        for point in std::mem::take(&mut self.points) {
            let mut attributes = common.clone();
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
                responses: vec![Response { question, source, text: SubmittedText(point.text) }],
            });
        }
        self.details.name = self.event;
        reading.events.push(self.details);
    }
}

fn event_name(title: &str) -> String {
    let plain = title.to_lowercase();
    match title.split_once(':') {
        Some((_, name))
            if plain.contains("event") || plain.contains("workshop") || plain.contains("notes") =>
        {
            capitalised(name.trim())
        }
        _ => title.to_owned(),
    }
}

/// The text with a capital letter at its start.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

fn is_group(plain: &str) -> bool {
    let mut words = plain.split_whitespace();
    matches!(words.next(), Some("table" | "group" | "breakout" | "tables" | "groups")) && words.count() <= 3
}

fn is_aside(plain: &str) -> bool {
    [
        "apolog",
        "facilitator",
        "attendance",
        "attendees",
        "present",
        "next steps",
        "agenda",
        "actions",
        "housekeeping",
        "introduction",
    ]
    .iter()
    .any(|start| plain.starts_with(start))
}
