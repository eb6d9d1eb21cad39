//! Candidates for rules: phrases that stand out in one pile of responses, alike ones together.
//!
//! Phrases are alike where they share a stem, or where at least half of the responses with either have both. The phrase that stands out
//! most leads a group, and takes in those after it that are like it; so each stands in one group, and the order of reading changes nothing.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::log_likelihood;
use super::phrases::phrases_of;
use crate::analysis::{Analysis, Outcome};
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::text::{Span, Tokeniser, sentences};
use crate::theme::Worker;

/// Which pile of responses is held against the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Those without any theme.
    Unthemed,
    /// Those with the theme of this index, or a part of it.
    Theme(usize),
}

/// Phrases that belong together, and the rule that would find them.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The phrases, the one that stands out most first.
    pub phrases: Vec<String>,
    /// A line to put into a lexicon; it parses.
    pub rule: String,
    /// Responses of the pile that have one of the phrases, and how many there are.
    pub inside: (usize, usize),
    /// The same for the rest.
    pub outside: (usize, usize),
    /// How far the first phrase stands out.
    pub score: f64,
    /// Sentences with one of the phrases that no rule of the subject finds: the outcome's index and the sentence's place in its text.
    pub examples: Vec<(usize, Span)>,
}

/// More responses than this are read evenly, not all.
const MOST_READ: usize = 20_000;
/// A phrase that stands out less may do so by chance: the 5% point of the chi-squared distribution with one degree of freedom.
const LEAST_SCORE: f64 = 3.841;
/// A phrase in fewer responses of the pile is too rare to tell anything.
const LEAST_RESPONSES: usize = 3;
/// So many phrases at most stand in one group.
const MOST_ALIKE: usize = 6;
/// So many phrases are looked at for groups.
const MOST_PHRASES: usize = 300;

/// The responses that count, read once into phrases; of a campaign's copies only those with own words.
pub struct Reading<'a> {
    analysis: &'a Analysis,
    lexicon: &'a Lexicon,
    /// Indices of the outcomes that were read.
    read: Vec<usize>,
    /// By key: how it is written, its stems, and where it stands, as places in `read`.
    phrases: FxHashMap<u64, Known>,
}

struct Known {
    written: String,
    stems: [u64; 2],
    places: Vec<(u32, Span)>,
}

