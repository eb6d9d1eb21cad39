//! The front of the page: what came in, some findings, the priorities, and what became of everything.

use serde::Serialize;

use super::{figure, length, shown_percent, slot, width};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{Share, Shown};
use crate::findings::Findings;
use crate::ledger::State;
use crate::report::PriorityRow;
use crate::report::figures::{HIDDEN, counted, out_of, shown, things};
use crate::report::leading::{Leading, Named, at_events, in_first_place, leading_sentences, may_be_large};
use crate::report::order::has_points_alone;
use crate::report::reconciliation::{base_without_campaigns, items_in_a_sentence, people_steps, why_no_base};
use crate::report::waterfall::{Step, What, waterfall};
use crate::submission::attribute;
use crate::text::{capitalised, with_commas};

#[derive(Serialize)]
pub(super) struct Front {
    glance: Vec<Glance>,
    sentences: Vec<String>,
    chart: Vec<Bar>,
    steps: Vec<StepRow>,
    items: String,
    not_counted: Option<String>,
    reasons: Vec<ReasonRow>,
    people: Vec<PeopleRow>,
    items_told: String,
    base_without: Option<String>,
    why_no_base: Option<String>,
}

#[derive(Serialize)]
struct Glance {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct Bar {
    slot: usize,
    id: String,
    name: String,
    count: String,
    percent: String,
    without: String,
    contributions: String,
    width: String,
    width_without: String,
    is_split: bool,
}

#[derive(Serialize)]
struct StepRow {
    name: String,
    meaning: &'static str,
    count: String,
    left: String,
    is_whole: bool,
    is_counted: bool,
    from: String,
    width: String,
}

#[derive(Serialize)]
struct PeopleRow {
    name: &'static str,
    number: String,
}

#[derive(Serialize)]
struct ReasonRow {
    state: String,
    reason: String,
    count: String,
}

pub(super) fn front(findings: &Findings, rows: &[PriorityRow]) -> Front {
    let lexicon = &findings.lexicon;
    let most = rows.first().map_or(1, |row| row.included.numerator.rank().max(1));
    let bar = |row: &PriorityRow| Bar {
        slot: slot(findings, Level::Priority(row.priority)),
        id: lexicon.priorities[row.priority].id.clone(),
        name: lexicon.priorities[row.priority].name.clone(),
        count: shown(row.included.numerator),
        percent: shown_percent(row.included),
        without: shown(row.excluded.numerator),
        contributions: shown(row.contributions.numerator),
        width: width(row.included.numerator, most),
        width_without: width(row.excluded.numerator, most),
        is_split: !row.excluded.numerator.is_hidden(),
    };
    Front {
        glance: glance(findings),
        sentences: sentences(findings, rows),
        chart: rows.iter().map(bar).collect(),
        steps: steps(findings),
        items: shown(findings.states.received),
        not_counted: not_counted(findings),
        reasons: reasons(findings),
        people: people_steps(findings)
            .into_iter()
            .map(|step| PeopleRow { name: step.name, number: step.shown() })
            .collect(),
        items_told: items_in_a_sentence(findings),
        base_without: base_without_campaigns(findings),
        why_no_base: why_no_base(findings),
    }
}

/// Every reason for which items are not counted; of a state that has none of its own, what the state means.
fn reasons(findings: &Findings) -> Vec<ReasonRow> {
    let row = |state: State, reason: &str, items| ReasonRow {
        state: state.name().to_owned(),
        reason: reason.to_owned(),
        count: shown(items),
    };
    let leaving = findings.states.of.iter().filter(|(state, _)| !state.is_counted());
    let of_state = |(state, items): &(State, Shown)| -> Vec<ReasonRow> {
        let own = findings.reasons.iter().filter(|(of, ..)| of == state);
        let own: Vec<ReasonRow> = own.map(|(state, reason, items)| row(*state, reason, *items)).collect();
        if own.is_empty() { vec![row(*state, state.meaning(), *items)] } else { own }
    };
    leaving.flat_map(of_state).collect()
}

fn glance(findings: &Findings) -> Vec<Glance> {
    let received = &findings.received;
    let mut glance =
        vec![Glance { value: shown(received.submissions), label: "submissions received".to_owned() }];
    if !has_points_alone(findings) {
        let label = "respondents whose words are counted".to_owned();
        glance.push(Glance { value: shown(received.respondents), label });
    }
    if let Some(organisations) = received.organisations {
        let label = organisations_told(findings).unwrap_or_else(|| "organisations among them".to_owned());
        glance.push(Glance { value: shown(organisations), label });
    }
    if let Some(contributions) = received.contributions {
        let events = things(findings.events.len(), "event", "events");
        glance.push(Glance { value: shown(contributions), label: format!("points made at {events}") });
    }
    if !findings.campaigns.is_empty() {
        let label = format!(
            "{}, sent by {}",
            if findings.campaigns.len() == 1 { "campaign" } else { "campaigns" },
            counted(received.in_campaigns, "respondent", "respondents")
        );
        glance.push(Glance { value: with_commas(findings.campaigns.len() as u64), label });
    }
    glance
}

/// "organisations; 15 of them say they speak for 11,069 people"; none where that is not told.
fn organisations_told(findings: &Findings) -> Option<String> {
    let represented = findings.received.represented.filter(|represented| !represented.is_hidden())?;
    let speakers = findings.received.speakers.and_then(|speakers| speakers.value());
    let speakers =
        speakers.map_or("some of them".to_owned(), |speakers| format!("{} of them", with_commas(speakers)));
    Some(format!("organisations; {speakers} say they speak for {} people", shown(represented)))
}

/// The most that is said at the top.
const MOST_FINDINGS: usize = 6;

/// Findings in plain words, each with its base: the first of these for which there are figures.
fn sentences(findings: &Findings, rows: &[PriorityRow]) -> Vec<String> {
    let found = [
        top_theme(findings),
        widest_gap(findings),
        at_events(findings, rows),
        not_counted(findings),
        unthemed(findings),
    ];
    leading_sentences(findings, rows, Leading::MOST)
        .into_iter()
        .chain(found.into_iter().flatten())
        .take(MOST_FINDINGS)
        .collect()
}

/// Of one, and of several.
const RAISED_MOST: [&str; 2] = ["was raised most", "were raised most"];

/// The theme that was raised most; where campaign letters are what puts it first, the one that comes first without them too.
fn top_theme(findings: &Findings) -> Option<String> {
    let lexicon = &findings.lexicon;
    let of = |theme, way| figure(findings, Level::Theme(theme), Unit::Respondents, way);
    let most_first = |way| {
        let rank = |theme: &usize| of(*theme, way).numerator.rank();
        let mut themes: Vec<usize> = (0..lexicon.themes.len()).filter(|theme| rank(theme) > 0).collect();
        themes.sort_by_key(|theme| std::cmp::Reverse(rank(theme)));
        themes
    };
    let named = |themes: &[usize], way| -> Vec<Named<'_>> {
        themes.iter().map(|theme| (lexicon.themes[*theme].name.as_str(), of(*theme, way))).collect()
    };
    let (with, without) = (most_first(Campaigns::Included), most_first(Campaigns::Excluded));
    let theme = *with.first()?;
    let with = named(&with, Campaigns::Included);
    let (first, _) = in_first_place(&with)?;
    // A hidden number may be the largest.
    let is_hidden = |theme| may_be_large(of(theme, Campaigns::Included).numerator);
    let themes = match (0..lexicon.themes.len()).any(is_hidden) {
        true => "themes whose number is shown",
        false => "themes",
    };
    let has_campaigns = !findings.campaigns.is_empty();
    let mut figure = format!("by {}", out_of(first.figure, "respondents"));
    if has_campaigns && !first.is_shared {
        let without = out_of(of(theme, Campaigns::Excluded), "respondents");
        figure.push_str(&format!("; without campaign letters by {without}"));
    }
    let mut said = format!("Of all {themes}, {}.", first.told(RAISED_MOST, &figure));
    if !first.is_shared {
        let priority = &lexicon.priorities[lexicon.themes[theme].priority].name;
        said.push_str(&format!(" It belongs to {priority}."));
    }
    let may_be_first = |hidden: usize, other: usize| {
        let [with, without] = [Campaigns::Included, Campaigns::Excluded].map(|way| of(hidden, way).numerator);
        without.is_hidden() && with.rank() >= of(other, Campaigns::Excluded).numerator.rank()
    };
    let is_told = |other: &&usize| {
        **other != theme && !(0..lexicon.themes.len()).any(|hidden| may_be_first(hidden, **other))
    };
    if without.first().filter(|_| has_campaigns).filter(is_told).is_some() {
        let without = named(&without, Campaigns::Excluded);
        if let Some((first, _)) = in_first_place(&without) {
            let figure = format!("by {}", out_of(first.figure, "respondents"));
            let told = first.told(RAISED_MOST, &figure);
            said.push_str(&format!(" Without such letters, {told}."));
        }
    }
    Some(said)
}

