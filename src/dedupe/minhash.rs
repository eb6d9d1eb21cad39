//! MinHash: for each of 128 hash functions the smallest value over a text's shingles. The share of equal values estimates the share
//! of common shingles (Broder 1997); bands of values find texts worth comparing (Leskovec, Rajaraman & Ullman, *Mining of
//! Massive Datasets*, 3.4).

use super::fingerprint::{BANDS, ROWS, Shingle, mixed};

/// Hash functions.
pub(super) const SIZE: usize = 128;

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

/// The band keys of a set of shingles.
pub(super) fn sketch(shingles: &[Shingle]) -> [u32; BANDS] {
    let mut smallest = [u32::MAX; SIZE];
    smallest_values(shingles, &mut smallest);
    let mut keys = [0; BANDS];
    for (band, key) in keys.iter_mut().enumerate() {
        let mut hash = band as u64;
        for value in &smallest[band * ROWS..(band + 1) * ROWS] {
            hash = mixed(hash ^ u64::from(*value)).rotate_left(17);
        }
        *key = (hash >> 16) as u32;
    }
    keys
}

fn smallest_values(shingles: &[Shingle], smallest: &mut [u32; SIZE]) {
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
fn smallest_values_avx2(shingles: &[Shingle], smallest: &mut [u32; SIZE]) {
    smallest_values_plain(shingles, smallest);
}

#[inline(always)]
fn smallest_values_plain(shingles: &[Shingle], smallest: &mut [u32; SIZE]) {
    let (multipliers, offsets) = &FUNCTIONS;
    for from in (0..SIZE).step_by(LANES) {
        let mut lanes = [u32::MAX; LANES];
        for shingle in shingles {
            for lane in 0..LANES {
                let value =
                    multipliers[from + lane].wrapping_mul(*shingle).wrapping_add(offsets[from + lane]);
                lanes[lane] = lanes[lane].min(value);
            }
        }
        smallest[from..from + LANES].copy_from_slice(&lanes);
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
