//! MinHash: for each of many hash functions the smallest value over a text's shingles or words. The share of equal values estimates the share
//! that two texts have in common (Broder 1997); bands of values find texts worth comparing (Leskovec, Rajaraman & Ullman, *Mining of
//! Massive Datasets*, 3.4).

use super::fingerprint::{Stem, add_triples, mixed};

/// Values worked out side by side.
const LANES: usize = 32;
/// The most values of one [`Sketch`].
const MOST: usize = 2 * LANES;

/// Hash functions and what they are applied to.
pub(super) struct Sketch {
    of: Kind,
    /// The first of its hash functions, and how many there are.
    functions: (usize, usize),
    /// How many bands they make.
    pub(super) bands: usize,
    rows: usize,
    /// Whether a byte of each of its values goes to the [`Gist`].
    is_of_gist: bool,
}

enum Kind {
    Triples,
    /// Words that are no stop words: they find letters in which every few words are others.
    Words,
}

/// The sketches of a text, in the order in which their bands are looked at.
/// Of triples there is one of 128 values, in two parts with 32 bands of 4: a pair with half its triples in common agrees in some band 87 times in
/// 100, one with a tenth 3 times in 1,000. In that of words, a pair with seven tenths of its words in common agrees in some band 67 times in 100,
/// one with a tenth 6 times in 100,000.
pub(super) const SKETCHES: [Sketch; 3] = [
    Sketch { of: Kind::Triples, functions: (0, MOST), bands: 16, rows: 4, is_of_gist: true },
    Sketch { of: Kind::Words, functions: (0, LANES), bands: 6, rows: 5, is_of_gist: true },
    Sketch { of: Kind::Triples, functions: (MOST, MOST), bands: 16, rows: 4, is_of_gist: false },
];

/// What the sketches of a text are made of; used again for every text.
#[derive(Default)]
pub(super) struct Units {
    triples: Vec<u32>,
    words: Vec<u32>,
}

impl Units {
    /// Takes those of the text with these stems.
    pub(super) fn read(&mut self, stems: &[Stem]) {
        self.triples.clear();
        add_triples(stems, &mut self.triples);
        self.words.clear();
        self.words.extend(stems.iter().filter(|stem| stem.is_telling()).map(|stem| stem.number()));
    }
}

/// A byte of each value that a text's first sketches have: most texts that are not alike are told apart by these, without being read.
#[derive(Clone, Copy)]
pub(super) struct Gist {
    triples: [u8; MOST],
    words: [u8; LANES],
    /// How many words the text has.
    pub(super) length: u32,
}

impl Gist {
    /// Of a text of so many words, before it was sketched.
    pub(super) fn of_length(length: u32) -> Gist {
        Gist { triples: [0; MOST], words: [0; LANES], length }
    }

    /// How many of the 64 values of triples are the same: of two texts with half their triples in common, 32 give or take 4.
    pub(super) fn common_triples(&self, other: &Gist) -> usize {
        same(&self.triples, &other.triples)
    }

    /// How many of the 32 values of words are the same.
    pub(super) fn common_words(&self, other: &Gist) -> usize {
        same(&self.words, &other.words)
    }
}

/// How many of at most [`MOST`] bytes are the same. Counted in a byte, so that it compiles to a few vector instructions.
fn same(one: &[u8], other: &[u8]) -> usize {
    usize::from(one.iter().zip(other).map(|(one, other)| u8::from(one == other)).sum::<u8>())
}

/// Odd multipliers and offsets of the hash functions, from a fixed sequence.
const FUNCTIONS: ([u32; 2 * MOST], [u32; 2 * MOST]) = {
    let mut multipliers = [0; 2 * MOST];
    let mut offsets = [0; 2 * MOST];
    let mut state = 0x0123_4567_89ab_cdefu64;
    let mut at = 0;
    while at < 2 * MOST {
        // SplitMix64 (Steele, Lea & Flood 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        multipliers[at] = x as u32 | 1;
        offsets[at] = (x >> 32) as u32;
        at += 1;
    }
    (multipliers, offsets)
};

