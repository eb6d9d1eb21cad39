//! What a quick look at a text shows, so that patterns run only where they can match.

use super::known::Known;
use crate::blocks::{BLOCK, bits, block_at};
use crate::text::{Span, Token};

/// What a quick look at a text shows.
pub struct Clues<'a> {
    /// Whether there is an `@`.
    pub has_at: bool,
    /// Whether a bracket opens.
    pub has_bracket: bool,
    /// Stretches around digits, with a few characters on each side, that hold at least two digits, or one where a day of birth is spoken of.
    pub digit_windows: Vec<DigitWindow>,
    /// The words of the text.
    pub words: &'a [Token],
    /// What is known of each.
    known: &'a [Known],
    seen: Known,
}

/// A stretch of text around digits that stand close together.
#[derive(Debug, Clone, Copy)]
pub struct DigitWindow {
    /// The stretch, on character boundaries.
    pub span: Span,
    /// How many digits it holds.
    pub digits: u32,
    /// Whether a digit in it stands before two letters, or a space and two capitals, as at the end of a postcode.
    pub has_letters_behind_digit: bool,
    /// Whether two digits in it stand behind two letters, as on a number plate.
    pub has_digits_behind_letters: bool,
}

/// Digits so far apart still belong to one window: a number spoken in groups, or `SW1A 1AA`.
const WIDEST_GAP: usize = 6;
/// Characters taken along on each side.
const MARGIN: usize = 12;

impl<'a> Clues<'a> {
    pub(super) fn of(text: &str, words: &'a [Token], known: &'a [Known]) -> Clues<'a> {
        let seen = known.iter().fold(Known::default(), |seen, known| seen.or(*known));
        let mut clues =
            Clues { has_at: false, has_bracket: false, digit_windows: Vec::new(), words, known, seen };
        clues.look(text);
        clues
    }

    /// Whether a word of the text has any of these marks.
    pub(super) fn has(&self, marks: Known) -> bool {
        self.seen.is(marks)
    }

    /// What is known of the word at this place of [`Clues::words`].
    #[inline]
    pub(super) fn known(&self, at: usize) -> Known {
        self.known[at]
    }

    /// The places of the words that have any of these marks.
    pub(super) fn words_with(&self, marks: Known) -> impl Iterator<Item = usize> {
        let known = if self.has(marks) { self.known } else { &[] };
        known.iter().enumerate().filter(move |(_, known)| known.is(marks)).map(|(at, _)| at)
    }

    fn look(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut window: Option<(usize, usize, u32)> = None;
        let is_clue = |byte: u8| byte.is_ascii_digit() | (byte == b'@') | (byte == b'(') | (byte == b'[');
        for start in (0..bytes.len()).step_by(BLOCK) {
            let mut clues = bits(&block_at(bytes, start), is_clue);
            while clues != 0 {
                let at = start + clues.trailing_zeros() as usize;
                clues &= clues - 1;
                match bytes[at] {
                    b'@' => self.has_at = true,
                    b'(' | b'[' => self.has_bracket = true,
                    _ => match &mut window {
                        Some((_, end, digits)) if at - *end <= WIDEST_GAP => {
                            *end = at + 1;
                            *digits += 1;
                        }
                        _ => {
                            self.push(window, text);
                            window = Some((at, at + 1, 1));
                        }
                    },
                }
            }
        }
        self.push(window, text);
    }

    fn push(&mut self, window: Option<(usize, usize, u32)>, text: &str) {
        let Some((start, end, digits)) = window else { return };
        // Beside "birthday", a single digit may be a day.
        if digits < 2 && !self.has(Known::BIRTH) {
            return;
        }
        let from = boundary_before(text, start.saturating_sub(MARGIN));
        let to = boundary_after(text, end + MARGIN);
        let bytes = &text.as_bytes()[from..to];
        self.digit_windows.push(DigitWindow {
            span: Span::new(from, to),
            digits,
            has_letters_behind_digit: bytes.windows(3).any(|three| {
                three[0].is_ascii_digit() && three[1].is_ascii_alphabetic() && three[2].is_ascii_alphabetic()
            }) || bytes.windows(4).any(|four| {
                four[0].is_ascii_digit() && four[1] == b' ' && four[2..].iter().all(u8::is_ascii_uppercase)
            }),
            has_digits_behind_letters: bytes.windows(4).any(|four| {
                four[..2].iter().all(u8::is_ascii_alphabetic) && four[2..].iter().all(u8::is_ascii_digit)
            }),
        });
    }
}

/// The last character boundary at or before a byte.
pub(super) fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary at or after a byte.
pub(super) fn boundary_after(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
