//! What a response offers the learner: its words, its letters, its question, and the lexicon's answer.
//!
//! Every feature is known by a hash of what it is, so that a model holds nobody's words.

use std::collections::BTreeSet;

use crate::matching::Mention;
use crate::text::{Token, Vocabulary, hash_of};

/// Longest run of words that is a feature.
const MOST_WORDS: usize = 3;
/// Shortest and longest run of letters inside a word, its edges counted, that is a feature.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=5;
/// What the length of a response, in words, is held against.
const LENGTHS: [usize; 6] = [1, 2, 4, 8, 16, 32];
/// How much a mark of the length weighs.
const LENGTH_WEIGHT: f32 = 0.3;

/// A response as the learner reads it.
#[derive(Clone, Copy)]
pub(super) struct Answer<'a> {
    /// Its words, those inside personal details left out.
    pub(super) words: &'a [Token],
    /// The vocabulary of the words.
    pub(super) vocabulary: &'a Vocabulary,
    /// The question that it answers.
    pub(super) question: &'a str,
    /// Where the lexicon's themes show.
    pub(super) mentions: &'a [Mention],
}

/// The features of one response: hash and number, sorted by hash, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Features {
    /// Runs of words, and how often each stands there.
    pub(super) words: Vec<(u64, f32)>,
    /// Runs of letters, and how often each stands there.
    pub(super) letters: Vec<(u64, f32)>,
    /// Marks and their weights.
    pub(super) marks: Vec<(u64, f32)>,
    /// Marks of the lexicon's answer, and how much of its weight each has.
    pub(super) lexicon: Vec<(u64, f32)>,
}

/// Reads features. It remembers the letters of the words of one vocabulary; nothing that comes out depends on it.
#[derive(Default)]
pub(super) struct FeatureReader {
    letters: Vec<Box<[u64]>>,
}

impl FeatureReader {
    /// The features of a response.
    pub(super) fn features(&mut self, answer: &Answer<'_>) -> Features {
        let mut features = Features::default();
        let Answer { words, vocabulary, .. } = *answer;
        while self.letters.len() < vocabulary.len() {
            let normal = &vocabulary.word(self.letters.len() as u32).normal;
            let mut letters = Vec::new();
            runs_of_letters(normal, |run| letters.push(hash_of(run)));
            self.letters.push(letters.into());
        }
        for (at, token) in words.iter().enumerate() {
            features.letters.extend(self.letters[token.word as usize].iter().map(|run| (*run, 1.0)));
            for run in runs_of_words(words, at) {
                features.words.push((words_hash(run, vocabulary), 1.0));
            }
        }
        marks(answer, |name, weight| features.marks.push((name.mark_hash(), weight)));
        lexicon_marks(answer, |name, share| features.lexicon.push((name.mark_hash(), share)));
        let Features { words, letters, marks, lexicon } = &mut features;
        for list in [words, letters, marks, lexicon] {
            list.sort_unstable_by_key(|(hash, _)| *hash);
            list.dedup_by(|next, kept| {
                let is_same = next.0 == kept.0;
                if is_same {
                    kept.1 += next.1;
                }
                is_same
            });
        }
        features
    }
}

/// What a feature is, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// Neighbouring words.
    Words(String),
    /// Letters of a word.
    Letters(&'a str),
    /// The question.
    Question(&'a str),
    /// At most so many words.
    Length(usize),
    /// The rule with this index finds something.
    Rule(u32),
    /// The theme with this index shows.
    Theme(u32),
    /// How often it shows.
    Mentions(u32),
    /// No other theme shows.
    Alone(u32),
    /// The lexicon shows nothing.
    NoTheme,
    /// The lexicon shows one theme.
    OneTheme,
}

impl Name<'_> {
    /// The hash of a mark.
    fn mark_hash(&self) -> u64 {
        match self {
            Name::Words(words) => hash_of(words),
            Name::Letters(word) => hash_of(word),
            Name::Question(question) => numbered(1, hash_of(question)),
            Name::Length(words) => numbered(2, *words as u64),
            Name::Rule(rule) => numbered(3, u64::from(*rule)),
            Name::Theme(theme) => numbered(4, u64::from(*theme)),
            Name::Mentions(theme) => numbered(5, u64::from(*theme)),
            Name::Alone(theme) => numbered(6, u64::from(*theme)),
            Name::NoTheme => numbered(7, 0),
            Name::OneTheme => numbered(7, 1),
        }
    }
}

