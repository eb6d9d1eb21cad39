//! Does a response say anything? Classed by question, not by text alone (K15).

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::{Token, Vocabulary, entries};

/// Words or replies of a list.
type Listed = LazyLock<FxHashSet<&'static str>>;

/// Whether there is anything to count in a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Substance {
    /// It makes a point.
    Substantive,
    /// Nothing was written.
    Blank,
    /// Something was written that makes no point; why, in words.
    Empty(&'static str),
    /// It is in another language, named in English.
    OtherLanguage(&'static str),
}

/// Why a reply that stands for no answer says nothing.
const PLACEHOLDER: &str = "a placeholder, such as \u{201c}n/a\u{201d} or \u{201c}as above\u{201d}";

/// Replies that stand for no answer under any question.
static PLACEHOLDERS: Listed = LazyLock::new(|| entries(include_str!("lists/placeholders.txt")).collect());

/// With which words a reply begins that does nothing but point to another answer, of which words it is made, and which of them say where: "As Q1",
/// "See my answer to question 2". A number says where, too.
const POINTING: &[&str] = &[
    "again",
    "already",
    "answered",
    "as",
    "covered",
    "mentioned",
    "per",
    "please",
    "ref",
    "refer",
    "said",
    "same",
    "see",
    "stated",
];
static OF_POINTERS: Listed = LazyLock::new(|| entries(include_str!("lists/of_pointers.txt")).collect());
const POINTED_TO: &[&str] = &[
    "above",
    "before",
    "below",
    "earlier",
    "last",
    "previous",
    "previously",
    "q",
    "qn",
    "question",
    "questions",
];

/// A reply has at most so many words, and one that points elsewhere at most so many.
const MOST_WORDS: usize = 6;
const MOST_WORDS_OF_POINTER: usize = 9;

/// Replies that answer a question about what is missing or wrong, and no other.
static NOTHINGS: Listed = LazyLock::new(|| entries(include_str!("lists/nothings.txt")).collect());

/// Under a question with one of these words in it, "nothing" says that nothing is wrong.
const IMPROVEMENT_CUES: &[&str] = &[
    "improve",
    "better",
    "differently",
    "change",
    "wrong",
    "worse",
    "concern",
    "problem",
    "stop doing",
    "gets in the way",
    "barrier",
];

/// Whether a text makes a point. `shows_theme` tells whether the lexicon found one: under a question that asks for nothing in particular,
/// a "nothing" that the lexicon has a rule for is an answer.
pub fn substance_of(
    text: &str,
    question: &str,
    tokens: &[Token],
    vocabulary: &Vocabulary,
    shows_theme: bool,
) -> Substance {
    if tokens.is_empty() {
        let says_something = text.chars().any(|c| c.is_alphanumeric() || is_pictograph(c));
        return if says_something { Substance::Substantive } else { Substance::Empty("punctuation only") };
    }
    if tokens.len() > MOST_WORDS_OF_POINTER {
        return Substance::Substantive;
    }
    if text.starts_with('#') && text.ends_with(['?', '!']) && !text.contains(' ') {
        return Substance::Empty("an error value of a spreadsheet");
    }
    let words: Vec<&str> = tokens.iter().map(|token| &*vocabulary.word(token.word).normal).collect();
    // "No further comments, thank you" is as little of a point as without the thanks.
    let thanks: usize = match words[..] {
        [_, .., "thank", "you"] | [_, .., "many", "thanks"] if words.len() > 2 => 2,
        [_, .., "thanks"] => 1,
        _ => 0,
    };
    let words = &words[..words.len() - thanks];
    if points_elsewhere(words) {
        return Substance::Empty(PLACEHOLDER);
    }
    if tokens.len() > MOST_WORDS {
        return Substance::Substantive;
    }
    let reply = words.join(" ");
    if PLACEHOLDERS.contains(reply.as_str()) || is_of_one_key(words) {
        return Substance::Empty(PLACEHOLDER);
    }
    if tokens.len() == 1 && reply.chars().all(|c| c.is_ascii_digit()) {
        return Substance::Empty("a number only");
    }
    if NOTHINGS.contains(reply.as_str()) {
        let question = question.to_lowercase();
        let is_answer = shows_theme || IMPROVEMENT_CUES.iter().any(|cue| question.contains(cue));
        if !is_answer {
            return Substance::Empty("\u{201c}nothing\u{201d} under a question to which that is no answer");
        }
    }
    Substance::Substantive
}

/// Whether a reply does nothing but point to another answer.
fn points_elsewhere(words: &[&str]) -> bool {
    // "Q1" and "1", not "111".
    let is_number = |word: &str| {
        let digits = word.strip_prefix('q').unwrap_or(word);
        let letters = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(digits.len() - letters.len())) && letters.len() <= 1
    };
    words.first().is_some_and(|first| POINTING.contains(first))
        && words.iter().any(|word| POINTED_TO.contains(word) || is_number(word))
        && words.iter().all(|word| OF_POINTERS.contains(word) || is_number(word))
}

/// Whether one letter, or the word *test* or the like, was typed again and again: "xxxx", "test test".
fn is_of_one_key(words: &[&str]) -> bool {
    let is_one_letter = |word: &str| {
        let first = word.chars().next();
        word.chars().count() > 3 && word.chars().all(|c| c.is_ascii_alphabetic() && Some(c) == first)
    };
    let [first, rest @ ..] = words else { return false };
    rest.iter().all(|word| word == first)
        && (is_one_letter(first) || ["test", "blah", "testing"].contains(first))
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokeniser;

    fn substance(text: &str, question: &str) -> Substance {
        let mut vocabulary = Vocabulary::default();
        let mut tokens = Vec::new();
        Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
        substance_of(text, question, &tokens, &vocabulary, false)
    }

    #[test]
    fn nothing_is_an_answer_to_what_should_be_better() {
        assert_eq!(substance("Nothing.", "What should we do better?"), Substance::Substantive);
        assert!(matches!(substance("Nothing.", "Anything else?"), Substance::Empty(_)));
    }

    #[test]
    fn a_reply_that_only_points_to_another_says_nothing() {
        let question = "What should we do better?";
        for text in [
            "As Q1",
            "See Q.2",
            "see question 1",
            "See my answer to question 2, thanks",
            "Please see above comments",
            "as my answer above",
            "Same as I said in the previous question",
        ] {
            assert!(matches!(substance(text, question), Substance::Empty(_)), "{text}");
        }
        for text in
            ["See Q1 - buses", "See a GP", "As 111", "As above, and more buses", "See the same doctor"]
        {
            assert_eq!(substance(text, question), Substance::Substantive, "{text}");
        }
    }

    #[test]
    fn placeholders_say_nothing_anywhere() {
        for text in [
            "N/A",
            "????",
            ".",
            "As above",
            "#NAME?",
            "did not answer",
            "-",
            "See attached file(s)",
            "xxxx",
            "Test test",
            "asdfgh",
        ] {
            assert!(matches!(substance(text, "What should we do better?"), Substance::Empty(_)), "{text}");
        }
        assert_eq!(substance("GPs", ""), Substance::Substantive);
        assert_eq!(substance("👍", ""), Substance::Substantive);
    }
}
