//! Street addresses: a number with a street, a flat, a box at the post office; British and international.
//!
//! Rule: a house number, up to four words and a word of streets ("14 Haywood Street"); in small letters only where nothing between is a measure or a word that carries sentences ("3 hours in the road" stays). In other languages the order of the country: "12 rue de la Paix",
//! "Hauptstraße 5", "Calle Mayor 3". A flat, a town between the street and a postcode, and a state with its code belong to the address. A road without a number stays: many live there. "I live at Rose Cottage, Mill Lane" goes.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, pattern};
use crate::redact::clues::{boundary_after, boundary_before};
use crate::redact::known::Known;
use crate::text::{Span, normal_form};

pub(super) struct Address;

/// An address reaches so far before the word of its street, and behind.
const REACH: usize = 72;

/// A flat, an apartment or a named building before the number of a house.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:flat|apartment|apt|unit|suite|room|floor)\.? ?(?:no\.? ?)?(?:[0-9]{1,4}[a-z]?|[a-z]),? *(?:(?-i:\p{Lu}[\p{L}'’]+),? +){0,3}$|\b[0-9]{1,4}[a-z]? ?[\-–/&] ?$|\b(?:no|plot|pitch|caravan|lot)\.? ?$",
    )
});

/// The side of town and the flat behind a street.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\.?(?: (?:North|South|East|West|NE|NW|SE|SW|N|S|E|W)\b\.?)?(?:,? (?i:apt|apartment|suite|unit|flat|ste|#)\.? ?#?[0-9]{1,5}[a-z]?\b)?",
    )
});

/// Between the number of a house and its street stand at most so many words.
const MOST_WORDS: usize = 4;

/// "12 rue de la Paix"; with a word that is English, too, a name in capitals or an article: "12 Place Vendôme", and no year: "2024 Place Survey".
static NUMBER_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    const BESIDE_NUMBER: &str = r"(?: ?(?:bis|ter|[a-c]))?,? +";
    const ARTICLE: &str = r"(?:(?:de la|de l['’]|de|du|des|d['’]|la|le|les) ?)";
    const REST: &str = r"[\p{L}'’\-]+(?: (?-i:\p{Lu})[\p{L}'’\-]+){0,2}";
    pattern(&format!(
        r"(?i)\b[0-9]{{1,4}}{BESIDE_NUMBER}(?:rue|av\.?|boulevard|bd\.?|chemin|allée|allee|impasse|quai|heol|ffordd|stryd|l[oô]n|rhodfa) +(?:{ARTICLE})?\pL{REST}|\b[0-9]{{1,3}}{BESIDE_NUMBER}(?:avenue|place|route|cours) +(?:{ARTICLE}\pL|(?-i:\p{{Lu}})){REST}",
    ))
});

static STREET_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?i:calle|c/|avenida|avda\.?|plaza|paseo|via|viale|piazza|corso|rua|ul\.|ulica|strada|str\.|calea|rue)) +(?:(?i:de|la|del|los|las|di|da|do|dos|des|du|y) +){0,3}\p{Lu}[\p{L}'’.\-]+(?: (?:(?i:de|la|del|di|da|i|y) )?\p{Lu}[\p{L}'’.\-]+){0,3},? +(?:n[.º°]* ?)?[0-9]{1,4}[a-zA-Z]?(?:/[0-9]{1,3})?\b|\b\p{Lu}[\p{L}\-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan|plein|gracht|gatan|vägen|veien|gata|gade|vej) +[0-9]{1,4}(?: ?[a-zA-Z])?\b|\b\p{Lu}[\p{L}\-]+ (?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse) +[0-9]{1,4}(?: ?[a-zA-Z])?\b",
    )
});

static FLAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:flat|apartment|apt\.?) ?(?:no\.? ?)?(?:[0-9]{1,4}[a-z]?|[a-z]\b)(?:,? (?-i:\p{Lu}[\p{L}'’]+)(?: (?-i:\p{Lu}[\p{L}'’]+)){0,2})?",
    )
});

static BOX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bp\.? ?o\.? ?box ?[0-9]{1,6}\b|\bpost office box ?[0-9]{1,6}\b"));

/// A house with a name, after words that say that somebody lives there.
static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:(?:live|lives|living|reside|resides) at|(?:home )?address(?: is|:| -)|at home at)) ?:? ?((?:the |The )?\p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’]+){0,2} (?:Cottage|Cottages|House|Farm|Farmhouse|Lodge|Villa|Bungalow|Barn|Manor|Hall|Court|Mill|Rectory|Vicarage)(?:,? \p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’]+){0,2} (?:Road|Lane|Street|Close|Avenue|Drive|Way|Hill|Row))?)",
    )
});

