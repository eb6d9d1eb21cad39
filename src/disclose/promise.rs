//! What nobody may conclude: the promise that a preset makes, number by number (`docs/disclosure.md`, *The promise*).

use super::ToldByCampaigns;
use super::conclusions::{Conclusions, End};
use super::reading::{Column, DIVIDED, Place, Reading};
use super::sensitive::are_others_protected;
use crate::count::{BOTH_WAYS, Campaigns, Unit};

/// That a number, or what lies between two, can be anything between two others as far as anybody can tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Promise {
    pub(super) number: usize,
    /// What is taken from it, where the promise is on what lies between two numbers.
    pub(super) less: Option<usize>,
    range: (i64, i64),
    /// How far a shown number can lie from the counted one, both ways together.
    spread: i64,
}

impl Promise {
    /// Whether no more is known than was promised.
    pub(super) fn is_kept(&self, known: &Conclusions) -> bool {
        self.lacks(&known.bounds) == 0
    }

    /// How many of the values that nobody may rule out are ruled out. Of what lies between two numbers nothing is promised where the larger is hidden
    /// too.
    pub(super) fn lacks(&self, bounds: &[(i64, i64)]) -> i64 {
        self.short(bounds).iter().sum()
    }

    /// The ends of its numbers of which too much is known.
    pub(super) fn too_known(&self, known: &Conclusions) -> Vec<(usize, End)> {
        let short = self.short(&known.bounds);
        let of_low = [Some((self.number, End::Low)), self.less.map(|less| (less, End::High))];
        let of_high = [Some((self.number, End::High)), self.less.map(|less| (less, End::Low))];
        let ends = [of_low, of_high].into_iter().zip(short).filter(|(_, short)| *short > 0);
        ends.flat_map(|(ends, _)| ends).flatten().collect()
    }

    /// By how much what is known begins above what was promised, and by how much it ends below.
    fn short(&self, bounds: &[(i64, i64)]) -> [i64; 2] {
        let number = bounds[self.number];
        let range = match self.less.map(|less| bounds[less]) {
            Some(_) if number.1 - number.0 > self.spread => return [0; 2],
            Some(less) => (number.0 - less.1, number.1 - less.0),
            None => number,
        };
        [(range.0 - self.range.0).max(0), (self.range.1 - range.1).max(0)]
    }
}

/// Every promise on the numbers of people and of points made at events.
pub(super) fn promises(reading: &Reading<'_>, campaigns: &ToldByCampaigns) -> Vec<Promise> {
    let ToldByCampaigns { beside_few, few_themselves, .. } = campaigns;
    let others = beside_few.iter().map(|of| beyond(reading, *of, Campaigns::Included));
    let themselves = few_themselves.iter().map(|of| beyond(reading, *of, Campaigns::Excluded));
    let mut found: Vec<Promise> = others.chain(themselves).collect();
    let levels = reading.tally.levels();
    let filters = reading.tally.filters.len();
    for unit in DIVIDED {
        for way in BOTH_WAYS {
            for slot in (0..levels).map(Some).chain([None]) {
                for filter in 0..filters {
                    let place = Place { unit, slot, column: Column::Filter(filter), way };
                    if is_tabulated(reading, place, filter) {
                        on(reading, place, &mut found);
                    }
                }
                for attribute in 0..reading.attributes.len() {
                    if !reading.overlaps(attribute, unit) {
                        on_rest(
                            reading,
                            Place { unit, slot, column: Column::Rest(attribute), way },
                            &mut found,
                        );
                    }
                }
            }
        }
    }
    found
}

/// Whether there are figures at a place: a group that is too small has none, and a level that too few raised none by group.
fn is_tabulated(reading: &Reading<'_>, place: Place, filter: usize) -> bool {
    let threshold = reading.preset.threshold();
    let Some(slot) = place.slot.filter(|_| filter > 0) else { return true };
    reading.tally.count(slot, 0, place.unit, place.way) >= threshold
        && reading.tally.base(filter, place.unit, place.way) >= threshold
}

fn on(reading: &Reading<'_>, place: Place, found: &mut Vec<Promise>) {
    let threshold = reading.preset.threshold();
    let is_few = |number: u64| number > 0 && number < threshold;
    let value = reading.value(place);
    let spread = reading.preset.spread() as i64;
    let mut promise = |number: Place, less: Option<Place>, range: (u64, u64)| {
        found.push(Promise {
            number: reading.number(number),
            less: less.map(|less| reading.number(less)),
            range: (range.0 as i64, range.1 as i64),
            spread,
        });
    };
    if is_few(value) {
        promise(place, None, (1, threshold - 1));
    }
    let with = Place { way: Campaigns::Included, ..place };
    let included = reading.value(with);
    if place.way == Campaigns::Excluded && value > 0 && is_few(included - value) {
        // A few more, as far as there is anybody left.
        promise(with, Some(place), (1, (threshold - 1).min(included - 1)));
    }
    let all = Place { slot: None, ..place };
    if let Some(slot) = place.slot.filter(|_| value >= threshold) {
        let base = reading.value(all);
        if is_few(base - value) && are_others_protected(place.unit, slot) {
            promise(all, Some(place), (1, threshold - 1));
        } else if base == value && base < 2 * threshold {
            promise(all, Some(place), (0, threshold - 1));
        }
    }
}

/// Those of a level's respondents who are more than so many, where a campaign's size tells how few they are: with campaigns those who raised it besides the
/// campaign's senders, without them the senders who raised it in words of their own besides all others.
fn beyond(reading: &Reading<'_>, (slot, known): (usize, u64), way: Campaigns) -> Promise {
    let (unit, column) = (Unit::Respondents, Column::Filter(0));
    let place = Place { unit, slot: Some(slot), column, way };
    let range = (known as i64 + 1, (known + reading.preset.threshold()) as i64 - 1);
    Promise { number: reading.number(place), less: None, range, spread: 0 }
}

/// People who are in no group are a group too, though it has no row.
fn on_rest(reading: &Reading<'_>, place: Place, found: &mut Vec<Promise>) {
    let threshold = reading.preset.threshold();
    let whole = reading.value(Place { column: Column::Filter(0), ..place });
    let value = reading.value(place);
    if whole >= threshold && value > 0 && value < threshold {
        let range = (1, threshold as i64 - 1);
        found.push(Promise { number: reading.number(place), less: None, range, spread: 0 });
    }
}
