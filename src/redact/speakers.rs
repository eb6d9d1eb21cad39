//! People whom a document lists as present: by their names and initials wherever they speak in it.

use std::collections::BTreeSet;

use regex::Regex;

use super::known::announces_name;
use super::{Wishes, details};
use crate::submission::{Part, Present};
use crate::text::{Span, entries, is_abbreviation};

/// What minutes say of people who speak.
const SAID: &str = "said|says|asked|asks|felt|feels|thought|thinks|told|tells|raised|noted|explained|reported|added|agreed|agrees|disagreed|\
                    suggested|mentioned|commented|replied|responded|queried|questioned|wondered|confirmed|stated|highlighted|stressed|shared|\
                    described|advised|outlined|proposed|seconded|pointed out|expressed|spoke|believes|believed|welcomed|thanked|introduced";

/// What minutes say that people will do.
const WILL: &str = "to|will|is to|are to|has|had|would|wanted|wants";

const ORGANISATION_WORDS: &str = include_str!("lists/organisation_words.txt");

/// The people whom a document lists, ready for looking.
#[derive(Debug, Clone, Default)]
pub(super) struct Speakers {
    /// Full names, and initials that the document explains and that are nothing else: hidden wherever they stand.
    anywhere: Option<Regex>,
    /// Other initials and parts of names: hidden where they speak or have something to do.
    speaking: Option<Regex>,
    /// Initials that are also something else, "TV", "OT": hidden where nothing but somebody can be meant.
    named: Option<Regex>,
}

impl Speakers {
    /// Makes a list ready. What is no person's name on it, such as an organisation's, is nobody.
    pub(super) fn of(present: &[Present]) -> Speakers {
        let (mut anywhere, mut speaking, mut named) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for person in present.iter().filter(|person| is_person(&person.name)) {
            let words = words(&person.name);
            anywhere.insert(words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join(r"[\s.]+"));
            let parts = words.iter().filter(|word| word.chars().count() > 2 || **word == words[0]);
            speaking.extend(parts.filter(|part| part.chars().count() > 1).map(|part| regex::escape(part)));
            let is_explained = person.initials.is_some();
            let letters = person.initials.clone().unwrap_or_else(|| firsts(&words));
            match (is_abbreviation(&letters), is_explained) {
                (true, true) if person.part != Part::IsAbsent => named.insert(letters),
                (false, true) => anywhere.insert(dotted(&letters)),
                (false, false) if letters.chars().count() > 1 => speaking.insert(dotted(&letters)),
                _ => false,
            };
        }
        let one_of = |words: &BTreeSet<String>| {
            // The longest first, so that where two begin alike the longer one is found.
            let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
            words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
            (!words.is_empty()).then(|| words.join("|"))
        };
        let begins = r"(?m:^)[\s\-–•*·(\d.]*";
        let label = r"(?:\s*:|\s+[–—-]\s)";
        let named = one_of(&named).map(|named| {
            format!(r"{begins}({named}){label}|(?:{begins}|[.;!?]\s+|,\s|\band\s)({named})\s+(?:{SAID})\b|(?i:action\w*)\s*[:–-]?\s*({named})\b")
        });
        let speaking = one_of(&speaking).map(|who| {
            format!(
                r"{begins}({who}){label}|\b({who})\s+(?:{SAID}|{WILL})\b|(?i:action\w*|owner|lead|by)\s*[:–-]?\s*({who})\b|\(({who})\)"
            )
        });
        let anywhere = one_of(&anywhere).map(|anywhere| format!(r"\b({anywhere})\b"));
        // Escaped words always make a pattern; it fails only beyond the size limit, which no list of those present reaches.
        let made = |pattern: Option<String>| pattern.and_then(|pattern| Regex::new(&pattern).ok());
        Speakers { anywhere: made(anywhere), speaking: made(speaking), named: made(named) }
    }

    /// Where they stand in a text. A span of `found` that overlaps one of them grows to cover it.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Span>) {
        let before = found.len();
        for pattern in [&self.anywhere, &self.speaking, &self.named].into_iter().flatten() {
            for hit in pattern.captures_iter(text) {
                let who = hit.iter().skip(1).flatten();
                found.extend(
                    who.filter(|who| !is_measure(text, who.start()))
                        .map(|who| Span::new(who.start(), who.end())),
                );
            }
        }
        if found.len() > before {
            found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
            found.dedup_by(|later, earlier| {
                let overlaps = later.overlaps(*earlier);
                if overlaps {
                    earlier.end = earlier.end.max(later.end);
                }
                overlaps
            });
        }
    }
}

