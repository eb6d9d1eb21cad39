//! All tables together, read as an attacker reads them: what still gives a hidden number away is hidden too.
//!
//! Each family of figures is protected by itself first. What they tell together (by place and by age, of respondents and of mentions)
//! is looked at here: while a promise is not kept, the least telling of the numbers that broke it is hidden. Hiding more
//! never tells more, so this ends, at the latest when nothing of a unit is shown.

use super::conclusions::Conclusions;
use super::families::twins;
use super::promise::{Promise, promises};
use super::reading::{Column, DIVIDED, Place, Reading};
use super::verdicts::{Verdict, Verdict::*, Verdicts};
use super::{Preset, ToldByCampaigns};
use crate::count::{BOTH_WAYS, Campaigns, Tally, Unit};

/// Of so many numbers at most it is tried whether hiding one is enough, before the first is hidden anyway.
const MOST_TRIED: usize = 24;

/// Hides more until every promise is kept. Gives the units of which nothing could be shown.
pub(super) fn audit(
    tally: &Tally,
    preset: Preset,
    campaigns: &ToldByCampaigns,
    verdicts: &mut Verdicts,
) -> Vec<Unit> {
    let reading = Reading::new(tally, preset, &campaigns.in_every);
    let promises = promises(&reading, &campaigns.beside_few);
    let auditor = Auditor { reading, twins: DIVIDED.map(|unit| twins(tally, unit)) };
    let mut withheld = Vec::new();
    let mut from = 0;
    while from < promises.len() {
        let known = auditor.known(verdicts);
        // Hiding more never breaks a promise that is kept.
        let Some(at) = (from..promises.len()).find(|at| !promises[*at].is_kept(&known)) else { break };
        from = at;
        if !auditor.mend(&promises[at], &known, verdicts) {
            let unit = auditor.reading.place(promises[at].number).unit;
            auditor.withhold(unit, verdicts);
            if !withheld.contains(&unit) {
                withheld.push(unit);
            }
            from += 1;
        }
    }
    withheld
}

/// What can be hidden, the least telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A number of a group.
    Number { slot: usize, filter: usize },
    /// A number of mentions.
    Mentions { slot: usize },
    /// A level's number of everybody, and with it those of all groups.
    Level { slot: usize },
    /// A level's numbers in the groups of one attribute, noughts too.
    Row { slot: usize, filter: usize },
    /// A group with all its numbers.
    Group { filter: usize },
    /// The base of everybody, and with it all groups.
    Base,
}

/// A step, in a unit and a way of counting.
type Choice = (Step, Unit, Campaigns);

struct Auditor<'a> {
    reading: Reading<'a>,
    /// For each unit with groups, for each filter the first one with the same numbers.
    twins: [Vec<usize>; DIVIDED.len()],
}

