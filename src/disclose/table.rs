//! A table of linked numbers, and the proof that a hidden one stays hidden: another table that fits everything published.
//!
//! Whoever attacks a table sets up what they know as equations and bounds: rows add up to a total, a parent lies between the largest
//! and the sum of its children, nobody is counted twice. They can pin a hidden number down only as far as no other table fits all that. So a
//! hidden number is safe when such tables can be *shown*: [`Table::can_be`] builds one in which the number has another value. What it
//! builds is a witness, so no cleverer attack can do better (the reasoning of cell suppression: Fischetti and Salazar 2001,
//! Management Science 47(7); Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).

/// From the first to the second number, both included.
pub(super) type Range = (u64, u64);

/// No upper end. Small enough to add up without overflow.
pub(super) const ENDLESS: u64 = u64::MAX / 4;

/// A number of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// What it is.
    pub(super) value: u64,
    /// What it could be instead and be published the same way.
    pub(super) room: Range,
    /// What it could be once it is hidden.
    pub(super) hidden_room: Range,
    /// Whether it may be hidden for the sake of others; nought is not, nor what is hidden already.
    pub(super) may_hide: bool,
    /// Whether it is hidden.
    pub(super) is_hidden: bool,
    /// The values that nobody may rule out.
    pub(super) target: Option<Range>,
}

/// One thing counted in every group of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// What all cells together can be, as far as anybody knows.
    pub(super) sum: Range,
    /// The sums that nobody may rule out.
    pub(super) sum_target: Option<Range>,
    /// Rows that have at least as many in every group.
    pub(super) within: Vec<usize>,
    /// Rows that have at most as many in every group.
    pub(super) holds: Vec<usize>,
    /// Sets of rows that together have at least as many in every group.
    pub(super) covers: Vec<Vec<usize>>,
    /// The rows in whose covers this one is, and in which.
    pub(super) part_of: Vec<(usize, usize)>,
}

/// Rows of numbers over the same groups, and how they are linked.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    groups: usize,
    /// The cells, row after row.
    cells: Vec<Cell>,
    world: World,
}

/// The table that is being built beside the true one.
#[derive(Debug, Default)]
struct World {
    values: Vec<u64>,
    sums: Vec<u64>,
    /// Whether a cell was raised or lowered: it is never moved back, so that every search ends.
    moved: Vec<Moved>,
    /// The cells that were set, and what they were.
    log: Vec<(usize, u64, Moved)>,
    /// The cell in question, which stays as it was set.
    pinned: Option<usize>,
    /// Rows that may no longer add up.
    open: Vec<usize>,
    /// How many more cells may be set.
    patience: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Moved {
    #[default]
    Not,
    Up,
    Down,
}

/// A witness that changes more cells than this is not looked for: hiding one more number is then the better way.
const MOST_CHANGES: usize = 400;

impl Table {
    /// A table of linked rows; `cells` row after row.
    pub(super) fn new(groups: usize, rows: Vec<Row>, cells: Vec<Cell>) -> Table {
        let values: Vec<u64> = cells.iter().map(|cell| cell.value).collect();
        let sums = values.chunks(groups.max(1)).map(|row| row.iter().sum()).collect();
        let world = World { sums, moved: vec![Moved::Not; values.len()], values, ..World::default() };
        Table { rows, groups, cells, world }
    }

    /// How many groups there are.
    pub(super) fn groups(&self) -> usize {
        self.groups
    }

    /// A cell.
    pub(super) fn cell(&self, row: usize, group: usize) -> &Cell {
        &self.cells[row * self.groups + group]
    }

    /// Hides a cell.
    pub(super) fn hide(&mut self, row: usize, group: usize) {
        let cell = &mut self.cells[row * self.groups + group];
        cell.is_hidden = true;
        cell.room = cell.hidden_room;
    }

    /// Hides a cell so that it could be nought too, whatever it is.
    pub(super) fn blank(&mut self, row: usize, group: usize) {
        self.cells[row * self.groups + group].hidden_room.0 = 0;
        self.hide(row, group);
    }

    /// Makes a cell again what it was before it was hidden.
    pub(super) fn restore(&mut self, row: usize, group: usize, before: Cell) {
        self.cells[row * self.groups + group] = before;
    }

    /// Whether a table would fit in which this cell has this value, if another one were hidden as well.
    pub(super) fn can_be_if_hidden(
        &mut self,
        hidden: (usize, usize),
        row: usize,
        group: usize,
        value: u64,
    ) -> bool {
        self.if_hidden(hidden, |table| table.can_be(row, group, value))
    }

    /// Whether a table would fit in which this row adds up to this, if a cell were hidden as well.
    pub(super) fn can_add_up_to_if_hidden(&mut self, hidden: (usize, usize), row: usize, sum: u64) -> bool {
        self.if_hidden(hidden, |table| table.can_add_up_to(row, sum))
    }