/// Smaller groups than this, and fewer people in them, make no finding.
const LEAST_GROUP: u64 = 30;
const LEAST_IN_GROUP: u64 = 10;

/// So many percentage points above everybody's share at least are worth a finding.
const LEAST_GAP: f64 = 5.0;

/// The place that raised a priority most above everybody's share; where there are no places, the kind of respondent.
fn widest_gap(findings: &Findings) -> Option<String> {
    [(attribute::LOCALITY, "place"), (attribute::RESPONDENT_TYPE, "kind of respondent")]
        .into_iter()
        .find_map(|(attribute, kind)| widest_gap_by(findings, attribute, kind))
}

fn widest_gap_by(findings: &Findings, of: &str, kind: &str) -> Option<String> {
    // A letter that everybody in a place was sent would tell of whoever sent it round.
    let has_campaigns = !findings.campaigns.is_empty();
    let way = if has_campaigns { Campaigns::Excluded } else { Campaigns::Included };
    let overall = |level| figure(findings, level, Unit::Respondents, way);
    let mut widest: Option<(f64, usize, Level)> = None;
    for (at, (name, _)) in findings.filter_names.iter().enumerate() {
        if name.as_str() != of {
            continue;
        }
        for level in (0..findings.lexicon.priorities.len()).map(Level::Priority) {
            let here = findings.figures.figure(level, at, Unit::Respondents, way);
            let Some(here) = here else { continue };
            let is_large = here.denominator.rank() >= LEAST_GROUP && here.numerator.rank() >= LEAST_IN_GROUP;
            if let (true, Share::Percent(share), Share::Percent(all)) =
                (is_large, here.share(), overall(level).share())
                && share - all >= LEAST_GAP
                && widest.is_none_or(|(gap, ..)| share - all > gap)
            {
                widest = Some((share - all, at, level));
            }
        }
    }
    let (_, at, level) = widest?;
    let here = findings.figures.figure(level, at, Unit::Respondents, way)?;
    let Level::Priority(priority) = level else { return None };
    let (value, name) = (&findings.filter_names[at].1, &findings.lexicon.priorities[priority].name);
    Some(format!(
        "{}: {} raised {name}{}, against {} of all. No other {kind} with at least {LEAST_GROUP} respondents and a number shown is further above everybody's share.",
        value.as_str(),
        out_of(here, "respondents"),
        if has_campaigns { " in their own words (campaign letters left out)" } else { "" },
        shown_percent(overall(level)),
    ))
}

