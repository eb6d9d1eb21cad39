//! E-mails as files: the door of `mail-parser`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use mail_parser::decoders::{base64, html, quoted_printable};
use mail_parser::{HeaderValue, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Content, Format, Member, Message, Opened, archive};
use crate::file_name::last_part;
use crate::ingest::decode::{decode, is_text};
use crate::ingest::guard::guarded;
use crate::ingest::mail::dates::Sent;
use crate::ingest::mail::{attachments, automatic, html as web, pasted};

pub(super) struct Email;

impl Format for Email {
    fn name(&self) -> &'static str {
        "e-mail (.eml)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        let is_named = name.ends_with(".eml") || name.ends_with(".emlx");
        let is_web_archive = name.ends_with(".mht") || name.ends_with(".mhtml");
        is_text(bytes) && (is_named || !is_web_archive && begins_with_headers(bytes))
    }

    fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let bytes = if name.ends_with(".emlx") { of_apple_mail(bytes) } else { bytes };
        let parts = pasted_messages(&bytes);
        if parts.len() > 1 {
            let notes = vec![format!("{} messages, one below the other", parts.len())];
            let content = Content::Mailbox(Box::new(move |take| {
                for part in parts {
                    if take(message(bytes[part].to_vec())).is_break() {
                        return;
                    }
                }
            }));
            return Ok(Opened { content, notes, asides: Vec::new() });
        }
        Ok(Content::Message(Box::new(message(bytes)?)).into())
    }
}

/// Where each of several people's messages stands in one text; what mail servers delivered is one.
fn pasted_messages(bytes: &[u8]) -> Vec<Range<usize>> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    let (starts, lines) = lines_of(bytes, start.unwrap_or(0));
    let head = lines.iter().take_while(|line| !line.trim().is_empty());
    let is_delivered = |line: &str| {
        let name = line.split(':').next().unwrap_or_default().to_lowercase();
        OF_MACHINES.contains(&name.as_str()) || name == "content-type"
    };
    if head.map(AsRef::as_ref).any(is_delivered) {
        return Vec::new();
    }
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let begins: Vec<usize> = pasted::beginnings(&lines).into_iter().map(|at| starts[at]).collect();
    let ends = begins.iter().skip(1).copied().chain([bytes.len()]);
    begins.iter().copied().zip(ends).map(|(begin, end)| begin..end).collect()
}

/// The lines from here on, and where each begins.
fn lines_of(bytes: &[u8], from: usize) -> (Vec<usize>, Vec<Cow<'_, str>>) {
    let mut at = from;
    bytes[from..]
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), String::from_utf8_lossy(line.trim_ascii_end()))
        })
        .unzip()
}

/// The first character of HTML text, and how many bytes stand for it: an entity is one character.
pub(in crate::ingest) fn html_character(text: &str) -> Option<(char, usize)> {
    const LONGEST_ENTITY: usize = 34;
    let first = text.chars().next()?;
    let entity = (first == '&').then(|| {
        let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
        Some((html_entity(&text[..=end])?, end + 1))
    });
    entity.flatten().or(Some((first, first.len_utf8())))
}

/// The character that an HTML entity such as `&pound;` stands for.
fn html_entity(entity: &str) -> Option<char> {
    let mut meant = String::new();
    html::add_html_token(&mut meant, entity.as_bytes(), false);
    let character = meant.chars().next().filter(|_| meant != entity)?;
    match character as u32 {
        // As browsers do: numbers that no character has are Windows-1252's.
        code @ 0x80..=0x9f => decode(vec![code as u8]).text.chars().next(),
        0 => None,
        _ => Some(character),
    }
}

/// Whether a line reads `Name: …`.
pub(super) fn is_header(line: &[u8]) -> bool {
    let Some(colon) = line.iter().take(77).position(|byte| *byte == b':') else { return false };
    line.first().is_some_and(u8::is_ascii_alphabetic) && line[..colon].iter().all(u8::is_ascii_graphic)
}

