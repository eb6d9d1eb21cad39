//! The numbers of questions, as people write them before their words.

/// A numbered line, and its words behind the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered<'a> {
    /// "Q1. What works", "Question 2: Why?"
    Question(&'a str),
    /// "3) What would you change?", "4.1 More buses": a question, or an item of any list.
    Item(&'a str),
}

/// How a line is numbered, if it is: by one or two digits, perhaps with a part behind a stop or a letter.
pub(super) fn numbered(line: &str) -> Option<Numbered<'_>> {
    let line = line.trim();
    let behind = |word: &str| {
        line.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &line[word.len()..])
    };
    match behind("question").or_else(|| behind("q")).and_then(words) {
        Some(asked) => Some(Numbered::Question(asked)),
        None => words(line).map(Numbered::Item),
    }
}

/// The words behind a number at the beginning.
fn words(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let digits = line.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number = line[..digits].trim_end_matches('.');
    let is_number =
        number.split('.').count() <= 2 && number.split('.').all(|part| (1..=2).contains(&part.len()));
    let rest = &line[number.len()..];
    let rest = rest.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
    let words = rest.strip_prefix(['.', ')', ':', ' ', '-', '\u{2013}']).filter(|_| is_number)?;
    // A time or a range of numbers is none: "10:30", "2-3 people".
    words.starts_with(|c: char| !c.is_ascii_digit()).then(|| words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_items_are_told_by_their_numbers() {
        for (line, found) in [
            ("Q1. What works", Some(Numbered::Question("What works"))),
            ("Question 2: Why?", Some(Numbered::Question("Why?"))),
            ("q4a: Why", Some(Numbered::Question("Why"))),
            ("3) More buses", Some(Numbered::Item("More buses"))),
            ("1.2 Please tell us", Some(Numbered::Item("Please tell us"))),
            ("Quite 1", None),
            ("2019 was bad.", None),
            ("12", None),
            ("10:30", None),
            ("2-3 people came", None),
            ("4pm we met", None),
        ] {
            assert_eq!(numbered(line), found, "{line}");
        }
    }
}
