//! Is a text in English? The share of its commonest words says so; a detector is asked only where that is in doubt.

/// The commonest words of written English, as normal forms. Sorted (a test holds this).
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "always", "am", "an", "and", "any", "are", "as", "at",
    "be", "because", "been", "before", "being", "better", "but", "by", "can", "can't", "cannot", "could",
    "did", "do", "does", "doesn't", "don't", "for", "from", "get", "go", "good", "had", "has", "have", "he",
    "her", "here", "him", "his", "how", "i", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it's",
    "its", "just", "like", "make", "many", "me", "more", "most", "much", "my", "need", "never", "no", "not",
    "now", "of", "on", "one", "only", "or", "other", "our", "out", "over", "own", "people", "please", "see",
    "she", "should", "so", "some", "such", "than", "thank", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "to", "too", "up", "us", "very", "was", "we", "well", "were", "what", "when",
    "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

/// Whether a normal form is one of the commonest English words.
pub(super) fn is_stop_word(normal: &str) -> bool {
    STOP_WORDS.binary_search(&normal).is_ok()
}

/// A text of fewer words is never called foreign for its words alone.
pub const FOREIGN_FROM_WORDS: usize = 6;

/// The language of a text, as far as counting needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, or too short to say otherwise.
    English,
    /// Another one, named in English.
    Other(&'static str),
}

/// Whether so many of a text's words are among the commonest of English that it is no other language.
pub fn is_plainly_english(words: usize, stop_words: usize) -> bool {
    stop_words * 100 >= words * 20
}

/// The language of `text`, of which `words` words were found, `stop_words` of them among the commonest of English
/// and `known` known to the lexicon or among those. A text whose letters are mostly of another script is foreign however short; one with
/// common or known English words is English; for the rest a detector must be sure.
pub fn language_of(text: &str, words: usize, stop_words: usize, known: usize) -> Language {
    if words == 0 {
        return Language::English;
    }
    let is_latin_short = text.is_ascii() && words < FOREIGN_FROM_WORDS;
    if is_latin_short || is_plainly_english(words, stop_words) || known * 2 >= words {
        return Language::English;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let wide = text.chars().filter(|c| c.is_alphabetic() && *c > '\u{24f}').count();
    let is_other_script = wide * 2 > letters && letters >= 2;
    if !is_other_script && words < FOREIGN_FROM_WORDS {
        return Language::English;
    }
    match whatlang::detect(text) {
        Some(found) if is_other_script => Language::Other(found.lang().eng_name()),
        Some(found)
            if found.lang() != whatlang::Lang::Eng
                && found.is_reliable()
                && stop_words * 100 < words * 12 =>
        {
            Language::Other(found.lang().eng_name())
        }
        None if is_other_script => Language::Other("not recognised"),
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Language {
        let (mut words, mut stops) = (0, 0);
        super::super::word_spans(text, |start, end, _| {
            words += 1;
            stops += usize::from(is_stop_word(&super::super::normal_form(&text[start..end])));
        });
        language_of(text, words, stops, stops)
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn other_languages_are_recognised() {
        assert_eq!(
            language("Nie mogę dostać wizyty u lekarza rodzinnego, trzeba czekać trzy tygodnie na telefon"),
            Language::Other("Polish")
        );
        assert_eq!(language("ہمیں مزید ڈاکٹر چاہیے اور انتظار بہت لمبا ہے"), Language::Other("Urdu"));
    }

    #[test]
    fn short_or_odd_english_is_not_called_foreign() {
        for text in
            ["More GPs", "Café closed", "Parking", "GP DENTIST BUSES PARKING BEDS NURSES WARDS", "k", "👍"]
        {
            assert_eq!(language(text), Language::English, "{text}");
        }
    }
}
