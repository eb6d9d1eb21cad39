//! What stands below a sender's own words and is counted nowhere: somebody should look.

use std::collections::BTreeMap;
use std::mem::take;

use super::attachments::is_nobody;
use super::covering::is_of_office;
use super::earlier::{Part, WORDS_IN_A_ROW, in_a_row, stands_there, words};
use super::own_words::address;
use crate::ingest::Reading;
use crate::ingest::formats::Message;
use crate::submission::{Place, Source};

const ANSWERS: &str = "say that their answers stand below, and which of the lines there are theirs cannot be told: they are not counted; \
                       save the answers as a file of their own";
const MESSAGES: &str =
    "below the sender's own words and is not counted; if it is a submission, save it as a file of its own";

/// What stands below somebody's own words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Below {
    /// Answers of theirs, as they say, among the lines of the message that they answer.
    Answers,
    /// A message by somebody else: who wrote it, where an address tells, and what it says.
    Message(Option<String>, String),
}

/// What stands below, until all messages are there.
pub(in crate::ingest) struct Waiting {
    below: Below,
    source: Source,
    /// The submission above it.
    within: usize,
}

impl Below {
    /// A quoted part, where an address says that somebody wrote it who is neither the sender nor one of those the message is for.
    pub(super) fn of_part(part: &Part<'_>, message: &Message) -> Option<Below> {
        let author = address(&part.author)?;
        let is_senders = [&message.from, &message.sent_from].contains(&&Some(author.clone()));
        if is_senders || is_nobody(&author) || is_for(&author, message) {
            return None;
        }
        // Where no address says who the message is for, what was sent to its sender is an answer to them.
        let is_answer = !message.to.iter().any(|to| to.contains('@')) && part.is_to(message);
        (!is_answer).then(|| Below::Message(Some(author), part.lines.join("\n")))
    }

    /// A message passed on below the sender's own words, unless it is by those who get it.
    pub(super) fn of_forwarded(from: Option<String>, body: String, message: &Message) -> Option<Below> {
        let is_theirs = from.as_deref().is_some_and(|from| is_for(from, message) || is_nobody(from));
        (!is_theirs).then_some(Below::Message(from, body))
    }
}

/// Whether an address is of those a message is sent to, or of their office.
pub(super) fn is_for(address: &str, message: &Message) -> bool {
    message.to.iter().any(|to| to == address || is_of_office(address, to))
}

impl Reading {
    /// Keeps what stands below the submission read last until it can be told whether it is counted elsewhere.
    pub(super) fn remember_below(&mut self, below: Vec<Below>, source: Source) {
        let within = self.submissions.len() - 1;
        self.below.extend(below.into_iter().map(|below| Waiting { below, source, within }));
    }
}

/// Forgets what stands below messages from this submission on.
pub(in crate::ingest) fn forget(from: usize, reading: &mut Reading) {
    reading.below.retain(|waiting| waiting.within < from);
}

/// Warns of what stands below somebody's words and is counted nowhere; `team` is the address that all wrote to.
pub(in crate::ingest) fn settle(reading: &mut Reading, team: Option<&str>) {
    let waiting = take(&mut reading.below);
    if waiting.is_empty() {
        return;
    }
    let is_counted = counted_elsewhere(&waiting, reading);
    let mut places: BTreeMap<(u32, bool), Vec<Place>> = BTreeMap::new();
    for (Waiting { below, source, .. }, is_counted) in waiting.iter().zip(is_counted) {
        let is_answers = *below == Below::Answers;
        let is_teams = matches!((below, team), (Below::Message(Some(from), _), Some(team))
            if from == team || is_of_office(from, team));
        if !is_counted && !is_teams {
            let places = places.entry((source.file, is_answers)).or_default();
            if places.last() != Some(&source.place) {
                places.push(source.place);
            }
        }
    }
    for ((file, is_answers), places) in places {
        let name = reading.consultation.sources.name(file);
        let Some(record) = reading.files.iter_mut().find(|file| file.name == name) else { continue };
        let of = numbered(&places);
        record.notes.push(if is_answers {
            format!("! the words{of} {ANSWERS}")
        } else {
            format!("! a message by somebody else stands{of} {MESSAGES}")
        });
    }
}

/// Which messages of a mailbox: " in messages 3, 7"; nothing where the file is the message.
fn numbered(places: &[Place]) -> String {
    const MOST: usize = 10;
    let numbers: Vec<String> = places
        .iter()
        .filter_map(|place| match place {
            Place::Message(number) => Some(number.to_string()),
            _ => None,
        })
        .collect();
    let more = numbers.len().saturating_sub(MOST);
    let told = numbers[..numbers.len() - more].join(", ");
    match (numbers.len(), more) {
        (0, _) => String::new(),
        (1, _) => format!(" in message {told}"),
        (_, 0) => format!(" in messages {told}"),
        _ => format!(" in messages {told} and {more} more"),
    }
}

/// Of each, whether its words stand in a submission of anybody's, or say too little to be missed.
fn counted_elsewhere(waiting: &[Waiting], reading: &Reading) -> Vec<bool> {
    let mut rows: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    let mut lengths = vec![0; waiting.len()];
    for (at, Waiting { below, .. }) in waiting.iter().enumerate() {
        let Below::Message(_, text) = below else { continue };
        for row in in_a_row(&words(text)) {
            rows.entry(row).or_default().push(at);
            lengths[at] += 1;
        }
    }
    // What says nothing is missed by nobody; answers that cannot be told stand nowhere else.
    let mut is_counted: Vec<bool> = waiting
        .iter()
        .zip(&lengths)
        .map(|(one, length)| one.below != Below::Answers && *length == 0)
        .collect();
    if rows.is_empty() {
        return is_counted;
    }
    for response in reading.submissions.iter().flat_map(|submission| &submission.responses) {
        let said = words(response.text.as_str());
        let mut found: BTreeMap<&[String], &[usize]> = BTreeMap::new();
        for row in said.windows(WORDS_IN_A_ROW) {
            if let Some(of) = rows.get(row) {
                found.insert(row, of);
            }
        }
        let mut hits: BTreeMap<usize, usize> = BTreeMap::new();
        for at in found.into_values().flatten() {
            *hits.entry(*at).or_default() += 1;
        }
        for (at, found) in hits {
            is_counted[at] |= stands_there(found, lengths[at]);
        }
    }
    is_counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_a_mailbox_are_told_by_number() {
        let places = |count| (1..=count).map(Place::Message).collect::<Vec<_>>();
        assert_eq!(numbered(&[Place::Whole]), "");
        assert_eq!(numbered(&places(1)), " in message 1");
        assert_eq!(numbered(&places(2)), " in messages 1, 2");
        assert!(numbered(&places(12)).ends_with(" 10 and 2 more"));
    }
}
