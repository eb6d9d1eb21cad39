//! The figures that are not of people one by one: mentions, which add up exactly, and people for whom organisations speak.

use super::Preset;
use super::hiding::protect;
use super::sensitive::{implied, published};
use super::table::{Cell, ENDLESS, Row, Table};
use super::verdicts::{Verdict, Verdict::*, Verdicts};
use crate::count::{BOTH_WAYS, Campaigns, Tally, Unit};

/// Mentions: shown for everybody only. By group they would add up to the totals both ways, and so give back numbers of people.
pub(super) fn protect_mentions(tally: &Tally, preset: Preset, verdicts: &mut Verdicts) {
    // From the themes up: what a priority has to hide so that its themes stay hidden is known before the priorities are tabulated.
    let mut forced: Vec<Option<(u64, u64)>> = vec![None; tally.levels()];
    for whole in (0..tally.levels()).rev() {
        let parts: Vec<usize> =
            (0..tally.levels()).filter(|slot| tally.parent(*slot) == Some(whole)).collect();
        if !parts.is_empty() {
            forced[whole] = protect_parts(tally, preset, whole, &parts, &forced, verdicts);
        }
    }
    let any = tally.count(0, 0, Unit::Mentions, Campaigns::Included);
    for way in BOTH_WAYS {
        let is_telling = target(tally, preset, 0, way, verdicts).is_some() || forced[0].is_some();
        let verdict = if any > 0 && is_telling { Hidden } else { Shown };
        verdicts.set(0, 0, Unit::Mentions, way, verdict);
        verdicts.set_base(0, Unit::Mentions, way, verdict);
    }
    // Where a whole is hidden, its parts would add up to it.
    for slot in 0..tally.levels() {
        for way in BOTH_WAYS {
            let whole = tally.parent(slot).map(|whole| verdicts.number(whole, 0, Unit::Mentions, way));
            if whole == Some(Hidden) && tally.count(slot, 0, Unit::Mentions, way) > 0 {
                verdicts.set(slot, 0, Unit::Mentions, way, Hidden);
            }
        }
    }
}

/// What nobody may rule out of a number of mentions: it is small, or a number of people behind it is hidden and must not be bounded by it.
fn target(
    tally: &Tally,
    preset: Preset,
    slot: usize,
    way: Campaigns,
    verdicts: &Verdicts,
) -> Option<(u64, u64)> {
    let mentions = tally.count(slot, 0, Unit::Mentions, way);
    let behind = [Unit::Respondents, Unit::Contributions];
    let is_hidden_behind = behind
        .iter()
        .any(|unit| tally.count(slot, 0, *unit, way) > 0 && verdicts.number(slot, 0, *unit, way) != Shown);
    if preset.hides(mentions) {
        Some((mentions.min(1), preset.threshold() - 1))
    } else if mentions > 0 && is_hidden_behind {
        let people: u64 = behind.iter().map(|unit| tally.count(slot, 0, *unit, way)).max().unwrap_or(0);
        Some((mentions, mentions.max(people + preset.threshold() - 1)))
    } else {
        None
    }
}

