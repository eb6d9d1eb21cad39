//! Which of several matches of one theme stays.

use super::engine::Candidate;

/// Matches that compete, and lists that are used again for every text.
#[derive(Default)]
pub(super) struct Contest {
    /// The matches as numbers that sort as they compete.
    order: Vec<u128>,
    /// Which theme has each word, from the first word that any has.
    taken: Vec<u32>,
}

impl Contest {
    /// Keeps matches of one theme apart: of two that share a word the longer stays, then the earlier, then the rule that stands
    /// first in the lexicon. Different themes do not compete. Leaves what stays in order of theme, then place.
    pub(super) fn resolve_overlaps(
        &mut self,
        found: &mut Vec<Candidate>,
        theme_of: impl Fn(&Candidate) -> u32,
    ) {
        let Some((first, last)) = bounds(found) else { return };
        self.order.clear();
        self.order.extend(found.iter().map(|hit| {
            let shortness = u32::MAX - (hit.end - hit.start);
            [theme_of(hit), shortness, hit.start, hit.rule]
                .iter()
                .fold(0, |number, part| number << 32 | u128::from(*part))
        }));
        self.order.sort_unstable();
        self.taken.clear();
        self.taken.resize((last - first) as usize, NOBODY);
        found.clear();
        // Where the matches of the theme begin among those that stay.
        let (mut of_theme, mut before) = (0, NOBODY);
        for number in &self.order {
            let [theme, shortness, start, rule] = [96, 64, 32, 0].map(|shift| (number >> shift) as u32);
            if theme != before {
                found[of_theme..].sort_unstable_by_key(|hit| hit.start);
                (of_theme, before) = (found.len(), theme);
            }
            let end = start + (u32::MAX - shortness);
            let words = &mut self.taken[(start - first) as usize..(end - first) as usize];
            if !words.contains(&theme) {
                words.fill(theme);
                found.push(Candidate { rule, start, end });
            }
        }
        found[of_theme..].sort_unstable_by_key(|hit| hit.start);
    }
}

/// Has a word that no theme has.
const NOBODY: u32 = u32::MAX;

/// The first word of all matches, and the one behind their last; nothing where there are none.
fn bounds(found: &[Candidate]) -> Option<(u32, u32)> {
    let first = found.iter().map(|hit| hit.start).min()?;
    Some((first, found.iter().map(|hit| hit.end).max()?))
}
