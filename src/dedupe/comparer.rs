//! Texts compared: word triple by word triple, and word by word.

use super::alignment::{Alignment, differing};
use super::boilerplate::Boilerplate;
use super::fingerprint::{Shingle, Shingles, Stem, shingles, triples_of, words_in_order};
use super::foresight::Foresight;
use super::minhash::Gist;
use super::stance::Stances;
use super::texts::Texts;
use super::{DedupeInput, DedupeSettings};
use crate::text::{Token, Tokeniser};
use crate::theme::Worker;

/// Compares texts; remembers what it has learned of those it has compared.
pub(super) struct Comparer<'a> {
    inputs: &'a [DedupeInput<'a>],
    texts: &'a Texts<'a>,
    settings: &'a DedupeSettings,
    tokeniser: &'a Tokeniser,
    boilerplate: &'a Boilerplate,
    worker: Worker,
    stances: Stances,
    foresight: Foresight<'a>,
    /// The triples of each text, by its number; none where it has not been compared yet.
    triples: Vec<Shingles>,
    /// The gist of each text, by its number; of short texts there is none.
    pub(super) gists: Vec<Gist>,
}

/// Two texts that share less of their triples than this are not aligned: with a third of the words swapped, a sixth of the triples are left.
const WORTH_ALIGNING: f64 = 0.08;

/// So many of the 64 values of two texts' triples are the same, but for 2 pairs in 10,000, where half their triples are: 32 give or take 4.
const NEAR_TRIPLES: usize = 18;
/// And so many, but for 3 pairs in 100, where as few are as make them worth aligning.
const SWAPPED_TRIPLES: usize = 2;
/// And so many of the 32 values of their words, but for 3 pairs in 100, where a quarter of the words of both are in both.
const SWAPPED_WORDS: usize = 4;

/// What two texts could prove to be, and how many values of their sketches speak for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Promise {
    /// One is the other with words swapped; values of words.
    Swapped(usize),
    /// They are near copies; values of triples.
    Near(usize),
}

