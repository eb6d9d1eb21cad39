//! A response form that somebody filled in, as a document: headings and numbered questions with answers below them, tables of labels and answers.

use super::known::{asks, asks_for_address, asks_for_name, compared, is_known};
use super::labels::{Labels, Line, Mark, Sheet};
use super::own_lines::speaks_of_form;
use crate::ingest::formats::Block;
use crate::ingest::notes::event_details::{is_group, tells_of_event};
use crate::ingest::question_numbers::{Numbered, numbered};
use crate::ingest::tables::consent::asked;
use crate::ingest::tables::headings::tidy;
use crate::text::{closes_formally, opens_formally, speaks_of_oneself};

/// An introduction above the first label has at most so many words.
const LONGEST_INTRODUCTION: usize = 200;

/// A label in a table has at most so many words, and so have both of two that stand side by side.
const LONGEST_CELL: usize = 60;
const LONGEST_OF_PAIRS: usize = 8;

/// The document as lines.
pub(super) fn sheet(blocks: &[Block]) -> Sheet {
    let mut lines: Vec<Line> = Vec::new();
    let mut push = |text: &str, mark: Mark| lines.push(Line { text: text.to_owned(), mark });
    for block in blocks {
        match block {
            Block::Heading(text) => {
                let text = tidy(text);
                push(&text, if asks_there(&text) { Mark::Heading } else { Mark::Plain });
            }
            Block::Paragraph(text) => text.lines().for_each(|line| push(line, Mark::Plain)),
            Block::Bullet(text) => push(&format!("- {text}"), Mark::Plain),
            Block::Table(rows) => table(rows, &mut push),
        }
    }
    // Where questions are called so, other numbers are a list's.
    let are_called_so = lines.iter().any(|line| matches!(asking(&line.text), Some(Numbered::Question(_))));
    for at in 0..lines.len() {
        let is_answered = || {
            let next = lines[at + 1..].iter().find(|line| !line.text.trim().is_empty());
            next.is_some_and(|next| next.mark == Mark::Plain && asking(&next.text).is_none())
        };
        let is_label = match asking(&lines[at].text) {
            Some(Numbered::Question(_)) => true,
            Some(Numbered::Item(_)) => !are_called_so && is_answered(),
            None => false,
        };
        if lines[at].mark == Mark::Plain && is_label {
            lines[at].mark = Mark::Heading;
        }
    }
    Sheet { lines, subject: String::new(), is_document: true }
}

/// Whether a heading or a cell asks for something: a question, numbered or not, or "Please tell us …".
pub(super) fn asks_there(text: &str) -> bool {
    asking(text).is_some() || asks(text)
}

/// A row of two cells is a label and its answer, one of four is two such; a table of one column has its question in its first row. Where most rows have
/// no label in the place of one, it is a table within somebody's answer.
fn table(rows: &[Vec<Vec<String>>], push: &mut impl FnMut(&str, Mark)) {
    let words = |cell: &[String]| cell.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let joined = |cell: &[String]| tidy(&cell.join(" "));
    let is_label = |cell: &[String]| {
        let text = joined(cell);
        words(cell) <= LONGEST_CELL
            && (is_known(&compared(&text)) || asks_there(&text) || asked(&text).is_some())
    };
    let is_number =
        |cell: &[String]| joined(cell).trim_matches(['.', ')', 'Q', 'q', ' ']).parse::<u32>().is_ok();
    let labels = |row: &Vec<Vec<String>>| -> Vec<(usize, usize)> {
        match row.as_slice() {
            [number, _, _] if is_number(number) => vec![(1, 2)],
            [_, _] => vec![(0, 1)],
            [one, _, other, _] if words(one) <= LONGEST_OF_PAIRS && words(other) <= LONGEST_OF_PAIRS => {
                vec![(0, 1), (2, 3)]
            }
            _ => Vec::new(),
        }
    };
    let filled: Vec<&Vec<String>> = rows
        .iter()
        .flat_map(|row| labels(row).into_iter().map(move |(label, _)| &row[label]))
        .filter(|cell| words(cell) > 0)
        .collect();
    let known = filled.iter().filter(|cell| is_label(cell)).count();
    let has_labels = known > 0 && known * 2 >= filled.len();
    for (at, row) in rows.iter().enumerate() {
        let pairs = if has_labels { labels(row) } else { Vec::new() };
        for (label, value) in &pairs {
            let label = joined(&row[*label]);
            let is_header = ["question", "questions", "no", "section"].contains(&compared(&label).as_str());
            let mark = if label.is_empty() || is_header { Mark::Plain } else { Mark::Pair };
            let mut value = row[*value].iter().flat_map(|text| text.lines());
            let first = value.next().unwrap_or_default();
            push(format!("{label}\t{first}").trim_start(), mark);
            value.for_each(|line| push(line, Mark::Plain));
        }
        if !pairs.is_empty() {
            continue;
        }
        match row.as_slice() {
            [cell] if (at == 0 && rows.len() > 1 || is_label(cell)) && words(cell) <= LONGEST_CELL => {
                let is_asking = is_label(cell) && cell.len() == 1;
                push(&joined(cell), if is_asking { Mark::Heading } else { Mark::Plain });
            }
            [cell] => cell.iter().flat_map(|text| text.lines()).for_each(|line| push(line, Mark::Plain)),
            cells => {
                let line = cells.iter().map(|cell| joined(cell)).collect::<Vec<_>>().join("\t");
                push(line.trim(), Mark::Plain);
            }
        }
    }
}

