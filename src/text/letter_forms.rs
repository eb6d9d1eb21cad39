//! The fixed forms with which letters open and close.

/// Nothing but a letter begins so.
const FORMAL_OPENINGS: &[&str] = &["dear ", "to whom it may", "fao "];

/// Other ways to greet somebody.
const GREETINGS: &[&str] = &["hello", "hi", "good morning", "good afternoon", "sir,", "madam,"];

/// Nothing but the close of a letter begins so.
const FORMAL_CLOSES: &[&str] = &[
    "yours",
    "regards",
    "kind regards",
    "kindest regards",
    "best regards",
    "warm regards",
    "with kind regards",
];

/// Other ways to close a letter.
const CLOSES: &[&str] = &[
    "best wishes",
    "with best wishes",
    "many thanks",
    "with thanks",
    "thanks,",
    "thank you,",
    "sincerely",
    "faithfully",
    "cheers",
];

/// What closes a letter where it stands alone, and begins a sentence elsewhere: "Thank you" and "Thank you for the new ward".
const CLOSES_ALONE: &[&str] = &["thanks", "thank you", "all the best", "kr", "cofion", "diolch"];

/// More words than these do not stand alone.
const MOST_WORDS_ALONE: usize = 5;

/// Words with which somebody speaks of themselves.
const OF_ONESELF: &[&str] = &["I", "my", "My", "me"];

/// Whether somebody speaks of themselves: "I've waited", "my ward".
pub fn speaks_of_oneself(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| OF_ONESELF.contains(&word))
}

/// Whether a line opens a letter as nothing else begins: "Dear Sir", "To whom it may concern".
pub fn opens_formally(line: &str) -> bool {
    begins_with(line, &[FORMAL_OPENINGS])
}

/// Whether a line greets somebody: "Dear Sir", "Good morning".
pub fn is_greeting(line: &str) -> bool {
    begins_with(line, &[FORMAL_OPENINGS, GREETINGS])
}

/// Whether a line closes a letter as nothing else begins: "Yours faithfully", "Kind regards".
pub fn closes_formally(line: &str) -> bool {
    begins_with(line, &[FORMAL_CLOSES])
}

/// Whether a line closes a letter: "Yours faithfully", "Many thanks".
pub fn is_close(line: &str) -> bool {
    begins_with(line, &[FORMAL_CLOSES, CLOSES])
}

/// Whether a short line closes a letter, at a place where letters close.
pub fn is_close_alone(line: &str) -> bool {
    begins_with(line, &[FORMAL_CLOSES, CLOSES, CLOSES_ALONE])
        && line.split_whitespace().take(MOST_WORDS_ALONE + 1).count() <= MOST_WORDS_ALONE
}

/// Whether a line begins with one of these forms, as whole words.
fn begins_with(line: &str, lists: &[&[&str]]) -> bool {
    let line = line.trim_start();
    let Some(first) = line.bytes().next() else { return false };
    lists.iter().copied().flatten().any(|form| {
        // Nearly all fail at the first letter.
        if !first.eq_ignore_ascii_case(&form.as_bytes()[0]) {
            return false;
        }
        let Some(start) = line.get(..form.len()) else { return false };
        start.eq_ignore_ascii_case(form)
            && (form.ends_with([' ', ','])
                || !line[form.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '\''))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_open_and_close() {
        for line in ["Dear Sir,", "  To whom it may concern", "Hello!", "Hi Jo", "Good morning"] {
            assert!(is_greeting(line), "{line}");
        }
        for line in ["Yours, A Resident", "Kind regards", "REGARDS", "Many thanks", "Thank you, Jo"] {
            assert!(is_close(line), "{line}");
        }
        assert!(is_close_alone("Thank you") && is_close_alone("All the best."));
    }

    #[test]
    fn what_people_say_is_no_form() {
        for line in ["Dearer buses help nobody.", "History matters.", "High costs"] {
            assert!(!is_greeting(line), "{line}");
        }
        for line in ["Regardless of cost", "Thanks to the nurses I walk again.", "Yourselves"] {
            assert!(!is_close(line), "{line}");
        }
        assert!(!closes_formally("Many thanks"));
        assert!(!is_close_alone("Thank you for the new ward in Leek"));
    }
}
