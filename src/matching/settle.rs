//! Which of the places that rules found count.

use super::engine::{BLOCKS, Candidate, KnownWord, Matcher, Mention, Passage, Scratch};
use crate::lexicon::Scope;
use crate::text::{Span, Token, Word, plain_line};

/// `dismiss` and `skip negated` look this many words in front of a mention.
const WORDS_IN_FRONT: u32 = 3;

/// `skip hypothetical` looks this many words in front of a mention.
const WORDS_SUPPOSED: u32 = 8;

impl Matcher {
    /// Applies questions, exceptions, negation, dismissals, `lone`, overlaps and sub-themes, in this order.
    pub(super) fn settle(
        &self,
        scratch: &mut Scratch,
        passage: &Passage<'_>,
        words: &[KnownWord],
    ) -> Vec<Mention> {
        let Passage { tokens, hidden, question, .. } = *passage;
        let Scratch { found, blockers, contest, .. } = scratch;
        if !self.asked.is_empty() {
            let question = plain_line(question);
            let is_asked: Vec<bool> =
                self.asked.iter().map(|words| question.contains(words.as_str())).collect();
            found.retain(|hit| {
                let facts = &self.rules[hit.rule as usize];
                let of_theme = match facts.scope {
                    Scope::Shows(theme) => &self.themes[theme].asked[..],
                    _ => &[],
                };
                facts.asked.is_none_or(|asked| is_asked[asked as usize])
                    && (of_theme.is_empty() || of_theme.iter().any(|asked| is_asked[*asked as usize]))
            });
        }
        if !hidden.is_empty() {
            // A rule about distance may span a personal detail: its words stand outside, the mention must too.
            found.retain(|hit| !is_hidden(span_of(hit, tokens), hidden));
        }
        blockers.clear();
        found.retain(|hit| {
            if hit.theme == BLOCKS {
                blockers.push(*hit);
                return false;
            }
            let skips = &self.themes[hit.theme as usize];
            !(skips.negated && is_negated(hit, tokens, words)
                || skips.hypothetical && is_hypothetical(hit, tokens, words))
        });
        if !blockers.is_empty() {
            self.block(found, blockers, tokens);
        }
        // Before they compete: a long match of a `lone` rule would take a short one of an ordinary rule along.
        if self.has_lone {
            self.leave_to_ordinary(found);
        }
        contest.resolve_overlaps(found, self.themes.len());
        let mut mentions: Vec<Mention> = found
            .iter()
            .map(|hit| Mention { theme: hit.theme, rule: hit.rule, span: span_of(hit, tokens) })
            .collect();
        if self.has_sub_themes {
            self.leave_to_sub_themes(&mut mentions);
        }
        mentions
    }

    /// Takes away the matches that an exception or a dismissal speaks of.
    fn block(&self, found: &mut Vec<Candidate>, blockers: &mut [Candidate], tokens: &[Token]) {
        blockers.sort_unstable_by_key(|blocker| blocker.start);
        let longest = blockers.iter().map(|blocker| blocker.end - blocker.start).max().unwrap_or(0);
        found.retain(|hit| {
            let facts = &self.rules[hit.rule as usize];
            // Those that begin too far in front of the match, or behind it, cannot block it.
            let first = hit.start.saturating_sub(longest + WORDS_IN_FRONT);
            let near = &blockers[blockers.partition_point(|blocker| blocker.start < first)..];
            let near = &near[..near.partition_point(|blocker| blocker.start < hit.end)];
            !near.iter().any(|blocker| match self.rules[blocker.rule as usize].scope {
                Scope::ExceptRule(of) => of as u32 == hit.rule && shares_word(blocker, hit),
                Scope::ExceptTheme(of) => {
                    (of as u32 == hit.theme || self.is_under(hit.theme, of as u32))
                        && shares_word(blocker, hit)
                }
                Scope::ExceptPriority(of) => of as u32 == facts.priority && shares_word(blocker, hit),
                Scope::Dismiss => {
                    blocker.end <= hit.start
                        && hit.start - blocker.end <= WORDS_IN_FRONT
                        && tokens[blocker.start as usize].sentence == tokens[hit.start as usize].sentence
                }
                Scope::Shows(_) => false,
            })
        });
    }

    /// Takes away the matches of `lone` rules where an ordinary rule shows another theme.
    fn leave_to_ordinary(&self, found: &mut Vec<Candidate>) {
        let is_lone = |hit: &Candidate| self.effects[hit.rule as usize].is_lone;
        // The theme that shows by an ordinary rule, if there is only one; more than one leave no room for `lone` rules.
        let mut ordinary = found.iter().filter(|hit| !is_lone(hit)).map(|hit| hit.theme);
        let first = ordinary.next();
        let is_several = first.is_some_and(|first| ordinary.any(|theme| theme != first));
        found.retain(|hit| !is_lone(hit) || !is_several && first.is_none_or(|first| first == hit.theme));
    }

    /// Takes away the mentions of a theme that share a word with one of a theme under it: the closer theme has them.
    fn leave_to_sub_themes(&self, mentions: &mut Vec<Mention>) {
        let all = mentions.clone();
        mentions.retain(|mention| {
            !all.iter()
                .any(|other| other.span.overlaps(mention.span) && self.is_under(other.theme, mention.theme))
        });
    }

    /// Whether a theme is a part of another, or of a part of it.
    fn is_under(&self, theme: u32, above: u32) -> bool {
        let parent = |theme: &u32| self.themes[*theme as usize].parent;
        std::iter::successors(parent(&theme), parent).any(|parent| parent == above)
    }
}

/// Whether a place shares a byte with a personal detail.
pub(super) fn is_hidden(span: Span, hidden: &[Span]) -> bool {
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
pub(super) fn is_negator(word: &Word) -> bool {
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

/// Whether a word says that what follows it is wished for or supposed.
pub(super) fn is_supposing(word: &Word) -> bool {
    matches!(
        &*word.normal,
        "if" | "unless" | "would" | "wouldn't" | "wouldnt" | "should" | "shouldn't" | "shouldnt" | "ought"
    ) || matches!(&*word.stem, "wish" | "hope" | "hopeful")
        || ["i'd", "you'd", "he'd", "she'd", "it'd", "we'd", "they'd", "there'd", "that'd"]
            .contains(&&*word.normal)
}

/// Whether a word says so of what stands straight in front of it: "a bus would be nice".
pub(super) fn is_supposing_back(word: &Word) -> bool {
    matches!(&*word.normal, "would" | "should" | "ought")
}

fn is_hypothetical(hit: &Candidate, tokens: &[Token], words: &[KnownWord]) -> bool {
    let sentence = tokens[hit.start as usize].sentence;
    let known = |token: &Token| &words[token.word as usize];
    let in_front = &tokens[hit.start.saturating_sub(WORDS_SUPPOSED) as usize..hit.start as usize];
    in_front.iter().any(|token| token.sentence == sentence && known(token).is_supposing)
        || tokens.get(hit.end as usize).is_some_and(|token| {
            token.sentence == tokens[hit.end as usize - 1].sentence && known(token).is_supposing_back
        })
}
