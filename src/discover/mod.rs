//! What the lexicon misses: words and pairs of words that stand out in the responses no rule matched, or in those of one theme.
//!
//! How far they stand out: Dunning's log-likelihood ratio (*Accurate methods for the statistics of surprise and coincidence*, 1993) of a phrase's responses
//! in one pile of responses against the rest.

mod candidates;
mod phrases;

pub use candidates::{Candidate, Reading, Subject};

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use phrases::phrases_of;

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
    let mut seen = FxHashSet::default();
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
            seen.clear();
            phrases_of(analysis, outcome, tokeniser, &mut worker, |phrase, written| {
                if seen.insert(phrase.key) {
                    counts.entry(phrase.key).or_default()[kind] += 1;
                    if kind == 0 {
                        names.entry(phrase.key).or_insert_with(written);
                    }
                }
            });
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
