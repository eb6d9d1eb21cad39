//! Two letters word by word: which stretches of both stand in both, in the same order.

use rustc_hash::FxHashMap;

use super::fingerprint::Stem;

/// Words of each of two texts, in order, and whether each stands in a stretch of two words or more that both texts have.
pub(super) struct Alignment {
    pub(super) one: Vec<bool>,
    pub(super) other: Vec<bool>,
    /// Where between common stretches each text has other words, three at most: the first and the one behind the last in the one text.
    slots: Vec<(usize, usize)>,
}

/// Longer texts are not aligned: it takes the product of their lengths.
const LONGEST: usize = 4_000;
/// So many tenths of the words of both stand in common stretches, where words were swapped here and there.
pub(super) const COMMON: usize = 7;
/// A slot holds so many words at most.
const LONGEST_SLOT: usize = 3;
/// And there is one for so many common words at least: where fewer words are swapped, half the triples stay and the texts are near copies;
/// where whole sentences are common and others are not, there is none.
const WORDS_A_SLOT: usize = 12;
/// One of the two may hold a stretch of the sender's own, from so many words on, while half of it is common.
const OWN_FROM: usize = 10;

impl Alignment {
    /// The longest row of word pairs that stand in both texts in the same order; none for texts too long for it.
    pub(super) fn of(one: &[Stem], other: &[Stem]) -> Option<Alignment> {
        if one.len().max(other.len()) > LONGEST {
            return None;
        }
        let mut found =
            Alignment { one: vec![false; one.len()], other: vec![false; other.len()], slots: Vec::new() };
        // From the last pair of words to the first.
        let mut behind: Option<(usize, usize)> = None;
        for (a, b) in longest_common_row(&pairs(one), &pairs(other)) {
            if let Some(behind) = behind
                && (1..=LONGEST_SLOT).contains(&behind.0.saturating_sub(a + 2))
                && (1..=LONGEST_SLOT).contains(&behind.1.saturating_sub(b + 2))
            {
                found.slots.push((a + 2, behind.0));
            }
            behind = Some((a, b));
            found.one[a..a + 2].fill(true);
            found.other[b..b + 2].fill(true);
        }
        Some(found)
    }

    /// The words of the one text that are the other's or take the place of some of them.
    pub(super) fn taken_over(mut self) -> Vec<bool> {
        for (from, to) in self.slots {
            self.one[from..to].fill(true);
        }
        self.one
    }

    /// Whether one text is the other with words swapped here and there: seven tenths of the words of both stand in common stretches, and
    /// the stretches between them are short and many. In one of them a stretch of ten words or more may be left aside as its sender's own, where half of the words are common all the same.
    pub(super) fn is_substitution(&self, fewest: usize) -> bool {
        let whole = |words: &[bool]| count(words) * 10 >= words.len() * COMMON;
        let with_own = |words: &[bool]| {
            let own = longest_own(words);
            let rest = if own >= OWN_FROM { words.len() - own } else { words.len() };
            count(words) * 10 >= rest * COMMON && count(words) * 2 >= words.len()
        };
        let common = count(&self.one).min(count(&self.other));
        common >= fewest
            && self.slots.len() * WORDS_A_SLOT >= common
            && (whole(&self.one) && with_own(&self.other) || with_own(&self.one) && whole(&self.other))
    }
}

/// The words of a text that do not stand in the other, its longest stretch of the sender's own left aside.
pub(super) fn differing<'a>(words: &'a [Stem], is_common: &'a [bool]) -> impl Iterator<Item = Stem> + 'a {
    let own = longest_own(is_common).max(OWN_FROM);
    let mut stretch = 0;
    let mut lengths = vec![0; is_common.len()];
    for at in (0..is_common.len()).rev() {
        stretch = if is_common[at] { 0 } else { stretch + 1 };
        lengths[at] = stretch;
    }
    let mut is_aside = false;
    words.iter().enumerate().filter_map(move |(at, word)| {
        let begins = lengths[at] > 0 && (at == 0 || is_common[at - 1]);
        is_aside = if begins { lengths[at] >= own } else { is_aside && !is_common[at] };
        (!is_common[at] && !is_aside).then_some(*word)
    })
}

fn count(words: &[bool]) -> usize {
    words.iter().filter(|word| **word).count()
}

/// The longest stretch of words that do not stand in both.
fn longest_own(words: &[bool]) -> usize {
    words.split(|is_common| *is_common).map(<[bool]>::len).max().unwrap_or(0)
}

