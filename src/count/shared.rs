//! How many any two groups have in common, which tells how the groups of one division lie in those of another.

use super::Unit;

/// For each two filters how many are in both, campaigns included: respondents, and points made at events. A filter has all its own in common with itself.
#[derive(Debug, Clone)]
pub struct Shared {
    filters: usize,
    respondents: Vec<u32>,
    contributions: Vec<u32>,
}

impl Shared {
    /// Nobody is in any of so many filters.
    pub(super) fn of(filters: usize) -> Shared {
        let nobody = vec![0; filters * filters];
        Shared { filters, respondents: nobody.clone(), contributions: nobody }
    }

    /// Somebody is in all of these filters, each of which stands there once.
    pub(super) fn add_respondent(&mut self, filters: &[usize]) {
        add(&mut self.respondents, self.filters, filters);
    }

    /// The same of a point made at an event.
    pub(super) fn add_contribution(&mut self, filters: &[usize]) {
        add(&mut self.contributions, self.filters, filters);
    }

    /// How many are in both filters. Of mentions and of people spoken for it is not counted: nobody.
    pub fn in_both(&self, one: usize, other: usize, unit: Unit) -> u64 {
        let at = one * self.filters + other;
        match unit {
            Unit::Respondents => u64::from(self.respondents[at]),
            Unit::Contributions => u64::from(self.contributions[at]),
            Unit::Mentions | Unit::Represented => 0,
        }
    }
}

fn add(counts: &mut [u32], width: usize, filters: &[usize]) {
    for one in filters {
        let row = &mut counts[one * width..][..width];
        filters.iter().for_each(|other| row[*other] += 1);
    }
}
