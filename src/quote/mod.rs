//! People's own words: which are chosen, and how they are attributed.
//!
//! The rule: whole sentences that hold a theme's words and can stand by themselves (`standing.rs`), of readable length, verbatim but for masked personal details (`extract.rs`); never from
//! someone who did not agree; no two from one person or one campaign; one at most of a theme whose number is hidden; a sentence again for another theme only where that has no other; words that could tell who said them
//! (`telling.rs`) last; spread over localities, channels and kinds of respondent, over what the theme's responses say, and over both sides where people differ (`choice.rs`). A sentence that is too long is cut between its parts,
//! shown as `[…]`. Each is checked against its response before it is given out (`proof.rs`). Words have one attribution wherever they are shown (`attribution.rs`). The same input gives the same quotes.

mod attribution;
mod choice;
mod crowds;
mod extract;
mod proof;
mod stance;
mod standing;
mod telling;
mod words;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::analysis::Analysis;
use crate::count::{Level, Unit};
use crate::disclose::Published;
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::redact::{RedactedText, redacted, with_cuts};
use crate::submission::{Consent, Kind, attribute};
use crate::text::{Span, hash_of, sentences};
use attribution::{Attribution, Attributions, NamedOfPriority};
use choice::{Candidate, choose, words_of};
use extract::{Extract, best_extract};
use telling::Telling;
use words::normal_words;

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
    /// What it gives that together could tell who said it; nothing where that is little.
    pub telling: Vec<&'static str>,
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
    let telling = Telling::new(&analysis.consultation);
    let showing = showing(analysis, lexicon);
    let mut chosen: Vec<Vec<Candidate<'_>>> = showing.iter().map(|_| Vec::new()).collect();
    let mut choosing = Choosing::new(analysis, &telling, settings);
    // Themes with few responses choose first: the others have more to choose from.
    let mut order: Vec<usize> = (0..showing.len()).collect();
    order.sort_by_key(|theme| showing[*theme].len());
    for theme in order {
        // Several voices would tell how many there are at least, where their number is hidden.
        let is_single = |kind: Kind| {
            let unit = if kind == Kind::Contribution { Unit::Contributions } else { Unit::Respondents };
            figures.is_few(Level::Theme(theme), unit)
        };
        chosen[theme] = choosing.choose(theme, &showing[theme], &is_single);
    }
    let mut quotes = attributed(analysis, lexicon, figures, &telling, &chosen);
    describe_alike(&mut quotes);
    let quote = |(mut quote, attribution): (Quote, Attribution)| {
        let submission = analysis.submission(&analysis.outcomes[quote.response]);
        let has_place = attribution.has_place() || is_event_told(submission.kind);
        quote.telling = telling.parts(quote.text.as_str(), has_place);
        quote.attribution = attribution.words();
        quote.filters = attribution.filters;
        quote
    };
    quotes.into_iter().map(quote).collect()
}

