//! Rules that a coded sample suggests, and rules that it speaks against.
//!
//! A word or pair of words is suggested for a theme where it stands out in the responses that people gave the theme: by its log-odds ratio
//! with an informative Dirichlet prior (Monroe, Colaresi and Quinn, *Fightin' words*, Political Analysis 16, 2008, equations 16 and 18 to
//! 22), the prior being how often all coded responses have it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lessons::{Sample, shown};
use crate::analysis::Analysis;
use crate::discover::phrases_of;
use crate::lexicon::{Lexicon, Scope};
use crate::matching::{Matcher, MatcherCache, Passage};
use crate::text::{Span, Tokeniser, Vocabulary};
use crate::theme::Worker;

/// A rule that would find more.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// A line to put under the theme; it parses.
    pub rule: String,
    /// How many standard deviations its log-odds ratio is from none.
    pub score: f64,
    /// Responses that would rightly show the theme and now do not: the index of the outcome, and where the words stand.
    pub gains: Vec<(usize, Span)>,
    /// Responses that would wrongly show the theme and now do not.
    pub costs: Vec<(usize, Span)>,
}

/// A rule that is wrong more often than right where no other rule shows its theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Harm {
    /// Its index in the lexicon.
    pub rule: usize,
    /// Responses in which it alone shows the theme, rightly.
    pub right: usize,
    /// The same, wrongly.
    pub wrong: usize,
}

/// What a sample suggests for one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestions {
    /// Index of the theme.
    pub theme: usize,
    /// Responses that people gave the theme.
    pub coded: usize,
    /// Responses that the lexicon shows it in, and how many of these are right.
    pub found: (usize, usize),
    /// Rules to add, each counted as if those before it were there.
    pub rules: Vec<Suggestion>,
    /// Rules to narrow or take out.
    pub harms: Vec<Harm>,
}

/// What is nearer to none may be chance: the two-sided 5% point of the normal distribution.
const LEAST_SCORE: f64 = 1.96;
/// A rule that gains less tells too little.
const LEAST_GAIN: usize = 2;
/// A rule is told to do harm from so many wrong responses on.
const LEAST_WRONG: usize = 2;
/// All prior responses together are worth so many coded ones.
const PRIOR: f64 = 50.0;

/// A phrase of the sample.
struct Known {
    written: String,
    /// Places in the sample where it stands, each once, in order.
    places: Vec<(usize, Span)>,
}

/// What a coded sample suggests for each theme that was coded, in the order of the lexicon, with at most `most` rules a theme. Themes for
/// which it suggests nothing are left out.
pub fn suggestions(
    analysis: &Analysis,
    lexicon: &Lexicon,
    tokeniser: &Tokeniser,
    sample: &Sample,
    most: usize,
) -> Vec<Suggestions> {
    let phrases = phrases(analysis, tokeniser, sample);
    let shows: Vec<Vec<usize>> =
        sample.coded.iter().map(|(at, _)| shown(&analysis.outcomes[*at].themed.mentions, lexicon)).collect();
    let harms = harms(analysis, lexicon, sample);
    let trial = |theme| Trial { theme, analysis, lexicon, tokeniser, sample };
    (0..lexicon.themes.len())
        .filter(|theme| sample.is_coded[*theme])
        .map(|theme| {
            let is_coded: Vec<bool> =
                sample.coded.iter().map(|(_, themes)| themes.binary_search(&theme).is_ok()).collect();
            let is_shown: Vec<bool> = shows.iter().map(|shows| shows.binary_search(&theme).is_ok()).collect();
            let right = is_coded.iter().zip(&is_shown).filter(|(coded, shown)| **coded && **shown).count();
            Suggestions {
                theme,
                coded: is_coded.iter().filter(|is| **is).count(),
                found: (is_shown.iter().filter(|is| **is).count(), right),
                rules: rules(&phrases, &is_coded, &is_shown, &trial(theme), most)
                    .into_iter()
                    .map(|mut rule| {
                        let places = rule.gains.iter_mut().chain(&mut rule.costs);
                        places.for_each(|(place, _)| *place = sample.coded[*place].0);
                        rule
                    })
                    .collect(),
                harms: harms
                    .iter()
                    .filter(|harm| lexicon.rules[harm.rule].scope == Scope::Shows(theme))
                    .copied()
                    .collect(),
            }
        })
        .filter(|of| !of.rules.is_empty() || !of.harms.is_empty())
        .collect()
}

/// The phrases of the sample that at least two responses have, sorted.
fn phrases(analysis: &Analysis, tokeniser: &Tokeniser, sample: &Sample) -> Vec<Known> {
    let mut worker = Worker::default();
    let mut phrases: FxHashMap<u64, Known> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for (place, (at, _)) in sample.coded.iter().enumerate() {
        seen.clear();
        phrases_of(analysis, &analysis.outcomes[*at], tokeniser, &mut worker, |phrase, written| {
            if seen.insert(phrase.key) {
                let known = phrases
                    .entry(phrase.key)
                    .or_insert_with(|| Known { written: written(), places: Vec::new() });
                known.places.push((place, phrase.span));
            }
        });
    }
    let mut phrases: Vec<Known> =
        phrases.into_values().filter(|known| known.places.len() >= LEAST_GAIN).collect();
    phrases.sort_by(|one, other| one.written.cmp(&other.written));
    phrases
}

