//! Messages that Outlook saved: the door of `cfb`.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::{Content, Format, Member, Message, Opened, archive, email};
use crate::file_name::last_part;
use crate::ingest::decode;
use crate::ingest::guard::guarded;
use crate::ingest::mail::{attachments, compressed_rtf, html};

pub(super) struct OutlookMessage;

/// The stream that every item of Outlook has.
const PROPERTIES: &str = "__properties_version1.0";

/// The largest part of an item that is read, in bytes.
const LARGEST: u64 = 100_000_000;

const DAMAGED: &str = "the message is damaged; open it in Outlook and save it again, as text";

impl Format for OutlookMessage {
    fn name(&self) -> &'static str {
        "Outlook message (.msg)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        let is_compound = bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        let holds_item =
            || guarded(|| Ok(open(bytes).is_ok_and(|file| file.is_stream(PROPERTIES)))).unwrap_or(false);
        is_compound && (name.ends_with(".msg") || name.ends_with(".oft") || holds_item())
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        guarded(|| {
            let file = open(bytes.as_slice()).map_err(|_| DAMAGED.to_owned())?;
            let message = Item::new(file, String::new(), 32)?.message();
            Ok(Content::Message(Box::new(message)).into())
        })
    }
}

fn open(bytes: &[u8]) -> std::io::Result<CompoundFile<Cursor<&[u8]>>> {
    CompoundFile::open(Cursor::new(bytes))
}

/// A message, or something attached to one: a folder of streams, one a property.
struct Item<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    /// The folder, empty or with `/` at its end.
    folder: String,
    /// Numbers and dates: 16 bytes each.
    fixed: Vec<u8>,
    code_page: u32,
}

