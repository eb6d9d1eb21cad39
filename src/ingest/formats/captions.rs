//! Captions of a recording (.vtt, .srt): the words without numbers and times, a new line where somebody else speaks.

use super::{Block, Content, Format, LARGEST_TEXT, Opened, TOO_LARGE_TEXT, html_character};
use crate::ingest::decode::{decode, is_text};

pub(super) struct Captions;

/// So much of a file tells whether it has captions.
const HEAD: usize = 4096;

/// A label before somebody's words has at most so many bytes.
const LONGEST_LABEL: usize = 40;

impl Format for Captions {
    fn name(&self) -> &'static str {
        "captions (.vtt, .srt)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        if !is_text(bytes) {
            return false;
        }
        let head = decode(bytes[..bytes.len().min(HEAD)].to_vec()).text;
        let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default().trim_start_matches('\u{feff}');
        let is_numbered = first.parse::<u32>().is_ok() && lines.next().is_some_and(is_time);
        (first.starts_with("WEBVTT") || is_numbered || is_time(first)) && head.lines().any(is_time)
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        if bytes.len() > LARGEST_TEXT {
            return Err(TOO_LARGE_TEXT.to_owned());
        }
        let decoded = decode(bytes);
        let content = Content::Document(blocks(&decoded.text));
        Ok(Opened { content, notes: decoded.notes, asides: Vec::new() })
    }
}

/// Whether a line says from when to when words are shown: "00:00:01.000 --> 00:00:04.000".
fn is_time(line: &str) -> bool {
    let Some((from, to)) = line.split_once("-->") else { return false };
    let begins = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit()) && text.contains(':');
    begins(from) && begins(to)
}

/// The words of all captions: those that go on are one paragraph.
fn blocks(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut said: Vec<String> = Vec::new();
    for cue in text.split("\n\n") {
        let lines: Vec<&str> = cue.lines().map(str::trim).collect();
        // A heading, a style or a note of the program's has no time.
        let Some(time) = lines.iter().position(|line| is_time(line)) else { continue };
        for line in &lines[time + 1..] {
            let line = without_tags(line);
            match said.last_mut() {
                _ if line.is_empty() => {}
                Some(last) if !begins_turn(&line) => {
                    last.push(' ');
                    last.push_str(&line);
                }
                // Programs write who speaks before every caption.
                Some(last) => match goes_on(last, &line).map(|words| format!(" {words}")) {
                    Some(words) => last.push_str(&words),
                    None => said.push(line),
                },
                None => said.push(line),
            }
        }
    }
    said.into_iter().map(Block::Paragraph).collect()
}

/// What is said behind the label of a line, where the same person spoke before.
fn goes_on<'a>(last: &str, line: &'a str) -> Option<&'a str> {
    let (label, words) = line.split_once(": ")?;
    last.strip_prefix(label).filter(|rest| rest.starts_with(": ")).map(|_| words)
}

/// Whether a line begins with who speaks, "Woman 1: …", or with the dash of another voice.
fn begins_turn(line: &str) -> bool {
    let is_label = line.split_once(": ").is_some_and(|(label, _)| {
        label.len() <= LONGEST_LABEL
            && label.split_whitespace().count() <= 4
            && label.starts_with(char::is_uppercase)
    });
    is_label || line.starts_with("- ") || line.starts_with(">> ")
}

/// A line without its tags; a voice is a label: "<v Jean>No bus</v>" is "Jean: No bus".
fn without_tags(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, tagged)) = rest.split_once('<') {
        let Some((tag, behind)) = tagged.split_once('>') else { break };
        kept.push_str(before);
        let voice =
            tag.strip_prefix("v ").or_else(|| tag.strip_prefix("v.")?.split_once(' ').map(|(_, name)| name));
        if let Some(name) = voice {
            kept.push_str(name.trim());
            kept.push_str(": ");
        }
        rest = behind;
    }
    kept.push_str(rest);
    with_characters(kept.trim())
}

/// A line with the characters that its entities stand for.
fn with_characters(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((character, length)) = html_character(rest) {
        written.push(character);
        rest = &rest[length..];
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let words = |block| match block {
            Block::Paragraph(text) => text,
            _ => String::new(),
        };
        blocks(text).into_iter().map(words).collect()
    }

    #[test]
    fn captions_are_words_without_times() {
        let web = "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:01.000 --> 00:00:04.000\nI go to hospital, no\n\n00:00:04.500 --> 00:00:09.000\n<i>interpreter</i> booked.";
        assert_eq!(said(web), ["I go to hospital, no interpreter booked."]);
        let voices = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Jean>No bus</v>\n\n00:04.000 --> 00:05.000\n<v Jean>at all.</v>\n\n00:05.000 --> 00:06.000\n<v Sam>None.</v>";
        assert_eq!(said(voices), ["Jean: No bus at all.", "Sam: None."]);
        let numbered = "1\r\n00:00:01,000 --> 00:00:04,000\r\nNo bus\r\n\r\n2\r\n00:00:04,500 --> 00:00:09,000\r\nat all\r\n";
        assert_eq!(said(numbered), ["No bus at all"]);
    }

    #[test]
    fn only_captions_are_captions() {
        let recognises = |text: &str| Captions.recognises("a.txt", text.as_bytes());
        assert!(recognises("WEBVTT\n\n00:01.000 --> 00:04.000\nNo bus"));
        assert!(recognises("1\n00:00:01,000 --> 00:00:04,000\nNo bus"));
        assert!(!recognises("WEBVTT is a format."));
        assert!(!recognises("1\nThe bus goes at 10:00 --> 10:30"));
    }
}