    fn if_hidden(&mut self, hidden: (usize, usize), fits: impl FnOnce(&mut Table) -> bool) -> bool {
        let at = hidden.0 * self.groups + hidden.1;
        let before = self.cells[at].room;
        self.cells[at].room = self.cells[at].hidden_room;
        let fits = fits(self);
        self.cells[at].room = before;
        fits
    }

    /// Whether a table fits all that is published in which this cell has this value.
    pub(super) fn can_be(&mut self, row: usize, group: usize, value: u64) -> bool {
        self.world.patience = MOST_CHANGES;
        let is_placed = self.place(row, group, value);
        self.world.pinned = Some(row * self.groups + group);
        let fits = is_placed && self.settle(None);
        self.world.pinned = None;
        self.undo(0);
        fits
    }

    /// Whether a table fits all that is published in which this row adds up to this.
    pub(super) fn can_add_up_to(&mut self, row: usize, sum: u64) -> bool {
        self.world.patience = MOST_CHANGES;
        self.world.open.push(row);
        let fits = self.settle(Some((row, sum)));
        self.undo(0);
        fits
    }

    fn value(&self, row: usize, group: usize) -> u64 {
        self.world.values[row * self.groups + group]
    }

    fn covered(&self, (row, cover): (usize, usize), group: usize) -> u64 {
        self.rows[row].covers[cover].iter().map(|part| self.value(*part, group)).sum()
    }

    fn may_move(&self, at: usize, is_up: bool) -> bool {
        let back = if is_up { Moved::Down } else { Moved::Up };
        self.world.moved[at] != back && self.world.pinned != Some(at)
    }

    fn undo(&mut self, to: usize) {
        while self.world.log.len() > to {
            let (at, before, moved) = self.world.log.pop().expect("the log is longer than that");
            let row = at / self.groups;
            self.world.sums[row] = self.world.sums[row] - self.world.values[at] + before;
            self.world.values[at] = before;
            self.world.moved[at] = moved;
        }
        if to == 0 {
            self.world.open.clear();
        }
    }

    /// Gives a cell another value, and mends what that breaks in its group.
    fn place(&mut self, row: usize, group: usize, value: u64) -> bool {
        let at = row * self.groups + group;
        let before = self.world.values[at];
        if before == value {
            return true;
        }
        let (low, high) = self.cells[at].room;
        if !self.may_move(at, value > before) || value < low || value > high || self.world.patience == 0 {
            return false;
        }
        self.world.patience -= 1;
        self.world.log.push((at, before, self.world.moved[at]));
        self.world.moved[at] = if value > before { Moved::Up } else { Moved::Down };
        self.world.values[at] = value;
        self.world.sums[row] = self.world.sums[row] - before + value;
        self.world.open.push(row);
        if value > before {
            self.mend_raised(row, group, value)
        } else {
            self.mend_lowered(row, group, value)
        }
    }

    fn mend_raised(&mut self, row: usize, group: usize, value: u64) -> bool {
        for at in 0..self.rows[row].within.len() {
            let above = self.rows[row].within[at];
            if self.value(above, group) < value && !self.place(above, group, value) {
                return false;
            }
        }
        (0..self.rows[row].covers.len()).all(|cover| self.raise_parts((row, cover), group, value))
    }

    /// Raises parts until they cover their whole again, the one with most room first.
    fn raise_parts(&mut self, whole: (usize, usize), group: usize, value: u64) -> bool {
        loop {
            let lacks = value.saturating_sub(self.covered(whole, group));
            if lacks == 0 {
                return true;
            }
            let parts = &self.rows[whole.0].covers[whole.1];
            let best = parts.iter().map(|part| (self.ease(*part, group, lacks), *part));
            let Some((_, part)) = best.max_by_key(|(ease, part)| (*ease, std::cmp::Reverse(*part))) else {
                return false;
            };
            let at = part * self.groups + group;
            let room = self.cells[at].room.1.min(value).saturating_sub(self.world.values[at]);
            if room == 0 || !self.may_move(at, true) {
                return false;
            }
            let to = self.value(part, group) + room.min(lacks);
            if !self.place(part, group, to) {
                return false;
            }
        }
    }

    fn mend_lowered(&mut self, row: usize, group: usize, value: u64) -> bool {
        for at in 0..self.rows[row].holds.len() {
            let below = self.rows[row].holds[at];
            if self.value(below, group) > value && !self.place(below, group, value) {
                return false;
            }
        }
        (0..self.rows[row].part_of.len()).all(|at| self.cover(self.rows[row].part_of[at], row, group))
    }

    /// How easily a cell is raised: by how much its row can take, first without and then with further changes.
    fn ease(&self, row: usize, group: usize, by: u64) -> (u64, u64) {
        let at = row * self.groups + group;
        if !self.may_move(at, true) {
            return (0, 0);
        }
        let room = self.cells[at].room.1.saturating_sub(self.world.values[at]).min(by);
        let mut taken = self.rows[row].sum.1.saturating_sub(self.world.sums[row]);
        for other in (0..self.groups).filter(|other| *other != group) {
            if taken >= room {
                break;
            }
            if self.may_move(row * self.groups + other, false) {
                taken += self.slack(row, other, false);
            }
        }
        (room.min(taken), room)
    }

