//! Finds every place where a rule's words stand, and settles which of them count.

use super::overlap::resolve_overlaps;
use super::trie::{Symbol, Trie, common_children};
use crate::lexicon::{Arrangement, Lexicon, Rule, Scope};
use crate::text::{Span, Token, Vocabulary, Word, WordId};

/// A place in a response where a theme's rule matched. Inside one theme mentions never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Index of the theme in the lexicon.
    pub theme: u32,
    /// Index of the rule in the lexicon.
    pub rule: u32,
    /// From the first word of the match to its last, in the clean text.
    pub span: Span,
}

/// What one worker remembers about the words of its vocabulary and uses again for every text.
#[derive(Default)]
pub struct MatcherCache {
    ranges: Vec<(u32, u32)>,
    symbols: Vec<Symbol>,
    negators: Vec<bool>,
    /// For each word, the nodes that it begins.
    roots: Vec<u32>,
    root_ranges: Vec<(u32, u32)>,
    scratch: Scratch,
}

/// Lists that are filled and emptied for every text.
#[derive(Default)]
struct Scratch {
    found: Vec<Candidate>,
    blockers: Vec<Candidate>,
    partials: Vec<Partial>,
    /// Which parts of a rule were found, a bit each; zero between texts.
    parts_found: Vec<u8>,
}

/// A lexicon made ready for matching.
pub struct Matcher {
    rules: Vec<RuleFacts>,
    skips_negated: Vec<bool>,
    trie: Trie,
    asked: Vec<String>,
}

struct RuleFacts {
    scope: Scope,
    priority: u32,
    arrangement: Arrangement,
    parts: u32,
    is_lone: bool,
    asked: Option<u32>,
}

/// A match of one rule: token positions, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) rule: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A match of one part of a rule that has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Partial {
    rule: u32,
    part: u32,
    start: u32,
    end: u32,
}

/// `dismiss` and `skip negated` look this many words in front of a mention.
const WORDS_IN_FRONT: u32 = 3;

/// The symbols of a word that lies inside a personal detail: none.
const HIDDEN: &[Symbol] = &[];

impl Matcher {
    /// Compiles a lexicon.
    pub fn new(lexicon: &Lexicon) -> Matcher {
        let mut asked: Vec<String> = Vec::new();
        let rules = lexicon
            .rules
            .iter()
            .map(|rule| RuleFacts {
                scope: rule.scope,
                priority: priority_of(rule, lexicon),
                arrangement: rule.pattern.arrangement,
                parts: rule.pattern.parts.len() as u32,
                is_lone: rule.is_lone,
                asked: rule.asked.as_ref().map(|words| {
                    asked.iter().position(|known| known == words).unwrap_or_else(|| {
                        asked.push(words.clone());
                        asked.len() - 1
                    }) as u32
                }),
            })
            .collect();
        Matcher {
            rules,
            skips_negated: lexicon.themes.iter().map(|theme| theme.skips_negated).collect(),
            trie: Trie::build(&lexicon.rules),
            asked,
        }
    }

    /// Whether a word occurs in any rule.
    pub fn knows(&self, word: WordId, vocabulary: &Vocabulary, cache: &mut MatcherCache) -> bool {
        self.learn(vocabulary, cache);
        let (start, end) = cache.ranges[word as usize];
        start < end
    }

    fn learn(&self, vocabulary: &Vocabulary, cache: &mut MatcherCache) {
        while cache.ranges.len() < vocabulary.len() {
            let word = vocabulary.word(cache.ranges.len() as WordId);
            let start = cache.symbols.len() as u32;
            cache.symbols.extend(self.trie.symbols(word));
            cache.ranges.push((start, cache.symbols.len() as u32));
            let first_root = cache.roots.len() as u32;
            let roots = cache.symbols[start as usize..].iter().map(|symbol| self.trie.root(*symbol));
            cache.roots.extend(roots.filter(|root| *root != 0));
            cache.root_ranges.push((first_root, cache.roots.len() as u32));
            cache.negators.push(is_negator(word));
        }
    }

