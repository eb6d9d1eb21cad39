//! Figures as reports show them: thousands with commas, percentages with one place, always "of how many".

use crate::count::{Campaigns, Figure, Level, Unit};
use crate::findings::Findings;
use crate::redact::RedactedText;
pub(super) use crate::text::with_commas as number;

/// A share such as `12.5`.
pub(super) fn percent(figure: Figure) -> Option<String> {
    figure.percent().map(|percent| format!("{percent:.1}"))
}

/// "1 person" and "2 people".
pub(super) fn counted(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// The first and the last day of something: "29 January 2019 to 31 March 2019".
pub(super) fn days(first: &str, last: &str) -> String {
    if first == last { day(first) } else { format!("{} to {}", day(first), day(last)) }
}

/// A day as people write it, `29 January 2019` for `2019-01-29`; what is no such day stays as it is.
fn day(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<usize>().ok());
    match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
        (Some(year @ 1000..=9999), Some(month @ 1..=12), Some(day @ 1..=31)) => {
            format!("{day} {} {year}", MONTHS[month - 1])
        }
        _ => date.to_owned(),
    }
}

/// What figures are not divided by, and why: "Locality (75 different values)".
pub(super) fn left_out(findings: &Findings) -> Vec<String> {
    let shown = |(name, values): &(RedactedText, usize)| {
        format!("{} ({} different values)", name.as_str(), number(*values as u64))
    };
    findings.left_out.iter().map(shown).collect()
}

/// A priority with its overall figures.
#[derive(Debug, Clone, Copy)]
pub struct PriorityRow {
    /// Index in the lexicon.
    pub priority: usize,
    /// Respondents, campaigns included.
    pub included: Figure,
    /// Respondents, campaigns excluded.
    pub excluded: Figure,
    /// Contributions at events.
    pub contributions: Figure,
}

/// The priorities, most respondents first; those as often raised in the order of the lexicon.
pub fn priority_rows(findings: &Findings) -> Vec<PriorityRow> {
    let figure =
        |priority, unit, campaigns| findings.tally.figure(Level::Priority(priority), 0, unit, campaigns);
    let mut rows: Vec<PriorityRow> = (0..findings.lexicon.priorities.len())
        .map(|priority| PriorityRow {
            priority,
            included: figure(priority, Unit::Respondents, Campaigns::Included),
            excluded: figure(priority, Unit::Respondents, Campaigns::Excluded),
            contributions: figure(priority, Unit::Contributions, Campaigns::Included),
        })
        .collect();
    rows.sort_by_key(|row| {
        (std::cmp::Reverse((row.included.numerator, row.contributions.numerator)), row.priority)
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_read_as_people_write_them() {
        assert_eq!(days("2019-01-29", "2019-03-31"), "29 January 2019 to 31 March 2019");
        assert_eq!(days("2019-01-29", "2019-01-29"), "29 January 2019");
        assert_eq!(days("last week", "2019-13-01"), "last week to 2019-13-01");
    }
}
