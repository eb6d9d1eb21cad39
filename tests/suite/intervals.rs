//! Do the intervals of `score` hold the truth as often as they say, on sheets drawn from populations in which the truth is known?

use std::collections::BTreeMap;

use crate::numbers::Numbers;
use yousaid::check::{
    Candidate, CodedRow, Design, FoundResponse, Gold, Measure, NamedTheme, Pairing, RunFound, score,
};

/// So many sheets are drawn from each population.
const DRAWS: u64 = 1_000;
/// An interval that says 95 holds the truth in so many of 100 draws.
const HELD: std::ops::RangeInclusive<f64> = 93.0..=97.0;

/// What is true of a theme in a population.
struct Theme {
    /// The share of responses that show it.
    common: f64,
    precision: f64,
    recall: f64,
}

const fn theme(common: f64, precision: f64, recall: f64) -> Theme {
    Theme { common, precision, recall }
}

/// Whether something with this chance happens.
fn happens(numbers: &mut Numbers, chance: f64) -> bool {
    const FINE: usize = 1 << 30;
    (numbers.below(FINE) as f64) < chance * FINE as f64
}

/// Responses, what a run found in them, and what is truly there.
struct Population {
    run: RunFound,
    candidates: Vec<Candidate>,
    truth: Vec<Vec<usize>>,
}

impl Population {
    fn of(responses: usize, themes: &[Theme]) -> Population {
        let mut numbers = Numbers(responses as u64);
        let id = |theme: usize| format!("theme-{theme}");
        let mut population = Population {
            run: RunFound {
                themes: (0..themes.len()).map(|at| NamedTheme { id: id(at), name: id(at) }).collect(),
                responses: Vec::new(),
            },
            candidates: Vec::new(),
            truth: Vec::new(),
        };
        for at in 0..responses {
            let (mut truth, mut found) = (Vec::new(), Vec::new());
            for (number, theme) in themes.iter().enumerate() {
                let false_hits = theme.common * theme.recall * (1.0 - theme.precision) / theme.precision;
                let is_there = happens(&mut numbers, theme.common);
                if is_there {
                    truth.push(number);
                }
                if happens(
                    &mut numbers,
                    if is_there { theme.recall } else { false_hits / (1.0 - theme.common) },
                ) {
                    found.push(number);
                }
            }
            let question = if happens(&mut numbers, 0.5) { "one" } else { "two" };
            population.candidates.push(Candidate {
                id: at.to_string(),
                question: question.to_owned(),
                channel: if happens(&mut numbers, 0.05) { "letter" } else { "survey" }.to_owned(),
                text: String::new(),
                themes: found.iter().map(|at| id(*at)).collect(),
            });
            population.run.responses.push(FoundResponse {
                is_counted: true,
                id: at.to_string(),
                submission: at.to_string(),
                question: question.to_owned(),
                text: String::new(),
                submitted: String::new(),
                themes: found,
            });
            population.truth.push(truth);
        }
        population
    }

    /// Responses in which a theme was found, is truly there, and both.
    fn true_counts(&self, theme: usize) -> [f64; 3] {
        let mut counts = [0.0; 3];
        for (response, truth) in self.run.responses.iter().zip(&self.truth) {
            let (found, is_there) = (response.themes.contains(&theme), truth.contains(&theme));
            let add = [found, is_there, found && is_there];
            counts.iter_mut().zip(add).for_each(|(count, is)| *count += f64::from(u8::from(is)));
        }
        counts
    }

    /// The sheet that a key draws, coded by somebody who is always right.
    fn coded(&self, design: &Design, key: u64) -> (Gold, Pairing) {
        let mut gold = Gold { themes: (0..self.run.themes.len()).collect(), ..Gold::default() };
        let mut pairing = Pairing::default();
        for (at, row) in design.draw(&self.candidates, key).into_iter().enumerate() {
            let stratum = row.stratum.to_string();
            *gold.strata.entry(stratum.clone()).or_default() += row.weight;
            pairing.pairs.push((at, vec![row.response]));
            gold.rows.push(CodedRow {
                number: at as u32 + 2,
                id: row.response.to_string(),
                text: String::new(),
                question: String::new(),
                themes: self.truth[row.response].clone(),
                stratum,
            });
        }
        (gold, pairing)
    }
}