/// How a line is numbered that asks something.
fn asking(line: &str) -> Option<Numbered<'_>> {
    const ASKS: &[&str] = &["please tell us", "please describe", "please explain", "please give"];
    numbered(line).filter(|numbered| match numbered {
        Numbered::Question(words) => words.chars().any(char::is_alphabetic),
        Numbered::Item(words) => {
            let plain = compared(words);
            plain.ends_with('?') || ASKS.iter().any(|ask| plain.starts_with(ask))
        }
    })
}

/// Whether this may be a form that one respondent filled in: it asks for a name or an address, and asks something besides; and it is no letter, and no
/// notes of an event.
pub(super) fn may_be(sheet: &Sheet) -> bool {
    let known = Labels::default();
    let greets = |line: &Line| opens_formally(&line.text) || closes_formally(&line.text);
    let labels: Vec<(usize, String)> =
        sheet.labels(&known).map(|(at, found)| (at, compared(found.label))).collect();
    let Some((first, _)) = labels.first() else { return false };
    let above = &sheet.lines[..*first];
    let words = above.iter().map(|line| line.text.split_whitespace().count()).sum::<usize>();
    let is_somebodys = above.iter().any(|line| speaks_of_oneself(&line.text));
    let asks_who = |label: &str| is_known(label) && (asks_for_name(label) || asks_for_address(label));
    let marked = |at: usize| sheet.lines[at].mark != Mark::Plain;
    let is_question = |(at, label): &(usize, String)| {
        !is_known(label) && (marked(*at) || label.ends_with('?')) && label.split(' ').count() > 2
    };
    let is_called_so = sheet.lines.iter().take(12).any(|line| is_title(&compared(&line.text)));
    let questions = labels.iter().filter(|label| is_question(label)).count();
    labels.iter().any(|(_, label)| asks_who(label))
        && !labels.iter().any(|(_, label)| tells_of_event(label) || asks_of_others(label))
        && !sheet.lines.iter().any(greets)
        && !sheet.lines.iter().take(20).any(|line| is_of_others(&compared(&line.text)))
        && !lists_people(sheet)
        && !is_all_points(sheet, &labels)
        && words <= LONGEST_INTRODUCTION
        && !is_somebodys
        && (questions > 0 || is_called_so && labels.len() > 1)
}

/// Whether a question asks what others said.
pub(super) fn asks_of_others(label: &str) -> bool {
    let others = [
        "did people",
        "did they",
        "did callers",
        "did residents",
        "did participants",
        "did attendees",
        "people said",
        "people say",
        "people told",
        "was said",
        "can i respond",
        "do i respond",
        "can i get involved",
        "can i have my say",
        "what is happening",
        "what happens next",
        "what are we proposing",
    ];
    others.iter().any(|words| label.contains(words))
}

/// Whether one of a document's first lines says that it is notes, minutes, a report or the like.
pub(super) fn is_of_others(plain: &str) -> bool {
    const WORDS: &[&str] = &[
        "minutes",
        "transcript",
        "interview",
        "interviewer",
        "briefing",
        "leaflet",
        "petition",
        "faq",
        "faqs",
        "agenda",
        "apologies",
        "facilitator",
        "facilitated",
        "facilitators",
        "scribe",
        "attendees",
        "attendance",
        "workshop",
        "drop-in",
        "notes",
        "log",
    ];
    const PHRASES: &[&str] = &[
        "listening event",
        "focus group",
        "frequently asked",
        "engagement report",
        "summary report",
        "feedback report",
        "collected by",
        "completed by",
        "number attending",
        "number of people",
        "how many people took",
        "how many people attended",
        "table number",
        "group name",
        "event feedback",
        "table discussion",
        "comment cards from",
    ];
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '-');
    let is_short = plain.split(' ').count() <= 12;
    is_short
        && (words.clone().any(|word| WORDS.contains(&word))
            || PHRASES.iter().any(|phrase| plain.contains(phrase)))
        || plain.starts_with("present:")
        || is_group(plain)
}

