//! What is called after people and is none: hospitals, wards, roads, saints, illnesses, organisations.

use super::Name;
use super::cues::Cue;
use super::reading::{Gap, Reading};
use crate::redact::known::{KEPT, Known, without_possessive};
use crate::text::entries;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static PHRASES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| entries(KEPT).collect());

/// A kept phrase has at most so many words.
const LONGEST_PHRASE: usize = 6;

/// What somebody is whose name a place-like word follows: "Janet Holt, Ward Manager".
const POSTS: [&str; 12] = [
    "manager",
    "sister",
    "clerk",
    "nurse",
    "receptionist",
    "secretary",
    "matron",
    "staff",
    "worker",
    "assistant",
    "coordinator",
    "lead",
];

/// Whether the words are the name of something rather than somebody.
pub(super) fn is_thing(reading: &Reading<'_>, name: Name, cue: Cue) -> bool {
    is_saint(reading, name)
        || cue == Cue::None
            && (has_article(reading, name) || stands_at(reading, name) && is_weak(reading, name))
        || is_illness(reading, name)
        || cue >= Cue::Person && is_numbered(reading, name)
        || is_place(reading, name, cue)
        || is_kept_phrase(reading, name)
}

/// "St George's", "Queen Elizabeth".
fn is_saint(reading: &Reading<'_>, name: Name) -> bool {
    name.first > 0
        && matches!(reading.gap(name.first), Gap::Space | Gap::Stop)
        && reading.known(name.first - 1).is(Known::SAINT)
}

/// "the John Radcliffe", "a Nelson Mandela": people have no article.
fn has_article(reading: &Reading<'_>, name: Name) -> bool {
    name.first > 0
        && reading.gap(name.first) == Gap::Space
        && matches!(reading.normal(name.first - 1).as_ref(), "the" | "a" | "an")
        && !reading.known(name.first).is(Known::LOWER)
}

/// "Bell's palsy", "Wilson disease".
fn is_illness(reading: &Reading<'_>, name: Name) -> bool {
    let next = name.last + 1;
    next < reading.len() && reading.gap(next) == Gap::Space && reading.known(next).is(Known::ILLNESS)
}

/// "Thanks to Ward 223": a word of places that is no surname here.
fn is_numbered(reading: &Reading<'_>, name: Name) -> bool {
    let next = name.last + 1;
    name.first == name.last
        && next < reading.len()
        && reading.known(name.first).is(Known::PLACE.or(Known::PLACE_IF_CAPITAL))
        && reading.known(next).is(Known::NUMBER)
        && reading.gap(next) == Gap::Space
}

/// "Alexandra Ward", "Nelson Mandela House", "Victoria Road": a word of places stands behind, perhaps after other words with a capital letter.
fn is_place(reading: &Reading<'_>, name: Name, cue: Cue) -> bool {
    (name.first + 1..=name.last).any(|at| is_place_inside(reading, name, at, cue))
        || is_place_behind(reading, name, cue)
}

/// Whether a word of places was read as a surname: "Janet Hall" is somebody, "Victoria Hall" and "on Nelson Ward" are places.
fn is_place_inside(reading: &Reading<'_>, name: Name, at: usize, cue: Cue) -> bool {
    let known = reading.known(at);
    if !known.is(Known::PLACE.or(Known::PLACE_IF_CAPITAL))
        || cue == Cue::Title
        || reading.gap(at) == Gap::Hyphen
    {
        return false;
    }
    let is_surname_too = SURNAMES_TOO.contains(&reading.normal(at).as_ref());
    !is_surname_too
        || cue == Cue::None && reading.known(name.first).is(Known::WORD)
        || ROYAL.contains(&reading.normal(name.first).as_ref())
        || cue == Cue::None && stands_at(reading, name)
}

/// Words of places that many people have as surnames.
const SURNAMES_TOO: [&str; 16] = [
    "banks", "cross", "field", "fields", "forest", "green", "hall", "heath", "hill", "marsh", "mills",
    "moss", "park", "ward", "wood", "woods",
];

/// Names that places have from kings and queens.
const ROYAL: [&str; 16] = [
    "albert",
    "alexandra",
    "anne",
    "caroline",
    "charles",
    "charlotte",
    "diana",
    "edward",
    "elizabeth",
    "florence",
    "george",
    "henry",
    "james",
    "margaret",
    "victoria",
    "william",
];

/// Whether the first word of the name tells nobody by itself.
fn is_weak(reading: &Reading<'_>, name: Name) -> bool {
    !reading.known(name.first).is(Known::GIVEN.or(Known::INITIAL))
}

