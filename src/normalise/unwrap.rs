//! Lines that a mail program or typewriter wrapped are joined again.

/// Of a text that was wrapped the longest line has so many characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=80;

/// Whether a text whose longest line has so many characters may have been wrapped.
pub(super) fn may_be_wrapped(longest: usize) -> bool {
    WRAPPED.contains(&longest)
}

/// Joins a line with the next where the line was full: the next line's first word would not have fitted. Only texts whose lines
/// are all at most 80 characters long, and whose longest is at least 50, were wrapped; all others stay. What is joined comes out longer than
/// that, so that a second time changes nothing.
pub(super) fn unwrapped(text: String) -> String {
    if !text.contains('\n') {
        return text;
    }
    let length = |line: &str| line.chars().count();
    let lines: Vec<&str> = text.split('\n').collect();
    let longest = lines.iter().map(|line| length(line)).max().unwrap_or(0);
    if !may_be_wrapped(longest) {
        return text;
    }
    let goes_on = |at: usize| {
        let (line, Some(next)) = (lines[at], lines.get(at + 1)) else { return false };
        let first_word = length(next.split(' ').next().unwrap_or(""));
        let begins_point =
            next.is_empty() || next.starts_with(['-', '*', '•', '–', '·']) || is_numbered(line, next);
        !line.is_empty() && !begins_point && length(line) + 1 + first_word > longest
    };
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while goes_on(end) {
            end += 1;
        }
        let run = &lines[at..=end];
        let total: usize = run.iter().map(|line| length(line) + 1).sum::<usize>() - 1;
        if at > 0 {
            joined.push('\n');
        }
        if total > *WRAPPED.end() {
            push_joined(&mut joined, run);
        } else {
            joined.push_str(&run.join("\n"));
        }
        at = end + 1;
    }
    joined
}

/// Whether a line begins with the number of a point: "2. Ambulances", "(b)" apart, or any number after a finished sentence. In "since", "2016? Not
/// much" the sentence goes on.
fn is_numbered(before: &str, line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = &line[digits..];
    digits > 0
        && (before.ends_with(['.', '!', '?', ':', ';'])
            || digits < 4 && after.starts_with(['.', ')', ':']) && after[1..].starts_with([' ', '\t']))
}

/// Adds lines as one. A word divided by a soft hyphen is made whole; a plain hyphen at a line's end may be the word's own and stays, without
/// a space behind it.
fn push_joined(joined: &mut String, run: &[&str]) {
    for (at, line) in run.iter().enumerate() {
        let is_after_hyphen = joined.ends_with('-') && line.starts_with(char::is_lowercase);
        if at > 0 && !(is_after_hyphen && joined.chars().rev().nth(1).is_some_and(char::is_alphabetic)) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
}
