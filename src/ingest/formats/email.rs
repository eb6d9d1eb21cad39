//! E-mails as files: the door of `mail-parser`.

use mail_parser::{MessageParser, MimeHeaders};

use super::{Content, Format, Message};

pub(super) struct Email;

impl Format for Email {
    fn name(&self) -> &'static str {
        "e-mail (.eml)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        name.ends_with(".eml") && super::super::decode::is_text(bytes)
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Content, String> {
        let message = MessageParser::default()
            .parse(&bytes)
            .ok_or("this is not an e-mail: it has no headers; save the message again as .eml")?;
        let from = message
            .from()
            .and_then(|from| from.first())
            .and_then(|address| address.address())
            .map(|address| address.trim().to_lowercase());
        let date = message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
        let body = (0..message.text_body_count())
            .filter_map(|part| message.body_text(part))
            .map(|text| text.replace("\r\n", "\n"))
            .collect::<Vec<_>>()
            .join("\n\n");
        let attachments = message
            .attachments()
            .map(|part| part.attachment_name().unwrap_or("without a name").to_owned())
            .collect();
        Ok(Content::Message(Message { from, date, body, attachments }))
    }
}