/// Headers that only mail programs and servers write.
const OF_MACHINES: [&str; 5] = ["mime-version", "received", "message-id", "return-path", "delivered-to"];

/// Whether the file begins like a message: with headers only, among them some that mail programs write, or sender and subject and date.
fn begins_with_headers(bytes: &[u8]) -> bool {
    const LONGEST_HEAD: usize = 20_000;
    let head = &bytes[..bytes.len().min(LONGEST_HEAD)];
    let whole_lines = head.iter().rposition(|byte| *byte == b'\n').filter(|_| bytes.len() > LONGEST_HEAD);
    let head = String::from_utf8_lossy(&head[..whole_lines.unwrap_or(head.len())]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let mut names: Vec<String> = Vec::new();
    for line in head.lines().take_while(|line| !line.trim().is_empty()) {
        let goes_on = line.starts_with([' ', '\t']) && !names.is_empty();
        if !goes_on && !is_header(line.as_bytes()) {
            return false;
        }
        if !goes_on && let Some((name, _)) = line.split_once(':') {
            names.push(name.to_lowercase());
        }
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    let is_posted = OF_MACHINES.iter().filter(|name| has(name)).count() + usize::from(has("from"));
    is_posted >= 2 || has("from") && has("subject") && (has("date") || has("sent") || has("to"))
}

/// A message of Apple Mail begins with a line that says its length.
fn of_apple_mail(bytes: Vec<u8>) -> Vec<u8> {
    let first = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let told = std::str::from_utf8(&bytes[..first]).ok().and_then(|told| told.trim().parse::<usize>().ok());
    match told {
        Some(length) => bytes[first + 1..].iter().take(length).copied().collect(),
        None => bytes,
    }
}

/// Searching for boundaries that are not there takes the size of the message for each: more than this is an attack.
const MOST_SEARCHED: usize = 10_000_000_000;

/// Reads one message. A message inside it comes out as an attachment of its own.
pub(super) fn message(bytes: Vec<u8>) -> Result<Message, String> {
    let mut bytes = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        decode(bytes).text.into_bytes()
    } else {
        bytes
    };
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    bytes.drain(..start.unwrap_or(0));
    if has_endless_head(&bytes) {
        return Err("this e-mail has more headers than any mail program writes".to_owned());
    }
    let parts = close_inner_messages(&mut bytes);
    if parts.saturating_mul(bytes.len()) > MOST_SEARCHED {
        return Err("this e-mail has more parts than any mail program writes".to_owned());
    }
    guarded(|| {
        let parsed = MessageParser::default()
            .parse(&bytes)
            .ok_or("this is not an e-mail: it has no headers; save the message again as .eml")?;
        Ok(read(&parsed))
    })
}

/// The lines above a message's words are at most so many.
const MOST_HEADERS: usize = 10_000;

/// Whether the headers of a message go on and on.
fn has_endless_head(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').take(MOST_HEADERS + 1);
    lines.take_while(|line| !matches!(line, [] | [b'\r'])).count() > MOST_HEADERS
}

/// Renames the type of messages inside the message, so that each stays one closed part and is read in its turn: the parser would open all of them at
/// once, to any depth. How many parts of parts there may be.
fn close_inner_messages(bytes: &mut [u8]) -> usize {
    let mut at = 0;
    let mut is_type = false;
    let mut parts = 0;
    while at < bytes.len() {
        let end =
            bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length + 1);
        let line = &mut bytes[at..end];
        let goes_on = is_type && line.first().is_some_and(|byte| b" \t".contains(byte));
        is_type = goes_on || line.get(..13).is_some_and(|start| start.eq_ignore_ascii_case(b"content-type:"));
        if is_type {
            parts += usize::from(
                rename(line, b"multipart/", b"multipart/") || rename(line, b"boundary", b"boundary"),
            );
            rename(line, b"message/rfc822", b"message/inside");
            rename(line, b"message/global", b"message/inside");
            rename(line, b"multipart/digest", b"multipart/mixed ");
        }
        at = end;
    }
    parts
}