/// How often intervals held, by what they are of.
#[derive(Default)]
struct Held(BTreeMap<&'static str, (f64, f64)>);

impl Held {
    fn add(&mut self, what: &'static str, measure: Option<Measure>, truth: f64) {
        let Some(Measure { low, high, .. }) = measure else { return };
        let (held, all) = self.0.entry(what).or_default();
        *held += f64::from(u8::from(low - 1e-9 <= truth && truth <= high + 1e-9));
        *all += 1.0;
    }

    fn check(self, name: &str) {
        let told: Vec<String> = self
            .0
            .iter()
            .map(|(what, (held, all))| format!("{what} {:.1} of 100 ({all} intervals)", 100.0 * held / all))
            .collect();
        println!("{name}: {}", told.join("; "));
        let is_off = |(held, all): &(f64, f64)| !HELD.contains(&(100.0 * held / all));
        assert!(!self.0.values().any(is_off), "{name}: {}", told.join("; "));
    }
}

/// Draws sheets of so many rows and looks whether the intervals hold the truth.
fn simulate(name: &str, responses: usize, rows: usize, themes: &[Theme]) {
    let population = Population::of(responses, themes);
    let design = Design::new(&population.candidates, rows);
    let truth: Vec<[f64; 3]> = (0..themes.len()).map(|theme| population.true_counts(theme)).collect();
    let all = truth.iter().fold([0.0; 3], |sum, of| [sum[0] + of[0], sum[1] + of[1], sum[2] + of[2]]);
    let mut held = Held::default();
    for key in 0..DRAWS {
        let (gold, pairing) = population.coded(&design, key);
        let scores = score(&gold, &pairing, &population.run);
        for of in &scores.themes {
            let [found, coded, right] = truth[of.theme];
            held.add("precision", of.measures.precision, right / found);
            held.add("recall", of.measures.recall, right / coded);
            held.add("F1", of.measures.f1, 2.0 * right / (found + coded));
        }
        let [found, coded, right] = all;
        held.add("micro precision", scores.micro.precision, right / found);
        held.add("micro recall", scores.micro.recall, right / coded);
        held.add("micro F1", scores.micro.f1, 2.0 * right / (found + coded));
    }
    held.check(name);
}

#[test]
fn intervals_hold_where_themes_are_common_and_rare_and_strata_unequal() {
    let themes = [
        theme(0.3, 0.9, 0.8),
        theme(0.2, 0.7, 0.6),
        theme(0.1, 0.8, 0.9),
        theme(0.05, 0.95, 0.7),
        theme(0.03, 0.6, 0.5),
        theme(0.02, 0.8, 0.8),
    ];
    simulate("unequal", 3_000, 300, &themes);
}

#[test]
fn intervals_hold_where_all_themes_but_one_are_rare() {
    let themes = [
        theme(0.25, 0.85, 0.8),
        theme(0.02, 0.8, 0.7),
        theme(0.015, 0.9, 0.6),
        theme(0.01, 0.7, 0.9),
        theme(0.012, 0.8, 0.5),
    ];
    simulate("rare", 5_000, 300, &themes);
}

#[test]
fn intervals_hold_where_themes_are_common_and_nearly_always_right() {
    let themes =
        [theme(0.3, 0.97, 0.95), theme(0.2, 0.95, 0.96), theme(0.15, 0.96, 0.93), theme(0.1, 0.94, 0.97)];
    simulate("right", 4_000, 400, &themes);
}

#[test]
fn intervals_hold_where_a_third_of_a_small_consultation_is_coded() {
    let themes = [theme(0.3, 0.8, 0.7), theme(0.2, 0.6, 0.8), theme(0.1, 0.9, 0.6), theme(0.05, 0.7, 0.5)];
    simulate("small", 600, 200, &themes);
}
