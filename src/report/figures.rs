//! Figures as reports show them: thousands with commas, percentages with one place, always "of how many".

use crate::disclose::{PublishedFigure, Share, Shown};
use crate::findings::Findings;
use crate::redact::RedactedText;
use crate::text::one_line;

/// What stands for a hidden number.
pub const HIDDEN: &str = "[c]";

/// What stands where the priorities of an event would, were one of their numbers shown.
pub(super) const ALL_HIDDEN: &str = "no number large enough to be shown";

/// What stands there where no point was made.
pub(super) const NO_POINTS: &str = "no points were noted";

/// What stands for a detail of an event that neither the profile tells nor the program found: the notes may tell it in a sentence.
pub(super) const NOT_READ: &str = "not read from the notes";

/// What stands in a cell to which no value applies.
pub(super) const NOT_APPLICABLE: &str = "[z]";

/// A number as people read it: `12,345`, `fewer than 5` or `[c]`.
pub fn shown(number: Shown) -> String {
    match (number.value(), number.fewer()) {
        (Some(value), _) => crate::text::with_commas(value),
        (None, Some(threshold)) => format!("fewer than {threshold}"),
        (None, None) => HIDDEN.to_owned(),
    }
}

/// A number for programs: no commas, and `[c]` for a hidden one.
pub(super) fn plain(number: Shown) -> String {
    number.value().map_or(HIDDEN.to_owned(), |value| value.to_string())
}

/// A share such as `12.5`.
pub(super) fn percent(figure: PublishedFigure) -> String {
    match figure.share() {
        Share::Percent(percent) => format!("{percent:.1}"),
        Share::Hidden => HIDDEN.to_owned(),
        Share::NoBase => NOT_APPLICABLE.to_owned(),
    }
}

/// A share as people read it: `12.5%`.
pub(super) fn shown_percent(figure: PublishedFigure) -> String {
    match figure.share() {
        Share::Percent(percent) => format!("{percent:.1}%"),
        Share::Hidden => HIDDEN.to_owned(),
        Share::NoBase => "no base".to_owned(),
    }
}

/// "138 of 590 respondents (23.4%)", and as much of that as is shown; "none of the respondents" and "`[c]` of the respondents" where their number is hidden.
pub fn out_of(figure: PublishedFigure, of: &str) -> String {
    if figure.numerator.value() == Some(0) && figure.denominator.is_hidden() {
        return format!("none of the {of}");
    }
    if figure.numerator.is_hidden() && figure.denominator.is_hidden() {
        return format!("{HIDDEN} of the {of}");
    }
    let share = match figure.share() {
        Share::Percent(percent) => format!(" ({percent:.1}%)"),
        Share::Hidden | Share::NoBase => String::new(),
    };
    format!("{} of {} {of}{share}", shown(figure.numerator), shown(figure.denominator))
}

/// "1 person" and "2 people".
pub fn counted(number: Shown, one: &str, many: &str) -> String {
    format!("{} {}", shown(number), if number.value() == Some(1) { one } else { many })
}

/// The same of things that are no people, such as files.
pub fn things(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", crate::text::with_commas(number as u64), if number == 1 { one } else { many })
}

/// The first and the last day of something: "29 January 2019 to 31 March 2019".
pub(super) fn days(first: &str, last: &str) -> String {
    if first == last { day(first) } else { format!("{} to {}", day(first), day(last)) }
}

/// A day as people write it, `29 January 2019` for `2019-01-29`; what is no such day stays as it is.
pub(super) fn day(date: &str) -> String {
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
        format!("{} ({} different values)", name.as_str(), crate::text::with_commas(*values as u64))
    };
    findings.left_out.iter().map(shown).collect()
}

/// The first words of a text, up to so many characters; a sign where some are left out.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= longest {
        return line;
    }
    let kept: String = line.chars().take(longest).collect();
    let at = kept.rfind(' ').unwrap_or(kept.len());
    format!("{}…", &kept[..at])
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
