//! How the groups of one division lie in those of another: a question that only letters and e-mails answer, the questions of one event.
//!
//! Told from who is in them, and not from their names. What two divisions have to do with each other is a graph: two groups are tied where
//! somebody is in both. Groups that are tied to no others make up the same people, so that their numbers add up to the same; for two divisions
//! of everybody these sums are all that hold of any numbers (the kernel of a bipartite incidence matrix has one dimension a component). Within
//! them a group is covered by those it is tied to, and holds those that are tied to it alone; that is taken to be known of groups that are large enough to be
//! shown.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::reading::{Column, Reading};
use crate::count::{Filter, Unit};

/// A group that is tied to more groups than this is not looked at by itself: what so many cover they hardly tell anything of.
const MOST_TIED: usize = 8;

/// What holds of the numbers of groups of two divisions, at every level and in both ways of counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tie {
    /// The first together are as many as the second together.
    Alike(Vec<Column>, Vec<Column>),
    /// The first together are at least as many as the second together.
    Hold(Vec<Column>, Vec<Column>),
}

impl Tie {
    /// The first groups and the second.
    pub(super) fn sides(&self) -> [&[Column]; 2] {
        match self {
            Tie::Alike(some, others) | Tie::Hold(some, others) => [some, others],
        }
    }
}

/// All ties between the divisions of a unit.
pub(super) fn ties(reading: &Reading<'_>, unit: Unit) -> Vec<Tie> {
    let people = People { reading, unit };
    let divisions: Vec<Vec<Group>> =
        (0..reading.attributes.len()).map(|division| people.groups(division)).collect();
    let mut found = Vec::new();
    let everybody = people.groups_of(&[Column::Filter(0)]);
    for division in &divisions {
        Tied::between(&everybody, division, &people).tell(true, &mut found);
    }
    for (at, one) in divisions.iter().enumerate() {
        for other in &divisions[at + 1..] {
            let tied = Tied::between(one, other, &people);
            tied.tell(false, &mut found);
            tied.turned().covered(&mut found);
        }
    }
    found
}

/// A group with somebody in it.
#[derive(Debug, Clone, Copy)]
struct Group {
    column: Column,
    /// How many are in it.
    size: u64,
    /// Whether nobody is in another group of its division too.
    is_apart: bool,
}

struct People<'a> {
    reading: &'a Reading<'a>,
    unit: Unit,
}

impl People<'_> {
    /// The groups of a division with anybody in them; whoever is in none is one too.
    fn groups(&self, division: usize) -> Vec<Group> {
        let rest = (!self.reading.overlaps(division, self.unit)).then_some(Column::Rest(division));
        let filters = self.reading.attributes[division].iter().map(|filter| Column::Filter(*filter));
        self.groups_of(&filters.chain(rest).collect::<Vec<_>>())
    }

    fn groups_of(&self, columns: &[Column]) -> Vec<Group> {
        let group = |column: &Column| {
            let size = self.in_both(*column, *column);
            let is_apart = columns.iter().map(|other| self.in_both(*column, *other)).sum::<u64>() == size;
            (size > 0).then_some(Group { column: *column, size, is_apart })
        };
        columns.iter().filter_map(group).collect()
    }

    /// Whether a group is a question, a channel or an event.
    fn is_arranged(&self, column: Column) -> bool {
        let tally = self.reading.tally;
        let is_filter = |filter: usize| match tally.filters[filter] {
            Filter::All => false,
            Filter::Question(_) => true,
            Filter::Segment { attribute, .. } => tally.arranged.contains(&attribute),
        };
        match column {
            Column::Filter(filter) => is_filter(filter),
            Column::Rest(division) => is_filter(self.reading.attributes[division][0]),
            Column::Counted | Column::Unthemed => false,
        }
    }

    /// How often those of a group are in groups of a division.
    fn in_division(&self, column: Column, division: usize) -> u64 {
        let filters = self.reading.attributes[division].iter();
        filters.map(|filter| self.in_both(column, Column::Filter(*filter))).sum()
    }

    /// How many are in two groups. Whoever is in no group of a division can be told only where nobody is in two of it.
    fn in_both(&self, one: Column, other: Column) -> u64 {
        match (one, other) {
            (Column::Filter(one), Column::Filter(other)) => {
                self.reading.tally.shared.in_both(one, other, self.unit)
            }
            (Column::Rest(one), Column::Rest(other)) if one == other => {
                self.in_both(Column::Filter(0), Column::Rest(other))
            }
            (one, Column::Rest(division)) => {
                self.in_both(one, Column::Filter(0)).saturating_sub(self.in_division(one, division))
            }
            (one @ Column::Rest(_), other) => self.in_both(other, one),
            _ => 0,
        }
    }
}

/// The groups of two divisions, and for each of the first the places of those of the second with which it shares anybody, and the other way about.
struct Tied<'a> {
    people: &'a People<'a>,
    groups: [&'a [Group]; 2],
    ties: [Vec<Vec<usize>>; 2],
}

