//! Which further numbers are hidden so that those hidden for being small stay hidden.
//!
//! Greedy, as the Friends and Family Test does by hand ("then the next smallest"), and checked: of the numbers whose hiding would give
//! a hidden one its room, the smallest goes. Every step is tried against [`Table`]'s witnesses, so nothing is hidden that
//! need not be for that step; a witness once found stays good, since hiding more only leaves more room.

use super::table::{Cell, Table};

/// What must stay possible for those who see what is published.
#[derive(Debug, Clone, Copy)]
enum Claim {
    /// A cell has this value.
    Cell(usize, usize, u64),
    /// A row adds up to this.
    Sum(usize, u64),
}

impl Claim {
    fn holds(self, table: &mut Table) -> bool {
        match self {
            Claim::Cell(row, group, value) => table.can_be(row, group, value),
            Claim::Sum(row, sum) => table.can_add_up_to(row, sum),
        }
    }

    fn holds_without(self, table: &mut Table, hidden: (usize, usize)) -> bool {
        match self {
            Claim::Cell(row, group, value) => table.can_be_if_hidden(hidden, row, group, value),
            Claim::Sum(row, sum) => table.can_add_up_to_if_hidden(hidden, row, sum),
        }
    }

    fn holds_when_blank(self, table: &mut Table, row: usize) -> bool {
        let step = Step::Row(row);
        let (before, mut blanked) = (step.cells(table), Vec::new());
        step.take(table, &mut blanked);
        let holds = self.holds(table);
        step.restore(table, &before, &mut blanked);
        holds
    }
}

/// What protecting a table took.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Rows that say nothing at all, nought included.
    pub(super) blanked: Vec<usize>,
    /// Groups with a number that nothing in the table can protect.
    pub(super) exposed: Vec<usize>,
}

/// Hides what it takes until every target of the table can be reached.
pub(super) fn protect(table: &mut Table) -> Outcome {
    let mut outcome = Outcome::default();
    let blanked = &mut outcome.blanked;
    let exposed = &mut outcome.exposed;
    for row in 0..table.rows.len() {
        for group in 0..table.groups() {
            if let Some((low, high)) = table.cell(row, group).target {
                for value in [high, low] {
                    if !exposed.contains(&group) && !make_safe(table, Claim::Cell(row, group, value), blanked)
                    {
                        exposed.push(group);
                    }
                }
            }
        }
        if let Some((low, high)) = table.rows[row].sum_target {
            for sum in [high, low] {
                if exposed.is_empty() && !make_safe(table, Claim::Sum(row, sum), blanked) {
                    // The largest number of the row is the one that tells its sum.
                    let largest = (0..table.groups()).max_by_key(|group| table.cell(row, *group).value);
                    exposed.extend(largest);
                }
            }
        }
    }
    blanked.sort_unstable();
    blanked.dedup();
    outcome
}

/// Hides more until a claim holds; false where hiding everything does not help.
fn make_safe(table: &mut Table, claim: Claim, blanked: &mut Vec<usize>) -> bool {
    let mut steps = Vec::new();
    while !claim.holds(table) {
        let Some(step) = next_step(table, claim, blanked) else { return false };
        steps.push((step, step.cells(table)));
        step.take(table, blanked);
    }
    take_back(table, claim, steps, blanked);
    true
}

/// What is hidden at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A number.
    Number(usize, usize),
    /// Everything that a row says.
    Row(usize),
}

impl Step {
    fn cells(self, table: &Table) -> Vec<Cell> {
        match self {
            Step::Number(row, group) => vec![*table.cell(row, group)],
            Step::Row(row) => (0..table.groups()).map(|group| *table.cell(row, group)).collect(),
        }
    }

    fn take(self, table: &mut Table, blanked: &mut Vec<usize>) {
        match self {
            Step::Number(row, group) => table.hide(row, group),
            Step::Row(row) => {
                (0..table.groups()).for_each(|group| table.blank(row, group));
                blanked.push(row);
            }
        }
    }

    /// Takes it back: the cells are again what they were before.
    fn restore(self, table: &mut Table, before: &[Cell], blanked: &mut Vec<usize>) {
        match self {
            Step::Number(row, group) => before.iter().for_each(|cell| table.restore(row, group, *cell)),
            Step::Row(row) => {
                before.iter().enumerate().for_each(|(group, cell)| table.restore(row, group, *cell));
                blanked.retain(|blank| *blank != row);
            }
        }
    }
}

