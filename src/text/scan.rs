//! Where words begin and end: one pass over the bytes, fast on ASCII.
//!
//! A word is a run of letters and digits; an apostrophe or `&` inside it stays (`can't`, `A&E`), a hyphen divides it. `&` on
//! its own is a word. The result is the same, after division at apostrophes, as the pre-tokeniser of the `tokenizers`
//! crate gives; a test compares them.

use super::sentences::is_abbreviation;
use crate::blocks::{BLOCK, bits, block_at};

/// What a byte means to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Between,
    Letter,
    Joiner,
    Stop,
    Line,
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Between; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        classes[byte] = if b.is_ascii_alphanumeric() {
            Class::Letter
        } else if b >= 0x80 {
            Class::Wide
        } else {
            match b {
                b'\'' | b'&' | b'`' => Class::Joiner,
                b'.' | b'!' | b'?' => Class::Stop,
                b'\n' => Class::Line,
                _ => Class::Between,
            }
        };
        byte += 1;
    }
    classes
};

/// Where in a text plain letters and digits stand, and what else is not plainly between words. Goes over the text once, from its beginning on.
struct Sight<'a> {
    bytes: &'a [u8],
    /// Where the block begins that is looked at, and a bit for each of its bytes.
    start: usize,
    letters: u64,
    others: u64,
}

impl<'a> Sight<'a> {
    fn of(bytes: &'a [u8]) -> Sight<'a> {
        let mut sight = Sight { bytes, start: 0, letters: 0, others: 0 };
        sight.look(0);
        sight
    }

    #[inline]
    fn look(&mut self, start: usize) {
        let block = block_at(self.bytes, start);
        self.start = start;
        self.letters = bits(&block, is_letter);
        self.others = bits(&block, is_other);
    }

    /// The first byte from `at` on that is not plainly between words; `at` is no more than a block behind the last place that was asked for.
    #[inline]
    fn next(&mut self, at: usize) -> Option<usize> {
        let mut at = at;
        while at < self.bytes.len() {
            if at >= self.start + BLOCK {
                self.look(self.start + BLOCK);
            }
            let rest = (self.letters | self.others) >> (at - self.start);
            if rest != 0 {
                return Some(at + rest.trailing_zeros() as usize);
            }
            at = self.start + BLOCK;
        }
        None
    }

    /// The first byte from `at` on that is no plain letter or digit.
    #[inline]
    fn letters_end(&mut self, at: usize) -> usize {
        let mut at = at;
        loop {
            if at >= self.start + BLOCK {
                self.look(self.start + BLOCK);
            }
            at += (self.letters >> (at - self.start)).trailing_ones() as usize;
            if at < self.start + BLOCK {
                return at;
            }
        }
    }
}

#[inline(always)]
fn is_letter(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

/// Whether a byte is neither a plain letter or digit nor plainly between words.
#[inline(always)]
fn is_other(byte: u8) -> bool {
    let is_joiner = (byte == b'\'') | (byte == b'&') | (byte == b'`');
    let is_stop = (byte == b'.') | (byte == b'!') | (byte == b'?');
    (byte >= 0x80) | is_joiner | is_stop | (byte == b'\n')
}

/// Whether a character can stand in a word: letters, digits, and the marks that are written over, under or between them.
pub fn is_word_character(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c,
            '\u{300}'..='\u{36f}'           // combining accents
            | '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' // viramas
            | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' // nuktas
            | '\u{64b}'..='\u{65f}'         // Arabic vowel marks
            | '\u{591}'..='\u{5c7}'         // Hebrew points
            | '\u{200c}' | '\u{200d}'       // joiners inside Indic and Arabic words
            | '\u{ad}'                      // a soft hyphen is no boundary
        ) && c != '\u{5be}'
            && c != '\u{5c0}'
            && c != '\u{5c3}'
}

fn is_wide_joiner(c: char) -> bool {
    matches!(c, '\u{2019}' | '\u{2018}' | '\u{b4}' | '\u{ff07}')
}

fn character_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

fn word_goes_on(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(&b) if b < 0x80 => CLASSES[b as usize] == Class::Letter,
        Some(_) => character_at(text, at).is_some_and(is_word_character),
    }
}

