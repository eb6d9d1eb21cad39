//! Rules that are sound and still do not do what their author may think.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{counted, percent};
use crate::analysis::Analysis;
use crate::error::Fault;
use crate::lexicon::{Lexicon, Pattern, Rule, Scope};
use crate::matching::Mention;
use crate::text::plain_line;

/// A lexicon tried on inputs.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// What it found.
    pub analysis: &'a Analysis,
    /// What each of its rules finds by itself, in the same inputs (see [`Lexicon::rule_by_rule`]).
    pub rule_by_rule: &'a Analysis,
    /// A rule that shows its theme in a greater share of responses, in percent, is too broad.
    pub broad: f64,
}

/// The words of a rule are told again where they are no longer than this.
const SHORT: usize = 40;

/// Where fewer responses count, none is a great share.
const BROAD_FROM: usize = 20;

/// Doubtful rules and names, in line order: those that stand twice, words that may be left out at an edge and, where the lexicon was tried on inputs,
/// rules that find nothing, that never count, that take nothing away, or that find too much.
pub fn warnings(lexicon: &Lexicon, path: &str, trial: Option<Trial<'_>>) -> Vec<Fault> {
    let tried = trial.map(|trial| Tried::new(lexicon, trial));
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, rule) in lexicon.rules.iter().enumerate() {
        let behind = tried.as_ref().map_or(String::new(), |tried| tried.behind(at));
        let twin = (0..at).find(|other| is_same(at, *other, lexicon)).map(|other| &lexicon.rules[other]);
        if let Some(other) = twin {
            found.push((at, format!("{}{behind}", same_rule(rule, other, lexicon))));
        }
        if let Some(rest) = rule.without_optional_edges() {
            let rest = if rest.len() <= SHORT {
                format!("every \"{rest}\"")
            } else {
                "the words between".to_owned()
            };
            let message = format!(
                "words that may be left out at the edge of a rule add nothing: this finds {rest}; take those words off, or the '?'{behind}"
            );
            found.push((at, message));
        }
        if let Some(tried) = &tried {
            found.extend(tried.doubts(at, lexicon).map(|message| (at, message)));
        }
    }
    let of_rules = found.into_iter().map(|(at, message)| {
        let rule = &lexicon.rules[at];
        Fault::at(path, rule.line, format!("warning: {}: {message}", rule.text))
    });
    let mut told: Vec<Fault> = of_rules.chain(shared_names(lexicon, path)).collect();
    told.sort_by_key(|fault| fault.line);
    told
}

/// Priorities of one name, and themes of one name side by side: nobody who reads a report can tell them apart.
fn shared_names(lexicon: &Lexicon, path: &str) -> Vec<Fault> {
    let mut told = Vec::new();
    let mut known = BTreeMap::new();
    let priorities = lexicon.priorities.iter().map(|of| ("priority", None, None, &of.id, &of.name, of.line));
    let themes =
        lexicon.themes.iter().map(|of| ("theme", Some(of.priority), of.parent, &of.id, &of.name, of.line));
    for (kind, priority, parent, id, name, line) in priorities.chain(themes) {
        if let Some(first) = known.insert((kind, priority, parent, plain_line(name)), id) {
            let message = format!(
                "warning: {kind} '{id}' is called \"{name}\" as {kind} '{first}' is: a report cannot tell them apart"
            );
            told.push(Fault::at(path, line, message));
        }
    }
    told
}

/// Whether two rules (told by their indices) look for the same and do the same with it.
fn is_same(one: usize, other: usize, lexicon: &Lexicon) -> bool {
    let [rule, twin] = [one, other].map(|at| &lexicon.rules[at]);
    rule.pattern == twin.pattern
        && rule.is_lone == twin.is_lone
        && rule.asked == twin.asked
        && match (rule.scope, twin.scope) {
            (Scope::Shows(here), Scope::Shows(there)) => {
                let skips = |theme: usize| {
                    let of = &lexicon.themes[theme].settings;
                    (of.skips_negated, of.skips_hypothetical, &of.asked)
                };
                skips(here) == skips(there) && have_same_exceptions(one, other, lexicon)
            }
            (one, other) => one == other,
        }
}

/// Whether the same exceptions take something from two rules that show themes.
fn have_same_exceptions(one: usize, other: usize, lexicon: &Lexicon) -> bool {
    let [those, others] = [one, other].map(|rule| exceptions_of(rule, lexicon));
    let are_in = |some: &[&Pattern], all: &[&Pattern]| some.iter().all(|pattern| all.contains(pattern));
    are_in(&those, &others) && are_in(&others, &those)
}

/// What takes mentions from a rule that shows a theme: its own exceptions, its theme's and its priority's.
fn exceptions_of(rule: usize, lexicon: &Lexicon) -> Vec<&Pattern> {
    let Scope::Shows(theme) = lexicon.rules[rule].scope else { return Vec::new() };
    let is_its = |other: &&Rule| match other.scope {
        Scope::ExceptRule(of) => of == rule,
        Scope::ExceptTheme(of) => lexicon.way_up(theme).any(|above| above == of),
        Scope::ExceptPriority(of) => of == lexicon.themes[theme].priority,
        Scope::Dismiss | Scope::Shows(_) => false,
    };
    lexicon.rules.iter().filter(is_its).map(|rule| &rule.pattern).collect()
}

fn same_rule(rule: &Rule, other: &Rule, lexicon: &Lexicon) -> String {
    match (rule.scope, other.scope) {
        (Scope::Shows(here), Scope::Shows(there)) if here != there => format!(
            "line {} looks for the same and shows theme '{}'; every response with these words shows both",
            other.line, lexicon.themes[there].id
        ),
        _ => format!("line {} says the same already; take one of them out", other.line),
    }
}

