//! Whether a quote is its response's own words, checked apart from how it was made.

use super::CUT;

/// Whether every word of `shown` stands in `words`, in order and with nothing between but what a mark stands for. Marks are pieces in square brackets that the response does not have there:
/// `[name]`, `[…]`. The first and last words of `words` must be shown, too.
pub(super) fn is_verbatim(words: &str, shown: &str) -> bool {
    let shown = shown.strip_prefix(CUT).map_or(shown, str::trim_start);
    let shown = shown.strip_suffix(CUT).map_or(shown, str::trim_end);
    matches_from(words, shown)
}

fn matches_from(words: &str, shown: &str) -> bool {
    let mut rest = words;
    let mut shown = shown;
    loop {
        let same = rest.bytes().zip(shown.bytes()).take_while(|(one, other)| one == other).count();
        let same = rest.floor_char_boundary(same);
        // The mark may begin with the same bracket as the words.
        let (before, mark) = match shown[..same].rfind('[').filter(|at| !shown[*at..same].contains(']')) {
            Some(bracket) if same < shown.len() => (bracket, &shown[bracket..]),
            _ => (same, &shown[same..]),
        };
        rest = &rest[before..];
        if mark.is_empty() {
            return rest.is_empty();
        }
        let Some(end) = mark.find(']').filter(|_| mark.starts_with('[')) else { return false };
        shown = &mark[end + 1..];
        // What the mark stands for ends where the words after it begin.
        let next = shown.split('[').next().unwrap_or("");
        if next.is_empty() && shown.is_empty() {
            return !rest.is_empty();
        }
        match rest.find(next) {
            Some(at) if !next.is_empty() => rest = &rest[at..],
            _ => return next.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_verbatim;

    #[test]
    fn own_words_are_proven() {
        for (words, shown) in [
            ("The bus was late.", "The bus was late."),
            ("Ring Jo on 07700 900123 now.", "Ring [name] on [phone] now."),
            ("Jo said [sic] it.", "[name] said [sic] it."),
            ("the bus was late", "[…] the bus was late […]"),
            ("Ask Jo", "Ask [name]"),
        ] {
            assert!(is_verbatim(words, shown), "{shown}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (words, shown) in [
            ("The bus was late.", "The bus was very late."),
            ("The bus was late.", "The bus was"),
            ("Ring Jo now.", "Ring [name] tomorrow."),
            ("", "[name]"),
        ] {
            assert!(!is_verbatim(words, shown), "{shown}");
        }
    }
}
