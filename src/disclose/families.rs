//! The families of linked figures of people: over everybody, and over the groups of each attribute.

use rustc_hash::{FxHashMap, FxHashSet};

use super::hiding::{Outcome, protect};
use super::links::Links;
use super::sensitive::{
    are_others_protected, both, difference_target, implied, overall, published, target, unpublished,
};
use super::table::{Cell, ENDLESS, Row, Table};
use super::verdicts::Verdict::*;
use super::verdicts::Verdicts;
use super::{Preset, tells_small};
use crate::count::{BOTH_WAYS, Campaigns, Filter, Tally, Unit};

/// How the groups of an attribute make up the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Division {
    /// Everybody is in one group, or did not say.
    Apart,
    /// Some are in several: people answer several questions.
    Overlapping,
}

/// Groups that are tabulated together.
struct Attribute {
    division: Division,
    /// Places in [`Tally::filters`].
    filters: Vec<usize>,
}

/// What a family is protected by.
pub(super) struct Families<'a> {
    tally: &'a Tally,
    preset: Preset,
    unit: Unit,
    /// For each filter the first one of which all numbers are the same: the same group under two names.
    twins: Vec<usize>,
    /// What is hidden of groups that have such twins; without a level, the group itself.
    hidden_of_twins: FxHashSet<(usize, Option<usize>, Campaigns)>,
    /// Groups that are not shown though they are large enough.
    withheld: FxHashSet<usize>,
}