impl<'a> Reading<'a> {
    /// Reads the responses.
    pub fn of(analysis: &'a Analysis, lexicon: &'a Lexicon, tokeniser: &Tokeniser) -> Reading<'a> {
        let is_read = |outcome: &Outcome| outcome.state.is_counted() && outcome.state != State::CampaignCopy;
        let counted: Vec<usize> =
            (0..analysis.outcomes.len()).filter(|at| is_read(&analysis.outcomes[*at])).collect();
        let step = counted.len().div_ceil(MOST_READ).max(1);
        let read: Vec<usize> = counted.into_iter().step_by(step).collect();
        let mut worker = Worker::default();
        let mut phrases: FxHashMap<u64, Known> = FxHashMap::default();
        for (place, at) in read.iter().enumerate() {
            let outcome = &analysis.outcomes[*at];
            phrases_of(analysis, outcome, tokeniser, &mut worker, |phrase, written| {
                let is_own =
                    outcome.added.is_empty() || outcome.added.iter().any(|own| own.overlaps(phrase.span));
                if is_own {
                    let known = phrases.entry(phrase.key).or_insert_with(|| Known {
                        written: written(),
                        stems: phrase.stems,
                        places: Vec::new(),
                    });
                    known.places.push((place as u32, phrase.span));
                }
            });
        }
        phrases.retain(|_, known| known.places.len() >= LEAST_RESPONSES);
        Reading { analysis, lexicon, read, phrases }
    }

    /// What stands out in the subject's responses, most telling first, at most `most` groups with at most `examples` sentences each. For a
    /// theme, words that its rules found do not count, and neither do groups that occur in its responses only: a rule for them would add
    /// nothing.
    pub fn candidates(&self, subject: Subject, most: usize, examples: usize) -> Vec<Candidate> {
        let is_inside: Vec<bool> =
            self.read.iter().map(|at| is_of(&self.analysis.outcomes[*at], subject, self.lexicon)).collect();
        let inside = is_inside.iter().filter(|is| **is).count();
        let totals = [inside, is_inside.len() - inside];
        let mut found: Vec<Standing> = Vec::new();
        for known in self.phrases.values() {
            let mut responses: Vec<u32> = known
                .places
                .iter()
                .filter(|(place, span)| !self.is_found(*place, *span, subject))
                .map(|(place, _)| *place)
                .collect();
            responses.dedup();
            let with = responses.iter().filter(|place| is_inside[**place as usize]).count();
            let without = responses.len() - with;
            if with < LEAST_RESPONSES || with * totals[1] <= without * totals[0] {
                continue;
            }
            let score = log_likelihood([with, without], totals);
            if score >= LEAST_SCORE {
                found.push(Standing { known, responses, score });
            }
        }
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then_with(|| one.known.written.cmp(&other.known.written))
        });
        found.truncate(MOST_PHRASES);
        let groups = grouped(found).into_iter();
        let candidates = groups.filter_map(|group| {
            let rule = self.rule(&group)?;
            let all: BTreeSet<u32> = group.iter().flat_map(|standing| &standing.responses).copied().collect();
            let with = all.iter().filter(|place| is_inside[**place as usize]).count();
            let without = all.len() - with;
            if subject != Subject::Unthemed && without == 0 {
                return None;
            }
            Some(Candidate {
                phrases: group.iter().map(|standing| standing.known.written.clone()).collect(),
                rule,
                inside: (with, totals[0]),
                outside: (without, totals[1]),
                score: group[0].score,
                examples: self.examples(&group, subject, &is_inside, examples),
            })
        });
        candidates.take(most).collect()
    }

    /// Whether a rule of the theme has found a place already.
    fn is_found(&self, place: u32, span: Span, subject: Subject) -> bool {
        let Subject::Theme(theme) = subject else { return false };
        let outcome = &self.analysis.outcomes[self.read[place as usize]];
        outcome
            .themed
            .mentions
            .iter()
            .any(|mention| is_part(mention.theme, theme, self.lexicon) && mention.span.overlaps(span))
    }

    /// The line that finds the group's phrases; none where the language cannot say them.
    fn rule(&self, group: &[Standing]) -> Option<String> {
        // A word finds every pair that it stands in.
        let alone: FxHashSet<u64> =
            group.iter().filter(|s| s.known.stems[1] == 0).map(|s| s.known.stems[0]).collect();
        let is_needed = |standing: &&Standing| {
            standing.known.stems[1] == 0 || !standing.known.stems.iter().any(|stem| alone.contains(stem))
        };
        let words: Vec<&str> = group.iter().filter(is_needed).map(|s| s.known.written.as_str()).collect();
        let rule = match words.as_slice() {
            [one] => format!("phrase {one}"),
            several => format!("phrase ({})", several.join(" | ")),
        };
        self.lexicon.clone().with_term(&rule).is_ok().then_some(rule)
    }

    /// Sentences with one of the phrases, those nearest to fifteen words first, each from another response and in other words. For a theme
    /// they are from responses without it: those that the rule would add.
    fn examples(
        &self,
        group: &[Standing],
        subject: Subject,
        is_inside: &[bool],
        most: usize,
    ) -> Vec<(usize, Span)> {
        let wants_inside = subject == Subject::Unthemed;
        let mut found: Vec<(usize, usize, Span)> = Vec::new();
        for (place, span) in group.iter().flat_map(|standing| &standing.known.places) {
            if is_inside[*place as usize] != wants_inside {
                continue;
            }
            let at = self.read[*place as usize];
            let text = self.analysis.text(&self.analysis.outcomes[at]);
            let Some(sentence) = sentences(text).into_iter().find(|sentence| sentence.overlaps(*span)) else {
                continue;
            };
            let words = sentence.slice(text).split_whitespace().count();
            found.push((words.abs_diff(15), at, sentence));
        }
        found.sort_by_key(|(distance, at, sentence)| (*distance, *at, sentence.start));
        let (mut responses, mut said) = (FxHashSet::default(), FxHashSet::default());
        found
            .into_iter()
            .filter(|(_, at, sentence)| {
                let text = self.analysis.text(&self.analysis.outcomes[*at]);
                said.insert(sentence.slice(text).to_lowercase()) && responses.insert(*at)
            })
            .take(most)
            .map(|(_, at, sentence)| (at, sentence))
            .collect()
    }
}

/// A phrase that stands out.
struct Standing<'a> {
    known: &'a Known,
    /// Places in what was read, in order, each once.
    responses: Vec<u32>,
    score: f64,
}

impl Standing<'_> {
    fn is_like(&self, other: &Standing) -> bool {
        let stems = |standing: &Standing| standing.known.stems.into_iter().filter(|stem| *stem != 0);
        if stems(self).any(|stem| stems(other).any(|known| known == stem)) {
            return true;
        }
        let known: FxHashSet<&u32> = self.responses.iter().collect();
        let both = other.responses.iter().filter(|place| known.contains(place)).count();
        both * 2 >= self.responses.len() + other.responses.len() - both
    }
}

fn is_of(outcome: &Outcome, subject: Subject, lexicon: &Lexicon) -> bool {
    match subject {
        Subject::Unthemed => super::is_unthemed(outcome),
        Subject::Theme(theme) => {
            outcome.themed.mentions.iter().any(|mention| is_part(mention.theme, theme, lexicon))
        }
    }
}

/// Whether a mention's theme is this one or a part of it.
fn is_part(theme: u32, of: usize, lexicon: &Lexicon) -> bool {
    lexicon.way_up(theme as usize).any(|above| above == of)
}

/// Phrases in groups of alike ones; what comes most telling first stays so.
fn grouped(found: Vec<Standing<'_>>) -> Vec<Vec<Standing<'_>>> {
    let mut groups: Vec<Vec<Standing>> = Vec::new();
    for standing in found {
        match groups.iter_mut().find(|group| group[0].is_like(&standing)) {
            Some(group) if group.len() < MOST_ALIKE => group.push(standing),
            Some(_) => {}
            None => groups.push(vec![standing]),
        }
    }
    groups
}
