//! All tables together, read as an attacker reads them: what still gives a hidden number away is hidden too.
//!
//! Each family of figures is protected by itself first. What they tell together (by place and by age, of respondents and of mentions)
//! is looked at here: while a promise is not kept, the least telling of the numbers that broke it is hidden. Hiding more
//! never tells more, so this ends, at the latest when nothing of a unit is shown.

use rustc_hash::FxHashSet;

use super::conclusions::{Before, Conclusions, End, Enough};
use super::families::twins;
use super::promise::{Promise, promises};
use super::reading::{Column, DIVIDED, Place, Reading};
use super::verdicts::{Verdict, Verdict::*, Verdicts};
use super::{Preset, Responses, ToldByCampaigns};
use crate::count::{BOTH_WAYS, Campaigns, Tally, Unit};

/// Of so many numbers at most it is tried whether hiding one is enough, before the first is hidden anyway.
const MOST_TRIED: usize = 24;

/// So many numbers or rows are hidden for a promise before a group is.
const MOST_TOGETHER: usize = 8;

/// How often facts are looked at, on average, to find out what is best hidden; then it must go fast. A look takes some tenth of a microsecond.
const MOST_LOOKS: usize = 200;

/// Hides more until every promise is kept. Gives the units of which nothing could be shown.
pub(super) fn audit(
    tally: &Tally,
    preset: Preset,
    campaigns: &ToldByCampaigns,
    responses: Responses,
    verdicts: &mut Verdicts,
) -> Vec<Unit> {
    let reading = Reading::new(tally, preset, responses, &campaigns.in_every);
    let promises = promises(&reading, campaigns);
    let auditor = Auditor { reading, twins: DIVIDED.map(|unit| twins(tally, unit)) };
    let mut withheld = Vec::new();
    let mut from = 0;
    let mut known = auditor.known(verdicts.clone());
    // Hiding more never breaks a promise that is kept.
    while let Some(at) = (from..promises.len()).find(|at| !promises[*at].is_kept(&known.conclusions)) {
        from = at;
        if !auditor.mend(&promises[at], &mut known) {
            let unit = auditor.reading.place(promises[at].number).unit;
            auditor.withhold(unit, &mut known.verdicts);
            if !withheld.contains(&unit) {
                withheld.push(unit);
            }
            from += 1;
            known = auditor.known(known.verdicts);
        }
    }
    *verdicts = known.verdicts;
    withheld
}

/// What is hidden, what is seen, and what follows from it.
struct Known {
    verdicts: Verdicts,
    seen: Vec<(i64, i64)>,
    conclusions: Conclusions,
}

/// What was known before more was hidden.
struct Undo {
    verdicts: Verdicts,
    seen: Vec<(usize, (i64, i64))>,
    conclusions: Before,
}

impl Known {
    fn restore(&mut self, undo: Undo) {
        self.verdicts = undo.verdicts;
        undo.seen.into_iter().for_each(|(number, seen)| self.seen[number] = seen);
        self.conclusions.restore(undo.conclusions);
    }
}

/// What can be hidden, the least telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    /// How many responses show no theme.
    Unthemed,
    /// How many responses count.
    Counted,
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

/// A step, in a unit and in ways of counting.
type Choice = (Step, Unit, &'static [Campaigns]);

struct Auditor<'a> {
    reading: Reading<'a>,
    /// For each unit with groups, for each filter the first one with the same numbers.
    twins: [Vec<usize>; DIVIDED.len()],
}

