//! The groups that figures are divided by, and the figure of each.

use crate::count::{Campaigns, Filter, Level, Unit};
use crate::disclose::{PublishedFigure, Shown};
use crate::findings::Findings;
use crate::report::figures::{shown, things};
use crate::submission::attribute;
use crate::text::with_commas;

/// What figures are divided by: the questions, or an attribute of respondents.
pub(super) struct Division<'a> {
    /// Its name, such as *Locality*.
    pub(super) name: &'a str,
    /// What is counted in its groups.
    pub(super) unit: Unit,
    /// Its groups with a base: the index of each in the filters, and its name.
    pub(super) groups: Vec<(usize, &'a str)>,
}

/// Every division, in the order of tables.
pub(super) fn divisions(findings: &Findings) -> Vec<Division<'_>> {
    let mut divisions: Vec<Division<'_>> = Vec::new();
    for (at, filter) in findings.figures.filters.iter().enumerate() {
        let (name, value) = (findings.filter_names[at].0.as_str(), findings.filter_names[at].1.as_str());
        let unit = if name == attribute::EVENT { Unit::Contributions } else { Unit::Respondents };
        let base = findings.figures.base(at, unit, Campaigns::Included);
        if *filter == Filter::All || base.value() == Some(0) {
            continue;
        }
        match divisions.last_mut() {
            Some(division) if division.name == name => division.groups.push((at, value)),
            _ => divisions.push(Division { name, unit, groups: vec![(at, value)] }),
        }
    }
    divisions
}

/// What figures could be divided by, and whether they are.
pub(super) struct Divided<'a> {
    /// Its name, such as *Locality*.
    pub(super) name: &'a str,
    /// How many groups it has.
    groups: usize,
    /// Whether a number is shown of one of them at least, of respondents or of points.
    pub(super) is_told: bool,
}

impl Divided<'_> {
    /// That nothing is shown by these groups, why, and what would help.
    pub(super) fn why_untold(&self) -> String {
        // What people answered can be told in other words; what they were asked, and how, cannot.
        let help = match self.name {
            "Question" | attribute::CHANNEL | attribute::EVENT => "",
            _ => ": the profile can put several answers under one name",
        };
        format!(
            "{} ({}): some are so small that the numbers of the others would give theirs away. Fewer and larger groups could be shown{help}",
            self.name.to_lowercase(),
            things(self.groups, "group", "groups")
        )
    }
}

/// Everything that figures could be divided by, in the order of tables.
pub(super) fn divided(findings: &Findings) -> Vec<Divided<'_>> {
    const UNITS: [Unit; 2] = [Unit::Respondents, Unit::Contributions];
    let figures = &findings.figures;
    let mut all: Vec<Divided<'_>> = Vec::new();
    for (at, filter) in figures.filters.iter().enumerate() {
        let has_base = |unit| figures.base(at, unit, Campaigns::Included).value() != Some(0);
        if *filter == Filter::All || !UNITS.into_iter().any(has_base) {
            continue;
        }
        let name = findings.filter_names[at].0.as_str();
        let is_shown = |level: Level| {
            let numbers =
                UNITS.map(|unit| figures.figure(level, at, unit, Campaigns::Included).map(|of| of.numerator));
            numbers.into_iter().flatten().any(|number| number.rank() > 0)
        };
        let is_told = levels(findings).any(is_shown);
        match all.last_mut() {
            Some(last) if last.name == name => {
                last.groups += 1;
                last.is_told |= is_told;
            }
            _ => all.push(Divided { name, groups: 1, is_told }),
        }
    }
    all
}

/// Any theme, then the priorities and the themes, in the order of the lexicon.
fn levels(findings: &Findings) -> impl Iterator<Item = Level> {
    let lexicon = &findings.lexicon;
    let priorities = (0..lexicon.priorities.len()).map(Level::Priority);
    std::iter::once(Level::All).chain(priorities).chain((0..lexicon.themes.len()).map(Level::Theme))
}

/// Why the groups of a division do not add up to everybody, in a sentence; none where they do, and for questions, which people answer several of.
pub(super) fn rest_told(findings: &Findings, division: &Division<'_>) -> Option<String> {
    let base = |group| findings.figures.base(group, division.unit, Campaigns::Included);
    let is_question =
        division.groups.iter().any(|(at, _)| matches!(findings.figures.filters[*at], Filter::Question(_)));
    let preset = findings.figures.preset;
    if is_question {
        return None;
    }
    let of = if division.unit == Unit::Contributions { "points" } else { "respondents" };
    let in_groups: Option<u64> = division.groups.iter().map(|(group, _)| base(*group).value()).sum();
    let rest = base(0)
        .value()
        .zip(in_groups)
        .filter(|_| preset.rounded(1) == 1)
        .map(|(all, sum)| all.saturating_sub(sum));
    match rest {
        Some(0) => None,
        Some(rest) if !preset.hides(rest) => Some(format!(
            "{} of {} {of} are in none of these: no {} is known of them.",
            with_commas(rest),
            shown(base(0)),
            division.name.to_lowercase()
        )),
        _ => Some(format!(
            "These need not add up to all {of}: of some the {} may not be known, and some numbers are hidden{}.",
            division.name.to_lowercase(),
            if preset.rounded(1) == 1 { "" } else { " or rounded" }
        )),
    }
}

/// The figure of a group, campaigns included. What is hidden overall is hidden in every group that has a base; what nobody in a group raised has no row in the published
/// figures, and is nought.
pub(super) fn group_figure(findings: &Findings, level: Level, group: usize, unit: Unit) -> PublishedFigure {
    let figures = &findings.figures;
    let denominator = figures.base(group, unit, Campaigns::Included);
    let is_hidden = figures.overall(level, unit, Campaigns::Included).numerator.is_hidden();
    match figures.figure(level, group, unit, Campaigns::Included) {
        Some(figure) => figure,
        None if denominator.value() != Some(0) && (is_hidden || denominator.is_hidden()) => {
            PublishedFigure { numerator: Shown::default(), denominator }
        }
        None => PublishedFigure { numerator: Shown::alone(0, figures.preset), denominator },
    }
}
