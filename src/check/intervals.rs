//! How firm a share is that was estimated from a stratified sample.
//!
//! Each row of a sample stands for `N/n` responses of its stratum: the inverse of its chance to be drawn (Horvitz and Thompson, *A generalization of
//! sampling without replacement from a finite universe*, JASA 47, 1952). A share such as precision is the ratio of two such weighted sums, right ones
//! to right and wrong ones together (the combined ratio estimator: Cochran, *Sampling Techniques*, 3rd edition 1977, section 6.11).
//!
//! Its interval holds every share that a score test does not refuse: the shares `r` for which the weighted sum of (1 - r) for each right row and of -r for
//! each wrong one is within 1.96 standard errors of nought, these standard errors being those that the sum would have *if `r` were true*. For a
//! simple sample that is the interval of Wilson (1927). The sums of rare events have effective weights; where no event was seen in a stratum one may still have been missed, so half an event that stands anywhere is added to what the
//! weights are worked out from (in the spirit of Fay and Feuer, *Confidence intervals for directly standardized rates*, Statistics in Medicine 16, 1997).
//! What strata explain, and what was drawn of a small stratum, is taken off (Cochran, sections 5.3 and 2.6).

use super::Measure;

/// 95 of 100.
const Z_SQUARED: f64 = 1.959_963_984_540_054 * 1.959_963_984_540_054;

/// The strata that rows were drawn from, and how many of each.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Strata {
    of: Vec<Stratum>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stratum {
    /// How many rows of it were coded.
    pub(super) rows: f64,
    /// For how many responses each of them stands.
    pub(super) weight: f64,
    /// The share of its responses that were not coded; 1 where nobody knows how many there are.
    pub(super) rest: f64,
}

/// Events of one kind among the rows, and the rows in which one could have been: a number for each stratum.
#[derive(Debug, Clone)]
pub(super) struct Events {
    pub(super) seen: Vec<f64>,
    pub(super) chances: Vec<f64>,
}

impl Strata {
    pub(super) fn new(of: Vec<Stratum>) -> Strata {
        Strata { of }
    }

    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    pub(super) fn weight(&self, stratum: usize) -> f64 {
        self.of[stratum].weight
    }

    pub(super) fn rows(&self, stratum: usize) -> f64 {
        self.of[stratum].rows
    }

    /// How many responses a number of rows in each stratum stand for.
    pub(super) fn total(&self, rows: &[f64]) -> f64 {
        self.of.iter().zip(rows).map(|(stratum, rows)| stratum.weight * rows).sum()
    }

    /// The share of `right` among `right` and `wrong`, with its interval; none where there is neither. `together` is by how much the variance grows since
    /// events of one row belong together; 1 where each row has one at most.
    pub(super) fn share(&self, right: &Events, wrong: &Events, together: f64) -> Option<Measure> {
        let (rights, wrongs) = (self.total(&right.seen), self.total(&wrong.seen));
        if rights + wrongs <= 0.0 {
            return None;
        }
        // Where no row could hold one kind, what it weighs is as good as told by the other.
        let either = |one: &Events, other: &Events| {
            let has_chance = one.chances.iter().any(|rows| *rows > 0.0);
            let chances = if has_chance { &one.chances } else { &other.chances };
            Events { seen: one.seen.clone(), chances: chances.clone() }
        };
        let (right, wrong) = (&either(right, wrong), &either(wrong, right));
        let value = rights / (rights + wrongs);
        let test = Test {
            sums: (rights, wrongs),
            weights: (self.event_weight(right), self.event_weight(wrong)),
            between: self.between(&self.shape(right), &self.shape(wrong)),
            together,
        };
        Some(Measure { value, low: test.end(value, 0.0), high: test.end(value, 1.0) })
    }

    /// What the variance of a weighted sum of events is made of: so much for each event that is expected.
    fn event_weight(&self, events: &Events) -> f64 {
        let (mut squares, mut sum) = (0.0, 0.0);
        for (at, with) in self.with_half_more(events).into_iter().enumerate() {
            let Stratum { weight, rest, .. } = self.of[at];
            squares += weight * weight * rest * with;
            sum += weight * with;
        }
        if sum > 0.0 { squares / sum } else { 0.0 }
    }

    /// The events seen, and half an event more that could stand in any row.
    fn with_half_more(&self, events: &Events) -> Vec<f64> {
        let chances: f64 = events.chances.iter().sum();
        let share = |chance: &f64| if chances > 0.0 { chance / chances / 2.0 } else { 0.0 };
        events.seen.iter().zip(&events.chances).map(|(seen, chance)| seen + share(chance)).collect()
    }

