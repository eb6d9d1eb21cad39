//! People's own words: which are chosen, and how they are attributed.
//!
//! The rule: whole sentences that hold a theme's words, of readable length, verbatim but for masked personal details; never from
//! someone who did not agree; no two from one person or one campaign; one at most of a theme whose number is hidden; spread over localities, channels and kinds of respondent, over what the theme's responses say, and over both sides where people differ
//! (`choice.rs`). A sentence that is too long is cut between its parts, shown as `[…]`. Each is checked against its response before it is given out (`proof.rs`). The same input gives the same quotes.

mod attribution;
mod choice;
mod crowds;
mod proof;
mod stance;
mod telling;

pub use attribution::{Attribution, Attributions, NamedOfPriority};
pub use telling::telling_parts;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::analysis::{Analysis, Outcome};
use crate::count::{Level, Unit};
use crate::disclose::Published;
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::redact::{RedactedText, redacted, with_cuts};
use crate::submission::{Consent, Kind, attribute};
use crate::text::{Span, closes_formally, hash_of, opens_formally, sentences};
use choice::{Candidate, choose, words_of};

/// How many quotes a theme gets, and how long they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuoteSettings {
    /// At most so many a theme.
    pub most: usize,
    /// At least so many words.
    pub shortest: usize,
    /// At most so many words.
    pub longest: usize,
}

impl Default for QuoteSettings {
    fn default() -> Self {
        QuoteSettings { most: 5, shortest: 5, longest: 55 }
    }
}

/// Words of one response that show one theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Index of the theme.
    pub theme: usize,
    /// From 1 within the theme.
    pub rank: usize,
    /// The words.
    pub text: RedactedText,
    /// Who said it, as far as that is safe.
    pub attribution: String,
    /// The questions and groups under which it may be shown: places in the filters of the figures.
    pub filters: Vec<usize>,
    /// Index of the response.
    pub response: usize,
    /// Where the words stand in its clean text.
    pub span: Span,
}

impl Quote {
    /// Its id: the theme and the rank. `internal/quotes.csv` says which response it is from.
    pub fn id(&self, lexicon: &Lexicon) -> String {
        format!("{}-{}", lexicon.themes[self.theme].id, self.rank)
    }
}

/// At most so many responses a theme are looked at, evenly over all that show it.
const LOOKED_AT: usize = 160;

/// Stands where a sentence was cut.
pub(crate) const CUT: &str = "[…]";

/// The quotes of every theme, in order of theme and rank.
pub fn quotes(
    analysis: &Analysis,
    lexicon: &Lexicon,
    figures: &Published,
    settings: &QuoteSettings,
) -> Vec<Quote> {
    let mut showing: Vec<Vec<u32>> = vec![Vec::new(); lexicon.themes.len()];
    for (at, outcome) in analysis.outcomes.iter().enumerate() {
        let may_quote = analysis.submission(outcome).respondent.consent != Consent::Refused;
        if !may_quote || !outcome.state.is_counted() || outcome.state == State::CampaignCopy {
            continue;
        }
        let mut last = u32::MAX;
        for mention in outcome.themed.mentions.iter().filter(|mention| outcome.is_own(mention)) {
            if mention.theme != last {
                showing[mention.theme as usize].push(at as u32);
                last = mention.theme;
            }
        }
    }
    let attributions = Attributions::new(analysis, figures);
    let localities = analysis.consultation.find_attribute(attribute::LOCALITY);
    let types = analysis.consultation.find_attribute(attribute::RESPONDENT_TYPE);
    let channels = analysis.consultation.find_attribute(attribute::CHANNEL);
    let mut sentences_of: FxHashMap<u32, Vec<Span>> = FxHashMap::default();
    let mut quotes = Vec::new();
    let mut named = NamedOfPriority::default();
    // A sentence that was quoted for one theme is not quoted again for another, while there are others.
    let mut quoted: FxHashSet<(usize, Span)> = FxHashSet::default();
    for (theme, responses) in showing.iter().enumerate() {
        let step = responses.len().div_ceil(LOOKED_AT).max(1);
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        for &at in responses.iter().step_by(step) {
            let outcome = &analysis.outcomes[at as usize];
            let text = analysis.text(outcome);
            let sentences = sentences_of.entry(at).or_insert_with(|| sentences(text));
            let Some(Extract { span, is_cut, score }) =
                best_extract(text, outcome, theme, sentences, settings)
            else {
                continue;
            };
            let submission = analysis.submission(outcome);
            let (words, stance) = words_of(span.slice(text));
            candidates.push(Candidate {
                response: at as usize,
                outcome,
                span,
                is_cut,
                score,
                words,
                stance,
                respondent_type: types.and_then(|attribute| submission.attribute(attribute)),
                locality: localities.and_then(|attribute| submission.attribute(attribute)),
                kind: submission.kind,
                channel: channels.and_then(|attribute| submission.attribute(attribute)),
            });
        }
        let level = Level::Theme(theme);
        // Several voices would tell how many there are at least, where their number is hidden.
        let is_single = |kind: Kind| {
            figures.is_few(
                level,
                if kind == Kind::Contribution { Unit::Contributions } else { Unit::Respondents },
            )
        };
        let chosen = choose(candidates, settings.most, &is_single, &quoted);
        let mut told = attributions.of_theme(theme);
        for (rank, candidate) in chosen.into_iter().enumerate() {
            let text = analysis.text(candidate.outcome);
            let shown = redacted(text, candidate.span, &candidate.outcome.themed.details);
            let shown = with_cuts(shown, candidate.is_cut, CUT);
            if !proof::is_verbatim(candidate.span.slice(text), shown.as_str()) {
                continue;
            }
            quoted.insert((candidate.response, candidate.span));
            let priority = lexicon.themes[theme].priority;
            let Attribution { words, filters } = told.of(analysis, candidate.outcome, priority, &mut named);
            quotes.push(Quote {
                theme,
                rank: rank + 1,
                text: shown,
                attribution: words,
                filters,
                response: candidate.response,
                span: candidate.span,
            });
        }
    }
    quotes
}

