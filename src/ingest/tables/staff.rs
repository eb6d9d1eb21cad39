//! Columns in which those who hold a consultation write: what they answered, did, coded or summed up.

use std::collections::BTreeMap;

use super::headings::plain;
use crate::ingest::platforms::Column;

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

/// Whether a header says that what stands below it is staff's and not a respondent's. A question is nobody's but theirs.
fn is_of_staff(header: &str) -> bool {
    let plain = plain(header);
    let plain = plain.trim_end_matches([':', '.', ' ']);
    if plain.contains(['?', ':']) || plain.contains("your") || plain.split(' ').count() > 6 {
        return false;
    }
    let bare = plain.split(" (").next().unwrap_or(plain);
    if WHOLE.contains(&bare) || BEGINNINGS.iter().any(|beginning| bare.starts_with(beginning)) {
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

const WHOLE: [&str; 35] = [
    "action",
    "action taken",
    "actions taken",
    "reply",
    "reply sent",
    "response sent",
    "outcome",
    "theme",
    "themes",
    "sub-theme",
    "sub theme",
    "subtheme",
    "category",
    "categories",
    "code",
    "codes",
    "coding",
    "tag",
    "tags",
    "keywords",
    "sentiment",
    "summary",
    "follow up",
    "follow-up",
    "next steps",
    "we did",
    "we will",
    "what we did",
    "what we have done",
    "what we will do",
    "you said, we did",
    "user bio",
    "bio",
    "profile description",
    "status",
];

const BEGINNINGS: [&str; 18] = [
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
];

/// Who writes for those who hold it.
const STAFF: [&str; 13] = [
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
];

/// Who is spoken of as well as speaking.
const ORGANISATIONS: [&str; 12] = [
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
    "service",
];

const WRITINGS: [&str; 9] =
    ["response", "responses", "reply", "comment", "comments", "notes", "note", "action", "summary"];

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
    fn comments_on_staff_beside_comments_on_other_things_are_respondents() {
        let of = |headers: &[&str]| {
            let column = |header: &&str| Column { header: (*header).to_owned(), ..Column::default() };
            are_of_staff(&headers.iter().map(column).collect::<Vec<_>>())
        };
        assert_eq!(of(&["Comments", "Staff comments"]), [false, true]);
        assert_eq!(of(&["Food comments", "Parking comments", "Staff comments"]), [false; 3]);
    }
}
