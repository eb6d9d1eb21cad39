//! `report.html`: one page that opens offline. The door of the template engine.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use crate::count::{Campaigns, Figure, Filter, Level, Unit};
use crate::findings::Findings;
use crate::lexicon::Lexicon;
use crate::redact::RedactedText;
use crate::report::Report;
use crate::report::ambitions::{LocalTheme, ambition_rows, beyond};
use crate::report::campaigns::{dates, share_of_respondents, theme_names};
use crate::report::figures::{counted, left_out, number, percent, priority_rows};
use crate::report::waterfall::{Step, What, waterfall};
use crate::submission::attribute;

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
    responses: String,
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
    let most = rows.first().map_or(1, |row| row.included.numerator.max(1));
    let lexicon = &findings.lexicon;
    View {
        title: findings.title.clone(),
        notice: findings.notice.clone(),
        program: format!("yousaid {}", env!("CARGO_PKG_VERSION")),
        lexicon: format!("{}, version {}", lexicon.title, lexicon.version),
        base: number(received.respondents as u64),
        glance: glance(findings),
        sentences: sentences(findings),
        chart: rows
            .iter()
            .map(|row| Bar {
                id: lexicon.priorities[row.priority].id.clone(),
                name: lexicon.priorities[row.priority].name.clone(),
                count: number(row.included.numerator),
                percent: shown_percent(row.included),
                without: number(row.excluded.numerator),
                contributions: number(row.contributions.numerator),
                width: width(row.included.numerator, most),
                width_without: width(row.excluded.numerator, most),
            })
            .collect(),
        has_campaigns: !findings.campaigns.is_empty(),
        steps: steps(findings),
        items: number(findings.totals.sum() as u64),
        reasons: findings
            .reasons
            .iter()
            .map(|(state, reason, count)| ReasonRow {
                state: state.code().replace('_', " "),
                reason: reason.clone(),
                count: number(*count as u64),
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

fn figure(findings: &Findings, level: Level, filter: usize, unit: Unit, campaigns: Campaigns) -> Figure {
    findings.tally.figure(level, filter, unit, campaigns)
}

fn shown_percent(figure: Figure) -> String {
    percent(figure).map_or("no base".to_owned(), |percent| format!("{percent}%"))
}

/// The length of a bar, in per cent of the longest.
fn width(value: u64, most: u64) -> String {
    format!("{:.1}", value as f64 * 100.0 / most.max(1) as f64)
}

fn glance(findings: &Findings) -> Vec<Glance> {
    let received = &findings.received;
    let mut glance = vec![
        Glance { value: number(received.submissions as u64), label: "submissions received".to_owned() },
        Glance {
            value: number(received.respondents as u64),
            label: "respondents whose words are counted".to_owned(),
        },
    ];
    if received.organisations > 0 {
        let speaks = if received.represented > 0 {
            format!(
                "organisations among them, which say they speak for {} people",
                number(received.represented)
            )
        } else {
            "organisations among them".to_owned()
        };
        glance.push(Glance { value: number(received.organisations as u64), label: speaks });
    }
    if received.contributions > 0 {
        let events = counted(findings.events.len() as u64, "event", "events");
        glance.push(Glance {
            value: number(received.contributions as u64),
            label: format!("points made at {events}"),
        });
    }
    if !findings.campaigns.is_empty() {
        let people: u64 = findings.campaigns.iter().map(|campaign| campaign.respondents as u64).sum();
        let label = format!(
            "{}, sent by {}",
            if findings.campaigns.len() == 1 { "campaign" } else { "campaigns" },
            counted(people, "respondent", "respondents")
        );
        glance.push(Glance { value: number(findings.campaigns.len() as u64), label });
    }
    glance
}

/// Up to five findings in plain words, each with its base.
fn sentences(findings: &Findings) -> Vec<String> {
    let lexicon = &findings.lexicon;
    let mut said: Vec<String> = priority_rows(findings)
        .iter()
        .filter(|row| row.included.numerator > 0)
        .take(5)
        .map(|row| {
            let name = &lexicon.priorities[row.priority].name;
            let top = lexicon.themes_of(row.priority).max_by_key(|(theme, _)| {
                let count = figure(findings, Level::Theme(*theme), 0, Unit::Respondents, Campaigns::Included)
                    .numerator;
                (count, std::cmp::Reverse(*theme))
            });
            let top = top.map_or(String::new(), |(theme, of)| {
                let count = figure(findings, Level::Theme(theme), 0, Unit::Respondents, Campaigns::Included)
                    .numerator;
                format!(
                    " The theme raised most in it: {} ({}).",
                    of.name,
                    counted(count, "respondent", "respondents")
                )
            });
            format!(
                "{name}: raised by {} of {} respondents ({}).{top}",
                number(row.included.numerator),
                number(row.included.denominator),
                shown_percent(row.included)
            )
        })
        .collect();
    let moved = largest_campaign_effect(findings);
    if let Some(moved) = moved {
        said.push(moved);
    }
    said
}

/// The priority whose place changes most when campaigns are left out, if any changes.
fn largest_campaign_effect(findings: &Findings) -> Option<String> {
    let rows = priority_rows(findings);
    let mut without = rows.clone();
    without.sort_by_key(|row| (std::cmp::Reverse(row.excluded.numerator), row.priority));
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
            number(row.excluded.numerator),
            number(row.included.numerator)
        )
    })
}

