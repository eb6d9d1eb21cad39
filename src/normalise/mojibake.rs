//! Text that was decoded twice (`didnâ€™t`), mended where it is certain what it was.

use std::borrow::Cow;

/// The Windows-1252 characters for bytes 0x80 to 0x9f; the five unused bytes stand for themselves.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn byte_of(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{ff}' => Some(c as u8),
        _ => HIGH.iter().position(|high| *high == c).map(|at| 0x80 + at as u8),
    }
}

/// The character that Windows-1252 has for a byte from 0x80 to 0x9f.
pub(super) fn windows_character(byte: u32) -> Option<char> {
    HIGH.get(usize::try_from(byte.checked_sub(0x80)?).ok()?).copied()
}

/// What stands for a character that was lost.
const LOST: char = '\u{fffd}';

/// What UTF-8 looks like that was decoded as Mac OS Roman.
const OF_OLD_MACS: [(&str, char); 9] = [
    ("‚Äô", '’'),
    ("‚Äò", '‘'),
    ("‚Äú", '“'),
    ("‚Äù", '”'),
    ("‚Äì", '–'),
    ("‚Äî", '—'),
    ("‚Ä¶", '…'),
    ("‚Ä¢", '•'),
    ("¬£", '£'),
];

/// Whether a text holds a character with which a twice decoded one begins.
pub(super) fn may_be(text: &str) -> bool {
    let has_lead = super::holds(text, |byte| (byte == 0xc3) | (byte == 0xc2));
    has_lead
        && text.as_bytes().windows(2).any(|two| match two {
            [0xc3, second] => (0x82..=0xb4).contains(second) && *second != 0xa9 && *second != 0xa8,
            [0xc2, 0x80..=0x9f | 0xac] => true,
            _ => false,
        })
}

/// Mends characters that were decoded wrongly, where it is certain; also gives how many. Runs that, written as Windows-1252, are the UTF-8 of
/// other characters: accented capitals and signs in just this order. Control characters, which nobody types, that are Windows-1252's signs.
/// All else stays.
pub(super) fn repair(text: &str) -> (Cow<'_, str>, u32) {
    if !may_be(text) {
        return (Cow::Borrowed(text), 0);
    }
    let mut mended = String::with_capacity(text.len());
    let mut count = 0;
    let mut is_after_mended = false;
    let mut rest = text;
    // Nothing that is mended begins with an ASCII character.
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        is_after_mended &= at == 0;
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(first) = rest.chars().next() else { break };
        let before = mended.chars().next_back();
        let found = twice_decoded(rest, before, is_after_mended).or_else(|| {
            let is_control = ('\u{80}'..='\u{9f}').contains(&first);
            let meant = if is_control { windows_character(first as u32) } else { None };
            Some((meant.filter(|c| !c.is_control())?, first.len_utf8()))
        });
        is_after_mended = found.is_some();
        let (c, length) = found.unwrap_or((first, first.len_utf8()));
        count += u32::from(is_after_mended);
        mended.push(c);
        rest = &rest[length..];
    }
    mended.push_str(rest);
    (Cow::Owned(mended), count)
}

/// Puts back apostrophes that were lost on the way (`didn\u{fffd}t`), where it is certain that one stood there; also gives how many.
pub(super) fn restore(text: &str) -> (Cow<'_, str>, u32) {
    if !text.contains(LOST) {
        return (Cow::Borrowed(text), 0);
    }
    let mut restored = String::with_capacity(text.len());
    let mut count = 0;
    let mut rest = text;
    while let Some(at) = rest.find(LOST) {
        restored.push_str(&rest[..at]);
        rest = &rest[at + LOST.len_utf8()..];
        let ending = rest.find(|c: char| !c.is_alphabetic() && c != LOST).map_or(rest, |end| &rest[..end]);
        let is_after_letter = restored.ends_with(|c: char| c.is_ascii_lowercase());
        if is_after_letter && ["s", "t", "d", "m", "ll", "re", "ve"].contains(&ending) {
            count += 1;
            restored.push('’');
        } else {
            restored.push(LOST);
        }
    }
    restored.push_str(rest);
    (Cow::Owned(restored), count)
}

/// The character that stands here decoded twice, and how many bytes its wrong form takes; `before` stands in front of it, and was
/// mended itself where `is_after_mended`.
fn twice_decoded(rest: &str, before: Option<char>, is_after_mended: bool) -> Option<(char, usize)> {
    let is_certain = |(_, length): &(char, usize)| {
        let lead = rest.chars().next().and_then(byte_of);
        // `Â£`, `Ã©`, `â€™`, `ðŸ‘`: what English is full of. Other letters come in runs (`Ð±ÑŠ`), or as capitals inside words
        // (`PaweÅ‚`); alone, `CAFÉ’s` and `5×£35` are meant.
        matches!(lead, Some(0xc2 | 0xc3 | 0xe2 | 0xef | 0xf0))
            || is_after_mended
            || as_windows(&rest[*length..]).is_some()
            || matches!(lead, Some(0xc4 | 0xc5)) && before.is_some_and(char::is_lowercase)
    };
    as_windows(rest).filter(is_certain).or_else(|| {
        let of_old_macs = OF_OLD_MACS.iter().find(|(wrong, _)| rest.starts_with(wrong));
        if let Some((wrong, right)) = of_old_macs {
            return Some((*right, wrong.len()));
        }
        // The last byte of a closing quotation mark has no character, so it is often lost.
        if let Some(after) = rest.strip_prefix("â€") {
            return (!after.starts_with('\u{fffd}')).then_some(('”', rest.len() - after.len()));
        }
        // A space that does not break became a plain one.
        let after = rest.strip_prefix('Â')?;
        let is_alone =
            before.is_none_or(|c| !c.is_alphabetic()) && after.chars().next().is_none_or(char::is_whitespace);
        is_alone.then_some((' ', rest.len() - after.len()))
    })
}

fn as_windows(rest: &str) -> Option<(char, usize)> {
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