/// The rules for one theme; places are those in the sample.
fn rules(
    phrases: &[Known],
    is_coded: &[bool],
    is_shown: &[bool],
    trial: &Trial<'_>,
    most: usize,
) -> Vec<Suggestion> {
    let with = is_coded.iter().filter(|is| **is).count();
    let totals = [with, is_coded.len() - with];
    let mut standing: Vec<(&Known, f64)> = phrases
        .iter()
        .filter_map(|known| {
            let inside = known.places.iter().filter(|(place, _)| is_coded[*place]).count();
            let score = log_odds([inside, known.places.len() - inside], totals);
            (score >= LEAST_SCORE).then_some((known, score))
        })
        .collect();
    standing
        .sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.written.cmp(&other.0.written)));
    // Responses that show the theme already, by the lexicon or by a rule that was taken before.
    let mut is_shown = is_shown.to_vec();
    let mut taken = Vec::new();
    for (known, score) in standing {
        if taken.len() == most {
            break;
        }
        let new: Vec<usize> =
            known.places.iter().map(|(place, _)| *place).filter(|place| !is_shown[*place]).collect();
        if new.iter().filter(|place| is_coded[**place]).count() < LEAST_GAIN {
            continue;
        }
        let rule = format!("phrase {}", known.written);
        let (gains, costs): (Vec<_>, Vec<_>) =
            trial.found(&rule, &new).into_iter().partition(|(place, _)| is_coded[*place]);
        if gains.len() < LEAST_GAIN || gains.len() <= costs.len() {
            continue;
        }
        gains.iter().chain(&costs).for_each(|(place, _)| is_shown[*place] = true);
        taken.push(Suggestion { rule, score, gains, costs });
    }
    taken
}

/// A theme in which rules are tried.
struct Trial<'a> {
    theme: usize,
    analysis: &'a Analysis,
    lexicon: &'a Lexicon,
    tokeniser: &'a Tokeniser,
    sample: &'a Sample,
}

impl Trial<'_> {
    /// Where a rule of the theme would have a mention that counts, among these places in the sample: the theme's `skip`, `asked` and `except` and the lexicon's
    /// `dismiss` hold. Nowhere where it is no rule.
    fn found(&self, rule: &str, places: &[usize]) -> Vec<(usize, Span)> {
        let Ok(lexicon) = self.lexicon.alone_in(self.theme, rule) else { return Vec::new() };
        let matcher = Matcher::new(&lexicon);
        let (mut vocabulary, mut cache, mut tokens) =
            (Vocabulary::default(), MatcherCache::default(), Vec::new());
        let mut found = Vec::new();
        for place in places {
            let outcome = &self.analysis.outcomes[self.sample.coded[*place].0];
            let text = self.analysis.text(outcome);
            let question =
                self.analysis.consultation.questions.name(self.analysis.response(outcome).question);
            let hidden: Vec<Span> = outcome.themed.details.iter().map(|detail| detail.span).collect();
            self.tokeniser.tokenise(text, &mut vocabulary, &mut tokens);
            let passage = Passage { text, tokens: &tokens, hidden: &hidden, question };
            let mentions = matcher.mentions(&passage, &vocabulary, &mut cache);
            found.extend(mentions.first().map(|mention| (*place, mention.span)));
        }
        found
    }
}

/// How far the log-odds ratio of a phrase is from none, in standard deviations: responses that have it with the theme and without, of so
/// many each.
fn log_odds(having: [usize; 2], totals: [usize; 2]) -> f64 {
    let [one, other] = having.map(|having| having as f64);
    let [of_one, of_other] = totals.map(|total| total as f64);
    let prior = PRIOR * (one + other) / (of_one + of_other).max(1.0);
    let odds = |having: f64, total: f64| ((having + prior) / (total + PRIOR - having - prior)).ln();
    let variance = 1.0 / (one + prior) + 1.0 / (other + prior);
    (odds(one, of_one) - odds(other, of_other)) / variance.sqrt()
}

/// The rules that are wrong more often than right where they alone show their theme, in the order of the lexicon.
fn harms(analysis: &Analysis, lexicon: &Lexicon, sample: &Sample) -> Vec<Harm> {
    let mut counts = vec![[0usize; 2]; lexicon.rules.len()];
    for (at, coded) in &sample.coded {
        let mentions = &analysis.outcomes[*at].themed.mentions;
        for of_theme in mentions.chunk_by(|one, other| one.theme == other.theme) {
            let theme = of_theme[0].theme as usize;
            let is_alone = of_theme.iter().all(|mention| mention.rule == of_theme[0].rule);
            if is_alone && sample.is_coded[theme] {
                let is_right = coded.binary_search(&theme).is_ok();
                counts[of_theme[0].rule as usize][usize::from(is_right)] += 1;
            }
        }
    }
    let harm = |(rule, [wrong, right]): (usize, [usize; 2])| Harm { rule, right, wrong };
    let harms = counts.into_iter().enumerate().map(harm);
    harms.filter(|harm| harm.wrong >= LEAST_WRONG && harm.wrong > harm.right).collect()
}

#[cfg(test)]
mod tests {
    use super::log_odds;

    #[test]
    fn the_log_odds_ratio_is_the_one_of_the_paper() {
        // 10 of 100 against 5 of 400, by hand: prior 50 x 15 / 500 = 1.5; odds 11.5 / 138.5 and 6.5 / 443.5;
        // ln 0.083032 - ln 0.014656 = 1.73433; variance 1 / 11.5 + 1 / 6.5 = 0.240803; 1.73433 / 0.490717 = 3.53428.
        let found = log_odds([10, 5], [100, 400]);
        assert!((found - 3.53428).abs() < 1e-3, "{found}");
        assert!(log_odds([10, 40], [100, 400]).abs() < 0.05);
    }
}
