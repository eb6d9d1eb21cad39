//! Which of several matches of one theme stays.

use super::engine::Candidate;

/// Keeps matches of one theme apart: of two that share a word the longer stays, then the earlier, then the rule that stands
/// first in the lexicon. Different themes do not compete. Leaves what stays in order of theme, then place.
pub(super) fn resolve_overlaps(found: &mut Vec<Candidate>, theme_of: impl Fn(&Candidate) -> u32) {
    found.sort_unstable_by_key(|hit| {
        (theme_of(hit), std::cmp::Reverse(hit.end - hit.start), hit.start, hit.rule)
    });
    let end = found.iter().map(|hit| hit.end as usize).max().unwrap_or(0);
    // Which theme has each word, from the first word that any has.
    let first = found.iter().map(|hit| hit.start as usize).min().unwrap_or(0);
    let mut taken = vec![None; end - first];
    found.retain(|hit| {
        let theme = Some(theme_of(hit));
        let words = &mut taken[hit.start as usize - first..hit.end as usize - first];
        let stands_apart = !words.contains(&theme);
        if stands_apart {
            words.fill(theme);
        }
        stands_apart
    });
    found.sort_unstable_by_key(|hit| (theme_of(hit), hit.start));
}
