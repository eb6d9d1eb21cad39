//! What is kept of a text to find its copies: a key of its words, and a sketch of its word triples.

use super::minhash::{SIZE, sketch};
use crate::text::{Token, Vocabulary};

/// Bands of the sketch; two texts that agree in all rows of one band are compared.
pub const BANDS: usize = 32;
/// Rows a band.
pub const ROWS: usize = SIZE / BANDS;

/// What is kept of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Equal for texts of the same words in the same order, whatever their case, punctuation and white space.
    pub exact: u128,
    /// How many words it has, those inside personal details left out.
    pub words: u32,
    /// Its triples of stems in the order of its words, so that texts are compared without being read again.
    pub triples: Box<[Shingle]>,
    /// A key for each band of its sketch; none for texts too short to be near copies.
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
const SHINGLE: usize = 3;

/// The fingerprint of a text's words.
pub fn fingerprint<'a>(
    words: impl Iterator<Item = &'a Token>,
    vocabulary: &Vocabulary,
    near_from_words: u32,
    scratch: &mut Vec<u64>,
) -> Fingerprint {
    scratch.clear();
    let (mut low, mut high) = (0x51_7c_c1_b7_27_22_0a_95u64, 0x2545_f491_4f6c_dd1du64);
    for token in words {
        let word = vocabulary.normal_hash(token.word);
        low = (low.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        high = (high ^ word.rotate_left(32)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31);
        scratch.push(vocabulary.stem_hash(token.word));
    }
    let words = scratch.len() as u32;
    let triples: Box<[Shingle]> = scratch.windows(SHINGLE).map(shingle).collect();
    let bands = (words >= near_from_words.max(SHINGLE as u32)).then(|| Box::new(sketch(&triples)));
    Fingerprint { exact: u128::from(mixed(high)) << 64 | u128::from(mixed(low)), words, triples, bands }
}

/// The shingles of a text in the order of its words, one for each word but the last two.
pub(super) fn shingles_in_order<'a>(
    words: impl Iterator<Item = &'a Token>,
    vocabulary: &Vocabulary,
) -> Shingles {
    let stems: Vec<u64> = words.map(|token| vocabulary.stem_hash(token.word)).collect();
    stems.windows(SHINGLE).map(shingle).collect()
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
