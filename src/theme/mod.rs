//! Which themes a response shows, and with which words.

mod substance;

pub use substance::{Substance, substance_of};

use crate::matching::{Matcher, MatcherCache, Mention, Passage};
use crate::normalise::CleanText;
use crate::redact::{Detail, details};
use crate::text::{Language, Span, Token, Tokeniser, Vocabulary, is_plainly_english, language_of};

/// What was found in one response, alone.
#[derive(Debug, Clone)]
pub struct Themed {
    /// Where personal details stand.
    pub details: Box<[Detail]>,
    /// Where themes show, in order of theme, then place.
    pub mentions: Box<[Mention]>,
    /// How many words it has.
    pub words: u32,
    /// Whether there is anything to count.
    pub substance: Substance,
}

/// What one worker uses again for every response: the words it has met and its scratch space. Nothing that comes out depends on it.
#[derive(Default)]
pub struct Worker {
    vocabulary: Vocabulary,
    cache: MatcherCache,
    tokens: Vec<Token>,
    hidden: Vec<Span>,
}

impl Worker {
    /// The words of the response themed last, without those inside personal details, and the vocabulary that their numbers refer to.
    pub fn last_words(&self) -> (impl Iterator<Item = &Token> + Clone, &Vocabulary) {
        let hidden = &self.hidden;
        let words = self
            .tokens
            .iter()
            .filter(move |token| token.span.overlapping(hidden, |detail| *detail).is_empty());
        (words, &self.vocabulary)
    }

    /// Divides a text into words, which [`Worker::last_words`] gives.
    pub fn read_words(&mut self, text: &str, details: &[Detail], tokeniser: &Tokeniser) {
        tokeniser.tokenise(text, &mut self.vocabulary, &mut self.tokens);
        self.hidden.clear();
        self.hidden.extend(details.iter().map(|detail| detail.span));
    }
}

/// Finds personal details, words and themes of a response. Words inside details match nothing. A response in another language
/// shows no theme, so that none is found by accident.
pub fn themed(
    text: &CleanText,
    question: &str,
    matcher: &Matcher,
    tokeniser: &Tokeniser,
    worker: &mut Worker,
) -> Themed {
    let text = text.as_str();
    if text.is_empty() {
        worker.tokens.clear();
        worker.hidden.clear();
        return Themed {
            details: Box::default(),
            mentions: Box::default(),
            words: 0,
            substance: Substance::Blank,
        };
    }
    let details = details(text);
    worker.read_words(text, &details, tokeniser);
    let passage = Passage { text, tokens: &worker.tokens, hidden: &worker.hidden, question };
    let mut mentions = matcher.mentions(&passage, &worker.vocabulary, &mut worker.cache);
    let mut substance =
        substance_of(text, question, &worker.tokens, &worker.vocabulary, !mentions.is_empty());
    if substance == Substance::Substantive
        && let Language::Other(name) = language(text, matcher, worker)
    {
        substance = Substance::OtherLanguage(name);
        mentions.clear();
    }
    Themed {
        details: details.into(),
        mentions: mentions.into(),
        words: worker.tokens.len() as u32,
        substance,
    }
}

/// The language of the text whose words the worker has just read. What the lexicon knows is asked only where common words are few.
fn language(text: &str, matcher: &Matcher, worker: &mut Worker) -> Language {
    let words = worker.tokens.len();
    let stop_words = worker.tokens.iter().filter(|token| worker.vocabulary.is_stop_word(token.word)).count();
    if is_plainly_english(words, stop_words) {
        return Language::English;
    }
    let Worker { vocabulary, cache, tokens, .. } = worker;
    let known = tokens
        .iter()
        .filter(|token| vocabulary.is_stop_word(token.word) || matcher.knows(token.word, vocabulary, cache))
        .count();
    language_of(text, words, stop_words, known)
}