/// For each theme the responses that can be quoted for it.
fn showing(analysis: &Analysis, lexicon: &Lexicon) -> Vec<Vec<u32>> {
    let mut showing: Vec<Vec<u32>> = vec![Vec::new(); lexicon.themes.len()];
    for (at, outcome) in analysis.outcomes.iter().enumerate() {
        let may_quote = analysis.submission(outcome).respondent.consent != Consent::Refused;
        if !may_quote
            || !outcome.state.is_counted()
            || outcome.state == State::CampaignCopy
            || outcome.themed.mentions.is_empty()
            || standing::refuses(analysis.text(outcome))
        {
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
    showing
}

/// What is chosen for one theme after the other.
struct Choosing<'a> {
    analysis: &'a Analysis,
    telling: &'a Telling,
    settings: &'a QuoteSettings,
    localities: Option<u32>,
    types: Option<u32>,
    channels: Option<u32>,
    sentences: FxHashMap<u32, Vec<Span>>,
    /// What is quoted of each response: a sentence is quoted for a second theme only where that has no other.
    quoted: FxHashMap<u32, Vec<Span>>,
    /// Whose words are quoted: the same words of somebody else would look as if they were theirs.
    said: FxHashMap<u64, usize>,
}

impl<'a> Choosing<'a> {
    fn new(analysis: &'a Analysis, telling: &'a Telling, settings: &'a QuoteSettings) -> Choosing<'a> {
        let find = |name| analysis.consultation.find_attribute(name);
        Choosing {
            analysis,
            telling,
            settings,
            localities: find(attribute::LOCALITY),
            types: find(attribute::RESPONDENT_TYPE),
            channels: find(attribute::CHANNEL),
            sentences: FxHashMap::default(),
            quoted: FxHashMap::default(),
            said: FxHashMap::default(),
        }
    }

    fn choose(
        &mut self,
        theme: usize,
        responses: &[u32],
        is_single: &dyn Fn(Kind) -> bool,
    ) -> Vec<Candidate<'a>> {
        let step = responses.len().div_ceil(LOOKED_AT).max(1);
        let looked_at = responses.iter().step_by(step);
        let candidates = looked_at.filter_map(|at| self.candidate(theme, *at)).collect();
        let chosen = choose(candidates, self.settings.most, is_single);
        for candidate in &chosen {
            self.quoted.entry(candidate.response as u32).or_default().push(candidate.span);
            self.said.insert(candidate.wording, candidate.response);
        }
        chosen
    }

    fn candidate(&mut self, theme: usize, at: u32) -> Option<Candidate<'a>> {
        let analysis = self.analysis;
        let outcome = &analysis.outcomes[at as usize];
        let text = analysis.text(outcome);
        let sentences = self.sentences.entry(at).or_insert_with(|| sentences(text));
        let quoted = self.quoted.get(&at).map_or(&[][..], Vec::as_slice);
        let Extract { span, is_cut, score, is_quoted } =
            best_extract(text, outcome, theme, sentences, quoted, self.settings)?;
        let shown = redacted(text, span, &outcome.themed.details);
        let shown = with_cuts(shown, is_cut, CUT);
        let response = at as usize;
        let wording = hash_of(&shown.as_str().to_lowercase());
        if !proof::is_verbatim(span.slice(text), shown.as_str())
            || self.said.get(&wording).is_some_and(|known| *known != response)
        {
            return None;
        }
        let submission = analysis.submission(outcome);
        let said = normal_words(span.slice(text));
        let (words, stance) = words_of(&said);
        let has_place = is_event_told(submission.kind);
        let parts = match shown.as_str() == span.slice(text) {
            true => self.telling.parts_of(shown.as_str(), &said, has_place),
            false => self.telling.parts(shown.as_str(), has_place),
        };
        let value = |attribute: Option<u32>| attribute.and_then(|attribute| submission.attribute(attribute));
        Some(Candidate {
            response,
            outcome,
            span,
            is_telling: !parts.is_empty(),
            shown,
            wording,
            score,
            is_quoted,
            words,
            stance,
            respondent_type: value(self.types),
            locality: value(self.localities),
            kind: submission.kind,
            channel: value(self.channels),
        })
    }
}

/// Whether readers know at which event something was said, and so where: the event's page quotes its points.
fn is_event_told(kind: Kind) -> bool {
    kind == Kind::Contribution
}

/// The chosen as quotes, each with what may be told of its speaker beside the quotes of its own theme and priority.
fn attributed(
    analysis: &Analysis,
    lexicon: &Lexicon,
    figures: &Published,
    telling: &Telling,
    chosen: &[Vec<Candidate<'_>>],
) -> Vec<(Quote, Attribution)> {
    let attributions = Attributions::new(analysis, figures);
    let mut named = NamedOfPriority::default();
    let mut quotes = Vec::new();
    for (theme, candidates) in chosen.iter().enumerate() {
        let mut told = attributions.of_theme(Level::Theme(theme));
        for (rank, candidate) in candidates.iter().enumerate() {
            let priority = lexicon.themes[theme].priority;
            let mut attribution = told.of(analysis, candidate.outcome, priority, &mut named);
            let text = candidate.shown.clone();
            // A place that tells somebody only together with the words is left out.
            if attribution.has_place() && telling.parts(text.as_str(), false).is_empty() {
                let is_place_too_much = !telling.parts(text.as_str(), true).is_empty();
                is_place_too_much.then(|| attribution.leave_out_place());
            }
            let quote = Quote {
                theme,
                rank: rank + 1,
                text,
                attribution: String::new(),
                filters: Vec::new(),
                response: candidate.response,
                span: candidate.span,
                telling: Vec::new(),
            };
            quotes.push((quote, attribution));
        }
    }
    quotes
}

/// Gives words that are quoted in several places one description, the vaguest that any of these needs: who reads them side by side could join what each tells.
fn describe_alike(quotes: &mut [(Quote, Attribution)]) {
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|at| (quotes[*at].0.response, quotes[*at].0.span.start));
    let mut from = 0;
    while from < order.len() {
        let Quote { response, span: Span { mut end, .. }, .. } = quotes[order[from]].0;
        let mut to = from + 1;
        while let Some((next, _)) = order.get(to).map(|at| &quotes[*at])
            && next.response == response
            && next.span.start < end
        {
            end = end.max(next.span.end);
            to += 1;
        }
        let alike = &order[from..to];
        let mut told = quotes[alike[0]].1.clone();
        alike.iter().for_each(|at| told.tell_no_more_than(&quotes[*at].1));
        alike.iter().for_each(|at| quotes[*at].1 = told.clone());
        from = to;
    }
}
