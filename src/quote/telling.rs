//! What in a quote could, together, tell who said it.
//!
//! Rule (after the motivated-intruder test, SD7): a quote is warned of when it gives at least three of these: an age, a place, an illness, an occupation, a family tie, a date, that somebody lives alone. Each alone is harmless; a neighbour knows who the
//! only baker with motor neurone disease in a village is. Two are enough where one of them is a role that few hold and the other a place ("As vicar of four parishes", Stafford), or where somebody tells of themselves what people are
//! shunned for, or that they are the only one, and a place. A place may have a name or be called a village. Words are compared in normal form; the place may also stand in the attribution, or be that of the event.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{Words, after, holds, holds_any, normal_words, words_of};
use crate::submission::{Consultation, attribute};
use crate::text::{is_month, is_weekday};

/// A quote with so many different parts is warned of.
const MANY: usize = 3;

const ILLNESSES: &[&str] = &[
    "aids",
    "alzheimer's",
    "amputee",
    "aneurysm",
    "anorexia",
    "arthritis",
    "asthma",
    "autism",
    "autistic",
    "bipolar",
    "blind",
    "cancer",
    "cirrhosis",
    "colitis",
    "copd",
    "crohn's",
    "cystic",
    "deaf",
    "dementia",
    "depression",
    "diabetes",
    "diabetic",
    "dialysis",
    "down's",
    "eczema",
    "epilepsy",
    "epileptic",
    "fibromyalgia",
    "haemophilia",
    "hepatitis",
    "hiv",
    "huntington's",
    "leukaemia",
    "lupus",
    "lymphoma",
    "me/cfs",
    "melanoma",
    "miscarriage",
    "mnd",
    "ms",
    "myeloma",
    "neuropathy",
    "palsy",
    "parkinson's",
    "psychosis",
    "schizophrenia",
    "sclerosis",
    "sepsis",
    "stillbirth",
    "stroke",
    "thalassaemia",
    "transplant",
    "tumour",
];

const OCCUPATIONS: &[&str] = &[
    "baker",
    "builder",
    "butcher",
    "carpenter",
    "chef",
    "childminder",
    "cleaner",
    "councillor",
    "driver",
    "electrician",
    "engineer",
    "farmer",
    "firefighter",
    "fireman",
    "florist",
    "hairdresser",
    "headteacher",
    "joiner",
    "landlady",
    "landlord",
    "lecturer",
    "librarian",
    "magistrate",
    "mechanic",
    "midwife",
    "miner",
    "paramedic",
    "pharmacist",
    "plumber",
    "postman",
    "postmistress",
    "potter",
    "publican",
    "shopkeeper",
    "soldier",
    "solicitor",
    "teacher",
    "vicar",
    "welder",
];

const FAMILY: &[&str] = &[
    "aunt",
    "brother",
    "dad",
    "daughter",
    "father",
    "granddaughter",
    "grandson",
    "husband",
    "mother",
    "mum",
    "nephew",
    "niece",
    "sister",
    "son",
    "twins",
    "uncle",
    "widow",
    "widower",
    "wife",
];

/// Without those that are words, too.
const MONTHS: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "january",
    "july",
    "june",
    "november",
    "october",
    "september",
];

/// What single words give, and the words.
const NAMED: [(&str, &[&str]); 4] =
    [("an illness", ILLNESSES), ("an occupation", OCCUPATIONS), ("a family tie", FAMILY), ("a date", MONTHS)];

/// For each word of these lists the one it stands in.
static LISTED: LazyLock<FxHashMap<&'static str, usize>> = LazyLock::new(|| {
    let words =
        NAMED.iter().enumerate().flat_map(|(list, (_, words))| words.iter().map(move |word| (*word, list)));
    words.collect()
});

/// Roles that one person holds in a place, or few do.
const ROLES: &[&str] = &[
    "vicar",
    "rector",
    "curate",
    "priest",
    "imam",
    "rabbi",
    "minister",
    "chaplain",
    "councillor",
    "mayor",
    "mp",
    "headteacher",
    "head teacher",
    "magistrate",
    "coroner",
    "postmistress",
    "postmaster",
    "landlord of",
    "landlady of",
    "publican",
    "practice manager",
    "parish clerk",
    "matron",
    "chief executive",
    "practice nurse",
    "district nurse",
    "health visitor",
    "ward sister",
    "ward manager",
    "consultant",
    "surgeon",
    "psychiatrist",
    "gp partner",
    "director of",
    "chair of",
    "chairman of",
    "secretary of",
];

