//! Names of people where the words around them say so: after a title, after "my name is", under a letter.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, pattern};
use crate::text::Span;

pub(super) struct Name;

/// Stands in every text in which [`TITLED`] or [`GIVEN`] do, and is found faster than they are: it looks at ASCII alone and keeps nothing.
static HINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Rev|Reverend|Cllr|Councillor|Nurse|Sister|Matron)\.? [A-Z]|(?:y name is|y name's|am called|call me|[Dd]ear) [A-Z]",
    )
});

/// A title and the capitalised words after it; the name is the second group.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Rev|Reverend|Cllr|Councillor|Nurse|Sister|Matron)\.? ((?:[A-Z]\.? ?)?[A-Z][\p{L}'’\-]+(?: (?:[A-Z]\.? )?[A-Z][\p{L}'’\-]+)?)",
    )
});

/// "My name is" and its like.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:[Mm]y name is|[Mm]y name's|I am called|they call me|[Dd]ear) ((?:[A-Z][\p{L}'’\-]+)(?: [A-Z][\p{L}'’\-]+){0,2})",
    )
});

/// The close of a letter and the line or two of capitalised words under it.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:yours (?:sincerely|faithfully|truly)|(?:kind(?:est)?|best|warm) (?:regards|wishes)|regards|many thanks|best wishes|thank you|thanks)[,.!]?\s*\n+\s*((?:[A-Z][\p{L}.'’\-]*)(?: (?:and |& )?[A-Z][\p{L}.'’\-]*){0,4})[ ,.]*(?:\n|$)",
    )
});

/// Words with a capital letter that follow a title and are no name.
const NO_NAMES: [&str; 20] = [
    "In", "The", "And", "Of", "Who", "Practice", "Surgery", "Ward", "Station", "Team", "Unit", "Hospital",
    "I", "We", "My", "Please", "PS", "It", "This", "As",
];

/// Places that are called after people: "Dr Johnson House", "Nurse Cavell Ward".
const PLACES: [&str; 14] = [
    "Hospital", "Ward", "Centre", "Center", "Clinic", "House", "School", "Road", "Street", "Unit", "Surgery",
    "Building", "Wing", "Avenue",
];

impl DetailKind for Name {
    fn name(&self) -> &'static str {
        "name"
    }

    fn replacement(&self) -> &'static str {
        "[name]"
    }

    fn find(&self, text: &str, _clues: &Clues, found: &mut Vec<Span>) {
        let hinted = if HINT.is_match(text) { text } else { "" };
        let titled = TITLED.captures_iter(hinted).filter_map(|hit| hit.get(2));
        let given = GIVEN
            .captures_iter(hinted)
            .filter_map(|hit| hit.get(1))
            .filter(|name| !is_salutation(name.as_str()));
        let offset = end_from(text);
        let signed = SIGNED.captures_iter(&text[offset..]).filter_map(|hit| hit.get(1));
        let names = titled.chain(given).map(|name| (name.as_str(), Span::new(name.start(), name.end())));
        let names = names
            .chain(signed.map(|name| (name.as_str(), Span::new(offset + name.start(), offset + name.end()))));
        for (name, span) in names {
            let first = name.split([' ', '\'', '’']).next().unwrap_or("");
            let last = name.rsplit(' ').next().unwrap_or("");
            let next = text[span.end as usize..]
                .trim_start()
                .split(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or("");
            let is_place = PLACES.contains(&last) || PLACES.contains(&next);
            let is_no_name = NO_NAMES.contains(&first) || name.len() < 2 || is_place;
            if !is_no_name && found.iter().all(|other| !other.overlaps(span)) {
                found.push(span);
            }
        }
        found.sort();
    }
}

/// Where the last lines of a letter begin: its writer's name stands there. The very end where the text has one line.
fn end_from(text: &str) -> usize {
    const LAST_BYTES: usize = 500;
    if !text.contains('\n') {
        return text.len();
    }
    let mut from = text.len().saturating_sub(LAST_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// "Dear Sir", "Dear Councillors": nobody's name.
fn is_salutation(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    [
        "Sir",
        "Sirs",
        "Madam",
        "All",
        "Team",
        "Councillors",
        "Colleagues",
        "Chief",
        "Consultation",
        "Together",
        "Listening",
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Dr",
        "Editor",
        "Friends",
        "NHS",
        "Chair",
        "Board",
        "Cllr",
        "Councillor",
    ]
    .contains(&first)
}
