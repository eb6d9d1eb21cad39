//! Everything published, as whoever reads it closely sets it up: which numbers there are, between which bounds each is seen, and which sums they must make.

use super::conclusions::{Facts, MOST};
use super::nesting::{Tie, ties};
use super::verdicts::{Verdict, Verdict::*, Verdicts};
use super::{Preset, Responses, is_divided, tells_small};
use crate::count::{BOTH_WAYS, Campaigns, Filter, Tally, Unit};

/// The units in which there are numbers by group.
pub(super) const DIVIDED: [Unit; 2] = [Unit::Respondents, Unit::Contributions];

/// A number of the tables: of a level, or of the base where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) unit: Unit,
    pub(super) slot: Option<usize>,
    pub(super) column: Column,
    pub(super) way: Campaigns,
}

/// Who a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Everybody, or a group: the place of its filter.
    Filter(usize),
    /// Whoever is in no group of an attribute. It has no row.
    Rest(usize),
    /// All responses that count. They are told beside the tables.
    Counted,
    /// The responses without a theme among these.
    Unthemed,
}

/// What is told of responses, people's and points together.
const OF_RESPONSES: [Column; 2] = [Column::Counted, Column::Unthemed];

/// The numbers of a tally and how they hang together, which is the same whatever is hidden.
pub(super) struct Reading<'a> {
    pub(super) tally: &'a Tally,
    pub(super) preset: Preset,
    responses: Responses,
    /// Filters of each attribute; the questions come first, where there are some.
    pub(super) attributes: Vec<Vec<usize>>,
    /// For each filter its attribute; of everybody's the first.
    attribute_of: Vec<usize>,
    /// For each level those of which it consists; none of one that is more than those.
    parts: Vec<Vec<usize>>,
    pub(super) facts: Facts,
}

/// Where a number of responses stands.
fn of_responses(column: Column) -> Place {
    Place { unit: Unit::Respondents, slot: None, column, way: Campaigns::Included }
}

