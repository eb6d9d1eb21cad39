//! Mailboxes: many messages in one file, each below a line that begins with `From `.

use std::ops::Range;

use super::{Content, Format, Opened, email};

pub(super) struct Mailbox;

impl Format for Mailbox {
    fn name(&self) -> &'static str {
        "mailbox (.mbox)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        let is_named = [".mbox", ".mbx", "mbox"].iter().any(|ending| name.ends_with(ending));
        let bytes = &bytes[start(bytes)..];
        let end = line_end(bytes, 0);
        let looks_so = || is_dated(&bytes[..end]) && email::is_header(&bytes[end..line_end(bytes, end)]);
        bytes.starts_with(b"From ") && (is_named || looks_so())
    }

    fn may_be_large(&self) -> bool {
        true
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let messages = messages(&bytes);
        let notes = vec![format!("a mailbox of {} messages", messages.len())];
        let content = Content::Mailbox(Box::new(move |take| {
            for message in messages {
                if take(email::message(unescaped(&bytes[message]))).is_break() {
                    return;
                }
            }
        }));
        Ok(Opened { content, notes, asides: Vec::new() })
    }
}

/// Where the contents begin, behind a byte order mark or blank lines.
fn start(bytes: &[u8]) -> usize {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    bytes[mark..].iter().position(|byte| !byte.is_ascii_whitespace()).map_or(bytes.len(), |at| mark + at)
}

/// Where each message stands, without the line that begins it. A line `From ` inside a message begins another only where it
/// has two of a blank line above, a time, and a header below: "From now on …" does not.
fn messages(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = start(bytes);
    let mut is_below_blank = true;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        let line = &bytes[at..end];
        let begins = line.starts_with(b"From ") && {
            let is_dated = is_dated(line);
            let has_header = email::is_header(&bytes[end..line_end(bytes, end)]);
            found.is_empty() || is_dated && has_header || is_below_blank && (is_dated || has_header)
        };
        if begins {
            if let Some(last) = found.last_mut() {
                last.end = at;
            }
            found.push(end..bytes.len());
        }
        is_below_blank = line.iter().all(u8::is_ascii_whitespace);
        at = end;
    }
    found
}

/// The place behind the line that begins here.
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length + 1)
}

/// Whether a line has a time and a year, as in `From somebody Wed Feb 27 10:04:00 2019`.
fn is_dated(line: &[u8]) -> bool {
    let has_time = line.windows(5).any(
        |five| matches!(five, [a, b, b':', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit())),
    );
    let has_year = line.windows(4).any(|four| {
        (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit)
    });
    has_time && has_year
}

/// The message with the mark taken away that keeps its lines `>From ` from being taken for others.
fn unescaped(message: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        let is_escaped = marks > 0 && line[marks..].starts_with(b"From ");
        plain.extend_from_slice(&line[usize::from(is_escaped)..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart_and_sentences_are_not_taken_for_them() {
        let mailbox =
            b"From jo@example.org Wed Feb 27 10:04:00 2019\nSubject: A\n\nFrom now on\n\nFrom the start\n\
                        >From here\n>>From there\n\nFrom - Thu Feb 28 10:04:00 2019\nSubject: B\n\nYes\n";
        let found: Vec<String> = messages(mailbox)
            .into_iter()
            .map(|message| String::from_utf8_lossy(&unescaped(&mailbox[message])).into_owned())
            .collect();
        assert_eq!(
            found,
            [
                "Subject: A\n\nFrom now on\n\nFrom the start\nFrom here\n>From there\n\n",
                "Subject: B\n\nYes\n"
            ]
        );
        assert!(!Mailbox.recognises("letter.txt", b"From Jo Bloggs\n12 High Street\n\nKeep the ward."));
        assert!(Mailbox.recognises("inbox", mailbox));
    }
}
