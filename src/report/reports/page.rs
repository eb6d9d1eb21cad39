//! `report.html`: one page that opens offline. The door of the template engine.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use crate::count::{Campaigns, Filter, Level, Unit};
use crate::disclose::{PublishedFigure, Share, Shown};
use crate::findings::Findings;
use crate::lexicon::Lexicon;
use crate::redact::RedactedText;
use crate::report::Report;
use crate::report::ambitions::{LocalTheme, ambition_rows, are_raised, beyond};
use crate::report::campaigns::{dates, share_of_respondents, theme_names};
use crate::report::checking::beside;
use crate::report::figures::{HIDDEN, counted, left_out, out_of, priority_rows, shown, things};
use crate::report::waterfall::{Step, What, waterfall};
use crate::submission::attribute;
use crate::text::with_commas;

pub(super) struct Page;

const TEMPLATE: &str = include_str!("page.html");

impl Report for Page {
    fn path(&self) -> &'static str {
        "report.html"
    }

    fn summary(&self) -> &'static str {
        "the report: opens in any browser, offline"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.expect("the delimiters are the usual ones"));
        environment
            .add_template("page", TEMPLATE)
            .expect("the template is part of the program and a test renders it");
        let template = environment.get_template("page").expect("it was just added");
        let page = template.render(context! { page => Serde(view(findings)) });
        page.expect("the view holds all that the template names, and a test renders it").into_bytes()
    }
}

