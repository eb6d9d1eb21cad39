//! The rows of a table of levels, and what bounds what among them.

use rustc_hash::FxHashMap;

use super::table::Row;
use crate::count::{BOTH_WAYS, Campaigns, Tally};

/// Rows, and what bounds what.
#[derive(Default)]
pub(super) struct Links {
    pub(super) rows: Vec<Row>,
    /// The row of a level, or of the base.
    pub(super) of: FxHashMap<(Option<usize>, Campaigns), usize>,
}

impl Links {
    pub(super) fn row(&mut self, slot: Option<usize>, way: Campaigns) -> usize {
        self.rows.push(Row::default());
        self.same(slot, way, self.rows.len() - 1)
    }

    pub(super) fn same(&mut self, slot: impl Into<Option<usize>>, way: Campaigns, row: usize) -> usize {
        self.of.insert((slot.into(), way), row);
        row
    }

    /// A level is within the level that holds it (the first within the base) and covered by those it holds; without campaigns is within
    /// with campaigns.
    pub(super) fn link(&mut self, tally: &Tally) {
        let mut parts_of: Vec<Vec<usize>> = vec![Vec::new(); tally.levels()];
        for slot in 0..tally.levels() {
            if let Some(parent) = tally.parent(slot) {
                parts_of[parent].push(slot);
            }
        }
        let of = self.of.clone();
        let row = |slot: Option<usize>, way| of.get(&(slot, way)).copied();
        for way in BOTH_WAYS {
            for slot in (0..tally.levels()).map(Some).chain([None]) {
                let Some(own) = row(slot, way) else { continue };
                if way == Campaigns::Excluded {
                    self.bound(own, row(slot, Campaigns::Included));
                }
                let Some(slot) = slot else { continue };
                self.bound(own, row(tally.parent(slot), way));
                let mut cover: Vec<usize> =
                    parts_of[slot].iter().filter_map(|part| row(Some(*part), way)).collect();
                cover.sort_unstable();
                // A level that is the same as one of those it holds is covered by that one, whatever the others are.
                if !tally.is_all_parts(slot)
                    || cover.is_empty()
                    || cover.contains(&own)
                    || self.rows[own].covers.contains(&cover)
                {
                    continue;
                }
                let at = self.rows[own].covers.len();
                cover.iter().for_each(|part| self.rows[*part].part_of.push((own, at)));
                self.rows[own].covers.push(cover);
            }
        }
    }

    fn bound(&mut self, own: usize, above: Option<usize>) {
        if let Some(above) = above.filter(|above| *above != own)
            && !self.rows[own].within.contains(&above)
        {
            self.rows[own].within.push(above);
            self.rows[above].holds.push(own);
        }
    }
}
