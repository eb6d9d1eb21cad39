//! Themes learned from a coded sample: a linear model that takes the lexicon's answer as its prior, and rules that the sample suggests.
//!
//! What responses offer (`features`, `columns`) is learned from by one machine a theme (`solver`), held against the lexicon's answer
//! (`prior`), and turned into themes (`thresholds`) with probabilities (`calibration`); `training` puts that together, `model` is
//! what comes out and `file` how it is kept; `coding` gives a run's responses their themes.

mod features;
mod columns;
mod solver;
mod prior;
mod thresholds;
mod calibration;
mod training;
mod model;
mod file;
mod lessons;
mod coding;
mod suggest;

pub use coding::{By, Coder, Codings, Counts, Given, GivenTheme, LearnSettings, adopt};
pub use lessons::{Sample, learned, run_found};
pub use model::{Model, ModelTheme, Origin};
pub use suggest::{Harm, Suggestion, Suggestions, suggestions};
