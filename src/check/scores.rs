//! Precision, recall and F1, theme by theme and over all, each with how firm it is.
//!
//! For one theme: weighted shares with the intervals of [`super::intervals`]. F1 is 2F* / (1 + F*), where F* is the share of the responses found
//! *or* coded that are both (Hand, Christen and Kirielle, *F\*: an interpretable transformation of the F-measure*, Machine Learning 110,
//! 2021); its interval is that of F*, taken through the same formula, which keeps order.
//!
//! Over all themes: codes of one response belong together, so the response is the unit. By how much that widens an interval is the design effect: the
//! variance of the average's linear form over responses (Cochran, *Sampling Techniques*, 3rd edition 1977, section 6.4) over the same with each
//! code taken by itself. A micro average is a share of pooled codes, its variance times that effect. A macro average is a mean of themes; its ends
//! lie where the ends of the themes' intervals put them, added up in squares (Zou and Donner, *Construction of confidence limits about effect
//! measures: a general approach*, Statistics in Medicine 27, 2008), again times that effect.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::intervals::{Events, Strata, Stratum};
use super::{Gold, Pairing, RunFound};

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
    /// How many of them count in none of the run's figures.
    pub in_no_figure: usize,
    /// Whether they are of a sheet that this program drew by strata, so that they count by their weights.
    pub weighted: bool,
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
    let (strata, stratum_of) = strata(gold, pairing);
    let mut judged: Vec<Judged> = Vec::with_capacity(pairing.pairs.len());
    for ((row, responses), stratum) in pairing.pairs.iter().zip(stratum_of) {
        let coded = gold.rows[*row].themes.clone();
        judged.push(Judged { coded, found: found_in(responses, gold, run), stratum });
    }
    let mut by_theme: BTreeMap<usize, Codes> = BTreeMap::new();
    let mut pooled = Codes::new(strata.len());
    for row in &judged {
        for (theme, coded, found) in row.themes() {
            let codes = by_theme.entry(theme).or_insert_with(|| Codes::new(strata.len()));
            codes.add(row.stratum, coded, found);
            pooled.add(row.stratum, coded, found);
        }
    }
    let themes: Vec<ThemeScore> = by_theme
        .iter()
        .map(|(theme, codes)| ThemeScore {
            theme: *theme,
            counts: codes.counts(),
            measures: codes.measures(&strata, [1.0; 3]),
        })
        .collect();
    let sums = pooled.sums(&strata);
    let micro = pooled.measures(&strata, together(&judged, &strata, |_| Some(sums)));
    let large: Vec<&ThemeScore> = themes.iter().filter(|score| score.counts.coded >= FEWEST).collect();
    let large_sums: BTreeMap<usize, Sums> =
        large.iter().map(|score| (score.theme, by_theme[&score.theme].sums(&strata))).collect();
    let effects = together(&judged, &strata, |theme| large_sums.get(&theme).copied());
    Scores {
        responses: judged.len(),
        in_no_figure: pairing
            .pairs
            .iter()
            .filter(|(_, of)| !of.iter().any(|at| run.responses[*at].is_counted))
            .count(),
        weighted: !gold.strata.is_empty(),
        counts: pooled.counts(),
        micro,
        macro_average: mean(&large, effects),
        macro_themes: large.len(),
        themes,
    }
}

/// The strata of the matched rows, and in which of them each row is. A sheet that was not drawn by this program is one stratum, and nobody knows how
/// much is left of it.
fn strata(gold: &Gold, pairing: &Pairing) -> (Strata, Vec<usize>) {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut rows: Vec<(f64, Option<f64>)> = Vec::new();
    let mut of = Vec::with_capacity(pairing.pairs.len());
    for (row, _) in &pairing.pairs {
        let name = gold.rows[*row].stratum.as_str();
        let at = *places.entry(name).or_insert_with(|| {
            rows.push((0.0, gold.strata.get(name).copied()));
            rows.len() - 1
        });
        rows[at].0 += 1.0;
        of.push(at);
    }
    let stratum = |(rows, population): (f64, Option<f64>)| match population {
        // Rows that nobody coded leave the others of their stratum to speak for them.
        Some(population) => {
            let weight = (population / rows).max(1.0);
            Stratum { rows, weight, rest: (1.0 - 1.0 / weight).max(0.0) }
        }
        None => Stratum { rows, weight: 1.0, rest: 1.0 },
    };
    (Strata::new(rows.into_iter().map(stratum).collect()), of)
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
    stratum: usize,
}

