//! Text that was decoded twice (`didnâ€™t`), mended where it is certain what it was.

use std::borrow::Cow;

/// The Windows-1252 characters for bytes 0x80 to 0x9f; the five unused bytes stand for themselves.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn byte_of(c: char) -> Option<u8> {
    match c {
        '\u{a0}'..='\u{ff}' => Some(c as u8),
        _ => HIGH.iter().position(|high| *high == c).map(|at| 0x80 + at as u8),
    }
}

/// The first byte of every character with which a twice decoded one begins.
const LEAD: u8 = 0xc3;

/// Whether a text holds a character with which a twice decoded one begins.
pub(super) fn may_be(text: &str) -> bool {
    let has_lead = super::holds(text, |byte| byte == LEAD);
    has_lead
        && text
            .as_bytes()
            .windows(2)
            .any(|two| two[0] == LEAD && (0x82..=0xb4).contains(&two[1]) && two[1] != 0xa9 && two[1] != 0xa8)
}

/// Mends runs of characters that, written as Windows-1252, are the UTF-8 of other characters. Such a run cannot be meant: two to
/// four accented capitals and signs in just this order. All else stays.
pub(super) fn repair(text: &str) -> Cow<'_, str> {
    if !may_be(text) {
        return Cow::Borrowed(text);
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte == LEAD) {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match twice_decoded(rest) {
            Some((c, length)) => {
                mended.push(c);
                length
            }
            None => {
                let length = rest.chars().next().map_or(rest.len(), char::len_utf8);
                mended.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    mended.push_str(rest);
    Cow::Owned(mended)
}

/// The character that stands here decoded twice, and how many bytes its wrong form takes.
fn twice_decoded(rest: &str) -> Option<(char, usize)> {
    let mut characters = rest.chars();
    let lead = byte_of(characters.next()?)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for byte in &mut bytes[1..length] {
        *byte = byte_of(characters.next()?)?;
    }
    let c = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((c, rest.len() - characters.as_str().len()))
}