    /// The mentions in a text, in order of theme, then place. `tokens` are its words, `hidden` (sorted, apart from each
    /// other) where personal details stand: words inside them match nothing. `question` is what the text answers.
    pub fn mentions(
        &self,
        tokens: &[Token],
        hidden: &[Span],
        question: &str,
        vocabulary: &Vocabulary,
        cache: &mut MatcherCache,
    ) -> Vec<Mention> {
        self.learn(vocabulary, cache);
        let mut scratch = std::mem::take(&mut cache.scratch);
        scratch.found.clear();
        scratch.partials.clear();
        scratch.parts_found.resize(self.rules.len(), 0);
        let symbols_at = |at: usize| -> &[Symbol] {
            if !hidden.is_empty() && is_hidden(tokens[at].span, hidden) {
                return HIDDEN;
            }
            let (start, end) = cache.ranges[tokens[at].word as usize];
            &cache.symbols[start as usize..end as usize]
        };
        for start in 0..tokens.len() {
            let (from, to) = cache.root_ranges[tokens[start].word as usize];
            if from == to || !hidden.is_empty() && is_hidden(tokens[start].span, hidden) {
                continue;
            }
            for &root in &cache.roots[from as usize..to as usize] {
                self.walk(root, start, start + 1, tokens, &symbols_at, &mut scratch);
            }
        }
        self.arrange(&mut scratch, tokens);
        let mentions = if scratch.found.is_empty() {
            Vec::new()
        } else {
            self.settle(&mut scratch, tokens, hidden, question, &cache.negators)
        };
        cache.scratch = scratch;
        mentions
    }

