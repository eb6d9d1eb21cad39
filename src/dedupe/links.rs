//! Which texts are linked: those that agree in a band of their sketches and prove to be alike.

use std::cmp::Reverse;

use super::DedupeSettings;
use super::comparer::{Comparer, Promise};
use super::fingerprint::SHINGLE;
use super::minhash::{Gist, SKETCHES, Units};
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
    let is_long = |text: &u32| texts.words(*text) >= fewest;
    let sketched: Vec<u32> = (0..texts.len() as u32).filter(is_long).collect();
    let mut buckets = Buckets::new(sketched.len());
    let mut linked = Linked { groups: Groups::new(texts.len()), links: Vec::new() };
    // The keys of one band side by side, so that a band is read in order.
    let bands = SKETCHES.iter().map(|sketch| sketch.bands).sum();
    let mut columns: Vec<Vec<u32>> = vec![Vec::new(); bands];
    columns.iter_mut().for_each(|column| column.reserve_exact(sketched.len()));
    let mut units = Units::default();
    for text in &sketched {
        units.read(texts.stems(*text));
        let mut gist = Gist::of_length(texts.words(*text));
        let mut columns = columns.iter_mut();
        for sketch in &SKETCHES {
            let keys = sketch.keys(&units, &mut gist);
            keys.zip(&mut columns).for_each(|(key, column)| column.push(key));
        }
        comparer.gists[*text as usize] = gist;
    }
    for column in columns {
        buckets.link(&sketched, &column, &mut linked, comparer);
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
    /// Key and number of the texts that may not be alone in their bucket.
    keyed: Vec<(u32, u32)>,
    /// Those of one bucket that agreed with none before them.
    leaders: Vec<u32>,
    promising: Vec<(Promise, Reverse<usize>, u32)>,
}

impl Buckets {
    /// Room for so many texts.
    fn new(texts: usize) -> Buckets {
        let repeats = Repeats::for_keys(texts);
        Buckets { repeats, keyed: Vec::new(), leaders: Vec::new(), promising: Vec::new() }
    }

    /// Links texts that have the same key and prove to be alike.
    fn link(&mut self, texts: &[u32], keys: &[u32], linked: &mut Linked, comparer: &mut Comparer<'_>) {
        let Buckets { repeats, keyed, leaders, promising } = self;
        let Linked { groups, links } = linked;
        repeats.read(keys);
        keyed.clear();
        let all = keys.iter().copied().zip(texts.iter().copied());
        // Most texts are alone in their bucket.
        keyed.extend(all.filter(|(key, _)| repeats.may_hold(*key)));
        // One bucket after the other, so that what is known of its texts is fetched once, however large the memory of all.
        keyed.sort_unstable();
        for bucket in keyed.chunk_by(|one, other| one.0 == other.0).filter(|bucket| bucket.len() > 1) {
            leaders.clear();
            for &(_, text) in bucket {
                let root = groups.root(text);
                if leaders.iter().any(|leader| groups.root(*leader) == root) {
                    continue;
                }
                promising.clear();
                for (at, leader) in leaders.iter().enumerate() {
                    promising.extend(
                        comparer.promise(*leader, text).map(|promise| (promise, Reverse(at), *leader)),
                    );
                }
                promising.sort_unstable();
                let near =
                    promising.iter().filter(|(promise, ..)| matches!(promise, Promise::Near(_))).count();
                let most = promising.iter().rev().take(near.max(MOST_COMPARED)).map(|(.., leader)| *leader);
                let mut compared = most;
                match compared.find(|leader| comparer.are_alike(*leader, text)) {
                    Some(leader) => {
                        groups.join(leader, text);
                        links.push((leader, text));
                    }
                    None if leaders.len() < MOST_LEADERS => leaders.push(text),
                    None => {}
                }
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
