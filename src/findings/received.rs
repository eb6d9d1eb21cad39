//! What was received and what became of it, as reports may tell of it.

use super::campaigns::{CampaignFinding, campaign_families};
use crate::analysis::Analysis;
use crate::count::{Campaigns, Level, Received, Tally, Unit};
use crate::dedupe::FamilyKind;
use crate::disclose::{Preset, Published, Responses, Shown, parts};
use crate::ledger::{STATES, State, Totals, public_reason};

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
    /// Of the organisations, those that say for how many people they speak; none where none says so.
    pub speakers: Option<Shown>,
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

pub(super) fn received_finding(
    analysis: &Analysis,
    received: &Received,
    responses: Responses,
    tally: &Tally,
    figures: &Published,
    campaigns: &[CampaignFinding],
) -> ReceivedFinding {
    let preset = figures.preset;
    let base = |unit| figures.base(0, unit, Campaigns::Included);
    let several = analysis.families.iter().filter(|family| family.kind == FamilyKind::SamePerson).count();
    let in_campaigns = campaign_families(analysis).map(|family| family.respondents as u64).sum();
    // Where no campaign's size may be told, their sum would tell it.
    let is_size_told =
        campaigns.is_empty() || campaigns.iter().any(|campaign| !campaign.respondents.is_hidden());
    // The same number may stand in a table as a group that is hidden there.
    let is_hidden_group = |number: u64| {
        (1..tally.filters.len()).any(|filter| {
            let base = tally.base(filter, Unit::Respondents, Campaigns::Included);
            let shown = figures.base(filter, Unit::Respondents, Campaigns::Included);
            base == number && shown.is_hidden()
        })
    };
    let among = |part: usize, whole: usize| match is_hidden_group(part as u64) {
        true => Shown::default(),
        false => part_of(part as u64, whole as u64, preset),
    };
    let organisations = among(received.organisations, received.respondents);
    ReceivedFinding {
        files: received.files,
        submissions: match gives_away(received.submissions as u64, tally, figures) {
            true => Shown::default(),
            false => Shown::alone(received.submissions as u64, preset),
        },
        respondents: base(Unit::Respondents),
        organisations: (received.organisations > 0).then_some(organisations),
        // Were they shown beside a hidden number of organisations, there would be at least so many.
        speakers: (received.speakers > 0).then(|| match organisations.is_hidden() {
            true => Shown::default(),
            false => among(received.speakers, received.organisations),
        }),
        contributions: (received.contributions > 0).then(|| base(Unit::Contributions)),
        represented: (received.represented > 0).then(|| base(Unit::Represented)),
        in_campaigns: match is_size_told {
            true => part_of(in_campaigns, received.respondents as u64, preset),
            false => Shown::default(),
        },
        // Whoever shows no theme and whoever shows any are everybody: so they hide together.
        unthemed: match figures.tells_unthemed
            && !DIVIDED.iter().any(|unit| is_any_theme_hidden(*unit, tally, figures))
        {
            true => part_of(responses.unthemed, responses.counted, preset),
            false => Shown::default(),
        },
        people_with_several: Shown::alone(several as u64, preset),
    }
}

/// The units that responses are made of.
const DIVIDED: [Unit; 2] = [Unit::Respondents, Unit::Contributions];

fn is_any_theme_hidden(unit: Unit, tally: &Tally, figures: &Published) -> bool {
    let any = figures.overall(Level::All, unit, Campaigns::Included).numerator;
    tally.base(0, unit, Campaigns::Included) > 0 && any.is_hidden()
}

/// Whether a total in which everybody who answered and every point made at events stands once or more tells how few a hidden number is. Where the base of
/// the others is hidden too, how many of them raised any theme can tell as much as it.
fn gives_away(total: u64, tally: &Tally, figures: &Published) -> bool {
    let bases = DIVIDED.map(|unit| tally.base(0, unit, Campaigns::Included));
    let shown = DIVIDED.map(|unit| !figures.base(0, unit, Campaigns::Included).is_hidden());
    (0..DIVIDED.len()).any(|at| {
        let most = total.saturating_sub(bases[1 - at]);
        figures.preset.protects() && bases[at] > 0 && !shown[at] && most + 1 < figures.preset.threshold()
    })
}

/// A number that stands beside the whole it is a part of.
pub(super) fn part_of(part: u64, whole: u64, preset: Preset) -> Shown {
    if preset.hides(part) {
        return Shown::alone(part, preset);
    }
    parts(&[part], whole.saturating_sub(part), preset).first().copied().unwrap_or_default()
}

/// What became of everything, so that no small step can be worked out from the others.
pub(super) fn states(totals: &Totals, figures: &Published, campaigns: &[CampaignFinding]) -> StatesFinding {
    let preset = figures.preset;
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
    let mut received = Shown::alone(totals.sum() as u64, preset);
    // What is counted less the rest of it is the campaigns.
    let is_size_hidden = campaigns.iter().any(|campaign| campaign.respondents.is_hidden());
    if is_size_hidden || !figures.tells_counted {
        second.fill(Shown::default());
    }
    if !figures.tells_counted {
        (received, whole) = Default::default();
    }
    StatesFinding {
        received,
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

pub(super) fn reasons(
    analysis: &Analysis,
    totals: &Totals,
    states: &StatesFinding,
    preset: Preset,
) -> Vec<(State, String, Shown)> {
    let mut counts = std::collections::BTreeMap::<State, std::collections::BTreeMap<String, u64>>::new();
    let outcomes = analysis.outcomes.iter().map(|outcome| (outcome.state, &*outcome.reason));
    let entries = analysis.entries.iter().map(|entry| (entry.state, &*entry.reason));
    for (state, reason) in outcomes.chain(entries) {
        if !state.is_counted() && !reason.is_empty() {
            *counts.entry(state).or_default().entry(in_general(reason)).or_default() += 1;
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
            reasons.into_keys().zip(shown).map(move |(reason, shown)| (state, reason, shown))
        })
        .collect()
}

/// A reason as the public reads it, without what is of one item only: how long it was.
fn in_general(reason: &str) -> String {
    let plain = public_reason(reason);
    let mut general = String::new();
    for (at, part) in plain.split(" (").enumerate() {
        let is_length = part.starts_with(|c: char| c.is_ascii_digit());
        match part.split_once(')').filter(|_| at > 0 && is_length) {
            Some((_, rest)) => general.push_str(rest),
            None => general.push_str(&format!("{}{part}", if at > 0 { " (" } else { "" })),
        }
    }
    general
}

#[cfg(test)]
mod tests {
    use super::in_general;

    #[test]
    fn reasons_that_differ_in_a_length_are_one() {
        let cut = "the signature block of this message (3 lines), cut";
        assert_eq!(in_general(cut), "the signature block of this message, cut");
        assert_eq!(
            in_general("a blank message (6 words), not counted; look whether it makes a point"),
            "a blank message, not counted"
        );
        let picture =
            "the file is a picture; transcribe what it says into a .txt file (files that are read: PDF)";
        assert_eq!(
            in_general(picture),
            "the file is a picture",
            "what to do about it is no matter of the public's"
        );
        let kept = "under a heading of the organiser's own (apologies, recommendations, next steps)";
        assert_eq!(in_general(kept), kept);
    }
}
