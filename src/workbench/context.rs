//! Words with what stands around them, on one line and without personal details.

use crate::redact::{Detail, redacted};
use crate::text::Span;

/// So many characters stand on each side.
pub(super) const WIDTH: usize = 44;

/// Some words of a text, and what stands before and after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InContext {
    pub(super) left: String,
    pub(super) words: String,
    pub(super) right: String,
}

/// The words of `span` with at most [`WIDTH`] characters on each side, cut between words.
pub(super) fn in_context(text: &str, span: Span, details: &[Detail]) -> InContext {
    let shown = |from: usize, to: usize| on_one_line(redacted(text, Span::new(from, to), details).as_str());
    let (start, end) = (span.start as usize, span.end as usize);
    // Twice as much as is shown: a masked detail may be shorter than what it stands for, and spaces may be many.
    let from = boundary(text, start.saturating_sub(WIDTH * 8));
    let to = boundary(text, end.saturating_add(WIDTH * 8).min(text.len()));
    InContext {
        left: last(&shown(from, start), from > 0),
        words: shown(start, end).trim().to_owned(),
        right: first(&shown(end, to), to < text.len()),
    }
}

/// A whole text on one line, without personal details.
pub(super) fn whole(text: &str, details: &[Detail]) -> String {
    on_one_line(redacted(text, Span::new(0, text.len()), details).as_str()).trim().to_owned()
}

/// White space as single spaces, and nothing that moves a terminal's cursor.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c.is_control() => {
                if !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            c => line.push(c),
        }
    }
    line
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The end of a text, with a sign where something is left out.
fn last(text: &str, is_cut: bool) -> String {
    let count = text.chars().count();
    if count <= WIDTH {
        return if is_cut { format!("…{text}") } else { text.trim_start().to_owned() };
    }
    let kept: String = text.chars().skip(count - WIDTH).collect();
    let from = kept.find(' ').map_or(0, |at| at + 1);
    format!("…{}", &kept[from..])
}

/// The beginning of a text, with a sign where something is left out.
fn first(text: &str, is_cut: bool) -> String {
    if text.chars().count() <= WIDTH {
        return if is_cut { format!("{text}…") } else { text.trim_end().to_owned() };
    }
    let kept: String = text.chars().take(WIDTH).collect();
    let to = kept.rfind(' ').unwrap_or(kept.len());
    format!("{}…", &kept[..to])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::{Wishes, details};

    #[test]
    fn details_are_masked_and_lines_joined() {
        let text = "Ring me on 07700 900123\nabout the bus,\n\nplease";
        let at = text.find("bus").expect("it is there");
        let found = in_context(text, Span::new(at, at + 3), &details(text, &Wishes::default()));
        assert_eq!(
            (found.left.as_str(), found.words.as_str(), found.right.as_str()),
            ("Ring me on [phone] about the ", "bus", ", please")
        );
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        let text = format!("{} bus {}", "one two ".repeat(40), "three four ".repeat(40));
        let at = text.find("bus").expect("it is there");
        let found = in_context(&text, Span::new(at, at + 3), &[]);
        assert!(found.left.starts_with("…one") || found.left.starts_with("…two"), "{}", found.left);
        assert!(found.right.ends_with("three…") || found.right.ends_with("four…"), "{}", found.right);
    }
}
