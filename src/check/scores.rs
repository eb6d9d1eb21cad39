//! Precision, recall and F1, theme by theme and over all, each with how firm it is.
//!
//! For one theme: the Wilson score interval for precision and recall. F1 is 2F* / (1 + F*), where F* is the share of the responses found
//! *or* coded that are both (Hand, Christen and Kirielle, *F\*: an interpretable transformation of the F-measure*, Machine Learning 110,
//! 2021); its interval is the Wilson interval of that share, taken through the same formula, which keeps order.
//!
//! Over all themes: codes of one response belong together, so the response is the unit. Each average is a ratio or a mean of ratios of sums
//! over responses; its variance is that of its linear form (Cochran, *Sampling Techniques*, 3rd edition 1977, section 6.4), its interval
//! 1.96 standard errors on each side. Where the codes taken one by one give a wider interval, as above, a micro average has that: the
//! linear form knows no doubt where all went well.

use std::collections::BTreeMap;

use super::{Gold, Pairing, RunFound};
use crate::count::wilson;

/// Themes with fewer coded responses are shown, and are not in the macro averages.
pub const FEWEST: u64 = 5;

/// A share with the 95% interval around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// The share.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How many responses show a theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those in which people saw it.
    pub coded: u64,
    /// Those in which the run found it.
    pub found: u64,
    /// Those in which both did.
    pub right: u64,
}

/// Precision, recall and F1; none where there is nothing to divide by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// The share of what was found that is right.
    pub precision: Option<Measure>,
    /// The share of what was coded that was found.
    pub recall: Option<Measure>,
    /// Their harmonic mean.
    pub f1: Option<Measure>,
}

/// How right one theme is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeScore {
    /// Index of the theme.
    pub theme: usize,
    /// On how many responses it rests.
    pub counts: Counts,
    /// How right it is.
    pub measures: Measures,
}

/// How right a run is, as far as it was coded.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Coded responses that were matched.
    pub responses: usize,
    /// Each theme that was coded or found, in the order of the lexicon.
    pub themes: Vec<ThemeScore>,
    /// The sums over all themes.
    pub counts: Counts,
    /// Every code weighs alike.
    pub micro: Measures,
    /// Every theme with [`FEWEST`] or more coded responses weighs alike.
    pub macro_average: Measures,
    /// How many themes these are.
    pub macro_themes: usize,
}

/// Scores the matched rows.
pub fn score(gold: &Gold, pairing: &Pairing, run: &RunFound) -> Scores {
    let judged: Vec<Judged> = pairing
        .pairs
        .iter()
        .map(|(row, responses)| {
            let coded = &gold.rows[*row].themes;
            let found = found_in(responses, gold, run);
            Judged { coded: coded.clone(), found }
        })
        .collect();
    let mut by_theme: BTreeMap<usize, Counts> = BTreeMap::new();
    for (theme, coded, found) in judged.iter().flat_map(Judged::themes) {
        let counts = by_theme.entry(theme).or_default();
        counts.coded += u64::from(coded);
        counts.found += u64::from(found);
        counts.right += u64::from(coded && found);
    }
    let themes = by_theme.iter().map(|(theme, counts)| ThemeScore {
        theme: *theme,
        counts: *counts,
        measures: measures(*counts),
    });
    let all = by_theme.values().fold(Counts::default(), |sum, counts| Counts {
        coded: sum.coded + counts.coded,
        found: sum.found + counts.found,
        right: sum.right + counts.right,
    });
    let large: BTreeMap<usize, Counts> =
        by_theme.iter().filter(|(_, counts)| counts.coded >= FEWEST).map(|(t, c)| (*t, *c)).collect();
    Scores {
        responses: judged.len(),
        themes: themes.collect(),
        counts: all,
        micro: wider(averages(&judged, |_| Some(all), 1.0), measures(all)),
        macro_average: averages(&judged, |theme| large.get(&theme).copied(), large.len() as f64),
        macro_themes: large.len(),
    }
}