fn rename(line: &mut [u8], from: &[u8], to: &[u8]) -> bool {
    let found = line.windows(from.len()).position(|window| window.eq_ignore_ascii_case(from));
    if let Some(at) = found {
        line[at..at + to.len()].copy_from_slice(to);
    }
    found.is_some()
}

fn read(parsed: &mail_parser::Message<'_>) -> Message {
    let address = |found: Option<&mail_parser::Address<'_>>| {
        let address = found.and_then(|address| address.first()).and_then(|address| address.address());
        address.map(|address| address.trim().to_lowercase()).filter(|address| !address.is_empty())
    };
    let from = address(parsed.from()).or_else(|| address(parsed.sender()));
    let sender = match &from {
        Some(from) if attachments::is_nobody(from) => {
            address(parsed.reply_to()).filter(|reply| !attachments::is_nobody(reply))
        }
        _ => from.clone(),
    };
    let sender_name = parsed.from().and_then(|from| from.first()).and_then(|from| from.name());
    let to = [parsed.to(), parsed.cc()].into_iter().flatten().flat_map(|to| to.iter());
    let to = to.filter_map(|to| to.address()).map(|to| to.trim().to_lowercase()).collect();
    let date = parsed.date().filter(|date| date.is_valid());
    let date = date.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    // Of a message that a mail program saved as text.
    let told = || ["Sent", "Date"].into_iter().find_map(|name| Sent::read(parsed.header_raw(name)?));
    let body = body(parsed);
    let subject = parsed.subject().map(|subject| subject.trim().to_owned());
    let mut message = Message {
        from: sender,
        sender_name: sender_name.map(str::to_owned),
        reply_to: address(parsed.reply_to()),
        to,
        date: date.or_else(|| told().map(Sent::day)),
        no_submission: not_a_submission(parsed, from.as_deref(), subject.as_deref(), &body),
        body,
        subject,
        sent_from: from,
        ..Message::default()
    };
    attach(parsed, &mut message);
    message
}

fn not_a_submission(
    parsed: &mail_parser::Message<'_>,
    from: Option<&str>,
    subject: Option<&str>,
    body: &str,
) -> Option<&'static str> {
    let text = |name: &'static str| match parsed.header(name) {
        Some(HeaderValue::Text(text)) => Some(text.trim().to_lowercase()),
        _ => None,
    };
    let submitted = text("Auto-Submitted").unwrap_or_default();
    let precedence = text("Precedence").unwrap_or_default();
    let report = parsed
        .content_type()
        .filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))
        .and_then(|kind| kind.attribute("report-type"))
        .map(str::to_lowercase);
    match report.as_deref() {
        Some("disposition-notification") => return Some(attachments::RECEIPT),
        Some("delivery-status") => return Some(attachments::BOUNCE),
        _ => {}
    }
    let replied = submitted.starts_with("auto-replied")
        || precedence == "auto_reply"
        || text("X-Autoreply").is_some_and(|value| value != "no")
        || text("X-Autorespond").is_some();
    if replied {
        return Some(attachments::AUTOMATIC);
    }
    let replies_to = parsed.reply_to().and_then(|reply| reply.first()).and_then(|reply| reply.address());
    let posting = automatic::Posting {
        has_unsubscribe: parsed.header_raw("List-Unsubscribe").is_some(),
        is_discussion: parsed.header_raw("List-Post").is_some(),
        is_for_another: replies_to
            .is_some_and(|reply| !from.is_some_and(|from| from.eq_ignore_ascii_case(reply))),
        precedence: &precedence,
        subject: subject.unwrap_or_default(),
    };
    if automatic::is_newsletter(&posting, body) {
        return Some(automatic::NEWSLETTER);
    }
    attachments::not_a_submission(from, subject)
}

