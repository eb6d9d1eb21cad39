//! Everything a report may know. It holds no clock, no path of this machine, no words that were not redacted, and no count of people or of what they
//! sent that was not protected.

mod people;

pub use people::{ChecksFinding, CorrectedTheme, CorrectionsFinding, ThemeCheck};

use people::{checks, corrections};

use crate::analysis::Analysis;
use crate::check::Checked;
use crate::count::{Campaigns, Filter, Received, Tally, Unit, received};
use crate::crosswalk::Crosswalk;
use crate::dedupe::{DedupeSettings, Family, FamilyKind, Member};
use crate::disclose::{Preset, Published, Shown, parts, protected_parts, published};
use crate::ingest::Event;
use crate::ledger::{STATES, State, Totals};
use crate::lexicon::Lexicon;
use crate::overrides::Decisions;
use crate::quote::{Quote, QuoteSettings, quotes};
use crate::redact::{RedactedText, Wishes, publishable, redacted};
use crate::submission::{Consent, attribute};
use crate::text::{Span, is_greeting, sentences};

/// A campaign, as a report shows it.
#[derive(Debug, Clone)]
pub struct CampaignFinding {
    /// From 1, the largest first.
    pub number: usize,
    /// How many respondents sent its words.
    pub respondents: Shown,
    /// How many respondents added words of their own.
    pub added_own_words: Shown,
    /// How many different wordings it came in, personal details aside.
    pub wordings: Shown,
    /// The sentences of its text that at least so many responses kept as make a campaign, with how many did; none where all who sent exactly this
    /// text refused to be quoted.
    pub sentences: Vec<(RedactedText, Shown)>,
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
    pub copies: Shown,
}

/// An event, as a report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFinding {
    /// Its name: a value of the attribute *Event*.
    pub name: RedactedText,
    /// How many people came, where the notes say so.
    pub attendance: Option<Shown>,
    /// When it was, as the notes write it.
    pub date: Option<RedactedText>,
    /// Where it was, as the notes write it.
    pub place: Option<RedactedText>,
}

/// Who and what was received, as it may be published. Files, events and campaigns are no people (SD6).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceivedFinding {
    /// Files read or refused.
    pub files: usize,
    /// Submissions: rows, letters, messages, points.
    pub submissions: Shown,
    /// Different people and organisations with a response that counts.
    pub respondents: Shown,
    /// Of these, organisations; none where there are none.
    pub organisations: Option<Shown>,
    /// Points made at events that count; none where there are none.
    pub contributions: Option<Shown>,
    /// People for whom organisations say they speak; none where no organisation says so.
    pub represented: Option<Shown>,
    /// Respondents who sent a campaign's words.
    pub in_campaigns: Shown,
    /// Substantive responses in which no rule found a theme.
    pub unthemed: Shown,
    /// How many people gave several submissions.
    pub people_with_several: Shown,
}

/// What became of everything received, as it may be published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatesFinding {
    /// All items.
    pub received: Shown,
    /// The items that are counted.
    pub counted: Shown,
    /// The items of each state that has any.
    pub of: Vec<(State, Shown)>,
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
    pub received: ReceivedFinding,
    /// What became of every item.
    pub states: StatesFinding,
    /// Reasons within states other than the counted ones, and how many items each has.
    pub reasons: Vec<(State, String, Shown)>,
    /// All counts.
    pub figures: Published,
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
    /// How many groups of submissions may be one person's.
    pub proposed_people: Shown,
    /// How many copies there are at stricter thresholds; none where there are no copies.
    pub sensitivity: Vec<Sensitivity>,
    /// When texts counted as copies.
    pub dedupe: DedupeSettings,
    /// National ambitions to hold this against, where there are some.
    pub crosswalk: Option<Crosswalk>,
    /// What people corrected by hand; none where they were not asked.
    pub corrections: Option<CorrectionsFinding>,
    /// How often themes are right; none where nobody checked.
    pub checks: Option<ChecksFinding>,
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
    /// How small numbers are protected.
    pub preset: Preset,
    /// What people decided against the lexicon.
    pub decisions: Decisions,
    /// What people found when they checked an earlier run.
    pub checked: Option<Checked>,
}

