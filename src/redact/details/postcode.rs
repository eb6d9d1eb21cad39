//! Postcodes: British, Irish, Canadian, and those of the United States behind "zip" or a state.
//!
//! Source: Royal Mail, PAF Digest, and BS 7666: the six shapes of a postcode, its letters, and the areas that exist. Where the profile allows the district, only the second half goes: `ST13 [postcode]`.
//! Eircode, Product Guide: a letter, two digits (or a digit and W), four letters and digits. Canada Post: letters and digits in turn. Both only in capitals.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, find_in_windows, has_any, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Postcode;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])[ \-]{0,3}[0-9](?:[ABD-HJLNP-UW-Z]{2}|(?-i: [ABD-HJLNP-UW-Z]{2}))",
    )
});

static ABROAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[AC-FHKNPRTV-Y][0-9][0-9W] ?[0-9AC-FHKNPRTV-Y]{4}|[ABCEGHJ-NPRSTVXY][0-9][A-Z][ \-]?[0-9][A-Z][0-9]",
    )
});

static ZIP: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{5}(?:-[0-9]{4})?"));

/// The letters that begin postcodes, with those of one letter.
const AREAS: &[&str] = &[
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM",
    "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH",
    "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG",
    "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME",
    "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR",
    "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW",
    "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR",
    "WS", "WV", "YO", "ZE",
];

impl DetailKind for Postcode {
    fn name(&self) -> &'static str {
        "postcode"
    }

    fn replacement(&self) -> &'static str {
        "[postcode]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, wishes: &Wishes, found: &mut Vec<Span>) {
        let keep = |hit: &str, _: Span| {
            let letters: String = hit.chars().take_while(char::is_ascii_alphabetic).collect();
            // With a stray space in it, "ST13 5 XX", only capitals make one.
            let is_capital = !has_stray_space(hit) || !hit.contains(|c: char| c.is_ascii_lowercase());
            is_capital && AREAS.binary_search(&letters.to_ascii_uppercase().as_str()).is_ok()
        };
        if clues.digit_windows.iter().any(|window| window.has_letters_behind_digit) {
            find_in_windows(text, clues, 2, &CODE, keep, found);
        }
        let mut abroad = Vec::new();
        if clues.digit_windows.iter().any(|window| has_digit_behind_capital(window.span.slice(text))) {
            find_in_windows(text, clues, 2, &ABROAD, |hit, _| is_canadian(hit) || is_irish(hit), &mut abroad);
        }
        if wishes.postcode_district {
            // The second half of a British or Canadian code has three characters, of an Irish one four, all ASCII.
            found.iter_mut().for_each(|span| {
                span.start = span.end - if has_stray_space(span.slice(text)) { 4 } else { 3 };
            });
            for span in &mut abroad {
                span.start = span.end - if is_canadian(span.slice(text)) { 3 } else { 4 };
            }
        }
        if clues.has(Known::ZIP) {
            let keep =
                |_: &str, span: Span| has_any(&in_front(text, span, 12), &["zip", "zip code", "zipcode"]);
            find_in_windows(text, clues, 5, &ZIP, keep, &mut abroad);
        }
        abroad.retain(|span| found.iter().all(|other| !other.overlaps(*span)));
        found.append(&mut abroad);
        found.sort();
    }
}

/// "ST13 5 XX".
fn has_stray_space(code: &str) -> bool {
    code.len() > 3 && code.as_bytes()[code.len() - 3] == b' '
}

fn has_digit_behind_capital(text: &str) -> bool {
    text.as_bytes().windows(2).any(|two| two[0].is_ascii_uppercase() && two[1].is_ascii_digit())
}

/// "K2P 1L4".
fn is_canadian(code: &str) -> bool {
    code.bytes().filter(u8::is_ascii_alphanumeric).count() == 6
}

/// "D08 X2Y7", but not two roads, "A50 A500".
fn is_irish(code: &str) -> bool {
    let own = &code[code.len() - 4..];
    let is_road = own[1..].bytes().all(|byte| byte.is_ascii_digit());
    !is_road
        && own.bytes().any(|byte| byte.is_ascii_digit())
        && own.bytes().any(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    #[test]
    fn areas_are_sorted() {
        assert!(super::AREAS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
