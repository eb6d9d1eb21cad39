//! Lists of signatures that somebody typed line by line: "1. Mary Price   3 High St   Saved my son's life", "A Khan, 9 Low Rd".

use crate::ingest::tables::headings::plain;

/// So many lines at least that nothing but a name and an address tell are a list of signatures.
const FEWEST: usize = 3;

/// A name has at most so many words, and so has a place beside it; what has more words in one piece is a sentence.
const LONGEST_NAME: usize = 6;
const LONGEST_PLACE: usize = 4;
const LONGEST_PIECE: usize = 12;

/// What stands at the head of columns of signatures; most of these could head other columns, too.
const HEADS: [&str; 15] = [
    "name",
    "names",
    "surname",
    "address",
    "addresses",
    "postcode",
    "signature",
    "signatures",
    "signed",
    "sign",
    "email",
    "e-mail",
    "tel",
    "telephone",
    "phone",
];
const BESIDE_HEADS: [&str; 28] = [
    "full", "print", "printed", "first", "last", "your", "post", "code", "no", "number", "date", "comment",
    "comments", "reason", "reasons", "for", "signing", "town", "village", "street", "age", "and", "or", "by",
    "below", "optional", "please", "why",
];

/// What no person is called: a list of places is no list of people.
const NO_PERSONS: [&str; 30] = [
    "hospital",
    "surgery",
    "surgeries",
    "centre",
    "clinic",
    "practice",
    "pharmacy",
    "chemist",
    "school",
    "church",
    "library",
    "ward",
    "unit",
    "station",
    "hub",
    "service",
    "services",
    "trust",
    "council",
    "the",
    "to",
    "for",
    "of",
    "more",
    "no",
    "better",
    "keep",
    "open",
    "our",
    "with",
];

/// What is part of an address.
const STREETS: [&str; 30] = [
    "road", "rd", "street", "st", "lane", "ln", "close", "avenue", "ave", "drive", "dr", "way", "court",
    "ct", "crescent", "cres", "place", "house", "cottage", "farm", "terrace", "gardens", "grove", "hill",
    "flat", "mews", "view", "row", "walk", "bungalow",
];

/// For each line of a document that is a petition whether it is of its list of signatures, and how many signed.
pub(super) fn of_lines(lines: &[&str]) -> (Vec<bool>, usize) {
    let mut are_listed = vec![false; lines.len()];
    let mut signed = 0;
    let mut at = 0;
    while at < lines.len() {
        let found = below_header(&lines[at..]).or_else(|| without_header(&lines[at..]));
        let Some(List { lines: length, signatures }) = found else {
            at += 1;
            continue;
        };
        are_listed[at..at + length].fill(true);
        signed += signatures;
        at += length;
    }
    (are_listed, signed)
}

/// A list of signatures: how many lines it takes, its header counted, and how many signed.
struct List {
    lines: usize,
    signatures: usize,
}

/// The list below a header: every line that has a number, several pieces or a name; below each, what goes on in the next line.
fn below_header(lines: &[&str]) -> Option<List> {
    let (header, body) = lines.split_first()?;
    let columns = columns(header)?;
    let (mut length, mut signatures) = (1, 0);
    let mut is_open = false;
    for (line, at) in body.iter().zip(2..) {
        let Some(words) = signature(line) else {
            is_open = is_open && !line.trim().is_empty();
            continue;
        };
        let pieces = pieces(words);
        let is_short = pieces.iter().all(|piece| words_in(piece) <= LONGEST_PIECE);
        let is_row = columns > 1 && is_short && (words.len() < line.trim().len() || pieces.len() > 1);
        let is_person =
            is_name(pieces[0]) && words_in(pieces[0]) > 1 && (columns == 1 || is_capital(pieces[0]));
        if is_row || is_person {
            signatures += 1;
            (length, is_open) = (at, true);
        } else if is_open && !is_sentence(words) {
            length = at;
        } else {
            break;
        }
    }
    let fewest = if columns > 1 { 1 } else { FEWEST };
    (signatures >= fewest).then_some(List { lines: length, signatures })
}

/// A list that nothing announces: names with addresses, one below the other.
fn without_header(lines: &[&str]) -> Option<List> {
    let (mut length, mut signatures) = (0, 0);
    for (line, at) in lines.iter().zip(1..) {
        match signature(line) {
            None if at > 1 => {}
            Some(words) if is_signature(words) => (length, signatures) = (at, signatures + 1),
            _ => break,
        }
    }
    (signatures >= FEWEST).then_some(List { lines: length, signatures })
}

/// How many columns of a list of signatures a line heads; none where it is something else.
fn columns(line: &str) -> Option<usize> {
    let plain = plain(line);
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let heads = words.iter().filter(|word| HEADS.contains(word)).count();
    let is_postcode = plain.contains("post code");
    let are_known = words.iter().all(|word| HEADS.contains(word) || BESIDE_HEADS.contains(word));
    let heads = heads + usize::from(is_postcode);
    // "Name: Mary Price" is one person's, and so is a form's "Signed:" with nothing below it.
    (are_known && heads > 0 && words.len() <= 12).then_some(heads)
}

/// A line without the number before it; none where nothing is written there.
fn signature(line: &str) -> Option<&str> {
    let line = line.trim().trim_matches('|').trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let behind = rest.trim_start_matches(['.', ')', ':', '|', ' ', '\t', '\u{a0}']);
    let is_number = (1..=4).contains(&digits) && behind.len() < rest.len() && is_name(pieces(behind)[0]);
    let words = if is_number { behind } else { line };
    (!words.is_empty()).then_some(words)
}