/// Whether there is a list of people: a row of several labels of contact, as the header of a table.
pub(super) fn lists_people(sheet: &Sheet) -> bool {
    let is_header = |line: &Line| {
        let cells: Vec<String> = line.text.split('\t').map(compared).collect();
        cells.len() > 1
            && cells.iter().filter(|cell| asks_for_name(cell) || asks_for_address(cell)).count() > 1
            || cells.len() > 2 && cells.iter().filter(|cell| is_known(cell)).count() > 2
    };
    sheet.lines.iter().any(is_header)
}

/// Whether all that stands below the questions are points of lists, as in notes of an event.
fn is_all_points(sheet: &Sheet, labels: &[(usize, String)]) -> bool {
    let questions = labels.iter().filter(|(at, _)| sheet.lines[*at].mark == Mark::Heading);
    let mut answered = questions
        .filter_map(|(at, _)| sheet.lines.get(*at + 1))
        .filter(|line| line.mark == Mark::Plain)
        .peekable();
    answered.peek().is_some()
        && answered.clone().count() > 1
        && answered.all(|line| line.text.starts_with("- "))
}

/// Whether a line is the title of a form: "Consultation response form".
pub(super) fn is_title(plain: &str) -> bool {
    let named = ["form", "questionnaire", "have your say", "survey", "comment card"];
    plain.split(' ').count() <= 15 && named.iter().any(|name| plain.contains(name)) && speaks_of_form(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &[&str]) -> Vec<Vec<String>> {
        row.iter().map(|cell| cell.split('\n').map(str::to_owned).collect()).collect()
    }

    fn fields(blocks: &[Block]) -> Vec<(String, String)> {
        Labels::default().divide(&sheet(blocks)).expect("it is a form").fields
    }

    #[test]
    fn labels_stand_before_answers_and_questions_above_them() {
        let blocks = [
            Block::Heading("Response form".to_owned()),
            Block::Paragraph("Please return this form by 31 May.".to_owned()),
            Block::Table(vec![
                cells(&["Name", "Jo"]),
                cells(&["Town", "Leek", "Age", "40"]),
                cells(&["Email", ""]),
            ]),
            Block::Paragraph("1. What works?\nThe bus.\n2. What would you change?".to_owned()),
            Block::Bullet("More nurses".to_owned()),
            Block::Table(vec![cells(&["Anything to add?"]), cells(&["No.\nThank you."])]),
            Block::Table(vec![cells(&["3", "Why there", "It is near."])]),
        ];
        assert!(may_be(&sheet(&blocks)));
        let fields = fields(&blocks);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
        assert_eq!(
            fields,
            [
                ("Name", "Jo"),
                ("Town", "Leek"),
                ("Age", "40"),
                ("Email", ""),
                ("1. What works?", "The bus."),
                ("2. What would you change?", "- More nurses"),
                ("Anything to add?", "No.\nThank you."),
                ("Why there", "It is near."),
            ]
        );
    }

    #[test]
    fn letters_and_notes_are_no_forms() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let heading = |text: &str| Block::Heading(text.to_owned());
        for blocks in [
            vec![paragraph(
                "Name: Jo\nEmail: jo@example.org\nDear Sir,\nWhy was the bus late?\nYours faithfully\nJo",
            )],
            vec![
                heading("What works?"),
                paragraph("Name: Library\nVenue: Leek"),
                Block::Bullet("The bus".to_owned()),
            ],
            vec![heading("What works?"), Block::Bullet("The bus".to_owned())],
            vec![paragraph(
                "I write about the ward, which my mother needs.\nName: Jo\nEmail: jo@example.org\nQ1. Why close it?\nWhy?",
            )],
        ] {
            assert!(!may_be(&sheet(&blocks)));
        }
    }

    #[test]
    fn numbered_questions_are_known() {
        for question in ["Q1. What works", "Question 2: Why?", "3) What would you change?", "q4a: Why"] {
            assert!(asking(question).is_some(), "{question}");
        }
        for other in ["1. More nurses", "Quite 1", "2019 was bad. Why?", "12", "Q1"] {
            assert!(asking(other).is_none(), "{other}");
        }
    }
}