impl Auditor<'_> {
    fn known(&self, verdicts: &Verdicts) -> Conclusions {
        Conclusions::from(self.reading.seen(verdicts), &self.reading.facts)
    }

    /// Hides a number more for a promise: one that is enough by itself, else the least telling. False where none is left that could help.
    fn mend(&self, promise: &Promise, known: &Conclusions, verdicts: &mut Verdicts) -> bool {
        let choices = self.choices(promise, known, verdicts);
        for choice in choices.iter().take(MOST_TRIED) {
            let mut tried = verdicts.clone();
            self.take(*choice, &mut tried);
            if promise.is_kept(&self.known(&tried)) {
                *verdicts = tried;
                return true;
            }
        }
        choices.first().map(|choice| self.take(*choice, verdicts)).is_some()
    }

    /// What stands behind a broken promise and can be hidden, the least telling first.
    fn choices(&self, promise: &Promise, known: &Conclusions, verdicts: &Verdicts) -> Vec<Choice> {
        let behind = known.behind(&promise.numbers(), &self.reading.facts);
        let places = behind.into_iter().map(|number| self.reading.place(number));
        let mut choices: Vec<(u64, Choice)> = places
            .filter_map(|place| {
                let step = self.step(place, verdicts)?;
                Some((self.reading.value(place), (step, place.unit, place.way)))
            })
            .collect();
        // Of the same kind the smallest first, and of two as small the one without campaigns: the other is what people read.
        let order = |(value, (step, unit, way)): &(u64, Choice)| {
            (step.loss(*way), *value, std::cmp::Reverse(*way), *step, *unit)
        };
        choices.sort_by_key(order);
        choices.dedup();
        choices.into_iter().map(|(_, choice)| choice).collect()
    }

    /// What hides the number at a place, or that it is nought or not.
    fn step(&self, place: Place, verdicts: &Verdicts) -> Option<Step> {
        let Column::Filter(filter) = place.column else { return None };
        let is_shown = self.reading.verdict(place, filter, verdicts) == Shown;
        let value = self.reading.value(place);
        let Some(slot) = place.slot else {
            let step = if filter == 0 { Step::Base } else { Step::Group { filter } };
            return (is_shown && value > 0).then_some(step);
        };
        let is_base_shown = || verdicts.base(filter, place.unit, place.way) == Shown;
        match (filter, is_shown && value > 0) {
            (0, true) if place.unit == Unit::Mentions => Some(Step::Mentions { slot }),
            (0, true) => Some(Step::Level { slot }),
            (0, false) => None,
            (_, true) if is_base_shown() => Some(Step::Number { slot, filter }),
            (_, false)
                if is_base_shown()
                    && !self.reading.is_row_blank(slot, filter, place.unit, place.way, verdicts) =>
            {
                Some(Step::Row { slot, filter: self.reading.beside(filter)[0] })
            }
            _ => None,
        }
    }

    fn take(&self, (step, unit, way): Choice, verdicts: &mut Verdicts) {
        let tally = self.reading.tally;
        match step {
            Step::Number { slot, filter } => {
                let verdict = if self.reading.preset.hides_nought() { Blank } else { Hidden };
                for twin in self.twins_of(filter, unit) {
                    if verdicts.number(slot, twin, unit, way) == Shown {
                        verdicts.set(slot, twin, unit, way, verdict);
                    }
                }
            }
            Step::Mentions { slot } => verdicts.set(slot, 0, Unit::Mentions, way, Hidden),
            Step::Row { slot, filter } => {
                for filter in self.reading.beside(filter) {
                    if verdicts.base(*filter, unit, way) == Shown {
                        verdicts.set(slot, *filter, unit, way, Blank);
                    }
                }
            }
            Step::Level { slot } => {
                verdicts.set(slot, 0, unit, way, Hidden);
                for filter in 1..tally.filters.len() {
                    verdicts.set(slot, filter, unit, way, undivided(slot, unit, verdicts));
                }
            }
            Step::Group { filter } => {
                for twin in self.twins_of(filter, unit) {
                    self.hide_group(twin, unit, way, verdicts);
                }
            }
            Step::Base => {
                for way in ways_from(way) {
                    verdicts.set_base(0, unit, *way, Hidden);
                }
                for filter in 1..tally.filters.len() {
                    self.hide_group(filter, unit, way, verdicts);
                }
            }
        }
    }

    /// A group that is not shown with campaigns is not shown without them either.
    fn hide_group(&self, filter: usize, unit: Unit, way: Campaigns, verdicts: &mut Verdicts) {
        for way in ways_from(way) {
            verdicts.set_base(filter, unit, *way, Hidden);
            for slot in 0..self.reading.tally.levels() {
                verdicts.set(slot, filter, unit, *way, undivided(slot, unit, verdicts));
            }
        }
    }

    fn twins_of(&self, filter: usize, unit: Unit) -> impl Iterator<Item = usize> {
        let at = DIVIDED.iter().position(|divided| *divided == unit).unwrap_or(0);
        let twins = &self.twins[at];
        (0..twins.len()).filter(move |other| twins[*other] == twins[filter])
    }

    /// Nothing of a unit is shown any more.
    fn withhold(&self, unit: Unit, verdicts: &mut Verdicts) {
        for way in BOTH_WAYS {
            self.take((Step::Base, unit, way), verdicts);
            for slot in 0..self.reading.tally.levels() {
                for (unit, step) in [(unit, Step::Level { slot }), (Unit::Mentions, Step::Mentions { slot })]
                {
                    if self.reading.tally.count(slot, 0, unit, way) > 0 {
                        self.take((step, unit, way), verdicts);
                    }
                }
            }
        }
    }
}

impl Step {
    /// How much is lost by it: counts that people read before others weigh more.
    fn loss(self, way: Campaigns) -> u8 {
        match (self, way) {
            (Step::Number { .. }, _) => 0,
            (Step::Mentions { .. }, _) => 1,
            (Step::Level { .. }, Campaigns::Excluded) => 2,
            (Step::Row { .. }, _) => 3,
            (Step::Group { .. }, _) => 4,
            (Step::Level { .. }, Campaigns::Included) => 5,
            (Step::Base, Campaigns::Excluded) => 6,
            (Step::Base, Campaigns::Included) => 7,
        }
    }
}

/// What becomes of a number by group that is not shown in any: only "any theme" keeps its row, so that the groups stay named.
fn undivided(slot: usize, unit: Unit, verdicts: &Verdicts) -> Verdict {
    let is_named = slot == 0 && verdicts.base(0, unit, Campaigns::Included) == Shown;
    if is_named { Hidden } else { Absent }
}

/// This way of counting, and those that hide with it.
fn ways_from(way: Campaigns) -> &'static [Campaigns] {
    match way {
        Campaigns::Included => &BOTH_WAYS,
        Campaigns::Excluded => &BOTH_WAYS[1..],
    }
}
