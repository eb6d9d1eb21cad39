//! Which priorities and themes go together, told only where no hidden number can be worked out from it.
//!
//! How many raised two of them says more than the two numbers: how many raised the one and not the other, how many raised either, and so how many are
//! left for a third of the same kind. A pair is told only where all of these stay open:
//!
//! 1. Its surroundings are shown: both numbers, all that holds them, and the base.
//! 2. Nobody is few: those who raised both, one without the other, or neither.
//! 3. What holds both has room: the parts of a priority, less all pairs told in it, still reach well past it, so that no part is pinned
//!    down from below (Bonferroni's inequality), and a hidden part may still be one person.
//! 4. The groups have room: where a group's number of either is hidden, the pair lies well between the fewest and the most that the numbers of all
//!    groups allow, so that the other tables in which a hidden number is small or large (`table.rs`) allow for the pair too.

use rustc_hash::FxHashMap;

use super::{Published, Shown, cell};
use crate::count::{Campaigns, Filter, Level, Pair, Tally, Unit};

/// Two priorities or themes that the same people raised in their own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownPair {
    /// The one that stands first in the lexicon first.
    pub levels: (Level, Level),
    /// How many respondents raised both, campaigns excluded.
    pub respondents: Shown,
}

/// So many pairs of each are told, the commonest first; more where they are among those of the other.
const MOST: usize = 3;

const WAY: Campaigns = Campaigns::Excluded;

/// The pairs that may be told, the commonest first.
pub fn together(pairs: &[Pair], tally: &Tally, figures: &Published) -> Vec<ShownPair> {
    let mut sorted: Vec<&Pair> = pairs.iter().collect();
    let is_of_themes = |pair: &Pair| pair.slots.0 > tally.priorities;
    sorted.sort_by_key(|pair| (is_of_themes(pair), std::cmp::Reverse(pair.respondents), pair.slots));
    let mut told =
        Told { tally, figures, divisions: divisions(&tally.filters), in_common: FxHashMap::default() };
    let mut of_slot: FxHashMap<usize, usize> = FxHashMap::default();
    let mut found = Vec::new();
    let level = |slot: usize| match slot.checked_sub(1 + tally.priorities) {
        Some(theme) => Level::Theme(theme),
        None => Level::Priority(slot - 1),
    };
    for pair in sorted {
        let (one, other) = pair.slots;
        let has_room = |slot: usize| of_slot.get(&slot).is_none_or(|told| *told < MOST);
        if (has_room(one) || has_room(other)) && told.may_tell(pair) {
            *of_slot.entry(one).or_default() += 1;
            *of_slot.entry(other).or_default() += 1;
            let respondents = Shown::number(figures.preset.rounded(pair.respondents));
            found.push(ShownPair { levels: (level(one), level(other)), respondents });
        }
    }
    found
}

/// The groups of each attribute.
fn divisions(filters: &[Filter]) -> Vec<Vec<usize>> {
    let mut divisions: Vec<(u32, Vec<usize>)> = Vec::new();
    for (at, filter) in filters.iter().enumerate() {
        // People answer several questions: those are no division of them.
        let Filter::Segment { attribute, .. } = filter else { continue };
        match divisions.last_mut() {
            Some((last, groups)) if last == attribute => groups.push(at),
            _ => divisions.push((*attribute, vec![at])),
        }
    }
    divisions.into_iter().map(|(_, groups)| groups).collect()
}

/// What has been told so far.
struct Told<'a> {
    tally: &'a Tally,
    figures: &'a Published,
    divisions: Vec<Vec<usize>>,
    /// For a level that holds both themes of a pair, the sum of the pairs told that meet in it.
    in_common: FxHashMap<usize, u64>,
}