/// How much was not counted, and mostly why: worked out from what is shown.
fn not_counted(findings: &Findings) -> Option<String> {
    let (received, kept) = (findings.states.received.value()?, findings.states.counted.value()?);
    let gone = received.checked_sub(kept).filter(|gone| *gone > 0)?;
    let leaving = findings.states.of.iter().filter(|(state, items)| !state.is_counted() && items.rank() > 0);
    let most = leaving.max_by_key(|(state, items)| (items.rank(), std::cmp::Reverse(*state)));
    let why = most.map_or(String::new(), |(state, items)| match items.value() == Some(gone) {
        true => format!(", all for one reason: {}", state.meaning()),
        false => format!("; most of these, {}, for one reason: {}", shown(*items), state.meaning()),
    });
    let about = if findings.figures.preset.rounded(1) == 1 { "" } else { "About " };
    let (gone, received) = (with_commas(gone), with_commas(received));
    Some(format!("{about}{gone} of {received} items received are not counted{why}."))
}

fn unthemed(findings: &Findings) -> Option<String> {
    let (numerator, denominator) = (findings.received.unthemed, findings.states.counted);
    let figure = crate::disclose::PublishedFigure { numerator, denominator };
    let share = (numerator.rank() > 0).then(|| out_of(figure, "counted responses"))?;
    Some(format!("{share} show no theme of the lexicon; they are in the base of every share."))
}

fn steps(findings: &Findings) -> Vec<StepRow> {
    let all = findings.states.received.rank();
    waterfall(&findings.states)
        .into_iter()
        .map(|Step { what, items, left }| {
            let is_whole = matches!(what, What::Received | What::Counted);
            let is_leaving = matches!(what, What::Leaves(_));
            StepRow {
                name: capitalised(&what.name()),
                meaning: what.meaning(),
                count: match items.value() {
                    Some(items) if is_leaving => format!("\u{2212}{}", with_commas(items)),
                    _ => shown(items),
                },
                left: if is_whole || is_leaving {
                    left.map_or(HIDDEN.to_owned(), with_commas)
                } else {
                    String::new()
                },
                is_whole,
                is_counted: matches!(what, What::Counted | What::Part(_)),
                from: length(if is_whole { 0 } else { left.unwrap_or(0) }, all),
                // Without a place there is no bar either.
                width: length(left.and(items.value()).unwrap_or(0), all),
            }
        })
        .collect()
}
