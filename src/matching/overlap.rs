//! Which of several matches of one theme stays.

use super::engine::Candidate;
use super::numbers::NumberSet;

/// Puts the matches of a theme together, and lets those that share words compete; its lists are used again for every text.
#[derive(Default)]
pub(super) struct Contest {
    /// For each theme how many matches it has, then where its next one goes.
    of_theme: Vec<u32>,
    /// The themes that have matches.
    themes: NumberSet,
    by_theme: Vec<Candidate>,
    /// Which words are taken, from the first that matches compete for.
    taken: Vec<bool>,
}

impl Contest {
    /// Keeps matches of one theme apart: of two that share a word the longer stays, then the earlier, then the rule that stands
    /// first in the lexicon. Different themes do not compete; there are so many of them. Leaves what stays in order of theme, then place.
    pub(super) fn resolve_overlaps(&mut self, found: &mut Vec<Candidate>, themes: usize) {
        self.group(found, themes);
        found.clear();
        let mut rest = &mut self.by_theme[..];
        while let Some(first) = rest.first() {
            let theme = first.theme;
            let count = rest.iter().take_while(|hit| hit.theme == theme).count();
            let (of_theme, behind) = rest.split_at_mut(count);
            if count > 1 {
                of_theme.sort_unstable_by_key(|hit| hit.start);
            }
            keep_apart(of_theme, &mut self.taken, found);
            rest = behind;
        }
    }

    /// Puts all matches in order of theme.
    fn group(&mut self, found: &[Candidate], themes: usize) {
        self.of_theme.clear();
        self.of_theme.resize(themes, 0);
        self.themes.clear(themes);
        for hit in found {
            self.of_theme[hit.theme as usize] += 1;
            self.themes.add(hit.theme);
        }
        let mut next = 0;
        for theme in (0..self.themes.blocks()).flat_map(|block| self.themes.in_block(block)) {
            let count = &mut self.of_theme[theme as usize];
            next += std::mem::replace(count, next);
        }
        self.by_theme.clear();
        self.by_theme.resize(found.len(), Candidate::default());
        for hit in found {
            let place = &mut self.of_theme[hit.theme as usize];
            self.by_theme[*place as usize] = *hit;
            *place += 1;
        }
    }
}

/// Adds the matches of one theme that stay to `kept`, in order of place; they come in order of their first words.
fn keep_apart(mut hits: &mut [Candidate], taken: &mut Vec<bool>, kept: &mut Vec<Candidate>) {
    while let Some(first) = hits.first() {
        // Those that share words with each other, or with one between them.
        let (mut count, mut end) = (1, first.end);
        while let Some(hit) = hits.get(count).filter(|hit| hit.start < end) {
            end = end.max(hit.end);
            count += 1;
        }
        let (together, behind) = hits.split_at_mut(count);
        match together {
            [alone] => kept.push(*alone),
            _ => compete(together, end, taken, kept),
        }
        hits = behind;
    }
}

/// Adds those that stay of matches of one theme that share words; the last word of any is in front of `end`.
fn compete(hits: &mut [Candidate], end: u32, taken: &mut Vec<bool>, kept: &mut Vec<Candidate>) {
    let begin = hits[0].start;
    taken.clear();
    taken.resize((end - begin) as usize, false);
    hits.sort_unstable_by_key(|hit| (u32::MAX - (hit.end - hit.start), hit.start, hit.rule));
    let before = kept.len();
    for hit in &*hits {
        let words = &mut taken[(hit.start - begin) as usize..(hit.end - begin) as usize];
        if !words.contains(&true) {
            words.fill(true);
            kept.push(*hit);
        }
    }
    kept[before..].sort_unstable_by_key(|hit| hit.start);
}
