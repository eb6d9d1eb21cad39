//! Which rules about distance have all their parts near each other in a text, roughly: only these are put together.

use rustc_hash::FxHashMap;

use super::distance::{MOST_PARTS, Place, distance};
use super::numbers::NumberSet;
use super::walks::{NodeSet, Walks};
use crate::lexicon::{Part, Rule};

/// Where parts of rules about distance stand in a text.
#[derive(Default)]
pub(super) struct Noted {
    /// What was reached that parts end at, and where, in order of first words.
    reached: Vec<(NodeSet, Place)>,
    /// What was reached, each once, and for each set of nodes in which stretches of the text that begins.
    sets: Vec<NodeSet>,
    of_set: Vec<Stretches>,
    /// The parts met in this text, and for each part in which stretches it begins.
    met: NumberSet,
    of_part: Vec<Stretches>,
    /// A stretch is two to the power of this many words.
    stretch: u32,
    /// The rules whose parts all begin near each other, roughly; their parts, the stretches these may stand in, and where they stand.
    pub(super) rules: Vec<u32>,
    is_needed: NumberSet,
    near: Stretches,
    pub(super) places: Vec<Vec<Place>>,
}

/// Stretches of a text, a bit each: a text has at most as many as there are bits.
type Stretches = u64;

/// The rules about distance, each under the part where it is tried.
#[derive(Default)]
pub(super) struct Trials {
    /// How many parts there are; those under which rules are tried come first.
    parts: usize,
    /// For each of these where its rules begin; one more for the end.
    from: Vec<u32>,
    rules: Vec<Tried>,
}

/// A rule about distance, as it is tried where its rarest part stands.
#[derive(Clone, Copy)]
struct Tried {
    rule: u32,
    within: u32,
    /// Its other parts, the last of them again and again where there are fewer.
    others: [u32; MOST_PARTS - 1],
}

impl Tried {
    /// The rule of this number as it is tried under one of its parts.
    fn new(number: u32, rule: &Rule, parts: &[u32], under: u32) -> Tried {
        let mut others = parts.to_vec();
        if let Some(at) = parts.iter().position(|part| *part == under) {
            others.remove(at);
        }
        let last = others.last().copied().unwrap_or(under);
        let others = std::array::from_fn(|at| others.get(at).copied().unwrap_or(last));
        Tried { rule: number, within: distance(rule).0, others }
    }
}

impl Trials {
    #[inline]
    fn under(&self, part: u32) -> &[Tried] {
        &self.rules[self.from[part as usize] as usize..self.from[part as usize + 1] as usize]
    }

    /// How many parts there are under which rules are tried.
    fn tried(&self) -> usize {
        self.from.len().saturating_sub(1)
    }
}

impl Noted {
    /// Begins with a text of so many words.
    pub(super) fn begin(&mut self, words: usize, trials: &Trials) {
        self.sets.iter().for_each(|set| self.of_set[*set as usize] = 0);
        for block in (0..self.met.blocks()).filter(|block| !self.met.is_empty_block(*block)) {
            self.of_part[block * NumberSet::BLOCK..][..NumberSet::BLOCK].fill(0);
        }
        self.reached.clear();
        self.sets.clear();
        self.rules.clear();
        self.near = 0;
        self.stretch = words.div_ceil(Stretches::BITS as usize).next_power_of_two().ilog2();
        self.met.clear(trials.parts);
        self.is_needed.clear(trials.parts);
        self.of_part.resize(trials.parts.next_multiple_of(NumberSet::BLOCK), 0);
        self.places.resize_with(trials.parts, Vec::new);
    }

    /// Notes that parts end at a set that a place leads to.
    #[inline]
    pub(super) fn reach(&mut self, set: NodeSet, place: Place) {
        let stretch = self.stretch_of(place);
        self.reached.push((set, place));
        if self.of_set.len() <= set as usize {
            self.of_set.resize(set as usize + 1, 0);
        }
        let stretches = &mut self.of_set[set as usize];
        if *stretches == 0 {
            self.sets.push(set);
        }
        *stretches |= stretch;
    }

    #[inline]
    fn stretch_of(&self, place: Place) -> Stretches {
        1 << (place.start >> self.stretch)
    }

