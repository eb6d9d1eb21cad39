//! Quick looks at a text that most texts pass, so that they need no cleaning.

use super::unwrap;
use crate::blocks::{BLOCK, bits, block_at};

/// Whether a text has such a byte. Looks at a stretch at a time, so that it compiles to a few vector instructions.
pub(super) fn holds(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes()
        .chunks(BLOCK)
        .any(|stretch| stretch.iter().fold(false, |found, byte| found | is_wanted(*byte)))
}

/// Whether a quick look shows nothing that a pass would change. It may say no for a clean text, never yes for another.
pub(super) fn is_plainly_clean(bytes: &[u8]) -> bool {
    let mut line_start = 0;
    let mut longest = 0;
    let mut lines = 0usize;
    let mut at = 0;
    // The kind of the byte before: a text must not begin with a space or a line end.
    let mut before = Kind::Line;
    while at < bytes.len() {
        if before != Kind::Line {
            let plain = single_spaced(bytes, at, is_odd);
            if plain > 0 {
                at += plain;
                before = if bytes[at - 1] == b' ' { Kind::Space } else { Kind::Plain };
                continue;
            }
        }
        let kind = KINDS[bytes[at] as usize];
        match kind {
            Kind::Plain => {}
            Kind::Space if before == Kind::Plain => {}
            Kind::Line => {
                let is_paragraph =
                    at + 1 < bytes.len() && at > 0 && KINDS[bytes[at - 1] as usize] == Kind::Line;
                let ends_line = before == Kind::Plain
                    || is_paragraph && at > 1 && KINDS[bytes[at - 2] as usize] == Kind::Plain;
                if !ends_line || at == 0 {
                    return false;
                }
                lines += 1;
                longest = longest.max(at - line_start);
                line_start = at + 1;
            }
            Kind::Underscore if !bytes[at..].starts_with(b"_x0") => {}
            Kind::Wide => match plain_wide_length(&bytes[at..]) {
                0 => return false,
                length => {
                    // Lines are measured in characters.
                    line_start += length - 1;
                    at += length;
                    before = Kind::Plain;
                    continue;
                }
            },
            Kind::Space | Kind::Underscore | Kind::Other => return false,
        }
        before = if kind == Kind::Underscore { Kind::Plain } else { kind };
        at += 1;
    }
    longest = longest.max(bytes.len() - line_start);
    bytes.is_empty() || before == Kind::Plain && (lines == 0 || !unwrap::may_be_wrapped(longest))
}

/// Whether a byte is no ASCII character that can be seen and that no pass changes, and no space.
#[inline(always)]
fn is_odd(byte: u8) -> bool {
    is_unseen(byte) | (byte == b'&') | (byte == b'<') | (byte == b'_')
}

/// Whether a byte is no ASCII character that can be seen, and no space.
#[inline(always)]
pub(super) fn is_unseen(byte: u8) -> bool {
    !(0x20..0x7f).contains(&byte)
}

/// How many bytes from `at` on are not odd, with single spaces between them; the last may be a space. In front of a text is a space.
pub(super) fn single_spaced(bytes: &[u8], at: usize, is_odd: impl Fn(u8) -> bool) -> usize {
    let mut end = at;
    loop {
        let block = block_at(bytes, end);
        let is_behind_space = end == 0 || bytes[end - 1] == b' ';
        let spaces = bits(&block, |byte| byte == b' ');
        let doubled = spaces & (spaces << 1 | u64::from(is_behind_space));
        let stops = bits(&block, &is_odd) | doubled;
        end += stops.trailing_zeros() as usize;
        if stops != 0 || end >= bytes.len() {
            return end.min(bytes.len()) - at;
        }
    }
}

/// What a byte means to the quick look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Space,
    Line,
    Underscore,
    Wide,
    Other,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0x21;
    while byte < 0x7f {
        kinds[byte] = Kind::Plain;
        byte += 1;
    }
    while byte < 256 {
        if byte >= 0xc2 {
            kinds[byte] = Kind::Wide;
        }
        byte += 1;
    }
    kinds[b' ' as usize] = Kind::Space;
    kinds[b'\n' as usize] = Kind::Line;
    kinds[b'_' as usize] = Kind::Underscore;
    kinds[b'&' as usize] = Kind::Other;
    kinds[b'<' as usize] = Kind::Other;
    kinds
};

/// The length of a character that no pass changes, of those that letters and surveys hold most: quotation marks, dashes, `£`, `é`, emoji.
fn plain_wide_length(bytes: &[u8]) -> usize {
    match bytes {
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6, ..] => 3,
        [0xc2, 0xa3, ..] | [0xc3, 0xa0 | 0xa8 | 0xa9 | 0xaf, ..] => 2,
        [0xf0, 0x9f, _, _, ..] => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_ends_at_the_first_odd_byte_or_second_space() {
        for before in 1..3 * BLOCK {
            let plain = format!("{}b", "a ".repeat(before / 2) + &"a".repeat(before % 2));
            for (behind, more) in [("", 0), ("  c", 1), ("\nc", 0), ("é", 0), (" ", 1)] {
                let text = format!("{plain}{behind}");
                assert_eq!(single_spaced(text.as_bytes(), 0, is_unseen), plain.len() + more, "{text:?}");
                let from = before / 2;
                let is_second_space =
                    text.as_bytes()[from] == b' ' && text.as_bytes()[..from].ends_with(b" ");
                assert!(!is_second_space);
                assert_eq!(single_spaced(text.as_bytes(), from, is_unseen), plain.len() + more - from);
            }
        }
        assert_eq!(single_spaced(b" a", 0, is_unseen), 0, "in front of a text is a space");
        assert_eq!(single_spaced(b"", 0, is_unseen), 0);
    }
}