/// Calls `found(start, end, sentence)` for each word of `text` in order; `sentence` counts up from 0 where one ends at
/// `.`, `!`, `?` (not after an abbreviation) or a line break.
pub fn word_spans(text: &str, mut found: impl FnMut(usize, usize, u32)) {
    let bytes = text.as_bytes();
    let mut sight = Sight::of(bytes);
    let mut at = 0;
    let mut sentence = 0;
    let mut ends_here = false;
    let mut last_word = (0, 0);
    let mut any_word = false;
    while let Some(start) = sight.next(at) {
        at = start;
        match CLASSES[bytes[at] as usize] {
            Class::Between => {
                at += 1;
                continue;
            }
            Class::Line => {
                ends_here = true;
                at += 1;
                continue;
            }
            Class::Stop => {
                at += 1;
                let spaced = bytes
                    .get(at)
                    .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b')' | b'\'' | 0x80..));
                if spaced && !(bytes[start] == b'.' && is_abbreviation(&text[last_word.0..last_word.1])) {
                    ends_here = true;
                }
                continue;
            }
            Class::Joiner => {
                at += 1;
                if bytes[start] != b'&' {
                    continue;
                }
            }
            Class::Letter => {}
            Class::Wide => {
                let Some(c) = character_at(text, at) else { break };
                if !c.is_alphanumeric() {
                    if matches!(c, '…' | '。' | '！' | '？' | '۔' | '।' | '\u{2028}' | '\u{2029}' | '•')
                    {
                        ends_here = true;
                    }
                    at += c.len_utf8();
                    continue;
                }
            }
        }
        if bytes[start] != b'&' {
            at = word_end(text, at, &mut sight);
        }
        if ends_here && any_word {
            sentence += 1;
        }
        ends_here = false;
        any_word = true;
        last_word = (start, at);
        found(start, at, sentence);
    }
}

fn word_end(text: &str, mut at: usize, sight: &mut Sight<'_>) -> usize {
    let bytes = text.as_bytes();
    loop {
        // Nearly all words are plain letters to their end.
        at = sight.letters_end(at);
        let Some(&byte) = bytes.get(at) else { break };
        match CLASSES[byte as usize] {
            Class::Joiner if word_goes_on(text, at + 1) => at += 1,
            Class::Wide => match character_at(text, at) {
                Some(c) if is_word_character(c) => at += c.len_utf8(),
                Some(c) if is_wide_joiner(c) && word_goes_on(text, at + c.len_utf8()) => at += c.len_utf8(),
                _ => break,
            },
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        word_spans(text, |start, end, _| found.push(&text[start..end]));
        found
    }

    fn sentence_numbers(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        word_spans(text, |_, _, sentence| found.push(sentence));
        found
    }

    #[test]
    fn a_block_is_seen_as_its_bytes_are_one_by_one() {
        for byte in 0..=255u8 {
            let class = CLASSES[byte as usize];
            assert_eq!(is_letter(byte), class == Class::Letter, "{byte}");
            assert_eq!(is_other(byte), !matches!(class, Class::Letter | Class::Between), "{byte}");
        }
    }

    #[test]
    fn words_go_on_over_the_ends_of_blocks() {
        for before in 0..3 * BLOCK {
            let text = format!("{}can't{} café", " ".repeat(before), "b".repeat(2 * BLOCK));
            assert_eq!(
                words(&text),
                [&text[before..before + 5 + 2 * BLOCK], "café"],
                "{before} spaces before"
            );
        }
        assert_eq!(words(&"a".repeat(2 * BLOCK)), ["a".repeat(2 * BLOCK)]);
    }

    #[test]
    fn contractions_and_abbreviations_stay_whole() {
        assert_eq!(
            words("I can't get into A&E, my GP's shut"),
            ["I", "can't", "get", "into", "A&E", "my", "GP's", "shut"]
        );
        assert_eq!(words("don’t ‘quote’ me"), ["don’t", "quote", "me"]);
    }

    #[test]
    fn hyphens_divide_and_a_lone_ampersand_is_a_word() {
        assert_eq!(words("walk-in & drop-in"), ["walk", "in", "&", "drop", "in"]);
        assert_eq!(words("mum& dad"), ["mum", "&", "dad"]);
    }

    #[test]
    fn other_scripts_keep_their_marks() {
        assert_eq!(words("café, naïve 👍 ok"), ["café", "naïve", "ok"]);
        assert_eq!(words("ہمیں مزید ڈاکٹر"), ["ہمیں", "مزید", "ڈاکٹر"]);
        assert_eq!(words("हिन्दी में"), ["हिन्दी", "में"]);
    }

    #[test]
    fn sentences_end_at_stops_and_lines_but_not_after_dr() {
        assert_eq!(sentence_numbers("Seen by Dr. Khan. Very kind!\nThanks"), [0, 0, 0, 0, 1, 1, 2]);
        assert_eq!(sentence_numbers("open 8.30 to 5"), [0, 0, 0, 0, 0]);
    }
}
