//! How many people share what a quote would tell of its speaker, over all divisions at once.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::analysis::Analysis;
use crate::count::Filter;
use crate::submission::Kind;

/// For every question and group, who is in it.
pub(super) struct Crowds {
    /// One set of people for each filter of the figures.
    respondents: Vec<Vec<u64>>,
    /// The same for points made at events.
    points: Vec<Vec<u64>>,
}

impl Crowds {
    pub(super) fn new(analysis: &Analysis, filters: &[Filter]) -> Crowds {
        let length = analysis.submissions.len().div_ceil(64);
        let empty = || vec![vec![0; length]; filters.len()];
        let mut crowds = Crowds { respondents: empty(), points: empty() };
        let places: FxHashMap<Filter, usize> =
            filters.iter().enumerate().map(|(at, filter)| (*filter, at)).collect();
        let attributes: BTreeSet<u32> = filters
            .iter()
            .filter_map(|filter| match filter {
                Filter::Segment { attribute, .. } => Some(*attribute),
                Filter::All | Filter::Question(_) => None,
            })
            .collect();
        for outcome in analysis.outcomes.iter().filter(|outcome| outcome.state.is_counted()) {
            let submission = analysis.submission(outcome);
            let (sets, who) = match submission.kind {
                Kind::Contribution => (&mut crowds.points, outcome.submission),
                Kind::Reply => (&mut crowds.respondents, outcome.respondent),
            };
            let question = Filter::Question(analysis.response(outcome).question);
            let group = |attribute: &u32| {
                Some(Filter::Segment { attribute: *attribute, value: submission.attribute(*attribute)? })
            };
            let all = std::iter::once(question).chain(attributes.iter().filter_map(group));
            for filter in all.filter_map(|filter| places.get(&filter).copied()) {
                sets[filter][who as usize / 64] |= 1 << (who % 64);
            }
        }
        crowds
    }

    /// How many are in all of these at once.
    pub(super) fn in_all(&self, filters: &[usize], kind: Kind) -> usize {
        let sets = if kind == Kind::Contribution { &self.points } else { &self.respondents };
        let Some((first, others)) = filters.split_first() else { return 0 };
        let words = sets[*first].iter().enumerate();
        let shared =
            words.map(|(at, word)| others.iter().fold(*word, |shared, filter| shared & sets[*filter][at]));
        shared.map(|word| word.count_ones() as usize).sum()
    }
}