/// What a rule does in the inputs.
#[derive(Default, Clone)]
struct Work {
    /// Mentions before any rule takes something from another.
    alone: usize,
    alone_responses: usize,
    /// Mentions that count.
    counted: usize,
    counted_responses: usize,
    /// Mentions of other rules that it takes away, where it is an exception.
    blocked: usize,
}

struct Tried {
    works: Vec<Work>,
    /// For a rule and the one that takes its mentions away: how many.
    culprits: FxHashMap<(u32, u32), usize>,
    of: usize,
    broad: f64,
}

impl Tried {
    fn new(lexicon: &Lexicon, trial: Trial<'_>) -> Tried {
        let mut tried = Tried {
            works: vec![Work::default(); lexicon.rules.len()],
            culprits: FxHashMap::default(),
            of: 0,
            broad: trial.broad,
        };
        let outcomes = trial.analysis.outcomes.iter().zip(&trial.rule_by_rule.outcomes);
        for (real, alone) in outcomes.filter(|(real, _)| real.state.is_counted()) {
            tried.of += 1;
            tried.take(lexicon, &real.themed.mentions, &alone.themed.mentions);
        }
        tried
    }

    fn take(&mut self, lexicon: &Lexicon, real: &[Mention], alone: &[Mention]) {
        // Both are counted once a response: `alone` is in order of rules, `real` is not.
        let mut last = None;
        for mention in alone {
            let work = &mut self.works[mention.rule as usize];
            work.alone += 1;
            work.alone_responses += usize::from(last != Some(mention.rule));
            last = Some(mention.rule);
        }
        let mut rules: Vec<u32> = real.iter().map(|mention| mention.rule).collect();
        rules.iter().for_each(|rule| self.works[*rule as usize].counted += 1);
        rules.sort_unstable();
        rules.dedup();
        rules.iter().for_each(|rule| self.works[*rule as usize].counted_responses += 1);
        for mention in alone {
            let Scope::Shows(theme) = lexicon.rules[mention.rule as usize].scope else { continue };
            let is_real = real.iter().any(|other| other.rule == mention.rule && other.span == mention.span);
            let blockers = alone.iter().filter(|other| {
                let is_over = other.span.overlaps(mention.span);
                match lexicon.rules[other.rule as usize].scope {
                    Scope::ExceptRule(of) => of as u32 == mention.rule && is_over,
                    Scope::ExceptTheme(of) => lexicon.way_up(theme).any(|above| above == of) && is_over,
                    Scope::ExceptPriority(of) => of == lexicon.themes[theme].priority && is_over,
                    Scope::Dismiss | Scope::Shows(_) => false,
                }
            });
            let mut culprit = None;
            for blocker in blockers {
                self.works[blocker.rule as usize].blocked += 1;
                culprit = Some(blocker.rule);
            }
            // A theme leaves its words to a part of it that finds them too.
            let winner = real.iter().find(|other| {
                other.span.overlaps(mention.span)
                    && lexicon.way_up(other.theme as usize).any(|above| above == theme)
            });
            if let (false, Some(culprit)) = (is_real, culprit.or(winner.map(|winner| winner.rule))) {
                *self.culprits.entry((mention.rule, culprit)).or_default() += 1;
            }
        }
    }

    /// How many responses stand behind a warning.
    fn behind(&self, at: usize) -> String {
        let work = &self.works[at];
        format!(
            " ({})",
            counted(work.alone_responses, "response has these words", "responses have these words")
        )
    }

    fn doubts(&self, at: usize, lexicon: &Lexicon) -> Option<String> {
        let (work, rule) = (&self.works[at], &lexicon.rules[at]);
        let of = counted(self.of, "response", "responses");
        let found = || {
            let responses = counted(work.alone_responses, "response", "responses");
            format!("{} in {responses}", counted(work.alone, "match", "matches"))
        };
        let shows = matches!(rule.scope, Scope::Shows(_));
        if work.alone == 0 {
            return Some(format!("finds nothing in these {of}"));
        }
        if shows && work.counted == 0 {
            let culprits = self.culprits.iter().filter(|((rule, _), _)| *rule as usize == at);
            let most = culprits.max_by_key(|((_, culprit), count)| (**count, std::cmp::Reverse(*culprit)));
            return Some(match most {
                Some(((_, culprit), count)) => {
                    let other = &lexicon.rules[*culprit as usize];
                    let how = match other.scope {
                        Scope::Shows(theme) if rule.scope != Scope::Shows(theme) => {
                            format!("are left to its sub-theme '{}' by", lexicon.themes[theme].id)
                        }
                        Scope::Shows(_) => "lie inside mentions of".to_owned(),
                        _ => "are taken away by".to_owned(),
                    };
                    let (found, line, text) = (found(), other.line, &other.text);
                    format!("never counts: of its {found}, {count} {how} line {line} ({text})")
                }
                None => {
                    format!("never counts: what it finds ({}) is denied, dismissed or not alone", found())
                }
            });
        }
        let is_exception = !matches!(rule.scope, Scope::Shows(_) | Scope::Dismiss);
        if is_exception && work.blocked == 0 {
            return Some(format!("takes nothing away: none of its {} shares a word with a mention", found()));
        }
        let share = work.counted_responses as f64 * 100.0 / self.of.max(1) as f64;
        (shows && self.of >= BROAD_FROM && share > self.broad).then(|| {
            format!(
                "shows its theme in {} of {of} ({}); is it too broad?",
                work.counted_responses,
                percent(work.counted_responses, self.of)
            )
        })
    }
}
