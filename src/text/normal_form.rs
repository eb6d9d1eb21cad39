//! One way of writing a word: lower case, no accents, straight apostrophes. The door of the `tokenizers` normalisers.

use std::borrow::Cow;

use tokenizers::normalizers::{Lowercase, NFD, NFKC, StripAccents};
use tokenizers::{NormalizedString, Normalizer};

/// The normal form of one word: NFKC, lower case, accents stripped (by the `tokenizers` crate; for ASCII words lower case
/// is all of that), apostrophes straightened, soft hyphens dropped. `&` becomes `and`.
pub fn normal_form(word: &str) -> String {
    if word == "&" {
        return "and".to_owned();
    }
    let word = straight_apostrophes(word);
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut form = NormalizedString::from(word.as_ref());
    let steps: [&dyn Normalizer; 4] = [&NFKC, &Lowercase, &NFD, &StripAccents];
    for step in steps {
        // These four have no failing path; a word they could not normalise would stay as it is.
        if step.normalize(&mut form).is_err() {
            break;
        }
    }
    form.get().to_owned()
}

/// The word as written, but with straight apostrophes and without soft hyphens.
pub(super) fn straight_apostrophes(word: &str) -> Cow<'_, str> {
    if word.is_ascii() && !word.contains('`') {
        return Cow::Borrowed(word);
    }
    Cow::Owned(
        word.chars()
            .filter(|c| *c != '\u{ad}')
            .map(
                |c| if matches!(c, '\u{2019}' | '\u{2018}' | '\u{b4}' | '\u{ff07}' | '`') { '\'' } else { c },
            )
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_form() {
        for (word, form) in
            [("Don’t", "don't"), ("CAFÉ", "cafe"), ("ﬁne", "fine"), ("A&E", "a&e"), ("&", "and")]
        {
            assert_eq!(normal_form(word), form);
        }
    }

    #[test]
    fn the_ascii_short_cut_agrees_with_the_tokenizers_crate() {
        for word in ["GP", "Can't", "CAN’T", "a1B2", "A&E", "waiting"] {
            let mut form = NormalizedString::from(straight_apostrophes(word).as_ref());
            for step in [&NFKC as &dyn Normalizer, &Lowercase, &NFD, &StripAccents] {
                step.normalize(&mut form).expect("these normalisers have no failing path");
            }
            assert_eq!(normal_form(word), form.get());
        }
    }
}
