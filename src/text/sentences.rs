//! Where sentences begin and end, for quotes.

use super::span::Span;

const ABBREVIATIONS: [&str; 32] = [
    "dr", "mr", "mrs", "ms", "prof", "rev", "st", "jr", "sr", "no", "nos", "vs", "etc", "eg", "ie", "e", "g",
    "i", "cf", "approx", "tel", "ext", "inc", "ltd", "dept", "hosp", "appt", "cllr", "jan", "feb", "aug",
    "dec",
];

/// Whether a full stop after this word does not end a sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.len() <= 6 && word.is_ascii() && ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The sentences of `text`, in order, without the white space around them. Every word of the text is in exactly one. A
/// sentence ends at `.`, `!`, `?` or `…` before white space, unless the stop belongs to an abbreviation, and at a line break.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let mut end = at + c.len_utf8();
        let ends = match c {
            '\n' | '\u{2028}' | '\u{2029}' => true,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '۔' | '।' => {
                while let Some((next, closing)) = characters.peek().copied() {
                    if !matches!(closing, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '\'' | ')') {
                        break;
                    }
                    end = next + closing.len_utf8();
                    characters.next();
                }
                let spaced = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
                spaced && !(c == '.' && is_abbreviation(last_word(&text[start..at])))
            }
            _ => false,
        };
        if ends {
            push_trimmed(text, start, end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start, text.len(), &mut found);
    found
}

fn last_word(text: &str) -> &str {
    let from = text
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    &text[from..]
}

fn push_trimmed(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let lead = piece.len() - piece.trim_start().len();
        found.push(Span::new(start + lead, start + lead + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn whole_sentences_come_out() {
        assert_eq!(
            split("Dr. Khan was kind. \"Very!\" Really?? yes"),
            ["Dr. Khan was kind.", "\"Very!\"", "Really??", "yes"]
        );
        assert_eq!(split("More GPs\n\nBetter buses, e.g. the 18"), ["More GPs", "Better buses, e.g. the 18"]);
        assert_eq!(split("Open at 8.30 a.m. please"), ["Open at 8.30 a.m.", "please"]);
    }
}
