//! The words and pairs of words of a response, compared by their stems.

use crate::analysis::{Analysis, Outcome};
use crate::text::{Span, Tokeniser};
use crate::theme::Worker;

/// A word or pair of words in a response.
pub(crate) struct Phrase {
    /// The same for the same stems.
    pub(crate) key: u64,
    /// The stems of its words; the second is 0 for a word alone.
    pub(crate) stems: [u64; 2],
    /// Where it stands.
    pub(crate) span: Span,
}

/// Calls `found` with each word of a response and each pair of neighbours in one sentence, and with how it is written, in lower case;
/// words inside personal details, stop words, and pairs with one are left out.
pub(crate) fn phrases_of(
    analysis: &Analysis,
    outcome: &Outcome,
    tokeniser: &Tokeniser,
    worker: &mut Worker,
    mut found: impl FnMut(Phrase, &dyn Fn() -> String),
) {
    worker.read_words(analysis.text(outcome), &outcome.themed.details, tokeniser);
    let (tokens, vocabulary) = worker.last_words();
    let tokens: Vec<_> = tokens.collect();
    for (at, token) in tokens.iter().enumerate() {
        if vocabulary.is_stop_word(token.word) {
            continue;
        }
        let word = vocabulary.word(token.word);
        let stem = vocabulary.stem_hash(token.word);
        if word.normal.len() > 2 {
            let phrase = Phrase { key: stem, stems: [stem, 0], span: token.span };
            found(phrase, &|| word.normal.to_string());
        }
        let next = tokens.get(at + 1).filter(|next| next.sentence == token.sentence);
        let Some(next) = next.filter(|next| !vocabulary.is_stop_word(next.word)) else { continue };
        let (other, other_stem) = (vocabulary.word(next.word), vocabulary.stem_hash(next.word));
        let span = Span::new(token.span.start as usize, next.span.end as usize);
        // Where a personal detail stands between two words they are no pair, for a rule too.
        if outcome.themed.details.iter().any(|detail| detail.span.overlaps(span)) {
            continue;
        }
        let phrase = Phrase { key: pair_hash(stem, other_stem), stems: [stem, other_stem], span };
        found(phrase, &|| format!("{} {}", word.normal, other.normal));
    }
}

/// A hash of two stems in their order.
fn pair_hash(one: u64, other: u64) -> u64 {
    (one.rotate_left(23) ^ other).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
