//! The section of a priority: its themes, what was said together, who raised it, and quotes.

use serde::Serialize;

use super::{figure, rank_of_division, shown_percent, slot, width};
use crate::count::{Campaigns, Filter, Level, Unit};
use crate::disclose::{PublishedFigure, Shown};
use crate::findings::Findings;
use crate::report::checking::beside;
use crate::report::figures::{out_of, shown};
use crate::report::groups::divided;
use crate::report::order::themes_most_first;
use crate::submission::attribute;

#[derive(Serialize)]
pub(super) struct PriorityView {
    slot: usize,
    id: String,
    name: String,
    summary: String,
    has_sub_themes: bool,
    together: Vec<TogetherView>,
    themes: Vec<ThemeView>,
    tables: Vec<SegmentTable>,
}

#[derive(Serialize)]
struct ThemeView {
    slot: usize,
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
    width: String,
    width_without: String,
    /// Whether it is told how many raised it in their own words.
    is_split: bool,
    quotes: Vec<QuoteView>,
}

#[derive(Serialize)]
struct QuoteView {
    text: String,
    attribution: String,
    /// The places in the planner's view under which it may be shown.
    filters: String,
}

/// Of those who raised a priority or theme in their own words, how many raised another too.
#[derive(Serialize)]
struct TogetherView {
    one: String,
    other: String,
    both: String,
    of_one: String,
    percent: String,
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

pub(super) fn priority(findings: &Findings, priority: usize) -> PriorityView {
    let lexicon = &findings.lexicon;
    let level = Level::Priority(priority);
    let included = figure(findings, level, Unit::Respondents, Campaigns::Included);
    let excluded = figure(findings, level, Unit::Respondents, Campaigns::Excluded);
    let contributions = figure(findings, level, Unit::Contributions, Campaigns::Included);
    let represented = figure(findings, level, Unit::Represented, Campaigns::Included).numerator;
    let mut raised = Vec::new();
    // Where nobody took part but at events, there are points alone.
    if included.denominator.value() != Some(0) || findings.received.contributions.is_none() {
        raised.push(format!("by {}", out_of(included, "respondents")));
        if !findings.campaigns.is_empty() {
            raised.push(format!("without campaigns by {}", out_of(excluded, "respondents")));
        }
    }
    if findings.received.contributions.is_some() {
        let points = format!("{} of {}", shown(contributions.numerator), shown(contributions.denominator));
        raised.push(format!("in {points} points made at events"));
    }
    let mut summary = format!("Raised {}.", raised.join("; "));
    if represented.rank() > 0 {
        summary.push_str(&format!(
            " Organisations that raised it, as far as they gave a number, say they speak for {} people; these are not added to respondents.",
            shown(represented)
        ));
    }
    if included.numerator.is_hidden() {
        summary.push_str(" A hidden number is not divided by question, place or group.");
    }
    let included_of = |theme| figure(findings, Level::Theme(theme), Unit::Respondents, Campaigns::Included);
    let themes: Vec<(usize, PublishedFigure)> =
        themes_most_first(findings, priority).into_iter().map(|theme| (theme, included_of(theme))).collect();
    let most = themes.iter().map(|(_, figure)| figure.numerator.rank()).max().unwrap_or(0);
    PriorityView {
        slot: slot(findings, level),
        has_sub_themes: themes.iter().any(|(theme, _)| lexicon.depth(*theme) > 0),
        together: together(findings, priority),
        id: lexicon.priorities[priority].id.clone(),
        name: lexicon.priorities[priority].name.clone(),
        summary,
        themes: themes
            .iter()
            .map(|(theme, included_of_theme)| theme_view(findings, *theme, *included_of_theme, most))
            .collect(),
        tables: segment_tables(findings, level),
    }
}

fn theme_view(findings: &Findings, theme: usize, included: PublishedFigure, most: u64) -> ThemeView {
    let level = Level::Theme(theme);
    let count = |unit, campaigns| shown(figure(findings, level, unit, campaigns).numerator);
    let without = figure(findings, level, Unit::Respondents, Campaigns::Excluded).numerator;
    ThemeView {
        slot: slot(findings, level),
        width: width(included.numerator, most),
        width_without: width(without, most),
        is_split: !without.is_hidden(),
        id: findings.lexicon.themes[theme].id.clone(),
        name: findings.lexicon.themes[theme].name.clone(),
        indent: findings.lexicon.depth(theme),
        count: shown(included.numerator),
        percent: shown_percent(included),
        without: shown(without),
        contributions: count(Unit::Contributions, Campaigns::Included),
        mentions: count(Unit::Mentions, Campaigns::Included),
        beside: beside(findings, theme),
        quotes: findings
            .quotes_of(theme)
            .map(|quote| QuoteView {
                text: quote.text.as_str().to_owned(),
                attribution: quote.attribution.clone(),
                filters: quote.filters.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
            })
            .collect(),
    }
}

/// At most so many pairs of priorities, and so many of themes, stand in a priority's section.
const MOST_TOGETHER: usize = 4;

/// What people said together with a priority and with its themes: the commonest pairs that may be told.
fn together(findings: &Findings, priority: usize) -> Vec<TogetherView> {
    let lexicon = &findings.lexicon;
    let is_here = |level: Level| match level {
        Level::All => false,
        Level::Priority(of) => of == priority,
        Level::Theme(theme) => lexicon.themes[theme].priority == priority,
    };
    let here = findings.together.iter().filter_map(|pair| match pair.levels {
        (one, other) if is_here(one) => Some((one, other, pair.respondents)),
        (one, other) if is_here(other) => Some((other, one, pair.respondents)),
        _ => None,
    });
    let (priorities, themes): (Vec<_>, Vec<_>) =
        here.partition(|(one, ..)| matches!(one, Level::Priority(_)));
    let name = |level: Level| match level {
        Level::All => String::new(),
        Level::Priority(of) => lexicon.priorities[of].name.clone(),
        Level::Theme(theme) => lexicon.themes[theme].name.clone(),
    };
    let view = |(one, other, numerator): (Level, Level, Shown)| {
        let denominator = figure(findings, one, Unit::Respondents, Campaigns::Excluded).numerator;
        TogetherView {
            one: name(one),
            other: name(other),
            both: shown(numerator),
            of_one: shown(denominator),
            percent: shown_percent(PublishedFigure { numerator, denominator }),
        }
    };
    let kinds = [priorities, themes].into_iter();
    kinds.flat_map(|pairs| pairs.into_iter().take(MOST_TOGETHER)).map(view).collect()
}

/// One table for each thing respondents can be divided by; contributions for events. None for a level whose number is hidden, and no row for a group in
/// which it is; none either for a division of which noughts alone are shown: they would read as if nobody in its groups had said anything.
fn segment_tables(findings: &Findings, level: Level) -> Vec<SegmentTable> {
    let mut tables: Vec<SegmentTable> = Vec::new();
    let untold: Vec<&str> = divided(findings).iter().filter(|of| !of.is_told).map(|of| of.name).collect();
    for (at, filter) in findings.figures.filters.iter().enumerate() {
        let (name, value) = (findings.filter_names[at].0.as_str(), findings.filter_names[at].1.as_str());
        let unit = if name == attribute::EVENT { Unit::Contributions } else { Unit::Respondents };
        let is_divided = findings.figures.is_divided(level, unit, Campaigns::Included);
        let base = findings.figures.base(at, unit, Campaigns::Included);
        if *filter == Filter::All || base.value() == Some(0) || !is_divided || untold.contains(&name) {
            continue;
        }
        let figure = findings.figures.known(level, at, unit, Campaigns::Included);
        if figure.numerator.is_hidden() {
            continue;
        }
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
    tables.sort_by_key(|table| rank_of_division(&table.name));
    tables
}
