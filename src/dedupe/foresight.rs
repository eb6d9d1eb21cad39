//! Tells at little cost of most pairs of texts that they are not alike, by their pairs of neighbouring words.

use super::DedupeSettings;
use super::alignment::{COMMON, pair};
use super::fingerprint::{SHINGLE, Stem, words_in_order};
use super::texts::Texts;

/// Remembers the pairs of the texts that were asked of last: those of one bucket are asked of one after the other.
pub(super) struct Foresight<'a> {
    texts: &'a Texts<'a>,
    settings: &'a DedupeSettings,
    /// A text stands at its number, divided by how many are remembered; the second of two that have the same place stands at the end.
    known: Vec<(Option<u32>, Pairs)>,
}

/// Of so many texts the pairs are remembered: a bucket's leaders and the text that is compared with them.
const REMEMBERED: usize = 16;

impl<'a> Foresight<'a> {
    pub(super) fn new(texts: &'a Texts<'a>, settings: &'a DedupeSettings) -> Foresight<'a> {
        let known = (0..=REMEMBERED).map(|_| (None, Pairs::default())).collect();
        Foresight { texts, settings, known }
    }

    /// Whether two texts could prove to be near copies, or one to be the other with words swapped.
    pub(super) fn could_be_alike(&mut self, one: u32, other: u32) -> bool {
        let DedupeSettings { near, near_from_words, .. } = *self.settings;
        let (one, other) = self.pairs_of(one, other);
        could_be_alike(one, other, near, near_from_words as usize)
    }

    /// Whether one of two texts could prove to be the other with words swapped.
    pub(super) fn could_be_substitution(&mut self, one: u32, other: u32) -> bool {
        let fewest = self.settings.near_from_words as usize;
        let (one, other) = self.pairs_of(one, other);
        could_be_substitution(one, other, [one.in_common(other), other.in_common(one)], fewest)
    }

    fn pairs_of(&mut self, one: u32, other: u32) -> (&Pairs, &Pairs) {
        let [one_at, other_at] = [one, other].map(|text| text as usize % REMEMBERED);
        let other_at = if other_at == one_at { REMEMBERED } else { other_at };
        for (text, at) in [(one, one_at), (other, other_at)] {
            let (known, pairs) = &mut self.known[at];
            if *known != Some(text) {
                *known = Some(text);
                pairs.read(self.texts.stems(text));
            }
        }
        (&self.known[one_at].1, &self.known[other_at].1)
    }
}

/// The pairs of neighbouring words of a text, gaps left out.
#[derive(Default)]
pub(super) struct Pairs {
    /// A hash of each, in order.
    hashes: Vec<u32>,
    /// Which hashes are among them, roughly: it may say yes wrongly, never no.
    rough: Vec<u64>,
    /// How many words the text has.
    words: usize,
    /// It has at least so many different triples.
    triples: usize,
}

impl Pairs {
    fn read(&mut self, stems: &[Stem]) {
        let words = words_in_order(stems);
        self.words = words.len();
        self.hashes.clear();
        let hash = |two: &[Stem]| (pair(two).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
        self.hashes.extend(words.windows(2).map(hash));
        // A thirty-second of the bits at most are set.
        self.rough.clear();
        self.rough.resize((words.len() / 2).next_power_of_two(), 0);
        for hash in &self.hashes {
            let (at, bit) = place(*hash, self.rough.len());
            self.rough[at] |= bit;
        }
        // A triple begins with every pair but the last, and but for the two at each gap.
        let different: usize = self.rough.iter().map(|bits| bits.count_ones() as usize).sum();
        let gaps = stems.len() - words.len();
        self.triples = different.saturating_sub((SHINGLE - 2) + 2 * gaps);
    }

    /// How many of its words stand in pairs that the other has too; too many may be counted.
    fn in_common(&self, other: &Pairs) -> usize {
        let (mut common, mut is_last) = (0, false);
        for hash in &self.hashes {
            let (at, bit) = place(*hash, other.rough.len());
            let is_common = other.rough[at] & bit != 0;
            common += usize::from(is_common) + usize::from(is_common && !is_last);
            is_last = is_common;
        }
        common
    }
}

/// The bit of a pair among so many words of 64, a power of two.
fn place(hash: u32, words: usize) -> (usize, u64) {
    (hash as usize & (words - 1), 1 << (hash >> 26))
}

/// Whether two texts could prove to share the part `near` of their triples, or one to be the other with words swapped.
fn could_be_alike(one: &Pairs, other: &Pairs, near: f64, fewest: usize) -> bool {
    // Of both texts as many words stand in common pairs as there are common triples, since with each begins one.
    let of_one = one.in_common(other);
    if (of_one as f64) < near * other.triples as f64 && of_one * 2 < one.words {
        return false;
    }
    let of_other = other.in_common(one);
    let fewest_common = near / (1.0 + near) * (one.triples + other.triples) as f64;
    of_one.min(of_other) as f64 >= fewest_common
        || could_be_substitution(one, other, [of_one, of_other], fewest)
}

/// Whether an alignment of two texts could prove one to be the other with words swapped: enough words of both stand in pairs that both have,
/// in whatever order.
fn could_be_substitution(one: &Pairs, other: &Pairs, common: [usize; 2], fewest: usize) -> bool {
    let whole = |at: usize, pairs: &Pairs| common[at] * 10 >= pairs.words * COMMON;
    let half = |at: usize, pairs: &Pairs| common[at] * 2 >= pairs.words;
    common[0].min(common[1]) >= fewest && (whole(0, one) && half(1, other) || half(0, one) && whole(1, other))
}

#[cfg(test)]
mod tests {
    use super::super::alignment::Alignment;
    use super::super::comparer::jaccard;
    use super::super::fingerprint::shingles;
    use super::*;

