//! XML taken apart piece by piece: the door of `quick-xml`.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element as it opens.
pub(in crate::ingest) struct Element<'a> {
    tag: &'a BytesStart<'a>,
}

/// A piece of an XML text, in reading order. Prefixes are cut from names.
pub(in crate::ingest) enum Piece<'a> {
    /// An element opens; one without contents opens and closes.
    Open(&'a str, Element<'a>),
    /// An element closes.
    Close(&'a str),
    /// Characters, entities resolved.
    Text(&'a str),
}

impl Element<'_> {
    /// What stands before the colon of the element's name.
    pub(in crate::ingest) fn prefix(&self) -> String {
        self.tag.name().prefix().map_or_else(String::new, |prefix| prefix.as_ref().to_owned())
    }

    /// The value of an attribute, by its name without the prefix.
    pub(in crate::ingest) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.tag.attributes().flatten().find(|found| found.key.local_name().as_ref() == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), |value| value.into_owned()))
    }

    /// Whether a switch such as `<w:vanish/>` is on: its `val` is not `0`, `false` or `off`.
    pub(super) fn is_on(&self) -> bool {
        !self.attribute("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// The XML is not sound to its end.
pub(in crate::ingest) struct Damaged;

/// Elements inside one another deeper than this are refused: no program writes them.
const DEEPEST: usize = 4_000;

/// Gives every piece of an XML text to `each`, in order.
pub(in crate::ingest) fn walk(xml: &str, mut each: impl FnMut(Piece<'_>)) -> Result<(), Damaged> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| Damaged)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Damaged);
                }
                each(Piece::Open(tag.local_name().as_ref(), Element { tag: &tag }));
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                each(Piece::Close(tag.local_name().as_ref()));
            }
            Event::Text(text) => each(Piece::Text(&text)),
            Event::CData(text) => each(Piece::Text(&text)),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let character = match name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some(character) = character {
                    each(Piece::Text(character.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Damaged),
            _ => {}
        }
    }
}

/// Whether every element of an XML text that opens closes again, and nothing else does.
pub(in crate::ingest) fn is_sound(xml: impl BufRead) -> bool {
    let mut reader = Reader::from_reader(xml);
    let (mut buffer, mut depth) = (Vec::new(), 0usize);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            // An end without its beginning is an error already.
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
        buffer.clear();
    }
}