/// The next thing to hide for a claim: what is enough by itself, else the smallest number that may help, else a row; none where all is hidden.
fn next_step(table: &mut Table, claim: Claim, blanked: &[usize]) -> Option<Step> {
    let near = candidates(table, claim, false);
    let enough = near.iter().copied().find(|hidden| claim.holds_without(table, *hidden));
    let number = |(row, group)| Step::Number(row, group);
    enough
        .map(number)
        .or_else(|| {
            let mut rows = small_rows(table, claim, blanked);
            rows.find(|row| claim.holds_when_blank(table, *row)).map(Step::Row)
        })
        .or_else(|| near.first().copied().map(number))
        .or_else(|| candidates(table, claim, true).first().copied().map(number))
        .or_else(|| {
            // No single step is enough: the row says nothing at all, then the rows linked with it, then every row.
            let mut rows = small_rows(table, claim, blanked).chain(0..table.rows.len());
            rows.find(|row| !blanked.contains(row)).map(Step::Row)
        })
}

/// Shows again what was hidden on the way to a claim and turned out not to be needed for it: whole rows first, then what tells most. What was claimed
/// before held without any of it.
fn take_back(table: &mut Table, claim: Claim, mut steps: Vec<(Step, Vec<Cell>)>, blanked: &mut Vec<usize>) {
    // A step that was enough by itself is needed.
    if steps.len() < 2 {
        return;
    }
    let told = |before: &[Cell]| before.iter().map(|cell| cell.value).sum::<u64>();
    let order = |(step, before): &(Step, Vec<Cell>)| {
        (matches!(step, Step::Number(..)), std::cmp::Reverse(told(before)), *step)
    };
    steps.sort_by_key(order);
    for (step, before) in steps {
        if matches!(step, Step::Number(row, _) if blanked.contains(&row)) {
            continue;
        }
        step.restore(table, &before, blanked);
        if !claim.holds(table) {
            step.take(table, blanked);
        }
    }
}

/// The row and those linked with it that are not blank yet, the smallest first.
fn small_rows(table: &Table, claim: Claim, blanked: &[usize]) -> std::vec::IntoIter<usize> {
    let (Claim::Cell(row, ..) | Claim::Sum(row, _)) = claim;
    let mut rows = linked_rows(table, row);
    rows.push(row);
    rows.retain(|row| !blanked.contains(row));
    let total = |row: &usize| (0..table.groups()).map(|group| table.cell(*row, group).value).sum::<u64>();
    rows.sort_by_key(|row| (total(row), *row));
    rows.into_iter()
}

/// The shown numbers whose hiding may help, the smallest first: of the same row, and in the same group of rows linked with it; with `far`, of linked
/// rows in every group.
fn candidates(table: &Table, claim: Claim, far: bool) -> Vec<(usize, usize)> {
    let (row, group) = match claim {
        Claim::Cell(row, group, _) => (row, Some(group)),
        Claim::Sum(row, _) => (row, None),
    };
    let in_row = (0..table.groups()).map(|group| (row, group));
    let linked = linked_rows(table, row).into_iter().flat_map(|linked| {
        let here = move |at: &usize| far || group.is_none_or(|group| group == *at);
        (0..table.groups()).filter(here).map(move |at| (linked, at))
    });
    let mut found: Vec<(usize, usize)> = in_row
        .chain(linked)
        .filter(|(row, group)| {
            let cell = table.cell(*row, *group);
            cell.may_hide && !cell.is_hidden
        })
        .collect();
    // Of numbers that are as small, one of the same row goes first.
    found.sort_by_key(|(at, group)| (table.cell(*at, *group).value, *at != row, *at, *group));
    found
}

/// The rows with which a row shares a bound: those that hold it, those it holds, and the other parts of the same whole.
fn linked_rows(table: &Table, row: usize) -> Vec<usize> {
    let of = &table.rows[row];
    let siblings = of.part_of.iter().flat_map(|(whole, cover)| &table.rows[*whole].covers[*cover]);
    let parts = of.covers.iter().flatten();
    let mut linked: Vec<usize> =
        of.within.iter().chain(&of.holds).chain(parts).chain(siblings).copied().collect();
    linked.sort_unstable();
    linked.dedup();
    linked.retain(|other| *other != row);
    linked
}