/// What people are shunned for, or harmed, where it becomes known.
const SHUNNED: &[&str] = &[
    "hiv",
    "aids",
    "hepatitis",
    "chlamydia",
    "gonorrhoea",
    "herpes",
    "syphilis",
    "sti",
    "stis",
    "std",
    "schizophrenia",
    "schizophrenic",
    "psychosis",
    "psychotic",
    "overdose",
    "heroin",
    "methadone",
    "addict",
    "addicted",
    "alcoholic",
    "abortion",
    "termination",
    "rape",
    "raped",
    "sexually abused",
    "domestic abuse",
    "domestic violence",
    "prison",
    "probation",
    "sectioned",
    "trans",
    "transgender",
    "nonbinary",
    "non binary",
    "gay",
    "lesbian",
    "bisexual",
    "self harm",
    "self harmed",
    "self harms",
    "self harming",
    "suicidal",
    "kill myself",
];

/// How somebody says that nobody else is as they are.
const ALONE: &[&str] =
    &["i am the only", "i'm the only", "i was the only", "we are the only", "as the only", "im the only"];

/// Places where everybody knows everybody.
const SMALL_PLACES: &[&str] =
    &["village", "hamlet", "my street", "our street", "my road", "our road", "close knit", "our lane"];

/// How somebody says that nobody lives with them.
const LIVING_ALONE: &[&str] = &[
    "live alone",
    "lives alone",
    "lived alone",
    "living alone",
    "live on my own",
    "lives on her own",
    "lives on his own",
    "living on my own",
    "live by myself",
];

/// Before the name of a place.
const BEFORE_PLACES: &[&str] = &["in", "from", "near", "outside"];

/// Written with a capital letter behind these words, and no place.
const NO_PLACES: &[&str] = &[
    "i",
    "i'm",
    "i've",
    "i'd",
    "my",
    "the",
    "our",
    "covid",
    "english",
    "british",
    "welsh",
    "christmas",
    "easter",
    "ramadan",
    "spring",
    "summer",
    "autumn",
    "winter",
    "england",
    "britain",
    "ward",
    "year",
];

/// What is counted behind a number that is no age: "I'm 20 miles away".
const COUNTED: &[&str] = &[
    "minute", "min", "mile", "hour", "hr", "week", "day", "month", "stone", "per", "percent", "km", "metre",
    "yard", "th", "in",
];

/// Words by which somebody speaks of themselves.
const OWN: &[&str] = &["i", "i'm", "i've", "i'd", "me", "my", "we", "our"];

/// What tells who somebody is, in the consultation at hand.
pub(super) struct Telling {
    /// Its places, in normal form.
    places: Vec<String>,
}

impl Telling {
    pub(super) fn new(consultation: &Consultation) -> Telling {
        let places = consultation.find_attribute(attribute::LOCALITY).map(|locality| {
            let values = consultation.attributes[locality as usize].values.iter();
            let place = |place: &str| normal_words(place).iter().collect::<Vec<_>>().join(" ");
            values.map(place).filter(|place| !place.is_empty()).collect()
        });
        Telling { places: places.unwrap_or_default() }
    }

    /// The kinds of things that an extract gives, if together they could tell somebody; none otherwise. `has_place`: its attribution names a place.
    pub(super) fn parts(&self, text: &str, has_place: bool) -> Vec<&'static str> {
        self.parts_of(text, &normal_words(text), has_place)
    }

    /// The same for an extract whose words were made before.
    pub(super) fn parts_of(&self, text: &str, words: &Words, has_place: bool) -> Vec<&'static str> {
        let mut named = [false; NAMED.len()];
        for list in words.iter().filter_map(|word| LISTED.get(word)) {
            named[*list] = true;
        }
        let has_age = has_age(words) || text.contains("[age over 89]");
        let has_place = has_place
            || holds_any(words, SMALL_PLACES)
            || self.places.iter().any(|place| holds(words, place))
            || names_place(text);
        let listed = NAMED.iter().zip(named).map(|((name, _), is_given)| (is_given, *name));
        let lives_alone = (holds_any(words, LIVING_ALONE), "that somebody lives alone");
        let parts =
            [(has_age, "an age"), (has_place, "a place")].into_iter().chain(listed).chain([lives_alone]);
        let mut given: Vec<&'static str> =
            parts.filter_map(|(is_given, name)| is_given.then_some(name)).collect();
        let is_own = has_place && holds_any(words, OWN);
        let has_role = is_own && speaks_as(words);
        let is_shunned = is_own && holds_any(words, SHUNNED);
        // "The only stroke consultant who lives here", and not "the only one who cares for her".
        let is_told_of = has_place || named[..2].contains(&true);
        let is_alone = is_told_of && holds_any(words, ALONE);
        if given.len() < MANY && !has_role && !is_shunned && !is_alone {
            return Vec::new();
        }
        given.extend(has_role.then_some("a role that few hold"));
        given.extend(is_shunned.then_some("what people are shunned for"));
        given.extend(is_alone.then_some("that nobody else is so"));
        given
    }
}

