//! Lines to start rules from, each tried on the response that it was made of.

use crate::lexicon::Lexicon;
use crate::matching::{Matcher, MatcherCache, Passage};
use crate::text::{Span, Token, Tokeniser, Vocabulary};

/// A phrase longer than this is hardly said again.
const LONGEST_PHRASE: usize = 8;

/// A response with its words.
pub(super) struct Tried<'a> {
    text: &'a str,
    /// Where personal details stand: no rule finds words there.
    hidden: &'a [Span],
    tokens: Vec<Token>,
    vocabulary: Vocabulary,
}

impl<'a> Tried<'a> {
    /// `hidden` is sorted.
    pub(super) fn new(text: &'a str, hidden: &'a [Span]) -> Tried<'a> {
        let (mut tokens, mut vocabulary) = (Vec::new(), Vocabulary::default());
        Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
        Tried { text, hidden, tokens, vocabulary }
    }

    /// A line that finds a short response; none for a long one, in which somebody has to say which words matter.
    pub(super) fn phrase(&self) -> Option<String> {
        let words = self.written(&self.tokens)?;
        let kinds = ["phrase", "whole"].into_iter();
        kinds.map(|kind| format!("{kind} {words}")).find(|rule| !self.found(rule).is_empty())
    }

    /// Lines that take mentions at these places away: the words found, with one more on each side where that is sound. Somebody has to shorten or
    /// widen them.
    pub(super) fn exceptions(&self, places: &[Span]) -> Vec<String> {
        let mut lines: Vec<String> = places.iter().filter_map(|place| self.exception(*place)).collect();
        lines.dedup();
        lines
    }

    fn exception(&self, place: Span) -> Option<String> {
        let first = self.tokens.iter().position(|token| token.span.overlaps(place))?;
        let last = self.tokens.iter().rposition(|token| token.span.overlaps(place))?;
        let sentence = self.tokens[first].sentence;
        let is_beside = |at: &usize| self.tokens.get(*at).is_some_and(|token| token.sentence == sentence);
        let from = first.checked_sub(1).filter(is_beside).unwrap_or(first);
        let to = Some(last + 1).filter(is_beside).unwrap_or(last);
        let takes_away = |rule: &String| self.found(rule).iter().any(|found| found.overlaps(place));
        let sides = [(from, to), (first, to), (from, last), (first, last)].into_iter();
        let phrases = sides.filter_map(|(from, to)| self.written(&self.tokens[from..=to]));
        let line = phrases.map(|words| format!("phrase {words}")).find(takes_away)?;
        Some(format!("except {line}"))
    }

    /// The words as a rule writes them; none where there are too many.
    fn written(&self, tokens: &[Token]) -> Option<String> {
        let words = tokens.iter().map(|token| &*self.vocabulary.word(token.word).normal);
        (1..=LONGEST_PHRASE).contains(&tokens.len()).then(|| words.collect::<Vec<&str>>().join(" "))
    }

    /// Where a rule's line finds something here; nowhere where it is no rule.
    fn found(&self, rule: &str) -> Vec<Span> {
        let Ok((lexicon, _)) = Lexicon::default().with_term(rule) else { return Vec::new() };
        let passage = Passage { text: self.text, tokens: &self.tokens, hidden: self.hidden, question: "" };
        let found = Matcher::new(&lexicon).mentions(&passage, &self.vocabulary, &mut MatcherCache::default());
        found.into_iter().map(|mention| mention.span).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, words: &str) -> Span {
        let at = text.find(words).expect("the words are there");
        Span::new(at, at + words.len())
    }

    #[test]
    fn a_line_finds_the_words_it_was_made_of() {
        for (text, line) in [
            ("The A&E sign is too small", Some("phrase the a&e sign is too small")),
            ("Nothing. Nothing at all.", Some("whole nothing nothing at all")),
            ("We can\u{2019}t wait", Some("phrase we can't wait")),
            ("One two three four five six seven eight nine", None),
            ("?", None),
        ] {
            assert_eq!(Tried::new(text, &[]).phrase().as_deref(), line, "{text}");
        }
    }

    #[test]
    fn words_inside_a_detail_are_in_no_line() {
        let text = "Nurse Jones was brilliant";
        let hidden = [place(text, "Jones")];
        let tried = Tried::new(text, &hidden);
        assert_eq!(tried.phrase(), None);
        assert_eq!(tried.exceptions(&[place(text, "was")]), ["except phrase was brilliant"]);
    }

    #[test]
    fn an_exception_keeps_to_the_sentence_of_the_mention() {
        let text = "I will wait. My nurse would not wait for me.";
        let tried = Tried::new(text, &[]);
        assert_eq!(tried.exceptions(&[place(text, "wait")]), ["except phrase will wait"]);
        assert_eq!(tried.exceptions(&[place(text, "nurse")]), ["except phrase my nurse would"]);
    }
}
