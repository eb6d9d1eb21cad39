//! The trie of all sequences of all rules, over symbols.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::misspellings::Misspellings;
use crate::lexicon::{Rule, Step, WordTest};
use crate::text::{Word, british};

/// One kind of step: everything that it accepts has this symbol.
pub(super) type Symbol = u32;

/// What a sequence that ends at a node shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Output {
    /// A match of a rule that has one part.
    Rule(u32),
    /// A part of rules about distance, by its number. Rules share parts: "appointment" is one, however many rules name it.
    Part(u32),
}

/// Ranges of a node's outputs and children in the trie's two lists.
#[derive(Clone, Copy, Default)]
struct Node {
    outputs: (u32, u32),
    children: (u32, u32),
    mask: SymbolMask,
}

/// A rough set of symbols: two sets whose masks have no bit in common have no symbol in common.
pub(super) type SymbolMask = u128;

/// All sequences, found by walking a text's symbols.
#[derive(Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    outputs: Vec<Output>,
    /// For each node its symbols and where they lead, sorted by symbol.
    children: Vec<(Symbol, u32)>,
    roots: Vec<u32>,
    /// For each symbol its bit in a mask; none where it leads on from no node but the first.
    bits: Vec<SymbolMask>,
    by_stem: FxHashMap<String, Vec<Symbol>>,
    by_like: FxHashMap<String, Vec<Symbol>>,
    misspellings: Misspellings,
    by_written: FxHashMap<String, Vec<Symbol>>,
    by_form: FxHashMap<String, Vec<Symbol>>,
    by_beginning: FxHashMap<String, Vec<Symbol>>,
    longest_beginning: usize,
}

impl Trie {
    /// Builds the trie; `numbers` are those of each rule's parts, and none for a rule that has one.
    pub(super) fn build(rules: &[Rule], numbers: &[Vec<u32>]) -> Trie {
        let mut trie = Trie::default();
        let mut symbols: FxHashMap<&Step, Symbol> = FxHashMap::default();
        let mut edges: BTreeMap<(u32, Symbol), u32> = BTreeMap::new();
        let mut outputs: Vec<Vec<Output>> = vec![Vec::new()];
        for (number, rule) in rules.iter().enumerate() {
            for (part, alternatives) in rule.pattern.parts.iter().enumerate() {
                let output =
                    numbers[number].get(part).map_or(Output::Rule(number as u32), |part| Output::Part(*part));
                for sequence in &alternatives.0 {
                    let mut node = 0;
                    for step in sequence {
                        let next = symbols.len() as Symbol;
                        let symbol = *symbols.entry(step).or_insert(next);
                        if symbol == next {
                            trie.name(step, symbol);
                        }
                        let fresh = outputs.len() as u32;
                        node = *edges.entry((node, symbol)).or_insert(fresh);
                        if node == fresh {
                            outputs.push(Vec::new());
                        }
                    }
                    if !outputs[node as usize].contains(&output) {
                        outputs[node as usize].push(output);
                    }
                }
            }
        }
        trie.roots = (0..symbols.len() as Symbol)
            .map(|symbol| edges.get(&(0, symbol)).copied().unwrap_or(0))
            .collect();
        trie.bits = vec![0; symbols.len()];
        let mut leading_on = 0;
        for (_, symbol) in edges.keys().filter(|(node, _)| *node != 0) {
            let bit = &mut trie.bits[*symbol as usize];
            if *bit == 0 {
                *bit = 1 << (leading_on % SymbolMask::BITS);
                leading_on += 1;
            }
        }
        trie.freeze(&edges, &outputs);
        trie
    }

    /// Lays the nodes out in flat lists.
    fn freeze(&mut self, edges: &BTreeMap<(u32, Symbol), u32>, outputs: &[Vec<Output>]) {
        self.nodes = vec![Node::default(); outputs.len()];
        for (node, of_node) in outputs.iter().enumerate() {
            let from = self.outputs.len() as u32;
            self.outputs.extend(of_node);
            self.nodes[node].outputs = (from, self.outputs.len() as u32);
        }
        for (&(node, symbol), &child) in edges {
            let at = self.children.len() as u32;
            let range = &mut self.nodes[node as usize].children;
            if range.0 == range.1 {
                *range = (at, at);
            }
            range.1 = at + 1;
            self.nodes[node as usize].mask |= self.bits[symbol as usize];
            self.children.push((symbol, child));
        }
    }