impl Judged {
    /// Each theme that either says is there: whether it was coded, whether it was found.
    fn themes(&self) -> impl Iterator<Item = (usize, bool, bool)> {
        let coded = self.coded.iter().map(|theme| (*theme, true, self.found.contains(theme)));
        let only_found = self.found.iter().filter(|theme| !self.coded.contains(theme));
        coded.chain(only_found.map(|theme| (*theme, false, true)))
    }
}

/// Codes by stratum.
struct Codes {
    right: Vec<f64>,
    wrong: Vec<f64>,
    missed: Vec<f64>,
}

/// For how many responses codes stand: right ones, wrong ones, missed ones.
type Sums = [f64; 3];

impl Codes {
    fn new(strata: usize) -> Codes {
        Codes { right: vec![0.0; strata], wrong: vec![0.0; strata], missed: vec![0.0; strata] }
    }

    fn add(&mut self, stratum: usize, coded: bool, found: bool) {
        let kind = match (coded, found) {
            (true, true) => &mut self.right,
            (false, _) => &mut self.wrong,
            (true, false) => &mut self.missed,
        };
        kind[stratum] += 1.0;
    }

    fn counts(&self) -> Counts {
        let [right, wrong, missed] =
            [&self.right, &self.wrong, &self.missed].map(|rows| rows.iter().sum::<f64>() as u64);
        Counts { coded: right + missed, found: right + wrong, right }
    }

    fn sums(&self, strata: &Strata) -> Sums {
        [&self.right, &self.wrong, &self.missed].map(|rows| strata.total(rows))
    }

    /// Precision, recall and F1, their variances so many times those of codes that stand alone.
    fn measures(&self, strata: &Strata, together: [f64; 3]) -> Measures {
        let found: Vec<f64> =
            self.right.iter().zip(&self.wrong).map(|(right, wrong)| right + wrong).collect();
        let unfound: Vec<f64> =
            found.iter().enumerate().map(|(at, found)| (strata.rows(at) - found).max(0.0)).collect();
        let events =
            |seen: &[f64], chances: &[f64]| Events { seen: seen.to_vec(), chances: chances.to_vec() };
        let right = events(&self.right, &found);
        let wrong = events(&self.wrong, &found);
        let missed = events(&self.missed, &unfound);
        let halves = |rows: &[f64]| {
            let sum: f64 = rows.iter().sum();
            rows.iter().map(|rows| if sum > 0.0 { rows / sum } else { 0.0 }).collect::<Vec<f64>>()
        };
        let sum =
            |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a + b).collect::<Vec<f64>>();
        let either =
            Events { seen: sum(&self.wrong, &self.missed), chances: sum(&halves(&found), &halves(&unfound)) };
        let f1 = |share: f64| 2.0 * share / (1.0 + share);
        Measures {
            precision: strata.share(&right, &wrong, together[0]),
            recall: strata.share(&right, &missed, together[1]),
            f1: strata.share(&right, &either, together[2]).map(|star| Measure {
                value: f1(star.value),
                low: f1(star.low),
                high: f1(star.high),
            }),
        }
    }
}

/// By how much the variances of averages of precision, recall and F1 grow since codes of one response belong together. `pool` says with which sums a
/// theme's codes are pooled: its own for a macro average, all for a micro one; none where it is left out.
fn together(judged: &[Judged], strata: &Strata, pool: impl Fn(usize) -> Option<Sums>) -> [f64; 3] {
    let (mut whole, mut apart) = ([0.0; 3], [0.0; 3]);
    for row in judged {
        let mut of_row = [0.0; 3];
        for (theme, coded, found) in row.themes() {
            let Some([right, wrong, missed]) = pool(theme) else { continue };
            let both = number(coded && found);
            // Each measure is a sum of `y` over a sum of `x`; what a code adds to its linear form is y - share * x.
            let terms = [
                (both, number(found), right, right + wrong),
                (both, number(coded), right, right + missed),
                (2.0 * both, number(coded) + number(found), 2.0 * right, 2.0 * right + wrong + missed),
            ];
            for (at, (y, x, of_right, of_all)) in terms.into_iter().enumerate().filter(|(_, of)| of.3 > 0.0) {
                let effect = (y - of_right / of_all * x) / of_all * strata.weight(row.stratum);
                of_row[at] += effect;
                apart[at] += effect * effect;
            }
        }
        for at in 0..3 {
            whole[at] += of_row[at] * of_row[at];
        }
    }
    std::array::from_fn(|at| if apart[at] > 0.0 { whole[at] / apart[at] } else { 1.0 })
}