/// Whether somebody's age is given: "82 years old", "aged 7", "I'm 84".
fn has_age(words: &Words) -> bool {
    let is_age = |word: &str| word.parse::<u32>().is_ok_and(|age| age <= 120);
    let is_counted = |at: usize| {
        at < words.len() && COUNTED.iter().any(|counted| words.word(at).trim_end_matches('s') == *counted)
    };
    // "Two years" alone is how long something took.
    let is_in_years = |at: usize| {
        ["old", "of age", "young"].iter().any(|of_age| words.has_at(at + 1, of_age))
            && matches!(words.word(at), "year" | "years" | "yr" | "yrs")
    };
    let years = (1..words.len()).any(|at| {
        is_in_years(at) && is_age(words.word(at - 1))
            || words.word(at - 1) == "aged" && is_age(words.word(at))
    });
    let is_mine = |at: usize| {
        let number = words.word(at);
        number.len() == 2 && is_age(number) && !is_counted(at + 1)
    };
    years
        || ["i'm", "i am", "im"]
            .iter()
            .any(|open| after(words, open).any(|at| at < words.len() && is_mine(at)))
}

/// Whether a place is named, as far as it can be told from a capital letter behind "in", "from" or "near".
fn names_place(text: &str) -> bool {
    let is_name = |word: &str| {
        let mut letters = word.chars();
        let lower = word.to_lowercase();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && !NO_PLACES.contains(&lower.as_str())
            && !is_month(&lower)
            && !is_weekday(&lower)
    };
    let words: Vec<&str> = words_of(text).collect();
    words.windows(2).any(|pair| BEFORE_PLACES.contains(&pair[0]) && is_name(pair[1]))
}

/// Ways to say which role one has, before it.
const SPEAKS_AS: &[&str] = &[
    "as",
    "as a",
    "as an",
    "as the",
    "i am",
    "i am a",
    "i am the",
    "i'm",
    "i'm a",
    "i'm the",
    "i was",
    "i was the",
];

/// Whether somebody says which role they have: "As vicar of four parishes", "I'm a councillor".
fn speaks_as(words: &Words) -> bool {
    SPEAKS_AS
        .iter()
        .flat_map(|open| after(words, open))
        .any(|at| ROLES.iter().any(|role| words.has_at(at, role)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_in_one_list() {
        let words: usize = NAMED.iter().map(|(_, words)| words.len()).sum();
        assert_eq!(LISTED.len(), words);
    }

    fn given(text: &str, has_place: bool) -> Vec<&'static str> {
        Telling { places: vec!["leek".to_owned()] }.parts(text, has_place)
    }

    #[test]
    fn several_things_together_are_told_of() {
        assert_eq!(given("My wife has Parkinson's.", false), [""; 0]);
        assert_eq!(given("My wife has Parkinson's.", true), ["a place", "an illness", "a family tie"]);
    }

    #[test]
    fn a_place_is_known_by_its_capital_letter_or_as_a_village() {
        let parts = given("My wife in Oakamoor has Parkinson's.", false);
        assert_eq!(parts, ["a place", "an illness", "a family tie"]);
        let parts = given("I'm 84 and live alone in this village.", false);
        assert_eq!(parts, ["an age", "a place", "that somebody lives alone"]);
        for no_place in ["My wife got dementia care in May.", "My wife was in A&E with a stroke."] {
            assert!(!given(no_place, false).contains(&"a place"), "{no_place}");
        }
        assert_eq!(
            given("My son is a 9-year-old with asthma.", false),
            ["an age", "an illness", "a family tie"]
        );
        assert_eq!(given("I have waited 2 years in Leek with asthma.", false), [""; 0]);
        for no_age in [
            "My son's autism assessment took 2 years.",
            "I'm 20 minutes from my mum with dementia.",
            "I am 3rd in line for my mum's stroke care.",
        ] {
            assert_eq!(given(no_age, false), [""; 0], "{no_age}");
        }
    }

    #[test]
    fn a_role_that_few_hold_is_told_of_with_a_place() {
        assert_eq!(given("As vicar here I sit with the dying.", false), [""; 0]);
        let parts = given("As vicar here I sit with the dying.", true);
        assert!(parts.contains(&"a role that few hold"), "{parts:?}");
        assert_eq!(given("I asked the vicar of Leek.", false), [""; 0]);
    }

    #[test]
    fn whoever_is_the_only_one_is_told_of_with_a_place_or_an_illness() {
        let parts = given("I am the only person with lupus.", false);
        assert!(parts.contains(&"that nobody else is so"), "{parts:?}");
        assert!(!given("I'm the only stroke nurse in Leek.", false).is_empty());
        assert_eq!(given("I am the only one who cares for her.", false), [""; 0]);
        assert_eq!(given("It is the only surgery in Leek.", false), [""; 0]);
    }

    #[test]
    fn what_people_are_shunned_for_is_told_of_in_a_small_place() {
        let parts = given("She read out my HIV result and I live in a village.", false);
        assert_eq!(parts, ["a place", "an illness", "what people are shunned for"]);
        assert_eq!(given("Test everybody for HIV in the clinic.", true), [""; 0]);
    }
}
