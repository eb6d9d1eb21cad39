//! The lines of a conversation: who speaks in each, as labels before the words, and times beside them, tell.

use crate::ingest::formats::Block;
use crate::ingest::notes::event_details::is_group;
use crate::text::entries;

/// Who leads a conversation, who is asked in it, and what is no speaker.
const LEADING: &str = include_str!("lists/leading.txt");
const ASKED: &str = include_str!("lists/asked.txt");
const NO_SPEAKERS: &str = include_str!("lists/no_speakers.txt");

/// Words of titles that announce a conversation.
pub(super) const TITLES: &str = include_str!("lists/transcripts.txt");

/// A label has at most so many bytes and words; a name fewer words.
const LONGEST_LABEL: usize = 60;
const MOST_WORDS: usize = 5;
const MOST_WORDS_OF_NAME: usize = 3;
const MOST_WORDS_BEFORE_DASH: usize = 2;

/// Who a label says speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Whoever leads the conversation: "Interviewer", "Q".
    Leading,
    /// Somebody who is asked: "Participant 2", "R1", "Daughter".
    Asked,
    /// Somebody by what looks like a name.
    Named,
    /// Nobody: "Date", "Parking".
    Nobody,
}

/// What stands before somebody's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// As it stands there, without what is told of the speaker in brackets.
    pub(super) shown: String,
    /// The same in small letters.
    pub(super) plain: String,
    /// Who that is.
    pub(super) who: Who,
    /// Whether a time stands beside it, as programs write it that listen to recordings.
    pub(super) is_timed: bool,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The number of its block.
    pub(super) block: usize,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
    /// Who speaks from here on, where it says so.
    pub(super) label: Option<Label>,
    /// All of it.
    pub(super) whole: String,
    /// What stands behind the label.
    pub(super) words: String,
}

/// The lines of a document without lists; a table's rows are lines where each is somebody and their words. None where the document is laid out otherwise.
pub(super) fn lines(blocks: &[Block]) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for (block, content) in blocks.iter().enumerate() {
        match content {
            Block::Bullet(_) => return None,
            Block::Heading(text) => lines.push(line(block, true, text.trim())),
            Block::Paragraph(text) => {
                let filled = text.lines().map(str::trim).filter(|text| !text.is_empty());
                lines.extend(filled.map(|text| line(block, false, text)));
            }
            Block::Table(rows) => {
                let turns: Option<Vec<Line>> = rows
                    .iter()
                    .filter(|row| row.iter().flatten().any(|text| !text.trim().is_empty()))
                    .map(|row| of_row(block, row))
                    .collect();
                lines.extend(turns?);
            }
        }
    }
    Some(lines)
}

fn line(block: usize, is_heading: bool, text: &str) -> Line {
    let found = label(text);
    let words = found.as_ref().map_or(text, |(_, words)| words).to_owned();
    Line { block, is_heading, label: found.map(|(label, _)| label), whole: text.to_owned(), words }
}

/// A row of a table that holds a speaker and words, besides a number or a time.
fn of_row(block: usize, row: &[Vec<String>]) -> Option<Line> {
    let cells: Vec<String> = row.iter().map(|cell| cell.join("\n").trim().to_owned()).collect();
    let mut filled =
        cells.iter().filter(|cell| !cell.is_empty() && !is_time(cell) && cell.parse::<u32>().is_err());
    let (speaker, words) = (filled.next()?, filled.next());
    if filled.next().is_some() {
        return None;
    }
    let labelled = format!("{}: ", speaker.trim_end_matches(':'));
    let (label, rest) = label(&labelled)?;
    let words = words.cloned().unwrap_or_default();
    rest.is_empty().then(|| Line {
        block,
        is_heading: false,
        whole: format!("{speaker}: {words}"),
        label: Some(label),
        words,
    })
}