    fn pairs(stems: &[Stem]) -> Pairs {
        let mut pairs = Pairs::default();
        pairs.read(stems);
        pairs
    }

    /// Texts of words from a small sequence, so that they repeat themselves, have gaps and quote one another.
    fn texts() -> Vec<Vec<Stem>> {
        let mut state = 7u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let letter: Vec<Stem> = (0..60).map(Stem::numbered).collect();
        let mut texts = Vec::new();
        for _ in 0..120 {
            let mut text = Vec::new();
            while text.len() < 60 {
                let from = next(40) as usize;
                match next(5) {
                    0 => text.extend((0..next(12)).map(|_| Stem::numbered(500 + next(40)))),
                    1 => text.push(Stem::GAP),
                    2 => text.extend_from_within(text.len() / 2..),
                    _ => text.extend(&letter[from..from + 1 + next(20) as usize]),
                }
            }
            text.dedup_by(|one, before| *one == Stem::GAP && *before == Stem::GAP);
            texts.push(text);
        }
        for _ in 0..20 {
            let swapped = |(at, stem): (usize, &Stem)| {
                if at % 5 == 4 { Stem::numbered(700 + next(90)) } else { *stem }
            };
            texts.push(letter.iter().enumerate().map(swapped).collect());
        }
        texts
    }

    #[test]
    fn what_is_alike_is_never_foreseen_not_to_be() {
        let texts = texts();
        let (mut near, mut swapped, mut ruled_out) = (0, 0, 0);
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[at + 1..] {
                let [a, b] = [one, other].map(|text| pairs(text));
                let could_be = could_be_alike(&a, &b, 0.5, 25);
                ruled_out += usize::from(!could_be);
                if jaccard(&shingles(one), &shingles(other)) >= 0.5 {
                    near += 1;
                    assert!(could_be, "{one:?} and {other:?} are near copies");
                }
                let alignment = Alignment::of(&words_in_order(one), &words_in_order(other));
                if alignment.is_some_and(|alignment| alignment.is_substitution(25)) {
                    swapped += 1;
                    assert!(could_be, "{one:?} and {other:?} differ by swapped words");
                }
            }
        }
        let found = [near, swapped, ruled_out];
        assert!(found.iter().all(|count| *count > 50), "near copies, swapped and ruled out: {found:?}");
    }
}