    /// Of the variance of sums, what lies between strata and not within them: of the right ones, of both, of the wrong ones.
    fn between(&self, right: &[f64], wrong: &[f64]) -> [f64; 3] {
        let mut sums = [0.0; 3];
        for ((Stratum { rows, weight, rest }, right), wrong) in self.of.iter().zip(right).zip(wrong) {
            let size = weight * weight * rest * rows;
            sums = [
                sums[0] + size * right * right,
                sums[1] + size * right * wrong,
                sums[2] + size * wrong * wrong,
            ];
        }
        sums
    }

    /// How many events a row of each stratum holds, where there are as many as one response in all.
    fn shape(&self, events: &Events) -> Vec<f64> {
        let with = self.with_half_more(events);
        let total = self.total(&with);
        let per_row = |(rows, stratum): (f64, &Stratum)| rows / (stratum.rows + 1.0) / total;
        if total > 0.0 {
            with.into_iter().zip(&self.of).map(per_row).collect()
        } else {
            vec![0.0; with.len()]
        }
    }
}

/// What is asked of a share: whether it could be the true one.
struct Test {
    /// Right ones and wrong ones.
    sums: (f64, f64),
    /// Their events' weights.
    weights: (f64, f64),
    /// What of the variance lies between strata, for each pair of shapes.
    between: [f64; 3],
    together: f64,
}

impl Test {
    fn holds(&self, share: f64) -> bool {
        let ((rights, wrongs), (of_right, of_wrong)) = (self.sums, self.weights);
        let rest = 1.0 - share;
        let sum = rest * rights - share * wrongs;
        // What was seen, as numbers of events, and how many responses they would be at this share.
        let events = rights / of_right.max(f64::MIN_POSITIVE) + wrongs / of_wrong.max(f64::MIN_POSITIVE);
        let responses = if of_right > 0.0 && of_wrong > 0.0 {
            events / (share / of_right + rest / of_wrong)
        } else {
            rights + wrongs
        };
        let expected = (share * responses, rest * responses);
        let all = rest * rest * of_right * expected.0 + share * share * of_wrong * expected.1;
        let (right, wrong) = (rest * expected.0, share * expected.1);
        let [rights, both, wrongs] = self.between;
        let between = rights * right * right - 2.0 * both * right * wrong + wrongs * wrong * wrong;
        sum * sum <= Z_SQUARED * self.together * (all - between).max(0.0) + 1e-12
    }

    /// The last share on the way from `value` to `end` that holds.
    fn end(&self, value: f64, end: f64) -> f64 {
        if value == end || self.holds(end + (value - end) * 1e-9) {
            return end;
        }
        let (mut held, mut refused) = (value, end);
        for _ in 0..40 {
            let middle = (held + refused) / 2.0;
            if self.holds(middle) { held = middle } else { refused = middle }
        }
        held
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::wilson;

    fn events(seen: &[f64], chances: &[f64]) -> Events {
        Events { seen: seen.to_vec(), chances: chances.to_vec() }
    }

    #[test]
    fn a_simple_sample_has_the_interval_of_wilson() {
        for (right, all) in [(81.0, 263.0), (0.0, 20.0), (7.0, 7.0), (1.0, 3.0)] {
            let strata = Strata::new(vec![Stratum { rows: 300.0, weight: 1.0, rest: 1.0 }]);
            let wrong = events(&[all - right], &[all]);
            let share = strata.share(&events(&[right], &[all]), &wrong, 1.0).expect("there is a base");
            let known = wilson(right as u64, all as u64).expect("there is a base");
            assert!((share.low * 100.0 - known.low).abs() < 1e-4, "{share:?} {known:?}");
            assert!((share.high * 100.0 - known.high).abs() < 1e-4, "{share:?} {known:?}");
        }
    }

    #[test]
    fn who_coded_all_knows_all() {
        let strata = Strata::new(vec![Stratum { rows: 40.0, weight: 1.0, rest: 0.0 }]);
        let share = strata.share(&events(&[30.0], &[40.0]), &events(&[10.0], &[40.0]), 1.0);
        let share = share.expect("there is a base");
        assert!((share.value - 0.75).abs() < 1e-12 && share.high - share.low < 1e-5, "{share:?}");
    }

    #[test]
    fn rows_count_by_their_weights_and_a_large_stratum_may_hide_a_miss() {
        let strata = Strata::new(vec![
            Stratum { rows: 20.0, weight: 2.0, rest: 0.5 },
            Stratum { rows: 30.0, weight: 50.0, rest: 0.98 },
        ]);
        let found = events(&[20.0, 0.0], &[20.0, 0.0]);
        let one = strata.share(&found, &events(&[0.0, 1.0], &[0.0, 30.0]), 1.0).expect("there is a base");
        assert!((one.value - 40.0 / 90.0).abs() < 1e-12, "{one:?}");
        let none = strata.share(&found, &events(&[0.0, 0.0], &[0.0, 30.0]), 1.0).expect("there is a base");
        // 30 rows of 1,500 without a miss leave room for a hundred misses and more.
        assert!(none.value == 1.0 && none.low < 40.0 / 140.0, "{none:?}");
    }
}
