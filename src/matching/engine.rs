//! Finds every place where a rule's words stand, and settles which of them count.

use rustc_hash::FxHashMap;

use super::overlap::resolve_overlaps;
use super::trie::{SymbolMask, Trie};
use super::walks::{Class, NOWHERE, NodeSet, UNKNOWN, Walks};
use crate::lexicon::{Arrangement, Lexicon, Part, Rule, Scope};
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
    words: Vec<KnownWord>,
    walks: Walks,
    scratch: Scratch,
}

/// What is asked of every word of every text.
struct KnownWord {
    /// Its symbols, roughly.
    mask: SymbolMask,
    class: Class,
    /// Where it leads by itself.
    first: NodeSet,
    is_negator: bool,
}

/// Lists that are filled and emptied for every text.
#[derive(Default)]
struct Scratch {
    found: Vec<Candidate>,
    blockers: Vec<Candidate>,
    noted: Noted,
}

/// Where parts of rules about distance stand in a text.
#[derive(Default)]
struct Noted {
    /// What was reached that parts end at, and where, in order of first words.
    reached: Vec<(NodeSet, Place)>,
    /// The number of the text, and for each set of nodes that of the last text it was met in.
    text: u64,
    set_met: Vec<u64>,
    /// The parts met in this text.
    parts: Vec<u32>,
    is_met: PartSet,
    /// The parts of rules that have all their parts in this text.
    is_needed: PartSet,
    /// The rules all of whose parts were met, and where these stand.
    rules: Vec<u32>,
    places: Vec<Vec<Place>>,
}

/// A lexicon made ready for matching.
pub struct Matcher {
    rules: Vec<RuleFacts>,
    /// For each part of rules about distance, the rules that are tried where it stands: each rule under its rarest part.
    rules_of_part: Vec<Vec<Tried>>,
    skips_negated: Vec<bool>,
    trie: Trie,
    asked: Vec<String>,
}

/// A rule about distance and its parts, the last of them again and again where it has fewer than the most.
#[derive(Clone, Copy)]
struct Tried {
    rule: u32,
    parts: [u32; MOST_PARTS],
}

struct RuleFacts {
    scope: Scope,
    priority: u32,
    arrangement: Arrangement,
    /// The numbers of its parts; none for a rule that has one.
    parts: Vec<u32>,
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

/// Where one part of a rule stands: token positions, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    start: u32,
    end: u32,
}

/// `dismiss` and `skip negated` look this many words in front of a mention.
const WORDS_IN_FRONT: u32 = 3;