impl<'a> Tied<'a> {
    fn between(one: &'a [Group], other: &'a [Group], people: &'a People<'a>) -> Tied<'a> {
        let mut ties = [vec![Vec::new(); one.len()], vec![Vec::new(); other.len()]];
        for (at, group) in one.iter().enumerate() {
            for (beside, with) in other.iter().enumerate() {
                if people.in_both(group.column, with.column) > 0 {
                    ties[0][at].push(beside);
                    ties[1][beside].push(at);
                }
            }
        }
        Tied { people, groups: [one, other], ties }
    }

    /// The same with the divisions in the other order.
    fn turned(self) -> Tied<'a> {
        let ([one, other], [of_one, of_other]) = (self.groups, self.ties);
        Tied { people: self.people, groups: [other, one], ties: [of_other, of_one] }
    }

    fn tell(&self, is_whole_news: bool, found: &mut Vec<Tie>) {
        self.alike(is_whole_news, found);
        self.covered(found);
    }

    /// The groups that a group hangs together with, itself too, by the divisions they are of.
    fn component(&self, at: usize) -> [Vec<usize>; 2] {
        let mut found = [vec![at], Vec::new()];
        let mut waiting = vec![(0, at)];
        while let Some((side, at)) = waiting.pop() {
            for beside in &self.ties[side][at] {
                if !found[1 - side].contains(beside) {
                    found[1 - side].push(*beside);
                    waiting.push((1 - side, *beside));
                }
            }
        }
        found.iter_mut().for_each(|side| side.sort_unstable());
        found
    }

    /// The sums that are the same. Where all groups hang together these are everybody, which may be known anyway; where somebody is in several groups
    /// of a division, nothing is the same.
    fn alike(&self, is_whole_news: bool, found: &mut Vec<Tie>) {
        let mut is_seen = vec![false; self.groups[0].len()];
        for at in 0..self.groups[0].len() {
            if is_seen[at] {
                continue;
            }
            let sides = self.component(at);
            sides[0].iter().for_each(|of| is_seen[*of] = true);
            let are_apart = (0..2).all(|side| sides[side].iter().all(|of| self.groups[side][*of].is_apart));
            if are_apart && (is_whole_news || sides[0].len() < self.groups[0].len()) {
                found.push(Tie::Alike(self.columns(0, &sides[0]), self.columns(1, &sides[1])));
            }
        }
    }

    /// What covers each group of the first division, and what each of them holds of the second.
    fn covered(&self, found: &mut Vec<Tie>) {
        for (at, tied) in self.ties[0].iter().enumerate() {
            let group = self.groups[0][at];
            let mut within: Vec<usize> =
                tied.iter().copied().filter(|beside| self.ties[1][*beside] == [at]).collect();
            // That one of several that make up a group lies in it is known too.
            let is_part = |beside: &usize| {
                self.ties[1][*beside]
                    .iter()
                    .all(|of| self.ties[0][*of].len() == 1 && self.groups[0][*of].is_apart)
            };
            let is_made_up = within.len() == tied.len()
                && group.is_apart
                && tied.iter().all(|beside| self.groups[1][*beside].is_apart);
            // What is the same is told already.
            if is_made_up
                || tied.len() == 1 && group.is_apart && is_part(&tied[0]) && self.groups[1][tied[0]].is_apart
            {
                continue;
            }
            let is_told = tied.len() == 1
                || self.are_arranged() && tied.len() <= MOST_TIED && tied.len() < self.groups[1].len();
            if is_told && self.is_large(group) {
                found.push(Tie::Hold(self.columns(1, tied), vec![group.column]));
            }
            within.retain(|beside| self.is_large(self.groups[1][*beside]));
            within.sort_by_key(|beside| (Reverse(self.groups[1][*beside].size), *beside));
            let held: BTreeSet<Vec<usize>> =
                within.iter().map(|first| self.apart_with(*first, &within)).collect();
            // That one lies in it is told where that one is looked at.
            let held = held.into_iter().filter(|held| held.len() > 1);
            found.extend(held.map(|held| Tie::Hold(vec![group.column], self.columns(1, &held))));
        }
    }

    /// Whether a group is large enough to be shown: that a smaller one lies in another is no more than chance.
    fn is_large(&self, group: Group) -> bool {
        group.size >= self.people.reading.preset.threshold()
    }

    /// Whether whoever held the consultation arranged both divisions: which channels and events put a question is known from the questionnaires, while
    /// that nobody of an age answered it is no more than chance.
    fn are_arranged(&self) -> bool {
        self.groups.iter().all(|groups| groups.iter().all(|group| self.people.is_arranged(group.column)))
    }

    /// Groups of the second division of which nobody is in two: the first, and of the others as many as fit, the earlier before the later.
    fn apart_with(&self, first: usize, others: &[usize]) -> Vec<usize> {
        let column = |at: usize| self.groups[1][at].column;
        let mut chosen = vec![first];
        for other in others.iter().copied().filter(|other| *other != first) {
            let is_apart = self.groups[1][other].is_apart;
            if is_apart || chosen.iter().all(|of| self.people.in_both(column(*of), column(other)) == 0) {
                chosen.push(other);
            }
        }
        chosen.sort_unstable();
        chosen
    }

    fn columns(&self, side: usize, places: &[usize]) -> Vec<Column> {
        places.iter().map(|at| self.groups[side][*at].column).collect()
    }
}
