//! MinHash: for each of many hash functions the smallest value over a text's shingles or words. The share of equal values estimates the share
//! that two texts have in common (Broder 1997); bands of values find texts worth comparing (Leskovec, Rajaraman & Ullman, *Mining of
//! Massive Datasets*, 3.4).

use super::fingerprint::{Shingle, mixed};

/// Hash functions.
const SIZE: usize = 128;
/// Bands of the sketch of word triples.
pub(super) const TRIPLE_BANDS: usize = 32;
/// Rows a band: a pair with half its triples in common agrees in some band 87 times in 100, one with a tenth 3 times in 1,000.
const TRIPLE_ROWS: usize = SIZE / TRIPLE_BANDS;
/// Bands of the sketch of words, which finds letters in which every few words are others.
pub(super) const WORD_BANDS: usize = 6;
/// Rows a band: a pair with seven tenths of its words in common agrees in some band 67 times in 100, one with a tenth 6 times in 100,000.
const WORD_ROWS: usize = 5;

/// Values worked out side by side.
const LANES: usize = 32;

/// Odd multipliers and offsets of the hash functions, from a fixed sequence.
const FUNCTIONS: ([u32; SIZE], [u32; SIZE]) = {
    let mut multipliers = [0; SIZE];
    let mut offsets = [0; SIZE];
    let mut state = 0x0123_4567_89ab_cdefu64;
    let mut at = 0;
    while at < SIZE {
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

/// The band keys of a set of word triples.
pub(super) fn sketch_triples(triples: &[Shingle], keys: &mut [u32]) {
    let mut smallest = [u32::MAX; SIZE];
    smallest_values(triples, &mut smallest);
    band_keys(&smallest, TRIPLE_ROWS, keys);
}

/// The band keys of a set of words.
pub(super) fn sketch_words(words: &[Shingle], keys: &mut [u32]) {
    let mut smallest = [u32::MAX; LANES];
    smallest_values(words, &mut smallest);
    band_keys(&smallest, WORD_ROWS, keys);
}

fn band_keys(smallest: &[u32], rows: usize, keys: &mut [u32]) {
    for (band, (key, values)) in keys.iter_mut().zip(smallest.chunks_exact(rows)).enumerate() {
        let mut hash = band as u64;
        for value in values {
            hash = mixed(hash ^ u64::from(*value)).rotate_left(17);
        }
        *key = (hash >> 16) as u32;
    }
}

fn smallest_values(shingles: &[Shingle], smallest: &mut [u32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, as was just asked; the function needs nothing else.
        #[allow(unsafe_code)]
        unsafe {
            smallest_values_avx2(shingles, smallest);
        }
        return;
    }
    smallest_values_plain(shingles, smallest);
}

/// The same instructions, compiled for processors with AVX2: six times faster, the same integers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn smallest_values_avx2(shingles: &[Shingle], smallest: &mut [u32]) {
    smallest_values_plain(shingles, smallest);
}

/// `smallest` has room for one value a function, a multiple of [`LANES`].
#[inline(always)]
fn smallest_values_plain(shingles: &[Shingle], smallest: &mut [u32]) {
    let (multipliers, offsets) = &FUNCTIONS;
    for (part, values) in smallest.chunks_exact_mut(LANES).enumerate() {
        let from = part * LANES;
        let mut lanes = [u32::MAX; LANES];
        for shingle in shingles {
            for lane in 0..LANES {
                let value =
                    multipliers[from + lane].wrapping_mul(*shingle).wrapping_add(offsets[from + lane]);
                lanes[lane] = lanes[lane].min(value);
            }
        }
        values.copy_from_slice(&lanes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(numbers: std::ops::Range<u64>) -> Vec<Shingle> {
        numbers.map(|n| (mixed(n + 1) >> 32) as Shingle).collect()
    }

    #[test]
    fn the_fast_way_gives_the_same_values() {
        let shingles = shingles(0..97);
        let (mut fast, mut plain) = ([0; SIZE], [0; SIZE]);
        smallest_values(&shingles, &mut fast);
        smallest_values_plain(&shingles, &mut plain);
        assert_eq!(fast, plain);
    }

    #[test]
    fn equal_values_estimate_the_common_share() {
        let one = shingles(0..300);
        let other = shingles(100..400);
        let (mut a, mut b) = ([0; SIZE], [0; SIZE]);
        smallest_values(&one, &mut a);
        smallest_values(&other, &mut b);
        let alike = a.iter().zip(&b).filter(|(x, y)| x == y).count() as f64 / SIZE as f64;
        assert!((alike - 0.5).abs() < 0.12, "200 of 400 are common; estimated {alike}");
    }
}
