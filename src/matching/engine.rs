//! Finds every place where a rule's words stand.

use super::distance::{Place, RuleParts, arrange_rule};
use super::nearby::{Noted, NumberedParts, Trials, number_parts};
use super::overlap::Contest;
use super::settle::{is_hidden, is_negator, is_supposing, is_supposing_back};
use super::trie::{SymbolMask, Trie};
use super::walks::{Class, NOWHERE, NodeSet, Walks};
use crate::lexicon::{Arrangement, Code, Lexicon, Rule, Scope};
use crate::text::{Span, Token, Vocabulary, WordId};

/// A text to find mentions in.
#[derive(Clone, Copy)]
pub struct Passage<'a> {
    /// The clean text.
    pub text: &'a str,
    /// Its words.
    pub tokens: &'a [Token],
    /// Where personal details stand, sorted and apart from each other: words inside them match nothing.
    pub hidden: &'a [Span],
    /// The question that it answers.
    pub question: &'a str,
}

/// A place in a response where a theme's rule matched. Inside one theme mentions never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Index of the theme in the lexicon.
    pub theme: u32,
    /// Index of the rule in the lexicon; [`Mention::BY_PERSON`] or [`Mention::BY_MODEL`] where no rule gave the theme.
    pub rule: u32,
    /// From the first word of the match to its last, in the clean text.
    pub span: Span,
}

impl Mention {
    /// What stands for a rule where a person gave the theme to the whole response.
    pub const BY_PERSON: u32 = u32::MAX;
    /// What stands for a rule where a learned model gave the theme.
    pub const BY_MODEL: u32 = u32::MAX - 1;
}

/// What one worker remembers about the words of its vocabulary and uses again for every text.
#[derive(Default)]
pub struct MatcherCache {
    words: Vec<KnownWord>,
    walks: Walks,
    scratch: Scratch,
}

/// What is asked of every word of every text.
pub(super) struct KnownWord {
    /// Those of its symbols that lead on from another word, roughly.
    mask: SymbolMask,
    class: Class,
    /// Where it leads by itself.
    first: NodeSet,
    /// Whether something ends there, and the symbols that lead on from there, roughly: beside the word, so that most words need no look at the walks.
    ends: bool,
    leads_on: SymbolMask,
    /// Whether it occurs in a rule.
    is_known: bool,
    pub(super) is_negator: bool,
    pub(super) is_supposing: bool,
    pub(super) is_supposing_back: bool,
}

/// Lists that are filled and emptied for every text.
#[derive(Default)]
pub(super) struct Scratch {
    pub(super) found: Vec<Candidate>,
    pub(super) blockers: Vec<Candidate>,
    pub(super) contest: Contest,
    noted: Noted,
}

/// A lexicon made ready for matching.
pub struct Matcher {
    pub(super) rules: Vec<RuleFacts>,
    /// What every match asks of its rule, close together: thousands of rules find room near the processor.
    pub(super) effects: Vec<Effect>,
    pub(super) themes: Vec<ThemeFacts>,
    trials: Trials,
    /// Rules that are patterns of signs.
    codes: Vec<(u32, Code)>,
    trie: Trie,
    /// The words of questions under which rules and themes count.
    pub(super) asked: Vec<String>,
    pub(super) has_sub_themes: bool,
    pub(super) has_lone: bool,
}

pub(super) struct RuleFacts {
    pub(super) scope: Scope,
    pub(super) priority: u32,
    parts: RuleParts,
    pub(super) asked: Option<u32>,
}

/// What a match of a rule does.
#[derive(Clone, Copy)]
pub(super) struct Effect {
    /// The theme that it shows; [`BLOCKS`] where it takes matches of others away.
    pub(super) theme: u32,
    /// Whether it counts only where it is the whole response.
    is_whole: bool,
    pub(super) is_lone: bool,
}

/// Stands for the theme of a rule that shows none.
pub(super) const BLOCKS: u32 = u32::MAX;

pub(super) struct ThemeFacts {
    pub(super) parent: Option<u32>,
    pub(super) negated: bool,
    pub(super) hypothetical: bool,
    /// Any of these; every question where there are none.
    pub(super) asked: Vec<u32>,
}