impl<'a> Item<'a> {
    /// An item in a folder whose list of properties begins with so many bytes of other things.
    fn new(
        file: CompoundFile<Cursor<&'a [u8]>>,
        folder: String,
        preamble: usize,
    ) -> Result<Item<'a>, String> {
        let mut item = Item { file, folder, fixed: Vec::new(), code_page: 1252 };
        let fixed = item.stream(PROPERTIES).ok_or(DAMAGED)?;
        item.fixed = fixed.get(preamble..).unwrap_or_default().to_vec();
        // The code page of the message, else that of what came over the internet.
        let code_page = item.number(0x3ffd).or_else(|| item.number(0x3fde));
        item.code_page = code_page.map_or(1252, |number| number as u32);
        Ok(item)
    }

    fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(format!("/{}{name}", self.folder)).ok()?;
        let mut bytes = Vec::new();
        stream.take(LARGEST).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn number(&self, id: u16) -> Option<u64> {
        let property = self.fixed.chunks_exact(16).find(|property| property[2..4] == id.to_le_bytes())?;
        let value = u64::from_le_bytes(property[8..16].try_into().ok()?);
        // Dates and long numbers have eight bytes, all others four.
        let is_long = matches!(property[0], 0x40 | 0x14 | 0x06);
        Some(if is_long { value } else { value & 0xffff_ffff })
    }

    fn text(&mut self, id: u16) -> Option<String> {
        let found = match self.stream(&format!("__substg1.0_{id:04X}001F")) {
            Some(bytes) => decode::decode_utf16(&bytes),
            None => {
                let bytes = self.stream(&format!("__substg1.0_{id:04X}001E"))?;
                decode::decode_code_page(bytes, self.code_page)
            }
        };
        Some(found.trim_end_matches('\0').to_owned())
    }

    fn bytes(&mut self, id: u16) -> Option<Vec<u8>> {
        self.stream(&format!("__substg1.0_{id:04X}0102"))
    }

    fn message(mut self) -> Message {
        let class = self.text(0x001a).unwrap_or_default().to_lowercase();
        // What mail servers wrote above the message, where it came over the internet.
        let headers = self.text(0x007d).filter(|headers| headers.contains(':'));
        let headers = headers
            .and_then(|headers| email::message(format!("{}\r\n\r\n", headers.trim()).into_bytes()).ok());
        let headers = headers.unwrap_or_default();
        let subject = self.text(0x0037).filter(|subject| !subject.is_empty());
        let addresses = [0x5d02, 0x5d01, 0x0065, 0x0c1f];
        let from = addresses.into_iter().filter_map(|id| self.text(id)).find(|address| address.contains('@'));
        let from = from.map(|address| address.trim().to_lowercase());
        let date = self.number(0x0039).or_else(|| self.number(0x0e06)).and_then(day);
        let no_submission = no_message(&class)
            .or(headers.no_submission)
            .or_else(|| attachments::not_a_submission(from.as_deref(), subject.as_deref()));
        let mut message = Message {
            from: headers.from.or(from.clone().filter(|from| !attachments::is_nobody(from))),
            sent_from: headers.sent_from.or(from),
            sender_name: headers.sender_name.or_else(|| self.text(0x0c1a)),
            reply_to: headers.reply_to,
            to: headers.to,
            date: date.or(headers.date),
            subject,
            no_submission,
            ..Message::default()
        };
        let shown = self.body(&mut message);
        self.attach(&shown, &mut message);
        message
    }

    /// Puts the body into the message: its plain words, else those of its HTML; rich text becomes an attachment to be read. Gives the HTML back.
    fn body(&mut self, message: &mut Message) -> String {
        let rich = match self.bytes(0x1013) {
            Some(bytes) => {
                let code_page = self.number(0x3fde).map_or(self.code_page, |number| number as u32);
                decode::decode_code_page(bytes, code_page)
            }
            None => self.text(0x1013).unwrap_or_default(),
        };
        let plain = self.text(0x1000).unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
        message.body = if plain.trim().is_empty() { html::text_of(&rich) } else { plain };
        if message.body.trim().is_empty()
            && let Some(packed) = self.bytes(0x1009)
            && let Some(bytes) = compressed_rtf::unpacked(&packed)
        {
            message.attachments.push(Member { name: "message.rtf".to_owned(), bytes: Ok(bytes) });
        }
        rich
    }

    fn attach(&mut self, shown: &str, message: &mut Message) {
        let Ok(entries) = self.file.read_storage(format!("/{}", self.folder)) else { return };
        let mut folders: Vec<String> = entries
            .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_#"))
            .map(|entry| entry.name().to_owned())
            .collect();
        folders.sort();
        let mut names = BTreeSet::new();
        for (at, folder) in folders.into_iter().enumerate() {
            let outer = std::mem::take(&mut self.folder);
            let outer_fixed = std::mem::take(&mut self.fixed);
            self.folder = format!("{outer}{folder}/");
            self.fixed =
                self.stream(PROPERTIES).and_then(|fixed| Some(fixed.get(8..)?.to_vec())).unwrap_or_default();
            self.attachment(at + 1, shown, &mut names, message);
            self.folder = outer;
            self.fixed = outer_fixed;
        }
    }

    /// Reads the attachment whose folder this now is.
    fn attachment(
        &mut self,
        number: usize,
        shown: &str,
        names: &mut BTreeSet<String>,
        message: &mut Message,
    ) {
        const HOLDS_MESSAGE: u64 = 5;
        let kind = self.text(0x370e).unwrap_or_default().to_lowercase();
        let told = self.text(0x3707).or_else(|| self.text(0x3704)).or_else(|| self.text(0x3001));
        let told = told.and_then(|name| archive::safe_name(&name));
        let told = told.map(|name| last_part(&name).to_owned());
        let is_message = self.number(0x3705) == Some(HOLDS_MESSAGE);
        let kind = if is_message { String::new() } else { kind };
        let mut name = attachments::named(told, &kind, number, names);
        if is_message && !name.to_lowercase().ends_with(".msg") {
            name.push_str(".msg");
        }
        names.insert(name.clone());
        let bytes = if is_message { self.inner_message() } else { self.bytes(0x3701) };
        let id = self.text(0x3712).unwrap_or_default();
        let is_hidden = self.number(0x7ffe) == Some(1);
        let is_shown = is_hidden || !id.is_empty() && shown.contains(&format!("cid:{id}"));
        let size = bytes.as_ref().map_or(0, Vec::len);
        match attachments::not_to_read(&name, &kind, size, is_shown) {
            Some(aside) => message.asides.push((name, aside)),
            None if attachments::is_sealed(&name, &kind) => {
                message.attachments.push(Member { name, bytes: Err(attachments::SEALED.to_owned()) });
            }
            None => {
                let lost = "it lies elsewhere, or in another program's form; open the message in Outlook and save it";
                message.attachments.push(Member { name, bytes: bytes.ok_or_else(|| lost.to_owned()) });
            }
        }
    }

    /// The message in this attachment, as a file of its own.
    fn inner_message(&mut self) -> Option<Vec<u8>> {
        let root = format!("/{}__substg1.0_3701000D", self.folder);
        let entries: Vec<(std::path::PathBuf, bool)> = self
            .file
            .walk_storage(&root)
            .ok()?
            .map(|entry| (entry.path().to_owned(), entry.is_stream()))
            .collect();
        let mut inner = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
        for (path, is_stream) in entries {
            let below = std::path::Path::new("/").join(path.strip_prefix(&root).ok()?);
            if !is_stream {
                if below.parent().is_some() {
                    inner.create_storage(&below).ok()?;
                }
                continue;
            }
            let mut bytes = Vec::new();
            self.file.open_stream(&path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
            if below == std::path::Path::new("/").join(PROPERTIES) && bytes.len() >= 24 {
                // Of a message in a file of its own the list begins eight bytes later.
                bytes.splice(24..24, [0; 8]);
            }
            std::io::Write::write_all(&mut inner.create_stream(&below).ok()?, &bytes).ok()?;
        }
        inner.flush().ok()?;
        Some(inner.into_inner().into_inner())
    }
}

/// Why an item of this class is no message, where it is none.
fn no_message(class: &str) -> Option<&'static str> {
    let is = |start: &str| class.starts_with(start);
    if is("ipm.contact") || is("ipm.distlist") {
        Some("a contact of Outlook, not a message")
    } else if is("ipm.task") {
        Some("a task of Outlook, not a message; if it holds somebody's views, save them as text")
    } else if is("ipm.appointment") || is("ipm.schedule") {
        Some("an appointment of Outlook, not a message; if it holds somebody's views, save them as text")
    } else if is("ipm.stickynote") || is("ipm.activity") {
        Some("a note of Outlook, not a message; if it holds somebody's views, save them as text")
    } else if is("ipm.note.rules.ooftemplate") {
        Some(attachments::AUTOMATIC)
    } else if is("ipm.outlook.recall") || is("ipm.recall") {
        Some("a request to take a message back, not a submission")
    } else if is("report.") && class.ends_with(".ndr") {
        Some(attachments::BOUNCE)
    } else if is("report.") {
        Some(attachments::RECEIPT)
    } else {
        None
    }
}

/// The day of a date as Windows counts it, in tenths of microseconds since 1601, as `2019-02-27`.
fn day(ticks: u64) -> Option<String> {
    // Days since 1 March of the year 0: 1 January 1601 was day 584,694 of that count.
    let days = ticks / 864_000_000_000 + 584_694;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (1970..2200).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(131_957_190_000_000_000).as_deref(), Some("2019-02-27"));
        assert_eq!(day(116_444_736_000_000_000).as_deref(), Some("1970-01-01"));
        assert_eq!(day(0), None);
    }
}
