//! Which themes travel together.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::{STRING, counted, percent, themes_of};
use crate::analysis::Analysis;
use crate::lexicon::Lexicon;

/// How often two themes show in one response.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Index of the theme that shows in fewer responses, or stands first.
    pub smaller: usize,
    /// Index of the other.
    pub larger: usize,
    /// Responses that show the smaller.
    pub of_smaller: usize,
    /// Responses that show the larger.
    pub of_larger: usize,
    /// Responses that show both.
    pub both: usize,
    /// Responses in which both show in the same words.
    pub same_words: usize,
}

impl Pair {
    /// Responses that show both, of those that show either (Jaccard 1901).
    pub fn jaccard(&self) -> f64 {
        self.both as f64 / (self.of_smaller + self.of_larger - self.both).max(1) as f64
    }
}

/// Theme pairs that show together in at least `least` responses that count, those that travel together most first. A theme and a part of it are no pair: the
/// part always lies inside.
pub fn overlap(analysis: &Analysis, lexicon: &Lexicon, least: usize) -> Vec<Pair> {
    let mut of_theme: FxHashMap<usize, usize> = FxHashMap::default();
    let mut of_pair: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    // A part stands behind what it is a part of.
    let is_above = |above: usize, theme: usize| lexicon.way_up(theme).any(|of| of == above);
    for outcome in analysis.outcomes.iter().filter(|outcome| outcome.state.is_counted()) {
        let themes = themes_of(outcome, lexicon);
        for (at, one) in themes.iter().enumerate() {
            *of_theme.entry(*one).or_default() += 1;
            for other in themes[at + 1..].iter().filter(|other| !is_above(*one, **other)) {
                let places = |theme: usize| {
                    let mentions = outcome.themed.mentions.iter();
                    mentions.filter(move |found| is_above(theme, found.theme as usize))
                };
                let is_same = places(*one).any(|a| places(*other).any(|b| a.span.overlaps(b.span)));
                let pair = of_pair.entry((*one, *other)).or_default();
                pair.0 += 1;
                pair.1 += usize::from(is_same);
            }
        }
    }
    let mut pairs: Vec<Pair> = of_pair
        .into_iter()
        .filter(|(_, (both, _))| *both >= least.max(1))
        .map(|((one, other), (both, same_words))| {
            let (smaller, larger) =
                if of_theme[&other] < of_theme[&one] { (other, one) } else { (one, other) };
            Pair {
                smaller,
                larger,
                of_smaller: of_theme[&smaller],
                of_larger: of_theme[&larger],
                both,
                same_words,
            }
        })
        .collect();
    pairs.sort_by(|one, other| {
        let order = other.jaccard().total_cmp(&one.jaccard());
        order.then_with(|| (one.smaller, one.larger).cmp(&(other.smaller, other.larger)))
    });
    pairs
}

/// The pairs as a table.
pub fn overlap_lines(pairs: &[Pair], lexicon: &Lexicon, least: usize) -> String {
    let mut said = String::from("jaccard   both  same words  smaller inside larger\n");
    for pair in pairs {
        let (smaller, larger) = (&lexicon.themes[pair.smaller].id, &lexicon.themes[pair.larger].id);
        writeln!(
            said,
            "{:>7.2}  {:>5}  {:>10}  {smaller} ({}) in {larger} ({}): {}",
            pair.jaccard(),
            pair.both,
            pair.same_words,
            pair.of_smaller,
            pair.of_larger,
            percent(pair.both, pair.of_smaller)
        )
        .expect(STRING);
    }
    let count = counted(pairs.len(), "pair", "pairs");
    writeln!(
        said,
        "{count} of themes in at least {} together. same words: responses in which one and the same place shows both.",
        counted(least, "response", "responses")
    )
    .expect(STRING);
    said
}
