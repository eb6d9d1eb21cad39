//! Lines that a mail program or typewriter wrapped are joined again.

/// Of a text that was wrapped the longest line has so many characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=80;

/// Whether a text whose longest line has so many characters may have been wrapped.
pub(super) fn may_be_wrapped(longest: usize) -> bool {
    WRAPPED.contains(&longest)
}

/// Joins a line with the next where the line was full: the next line's first word would not have fitted. Only texts whose lines
/// are all at most 80 characters long, and whose longest is at least 50, were wrapped; all others stay.
pub(super) fn unwrapped(text: &str) -> String {
    let mut longest = 0;
    let mut count = 0;
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        longest = longest.max(line.chars().count());
        count += 1;
    }
    if count < 2 || !may_be_wrapped(longest) {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        joined.push_str(line);
        let Some(next) = lines.peek() else { break };
        let first_word = next.split(' ').next().map_or(0, |word| word.chars().count());
        let is_full = line.chars().count() + 1 + first_word > longest;
        let begins_point = next.starts_with(['-', '*', '•', '–', '·'])
            || next.chars().next().is_none_or(|c| c.is_ascii_digit());
        joined.push(if is_full && !line.is_empty() && !begins_point { ' ' } else { '\n' });
    }
    joined
}
