//! British postcodes.
//!
//! Source: Royal Mail, PAF Digest, and BS 7666: the six shapes of a postcode, its letters, and the areas that exist. Where the profile allows the district, only the second half goes: `ST13 [postcode]`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, find_in_windows, pattern};
use crate::text::Span;

pub(super) struct Postcode;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])[ \-]{0,3}[0-9][ABD-HJLNP-UW-Z]{2}",
    )
});

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
            AREAS.binary_search(&letters.to_ascii_uppercase().as_str()).is_ok()
        };
        if clues.digit_windows.iter().any(|window| ends_like_a_postcode(window.span.slice(text).as_bytes())) {
            find_in_windows(text, clues, 2, &CODE, keep, found);
        }
        if wishes.postcode_district {
            // The second half has three characters, all ASCII.
            found.iter_mut().for_each(|span| span.start = span.end - 3);
        }
    }
}

/// Whether a digit is followed by two letters.
fn ends_like_a_postcode(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| {
        three[0].is_ascii_digit() && three[1].is_ascii_alphabetic() && three[2].is_ascii_alphabetic()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn areas_are_sorted() {
        assert!(super::AREAS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
