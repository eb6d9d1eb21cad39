//! Everything a report may know. It holds no clock, no path of this machine, and no words that were not redacted.

use crate::analysis::Analysis;
use crate::count::{Filter, Tally, tally};
use crate::crosswalk::Crosswalk;
use crate::dedupe::{DedupeSettings, Family, FamilyKind, Member};
use crate::ingest::Event;
use crate::ledger::{State, Totals};
use crate::lexicon::Lexicon;
use crate::quote::{Quote, QuoteSettings, quotes};
use crate::redact::{RedactedText, details, redacted};
use crate::submission::{Consent, attribute};
use crate::text::{Span, is_greeting, sentences};

/// A campaign, as a report shows it.
#[derive(Debug, Clone)]
pub struct CampaignFinding {
    /// From 1, the largest first.
    pub number: usize,
    /// How many responses carry its words.
    pub responses: usize,
    /// How many respondents sent them.
    pub respondents: usize,
    /// How many respondents added words of their own.
    pub added_own_words: usize,
    /// How many different wordings it came in, personal details aside.
    pub wordings: usize,
    /// The sentences of its text that at least so many responses kept as make a campaign, with how many did; none where all who sent exactly this
    /// text refused to be quoted.
    pub sentences: Vec<(RedactedText, usize)>,
    /// The beginning of the text that its senders share; none where all of them refused to be quoted.
    pub extract: Option<RedactedText>,
    /// Themes that its text shows, in the order of the lexicon.
    pub themes: Vec<usize>,
    /// First and last day it came in, where dates are known.
    pub dates: Option<(RedactedText, RedactedText)>,
}

/// How many copies there are where texts must be more alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// The least share of common word triples with the text that stands for the family.
    pub similarity: f64,
    /// Families with at least two such texts.
    pub families: usize,
    /// Their texts.
    pub copies: usize,
}

/// An event, as a report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFinding {
    /// Its name: a value of the attribute *Event*.
    pub name: RedactedText,
    /// How many people came, where the notes say so.
    pub attendance: Option<u32>,
    /// When it was, as the notes write it.
    pub date: Option<RedactedText>,
    /// Where it was, as the notes write it.
    pub place: Option<RedactedText>,
}

/// Who and what was received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// Files read or refused.
    pub files: usize,
    /// Submissions: rows, letters, messages, points.
    pub submissions: usize,
    /// Different people and organisations with a response that counts.
    pub respondents: usize,
    /// Of these, organisations.
    pub organisations: usize,
    /// Points made at events that count.
    pub contributions: usize,
    /// People for whom organisations say they speak.
    pub represented: u64,
    /// Substantive responses in which no rule found a theme.
    pub unthemed: usize,
}

/// Everything a report may know.
pub struct Findings {
    /// The consultation's name.
    pub title: String,
    /// What a reader must know before all else, from the profile.
    pub notice: Option<String>,
    /// The lexicon that themed it.
    pub lexicon: Lexicon,
    /// SHA-256 of the lexicon's file.
    pub lexicon_sha256: String,
    /// Who and what was received.
    pub received: Received,
    /// What became of every item.
    pub totals: Totals,
    /// Reasons within states other than the counted ones, and how many items each has.
    pub reasons: Vec<(State, String, usize)>,
    /// All counts.
    pub tally: Tally,
    /// The words for each filter of the tally: what it divides by, and the value; empty for all.
    pub filter_names: Vec<(RedactedText, RedactedText)>,
    /// Attributes with too many different values to divide figures by, and how many.
    pub left_out: Vec<(RedactedText, usize)>,
    /// Campaigns, the largest first.
    pub campaigns: Vec<CampaignFinding>,
    /// Quotes, in order of theme and rank.
    pub quotes: Vec<Quote>,
    /// The events, in the order of reading.
    pub events: Vec<EventFinding>,
    /// How many people gave several submissions.
    pub people_with_several: usize,
    /// How many groups of submissions may be one person's.
    pub proposed_people: usize,
    /// How many copies there are at stricter thresholds; none where there are no copies.
    pub sensitivity: Vec<Sensitivity>,
    /// When texts counted as copies.
    pub dedupe: DedupeSettings,
    /// National ambitions to hold this against, where there are some.
    pub crosswalk: Option<Crosswalk>,
}

/// What a run was told besides its inputs.
#[derive(Debug, Clone, Default)]
pub struct Presentation {
    /// The consultation's name.
    pub title: String,
    /// What a reader must know before all else.
    pub notice: Option<String>,
    /// SHA-256 of the lexicon's file.
    pub lexicon_sha256: String,
    /// How quotes are chosen.
    pub quotes: QuoteSettings,
    /// When texts are copies.
    pub dedupe: DedupeSettings,
    /// National ambitions to hold this against.
    pub crosswalk: Option<Crosswalk>,
}

