//! Rules about distance: where their parts stand, and which of these places are put together.

use rustc_hash::FxHashMap;

use super::engine::Candidate;
use super::walks::{NodeSet, Walks};
use crate::lexicon::{Arrangement, Part, Rule};
use crate::text::Token;

/// Where parts of rules about distance stand in a text.
#[derive(Default)]
pub(super) struct Noted {
    /// What was reached that parts end at, and where, in order of first words.
    pub(super) reached: Vec<(NodeSet, Place)>,
    /// The number of the text, and for each set of nodes that of the last text it was met in.
    text: u64,
    set_met: Vec<u64>,
    /// The parts met in this text under which rules are tried.
    pub(super) parts: Vec<u32>,
    is_met: PartSet,
    /// The parts of rules that have all their parts in this text.
    is_needed: PartSet,
    /// The rules all of whose parts were met, and where these stand.
    pub(super) rules: Vec<u32>,
    pub(super) places: Vec<Vec<Place>>,
}

/// A rule about distance and its parts, the last of them again and again where it has fewer than the most.
#[derive(Clone, Copy)]
pub(super) struct Tried {
    rule: u32,
    parts: [u32; MOST_PARTS],
}

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
        let (within, in_order) = match rule.pattern.arrangement {
            Arrangement::Near(within) => (within, false),
            Arrangement::Before(within) => (within, true),
            Arrangement::Together | Arrangement::Whole | Arrangement::Code(_) => (0, false),
        };
        RuleParts { parts, within, in_order }
    }
}

/// Where one part of a rule stands: token positions, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Noted {
    /// Begins with a text.
    pub(super) fn begin(&mut self, parts: usize) {
        self.reached.clear();
        self.parts.clear();
        self.rules.clear();
        self.text += 1;
        self.is_met.clear(parts);
        self.is_needed.clear(parts);
        self.places.resize_with(parts, Vec::new);
    }

    /// Finds the parts that stand anywhere in the text; rules are tried under the first `tried` of all parts.
    pub(super) fn meet(&mut self, walks: &Walks, tried: u32) {
        self.set_met.resize(walks.len(), 0);
        for (set, _) in &self.reached {
            if std::mem::replace(&mut self.set_met[*set as usize], self.text) == self.text {
                continue;
            }
            for &part in walks.parts(*set) {
                if self.is_met.add(part) && part < tried {
                    self.parts.push(part);
                }
            }
        }
    }

    /// Takes a rule in hand if all its parts were met.
    #[inline]
    pub(super) fn need(&mut self, tried: &Tried) {
        if !tried.parts.iter().all(|part| self.is_met.holds(*part)) {
            return;
        }
        self.rules.push(tried.rule);
        for &part in &tried.parts {
            if self.is_needed.add(part) {
                self.places[part as usize].clear();
            }
        }
    }

    /// Notes the places of the parts of the rules in hand.
    pub(super) fn place(&mut self, walks: &Walks) {
        if self.rules.is_empty() {
            return;
        }
        for (set, place) in &self.reached {
            for &part in walks.parts(*set) {
                if self.is_needed.holds(part) {
                    self.places[part as usize].push(*place);
                }
            }
        }
    }
}

/// A set of parts, a bit each.
#[derive(Default)]
struct PartSet(Vec<u64>);

impl PartSet {
    /// Empties it; there are so many parts.
    fn clear(&mut self, parts: usize) {
        self.0.clear();
        self.0.resize(parts.div_ceil(64), 0);
    }

    /// Adds a part; whether it is new.
    #[inline]
    fn add(&mut self, part: u32) -> bool {
        let bits = &mut self.0[part as usize / 64];
        let before = *bits;
        *bits |= 1 << (part % 64);
        *bits != before
    }

    #[inline]
    fn holds(&self, part: u32) -> bool {
        self.0[part as usize / 64] & 1 << (part % 64) != 0
    }
}

/// The parts of rules about distance, by number.
pub(super) struct NumberedParts {
    /// For each rule its parts; none where it has only one.
    pub(super) of_rule: Vec<Vec<u32>>,
    /// How many there are.
    pub(super) count: usize,
    /// The rules that are tried under each of the first parts.
    pub(super) tried: Vec<Vec<Tried>>,
}

/// Gives every part of a rule about distance a number, equal parts the same one; and says under which part each rule is tried:
/// the one that the fewest rules share. These parts have the lowest numbers.
pub(super) fn number_parts(rules: &[Rule]) -> NumberedParts {
    let mut numbers: FxHashMap<&Part, u32> = FxHashMap::default();
    let mut parts = Vec::with_capacity(rules.len());
    for rule in rules {
        let several: &[Part] = if rule.pattern.parts.len() > 1 { &rule.pattern.parts } else { &[] };
        let of_rule: Vec<u32> = several
            .iter()
            .map(|part| {
                let next = numbers.len() as u32;
                *numbers.entry(part).or_insert(next)
            })
            .collect();
        parts.push(of_rule);
    }
    let mut uses = vec![0u32; numbers.len()];
    parts.iter().flatten().for_each(|part: &u32| uses[*part as usize] += 1);
    let rarest =
        |of_rule: &Vec<u32>| of_rule.iter().copied().min_by_key(|part| (uses[*part as usize], *part));
    // Those under which rules are tried come first.
    let mut is_tried = vec![false; uses.len()];
    parts.iter().filter_map(rarest).for_each(|part| is_tried[part as usize] = true);
    let mut in_order: Vec<u32> = (0..uses.len() as u32).collect();
    in_order.sort_by_key(|part| !is_tried[*part as usize]);
    let mut number = vec![0; uses.len()];
    (0..).zip(&in_order).for_each(|(new, old)| number[*old as usize] = new);
    let mut rules_of_part = vec![Vec::new(); is_tried.iter().filter(|is_tried| **is_tried).count()];
    for (rule, of_rule) in parts.iter_mut().enumerate() {
        let rarest = rarest(of_rule);
        of_rule.iter_mut().for_each(|part| *part = number[*part as usize]);
        if let Some(rarest) = rarest {
            let last = of_rule[of_rule.len() - 1];
            let parts = std::array::from_fn(|at| of_rule.get(at).copied().unwrap_or(last));
            rules_of_part[number[rarest as usize] as usize].push(Tried { rule: rule as u32, parts });
        }
    }
    NumberedParts { of_rule: parts, count: uses.len(), tried: rules_of_part }
}

/// Puts the parts of a rule together: for each place of its first part, the tightest match.
pub(super) fn arrange_rule(
    rule: u32,
    of_rule: &RuleParts,
    parts: &[Vec<Place>],
    tokens: &[Token],
    found: &mut Vec<Candidate>,
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
        if let Some(Place { start, end }) = best {
            found.push(Candidate { rule, start, end });
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
const MOST_PARTS: usize = 4;

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
