//! Documents in which several people's words stand: divided where it is told whose they are, and else told of.

use super::cards::{self, is_line};
use super::{chat, comments_page, numbered, text_messages, transcript};
use crate::ingest::formats::Block;
use crate::submission::Present;
use crate::text::opens_formally;

/// Why words in a document of several people's are nobody's answer.
pub(super) const LED: &str = "words of whoever led the conversation";
pub(super) const NOBODYS: &str = "above what somebody said, or between";

/// What a document is in which several people's words stand.
pub(in crate::ingest) enum Several {
    /// The words of several people.
    People(People),
    /// Points of whoever it may be: the document with each as a bullet.
    Points(Vec<Block>),
}

/// The words of several people in a document.
#[derive(Default)]
pub(in crate::ingest) struct People {
    /// What each said, by where it begins: the number of a piece of the document, from 1.
    pub(in crate::ingest) parts: Vec<(u32, Vec<Block>)>,
    /// What is nobody's of them: titles, and the words of whoever led the conversation.
    pub(in crate::ingest) asides: Vec<(u32, &'static str)>,
    /// The channel that the numbers tell.
    pub(in crate::ingest) channel: Option<&'static str>,
    /// By what they are told apart, "'Respondent 1' and so on"; of a conversation, nothing.
    pub(in crate::ingest) told_apart: String,
    /// Whether they spoke with one another, or with whoever asked them.
    pub(in crate::ingest) is_conversation: bool,
    /// Whether somebody is known for leading it, whose words are nobody's answer.
    pub(in crate::ingest) is_led: bool,
    /// Everybody who is called by a name there.
    pub(in crate::ingest) names: Vec<Present>,
}

impl People {
    /// How many they are, and how each is counted.
    pub(in crate::ingest) fn told(&self) -> String {
        let said = self.parts.iter().filter(|(_, blocks)| !blocks.is_empty()).count();
        if self.is_conversation { self.told_of_conversation(said) } else { self.told_of_parts(said) }
    }

    fn told_of_parts(&self, said: usize) -> String {
        let whose = match said {
            1 => "one person, a respondent".to_owned(),
            said => format!("{said} people ({}), each a respondent", self.told_apart),
        };
        format!("the words of {whose}; if one person wrote them all, say read_as = \"letter\" in the profile")
    }

    fn told_of_conversation(&self, said: usize) -> String {
        let whose = match said {
            1 => "one person, a respondent".to_owned(),
            said => format!("{said} people, each a respondent"),
        };
        let led = match self.is_led {
            true => "the words of whoever led it are left out",
            false => {
                "nobody in it is known for leading it: if somebody does, say facilitator = [\"…:\"] in the profile, as their lines begin"
            }
        };
        format!(
            "a conversation: the words of {whose} with all they said; {led}; if one person wrote all of it, say read_as = \"letter\" in the profile"
        )
    }
}

/// Divides a document by whatever tells its people or points apart; none where nothing does. `are_notes` where the profile says that these are notes of an
/// event, `facilitator` how it says that lines of whoever led it begin.
pub(in crate::ingest) fn several(
    blocks: &[Block],
    are_notes: bool,
    facilitator: &[String],
) -> Option<Several> {
    let sent = || chat::people(blocks).or_else(|| text_messages::people(blocks));
    let online = || sent().or_else(|| comments_page::people(blocks));
    let people = || online().or_else(|| transcript::people(blocks, facilitator));
    let online = || people().filter(|_| !are_notes).map(Several::People);
    let cards = || cards::points(blocks).map(Several::Points);
    online().or_else(|| numbered::divided(blocks, are_notes)).or_else(cards)
}

/// What looks like several people's words in a document that is read as one letter; nothing where one person may have written it.
pub(in crate::ingest) fn seems_several(blocks: &[Block]) -> Option<String> {
    let lines = || {
        blocks.iter().flat_map(|block| match block {
            Block::Heading(text) | Block::Bullet(text) | Block::Paragraph(text) => {
                text.lines().collect::<Vec<_>>()
            }
            Block::Table(rows) => rows.iter().flatten().flatten().flat_map(|text| text.lines()).collect(),
        })
    };
    let lines = || lines().map(str::trim).filter(|line| !line.is_empty());
    let numbered = lines().filter(|line| is_numbered_person(line)).count();
    let greetings = lines().filter(|line| opens_formally(line)).count();
    let short = lines().filter(|line| is_short_comment(line)).count();
    let drawn = lines().filter(|line| is_line(line)).count();
    let all = lines().count();
    let what = if numbered >= 2 {
        format!("{numbered} lines such as 'Respondent 1'")
    } else if greetings >= 2 {
        format!("{greetings} salutations")
    } else if drawn >= 2 {
        format!("{drawn} lines drawn across it")
    } else if short >= MANY && short * 10 >= all * 8 {
        format!("{short} short lines, one below the other")
    } else {
        return None;
    };
    Some(format!(
        "it has {what}: if several people wrote it, it counts them as one; put each into a file or a row of a table of its own, or say \
         read_as = \"notes\" in the profile"
    ))
}

/// So many short lines are a list and no letter.
const MANY: usize = 6;

/// "Respondent 1", "Letter 2:", "Comment #3".
fn is_numbered_person(line: &str) -> bool {
    let plain = line.to_lowercase();
    let Some(rest) =
        ["respondent", "response", "letter", "comment", "participant", "person", "submission", "caller"]
            .iter()
            .find_map(|word| plain.strip_prefix(word))
    else {
        return false;
    };
    let number = rest.trim_start_matches([' ', '#', 'n', 'o', '.']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits) && number[digits..].trim_start_matches([':', '.', ')', '-', ' ']).is_empty()
}

/// A line of 3 to 25 words that begins like a comment of its own and does not run on.
fn is_short_comment(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (3..=25).contains(&words)
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !line.ends_with([',', ':', ';', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seems(text: &str) -> bool {
        let blocks: Vec<Block> = text.split("\n\n").map(|piece| Block::Paragraph(piece.to_owned())).collect();
        seems_several(&blocks).is_some()
    }

    #[test]
    fn several_people_are_seen_and_one_is_left_alone() {
        assert!(seems("Respondent 1\nBuses please\n\nRespondent 2\nBeds please"));
        assert!(seems("Dear Sir,\nBuses please.\n\nDear Madam,\nBeds please."));
        assert!(seems(
            "Can never get through\nParking is a joke\nMy nan waited nine hours\nBring back our centre!!\nThe list is too long\nDentist? what dentist"
        ));
        assert!(!seems(
            "Dear Sir,\n\nI have lived in Leek for forty years and\nI can never get through to the\nsurgery.\n\nYours,\nA Resident"
        ));
        assert!(!seems(
            "The ward is full. Nobody answers the telephone in the morning, and when they do there is nothing left."
        ));
    }
}
