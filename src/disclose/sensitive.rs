//! Which numbers are too telling to be shown, and what must stay possible once they are hidden.

use super::Preset;
use super::table::{Cell, ENDLESS, Range};
use crate::count::Unit;

/// Whether few are protected who did *not* raise a level (its slot): people are. A point is no person, and tells nothing of whoever made it by what it
/// is not about; only how few points show no theme at all is a number of its own.
pub(super) fn are_others_protected(unit: Unit, slot: usize) -> bool {
    unit != Unit::Contributions || slot == 0
}

/// What nobody may rule out of a number that is too telling: small; all but a few of its base, where these few are protected; or everybody in a small
/// group, so that to know a member is to know what they said.
pub(super) fn target(value: u64, base: u64, are_others_protected: bool, preset: Preset) -> Option<Range> {
    let threshold = preset.threshold();
    let others = base.saturating_sub(value);
    if preset.hides(value) {
        Some((value.min(1), threshold - 1))
    } else if value == 0 || value > base {
        None
    } else if others > 0 && others < threshold && are_others_protected {
        Some((base + 1 - threshold.min(base), base - 1))
    } else if others == 0 && base < 2 * threshold {
        Some((base + 1 - threshold.min(base), base))
    } else {
        None
    }
}

/// What nobody may rule out of a number without campaigns, where the one with campaigns stands beside it and tells that a few people raised it in a
/// campaign's words only.
pub(super) fn difference_target(included: u64, excluded: u64, preset: Preset) -> Option<Range> {
    let few = included.saturating_sub(excluded);
    let is_telling = preset.is_few(few) && !preset.hides(included);
    is_telling.then(|| ((included + 1).saturating_sub(preset.threshold()), included - 1))
}

/// What nobody may rule out of a number that is telling for two reasons.
pub(super) fn both(one: Option<Range>, other: Option<Range>) -> Option<Range> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

/// A number that is published: shown, or hidden because it is too telling. `most` is what it cannot exceed.
pub(super) fn published(value: u64, most: u64, target: Option<Range>, preset: Preset) -> Cell {
    let hidden_room = (if value == 0 { 0 } else { preset.least_hidden() }, most);
    let window = preset.window(value);
    Cell {
        value,
        room: if target.is_some() { hidden_room } else { (window.0, window.1.min(most).max(value)) },
        hidden_room,
        may_hide: value > 0,
        is_hidden: target.is_some(),
        target,
    }
}

/// A number that is not published but can be worked out from others, such as people who did not say where they live.
pub(super) fn implied(value: u64, most: u64, preset: Preset) -> Cell {
    let is_small = preset.is_few(value);
    unpublished(value, most, is_small.then(|| (1, (preset.threshold() - 1).min(most))))
}

/// A number that is not published, and of which no total is either.
pub(super) fn unpublished(value: u64, most: u64, target: Option<Range>) -> Cell {
    let room = (0, most.max(value));
    Cell { value, room, hidden_room: room, may_hide: false, is_hidden: true, target }
}

/// A number of the whole consultation. Where it is hidden, readers may be told whether it is small ("fewer than 5").
pub(super) fn overall(value: u64, target: Option<Range>, is_told: bool, preset: Preset) -> Cell {
    let told = match (is_told, preset.hides(value)) {
        (true, true) => (preset.least_hidden(), preset.threshold() - 1),
        (true, false) => (preset.threshold(), ENDLESS),
        (false, _) => (preset.least_hidden(), ENDLESS),
    };
    let cell = published(value, ENDLESS, target, preset);
    Cell { hidden_room: told, room: if cell.is_hidden { told } else { cell.room }, ..cell }
}
