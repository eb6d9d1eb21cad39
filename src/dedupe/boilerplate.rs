//! Words that stand in many responses because a form, an office or a mail program put them there.

use rustc_hash::FxHashSet;

use super::fingerprint::{SHINGLE, Shingle, Stem, triple, triples_of};
use crate::text::Tokeniser;
use crate::theme::Worker;

/// Notices and turns of phrase that stand in letters everywhere, one a line.
const KNOWN: &str = include_str!("boilerplate.txt");

/// So many words in a row are boilerplate; fewer are a turn of phrase.
const FEWEST_WORDS: usize = 6;
/// The triples in so many words.
const FEWEST_TRIPLES: usize = FEWEST_WORDS - SHINGLE + 1;

/// Texts of which a stretch of six words or more says nothing of what belongs together.
pub struct Boilerplate {
    triples: FxHashSet<Shingle>,
    /// Which triples are among them, roughly: it may say yes wrongly, never no.
    rough: Vec<u64>,
}

const ROUGH_WORDS: usize = 1 << 10;

impl Boilerplate {
    /// Of these texts (the profile's, the questions, the consultation's name) and of the notices known everywhere.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>, tokeniser: &Tokeniser) -> Boilerplate {
        let mut worker = Worker::default();
        let mut stems = Vec::new();
        let mut boilerplate = Boilerplate { triples: FxHashSet::default(), rough: vec![0; ROUGH_WORDS] };
        for text in KNOWN.lines().chain(texts) {
            worker.read_words(text, &[], tokeniser);
            let (words, vocabulary) = worker.last_words();
            stems.clear();
            stems.extend(words.map(|token| Stem::of(token.word, vocabulary)));
            for triple in triples_of(&stems) {
                let (at, bit) = place(triple);
                boilerplate.rough[at] |= bit;
                boilerplate.triples.insert(triple);
            }
        }
        boilerplate
    }

    fn holds(&self, triple: Shingle) -> bool {
        let (at, bit) = place(triple);
        self.rough[at] & bit != 0 && self.triples.contains(&triple)
    }

    /// The stretches of boilerplate in a text, given its stems: first word and the word behind the last. Two stretches may share a word or two.
    pub(super) fn stretches(&self, stems: &[Stem]) -> impl Iterator<Item = (usize, usize)> {
        let triples = (stems.len() + 1).saturating_sub(SHINGLE);
        let holds = |at: &usize| self.holds(triple([stems[*at], stems[at + 1], stems[at + 2]]));
        // The first triple behind the last stretch, and the one asked next: the shortest stretch cannot lie between two that are asked.
        let (mut behind, mut at) = (0, FEWEST_TRIPLES - 1);
        std::iter::from_fn(move || {
            while at < triples {
                if !holds(&at) {
                    at += FEWEST_TRIPLES;
                    continue;
                }
                let from = (behind..at).rev().take_while(holds).last().unwrap_or(at);
                let to = (at + 1..triples).find(|at| !holds(at)).unwrap_or(triples);
                behind = to + 1;
                at = to + FEWEST_TRIPLES;
                if to - from >= FEWEST_TRIPLES {
                    return Some((from, to + SHINGLE - 1));
                }
            }
            None
        })
    }
}

fn place(triple: Shingle) -> (usize, u64) {
    (triple as usize >> 6 & (ROUGH_WORDS - 1), 1 << (triple & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::fingerprint;

    fn words_left(boilerplate: &str, text: &str) -> u32 {
        let boilerplate = Boilerplate::new([boilerplate].into_iter(), &Tokeniser::Scan);
        let mut worker = Worker::default();
        worker.read_words(text, &[], &Tokeniser::Scan);
        let (words, vocabulary) = worker.last_words();
        fingerprint(words, vocabulary, &boilerplate, &mut Default::default()).words
    }

    #[test]
    fn a_quoted_question_leaves_the_answer() {
        let question = "Do you agree that the ward in Leek should close in April?";
        let answer = "Do you agree that the ward in Leek should close in April? No, never.";
        assert_eq!(words_left(question, answer), 2);
        assert_eq!(
            words_left(question, "The ward in Leek should stay."),
            6,
            "five words are a turn of phrase"
        );
    }

    #[test]
    fn notices_of_offices_are_known() {
        let text = "Keep the ward. Please consider the environment before printing this email.";
        assert_eq!(words_left("", text), 3);
    }
}