fn steps(findings: &Findings) -> Vec<StepRow> {
    let all = findings.totals.sum() as u64;
    waterfall(&findings.totals)
        .into_iter()
        .map(|Step { what, items, left }| {
            let is_whole = matches!(what, What::Received | What::Counted);
            StepRow {
                name: what.name(),
                meaning: what.meaning(),
                count: match what {
                    What::Leaves(_) => format!("\u{2212}{}", number(items as u64)),
                    _ => number(items as u64),
                },
                left: if is_whole || matches!(what, What::Leaves(_)) {
                    number(left as u64)
                } else {
                    String::new()
                },
                is_whole,
                is_counted: matches!(what, What::Counted | What::Part(_)),
                from: width(if is_whole { 0 } else { left as u64 }, all),
                width: width(items as u64, all),
            }
        })
        .collect()
}

fn priority(findings: &Findings, priority: usize) -> PriorityView {
    let lexicon = &findings.lexicon;
    let level = Level::Priority(priority);
    let included = figure(findings, level, 0, Unit::Respondents, Campaigns::Included);
    let excluded = figure(findings, level, 0, Unit::Respondents, Campaigns::Excluded);
    let contributions = figure(findings, level, 0, Unit::Contributions, Campaigns::Included);
    let represented = figure(findings, level, 0, Unit::Represented, Campaigns::Included);
    let mut summary = format!(
        "Raised by {} of {} respondents ({})",
        number(included.numerator),
        number(included.denominator),
        shown_percent(included)
    );
    if !findings.campaigns.is_empty() {
        summary.push_str(&format!(
            "; without campaigns by {} of {} ({})",
            number(excluded.numerator),
            number(excluded.denominator),
            shown_percent(excluded)
        ));
    }
    if contributions.denominator > 0 {
        summary.push_str(&format!(
            "; in {} of {} points made at events",
            number(contributions.numerator),
            number(contributions.denominator)
        ));
    }
    summary.push('.');
    if represented.numerator > 0 {
        summary.push_str(&format!(
            " Organisations that raised it say they speak for {} people; these are not added to respondents.",
            number(represented.numerator)
        ));
    }
    let mut themes: Vec<(usize, Figure)> = lexicon
        .themes_of(priority)
        .map(|(theme, _)| {
            (theme, figure(findings, Level::Theme(theme), 0, Unit::Respondents, Campaigns::Included))
        })
        .collect();
    themes.sort_by_key(|(theme, figure)| (std::cmp::Reverse(figure.numerator), *theme));
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
fn below(themes: &[(usize, Figure)], parent: Option<usize>, lexicon: &Lexicon) -> Vec<(usize, Figure)> {
    let here = themes.iter().filter(|(theme, _)| lexicon.themes[*theme].parent == parent);
    here.flat_map(|of| std::iter::once(*of).chain(below(themes, Some(of.0), lexicon))).collect()
}

fn theme_view(findings: &Findings, theme: usize, included: Figure) -> ThemeView {
    let level = Level::Theme(theme);
    let count = |unit, campaigns| number(figure(findings, level, 0, unit, campaigns).numerator);
    ThemeView {
        id: findings.lexicon.themes[theme].id.clone(),
        name: findings.lexicon.themes[theme].name.clone(),
        indent: findings.lexicon.depth(theme),
        count: number(included.numerator),
        percent: shown_percent(included),
        without: count(Unit::Respondents, Campaigns::Excluded),
        contributions: count(Unit::Contributions, Campaigns::Included),
        mentions: count(Unit::Mentions, Campaigns::Included),
        quotes: findings
            .quotes_of(theme)
            .map(|quote| QuoteView {
                text: quote.text.as_str().to_owned(),
                attribution: quote.attribution.clone(),
            })
            .collect(),
    }
}

/// One table for each thing respondents can be divided by; contributions for events.
fn segment_tables(findings: &Findings, level: Level) -> Vec<SegmentTable> {
    let mut tables: Vec<SegmentTable> = Vec::new();
    for (at, filter) in findings.tally.filters.iter().enumerate() {
        let (name, value) = (findings.filter_names[at].0.as_str(), findings.filter_names[at].1.as_str());
        let unit = if name == attribute::EVENT { Unit::Contributions } else { Unit::Respondents };
        let figure = figure(findings, level, at, unit, Campaigns::Included);
        if *filter == Filter::All || figure.denominator == 0 {
            continue;
        }
        let row = SegmentRow {
            value: value.to_owned(),
            count: number(figure.numerator),
            base: number(figure.denominator),
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
            respondents: number(campaign.respondents as u64),
            responses: number(campaign.responses as u64),
            added: number(campaign.added_own_words as u64),
            dates: dates(campaign),
            extract: shown(&campaign.extract),
            themes: theme_names(campaign, findings),
            share: share_of_respondents(campaign, findings),
            wordings: number(campaign.wordings as u64),
            sentences: campaign
                .sentences
                .iter()
                .map(|(text, kept)| SentenceView {
                    text: text.as_str().to_owned(),
                    kept: number(*kept as u64),
                })
                .collect(),
        })
        .collect()
}

fn campaign_share(findings: &Findings) -> String {
    let people: u64 = findings.campaigns.iter().map(|campaign| campaign.respondents as u64).sum();
    let base = findings.received.respondents as u64;
    let share = Figure { numerator: people, denominator: base };
    format!("{} of {} respondents ({})", number(people), number(base), shown_percent(share))
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
                filter.map_or(0, |at| {
                    figure(findings, level, at, Unit::Contributions, Campaigns::Included).numerator
                })
            };
            let made = filter.map_or(0, |at| {
                figure(findings, Level::All, at, Unit::Contributions, Campaigns::Included).denominator
            });
            let mut raised: Vec<(u64, usize)> = (0..findings.lexicon.priorities.len())
                .map(|priority| (count(Level::Priority(priority)), priority))
                .collect();
            raised.sort_by_key(|(count, priority)| (std::cmp::Reverse(*count), *priority));
            let raised = raised
                .iter()
                .filter(|(count, _)| *count > 0)
                .take(3)
                .map(|(count, priority)| format!("{} ({count})", findings.lexicon.priorities[*priority].name))
                .collect::<Vec<_>>()
                .join("; ");
            EventView {
                name: event.name.as_str().to_owned(),
                date: shown(&event.date),
                place: shown(&event.place),
                attendance: event
                    .attendance
                    .map_or("not noted".to_owned(), |people| number(u64::from(people))),
                contributions: number(made),
                raised,
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
        match (local.respondents.numerator, local.contributions.numerator) {
            (0, points) => format!("{name} ({} at events)", counted(points, "point", "points")),
            (respondents, _) => {
                format!("{name} ({}, {})", number(respondents), shown_percent(local.respondents))
            }
        }
    };
    let mut chapters: Vec<ChapterView> = list
        .priorities
        .iter()
        .map(|chapter| ChapterView { name: chapter.name.clone(), ambitions: Vec::new() })
        .collect();
    for row in ambition_rows(findings) {
        let raised: Vec<&LocalTheme> = row.themes.iter().filter(|local| local.is_raised()).collect();
        chapters[row.chapter].ambitions.push(AmbitionView {
            name: list.themes[row.ambition].name.clone(),
            raised: match (row.themes.is_empty(), raised.is_empty()) {
                (true, _) => "No local theme",
                (false, true) => "Not raised",
                (false, false) => "Raised",
            },
            most: raised.first().map_or(String::new(), |first| local(first)),
            others: raised.iter().skip(1).map(|other| local(other)).collect::<Vec<_>>().join("; "),
        });
    }
    let beyond: Vec<String> = beyond(findings).iter().take(MOST_BEYOND).map(local).collect();
    Some(AmbitionsView { title: list.title.clone(), chapters, beyond: beyond.join("; ") })
}

fn shown(text: &Option<RedactedText>) -> String {
    text.as_ref().map_or(String::new(), |text| text.as_str().to_owned())
}

fn unthemed(findings: &Findings) -> String {
    let counted = findings.totals.counted() as u64;
    let figure = Figure { numerator: findings.received.unthemed as u64, denominator: counted };
    format!(
        "{} of {} counted responses ({})",
        number(figure.numerator),
        number(counted),
        shown_percent(figure)
    )
}
