//! The distinct texts among responses: the same words in the same order are one text.

use super::fingerprint::Stem;
use super::{DedupeInput, DedupeSettings};

/// The distinct texts among the responses, by number: responses of the same words in the same order are one.
pub(super) struct Texts<'a> {
    /// Responses, those of one text together.
    responses: Vec<u32>,
    /// Where each text's responses begin, and one more for the end.
    starts: Vec<u32>,
    /// The stems of each text, with gaps, and how many words it has: asked so often that the way through its response is too long.
    stems: Vec<&'a [Stem]>,
    words: Vec<u32>,
    as_read: Vec<u32>,
}

impl<'a> Texts<'a> {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The responses of a text, in the order of reading.
    pub(super) fn responses(&self, text: u32) -> &[u32] {
        &self.responses[self.starts[text as usize] as usize..self.starts[text as usize + 1] as usize]
    }

    /// All texts in the order in which they lie in memory: that of reading. Only for work of which the order does not show.
    pub(super) fn as_read(&self) -> impl Iterator<Item = u32> {
        self.as_read.iter().copied()
    }

    /// The stems of a text in order, with gaps.
    pub(super) fn stems(&self, text: u32) -> &'a [Stem] {
        self.stems[text as usize]
    }

    /// How many words a text has, those inside personal details and boilerplate left out.
    pub(super) fn words(&self, text: u32) -> u32 {
        self.words[text as usize]
    }
}

/// The distinct texts, sorted by their key, so that nothing that follows depends on the order of reading.
pub(super) fn distinct_texts<'a>(inputs: &[DedupeInput<'a>], settings: &DedupeSettings) -> Texts<'a> {
    let mut keyed: Vec<(u128, u32)> = inputs
        .iter()
        .enumerate()
        .filter(|(_, input)| input.is_candidate && input.fingerprint.words >= settings.exact_from_words)
        .map(|(at, input)| (input.fingerprint.exact, at as u32))
        .collect();
    keyed.sort_unstable();
    let mut starts = Vec::with_capacity(keyed.len() + 1);
    for at in 0..keyed.len() {
        if at == 0 || keyed[at - 1].0 != keyed[at].0 {
            starts.push(at as u32);
        }
    }
    starts.push(keyed.len() as u32);
    let mut text_of = vec![u32::MAX; inputs.len()];
    for (text, start) in starts[..starts.len() - 1].iter().enumerate() {
        text_of[keyed[*start as usize].1 as usize] = text as u32;
    }
    let mut stems: Vec<&[Stem]> = vec![&[]; starts.len() - 1];
    let mut words = vec![0; starts.len() - 1];
    let mut as_read = Vec::with_capacity(starts.len() - 1);
    for (input, text) in inputs.iter().zip(text_of).filter(|(_, text)| *text != u32::MAX) {
        stems[text as usize] = &input.fingerprint.stems;
        words[text as usize] = input.fingerprint.words;
        as_read.push(text);
    }
    Texts { responses: keyed.into_iter().map(|(_, at)| at).collect(), starts, stems, words, as_read }
}
