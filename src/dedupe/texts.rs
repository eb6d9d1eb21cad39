//! The distinct texts among responses: the same words in the same order are one text.

use super::{DedupeInput, DedupeSettings};

/// The distinct texts among the responses, by number: responses of the same words in the same order are one.
pub(super) struct Texts {
    /// Responses, those of one text together.
    responses: Vec<u32>,
    /// Where each text's responses begin, and one more for the end.
    starts: Vec<u32>,
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The responses of a text, in the order of reading.
    pub(super) fn responses(&self, text: u32) -> &[u32] {
        &self.responses[self.starts[text as usize] as usize..self.starts[text as usize + 1] as usize]
    }
}

/// The distinct texts, sorted by their key, so that nothing that follows depends on the order of reading.
pub(super) fn distinct_texts(inputs: &[DedupeInput<'_>], settings: &DedupeSettings) -> Texts {
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
    Texts { responses: keyed.into_iter().map(|(_, at)| at).collect(), starts }
}
