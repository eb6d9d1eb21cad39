//! Where sequences of words lead in the trie: each step that texts take is worked out once, and then found again.
//!
//! A word may carry many symbols, and begin or continue many sequences. Walking each of them for itself would cost more with every rule; so
//! the nodes that a sequence of words leads to are one set, with a number, and a step is from one number to the next.

use rustc_hash::FxHashMap;

use super::trie::{Output, Symbol, SymbolMask, Trie, common_children};

/// The number of a set of nodes.
pub(super) type NodeSet = u32;

/// The set of no nodes: no sequence goes on like that.
pub(super) const NOWHERE: NodeSet = 0;

/// The number of a class of words: those that lead on alike from wherever they come second.
pub(super) type Class = u32;

/// The class of words that lead nowhere but from the start.
const LEADS_NOWHERE: Class = 0;

/// So many sets are remembered.
const MOST_SETS: usize = 1 << 17;

/// So many classes are remembered.
const MOST_CLASSES: usize = 1 << 20;

/// So many steps are remembered, few enough to stay near the processor; a new one takes the place of an old one.
const STEPS: usize = 1 << 17;

/// All that was worked out so far.
pub(super) struct Walks {
    classes: Vec<Vec<Symbol>>,
    class_of: FxHashMap<Vec<Symbol>, Class>,
    sets: Vec<Reached>,
    set_of: FxHashMap<Vec<u32>, NodeSet>,
    /// The sets of single nodes, by node; most sets are of one.
    set_of_one: Vec<NodeSet>,
    reached: Vec<u32>,
    nodes: Vec<u32>,
    rules: Vec<u32>,
    parts: Vec<u32>,
    steps: Vec<Step>,
}

/// What is known of a set: ranges of the lists of all sets, and the symbols that lead on, roughly.
#[derive(Clone, Copy, Default)]
struct Reached {
    leads_on: SymbolMask,
    nodes: (u32, u32),
    rules: (u32, u32),
    parts: (u32, u32),
}

/// A step that was worked out: the set it leads from in the upper 22 bits, then the class of the word, then the set it leads to in the lower 22.
#[derive(Clone, Copy, Default)]
struct Step(u64);

impl Step {
    fn of(from: NodeSet, class: Class, to: NodeSet) -> Step {
        Step(u64::from(from) << 42 | u64::from(class) << 22 | u64::from(to))
    }

    /// Where it leads; none where it is another step.
    #[inline]
    fn from(self, from: NodeSet, class: Class) -> Option<NodeSet> {
        let is_same = self.0 >> 22 == u64::from(from) << 20 | u64::from(class);
        is_same.then_some(self.0 as NodeSet & ((1 << 22) - 1))
    }
}

impl Default for Walks {
    fn default() -> Self {
        Walks {
            classes: vec![Vec::new()],
            class_of: FxHashMap::from_iter([(Vec::new(), LEADS_NOWHERE)]),
            sets: vec![Reached::default()],
            set_of: FxHashMap::default(),
            set_of_one: Vec::new(),
            reached: Vec::new(),
            nodes: Vec::new(),
            rules: Vec::new(),
            parts: Vec::new(),
            // From nowhere no word leads anywhere, as the first of these says.
            steps: vec![Step::default(); STEPS],
        }
    }
}

impl Walks {
    /// Whether so much is remembered that it is time to begin anew.
    pub(super) fn is_full(&self) -> bool {
        self.sets.len() >= MOST_SETS || self.classes.len() >= MOST_CLASSES
    }

    /// The class of words that carry these symbols, and those of them that lead on, roughly.
    pub(super) fn class(&mut self, trie: &Trie, mut symbols: Vec<Symbol>) -> (Class, SymbolMask) {
        symbols.retain(|symbol| trie.bit(*symbol) != 0);
        let mask = symbols.iter().fold(0, |mask, symbol| mask | trie.bit(*symbol));
        let next = self.classes.len() as Class;
        let class = *self.class_of.entry(symbols).or_insert_with_key(|symbols| {
            self.classes.push(symbols.clone());
            next
        });
        (class, mask)
    }

