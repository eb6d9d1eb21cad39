//! Words as they are shown or compared whole: in one line, with a capital at their beginning, in one way of writing.

/// A text as one line with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as it is compared with others: one line in small letters, with straight quotation marks and plain hyphens, and no signs that cannot be seen.
pub fn plain_line(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{b4}' | '\u{ff07}' | '`' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' => Some('"'),
        '\u{2010}'..='\u{2015}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        c => Some(c),
    };
    one_line(&text.chars().filter_map(plain).collect::<String>().to_lowercase())
}

/// Words with a capital at their beginning.
pub fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::plain_line;

    #[test]
    fn one_question_has_one_form() {
        for written in ["What\u{2019}s  not\nworking\u{a0}well?", "WHAT'S NOT WORKING WELL?"] {
            assert_eq!(plain_line(written), "what's not working well?");
        }
    }
}