/// Protects the counts of an analysis, chooses quotes, and gathers what reports may know.
pub fn findings(
    analysis: &Analysis,
    lexicon: &Lexicon,
    tally: &Tally,
    presentation: Presentation,
) -> Findings {
    let preset = presentation.preset;
    let figures = published(tally, preset);
    let totals = analysis.totals();
    let states = states(&totals, preset);
    let campaigns = campaigns(analysis, &presentation.dedupe, preset);
    Findings {
        filter_names: tally.filters.iter().map(|filter| filter_name(*filter, analysis)).collect(),
        left_out: tally
            .left_out
            .iter()
            .map(|(attribute, values)| {
                (
                    publishable(
                        &analysis.consultation.attributes[*attribute as usize].name,
                        &analysis.wishes,
                    ),
                    *values,
                )
            })
            .collect(),
        received: received_finding(analysis, &received(analysis, tally), tally, &figures, &campaigns),
        reasons: reasons(analysis, &totals, &states, preset),
        states,
        campaigns,
        proposed_people: Shown::alone(analysis.people.proposals.len() as u64, preset),
        sensitivity: sensitivity(&analysis.families, preset),
        quotes: quotes(analysis, lexicon, &figures, &presentation.quotes),
        corrections: corrections(&presentation.decisions, lexicon, preset),
        checks: presentation
            .checked
            .map(|checked| checks(checked, &presentation.lexicon_sha256, lexicon, &figures)),
        events: analysis.events.iter().map(|found| event(found, &analysis.wishes, preset)).collect(),
        figures,
        lexicon: lexicon.clone(),
        title: presentation.title,
        notice: presentation.notice,
        lexicon_sha256: presentation.lexicon_sha256,
        dedupe: presentation.dedupe,
        crosswalk: presentation.crosswalk,
    }
}

fn filter_name(filter: Filter, analysis: &Analysis) -> (RedactedText, RedactedText) {
    let consultation = &analysis.consultation;
    let shown = |name: &str| publishable(name, &analysis.wishes);
    match filter {
        Filter::All => (shown(""), shown("")),
        Filter::Question(question) => (shown("Question"), shown(consultation.questions.name(question))),
        Filter::Segment { attribute, value } => (
            shown(&consultation.attributes[attribute as usize].name),
            shown(consultation.value(attribute, value)),
        ),
    }
}

fn event(event: &Event, wishes: &Wishes, preset: Preset) -> EventFinding {
    let shown = |words: &str| publishable(words, wishes);
    EventFinding {
        name: shown(&event.name),
        attendance: event.attendance.map(|people| Shown::alone(u64::from(people), preset)),
        date: event.date.as_deref().map(shown),
        place: event.place.as_deref().map(shown),
    }
}

fn received_finding(
    analysis: &Analysis,
    received: &Received,
    tally: &Tally,
    figures: &Published,
    campaigns: &[CampaignFinding],
) -> ReceivedFinding {
    let preset = figures.preset;
    let base = |unit| figures.base(0, unit, Campaigns::Included);
    let unthemed =
        analysis.outcomes.iter().filter(|outcome| crate::discover::is_unthemed(outcome)).count() as u64;
    let several = analysis.families.iter().filter(|family| family.kind == FamilyKind::SamePerson).count();
    let in_campaigns = campaign_families(analysis).map(|family| family.respondents as u64).sum();
    // Where no campaign's size may be told, their sum would tell it.
    let is_size_told =
        campaigns.is_empty() || campaigns.iter().any(|campaign| !campaign.respondents.is_hidden());
    let organisations = received.organisations as u64;
    // The same number may stand in a table as a group that is hidden there.
    let is_hidden_group = (1..tally.filters.len()).any(|filter| {
        let base = tally.base(filter, Unit::Respondents, Campaigns::Included);
        let shown = figures.base(filter, Unit::Respondents, Campaigns::Included);
        base == organisations && shown.is_hidden()
    });
    ReceivedFinding {
        files: received.files,
        submissions: Shown::alone(received.submissions as u64, preset),
        respondents: base(Unit::Respondents),
        organisations: (organisations > 0).then(|| match is_hidden_group {
            true => Shown::default(),
            false => part_of(organisations, received.respondents as u64, preset),
        }),
        contributions: (received.contributions > 0).then(|| base(Unit::Contributions)),
        represented: (received.represented > 0).then(|| base(Unit::Represented)),
        in_campaigns: match is_size_told {
            true => part_of(in_campaigns, received.respondents as u64, preset),
            false => Shown::default(),
        },
        unthemed: part_of(unthemed, analysis.totals().counted() as u64, preset),
        people_with_several: Shown::alone(several as u64, preset),
    }
}

/// A number that stands beside the whole it is a part of.
fn part_of(part: u64, whole: u64, preset: Preset) -> Shown {
    if preset.hides(part) {
        return Shown::alone(part, preset);
    }
    parts(&[part], whole.saturating_sub(part), preset).first().copied().unwrap_or_default()
}

