//! The trie of all sequences of all rules, over symbols.

use rustc_hash::FxHashMap;

use crate::lexicon::{Rule, Step, WordTest};
use crate::text::Word;

/// One kind of step: everything that it accepts has this symbol.
pub(super) type Symbol = u32;

/// A sequence that ended here belongs to this part of this rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Output {
    pub(super) rule: u32,
    pub(super) part: u32,
}

#[derive(Default)]
struct Node {
    outputs: Vec<Output>,
    has_children: bool,
}

/// All sequences, found by walking a text's symbols.
#[derive(Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    edges: FxHashMap<(u32, Symbol), u32>,
    roots: Vec<u32>,
    by_stem: FxHashMap<String, Vec<Symbol>>,
    by_written: FxHashMap<String, Vec<Symbol>>,
    by_beginning: FxHashMap<String, Vec<Symbol>>,
    longest_beginning: usize,
}

impl Trie {
    pub(super) fn build(rules: &[Rule]) -> Trie {
        let mut trie = Trie { nodes: vec![Node::default()], ..Trie::default() };
        let mut symbols: FxHashMap<&Step, Symbol> = FxHashMap::default();
        for (number, rule) in rules.iter().enumerate() {
            for (part, alternatives) in rule.pattern.parts.iter().enumerate() {
                for sequence in &alternatives.0 {
                    let mut node = 0;
                    for step in sequence {
                        let next = symbols.len() as Symbol;
                        let symbol = *symbols.entry(step).or_insert(next);
                        if symbol == next {
                            trie.name(step, symbol);
                        }
                        node = trie.child(node, symbol);
                    }
                    let output = Output { rule: number as u32, part: part as u32 };
                    if !trie.nodes[node as usize].outputs.contains(&output) {
                        trie.nodes[node as usize].outputs.push(output);
                    }
                }
            }
        }
        trie.roots = (0..symbols.len() as Symbol)
            .map(|symbol| trie.edges.get(&(0, symbol)).copied().unwrap_or(0))
            .collect();
        trie
    }

    fn name(&mut self, step: &Step, symbol: Symbol) {
        for test in &step.0 {
            let (names, word) = match test {
                WordTest::Stem(word) => (&mut self.by_stem, word),
                WordTest::Written(word) => (&mut self.by_written, word),
                WordTest::Begins(word) => {
                    self.longest_beginning = self.longest_beginning.max(word.len());
                    (&mut self.by_beginning, word)
                }
            };
            names.entry(word.clone()).or_default().push(symbol);
        }
    }

    fn child(&mut self, node: u32, symbol: Symbol) -> u32 {
        let next = self.nodes.len() as u32;
        let child = *self.edges.entry((node, symbol)).or_insert(next);
        if child == next {
            self.nodes.push(Node::default());
            self.nodes[node as usize].has_children = true;
        }
        child
    }

    /// The symbols a word carries, sorted.
    pub(super) fn symbols(&self, word: &Word) -> Vec<Symbol> {
        let mut found = Vec::new();
        let mut take = |symbols: Option<&Vec<Symbol>>| found.extend(symbols.into_iter().flatten().copied());
        take(self.by_stem.get(&*word.stem));
        take(self.by_written.get(&*word.written));
        if self.longest_beginning > 0 {
            for (end, _) in
                word.normal.char_indices().skip(1).take_while(|(end, _)| *end <= self.longest_beginning)
            {
                take(self.by_beginning.get(&word.normal[..end]));
            }
            if word.normal.len() <= self.longest_beginning {
                take(self.by_beginning.get(&*word.normal));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    #[inline]
    pub(super) fn root(&self, symbol: Symbol) -> u32 {
        self.roots[symbol as usize]
    }

    #[inline]
    pub(super) fn step(&self, node: u32, symbol: Symbol) -> Option<u32> {
        self.edges.get(&(node, symbol)).copied()
    }

    #[inline]
    pub(super) fn outputs(&self, node: u32) -> &[Output] {
        &self.nodes[node as usize].outputs
    }

    #[inline]
    pub(super) fn has_children(&self, node: u32) -> bool {
        self.nodes[node as usize].has_children
    }
}
