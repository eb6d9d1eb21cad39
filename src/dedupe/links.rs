//! Which texts are linked: those that agree in a band of their sketches and prove to be alike.

use rustc_hash::FxHashMap;

use super::DedupeInput;
use super::comparer::Comparer;
use super::fingerprint::BANDS;
use super::texts::Texts;

/// Texts in one bucket are compared with at most so many that did not agree with each other.
const MOST_LEADERS: usize = 8;

/// Two texts that are alike, the one that was met first before the other.
pub(super) type Link = (u32, u32);

/// Groups of linked texts, each in order, and the links that made them. Every text is compared with at most [`MOST_LEADERS`] others a band,
/// whatever is received.
pub(super) fn linked_texts(
    texts: &Texts,
    inputs: &[DedupeInput<'_>],
    comparer: &mut Comparer<'_>,
) -> (Vec<Vec<u32>>, Vec<Link>) {
    let mut groups = Groups::new(texts.len());
    let mut links = Vec::new();
    // The keys of one band side by side, so that a band is read in order.
    let mut sketched: Vec<u32> = Vec::with_capacity(texts.len());
    let mut keys: Vec<Vec<u32>> = (0..BANDS).map(|_| Vec::with_capacity(texts.len())).collect();
    for text in 0..texts.len() as u32 {
        let first = texts.responses(text)[0] as usize;
        let Some(bands) = &inputs[first].fingerprint.bands else { continue };
        sketched.push(text);
        for (column, key) in keys.iter_mut().zip(bands.iter()) {
            column.push(*key);
        }
    }
    let mut repeats = Repeats::for_keys(sketched.len());
    // The first text of each bucket, and the others in it that agreed with none before them.
    let mut leaders: FxHashMap<u32, u32> = FxHashMap::default();
    let mut more_leaders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for column in &keys {
        repeats.read(column);
        leaders.clear();
        more_leaders.clear();
        for (&text, &key) in sketched.iter().zip(column) {
            // Most texts are alone in their bucket.
            if !repeats.may_hold(key) {
                continue;
            }
            let first = *leaders.entry(key).or_insert(text);
            if first == text {
                continue;
            }
            let others = more_leaders.get(&key).map_or(&[][..], Vec::as_slice);
            let root = groups.root(text);
            if std::iter::once(&first).chain(others).any(|leader| groups.root(*leader) == root) {
                continue;
            }
            let alike =
                std::iter::once(&first).chain(others).find(|leader| comparer.are_alike(**leader, text));
            match alike {
                Some(leader) => {
                    groups.join(*leader, text);
                    links.push((*leader, text));
                }
                None if others.len() + 1 < MOST_LEADERS => more_leaders.entry(key).or_default().push(text),
                None => {}
            }
        }
    }
    let groups = groups.in_order();
    let groups = groups
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|group| group.iter().map(|(_, text)| texts.responses(*text).len()).sum::<usize>() > 1)
        .map(|group| group.iter().map(|(_, text)| *text).collect());
    (groups.collect(), links)
}

/// Which keys of a band come again, roughly: it may say so of a key that does not, and never says no of one that does.
struct Repeats {
    met: Vec<u64>,
    met_again: Vec<u64>,
}

impl Repeats {
    /// Room for so many keys, at most one in eight of which is taken for another.
    fn for_keys(count: usize) -> Repeats {
        let size = (count / 8).next_power_of_two();
        Repeats { met: vec![0; size], met_again: vec![0; size] }
    }

    fn read(&mut self, keys: &[u32]) {
        self.met.fill(0);
        self.met_again.fill(0);
        for &key in keys {
            let (at, bit) = self.place(key);
            self.met_again[at] |= self.met[at] & bit;
            self.met[at] |= bit;
        }
    }

    fn may_hold(&self, key: u32) -> bool {
        let (at, bit) = self.place(key);
        self.met_again[at] & bit != 0
    }

    fn place(&self, key: u32) -> (usize, u64) {
        ((key >> 6) as usize & (self.met.len() - 1), 1 << (key & 63))
    }
}

/// Which texts were linked: a disjoint-set forest with path halving.
struct Groups(Vec<u32>);

impl Groups {
    fn new(count: usize) -> Groups {
        Groups((0..count as u32).collect())
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let up = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = up;
            at = up;
        }
        at
    }

    /// Every text behind the number of its group, in order of both.
    fn in_order(mut self) -> Vec<(u32, u32)> {
        let mut texts: Vec<(u32, u32)> =
            (0..self.0.len() as u32).map(|text| (self.root(text), text)).collect();
        texts.sort_unstable();
        texts
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