/// What may follow an address: a town before a postcode, or a town, a state and its code.
static TOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:,? ?\n?\p{Lu}[\p{L}'’.\-]+(?:[ \-](?:\p{Lu}[\p{L}'’.\-]+|on|upon|in|under|le|by|the|de|and|of))*){1,3},? +(?:[A-Z]{2},? +[0-9]{5}(?:-[0-9]{4})?\b|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b)|^,? [0-9]{4,5} \p{Lu}[\p{L}\-]+",
    )
});

/// Words that no street in small letters has between the number and "street".
const NO_STREET: &[&str] = &[
    "hour",
    "hours",
    "minute",
    "minutes",
    "min",
    "mins",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "mile",
    "miles",
    "people",
    "cars",
    "car",
    "mph",
    "pm",
    "am",
    "metres",
    "yards",
    "times",
    "patients",
    "way",
    "ways",
    "lane",
    "lanes",
    "bed",
    "beds",
    "nurses",
    "staff",
    "doctors",
    "buses",
    "bus",
    "different",
    "busy",
    "main",
    "minutes'",
    "hundred",
    "thousand",
    "long",
    "drs",
    "gps",
    "wards",
    "parking",
    "car-parks",
    "percent",
    "out",
    "or",
    "x",
    "storey",
    "hectare",
    "acre",
    "yard",
    "foot",
    "metre",
    "man",
    "person",
    "other",
    "more",
    "new",
    "big",
    "separate",
    "local",
    "stop",
    "way",
];

/// Words of streets that are also common words: they need a capital letter.
const COMMON_STREETS: &[&str] = &[
    "close", "drive", "court", "place", "square", "way", "walk", "hill", "rise", "view", "row", "park",
    "green", "bank", "gate", "yard", "passage", "circle", "trail", "fold", "end", "st", "rd", "dr", "ct",
    "cl", "pl", "sq", "ln", "ave", "garden", "gardens", "loop", "plaza", "parade", "highway", "vale", "dale",
    "hey", "heights", "meadow", "meadows", "circus", "pike", "quay", "wharf", "alley", "mews", "villas",
    "cottages", "croft", "terr", "cres",
];

impl DetailKind for Address {
    fn name(&self) -> &'static str {
        "address"
    }

    fn replacement(&self) -> &'static str {
        "[address]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.has(Known::NUMBER) {
            for word in clues.words_with(Known::STREET) {
                let street = clues.words[word].span;
                if let Some(span) = british(text, clues, word) {
                    found.push(with_town(text, span));
                    continue;
                }
                if !is_abroad(clues, word) {
                    continue;
                }
                let from = boundary_before(text, (street.start as usize).saturating_sub(REACH));
                let to = boundary_after(text, street.end as usize + REACH);
                let piece = &text[from..to];
                let hit = NUMBER_FIRST
                    .find_iter(piece)
                    .chain(STREET_FIRST.find_iter(piece))
                    .map(|hit| Span::new(from + hit.start(), from + hit.end()))
                    .find(|hit| hit.covers(street));
                found.extend(hit.map(|span| with_town(text, span)));
            }
            if clues.has(Known::STREET_ABROAD) {
                compounds(text, clues, found);
            }
        }
        for word in clues.words_with(Known::ABODE) {
            let start = clues.words[word].span.start as usize;
            let piece = || &text[start..boundary_after(text, start + 2 * REACH)];
            // Most of these words open no address: which pattern is worth its time, their first letters tell.
            let first = text.as_bytes()[start].to_ascii_lowercase();
            let hit = match first {
                b'b' => {
                    let from = boundary_before(text, start.saturating_sub(16));
                    let around = &text[from..boundary_after(text, start + 16)];
                    BOX.find(around).map(|hit| (from, hit.start(), hit.end()))
                }
                b'l' | b'r' => HOUSE
                    .captures(piece())
                    .and_then(|hit| hit.get(1))
                    .map(|hit| (start, hit.start(), hit.end())),
                b'a' => {
                    let flat = FLAT.find(piece()).map(|hit| (start, hit.start(), hit.end()));
                    flat.or_else(|| {
                        let house = HOUSE.captures(piece())?.get(1)?;
                        Some((start, house.start(), house.end()))
                    })
                }
                _ => FLAT.find(piece()).map(|hit| (start, hit.start(), hit.end())),
            };
            if let Some((base, first, past)) = hit {
                found.push(with_town(text, Span::new(base + first, base + past)));
            }
        }
        found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    }
}