/// Whether a number stands right before: "300 CM".
fn is_measure(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit())
}

/// The words of a name without titles: "Sister Mary Webb" is Mary Webb, and Jo Porter is nobody else.
fn words(name: &str) -> Vec<&str> {
    let words = || name.split([' ', '.', '\t']).filter(|word| !word.is_empty());
    let titles = words().take_while(|word| announces_name(word)).count();
    words().skip(titles.min(words().count().saturating_sub(1))).collect()
}

/// Whether a name is somebody's, read as one after "my name is".
fn is_person(name: &str) -> bool {
    const SAYS: &str = "My name is ";
    let words = words(name);
    let is_of_organisation =
        |word: &&str| entries(ORGANISATION_WORDS).any(|known| known == word.to_lowercase());
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    if words.iter().any(is_of_organisation) {
        return false;
    }
    let said = format!("{SAYS}{}", words.join(" "));
    let full = Span::new(said.len() - last.len(), said.len());
    let begin = Span::new(SAYS.len(), SAYS.len() + first.len());
    let found = details(&said, &Wishes::default());
    found
        .iter()
        .any(|detail| detail.names_people() && (detail.span.covers(full) || detail.span.covers(begin)))
}

/// The first letters of a name's words.
fn firsts(words: &[&str]) -> String {
    words.iter().filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
}

/// "PZ", and as it may be written with stops.
fn dotted(letters: &str) -> String {
    let letters: Vec<String> = letters.chars().map(|letter| regex::escape(&letter.to_string())).collect();
    format!(r"{}\.?", letters.join(r"\.?")).trim_end_matches(r"\.?").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::publishable;

    fn wishes() -> Wishes {
        let person = |name: &str, initials: &str, part| Present {
            name: name.to_owned(),
            initials: (!initials.is_empty()).then(|| initials.to_owned()),
            part,
        };
        Wishes::default().with_present(&[
            person("P. Zielinski", "PZ", Part::Speaks),
            person("Carol Moss", "CM", Part::Speaks),
            person("Tom Vance", "TV", Part::Speaks),
            person("Olga Tunnicliffe", "OT", Part::Speaks),
            person("Geoff Prince", "GP", Part::IsAbsent),
            person("Anne Webb", "", Part::Speaks),
            person("Hope Winter", "", Part::Speaks),
            person("Jo Bates", "JB", Part::Leads),
            person("Leek Town Council", "LTC", Part::Speaks),
            person("Royal Stoke Hospital", "RSH", Part::Speaks),
        ])
    }

    fn shown(text: &str) -> String {
        publishable(text, &wishes()).as_str().to_owned()
    }

    #[test]
    fn those_who_were_present_are_hidden_where_they_speak() {
        for (text, safe) in [
            ("PZ said the buses do not run", "[name] said the buses do not run"),
            ("We heard that PZ's bus is late", "We heard that [name]'s bus is late"),
            ("CM: taxis cost £25", "[name]: taxis cost £25"),
            ("The bus is late. CM agreed.", "The bus is late. [name] agreed."),
            ("(Action: CM)", "(Action: [name])"),
            ("TV felt that drivers should be paid", "[name] felt that drivers should be paid"),
            ("OT asked why the OT is late", "[name] asked why the OT is late"),
            ("- AW – no respite", "- [name] – no respite"),
            ("AW to ring the council", "[name] to ring the council"),
            ("Hope said that it rains", "[name] said that it rains"),
            ("No bench at the clinic (AW)", "No bench at the clinic ([name])"),
            ("Zielinski asked about parking", "[name] asked about parking"),
            ("J.B. to write to the council", "[name]. to write to the council"),
        ] {
            assert_eq!(shown(text), safe);
        }
    }

    #[test]
    fn what_looks_like_their_initials_stays() {
        for text in [
            "The TV screen is broken",
            "My OT is late and the OT said so",
            "The kerb is 30 CM too high",
            "GP said to come back, and I cannot get a GP",
            "I hope the ICB: does listen",
            "LTC said that the bus is theirs",
            "RSH: nobody answers",
            "We live in hope of a bus",
            "The AW bus",
            "Leek Town Council said no",
        ] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(publishable("PZ said so", &Wishes::default()).as_str(), "PZ said so");
    }
}
