//! E-mails as files: the door of `mail-parser`.

use mail_parser::{MessageParser, MimeHeaders};

use super::{Content, Format, Member, Message, Opened};

pub(super) struct Email;

impl Format for Email {
    fn name(&self) -> &'static str {
        "e-mail (.eml)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        name.ends_with(".eml") && super::super::decode::is_text(bytes)
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
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
            .enumerate()
            .map(|(at, part)| Member {
                name: part.attachment_name().map_or_else(|| format!("attachment {}", at + 1), str::to_owned),
                bytes: Ok(part.contents().to_vec()),
            })
            .collect();
        Ok(Content::Messages(vec![Message { from, date, body, attachments }]).into())
    }
}
