//! The groups that figures are divided by, and the figure of each.

use crate::count::{Campaigns, Filter, Level, Unit};
use crate::disclose::{PublishedFigure, Shown};
use crate::findings::Findings;
use crate::submission::attribute;

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

/// The figure of a group, campaigns included. What is hidden overall is hidden in every group; what nobody in a group raised has no row in the published
/// figures, and is nought.
pub(super) fn group_figure(findings: &Findings, level: Level, group: usize, unit: Unit) -> PublishedFigure {
    let figures = &findings.figures;
    let denominator = figures.base(group, unit, Campaigns::Included);
    let is_hidden = figures.overall(level, unit, Campaigns::Included).numerator.is_hidden();
    match figures.figure(level, group, unit, Campaigns::Included) {
        Some(figure) => figure,
        None if is_hidden || denominator.is_hidden() => {
            PublishedFigure { numerator: Shown::default(), denominator }
        }
        None => PublishedFigure { numerator: Shown::alone(0, figures.preset), denominator },
    }
}