/// What commas, tabs, bars, dashes or wide gaps divide.
fn pieces(words: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = words
        .split(['\t', '|', ',', ';', '('])
        .flat_map(|piece| piece.split("  "))
        .flat_map(|piece| piece.split(" - "))
        .flat_map(|piece| piece.split(" \u{2013} "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    if pieces.is_empty() {
        pieces.push("");
    }
    pieces
}

/// Whether a line is a name and, beside it, an address or a place.
fn is_signature(words: &str) -> bool {
    let pieces = pieces(words);
    let [name, beside @ ..] = pieces.as_slice() else { return false };
    let is_place = |piece: &&str| {
        words_in(piece) <= LONGEST_PLACE && piece.starts_with(char::is_uppercase) && !piece.ends_with('.')
    };
    let are_addresses = beside.iter().any(|piece| is_address(piece));
    let are_places = is_capital(name) && !beside.is_empty() && beside.iter().all(is_place);
    words_in(name) > 1 && is_name(name) && (are_addresses || are_places)
}

/// Whether every word begins with a capital, as in a name.
fn is_capital(name: &str) -> bool {
    name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "&")
}

/// Whether this may be a person's name.
fn is_name(piece: &str) -> bool {
    let is_of_name = |word: &str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '\u{2019}' | '-' | '/'))
            && !NO_PERSONS.contains(&word.to_lowercase().as_str())
    };
    (1..=LONGEST_NAME).contains(&words_in(piece))
        && piece.split_whitespace().all(|word| is_of_name(word) || matches!(word, "&" | "+"))
        && !piece.ends_with('.')
}

/// Whether a piece is an address: a house's number or a word of streets, a postcode, an e-mail address.
fn is_address(piece: &str) -> bool {
    let mut words = piece.split_whitespace();
    let starts_with_number = piece.starts_with(|c: char| c.is_ascii_digit());
    let names_street = words.any(|word| {
        STREETS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
    });
    words_in(piece) <= LONGEST_NAME && (names_street || starts_with_number && words_in(piece) == 1)
        || has_postcode(piece)
        || piece.contains('@') && words_in(piece) == 1
}

/// Whether a piece ends in a postcode, "ST5 1AB".
fn has_postcode(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let is_outward = |word: &str| {
        (2..=4).contains(&word.len())
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.contains(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let is_inward = |word: &str| {
        word.len() == 3
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word[1..].chars().all(|c| c.is_ascii_alphabetic())
    };
    words.windows(2).any(|two| is_outward(two[0]) && is_inward(two[1]))
}

/// Whether words are a sentence of the petition and no comment that goes on.
fn is_sentence(words: &str) -> bool {
    words_in(words) > LONGEST_PIECE || words_in(words) > 2 && words.ends_with(['.', ':', '?'])
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are kept, and how many signed.
    fn kept(text: &str) -> (Vec<&str>, usize) {
        let lines: Vec<&str> = text.lines().collect();
        let (are_listed, signed) = of_lines(&lines);
        (lines.into_iter().zip(are_listed).filter(|(_, is)| !is).map(|(line, _)| line).collect(), signed)
    }

    #[test]
    fn a_list_of_signatures_is_known_however_it_is_typed() {
        for list in [
            "Name            Address             Comments\n1. Mary Price   3 High St, ST5 1AB  Saved my sons life\n2. A Khan       9 Low Rd, ST5 2CD\n\n3. June Onions  The Laurels, Stone  Bring back the bus",
            "Name\tAddress\nMary Price\t3 High St\nA Khan\t9 Low Rd\nJune Onions\tStone",
            "A Khan, 9 Low Rd\nMary Price, 3 High St\nJune Onions, The Laurels, Stone",
            "1) mary price, 3 high st\n2) a khan, 9 low rd\n3) j onions, st5 2cd",
            "Mary Price   3 High St\nA Khan   9 Low Rd\nDr J Onions   1 Low Rd   No bus",
            "Name, Postcode\nMary Price, ST5 1AB\nA Khan, ST5 2CD\nJune Onions, ST5 2CD",
            "Signed\nElsie Parr (flat 2)\nNorman Bright (flat 3)\nJoan & Bill Cope (flat 5)",
            "Print name | Signature\nMary Price | M Price\nA Khan | A Khan\nJune Onions | J Onions",
        ] {
            let text = format!("We the undersigned want a bus.\n{list}");
            assert_eq!(kept(&text), (vec!["We the undersigned want a bus."], 3), "{list}");
        }
    }

    #[test]
    fn demands_and_places_are_no_signatures() {
        for list in [
            "1. Free parking, 24 hours a day\n2. More buses, to every village\n3. Keep the ward open",
            "1. Parking\n2. Buses\n3. Beds",
            "1. Keep the Centre, High Street\n2. No Cuts, Wem\n3. More Beds, Stone",
            "Haywood Hospital, High Lane, ST6 7AG\nLeek Surgery, 1 Park Road\nStone Clinic, 2 Low Road",
            "Free parking\nMore buses\nBeds for the old",
            "Name: Mary Price",
        ] {
            assert_eq!(kept(list).1, 0, "{list}");
        }
    }
}
