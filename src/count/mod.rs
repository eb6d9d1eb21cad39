//! How many, of how many, in which unit: nothing is counted without its base.

mod interval;
mod received;
mod shared;
mod tally;
mod together;

pub use interval::{Interval, difference, wilson};
pub use received::{Received, received};
pub use shared::Shared;
pub use tally::{Filter, MOST_SEGMENTS, SEGMENT_ATTRIBUTES, Tally, tally};
pub use together::{Pair, pairs};

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Different people and organisations.
    Respondents,
    /// Places in responses.
    Mentions,
    /// Points made at events.
    Contributions,
    /// People for whom organisations say they speak (K9).
    Represented,
}

/// Every unit, in the order of tables.
pub const UNITS: [Unit; 4] = [Unit::Respondents, Unit::Mentions, Unit::Contributions, Unit::Represented];

impl Unit {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            Unit::Respondents => "respondents",
            Unit::Mentions => "mentions",
            Unit::Contributions => "contributions",
            Unit::Represented => "represented",
        }
    }
}

/// Whether a campaign's words count (K5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Campaigns {
    /// Everybody who sent a campaign's words counts.
    Included,
    /// Only words that people wrote themselves count.
    Excluded,
}

/// Both ways of counting.
pub const BOTH_WAYS: [Campaigns; 2] = [Campaigns::Included, Campaigns::Excluded];

impl Campaigns {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            Campaigns::Included => "included",
            Campaigns::Excluded => "excluded",
        }
    }
}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Any theme at all.
    All,
    /// A priority: any of its themes; a person counts once.
    Priority(usize),
    /// A theme or sub-theme, with those under it; a person counts once.
    Theme(usize),
}

impl Level {
    /// Its number: any theme first, then the priorities, then the themes.
    pub fn slot(self, priorities: usize) -> usize {
        match self {
            Level::All => 0,
            Level::Priority(priority) => 1 + priority,
            Level::Theme(theme) => 1 + priorities + theme,
        }
    }
}

/// A number with its base. It never travels without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// How many.
    pub numerator: u64,
    /// Of how many: those who answered (K6).
    pub denominator: u64,
}

impl Figure {
    /// The share in per cent; none where there is nobody to share.
    pub fn percent(self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 * 100.0 / self.denominator as f64)
    }
}
