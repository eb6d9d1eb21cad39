//! Quick looks at a text that most texts pass, so that they need no cleaning.

use super::unwrap;

/// Whether a text has such a byte. Looks at a stretch at a time, so that it compiles to a few vector instructions.
pub(super) fn holds(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes()
        .chunks(STRETCH)
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
        if let Some(stretch) = bytes.get(at..at + STRETCH)
            && at > 0
            && before != Kind::Line
            && is_plain_stretch(stretch, bytes[at - 1])
        {
            at += STRETCH;
            before = if bytes[at - 1] == b' ' { Kind::Space } else { Kind::Plain };
            continue;
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

/// So many bytes are looked at together.
pub(super) const STRETCH: usize = 32;

/// Whether a stretch holds nothing but plain characters and single spaces; `before` is the byte in front of it. Written without branches, so that
/// it compiles to a few vector instructions.
#[inline]
pub(super) fn is_plain_stretch(stretch: &[u8], before: u8) -> bool {
    let is_odd = |byte: u8| !(0x20..0x7f).contains(&byte) | (byte == b'&') | (byte == b'<') | (byte == b'_');
    let odd = stretch.iter().fold(false, |found, byte| found | is_odd(*byte));
    let is_space = |byte: u8| byte == b' ';
    let doubled = stretch
        .iter()
        .zip(&stretch[1..])
        .fold(false, |found, (one, next)| found | (is_space(*one) & is_space(*next)));
    !odd & !doubled & !(is_space(before) & is_space(stretch[0]))
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
