//! A letter is one submission with one response.

pub(super) mod cards;
mod chat;
mod comments_page;
pub(super) mod meeting_chat;
mod numbered;
pub(super) mod petition;
pub(super) mod proposals;
pub(super) mod several;
mod signatures;
mod text_messages;
mod transcript;
mod turns;

use super::formats::{Block, Message};
use super::settings::FileSettings;
use super::tables::consent::refuses_to_be_quoted;
use super::{LONGEST_RESPONSE, Reading, Received, SubmittedText};
use crate::ledger::State;
use crate::submission::{Consent, Kind, Respondent, Response, Source, attribute};

/// The question that a letter or e-mail answers, unless the profile says another.
pub(super) const OPEN_LETTER: &str = "Letters and e-mails";

/// The question that those answer who were asked in a conversation, unless the profile says another.
pub(super) const CONVERSATION: &str = "Interviews and conversations";

/// Reads a letter; `message` is the e-mail that it came with, whose sender is then its sender.
pub(super) fn read(
    blocks: Vec<Block>,
    source: Source,
    message: Option<&Message>,
    told: &FileSettings,
    reading: &mut Reading,
) {
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => paragraphs.push(text),
            Block::Bullet(text) => paragraphs.push(format!("- {text}")),
            Block::Table(rows) => {
                paragraphs.extend(
                    rows.into_iter().flatten().filter(|cell| !cell.is_empty()).map(|cell| cell.join("\n")),
                );
            }
        }
    }
    let channel = if message.is_some() { "E-mail" } else { "Letter" };
    let mut attributes = vec![reading.default_channel(told, channel)];
    if let Some(date) = message.and_then(|message| message.date.as_deref()) {
        attributes.push(reading.attribute_value(attribute::DATE, date));
    }
    let identity = message.and_then(|message| message.from.as_deref());
    let identity = identity.map(|from| reading.consultation.identities.number(from));
    push_text(paragraphs.join("\n\n"), source, Kind::Reply, identity, attributes, told, reading);
}

/// One submission of one text.
pub(super) fn push_text(
    text: String,
    source: Source,
    kind: Kind,
    identity: Option<u32>,
    mut attributes: Vec<(u32, u32)>,
    told: &FileSettings,
    reading: &mut Reading,
) {
    if text.len() > LONGEST_RESPONSE {
        reading.enter(source, State::Unreadable, "the text is longer than 10 MB; divide the file");
        return;
    }
    attributes.extend(reading.told_attributes(told));
    let question = reading.consultation.questions.number(told.question.as_deref().unwrap_or(OPEN_LETTER));
    reading.items_seen += 1;
    let mut respondent = respondent(told, identity);
    // Whatever a profile says of all letters, this one says no.
    if refuses_to_be_quoted(&text) {
        respondent.consent = Consent::Refused;
    }
    reading.push(Received {
        id: String::new(),
        kind,
        respondent,
        attributes,
        told,
        agreement: None,
        responses: vec![Response { question, source, text: SubmittedText(text) }],
    });
}

/// The respondent as far as the profile tells.
pub(super) fn respondent(told: &FileSettings, identity: Option<u32>) -> Respondent {
    Respondent {
        identity,
        is_organisation: told.organisation.unwrap_or(told.represents.is_some()),
        speaks_for_someone: false,
        represents: told.represents,
        consent: match told.may_quote {
            Some(true) => Consent::Given,
            Some(false) => Consent::Refused,
            None => Consent::NotAsked,
        },
        own_name: None,
    }
}