/// What the message says: its plain words, or those of its HTML where the plain ones say nothing.
fn body(parsed: &mail_parser::Message<'_>) -> String {
    let words_of = |ids: &[u32], wants_html: Option<bool>| {
        let parts = ids.iter().filter_map(|id| parsed.part(*id));
        let wanted = parts.filter(|part| wants_html.is_none_or(|wants| part.is_text_html() == wants));
        wanted
            .map(|part| words(parsed, part))
            .filter(|words| !words.trim().is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    };
    let plain = words_of(&parsed.text_body, None);
    let has_plain = !words_of(&parsed.text_body, Some(false)).is_empty();
    if plain.is_empty() || has_plain && attachments::only_points_to_html(&plain) {
        let rich = words_of(&parsed.html_body, Some(true));
        if !rich.is_empty() {
            return rich;
        }
    }
    // Of the rest of a message that was cut off or is damaged the parser makes attachments.
    let mut all = plain;
    for part in parsed.attachments().filter(|part| is_lost_body(parsed, part)) {
        let words = words(parsed, part);
        if all.is_empty() {
            all = words;
        } else if !part.is_text_html() && !words.trim().is_empty() {
            all = format!("{all}\n\n{words}");
        }
    }
    all
}

/// Whether a part that the parser calls an attachment must be the message itself.
fn is_lost_body(parsed: &mail_parser::Message<'_>, part: &MessagePart<'_>) -> bool {
    let is_whole = parsed.parts.first().is_some_and(|first| std::ptr::eq(first, part));
    let is_words = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    let is_of_words = part.content_type().is_none_or(|kind| {
        ["text", "multipart"].iter().any(|known| kind.ctype().eq_ignore_ascii_case(known))
    });
    is_words && is_of_words && part.attachment_name().is_none() && (is_whole || part.is_encoding_problem)
}

/// The words of a text part, in whatever encoding they really are.
fn words(parsed: &mail_parser::Message<'_>, part: &MessagePart<'_>) -> String {
    let (text, is_html) = match &part.body {
        PartType::Text(text) => (text, false),
        PartType::Html(text) => (text, true),
        _ => return String::new(),
    };
    let lost = |text: &str| text.matches('\u{fffd}').count();
    let again = (part.is_encoding_problem || lost(text) > 0).then(|| decode(raw(parsed, part)).text);
    let text = match &again {
        Some(again) if part.is_encoding_problem || lost(again) < lost(text) => again,
        _ => text.as_ref(),
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if is_html || part.is_content_type("text", "html") {
        return web::text_of(&text);
    }
    let attribute =
        |name: &str| part.content_type().and_then(|kind| kind.attribute(name)).map(str::to_lowercase);
    if attribute("format").as_deref() == Some("flowed") {
        return attachments::joined_where_flowed(&text, attribute("delsp").as_deref() == Some("yes"));
    }
    text
}

/// The bytes of a part before any charset, with what was done to send them undone.
fn raw(parsed: &mail_parser::Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let bytes =
        parsed.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let undone = match part.content_transfer_encoding().map(str::to_lowercase).as_deref() {
        Some("base64") => base64::base64_decode(bytes),
        Some("quoted-printable") => quoted_printable::quoted_printable_decode(bytes),
        _ => None,
    };
    undone.unwrap_or_else(|| bytes.to_vec())
}

/// Sorts what is attached into files to read and things that are only named.
fn attach(parsed: &mail_parser::Message<'_>, message: &mut Message) {
    let shown = parsed.html_bodies().filter_map(MessagePart::text_contents).collect::<Vec<_>>().join(" ");
    let mut names: BTreeSet<String> = BTreeSet::new();
    for (at, part) in parsed.attachments().enumerate() {
        if part.contents().is_empty() {
            continue;
        }
        if is_lost_body(parsed, part) {
            if part.is_text_html() && !parsed.text_body.is_empty() {
                let again = "the words of the message again as a web page, damaged (not read)";
                message.asides.push((format!("attachment {}.html", at + 1), again));
            }
            continue;
        }
        let kind = part.content_type().map_or_else(String::new, |kind| {
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_lowercase()
        });
        let told = part.attachment_name().and_then(archive::safe_name);
        let told = told.map(|name| last_part(&name).replace('\u{fffd}', "_"));
        let name = attachments::named(told, &kind, at + 1, &names);
        names.insert(name.clone());
        let is_shown = part.content_id().is_some_and(|id| shown.contains(&format!("cid:{id}")))
            || part.content_disposition().is_some_and(|how| how.is_inline());
        if let Some(aside) = attachments::not_to_read(&name, &kind, part.contents().len(), is_shown) {
            message.asides.push((name, aside));
            continue;
        }
        let bytes = if attachments::is_sealed(&name, &kind) {
            Err(attachments::SEALED.to_owned())
        } else if part.is_encoding_problem {
            Err("it is damaged, or the message was cut off; ask for it again".to_owned())
        } else {
            match &part.body {
                PartType::Text(text) | PartType::Html(text) if text.contains('\u{fffd}') => {
                    Ok(raw(parsed, part))
                }
                _ => Ok(part.contents().to_vec()),
            }
        };
        message.attachments.push(Member { name, bytes });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(source: &str) -> Message {
        message(source.replace('\n', "\r\n").into_bytes()).expect("it has headers")
    }

    #[test]
    fn messages_are_known_by_their_headers() {
        for (name, source, is_message) in [
            ("1.eml", "anything", true),
            ("1", "Received: by mail\nMIME-Version: 1.0\nSubject: x\n\nHello", true),
            ("1.txt", "From:\tJo Bloggs\nSent:\t1 March 2019\nTo:\tSam\nSubject:\tBuses\n\nMore.", true),
            ("letter.txt", "From: Jo\n12 High Street\n\nMore buses.", false),
            ("letter.txt", "From: Jo\n\nMore buses.", false),
            ("notes.txt", "Date: 3 March\nVenue: Hall\n\n- More buses", false),
        ] {
            assert_eq!(Email.recognises(name, source.as_bytes()), is_message, "{name}: {source}");
        }
    }

    #[test]
    fn charsets_are_what_they_are_not_what_is_said_of_them() {
        let mut source =
            b"From: jo@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIt\x92s \xa35".to_vec();
        assert_eq!(message(source.clone()).expect("it has headers").body, "It\u{2019}s £5");
        source = b"From: jo@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt=92s =A35".to_vec();
        assert_eq!(message(source).expect("it has headers").body, "It\u{2019}s £5");
    }

    #[test]
    fn html_is_read_where_the_plain_part_says_nothing() {
        for plain in ["", "This is an HTML message. Please use an email client that can view HTML."] {
            let source = format!(
                "From: jo@example.org\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n\
                 --x\nContent-Type: text/plain\n\n{plain}\n--x\nContent-Type: text/html\n\n<p>More</p><p>buses</p>\n--x--\n"
            );
            assert_eq!(said(&source).body, "More\n\nbuses");
        }
    }

    #[test]
    fn a_message_that_was_cut_off_keeps_its_words() {
        let source = "From: jo@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n";
        assert!(
            said(&format!("{source}--x\nContent-Type: text/plain\n\nMore buses")).body.contains("More buses")
        );
        assert!(said(&format!("{source}More buses")).body.contains("More buses"));
    }

    #[test]
    fn messages_inside_messages_cannot_exhaust_the_stack() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(50_000) + "Subject: x\n\nwords";
        assert_eq!(said(&deep).attachments.len(), 1);
        let parts = "--x\nContent-Type: multipart/mixed; boundary=y\n\nz\n".repeat(60_000);
        let wide = format!("Content-Type: multipart/mixed; boundary=x\n\n{parts}");
        assert!(message(wide.into_bytes()).is_err());
        let headers = "X-Mark: a\n".repeat(MOST_HEADERS + 1) + "\nwords";
        assert!(message(headers.into_bytes()).is_err());
    }

    #[test]
    fn entities_stand_for_characters() {
        for (entity, character) in [("&pound;", '£'), ("&#8217;", '’'), ("&#x2019;", '’'), ("&#146;", '’')]
        {
            assert_eq!(html_entity(entity), Some(character), "{entity}");
        }
        assert_eq!(html_entity("&nosuch;"), None);
    }
}