/// What became of everything, so that no small step can be worked out from the others.
fn states(totals: &Totals, preset: Preset) -> StatesFinding {
    let of = |state: &State| totals.of(*state) as u64;
    let having = |counted: bool| {
        STATES.into_iter().filter(move |state| state.is_counted() == counted && totals.of(*state) > 0)
    };
    let leaving: Vec<State> = having(false).collect();
    let counted: Vec<State> = having(true).collect();
    let values = |states: &[State]| states.iter().map(of).collect::<Vec<u64>>();
    let all_counted = totals.counted() as u64;
    let mut first = parts(&[values(&leaving), vec![all_counted]].concat(), 0, preset);
    let mut whole = first.pop().unwrap_or_default();
    let mut second = counted_states(&counted, &values(&counted), preset);
    if whole.is_hidden() && all_counted > 0 {
        // What is counted hides with a small step: then so must enough of what it is made of.
        let mut flat = parts(&values(&[leaving.clone(), counted.clone()].concat()), 0, preset);
        second = flat.split_off(leaving.len());
        first = flat;
        whole = Shown::default();
    }
    StatesFinding {
        received: Shown::alone(totals.sum() as u64, preset),
        counted: whole,
        of: leaving.into_iter().zip(first).chain(counted.into_iter().zip(second)).collect(),
    }
}

/// What is counted, by state. A campaign's copies and its letters with words added make up the campaign, whose size is told elsewhere: they hide together.
fn counted_states(states: &[State], values: &[u64], preset: Preset) -> Vec<Shown> {
    let is_campaign = |at: &usize| matches!(states[*at], State::CampaignCopy | State::CampaignAdded);
    let of_campaign: Vec<usize> = (0..states.len()).filter(is_campaign).collect();
    let mut shown = parts(values, 0, preset);
    if of_campaign.iter().any(|at| shown[*at].is_hidden()) {
        of_campaign.iter().for_each(|at| shown[*at] = Shown::default());
    }
    shown
}

fn reasons(
    analysis: &Analysis,
    totals: &Totals,
    states: &StatesFinding,
    preset: Preset,
) -> Vec<(State, String, Shown)> {
    let mut counts = std::collections::BTreeMap::<State, std::collections::BTreeMap<&str, u64>>::new();
    let outcomes = analysis.outcomes.iter().map(|outcome| (outcome.state, &*outcome.reason));
    let entries = analysis.entries.iter().map(|entry| (entry.state, &*entry.reason));
    for (state, reason) in outcomes.chain(entries) {
        if !state.is_counted() && !reason.is_empty() {
            *counts.entry(state).or_default().entry(reason).or_default() += 1;
        }
    }
    let is_shown = |state: State| states.of.iter().any(|(of, shown)| *of == state && !shown.is_hidden());
    counts
        .into_iter()
        // How many reasons there are would tell how many items there are at least.
        .filter(|(state, _)| is_shown(*state))
        .flat_map(|(state, reasons)| {
            let values: Vec<u64> = reasons.values().copied().collect();
            let rest = totals.of(state) as u64 - values.iter().sum::<u64>();
            let shown = parts(&values, rest, preset);
            reasons.into_keys().zip(shown).map(move |(reason, shown)| (state, reason.to_owned(), shown))
        })
        .collect()
}

/// At most so many words of a campaign's text are shown.
const EXTRACT_WORDS: usize = 60;

fn campaign_families(analysis: &Analysis) -> impl Iterator<Item = &Family> {
    analysis.families.iter().filter(|family| family.kind == FamilyKind::Campaign)
}

fn campaigns(analysis: &Analysis, settings: &DedupeSettings, preset: Preset) -> Vec<CampaignFinding> {
    let adding: Vec<u64> = campaign_families(analysis).map(|family| adding(family, analysis)).collect();
    let sizes: Vec<u64> = campaign_families(analysis).map(|family| family.respondents as u64).collect();
    let copying: Vec<u64> =
        sizes.iter().zip(&adding).map(|(size, adding)| size.saturating_sub(*adding)).collect();
    // How many senders added nothing is also what campaigns add to every base: so both parts of a campaign's size are protected over all campaigns. Where
    // that is not enough, as with a single campaign, the sizes are hidden.
    let both = protected_parts(&adding, 0, preset).zip(protected_parts(&copying, 0, preset));
    let (sizes, adding): (Vec<Shown>, Vec<Shown>) = match both {
        Some((adding, copying)) => {
            let hide = |shown: Shown, with: bool| if with { Shown::default() } else { shown };
            let sizes = parts(&sizes, 0, preset);
            let adding = adding.into_iter().zip(copying).zip(&sizes);
            let adding =
                adding.map(|((adding, copying), size)| hide(adding, copying.is_hidden() || size.is_hidden()));
            (sizes.clone(), adding.collect())
        }
        None => (vec![Shown::default(); sizes.len()], vec![Shown::default(); sizes.len()]),
    };
    campaign_families(analysis)
        .enumerate()
        .map(|(at, family)| campaign(at + 1, family, (sizes[at], adding[at]), analysis, settings, preset))
        .collect()
}