/// Whether a word of streets stands near a number and a word that streets have in other languages.
fn is_abroad(clues: &Clues<'_>, street: usize) -> bool {
    const NEAR: usize = 8;
    if !clues.has(Known::STREET_ABROAD) {
        return false;
    }
    let near = street.saturating_sub(NEAR)..clues.words.len().min(street + NEAR + 1);
    let is = |mark: Known| near.clone().any(|at| clues.known(at).is(mark));
    is(Known::NUMBER) && is(Known::STREET_ABROAD)
}

/// The address that ends with this word of a street: the nearest number in front of it, if what is between can be a street's name.
fn british(text: &str, clues: &Clues<'_>, street: usize) -> Option<Span> {
    let words = clues.words;
    let mut first = street;
    loop {
        first = first.checked_sub(1)?;
        let between = &text[words[first].span.end as usize..words[first + 1].span.start as usize];
        let joins = matches!(between, " " | "  " | ", " | "," | "-")
            || between.trim_end() == "." && words[first].span.len() <= 2;
        if !joins || street - first > MOST_WORDS + 1 {
            return None;
        }
        if clues.known(first).is(Known::NUMBER) && !is_ordinal(words[first].span.slice(text)) {
            break;
        }
    }
    let number = words[first].span.slice(text);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let touched = text[..words[first].span.start as usize].ends_with(['.', ',', '£', '$', '€', ':', '%']);
    if !(1..=5).contains(&digits) || number.len() > digits + 1 || touched {
        return None;
    }
    if first > 0 && is_numbered(words[first - 1].span.slice(text)) {
        return None;
    }
    let name: Vec<&str> = words[first + 1..street].iter().map(|word| word.span.slice(text)).collect();
    // "3. Proposed merger with Park Road": the number of a heading or an item.
    let is_item = text[words[first].span.end as usize..].starts_with('.');
    if is_item && name.iter().any(|word| word.starts_with(char::is_lowercase)) {
        return None;
    }
    let written = words[street].span.slice(text);
    let next = words.get(street + 1).map_or("", |word| word.span.slice(text));
    let is_common = written.starts_with(char::is_lowercase) && ROAD_THINGS.contains(&next);
    if is_common || !is_street(&name, written) && !is_where_they_live(text, words[first].span, &name) {
        return None;
    }
    let start = words[first].span.start as usize;
    let from = boundary_before(text, start.saturating_sub(REACH));
    let start = BEFORE.find(&text[from..start]).map_or(start, |hit| from + hit.start());
    let end = words[street].span.end as usize;
    let end = end + AFTER.find(&text[end..boundary_after(text, end + 32)]).map_or(0, |hit| hit.end());
    // A full stop that ends the sentence is no part of it.
    let end = if text[..end].ends_with('.') { end - 1 } else { end };
    Some(Span::new(start, end))
}

/// "14th", "3RD".
fn is_ordinal(number: &str) -> bool {
    let number = number.to_ascii_lowercase();
    ["st", "nd", "rd", "th"].iter().any(|ending| number.ends_with(ending))
}

/// What has a number and stands before the name of a street: "bus 3 High Street".
fn is_numbered(word: &str) -> bool {
    const NUMBERED: [&str; 14] = [
        "bus", "buses", "route", "routes", "service", "ward", "level", "platform", "junction", "gate",
        "phase", "stop", "page", "section",
    ];
    NUMBERED.iter().any(|numbered| numbered.eq_ignore_ascii_case(word))
}

/// What belongs to roads at large: "2 park road users".
const ROAD_THINGS: [&str; 10] =
    ["users", "works", "safety", "side", "sides", "closures", "network", "lights", "signs", "accidents"];

/// What stands before where somebody lives.
const LIVING: [&str; 10] = [
    "live at ",
    "lives at ",
    "lived at ",
    "living at ",
    "address is ",
    "moved to ",
    "reside at ",
    "live ",
    "live on ",
    "lives on ",
];

