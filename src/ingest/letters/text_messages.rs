//! Text messages that somebody typed up: a mobile number with a date or time, the message behind or below it, and "US:" before what was answered. Each
//! number is one person.

use std::collections::BTreeMap;

use super::several::People;
use crate::ingest::formats::{Block, running_lines};

/// So many messages at least, and a title of so many lines at most above the first.
const FEWEST: usize = 2;
const LINES_OF_TITLE: usize = 4;

/// What everybody wrote, put together by number; none where these are no text messages.
pub(super) fn people(blocks: &[Block]) -> Option<People> {
    let lines = running_lines(blocks)?;
    let first = lines.iter().position(|line| message(line).is_some())?;
    if first > LINES_OF_TITLE || lines.iter().filter(|line| message(line).is_some()).count() < FEWEST {
        return None;
    }
    const OURS: &str = "what was answered to a text message";
    let mut people = People {
        channel: Some("Text message"),
        told_apart: "a telephone number each".to_owned(),
        ..People::default()
    };
    let mut parts: BTreeMap<String, usize> = BTreeMap::new();
    let mut current: Option<usize> = None;
    for (line, at) in lines.iter().zip(1..) {
        let text = match message(line) {
            Some((number, text)) => {
                let part = *parts.entry(number).or_insert(people.parts.len());
                if part == people.parts.len() {
                    people.parts.push((at, Vec::new()));
                }
                current = Some(part);
                text
            }
            None if is_ours(line) => {
                current = None;
                people.asides.push((at, OURS));
                continue;
            }
            None => line.trim(),
        };
        match current {
            _ if text.is_empty() => {}
            Some(part) => people.parts[part].1.push(Block::Paragraph(text.to_owned())),
            None if at as usize <= first => people.asides.push((at, "above the first message")),
            None => people.asides.push((at, OURS)),
        }
    }
    Some(people)
}

/// Whether a line begins as those mark their own messages who answer: "US: …".
fn is_ours(line: &str) -> bool {
    const OURS: [&str; 8] = ["us", "me", "our reply", "reply", "team", "staff", "sent", "we"];
    let label = line.split(':').next().filter(|label| label.len() < line.len()).unwrap_or_default();
    OURS.contains(&label.trim().to_lowercase().as_str())
}

/// The mobile number at the beginning of a line, written in one way, and what stands behind the date or time beside it.
fn message(line: &str) -> Option<(String, &str)> {
    let line = line.trim().trim_start_matches(['\u{feff}', '[', '(']);
    let mut number = String::new();
    for (at, character) in line.char_indices() {
        match character {
            '0'..='9' => number.push(character),
            ' ' | '+' | '-' | '(' | ')' | '\u{a0}' => {}
            _ => break,
        }
        let end = at + character.len_utf8();
        let national = number.trim_start_matches("0044").trim_start_matches("44");
        if national.trim_start_matches('0').len() == 10 && national.trim_start_matches('0').starts_with('7') {
            number = format!("0{}", national.trim_start_matches('0'));
            return stamped(&line[end..]).map(|text| (number, text));
        }
    }
    None
}

/// What stands behind a date or time; none where neither stands here.
fn stamped(behind: &str) -> Option<&str> {
    let is_space =
        |c: char| c.is_whitespace() || [',', '-', '\u{2013}', '(', ')', '[', ']', ':'].contains(&c);
    let is_stamp = |word: &str| {
        let plain = word.trim_matches(is_space).to_lowercase();
        let plain = plain.trim_end_matches("am").trim_end_matches("pm");
        let parts: Vec<&str> = plain.split([':', '/', '.', '-']).collect();
        matches!(plain, "at" | "")
            || parts.len() > 1 && parts.iter().all(|part| part.len() <= 4 && part.parse::<u32>().is_ok())
    };
    if !behind.starts_with(is_space) {
        return None;
    }
    let mut rest = behind.trim_start_matches(is_space);
    let mut found = 0;
    while found < 4 {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if rest.is_empty() || !is_stamp(&rest[..end]) {
            break;
        }
        rest = rest[end..].trim_start_matches(is_space);
        found += 1;
    }
    (found > 0).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_begin_a_message() {
        for (line, text) in [
            ("07700 900111  12/3/24 10:02", ""),
            ("+44 7700 900111, 12/3/24 at 10:02 - no bus", "no bus"),
            ("07700900111 10:02 no bus at 6:30", "no bus at 6:30"),
        ] {
            assert_eq!(message(line), Some(("07700900111".to_owned(), text)), "{line}");
        }
        for line in ["Call me on 07700 900111", "07700 900111", "07700 900111 is my number", "12/3/24 10:02"]
        {
            assert_eq!(message(line), None, "{line}");
        }
    }

    #[test]
    fn each_number_is_one_person_and_our_own_words_are_nobodys() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let found = people(&[
            paragraph("Typed up by TM"),
            paragraph("07700 900111  12/3/24 10:02\nno bus"),
            paragraph("US: Which bus?"),
            paragraph("07700 900222  12/3/24 10:05\nno dentist"),
            paragraph("07700900111  12/3/24 10:09\nthe 18"),
        ])
        .expect("they are text messages");
        let parts: Vec<&Vec<Block>> = found.parts.iter().map(|(_, said)| said).collect();
        assert_eq!(parts, [&vec![paragraph("no bus"), paragraph("the 18")], &vec![paragraph("no dentist")]]);
        assert_eq!(found.asides.len(), 2);
        assert!(people(&[paragraph("Ring me on 07700 900111\nThe bus is late")]).is_none());
    }
}