/// The label that a line begins with, and what stands behind it.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let (line, is_timed) = without_time(line.trim_matches('*'));
    let (before, behind, is_timed) = match before_time(line) {
        Some(name) => (name, "", true),
        None => {
            let (before, behind) = divided(line)?;
            (before, behind, is_timed)
        }
    };
    let (shown, inside) = without_brackets(before.trim_matches(['*', ' ', '\u{a0}']));
    let words = shown.split_whitespace().count();
    let is_label = (1..=MOST_WORDS).contains(&words)
        && shown.starts_with(char::is_alphabetic)
        && shown.chars().all(|c| c.is_alphanumeric() || " .'\u{2019}-/&#\u{a0}".contains(c));
    let plain = shown.to_lowercase().replace('\u{2019}', "'");
    is_label.then(|| {
        // "Gemma (interviewer): …", "[00:12] Joan's husband: …"
        let who = match who(&shown, &plain) {
            _ if entries(LEADING).any(|leading| leading.len() > 2 && inside.contains(leading)) => {
                Who::Leading
            }
            Who::Nobody if is_timed && words <= MOST_WORDS_OF_NAME && !is_no_speaker(&plain) => Who::Named,
            who => who,
        };
        (
            Label { who, plain, is_timed, shown: shown.clone() },
            behind.trim_matches(['*', ' ', '\t', '\u{a0}']),
        )
    })
}

/// Whether a label says what somebody does there, and is no name.
pub(super) fn is_role(plain: &str) -> bool {
    entries(LEADING).chain(entries(ASKED)).any(|role| {
        plain
            .strip_prefix(role)
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '#'))
    })
}

/// A line divided behind its label: "Margaret: …", "Q. …", "Margaret\t…".
fn divided(line: &str) -> Option<(&str, &str)> {
    let mark = line.find([':', '\t']).filter(|at| *at <= LONGEST_LABEL);
    let first = line.split_whitespace().next()?;
    let letter = first.trim_end_matches(['.', ')', ':']);
    // "Q. How was it?", "A1. Good"
    if letter.len() < first.len()
        && matches!(letter.trim_end_matches(|c: char| c.is_ascii_digit()), "Q" | "A")
        && letter.len() <= 3
    {
        return Some((&letter[..1], &line[first.len()..]));
    }
    if let Some(at) = mark {
        let behind = &line[at + 1..];
        return (behind.is_empty() || behind.starts_with([' ', '\t', '\u{a0}']))
            .then(|| (&line[..at], behind));
    }
    let (before, behind) = line.split_once(" \u{2013} ").or_else(|| line.split_once(" - "))?;
    (before.len() <= LONGEST_LABEL && before.split_whitespace().count() <= MOST_WORDS_BEFORE_DASH)
        .then_some((before, behind))
}

/// A line without the time that stands before it: "[00:01:20] …".
fn without_time(line: &str) -> (&str, bool) {
    let line = line.trim_start();
    let end = match line.chars().next() {
        Some(open @ ('[' | '(')) => line.find(if open == '[' { ']' } else { ')' }).map(|at| at + 1),
        _ => line.find([' ', '\t']),
    };
    match end.filter(|end| is_time(&line[..*end])) {
        Some(end) => (line[end..].trim_start_matches([' ', '-', '\t', '\u{2013}']), true),
        None => (line, false),
    }
}

/// The name before a time that ends a line: "Gemma Hall  0:03".
fn before_time(line: &str) -> Option<&str> {
    let (name, time) = line.trim_end().rsplit_once([' ', '\t', '\u{a0}'])?;
    let words = name.split_whitespace().count();
    let is_name = name
        .split_whitespace()
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    (is_time(time) && is_name && (1..=MOST_WORDS_OF_NAME).contains(&words)).then_some(name)
}

/// Whether nothing but a time stands here: "0:03", "[00:01:20]".
fn is_time(text: &str) -> bool {
    let bare = text.trim().trim_matches(['[', ']', '(', ')']);
    bare.len() >= 4
        && bare.contains(':')
        && bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','))
}

