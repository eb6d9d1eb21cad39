//! Which of several matches of one theme stays.

use super::engine::Candidate;

/// Keeps matches of one theme apart: of two that share a word the longer stays, then the earlier, then the rule that stands
/// first in the lexicon. Different themes do not compete. Gives what stays in order of theme, then place.
pub(super) fn resolve_overlaps(
    found: &mut [Candidate],
    theme_of: impl Fn(&Candidate) -> u32,
) -> Vec<Candidate> {
    found.sort_unstable_by_key(|hit| {
        (theme_of(hit), std::cmp::Reverse(hit.end - hit.start), hit.start, hit.rule)
    });
    let mut kept: Vec<Candidate> = Vec::with_capacity(found.len());
    let mut from = 0;
    for hit in found.iter() {
        if kept.last().is_some_and(|last| theme_of(last) != theme_of(hit))
            && kept[from..].iter().all(|k| theme_of(k) != theme_of(hit))
        {
            from = kept.len();
        }
        if kept[from..].iter().all(|other| hit.end <= other.start || other.end <= hit.start) {
            kept.push(*hit);
        }
    }
    kept.sort_unstable_by_key(|hit| (theme_of(hit), hit.start));
    kept
}
