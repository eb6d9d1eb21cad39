//! What the lexicon misses: words and pairs of words that stand out in the responses no rule matched.
//!
//! Dunning's log-likelihood ratio (*Accurate methods for the statistics of surprise and coincidence*, 1993) of a phrase's responses
//! among the unthemed against the themed.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Analysis, Outcome};
use crate::text::Tokeniser;
use crate::theme::Worker;

/// A word or pair of words that stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct MissedPhrase {
    /// As it was first written, in lower case.
    pub phrase: String,
    /// Unthemed responses with it, among those looked at.
    pub unthemed: usize,
    /// Themed responses with it, among those looked at.
    pub themed: usize,
    /// How far it stands out.
    pub score: f64,
}

/// At most so many responses of each kind are looked at, evenly over all.
const LOOKED_AT: usize = 2500;
/// At most so many phrases are told.
const MOST: usize = 60;

/// Whether a response is substantive and shows no theme.
pub fn is_unthemed(outcome: &Outcome) -> bool {
    outcome.state.is_counted() && outcome.themed.mentions.is_empty()
}

/// The phrases that stand out most in the unthemed responses, most telling first.
pub fn missed_phrases(analysis: &Analysis, tokeniser: &Tokeniser) -> Vec<MissedPhrase> {
    let mut worker = Worker::default();
    let mut counts: FxHashMap<u64, [usize; 2]> = FxHashMap::default();
    let mut names: FxHashMap<u64, String> = FxHashMap::default();
    let mut totals = [0usize; 2];
    for (kind, total) in totals.iter_mut().enumerate() {
        let wanted: Vec<&Outcome> = analysis
            .outcomes
            .iter()
            .filter(|outcome| {
                if kind == 0 {
                    is_unthemed(outcome)
                } else {
                    outcome.state.is_counted() && !is_unthemed(outcome)
                }
            })
            .collect();
        let step = wanted.len().div_ceil(LOOKED_AT).max(1);
        for outcome in wanted.into_iter().step_by(step) {
            *total += 1;
            for phrase in
                phrases_of(analysis, outcome, tokeniser, &mut worker, (kind == 0).then_some(&mut names))
            {
                counts.entry(phrase).or_default()[kind] += 1;
            }
        }
    }
    let mut found: Vec<MissedPhrase> = names
        .into_iter()
        .filter_map(|(key, phrase)| {
            let [unthemed, themed] = counts[&key];
            let is_over = unthemed >= 3 && unthemed * totals[1].max(1) > themed * totals[0];
            is_over.then(|| MissedPhrase {
                phrase,
                unthemed,
                themed,
                score: log_likelihood([unthemed, themed], totals),
            })
        })
        .collect();
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.phrase.cmp(&other.phrase)));
    found.truncate(MOST);
    found
}

/// The distinct stems and pairs of stems of a response, as hashes; pairs of two stop words and single stop words left out.
fn phrases_of(
    analysis: &Analysis,
    outcome: &Outcome,
    tokeniser: &Tokeniser,
    worker: &mut Worker,
    mut names: Option<&mut FxHashMap<u64, String>>,
) -> FxHashSet<u64> {
    worker.read_words(analysis.text(outcome), &outcome.themed.details, tokeniser);
    let (tokens, vocabulary) = worker.last_words();
    let tokens: Vec<_> = tokens.collect();
    let mut found = FxHashSet::default();
    for (at, token) in tokens.iter().enumerate() {
        let word = vocabulary.word(token.word);
        let is_stop_word = vocabulary.is_stop_word(token.word);
        if !is_stop_word && word.normal.len() > 2 {
            let key = vocabulary.stem_hash(token.word);
            found.insert(key);
            if let Some(names) = &mut names {
                names.entry(key).or_insert_with(|| word.normal.to_string());
            }
        }
        let Some(next) = tokens.get(at + 1).filter(|next| next.sentence == token.sentence) else { continue };
        if is_stop_word || vocabulary.is_stop_word(next.word) {
            continue;
        }
        let other = vocabulary.word(next.word);
        let key = pair_hash(vocabulary.stem_hash(token.word), vocabulary.stem_hash(next.word));
        found.insert(key);
        if let Some(names) = &mut names {
            names.entry(key).or_insert_with(|| format!("{} {}", word.normal, other.normal));
        }
    }
    found
}

/// A hash of two stems in their order.
fn pair_hash(one: u64, other: u64) -> u64 {
    (one.rotate_left(23) ^ other).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Dunning's G² of two counts of two totals.
fn log_likelihood(counts: [usize; 2], totals: [usize; 2]) -> f64 {
    let pooled = (counts[0] + counts[1]) as f64 / (totals[0] + totals[1]).max(1) as f64;
    let term = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let side = |count: usize, total: usize| {
        let (count, total) = (count as f64, total as f64);
        term(count, total * pooled) + term(total - count, total * (1.0 - pooled))
    };
    2.0 * (side(counts[0], totals[0]) + side(counts[1], totals[1]))
}

#[cfg(test)]
mod tests {
    use super::log_likelihood;

    #[test]
    fn a_known_value_comes_out() {
        // 110 of 2,442 against 111 of 29,114 (Dunning 1993, table 1, "the swiss"): -2 log lambda = 270.72.
        let found = log_likelihood([110, 111], [2552, 29225]);
        assert!((found - 270.72).abs() < 3.0, "{found}");
        assert!(log_likelihood([10, 100], [100, 1000]).abs() < 1e-9);
    }
}
