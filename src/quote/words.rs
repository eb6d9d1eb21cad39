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
    let wanted: Vec<&str> = phrase.split(' ').collect();
    words.windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(word, wanted)| word == wanted))
}

/// Whether any phrase of a list stands there.
pub(super) fn holds_any(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| holds(words, phrase))
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
