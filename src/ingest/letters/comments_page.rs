//! Comments below a post of a social medium, as somebody copied them from its page: a name, what they wrote, and below it "Like", "Reply", "3d".

use std::collections::BTreeMap;

use super::several::People;
use crate::ingest::formats::Block;

/// So many comments at least are a page of them.
const FEWEST: usize = 3;

/// A name has at most so many words.
const LONGEST_NAME: usize = 5;

/// What stands above the first comment.
const ABOVE: [&str; 6] =
    ["all comments", "most relevant", "newest", "top comments", "oldest", "view more comments"];

/// What stands beside a name.
const BADGES: [&str; 8] = [
    "top fan",
    "admin",
    "moderator",
    "group expert",
    "rising contributor",
    "top contributor",
    "follow",
    "new member",
];

/// A piece of such a page: lines that somebody wrote, until the buttons below them.
#[derive(Default)]
struct Comment<'a> {
    /// The number of its first line.
    line: u32,
    lines: Vec<&'a str>,
    is_answered: bool,
}

/// What everybody wrote below a post, put together by name; none where this is no such page.
pub(in crate::ingest) fn people(blocks: &[Block]) -> Option<People> {
    let mut comments: Vec<Comment<'_>> = vec![Comment::default()];
    let mut number = 0;
    for block in blocks {
        let (Block::Paragraph(text) | Block::Heading(text) | Block::Bullet(text)) = block else {
            return None;
        };
        // Whose lines stand above the first comment nobody knows, but those of another paragraph are not its.
        if let [only @ Comment { is_answered: false, .. }] = &mut comments[..] {
            only.lines.clear();
        }
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            number += 1;
            let is_below = is_below(line);
            if let Some(last) = comments.last_mut().filter(|_| is_below) {
                last.is_answered |= line.to_lowercase().contains("reply");
                continue;
            }
            if comments.last().is_some_and(|last| last.is_answered) {
                comments.push(Comment::default());
            }
            if let Some(last) = comments.last_mut() {
                last.line = if last.lines.is_empty() { number } else { last.line };
                last.lines.push(line);
                if ABOVE.contains(&line.to_lowercase().as_str()) {
                    last.lines.clear();
                }
            }
        }
    }
    let above = comments.first().map_or(0, |first| first.line.saturating_sub(1));
    comments.retain(|comment| comment.is_answered && !comment.lines.is_empty());
    let mut people = (comments.len() >= FEWEST).then(|| by_name(comments))?;
    if above > 0 {
        people.asides.insert(0, (1, "the post, above the first comment"));
    }
    Some(people)
}

/// Whether a line is a button, a time or a note of the page below a comment: "Like", "Reply", "3d", "Edited".
fn is_below(line: &str) -> bool {
    const BUTTONS: [&str; 9] =
        ["like", "reply", "share", "edited", "see translation", "just now", "hide", "love", "like reply"];
    let plain = line.to_lowercase();
    let plain = plain.trim_matches([' ', '\u{b7}', '.']);
    let is_time = |word: &str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && ["s", "m", "h", "d", "w", "y", "min", "mins", "hr", "hrs", "mo", "yr", "yrs"]
                .contains(&word[digits..].trim())
    };
    let is_one = |part: &str| BUTTONS.contains(&part.trim()) || is_time(part.trim());
    let is_more = (plain.starts_with("view ") || plain.starts_with("see ")) && plain.contains("repl");
    is_more || plain.split('\u{b7}').all(is_one)
}

fn by_name(comments: Vec<Comment<'_>>) -> People {
    let mut people = People {
        channel: Some("Social media"),
        told_apart: "comments below a post".to_owned(),
        ..People::default()
    };
    let mut parts: BTreeMap<&str, usize> = BTreeMap::new();
    for Comment { line, lines, .. } in comments {
        let is_of_page = lines.iter().any(|line| line.eq_ignore_ascii_case("author"));
        let mut lines = lines.into_iter().skip_while(|line| BADGES.contains(&line.to_lowercase().as_str()));
        let name = lines.next().filter(|name| name.split_whitespace().count() <= LONGEST_NAME);
        let words: Vec<&str> = lines.collect();
        match name {
            _ if is_of_page => people.asides.push((line, "what the page's owner answered")),
            Some(name) if !words.is_empty() => {
                let part = *parts.entry(name).or_insert(people.parts.len());
                if part == people.parts.len() {
                    people.parts.push((line, Vec::new()));
                }
                people.parts[part].1.push(Block::Paragraph(words.join("\n")));
            }
            Some(_) => {
                people.asides.push((line, "a name without words: a picture, or what could not be copied"))
            }
            None => people.parts.push((line, vec![Block::Paragraph(words.join("\n"))])),
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_person_wrote_below_a_post_is_put_together() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let page = [
            "Healthwatch\n12 March\nWhat do you think?\n3 comments",
            "All comments",
            "Deb Slater\nParking is dear\nLike\nReply\n3d",
            "Author\nHealthwatch\nSorry to hear that\nLike\nReply\n3d",
            "Top fan\nRay Dunn\nMore beds\nand buses\nLike \u{b7} Reply \u{b7} 2w\nView 2 more replies",
            "Deb Slater\nAnd no bus\nLike\nReply\n1w",
        ];
        let found = people(&page.map(paragraph)).unwrap();
        assert_eq!(
            found.parts.iter().map(|(_, words)| words.clone()).collect::<Vec<_>>(),
            [
                vec![paragraph("Parking is dear"), paragraph("And no bus")],
                vec![paragraph("More beds\nand buses")]
            ]
        );
        assert_eq!(found.asides.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 11]);
        assert!(people(&[paragraph("I like it\nReply\nThanks")]).is_none());
    }
}
