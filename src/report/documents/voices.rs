//! What people said at events, in their own words, priority by priority.

use std::collections::{BTreeMap, BTreeSet};

use super::heading;
use crate::findings::Findings;
use crate::office::Block;
use crate::quote::Quote;
use crate::text::one_line;

/// So many quotes are shown, of different themes.
const MOST_QUOTES: usize = 12;

/// A quote of a point, and the event at which it was made.
struct Voice<'a> {
    quote: &'a Quote,
    /// The place of the event among the filters of the figures.
    event: usize,
}

/// Quotes that may be told to be from some events, gathered by priority.
pub(super) struct Voices<'a> {
    findings: &'a Findings,
    chosen: Vec<(usize, Vec<Voice<'a>>)>,
}

impl<'a> Voices<'a> {
    /// One quote for each priority in the order of `first`, then of all others; then a second, until there are enough. No two of a theme or of a point;
    /// the event with the fewest quotes goes first.
    pub(super) fn of(findings: &'a Findings, events: &BTreeSet<usize>, first: &[usize]) -> Voices<'a> {
        let others = (0..findings.lexicon.priorities.len()).filter(|priority| !first.contains(priority));
        let order: Vec<usize> = first.iter().copied().chain(others).collect();
        let mut waiting: BTreeMap<usize, Vec<Voice<'a>>> = BTreeMap::new();
        for quote in &findings.quotes {
            if let Some(event) = quote.filters.iter().find(|filter| events.contains(filter)) {
                let priority = findings.lexicon.themes[quote.theme].priority;
                waiting.entry(priority).or_default().push(Voice { quote, event: *event });
            }
        }
        let mut chosen: Vec<(usize, Vec<Voice<'a>>)> =
            order.iter().map(|priority| (*priority, Vec::new())).collect();
        let (mut themes, mut responses) = (BTreeSet::new(), BTreeSet::new());
        let mut heard: BTreeMap<usize, usize> = BTreeMap::new();
        let mut left = MOST_QUOTES;
        loop {
            let before = left;
            for (priority, of_priority) in &mut chosen {
                let Some(voices) = waiting.get_mut(priority).filter(|_| left > 0) else { continue };
                voices.retain(|voice| {
                    !themes.contains(&voice.quote.theme) && !responses.contains(&voice.quote.response)
                });
                let fewest = |at: &usize| (heard.get(&voices[*at].event).copied().unwrap_or(0), *at);
                let Some(next) = (0..voices.len()).min_by_key(fewest) else { continue };
                let voice = voices.remove(next);
                themes.insert(voice.quote.theme);
                responses.insert(voice.quote.response);
                *heard.entry(voice.event).or_default() += 1;
                of_priority.push(voice);
                left -= 1;
            }
            if left == before {
                break;
            }
        }
        chosen.retain(|(_, voices)| !voices.is_empty());
        Voices { findings, chosen }
    }

    /// The quotes under their priorities, each with its theme, and with its event where `is_event_named`.
    pub(super) fn blocks(&self, is_event_named: bool) -> Vec<Block> {
        if self.chosen.is_empty() {
            return Vec::new();
        }
        let lexicon = &self.findings.lexicon;
        let mut blocks = vec![heading(1, "In people's own words")];
        for (priority, voices) in &self.chosen {
            blocks.push(heading(2, &lexicon.priorities[*priority].name));
            blocks.extend(voices.iter().map(|Voice { quote, event }| {
                let theme = &lexicon.themes[quote.theme].name;
                let by = match is_event_named {
                    true => format!("{theme}; said at {}", self.findings.filter_names[*event].1.as_str()),
                    false => theme.clone(),
                };
                Block::Quote(one_line(quote.text.as_str()), by)
            }));
        }
        blocks
    }
}