    /// Finds the rules whose parts all begin near each other, roughly, and where these stand.
    pub(super) fn find_rules(&mut self, walks: &Walks, trials: &Trials) {
        for set in &self.sets {
            let of_set = self.of_set[*set as usize];
            for &part in walks.parts(*set) {
                self.met.add(part);
                self.of_part[part as usize] |= of_set;
            }
        }
        for block in 0..trials.tried().div_ceil(NumberSet::BLOCK) {
            for part in self.met.in_block(block).take_while(|part| (*part as usize) < trials.tried()) {
                trials.under(part).iter().for_each(|rule| self.take_in_hand(part, rule));
            }
        }
        if !self.rules.is_empty() {
            self.place(walks);
        }
    }

    /// Takes a rule in hand if its other parts begin near this one.
    #[inline]
    fn take_in_hand(&mut self, part: u32, tried: &Tried) {
        let of = |part: u32| self.of_part[part as usize];
        if tried.others.iter().any(|other| of(*other) == 0) {
            return;
        }
        // Two words that lie so far apart may lie one stretch further apart.
        let within = (tried.within >> self.stretch) + u32::from(self.stretch > 0);
        let near = around(of(part), within);
        if tried.others.iter().any(|other| of(*other) & near == 0) {
            return;
        }
        self.near |= near;
        self.rules.push(tried.rule);
        for part in tried.others.into_iter().chain([part]) {
            if self.is_needed.add(part) {
                self.places[part as usize].clear();
            }
        }
    }

    /// Notes the places of the parts of the rules in hand.
    fn place(&mut self, walks: &Walks) {
        for (set, place) in &self.reached {
            if self.stretch_of(*place) & self.near == 0 {
                continue;
            }
            for &part in walks.parts(*set) {
                if self.is_needed.holds(part) {
                    self.places[part as usize].push(*place);
                }
            }
        }
    }
}

/// These stretches, and those at most `within` away.
fn around(stretches: Stretches, within: u32) -> Stretches {
    let within = within.min(Stretches::BITS - 1);
    let (mut all, mut done) = (stretches, 0);
    while done < within {
        // At the edges only one side of what was done is left: a longer step would leave a gap.
        let step = (within - done).min(done + 1);
        all |= all << step | all >> step;
        done += step;
    }
    all
}

/// The parts of rules about distance, by number.
pub(super) struct NumberedParts {
    /// For each rule its parts; none where it has only one.
    pub(super) of_rule: Vec<Vec<u32>>,
    pub(super) trials: Trials,
}

/// Gives every part of a rule about distance a number, equal parts the same one; and says under which part each rule is tried:
/// the one that the fewest rules share. These parts have the lowest numbers.
pub(super) fn number_parts(rules: &[Rule]) -> NumberedParts {
    let mut numbers: FxHashMap<&Part, u32> = FxHashMap::default();
    let mut of_rule: Vec<Vec<u32>> = Vec::with_capacity(rules.len());
    for rule in rules {
        let several: &[Part] = if rule.pattern.parts.len() > 1 { &rule.pattern.parts } else { &[] };
        let number = |part| {
            let next = numbers.len() as u32;
            *numbers.entry(part).or_insert(next)
        };
        of_rule.push(several.iter().map(number).collect());
    }
    let mut uses = vec![0u32; numbers.len()];
    of_rule.iter().flatten().for_each(|part| uses[*part as usize] += 1);
    let rarest = |parts: &[u32]| parts.iter().copied().min_by_key(|part| (uses[*part as usize], *part));
    // Those under which rules are tried come first.
    let mut is_tried = vec![false; uses.len()];
    of_rule.iter().filter_map(|parts| rarest(parts)).for_each(|part| is_tried[part as usize] = true);
    let mut in_order: Vec<u32> = (0..uses.len() as u32).collect();
    in_order.sort_by_key(|part| !is_tried[*part as usize]);
    let mut number = vec![0; uses.len()];
    (0..).zip(&in_order).for_each(|(new, old)| number[*old as usize] = new);
    let mut tried: Vec<(u32, Tried)> = Vec::new();
    for (rule, parts) in (0..).zip(&mut of_rule) {
        let rarest = rarest(parts);
        parts.iter_mut().for_each(|part| *part = number[*part as usize]);
        if let Some(part) = rarest.map(|part| number[part as usize]) {
            tried.push((part, Tried::new(rule, &rules[rule as usize], parts, part)));
        }
    }
    tried.sort_by_key(|(part, _)| *part);
    let behind = is_tried.iter().filter(|is_tried| **is_tried).count() as u32;
    let trials = Trials {
        parts: uses.len(),
        from: (0..=behind).map(|part| tried.partition_point(|(of, _)| *of < part) as u32).collect(),
        rules: tried.into_iter().map(|(_, tried)| tried).collect(),
    };
    NumberedParts { of_rule, trials }
}