    fn name(&mut self, step: &Step, symbol: Symbol) {
        for test in &step.0 {
            let (names, word) = match test {
                WordTest::Stem(word) => (&mut self.by_stem, word),
                WordTest::Like(word) => {
                    self.misspellings.add(word);
                    (&mut self.by_like, word)
                }
                WordTest::Written(word) => (&mut self.by_written, word),
                WordTest::Form(word) => (&mut self.by_form, word),
                WordTest::Begins(word) => {
                    self.longest_beginning = self.longest_beginning.max(word.len());
                    (&mut self.by_beginning, word)
                }
            };
            names.entry(word.clone()).or_default().push(symbol);
        }
    }

    /// The symbols a word carries, sorted.
    pub(super) fn symbols(&self, word: &Word) -> Vec<Symbol> {
        let mut found = Vec::new();
        let mut take = |symbols: Option<&Vec<Symbol>>| found.extend(symbols.into_iter().flatten().copied());
        take(self.by_stem.get(&*word.stem));
        take(self.by_like.get(&*word.stem));
        take(self.by_written.get(&*word.written));
        take(self.by_form.get(&*word.normal));
        if self.longest_beginning > 0 {
            for form in [Some(&*word.normal), british(&word.normal).as_deref()].into_iter().flatten() {
                for (end, _) in
                    form.char_indices().skip(1).take_while(|(end, _)| *end <= self.longest_beginning)
                {
                    take(self.by_beginning.get(&form[..end]));
                }
                if form.len() <= self.longest_beginning {
                    take(self.by_beginning.get(form));
                }
            }
        }
        if found.is_empty() && !self.by_like.is_empty() {
            for meant in self.misspellings.meant(word) {
                found.extend(self.by_like.get(meant).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node that a symbol leads to from the start; 0 where no sequence begins with it.
    #[inline]
    pub(super) fn root(&self, symbol: Symbol) -> u32 {
        self.roots[symbol as usize]
    }

    /// The bit of a symbol in a mask; none where it leads on from no node but the first.
    #[inline]
    pub(super) fn bit(&self, symbol: Symbol) -> SymbolMask {
        self.bits[symbol as usize]
    }

    /// What ends at a node.
    #[inline]
    pub(super) fn outputs(&self, node: u32) -> &[Output] {
        let (from, to) = self.nodes[node as usize].outputs;
        &self.outputs[from as usize..to as usize]
    }

    /// The symbols that lead on from a node, roughly.
    #[inline]
    pub(super) fn mask(&self, node: u32) -> SymbolMask {
        self.nodes[node as usize].mask
    }

    /// Where a node leads, by symbol.
    #[inline]
    pub(super) fn children(&self, node: u32) -> &[(Symbol, u32)] {
        let (from, to) = self.nodes[node as usize].children;
        &self.children[from as usize..to as usize]
    }
}

/// Calls `found` with every child whose symbol is among `symbols`; both lists are sorted.
#[inline]
pub(super) fn common_children(children: &[(Symbol, u32)], symbols: &[Symbol], mut found: impl FnMut(u32)) {
    if children.len() * 4 < symbols.len() {
        for (symbol, child) in children {
            if symbols.binary_search(symbol).is_ok() {
                found(*child);
            }
        }
    } else if symbols.len() * 4 < children.len() {
        for symbol in symbols {
            if let Ok(at) = children.binary_search_by_key(symbol, |(symbol, _)| *symbol) {
                found(children[at].1);
            }
        }
    } else {
        let (mut one, mut other) = (0, 0);
        while one < children.len() && other < symbols.len() {
            match children[one].0.cmp(&symbols[other]) {
                Ordering::Less => one += 1,
                Ordering::Greater => other += 1,
                Ordering::Equal => {
                    found(children[one].1);
                    one += 1;
                    other += 1;
                }
            }
        }
    }
}