/// Counts an analysis, chooses quotes, and gathers what reports may know.
pub fn findings(analysis: &Analysis, lexicon: &Lexicon, presentation: Presentation) -> Findings {
    let tally = tally(analysis, lexicon);
    Findings {
        filter_names: tally.filters.iter().map(|filter| filter_name(*filter, analysis)).collect(),
        left_out: tally
            .left_out
            .iter()
            .map(|(attribute, values)| {
                (publishable(&analysis.consultation.attributes[*attribute as usize].name), *values)
            })
            .collect(),
        received: received(analysis, &tally),
        totals: analysis.totals(),
        reasons: reasons(analysis),
        campaigns: campaigns(analysis, &presentation.dedupe),
        proposed_people: analysis.people.proposals.len(),
        sensitivity: sensitivity(&analysis.families),
        quotes: quotes(analysis, lexicon, &presentation.quotes),
        events: analysis.events.iter().map(event).collect(),
        people_with_several: analysis
            .families
            .iter()
            .filter(|family| family.kind == FamilyKind::SamePerson)
            .count(),
        tally,
        lexicon: lexicon.clone(),
        title: presentation.title,
        notice: presentation.notice,
        lexicon_sha256: presentation.lexicon_sha256,
        dedupe: presentation.dedupe,
        crosswalk: presentation.crosswalk,
    }
}

/// A name from the inputs (a question, a place, an event) as it may be published: personal details masked.
fn publishable(name: &str) -> RedactedText {
    redacted(name, Span::new(0, name.len()), &details(name))
}

fn filter_name(filter: Filter, analysis: &Analysis) -> (RedactedText, RedactedText) {
    let consultation = &analysis.consultation;
    match filter {
        Filter::All => (publishable(""), publishable("")),
        Filter::Question(question) => {
            (publishable("Question"), publishable(consultation.questions.name(question)))
        }
        Filter::Segment { attribute, value } => (
            publishable(&consultation.attributes[attribute as usize].name),
            publishable(consultation.value(attribute, value)),
        ),
    }
}

fn event(event: &Event) -> EventFinding {
    EventFinding {
        name: publishable(&event.name),
        attendance: event.attendance,
        date: event.date.as_deref().map(publishable),
        place: event.place.as_deref().map(publishable),
    }
}

fn received(analysis: &Analysis, tally: &Tally) -> Received {
    use crate::count::{Campaigns, Level, Unit};
    let base = |unit| tally.figure(Level::All, 0, unit, Campaigns::Included).denominator;
    let mut organisations: Vec<u32> = analysis
        .outcomes
        .iter()
        .filter(|outcome| {
            outcome.state.is_counted() && analysis.submission(outcome).respondent.is_organisation
        })
        .map(|outcome| outcome.respondent)
        .collect();
    organisations.sort_unstable();
    organisations.dedup();
    Received {
        files: analysis.files.len(),
        submissions: analysis.submissions.len(),
        respondents: base(Unit::Respondents) as usize,
        organisations: organisations.len(),
        contributions: base(Unit::Contributions) as usize,
        represented: base(Unit::Represented),
        unthemed: analysis.outcomes.iter().filter(|outcome| crate::discover::is_unthemed(outcome)).count(),
    }
}

fn reasons(analysis: &Analysis) -> Vec<(State, String, usize)> {
    let mut counts = std::collections::BTreeMap::<(State, &str), usize>::new();
    let outcomes = analysis.outcomes.iter().map(|outcome| (outcome.state, &*outcome.reason));
    let entries = analysis.entries.iter().map(|entry| (entry.state, &*entry.reason));
    for (state, reason) in outcomes.chain(entries) {
        if !state.is_counted() && !reason.is_empty() {
            *counts.entry((state, reason)).or_default() += 1;
        }
    }
    counts.into_iter().map(|((state, reason), count)| (state, reason.to_owned(), count)).collect()
}

/// At most so many words of a campaign's text are shown.
const EXTRACT_WORDS: usize = 60;

fn campaigns(analysis: &Analysis, settings: &DedupeSettings) -> Vec<CampaignFinding> {
    let is_campaign = |family: &&Family| family.kind == FamilyKind::Campaign;
    analysis
        .families
        .iter()
        .filter(is_campaign)
        .enumerate()
        .map(|(at, family)| campaign(at + 1, family, analysis, settings))
        .collect()
}

