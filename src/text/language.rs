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

/// A text of so many words in which hardly one is English is foreign even where the detector is unsure, or does not know its language.
const PLAINLY_FOREIGN_FROM_WORDS: usize = 8;

/// The language of `text`, of which `words` words were found, `stop_words` of them among the commonest of English
/// and `known` known to the lexicon or among those. A text whose letters are mostly of another script is foreign however short; one with
/// common or known English words is English; for the rest a detector must be sure, or the words themselves must look foreign.
pub fn language_of(text: &str, words: usize, stop_words: usize, known: usize) -> Language {
    if words == 0 {
        return Language::English;
    }
    let is_latin_short = text.is_ascii() && words < FOREIGN_FROM_WORDS;
    if is_latin_short || is_plainly_english(words, stop_words) || known * 2 >= words {
        return Language::English;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let wide = text.chars().filter(|c| is_of_other_script(*c)).count();
    if wide * 2 > letters && letters >= 2 {
        let name = whatlang::detect(text).map_or("not recognised", |found| found.lang().eng_name());
        return Language::Other(name);
    }
    let Some(found) = whatlang::detect(text).filter(|found| found.lang() != whatlang::Lang::Eng) else {
        return Language::English;
    };
    let accented = accented_words(text);
    // "Potrzebujemy więcej lekarzy": too short for a detector, but no word of it is known and its letters are not English ones.
    let is_short_and_foreign = known == 0 && accented.all * 3 >= words && accented.small >= 1 && words >= 3;
    if words < FOREIGN_FROM_WORDS && !is_short_and_foreign {
        return Language::English;
    }
    let is_sure = found.is_reliable() && stop_words * 100 < words * 12;
    // Without their accents some foreign words are English ones ("cần", "thêm"), so many accents outweigh a few of those.
    let is_mostly_accented = accented.small >= 3 && accented.all * 2 >= words;
    let is_accented = is_mostly_accented
        || accented.small >= 2 && accented.all * 6 >= words && stop_words * 100 < words * 12;
    let is_unknown = words >= PLAINLY_FOREIGN_FROM_WORDS && known * 100 < words * 13;
    if is_sure {
        Language::Other(found.lang().eng_name())
    } else if is_short_and_foreign || is_accented || is_unknown {
        // The detector's guess is no more than that.
        Language::Other("not recognised")
    } else {
        Language::English
    }
}

fn is_of_other_script(c: char) -> bool {
    // Vietnamese and other languages in Latin letters use the block at U+1E00 too.
    c.is_alphabetic() && c > '\u{24f}' && !('\u{1e00}'..='\u{1eff}').contains(&c)
}

/// Words with a Latin letter that English does not have.
struct Accented {
    all: usize,
    /// Those that begin with a small letter, so that they are no names.
    small: usize,
}

fn accented_words(text: &str) -> Accented {
    let mut accented = Accented { all: 0, small: 0 };
    for word in text.split_whitespace() {
        if word.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) {
            accented.all += 1;
            accented.small += usize::from(word.starts_with(char::is_lowercase));
        }
    }
    accented
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
        assert_eq!(language("Potrzebujemy więcej lekarzy"), Language::Other("Polish"));
        for text in [
            "Waxaan u baahannahay dhakhaatiir badan oo ku hadla afkayaga, waqtiga sugitaanku waa dheer yahay",
            "Tunahitaji madaktari zaidi na muda mfupi wa kusubiri hospitalini",
            "Chúng tôi cần thêm bác sĩ và thời gian chờ ngắn hơn",
            "Potrebujeme viac lekárov a kratšie čakacie doby v nemocnici",
            "A nilo awọn dokita diẹ sii ati akoko idaduro kukuru",
        ] {
            assert!(matches!(language(text), Language::Other(_)), "{text}");
        }
        assert_eq!(language("ہمیں مزید ڈاکٹر چاہیے اور انتظار بہت لمبا ہے"), Language::Other("Urdu"));
    }

    #[test]
    fn short_or_odd_english_is_not_called_foreign() {
        for text in
            ["More GPs", "Café closed", "Parking", "GP DENTIST BUSES PARKING BEDS NURSES WARDS", "k", "👍"]
                .into_iter()
                .chain([
                    "The doctor was great, dziękuję bardzo for everything you did for my mum",
                    "Thank you Zoë, Siân and Chloë",
                    "cud not get appt wiv dr agen 2day rang 64 x",
                ])
        {
            assert_eq!(language(text), Language::English, "{text}");
        }
    }
}
