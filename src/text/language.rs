//! Is a text in English? The share of its commonest words says so; a detector is asked only where that is in doubt.

use super::foreign_words::{LANGUAGES, Marks};

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

/// A word of a text, as far as languages go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sign {
    /// What it tells of languages other than English.
    pub marks: Marks,
    /// Whether it is one of the commonest English words.
    pub is_stop_word: bool,
    /// Whether it is known as English and is no word of another language.
    pub is_english: bool,
}

/// The language that the words of a short or careless text tell of, where two or more are no English words and are of one language, and hardly any is
/// English: "Dim digon o feddygon", "brak lekarzy i za dlugie kolejki". None in an English text with a foreign word or name in it.
pub fn told_by_words(signs: impl Iterator<Item = Sign>) -> Option<&'static str> {
    let (mut words, mut english) = (0, 0);
    let mut scores = [Score::default(); LANGUAGES.len()];
    for sign in signs {
        words += 1;
        english += usize::from(sign.is_english);
        for (at, score) in scores.iter_mut().enumerate() {
            score.telling += usize::from(sign.marks.telling & (1 << at) != 0);
            let is_shared = sign.marks.shared & (1 << at) != 0;
            score.shared += usize::from(is_shared && !sign.is_stop_word);
            score.shared_with_english += usize::from(is_shared && sign.is_stop_word);
        }
    }
    let best = scores.iter().map(|score| score.weight()).max().filter(|best| *best > 0)?;
    let mut of_best = scores.iter().enumerate().filter(|(_, score)| score.weight() == best);
    let (at, score) = of_best.next()?;
    if !score.is_enough(words, english) {
        return None;
    }
    Some(if of_best.next().is_some() { NOT_RECOGNISED } else { LANGUAGES[at].name })
}

/// The words of a text that one language has.
#[derive(Clone, Copy, Default)]
struct Score {
    telling: usize,
    shared: usize,
    shared_with_english: usize,
}

impl Score {
    fn weight(self) -> usize {
        if self.telling == 0 { 0 } else { self.telling * 3 + self.shared * 2 + self.shared_with_english }
    }

    fn is_enough(self, words: usize, english: usize) -> bool {
        let found = self.telling + self.shared;
        let all = found + self.shared_with_english;
        // One telling word may be a slip of the pen.
        let is_told =
            if self.telling >= 2 { english * 2 <= all } else { words < 6 && found >= 2 && english == 0 };
        is_told && all * 10 >= words * 3
    }
}

/// What a language is called that is plainly not English, and no more is known of it.
const NOT_RECOGNISED: &str = "not recognised";

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
        let name = whatlang::detect(text).map_or(NOT_RECOGNISED, |found| found.lang().eng_name());
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
        Language::Other(NOT_RECOGNISED)
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

    fn told(text: &str) -> Option<&'static str> {
        let mut vocabulary = super::super::Vocabulary::default();
        let mut signs = Vec::new();
        super::super::word_spans(text, |start, end, _| {
            let id = vocabulary.id(&text.as_bytes()[start..end]);
            signs.push(vocabulary.sign(id));
        });
        told_by_words(signs.into_iter())
    }

    #[test]
    fn short_answers_in_the_languages_of_residents_are_told_by_their_words() {
        for (text, language) in [
            ("Dim digon o feddygon", "Welsh"),
            ("Mae'n rhy bell. Does dim bws.", "Welsh"),
            ("Dw i ddim yn hapus", "Welsh"),
            ("Parcio a bysus", "Welsh"),
            ("Ciężko się dodzwonić", "Polish"),
            ("za daleko", "Polish"),
            ("brak lekarzy i za dlugie kolejki", "Polish"),
            ("parking jest za mały", "Polish"),
            ("Trudno dostac wizyte do lekarza rano", "Polish"),
            ("nu sunt medici", "Romanian"),
            ("muito longe para mim", "Portuguese"),
            ("muy lejos de casa", "Spanish"),
            ("troppo lontano da casa", "Italian"),
            ("trop loin pour nous", "French"),
            ("Zu weit weg", "German"),
            ("per toli nuo namu, nera autobuso", "Lithuanian"),
            ("hastane cok uzak", "Turkish"),
            ("doctor nahi milta hai", "Urdu or Punjabi in Latin letters"),
            ("isbitaalka waa fog yahay, baska ma jiro", "Somali"),
        ] {
            assert_eq!(told(text), Some(language), "{text}");
        }
    }

    #[test]
    fn careless_english_is_not_told_as_another_language() {
        for text in [
            "gp no good",
            "a e wait",
            "nil",
            "no comment",
            "nie to chair",
            "ay up duck",
            "Ysbyty Gwynedd",
            "Mae was lovely",
            "Diolch yn fawr, brilliant staff at the surgery",
            "The doctor was great, dziękuję bardzo for everything",
            "pour service",
            "wee man dinnae ken whit tae dae",
            "da dr is wel gud",
            "Casa Mia care home",
            "i am in a no win",
            "Plas Coed and Bryn Mawr",
            "Una and Della on ward 4",
            "no ta",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
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
