//! The Department of Health and Social Care's set: main and easy-read forms, each online and on paper, that belong together.

use std::borrow::Cow;

use super::{Column, Head, Holds, Meaning, Platform, Role, RowTest, Shape, plain};
use crate::file_name::folder_of;
use crate::ingest::tables::headers::Headers;
use crate::submission::attribute;

pub(super) struct Dhsc;

const CAPACITY: &str = "in what capacity are you responding to this survey?";
const AGE: [&str; 3] = ["what is your age?", "how old are you?", "your age"];
const FOLLOW_UP: &str = "please explain your answer";

impl Platform for Dhsc {
    fn name(&self) -> &'static str {
        "DHSC consultation set"
    }

    fn recognises(&self, head: &Head<'_>) -> Option<Shape> {
        let file = plain(&head.file[folder_of(head.file).len()..]).replace(['-', '/', ' '], "");
        let is_easy = file.contains("easyread");
        let is_paper = file.contains("hardcop");
        // The name says which form it is; only the headers say that it is one.
        let headers = Headers::with(head, &[CAPACITY])
            .or_else(|| Headers::with(head, &["response id", "completed"]).filter(|_| is_easy))
            .or_else(|| {
                AGE.iter().find_map(|age| Headers::with(head, &[age])).filter(|_| is_easy && is_paper)
            })?;
        let is_set = headers.has(&["response id"]) && headers.has(&["completed"]);
        let follows_up = headers.plain().any(|header| header.starts_with(FOLLOW_UP));
        if !is_set && !follows_up && !is_paper {
            return None;
        }
        let mut columns = headers.columns(|_, header| match header {
            "response id" => Some(Role::Identifier),
            "completed" => Some(Role::Attribute(attribute::DATE.to_owned())),
            CAPACITY => Some(Role::Attribute(attribute::RESPONDENT_TYPE.to_owned())),
            "which area of england do you live in?" => Some(Role::Attribute(attribute::LOCALITY.to_owned())),
            "where do you live in the uk?" => Some(Role::Attribute("Nation".to_owned())),
            "what is your sex?" | "what is your ethnic group?" => Some(Role::Closed),
            "what is the name of the organisation?" => Some(Role::Organisation),
            _ if AGE.contains(&header) => Some(Role::Attribute(attribute::AGE.to_owned())),
            _ if header.starts_with("where does your organisation operate") => Some(Role::Closed),
            _ if header.contains("share your email address") => Some(Role::Closed),
            _ if header.starts_with(FOLLOW_UP) => Some(Role::Open),
            _ => None,
        });
        name_follow_ups(&mut columns);
        let age = headers.find(&AGE).filter(|_| is_easy);
        let completed = headers.find(&["completed"]);
        let channel = if is_paper { "Hard copy" } else { "Online" };
        let form = if is_easy { "Easy read" } else { "Main" };
        Some(Shape {
            header_at: headers.at,
            header_rows: 1,
            columns,
            partial: completed
                .map(|column| RowTest {
                    column,
                    holds: Holds::When(str::is_empty),
                    reason: "begun and not finished",
                })
                .into_iter()
                .collect(),
            given: vec![(attribute::CHANNEL, channel.to_owned()), ("Form", form.to_owned())],
            meanings: age.map(|at| (at, typed_age as Meaning)).into_iter().collect(),
            ..Shape::default()
        })
    }
}

/// `Please explain your answer_1` belongs to the question before it.
fn name_follow_ups(columns: &mut [Column]) {
    let mut question: Option<String> = None;
    for column in columns {
        if plain(&column.header).starts_with(FOLLOW_UP) {
            let bare = column.header.trim_end_matches(|c: char| c.is_ascii_digit());
            let bare =
                if bare.ends_with(['_', '.']) { bare.trim_end_matches(['_', '.']) } else { &column.header };
            column.header = bare.to_owned();
            column.of.clone_from(&question);
        } else {
            question = Some(column.header.clone());
        }
    }
}

/// The age band of the main form for an age that was typed: `54`, `I am 54`, `fifty four`. What is no age, such as a date of birth, is left
/// out: it would tell who the person is.
fn typed_age(cell: &str) -> Cow<'_, str> {
    let plain = cell.to_lowercase();
    let is_band = [" to ", "above", "under", "over", "prefer not"].iter().any(|part| plain.contains(part));
    if is_band {
        return Cow::Borrowed(cell);
    }
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let age = match numbers[..] {
        [age] => Some(age),
        [] => spelled(&words),
        _ => None,
    };
    Cow::Borrowed(match age {
        Some(0..=15) => "Under 16",
        Some(16..=24) => "16 to 24",
        Some(25..=34) => "25 to 34",
        Some(35..=44) => "35 to 44",
        Some(45..=54) => "45 to 54",
        Some(55..=64) => "55 to 64",
        Some(65..=74) => "65 to 74",
        Some(75..=120) => "75 or above",
        _ => "",
    })
}

const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ONES: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// A number below a hundred in words.
fn spelled(words: &[&str]) -> Option<u32> {
    let tens = words.iter().find_map(|word| TENS.iter().position(|ten| ten == word));
    let ones = words.iter().find_map(|word| ONES.iter().position(|one| one == word));
    match (tens, ones) {
        (None, None) => None,
        (tens, ones) => Some(tens.unwrap_or(0) as u32 * 10 + ones.unwrap_or(0) as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_ages_become_bands() {
        for (cell, band) in [
            ("54", "45 to 54"),
            ("I am 75.", "75 or above"),
            ("seventy-four", "65 to 74"),
            ("nineteen", "16 to 24"),
            ("35 to 44", "35 to 44"),
            ("12/03/1950", ""),
            ("1950", ""),
            ("old", ""),
        ] {
            assert_eq!(typed_age(cell), band, "{cell}");
        }
    }
}