    /// Where a word that carries these symbols leads from the start.
    pub(super) fn first(&mut self, trie: &Trie, symbols: &[Symbol]) -> NodeSet {
        let roots = symbols.iter().map(|symbol| trie.root(*symbol));
        self.reached.clear();
        self.reached.extend(roots.filter(|root| *root != 0));
        self.set(trie)
    }

    /// Where a word of this class leads from a set.
    #[inline]
    pub(super) fn next(&mut self, trie: &Trie, from: NodeSet, class: Class) -> NodeSet {
        let at = (from.wrapping_mul(0x9e37_79b1) ^ class.wrapping_mul(0x85eb_ca6b)) >> 15;
        let at = at as usize % STEPS;
        if let Some(to) = self.steps[at].from(from, class) {
            return to;
        }
        let to = self.work_out(trie, from, class);
        self.steps[at] = Step::of(from, class, to);
        to
    }

    #[cold]
    fn work_out(&mut self, trie: &Trie, from: NodeSet, class: Class) -> NodeSet {
        let (begin, end) = self.sets[from as usize].nodes;
        let symbols = &self.classes[class as usize];
        self.reached.clear();
        for node in &self.nodes[begin as usize..end as usize] {
            common_children(trie.children(*node), symbols, |child| self.reached.push(child));
        }
        self.set(trie)
    }

    /// The number of the set of nodes that were reached.
    fn set(&mut self, trie: &Trie) -> NodeSet {
        match self.reached[..] {
            [] => NOWHERE,
            [node] => {
                if self.set_of_one.is_empty() {
                    self.set_of_one.resize(trie.len(), NOWHERE);
                }
                if self.set_of_one[node as usize] == NOWHERE {
                    self.set_of_one[node as usize] = self.add(trie);
                }
                self.set_of_one[node as usize]
            }
            _ => {
                self.reached.sort_unstable();
                if let Some(set) = self.set_of.get(&self.reached) {
                    return *set;
                }
                let set = self.add(trie);
                self.set_of.insert(self.reached.clone(), set);
                set
            }
        }
    }

    /// Gives the set of nodes that were reached a number.
    fn add(&mut self, trie: &Trie) -> NodeSet {
        let nodes = &self.reached;
        let leads_on = nodes.iter().fold(0, |mask, node| mask | trie.mask(*node));
        let mut outputs: Vec<Output> = nodes.iter().flat_map(|node| trie.outputs(*node)).copied().collect();
        outputs.sort_unstable();
        outputs.dedup();
        let rules = outputs.iter().filter_map(|output| match output {
            Output::Rule(rule) => Some(*rule),
            Output::Part(_) => None,
        });
        let parts = outputs.iter().filter_map(|output| match output {
            Output::Part(part) => Some(*part),
            Output::Rule(_) => None,
        });
        let set = self.sets.len() as NodeSet;
        self.sets.push(Reached {
            leads_on,
            nodes: append(&mut self.nodes, nodes.iter().copied()),
            rules: append(&mut self.rules, rules),
            parts: append(&mut self.parts, parts),
        });
        set
    }

    /// The symbols that lead on from a set, roughly.
    #[inline]
    pub(super) fn leads_on(&self, set: NodeSet) -> SymbolMask {
        self.sets[set as usize].leads_on
    }

    /// Whether a rule or a part of one ends at a set.
    pub(super) fn ends(&self, set: NodeSet) -> bool {
        !self.rules(set).is_empty() || !self.parts(set).is_empty()
    }

    /// The rules of one part of which a sequence ends here.
    #[inline]
    pub(super) fn rules(&self, set: NodeSet) -> &[u32] {
        let (from, to) = self.sets[set as usize].rules;
        &self.rules[from as usize..to as usize]
    }

    /// The parts of rules about distance of which a sequence ends here.
    #[inline]
    pub(super) fn parts(&self, set: NodeSet) -> &[u32] {
        let (from, to) = self.sets[set as usize].parts;
        &self.parts[from as usize..to as usize]
    }
}

/// Adds values to a list; gives their range.
fn append(list: &mut Vec<u32>, values: impl Iterator<Item = u32>) -> (u32, u32) {
    let from = list.len() as u32;
    list.extend(values);
    (from, list.len() as u32)
}
