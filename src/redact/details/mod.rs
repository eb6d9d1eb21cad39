//! The kinds of personal detail: one file each, and a line in [`DETAILS`].

mod account;
mod address;
mod age;
mod birth_date;
mod card;
mod driving_licence;
mod email;
mod handle;
mod hidden;
mod iban;
mod ip_address;
mod name;
mod national_insurance;
mod nhs_number;
mod passport;
mod phone;
mod postcode;
mod record_number;
mod social_security;
mod vehicle;
mod web_page;

use regex::Regex;

use super::Wishes;
use super::clues::{Clues, boundary_after, boundary_before};
use crate::text::Span;

/// A kind of personal detail.
pub trait DetailKind: Sync {
    /// Its name in `internal/redactions.csv`.
    fn name(&self) -> &'static str;
    /// What stands for it in a publishable text.
    fn replacement(&self) -> &'static str;
    /// Whether it names people, who are told apart inside a text.
    fn names_people(&self) -> bool {
        false
    }
    /// Finds the details of this kind in a text, in order.
    fn find(&self, text: &str, clues: &Clues<'_>, wishes: &Wishes, found: &mut Vec<Span>);
}

/// Every kind, in order of precedence.
pub const DETAILS: &[&dyn DetailKind] = &[
    &hidden::Hidden,
    &email::Email,
    &web_page::WebPage,
    &handle::Handle,
    &ip_address::IpAddress,
    &iban::Iban,
    &card::Card,
    &national_insurance::NationalInsurance,
    &driving_licence::DrivingLicence,
    &passport::Passport,
    &social_security::SocialSecurity,
    &account::Account,
    &nhs_number::NhsNumber,
    &record_number::RecordNumber,
    &birth_date::BirthDate,
    &age::Age,
    &phone::Phone,
    &address::Address,
    &vehicle::Vehicle,
    &postcode::Postcode,
    &name::Name,
];

/// A pattern that is part of the program.
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the pattern is part of the program and a test compiles it")
}

/// How far a pattern may reach beyond the digits, in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    before: usize,
    after: usize,
}

/// Finds a pattern in the digit windows with at least so many digits. A match that another letter or digit touches is none.
fn find_in_windows(
    text: &str,
    clues: &Clues<'_>,
    fewest_digits: u32,
    pattern: &Regex,
    keep: impl FnMut(&str, Span) -> bool,
    found: &mut Vec<Span>,
) {
    find_around_windows(text, clues, fewest_digits, Reach::default(), pattern, keep, found);
}

/// The same with windows that reach further. A match is found once, though windows may share it.
fn find_around_windows(
    text: &str,
    clues: &Clues<'_>,
    fewest_digits: u32,
    reach: Reach,
    pattern: &Regex,
    mut keep: impl FnMut(&str, Span) -> bool,
    found: &mut Vec<Span>,
) {
    let mut read_to = 0;
    for window in &clues.digit_windows {
        if window.digits < fewest_digits {
            continue;
        }
        let from =
            boundary_before(text, (window.span.start as usize).saturating_sub(reach.before)).max(read_to);
        let to = boundary_after(text, (window.span.end as usize).saturating_add(reach.after));
        for hit in pattern.find_iter(text.get(from..to).unwrap_or("")) {
            let span = Span::new(from + hit.start(), from + hit.end());
            if stands_alone(text, span) && keep(hit.as_str(), span) {
                found.push(span);
                read_to = from + hit.end();
            }
        }
    }
}

/// Whether no letter or digit touches the span.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The text in front of a span, at most so many bytes of it, in lower case.
fn in_front(text: &str, span: Span, bytes: usize) -> String {
    let from = boundary_after(text, (span.start as usize).saturating_sub(bytes));
    text[from.min(span.start as usize)..span.start as usize].to_lowercase()
}

/// The text behind a span, at most so many bytes of it, in lower case.
fn behind(text: &str, span: Span, bytes: usize) -> String {
    let to = boundary_before(text, (span.end as usize).saturating_add(bytes));
    text[span.end as usize..to.max(span.end as usize)].to_lowercase()
}

/// Whether one of these stands in a text as whole words. Each begins with a letter.
fn has_any(text: &str, words: &[&str]) -> bool {
    let mut is_inside = false;
    text.char_indices().any(|(at, c)| {
        let is_first = !std::mem::replace(&mut is_inside, c.is_alphanumeric());
        let stands_here = |word: &&str| {
            text[at..].strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        is_first && is_inside && words.iter().any(stands_here)
    })
}

/// The digits of a text, as numbers.
fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}