fn campaign(
    number: usize,
    family: &Family,
    analysis: &Analysis,
    settings: &DedupeSettings,
) -> CampaignFinding {
    let representative = &analysis.outcomes[family.representative];
    let mut themes: Vec<usize> =
        representative.themed.mentions.iter().map(|mention| mention.theme as usize).collect();
    themes.dedup();
    let mut adding: Vec<u32> = family
        .members
        .iter()
        .filter(|member| !member.added.is_empty())
        .map(|member| analysis.outcomes[member.response].respondent)
        .collect();
    adding.sort_unstable();
    adding.dedup();
    let date = analysis.consultation.find_attribute(attribute::DATE);
    let mut days: Vec<&str> = family
        .members
        .iter()
        .filter_map(|member| {
            let value = analysis.submission(&analysis.outcomes[member.response]).attribute(date?)?;
            Some(analysis.consultation.value(date?, value))
        })
        .collect();
    days.sort_unstable();
    CampaignFinding {
        number,
        responses: family.members.len(),
        respondents: family.respondents,
        added_own_words: adding.len(),
        wordings: family.wordings,
        sentences: shown_sentences(family, analysis, settings),
        extract: shared_extract(family, analysis),
        themes,
        dates: days.first().zip(days.last()).map(|(first, last)| (publishable(first), publishable(last))),
    }
}

/// The sentences of a campaign's text, as long as somebody who sent just this text did not refuse to be quoted, and with how many kept each. What
/// fewer kept than make a campaign is left out.
fn shown_sentences(
    family: &Family,
    analysis: &Analysis,
    settings: &DedupeSettings,
) -> Vec<(RedactedText, usize)> {
    let text = analysis.text(&analysis.outcomes[family.representative]);
    let sent_it = family.members.iter().find(|member| {
        let outcome = &analysis.outcomes[member.response];
        analysis.text(outcome) == text && analysis.submission(outcome).respondent.consent != Consent::Refused
    });
    let Some(member) = sent_it else { return Vec::new() };
    let details = &analysis.outcomes[member.response].themed.details;
    let is_shared = |(_, kept): &&(Span, usize)| *kept >= settings.campaign_from_respondents as usize;
    let shown = |(span, kept): &(Span, usize)| (redacted(text, *span, details), *kept);
    family.kept.iter().filter(is_shared).map(shown).collect()
}

/// The shares of common triples at which copies are counted again.
const SIMILARITIES: [f64; 3] = [0.7, 0.8, 0.9];

fn sensitivity(families: &[Family]) -> Vec<Sensitivity> {
    let is_copies = |family: &&Family| family.kind != FamilyKind::SamePerson;
    if !families.iter().any(|family| is_copies(&family)) {
        return Vec::new();
    }
    let at = |similarity: f64| {
        let mut found = Sensitivity { similarity, families: 0, copies: 0 };
        for family in families.iter().filter(is_copies) {
            let alike = family.members.iter().filter(|member| member.similarity >= similarity).count();
            if alike > 1 {
                found.families += 1;
                found.copies += alike;
            }
        }
        found
    };
    SIMILARITIES.map(at).into()
}

/// What the senders of a campaign share, from the member nearest to it who did not refuse to be quoted; none of that member's own words.
fn shared_extract(family: &Family, analysis: &Analysis) -> Option<RedactedText> {
    let may_quote = |member: &&Member| {
        let outcome = &analysis.outcomes[member.response];
        analysis.submission(outcome).respondent.consent != Consent::Refused
    };
    let nearness = |member: &&Member| {
        let thousandths = |share: f64| (share * 1000.0) as i64;
        (member.added.is_empty(), thousandths(member.similarity), std::cmp::Reverse(member.response))
    };
    let member = family.members.iter().filter(may_quote).max_by_key(nearness)?;
    let outcome = &analysis.outcomes[member.response];
    let text = analysis.text(outcome);
    let span = extract(text, &member.added);
    (!span.is_empty()).then(|| redacted(text, span, &outcome.themed.details))
}

/// The first whole sentences of a text after its greeting that stand together outside the sender's own words, up to about sixty words.
fn extract(text: &str, own: &[Span]) -> Span {
    let mut span = Span::default();
    let mut words = 0;
    for sentence in sentences(text) {
        let piece = sentence.slice(text);
        let count = piece.split_whitespace().count();
        let is_own = own.iter().any(|added| added.overlaps(sentence));
        if words == 0 && (is_greeting(piece) || count < 4 || is_own) {
            continue;
        }
        if is_own || words > 0 && words + count > EXTRACT_WORDS {
            break;
        }
        if words == 0 {
            span.start = sentence.start;
        }
        span.end = sentence.end;
        words += count;
    }
    span
}

impl Findings {
    /// The quotes of a theme, in order of rank.
    pub fn quotes_of(&self, theme: usize) -> impl Iterator<Item = &Quote> {
        self.quotes.iter().filter(move |quote| quote.theme == theme)
    }
}