/// How many respondents added words of their own to a campaign's.
fn adding(family: &Family, analysis: &Analysis) -> u64 {
    let adding = family.members.iter().filter(|member| !member.added.is_empty());
    let people: std::collections::BTreeSet<u32> =
        adding.map(|member| analysis.outcomes[member.response].respondent).collect();
    people.len() as u64
}

fn campaign(
    number: usize,
    family: &Family,
    (respondents, added_own_words): (Shown, Shown),
    analysis: &Analysis,
    settings: &DedupeSettings,
    preset: Preset,
) -> CampaignFinding {
    let representative = &analysis.outcomes[family.representative];
    let mut themes: Vec<usize> =
        representative.themed.mentions.iter().map(|mention| mention.theme as usize).collect();
    themes.dedup();
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
        respondents,
        added_own_words,
        wordings: beside(respondents, Shown::alone(family.wordings as u64, preset)),
        sentences: shown_sentences(family, respondents, analysis, settings, preset),
        extract: shared_extract(family, analysis),
        themes,
        dates: days
            .first()
            .zip(days.last())
            .map(|(first, last)| (publishable(first, &analysis.wishes), publishable(last, &analysis.wishes))),
    }
}

/// A number of what a campaign consists of: hidden where its size is.
fn beside(size: Shown, number: Shown) -> Shown {
    if size.is_hidden() { Shown::default() } else { number }
}

/// The sentences of a campaign's text, as long as somebody who sent just this text did not refuse to be quoted, and with how many kept each. What
/// fewer kept than make a campaign is left out.
fn shown_sentences(
    family: &Family,
    size: Shown,
    analysis: &Analysis,
    settings: &DedupeSettings,
    preset: Preset,
) -> Vec<(RedactedText, Shown)> {
    let text = analysis.text(&analysis.outcomes[family.representative]);
    let sent_it = family.members.iter().find(|member| {
        let outcome = &analysis.outcomes[member.response];
        analysis.text(outcome) == text && analysis.submission(outcome).respondent.consent != Consent::Refused
    });
    let Some(member) = sent_it else { return Vec::new() };
    let details = &analysis.outcomes[member.response].themed.details;
    let all = family.members.len() as u64;
    let is_shared = |(_, kept): &&(Span, usize)| *kept >= settings.campaign_from_respondents as usize;
    // How few left a sentence out is no more told than how few kept it.
    let shown = |(span, kept): &(Span, usize)| {
        (redacted(text, *span, details), beside(size, part_of(*kept as u64, all, preset)))
    };
    family.kept.iter().filter(is_shared).map(shown).collect()
}

/// The shares of common triples at which copies are counted again.
const SIMILARITIES: [f64; 3] = [0.7, 0.8, 0.9];

fn sensitivity(families: &[Family], preset: Preset) -> Vec<Sensitivity> {
    let is_copies = |family: &&Family| family.kind != FamilyKind::SamePerson;
    let at = |similarity: f64| {
        let alike = families.iter().filter(is_copies).map(|family| {
            family.members.iter().filter(|member| member.similarity >= similarity).count() as u64
        });
        let alike: Vec<u64> = alike.filter(|members| *members > 1).collect();
        (alike.len(), alike.iter().sum::<u64>())
    };
    let found = SIMILARITIES.map(at);
    if !families.iter().any(|family| is_copies(&family)) {
        return Vec::new();
    }
    // What a stricter figure leaves out is a number too: so the figures are protected as sums of what lies between them.
    let mut between: Vec<u64> = found.windows(2).map(|two| two[0].1.saturating_sub(two[1].1)).collect();
    between.push(found[SIMILARITIES.len() - 1].1);
    let are_told = between.iter().all(|copies| !preset.hides(*copies) || *copies == 0);
    let told = |(similarity, (families, copies)): (f64, (usize, u64))| Sensitivity {
        similarity,
        families,
        copies: if are_told { Shown::alone(copies, preset) } else { Shown::default() },
    };
    SIMILARITIES.into_iter().zip(found).map(told).collect()
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
