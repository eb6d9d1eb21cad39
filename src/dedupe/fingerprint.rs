//! What is kept of a text to find its copies: a key of its words, and their stems in order.

use std::borrow::Cow;

use super::boilerplate::Boilerplate;
use crate::text::{Token, Vocabulary, WordId};

/// What is kept of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Equal for texts of the same words in the same order, whatever their case, punctuation and white space.
    pub exact: u128,
    /// How many words it has, those inside personal details and boilerplate left out.
    pub words: u32,
    /// Their stems in order, with a gap where boilerplate stood, so that texts are compared without being read again.
    pub stems: Box<[Stem]>,
}

/// A hash of a word's stem, and whether the word is one of the commonest; or a gap between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stem(u32);

impl Stem {
    /// Where words were left out.
    pub(super) const GAP: Stem = Stem(0);

    /// A word's.
    #[inline]
    pub(super) fn of(word: WordId, vocabulary: &Vocabulary) -> Stem {
        let hash = (vocabulary.stem_hash(word) >> 32) as u32 & !1 | u32::from(vocabulary.is_stop_word(word));
        Stem(if hash == 0 { 2 } else { hash })
    }

    /// One for tests.
    #[cfg(test)]
    pub(super) fn numbered(number: u32) -> Stem {
        Stem(number * 2 + 2)
    }

    /// Whether the word tells something of what the text is about: it is no stop word.
    pub(super) fn is_telling(self) -> bool {
        self.0 & 1 == 0 && self != Stem::GAP
    }

    /// A number of its own for every stem.
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

/// A hash of three stems in their order. Of two texts of a hundred words, two different triples are taken for one in one pair of 400,000.
pub(super) type Shingle = u32;

/// The distinct triples of stems of a text, sorted.
pub(super) type Shingles = Vec<Shingle>;

impl Fingerprint {
    /// Whether boilerplate was left out of it.
    pub(super) fn has_gaps(&self) -> bool {
        self.stems.len() > self.words as usize
    }
}

/// Words a shingle.
pub(super) const SHINGLE: usize = 3;

/// Working space for fingerprints, used again for every text.
#[derive(Default)]
pub struct Scratch {
    stems: Vec<Stem>,
}

/// The fingerprint of a text's words.
pub fn fingerprint<'a>(
    words: impl Iterator<Item = &'a Token>,
    vocabulary: &Vocabulary,
    boilerplate: &Boilerplate,
    scratch: &mut Scratch,
) -> Fingerprint {
    let stems = &mut scratch.stems;
    stems.clear();
    let (mut low, mut high) = (0x51_7c_c1_b7_27_22_0a_95u64, 0x2545_f491_4f6c_dd1du64);
    for token in words {
        let word = vocabulary.normal_hash(token.word);
        low = (low.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        high = (high ^ word.rotate_left(32)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31);
        stems.push(Stem::of(token.word, vocabulary));
    }
    let stretches: Vec<(usize, usize)> = boilerplate.stretches(stems).collect();
    for &(from, to) in &stretches {
        stems[from..to].fill(Stem::GAP);
    }
    if !stretches.is_empty() {
        // One gap is as good as many.
        stems.dedup_by(|one, before| *one == Stem::GAP && *before == Stem::GAP);
    }
    let words = stems.iter().filter(|stem| **stem != Stem::GAP).count() as u32;
    let exact = u128::from(mixed(high)) << 64 | u128::from(mixed(low));
    Fingerprint { exact, words, stems: stems.as_slice().into() }
}

/// The triples of stems in the order of the words, none across a gap.
#[inline]
pub(super) fn triples_of(stems: &[Stem]) -> impl Iterator<Item = Shingle> {
    let threes = stems.iter().zip(stems.iter().skip(1)).zip(stems.iter().skip(2));
    threes
        .filter(|((one, two), three)| **one != Stem::GAP && **two != Stem::GAP && **three != Stem::GAP)
        .map(|((one, two), three)| triple([*one, *two, *three]))
}

/// Adds the triples of stems that [`triples_of`] gives to a list, without a question a triple where there is no gap.
pub(super) fn add_triples(stems: &[Stem], triples: &mut Vec<Shingle>) {
    if holds_gap(stems) {
        return triples.extend(triples_of(stems));
    }
    triples.extend(stems.array_windows().map(|three| triple(*three)));
}

/// The triples of stems as a set, those across a gap left out.
pub(super) fn shingles(stems: &[Stem]) -> Shingles {
    let mut shingles = Shingles::with_capacity(stems.len());
    add_triples(stems, &mut shingles);
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// Whether words were left out anywhere. Looks at a stretch at a time, so that it compiles to a few vector instructions.
fn holds_gap(stems: &[Stem]) -> bool {
    let is_gap_among =
        |stretch: &[Stem]| stretch.iter().fold(false, |found, stem| found | (*stem == Stem::GAP));
    stems.chunks(STRETCH).any(is_gap_among)
}

/// So many stems are looked at together.
const STRETCH: usize = 32;

/// Stems without the gaps between them.
pub(super) fn words_in_order(stems: &[Stem]) -> Cow<'_, [Stem]> {
    if !holds_gap(stems) {
        return Cow::Borrowed(stems);
    }
    stems.iter().copied().filter(|stem| *stem != Stem::GAP).collect()
}

/// The triple of three stems.
#[inline]
pub(super) fn triple(stems: [Stem; SHINGLE]) -> Shingle {
    let [Stem(one), Stem(two), Stem(three)] = stems;
    let [one, two, three] = [u64::from(one), u64::from(two), u64::from(three)];
    (mixed((one << 32 | two) ^ three.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32) as u32
}

#[inline]
pub(super) fn mixed(mut x: u64) -> u64 {
    x ^= x >> 32;
    x = x.wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^= x >> 32;
    x.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ (x >> 29)
}
