//! What is known of a distinct word when names and other details are looked for: its shape, and the lists it stands in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue_words::CUES;
use crate::text::{Token, Vocabulary, Word, WordId, entries};

/// What is known of a word: a set of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known(u64);

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Known {
            $($(#[$doc])* pub(super) const $name: Known = Known(1 << $bit);)*
        }
    };
}

marks! {
    /// Begins with a capital letter and goes on in small ones, or has capitals inside (`McCoy`).
    CAPITAL = 0;
    /// Two or more letters, all capitals.
    SHOUTED = 1;
    /// One capital letter.
    INITIAL = 2;
    /// A given name that tells a person by itself.
    GIVEN = 3;
    /// A given name that needs company.
    WEAK_GIVEN = 4;
    /// A surname.
    SURNAME = 5;
    /// An ordinary word or a place.
    WORD = 6;
    /// A place that is called as people are.
    PLACE_NAME = 7;
    /// Ends as a possessive does.
    POSSESSIVE = 8;
    /// Small letters only.
    LOWER = 9;
    /// A word that carries sentences: *will*, *may*, *the*.
    FUNCTION = 10;
    /// A title that stands before nothing but a name: *Mr*, *Dr*.
    TITLE = 11;
    /// What somebody does: *nurse*, *sister*, *midwife*.
    ROLE = 12;
    /// Whose somebody is: *son*, *mother*, *neighbour*.
    KIN = 13;
    /// What stands before the name of a saint or a royal: *St*, *Queen*.
    SAINT = 14;
    /// What stands after the name of a place, in any writing: *Hospital*, *road*.
    PLACE = 15;
    /// What stands after the name of a place when it has a capital letter: *Close*, *House*.
    PLACE_IF_CAPITAL = 16;
    /// What follows the name of an illness: *disease*.
    ILLNESS = 17;
    /// After it a name may follow: *name*, *called*, *dear*, *thank*.
    CUE = 18;
    /// A first word of a phrase in `kept.txt`.
    KEPT = 19;
    /// A word that makes an address of what stands before it: *Street*, *Road*.
    STREET = 20;
    /// Part of a spelled-out web or e-mail address, or before a user's name: *dot*, *www*, *twitter*.
    WEB = 21;
    /// A number from ninety on, in words.
    NINETY = 22;
    /// A digit in words.
    DIGIT = 23;
    /// Stands before an address: *flat*, *box*, *live*.
    ABODE = 24;
    /// A part of a surname that is no name: *de*, *van*, *bin*.
    PARTICLE = 25;
    /// A name of people first, though places are called so, too: *Shirley*, *Jordan*.
    PERSON_FIRST = 26;
    /// Begins with a digit.
    NUMBER = 27;
    /// A word for a day of birth or an age: *born*, *aged*.
    AGE = 28;
    /// A word that says that a number is somebody's: *account*, *passport*, *insurance*.
    PAPERS = 29;
    /// A month.
    MONTH = 30;
    /// Part of a street's name in other languages: *rue*, *calle*, *Hauptstraße*.
    STREET_ABROAD = 31;
    /// Stands right before a name in any writing: *dear*, *name is*, *regards*.
    NAMING = 32;
    /// A vehicle, or what its number is called: *van*, *registration*.
    VEHICLE = 33;
    /// Says that a date is a day of birth: *born*, *DOB*.
    BIRTH = 34;
    /// Calls a postcode of the United States.
    ZIP = 35;
}

impl Known {
    /// How a word is written.
    const SHAPES: Known = Known::CAPITAL.or(Known::SHOUTED).or(Known::INITIAL).or(Known::LOWER);
    /// Marks that a rare name may have, too.
    const OF_ANY: Known = Known::SHAPES
        .or(Known::POSSESSIVE)
        .or(Known::KEPT)
        .or(Known::STREET_ABROAD)
        .or(Known::NAMING)
        .or(Known::VEHICLE)
        .or(Known::BIRTH)
        .or(Known::ZIP);

    /// Whether it has any of these marks.
    #[inline]
    pub(super) fn is(self, marks: Known) -> bool {
        self.0 & marks.0 != 0
    }

