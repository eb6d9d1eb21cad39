//! Which priorities come first, with campaign letters and without them, in sentences.

use super::PriorityRow;
use super::figures::{out_of, shown, things};
use crate::count::{Campaigns, Level, Unit};
use crate::disclose::{PublishedFigure, Share};
use crate::findings::Findings;

/// The priorities that come first.
pub struct Leading<'a> {
    /// Counting everybody, the most raised first.
    pub with: Vec<&'a PriorityRow>,
    /// Counting only what people wrote themselves, the most raised first; those whose number is hidden have no place.
    pub without: Vec<&'a PriorityRow>,
    /// Priorities whose number without campaign letters is hidden, though it may be large enough for one of these places.
    pub unplaced: Vec<&'a PriorityRow>,
}

impl<'a> Leading<'a> {
    /// So many priorities are compared.
    pub const MOST: usize = 5;

    /// Of rows in the order of [`super::priority_rows`].
    pub fn of(rows: &'a [PriorityRow]) -> Leading<'a> {
        let with: Vec<&PriorityRow> =
            rows.iter().filter(|row| row.included.numerator.rank() > 0).take(Self::MOST).collect();
        let mut without: Vec<&PriorityRow> =
            rows.iter().filter(|row| row.excluded.numerator.rank() > 0).collect();
        without.sort_by_key(|row| (std::cmp::Reverse(row.excluded.numerator.rank()), row.priority));
        without.truncate(Self::MOST);
        let least = match without.len() {
            Self::MOST => without.last().map_or(0, |row| row.excluded.numerator.rank()),
            _ => 1,
        };
        let may_belong =
            |row: &&PriorityRow| row.excluded.numerator.is_hidden() && row.included.numerator.rank() >= least;
        Leading { with, without, unplaced: rows.iter().filter(may_belong).collect() }
    }

    /// Whether other priorities come first without campaign letters, or the same in another order.
    pub fn differ(&self) -> bool {
        let names = |rows: &[&PriorityRow]| rows.iter().map(|row| row.priority).collect::<Vec<_>>();
        names(&self.with) != names(&self.without)
    }

    /// Which priorities have no place without campaign letters, in a sentence; none where all have one.
    pub fn unplaced_told(&self, findings: &Findings) -> Option<String> {
        let names: Vec<&str> = self.unplaced.iter().map(|row| name(findings, row)).collect();
        (!names.is_empty()).then(|| {
            format!(
                "No place can be told for those whose number without campaign letters is hidden: {}.",
                names.join("; ")
            )
        })
    }
}

/// What was raised most, and what campaign letters change of that: from one sentence to three, in which so many priorities are named.
pub(super) fn leading_sentences(findings: &Findings, rows: &[PriorityRow], named: usize) -> Vec<String> {
    let leading = Leading::of(rows);
    let first_of = |rows: &[&PriorityRow], figure: fn(&PriorityRow) -> PublishedFigure| {
        in_order(findings, &rows[..rows.len().min(named)], figure)
    };
    let Some(first) = first_of(&leading.with, |row| row.included) else { return Vec::new() };
    if findings.campaigns.is_empty() {
        return vec![format!("Raised most: {first}.")];
    }
    let mut sentences = vec![format!("Raised most, campaign letters included: {first}.")];
    if leading.differ() {
        if let Some(first) = first_of(&leading.without, |row| row.excluded) {
            sentences.push(format!("Without campaign letters the order is another: {first}."));
        }
    } else {
        sentences
            .push("Without campaign letters the same priorities come first, in the same order.".to_owned());
    }
    if let (Some(last), Some(unplaced)) = (sentences.last_mut(), leading.unplaced_told(findings)) {
        last.push_str(&format!(" {unplaced}"));
    }
    sentences.push(what_they_change(findings));
    sentences
}

/// How many sent the words of campaigns, and the themes whose figures these change most.
fn what_they_change(findings: &Findings) -> String {
    let sent = PublishedFigure {
        numerator: findings.received.in_campaigns,
        denominator: findings.received.respondents,
    };
    let mut said = format!(
        "{}: {} sent words that many others sent too.",
        things(findings.campaigns.len(), "campaign", "campaigns"),
        out_of(sent, "respondents")
    );
    let most: Vec<String> = fall_most(findings)
        .into_iter()
        .map(|(theme, [with, without])| {
            let name = &findings.lexicon.themes[theme].name;
            format!("{name} ({} with them, {} without)", shown(with.numerator), shown(without.numerator))
        })
        .collect();
    if !most.is_empty() {
        said.push_str(&format!(" The figures that rest most on their letters: {}.", most.join("; ")));
    }
    said
}

/// The themes that lose the largest share of their numbers without campaign letters, with their figures both ways.
fn fall_most(findings: &Findings) -> Vec<(usize, [PublishedFigure; 2])> {
    const MOST_NAMED: usize = 3;
    let both = |theme| {
        [Campaigns::Included, Campaigns::Excluded]
            .map(|way| findings.figures.overall(Level::Theme(theme), Unit::Respondents, way))
    };
    let falls = |theme: usize| {
        let [with, without] = both(theme);
        let all = with.numerator.value()?;
        let by = all.saturating_sub(without.numerator.value()?);
        (by > 0).then(|| (std::cmp::Reverse((by * 1000 / all, by)), theme))
    };
    let mut falling: Vec<_> = (0..findings.lexicon.themes.len()).filter_map(falls).collect();
    falling.sort_unstable();
    falling.into_iter().take(MOST_NAMED).map(|(_, theme)| (theme, both(theme))).collect()
}

fn name<'a>(findings: &'a Findings, row: &PriorityRow) -> &'a str {
    &findings.lexicon.priorities[row.priority].name
}

/// "Parking, by 40 of 90 respondents (44.4%); then Buses (30, 33.3%); Beds (12, 13.3%)"; none where there is no priority.
fn in_order(
    findings: &Findings,
    rows: &[&PriorityRow],
    figure: impl Fn(&PriorityRow) -> PublishedFigure,
) -> Option<String> {
    let (first, others) = rows.split_first()?;
    let others = others.iter().map(|row| (name(findings, row), figure(row)));
    let first = format!("{}, by {}", name(findings, first), out_of(figure(first), "respondents"));
    Some(first + &then(others))
}

/// What comes after the first: "; then Buses (30, 33.3%); Beds (12, 13.3%)". Names have commas of their own.
pub(super) fn then<'a>(others: impl Iterator<Item = (&'a str, PublishedFigure)>) -> String {
    let before = |at: usize| if at == 0 { "; then " } else { "; " };
    let said = |(at, (name, figure)): (usize, (&str, PublishedFigure))| {
        format!("{}{name} ({})", before(at), number_and_share(figure))
    };
    others.enumerate().map(said).collect()
}

/// `109, 18.5%`, and as much of that as is shown.
pub(super) fn number_and_share(figure: PublishedFigure) -> String {
    match figure.share() {
        Share::Percent(percent) => format!("{}, {percent:.1}%", shown(figure.numerator)),
        Share::Hidden | Share::NoBase => shown(figure.numerator),
    }
}
