//! MinHash: for each of many hash functions the smallest value over a text's shingles or words. The share of equal values estimates the share
//! that two texts have in common (Broder 1997); bands of values find texts worth comparing (Leskovec, Rajaraman & Ullman, *Mining of
//! Massive Datasets*, 3.4).

use super::fingerprint::{Stem, mixed, triples_of};

/// Values worked out side by side.
const LANES: usize = 32;
/// The most values of one [`Sketch`].
const MOST: usize = 2 * LANES;

/// Hash functions and what they are applied to.
pub(super) struct Sketch {
    of: Units,
    /// The first of its hash functions, and how many there are.
    functions: (usize, usize),
    /// How many bands they make.
    pub(super) bands: usize,
    rows: usize,
}

enum Units {
    Triples,
    /// Words that are no stop words: they find letters in which every few words are others.
    Words,
}

/// The sketches of a text, made one after the other so that not all their bands stand in memory at once. The first two are one of 128 values
/// in 32 bands of 4: a pair with half its triples in common agrees in some band 87 times in 100, one with a tenth 3 times in 1,000. In the third,
/// a pair with seven tenths of its words in common agrees in some band 67 times in 100, one with a tenth 6 times in 100,000.
pub(super) const SKETCHES: [Sketch; 3] = [
    Sketch { of: Units::Triples, functions: (0, MOST), bands: 16, rows: 4 },
    Sketch { of: Units::Triples, functions: (MOST, MOST), bands: 16, rows: 4 },
    Sketch { of: Units::Words, functions: (0, LANES), bands: 6, rows: 5 },
];

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
    /// The key of each band, for the text with these stems. `units` is working space.
    pub(super) fn keys(&self, stems: &[Stem], units: &mut Vec<u32>) -> impl Iterator<Item = u32> {
        units.clear();
        match self.of {
            Units::Triples => units.extend(triples_of(stems)),
            Units::Words => {
                units.extend(stems.iter().filter(|stem| stem.is_telling()).map(|stem| stem.number()))
            }
        }
        let mut smallest = [u32::MAX; MOST];
        let (from, count) = self.functions;
        smallest_values(units, from, &mut smallest[..count]);
        let (bands, rows) = (self.bands, self.rows);
        (0..bands).map(move |band| {
            let key = smallest[band * rows..(band + 1) * rows]
                .iter()
                .fold(0, |key, value| mixed(key ^ u64::from(*value)).rotate_left(17));
            (key >> 16) as u32
        })
    }
}

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
}