/// The mean over themes of each measure; a theme without one is not in the mean's numerator. None where no theme has one.
fn mean(themes: &[&ThemeScore], together: [f64; 3]) -> Measures {
    let of = |measure: fn(&Measures) -> Option<Measure>, together: f64| {
        let known: Vec<Measure> = themes.iter().filter_map(|score| measure(&score.measures)).collect();
        let count = themes.len() as f64;
        (!known.is_empty()).then(|| {
            let value = known.iter().map(|of| of.value).sum::<f64>() / count;
            let arm = |of: &dyn Fn(&Measure) -> f64| {
                (known.iter().map(|at| of(at).powi(2)).sum::<f64>() * together).sqrt() / count
            };
            Measure {
                value,
                low: (value - arm(&|of| of.value - of.low)).max(0.0),
                high: (value + arm(&|of| of.high - of.value)).min(1.0),
            }
        })
    };
    Measures {
        precision: of(|measures| measures.precision, together[0]),
        recall: of(|measures| measures.recall, together[1]),
        f1: of(|measures| measures.f1, together[2]),
    }
}

fn number(is: bool) -> f64 {
    f64::from(u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(rows: usize) -> Strata {
        Strata::new(vec![Stratum { rows: rows as f64, weight: 1.0, rest: 1.0 }])
    }

    fn codes(right: f64, wrong: f64, missed: f64) -> Codes {
        Codes { right: vec![right], wrong: vec![wrong], missed: vec![missed] }
    }

    #[test]
    fn f1_and_its_interval_lie_between_precision_and_recall() {
        let found = codes(30.0, 10.0, 20.0).measures(&simple(500), [1.0; 3]);
        let value = |measure: Option<Measure>| measure.expect("there is a base").value;
        assert_eq!((value(found.precision), value(found.recall)), (0.75, 0.6));
        assert!((value(found.f1) - 2.0 * 30.0 / 90.0).abs() < 1e-12);
        // Wilson 1927 for 30 of 60: 0.3773 to 0.6227; as F1 0.5479 to 0.7675.
        let f1 = found.f1.expect("there is a base");
        assert!((f1.low - 0.5479).abs() < 1e-3 && (f1.high - 0.7675).abs() < 1e-3, "{f1:?}");
        assert_eq!(codes(0.0, 0.0, 0.0).measures(&simple(5), [1.0; 3]), Measures::default());
    }

    #[test]
    fn codes_of_one_response_are_not_taken_for_independent_ones() {
        let judged = |codes: &[(&[usize], &[usize])]| -> Vec<Judged> {
            let of = |(coded, found): &(&[usize], &[usize])| Judged {
                coded: coded.to_vec(),
                found: found.to_vec(),
                stratum: 0,
            };
            codes.iter().map(of).collect()
        };
        let all_or_none: [(&[usize], &[usize]); 2] = [(&[0, 1], &[0, 1]), (&[0, 1], &[])];
        let one_by_one: [(&[usize], &[usize]); 4] = [(&[0], &[0]), (&[1], &[1]), (&[0], &[]), (&[1], &[])];
        let recall = |rows: Vec<Judged>| together(&rows, &simple(80), |_| Some([40.0, 0.0, 40.0]))[1];
        assert!((recall(judged(&all_or_none.repeat(20))) - 2.0).abs() < 1e-9);
        assert!((recall(judged(&one_by_one.repeat(20))) - 1.0).abs() < 1e-9);
    }
}
