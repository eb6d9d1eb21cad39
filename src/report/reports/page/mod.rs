//! `report.html`: one page that opens offline.

mod around;
mod front;
mod groups;
mod planner;
mod priorities;

use serde::Serialize;

use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{PublishedFigure, Shown};
use crate::findings::Findings;
use crate::redact::RedactedText;
use crate::report::Report;
use crate::report::campaigns::elsewhere;
use crate::report::figures::{left_out, shown, shown_percent};
use crate::report::groups::{Divided, divided};
use crate::report::leading::many;
use crate::report::order::priority_rows;
use crate::report::template::render;
use crate::submission::attribute;

pub(super) struct Page;

/// How the program's pages look.
pub(crate) const STYLE: &str = include_str!("style.css");

/// The page, and what it includes.
const TEMPLATES: &[(&str, &str)] = &[
    ("page", include_str!("page.html")),
    ("style", STYLE),
    ("script", include_str!("script.js")),
    ("front", include_str!("front.html")),
    ("planner", include_str!("planner.html")),
    ("priority", include_str!("priority.html")),
    ("around", include_str!("around.html")),
];

impl Report for Page {
    fn path(&self) -> &'static str {
        "report.html"
    }

    fn summary(&self) -> &'static str {
        "the report: opens in any browser, offline"
    }

    fn write(&self, findings: &Findings) -> Vec<u8> {
        render(TEMPLATES, view(findings))
    }
}

#[derive(Serialize)]
struct View {
    title: String,
    about: Option<String>,
    notice: Option<String>,
    program: String,
    lexicon: String,
    base: String,
    protection: Option<String>,
    preset: &'static str,
    hidden: String,
    has_campaigns: bool,
    front: front::Front,
    planner: planner::Planner,
    groups: Vec<groups::GroupTable>,
    priorities: Vec<priorities::PriorityView>,
    campaigns: Vec<around::CampaignView>,
    campaign_share: String,
    many: &'static str,
    has_respondents: bool,
    more_letters: Option<String>,
    events: Vec<around::EventView>,
    ambitions: Option<around::AmbitionsView>,
    thresholds: Thresholds,
    left_out: Vec<String>,
    /// What figures are not shown by, and why.
    untold: Vec<String>,
}

#[derive(Serialize)]
struct Thresholds {
    near: String,
    words: u32,
    respondents: u32,
}

fn view(findings: &Findings) -> View {
    let rows = priority_rows(findings);
    let lexicon = &findings.lexicon;
    View {
        title: findings.title.clone(),
        about: findings.about.clone(),
        notice: findings.notice.clone(),
        program: format!("yousaid {}", env!("CARGO_PKG_VERSION")),
        lexicon: format!("{}, version {}", lexicon.title, lexicon.version),
        base: shown(findings.received.respondents),
        protection: protection(findings),
        preset: findings.figures.preset.name(),
        hidden: hidden(findings),
        has_campaigns: !findings.campaigns.is_empty(),
        front: front::front(findings, &rows),
        planner: planner::planner(findings, &rows),
        groups: groups::group_tables(findings),
        priorities: rows.iter().map(|row| priorities::priority(findings, row.priority)).collect(),
        campaigns: around::campaigns(findings),
        campaign_share: around::campaign_share(findings),
        many: many(findings),
        has_respondents: findings.received.respondents.value() != Some(0),
        more_letters: elsewhere(findings),
        events: around::events(findings),
        ambitions: around::ambitions(findings),
        thresholds: Thresholds {
            near: format!("{:.0}%", findings.dedupe.near * 100.0),
            words: findings.dedupe.campaign_from_words,
            respondents: findings.dedupe.campaign_from_respondents,
        },
        left_out: left_out(findings),
        untold: divided(findings).iter().filter(|of| !of.is_told).map(Divided::why_untold).collect(),
    }
}

fn figure(findings: &Findings, level: Level, unit: Unit, campaigns: Campaigns) -> PublishedFigure {
    findings.figures.overall(level, unit, campaigns)
}

/// The number of a level in the lists that the page's script reads.
fn slot(findings: &Findings, level: Level) -> usize {
    level.slot(findings.lexicon.priorities.len())
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
    preset.protects().then(|| preset.meaning().to_owned())
}

/// What `[c]` means here, for who points at it.
fn hidden(findings: &Findings) -> String {
    format!(
        "hidden: fewer than {}, or a number that would reveal one that is",
        findings.figures.preset.threshold()
    )
}

/// In which order things to divide by stand on the page: places first, questions last.
fn rank_of_division(name: &str) -> usize {
    match name {
        attribute::LOCALITY => 0,
        attribute::RESPONDENT_TYPE => 1,
        attribute::EVENT => 2,
        attribute::CHANNEL => 3,
        "Question" => 5,
        _ => 4,
    }
}

fn words(text: &Option<RedactedText>) -> String {
    text.as_ref().map_or(String::new(), |text| text.as_str().to_owned())
}