impl Told<'_> {
    fn may_tell(&mut self, pair: &Pair) -> bool {
        let (one, other) = pair.slots;
        let (above_one, above_other) = (self.way_up(one), self.way_up(other));
        if above_one.contains(&other) || above_other.contains(&one) {
            // A theme and one that it is a part of: that is no news.
            return false;
        }
        let Some(meet) = above_one.iter().copied().find(|slot| above_other.contains(slot)) else {
            return false;
        };
        let common = self.in_common.get(&meet).copied().unwrap_or(0) + pair.respondents;
        let may_tell = !self.figures.preset.protects()
            || above_one.iter().chain(&above_other).all(|slot| self.is_shown(*slot))
                && self.nobody_is_few(one, other, pair.respondents)
                && self.parts_have_room(meet, common)
                && self
                    .divisions
                    .iter()
                    .all(|groups| self.groups_have_room(groups, one, other, pair.respondents));
        if may_tell {
            self.in_common.insert(meet, common);
        }
        may_tell
    }

    /// A level and all that hold it, itself first.
    fn way_up(&self, slot: usize) -> Vec<usize> {
        std::iter::successors(Some(slot), |slot| self.tally.parent(*slot)).collect()
    }

    fn count(&self, slot: usize, filter: usize) -> u64 {
        self.tally.count(slot, filter, Unit::Respondents, WAY)
    }

    fn base(&self, filter: usize) -> u64 {
        self.tally.base(filter, Unit::Respondents, WAY)
    }

    /// The number as the tables have it; nought where they have no row for it.
    fn shown(&self, slot: usize, filter: usize) -> Shown {
        let row = self.figures.numbers[filter * self.figures.levels + slot][cell(Unit::Respondents, WAY)];
        row.unwrap_or(Shown::number(0))
    }

    fn is_shown(&self, slot: usize) -> bool {
        !self.shown(slot, 0).is_hidden() && !self.figures.base(0, Unit::Respondents, WAY).is_hidden()
    }

    fn nobody_is_few(&self, one: usize, other: usize, both: u64) -> bool {
        let (one, other) = (self.count(one, 0), self.count(other, 0));
        let neither = self.base(0) + both - one.min(self.base(0) + both);
        let neither = neither.saturating_sub(other);
        let least = self.figures.preset.threshold();
        [both, one.saturating_sub(both), other.saturating_sub(both), neither]
            .iter()
            .all(|people| *people >= least)
    }

    /// Whether the parts of a level, less all pairs told in it, still say nothing of any one of them.
    fn parts_have_room(&self, whole: usize, common: u64) -> bool {
        let parts: Vec<usize> =
            (0..self.tally.levels()).filter(|slot| self.tally.parent(*slot) == Some(whole)).collect();
        let sum =
            |parts: &mut dyn Iterator<Item = &usize>| -> u64 { parts.map(|slot| self.count(*slot, 0)).sum() };
        let all = sum(&mut parts.iter());
        let shown = sum(&mut parts.iter().filter(|slot| self.is_shown(**slot)));
        let whole = self.count(whole, 0);
        let is_open = shown + 1 >= whole + common || shown == all;
        is_open && all >= whole + common + self.figures.preset.threshold()
    }

    /// Whether the groups leave room for the pair, whatever their hidden numbers are.
    fn groups_have_room(&self, groups: &[usize], one: usize, other: usize, both: u64) -> bool {
        let is_shown = |slot: usize| groups.iter().all(|group| !self.shown(slot, *group).is_hidden());
        if is_shown(one) && is_shown(other) {
            return true;
        }
        // Those who said of no group where they belong are a group too.
        let rest = |whole: u64, part: &dyn Fn(usize) -> u64| {
            whole.saturating_sub(groups.iter().map(|group| part(*group)).sum())
        };
        let mut cells: Vec<[u64; 3]> = groups
            .iter()
            .map(|group| [self.count(one, *group), self.count(other, *group), self.base(*group)])
            .collect();
        cells.push([
            rest(self.count(one, 0), &|group| self.count(one, group)),
            rest(self.count(other, 0), &|group| self.count(other, group)),
            rest(self.base(0), &|group| self.base(group)),
        ]);
        let most: u64 = cells.iter().map(|[one, other, _]| (*one).min(*other)).sum();
        let least: u64 = cells.iter().map(|[one, other, base]| (one + other).saturating_sub(*base)).sum();
        // A table in which one hidden number is small or large takes as much from other groups, of both rows.
        let room = 4 * self.figures.preset.threshold();
        let slack = cells.iter().map(|[one, other, base]| base.saturating_sub(one + other)).min();
        let is_never_forced = least == 0 && slack.is_none_or(|slack| slack >= room);
        most >= both + room && (both >= least + room || is_never_forced)
    }
}
