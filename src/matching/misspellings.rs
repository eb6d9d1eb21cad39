//! Which long word of a lexicon a misspelt one means.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::{Word, entries};

/// Stems of English words that another English word comes within one letter of: they are never taken for misspelt. One a line, sorted.
static LIKE_ANOTHER: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("like_another.txt")).collect());

/// A misspelt word has so many letters at least.
const LONG_WORD: usize = 7;

/// Words of a lexicon, by their stems, found again by stems with one letter wrong, missing, too many, or two changed about.
#[derive(Default)]
pub(super) struct Misspellings {
    /// What is left of each word without one of its letters, and the words that leave it.
    by_rest: FxHashMap<String, Vec<String>>,
}

impl Misspellings {
    /// Adds a stem of the lexicon.
    pub(super) fn add(&mut self, stem: &str) {
        for rest in rests(stem) {
            let words = self.by_rest.entry(rest).or_default();
            if !words.iter().any(|word| word == stem) {
                words.push(stem.to_owned());
            }
        }
    }

    /// The lexicon's stems that a word may mean: none for a short word, and none for one that is a word of its own as often as not.
    pub(super) fn meant(&self, word: &Word) -> Vec<&str> {
        let stem = &*word.stem;
        let is_plain = word.normal.len() >= LONG_WORD && stem.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_plain || LIKE_ANOTHER.contains(stem) {
            return Vec::new();
        }
        let mut found: Vec<&str> = Vec::new();
        for rest in rests(stem) {
            let words = self.by_rest.get(&rest).into_iter().flatten();
            found.extend(words.map(String::as_str).filter(|word| is_one_off(word, stem)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What is left of a word without one of its letters, and the word itself.
fn rests(word: &str) -> impl Iterator<Item = String> + '_ {
    let without = (1..word.len()).map(|at| format!("{}{}", &word[..at], &word[at + 1..]));
    without.chain([word.to_owned()])
}

/// Whether two words of ASCII letters begin alike, and one becomes the other by one letter: another, more, fewer, or two neighbours changed about.
fn is_one_off(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let alike = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    if alike == 0 || alike == one.len().max(other.len()) {
        return false;
    }
    let (one, other) = (&one[alike..], &other[alike..]);
    match one.len() as isize - other.len() as isize {
        1 => one[1..] == *other,
        -1 => *one == other[1..],
        0 => {
            let is_changed_about =
                one.len() >= 2 && one[0] == other[1] && one[1] == other[0] && one[2..] == other[2..];
            one[1..] == other[1..] || is_changed_about
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Vocabulary;

    fn meant(known: &[&str], written: &str) -> Vec<String> {
        let mut misspellings = Misspellings::default();
        known.iter().for_each(|stem| misspellings.add(stem));
        let mut vocabulary = Vocabulary::default();
        let id = vocabulary.id(written.as_bytes());
        misspellings.meant(vocabulary.word(id)).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn one_letter_wrong_missing_too_many_or_changed_about_is_known_again() {
        for written in ["appoimtment", "apointment", "appointmment", "appiontment"] {
            assert_eq!(meant(&["appoint"], written), ["appoint"], "{written}");
        }
    }

    #[test]
    fn two_letters_off_short_words_and_other_beginnings_are_not() {
        for written in ["apponitmint", "appoin", "oppointment", "disappointment"] {
            assert_eq!(meant(&["appoint"], written), Vec::<String>::new(), "{written}");
        }
    }

    #[test]
    fn a_word_of_its_own_is_no_misspelling() {
        for (known, written) in [("inject", "infection"), ("patient", "patience"), ("prescrib", "proscribe")]
        {
            assert_eq!(meant(&[known], written), Vec::<String>::new(), "{written}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(entries(include_str!("like_another.txt")).is_sorted_by(|one, other| one < other));
    }
}
