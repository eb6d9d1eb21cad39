//! What is kept of a text to find its copies: a key of its words, and sketches of them.

use super::boilerplate::Boilerplate;
use super::minhash::{TRIPLE_BANDS, WORD_BANDS, sketch_triples, sketch_words};
use crate::text::{Token, Vocabulary};

/// Bands of both sketches; two texts that agree in all rows of one band are compared.
pub const BANDS: usize = TRIPLE_BANDS + WORD_BANDS;

/// What is kept of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Equal for texts of the same words in the same order, whatever their case, punctuation and white space.
    pub exact: u128,
    /// How many words it has, those inside personal details and boilerplate left out.
    pub words: u32,
    /// Its triples of stems in the order of its words, those with a word of boilerplate left out, so that texts are compared without being
    /// read again.
    pub triples: Box<[Shingle]>,
    /// A key for each band of its sketches, of triples first, then of words; none for texts too short to be near copies.
    pub bands: Option<Box<[u32; BANDS]>>,
}

/// A hash of three stems in their order. Of two texts of a hundred words, two different triples are taken for one in one pair of 400,000.
pub type Shingle = u32;

/// The distinct triples of stems of a text, sorted.
pub type Shingles = Vec<Shingle>;

impl Fingerprint {
    /// The text's triples as a set.
    pub fn shingles(&self) -> Shingles {
        let mut shingles = self.triples.to_vec();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    }
}

/// Words a shingle.
pub(super) const SHINGLE: usize = 3;

/// Working space for fingerprints, used again for every text.
#[derive(Default)]
pub struct Scratch {
    stems: Vec<u64>,
    triples: Vec<Shingle>,
    telling: Vec<Shingle>,
}

/// The fingerprint of a text's words.
pub fn fingerprint<'a>(
    words: impl Iterator<Item = &'a Token>,
    vocabulary: &Vocabulary,
    near_from_words: u32,
    boilerplate: &Boilerplate,
    scratch: &mut Scratch,
) -> Fingerprint {
    let Scratch { stems, triples, telling } = scratch;
    stems.clear();
    telling.clear();
    let (mut low, mut high) = (0x51_7c_c1_b7_27_22_0a_95u64, 0x2545_f491_4f6c_dd1du64);
    for token in words {
        let word = vocabulary.normal_hash(token.word);
        low = (low.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        high = (high ^ word.rotate_left(32)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31);
        let stem = vocabulary.stem_hash(token.word);
        stems.push(stem);
        if !vocabulary.is_stop_word(token.word) {
            telling.push((stem >> 32) as Shingle);
        }
    }
    triples.clear();
    triples.extend(triples_of(stems));
    let mut words = stems.len();
    // From the last, so that the places of those before stay true; two stretches may share a word or two.
    let stretches: Vec<(usize, usize)> = boilerplate.stretches(triples).collect();
    let mut behind = usize::MAX;
    for (from, to) in stretches.into_iter().rev() {
        let first = from.saturating_sub(SHINGLE - 1);
        triples.drain(first..to.min(triples.len()).min(behind.saturating_sub(SHINGLE - 1)));
        words -= to.min(behind) - from;
        behind = from;
    }
    let words = words as u32;
    let bands = (words >= near_from_words.max(SHINGLE as u32)).then(|| {
        let mut bands = Box::new([0; BANDS]);
        sketch_triples(triples, &mut bands[..TRIPLE_BANDS]);
        sketch_words(telling, &mut bands[TRIPLE_BANDS..]);
        bands
    });
    let exact = u128::from(mixed(high)) << 64 | u128::from(mixed(low));
    Fingerprint { exact, words, triples: triples.as_slice().into(), bands }
}

/// The triples of stems in the order of the words, one for each word but the last two.
pub(super) fn triples_of(stems: &[u64]) -> impl Iterator<Item = Shingle> {
    stems.windows(SHINGLE).map(shingle)
}

#[inline]
fn shingle(stems: &[u64]) -> Shingle {
    (mixed(stems[0] ^ stems[1].rotate_left(21) ^ stems[2].rotate_left(42)) >> 32) as u32
}

#[inline]
pub(super) fn mixed(mut x: u64) -> u64 {
    x ^= x >> 32;
    x = x.wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^= x >> 32;
    x.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ (x >> 29)
}
