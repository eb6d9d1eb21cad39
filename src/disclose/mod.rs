//! Small numbers hidden so that nobody can work them out: no report is given a count of people that did not pass here.
//!
//! A number is hidden where it is too telling by the preset ([`Preset`]), and so are the further numbers from which it could be
//! worked out: those of the other groups, of the priority or the themes, of the count without campaigns. How far one could be worked out is not
//! guessed: a hidden number counts as safe when another table is built that fits everything published. `docs/disclosure.md`
//! explains it, and a test attacks the published files.

mod audit;
mod conclusions;
mod families;
mod hiding;
mod links;
mod mentions;
mod nesting;
mod parts;
mod preset;
mod promise;
mod reading;
mod sensitive;
mod shown;
mod table;
mod together;
mod verdicts;

pub use parts::{parts, protected_parts};
pub use preset::{PRESETS, Preset};
pub use shown::{PublishedFigure, Share, Shown};
pub use together::{ShownPair, together};

use crate::count::{BOTH_WAYS, Campaigns, Filter, Level, Tally, UNITS, Unit};
use families::Families;
use verdicts::{Verdict, Verdicts};

/// Every figure as it may be published.
#[derive(Debug, Clone)]
pub struct Published {
    /// What there are figures for, in the order of tables.
    pub filters: Vec<Filter>,
    /// The rule by which small numbers were hidden.
    pub preset: Preset,
    /// Units of which no number is shown, because nothing less keeps what the rule promises.
    pub withheld: Vec<Unit>,
    /// Whether reports may tell how many responses count.
    pub tells_counted: bool,
    /// Whether they may tell how many of these show no theme.
    pub tells_unthemed: bool,
    priorities: usize,
    levels: usize,
    /// For each filter and level a number for each unit and way of counting; none where there is no row.
    numbers: Vec<[Option<Shown>; CELLS]>,
    /// For each filter the same.
    bases: Vec<[Shown; CELLS]>,
}

const CELLS: usize = UNITS.len() * BOTH_WAYS.len();

fn cell(unit: Unit, campaigns: Campaigns) -> usize {
    unit as usize * BOTH_WAYS.len() + campaigns as usize
}

impl Published {
    /// The figure for a level within a filter (its index in [`Published::filters`]); none where the tables have no row for it: what nobody in a
    /// group raised, and groups of a level that is hidden as a whole.
    pub fn figure(
        &self,
        level: Level,
        filter: usize,
        unit: Unit,
        campaigns: Campaigns,
    ) -> Option<PublishedFigure> {
        let at = cell(unit, campaigns);
        let numerator = self.numbers[filter * self.levels + level.slot(self.priorities)][at]?;
        Some(PublishedFigure { numerator, denominator: self.bases[filter][at] })
    }

    /// The figure for a level over everybody, which always has a row.
    pub fn overall(&self, level: Level, unit: Unit, campaigns: Campaigns) -> PublishedFigure {
        self.figure(level, 0, unit, campaigns).unwrap_or_default()
    }

    /// The figure for a level within a filter as whoever reads the tables knows it, with a row or without: nought of its base where nobody in the
    /// group raised it, hidden where nobody is told that.
    pub fn known(&self, level: Level, filter: usize, unit: Unit, campaigns: Campaigns) -> PublishedFigure {
        self.figure(level, filter, unit, campaigns).unwrap_or_else(|| {
            let denominator = self.base(filter, unit, campaigns);
            let is_told = self.is_divided(level, unit, campaigns) && !denominator.is_hidden();
            let numerator = if is_told { Shown::number(0) } else { Shown::hidden() };
            PublishedFigure { numerator, denominator }
        })
    }

    /// Whether the tables divide a level's number by groups: not where it is hidden over everybody, and not mentions and people spoken for.
    pub fn is_divided(&self, level: Level, unit: Unit, campaigns: Campaigns) -> bool {
        let is_of_unit = is_divided(unit) || !self.preset.protects();
        is_of_unit && !self.overall(level, unit, campaigns).numerator.is_hidden()
    }

    /// Of how many the shares of a filter are.
    pub fn base(&self, filter: usize, unit: Unit, campaigns: Campaigns) -> Shown {
        self.bases[filter][cell(unit, campaigns)]
    }

    /// Whether too few raised a level for their number to be shown, or may have in their own words.
    pub fn is_few(&self, level: Level, unit: Unit) -> bool {
        let number = |way| self.overall(level, unit, way).numerator;
        number(Campaigns::Included).fewer().is_some() || number(Campaigns::Excluded).is_hidden()
    }

    /// How many of the numbers with a row are shown, and how many there are.
    pub fn kept(&self) -> (usize, usize) {
        let all = self.numbers.iter().flatten().flatten();
        (all.clone().filter(|number| !number.is_hidden()).count(), all.count())
    }
}

