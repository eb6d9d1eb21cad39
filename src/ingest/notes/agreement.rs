//! Marks behind a point that say how many people agreed with it.

use crate::ingest::numbers::leading;

/// Marks of which each is one person.
const TICKS: &[char] = &['✓', '✔', '✅', '☑', '√', '👍', '\u{fe0f}', '🏻', '🏼', '🏽', '🏾', '🏿'];

/// People, as they are counted behind a point.
const PEOPLE: &[&str] = &[
    "people",
    "person",
    "persons",
    "residents",
    "patients",
    "carers",
    "members",
    "attendees",
    "participants",
    "others",
    "other",
    "agree",
    "agreed",
    "agreeing",
    "votes",
    "vote",
    "dots",
    "dot",
    "ticks",
    "tick",
    "times",
    "mentions",
    "said this",
    "of us",
    "tables",
    "groups",
    "staff",
    "parents",
    "in agreement",
    "likes",
    "stickers",
];

/// The most people that can agree with a point.
const MOST: u32 = 9_999;

/// How long the words of a point are without its marks, and how many people agreed; none where there are no marks.
pub(in crate::ingest) fn marked(text: &str) -> Option<(usize, u32)> {
    let trimmed = text.trim_end();
    ticks(trimmed)
        .or_else(|| strokes(trimmed))
        .or_else(|| bracketed(trimmed))
        .or_else(|| times(trimmed))
        .or_else(|| plus(trimmed))
        .or_else(|| agreed_by(trimmed))
}

/// A number alone in brackets at the end of a point: a count where several points have one that do not merely number them.
pub(in crate::ingest) fn bare(text: &str) -> Option<(usize, u32)> {
    let trimmed = text.trim_end();
    let (words, inner) = last_brackets(trimmed)?;
    let (number, rest) = leading(inner)?;
    (rest.is_empty() && inner.len() <= 3 && number > 0).then(|| (words.trim_end().len(), number))
}

/// Whether numbers in brackets count people: there are several, and they do not go up one by one as numbers of notes do.
pub(super) fn are_counts(numbers: &[u32]) -> bool {
    numbers.len() >= 3 && numbers.windows(2).any(|pair| pair[1] != pair[0] + 1)
}

/// The words without the separators that stood before the marks.
fn words(text: &str) -> usize {
    text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',' | ';' | '(' | '[')
    })
    .len()
}

fn ticks(text: &str) -> Option<(usize, u32)> {
    let is_modifier = |c: char| c == '\u{fe0f}' || ('🏻'..='🏿').contains(&c);
    let closed = text.trim_end_matches([')', ']']);
    let kept = closed.trim_end_matches(|c: char| TICKS.contains(&c) || c == ' ' || c == ',');
    let marks = closed[kept.len()..].chars().filter(|c| TICKS.contains(c) && !is_modifier(*c)).count() as u32;
    if marks == 0 {
        return None;
    }
    // Behind ticks a number may say how many there are: `✓ x4` is read as `x4` first.
    Some((words(kept), marks))
}

/// Strokes of a tally, `||||`, `IIII II`: a vertical bar each, or capital letters of which four stand together as in no numeral.
fn strokes(text: &str) -> Option<(usize, u32)> {
    let kept = text.trim_end_matches(['|', 'I', '/', ' ']);
    let marks = &text[kept.len()..];
    let is_tally = ["||", "IIII"].iter().any(|tally| marks.trim_start().starts_with(tally));
    let is_apart = kept.is_empty() || marks.starts_with(' ') || kept.ends_with([':', '-', '–']);
    let count = marks.chars().filter(|c| *c != ' ').count() as u32;
    (is_tally && is_apart).then(|| (words(kept), count))
}

/// What stands in the last brackets, and the text before them.
fn last_brackets(text: &str) -> Option<(&str, &str)> {
    let (open, close) = if text.ends_with(')') { ('(', ')') } else { ('[', ']') };
    let inner = text.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    Some((&text[..at], inner[at + open.len_utf8()..].trim()))
}

/// `(4 people)`, `(x4)`, `(+3)`, `(agreed by 5)`, `[4x]`.
fn bracketed(text: &str) -> Option<(usize, u32)> {
    let (before, inner) = last_brackets(text)?;
    let plain = inner.to_lowercase();
    let counted = |text: &str| {
        let (number, rest) = leading(text.trim_start())?;
        let rest = rest.trim_start();
        let is_people = PEOPLE.iter().any(|word| {
            rest.strip_prefix(word).is_some_and(|rest| {
                !rest.starts_with(char::is_alphanumeric) && rest.split_whitespace().count() <= 4
            })
        });
        Some((number, is_people, rest.is_empty()))
    };
    let number = if let Some(rest) = plain.strip_prefix(['x', '×', '+']) {
        counted(rest).filter(|(_, is_people, is_all)| *is_people || *is_all).map(|(number, ..)| number)
    } else if let Some(rest) =
        ["agreed by ", "supported by ", "said by ", "raised by ", "mentioned by ", "mentioned "]
            .iter()
            .find_map(|start| plain.strip_prefix(start))
    {
        counted(rest).map(|(number, ..)| number)
    } else if let Some(rest) = plain.strip_suffix(['x', '×']) {
        counted(rest).filter(|(_, _, is_all)| *is_all).map(|(number, ..)| number)
    } else {
        counted(&plain).filter(|(_, is_people, _)| *is_people).map(|(number, ..)| number)
    }?;
    within(before, number)
}