impl<'a> Reading<'a> {
    /// `in_every_campaign`: the levels that the text of every campaign shows, as reports tell.
    pub(super) fn new(
        tally: &'a Tally,
        preset: Preset,
        responses: Responses,
        in_every_campaign: &[usize],
    ) -> Reading<'a> {
        let mut attributes: Vec<(Option<u32>, Vec<usize>)> = Vec::new();
        for (at, filter) in tally.filters.iter().enumerate() {
            let of = match filter {
                Filter::All => continue,
                Filter::Question(_) => None,
                Filter::Segment { attribute, .. } => Some(*attribute),
            };
            match attributes.last_mut() {
                Some((last, filters)) if *last == of => filters.push(at),
                _ => attributes.push((of, vec![at])),
            }
        }
        let attributes: Vec<Vec<usize>> = attributes.into_iter().map(|(_, filters)| filters).collect();
        let mut attribute_of = vec![0; tally.filters.len()];
        for (attribute, filters) in attributes.iter().enumerate() {
            filters.iter().for_each(|filter| attribute_of[*filter] = attribute);
        }
        let mut parts = vec![Vec::new(); tally.levels()];
        for slot in 0..tally.levels() {
            if let Some(whole) = tally.parent(slot).filter(|whole| tally.is_all_parts(*whole)) {
                parts[whole].push(slot);
            }
        }
        let facts = Facts::default();
        let mut reading = Reading { tally, preset, responses, attributes, attribute_of, parts, facts };
        reading.facts = Facts::on(reading.len());
        for unit in DIVIDED {
            reading.set_up(unit);
            reading.set_up_ties(unit);
        }
        reading.set_up_mentions();
        reading.set_up_responses();
        in_every_campaign.iter().for_each(|slot| reading.set_up_campaigns(*slot));
        reading
    }

    fn columns(&self) -> usize {
        self.tally.filters.len() + self.attributes.len()
    }

    fn slots(&self) -> usize {
        self.tally.levels() + 1
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.in_tables() + OF_RESPONSES.len()
    }

    /// The numbers of the tables, which stand before those of responses.
    fn in_tables(&self) -> usize {
        (DIVIDED.len() * self.slots() * self.columns() + self.tally.levels()) * BOTH_WAYS.len()
    }

    /// The place of a number among all.
    pub(super) fn number(&self, place: Place) -> usize {
        let slot = place.slot.unwrap_or(self.tally.levels());
        let way = place.way as usize;
        if let Some(at) = OF_RESPONSES.iter().position(|column| *column == place.column) {
            return self.in_tables() + at;
        }
        match DIVIDED.iter().position(|unit| *unit == place.unit) {
            Some(unit) => {
                let column = match place.column {
                    Column::Filter(filter) => filter,
                    Column::Rest(attribute) => self.tally.filters.len() + attribute,
                    Column::Counted | Column::Unthemed => self.columns(),
                };
                ((unit * BOTH_WAYS.len() + way) * self.slots() + slot) * self.columns() + column
            }
            None => {
                let divided = DIVIDED.len() * BOTH_WAYS.len() * self.slots() * self.columns();
                divided + way * self.tally.levels() + slot
            }
        }
    }

    /// The number at a place among all.
    pub(super) fn place(&self, number: usize) -> Place {
        if let Some(at) = number.checked_sub(self.in_tables()) {
            return of_responses(OF_RESPONSES[at]);
        }
        let divided = DIVIDED.len() * BOTH_WAYS.len() * self.slots() * self.columns();
        if number >= divided {
            let (way, slot) =
                ((number - divided) / self.tally.levels(), (number - divided) % self.tally.levels());
            let column = Column::Filter(0);
            return Place { unit: Unit::Mentions, slot: Some(slot), column, way: BOTH_WAYS[way] };
        }
        let (row, column) = (number / self.columns(), number % self.columns());
        let (table, slot) = (row / self.slots(), row % self.slots());
        Place {
            unit: DIVIDED[table / BOTH_WAYS.len()],
            slot: (slot < self.tally.levels()).then_some(slot),
            column: match column.checked_sub(self.tally.filters.len()) {
                Some(attribute) => Column::Rest(attribute),
                None => Column::Filter(column),
            },
            way: BOTH_WAYS[table % BOTH_WAYS.len()],
        }
    }

    /// What a number is.
    pub(super) fn value(&self, place: Place) -> u64 {
        let of = |filter: usize| match place.slot {
            Some(slot) => self.tally.count(slot, filter, place.unit, place.way),
            None => self.tally.base(filter, place.unit, place.way),
        };
        match place.column {
            Column::Filter(filter) => of(filter),
            Column::Rest(attribute) => {
                let named: u64 = self.attributes[attribute].iter().map(|filter| of(*filter)).sum();
                of(0).saturating_sub(named)
            }
            Column::Counted => self.responses.counted,
            Column::Unthemed => self.responses.unthemed,
        }
    }

    /// The groups that are tabulated together with one.
    pub(super) fn beside(&self, filter: usize) -> &[usize] {
        &self.attributes[self.attribute_of[filter]]
    }

    /// Whether some can be in several groups of an attribute: people answer several questions.
    pub(super) fn overlaps(&self, attribute: usize, unit: Unit) -> bool {
        unit == Unit::Respondents
            && matches!(self.tally.filters[self.attributes[attribute][0]], Filter::Question(_))
    }

    fn set_up(&mut self, unit: Unit) {
        let at = |slot, column, way| Place { unit, slot, column, way };
        let everybody = Column::Filter(0);
        let levels = self.tally.levels();
        let slots = || (0..levels).map(Some).chain([None]);
        for way in BOTH_WAYS {
            for slot in slots() {
                let whole = self.number(at(slot, everybody, way));
                for attribute in 0..self.attributes.len() {
                    let groups = self.attributes[attribute].iter().map(|filter| Column::Filter(*filter));
                    let mut parts: Vec<usize> =
                        groups.map(|column| self.number(at(slot, column, way))).collect();
                    if self.overlaps(attribute, unit) {
                        parts.iter().for_each(|part| self.facts.within(*part, whole));
                        self.facts.covered(whole, &parts);
                    } else {
                        parts.push(self.number(at(slot, Column::Rest(attribute), way)));
                        self.facts.adds_up(whole, &parts);
                    }
                }
            }
        }
        let groups = (0..self.tally.filters.len()).map(Column::Filter);
        let rests = (0..self.attributes.len()).filter(|attribute| !self.overlaps(*attribute, unit));
        let columns: Vec<Column> = groups.chain(rests.map(Column::Rest)).collect();
        for column in columns {
            for way in BOTH_WAYS {
                for slot in 0..levels {
                    let own = self.number(at(Some(slot), column, way));
                    let holder = self.number(at(self.tally.parent(slot), column, way));
                    self.facts.within(own, holder);
                    let parts = self.parts[slot].iter().map(|part| self.number(at(Some(*part), column, way)));
                    let parts: Vec<usize> = parts.collect();
                    if !parts.is_empty() {
                        self.facts.covered(own, &parts);
                    }
                }
            }
            for slot in slots() {
                let [with, without] = BOTH_WAYS.map(|way| self.number(at(slot, column, way)));
                self.facts.within(without, with);
            }
        }
    }

    /// Groups of one division lie in those of another.
    fn set_up_ties(&mut self, unit: Unit) {
        let ties = ties(self, unit);
        let raised = (0..self.tally.levels())
            .filter(|slot| self.tally.count(*slot, 0, unit, Campaigns::Included) > 0)
            .map(Some);
        for slot in raised.chain([None]).collect::<Vec<_>>() {
            for (way, tie) in BOTH_WAYS.into_iter().flat_map(|way| ties.iter().map(move |tie| (way, tie))) {
                let [some, others] = tie.sides().map(|columns| {
                    let place = |column: &Column| Place { unit, slot, column: *column, way };
                    columns.iter().map(|column| self.number(place(column))).collect::<Vec<_>>()
                });
                match tie {
                    Tie::Alike(..) => self.facts.add_up_alike(&some, &others),
                    Tie::Hold(..) => self.facts.hold(&some, &others),
                }
            }
            for columns in ties.iter().filter(|tie| matches!(tie, Tie::Alike(..))).flat_map(Tie::sides) {
                self.set_up_rest_of(columns, unit, slot);
            }
        }
    }

    /// Of groups of which nobody is in two: of whoever is in none of them no more can have raised something than what holds it, nor more without
    /// campaigns than with them.
    fn set_up_rest_of(&mut self, columns: &[Column], unit: Unit, slot: Option<usize>) {
        let at = |slot, way| {
            let number = |column: &Column| self.number(Place { unit, slot, column: *column, way });
            (number(&Column::Filter(0)), columns.iter().map(number).collect::<Vec<_>>())
        };
        let with_and_without = BOTH_WAYS.map(|way| at(slot, way));
        let in_holder = slot.map(|of| BOTH_WAYS.map(|way| [at(self.tally.parent(of), way), at(slot, way)]));
        for [more, less] in in_holder.into_iter().flatten().chain([with_and_without]) {
            let wholes = [&[more.0][..], &less.1].concat();
            let parts = [&[less.0][..], &more.1].concat();
            self.facts.hold(&wholes, &parts);
        }
    }

    /// Everybody who answered a question, and every point, is one response at least: with a theme for those who raised any, and else without one.
    /// Whoever answered a further question too, after one that all who answered it did answer, is another.
    fn set_up_responses(&mut self) {
        let [counted, unthemed] = self.of_responses();
        let is_question = |filter: &usize| matches!(self.tally.filters[*filter], Filter::Question(_));
        let questions: Vec<usize> = (0..self.tally.filters.len()).filter(is_question).collect();
        let both = |filter: usize| DIVIDED.map(|unit| (unit, filter));
        let further =
            self.further_questions(&questions).into_iter().map(|filter| (Unit::Respondents, filter));
        let each_question = questions.iter().copied().flat_map(both).collect();
        let everybody_and_further = both(0).into_iter().chain(further).collect();
        for answers in [each_question, both(0).to_vec(), everybody_and_further] {
            let numbers = |slot| -> Vec<usize> {
                let at = |(unit, filter): &(Unit, usize)| Place {
                    unit: *unit,
                    slot,
                    column: Column::Filter(*filter),
                    way: Campaigns::Included,
                };
                answers.iter().map(|of| self.number(at(of))).collect()
            };
            let (all, themed) = (numbers(None), numbers(Some(0)));
            let or_without = [&themed[..], &[unthemed]].concat();
            self.facts.holds(counted, &all);
            self.facts.holds(counted, &or_without);
            self.facts.hold(&or_without, &all);
        }
    }

    /// The questions that nobody answered who did not answer another one too, which is not one of these.
    fn further_questions(&self, questions: &[usize]) -> Vec<usize> {
        let in_both = |one, other| self.tally.shared.in_both(one, other, Unit::Respondents);
        let lies_in = |one: usize, other: usize| in_both(one, other) == in_both(one, one);
        // Of questions that the same people answered the first is no further one.
        let follows = |one: usize, other: usize| {
            one != other && lies_in(one, other) && (other < one || !lies_in(other, one))
        };
        let is_further = |one: &usize| questions.iter().any(|other| follows(*one, *other));
        questions.iter().copied().filter(is_further).collect()
    }

    /// Mentions add up from the themes to everything, and nobody raises a theme without one.
    fn set_up_mentions(&mut self) {
        let at = |unit, slot, way| Place { unit, slot: Some(slot), column: Column::Filter(0), way };
        for slot in 0..self.tally.levels() {
            for way in BOTH_WAYS {
                let own = self.number(at(Unit::Mentions, slot, way));
                let people: Vec<usize> = DIVIDED.map(|unit| self.number(at(unit, slot, way))).to_vec();
                self.facts.holds(own, &people);
                let parts = self.parts[slot].iter().map(|part| self.number(at(Unit::Mentions, *part, way)));
                let parts: Vec<usize> = parts.collect();
                if !parts.is_empty() {
                    self.facts.adds_up(own, &parts);
                }
            }
            let [with, without] = BOTH_WAYS.map(|way| self.number(at(Unit::Mentions, slot, way)));
            self.facts.within(without, with);
        }
    }

    /// Whoever sent nothing but a campaign's words raised what these show, and has not raised it without campaigns.
    fn set_up_campaigns(&mut self, slot: usize) {
        let unit = Unit::Respondents;
        let groups = (0..self.tally.filters.len()).map(Column::Filter);
        let rests = (0..self.attributes.len()).filter(|attribute| !self.overlaps(*attribute, unit));
        for column in groups.chain(rests.map(Column::Rest)).collect::<Vec<_>>() {
            let places = |slot| BOTH_WAYS.map(|way| Place { unit, slot, column, way });
            let apart = |of: [Place; 2]| self.value(of[0]) - self.value(of[1]);
            // Some letters were changed so much that they no longer show it.
            if apart(places(Some(slot))) >= apart(places(None)) {
                let [raised, all] =
                    [Some(slot), None].map(|slot| places(slot).map(|place| self.number(place)));
                self.facts.at_least_as_far(raised, all);
            }
        }
    }

    /// Between which bounds every number is seen.
    pub(super) fn seen(&self, verdicts: &Verdicts) -> Vec<(i64, i64)> {
        (0..self.len()).map(|number| self.seen_of(number, verdicts)).collect()
    }

    /// Between which bounds one number is seen.
    pub(super) fn seen_of(&self, number: usize, verdicts: &Verdicts) -> (i64, i64) {
        let place = self.place(number);
        let (low, high) = match place.column {
            Column::Filter(filter) => self.seen_at(place, filter, verdicts),
            Column::Rest(_) => (0, None),
            Column::Counted | Column::Unthemed => self.seen_of_responses(place, verdicts),
        };
        (low as i64, high.map_or(MOST, |high| high as i64))
    }

    /// The numbers of responses.
    pub(super) fn of_responses(&self) -> [usize; OF_RESPONSES.len()] {
        OF_RESPONSES.map(|column| self.number(of_responses(column)))
    }

    /// What all that count are is known as it was counted, even where it is shown rounded: what leaves before them and what they are made of stand
    /// beside it, and can tell which of the numbers that are shown alike it is.
    fn seen_of_responses(&self, place: Place, verdicts: &Verdicts) -> (u64, Option<u64>) {
        let is_told = match place.column {
            Column::Unthemed => verdicts.tells_unthemed,
            _ => verdicts.tells_counted,
        };
        let value = self.value(place);
        let (low, high) = match self.preset.hides(value) {
            true => (self.preset.least_hidden(), self.preset.threshold() - 1),
            false if place.column == Column::Counted => (value, value),
            false => self.preset.window(value),
        };
        if is_told { (low, Some(high)) } else { (0, None) }
    }

    /// What becomes of a number.
    pub(super) fn verdict(&self, place: Place, filter: usize, verdicts: &Verdicts) -> Verdict {
        match place.slot {
            Some(slot) => verdicts.number(slot, filter, place.unit, place.way),
            None => verdicts.base(filter, place.unit, place.way),
        }
    }

    fn seen_at(&self, place: Place, filter: usize, verdicts: &Verdicts) -> (u64, Option<u64>) {
        let Place { unit, slot, way, .. } = place;
        let value = self.value(place);
        let verdict = self.verdict(place, filter, verdicts);
        let shown = || {
            let (low, high) = self.preset.window(value);
            (low, Some(high))
        };
        if !is_divided(unit) {
            return if verdict == Shown { shown() } else { (0, None) };
        }
        let least = self.preset.least_hidden();
        if filter == 0 {
            let is_told = way == Campaigns::Included && tells_small(self.tally, unit, self.preset);
            return match (verdict, is_told, self.preset.hides(value)) {
                (Shown, ..) => shown(),
                (_, true, true) => (least, Some(self.preset.threshold() - 1)),
                (_, true, false) => (self.preset.threshold(), None),
                (_, false, _) => (least, None),
            };
        }
        let is_base_shown = verdicts.base(filter, unit, way) == Shown;
        match (verdict, slot) {
            (Shown, None) => shown(),
            // Where groups are named, those that have no row have nobody in them.
            (_, None) if verdicts.number(0, filter, unit, way) != Absent => {
                if value > 0 {
                    (least, None)
                } else {
                    (0, Some(0))
                }
            }
            // A group without anybody has no rows.
            (_, Some(_)) if is_base_shown && self.tally.base(filter, unit, way) == 0 => (0, Some(0)),
            (Shown, _) if is_base_shown => shown(),
            (Hidden, Some(slot))
                if is_base_shown && !self.is_row_blank(slot, filter, unit, way, verdicts) =>
            {
                (least, None)
            }
            _ => (0, None),
        }
    }

    /// Whether no group of an attribute shows a number of a level: then nobody is told of any that it is not nought.
    pub(super) fn is_row_blank(
        &self,
        slot: usize,
        filter: usize,
        unit: Unit,
        way: Campaigns,
        verdicts: &Verdicts,
    ) -> bool {
        self.beside(filter).iter().all(|other| {
            verdicts.base(*other, unit, way) != Shown || verdicts.number(slot, *other, unit, way) != Shown
        })
    }
}
