//! An e-mail is one submission; what it quotes of earlier ones is cut and entered apart.

use super::Reading;
use super::formats::Message;
use super::letters::push_text;
use super::settings::FileSettings;
use crate::ledger::State;
use crate::submission::{Kind, Source, attribute};

pub(super) fn read(message: &Message, source: Source, told: &FileSettings, reading: &mut Reading) {
    let own = own_words(&message.body);
    let identity = message.from.as_deref().map(|from| reading.consultation.identities.number(from));
    let mut attributes = vec![reading.default_channel(told, "E-mail")];
    if let Some(date) = &message.date {
        attributes.push(reading.attribute_value(attribute::DATE, date));
    }
    push_text(own.text, source, Kind::Reply, identity, attributes, told, reading);
    if own.quoted > 0 {
        let lines = own.quoted;
        let reason = format!(
            "an earlier message quoted in this one ({lines} lines), cut so that it is not counted again"
        );
        reading.enter(source, State::OutOfScope, reason);
    }
    if own.signature > 0 {
        let reason = format!("the signature block of this message ({} lines), cut", own.signature);
        reading.enter(source, State::OutOfScope, reason);
    }
}

/// The sender's own words, and what was cut from the message besides them.
#[derive(Debug, Default, PartialEq, Eq)]
struct OwnWords {
    text: String,
    /// Lines of an earlier message.
    quoted: usize,
    /// Lines of a signature block.
    signature: usize,
}

/// A line `--` begins a signature block where at most so many lines follow; `-- ` always does.
const LONGEST_SIGNATURE: usize = 8;

/// Divides a message. Lines marked `>` are an earlier message's, and so is the line above them that says so; all that follows an
/// Outlook heading is; the mark `-- ` begins the signature block; a line such as "Sent from my iPhone" is left out. All else is the
/// sender's own, above or below.
fn own_words(body: &str) -> OwnWords {
    let lines: Vec<&str> = body.lines().collect();
    let mut own = OwnWords::default();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (line, rest) = (lines[at], &lines[at..]);
        if line == "-- " || line.trim_end() == "--" && filled(&rest[1..]) <= LONGEST_SIGNATURE {
            own.signature = filled(rest);
            break;
        }
        if let Some(announcing) = announces_quotation(rest) {
            let next = rest[announcing..].iter().find(|line| !line.trim().is_empty());
            let is_marked = next.is_none_or(|line| line.trim_start().starts_with('>'));
            let end = if is_marked { announcing } else { rest.len() };
            own.quoted += filled(&rest[..end]);
            at += end;
            continue;
        }
        if begins_copy(rest) {
            own.quoted += filled(rest);
            break;
        }
        if line.trim_start().starts_with('>') {
            own.quoted += 1;
        } else if !is_device_line(line.trim()) {
            kept.push(line);
        }
        at += 1;
    }
    own.text = kept.join("\n").trim().to_owned();
    own
}

/// How many lines have something on them.
fn filled(lines: &[&str]) -> usize {
    lines.iter().filter(|line| !line.trim().is_empty()).count()
}

/// How many lines here say that an earlier message follows: "On Monday, Sam wrote:", over one line or two.
fn announces_quotation(rest: &[&str]) -> Option<usize> {
    let line = rest[0].trim();
    let next = rest.get(1).map_or("", |line| line.trim());
    if !line.starts_with("On ") || line.len() > 120 {
        return None;
    }
    if line.ends_with("wrote:") { Some(1) } else { next.ends_with("wrote:").then_some(2) }
}

/// Whether a copied message begins here: Outlook's heading or rule.
fn begins_copy(rest: &[&str]) -> bool {
    let line = rest[0].trim();
    let next = rest[1..].iter().map(|line| line.trim()).find(|line| !line.is_empty()).unwrap_or("");
    let is_heading = line.starts_with("From: ")
        && ["Sent: ", "Date: ", "To: "].iter().any(|start| next.starts_with(start));
    is_heading
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
        let own = own_words(
            "More buses.\nSent from my iPhone\n\nOn Monday, Sam wrote:\n> What do you want?\nAnd trains.",
        );
        assert_eq!((own.text.as_str(), own.quoted), ("More buses.\n\nAnd trains.", 2));
        assert_eq!(own_words("From: me to you with love").text, "From: me to you with love");
        assert_eq!(own_words("Yes.\nFrom: Sam\nSent: Monday\nWhat?").quoted, 3);
    }

    #[test]
    fn a_signature_block_is_no_point() {
        let own = own_words("Keep the ward.\n-- \nJo Bloggs\nDirector");
        assert_eq!((own.text.as_str(), own.signature), ("Keep the ward.", 3));
    }
}
