//! What in a quote could, together, tell who said it.
//!
//! Rule (after the motivated-intruder test, SD7): a quote is warned of when it gives at least three of these: an age, a place, an illness, an occupation, a family tie, a date. Each alone is harmless; a neighbour knows who the
//! only baker with motor neurone disease in a village is. Words are compared in normal form; the place may also stand in the attribution.

use super::Quote;
use crate::text::normal_form;

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

/// The kinds of parts that a quote gives, if they are so many that together they could tell somebody.
pub fn telling_parts(quote: &Quote, places: &[String]) -> Option<Vec<&'static str>> {
    let text = quote.text.as_str();
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(normal_form)
        .collect();
    let has = |list: &[&str]| words.iter().any(|word| list.binary_search(&word.as_str()).is_ok());
    let has_age = words.windows(2).any(|pair| {
        let is_number = pair[0].parse::<u32>().is_ok_and(|age| age <= 120);
        is_number && pair[1].starts_with("year") || pair[0] == "aged" && pair[1].parse::<u32>().is_ok()
    }) || text.contains("[age over 89]");
    let spaced = format!(" {} ", words.join(" "));
    let has_place = quote.attribution.contains(", ")
        || places.iter().any(|place| spaced.contains(&format!(" {} ", normal_form(place))));
    let parts = [
        (has_age, "an age"),
        (has_place, "a place"),
        (has(ILLNESSES), "an illness"),
        (has(OCCUPATIONS), "an occupation"),
        (has(FAMILY), "a family tie"),
        (has(MONTHS), "a date"),
    ];
    let given: Vec<&'static str> =
        parts.into_iter().filter_map(|(is_given, name)| is_given.then_some(name)).collect();
    (given.len() >= MANY).then_some(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [ILLNESSES, OCCUPATIONS, FAMILY, MONTHS] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }
}
