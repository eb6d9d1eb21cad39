//! What the members of a family share, and what a member wrote besides.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fingerprint::{SHINGLE, Shingle, Shingles};
use crate::ingest::is_device_line;
use crate::text::{Span, Token, is_close, is_greeting, sentences};

/// The shingles that at least half of a family's members have; members that repeat the same text count each.
pub(super) fn shared_shingles(members: &[(&Shingles, usize)]) -> Shingles {
    if let [(shingles, _)] = members {
        return shingles.to_vec();
    }
    let total: usize = members.iter().map(|(_, times)| times).sum();
    let mut counts: FxHashMap<Shingle, usize> = FxHashMap::default();
    counts.reserve(members.iter().map(|(shingles, _)| shingles.len()).max().unwrap_or(0));
    for (shingles, times) in members {
        for shingle in *shingles {
            *counts.entry(*shingle).or_default() += times;
        }
    }
    let mut shared: Shingles =
        counts.into_iter().filter(|(_, count)| count * 2 >= total).map(|(shingle, _)| shingle).collect();
    shared.sort_unstable();
    shared
}

/// Marks the words of a text that stand in the template, given the text's triples in the order of its words.
pub(super) fn cover(is_covered: &mut [bool], triples: &[Shingle], template: &FxHashSet<Shingle>) {
    for (at, shingle) in triples.iter().enumerate() {
        if template.contains(shingle) {
            is_covered[at..at + SHINGLE].fill(true);
        }
    }
}

/// A text's own sentences: those of which at most half the words are covered by the template. Greetings, closes and names under a letter are
/// nobody's point, nor is what a mail program wrote. Sentences next to each other come as one span.
pub(super) fn added_spans(text: &str, tokens: &[Token], is_covered: &[bool]) -> Vec<Span> {
    let mut added: Vec<Span> = Vec::new();
    let mut last_was_added = false;
    let mut at = 0;
    for sentence in sentences(text) {
        let from = at;
        while at < tokens.len() && tokens[at].span.start < sentence.end {
            at += 1;
        }
        let words = at - from;
        let covered = is_covered[from..at].iter().filter(|covered| **covered).count();
        let is_own = words > 0 && covered * 2 <= words && !is_letter_form(sentence.slice(text), words);
        match added.last_mut() {
            Some(last) if is_own && last_was_added => last.end = sentence.end,
            _ if is_own => added.push(sentence),
            _ => {}
        }
        last_was_added = is_own;
    }
    added.retain(|span| tokens.iter().filter(|token| span.covers(token.span)).count() >= FEWEST_OWN_WORDS);
    added
}

/// Shorter additions ("Thank you", a place, a date) make no point of their own.
const FEWEST_OWN_WORDS: usize = 4;

/// Whether a line is a greeting, a close, a name or address under a letter, or a mail program's.
fn is_letter_form(line: &str, words: usize) -> bool {
    let is_form = (is_greeting(line) || is_close(line)) && words <= 12;
    let is_signature = words <= 5 && !line.trim_end().ends_with(['.', '!', '?']);
    is_form || is_signature || is_device_line(line)
}
