//! White space and characters that cannot be seen.

use std::borrow::Cow;

use super::plain::{is_unseen, single_spaced};

/// A text that is being written with one space between words, one or two line ends between lines, and none at the ends.
struct Spaced {
    text: String,
    spaces: usize,
    lines: usize,
}

impl Spaced {
    fn space(&mut self) {
        self.spaces += 1;
    }

    fn line(&mut self) {
        self.lines += 1;
        self.spaces = 0;
    }

    /// Adds words that are well spaced in themselves.
    fn words(&mut self, words: &str) {
        if !self.text.is_empty() {
            match (self.lines, self.spaces) {
                (0, 0) => {}
                (0, _) => self.text.push(' '),
                (1, _) => self.text.push('\n'),
                _ => self.text.push_str("\n\n"),
            }
        }
        self.lines = 0;
        self.spaces = 0;
        self.text.push_str(words);
    }
}

/// How many bytes from the first on are ASCII characters that can be seen, with single spaces between them.
fn plain_length(bytes: &[u8]) -> usize {
    let length = single_spaced(bytes, 0, is_unseen);
    length - usize::from(bytes[..length].ends_with(b" "))
}

/// One space between words, one or two line ends between lines, none at the ends; no characters that cannot be seen.
pub(super) fn one_way_of_spacing(text: &str) -> String {
    let mut clean = Spaced { text: String::with_capacity(text.len()), spaces: 0, lines: 0 };
    // What Excel writes for a line end in files that cannot hold one.
    let text = if text.contains("_x000") {
        Cow::Owned(text.replace("_x000D_", "\r").replace("_x000A_", "\n").replace("_x0009_", "\t"))
    } else {
        Cow::Borrowed(text)
    };
    let mut rest = &*text;
    loop {
        let (plain, after) = rest.split_at(plain_length(rest.as_bytes()));
        if !plain.is_empty() {
            clean.words(plain);
        }
        let Some(c) = after.chars().next() else { break };
        rest = &after[c.len_utf8()..];
        match c {
            ' ' => clean.space(),
            '\r' => {
                if !rest.starts_with('\n') {
                    clean.line();
                }
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => clean.line(),
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffc}' => {}
            '\u{fb00}' => clean.words("ff"),
            '\u{fb01}' => clean.words("fi"),
            '\u{fb02}' => clean.words("fl"),
            '\u{fb03}' => clean.words("ffi"),
            '\u{fb04}' => clean.words("ffl"),
            '\u{fb05}' | '\u{fb06}' => clean.words("st"),
            // Word's bullets come from a font of signs.
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' => clean.words("•"),
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                clean.words(narrow.encode_utf8(&mut [0; 4]));
            }
            '\t' | '\u{1c}'..='\u{1f}' => clean.space(),
            c if c.is_whitespace() => clean.space(),
            c if c.is_control() => {}
            c => clean.words(&after[..c.len_utf8()]),
        }
    }
    clean.text
}
