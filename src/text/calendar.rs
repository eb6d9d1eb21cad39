//! The names of months and of the days of a week, as people write them in dates.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of a week.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A name is cut to so many letters at least: "Feb", "Mon".
const SHORTEST: usize = 3;

/// The number of the month, from 1, that a word in small letters is, or begins: "february", "feb", "sept".
pub fn month(word: &str) -> Option<u32> {
    let word = if word == "sept" { "sep" } else { word };
    MONTHS.iter().zip(1..).find(|(name, _)| begins(word, name)).map(|(_, number)| number)
}

/// Whether a word in small letters is a month, or begins one.
pub fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether a word in small letters is a day of the week, or begins one: "monday", "mon".
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| begins(word, name))
}

fn begins(word: &str, name: &str) -> bool {
    word.len() >= SHORTEST && name.starts_with(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_are_known_whole_and_cut() {
        for (word, number) in [("january", 1), ("feb", 2), ("sept", 9), ("sep", 9), ("december", 12)] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["ma", "monday", "octobers", ""] {
            assert_eq!(month(word), None, "{word}");
        }
        assert!(is_weekday("wednesday") && is_weekday("wed") && !is_weekday("we") && !is_weekday("weds"));
    }
}
