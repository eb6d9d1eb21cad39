//! The words of an extract, as they are compared with each other and with lists.

use crate::text::normal_form;

/// The words of a text in normal form, in their order.
#[derive(Default)]
pub(super) struct Words {
    /// One behind the other, and where each ends.
    text: String,
    ends: Vec<usize>,
    /// The first byte of each: at it nearly all phrases fail.
    first: Vec<u8>,
    /// With which two bytes words begin, roughly: it may say yes wrongly, never no.
    beginnings: [u64; 4],
}

/// The bit of the first two bytes of a word, or of the first word of a phrase.
fn beginning(words: &[u8]) -> (usize, u64) {
    let letter = |at: usize| words.get(at).copied().filter(|byte| *byte != b' ').unwrap_or(0);
    let bit = letter(0).wrapping_mul(31) ^ letter(1);
    (usize::from(bit >> 6), 1 << (bit & 63))
}

/// The words of a text in normal form, in their order.
pub(super) fn normal_words(text: &str) -> Words {
    in_normal_form(words_of(text))
}

/// The words of a text as they are written, in their order.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty())
}

/// Words in normal form.
pub(super) fn in_normal_form<'a>(words: impl Iterator<Item = &'a str>) -> Words {
    let mut normal = Words::default();
    for word in words {
        let start = normal.text.len();
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'\'') {
            normal.text.push_str(word);
            normal.text[start..].make_ascii_lowercase();
        } else {
            normal.text.push_str(&normal_form(word));
        }
        normal.ends.push(normal.text.len());
        let word = &normal.text.as_bytes()[start..];
        normal.first.push(word.first().copied().unwrap_or(b' '));
        let (at, bit) = beginning(word);
        normal.beginnings[at] |= bit;
    }
    normal
}

impl Words {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word at a place.
    pub(super) fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    /// All in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.word(at))
    }

    /// Whether a phrase stands at a place; it is in normal form, a space between words.
    pub(super) fn has_at(&self, place: usize, phrase: &str) -> bool {
        let mut places = place..self.len();
        phrase.split(' ').all(|wanted| places.next().is_some_and(|at| self.word(at) == wanted))
    }

    /// Where a phrase stands.
    fn places_of<'a>(&'a self, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
        let first = phrase.as_bytes().first().copied().unwrap_or(b' ');
        let (at, bit) = beginning(phrase.as_bytes());
        let words = if self.beginnings[at] & bit == 0 { 0 } else { self.len() };
        let may_begin = self.first[..words].iter().enumerate().filter(move |(_, byte)| **byte == first);
        may_begin.map(|(at, _)| at).filter(move |at| self.has_at(*at, phrase))
    }
}

/// Whether a phrase stands anywhere; it is in normal form, a space between words.
pub(super) fn holds(words: &Words, phrase: &str) -> bool {
    words.places_of(phrase).next().is_some()
}

/// Whether any phrase of a list stands there.
pub(super) fn holds_any(words: &Words, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| holds(words, phrase))
}

/// The places behind a phrase, wherever it stands.
pub(super) fn after<'a>(words: &'a Words, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let length = phrase.split(' ').count();
    words.places_of(phrase).map(move |at| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        let words = normal_words("Please don’t quote me, I’m shy.");
        assert!(holds(&words, "don't quote me"));
        assert!(!holds(&words, "quote m"));
        assert!(holds_any(&words, &["never", "i'm shy"]));
        assert!(!holds(&words, "please do not quote me or anybody else at all ever"));
    }
}
