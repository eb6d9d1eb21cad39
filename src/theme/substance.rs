//! Does a response say anything? Classed by question, not by text alone (K15).

use crate::text::{Token, Vocabulary};

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

/// Replies that stand for no answer under any question.
const PLACEHOLDERS: &[&str] = &[
    "a",
    "as above",
    "as before",
    "as i said above",
    "as previous",
    "as previously stated",
    "as stated above",
    "blank",
    "did not answer",
    "ditto",
    "dk",
    "do not know",
    "don't know",
    "dont know",
    "i don't know",
    "idk",
    "left blank",
    "n a",
    "n.a",
    "na",
    "name",
    "nill",
    "no answer",
    "no comment",
    "no comment at present",
    "no comments",
    "no further comment",
    "no further comments",
    "no opinion",
    "no reply",
    "no response",
    "not answered",
    "not applicable",
    "not asked",
    "not known",
    "not sure",
    "null",
    "pass",
    "please see attached",
    "please see attached file",
    "please see attached file s",
    "please see attached files",
    "please see attached letter",
    "please see attachment",
    "prefer not to say",
    "same",
    "same again",
    "same as above",
    "same as before",
    "same as last answer",
    "see above",
    "see above answer",
    "see above comments",
    "see answer above",
    "see attached",
    "see attached comment",
    "see attached comments",
    "see attached document",
    "see attached file",
    "see attached file s",
    "see attached files",
    "see attached letter",
    "see attachment",
    "see attachments",
    "see my answer above",
    "see previous",
    "see previous answer",
    "skip",
    "test",
    "testing",
    "unknown",
    "unsure",
    "x",
    "xx",
    "xxx",
];

/// Replies that answer a question about what is missing or wrong, and no other.
const NOTHINGS: &[&str] = &[
    "nil",
    "no",
    "no none",
    "no nothing",
    "no thank you",
    "no thanks",
    "none",
    "none at all",
    "none really",
    "none thank you",
    "none thanks",
    "nope",
    "not at present",
    "not at the moment",
    "not at this time",
    "not really",
    "not that i can think of",
    "nothing",
    "nothing at all",
    "nothing at present",
    "nothing at the moment",
    "nothing comes to mind",
    "nothing else",
    "nothing further",
    "nothing further to add",
    "nothing more",
    "nothing more to add",
    "nothing really",
    "nothing thank you",
    "nothing thanks",
    "nothing to add",
    "nothing to say",
    "that's all",
    "thats all",
];

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
    if tokens.len() > 6 {
        return Substance::Substantive;
    }
    if text.starts_with('#') && text.ends_with(['?', '!']) && !text.contains(' ') {
        return Substance::Empty("an error value of a spreadsheet");
    }
    let words: Vec<&str> = tokens.iter().map(|token| &*vocabulary.word(token.word).normal).collect();
    let reply = words.join(" ");
    if PLACEHOLDERS.binary_search(&reply.as_str()).is_ok() {
        return Substance::Empty("a placeholder, such as \u{201c}n/a\u{201d} or \u{201c}as above\u{201d}");
    }
    if tokens.len() == 1 && reply.chars().all(|c| c.is_ascii_digit()) {
        return Substance::Empty("a number only");
    }
    if NOTHINGS.binary_search(&reply.as_str()).is_ok() {
        let question = question.to_lowercase();
        let is_answer = shows_theme || IMPROVEMENT_CUES.iter().any(|cue| question.contains(cue));
        if !is_answer {
            return Substance::Empty("\u{201c}nothing\u{201d} under a question to which that is no answer");
        }
    }
    Substance::Substantive
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
    fn lists_are_sorted() {
        for list in [PLACEHOLDERS, NOTHINGS] {
            assert!(
                list.windows(2).all(|pair| pair[0] < pair[1]),
                "{:?}",
                list.windows(2).find(|pair| pair[0] >= pair[1])
            );
        }
    }

    #[test]
    fn nothing_is_an_answer_to_what_should_be_better() {
        assert_eq!(substance("Nothing.", "What should we do better?"), Substance::Substantive);
        assert!(matches!(substance("Nothing.", "Anything else?"), Substance::Empty(_)));
    }

    #[test]
    fn placeholders_say_nothing_anywhere() {
        for text in ["N/A", "????", ".", "As above", "#NAME?", "did not answer", "-", "See attached file(s)"]
        {
            assert!(matches!(substance(text, "What should we do better?"), Substance::Empty(_)), "{text}");
        }
        assert_eq!(substance("GPs", ""), Substance::Substantive);
        assert_eq!(substance("👍", ""), Substance::Substantive);
    }
}
