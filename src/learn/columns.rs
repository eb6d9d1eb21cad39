//! Features as columns of numbers: tf-idf for words and letters, weights for marks.
//!
//! Sublinear tf (1 + ln tf) times smooth idf (ln((1 + n) / (1 + df)) + 1), as in scikit-learn's `TfidfVectorizer`; words and letters are
//! each brought to length 1 by themselves.

use rustc_hash::FxHashMap;

use super::features::Features;

/// The columns that a model knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Columns {
    /// The hash of each column's feature, sorted.
    pub(super) keys: Vec<u64>,
    /// What each number in it is multiplied by.
    pub(super) weights: Vec<f32>,
    places: FxHashMap<u64, u32>,
}

/// A response as columns and numbers, sorted by column.
pub(super) type Row = Vec<(u32, f32)>;

impl Columns {
    /// The columns of these responses: every feature that at least `fewest` of them have.
    pub(super) fn of<'a>(responses: impl Iterator<Item = &'a Features>, fewest: u32) -> Columns {
        let mut counts: FxHashMap<u64, (u32, Kind)> = FxHashMap::default();
        let mut total = 0u32;
        for features in responses {
            total += 1;
            let weighed =
                features.words.iter().chain(&features.letters).map(|feature| (feature.0, Kind::Weighed));
            let marks = features.marks.iter().map(|feature| (feature.0, Kind::Mark));
            let lexicon = features.lexicon.iter().map(|feature| (feature.0, Kind::Lexicon));
            for (key, kind) in weighed.chain(marks).chain(lexicon) {
                counts.entry(key).or_insert((0, kind)).0 += 1;
            }
        }
        let mut kept: Vec<(u64, f32)> = counts
            .into_iter()
            .filter(|(_, (count, _))| *count >= fewest)
            .map(|(key, (count, kind))| match kind {
                Kind::Weighed => (key, idf(total, count)),
                Kind::Mark => (key, 1.0),
                Kind::Lexicon => (key, lexicon_weight(total)),
            })
            .collect();
        kept.sort_unstable_by_key(|(key, _)| *key);
        let (keys, weights) = kept.into_iter().unzip();
        Columns::new(keys, weights)
    }

    /// Columns of these features, sorted by hash, with what their numbers are multiplied by.
    pub(super) fn new(keys: Vec<u64>, weights: Vec<f32>) -> Columns {
        let places = keys.iter().enumerate().map(|(at, key)| (*key, at as u32)).collect();
        Columns { keys, weights, places }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The column of a feature, where there is one.
    pub(super) fn place(&self, key: u64) -> Option<u32> {
        self.places.get(&key).copied()
    }

    /// A response in these columns; features that have none are left out.
    pub(super) fn row(&self, features: &Features) -> Row {
        let Features { words, letters, marks, lexicon } = features;
        let mut row = Row::with_capacity(words.len() + letters.len() + marks.len() + lexicon.len());
        for list in [words, letters] {
            let begin = row.len();
            let known = list.iter().filter_map(|(key, times)| Some((self.place(*key)?, *times)));
            row.extend(known.map(|(at, times)| {
                let tf = if times == 1.0 { 1.0 } else { 1.0 + times.ln() };
                (at, tf * self.weights[at as usize])
            }));
            let length = row[begin..].iter().map(|(_, number)| number * number).sum::<f32>().sqrt();
            row[begin..].iter_mut().for_each(|(_, number)| *number /= length);
        }
        row.extend(marks.iter().chain(lexicon).filter_map(|(key, number)| {
            let at = self.place(*key)?;
            Some((at, number * self.weights[at as usize]))
        }));
        row
    }
}

/// What decides how much a column weighs.
#[derive(Clone, Copy)]
enum Kind {
    /// How rare it is.
    Weighed,
    /// Nothing; its numbers have their weight.
    Mark,
    /// How many responses were coded.
    Lexicon,
}

/// How much a mark of the lexicon weighs where very many responses were coded; twice as much where [`TWICE_AT`] were, and never more than
/// [`MOST`]: the fewer were coded, the less their words tell beside the lexicon. Chosen on the public comments that docs/accuracy.md names.
const LEAST: f32 = 0.17;
const TWICE_AT: f32 = 700.0;
const MOST: f32 = 0.5;

fn lexicon_weight(coded: u32) -> f32 {
    (LEAST * (1.0 + TWICE_AT / coded as f32)).min(MOST)
}

fn idf(total: u32, count: u32) -> f32 {
    (f64::from(1 + total) / f64::from(1 + count)).ln() as f32 + 1.0
}
