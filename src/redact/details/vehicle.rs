//! Registration numbers of vehicles.
//!
//! Source: DVLA, INF104: since 2001 two letters, two digits, three letters (no I or Q among the first two, none among the last three); before, a letter and up to three digits with three letters, in either order; in Northern Ireland up
//! to three letters and four digits. The shape since 2001, in capitals, tells by itself; the others, and small letters, need a car, a van, "registration" or "number plate" shortly before.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, behind, find_in_windows, has_any, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Vehicle;

static MODERN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-HJ-PR-Y]{2}[0-9]{2}[ \-]?[A-HJ-PR-Z]{3}"));

static ANY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[A-HJ-PR-Y]{2} ?[0-9]{2}[ \-]?[A-HJ-PR-Z]{3}|[A-HJ-NPR-Y][0-9]{1,3}[ \-]?[A-Z]{3}|[A-Z]{3}[ \-]?[0-9]{1,3}[ \-]?[A-HJ-NPR-Y]|[A-Z]{1,3}[ \-]?[0-9]{2,4}",
    )
});

const VEHICLES: &[&str] = &[
    "reg",
    "registration",
    "number plate",
    "numberplate",
    "plate",
    "vehicle",
    "reg no",
    "reg number",
    "vrm",
    "registered as",
    "licence plate",
    "license plate",
];
const CARS: &[&str] = &["car", "van", "taxi", "motorbike", "ambulance", "my car"];

impl DetailKind for Vehicle {
    fn name(&self) -> &'static str {
        "vehicle"
    }

    fn replacement(&self) -> &'static str {
        "[vehicle registration]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.digit_windows.iter().any(|window| window.has_digits_behind_letters) {
            find_in_windows(text, clues, 2, &MODERN, |_, _| true, found);
        }
        if clues.has(Known::VEHICLE) {
            let mut more = Vec::new();
            let keep = |hit: &str, span: Span| {
                let front = in_front(text, span, 28);
                let is_told =
                    has_any(&front, VEHICLES) || has_any(&behind(text, span, 16), &["registration", "reg"]);
                let is_whole = hit.chars().filter(char::is_ascii_alphabetic).count() >= 4;
                let is_word = hit.split([' ', '-']).any(|part| {
                    [
                        "and", "the", "for", "was", "not", "car", "van", "day", "min", "per", "has", "had",
                        "are", "all",
                    ]
                    .contains(&part.to_lowercase().as_str())
                });
                !is_word && (is_told || is_whole && has_any(&front, CARS))
            };
            find_in_windows(text, clues, 1, &ANY, keep, &mut more);
            more.retain(|span| found.iter().all(|other| !other.overlaps(*span)));
            found.append(&mut more);
            found.sort();
        }
    }
}
