//! Which texts are linked: those that agree in a band of their sketches and prove to be alike.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::DedupeSettings;
use super::comparer::{Comparer, Promise};
use super::fingerprint::{Fingerprint, SHINGLE};
use super::minhash::{Gist, SKETCHES};
use super::texts::Texts;

/// Of the texts in one bucket so many that did not agree with each other are remembered.
const MOST_LEADERS: usize = 8;
/// A text is compared with all of these that promise to be near copies, or else with so many that promise most.
const MOST_COMPARED: usize = 2;

/// Two texts that are alike, the one that was met first before the other.
pub(super) type Link = (u32, u32);

/// Groups of linked texts, each in order, and the links that made them. Every text is compared with at most [`MOST_LEADERS`] others a band,
/// whatever is received.
pub(super) fn linked_texts(
    texts: &Texts,
    settings: &DedupeSettings,
    comparer: &mut Comparer<'_>,
) -> (Vec<Vec<u32>>, Vec<Link>) {
    let fewest = settings.near_from_words.max(SHINGLE as u32);
    let is_long = |text: &u32| comparer.input_of(*text).fingerprint.words >= fewest;
    let sketched: Vec<u32> = (0..texts.len() as u32).filter(is_long).collect();
    let mut buckets = Buckets::new(sketched.len());
    let mut linked = Linked { groups: Groups::new(texts.len()), links: Vec::new() };
    let mut units = Vec::new();
    for (part, sketches) in SKETCHES.iter().enumerate() {
        // The keys of one band side by side, so that a band is read in order.
        let bands = sketches.iter().map(|sketch| sketch.bands).sum();
        let mut columns: Vec<Vec<u32>> = vec![Vec::with_capacity(sketched.len()); bands];
        for text in &sketched {
            let Fingerprint { stems, words, .. } = comparer.input_of(*text).fingerprint;
            let mut gist = Gist::of_length(*words);
            let mut columns = columns.iter_mut();
            for sketch in *sketches {
                let keys = sketch.keys(stems, &mut units, &mut gist);
                keys.zip(&mut columns).for_each(|(key, column)| column.push(key));
            }
            if part == 0 {
                comparer.gists[*text as usize] = gist;
            }
        }
        for column in &columns {
            buckets.link(&sketched, column, &mut linked, comparer);
        }
    }
    let Linked { groups, links } = linked;
    let groups = groups.in_order();
    let groups = groups
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|group| group.iter().map(|(_, text)| texts.responses(*text).len()).sum::<usize>() > 1)
        .map(|group| group.iter().map(|(_, text)| *text).collect());
    (groups.collect(), links)
}

/// What was linked so far.
struct Linked {
    groups: Groups,
    links: Vec<Link>,
}

/// The buckets of one band: texts with the same key.
struct Buckets {
    repeats: Repeats,
    /// The first text of each bucket,
    leaders: FxHashMap<u32, u32>,
    /// and the others in it that agreed with none before them.
    more_leaders: FxHashMap<u32, Vec<u32>>,
    promising: Vec<(Promise, Reverse<usize>, u32)>,
}

impl Buckets {
    /// Room for so many texts.
    fn new(texts: usize) -> Buckets {
        let repeats = Repeats::for_keys(texts);
        let promising = Vec::with_capacity(MOST_LEADERS);
        Buckets { repeats, leaders: FxHashMap::default(), more_leaders: FxHashMap::default(), promising }
    }

    /// Links texts that have the same key and prove to be alike.
    fn link(&mut self, texts: &[u32], keys: &[u32], linked: &mut Linked, comparer: &mut Comparer<'_>) {
        let Buckets { repeats, leaders, more_leaders, promising } = self;
        let Linked { groups, links } = linked;
        repeats.read(keys);
        leaders.clear();
        more_leaders.clear();
        for (&text, &key) in texts.iter().zip(keys) {
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
            promising.clear();
            for (at, leader) in std::iter::once(&first).chain(others).enumerate() {
                promising
                    .extend(comparer.promise(*leader, text).map(|promise| (promise, Reverse(at), *leader)));
            }
            promising.sort_unstable();
            let near = promising.iter().filter(|(promise, ..)| matches!(promise, Promise::Near(_))).count();
            let compared = promising.iter().rev().take(near.max(MOST_COMPARED)).map(|(.., leader)| *leader);
            let mut compared = compared;
            match compared.find(|leader| comparer.are_alike(*leader, text)) {
                Some(leader) => {
                    groups.join(leader, text);
                    links.push((leader, text));
                }
                None if others.len() + 1 < MOST_LEADERS => more_leaders.entry(key).or_default().push(text),
                None => {}
            }
        }
    }
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