    /// Both sets of marks together.
    #[inline]
    pub(super) const fn or(self, other: Known) -> Known {
        Known(self.0 | other.0)
    }

    /// Whether it stands in a list of names.
    pub(super) fn is_listed(self) -> bool {
        self.is(Known::GIVEN.or(Known::WEAK_GIVEN).or(Known::SURNAME))
    }

    /// Whether it is a surname and nothing else.
    pub(super) fn is_plain_surname(self) -> bool {
        self.is(Known::SURNAME) && !self.is(Known::WORD)
    }

    /// Whether it is in no list at all, so that it may be a rare name.
    pub(super) fn is_unlisted(self) -> bool {
        !self.is_listed() && self.is(Known::SHAPES) && self.0 & !Known::OF_ANY.0 == 0
    }

    /// Whether it is written as names are: with a capital letter, or all in capitals.
    pub(super) fn is_high(self) -> bool {
        self.is(Known::CAPITAL.or(Known::SHOUTED))
    }
}

/// The marks of the words of one vocabulary, each worked out once.
#[derive(Default)]
pub struct KnownWords {
    marks: Vec<Known>,
    /// Those of the text that was read last, word by word.
    of_text: Vec<Known>,
}

impl KnownWords {
    /// The marks of the words of a text, in their order. Learns the words that the vocabulary has met since.
    pub(super) fn of_words(&mut self, words: &[Token], vocabulary: &Vocabulary) -> &[Known] {
        for id in self.marks.len()..vocabulary.len() {
            self.marks.push(known(vocabulary.word(id as WordId)));
        }
        self.of_text.clear();
        self.of_text.extend(words.iter().map(|word| self.marks[word.word as usize]));
        &self.of_text
    }
}

/// A word without the `'s` or `'` of a possessive, and whether it had one.
pub(super) fn without_possessive(normal: &str) -> (&str, bool) {
    match normal.strip_suffix("'s").or_else(|| normal.strip_suffix('\'')) {
        Some(bare) if !bare.is_empty() => (bare, true),
        _ => (normal, false),
    }
}

/// Ends of words that name a street, in normal form: "Hauptstraße", "Prinsengracht".
const STREETS_INSIDE: [&str; 18] = [
    "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "straat", "laan", "plein", "gracht",
    "gatan", "vagen", "veien", "gata", "gade", "vej", "ulica",
];

fn known(word: &Word) -> Known {
    let (bare, is_possessive) = without_possessive(&word.normal);
    let mut known = shape(&word.written, bare);
    known.0 |= listed(bare).0;
    if is_possessive {
        known = known.or(Known::POSSESSIVE);
        known.0 |= LISTS.get(&*word.normal).copied().unwrap_or_default().0 & Known::KEPT.0;
    }
    if is_gaelic(&word.written, bare) {
        known = known.or(Known::SURNAME);
    } else if bare.contains('\'') && !known.is_listed() {
        // "I've", "we'll".
        known = known.or(Known::FUNCTION);
    }
    if STREETS_INSIDE.iter().any(|street| bare.ends_with(street)) {
        known = known.or(Known::STREET_ABROAD);
    }
    if known.is_unlisted() && is_inflected_word(bare) {
        known = known.or(Known::WORD);
    }
    // "Karens daughter": careless writers leave the apostrophe out.
    if known.is_unlisted()
        && bare.len() >= 5
        && bare.strip_suffix('s').is_some_and(|stem| {
            let of = listed(stem);
            of.is(Known::GIVEN) && !of.is(Known::WORD.or(Known::PLACE_NAME))
        })
    {
        known = known.or(Known::WEAK_GIVEN).or(Known::POSSESSIVE);
    }
    known
}