/// Words that could be quoted.
struct Extract {
    span: Span,
    /// Whether something of the sentence is left out before it, and behind it.
    is_cut: (bool, bool),
    /// How well it reads.
    score: i64,
}

/// The sentences around a theme's first mentions that read best.
fn best_extract(
    text: &str,
    outcome: &Outcome,
    theme: usize,
    sentences: &[Span],
    settings: &QuoteSettings,
) -> Option<Extract> {
    let mentions: Vec<Span> = outcome
        .themed
        .mentions
        .iter()
        .filter(|mention| mention.theme as usize == theme && outcome.is_own(mention))
        .map(|mention| mention.span)
        .collect();
    let mentions_in = |span: Span| span.overlapping(&mentions, |mention| *mention);
    let is_sendable =
        |span: Span| outcome.added.is_empty() || outcome.added.iter().any(|added| added.covers(span));
    let mut best: Option<Extract> = None;
    for (at, sentence) in sentences.iter().enumerate() {
        if !mentions_in(*sentence).iter().any(|mention| sentence.covers(*mention))
            || !is_sendable(*sentence)
            || is_form(sentence.slice(text))
        {
            continue;
        }
        let mut span = without_list_mark(text, *sentence);
        // A very short sentence is read with the next one of its paragraph.
        if word_count(span.slice(text)) < 9
            && let Some(next) = sentences.get(at + 1)
            && !text[span.end as usize..next.start as usize].contains('\n')
            && is_sendable(*next)
            && word_count(next.slice(text)) + word_count(span.slice(text)) <= settings.longest
        {
            span.end = next.end;
        }
        let mut is_cut = (false, false);
        if word_count(span.slice(text)) > settings.longest {
            let mention = mentions_in(span).iter().find(|mention| span.covers(**mention));
            let Some(part) = mention.and_then(|mention| part_around(text, span, *mention, settings.longest))
            else {
                continue;
            };
            is_cut = (part.start > span.start, part.end < span.end);
            span = part;
        }
        let words = word_count(span.slice(text));
        if words < settings.shortest || words > settings.longest {
            continue;
        }
        let score = readability(span.slice(text), words)
            + 8 * mentions_in(span).iter().filter(|mention| span.covers(**mention)).count().min(3) as i64
            - 25 * span.overlapping(&outcome.themed.details, |detail| detail.span).len() as i64
            - 20 * i64::from(is_cut.0 || is_cut.1);
        if best.as_ref().is_none_or(|known| score > known.score) {
            best = Some(Extract { span, is_cut, score });
        }
    }
    best
}

