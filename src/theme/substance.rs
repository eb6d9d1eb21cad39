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
    "already answered",
    "already answered above",
    "already covered",
    "already covered above",
    "already mentioned",
    "already mentioned above",
    "already said",
    "already stated",
    "answered above",
    "as above",
    "as already stated",
    "as before",
    "as i have said above",
    "as i said",
    "as i said above",
    "as i said before",
    "as mentioned",
    "as mentioned above",
    "as mentioned before",
    "as mentioned previously",
    "as previous",
    "as previous answer",
    "as previous answers",
    "as previously",
    "as previously mentioned",
    "as previously stated",
    "as said above",
    "as stated",
    "as stated above",
    "as stated before",
    "as stated previously",
    "blank",
    "can't answer",
    "can't comment",
    "cannot answer",
    "cannot comment",
    "choose not to answer",
    "covered above",
    "decline to answer",
    "declined",
    "did not answer",
    "ditto",
    "dk",
    "do not know",
    "do not wish to answer",
    "do not wish to say",
    "don't know",
    "don't want to answer",
    "don't want to say",
    "don't wish to answer",
    "don't wish to say",
    "dont know",
    "i decline to answer",
    "i do not know",
    "i do not wish to answer",
    "i don't know",
    "i dont know",
    "i prefer not to answer",
    "i prefer not to say",
    "i would prefer not to answer",
    "i would prefer not to say",
    "i would rather not answer",
    "i would rather not say",
    "i'd rather not answer",
    "i'd rather not say",
    "idk",
    "left blank",
    "mentioned above",
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
    "none applicable",
    "not answered",
    "not applicable",
    "not asked",
    "not known",
    "not relevant",
    "not sure",
    "null",
    "pass",
    "please see above",
    "please see above answer",
    "please see attached",
    "please see attached file",
    "please see attached file s",
    "please see attached files",
    "please see attached letter",
    "please see attachment",
    "please see my answer above",
    "please see previous",
    "please see previous answer",
    "pnts",
    "prefer not to answer",
    "prefer not to comment",
    "prefer not to say",
    "rather not answer",
    "rather not say",
    "refer to above",
    "refer to previous answer",
    "refuse to answer",
    "refused",
    "said above",
    "same",
    "same again",
    "same answer as above",
    "same as above",
    "same as before",
    "same as last answer",
    "same as my previous answer",
    "same as previous",
    "same as previous answer",
    "see above",
    "see above answer",
    "see above answers",
    "see above comment",
    "see above comments",
    "see above response",
    "see answer above",
    "see answers above",
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
    "see comments above",
    "see earlier",
    "see earlier answer",
    "see earlier answers",
    "see last answer",
    "see my answer above",
    "see my comments above",
    "see my earlier answer",
    "see my previous answer",
    "see other answers",
    "see previous",
    "see previous answer",
    "see previous answers",
    "see previous comment",
    "see previous comments",
    "see previous response",
    "skip",
    "tbc",
    "test",
    "testing",
    "unable to answer",
    "unable to comment",
    "unknown",
    "unsure",
    "would prefer not to say",
    "would rather not answer",
    "would rather not say",
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
    // "No further comments, thank you" is as little of a point as without the thanks.
    let thanks: usize = match words[..] {
        [_, .., "thank", "you"] | [_, .., "many", "thanks"] if words.len() > 2 => 2,
        [_, .., "thanks"] => 1,
        _ => 0,
    };
    let reply = words[..words.len() - thanks].join(" ");
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