impl Sketch {
    /// The key of each band, for the text of these units.
    pub(super) fn keys(&self, units: &Units, gist: &mut Gist) -> impl Iterator<Item = u32> {
        let (units, bytes) = match self.of {
            Kind::Triples => (&units.triples, &mut gist.triples[..]),
            Kind::Words => (&units.words, &mut gist.words[..]),
        };
        let mut smallest = [u32::MAX; MOST];
        let (from, count) = self.functions;
        smallest_values(units, from, &mut smallest[..count]);
        if self.is_of_gist {
            bytes.iter_mut().zip(&smallest).for_each(|(byte, value)| *byte = *value as u8);
        }
        let (bands, rows) = (self.bands, self.rows);
        (0..bands).map(move |band| {
            let values = smallest[band * rows..(band + 1) * rows].iter();
            let weighed = values.zip(WEIGHTS).map(|(value, weight)| u64::from(*value).wrapping_mul(weight));
            (mixed(weighed.fold(0, u64::wrapping_add)) >> 16) as u32
        })
    }
}

/// Odd numbers with bits all over: a band's values, each times its own, add up to a number that other values hardly ever give.
const WEIGHTS: [u64; 5] = [
    0x9e37_79b9_7f4a_7c15,
    0xbf58_476d_1ce4_e5b9,
    0x94d0_49bb_1331_11eb,
    0xd6e8_feb8_6659_fd93,
    0xff51_afd7_ed55_8ccd,
];

fn smallest_values(units: &[u32], from: usize, smallest: &mut [u32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, as was just asked; the function needs nothing else.
        #[allow(unsafe_code)]
        unsafe {
            smallest_values_avx2(units, from, smallest);
        }
        return;
    }
    smallest_values_plain(units, from, smallest);
}

/// The same instructions, compiled for processors with AVX2: six times faster, the same integers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn smallest_values_avx2(units: &[u32], from: usize, smallest: &mut [u32]) {
    smallest_values_plain(units, from, smallest);
}

/// Of the functions from `from` on. `smallest` has room for one value a function, a multiple of [`LANES`].
#[inline(always)]
fn smallest_values_plain(units: &[u32], from: usize, smallest: &mut [u32]) {
    for (part, values) in smallest.chunks_exact_mut(LANES).enumerate() {
        let from = from + part * LANES;
        let (multipliers, offsets) = (&FUNCTIONS.0[from..from + LANES], &FUNCTIONS.1[from..from + LANES]);
        let mut lanes = [u32::MAX; LANES];
        for unit in units {
            for lane in 0..LANES {
                let value = multipliers[lane].wrapping_mul(*unit).wrapping_add(offsets[lane]);
                lanes[lane] = lanes[lane].min(value);
            }
        }
        values.copy_from_slice(&lanes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(numbers: std::ops::Range<u64>) -> Vec<u32> {
        numbers.map(|n| (mixed(n + 1) >> 32) as u32).collect()
    }

    #[test]
    fn the_fast_way_gives_the_same_values() {
        let units = units(0..97);
        let (mut fast, mut plain) = ([0; MOST], [0; MOST]);
        smallest_values(&units, MOST, &mut fast);
        smallest_values_plain(&units, MOST, &mut plain);
        assert_eq!(fast, plain);
    }

    #[test]
    fn equal_values_estimate_the_common_share() {
        let values = |numbers: std::ops::Range<u64>| {
            let mut values = [0; 2 * MOST];
            smallest_values(&units(numbers), 0, &mut values);
            values
        };
        let (one, other) = (values(0..300), values(100..400));
        let alike = one.iter().zip(&other).filter(|(x, y)| x == y).count() as f64 / one.len() as f64;
        assert!((alike - 0.5).abs() < 0.12, "200 of 400 are common; estimated {alike}");
    }

    #[test]
    fn gists_of_near_copies_agree_and_those_of_strangers_do_not() {
        let gist = |numbers: std::ops::Range<u32>| {
            let stems: Vec<Stem> =
                numbers.map(|n| Stem::numbered(n.wrapping_mul(0x9e37_79b1) >> 2)).collect();
            let (mut gist, mut units) = (Gist::of_length(stems.len() as u32), Units::default());
            units.read(&stems);
            SKETCHES.iter().for_each(|sketch| drop(sketch.keys(&units, &mut gist)));
            gist
        };
        let (one, near, stranger) = (gist(0..300), gist(100..400), gist(5_000..5_300));
        let triples = [&one, &near, &stranger].map(|other| one.common_triples(other));
        assert!(triples[0] == 64 && (20..=44).contains(&triples[1]) && triples[2] <= 3, "{triples:?}");
        let words = [&one, &near, &stranger].map(|other| one.common_words(other));
        assert!(words[0] == 32 && words[1] >= 6 && words[2] <= 2, "{words:?}");
    }
}