/// A label without what stands in brackets, and that in small letters: "Person 1 (F, 70s)".
fn without_brackets(label: &str) -> (String, String) {
    let (mut kept, mut inside) = (String::new(), String::new());
    let mut depth = 0usize;
    for character in label.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => inside.extend(character.to_lowercase()),
        }
    }
    (kept.split_whitespace().collect::<Vec<_>>().join(" "), inside)
}

/// Whether a label in small letters is none of a speaker's: a detail, a topic, or the title of what is written down.
fn is_no_speaker(plain: &str) -> bool {
    entries(NO_SPEAKERS).chain(entries(TITLES)).any(|known| known == plain)
}

/// Who a label speaks of.
fn who(shown: &str, plain: &str) -> Who {
    let is_in = |list: &str, word: &str| entries(list).any(|known| known == word);
    let without_number = |label: &str| -> String {
        let (words, last) = label.rsplit_once(' ').unwrap_or(("", label));
        let is_number = |word: &str| {
            let word = word.trim_start_matches('#');
            word.parse::<u32>().is_ok()
                || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        let bare = if !words.is_empty() && is_number(last) { words } else { label };
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').trim().to_owned()
    };
    let bare = without_number(plain);
    let is_numbered = bare != plain;
    if is_in(LEADING, &bare) {
        return Who::Leading;
    }
    if is_in(ASKED, &bare) && (is_numbered || !is_in(NO_SPEAKERS, plain)) {
        return Who::Asked;
    }
    // A table or a group is no person: "Table 1", "Group B"; nor is what has a number.
    let has_number = plain.ends_with(|c: char| c.is_ascii_digit());
    if has_number || is_group(plain) || is_no_speaker(plain) {
        return Who::Nobody;
    }
    let is_small = |word: &str| matches!(word, "de" | "van" | "von" | "of" | "and" | "the" | "bin" | "al");
    let are_capital =
        shown.split(' ').all(|word| word.starts_with(char::is_uppercase) || is_small(word) || word == "&");
    let is_name =
        are_capital && shown.split(' ').count() <= MOST_WORDS_OF_NAME && !shown.contains(['/', '#']);
    if is_name { Who::Named } else { Who::Nobody }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_who_speaks() {
        let read = |line: &'static str| label(line).map(|(label, words)| (label.shown, label.who, words));
        for (line, shown, who, words) in [
            ("Margaret: No bus.", "Margaret", Who::Named, "No bus."),
            ("Person 1 (F, 70s): No bus.", "Person 1", Who::Asked, "No bus."),
            ("Q. Why?", "Q", Who::Leading, "Why?"),
            ("A1) No bus", "A", Who::Asked, "No bus"),
            ("R2:\tNo bus", "R2", Who::Asked, "No bus"),
            ("INTERVIEWER: Why?", "INTERVIEWER", Who::Leading, "Why?"),
            ("[00:01:20] Mrs P: No bus: none.", "Mrs P", Who::Named, "No bus: none."),
            ("Gemma Hall  0:03", "Gemma Hall", Who::Named, ""),
            ("Parking: too dear", "Parking", Who::Nobody, "too dear"),
            ("Gemma (interviewer): Why?", "Gemma", Who::Leading, "Why?"),
            ("[0:44] Joan's husband: No bus.", "Joan's husband", Who::Named, "No bus."),
            ("Margaret – no bus", "Margaret", Who::Named, "no bus"),
            ("Transcript: lunch club", "Transcript", Who::Nobody, "lunch club"),
            ("Table 1: the bus", "Table 1", Who::Nobody, "the bus"),
        ] {
            assert_eq!(read(line), Some((shown.to_owned(), who, words)), "{line}");
        }
        for line in ["We met at 10:30", "I said one thing, and this: no.", "http://example.org", "No bus"] {
            assert!(read(line).is_none_or(|(_, who, _)| who == Who::Nobody), "{line}");
        }
    }

    #[test]
    fn no_list_has_an_entry_twice() {
        for list in [LEADING, ASKED, NO_SPEAKERS] {
            assert!(entries(list).is_sorted_by(|one, other| one < other));
        }
    }
}