/// Whether an ordinary word has got an ending: the list holds base forms.
fn is_inflected_word(word: &str) -> bool {
    const ENDINGS: [(&str, &[&str]); 9] = [
        ("s", &[""]),
        ("es", &["", "e"]),
        ("ies", &["y"]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
        ("ly", &[""]),
        ("er", &["", "e"]),
        ("ers", &["", "e"]),
        ("ness", &[""]),
    ];
    let is_word = |base: &str| LISTS.get(base).is_some_and(|known| known.is(Known::WORD));
    ENDINGS.iter().any(|(ending, bases)| {
        word.strip_suffix(ending).is_some_and(|stem| {
            bases.iter().any(|base| match *base {
                "" => is_word(stem),
                base => is_word(&format!("{stem}{base}")),
            })
        })
    })
}

/// The marks of a word in the lists. Letters that normal form keeps (*ł*, *ø*) are tried as people type them without the key, too.
fn listed(bare: &str) -> Known {
    match LISTS.get(bare) {
        Some(known) => *known,
        None if bare.is_ascii() => Known::default(),
        None => {
            let typed: String = bare
                .chars()
                .map(|c| match c {
                    'ł' => 'l',
                    'ø' => 'o',
                    'đ' | 'ð' => 'd',
                    'ı' => 'i',
                    other => other,
                })
                .collect();
            LISTS.get(typed.as_str()).copied().unwrap_or_default()
        }
    }
}

fn shape(written: &str, bare: &str) -> Known {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return if bare.starts_with(|c: char| c.is_ascii_digit()) { Known::NUMBER } else { Known::default() };
    };
    if written.starts_with(|c: char| c.is_ascii_digit()) {
        return Known::NUMBER;
    }
    let count = bare.chars().filter(|c| c.is_alphabetic()).count();
    let bare_capitals = written.chars().filter(|c| c.is_alphabetic()).take(count).all(char::is_uppercase);
    match (first.is_uppercase(), count) {
        (true, 1) => Known::INITIAL,
        (true, _) if bare_capitals => Known::SHOUTED,
        (true, _) => Known::CAPITAL,
        _ => Known::LOWER,
    }
}

/// `O'Connor`, `McCoy`: surnames by their build, listed or not.
fn is_gaelic(written: &str, bare: &str) -> bool {
    let after = |start: &str| bare.strip_prefix(start).is_some_and(|rest| rest.len() >= 3);
    after("o'") || after("mc") && written.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Phrases that are built like a person's name and are kept.
pub(super) const KEPT: &str = include_str!("lists/kept.txt");

/// Whether a word stands in front of names: a title, "Mrs", "Cllr", or what somebody is, "Sister".
pub(super) fn announces_name(word: &str) -> bool {
    let known = LISTS.get(word.to_lowercase().as_str());
    known.is_some_and(|known| known.is(Known::TITLE.or(Known::ROLE)))
}

static LISTS: LazyLock<FxHashMap<&'static str, Known>> = LazyLock::new(|| {
    let lists = [
        (include_str!("lists/given.txt"), Known::GIVEN),
        (include_str!("lists/given_weak.txt"), Known::WEAK_GIVEN),
        (include_str!("lists/surnames.txt"), Known::SURNAME),
        (include_str!("lists/words.txt"), Known::WORD),
        (include_str!("lists/places.txt"), Known::PLACE_NAME),
    ];
    let mut all: FxHashMap<&'static str, Known> = FxHashMap::default();
    for (list, mark) in lists {
        for word in entries(list) {
            let known = all.entry(word).or_default();
            *known = known.or(mark);
        }
    }
    for phrase in entries(KEPT) {
        let known = all.entry(phrase.split(' ').next().unwrap_or(phrase)).or_default();
        *known = known.or(Known::KEPT);
    }
    for (mark, words) in CUES {
        for word in words.split_whitespace() {
            let known = all.entry(word).or_default();
            *known = known.or(*mark);
        }
    }
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_in_normal_form() {
        for list in [
            include_str!("lists/given.txt"),
            include_str!("lists/given_weak.txt"),
            include_str!("lists/surnames.txt"),
            include_str!("lists/words.txt"),
            include_str!("lists/places.txt"),
            KEPT,
        ] {
            let words: Vec<&str> = entries(list).collect();
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
            }
            let odd = words.iter().find(|word| {
                word.split(' ').any(|part| {
                    crate::text::normal_form(part).replace("and", "&") != part.replace("and", "&")
                })
            });
            assert!(odd.is_none(), "{odd:?} is not in normal form");
        }
    }
}
