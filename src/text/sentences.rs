//! Where sentences begin and end, for quotes.

use super::span::Span;

const ABBREVIATIONS: [&str; 32] = [
    "dr", "mr", "mrs", "ms", "prof", "rev", "st", "jr", "sr", "no", "nos", "vs", "etc", "eg", "ie", "e", "g",
    "i", "cf", "approx", "tel", "ext", "inc", "ltd", "dept", "hosp", "appt", "cllr", "jan", "feb", "aug",
    "dec",
];

/// Whether a full stop after this word does not end a sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.len() <= LONGEST && ABBREVIATION_NUMBERS.contains(&number_of(word.as_bytes()))
}

/// The longest abbreviation has so many letters.
const LONGEST: usize = 6;

/// The letters of a short word in small letters, as one number.
const fn number_of(word: &[u8]) -> u64 {
    let mut letters = [0; 8];
    let mut at = 0;
    while at < word.len() {
        letters[at] = word[at].to_ascii_lowercase();
        at += 1;
    }
    u64::from_le_bytes(letters)
}

/// The abbreviations as numbers, which are compared faster than words: this is asked at every full stop.
const ABBREVIATION_NUMBERS: [u64; ABBREVIATIONS.len()] = {
    let mut numbers = [0; ABBREVIATIONS.len()];
    let mut at = 0;
    while at < numbers.len() {
        assert!(ABBREVIATIONS[at].len() <= LONGEST);
        numbers[at] = number_of(ABBREVIATIONS[at].as_bytes());
        at += 1;
    }
    numbers
};

/// The sentences of `text`, in order, without the white space around them. Every word of the text is in exactly one. A
/// sentence ends at `.`, `!`, `?` or `…` before white space, unless the stop belongs to an abbreviation, and at a line break.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(plain) = text.as_bytes()[at..].iter().position(|byte| MAY_END[*byte as usize]) {
        let stop = at + plain;
        let mut rest = text[stop..].chars();
        let Some(c) = rest.next() else { break };
        let ends = match c {
            '\n' | '\u{2028}' | '\u{2029}' => true,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '۔' | '।' => {
                let after = rest.as_str().trim_start_matches(is_closing);
                rest = after.chars();
                let spaced = after.chars().next().is_none_or(char::is_whitespace);
                spaced && !(c == '.' && ends_in_abbreviation(&text[start..stop]))
            }
            _ => false,
        };
        at = text.len() - rest.as_str().len();
        if ends {
            push_trimmed(text, start, at, &mut found);
            start = at;
        }
    }
    push_trimmed(text, start, text.len(), &mut found);
    found
}

/// Bytes at which a sentence may end: those of a stop or a line break, and all that begin a character beyond ASCII.
const MAY_END: [bool; 256] = {
    let mut may_end = [false; 256];
    let mut byte = 0xc0;
    while byte < 256 {
        may_end[byte] = true;
        byte += 1;
    }
    may_end[b'\n' as usize] = true;
    may_end[b'.' as usize] = true;
    may_end[b'!' as usize] = true;
    may_end[b'?' as usize] = true;
    may_end
};

/// Whether a character after a stop still belongs to the sentence.
fn is_closing(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '\'' | ')')
}

/// Whether the last word before a full stop is an abbreviation; the E of A&E is none.
fn ends_in_abbreviation(text: &str) -> bool {
    let word = last_word(text);
    is_abbreviation(word) && !text[..text.len() - word.len()].ends_with('&')
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
        assert_eq!(split("Stay out of A&E. Minds matter"), ["Stay out of A&E.", "Minds matter"]);
    }
}
