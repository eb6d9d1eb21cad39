//! Rules about distance: which places of their parts are put together.

use crate::lexicon::{Arrangement, Rule};
use crate::text::Token;

/// What a rule about distance asks for; a rule of one part asks for none.
#[derive(Default)]
pub(super) struct RuleParts {
    /// The numbers of its parts.
    parts: Vec<u32>,
    within: u32,
    in_order: bool,
}

impl RuleParts {
    /// The rule's parts, by their numbers.
    pub(super) fn new(rule: &Rule, parts: Vec<u32>) -> RuleParts {
        let (within, in_order) = distance(rule);
        RuleParts { parts, within, in_order }
    }
}

/// How far apart the parts of a rule may begin, and whether they stand in its order.
pub(super) fn distance(rule: &Rule) -> (u32, bool) {
    match rule.pattern.arrangement {
        Arrangement::Near(within) => (within, false),
        Arrangement::Before(within) => (within, true),
        Arrangement::Together | Arrangement::Whole | Arrangement::Code(_) => (0, false),
    }
}

/// Where one part of a rule stands: token positions, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Puts the parts of a rule together: tells `found`, for each place of its first part, the tightest match.
pub(super) fn arrange_rule(
    of_rule: &RuleParts,
    parts: &[Vec<Place>],
    tokens: &[Token],
    mut found: impl FnMut(Place),
) {
    let (within, in_order) = (of_rule.within, of_rule.in_order);
    let Some((first_part, rest)) = of_rule.parts.split_first() else { return };
    for first in &parts[*first_part as usize] {
        let sentence = tokens[first.start as usize].sentence;
        let mut best: Option<Place> = None;
        tightest(Placed::first(*first), rest, parts, within, in_order, &mut |extent| {
            let is_one_sentence = tokens[extent.start as usize].sentence == sentence
                && tokens[extent.end as usize - 1].sentence == sentence;
            let tightness = |place: Place| (place.end - place.start, place.start);
            if is_one_sentence && best.is_none_or(|known| tightness(extent) < tightness(known)) {
                best = Some(extent);
            }
        });
        if let Some(best) = best {
            found(best);
        }
    }
}

/// The parts placed so far, in the order of the rule.
#[derive(Clone, Copy)]
struct Placed {
    places: [Place; MOST_PARTS],
    count: usize,
}

/// A rule about distance has at most so many parts; the lexicon's reader holds authors to it.
pub(super) const MOST_PARTS: usize = 4;

impl Placed {
    fn first(place: Place) -> Placed {
        Placed { places: [place; MOST_PARTS], count: 1 }
    }

    fn with(mut self, place: Place) -> Placed {
        self.places[self.count] = place;
        self.count += 1;
        self
    }

    fn all(&self) -> &[Place] {
        &self.places[..self.count]
    }

    fn starts(&self) -> impl Iterator<Item = u32> {
        self.all().iter().map(|place| place.start)
    }

    fn extent(&self) -> Place {
        let start = self.starts().min().unwrap_or(0);
        let end = self.all().iter().map(|place| place.end).max().unwrap_or(0);
        Place { start, end }
    }
}

/// Tries every way to place the remaining parts within the distance, no two sharing a word, and tells `found` the extent of each.
fn tightest(
    placed: Placed,
    rest: &[u32],
    parts: &[Vec<Place>],
    within: u32,
    in_order: bool,
    found: &mut impl FnMut(Place),
) {
    let Some((part, rest)) = rest.split_first() else {
        found(placed.extent());
        return;
    };
    let (Some(earliest), Some(latest)) = (placed.starts().min(), placed.starts().max()) else { return };
    let places = &parts[*part as usize];
    let begin = places.partition_point(|place| place.start < latest.saturating_sub(within));
    for place in places[begin..].iter().take_while(|place| place.start <= earliest + within) {
        let shares_word = placed.all().iter().any(|other| place.start < other.end && other.start < place.end);
        let is_out_of_order = in_order && placed.all().iter().any(|other| place.start < other.end);
        if !shares_word && !is_out_of_order {
            tightest(placed.with(*place), rest, parts, within, in_order, found);
        }
    }
}