/// What reports tell of campaigns beside the counts, by numbers of levels.
#[derive(Debug, Clone, Default)]
pub struct ToldByCampaigns {
    /// The levels that the text of every campaign shows.
    pub in_every: Vec<usize>,
    /// Levels that the text of a campaign shows whose size is told, where few raised them who sent none of these: how many raised them who did send one.
    pub beside_few: Vec<(usize, u64)>,
    /// Levels that the text of a campaign shows whose size is told, where those who sent it are a group and few of them raised them in words of their own
    /// as well: how many raised them who did not send it.
    pub few_themselves: Vec<(usize, u64)>,
}

/// What reports tell of single responses beside the counts of people and of points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Responses {
    /// Responses that count.
    pub counted: u64,
    /// Those of them that show no theme.
    pub unthemed: u64,
}

/// A tally as it may be published, beside what reports tell of campaigns and of responses.
pub fn published(
    tally: &Tally,
    preset: Preset,
    campaigns: &ToldByCampaigns,
    responses: Responses,
) -> Published {
    let mut verdicts = Verdicts::of(tally);
    let mut withheld = Vec::new();
    if preset.protects() {
        for unit in [Unit::Respondents, Unit::Contributions] {
            Families::new(tally, preset, unit).protect(&mut verdicts);
        }
        mentions::protect_mentions(tally, preset, &mut verdicts);
        withheld = audit::audit(tally, preset, campaigns, responses, &mut verdicts);
        mentions::protect_represented(tally, preset, &mut verdicts);
    }
    // Without campaigns nobody is told that a hidden number is small: beside the number with them, that would tell how many a campaign added.
    let number = |value: u64, is_small_told: bool, verdict: Verdict| match verdict {
        Verdict::Shown => Shown::number(preset.rounded(value)),
        _ if is_small_told => Shown::fewer_than(preset.threshold()),
        _ => Shown::hidden(),
    };
    let levels = tally.levels();
    let mut numbers = vec![[None; CELLS]; tally.filters.len() * levels];
    let mut bases = vec![[Shown::hidden(); CELLS]; tally.filters.len()];
    for filter in 0..tally.filters.len() {
        for unit in UNITS {
            for way in BOTH_WAYS {
                let is_withheld = preset.protects() && filter > 0 && !is_divided(unit);
                let base = tally.base(filter, unit, way);
                let may_tell = filter == 0 && way == Campaigns::Included && tells_small(tally, unit, preset);
                let is_told = |value: u64| may_tell && preset.hides(value);
                let base_verdict =
                    if is_withheld { Verdict::Hidden } else { verdicts.base(filter, unit, way) };
                bases[filter][cell(unit, way)] = number(base, is_told(base), base_verdict);
                for slot in 0..levels {
                    let value = tally.count(slot, filter, unit, way);
                    let verdict = if is_withheld {
                        let behind = [Unit::Respondents, Unit::Contributions];
                        let has_row = behind.iter().any(|unit| {
                            tally.base(filter, *unit, way) > 0
                                && has_row(
                                    verdicts.number(slot, filter, *unit, way),
                                    slot,
                                    tally.count(slot, filter, *unit, way),
                                )
                        });
                        if has_row { Verdict::Hidden } else { Verdict::Absent }
                    } else {
                        verdicts.number(slot, filter, unit, way)
                    };
                    let is_here = filter == 0 || base > 0 && has_row(verdict, slot, value);
                    numbers[filter * levels + slot][cell(unit, way)] =
                        is_here.then(|| number(value, is_told(value), verdict));
                }
            }
        }
    }
    Published {
        filters: tally.filters.clone(),
        preset,
        withheld,
        tells_counted: verdicts.tells_counted,
        tells_unthemed: verdicts.tells_unthemed,
        priorities: tally.priorities,
        levels,
        numbers,
        bases,
    }
}

/// Whether readers are told of a hidden number of the whole consultation that it is small, and so of every other that it is not. Where so few answered
/// that "all but a few" can be few, that would tell too much.
fn tells_small(tally: &Tally, unit: Unit, preset: Preset) -> bool {
    tally.base(0, unit, Campaigns::Included) >= 2 * preset.threshold()
}

/// Whether there are numbers by group: mentions, and people spoken for, are given for everybody only.
fn is_divided(unit: Unit) -> bool {
    matches!(unit, Unit::Respondents | Unit::Contributions)
}

/// Whether a group has a row for a level: what nobody raised has none, unless nobody may be told that; any theme always has.
fn has_row(verdict: Verdict, slot: usize, value: u64) -> bool {
    match verdict {
        Verdict::Absent => false,
        Verdict::Blank => true,
        Verdict::Shown | Verdict::Hidden => value > 0 || slot == 0,
    }
}
