//! What the cells of a column are like, whatever its header says.

use std::collections::BTreeSet;

use super::headings::plain;
use crate::text::hash_of;

/// What the cells of one column are like.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Contents {
    pub(in crate::ingest) filled: usize,
    pub(in crate::ingest) words: usize,
    pub(in crate::ingest) longest: usize,
    pub(in crate::ingest) numbers: usize,
    pub(in crate::ingest) ticks: usize,
    pub(in crate::ingest) addresses: usize,
    pub(in crate::ingest) listed: usize,
    pub(in crate::ingest) dates: usize,
    pub(in crate::ingest) same: usize,
    pub(in crate::ingest) scale: usize,
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
        let is_number = cell.len() < 24 && cell.parse::<f64>().is_ok();
        let is_date = looks_like_date(cell);
        self.numbers += usize::from(is_number || is_date);
        self.dates += usize::from(is_date && !is_number);
        self.same += usize::from(option.is_some_and(|option| option == cell || plain(option) == plain(cell)));
        self.ticks += usize::from(is_tick(cell));
        self.addresses += usize::from(!cell.contains(' ') && cell.contains('@') && cell.contains('.'));
        self.listed += usize::from(cell.ends_with(';'));
        self.scale += usize::from(words <= 6 && is_of_scale(cell));
        if self.distinct.len() < MOST_DISTINCT {
            self.distinct.insert(hash_of(cell));
        }
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

/// Whether a cell is a date or a time, in any common way of writing it.
fn looks_like_date(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (6..=24).contains(&cell.len())
        && digits >= 4
        && cell.bytes().all(|b| b.is_ascii_digit() || b" /-:.,TZ+APMapm".contains(&b))
}
