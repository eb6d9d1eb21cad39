//! Which themes a response shows, and with which words.

mod substance;

pub use substance::{Substance, substance_of};

use crate::matching::{Matcher, MatcherCache, Mention, Passage};
use crate::normalise::CleanText;
use crate::redact::{Detail, KnownWords, Wishes, details, details_among};
use crate::text::{
    Language, Marks, Span, Token, Tokeniser, Vocabulary, is_plainly_english, language_of, told_by_words,
};

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
    known: KnownWords,
    tokens: Vec<Token>,
    hidden: Vec<Span>,
}

impl Worker {
    /// The words of the response themed last, without those inside personal details, and the vocabulary that their numbers refer to.
    pub fn last_words(&self) -> (impl Iterator<Item = &Token> + Clone, &Vocabulary) {
        // Words and details stand in order: of the details those ahead are kept in view.
        let mut ahead = &self.hidden[..];
        let words = self.tokens.iter().filter(move |token| {
            while let [first, rest @ ..] = ahead
                && first.end <= token.span.start
            {
                ahead = rest;
            }
            !ahead.first().is_some_and(|detail| detail.overlaps(token.span))
        });
        (words, &self.vocabulary)
    }

    /// Divides a text into words, which [`Worker::last_words`] gives.
    pub fn read_words(&mut self, text: &str, details: &[Detail], tokeniser: &Tokeniser) {
        tokeniser.tokenise(text, &mut self.vocabulary, &mut self.tokens);
        self.hide(details);
    }

    fn hide(&mut self, details: &[Detail]) {
        self.hidden.clear();
        self.hidden.extend(details.iter().map(|detail| detail.span));
    }

    /// Divides a text into words and finds its personal details.
    fn read(&mut self, text: &str, tokeniser: &Tokeniser, wishes: &Wishes) -> Vec<Detail> {
        tokeniser.tokenise(text, &mut self.vocabulary, &mut self.tokens);
        let details = match tokeniser {
            Tokeniser::Scan => details_among(text, &self.tokens, &self.vocabulary, &mut self.known, wishes),
            // Names are told by words as the scan divides them.
            Tokeniser::File(_) => details(text, wishes),
        };
        self.hide(&details);
        details
    }
}

/// Finds personal details, words and themes of a response. Words inside details match nothing. A response in another language
/// shows no theme, so that none is found by accident.
pub fn themed(
    text: &CleanText,
    question: &str,
    matcher: &Matcher,
    tokeniser: &Tokeniser,
    wishes: &Wishes,
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
    let details = worker.read(text, tokeniser, wishes);
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

/// The language of the text whose words the worker has just read. What the lexicon knows is asked only where common words are few, or are those of
/// other languages too.
fn language(text: &str, matcher: &Matcher, worker: &mut Worker) -> Language {
    let Worker { vocabulary, cache, tokens, .. } = worker;
    let words = tokens.len();
    let (mut stop_words, mut english, mut telling) = (0, 0, 0);
    for sign in tokens.iter().map(|token| vocabulary.sign(token.word)) {
        stop_words += usize::from(sign.is_stop_word);
        english += usize::from(sign.is_english);
        telling += usize::from(sign.marks.is_telling());
    }
    if is_plainly_english(words, english) {
        return Language::English;
    }
    if telling > 0 {
        let mut signs = Vec::with_capacity(words);
        for token in tokens.iter() {
            let mut sign = vocabulary.sign(token.word);
            sign.is_english |= sign.marks == Marks::default() && matcher.knows(token.word, vocabulary, cache);
            signs.push(sign);
        }
        if let Some(name) = told_by_words(signs.into_iter()) {
            return Language::Other(name);
        }
    }
    if is_plainly_english(words, stop_words) {
        return Language::English;
    }
    let known = tokens
        .iter()
        .filter(|token| vocabulary.is_stop_word(token.word) || matcher.knows(token.word, vocabulary, cache))
        .count();
    language_of(text, words, stop_words, known)
}
