//! An e-mail is one submission; what stands in it besides the sender's own words is cut and entered apart.

pub(super) mod attachments;
pub(super) mod automatic;
// What can only be told when all messages are there.
pub(super) mod below;
pub(super) mod compressed_rtf;
mod covering;
pub(super) mod dates;
// What can only be told when all messages are there.
pub(super) mod earlier;
pub(super) mod html;
mod inline;
mod marks;
mod own_words;
pub(super) mod pasted;
pub(super) mod senders;
mod sentences;

use self::attachments::is_nobody;
use self::automatic::is_automatic_reply;
use self::below::{Below, is_for};
use self::covering::{is_covering_note, is_forwarding_note, is_offices_note};
use self::earlier::{Earlier, parts, senders_words};
use self::inline::{is_nothing_but_pointer, points_below};
use self::marks::begins_copy;
pub use self::marks::is_device_line;
pub(super) use self::own_words::address;
use self::own_words::{OwnWords, own_words};
use super::formats::Message;
use super::letters::{petition, push_text};
use super::settings::FileSettings;
use super::{LONGEST_RESPONSE, Reading};
use crate::ledger::State;
use crate::submission::{Kind, Source, attribute};
use crate::text::counted;

/// Messages that were passed on several times are opened so often.
const MOST_PASSED_ON: usize = 5;

/// Reads a message, which may have files attached. Where it only passes another on, that other is the submission.
pub(super) fn read(
    unwrapped: &mut Unwrapped,
    source: Source,
    told: &FileSettings,
    reading: &mut Reading,
    notes: &mut Vec<String>,
) {
    if let Some(reason) = unwrapped.message.no_submission {
        reading.enter(source, State::OutOfScope, reason);
        return;
    }
    if unwrapped.message.body.len() > LONGEST_RESPONSE {
        reading.enter(source, State::Unreadable, "the text of this message is longer than 10 MB; divide it");
        return;
    }
    unwrapped.enter_passed_on(source, reading);
    let mut text = std::mem::take(&mut unwrapped.own.text);
    if let Some(petition) = petition::found_in_message(&mut text, told) {
        reading.enter(source, State::OutOfScope, petition.signatures);
        notes.extend(petition.told);
    }
    let Unwrapped { message, has_attachments, .. } = &*unwrapped;
    if text.is_empty() && *has_attachments {
        let reason = "the message itself is blank; what is attached is read as what was sent";
        reading.enter(source, State::Blank, reason);
    } else if *has_attachments && is_covering_note(&text, false) {
        reading.enter(source, State::OutOfScope, "a covering note for what is attached");
    } else {
        if text.is_empty() {
            note_subject(message, source, reading);
        }
        let identity = message.from.as_deref().map(|from| reading.consultation.identities.number(from));
        let mut attributes = vec![reading.default_channel(told, "E-mail")];
        if let Some(date) = &message.date {
            attributes.push(reading.attribute_value(attribute::DATE, date));
        }
        let before = reading.submissions.len();
        push_text(text, source, Kind::Reply, identity, attributes, told, reading);
        if reading.submissions.len() > before {
            let earlier = std::mem::take(&mut unwrapped.earlier);
            unwrapped.own.quoted -= earlier.iter().map(|words| words.lines).sum::<usize>();
            reading.remember_quoted(earlier, source);
            reading.remember_below(std::mem::take(&mut unwrapped.below), source);
        }
    }
    unwrapped.own.enter_cut(source, reading);
}

impl OwnWords {
    /// Enters what was cut from around the words.
    fn enter_cut(&self, source: Source, reading: &mut Reading) {
        if self.quoted > 0 {
            let lines = counted(self.quoted, "line", "lines");
            let reason = format!("an earlier message quoted in this one ({lines}), left out");
            reading.enter(source, State::OutOfScope, reason);
        }
        let around = [
            (self.signature, "the signature block of this message"),
            (self.disclaimer, "a notice about confidentiality or the like"),
            (self.banner, "a warning that the message came from outside"),
            (self.device, "a mark of the sender's telephone or mail program"),
        ];
        let around: Vec<String> = around
            .iter()
            .filter(|(lines, _)| *lines > 0)
            .map(|(lines, what)| format!("{what} ({})", counted(*lines, "line", "lines")))
            .collect();
        if !around.is_empty() {
            reading.enter(source, State::OutOfScope, format!("{}, cut", around.join("; ")));
        }
    }
}

/// A message without what was cut from it, and without those that passed it on.
pub(super) struct Unwrapped {
    /// The message; its sender is whose words they are, where an address tells.
    pub(super) message: Message,
    own: OwnWords,
    /// What the sender wrote before, where it is quoted.
    earlier: Vec<Earlier>,
    /// What stands below these words and somebody should look at.
    below: Vec<Below>,
    /// What became of those that passed it on.
    passed_on: Vec<String>,
    has_attachments: bool,
}

impl Unwrapped {
    /// The words that the message is there for.
    pub(super) fn text(&self) -> &str {
        &self.own.text
    }

    /// Enters all that is not these words.
    pub(super) fn enter_rest(&self, source: Source, reading: &mut Reading) {
        self.enter_passed_on(source, reading);
        self.own.enter_cut(source, reading);
    }

    fn enter_passed_on(&self, source: Source, reading: &mut Reading) {
        for reason in &self.passed_on {
            reading.enter(source, State::OutOfScope, reason.clone());
        }
    }
}

