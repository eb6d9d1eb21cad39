//! Columns that translate others: "Comment (English translation)" beside "Comment".

use std::collections::BTreeMap;

use super::headings::plain;
use crate::ingest::platforms::Column;
use crate::text::one_line;

/// For each open column that another one translates, that one: it names it in its header, or stands behind it. Only `guessed` columns are translations,
/// none of which the profile says that it holds answers.
pub(super) fn translated(opens: &[usize], guessed: &[usize], columns: &[Column]) -> BTreeMap<usize, usize> {
    let header = |at: usize| plain(&columns[at].header);
    let of = |at: &usize| Some(*at).filter(|at| guessed.contains(at)).and_then(|at| what(&header(at)));
    let originals: Vec<usize> = opens.iter().copied().filter(|at| of(at).is_none()).collect();
    let mut translated = BTreeMap::new();
    for (at, of) in opens.iter().filter_map(|at| Some((*at, of(at)?))) {
        let is_named = |original: &&usize| header(**original).contains(of.trim_end_matches('?'));
        let original = if of.is_empty() {
            originals.iter().rfind(|original| **original < at)
        } else {
            originals.iter().find(is_named)
        };
        original.map(|original| translated.entry(*original).or_insert(at));
    }
    translated
}

/// What a header says that is translated: "comment" of "comment (english translation)"; none where it speaks of no translation.
fn what(plain: &str) -> Option<String> {
    const WORDS: [&str; 8] = [
        "english translation",
        "translation",
        "translated",
        "in english",
        "english version",
        "into english",
        "to english",
        "(english)",
    ];
    let is_translation = WORDS.iter().any(|words| plain.contains(words)) && !plain.ends_with('?');
    let rest = WORDS.iter().fold(plain.to_owned(), |rest, words| rest.replace(words, " "));
    is_translation.then(|| one_line(&rest.replace(['(', ')', '-', ':', '/'], " ")))
}
