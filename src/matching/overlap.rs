//! Which of several matches of one theme stays.

use super::engine::Candidate;

/// Keeps matches of one theme apart: of two that share a word the longer stays, then the earlier, then the rule that stands
/// first in the lexicon. Different themes do not compete. Leaves what stays in order of theme, then place.
pub(super) fn resolve_overlaps(found: &mut Vec<Candidate>, theme_of: impl Fn(&Candidate) -> u32) {
    found.sort_unstable_by_key(|hit| {
        (theme_of(hit), std::cmp::Reverse(hit.end - hit.start), hit.start, hit.rule)
    });
    let mut kept = 0;
    let mut first_of_theme = 0;
    for at in 0..found.len() {
        let hit = found[at];
        if kept > first_of_theme && theme_of(&found[kept - 1]) != theme_of(&hit) {
            first_of_theme = kept;
        }
        let stands_apart = |other: &Candidate| hit.end <= other.start || other.end <= hit.start;
        if found[first_of_theme..kept].iter().all(stands_apart) {
            found[kept] = hit;
            kept += 1;
        }
    }
    found.truncate(kept);
    found.sort_unstable_by_key(|hit| (theme_of(hit), hit.start));
}
