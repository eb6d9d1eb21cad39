//! Columns in which those who hold a consultation write: what they answered, did, coded or summed up.

use std::collections::BTreeMap;

use super::column::is_of_equality;
use super::headings::plain;
use crate::ingest::platforms::Column;
use crate::text::entries;

/// So many columns whose headers end in the same word are about what their first words say: "Food comments", "Parking comments", "Staff comments".
const SIBLINGS: usize = 3;

/// For each column whether staff write in it, by its header. What a platform knows of a column comes first.
pub(super) fn are_of_staff(columns: &[Column]) -> Vec<bool> {
    let last_word = |column: &Column| plain(&column.header).rsplit(' ').next().unwrap_or_default().to_owned();
    let mut siblings: BTreeMap<String, usize> = BTreeMap::new();
    columns.iter().for_each(|column| *siblings.entry(last_word(column)).or_default() += 1);
    let is_of_staff = |column: &Column| {
        column.role.is_none()
            && column.of.is_none()
            && is_of_staff(&column.header)
            && siblings[&last_word(column)] < SIBLINGS
    };
    columns.iter().map(is_of_staff).collect()
}

/// For each column whether staff may write in it, in a log of what people said: "Comment", "Response". In a survey, which asks something or something of
/// people, respondents do.
pub(super) fn are_perhaps_of_staff(columns: &[Column]) -> Vec<bool> {
    let headers: Vec<String> = columns.iter().map(|column| plain(&column.header)).collect();
    let asks = |header: &String| {
        let asks_who =
            ["age", "age group", "gender", "postcode", "timestamp", "team"].contains(&header.as_str());
        header.contains('?')
            || asks_who
            || is_of_equality(header)
            || header.contains("respon") && header.contains("id")
    };
    let is_log = is_logged(&headers).is_some() && !headers.iter().any(asks);
    let is_theirs = |(column, header): (&Column, &String)| {
        is_log && column.role.is_none() && column.of.is_none() && is_beside_logged(header)
    };
    columns.iter().zip(&headers).map(is_theirs).collect()
}

/// The column in which a log has what people said.
pub(super) fn is_logged(headers: &[String]) -> Option<usize> {
    headers.iter().position(|header| lists(LOGGED, bare(header)))
}

/// Whether a header says that what stands below it is staff's and not a respondent's. A question is nobody's but theirs.
fn is_of_staff(header: &str) -> bool {
    let plain = plain(header);
    if lists(WHOLE, bare(&plain)) {
        return true;
    }
    let plain = plain.trim_end_matches([':', '.', ' ']);
    if plain.contains(['?', ':']) || plain.contains("your") || plain.split(' ').count() > 6 {
        return false;
    }
    let bare = plain.split(" (").next().unwrap_or(plain);
    if BEGINNINGS.iter().any(|beginning| bare.starts_with(beginning)) {
        return true;
    }
    let mut words = bare.split(' ').map(|word| word.trim_end_matches("'s").trim_end_matches('\''));
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
    let from = bare.strip_prefix("response from ").or_else(|| bare.strip_prefix("reply from "));
    let is_whose = |word: &str| STAFF.contains(&word) || ORGANISATIONS.contains(&word);
    if let Some(from) = from {
        return from.split(' ').any(is_whose);
    }
    STAFF.contains(&first) && WRITINGS.contains(&last)
        || ORGANISATIONS.contains(&first) && ["response", "reply", "action", "actions"].contains(&last)
}

/// Whether a header that may be anything says what staff did or thought where it stands beside what was logged: "Comment", "Response".
fn is_beside_logged(plain: &str) -> bool {
    let bare = bare(plain);
    lists(BESIDE_LOGGED, bare)
        || ["signpost", "escalat", "how resolved", "reason for clos", "date and reason"]
            .iter()
            .any(|beginning| bare.starts_with(beginning))
}

fn lists(list: &str, header: &str) -> bool {
    entries(list).any(|listed| listed == header)
}

/// A header without what stands in brackets behind it, and without marks.
fn bare(plain: &str) -> &str {
    plain.split(" (").next().unwrap_or(plain).trim_end_matches([':', '.', '?', '*', ' '])
}

/// What those who keep a log call what people said.
const LOGGED: &str = include_str!("lists/logged.txt");

const BESIDE_LOGGED: &str = include_str!("lists/beside_logged.txt");

const WHOLE: &str = include_str!("lists/staff_headers.txt");

const BEGINNINGS: [&str; 22] = [
    "action by",
    "action required",
    "action needed",
    "action agreed",
    "actions agreed",
    "agreed action",
    "response to comment",
    "response to feedback",
    "response to resident",
    "response to query",
    "summary of comment",
    "summary of feedback",
    "coding notes",
    "coded ",
    "ai summary",
    "copilot ",
    "chatgpt ",
    "follow-up action",
    "follow up required",
    "follow-up required",
    "remedial action",
    "suggested action",
];

/// Who writes for those who hold it.
const STAFF: [&str; 18] = [
    "our",
    "officer",
    "officers",
    "staff",
    "facilitator",
    "facilitators",
    "scribe",
    "analyst",
    "coder",
    "moderator",
    "admin",
    "internal",
    "manager",
    "reviewer",
    "interviewer",
    "commissioner",
    "commissioners",
    "hw",
];

/// Who is spoken of as well as speaking.
const ORGANISATIONS: [&str; 13] = [
    "trust",
    "icb",
    "ccg",
    "council",
    "provider",
    "panel",
    "practice",
    "management",
    "team",
    "nhs",
    "healthwatch",
    "commissioner",
    "service",
];

const WRITINGS: [&str; 10] =
    ["response", "responses", "reply", "comment", "comments", "notes", "note", "action", "summary", "update"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_staff_write_is_told_by_its_header() {
        for header in [
            "Response to comment",
            "Action taken",
            "Our response",
            "We did",
            "Officer comments",
            "Staff notes",
            "Trust reply",
            "ICB response",
            "Summary of comment",
            "Coding notes (analyst)",
            "Copilot summary",
            "Facilitator's notes",
            "Response sent",
            "User Bio",
            "Response from the Trust",
            "Actions",
            "What did we do?",
            "Interviewer notes",
            "Suggested action",
        ] {
            assert!(is_of_staff(header), "{header}");
        }
        for header in [
            "Response",
            "Comments",
            "What action should we take?",
            "Our hospital: your comments",
            "Team feedback",
            "Practice comments",
            "Notes",
            "Response to question 1",
            "Staff",
        ] {
            assert!(!is_of_staff(header), "{header}");
        }
    }

    #[test]
    fn what_stands_beside_tells_whose_words_they_are() {
        let of = |headers: &[&str]| {
            let column = |header: &&str| Column { header: (*header).to_owned(), ..Column::default() };
            are_of_staff(&headers.iter().map(column).collect::<Vec<_>>())
        };
        assert_eq!(of(&["Comments", "Staff comments"]), [false, true]);
        let perhaps = |headers: &[&str]| {
            let column = |header: &&str| Column { header: (*header).to_owned(), ..Column::default() };
            are_perhaps_of_staff(&headers.iter().map(column).collect::<Vec<_>>())
        };
        assert_eq!(perhaps(&["Comment", "Response", "Learning", "Signposted to"]), [false, true, true, true]);
        assert_eq!(perhaps(&["What went well?", "Response", "Learning"]), [false; 3]);
        assert_eq!(perhaps(&["Age group", "Comments", "Recommendations"]), [false; 3]);
        assert_eq!(of(&["Food comments", "Parking comments", "Staff comments"]), [false; 3]);
    }
}
