//! What stands around the priorities: campaigns, events, national ambitions.

use serde::Serialize;

use super::words;
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{PublishedFigure, Share};
use crate::findings::Findings;
use crate::report::ambitions::{LocalTheme, ambition_rows, are_raised, beyond};
use crate::report::campaigns::{MOST_IN_FULL, dates, kept, share_of_respondents, theme_names};
use crate::report::figures::{ALL_HIDDEN, HIDDEN, NO_POINTS, NOT_READ, counted, day, out_of, shown};
use crate::submission::attribute;

#[derive(Serialize)]
pub(super) struct CampaignView {
    number: usize,
    respondents: String,
    added: String,
    dates: String,
    extract: String,
    themes: String,
    share: String,
    wordings: String,
    sentences: Vec<SentenceView>,
    /// Whether its letter stands below the table.
    is_in_full: bool,
}

#[derive(Serialize)]
struct SentenceView {
    text: String,
    kept: String,
}

#[derive(Serialize)]
pub(super) struct EventView {
    /// Its place in the planner's view.
    filter: Option<usize>,
    name: String,
    date: String,
    place: String,
    attendance: String,
    contributions: String,
    raised: String,
}

#[derive(Serialize)]
pub(super) struct AmbitionsView {
    title: String,
    chapters: Vec<ChapterView>,
    beyond: String,
}

#[derive(Serialize)]
struct ChapterView {
    name: String,
    ambitions: Vec<AmbitionView>,
}

#[derive(Serialize)]
struct AmbitionView {
    name: String,
    raised: &'static str,
    most: String,
    others: String,
}

pub(super) fn campaigns(findings: &Findings) -> Vec<CampaignView> {
    findings
        .campaigns
        .iter()
        .enumerate()
        .map(|(at, campaign)| CampaignView {
            is_in_full: at < MOST_IN_FULL,
            number: campaign.number,
            respondents: shown(campaign.respondents),
            added: shown(campaign.added_own_words),
            dates: dates(campaign),
            extract: words(&campaign.extract),
            themes: theme_names(campaign, findings),
            share: share_of_respondents(campaign, findings),
            wordings: shown(campaign.wordings),
            sentences: campaign
                .sentences
                .iter()
                .map(|(text, of)| SentenceView { text: text.as_str().to_owned(), kept: kept(*of, campaign) })
                .collect(),
        })
        .collect()
}

pub(super) fn campaign_share(findings: &Findings) -> String {
    let (numerator, denominator) = (findings.received.in_campaigns, findings.received.respondents);
    out_of(PublishedFigure { numerator, denominator }, "respondents")
}

pub(super) fn events(findings: &Findings) -> Vec<EventView> {
    findings
        .events
        .iter()
        .map(|event| {
            let filter = findings
                .filter_names
                .iter()
                .position(|(name, value)| name.as_str() == attribute::EVENT && *value == event.name);
            let count = |level| {
                let at = filter?;
                findings
                    .figures
                    .figure(level, at, Unit::Contributions, Campaigns::Included)?
                    .numerator
                    .value()
            };
            let made = filter.map_or("0".to_owned(), |at| {
                shown(findings.figures.base(at, Unit::Contributions, Campaigns::Included))
            });
            let mut raised: Vec<(u64, usize)> = (0..findings.lexicon.priorities.len())
                .filter_map(|priority| Some((count(Level::Priority(priority))?, priority)))
                .collect();
            raised.sort_by_key(|(count, priority)| (std::cmp::Reverse(*count), *priority));
            let raised: Vec<String> = raised
                .iter()
                .filter(|(count, _)| *count > 0)
                .take(3)
                .map(|(count, priority)| format!("{} ({count})", findings.lexicon.priorities[*priority].name))
                .collect();
            EventView {
                filter,
                name: event.name.as_str().to_owned(),
                date: event.date.as_ref().map_or(String::new(), |date| day(date.as_str())),
                place: words(&event.place),
                attendance: event.attendance.map_or(NOT_READ.to_owned(), shown),
                raised: match raised.is_empty() && findings.figures.preset.protects() {
                    true if made == "0" => NO_POINTS.to_owned(),
                    true => ALL_HIDDEN.to_owned(),
                    false => raised.join("; "),
                },
                contributions: made,
            }
        })
        .collect()
}

/// The first of some themes, and how many there are more.
fn others(themes: &[&LocalTheme], told: impl Fn(&LocalTheme) -> String) -> String {
    const MOST_NAMED: usize = 4;
    let mut named: Vec<String> = themes.iter().take(MOST_NAMED).map(|theme| told(theme)).collect();
    if let Some(more @ 1..) = themes.len().checked_sub(MOST_NAMED) {
        named.push(format!("and {more} more"));
    }
    named.join("; ")
}

/// The national ambitions, raised here or not; none without a crosswalk.
pub(super) fn ambitions(findings: &Findings) -> Option<AmbitionsView> {
    const MOST_BEYOND: usize = 10;
    let list = &findings.crosswalk.as_ref()?.ambitions;
    let local = |local: &LocalTheme| {
        let name = &findings.lexicon.themes[local.theme].name;
        match (local.respondents.numerator.value(), local.respondents.share()) {
            (Some(0), _) => {
                format!("{name} ({} at events)", counted(local.contributions.numerator, "point", "points"))
            }
            (_, Share::Percent(percent)) => {
                format!("{name} ({}, {percent:.1}%)", shown(local.respondents.numerator))
            }
            _ => format!("{name} ({})", shown(local.respondents.numerator)),
        }
    };
    let mut chapters: Vec<ChapterView> = list
        .priorities
        .iter()
        .map(|chapter| ChapterView { name: chapter.name.clone(), ambitions: Vec::new() })
        .collect();
    for row in ambition_rows(findings) {
        let raised: Vec<&LocalTheme> =
            row.themes.iter().filter(|local| local.is_raised(findings) == Some(true)).collect();
        chapters[row.chapter].ambitions.push(AmbitionView {
            name: list.themes[row.ambition].name.clone(),
            raised: match are_raised(&row.themes, findings) {
                _ if row.themes.is_empty() => "No local theme",
                Some(true) => "Raised",
                Some(false) => "Not raised",
                None => HIDDEN,
            },
            most: raised.first().map_or(String::new(), |first| local(first)),
            others: others(raised.get(1..).unwrap_or_default(), local),
        });
    }
    let beyond: Vec<String> = beyond(findings).iter().take(MOST_BEYOND).map(local).collect();
    Some(AmbitionsView { title: list.title.clone(), chapters, beyond: beyond.join("; ") })
}