/// A match of one rule: token positions, half-open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Candidate {
    pub(super) rule: u32,
    /// What its rule shows, or [`BLOCKS`].
    pub(super) theme: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Matcher {
    /// Compiles a lexicon.
    pub fn new(lexicon: &Lexicon) -> Matcher {
        let mut asked: Vec<String> = Vec::new();
        let mut number = |words: &String| {
            let known = asked.iter().position(|known| known == words);
            known.unwrap_or_else(|| {
                asked.push(words.clone());
                asked.len() - 1
            }) as u32
        };
        let NumberedParts { of_rule: parts, trials } = number_parts(&lexicon.rules);
        let trie = Trie::build(&lexicon.rules, &parts);
        let rules = lexicon
            .rules
            .iter()
            .zip(parts)
            .map(|(rule, parts)| RuleFacts {
                scope: rule.scope,
                priority: priority_of(rule, lexicon),
                parts: RuleParts::new(rule, parts),
                asked: rule.asked.as_ref().map(&mut number),
            })
            .collect();
        let themes: Vec<ThemeFacts> = lexicon
            .themes
            .iter()
            .map(|theme| ThemeFacts {
                parent: theme.parent.map(|parent| parent as u32),
                negated: theme.settings.skips_negated,
                hypothetical: theme.settings.skips_hypothetical,
                asked: theme.settings.asked.iter().map(&mut number).collect(),
            })
            .collect();
        let code = |(at, rule): (usize, &Rule)| match &rule.pattern.arrangement {
            Arrangement::Code(code) => Some((at as u32, code.clone())),
            _ => None,
        };
        let effect = |rule: &Rule| Effect {
            theme: if let Scope::Shows(theme) = rule.scope { theme as u32 } else { BLOCKS },
            is_whole: matches!(rule.pattern.arrangement, Arrangement::Whole),
            is_lone: rule.is_lone,
        };
        Matcher {
            effects: lexicon.rules.iter().map(effect).collect(),
            codes: lexicon.rules.iter().enumerate().filter_map(code).collect(),
            has_sub_themes: themes.iter().any(|theme| theme.parent.is_some()),
            has_lone: lexicon.rules.iter().any(|rule| rule.is_lone),
            rules,
            themes,
            trials,
            trie,
            asked,
        }
    }

    /// Whether a word occurs in any rule.
    pub fn knows(&self, word: WordId, vocabulary: &Vocabulary, cache: &mut MatcherCache) -> bool {
        self.learn(vocabulary, cache);
        cache.words[word as usize].is_known
    }

    fn learn(&self, vocabulary: &Vocabulary, cache: &mut MatcherCache) {
        if cache.walks.is_full() {
            *cache = MatcherCache::default();
        }
        while cache.words.len() < vocabulary.len() {
            let word = vocabulary.word(cache.words.len() as WordId);
            let symbols = self.trie.symbols(word);
            let is_known = !symbols.is_empty();
            let first = cache.walks.first(&self.trie, &symbols);
            let (class, mask) = cache.walks.class(&self.trie, symbols);
            let walks = &cache.walks;
            cache.words.push(KnownWord {
                mask,
                class,
                first,
                ends: walks.ends(first),
                leads_on: walks.leads_on(first),
                is_known,
                is_negator: is_negator(word),
                is_supposing: is_supposing(word),
                is_supposing_back: is_supposing_back(word),
            });
        }
    }

    /// The mentions in a text, in order of theme, then place.
    pub fn mentions(
        &self,
        passage: &Passage<'_>,
        vocabulary: &Vocabulary,
        cache: &mut MatcherCache,
    ) -> Vec<Mention> {
        self.learn(vocabulary, cache);
        let Passage { text, tokens, hidden, .. } = *passage;
        let MatcherCache { words, walks, scratch } = cache;
        scratch.found.clear();
        scratch.noted.begin(tokens.len(), &self.trials);
        let mut next = tokens.first().map(|token| &words[token.word as usize]);
        for start in 0.. {
            let Some(word) = next else { break };
            next = tokens.get(start + 1).map(|token| &words[token.word as usize]);
            let is_worth = word.ends || next.is_some_and(|next| word.leads_on & next.mask != 0);
            if is_worth && !is_hidden(tokens[start].span, hidden) {
                self.walk(word.first, start, passage, words, walks, scratch);
            }
        }
        self.arrange(scratch, walks, tokens);
        for (rule, code) in &self.codes {
            let theme = self.effects[*rule as usize].theme;
            let covered = code.places(text).filter_map(|place| words_of(place, tokens));
            scratch.found.extend(covered.map(|Place { start, end }| Candidate {
                rule: *rule,
                theme,
                start,
                end,
            }));
        }
        if scratch.found.is_empty() {
            return Vec::new();
        }
        self.settle(scratch, passage, words)
    }

    /// Follows all sequences that begin with the word at `start`, which leads to `set`, and notes what ends on the way.
    fn walk(
        &self,
        mut set: NodeSet,
        start: usize,
        passage: &Passage<'_>,
        words: &[KnownWord],
        walks: &mut Walks,
        scratch: &mut Scratch,
    ) {
        let Passage { tokens, hidden, .. } = *passage;
        let sentence = tokens[start].sentence;
        let mut is_one_sentence = true;
        for end in start + 1.. {
            let place = Place { start: start as u32, end: end as u32 };
            let is_whole = start == 0 && end == tokens.len();
            if is_one_sentence && !walks.parts(set).is_empty() {
                scratch.noted.reach(set, place);
            }
            for &rule in walks.rules(set) {
                // Only `whole` reaches over the end of a sentence: "Nothing. Nothing at all." is one whole response.
                let Effect { theme, is_whole: asks_for_whole, .. } = self.effects[rule as usize];
                if if asks_for_whole { is_whole } else { is_one_sentence } {
                    scratch.found.push(Candidate { rule, theme, start: place.start, end: place.end });
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
        noted.find_rules(walks, &self.trials);
        for &rule in &noted.rules {
            let theme = self.effects[rule as usize].theme;
            arrange_rule(&self.rules[rule as usize].parts, &noted.places, tokens, |Place { start, end }| {
                found.push(Candidate { rule, theme, start, end });
            });
        }
    }
}

fn priority_of(rule: &Rule, lexicon: &Lexicon) -> u32 {
    match rule.scope {
        Scope::Shows(theme) | Scope::ExceptTheme(theme) => lexicon.themes[theme].priority as u32,
        Scope::ExceptRule(of) => priority_of(&lexicon.rules[of], lexicon),
        Scope::ExceptPriority(priority) => priority as u32,
        Scope::Dismiss => u32::MAX,
    }
}

/// The words that a place of signs covers, signs at its edges left out; none where it begins or ends inside a word, covers no word, or
/// reaches over the end of a sentence.
fn words_of(place: Span, tokens: &[Token]) -> Option<Place> {
    let start = tokens.partition_point(|token| token.span.end <= place.start);
    let end = tokens.partition_point(|token| token.span.start < place.end);
    let (first, last) = (tokens.get(start)?, tokens.get(end.checked_sub(1)?)?);
    let is_whole = start < end && first.span.start >= place.start && last.span.end <= place.end;
    (is_whole && first.sentence == last.sentence).then_some(Place { start: start as u32, end: end as u32 })
}
