//! What becomes of every number of a tally: shown, hidden, or without a row.

use crate::count::{BOTH_WAYS, Campaigns, Tally, UNITS, Unit};

/// What becomes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Verdict {
    /// It stands as it was counted, or rounded.
    #[default]
    Shown,
    /// Its row stands without it.
    Hidden,
    /// The same, and nobody is told whether it is nought.
    Blank,
    /// It has no row.
    Absent,
}

const CELLS: usize = UNITS.len() * BOTH_WAYS.len();

fn cell(unit: Unit, way: Campaigns) -> usize {
    unit as usize * BOTH_WAYS.len() + way as usize
}

/// A verdict on every number.
#[derive(Debug, Clone)]
pub(super) struct Verdicts {
    levels: usize,
    numbers: Vec<[Verdict; CELLS]>,
    bases: Vec<[Verdict; CELLS]>,
    /// Whether reports may tell how many responses count.
    pub(super) tells_counted: bool,
    /// Whether they may tell how many of these show no theme.
    pub(super) tells_unthemed: bool,
}

impl Verdicts {
    /// Everything is shown.
    pub(super) fn of(tally: &Tally) -> Verdicts {
        let filters = tally.filters.len();
        Verdicts {
            levels: tally.levels(),
            numbers: vec![Default::default(); filters * tally.levels()],
            bases: vec![Default::default(); filters],
            tells_counted: true,
            tells_unthemed: true,
        }
    }

    pub(super) fn number(&self, slot: usize, filter: usize, unit: Unit, way: Campaigns) -> Verdict {
        self.numbers[filter * self.levels + slot][cell(unit, way)]
    }

    pub(super) fn base(&self, filter: usize, unit: Unit, way: Campaigns) -> Verdict {
        self.bases[filter][cell(unit, way)]
    }

    pub(super) fn set(&mut self, slot: usize, filter: usize, unit: Unit, way: Campaigns, verdict: Verdict) {
        self.numbers[filter * self.levels + slot][cell(unit, way)] = verdict;
    }

    pub(super) fn set_base(&mut self, filter: usize, unit: Unit, way: Campaigns, verdict: Verdict) {
        self.bases[filter][cell(unit, way)] = verdict;
    }
}
