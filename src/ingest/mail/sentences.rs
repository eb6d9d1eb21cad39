//! What a short message says, sentence by sentence.

use crate::text::{is_close_alone, is_greeting};

/// A line of so many letters may go on in the next.
const LONG_LINE: usize = 55;

/// The sentences of a short text, each without its stop; a short line is one.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let mut joined = String::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        joined.push(if is_open && !line.is_empty() { ' ' } else { '\n' });
        joined.push_str(line);
        is_open = line.len() >= LONG_LINE;
    }
    let divided = [". ", "! ", "? "].iter().fold(joined, |text, stop| text.replace(stop, "\n"));
    let sentences = divided.lines().map(|line| line.trim().trim_end_matches(['.', '!', '?', ':', ',']));
    sentences.filter(|line| line.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// Whether a sentence greets, closes, or is nothing but a name, a role or an office: "Office of Ann Lee MP".
pub(super) fn is_around_a_letter(sentence: &str) -> bool {
    const SMALL: [&str; 8] = ["of", "the", "and", "for", "to", "x", "xx", "team"];
    const MOST_WORDS: usize = 7;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let is_part_of_name = |word: &&str| {
        SMALL.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| !c.is_lowercase())
    };
    // What is all in capitals is said loudly.
    let is_loud = words.len() > 2 && !sentence.chars().any(char::is_lowercase);
    words.len() <= MOST_WORDS
        && (is_greeting(sentence) && words.len() <= 5
            || is_close_alone(sentence)
            || words.iter().all(is_part_of_name) && !is_loud)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_short_lines_are_told_apart() {
        let text = "Dear Jo,\n\nI am away until Monday. If it is about the hall and the other things\nplease ring Sam.\n\nKind regards\nAnn Lee";
        let found = sentences(text);
        assert_eq!(
            found,
            [
                "Dear Jo",
                "I am away until Monday",
                "If it is about the hall and the other things please ring Sam",
                "Kind regards",
                "Ann Lee",
            ]
        );
        assert!(is_around_a_letter(&found[0]) && is_around_a_letter(&found[4]));
        for said in ["Save the ward", "KEEP IT OPEN NOW", "More buses"] {
            assert!(!is_around_a_letter(said), "{said}");
        }
    }
}