/// Each word with the next.
fn pairs(words: &[Stem]) -> Vec<u64> {
    words.windows(2).map(pair).collect()
}

/// A number of its own for every two words.
pub(super) fn pair(words: &[Stem]) -> u64 {
    u64::from(words[0].number()) << 32 | u64::from(words[1].number())
}

/// The places of a longest common subsequence in both, from the last. It takes the product of their lengths. Bit by bit, 64 places at a time (Hyyrö 2004).
pub fn longest_common_row(one: &[u64], other: &[u64]) -> Vec<(usize, usize)> {
    let limbs = one.len().div_ceil(64);
    // The places in the one of each of its values, as bits; those of a value follow one another in `places`.
    let mut values: FxHashMap<u64, usize> = FxHashMap::default();
    values.reserve(one.len());
    let mut places: Vec<u64> = Vec::with_capacity(limbs * one.len());
    for (at, value) in one.iter().enumerate() {
        let from = *values.entry(*value).or_insert_with(|| {
            places.resize(places.len() + limbs, 0);
            places.len() - limbs
        });
        places[from + at / 64] |= 1 << (at % 64);
    }
    // A row for each place of the other: a bit is clear where the row grows at that place of the one.
    let mut rows: Vec<u64> = Vec::with_capacity(limbs * other.len());
    let mut row = vec![u64::MAX; limbs];
    for value in other {
        if let Some(from) = values.get(value) {
            let mut carry = false;
            for (bits, matching) in row.iter_mut().zip(&places[*from..from + limbs]) {
                let hit = *bits & matching;
                let (sum, over) = bits.overflowing_add(hit);
                let (sum, over_again) = sum.overflowing_add(u64::from(carry));
                carry = over || over_again;
                *bits = sum | (*bits & !matching);
            }
        }
        rows.extend_from_slice(&row);
    }
    let grows = |a: usize, b: usize| rows[b * limbs + a / 64] >> (a % 64) & 1 == 0;
    let (mut a, mut b) = (one.len(), other.len());
    let mut found = Vec::new();
    while a > 0 && b > 0 {
        if !grows(a - 1, b - 1) {
            a -= 1;
        } else {
            b -= 1;
            if b == 0 || !grows(a - 1, b - 1) {
                a -= 1;
                found.push((a, b));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_common_row_is_found() {
        let row = longest_common_row(&[1, 2, 3, 4, 5, 6], &[9, 2, 4, 3, 5, 9]);
        assert_eq!(row.len(), 3, "2, 4 or 3, 5");
        for (a, b) in row {
            assert_eq!([1, 2, 3, 4, 5, 6][a], [9, 2, 4, 3, 5, 9][b]);
        }
        let long: Vec<u64> = (0..300).collect();
        let swapped: Vec<u64> = (0..300).map(|n| if n % 5 == 0 { 1_000 + n } else { n }).collect();
        assert_eq!(longest_common_row(&long, &swapped).len(), 240);
        assert_eq!(longest_common_row(&long, &[]).len(), 0);
    }

    fn is_substitution(one: &[Stem], other: &[Stem]) -> bool {
        Alignment::of(one, other).is_some_and(|alignment| alignment.is_substitution(25))
    }

    fn stems(numbers: impl IntoIterator<Item = u32>) -> Vec<Stem> {
        numbers.into_iter().map(Stem::numbered).collect()
    }

    #[test]
    fn words_swapped_here_and_there_leave_the_letter() {
        let letter = stems(0..100);
        let swapped = |every: u32| stems((0..100).map(|n| if n % every == 0 { 1_000 + n } else { n }));
        assert!(is_substitution(&letter, &swapped(5)));
        assert!(!is_substitution(&letter, &swapped(3)), "two words in three are too few");
        let with_own: Vec<Stem> = swapped(5).into_iter().chain(stems(2_000..2_040)).collect();
        assert!(is_substitution(&letter, &with_own), "forty words of one's own are set aside");
    }

    #[test]
    fn sentences_left_out_or_put_in_are_no_swapped_words() {
        let one = stems((0..70).chain(500..525));
        let other = stems((0..30).chain(600..625).chain(30..70));
        assert!(!is_substitution(&one, &other));
    }

    #[test]
    fn two_letters_that_quote_the_same_half_are_two() {
        let one = stems(0..100);
        let other = stems((0..60).chain(500..540));
        assert!(!is_substitution(&one, &other));
    }
}
