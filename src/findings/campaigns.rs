//! Campaigns and copies, as reports may tell of them.

use super::received::part_of;
use crate::analysis::Analysis;
use crate::dedupe::{DedupeSettings, Family, FamilyKind, Member};
use crate::disclose::{Preset, Shown};
use crate::redact::{RedactedText, publishable, redacted};
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

/// At most so many words of a campaign's text are shown.
const EXTRACT_WORDS: usize = 60;

/// The campaigns among the families of copies.
pub(super) fn campaign_families(analysis: &Analysis) -> impl Iterator<Item = &Family> {
    analysis.families.iter().filter(|family| family.kind == FamilyKind::Campaign)
}

/// Every campaign; `sizes` as [`campaign_sizes`](super::sizes::campaign_sizes) gives them.
pub(super) fn campaigns(
    analysis: &Analysis,
    settings: &DedupeSettings,
    sizes: &[(Shown, Shown)],
    preset: Preset,
) -> Vec<CampaignFinding> {
    campaign_families(analysis)
        .zip(sizes)
        .enumerate()
        .map(|(at, (family, size))| campaign(at + 1, family, *size, analysis, settings, preset))
        .collect()
}

/// The themes that a campaign's text shows, in the order of its mentions; none of what whoever sent it added.
pub(super) fn themes_of<'a>(family: &'a Family, analysis: &'a Analysis) -> impl Iterator<Item = usize> + 'a {
    let representative = family.members.iter().find(|member| member.response == family.representative);
    let own = representative.map_or(&[][..], |member| &member.added);
    let mentions = analysis.outcomes[family.representative].themed.mentions.iter();
    let shared = mentions.filter(|mention| !own.iter().any(|span| span.overlaps(mention.span)));
    shared.map(|mention| mention.theme as usize)
}

fn campaign(
    number: usize,
    family: &Family,
    (respondents, added_own_words): (Shown, Shown),
    analysis: &Analysis,
    settings: &DedupeSettings,
    preset: Preset,
) -> CampaignFinding {
    let mut themes: Vec<usize> = themes_of(family, analysis).collect();
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

pub(super) fn sensitivity(
    families: &[Family],
    campaigns: &[CampaignFinding],
    preset: Preset,
) -> Vec<Sensitivity> {
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
    // All copies of a campaign are its size.
    let are_sizes_told = campaigns.iter().all(|campaign| !campaign.respondents.is_hidden());
    let are_told = are_sizes_told && between.iter().all(|copies| !preset.hides(*copies) || *copies == 0);
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
