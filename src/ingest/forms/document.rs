//! A response form that somebody filled in, as a document: headings and numbered questions with answers below them, tables of labels and answers.

use super::known::{asks_for_address, asks_for_name, is_known, speaks_of_form};
use super::labels::{Labels, Line, Mark, Sheet, compared};
use crate::ingest::formats::Block;
use crate::ingest::notes::event_details::tells_of_event;
use crate::text::{closes_formally, opens_formally};

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
                push(&text.split_whitespace().collect::<Vec<_>>().join(" "), Mark::Heading)
            }
            Block::Paragraph(text) => text.lines().for_each(|line| push(line, Mark::Plain)),
            Block::Bullet(text) => push(&format!("- {text}"), Mark::Plain),
            Block::Table(rows) => table(rows, &mut push),
        }
    }
    for at in 0..lines.len() {
        let is_answered = || {
            let next = lines[at + 1..].iter().find(|line| !line.text.trim().is_empty());
            next.is_some_and(|next| next.mark == Mark::Plain && !is_numbered_question(&next.text))
        };
        if lines[at].mark == Mark::Plain && is_numbered_question(&lines[at].text) && is_answered() {
            lines[at].mark = Mark::Heading;
        }
    }
    Sheet { lines, subject: String::new(), has_introduction: true }
}

/// A row of two cells is a label and its answer, one of four is two such; a table of one column has its question in its first row.
fn table(rows: &[Vec<Vec<String>>], push: &mut impl FnMut(&str, Mark)) {
    let words = |cell: &[String]| cell.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let joined = |cell: &[String]| cell.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let pair = |label: &[String], value: &[String], push: &mut dyn FnMut(&str, Mark)| {
        let label = joined(label);
        let is_header = ["question", "questions"].contains(&compared(&label).as_str());
        let mark = if label.is_empty() || is_header { Mark::Plain } else { Mark::Pair };
        let mut value = value.iter().flat_map(|text| text.lines());
        let first = value.next().unwrap_or_default();
        push(format!("{label}\t{first}").trim_start(), mark);
        value.for_each(|line| push(line, Mark::Plain));
    };
    for (at, row) in rows.iter().enumerate() {
        let is_number =
            |cell: &[String]| joined(cell).trim_matches(['.', ')', 'Q', 'q', ' ']).parse::<u32>().is_ok();
        match row.as_slice() {
            [label, value] if words(label) <= LONGEST_CELL => pair(label, value, push),
            [number, label, value] if is_number(number) => pair(label, value, push),
            [one, first, other, second]
                if words(one) <= LONGEST_OF_PAIRS && words(other) <= LONGEST_OF_PAIRS && words(other) > 0 =>
            {
                pair(one, first, push);
                pair(other, second, push);
            }
            [cell] if at == 0 && rows.len() > 1 && words(cell) <= LONGEST_CELL => {
                push(&joined(cell), Mark::Heading)
            }
            cells => {
                cells.iter().flatten().flat_map(|text| text.lines()).for_each(|line| push(line, Mark::Plain))
            }
        }
    }
}

/// "Q1. What works?", "Question 2: Why", "3) What would you change?".
fn is_numbered_question(line: &str) -> bool {
    let plain = line.trim().to_lowercase();
    let rest = plain.strip_prefix("question").or_else(|| plain.strip_prefix('q'));
    let rest_of_number = |text: &str| {
        let rest = text.trim_start();
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let rest = rest[digits..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        (1..=2)
            .contains(&digits)
            .then_some(())
            .and(rest.strip_prefix(['.', ')', ':', ' ', '-']).map(str::to_owned))
    };
    match rest.and_then(rest_of_number) {
        Some(asked) => asked.chars().any(char::is_alphabetic),
        None => rest_of_number(&plain).is_some() && plain.ends_with('?'),
    }
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
    let is_own = |word: &str| ["I", "I'm", "I've", "my", "My"].contains(&word);
    let is_somebodys = above.iter().any(|line| line.text.split_whitespace().any(is_own));
    let asks_who = |label: &str| is_known(label) && (asks_for_name(label) || asks_for_address(label));
    let marked = |at: usize| sheet.lines[at].mark != Mark::Plain;
    let asks = |(at, label): &(usize, String)| {
        !is_known(label) && (marked(*at) || label.ends_with('?')) && label.split(' ').count() > 2
    };
    let is_called_so = sheet.lines.iter().take(12).any(|line| is_title(&compared(&line.text)));
    let questions = labels.iter().filter(|label| asks(label)).count();
    labels.iter().any(|(_, label)| asks_who(label))
        && !labels.iter().any(|(_, label)| tells_of_event(label))
        && !sheet.lines.iter().any(greets)
        && words <= LONGEST_INTRODUCTION
        && !is_somebodys
        && (questions > 0 || is_called_so && labels.len() > 2)
}

/// Whether a line is the title of a form: "Consultation response form".
fn is_title(plain: &str) -> bool {
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
            assert!(is_numbered_question(question), "{question}");
        }
        for other in ["1. More nurses", "Quite 1", "2019 was bad. Why?", "12", "Q1"] {
            assert!(!is_numbered_question(other), "{other}");
        }
    }
}