/// The longest run of a sentence's parts around a mention that has at most so many words. Parts end at `;`, `:`, `,` and dashes.
fn part_around(text: &str, sentence: Span, mention: Span, longest: usize) -> Option<Span> {
    let words = sentence.slice(text);
    let mut ends: Vec<usize> = words
        .match_indices([';', ':', ',', '–', '—'])
        .map(|(at, mark)| at + mark.len())
        .filter(|at| words[*at..].starts_with(' '))
        .collect();
    ends.push(words.len());
    let mut parts: Vec<(usize, usize)> = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        parts.push((start, end));
        start = end;
    }
    let inside = |at: u32| (at - sentence.start) as usize;
    let first = parts.iter().position(|(_, end)| inside(mention.start) < *end)?;
    let last = parts.iter().position(|(_, end)| inside(mention.end) <= *end)?;
    let counts: Vec<usize> = parts.iter().map(|(start, end)| word_count(&words[*start..*end])).collect();
    let mut count: usize = counts[first..=last].iter().sum();
    if count > longest {
        return None;
    }
    let (mut from, mut to) = (first, last);
    loop {
        if to + 1 < parts.len() && count + counts[to + 1] <= longest {
            to += 1;
            count += counts[to];
        } else if from > 0 && count + counts[from - 1] <= longest {
            from -= 1;
            count += counts[from];
        } else {
            break;
        }
    }
    let (start, end) = (parts[from].0, parts[to].1);
    let start = start + (words[start..end].len() - words[start..end].trim_start().len());
    let end = if to + 1 < parts.len() {
        start + words[start..end].trim_end_matches([',', ';', ':', '–', '—', ' ']).len()
    } else {
        end
    };
    Some(Span::new(sentence.start as usize + start, sentence.start as usize + end))
}

/// The sentence behind the mark of a list: `- safe cycle routes`, `• a later bus`.
fn without_list_mark(text: &str, sentence: Span) -> Span {
    const MARKS: &[char] = &['-', '–', '—', '•', '*', '·', '▪', '◦', '‣', '●', '○', '➢'];
    let words = sentence.slice(text);
    match words.strip_prefix(MARKS).map(|rest| (rest, rest.trim_start())) {
        Some((rest, item)) if item.len() < rest.len() => {
            Span { start: sentence.end - item.len() as u32, ..sentence }
        }
        _ => sentence,
    }
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Greetings, closes and headings of letters are no quotes.
fn is_form(sentence: &str) -> bool {
    let is_headed = |heading: &str| {
        sentence.get(..heading.len()).is_some_and(|start| start.eq_ignore_ascii_case(heading))
    };
    opens_formally(sentence) || closes_formally(sentence) || is_headed("re:") || is_headed("subject:")
}

/// How well an extract reads by itself: 12 to 35 words, begins and ends as a sentence does, not all in capitals.
fn readability(text: &str, words: usize) -> i64 {
    let length = match words {
        12..=35 => 60,
        8..=11 | 36..=42 => 42,
        6..=7 => 24,
        _ => 8,
    };
    let first = text.chars().next();
    let begins_well =
        i64::from(first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '\'')))
            * 8;
    let ends_well = i64::from(text.ends_with(['.', '!', '?', '…', '”', '"'])) * 6;
    let starts_alone = ["and ", "but ", "so ", "also ", "which ", "or "]
        .iter()
        .any(|start| text.to_lowercase().starts_with(start));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let shouts = i64::from(capitals * 2 > letters) * 25;
    // Of two that read equally well, neither the first nor the last received is preferred.
    let fair = (hash_of(text) % 8) as i64;
    length + begins_well + ends_well + fair - shouts - i64::from(starts_alone) * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_loses_the_mark_of_a_list() {
        for (text, item) in [
            ("- safe cycle routes", "safe cycle routes"),
            ("•\u{a0}a later bus.", "a later bus."),
            ("-5 degrees in the waiting room", "-5 degrees in the waiting room"),
            ("Plain words - and a dash", "Plain words - and a dash"),
            ("- ", ""),
            ("", ""),
        ] {
            let whole = Span::new(0, text.len());
            assert_eq!(without_list_mark(text, whole).slice(text), item, "{text}");
        }
    }
}