impl<'a> Families<'a> {
    pub(super) fn new(tally: &'a Tally, preset: Preset, unit: Unit) -> Families<'a> {
        let (hidden_of_twins, withheld) = Default::default();
        Families { tally, preset, unit, twins: twins(tally, unit), hidden_of_twins, withheld }
    }

    /// Gives a verdict on every number of this unit.
    pub(super) fn protect(mut self, verdicts: &mut Verdicts) {
        self.protect_overall(verdicts);
        let attributes = self.attributes();
        // What is hidden in one table is hidden where it stands in another: until no table hides more.
        loop {
            let known = self.hidden_of_twins.len();
            for attribute in &attributes {
                loop {
                    self.protect_groups(attribute, verdicts);
                    match self.protect_levels(attribute, verdicts) {
                        Some(filter) if self.withheld.insert(filter) => {}
                        _ => break,
                    }
                }
            }
            if self.hidden_of_twins.len() == known {
                break;
            }
        }
    }

    fn count(&self, slot: usize, filter: usize, way: Campaigns) -> u64 {
        self.tally.count(slot, filter, self.unit, way)
    }

    fn base(&self, filter: usize, way: Campaigns) -> u64 {
        self.tally.base(filter, self.unit, way)
    }

    fn attributes(&self) -> Vec<Attribute> {
        let kind = |filter: &Filter| match filter {
            Filter::All => None,
            Filter::Question(_) => Some(u32::MAX),
            Filter::Segment { attribute, .. } => Some(*attribute),
        };
        let mut attributes: Vec<(u32, Attribute)> = Vec::new();
        for (at, filter) in self.tally.filters.iter().enumerate() {
            let Some(kind) = kind(filter) else { continue };
            match attributes.last_mut() {
                Some((last, attribute)) if *last == kind => attribute.filters.push(at),
                _ => {
                    // A point made at an event answers one question, a person several.
                    let overlaps = kind == u32::MAX && self.unit == Unit::Respondents;
                    let division = if overlaps { Division::Overlapping } else { Division::Apart };
                    attributes.push((kind, Attribute { division, filters: vec![at] }));
                }
            }
        }
        attributes.into_iter().map(|(_, attribute)| attribute).collect()
    }

    /// The numbers of everybody: levels within levels, without campaigns within with campaigns, all within their base.
    fn protect_overall(&mut self, verdicts: &mut Verdicts) {
        let mut links = Links::default();
        let mut cells = Vec::new();
        let base = |way| self.base(0, way);
        let is_told = |way| way == Campaigns::Included && tells_small(self.tally, self.unit, self.preset);
        for way in BOTH_WAYS {
            if way == Campaigns::Excluded && base(way) == base(Campaigns::Included) {
                links.same(None, way, 0);
                continue;
            }
            links.row(None, way);
            let difference = match way {
                Campaigns::Included => None,
                Campaigns::Excluded => difference_target(base(Campaigns::Included), base(way), self.preset),
            };
            let small = self.preset.hides(base(way)).then(|| (base(way).min(1), self.preset.threshold() - 1));
            cells.push(overall(base(way), both(small, difference), is_told(way), self.preset));
        }
        for slot in 0..self.tally.levels() {
            let included = self.count(slot, 0, Campaigns::Included);
            for way in BOTH_WAYS {
                let value = self.count(slot, 0, way);
                if included == 0 {
                    let verdict = if self.preset.hides_nought() { Hidden } else { Shown };
                    verdicts.set(slot, 0, self.unit, way, verdict);
                    continue;
                }
                if way == Campaigns::Excluded
                    && value == included
                    && let Some(row) = links.of.get(&(Some(slot), Campaigns::Included)).copied()
                {
                    links.same(slot, way, row);
                    continue;
                }
                links.row(Some(slot), way);
                let difference = (way == Campaigns::Excluded && value > 0)
                    .then(|| difference_target(included, value, self.preset));
                let target = both(self.target(slot, value, base(way)), difference.flatten());
                cells.push(overall(value, target, is_told(way), self.preset));
            }
        }
        links.link(self.tally);
        links.rows.iter_mut().for_each(|row| row.sum = (0, ENDLESS));
        let mut table = Table::new(1, links.rows, cells);
        protect(&mut table);
        for ((slot, way), row) in links.of {
            let verdict = if table.cell(row, 0).is_hidden { Hidden } else { Shown };
            match slot {
                None => verdicts.set_base(0, self.unit, way, verdict),
                Some(slot) => verdicts.set(slot, 0, self.unit, way, verdict),
            }
        }
    }

    /// Which groups of an attribute are large enough to be shown at all.
    fn protect_groups(&mut self, attribute: &Attribute, verdicts: &mut Verdicts) {
        let is_whole_shown = BOTH_WAYS.map(|way| verdicts.base(0, self.unit, way) == Shown);
        let [whole, whole_without] = BOTH_WAYS.map(|way| self.base(0, way));
        let ways = if whole == whole_without { &BOTH_WAYS[..1] } else { &BOTH_WAYS[..] };
        let said = |way| attribute.filters.iter().map(|filter| self.base(*filter, way)).sum::<u64>();
        let has_rest = attribute.division == Division::Apart && said(Campaigns::Included) < whole;
        let mut rows = Vec::new();
        let mut cells: Vec<Cell> = Vec::new();
        for &way in ways {
            let total = self.base(0, way);
            let sum = match attribute.division {
                Division::Apart => (total, total),
                Division::Overlapping => (total, ENDLESS),
            };
            rows.push(Row { sum, ..Row::default() });
            for &filter in &attribute.filters {
                let value = self.base(filter, way);
                cells.push(self.group(filter, way, value, total));
            }
            if has_rest {
                cells.push(implied(total.saturating_sub(said(way)), total, self.preset));
            }
        }
        if ways.len() > 1 {
            rows[0].holds.push(1);
            rows[1].within.push(0);
        }
        let mut table = Table::new(attribute.filters.len() + usize::from(has_rest), rows, cells);
        protect(&mut table);
        for (group, &filter) in attribute.filters.iter().enumerate() {
            let mut is_shown = true;
            for (at, way) in BOTH_WAYS.into_iter().enumerate() {
                let row = at.min(ways.len() - 1);
                is_shown &= is_whole_shown[at] && !table.cell(row, group).is_hidden;
                verdicts.set_base(filter, self.unit, way, if is_shown { Shown } else { Hidden });
                if !is_shown {
                    self.remember(filter, None, way);
                }
            }
        }
    }

    fn group(&self, filter: usize, way: Campaigns, value: u64, total: u64) -> Cell {
        let preset = self.preset;
        let small = preset.hides(value).then(|| (value.min(1), preset.threshold() - 1));
        let difference = match way {
            Campaigns::Included => None,
            Campaigns::Excluded => difference_target(self.base(filter, Campaigns::Included), value, preset),
        };
        let cell = published(value, total, both(small, difference), preset);
        // The figures that a campaign has no part in are the same without it: the base cannot be smaller than those.
        let untouched = (0..self.tally.levels()).filter(|slot| {
            self.count(*slot, 0, Campaigns::Included) == self.count(*slot, 0, Campaigns::Excluded)
        });
        let least = match way {
            Campaigns::Excluded if small.is_none() => {
                untouched.map(|slot| self.count(slot, filter, way)).max().unwrap_or(0)
            }
            _ => 0,
        };
        let at_least = |room: (u64, u64)| (room.0.max(least), room.1);
        let cell = Cell { room: at_least(cell.room), hidden_room: at_least(cell.hidden_room), ..cell };
        let is_hidden = self.is_remembered(filter, None, way) || self.withheld.contains(&filter);
        if is_hidden && value > 0 { hide(cell) } else { cell }
    }

    /// The numbers of an attribute's groups, level by level. Gives a group that must not be shown at all, because its base and the others' would tell
    /// a hidden number.
    fn protect_levels(&mut self, attribute: &Attribute, verdicts: &mut Verdicts) -> Option<usize> {
        let is_shown = |filter: usize, way| verdicts.base(filter, self.unit, way) == Shown;
        let columns = self.columns(attribute, &is_shown);
        for &filter in &attribute.filters {
            for slot in 0..self.tally.levels() {
                for way in BOTH_WAYS {
                    // Of a consultation that is too small as a whole, even the number of groups would tell something.
                    let is_named = slot == 0 && verdicts.base(0, self.unit, Campaigns::Included) == Shown;
                    verdicts.set(slot, filter, self.unit, way, if is_named { Hidden } else { Absent });
                }
            }
        }
        if !columns.iter().any(|column| column.is_printed(Campaigns::Included)) {
            return None;
        }
        let is_divided = columns.len() > 1;
        let (links, mut rows_of) = self.rows(attribute, verdicts);
        let mut rows = links.rows;
        let mut cells = Vec::new();
        for (at, &(slot, way)) in rows_of.of_row.iter().enumerate() {
            let is_whole_shown = verdicts.number(slot, 0, self.unit, way) == Shown;
            let total = self.count(slot, 0, way);
            let threshold = self.preset.threshold();
            let is_small = self.preset.hides(total);
            rows[at].sum = match (is_whole_shown, is_small, attribute.division) {
                (true, _, Division::Apart) => (total, total),
                (true, _, Division::Overlapping) => (total, ENDLESS),
                (false, true, Division::Apart) => (self.preset.least_hidden(), threshold - 1),
                (false, true, Division::Overlapping) => (0, ENDLESS),
                (false, false, _) => (threshold, ENDLESS),
            };
            if !is_whole_shown && is_small && attribute.division == Division::Apart {
                rows[at].sum_target = Some((1.min(total), threshold - 1));
            }
            for column in &columns {
                let value = self.value(column, &columns, slot, way);
                let most = column.cap(way).min(if is_whole_shown { total } else { ENDLESS });
                let cell = if is_whole_shown && column.is_printed(way) {
                    self.cell(column, slot, way, value, most)
                } else if is_whole_shown {
                    let implied = implied(value, most, self.preset);
                    Cell { target: implied.target.or(self.difference(column, slot, way, value)), ..implied }
                } else {
                    let most = if is_small { most.min(threshold - 1) } else { most };
                    let may_be_one = attribute.division == Division::Overlapping && is_small && value > 1;
                    let is_beside = column.is_printed(Campaigns::Included)
                        && verdicts.number(slot, 0, self.unit, Campaigns::Included) == Shown;
                    let difference = if is_beside { self.difference(column, slot, way, value) } else { None };
                    let target = both(may_be_one.then_some((1, value)), difference);
                    unpublished(value, most, target)
                };
                cells.push(cell);
            }
        }
        let mut table = Table::new(columns.len(), rows, cells);
        // One group that is everybody tells no more than the whole.
        let Outcome { blanked, exposed } = if is_divided { protect(&mut table) } else { Outcome::default() };
        let exposed = self.exposed(&exposed, &columns);
        for slot in 0..self.tally.levels() {
            for way in BOTH_WAYS {
                let row = rows_of.of.remove(&(slot, way));
                for (group, column) in columns.iter().enumerate() {
                    let Some(filter) = column.filter.filter(|_| column.is_printed(way)) else { continue };
                    let verdict = match row {
                        _ if verdicts.number(slot, 0, self.unit, way) != Shown => {
                            if slot == 0 {
                                Hidden
                            } else {
                                Absent
                            }
                        }
                        None if self.preset.hides_nought() => Blank,
                        None => Shown,
                        Some(row) if blanked.contains(&row) => Blank,
                        Some(row) if table.cell(row, group).is_hidden && self.preset.hides_nought() => Blank,
                        Some(row) if table.cell(row, group).is_hidden => Hidden,
                        Some(_) => Shown,
                    };
                    verdicts.set(slot, filter, self.unit, way, verdict);
                    if matches!(verdict, Hidden | Blank) {
                        self.remember(filter, Some(slot), way);
                    }
                }
            }
        }
        exposed
    }

    /// Of the groups that nothing protects the first that is shown; else the smallest that is.
    fn exposed(&self, exposed: &[usize], columns: &[Column]) -> Option<usize> {
        let first = exposed.first()?;
        let shown = columns.iter().filter(|column| column.is_printed(Campaigns::Included));
        let smallest = shown.min_by_key(|column| column.cap(Campaigns::Included));
        let own = Some(&columns[*first]).filter(|column| column.is_printed(Campaigns::Included));
        own.or(smallest).and_then(|column| column.filter)
    }

    /// What nobody may rule out of a number without campaigns beside the one with them.
    fn difference(&self, column: &Column, slot: usize, way: Campaigns, value: u64) -> Option<(u64, u64)> {
        let filter = column.filter.filter(|_| way == Campaigns::Excluded && value > 0)?;
        difference_target(self.count(slot, filter, Campaigns::Included), value, self.preset)
    }

    fn target(&self, slot: usize, value: u64, base: u64) -> Option<(u64, u64)> {
        target(value, base, are_others_protected(self.unit, slot), self.preset)
    }

    fn cell(&self, column: &Column, slot: usize, way: Campaigns, value: u64, most: u64) -> Cell {
        let filter = column.filter.unwrap_or(0);
        let difference = self.difference(column, slot, way, value);
        let target = both(self.target(slot, value, column.cap(way)), difference);
        let cell = published(value, most, target, self.preset);
        if value > 0 && self.is_remembered(filter, Some(slot), way) { hide(cell) } else { cell }
    }

    /// The groups that are shown, and what is left of the whole when these are taken away.
    fn columns(&self, attribute: &Attribute, is_shown: &dyn Fn(usize, Campaigns) -> bool) -> Vec<Column> {
        let column = |filter: usize| Column {
            filter: Some(filter),
            printed: BOTH_WAYS.map(|way| is_shown(filter, way)),
            caps: BOTH_WAYS.map(|way| self.base(filter, way)),
        };
        let groups =
            attribute.filters.iter().copied().filter(|filter| self.base(*filter, Campaigns::Included) > 0);
        match attribute.division {
            Division::Overlapping => groups.map(column).collect(),
            Division::Apart => {
                let mut columns: Vec<Column> =
                    groups.filter(|filter| is_shown(*filter, Campaigns::Included)).map(column).collect();
                let caps = BOTH_WAYS.map(|way| {
                    let shown: u64 = columns.iter().map(|column| column.cap(way)).sum();
                    self.base(0, way).saturating_sub(shown)
                });
                if caps[0] > 0 {
                    columns.push(Column { filter: None, printed: [false; 2], caps });
                }
                columns
            }
        }
    }

    fn value(&self, column: &Column, columns: &[Column], slot: usize, way: Campaigns) -> u64 {
        match column.filter {
            Some(filter) => self.count(slot, filter, way),
            None => {
                let shown = columns.iter().filter_map(|column| column.filter);
                let shown: u64 = shown.map(|filter| self.count(slot, filter, way)).sum();
                self.count(slot, 0, way).saturating_sub(shown)
            }
        }
    }

    /// One row for each level and way of counting; levels of which everybody can see that they are the same have one together.
    fn rows(&self, attribute: &Attribute, verdicts: &Verdicts) -> (Links, RowsOf) {
        let mut links = Links::default();
        let mut rows_of = RowsOf::default();
        let is_shown = |slot, way| verdicts.number(slot, 0, self.unit, way) == Shown;
        for slot in 0..self.tally.levels() {
            for way in BOTH_WAYS {
                let total = self.count(slot, 0, way);
                if total == 0 {
                    continue;
                }
                // Who raised both may have raised them under different questions.
                let is_same = |(other, of): &(usize, Campaigns)| {
                    let is_told = *other == slot || is_shown(slot, way) && is_shown(*other, *of);
                    let mut groups = attribute.filters.iter();
                    is_told
                        && self.count(*other, 0, *of) == total
                        && groups
                            .all(|group| self.count(*other, *group, *of) == self.count(slot, *group, way))
                };
                let with = (way == Campaigns::Excluded).then_some((slot, Campaigns::Included));
                let parent = self.tally.parent(slot).map(|parent| (parent, way));
                let same = [with, parent].into_iter().flatten().find(is_same);
                let row = match same.and_then(|same| rows_of.of.get(&same).copied()) {
                    Some(row) => links.same(slot, way, row),
                    None => {
                        rows_of.of_row.push((slot, way));
                        links.row(Some(slot), way)
                    }
                };
                rows_of.of.insert((slot, way), row);
            }
        }
        links.link(self.tally);
        (links, rows_of)
    }

    fn remember(&mut self, filter: usize, slot: Option<usize>, way: Campaigns) {
        if self.has_twin(filter) {
            self.hidden_of_twins.insert((self.twins[filter], slot, way));
        }
    }

    fn is_remembered(&self, filter: usize, slot: Option<usize>, way: Campaigns) -> bool {
        self.hidden_of_twins.contains(&(self.twins[filter], slot, way))
    }

    fn has_twin(&self, filter: usize) -> bool {
        self.twins.iter().filter(|twin| **twin == self.twins[filter]).count() > 1
    }
}

fn hide(cell: Cell) -> Cell {
    Cell { is_hidden: true, room: cell.hidden_room, ..cell }
}

/// A group of the table, or what is left of the whole.
struct Column {
    filter: Option<usize>,
    /// Whether it is shown, in both ways of counting.
    printed: [bool; 2],
    /// What no number in it can exceed, in both ways of counting.
    caps: [u64; 2],
}

impl Column {
    fn is_printed(&self, way: Campaigns) -> bool {
        self.printed[way as usize]
    }

    fn cap(&self, way: Campaigns) -> u64 {
        self.caps[way as usize]
    }
}

#[derive(Default)]
struct RowsOf {
    of: FxHashMap<(usize, Campaigns), usize>,
    of_row: Vec<(usize, Campaigns)>,
}

/// For each filter the first one with the same numbers throughout.
pub(super) fn twins(tally: &Tally, unit: Unit) -> Vec<usize> {
    let mut first: FxHashMap<Vec<u64>, usize> = FxHashMap::default();
    (0..tally.filters.len())
        .map(|filter| {
            let bases = BOTH_WAYS.map(|way| tally.base(filter, unit, way));
            let counts = (0..tally.levels())
                .flat_map(|slot| BOTH_WAYS.map(|way| tally.count(slot, filter, unit, way)));
            *first.entry(bases.into_iter().chain(counts).collect()).or_insert(filter)
        })
        .collect()
}