    fn walk<'a>(
        &self,
        node: u32,
        start: usize,
        end: usize,
        tokens: &[Token],
        symbols_at: &impl Fn(usize) -> &'a [Symbol],
        scratch: &mut Scratch,
    ) {
        for output in self.trie.outputs(node) {
            let rule = &self.rules[output.rule as usize];
            if rule.parts > 1 {
                scratch.parts_found[output.rule as usize] |= 1 << output.part;
                scratch.partials.push(Partial {
                    rule: output.rule,
                    part: output.part,
                    start: start as u32,
                    end: end as u32,
                });
            } else if rule.arrangement != Arrangement::Whole || (start == 0 && end == tokens.len()) {
                scratch.found.push(Candidate { rule: output.rule, start: start as u32, end: end as u32 });
            }
        }
        let children = self.trie.children(node);
        if children.is_empty() || end >= tokens.len() {
            return;
        }
        let crosses = tokens[end].sentence != tokens[start].sentence;
        // Only `whole` reaches over the end of a sentence: "Nothing. Nothing at all." is one whole response.
        if crosses && start != 0 {
            return;
        }
        common_children(children, symbols_at(end), |next| {
            if crosses {
                self.walk_whole(next, end + 1, tokens, symbols_at, &mut scratch.found);
            } else {
                self.walk(next, start, end + 1, tokens, symbols_at, scratch);
            }
        });
    }

    /// Goes on past the end of the first sentence for rules that are the whole response.
    fn walk_whole<'a>(
        &self,
        node: u32,
        end: usize,
        tokens: &[Token],
        symbols_at: &impl Fn(usize) -> &'a [Symbol],
        found: &mut Vec<Candidate>,
    ) {
        if end == tokens.len() {
            for output in self.trie.outputs(node) {
                if self.rules[output.rule as usize].arrangement == Arrangement::Whole {
                    found.push(Candidate { rule: output.rule, start: 0, end: end as u32 });
                }
            }
            return;
        }
        common_children(self.trie.children(node), symbols_at(end), |next| {
            self.walk_whole(next, end + 1, tokens, symbols_at, found);
        });
    }

    /// Puts the parts of rules about distance together: for each place of a rule's first part, the tightest match.
    fn arrange(&self, scratch: &mut Scratch, tokens: &[Token]) {
        let Scratch { found, partials, parts_found, .. } = scratch;
        // Most rules about distance find some of their parts and not all: these are dropped before anything is sorted.
        let is_full = |partial: &Partial| parts_found[partial.rule as usize] == (1 << self.rules[partial.rule as usize].parts) - 1;
        let mut kept = 0;
        for at in 0..partials.len() {
            if is_full(&partials[at]) {
                partials.swap(kept, at);
                kept += 1;
            }
        }
        for partial in partials.iter() {
            parts_found[partial.rule as usize] = 0;
        }
        partials.truncate(kept);
        partials.sort_unstable();
        let mut at = 0;
        while at < partials.len() {
            let rule = partials[at].rule;
            let end = at + partials[at..].iter().take_while(|partial| partial.rule == rule).count();
            let group = &partials[at..end];
            at = end;
            let facts = &self.rules[rule as usize];
            let (within, in_order) = match facts.arrangement {
                Arrangement::Near(within) => (within, false),
                Arrangement::Before(within) => (within, true),
                Arrangement::Together | Arrangement::Whole => continue,
            };
            let mut parts: [&[Partial]; 4] = [&[]; 4];
            let mut from = 0;
            for (part, hits) in parts.iter_mut().enumerate().take(facts.parts as usize) {
                let count = group[from..].iter().take_while(|partial| partial.part == part as u32).count();
                *hits = &group[from..from + count];
                from += count;
            }
            let parts = &parts[..facts.parts as usize];
            if parts.iter().any(|hits| hits.is_empty()) {
                continue;
            }
            for first in parts[0] {
                let window =
                    Window { first: *first, last: *first, earliest: first.start, latest: first.start };
                let sentence = tokens[first.start as usize].sentence;
                let mut best: Option<(u32, u32)> = None;
                tightest(window, &parts[1..], within, in_order, &mut |window| {
                    let is_one_sentence = tokens[window.0 as usize].sentence == sentence
                        && tokens[window.1 as usize - 1].sentence == sentence;
                    let is_tighter = best.is_none_or(|(start, end)| window.1 - window.0 < end - start);
                    if is_one_sentence && is_tighter {
                        best = Some(window);
                    }
                });
                if let Some((start, end)) = best {
                    found.push(Candidate { rule, start, end });
                }
            }
        }
    }

    /// Applies questions, exceptions, negation, dismissals, overlaps and `lone`, in this order.
    fn settle(
        &self,
        scratch: &mut Scratch,
        tokens: &[Token],
        hidden: &[Span],
        question: &str,
        negators: &[bool],
    ) -> Vec<Mention> {
        let Scratch { found, blockers, .. } = scratch;
        if !self.asked.is_empty() {
            let question = question.to_lowercase();
            let is_asked: Vec<bool> =
                self.asked.iter().map(|words| question.contains(words.as_str())).collect();
            found.retain(|hit| {
                self.rules[hit.rule as usize].asked.is_none_or(|asked| is_asked[asked as usize])
            });
        }
        if !hidden.is_empty() {
            // A rule about distance may span a personal detail: its words stand outside, the mention must too.
            found.retain(|hit| !hidden.iter().any(|detail| detail.overlaps(span_of(hit, tokens))));
        }
        blockers.clear();
        let is_blocker = |hit: &&Candidate| !matches!(self.rules[hit.rule as usize].scope, Scope::Shows(_));
        blockers.extend(found.iter().filter(is_blocker));
        found.retain(|hit| {
            let facts = &self.rules[hit.rule as usize];
            let Scope::Shows(theme) = facts.scope else { return false };
            if self.skips_negated[theme] && is_negated(hit, tokens, negators) {
                return false;
            }
            !blockers.iter().any(|blocker| match self.rules[blocker.rule as usize].scope {
                Scope::ExceptTheme(of) => of == theme && shares_word(blocker, hit),
                Scope::ExceptPriority(of) => of as u32 == facts.priority && shares_word(blocker, hit),
                Scope::Dismiss => {
                    blocker.end <= hit.start
                        && hit.start - blocker.end <= WORDS_IN_FRONT
                        && tokens[blocker.start as usize].sentence == tokens[hit.start as usize].sentence
                }
                Scope::Shows(_) => false,
            })
        });
        let theme_of = |hit: &Candidate| match self.rules[hit.rule as usize].scope {
            Scope::Shows(theme) => theme as u32,
            Scope::ExceptTheme(_) | Scope::ExceptPriority(_) | Scope::Dismiss => u32::MAX,
        };
        resolve_overlaps(found, theme_of);
        // The theme that shows by an ordinary rule, if there is only one; more than one leave no room for `lone` rules.
        let is_lone = |hit: &Candidate| self.rules[hit.rule as usize].is_lone;
        let mut ordinary = found.iter().filter(|hit| !is_lone(hit)).map(theme_of);
        let first = ordinary.next();
        let is_several = first.is_some_and(|first| ordinary.any(|theme| theme != first));
        found
            .iter()
            .filter(|hit| !is_lone(hit) || !is_several && first.is_none_or(|first| first == theme_of(hit)))
            .map(|hit| Mention { theme: theme_of(hit), rule: hit.rule, span: span_of(hit, tokens) })
            .collect()
    }
}