fn within(before: &str, number: u32) -> Option<(usize, u32)> {
    (1..=MOST).contains(&number).then(|| (words(before), number))
}

/// A number at the very end, and the text before it.
fn last_number(text: &str) -> Option<(&str, u32)> {
    let text = text.trim_end_matches('.');
    let at = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Some((&text[..at], text[at..].parse().ok()?))
}

/// `x4`, `x 4`, `×4`; not the `x` of `2 x 4` or `2x4`. A number before it is the point's own where the `x` stands with its count and apart from that number:
/// `ring 111 x2`.
fn times(text: &str) -> Option<(usize, u32)> {
    let text = PEOPLE.iter().fold(text, |text, word| text.strip_suffix(word).map_or(text, str::trim_end));
    let (before, number) = last_number(text)?;
    let is_beside_its_count = !before.ends_with(char::is_whitespace);
    let before = before.trim_end().strip_suffix(['x', 'X', '×'])?;
    let is_apart = before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || TICKS.contains(&c));
    let is_sum = !(is_beside_its_count && before.ends_with(char::is_whitespace))
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let before = before.trim_end_matches(|c: char| TICKS.contains(&c) || c == ' ');
    if is_apart && !is_sum && number < 1_000 { within(before, number) } else { None }
}

/// `+3`, `+ 3 others`.
fn plus(text: &str) -> Option<(usize, u32)> {
    let text = PEOPLE.iter().fold(text, |text, word| text.strip_suffix(word).map_or(text, str::trim_end));
    let (before, number) = last_number(text)?;
    let before = before.trim_end().strip_suffix('+')?;
    let is_apart =
        before.is_empty() || before.ends_with(char::is_whitespace) || before.ends_with(['.', ')', '!', '?']);
    let is_sum = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if is_apart && !is_sum && number < 1_000 { within(before, number) } else { None }
}

/// `agreed by 5`, `– supported by five people`.
fn agreed_by(text: &str) -> Option<(usize, u32)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let (at, rest) = ["agreed by ", "supported by "]
        .iter()
        .filter_map(|mark| lower.rfind(mark).map(|at| (at, &lower[at + mark.len()..])))
        .max_by_key(|(at, _)| *at)?;
    let (number, rest) = leading(rest)?;
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == '.');
    (rest.is_empty() || PEOPLE.contains(&rest)).then(|| within(&text[..at], number)).flatten()
}

/// A count that stands alone in a cell: `4`, `x4`, `✓✓✓`.
pub(in crate::ingest) fn count_of(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse().ok().or_else(|| marked(text).filter(|(end, _)| *end == 0).map(|(_, count)| count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_behind_a_point_are_cut_and_counted() {
        for (point, words, count) in [
            ("More buses x4", "More buses", 4),
            ("More buses (x4)", "More buses", 4),
            ("More buses x 4", "More buses", 4),
            ("More buses ×12", "More buses", 12),
            ("More buses (4 people)", "More buses", 4),
            ("More buses (4 people agreed)", "More buses", 4),
            ("More buses (five people)", "More buses", 5),
            ("More buses ✓✓✓", "More buses", 3),
            ("More buses. ✔ ✔", "More buses.", 2),
            ("More buses ✔️✔️", "More buses", 2),
            ("More buses +3", "More buses", 3),
            ("More buses (+3)", "More buses", 3),
            ("More buses – agreed by 5", "More buses", 5),
            ("More buses, agreed by five people.", "More buses", 5),
            ("More buses (agreed by 5)", "More buses", 5),
            ("More buses [3 votes]", "More buses", 3),
            ("More buses - x3", "More buses", 3),
            ("Nobody told us to ring 111 x2", "Nobody told us to ring 111", 2),
            ("More buses (✓✓)", "More buses", 2),
            ("✓✓✓", "", 3),
            ("x4", "", 4),
            ("More buses ||||", "More buses", 4),
            ("More buses: IIII II", "More buses", 6),
            ("||||/ ||", "", 7),
        ] {
            let found = marked(point);
            assert_eq!(found.map(|(end, count)| (&point[..end], count)), Some((words, count)), "{point}");
        }
    }

    #[test]
    fn numbers_that_belong_to_a_point_stay_in_it() {
        for point in [
            "Beds of 2 x 4",
            "Beds of 2x4",
            "Beds of 2x 4",
            "The bus number 4",
            "Open until 2019",
            "A 4x4 is needed",
            "Ward 7 (renal)",
            "We waited (4 hours)",
            "Ring 999",
            "Vitamin C+ 3 + 4",
            "The plan was agreed by the board",
            "Route 4 (X4)s",
            "In 1948 (founded 1948)",
            "World War II",
            "Open Mon | Tue |",
            "Type III",
            "AIIII",
        ] {
            assert_eq!(marked(point), None, "{point}");
        }
    }

    #[test]
    fn a_bare_number_counts_only_among_others() {
        assert_eq!(bare("More buses (4)"), Some((10, 4)));
        assert_eq!(bare("Founded (1948)"), None);
        assert!(are_counts(&[4, 2, 7]));
        assert!(!are_counts(&[1, 2, 3]));
        assert!(!are_counts(&[4]));
    }
}