impl<'a> Comparer<'a> {
    pub(super) fn new(
        inputs: &'a [DedupeInput<'a>],
        texts: &'a Texts<'a>,
        settings: &'a DedupeSettings,
        tokeniser: &'a Tokeniser,
        boilerplate: &'a Boilerplate,
    ) -> Comparer<'a> {
        Comparer {
            inputs,
            texts,
            settings,
            tokeniser,
            boilerplate,
            worker: Worker::default(),
            stances: Stances::new(tokeniser),
            foresight: Foresight::new(texts, settings),
            triples: vec![Shingles::new(); texts.len()],
            gists: vec![Gist::of_length(0); texts.len()],
        }
    }

    /// The texts that it compares.
    pub(super) fn texts(&self) -> &'a Texts<'a> {
        self.texts
    }

    /// The response with this index.
    pub(super) fn input(&self, response: u32) -> &'a DedupeInput<'a> {
        &self.inputs[response as usize]
    }

    /// The first response with a text.
    pub(super) fn input_of(&self, text: u32) -> &'a DedupeInput<'a> {
        self.input(self.texts.responses(text)[0])
    }

    /// How many responses have one of these texts.
    pub(super) fn responses(&self, texts: &[u32]) -> usize {
        texts.iter().map(|text| self.texts.responses(*text).len()).sum()
    }

    /// How many different respondents sent these texts.
    pub(super) fn respondents(&self, texts: &[u32]) -> usize {
        let responses = texts.iter().flat_map(|text| self.texts.responses(*text));
        let mut respondents: Vec<u32> = responses.map(|at| self.input(*at).respondent).collect();
        respondents.sort_unstable();
        respondents.dedup();
        respondents.len()
    }

    /// Works out the triples of texts, which [`Comparer::triples`] gives.
    pub(super) fn learn(&mut self, texts: &[u32]) {
        for text in texts {
            if self.triples[*text as usize].is_empty() {
                self.triples[*text as usize] = shingles(self.texts.stems(*text));
            }
        }
    }

    /// The triples of a text that was learned.
    pub(super) fn triples(&self, text: u32) -> &Shingles {
        &self.triples[text as usize]
    }

    /// How promising it is to compare two texts, by their gists: the greater the more so; nothing where they are hardly alike.
    pub(super) fn promise(&self, one: u32, other: u32) -> Option<Promise> {
        let [one, other] = [one, other].map(|text| &self.gists[text as usize]);
        if one.length == 0 || other.length == 0 {
            // Of one of them nothing is known: they have to be compared.
            return Some(Promise::Near(0));
        }
        let triples = one.common_triples(other);
        if triples >= NEAR_TRIPLES {
            return Some(Promise::Near(triples));
        }
        if triples < SWAPPED_TRIPLES || one.length.max(other.length) > 2 * one.length.min(other.length) {
            return None;
        }
        let words = one.common_words(other);
        (words >= SWAPPED_WORDS).then_some(Promise::Swapped(words))
    }

    /// Whether two texts are copies of one another: enough of their triples are common, or one is the other with words swapped.
    pub(super) fn are_alike(&mut self, one: u32, other: u32) -> bool {
        if !self.foresight.could_be_alike(one, other) {
            return false;
        }
        self.learn(&[one, other]);
        let similarity = jaccard(self.triples(one), self.triples(other));
        similarity >= self.settings.near
            || similarity >= WORTH_ALIGNING && self.substitution(one, other).is_some()
    }

    /// The two texts side by side, where one is the other with words swapped here and there, none of them for its opposite.
    fn substitution(&mut self, one: u32, other: u32) -> Option<Alignment> {
        if !self.foresight.could_be_substitution(one, other) {
            return None;
        }
        let fewest = self.settings.near_from_words as usize;
        let [one, other] = [one, other].map(|text| words_in_order(self.texts.stems(text)));
        let alignment = Alignment::of(&one, &other)?;
        let is_one = alignment.is_substitution(fewest)
            && !self
                .stances
                .are_opposite(differing(&one, &alignment.one), differing(&other, &alignment.other));
        is_one.then_some(alignment)
    }

    /// Which words of a text, boilerplate left out, are the other's or stand in their places, where one is the other with words swapped and shares too few triples to show it.
    pub(super) fn shared_words(&mut self, text: u32, other: u32) -> Option<Vec<bool>> {
        let is_near = text == other || jaccard(self.triples(text), self.triples(other)) >= self.settings.near;
        if is_near {
            return None;
        }
        self.substitution(text, other).map(Alignment::taken_over)
    }

    /// The words of a response outside personal details, and which of them are boilerplate.
    pub(super) fn words(&mut self, input: &DedupeInput<'_>) -> Words {
        self.worker.read_words(input.text, input.details, self.tokeniser);
        let (words, vocabulary) = self.worker.last_words();
        let tokens: Vec<Token> = words.copied().collect();
        let stems: Vec<Stem> = tokens.iter().map(|token| Stem::of(token.word, vocabulary)).collect();
        let triples: Vec<Shingle> = triples_of(&stems).collect();
        let mut is_boilerplate = vec![false; tokens.len()];
        for (from, to) in self.boilerplate.stretches(&stems) {
            is_boilerplate[from..to].fill(true);
        }
        Words { tokens, triples, is_boilerplate }
    }
}

/// The words of a response.
pub(super) struct Words {
    pub(super) tokens: Vec<Token>,
    pub(super) triples: Vec<Shingle>,
    pub(super) is_boilerplate: Vec<bool>,
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// How many values two sorted lists of distinct values have in common. Without branches: which list goes on cannot be foretold.
pub(super) fn common(one: &[Shingle], other: &[Shingle]) -> usize {
    let (mut a, mut b, mut both) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        let (left, right) = (one[a], other[b]);
        both += usize::from(left == right);
        a += usize::from(left <= right);
        b += usize::from(right <= left);
    }
    both
}

/// Jaccard similarity: what two sets have in common, as a share of what is in either.
pub(super) fn jaccard(one: &[Shingle], other: &[Shingle]) -> f64 {
    let both = common(one, other);
    share(both, one.len() + other.len() - both)
}
