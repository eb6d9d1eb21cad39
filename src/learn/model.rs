//! A learned model, and the themes it gives a response.

use super::columns::Columns;
use super::features::Features;
use super::solver::Weights;
use super::thresholds::logit;
use super::training::{Learned, ThemeLearned, shown};

/// What a model was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The version of the program that learned it.
    pub program: String,
    /// The lexicon's title.
    pub lexicon_title: String,
    /// The lexicon's version.
    pub lexicon_version: String,
    /// SHA-256 of the lexicon's file.
    pub lexicon_sha256: String,
    /// SHA-256 of the gold file.
    pub gold_sha256: String,
    /// How many coded responses it was learned from.
    pub responses: usize,
}

/// A theme of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelTheme {
    /// Its id in the lexicon.
    pub id: String,
    /// What was learned of it.
    pub(super) learned: ThemeLearned,
}

impl ModelTheme {
    /// Responses of the sample that people gave it.
    pub fn coded(&self) -> usize {
        self.learned.coded
    }

    /// The share of what the lexicon shows in the sample that is right; none where it shows nothing.
    pub fn precision_of_lexicon(&self) -> Option<f64> {
        let (found, right) = self.learned.lexicon;
        (found > 0).then(|| right as f64 / found as f64)
    }

    /// The share of the responses coded with it that the lexicon shows.
    pub fn recall_of_lexicon(&self) -> Option<f64> {
        let ThemeLearned { coded, lexicon: (_, right), .. } = self.learned;
        (coded > 0).then(|| right as f64 / coded as f64)
    }

    /// The share of what it showed in cross-validation that was right; none where it showed nothing.
    pub fn precision(&self) -> Option<f64> {
        let (found, right) = self.learned.model;
        (found > 0).then(|| right as f64 / found as f64)
    }

    /// The share of the responses coded with it that it showed in cross-validation.
    pub fn recall(&self) -> Option<f64> {
        let ThemeLearned { coded, model: (_, right), .. } = self.learned;
        (coded > 0).then(|| right as f64 / coded as f64)
    }
}

/// A learned model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What it was made from.
    pub origin: Origin,
    /// The lexicon's themes, in its order.
    pub themes: Vec<ModelTheme>,
    /// Micro-F1 in cross-validation, and of the lexicon alone on the same responses.
    pub micro: [f64; 2],
    pub(super) always_one: bool,
    pub(super) columns: Columns,
    pub(super) weights: Weights,
    /// Which themes are the lexicon's to tell.
    pub(super) left: Vec<bool>,
}

/// What a model says of one response.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Coding {
    /// The themes it shows, sorted: by their places in the lexicon.
    pub(super) themes: Vec<usize>,
    /// For each theme of the lexicon, how likely the response has it.
    pub(super) probabilities: Vec<f32>,
}

/// What spoke for a theme, or against it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ground {
    /// The feature's hash.
    pub(super) key: u64,
    /// How much it added to the margin.
    pub(super) weight: f32,
}

impl Model {
    /// What was learned, as a model of these themes.
    pub(super) fn new(learned: Learned, ids: Vec<String>, origin: Origin) -> Model {
        let Learned { columns, weights, themes, always_one, micro } = learned;
        let left = themes.iter().map(|theme| theme.is_left).collect();
        let themes = ids.into_iter().zip(themes).map(|(id, learned)| ModelTheme { id, learned }).collect();
        Model { origin, themes, micro, always_one, columns, weights, left }
    }

    /// Whether a theme is the lexicon's to tell.
    pub fn is_left(&self, theme: usize) -> bool {
        self.left[theme]
    }

    /// Leaves to the lexicon, too, every theme that was right in less than this share in cross-validation.
    pub fn with_floor(mut self, least_precision: f64) -> Model {
        for (theme, left) in self.themes.iter().zip(&mut self.left) {
            *left |= theme.precision().is_none_or(|precision| precision < least_precision);
        }
        self
    }

    /// What it says of a response in which the lexicon shows these themes, sorted.
    pub(super) fn code(&self, features: &Features, shows: &[usize]) -> Coding {
        let margins = self.weights.margins(&self.columns.row(features));
        let scores: Vec<f32> =
            self.themes.iter().enumerate().map(|(at, theme)| score(theme, margins[at], shows, at)).collect();
        let threshold = |theme: usize| self.themes[theme].learned.threshold;
        let probability = |(theme, score): (&ModelTheme, &f32)| {
            theme.learned.sigmoid.probability(f64::from(logit(*score))) as f32
        };
        Coding {
            themes: shown(&scores, threshold, &self.left, shows, self.always_one),
            probabilities: self.themes.iter().zip(&scores).map(probability).collect(),
        }
    }

    /// The features that moved a theme in a response most, for it or against it.
    pub(super) fn grounds(&self, features: &Features, theme: usize, most: usize) -> Vec<Ground> {
        let ground = |(column, number): (u32, f32)| Ground {
            key: self.columns.keys[column as usize],
            weight: number * self.weights.column(column as usize)[theme],
        };
        let mut grounds: Vec<Ground> = self.columns.row(features).into_iter().map(ground).collect();
        grounds.sort_by(|one, other| {
            other.weight.abs().total_cmp(&one.weight.abs()).then_with(|| one.key.cmp(&other.key))
        });
        grounds.truncate(most);
        grounds
    }
}

fn score(theme: &ModelTheme, margin: f32, shows: &[usize], at: usize) -> f32 {
    theme.learned.prior.score(margin, shows.binary_search(&at).is_ok(), theme.learned.coded)
}