impl Matcher {
    /// Compiles a lexicon.
    pub fn new(lexicon: &Lexicon) -> Matcher {
        let mut asked: Vec<String> = Vec::new();
        let (parts, rules_of_part) = number_parts(&lexicon.rules);
        let rules = lexicon
            .rules
            .iter()
            .zip(&parts)
            .map(|(rule, parts)| RuleFacts {
                scope: rule.scope,
                priority: priority_of(rule, lexicon),
                arrangement: rule.pattern.arrangement,
                parts: parts.clone(),
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
            rules_of_part,
            skips_negated: lexicon.themes.iter().map(|theme| theme.skips_negated).collect(),
            trie: Trie::build(&lexicon.rules, |rule| parts[rule].clone()),
            asked,
        }
    }

    /// Whether a word occurs in any rule.
    pub fn knows(&self, word: WordId, vocabulary: &Vocabulary, cache: &mut MatcherCache) -> bool {
        self.learn(vocabulary, cache);
        cache.words[word as usize].class != UNKNOWN
    }

    fn learn(&self, vocabulary: &Vocabulary, cache: &mut MatcherCache) {
        if cache.walks.is_full() {
            *cache = MatcherCache::default();
        }
        while cache.words.len() < vocabulary.len() {
            let word = vocabulary.word(cache.words.len() as WordId);
            let (class, mask) = cache.walks.class(self.trie.symbols(word));
            let first = cache.walks.first(&self.trie, class);
            cache.words.push(KnownWord { mask, class, first, is_negator: is_negator(word) });
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
        let MatcherCache { words, walks, scratch } = cache;
        scratch.found.clear();
        scratch.noted.begin(self.rules_of_part.len());
        for start in 0..tokens.len() {
            let word = &words[tokens[start].word as usize];
            if word.first != NOWHERE && !is_hidden(tokens[start].span, hidden) {
                self.walk(word.first, start, tokens, hidden, words, walks, scratch);
            }
        }
        self.arrange(scratch, walks, tokens);
        if scratch.found.is_empty() {
            return Vec::new();
        }
        self.settle(scratch, tokens, hidden, question, words)
    }

    /// Follows all sequences that begin with the word at `start`, which leads to `set`, and notes what ends on the way.
    #[allow(clippy::too_many_arguments)]
    fn walk(
        &self,
        mut set: NodeSet,
        start: usize,
        tokens: &[Token],
        hidden: &[Span],
        words: &[KnownWord],
        walks: &mut Walks,
        scratch: &mut Scratch,
    ) {
        let sentence = tokens[start].sentence;
        let mut is_one_sentence = true;
        for end in start + 1.. {
            let place = Place { start: start as u32, end: end as u32 };
            let is_whole = start == 0 && end == tokens.len();
            if is_one_sentence && !walks.parts(set).is_empty() {
                scratch.noted.reached.push((set, place));
            }
            for &rule in walks.rules(set) {
                // Only `whole` reaches over the end of a sentence: "Nothing. Nothing at all." is one whole response.
                let stands = match self.rules[rule as usize].arrangement {
                    Arrangement::Whole => is_whole,
                    _ => is_one_sentence,
                };
                if stands {
                    scratch.found.push(Candidate { rule, start: place.start, end: place.end });
                }
            }
            let Some(next) = tokens.get(end) else { return };
            let word = &words[next.word as usize];
            if walks.leads_on(set) & word.mask == 0 || is_hidden(next.span, hidden) {
                return;
            }
            is_one_sentence = next.sentence == sentence;
            if !is_one_sentence && start != 0 {
                return;
            }
            set = walks.next(&self.trie, set, word.class);
            if set == NOWHERE {
                return;
            }
        }
    }

    /// Puts the parts of rules about distance together: for each place of a rule's first part, the tightest match.
    fn arrange(&self, scratch: &mut Scratch, walks: &Walks, tokens: &[Token]) {
        let Scratch { found, noted, .. } = scratch;
        noted.meet(walks);
        for at in 0..noted.parts.len() {
            for rule in &self.rules_of_part[noted.parts[at] as usize] {
                noted.need(rule);
            }
        }
        noted.place(walks);
        for &rule in &noted.rules {
            arrange_rule(rule, &self.rules[rule as usize], &noted.places, tokens, found);
        }
    }

    /// Applies questions, exceptions, negation, dismissals, overlaps and `lone`, in this order.
    fn settle(
        &self,
        scratch: &mut Scratch,
        tokens: &[Token],
        hidden: &[Span],
        question: &str,
        words: &[KnownWord],
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
            found.retain(|hit| !is_hidden(span_of(hit, tokens), hidden));
        }
        blockers.clear();
        let is_blocker = |hit: &&Candidate| !matches!(self.rules[hit.rule as usize].scope, Scope::Shows(_));
        blockers.extend(found.iter().filter(is_blocker));
        blockers.sort_unstable_by_key(|blocker| blocker.start);
        let longest = blockers.iter().map(|blocker| blocker.end - blocker.start).max().unwrap_or(0);
        found.retain(|hit| {
            let facts = &self.rules[hit.rule as usize];
            let Scope::Shows(theme) = facts.scope else { return false };
            if self.skips_negated[theme] && is_negated(hit, tokens, words) {
                return false;
            }
            // Those that begin too far in front of the match, or behind it, cannot block it.
            let first = hit.start.saturating_sub(longest + WORDS_IN_FRONT);
            let near = &blockers[blockers.partition_point(|blocker| blocker.start < first)..];
            let near = &near[..near.partition_point(|blocker| blocker.start < hit.end)];
            !near.iter().any(|blocker| match self.rules[blocker.rule as usize].scope {
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

impl Noted {
    /// Begins with a text.
    fn begin(&mut self, parts: usize) {
        self.reached.clear();
        self.parts.clear();
        self.rules.clear();
        self.text += 1;
        self.is_met.clear(parts);
        self.is_needed.clear(parts);
        self.places.resize_with(parts, Vec::new);
    }

    /// Finds the parts that stand anywhere in the text.
    fn meet(&mut self, walks: &Walks) {
        self.set_met.resize(walks.len(), 0);
        for (set, _) in &self.reached {
            if std::mem::replace(&mut self.set_met[*set as usize], self.text) == self.text {
                continue;
            }
            for &part in walks.parts(*set) {
                if self.is_met.add(part) {
                    self.parts.push(part);
                }
            }
        }
    }

    /// Takes a rule in hand if all its parts were met.
    #[inline]
    fn need(&mut self, tried: &Tried) {
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
    fn place(&mut self, walks: &Walks) {
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

/// Gives every part of a rule about distance a number, equal parts the same one; and says under which part each rule is tried:
/// the one that the fewest rules share.
fn number_parts(rules: &[Rule]) -> (Vec<Vec<u32>>, Vec<Vec<Tried>>) {
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
    let mut rules_of_part = vec![Vec::new(); numbers.len()];
    for (rule, of_rule) in parts.iter().enumerate() {
        if let Some(rarest) = of_rule.iter().min_by_key(|part| (uses[**part as usize], **part)) {
            let last = of_rule[of_rule.len() - 1];
            let parts = std::array::from_fn(|at| of_rule.get(at).copied().unwrap_or(last));
            rules_of_part[*rarest as usize].push(Tried { rule: rule as u32, parts });
        }
    }
    (parts, rules_of_part)
}

fn arrange_rule(
    rule: u32,
    facts: &RuleFacts,
    parts: &[Vec<Place>],
    tokens: &[Token],
    found: &mut Vec<Candidate>,
) {
    let (within, in_order) = match facts.arrangement {
        Arrangement::Near(within) => (within, false),
        Arrangement::Before(within) => (within, true),
        Arrangement::Together | Arrangement::Whole => return,
    };
    let (first_part, rest) = (facts.parts[0], &facts.parts[1..]);
    for first in &parts[first_part as usize] {
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

fn priority_of(rule: &Rule, lexicon: &Lexicon) -> u32 {
    match rule.scope {
        Scope::Shows(theme) | Scope::ExceptTheme(theme) => lexicon.themes[theme].priority as u32,
        Scope::ExceptPriority(priority) => priority as u32,
        Scope::Dismiss => u32::MAX,
    }
}

fn is_hidden(span: Span, hidden: &[Span]) -> bool {
    if hidden.is_empty() {
        return false;
    }
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

fn is_negated(hit: &Candidate, tokens: &[Token], words: &[KnownWord]) -> bool {
    let from = hit.start.saturating_sub(WORDS_IN_FRONT);
    (from..hit.start).any(|at| {
        let token = tokens[at as usize];
        token.sentence == tokens[hit.start as usize].sentence && words[token.word as usize].is_negator
    })
}