/// Protects the mentions of the parts of a whole, which add up to it. Gives what nobody may rule out of the whole, where it has to be hidden too.
fn protect_parts(
    tally: &Tally,
    preset: Preset,
    whole: usize,
    parts: &[usize],
    forced: &[Option<(u64, u64)>],
    verdicts: &mut Verdicts,
) -> Option<(u64, u64)> {
    let count = |slot: usize, way| tally.count(slot, 0, Unit::Mentions, way);
    // What a theme with sub-themes finds by rules of its own has no row, and is what they leave of it.
    let rest = |way| count(whole, way).saturating_sub(parts.iter().map(|slot| count(*slot, way)).sum());
    let has_rest = BOTH_WAYS.iter().any(|way| rest(*way) > 0);
    let is_same = BOTH_WAYS.iter().all(|way| count(whole, *way) == count(whole, Campaigns::Included));
    let ways = if is_same { &BOTH_WAYS[..1] } else { &BOTH_WAYS[..] };
    let whole_target = |way| target(tally, preset, whole, way, verdicts);
    let build = |is_whole_hidden: bool| {
        let mut rows: Vec<Row> = Vec::new();
        let mut cells: Vec<Cell> = Vec::new();
        for &way in ways {
            let total = count(whole, way);
            let is_free = is_whole_hidden || whole_target(way).is_some();
            rows.push(Row { sum: if is_free { (0, ENDLESS) } else { (total, total) }, ..Row::default() });
            for &slot in parts {
                let value = count(slot, way);
                let people: u64 = [Unit::Respondents, Unit::Contributions]
                    .map(|unit| tally.count(slot, 0, unit, way))
                    .iter()
                    .sum();
                // Of a number and its twin without campaigns, what is forced on one is forced on the other.
                let forced = forced[slot].map(|(low, high)| (low.min(value), high.max(value)));
                let wanted = target(tally, preset, slot, way, verdicts).or(forced.filter(|_| value > 0));
                let cell = published(value, ENDLESS, wanted, preset);
                let least = |room: (u64, u64)| (room.0.max(people).min(value), room.1);
                // No one mention stands for fewer people than raised it.
                let wanted = cell.target.map(|(low, high)| (low.max(people).min(value), high));
                cells.push(Cell {
                    hidden_room: least(cell.hidden_room),
                    room: least(cell.room),
                    target: wanted,
                    ..cell
                });
            }
            if has_rest {
                cells.push(implied(rest(way), ENDLESS, preset));
            }
        }
        if rows.len() > 1 {
            rows[0].holds.push(1);
            rows[1].within.push(0);
        }
        Table::new(parts.len() + usize::from(has_rest), rows, cells)
    };
    let mut table = build(false);
    let is_unsafe = !protect(&mut table).blanked.is_empty();
    if is_unsafe {
        table = build(true);
        protect(&mut table);
    }
    let mut hidden = (0, 0);
    for (group, slot) in parts.iter().enumerate() {
        for (at, way) in BOTH_WAYS.into_iter().enumerate() {
            let row = at.min(ways.len() - 1);
            let cell = table.cell(row, group);
            let verdict = if cell.is_hidden { Verdict::Hidden } else { Shown };
            verdicts.set(*slot, 0, Unit::Mentions, way, verdict);
            if let Some((low, high)) = cell.target {
                hidden = (
                    hidden.0.max(cell.value - low.min(cell.value)),
                    hidden.1.max(high - cell.value.min(high)),
                );
            }
        }
    }
    let value = count(whole, Campaigns::Included);
    is_unsafe.then(|| (value.saturating_sub(hidden.0), value + hidden.1))
}

/// A sum over fewer organisations than this tells what one of them said, to whoever knows the others (Hundepool et al. 2012, section 4.2.2).
const FEWEST_ORGANISATIONS: u64 = 3;

fn is_of_few(organisations: u64) -> bool {
    (1..FEWEST_ORGANISATIONS).contains(&organisations)
}

/// How many organisations raised what holds a level, or answered at all, and not the level itself: of what holds it the closest whose number is shown.
fn besides(tally: &Tally, slot: usize, way: Campaigns, verdicts: &Verdicts) -> u64 {
    let is_shown = |slot: &usize| verdicts.number(*slot, 0, Unit::Represented, way) == Shown;
    let above = std::iter::successors(tally.parent(slot), |slot| tally.parent(*slot)).find(is_shown);
    if above.is_none() && verdicts.base(0, Unit::Represented, way) != Shown {
        return 0;
    }
    tally.speakers(above, way).saturating_sub(tally.speakers(Some(slot), way))
}

/// People for whom organisations speak: shown for everybody only, where enough organisations raised it, no fewer did so in a campaign's words, and no fewer
/// raised what holds it and not the thing itself. What holds a level comes before it.
pub(super) fn protect_represented(tally: &Tally, preset: Preset, verdicts: &mut Verdicts) {
    for slot in std::iter::once(None).chain((0..tally.levels()).map(Some)) {
        let included = tally.speakers(slot, Campaigns::Included);
        for way in BOTH_WAYS {
            let speakers = tally.speakers(slot, way);
            let (value, people) = match slot {
                Some(slot) => {
                    let people = verdicts.number(slot, 0, Unit::Respondents, way);
                    (tally.count(slot, 0, Unit::Represented, way), people)
                }
                None => (tally.base(0, Unit::Represented, way), verdicts.base(0, Unit::Respondents, way)),
            };
            let only_in_campaigns = included - speakers;
            let is_telling = preset.hides(value)
                || value > 0 && (speakers < FEWEST_ORGANISATIONS || people != Shown)
                || is_of_few(only_in_campaigns) && way == Campaigns::Excluded
                || slot.is_some_and(|slot| is_of_few(besides(tally, slot, way, verdicts)));
            let verdict = if is_telling { Hidden } else { Shown };
            match slot {
                Some(slot) => verdicts.set(slot, 0, Unit::Represented, way, verdict),
                None => verdicts.set_base(0, Unit::Represented, way, verdict),
            }
        }
    }
}