#[derive(Serialize)]
struct View {
    title: String,
    notice: Option<String>,
    program: String,
    lexicon: String,
    base: String,
    protection: Option<String>,
    hidden: String,
    glance: Vec<Glance>,
    sentences: Vec<String>,
    chart: Vec<Bar>,
    has_campaigns: bool,
    steps: Vec<StepRow>,
    items: String,
    reasons: Vec<ReasonRow>,
    priorities: Vec<PriorityView>,
    campaigns: Vec<CampaignView>,
    campaign_share: String,
    events: Vec<EventView>,
    unthemed: String,
    ambitions: Option<AmbitionsView>,
    thresholds: Thresholds,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct Glance {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct Bar {
    id: String,
    name: String,
    count: String,
    percent: String,
    without: String,
    contributions: String,
    width: String,
    width_without: String,
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
struct ReasonRow {
    state: String,
    reason: String,
    count: String,
}

#[derive(Serialize)]
struct PriorityView {
    id: String,
    name: String,
    summary: String,
    themes: Vec<ThemeView>,
    tables: Vec<SegmentTable>,
}

#[derive(Serialize)]
struct ThemeView {
    id: String,
    name: String,
    /// How deep it lies in other themes.
    indent: usize,
    count: String,
    percent: String,
    without: String,
    contributions: String,
    mentions: String,
    /// What people checked and corrected of it.
    beside: String,
    quotes: Vec<QuoteView>,
}

#[derive(Serialize)]
struct QuoteView {
    text: String,
    attribution: String,
}

#[derive(Serialize)]
struct SegmentTable {
    name: String,
    unit: &'static str,
    rows: Vec<SegmentRow>,
}

#[derive(Serialize)]
struct SegmentRow {
    value: String,
    count: String,
    base: String,
    percent: String,
}

#[derive(Serialize)]
struct CampaignView {
    number: usize,
    respondents: String,
    added: String,
    dates: String,
    extract: String,
    themes: String,
    share: String,
    wordings: String,
    sentences: Vec<SentenceView>,
}

#[derive(Serialize)]
struct SentenceView {
    text: String,
    kept: String,
}

#[derive(Serialize)]
struct EventView {
    name: String,
    date: String,
    place: String,
    attendance: String,
    contributions: String,
    raised: String,
}

#[derive(Serialize)]
struct AmbitionsView {
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

#[derive(Serialize)]
struct Thresholds {
    near: String,
    words: u32,
    respondents: u32,
}

fn view(findings: &Findings) -> View {
    let received = &findings.received;
    let rows = priority_rows(findings);
    let most = rows.first().map_or(1, |row| row.included.numerator.rank().max(1));
    let lexicon = &findings.lexicon;
    View {
        title: findings.title.clone(),
        notice: findings.notice.clone(),
        program: format!("yousaid {}", env!("CARGO_PKG_VERSION")),
        lexicon: format!("{}, version {}", lexicon.title, lexicon.version),
        base: shown(received.respondents),
        protection: protection(findings),
        hidden: hidden(findings),
        glance: glance(findings),
        sentences: sentences(findings),
        chart: rows
            .iter()
            .map(|row| Bar {
                id: lexicon.priorities[row.priority].id.clone(),
                name: lexicon.priorities[row.priority].name.clone(),
                count: shown(row.included.numerator),
                percent: shown_percent(row.included),
                without: shown(row.excluded.numerator),
                contributions: shown(row.contributions.numerator),
                width: width(row.included.numerator, most),
                width_without: width(row.excluded.numerator, most),
            })
            .collect(),
        has_campaigns: !findings.campaigns.is_empty(),
        steps: steps(findings),
        items: shown(findings.states.received),
        reasons: findings
            .reasons
            .iter()
            .map(|(state, reason, count)| ReasonRow {
                state: state.code().replace('_', " "),
                reason: reason.clone(),
                count: shown(*count),
            })
            .collect(),
        priorities: rows.iter().map(|row| priority(findings, row.priority)).collect(),
        campaigns: campaigns(findings),
        campaign_share: campaign_share(findings),
        events: events(findings),
        unthemed: unthemed(findings),
        ambitions: ambitions(findings),
        thresholds: Thresholds {
            near: format!("{:.0}%", findings.dedupe.near * 100.0),
            words: findings.dedupe.campaign_from_words,
            respondents: findings.dedupe.campaign_from_respondents,
        },
        left_out: left_out(findings),
    }
}

fn figure(findings: &Findings, level: Level, unit: Unit, campaigns: Campaigns) -> PublishedFigure {
    findings.figures.overall(level, unit, campaigns)
}

fn shown_percent(figure: PublishedFigure) -> String {
    match figure.share() {
        Share::Percent(percent) => format!("{percent:.1}%"),
        // Once is enough where the number beside it says so.
        Share::Hidden => HIDDEN.to_owned(),
        Share::NoBase => "no base".to_owned(),
    }
}

/// The length of a bar, in per cent of the longest. A hidden number has no bar: its length would tell it.
fn width(number: Shown, most: u64) -> String {
    length(number.rank(), most)
}

fn length(value: u64, most: u64) -> String {
    format!("{:.1}", value as f64 * 100.0 / most.max(1) as f64)
}

/// How small numbers are protected; none where they are not.
fn protection(findings: &Findings) -> Option<String> {
    let preset = findings.figures.preset;
    preset.protects().then(|| format!("{} (preset {})", preset.meaning(), preset.name()))
}

/// What `[c]` means here, for who points at it.
fn hidden(findings: &Findings) -> String {
    format!(
        "hidden: fewer than {}, or a number that would give such a one away",
        findings.figures.preset.threshold()
    )
}

fn glance(findings: &Findings) -> Vec<Glance> {
    let received = &findings.received;
    let mut glance = vec![
        Glance { value: shown(received.submissions), label: "submissions received".to_owned() },
        Glance {
            value: shown(received.respondents),
            label: "respondents whose words are counted".to_owned(),
        },
    ];
    if let Some(organisations) = received.organisations {
        let speaks = received.represented.filter(|represented| !represented.is_hidden()).map(|represented| {
            format!("organisations among them, which say they speak for {} people", shown(represented))
        });
        let label = speaks.unwrap_or_else(|| "organisations among them".to_owned());
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

/// Up to five findings in plain words, each with its base.
fn sentences(findings: &Findings) -> Vec<String> {
    let lexicon = &findings.lexicon;
    let respondents = |level| figure(findings, level, Unit::Respondents, Campaigns::Included);
    let mut said: Vec<String> = priority_rows(findings)
        .iter()
        .filter(|row| row.included.numerator.rank() > 0)
        .take(5)
        .map(|row| {
            let name = &lexicon.priorities[row.priority].name;
            let top = lexicon
                .themes_of(row.priority)
                .map(|(theme, of)| (respondents(Level::Theme(theme)).numerator, theme, of))
                .filter(|(count, ..)| count.rank() > 0)
                .max_by_key(|(count, theme, _)| (count.rank(), std::cmp::Reverse(*theme)));
            let top = top.map_or(String::new(), |(count, _, of)| {
                format!(
                    " The theme raised most in it: {} ({}).",
                    of.name,
                    counted(count, "respondent", "respondents")
                )
            });
            format!("{name}: raised by {}.{top}", out_of(row.included, "respondents"))
        })
        .collect();
    said.extend(largest_campaign_effect(findings));
    said
}

/// The priority whose place changes most when campaigns are left out, if any changes. Priorities with a hidden number have no place.
fn largest_campaign_effect(findings: &Findings) -> Option<String> {
    let is_shown = |row: &crate::report::PriorityRow| {
        row.included.numerator.value().is_some() && row.excluded.numerator.value().is_some()
    };
    let rows: Vec<_> = priority_rows(findings).into_iter().filter(is_shown).collect();
    let mut without = rows.clone();
    without.sort_by_key(|row| (std::cmp::Reverse(row.excluded.numerator.rank()), row.priority));
    let place = |rows: &[crate::report::PriorityRow], priority: usize| {
        rows.iter().position(|row| row.priority == priority)
    };
    let (row, from, to) = rows
        .iter()
        .filter_map(|row| Some((row, place(&rows, row.priority)? + 1, place(&without, row.priority)? + 1)))
        .max_by_key(|(row, from, to)| (from.abs_diff(*to), std::cmp::Reverse(row.priority)))?;
    (from != to && !findings.campaigns.is_empty()).then(|| {
        format!(
            "Campaigns change the order: without their words, {} stands in place {to} instead of {from} ({} respondents instead of {}).",
            findings.lexicon.priorities[row.priority].name,
            shown(row.excluded.numerator),
            shown(row.included.numerator)
        )
    })
}

fn steps(findings: &Findings) -> Vec<StepRow> {
    let all = findings.states.received.rank();
    waterfall(&findings.states)
        .into_iter()
        .map(|Step { what, items, left }| {
            let is_whole = matches!(what, What::Received | What::Counted);
            let is_leaving = matches!(what, What::Leaves(_));
            StepRow {
                name: what.name(),
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
                width: if left.is_some() { width(items, all) } else { length(0, all) },
            }
        })
        .collect()
}

fn priority(findings: &Findings, priority: usize) -> PriorityView {
    let lexicon = &findings.lexicon;
    let level = Level::Priority(priority);
    let included = figure(findings, level, Unit::Respondents, Campaigns::Included);
    let excluded = figure(findings, level, Unit::Respondents, Campaigns::Excluded);
    let contributions = figure(findings, level, Unit::Contributions, Campaigns::Included);
    let represented = figure(findings, level, Unit::Represented, Campaigns::Included).numerator;
    let mut summary = format!("Raised by {}", out_of(included, "respondents"));
    if !findings.campaigns.is_empty() {
        summary.push_str(&format!("; without campaigns by {}", out_of(excluded, "respondents")));
    }
    if findings.received.contributions.is_some() {
        let points = format!("{} of {}", shown(contributions.numerator), shown(contributions.denominator));
        summary.push_str(&format!("; in {points} points made at events"));
    }
    summary.push('.');
    if represented.rank() > 0 {
        summary.push_str(&format!(
            " Organisations that raised it say they speak for {} people; these are not added to respondents.",
            shown(represented)
        ));
    }
    if included.numerator.is_hidden() {
        summary.push_str(" A hidden number is not divided by question, place or group.");
    }
    let mut themes: Vec<(usize, PublishedFigure)> = lexicon
        .themes_of(priority)
        .map(|(theme, _)| {
            (theme, figure(findings, Level::Theme(theme), Unit::Respondents, Campaigns::Included))
        })
        .collect();
    // First those that are shown, then those that are hidden, then what nobody raised.
    let order = |figure: PublishedFigure| (figure.numerator.value() != Some(0), figure.numerator.rank());
    themes.sort_by_key(|(theme, figure)| (std::cmp::Reverse(order(*figure)), *theme));
    let themes = below(&themes, None, lexicon);
    PriorityView {
        id: lexicon.priorities[priority].id.clone(),
        name: lexicon.priorities[priority].name.clone(),
        summary,
        themes: themes
            .iter()
            .map(|(theme, included_of_theme)| theme_view(findings, *theme, *included_of_theme))
            .collect(),
        tables: segment_tables(findings, level),
    }
}

/// The themes under one, or those under their priority itself: in their order, each followed by those under it.
fn below(
    themes: &[(usize, PublishedFigure)],
    parent: Option<usize>,
    lexicon: &Lexicon,
) -> Vec<(usize, PublishedFigure)> {
    let here = themes.iter().filter(|(theme, _)| lexicon.themes[*theme].parent == parent);
    here.flat_map(|of| std::iter::once(*of).chain(below(themes, Some(of.0), lexicon))).collect()
}

fn theme_view(findings: &Findings, theme: usize, included: PublishedFigure) -> ThemeView {
    let level = Level::Theme(theme);
    let count = |unit, campaigns| shown(figure(findings, level, unit, campaigns).numerator);
    ThemeView {
        id: findings.lexicon.themes[theme].id.clone(),
        name: findings.lexicon.themes[theme].name.clone(),
        indent: findings.lexicon.depth(theme),
        count: shown(included.numerator),
        percent: shown_percent(included),
        without: count(Unit::Respondents, Campaigns::Excluded),
        contributions: count(Unit::Contributions, Campaigns::Included),
        mentions: count(Unit::Mentions, Campaigns::Included),
        beside: beside(findings, theme),
        quotes: findings
            .quotes_of(theme)
            .map(|quote| QuoteView {
                text: quote.text.as_str().to_owned(),
                attribution: quote.attribution.clone(),
            })
            .collect(),
    }
}

/// One table for each thing respondents can be divided by; contributions for events. None for a level whose number is hidden.
fn segment_tables(findings: &Findings, level: Level) -> Vec<SegmentTable> {
    let mut tables: Vec<SegmentTable> = Vec::new();
    for (at, filter) in findings.figures.filters.iter().enumerate() {
        let (name, value) = (findings.filter_names[at].0.as_str(), findings.filter_names[at].1.as_str());
        let unit = if name == attribute::EVENT { Unit::Contributions } else { Unit::Respondents };
        let is_divided = findings.figures.is_divided(level, unit, Campaigns::Included);
        let base = findings.figures.base(at, unit, Campaigns::Included);
        if *filter == Filter::All || base.value() == Some(0) || !is_divided {
            continue;
        }
        let figure = findings.figures.known(level, at, unit, Campaigns::Included);
        let row = SegmentRow {
            value: value.to_owned(),
            count: shown(figure.numerator),
            base: shown(figure.denominator),
            percent: shown_percent(figure),
        };
        match tables.last_mut() {
            Some(table) if table.name == name => table.rows.push(row),
            _ => tables.push(SegmentTable {
                name: name.to_owned(),
                unit: if unit == Unit::Contributions { "Points made" } else { "Respondents" },
                rows: vec![row],
            }),
        }
    }
    tables
}

fn campaigns(findings: &Findings) -> Vec<CampaignView> {
    findings
        .campaigns
        .iter()
        .map(|campaign| CampaignView {
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
                .map(|(text, kept)| SentenceView { text: text.as_str().to_owned(), kept: shown(*kept) })
                .collect(),
        })
        .collect()
}

fn campaign_share(findings: &Findings) -> String {
    let (numerator, denominator) = (findings.received.in_campaigns, findings.received.respondents);
    out_of(PublishedFigure { numerator, denominator }, "respondents")
}

fn events(findings: &Findings) -> Vec<EventView> {
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
                name: event.name.as_str().to_owned(),
                date: words(&event.date),
                place: words(&event.place),
                attendance: event.attendance.map_or("not noted".to_owned(), shown),
                contributions: made,
                raised: match raised.is_empty() && findings.figures.preset.protects() {
                    true => "no priority often enough to be shown".to_owned(),
                    false => raised.join("; "),
                },
            }
        })
        .collect()
}

/// The national ambitions, raised here or not; none without a crosswalk.
fn ambitions(findings: &Findings) -> Option<AmbitionsView> {
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
            others: raised.iter().skip(1).map(|other| local(other)).collect::<Vec<_>>().join("; "),
        });
    }
    let beyond: Vec<String> = beyond(findings).iter().take(MOST_BEYOND).map(local).collect();
    Some(AmbitionsView { title: list.title.clone(), chapters, beyond: beyond.join("; ") })
}

fn words(text: &Option<RedactedText>) -> String {
    text.as_ref().map_or(String::new(), |text| text.as_str().to_owned())
}

fn unthemed(findings: &Findings) -> String {
    let (numerator, denominator) = (findings.received.unthemed, findings.states.counted);
    out_of(PublishedFigure { numerator, denominator }, "counted responses")
}
