//! How far two who coded the same responses agree, beyond chance.
//!
//! Krippendorff's alpha for nominal values (Krippendorff, *Computing Krippendorff's alpha-reliability*, 2011; Hayes and Krippendorff, *Answering the call for a
//! standard reliability measure for coding data*, Communication Methods and Measures 1, 2007): 1 is full agreement, 0 what chance gives. It is
//! defined for any number of coders and for missing values. Here a value says whether a theme is there.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Gold, Pairing, RunFound};

/// How far two agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Krippendorff's alpha; none where both say the same of every response, yes or no: there is nothing to tell apart.
    pub alpha: Option<f64>,
    /// The share of responses on which both say the same.
    pub share: f64,
}

/// How far coders and the run agree on one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeAgreement {
    /// Index of the theme.
    pub theme: usize,
    /// In how many responses each coder sees it, then the run.
    pub seen: Vec<usize>,
    /// What [`Agreements::between`] names.
    pub pairs: Vec<Agreement>,
}

/// How far coders and the run agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreements {
    /// Responses that every coder coded.
    pub responses: usize,
    /// Who is held against whom.
    pub between: &'static [&'static str],
    /// Each theme that every coder could give and somebody saw, in the order of the lexicon.
    pub themes: Vec<ThemeAgreement>,
    /// For each pair the mean over these themes: of the alphas that there are, and of the shares.
    pub means: Vec<Agreement>,
}

/// Who is held against whom, where one or two people coded: their places, the run's being the last.
const ONE: (&[(usize, usize)], &[&str]) = (&[(0, 1)], &["coder and program"]);
const TWO: (&[(usize, usize)], &[&str]) =
    (&[(0, 1), (0, 2), (1, 2)], &["coder 1 and 2", "coder 1 and program", "coder 2 and program"]);

/// Holds one or two coders and the run against each other, on the responses that every coder coded. Each row counts alike, however it was drawn.
pub fn agreements(coders: &[(&Gold, &Pairing)], run: &RunFound) -> Agreements {
    let by_response = |(_, pairing): &(&Gold, &Pairing)| -> FxHashMap<Vec<usize>, usize> {
        pairing.pairs.iter().map(|(row, responses)| (responses.clone(), *row)).collect()
    };
    let coded: Vec<FxHashMap<Vec<usize>, usize>> = coders.iter().map(by_response).collect();
    let mut known = FxHashSet::default();
    let mut units: Vec<(&[usize], Vec<usize>)> = Vec::new();
    for (_, responses) in coders.first().map_or(&[][..], |(_, pairing)| &pairing.pairs) {
        let rows: Option<Vec<usize>> = coded.iter().map(|of| of.get(responses).copied()).collect();
        if let Some(rows) = rows.filter(|_| known.insert(responses)) {
            units.push((responses, rows));
        }
    }
    let (pairs, between) = if coders.len() == 2 { TWO } else { ONE };
    let sees = |theme: usize, (responses, rows): &(&[usize], Vec<usize>)| -> Vec<bool> {
        let coders = coders.iter().zip(rows).map(|((gold, _), row)| gold.rows[*row].themes.contains(&theme));
        let run = responses.iter().any(|at| run.responses[*at].themes.contains(&theme));
        coders.chain([run]).collect()
    };
    let mut themes = Vec::new();
    for theme in 0..run.themes.len() {
        let seen: Vec<Vec<bool>> = units.iter().map(|unit| sees(theme, unit)).collect();
        let is_asked = coders.iter().all(|(gold, _)| gold.themes.binary_search(&theme).is_ok());
        if !is_asked || !seen.iter().flatten().any(|sees| *sees) {
            continue;
        }
        let between = |(one, other): &(usize, usize)| {
            let values: Vec<Vec<Option<bool>>> =
                seen.iter().map(|unit| vec![Some(unit[*one]), Some(unit[*other])]).collect();
            let same = seen.iter().filter(|unit| unit[*one] == unit[*other]).count();
            Agreement { alpha: alpha(&values), share: same as f64 / seen.len() as f64 }
        };
        themes.push(ThemeAgreement {
            theme,
            seen: (0..=coders.len()).map(|at| seen.iter().filter(|unit| unit[at]).count()).collect(),
            pairs: pairs.iter().map(between).collect(),
        });
    }
    let mean =
        |values: Vec<f64>| (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
    let means = (0..pairs.len()).map(|pair| Agreement {
        alpha: mean(themes.iter().filter_map(|of| of.pairs[pair].alpha).collect()),
        share: mean(themes.iter().map(|of| of.pairs[pair].share).collect()).unwrap_or(0.0),
    });
    Agreements { responses: units.len(), between, means: means.collect(), themes }
}

/// Krippendorff's alpha of nominal values: for each unit what each coder says of it, or nothing. None where all values are one.
pub fn alpha<V: Ord + Copy>(units: &[Vec<Option<V>>]) -> Option<f64> {
    // How often values stand together in a unit, and how often each value stands beside another one.
    let mut together: BTreeMap<(V, V), f64> = BTreeMap::new();
    let mut all: BTreeMap<V, f64> = BTreeMap::new();
    for unit in units {
        let values: Vec<V> = unit.iter().flatten().copied().collect();
        if values.len() < 2 {
            continue;
        }
        let share = 1.0 / (values.len() - 1) as f64;
        for (at, one) in values.iter().enumerate() {
            *all.entry(*one).or_default() += 1.0;
            for other in values.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, other)| other) {
                *together.entry((*one, *other)).or_default() += share;
            }
        }
    }
    let n: f64 = all.values().sum();
    let observed: f64 =
        together.iter().filter(|((one, other), _)| one != other).map(|(_, count)| count).sum();
    let expected = n * n - all.values().map(|count| count * count).sum::<f64>();
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Coders' values as published, a line each; `.` where there is none.
    fn units(coders: &[&str]) -> Vec<Vec<Option<char>>> {
        let lines: Vec<Vec<&str>> = coders.iter().map(|line| line.split(' ').collect()).collect();
        let value = |of: &str| of.chars().next().filter(|value| *value != '.');
        (0..lines[0].len()).map(|at| lines.iter().map(|line| value(line[at])).collect()).collect()
    }

    fn alpha_is(coders: &[&str], published: f64) {
        let found = alpha(&units(coders)).expect("the values differ");
        assert!((found - published).abs() < 5e-4, "{found} instead of {published}");
    }

    #[test]
    fn the_values_that_krippendorff_published_come_out() {
        // Krippendorff 2011, example A: binary values, two observers.
        alpha_is(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"], 0.095);
        // Example B: nominal values, two observers.
        alpha_is(&["a a b b d c c c e d d a", "b a b b b c c c e d d d"], 0.692);
        // Example C: nominal values, four observers, some missing.
        alpha_is(
            &[
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ],
            0.743,
        );
    }

    #[test]
    fn full_agreement_is_one_and_values_that_never_differ_say_nothing() {
        alpha_is(&["0 1 0 1", "0 1 0 1"], 1.0);
        assert_eq!(alpha(&units(&["0 0 0", "0 0 0"])), None);
    }
}
