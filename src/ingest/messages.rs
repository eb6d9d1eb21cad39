//! An e-mail is one submission; what it quotes of earlier ones is cut and entered apart.

use super::Reading;
use super::formats::Message;
use super::letters::push_text;
use super::settings::FileSettings;
use crate::ledger::State;
use crate::submission::{Kind, Source, attribute};

pub(super) fn read(message: Message, source: Source, told: &FileSettings, reading: &mut Reading) {
    let (body, quoted) = own_words(&message.body);
    let identity = message.from.as_deref().map(|from| reading.consultation.identities.number(from));
    let mut attributes = vec![reading.default_channel(told, "E-mail")];
    if let Some(date) = &message.date {
        attributes.push(reading.attribute_value(attribute::DATE, date));
    }
    push_text(body, source, Kind::Reply, identity, attributes, told, reading);
    if quoted > 0 {
        let reason = format!(
            "an earlier message quoted below this one ({quoted} lines), cut so that it is not counted again"
        );
        reading.enter(source, State::OutOfScope, reason);
    }
    for number in 1..=message.attachments.len() {
        let reason = format!(
            "attachment {number} of this e-mail is not read; save it beside the e-mail as a file of its own"
        );
        reading.enter(source, State::Unreadable, reason);
    }
}

/// The sender's own words, and how many lines of an earlier message were cut below them. The mark `-- ` ends a message before its signature
/// block; a line such as "Sent from my iPhone" is left out.
fn own_words(body: &str) -> (String, usize) {
    let lines: Vec<&str> = body.lines().collect();
    let mut end = lines.len();
    let mut quoted = 0;
    for (at, line) in lines.iter().enumerate() {
        if begins_quotation(line, &lines[at + 1..]) {
            quoted = lines[at..].iter().filter(|line| !line.trim().is_empty()).count();
            end = at;
            break;
        }
    }
    let mut kept = Vec::new();
    for line in &lines[..end] {
        if *line == "-- " || line.trim_end() == "--" {
            break;
        }
        let trimmed = line.trim();
        if trimmed.starts_with('>') {
            quoted += 1;
        } else if !is_device_line(trimmed) {
            kept.push(*line);
        }
    }
    (kept.join("\n").trim().to_owned(), quoted)
}

fn begins_quotation(line: &str, after: &[&str]) -> bool {
    let line = line.trim();
    let next = after.iter().map(|line| line.trim()).find(|line| !line.is_empty()).unwrap_or("");
    let is_on_wrote =
        line.starts_with("On ") && (line.ends_with("wrote:") || next.ends_with("wrote:") && line.len() < 90);
    let is_outlook_head = line.starts_with("From: ")
        && ["Sent: ", "Date: ", "To: "].iter().any(|start| next.starts_with(start));
    is_on_wrote
        || is_outlook_head
        || line.starts_with("-----Original Message-----")
        || line.starts_with("________________________________")
}

fn is_device_line(line: &str) -> bool {
    let line = line.to_lowercase();
    (line.starts_with("sent from my ")
        || line.starts_with("get outlook for ")
        || line.starts_with("sent from outlook")
        || line.starts_with("sent from yahoo"))
        && line.len() < 80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_thread_is_cut_and_counted() {
        let (own, quoted) = own_words(
            "More buses please.\n\nJo\nSent from my iPhone\n\nOn Monday, Sam wrote:\n> What do you want?\n",
        );
        assert_eq!(own, "More buses please.\n\nJo");
        assert_eq!(quoted, 2);
        assert_eq!(own_words("From: me to you with love").0, "From: me to you with love");
    }

    #[test]
    fn a_signature_block_is_no_point() {
        assert_eq!(own_words("Keep the ward.\n-- \nJo Bloggs\nDirector").0, "Keep the ward.");
    }
}