impl Auditor<'_> {
    fn known(&self, verdicts: Verdicts) -> Known {
        let seen = self.reading.seen(&verdicts);
        Known { conclusions: Conclusions::from(seen.clone(), &self.reading.facts), seen, verdicts }
    }

    /// Hides more. Gives what [`Known::restore`] takes back.
    fn hide_more(&self, choice: Choice, known: &mut Known) -> Undo {
        self.hide_until(choice, known, &|_| false)
    }

    /// Hides more, and concludes what follows up to where the bounds are `enough`.
    fn hide_until(&self, choice: Choice, known: &mut Known, enough: Enough<'_>) -> Undo {
        let verdicts = known.verdicts.clone();
        self.take(choice, &mut known.verdicts);
        let mut before = Vec::new();
        for number in self.touched(choice) {
            let seen = self.reading.seen_of(number, &known.verdicts);
            if seen != known.seen[number] {
                before.push((number, std::mem::replace(&mut known.seen[number], seen)));
            }
        }
        let loosened: Vec<usize> = before.iter().map(|(number, _)| *number).collect();
        let conclusions = known.conclusions.loosen(&loosened, &known.seen, &self.reading.facts, enough);
        Undo { verdicts, seen: before, conclusions }
    }

    /// How much a promise would still lack, were this hidden too; `least` where it is no less than that.
    fn lacks_without(&self, choice: Choice, promise: &Promise, least: i64, known: &mut Known) -> i64 {
        let undo = self.hide_until(choice, known, &|bounds| promise.lacks(bounds) >= least);
        let lacks = promise.lacks(&known.conclusions.bounds);
        known.restore(undo);
        lacks.min(least)
    }

    /// The numbers of which less may be seen once this is hidden.
    fn touched(&self, (step, unit, ways): Choice) -> Vec<usize> {
        let reading = &self.reading;
        let in_rows = |slot: usize, filters: &[usize]| {
            let of = |way: &Campaigns| {
                let at = |filter: &usize| Place {
                    unit,
                    slot: Some(slot),
                    column: Column::Filter(*filter),
                    way: *way,
                };
                filters.iter().map(|filter| reading.number(at(filter))).collect::<Vec<_>>()
            };
            ways.iter().flat_map(of).collect::<Vec<_>>()
        };
        match step {
            Step::Unthemed | Step::Counted => reading.of_responses().to_vec(),
            Step::Mentions { slot } => in_rows(slot, &[0]),
            // Whether a nought is told depends on the others of its row.
            Step::Number { slot, filter } => {
                let mut rows: Vec<&[usize]> =
                    self.twins_of(filter, unit).map(|twin| reading.beside(twin)).collect();
                rows.sort_unstable();
                rows.dedup();
                rows.into_iter().flat_map(|filters| in_rows(slot, filters)).collect()
            }
            Step::Row { slot, filter } => in_rows(slot, reading.beside(filter)),
            Step::Level { .. } | Step::Group { .. } | Step::Base => (0..reading.len()).collect(),
        }
    }

    /// Hides more for a promise: a few single numbers, or a few rows, where these are enough; else a group or a level that is enough by itself; else as
    /// many groups as it takes, with a few levels; the base of everybody, with which all groups and all shares go, only where nothing else is enough; else
    /// the least telling. Whether anything was left that could help.
    fn mend(&self, promise: &Promise, known: &mut Known) -> bool {
        let numbers = Step::is_single;
        let rows = |step: Step| step.is_single() || matches!(step, Step::Row { .. });
        let groups = |step: Step| rows(step) || matches!(step, Step::Group { .. });
        let levels = |step: Step| step != Step::Base;
        let all_groups = self.reading.tally.filters.len();
        self.mend_by(&numbers, MOST_TOGETHER, promise, known)
            || self.mend_by(&rows, MOST_TOGETHER, promise, known)
            || self.mend_at_once(&levels, promise, known)
            || self.mend_by(&groups, all_groups, promise, known)
            || self.mend_by(&levels, MOST_TOGETHER, promise, known)
            || self.mend_at_once(&|step| step == Step::Base, promise, known)
            || self.is_patient(known) && self.hide_least(promise, known)
            || self.hide_much(promise, known)
    }

    /// Whether it may still be tried what is best hidden.
    fn is_patient(&self, known: &Known) -> bool {
        known.conclusions.looks < (MOST_LOOKS * self.reading.facts.len()) as u64
    }

    /// Hides all groups that stand behind a broken promise, or else the most telling number; false where nothing is left.
    fn hide_much(&self, promise: &Promise, known: &mut Known) -> bool {
        let choices = self.choices(promise, known);
        let (groups, others): (Vec<Choice>, Vec<Choice>) =
            choices.into_iter().partition(|(step, ..)| matches!(step, Step::Group { .. }));
        let hidden = if groups.is_empty() { others.last().copied().into_iter().collect() } else { groups };
        hidden.iter().for_each(|choice| {
            self.hide_more(*choice, known);
        });
        !hidden.is_empty()
    }

    /// Hides what is enough for a promise by itself; false where nothing of these kinds is.
    fn mend_at_once(&self, may_take: &dyn Fn(Step) -> bool, promise: &Promise, known: &mut Known) -> bool {
        let choices = self.choices(promise, known).into_iter();
        let mut large = choices.filter(|(step, ..)| !step.is_single() && may_take(*step)).take(MOST_TRIED);
        let mut is_enough =
            |choice: &Choice| self.is_patient(known) && self.lacks_without(*choice, promise, 1, known) == 0;
        let Some(choice) = large.find(|choice| is_enough(choice)) else {
            return false;
        };
        self.hide_more(choice, known);
        true
    }

    /// Hides the least telling of what stands behind a broken promise; false where nothing is left.
    fn hide_least(&self, promise: &Promise, known: &mut Known) -> bool {
        let Some(choice) = self.choices(promise, known).first().copied() else { return false };
        self.hide_more(choice, known);
        true
    }

    /// Takes steps of some kinds until a promise is kept, each time the one that helps most, and takes back what was not needed. Where so many of them are
    /// not enough, nothing is hidden: false.
    fn mend_by(
        &self,
        may_take: &dyn Fn(Step) -> bool,
        most: usize,
        promise: &Promise,
        known: &mut Known,
    ) -> bool {
        let mut taken: Vec<(Choice, Undo)> = Vec::new();
        while !promise.is_kept(&known.conclusions) {
            let mut best: Option<(i64, Choice)> = None;
            let choices = self.choices(promise, known);
            let choices = choices.into_iter().filter(|(step, ..)| may_take(*step)).take(MOST_TRIED);
            for choice in choices.take_while(|_| taken.len() < most) {
                if !self.is_patient(known) {
                    best = None;
                    break;
                }
                let least = best.map_or(promise.lacks(&known.conclusions.bounds), |(least, _)| least);
                let lacks = self.lacks_without(choice, promise, least, known);
                if best.is_none_or(|(least, _)| lacks < least) {
                    best = Some((lacks, choice));
                }
                if lacks == 0 {
                    break;
                }
            }
            let Some((_, choice)) = best else {
                taken.into_iter().rev().for_each(|(_, undo)| known.restore(undo));
                return false;
            };
            taken.push((choice, self.hide_more(choice, known)));
        }
        self.take_back(promise, taken, known);
        true
    }

    /// Takes back the steps that a promise does not need.
    fn take_back(&self, promise: &Promise, taken: Vec<(Choice, Undo)>, known: &mut Known) {
        let choices: Vec<Choice> = taken.iter().map(|(choice, _)| *choice).collect();
        let Some((last, others)) = choices.split_last() else { return };
        if others.is_empty() {
            return;
        }
        taken.into_iter().rev().for_each(|(_, undo)| known.restore(undo));
        let mut kept: Vec<Choice> = others.to_vec();
        for choice in others {
            let fewer: Vec<Choice> = kept.iter().copied().filter(|of| of != choice).collect();
            let undo: Vec<Undo> =
                [*last].iter().chain(&fewer).map(|choice| self.hide_more(*choice, known)).collect();
            if promise.is_kept(&known.conclusions) {
                kept = fewer;
            }
            undo.into_iter().rev().for_each(|undo| known.restore(undo));
        }
        for choice in [*last].iter().chain(&kept) {
            self.hide_more(*choice, known);
        }
    }

    /// What stands behind a broken promise and can be hidden, the least telling first.
    fn choices(&self, promise: &Promise, known: &Known) -> Vec<Choice> {
        let verdicts = &known.verdicts;
        let ends = promise.too_known(&known.conclusions);
        let behind = known.conclusions.behind(&ends, &self.reading.facts);
        let mut choices: Vec<(u64, Choice)> = behind
            .into_iter()
            .filter_map(|(number, end)| {
                let place = self.reading.place(number);
                // Of a number that is hidden only that it is not nought can be hidden too.
                let step = self.step(place, verdicts)?;
                if end == End::High && matches!(step, Step::Row { .. }) {
                    return None;
                }
                Some((self.reading.value(place), (step, place.unit, only(place.way))))
            })
            .collect();
        // What stands there twice, with campaigns and without, may have to go both ways.
        let twice = |(value, (step, unit, _)): &(u64, Choice)| {
            let is_twice = matches!(step, Step::Number { .. } | Step::Row { .. });
            is_twice.then_some((*value, (*step, *unit, &BOTH_WAYS[..])))
        };
        let both: Vec<(u64, Choice)> = choices.iter().filter_map(twice).collect();
        choices.extend(both);
        // Of the same kind the smallest first, rows that show least; and of two as small the one without campaigns: the other is what people read.
        let order = |(value, choice): &(u64, Choice)| {
            let (step, unit, ways) = choice;
            let lost = self.shown_in_row(*choice, verdicts);
            (step.loss(ways), lost, *value, std::cmp::Reverse(*ways), *step, *unit)
        };
        choices.sort_by_cached_key(order);
        let mut sorted: Vec<Choice> = choices.into_iter().map(|(_, choice)| choice).collect();
        let mut is_new = FxHashSet::default();
        sorted.retain(|choice| is_new.insert(*choice));
        sorted
    }

    /// How many numbers of people a row shows; none of any other step.
    fn shown_in_row(&self, (step, unit, ways): Choice, verdicts: &Verdicts) -> usize {
        let Step::Row { slot, filter } = step else { return 0 };
        let is_lost = |filter: usize, way| {
            let is_shown = verdicts.base(filter, unit, way) == Shown
                && verdicts.number(slot, filter, unit, way) == Shown;
            is_shown && self.reading.tally.count(slot, filter, unit, way) > 0
        };
        let lost = |way: &Campaigns| {
            self.reading.beside(filter).iter().filter(|filter| is_lost(**filter, *way)).count()
        };
        ways.iter().map(lost).sum()
    }

    /// What hides the number at a place, or that it is nought or not.
    fn step(&self, place: Place, verdicts: &Verdicts) -> Option<Step> {
        let filter = match place.column {
            Column::Filter(filter) => filter,
            Column::Rest(_) => return None,
            Column::Counted => return verdicts.tells_counted.then_some(Step::Counted),
            Column::Unthemed => return verdicts.tells_unthemed.then_some(Step::Unthemed),
        };
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

    fn take(&self, (step, unit, ways): Choice, verdicts: &mut Verdicts) {
        ways.iter().for_each(|way| self.hide(step, unit, *way, verdicts));
    }

    fn hide(&self, step: Step, unit: Unit, way: Campaigns, verdicts: &mut Verdicts) {
        let tally = self.reading.tally;
        match step {
            Step::Unthemed => verdicts.tells_unthemed = false,
            Step::Counted => verdicts.tells_counted = false,
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
            self.hide(Step::Base, unit, way, verdicts);
            for slot in 0..self.reading.tally.levels() {
                for (unit, step) in [(unit, Step::Level { slot }), (Unit::Mentions, Step::Mentions { slot })]
                {
                    if self.reading.tally.count(slot, 0, unit, way) > 0 {
                        self.hide(step, unit, way, verdicts);
                    }
                }
            }
        }
    }
}

impl Step {
    /// Whether no more than one number hides by it.
    fn is_single(self) -> bool {
        matches!(self, Step::Unthemed | Step::Number { .. } | Step::Counted | Step::Mentions { .. })
    }

    /// How much is lost by it: counts that people read before others weigh more.
    fn loss(self, ways: &[Campaigns]) -> u8 {
        let is_read = ways.contains(&Campaigns::Included);
        match self {
            Step::Unthemed => 0,
            Step::Number { .. } => ways.len() as u8,
            Step::Counted => 3,
            Step::Mentions { .. } => 4,
            Step::Level { .. } if !is_read => 5,
            Step::Row { .. } => 5 + ways.len() as u8,
            Step::Group { .. } => 8,
            Step::Level { .. } => 9,
            Step::Base => 10 + u8::from(is_read),
        }
    }
}

/// One way of counting.
fn only(way: Campaigns) -> &'static [Campaigns] {
    match way {
        Campaigns::Included => &BOTH_WAYS[..1],
        Campaigns::Excluded => &BOTH_WAYS[1..],
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
