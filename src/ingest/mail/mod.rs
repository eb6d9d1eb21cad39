//! An e-mail is one submission; what stands in it besides the sender's own words is cut and entered apart.

pub(super) mod attachments;
pub(super) mod compressed_rtf;
mod covering;
// What can only be told when all messages are there.
pub(super) mod earlier;
pub(super) mod html;
mod marks;
mod own_words;
pub(super) mod senders;

use self::attachments::is_nobody;
use self::covering::{is_covering_note, is_forwarding_note};
use self::earlier::{Earlier, senders_words};
pub use self::marks::is_device_line;
pub(super) use self::own_words::address;
use self::own_words::{OwnWords, own_words};
use super::formats::Message;
use super::letters::push_text;
use super::settings::FileSettings;
use super::{LONGEST_RESPONSE, Reading};
use crate::ledger::State;
use crate::submission::{Kind, Source, attribute};

/// Messages that were passed on several times are opened so often.
const MOST_PASSED_ON: usize = 5;

/// Reads a message, which may have files attached. Where it only passes another on, that other is the submission.
pub(super) fn read(unwrapped: &mut Unwrapped, source: Source, told: &FileSettings, reading: &mut Reading) {
    if let Some(reason) = unwrapped.message.no_submission {
        reading.enter(source, State::OutOfScope, reason);
        return;
    }
    if unwrapped.message.body.len() > LONGEST_RESPONSE {
        reading.enter(source, State::Unreadable, "the text of this message is longer than 10 MB; divide it");
        return;
    }
    unwrapped.enter_passed_on(source, reading);
    let text = std::mem::take(&mut unwrapped.own.text);
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
        }
    }
    unwrapped.own.enter_cut(source, reading);
}

impl OwnWords {
    /// Enters what was cut from around the words.
    fn enter_cut(&self, source: Source, reading: &mut Reading) {
        if self.quoted > 0 {
            let lines = self.quoted;
            let reason = format!(
                "an earlier message quoted in this one ({lines} lines), cut so that it is not counted again"
            );
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
            .map(|(lines, what)| format!("{what} ({lines} lines)").replace("(1 lines)", "(1 line)"))
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
pub(super) fn unwrapped(mut message: Message) -> Unwrapped {
    let has_attachments = !message.attachments.is_empty();
    if message.no_submission.is_some() || message.body.len() > LONGEST_RESPONSE {
        return Unwrapped {
            message,
            own: OwnWords::default(),
            earlier: Vec::new(),
            passed_on: Vec::new(),
            has_attachments,
        };
    }
    let subject = plain_subject(message.subject.as_deref());
    let is_reply = ["re:", "re :", "aw:", "ynghylch:"].iter().any(|start| subject.starts_with(start));
    let mut reasons: Vec<String> = Vec::new();
    let mut own = own_words(&message.body, passes_on(&subject));
    if own.text.is_empty() && own.forwarded.is_none() && !is_reply {
        // Nothing but a copied message, and no reply: it was passed on.
        own = own_words(&message.body, true);
    }
    for _ in 0..MOST_PASSED_ON {
        let Some(forwarded) = own.forwarded.take() else { break };
        let is_own = !own.text.is_empty() && !is_forwarding_note(&own.text, &message, &forwarded);
        if is_own || forwarded.body.is_empty() {
            let lines = forwarded.heading + filled(&forwarded.body);
            reasons.push(format!(
                "a message forwarded below the sender's own words ({lines} lines), cut; \
                 if it is a submission too, save it as a file of its own"
            ));
            break;
        }
        if !own.text.is_empty() {
            reasons.push("a covering note for the message that is passed on below it".to_owned());
        }
        let lines = forwarded.heading;
        reasons.push(format!(
            "the heading of a forwarded message ({lines} lines); the message below it is read as the submission"
        ));
        message.from = forwarded.from.filter(|from| !is_nobody(from));
        let inner = own_words(&forwarded.body, true);
        own = OwnWords {
            quoted: own.quoted + inner.quoted,
            signature: own.signature + inner.signature,
            disclaimer: own.disclaimer + inner.disclaimer,
            banner: own.banner + inner.banner,
            device: own.device + inner.device,
            ..inner
        };
    }
    let quotation: Vec<&str> = own.quotation.iter().map(String::as_str).collect();
    let earlier = senders_words(&quotation, &message);
    Unwrapped { message, own, earlier, passed_on: reasons, has_attachments }
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