/// The coded themes that the run found in these responses together, in order.
pub(super) fn found_in(responses: &[usize], gold: &Gold, run: &RunFound) -> Vec<usize> {
    let themes = responses.iter().flat_map(|at| &run.responses[*at].themes);
    let mut found: Vec<usize> =
        themes.copied().filter(|theme| gold.themes.binary_search(theme).is_ok()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What people and the run say of one response.
struct Judged {
    coded: Vec<usize>,
    found: Vec<usize>,
}

impl Judged {
    /// Each theme that either says is there: whether it was coded, whether it was found.
    fn themes(&self) -> impl Iterator<Item = (usize, bool, bool)> {
        let coded = self.coded.iter().map(|theme| (*theme, true, self.found.contains(theme)));
        let only_found = self.found.iter().filter(|theme| !self.coded.contains(theme));
        coded.chain(only_found.map(|theme| (*theme, false, true)))
    }
}

fn measures(counts: Counts) -> Measures {
    let Counts { coded, found, right } = counts;
    let share = |of: u64| {
        let interval = wilson(right, of)?;
        let value = right as f64 / of as f64;
        Some(Measure { value, low: interval.low / 100.0, high: interval.high / 100.0 })
    };
    let f1 = |share: f64| 2.0 * share / (1.0 + share);
    Measures {
        precision: share(found),
        recall: share(coded),
        f1: share(found + coded - right).map(|star| Measure {
            value: f1(star.value),
            low: f1(star.low),
            high: f1(star.high),
        }),
    }
}

/// Averages over themes: `pool` says with which counts a theme's codes are pooled (its own for a macro average, all for a micro one; none
/// where it is left out), `pools` how many pools there are.
fn averages(judged: &[Judged], pool: impl Fn(usize) -> Option<Counts>, pools: f64) -> Measures {
    // Each measure is a sum of `y` over a sum of `x`: the codes of a response, and the sums of its pool.
    type Terms = fn(bool, bool) -> (f64, f64);
    type Sums = fn(Counts) -> (f64, f64);
    let average = |terms: Terms, sums: Sums| -> Option<Measure> {
        if judged.is_empty() || pools == 0.0 {
            return None;
        }
        let (mut value, mut squares) = (0.0, 0.0);
        for response in judged {
            let mut effect = 0.0;
            for (theme, coded, found) in response.themes() {
                let Some((right, all)) = pool(theme).map(sums).filter(|(_, all)| *all > 0.0) else {
                    continue;
                };
                let (y, x) = terms(coded, found);
                value += y / all / pools;
                effect += (y - right / all * x) / all / pools;
            }
            squares += effect * effect;
        }
        let count = judged.len() as f64;
        let spread = 1.959_963_984_540_054 * (squares * count / (count - 1.0).max(1.0)).sqrt();
        Some(Measure { value, low: (value - spread).max(0.0), high: (value + spread).min(1.0) })
    };
    Measures {
        precision: average(
            |coded, found| (number(coded && found), number(found)),
            |counts| (counts.right as f64, counts.found as f64),
        ),
        recall: average(
            |coded, found| (number(coded && found), number(coded)),
            |counts| (counts.right as f64, counts.coded as f64),
        ),
        f1: average(
            |coded, found| (2.0 * number(coded && found), number(coded) + number(found)),
            |counts| (2.0 * counts.right as f64, (counts.coded + counts.found) as f64),
        ),
    }
}

/// The first measures with the outer ends of both.
fn wider(one: Measures, other: Measures) -> Measures {
    let wide = |one: Option<Measure>, other: Option<Measure>| {
        let (one, other) = (one?, other?);
        Some(Measure { low: one.low.min(other.low), high: one.high.max(other.high), ..one })
    };
    Measures {
        precision: wide(one.precision, other.precision),
        recall: wide(one.recall, other.recall),
        f1: wide(one.f1, other.f1),
    }
}

fn number(is: bool) -> f64 {
    f64::from(u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(codes: &[(&[usize], &[usize])]) -> Vec<Judged> {
        codes.iter().map(|(coded, found)| Judged { coded: coded.to_vec(), found: found.to_vec() }).collect()
    }

    #[test]
    fn f1_and_its_interval_lie_between_precision_and_recall() {
        let found = measures(Counts { coded: 50, found: 40, right: 30 });
        let value = |measure: Option<Measure>| measure.expect("there is a base").value;
        assert_eq!((value(found.precision), value(found.recall)), (0.75, 0.6));
        assert!((value(found.f1) - 2.0 * 30.0 / 90.0).abs() < 1e-12);
        // Wilson 1927 for 30 of 60: 0.3773 to 0.6227; as F1 0.5479 to 0.7675.
        let f1 = found.f1.expect("there is a base");
        assert!((f1.low - 0.5479).abs() < 1e-3 && (f1.high - 0.7675).abs() < 1e-3, "{f1:?}");
        assert_eq!(measures(Counts::default()), Measures::default());
    }

    #[test]
    fn a_micro_interval_of_single_codes_is_the_one_of_a_share() {
        // 40 responses with one code each that was always found, 30 times right: precision 0.75, standard error sqrt(p(1-p)/(n-1)).
        let mut codes: Vec<(&[usize], &[usize])> = vec![(&[0], &[0]); 30];
        codes.extend(vec![(&[][..], &[0][..]); 10]);
        let all = Counts { coded: 30, found: 40, right: 30 };
        let found = averages(&judged(&codes), |_| Some(all), 1.0).precision.expect("there is a base");
        let spread = 1.96 * (0.75f64 * 0.25 / 39.0).sqrt();
        assert!((found.value - 0.75).abs() < 1e-12);
        assert!((found.high - found.value - spread).abs() < 1e-4, "{found:?} {spread}");
    }

    #[test]
    fn codes_of_one_response_are_not_taken_for_independent_ones() {
        let all_or_none: [(&[usize], &[usize]); 2] = [(&[0, 1], &[0, 1]), (&[0, 1], &[])];
        let one_by_one: [(&[usize], &[usize]); 4] = [(&[0], &[0]), (&[1], &[1]), (&[0], &[]), (&[1], &[])];
        let (together, apart) = (judged(&all_or_none.repeat(20)), judged(&one_by_one.repeat(20)));
        let all = Counts { coded: 80, found: 40, right: 40 };
        let width = |judged: &[Judged]| {
            let recall = averages(judged, |_| Some(all), 1.0).recall.expect("there is a base");
            recall.high - recall.low
        };
        assert!(width(&together) > width(&apart));
    }
}
