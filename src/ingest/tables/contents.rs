//! What the cells of a column are like, whatever its header says.

use std::collections::BTreeSet;

use super::consent::is_plain_answer;
use super::headings::plain;
use crate::text::{hash_of, speaks_of_oneself};
use crate::text::{is_month, is_weekday};

/// What the cells of one column are like.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Contents {
    pub(in crate::ingest) filled: usize,
    pub(in crate::ingest) words: usize,
    pub(in crate::ingest) longest: usize,
    pub(in crate::ingest) numbers: usize,
    /// Cells that are one word with a digit in it: "12", "P001".
    pub(in crate::ingest) codes: usize,
    pub(in crate::ingest) ticks: usize,
    pub(in crate::ingest) addresses: usize,
    pub(in crate::ingest) listed: usize,
    pub(in crate::ingest) dates: usize,
    pub(in crate::ingest) same: usize,
    pub(in crate::ingest) scale: usize,
    pub(in crate::ingest) agreements: usize,
    /// Cells in which somebody speaks of themselves.
    pub(super) own: usize,
    pub(super) distinct: BTreeSet<u64>,
}

/// Distinct values are counted up to here.
const MOST_DISTINCT: usize = 4096;

impl Contents {
    pub(in crate::ingest) fn see(&mut self, cell: &str, option: Option<&str>) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        let words = cell.split_whitespace().count();
        self.words += words;
        self.longest = self.longest.max(words);
        let is_number = is_number(cell);
        let is_date = looks_like_date(cell);
        self.numbers += usize::from(is_number || is_date);
        self.codes += usize::from(words == 1 && cell.contains(|c: char| c.is_ascii_digit()));
        self.dates += usize::from(is_date && !is_number);
        self.same += usize::from(option.is_some_and(|option| option == cell || plain(option) == plain(cell)));
        self.ticks += usize::from(is_tick(cell));
        self.addresses += usize::from(!cell.contains(' ') && cell.contains('@') && cell.contains('.'));
        self.listed += usize::from(cell.ends_with(';'));
        self.scale += usize::from(words <= 6 && is_of_scale(cell));
        self.agreements += usize::from(is_plain_answer(cell));
        self.own += usize::from(speaks_of_oneself(cell));
        if self.distinct.len() < MOST_DISTINCT {
            self.distinct.insert(hash_of(cell));
        }
    }

    /// Whether several people speak of themselves here.
    pub(super) fn speaks_for_itself(&self) -> bool {
        self.own * 5 >= self.filled.max(1)
    }

    pub(super) fn mean_words(&self) -> f64 {
        self.words as f64 / self.filled.max(1) as f64
    }

    pub(in crate::ingest) fn most(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }

    /// The share of values that differ from all others, as far as they were counted.
    pub(super) fn variety(&self) -> f64 {
        self.distinct.len() as f64 / self.filled.clamp(1, MOST_DISTINCT) as f64
    }
}

fn is_tick(cell: &str) -> bool {
    ["0", "1", "y", "n", "yes", "no", "true", "false", "x", "✓", "checked", "unchecked", "selected"]
        .iter()
        .any(|tick| tick.eq_ignore_ascii_case(cell))
}

/// Whether a cell has no words but those of scales: "Neither agree nor disagree", "Very easy", "Don't know".
fn is_of_scale(cell: &str) -> bool {
    let is_scale = |word: &str| SCALE.contains(&word.to_lowercase().replace('\u{2019}', "'").as_str());
    cell.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '\u{2019}')
        .filter(|word| !word.is_empty())
        .all(is_scale)
}

const SCALE: [&str; 62] = [
    "yes",
    "no",
    "not",
    "sure",
    "unsure",
    "don't",
    "know",
    "dont",
    "neither",
    "nor",
    "or",
    "agree",
    "disagree",
    "strongly",
    "tend",
    "to",
    "somewhat",
    "slightly",
    "moderately",
    "partly",
    "partially",
    "mostly",
    "completely",
    "fully",
    "very",
    "quite",
    "fairly",
    "extremely",
    "at",
    "all",
    "satisfied",
    "dissatisfied",
    "likely",
    "unlikely",
    "important",
    "unimportant",
    "easy",
    "hard",
    "difficult",
    "good",
    "bad",
    "poor",
    "fair",
    "excellent",
    "ok",
    "average",
    "support",
    "oppose",
    "always",
    "often",
    "sometimes",
    "rarely",
    "never",
    "usually",
    "prefer",
    "say",
    "applicable",
    "undecided",
    "neutral",
    "maybe",
    "definitely",
    "probably",
];

/// Whether a cell is a number and nothing else, as people write them too: "2,666", "£1,250.50", "12%".
pub(super) fn is_number(cell: &str) -> bool {
    if cell.len() >= 24 {
        return false;
    }
    if cell.parse::<f64>().is_ok() {
        return true;
    }
    let bare = cell.trim_start_matches(['£', '$', '€']).trim_end_matches('%').trim();
    let (whole, rest) = bare.split_once('.').unwrap_or((bare, ""));
    let mut threes = whole.trim_start_matches('-').split(',');
    let first = threes.next().unwrap_or_default();
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !first.is_empty()
        && are_digits(first)
        && are_digits(rest)
        && threes.all(|three| three.len() == 3 && are_digits(three))
}

/// Whether a cell is a number, a date or a time.
pub(in crate::ingest) fn is_number_or_date(cell: &str) -> bool {
    is_number(cell) || looks_like_date(cell)
}

/// Whether a cell is a date or a time, in any common way of writing it.
fn looks_like_date(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if !(6..=32).contains(&cell.len()) || digits < 4 {
        return false;
    }
    let is_of_digits = cell.bytes().all(|b| b.is_ascii_digit() || b" /-:.,TZ+APMapm".contains(&b));
    is_of_digits && cell.len() <= 24 || is_date_in_words(cell)
}

/// Whether a cell is a day with its month in words: "24 October 2011", "Mon, 3rd Jan 2022 10:15".
fn is_date_in_words(cell: &str) -> bool {
    let mut months = 0;
    let is_known = |word: &str| {
        let word = word.to_ascii_lowercase();
        let is_month = is_month(&word);
        months += usize::from(is_month);
        is_month
            || is_weekday(&word)
            || ["st", "nd", "rd", "th", "of", "at", "am", "pm"].contains(&word.as_str())
    };
    let mut words = cell.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(is_known) && months == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_as_people_write_them() {
        for number in ["5", "-1.5", "2,666", "£1,250.50", "12%", "1,234,567"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "£", "2,66", "5 buses", "1,2,3", "ward 5"] {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn dates_are_known_with_their_month_in_words() {
        for date in ["2011-01-02", "24 October 2011", "Mon, 3rd Jan 2022 10:15", "1st of May 2019"] {
            assert!(looks_like_date(date), "{date}");
        }
        for other in ["May the buses come by 2011", "in March 2020", "2020", "24 people 2011", "Monday 10:15"]
        {
            assert!(!looks_like_date(other), "{other}");
        }
    }
}