/// The parts placed so far: the first and the last placed one, and where the earliest and latest of them start.
#[derive(Clone, Copy)]
struct Window {
    first: Partial,
    last: Partial,
    earliest: u32,
    latest: u32,
}

/// Tries every way to place the remaining parts within the distance, and tells `found` the extent of each.
fn tightest(
    window: Window,
    parts: &[&[Partial]],
    within: u32,
    in_order: bool,
    found: &mut impl FnMut((u32, u32)),
) {
    let Some((hits, rest)) = parts.split_first() else {
        found((window.first.start, window.last.end));
        return;
    };
    let from = window.latest.saturating_sub(within);
    let begin = hits.partition_point(|hit| hit.start < from);
    for hit in &hits[begin..] {
        if hit.start > window.earliest + within {
            break;
        }
        if in_order && hit.start < window.last.end {
            continue;
        }
        let overlaps = hit.start < window.last.end && window.first.start < hit.end;
        let is_inside = overlaps && !in_order;
        if is_inside && !fits_between(hit, window) {
            continue;
        }
        let next = Window {
            first: if hit.start < window.first.start { *hit } else { window.first },
            last: if hit.end > window.last.end { *hit } else { window.last },
            earliest: window.earliest.min(hit.start),
            latest: window.latest.max(hit.start),
        };
        tightest(next, rest, within, in_order, found);
    }
}

/// Whether a part stands between the first and the last placed part without sharing a word with either.
fn fits_between(hit: &Partial, window: Window) -> bool {
    hit.start >= window.first.end && hit.end <= window.last.start
}

fn priority_of(rule: &Rule, lexicon: &Lexicon) -> u32 {
    match rule.scope {
        Scope::Shows(theme) | Scope::ExceptTheme(theme) => lexicon.themes[theme].priority as u32,
        Scope::ExceptPriority(priority) => priority as u32,
        Scope::Dismiss => u32::MAX,
    }
}

fn is_hidden(span: Span, hidden: &[Span]) -> bool {
    let at = hidden.partition_point(|detail| detail.end <= span.start);
    hidden.get(at).is_some_and(|detail| detail.overlaps(span))
}

fn span_of(hit: &Candidate, tokens: &[Token]) -> Span {
    Span { start: tokens[hit.start as usize].span.start, end: tokens[hit.end as usize - 1].span.end }
}

fn shares_word(one: &Candidate, other: &Candidate) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a word denies what follows it.
fn is_negator(word: &Word) -> bool {
    matches!(&*word.normal, "not" | "no" | "never" | "without" | "hardly" | "cannot" | "neither" | "nor")
        || word.stem.ends_with("n't")
}

fn is_negated(hit: &Candidate, tokens: &[Token], negators: &[bool]) -> bool {
    let from = hit.start.saturating_sub(WORDS_IN_FRONT);
    (from..hit.start).any(|at| {
        let token = tokens[at as usize];
        token.sentence == tokens[hit.start as usize].sentence && negators[token.word as usize]
    })
}
