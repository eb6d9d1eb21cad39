//! The name of an event that no line of its notes names: its file's, without what its typist put there for themselves.

use crate::file_name::stem;
use crate::text::{capitalised, is_abbreviation};

/// What says of a file which state of it this is.
const STATES: [&str; 13] = [
    "amended",
    "anonymised",
    "clean",
    "copy",
    "draft",
    "final",
    "fv",
    "redacted",
    "rev",
    "revised",
    "tracked",
    "typed",
    "version",
];

/// Abbreviations of measures: capitals in the name of a file measure nothing.
const MEASURES: [&str; 2] = ["CM", "MM"];

/// "Leek event notes" of "Leek_event_notes_JB_v2 final.docx": without versions and without initials of staff. Words in small letters get a capital letter, so that names
/// among them are seen as such.
pub(in crate::ingest) fn event_of_file(path: &str) -> String {
    let whole = stem(path).replace(['-', '_'], " ");
    let shouts = !whole.contains(char::is_lowercase);
    let mut words: Vec<&str> = whole.split_whitespace().filter(|word| !is_state(word)).collect();
    words.retain(|word| !are_initials(word, shouts));
    // Three letters are initials only where somebody signs: at the end.
    let is_signed = |word: &&str| word.len() == 3 && !shouts && is_shouted(word) && !is_abbreviation(word);
    if words.len() > 2 && words.last().is_some_and(is_signed) {
        words.pop();
    }
    if !words.iter().any(|word| word.contains(char::is_alphabetic)) {
        return whole;
    }
    if whole.contains(char::is_uppercase) {
        return words.join(" ");
    }
    words.iter().map(|word| capitalised(word)).collect::<Vec<_>>().join(" ")
}

/// "v2", "V1.3", "final", "(1)".
fn is_state(word: &str) -> bool {
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_version = plain.strip_prefix('v').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    let is_copy = word.starts_with('(') && plain.chars().all(|c| c.is_ascii_digit());
    is_version || is_copy || STATES.contains(&plain.as_str())
}

/// "JB", "(KM)", "JB+KM"; in other letters what no word is, "jb".
fn are_initials(word: &str, shouts: bool) -> bool {
    let mut letters =
        word.split(|c: char| !c.is_alphanumeric()).filter(|letters| !letters.is_empty()).peekable();
    letters.peek().is_some()
        && letters.all(|letters| {
            let plain = letters.to_uppercase();
            let has_vowel = plain.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
            let is_free =
                !is_abbreviation(&plain) || is_shouted(letters) && MEASURES.contains(&plain.as_str());
            let is_title = matches!(plain.as_str(), "ST" | "DR" | "MR" | "MS");
            letters.len() == 2
                && plain.bytes().all(|byte| byte.is_ascii_uppercase())
                && is_free
                && !is_title
                && (is_shouted(letters) && !shouts || !has_vowel)
        })
}

fn is_shouted(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_typist_adds_is_no_part_of_an_events_name() {
        for (file, name) in [
            ("events/Leek event notes JB v2 final.docx", "Leek event notes"),
            ("2019-02-06_Leek_MIU_CM_DRAFT.txt", "2019 02 06 Leek MIU"),
            ("leek-drop-in-jb.txt", "Leek Drop In"),
            ("Stone drop in (JB+KM) (1).docx", "Stone drop in"),
            ("Stone workshop JKB.docx", "Stone workshop"),
            ("NOTES LEEK JB.docx", "NOTES LEEK"),
            ("leek kim.txt", "Leek Kim"),
        ] {
            assert_eq!(event_of_file(file), name, "{file}");
        }
    }

    #[test]
    fn the_words_of_an_events_name_stay() {
        for (file, name) in [
            ("GP access group.docx", "GP access group"),
            ("Leek PPG and ICB meeting.docx", "Leek PPG and ICB meeting"),
            ("LD group at St Mary's.docx", "LD group at St Mary's"),
            ("OT and PE talks MS society.docx", "OT and PE talks MS society"),
            ("DROP IN AT THE LIBRARY.txt", "DROP IN AT THE LIBRARY"),
            ("JB.txt", "JB"),
            ("MHA.txt", "MHA"),
            ("final.txt", "final"),
        ] {
            assert_eq!(event_of_file(file), name, "{file}");
        }
    }
}