/// Whether a word of places stands in front: "on", "at".
fn stands_at(reading: &Reading<'_>, name: Name) -> bool {
    name.first > 0
        && reading.gap(name.first) == Gap::Space
        && matches!(
            reading.normal(name.first - 1).as_ref(),
            "on" | "at" | "in" | "to" | "from" | "near" | "into" | "of" | "the" | "via"
        )
}

/// "Sir Graham", "Lady Margaret".
fn is_noble(reading: &Reading<'_>, name: Name) -> bool {
    name.first > 0
        && reading.known(name.first - 1).is_high()
        && matches!(reading.normal(name.first - 1).as_ref(), "sir" | "lady" | "lord" | "dame")
}

/// Whether a word in small letters makes a place of the name before it: "Dorothy Clive garden", "Richard Clarke first school", "Sir Stanley Matthews way".
fn is_named_after(reading: &Reading<'_>, name: Name, at: usize) -> bool {
    if reading.gap(at) != Gap::Space || name.first == name.last && !is_noble(reading, name) {
        return false;
    }
    let is_school = at + 1 < reading.len() && matches!(reading.normal(at + 1).as_ref(), "school" | "academy");
    match reading.normal(at).as_ref() {
        "first" | "primary" | "infant" | "infants" | "junior" | "high" | "middle" | "secondary" => is_school,
        "garden" | "unit" => true,
        "gardens" | "way" => is_noble(reading, name),
        _ => false,
    }
}

fn is_place_behind(reading: &Reading<'_>, name: Name, cue: Cue) -> bool {
    let is_titled = cue <= Cue::Role && !is_noble(reading, name);
    let last = reading.known(name.last);
    let of_person = last.is(Known::POSSESSIVE);
    // In a text that shouts, capitals say nothing of the words behind.
    let shouts = last.is(Known::SHOUTED) && reading.is_shouting(name.last);
    for at in name.last + 1..reading.len().min(name.last + 4) {
        let known = reading.known(at);
        if !matches!(reading.gap(at), Gap::Space | Gap::Hyphen) {
            return false;
        }
        let is_next = at == name.last + 1;
        let is_high = known.is_high() && (!shouts || is_next && cue >= Cue::Person);
        let is_place = known.is(Known::PLACE) && (is_high || is_next)
            || known.is(Known::PLACE_IF_CAPITAL) && is_high
            || is_next && is_named_after(reading, name, at);
        if is_place {
            let is_spaced = at + 1 < reading.len() && reading.gap(at + 1) == Gap::Space;
            let has_post = is_spaced && POSTS.contains(&reading.normal(at + 1).as_ref());
            // "Mr Evans County Hospital": the place is the hospital.
            let has_own_place = cue == Cue::Title && is_spaced && reading.known(at + 1).is(Known::PLACE);
            // "MR SCAN DEPARTMENT" is no Mr Scan's.
            let is_word = shouts && last.is(Known::WORD) && !last.is_listed();
            let is_theirs = of_person && (!is_high || shouts)
                || is_titled && !is_high && !known.is(Known::STREET) && !is_word;
            return !has_post && !has_own_place && !is_theirs;
        }
        // "MRS HOLT AT THE SURGERY", "Dr Patel Leek Surgery": what follows is not called after them.
        let is_apart = known.is(Known::FUNCTION) && reading.normal(at) != "and"
            || known.is(Known::TITLE.or(Known::ROLE).or(Known::KIN)) && (shouts || is_titled);
        if cue == Cue::Title || is_apart || !(is_high || known.is(Known::INITIAL)) {
            return false;
        }
    }
    false
}

/// Phrases that the list keeps, standing around the name.
fn is_kept_phrase(reading: &Reading<'_>, name: Name) -> bool {
    let earliest = name.first.saturating_sub(LONGEST_PHRASE - 1);
    for first in earliest..=name.last {
        if !reading.known(first).is(Known::KEPT) {
            continue;
        }
        let mut phrase = String::new();
        for at in first..reading.len().min(first + LONGEST_PHRASE) {
            if at > first {
                phrase.push(' ');
            }
            phrase.push_str(&reading.normal(at));
            // "Boris Johnson's promises".
            let (bare, _) = without_possessive(&phrase);
            if at >= name.first && (PHRASES.contains(phrase.as_str()) || PHRASES.contains(bare)) {
                return true;
            }
        }
    }
    false
}
