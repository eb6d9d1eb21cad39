//! Boxes to tick in forms: which of the options somebody chose.

use crate::text::one_line;

/// What stands for a box that was ticked, and for one that was not.
const TICKED: &[&str] = &["\u{2612}", "\u{2611}", "\u{2713}", "\u{2714}", "[x]", "[X]", "(x)", "(X)"];
const BLANK: &[&str] = &["\u{2610}", "\u{25a1}", "[ ]", "[]", "( )"];

/// The boxes in a text: where each begins and ends, and whether it was ticked.
fn boxes(text: &str) -> Vec<(usize, usize, bool)> {
    let of = |marks: &[&str], is_ticked: bool| -> Vec<(usize, usize, bool)> {
        marks
            .iter()
            .flat_map(|mark| {
                text.match_indices(mark).map(move |(at, found)| (at, at + found.len(), is_ticked))
            })
            .collect()
    };
    let mut found = of(TICKED, true);
    found.extend(of(BLANK, false));
    found.sort_unstable();
    found
}

/// Whether there are boxes in a text.
pub(in crate::ingest) fn has_boxes(text: &str) -> bool {
    TICKED.iter().chain(BLANK).any(|mark| text.contains(mark))
}

/// Whether a box in it was ticked.
pub(in crate::ingest) fn is_ticked(text: &str) -> bool {
    TICKED.iter().any(|mark| text.contains(mark))
}

/// A text without its boxes.
pub(in crate::ingest) fn without_boxes(text: &str) -> String {
    let plain = TICKED.iter().chain(BLANK).fold(text.to_owned(), |text, mark| text.replace(mark, " "));
    one_line(&plain)
}

/// An option has at most so many words.
const LONGEST_OPTION: usize = 12;

/// The options that somebody ticked, of a text that is nothing but options with boxes before or behind them; nothing for any other text.
pub(in crate::ingest) fn chosen(text: &str) -> Option<String> {
    let boxes = boxes(text);
    let (first, last) = (boxes.first()?, boxes.last()?);
    let is_before = text[..first.0].trim().is_empty();
    if !is_before && !text[last.1..].trim().is_empty() {
        return None;
    }
    let mut chosen: Vec<&str> = Vec::new();
    for (at, (start, end, _)) in boxes.iter().enumerate().filter(|(_, (_, _, is_ticked))| *is_ticked) {
        let option = if is_before {
            &text[*end..boxes.get(at + 1).map_or(text.len(), |next| next.0)]
        } else {
            &text[at.checked_sub(1).map_or(0, |before| boxes[before].1)..*start]
        };
        chosen.push(option.trim());
    }
    let is_option = |option: &&str| option.split_whitespace().count() <= LONGEST_OPTION;
    chosen.iter().all(is_option).then(|| chosen.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_ticked_was_chosen() {
        for (text, said) in [
            ("☒ Yes ☐ No", Some("Yes")),
            ("Yes ☐\tNo ☒", Some("No")),
            ("[x] A carer\n[ ] A patient\n[x] A volunteer", Some("A carer; A volunteer")),
            ("☐ Yes ☐ No", Some("")),
            ("Yes", None),
            ("Well ☒ yes", None),
        ] {
            assert_eq!(chosen(text).as_deref(), said, "{text}");
        }
    }
}