/// A hash of a number, apart from the same number of another kind.
fn numbered(kind: u64, number: u64) -> u64 {
    let hash = (kind << 32 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash ^ (hash >> 31)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// Calls `found` with every feature of a response: its hash, and what gives its name.
pub(super) fn named<'a>(answer: &Answer<'a>, mut found: impl FnMut(u64, &dyn Fn() -> Name<'a>)) {
    let Answer { words, vocabulary, .. } = *answer;
    for at in 0..words.len() {
        for run in runs_of_words(words, at) {
            let written = || {
                let written: Vec<&str> =
                    run.iter().map(|token| &*vocabulary.word(token.word).normal).collect();
                Name::Words(written.join(" "))
            };
            found(words_hash(run, vocabulary), &written);
        }
    }
    for token in words {
        let word: &'a str = &vocabulary.word(token.word).normal;
        runs_of_letters(word, |run| found(hash_of(run), &|| Name::Letters(word)));
    }
    let mut mark = |name: Name<'a>, _| found(name.mark_hash(), &|| name.clone());
    marks(answer, &mut mark);
    lexicon_marks(answer, &mut mark);
}

/// The runs of words that begin with the word at `at`.
fn runs_of_words(words: &[Token], at: usize) -> impl Iterator<Item = &[Token]> {
    (1..=MOST_WORDS.min(words.len() - at)).map(move |length| &words[at..at + length])
}

fn words_hash(run: &[Token], vocabulary: &Vocabulary) -> u64 {
    run.iter().fold(run.len() as u64, |hash, token| {
        (hash.rotate_left(23) ^ vocabulary.normal_hash(token.word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// Calls `found` with each run of letters of a word; a space stands for its edges.
fn runs_of_letters(word: &str, mut found: impl FnMut(&str)) {
    let padded = format!(" {word} ");
    let edges: Vec<usize> = padded.char_indices().map(|(at, _)| at).chain([padded.len()]).collect();
    for length in LETTERS {
        for run in edges.windows(length + 1) {
            found(&padded[run[0]..run[length]]);
        }
    }
}

/// Calls `found` with the name and the weight of each mark but the lexicon's.
fn marks<'a>(answer: &Answer<'a>, mut found: impl FnMut(Name<'a>, f32)) {
    found(Name::Question(answer.question), 1.0);
    for length in LENGTHS.into_iter().filter(|length| answer.words.len() <= *length) {
        found(Name::Length(length), LENGTH_WEIGHT);
    }
}

/// Calls `found` with the name of each mark of the lexicon's answer, and how much of its weight the mark has.
fn lexicon_marks<'a>(answer: &Answer<'a>, mut found: impl FnMut(Name<'a>, f32)) {
    let rules: BTreeSet<(u32, u32)> = answer.mentions.iter().map(|it| (it.theme, it.rule)).collect();
    let themes: BTreeSet<u32> = rules.iter().map(|(theme, _)| *theme).collect();
    for (_, rule) in &rules {
        found(Name::Rule(*rule), 1.0);
    }
    for theme in &themes {
        let mentions = answer.mentions.iter().filter(|mention| mention.theme == *theme).count();
        found(Name::Theme(*theme), 1.0);
        found(Name::Mentions(*theme), mentions.min(3) as f32 / 3.0);
        if themes.len() == 1 {
            found(Name::Alone(*theme), 1.0);
        }
    }
    match themes.len() {
        0 => found(Name::NoTheme, 1.0),
        1 => found(Name::OneTheme, 1.0),
        _ => {}
    }
}