/// Finds the words that a message is there for: its sender's, or those it passes on; none in one that is not read.
pub(super) fn unwrapped(message: Message) -> Unwrapped {
    let has_attachments = !message.attachments.is_empty();
    let mut found = Unwrapped {
        message,
        own: OwnWords::default(),
        earlier: Vec::new(),
        below: Vec::new(),
        passed_on: Vec::new(),
        has_attachments,
    };
    if found.message.no_submission.is_none() && found.message.body.len() <= LONGEST_RESPONSE {
        found.own = first_words(&found.message);
        let before = found.open_passed_on();
        found.look_below(before);
    }
    found
}

/// The words of whoever sent a message, or of those to whom it says that they belong.
fn first_words(message: &Message) -> OwnWords {
    let subject = plain_subject(message.subject.as_deref());
    let is_reply = ["re:", "re :", "aw:", "ynghylch:"].iter().any(|start| subject.starts_with(start));
    let mut own = own_words(&message.body, passes_on(&subject));
    if own.text.is_empty() && own.forwarded.is_none() && !is_reply {
        // Nothing but a copied message, and no reply: it was passed on.
        own = own_words(&message.body, true);
    }
    if own.forwarded.is_none() && is_offices_note(&own.text) {
        let passed_on = own_words(&message.body, true);
        let is_anothers = |from: &String| Some(from) != message.sent_from.as_ref() && !is_for(from, message);
        if passed_on.forwarded.as_ref().and_then(|below| below.from.as_ref()).is_some_and(is_anothers) {
            return passed_on;
        }
    }
    own
}

impl Unwrapped {
    /// Opens what was passed on, however often, down to the words that are a submission. What the sender wrote before, if that is what stands below.
    fn open_passed_on(&mut self) -> Option<Earlier> {
        for _ in 0..MOST_PASSED_ON {
            let Some(forwarded) = self.own.forwarded.take() else { break };
            let own = &self.own.text;
            let is_own = !own.is_empty() && !is_forwarding_note(own, &self.message, &forwarded);
            if is_own
                && forwarded.from.is_some()
                && forwarded.from == self.message.from
                && let Some(words) = Earlier::of(&forwarded.body)
            {
                let lines = counted(forwarded.heading, "line", "lines");
                self.passed_on.push(format!(
                    "the heading of a message that the sender wrote before, forwarded below ({lines})"
                ));
                self.own.quoted += words.lines;
                return Some(words);
            }
            if is_own || forwarded.body.is_empty() {
                let lines = counted(forwarded.heading + filled(&forwarded.body), "line", "lines");
                self.passed_on.push(format!(
                    "a message forwarded below the sender's own words ({lines}), cut; \
                     if it is a submission too, save it as a file of its own"
                ));
                self.below.extend(Below::of_forwarded(forwarded.from, forwarded.body, &self.message));
                break;
            }
            if !own.is_empty() {
                self.passed_on.push("a covering note for the message that is passed on below it".to_owned());
            }
            let lines = counted(forwarded.heading, "line", "lines");
            self.passed_on.push(format!(
                "the heading of a forwarded message ({lines}); the message below it is read as the submission"
            ));
            self.message.from = forwarded.from.filter(|from| !is_nobody(from));
            let inner = own_words(&forwarded.body, true);
            self.own = OwnWords {
                quoted: self.own.quoted + inner.quoted,
                signature: self.own.signature + inner.signature,
                disclaimer: self.own.disclaimer + inner.disclaimer,
                banner: self.own.banner + inner.banner,
                device: self.own.device + inner.device,
                ..inner
            };
        }
        None
    }

    /// Looks at what is quoted below the words: what the sender wrote there or `before`, and what somebody should look at.
    fn look_below(&mut self, before: Option<Earlier>) {
        if is_automatic_reply(&self.own.text) {
            self.message.no_submission = Some(attachments::AUTOMATIC);
        }
        let points = points_below(&self.own.text);
        let is_pointer = is_nothing_but_pointer(&self.own.text);
        let has_copy = begins_with_copy(&self.own.quotation);
        if !self.own.take_answers(&self.message) && self.own.quoted > 0 && (is_pointer || points && has_copy)
        {
            self.below.push(Below::Answers);
        }
        let quotation: Vec<&str> = self.own.quotation.iter().map(String::as_str).collect();
        let parts = parts(&quotation);
        self.earlier = senders_words(&parts, &self.message).into_iter().chain(before).collect();
        self.below.extend(parts.iter().filter_map(|part| Below::of_part(part, &self.message)));
    }
}

/// Whether a quotation begins with the heading of a copied message: whatever stands below it counts as quoted.
fn begins_with_copy(quotation: &[String]) -> bool {
    let lines: Vec<&str> =
        quotation.iter().map(String::as_str).skip_while(|line| line.trim().is_empty()).collect();
    !lines.is_empty() && begins_copy(&lines)
}

/// A blank message may say what it has to say in its subject: somebody should look.
fn note_subject(message: &Message, source: Source, reading: &mut Reading) {
    let subject = plain_subject(message.subject.as_deref());
    let words = subject.split_whitespace().count();
    let is_reply = subject.starts_with("re:") || passes_on(&subject);
    if words > 3 && !is_reply {
        let reason = format!(
            "the subject of a blank message ({words} words), not counted; look whether it makes a point"
        );
        reading.enter(source, State::OutOfScope, reason);
    }
}

/// A subject in small letters, without marks such as `[EXTERNAL]` before it.
fn plain_subject(subject: Option<&str>) -> String {
    let mut plain = subject.unwrap_or_default().trim().to_lowercase();
    while plain.starts_with('[')
        && let Some((_, rest)) = plain.split_once(']')
    {
        plain = rest.trim_start().to_owned();
    }
    plain
}

fn passes_on(subject: &str) -> bool {
    ["fw:", "fwd:", "fw :", "wg:", "tr:", "ymlaen:"].iter().any(|start| subject.starts_with(start))
}

fn filled(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}