    /// Mends a whole of which a part was lowered: it is lowered too, or another part is raised.
    fn cover(&mut self, whole: (usize, usize), row: usize, group: usize) -> bool {
        let sum = self.covered(whole, group);
        let lacks = self.value(whole.0, group).saturating_sub(sum);
        if lacks == 0 {
            return true;
        }
        let kept = self.world.log.len();
        let limit = self.value(whole.0, group);
        // First a part whose row can take it as it is; then the whole; then any part.
        for is_easy in [true, false] {
            for at in 0..self.rows[whole.0].covers[whole.1].len() {
                let part = self.rows[whole.0].covers[whole.1][at];
                let to = self.value(part, group) + lacks;
                let takes = self.world.sums[part] + lacks <= self.rows[part].sum.1;
                if part != row && to <= limit && takes == is_easy {
                    if self.place(part, group, to) {
                        return true;
                    }
                    self.undo_some(kept);
                }
            }
            if is_easy {
                if self.place(whole.0, group, sum) {
                    return true;
                }
                self.undo_some(kept);
            }
        }
        false
    }

    /// Takes back what was set last, but leaves the rows to be looked at again.
    fn undo_some(&mut self, to: usize) {
        if to == 0 {
            let open = std::mem::take(&mut self.world.open);
            self.undo(0);
            self.world.open = open;
        } else {
            self.undo(to);
        }
    }

    /// Makes every row add up again, by changing cells that leave room for it.
    fn settle(&mut self, wanted: Option<(usize, u64)>) -> bool {
        // The rows that stand last are the smallest parts: what they need often mends the rest.
        while let Some(row) = self.world.open.iter().copied().max() {
            let (low, high) = match wanted {
                Some((wanted, sum)) if wanted == row => (sum, sum),
                _ => self.rows[row].sum,
            };
            let sum = self.world.sums[row];
            if sum >= low && sum <= high {
                self.world.open.retain(|open| *open != row);
                continue;
            }
            let is_more_wanted = sum < low;
            let lacks = if is_more_wanted { low - sum } else { sum - high };
            if !self.give(row, lacks, is_more_wanted) {
                return false;
            }
        }
        true
    }

    /// Changes one cell of a row by up to `lacks`: the cell whose links allow most, else one whose links can be mended.
    fn give(&mut self, row: usize, lacks: u64, is_more_wanted: bool) -> bool {
        let mut best: Option<(u64, usize)> = None;
        for group in 0..self.groups {
            let at = row * self.groups + group;
            if self.may_move(at, is_more_wanted) {
                let slack = self.slack(row, group, is_more_wanted).min(lacks);
                if slack > 0 && best.is_none_or(|(most, _)| slack > most) {
                    best = Some((slack, group));
                    if slack == lacks {
                        break;
                    }
                }
            }
        }
        if let Some((slack, group)) = best {
            return self.step(row, group, slack, is_more_wanted);
        }
        for group in 0..self.groups {
            let at = row * self.groups + group;
            let ((low, high), value) = (self.cells[at].room, self.world.values[at]);
            let room = if is_more_wanted { high.saturating_sub(value) } else { value.saturating_sub(low) };
            if !self.may_move(at, is_more_wanted) || room == 0 {
                continue;
            }
            let kept = self.world.log.len();
            if self.step(row, group, room.min(lacks), is_more_wanted) {
                return true;
            }
            self.undo_some(kept);
        }
        false
    }

    fn step(&mut self, row: usize, group: usize, by: u64, is_up: bool) -> bool {
        let value = self.value(row, group);
        self.place(row, group, if is_up { value + by } else { value - by })
    }

    /// By how much a cell can change before a link breaks.
    fn slack(&self, row: usize, group: usize, is_up: bool) -> u64 {
        let of = &self.rows[row];
        let value = self.value(row, group);
        let (low, high) = self.cell(row, group).room;
        if is_up {
            let least = of.within.iter().map(|above| self.value(*above, group)).min().unwrap_or(ENDLESS);
            let covers = (0..of.covers.len()).map(|cover| self.covered((row, cover), group));
            let covered = covers.min().unwrap_or(ENDLESS);
            high.min(least).min(covered).saturating_sub(value)
        } else {
            let most = of.holds.iter().map(|below| self.value(*below, group)).max().unwrap_or(0);
            let spare = |whole: &(usize, usize)| {
                self.covered(*whole, group).saturating_sub(self.value(whole.0, group))
            };
            let spare = of.part_of.iter().map(spare).min().unwrap_or(ENDLESS);
            value.saturating_sub(low.max(most)).min(spare)
        }
    }
}
