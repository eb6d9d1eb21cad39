//! The tags of an XML part as they pass by, without keeping the part.

use std::borrow::Cow;
use std::io::Read;

/// Of the text between two tags so many bytes are kept.
const TEXT_KEPT: usize = 1 << 17;
/// A tag, comment or declaration longer than this is no spreadsheet's.
const LONGEST_TAG: usize = 1 << 18;

/// A tag, and the text in front of it.
pub(in crate::ingest) struct Tag<'a> {
    /// Its name without a namespace's prefix.
    pub(in crate::ingest) name: &'a str,
    /// Whether it ends an element.
    pub(in crate::ingest) is_end: bool,
    /// Whether it is an element with nothing in it.
    pub(in crate::ingest) is_empty: bool,
    /// The beginning of the text since the tag before, as it stands in the file.
    pub(in crate::ingest) text: &'a [u8],
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of the attribute with this name, whatever its namespace.
    pub(in crate::ingest) fn attribute(&self, wanted: &str) -> Option<Cow<'_, str>> {
        let mut rest = self.attributes;
        loop {
            let (name, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
            let (value, beyond) = after[1..].split_once(quote)?;
            let name = name.trim();
            if name.rsplit(':').next() == Some(wanted) {
                return Some(unescaped(value));
            }
            rest = beyond;
        }
    }

    /// The value of an attribute that is a number.
    pub(in crate::ingest) fn number(&self, wanted: &str) -> Option<u64> {
        self.attribute(wanted)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(in crate::ingest) fn says_yes(&self, wanted: &str) -> bool {
        self.attribute(wanted).is_some_and(|value| ["1", "true", "on"].contains(&value.trim()))
    }
}

/// A text of an XML file without its escapes.
pub(in crate::ingest) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let meant = end.and_then(|end| match &rest[1..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            code => {
                let code = code.strip_prefix('#')?;
                let number = match code.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => code.parse().ok()?,
                };
                char::from_u32(number)
            }
        });
        match (meant, end) {
            (Some(c), Some(end)) => {
                plain.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Calls `found` for each tag in order, and gives the size of the part. It stops with a reason where the part unpacks to more than `most`
/// bytes, is damaged, or where `found` gives one.
pub(super) fn each_tag(
    mut part: impl Read,
    most: u64,
    found: &mut dyn FnMut(&Tag<'_>) -> Result<(), String>,
) -> Result<u64, String> {
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0u64;
    let mut text: Vec<u8> = Vec::new();
    let mut tag: Vec<u8> = Vec::new();
    let mut is_in_tag = false;
    let mut quote = None;
    loop {
        let count = part.read(&mut buffer).map_err(|_| super::DAMAGED.to_owned())?;
        if count == 0 {
            return Ok(size);
        }
        size += count as u64;
        if size > most {
            return Err(super::TOO_LARGE.to_owned());
        }
        let mut rest = &buffer[..count];
        while !rest.is_empty() {
            if !is_in_tag {
                let end = rest.iter().position(|byte| *byte == b'<');
                let room = TEXT_KEPT.saturating_sub(text.len());
                let before = &rest[..end.unwrap_or(rest.len())];
                text.extend_from_slice(&before[..before.len().min(room)]);
                rest = &rest[(before.len() + usize::from(end.is_some())).min(rest.len())..];
                is_in_tag = end.is_some();
                continue;
            }
            let byte = rest[0];
            rest = &rest[1..];
            let is_plain = !tag.first().is_some_and(|first| b"!?".contains(first));
            match (byte, quote) {
                (b'>', None) if is_whole(&tag) => {
                    if is_plain {
                        tell(&tag, &text, found)?;
                    }
                    text.clear();
                    tag.clear();
                    is_in_tag = false;
                    continue;
                }
                (b'"' | b'\'', None) if is_plain => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                _ => {}
            }
            tag.push(byte);
            if tag.len() > LONGEST_TAG {
                return Err(super::DAMAGED.to_owned());
            }
        }
    }
}

/// Whether a comment or a piece of plain text ends with the `>` that follows; any other tag does.
fn is_whole(tag: &[u8]) -> bool {
    if tag.starts_with(b"!--") {
        tag.len() >= 5 && tag.ends_with(b"--")
    } else if tag.starts_with(b"![CDATA[") {
        tag.ends_with(b"]]")
    } else {
        true
    }
}

fn tell(
    tag: &[u8],
    text: &[u8],
    found: &mut dyn FnMut(&Tag<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let Ok(tag) = std::str::from_utf8(tag) else { return Ok(()) };
    let is_end = tag.starts_with('/');
    let is_empty = tag.ends_with('/');
    let inside = tag.trim_start_matches('/').trim_end_matches('/');
    let end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
    let name = inside[..end].rsplit(':').next().unwrap_or("");
    found(&Tag { name, is_end, is_empty, text, attributes: &inside[end..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_with_what_stands_before_them() {
        let xml = "<?xml version='1.0'?><!-- <a> --><x:a b='1 > 0' n:c=\"&amp;\">two<br/></x:a>";
        let mut told = Vec::new();
        let size = each_tag(xml.as_bytes(), 1000, &mut |tag| {
            let text = String::from_utf8_lossy(tag.text);
            told.push(format!("{} {:?} {:?} {text}", tag.name, tag.attribute("b"), tag.attribute("c")));
            Ok(())
        });
        assert_eq!(size, Ok(xml.len() as u64));
        assert_eq!(told, ["a Some(\"1 > 0\") Some(\"&\") ", "br None None two", "a None None "]);
        assert!(each_tag(xml.as_bytes(), 10, &mut |_| Ok(())).is_err(), "the limit holds");
    }
}
