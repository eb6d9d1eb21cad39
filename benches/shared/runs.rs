//! The median of several runs in one process.

use super::clock::{median, one_run};

/// Runs a figure is the median of.
const RUNS: usize = 7;

/// CPU seconds that `work` takes once: the median of [`RUNS`] runs, after one that warms up.
pub(crate) fn median_run(mut work: impl FnMut()) -> f64 {
    work();
    median((0..RUNS).map(|_| one_run(&mut work)).collect())
}
