//! How far each figure moved, worked out from what both rounds show.

use std::collections::BTreeSet;

use super::round::{Group, RoundLevel};
use super::{Likeness, Round};
use crate::count::{BOTH_WAYS, Interval, Unit, difference};

/// A published number: none where it is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(pub Option<u64>);

impl Number {
    /// Reads a cell of `publish/counts.csv`.
    pub(super) fn read(cell: &str) -> Option<Number> {
        if cell == "[c]" { Some(Number(None)) } else { cell.parse().ok().map(|number| Number(Some(number))) }
    }
}

/// A figure of one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// How many.
    pub numerator: Number,
    /// Of how many.
    pub denominator: Number,
}

impl Sides {
    /// Both numbers, where both are shown and there is a base.
    fn told(self) -> Option<(u64, u64)> {
        self.numerator.0.zip(self.denominator.0).filter(|(_, denominator)| *denominator > 0)
    }

    /// The share in per cent, where it is told.
    pub fn percent(self) -> Option<f64> {
        self.told().map(|(numerator, denominator)| numerator as f64 * 100.0 / denominator as f64)
    }
}

/// One figure in both rounds.
#[derive(Debug, Clone)]
pub struct Change {
    pub(super) level: RoundLevel,
    pub(super) group: Group,
    pub(super) unit: &'static str,
    pub(super) campaigns: &'static str,
    /// In the old round.
    pub old: Sides,
    /// In the new round.
    pub new: Sides,
}

impl Change {
    /// How many percentage points the share moved, where both are told.
    pub fn points(&self) -> Option<f64> {
        Some(self.new.percent()? - self.old.percent()?)
    }

    /// How firm that is: the two rounds taken as answers of different people.
    pub fn interval(&self) -> Option<Interval> {
        difference(self.new.told()?, self.old.told()?)
    }

    /// Whether nobody raised it in either round, as both tell.
    pub(super) fn is_nought(&self) -> bool {
        [self.old, self.new].iter().all(|side| side.numerator == Number(Some(0)))
    }

    pub(super) fn is_of_everybody(&self) -> bool {
        self.group == Group::default()
    }
}

/// Two rounds side by side.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub(super) old: &'a Round,
    pub(super) new: &'a Round,
    pub(super) alone: (Vec<String>, Vec<String>),
    /// How many input files both rounds read.
    pub(super) shared_inputs: usize,
    /// Every figure that both rounds have, everybody's first.
    pub changes: Vec<Change>,
}

/// Holds the figures of two rounds against each other. Of groups, only those that both rounds have, and what somebody raised there.
pub fn compare<'a>(old: &'a Round, new: &'a Round, likeness: &Likeness) -> Comparison<'a> {
    let mut changes = Vec::new();
    for (in_old, group) in old.groups.iter().enumerate() {
        let Some(in_new) = new.groups.iter().position(|other| other == group) else { continue };
        for &(from, to) in &likeness.pairs {
            for unit in [Unit::Respondents, Unit::Contributions] {
                for way in BOTH_WAYS {
                    let figure = |round: &Round, group, level| {
                        let (numerator, denominator) = round.figure(group, level, unit.code(), way.code())?;
                        Some(Sides { numerator, denominator })
                    };
                    let (Some(old_side), Some(new_side)) =
                        (figure(old, in_old, from), figure(new, in_new, to))
                    else {
                        continue;
                    };
                    let is_told = |side: Sides| side.numerator.0.is_some_and(|number| number > 0);
                    if *group != Group::default() && !is_told(old_side) && !is_told(new_side) {
                        continue;
                    }
                    changes.push(Change {
                        level: new.levels[to].clone(),
                        group: group.clone(),
                        unit: unit.code(),
                        campaigns: way.code(),
                        old: old_side,
                        new: new_side,
                    });
                }
            }
        }
    }
    let inputs: BTreeSet<&String> = old.facts.inputs.iter().collect();
    let shared_inputs = new.facts.inputs.iter().filter(|input| inputs.contains(input)).count();
    Comparison { old, new, alone: likeness.alone.clone(), shared_inputs, changes }
}