/// "I live at 3 tanyard close": what a common word of streets in small letters needs.
fn is_where_they_live(text: &str, number: Span, name: &[&str]) -> bool {
    let is_name = |word: &&str| {
        let word = normal_form(word);
        !NO_STREET.contains(&word.as_str()) && !FUNCTION.contains(&word.as_str())
    };
    let front = super::in_front(text, number, 16);
    (1..=2).contains(&name.len())
        && name.iter().all(is_name)
        && LIVING.iter().any(|live| front.ends_with(live))
}

/// Whether the words between a number and a word of streets can be a street's name.
fn is_street(words: &[&str], street: &str) -> bool {
    let is_high = |word: &str| word.starts_with(char::is_uppercase);
    let is_function = |word: &str| FUNCTION.contains(&normal_form(word).as_str());
    if words.first().is_some_and(|word| is_function(word) && !is_high(word))
        || words.iter().any(|word| !is_high(word) && NO_STREET.contains(&normal_form(word).as_str()))
    {
        return false;
    }
    let street_is_high = is_high(street);
    if is_small_and_short(words, street) {
        return true;
    }
    if COMMON_STREETS.contains(&street.to_lowercase().as_str()) && (!street_is_high || words.is_empty()) {
        return false;
    }
    let high =
        words.iter().filter(|word| is_high(word) || word.starts_with(|c: char| c.is_ascii_digit())).count();
    let function = words.iter().any(|word| is_function(word));
    if street_is_high {
        return !words.is_empty() && (high > 0 || words.len() == 1 && !function);
    }
    !words.is_empty()
        && words.len() <= 2
        && !function
        && words.iter().all(|word| !word.ends_with('s') || is_high(word) || word.len() > 5)
}

/// "16 hartwell rd": one word in small letters and a short form of "street".
fn is_small_and_short(words: &[&str], street: &str) -> bool {
    const SHORT: [&str; 7] = ["st", "rd", "ave", "ln", "cres", "cl", "terr"];
    const NEAR: [&str; 8] = ["near", "opposite", "outside", "behind", "past", "via", "called", "visited"];
    let [word] = words else { return false };
    let is_name = word.len() >= 3
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !NO_STREET.contains(word)
        && !FUNCTION.contains(word)
        && !NEAR.contains(word);
    is_name && SHORT.contains(&street)
}

/// Words that carry sentences.
const FUNCTION: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "back", "be", "by", "down", "every", "for", "from", "had", "has",
    "have", "he", "i", "in", "into", "is", "it", "my", "no", "not", "of", "off", "on", "our", "over", "per",
    "she", "so", "that", "the", "their", "then", "there", "they", "this", "to", "up", "was", "we", "were",
    "when", "who", "with", "your",
];

/// "Hauptstraße 5": the word of the street is inside another.
fn compounds(text: &str, clues: &Clues<'_>, found: &mut Vec<Span>) {
    const ENDINGS: [&str; 13] = [
        "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "straat", "laan", "plein", "gracht",
        "gatan", "vägen",
    ];
    for at in 1..clues.words.len() {
        if !clues.known(at).is(Known::NUMBER) || !clues.known(at - 1).is(Known::CAPITAL) {
            continue;
        }
        let name = clues.words[at - 1].span;
        if ENDINGS.iter().any(|ending| name.slice(text).ends_with(ending)) {
            let start = name.start as usize;
            let piece = &text[start..boundary_after(text, name.end as usize + 12)];
            if let Some(hit) = STREET_FIRST.find(piece).filter(|hit| hit.start() == 0) {
                found.push(with_town(text, Span::new(start, start + hit.end())));
            }
        }
    }
}

/// The address with its town, where a code of the post office stands behind it.
fn with_town(text: &str, span: Span) -> Span {
    let behind = &text[span.end as usize..boundary_after(text, span.end as usize + 96)];
    let Some(hit) = TOWN.find(behind) else { return span };
    // A British postcode is a detail of its own and stays outside.
    let code = hit.as_str().trim_end().rsplit([',', ' ']).next().unwrap_or("");
    let is_british = code.len() >= 3
        && code.ends_with(|c: char| c.is_ascii_uppercase())
        && code.contains(|c: char| c.is_ascii_digit());
    let end = if is_british {
        let town = hit.as_str();
        let digit = town.find(|c: char| c.is_ascii_digit()).unwrap_or(town.len());
        town[..digit]
            .trim_end_matches(|c: char| c.is_ascii_uppercase())
            .trim_end_matches([' ', ',', '\n'])
            .len()
    } else {
        hit.end()
    };
    Span { start: span.start, end: span.end + end as u32 }
}
