//! The words of an extract, as they are compared with each other and with lists.

use crate::text::normal_form;

/// The words of a text in normal form, in their order.
pub(super) fn normal_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(normal_form)
        .collect()
}

/// Whether some words follow each other anywhere; `phrase` is in normal form, a space between words.
pub(super) fn holds(words: &[String], phrase: &str) -> bool {
    (0..words.len()).any(|at| begins(&words[at..], phrase))
}

/// Whether any phrase of a list stands there.
pub(super) fn holds_any(words: &[String], phrases: &[&str]) -> bool {
    (0..words.len()).any(|at| phrases.iter().any(|phrase| begins(&words[at..], phrase)))
}

/// What follows each place where a phrase stands.
pub(super) fn after<'a>(words: &'a [String], phrase: &'a str) -> impl Iterator<Item = &'a [String]> {
    let length = phrase.split(' ').count();
    (0..words.len()).filter(move |at| begins(&words[*at..], phrase)).map(move |at| &words[at + length..])
}

/// Whether the first words are those of a phrase.
pub(super) fn begins(words: &[String], phrase: &str) -> bool {
    // Nearly all phrases fail at the first letter.
    if words.first().and_then(|word| word.as_bytes().first()) != phrase.as_bytes().first() {
        return false;
    }
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
