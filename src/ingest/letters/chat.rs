//! Group chats as telephones export them, "14/05/2024, 20:07 - Alan: They didn't answer", and chats of online meetings. What one person wrote is one
//! response.

use std::collections::{BTreeMap, BTreeSet};

use super::meeting_chat::{self, is_of_organisation};
use super::several::{LED, NOBODYS, People};
use crate::ingest::formats::{Block, running_lines};
use crate::submission::{Part, Present};

/// So many messages at least are a chat, and most lines that are dated are messages.
const FEWEST: usize = 3;

/// A name has at most so many words.
const LONGEST_NAME: usize = 6;

/// So many people at most are known by name in one.
const MOST_NAMES: usize = 300;

/// What the program that wrote the export puts in a message's place.
const NOTICES: [&str; 9] = [
    "<media omitted>",
    "this message was deleted",
    "you deleted this message",
    "image omitted",
    "video omitted",
    "audio omitted",
    "sticker omitted",
    "gif omitted",
    "missed voice call",
];

/// A line that begins a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Who wrote it; none where the program did.
    pub(super) who: Option<&'a str>,
    pub(super) text: &'a str,
}

/// Everybody's messages, put together by who wrote them; none where this is no chat.
pub(in crate::ingest) fn people(blocks: &[Block]) -> Option<People> {
    let lines = running_lines(blocks)?;
    let (found, told_apart) = match of_telephone(&lines) {
        Some(found) => (found, "a group chat"),
        None => (meeting_chat::messages(&lines)?, "the chat of an online meeting"),
    };
    Some(put_together(&lines, &found, told_apart))
}

/// Each line's message, where these are a chat as a telephone exports it.
fn of_telephone<'a>(lines: &[&'a str]) -> Option<Vec<Option<Line<'a>>>> {
    let found: Vec<Option<Line<'a>>> = lines.iter().map(|line| dated(line)).collect();
    let messages = found.iter().flatten().filter(|line| line.who.is_some()).count();
    let begins = found.first().is_some_and(Option::is_some);
    (begins && messages >= FEWEST && messages * 2 >= found.iter().flatten().count()).then_some(found)
}

/// Everybody's messages by who wrote them. Those who hold the meeting are nobody's respondents.
fn put_together(lines: &[&str], messages: &[Option<Line<'_>>], told_apart: &str) -> People {
    let mut people = People { channel: Some("Chat"), told_apart: told_apart.to_owned(), ..People::default() };
    let mut parts: BTreeMap<&str, usize> = BTreeMap::new();
    // Whose message goes on: a part's, or that of those who lead.
    let mut current: Option<Option<usize>> = None;
    for ((line, message), at) in lines.iter().zip(messages).zip(1..) {
        let text = match message {
            Some(Line { who: None, .. }) => {
                people.asides.push((at, "a notice of the chat program"));
                current = None;
                continue;
            }
            Some(Line { who: Some(who), text }) if is_of_organisation(who) => {
                people.is_led = true;
                current = Some(None);
                text
            }
            Some(Line { who: Some(who), text }) => {
                let part = *parts.entry(who).or_insert(people.parts.len());
                if part == people.parts.len() {
                    people.parts.push((at, Vec::new()));
                }
                current = Some(Some(part));
                text
            }
            None => *line,
        };
        let plain = text.trim().trim_start_matches('\u{200e}').to_lowercase();
        match current {
            _ if NOTICES.iter().any(|notice| plain.starts_with(notice)) => {
                people.asides.push((at, "a picture, a recording or a deleted message: there are no words"));
            }
            _ if plain.is_empty() => {}
            Some(Some(part)) => people.parts[part].1.push(Block::Paragraph(text.trim().to_owned())),
            Some(None) => people.asides.push((at, LED)),
            None => people.asides.push((at, NOBODYS)),
        }
    }
    people.names = names(messages);
    people
}

/// Everybody who wrote under a name, so that it is hidden where others write it.
fn names(messages: &[Option<Line<'_>>]) -> Vec<Present> {
    let whos: BTreeSet<&str> = messages.iter().flatten().filter_map(|line| line.who).collect();
    let bare = |who: &str| who.split(['(', '[']).next().unwrap_or_default().trim().to_owned();
    let is_name = |name: &String| name.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let present = |who: &str| Present {
        name: bare(who),
        initials: None,
        part: if is_of_organisation(who) { Part::Leads } else { Part::Speaks },
    };
    let found = whos.into_iter().map(present).filter(|person| is_name(&person.name));
    found.take(MOST_NAMES).collect()
}

/// A line that begins with a date and a time: "14/05/2024, 20:07 - Alan: …", "[14/05/2024, 20:07:15] Alan: …".
fn dated(line: &str) -> Option<Line<'_>> {
    let line = line.trim_start_matches(['\u{200e}', '\u{feff}']);
    let (stamp, rest) = match line.strip_prefix('[') {
        Some(line) => line.split_once("] ")?,
        None => line.split_once(" - ")?,
    };
    let (date, time) = stamp.split_once([',', ' '])?;
    let is_date = date.split(['/', '.', '-']).filter(|part| part.parse::<u32>().is_ok()).count() == 3;
    let time = time.trim();
    let is_time = time.len() <= 14 && time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit());
    if !is_date || !is_time {
        return None;
    }
    let message = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")));
    let message = message
        .filter(|(who, _)| who.split_whitespace().count() <= LONGEST_NAME && !who.contains(['"', '.']));
    Some(message.map_or(Line { who: None, text: rest }, |(who, text)| Line { who: Some(who.trim()), text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_person_wrote_in_a_chat_is_put_together() {
        let chat = "14/05/2024, 20:01 - Messages are end-to-end encrypted. No one can read them.\n\
                    14/05/2024, 20:05 - Gwen: What did people think?\n\
                    14/05/2024, 20:07 - Alan Pike: Parking is dear\nand scarce\n\
                    14/05/2024, 20:09 - Gwen: <Media omitted>\n\
                    14/05/2024, 20:10 - Gwen: More beds";
        let found = people(&[Block::Paragraph(chat.to_owned())]).unwrap();
        let text = |text: &str| Block::Paragraph(text.to_owned());
        assert_eq!(
            found.parts,
            [
                (2, vec![text("What did people think?"), text("More beds")]),
                (3, vec![text("Parking is dear"), text("and scarce")]),
            ]
        );
        assert_eq!(found.asides.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 5]);
        assert!(people(&[text("12/03/2019, 10:00 - 12:00: drop-in\nMore beds please")]).is_none());
    }
}
