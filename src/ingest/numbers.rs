//! Numbers as people write them.

/// Numbers written as words, from one.
const WORDS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The number with which a text begins, and what stands behind it: `1,200 members`, `1200`, `five of us`.
pub(super) fn leading(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    let written = text[..digits].trim_end_matches(',');
    if !written.is_empty() {
        let mut groups = written.split(',');
        let first = groups.next().unwrap_or("");
        let is_grouped =
            groups.clone().all(|group| group.len() == 3) && (groups.count() == 0 || first.len() <= 3);
        if first.is_empty() || !is_grouped {
            return None;
        }
        let rest = &text[written.len()..];
        // 3.5 and 10am are no counts.
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%')
            || rest.starts_with(['.', ':', '/']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        return written.replace(',', "").parse().ok().filter(|_| !goes_on).map(|number| (number, rest));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = text[..end].to_lowercase();
    let at = WORDS.iter().position(|known| *known == word)?;
    Some((at as u32 + 1, &text[end..]))
}

/// The one number that a text holds outside brackets; none where it holds none, or several of which none is a total.
pub(super) fn only(text: &str) -> Option<u32> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut is_after_total = false;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let starts = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '0'..='9' if starts && depth == 0 => {
                if let Some((number, rest)) = leading(&text[at..]) {
                    if is_after_total || rest.trim_start().to_lowercase().starts_with("in total") {
                        return Some(number);
                    }
                    found.push(number);
                    at = text.len() - rest.len();
                    continue;
                }
            }
            _ if starts && text[at..].to_lowercase().starts_with("total") => is_after_total = true,
            _ => {}
        }
        at += character.len_utf8();
    }
    match found.as_slice() {
        [number] => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, number) in [
            ("1,200 members", Some(1200)),
            ("1200", Some(1200)),
            ("five of us", Some(5)),
            ("3.5 hours", None),
            ("10am", None),
            ("1,20", None),
            ("none", None),
            ("12,", Some(12)),
        ] {
            assert_eq!(leading(text).map(|(number, _)| number), number, "{text}");
        }
        for (text, number) in [
            ("about 34", Some(34)),
            ("34 (12 of them staff)", Some(34)),
            ("12 residents, 5 staff", None),
            ("12 residents, 5 staff, total 17", Some(17)),
            ("nobody", None),
        ] {
            assert_eq!(only(text), number, "{text}");
        }
    }
}
