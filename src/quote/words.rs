//! The words of an extract, as they are compared with each other and with lists.

use std::ops::Deref;

use crate::text::normal_form;

/// The words of a text in normal form, in their order.
pub(super) struct Words {
    words: Vec<String>,
    /// The first byte of each: at it nearly all phrases fail.
    first: Vec<u8>,
}

impl Deref for Words {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
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
    let words: Vec<String> = words.map(normal_form).collect();
    let first = words.iter().map(|word| word.as_bytes().first().copied().unwrap_or(b' ')).collect();
    Words { words, first }
}

impl Words {
    /// Where a phrase stands; it is in normal form, a space between words.
    fn places_of<'a>(&'a self, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
        let first = phrase.as_bytes().first().copied().unwrap_or(b' ');
        let may_begin = self.first.iter().enumerate().filter(move |(_, byte)| **byte == first);
        may_begin.map(|(at, _)| at).filter(move |at| begins(&self.words[*at..], phrase))
    }
}

/// Whether some words follow each other anywhere; `phrase` is in normal form, a space between words.
pub(super) fn holds(words: &Words, phrase: &str) -> bool {
    words.places_of(phrase).next().is_some()
}

/// Whether any phrase of a list stands there.
pub(super) fn holds_any(words: &Words, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| holds(words, phrase))
}

/// What follows each place where a phrase stands.
pub(super) fn after<'a>(words: &'a Words, phrase: &'a str) -> impl Iterator<Item = &'a [String]> {
    let length = phrase.split(' ').count();
    words.places_of(phrase).map(move |at| &words.words[at + length..])
}

/// Whether the first words are those of a phrase.
pub(super) fn begins(words: &[String], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|wanted| words.next().is_some_and(|word| word == wanted))
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
