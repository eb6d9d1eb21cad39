//! Which priorities and themes the same people raised, in their own words.

use super::Level;
use crate::analysis::{Analysis, Outcome};
use crate::ledger::State;
use crate::lexicon::Lexicon;

/// Two priorities or two themes, the one that stands first in the lexicon first, and how many respondents raised both. A campaign's words are left out: a
/// letter that names ten subjects would tie them all together. Themes are counted as in the tables: with those under them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Their numbers ([`Level::slot`]).
    pub slots: (usize, usize),
    /// How many raised both.
    pub respondents: u64,
}

/// All pairs that anybody raised, priorities first, in the order of the lexicon.
pub fn pairs(analysis: &Analysis, lexicon: &Lexicon) -> Vec<Pair> {
    let priorities = lexicon.priorities.len();
    let slots_of: Vec<Vec<usize>> = (0..lexicon.themes.len())
        .map(|theme| {
            let themes = lexicon.way_up(theme).map(Level::Theme);
            let levels = themes.chain([Level::Priority(lexicon.themes[theme].priority)]);
            levels.map(|level| level.slot(priorities)).collect()
        })
        .collect();
    // For each level, from itself on, how many raised it together with each; nothing where nobody raised it.
    let all = Level::Theme(lexicon.themes.len()).slot(priorities);
    let mut counts: Vec<Vec<u32>> = vec![Vec::new(); all];
    let mut raised: Vec<usize> = Vec::new();
    for person in analysis.by_respondent().chunk_by(|one, other| one.0 == other.0) {
        raised.clear();
        for outcome in person.iter().map(|(_, at)| &analysis.outcomes[*at as usize]) {
            // A response's mentions stand in the order of their themes.
            let mut last = None;
            for theme in own_themes(outcome).filter(|theme| last.replace(*theme) != Some(*theme)) {
                raised.extend(&slots_of[theme]);
            }
        }
        raised.sort_unstable();
        raised.dedup();
        let (of_priorities, of_themes) = raised.split_at(raised.partition_point(|slot| *slot <= priorities));
        for levels in [of_priorities, of_themes] {
            for (at, one) in levels.iter().enumerate() {
                let counts = &mut counts[*one];
                counts.resize(all - one, 0);
                levels[at + 1..].iter().for_each(|other| counts[other - one] += 1);
            }
        }
    }
    let pair = |one: usize, (apart, respondents): (usize, u32)| Pair {
        slots: (one, one + apart),
        respondents: u64::from(respondents),
    };
    let of_level = |(one, counts): (usize, Vec<u32>)| {
        let raised = counts.into_iter().enumerate().filter(|(_, respondents)| *respondents > 0);
        raised.map(move |counted| pair(one, counted))
    };
    counts.into_iter().enumerate().flat_map(of_level).collect()
}

/// The themes that a response shows in its sender's own words, as far as it counts.
fn own_themes(outcome: &Outcome) -> impl Iterator<Item = usize> {
    let counts = outcome.state.is_counted() && outcome.state != State::CampaignCopy;
    let mentions = outcome.themed.mentions.iter().filter(move |mention| counts && outcome.is_own(mention));
    mentions.map(|mention| mention.theme as usize)
}
