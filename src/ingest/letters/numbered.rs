//! Documents in which several people's words stand below one another, each below or behind a number: "Respondent 1", "Card 2: More buses".

use std::collections::BTreeSet;

use super::several::{LED, NOBODYS, People, Several};
use crate::ingest::Event;
use crate::ingest::formats::Block;
use crate::ingest::notes::event_details::{take, tells_of_event};
use crate::ingest::question_numbers::{self, Numbered};
use crate::text::{capitalised, closes_formally, opens_formally};

/// So many numbers on lines of their own, or before words on the same line, are no chance.
const FEWEST_ABOVE: usize = 2;
const FEWEST_BEFORE: usize = 3;

/// The first number of a document or section is at most this: typists leave out what is blank.
const FIRST: u32 = 3;

/// More words above the first number are somebody's: a letter that numbers what it speaks of.
const MOST_ABOVE: usize = 60;

/// A conversation has so many turns at least.
const FEWEST_TURNS: usize = 4;

/// Who is numbered, and the channel of their words where it tells one.
const PEOPLE: [(&str, Option<&str>); 41] = [
    ("respondent", None),
    ("response form", None),
    ("response", None),
    ("reply", None),
    ("submission", None),
    ("participant", None),
    ("person", None),
    ("resident", None),
    ("patient story", None),
    ("patient", None),
    ("parent", None),
    ("carer", None),
    ("relative", None),
    ("family", None),
    ("member", None),
    ("service user", None),
    ("young person", None),
    ("student", None),
    ("visitor", None),
    ("attendee", None),
    ("speaker", None),
    ("story", None),
    ("form", None),
    ("survey", None),
    ("questionnaire", None),
    ("feedback form", None),
    ("evaluation form", None),
    ("comment card", Some("Comment card")),
    ("comments card", Some("Comment card")),
    ("feedback card", Some("Comment card")),
    ("postcard", Some("Comment card")),
    ("card", Some("Comment card")),
    ("letter", Some("Letter")),
    ("e-mail", Some("E-mail")),
    ("email", Some("E-mail")),
    ("telephone call", Some("Telephone")),
    ("phone call", Some("Telephone")),
    ("caller", Some("Telephone")),
    ("call", Some("Telephone")),
    ("interviewee", Some("Interview")),
    ("interview", Some("Interview")),
];

/// Who may have a letter in the place of a number.
const LETTERED: [&str; 10] = [
    "respondent",
    "participant",
    "person",
    "resident",
    "patient",
    "parent",
    "carer",
    "family",
    "interviewee",
    "interview",
];

/// What is numbered and may be anybody's.
const POINTS: [&str; 6] = ["comment", "feedback", "post-it", "post it", "sticky note", "quote"];

/// What may be numbered as its question is: "Question 2", "Response 2".
const ANSWERS: [&str; 4] = ["response", "reply", "comment", "feedback"];

/// Those who lead a conversation.
const LEADING: [&str; 5] = ["facilitator", "interviewer", "moderator", "researcher", "chair"];

/// What stands in a document in one piece, and whose it is.
struct Piece<'a> {
    block: Block,
    mark: Mark<'a>,
}

impl Piece<'_> {
    /// Whether it begins with the number of somebody called so.
    fn is_of(&self, wanted: &str) -> bool {
        matches!(self.mark, Mark::Number { who, .. } if who == wanted)
    }
}

/// What a piece begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark<'a> {
    /// "Card 2: More buses", and what stands behind the number.
    Number {
        who: &'static str,
        number: u32,
        rest: &'a str,
    },
    /// "Facilitator: Who else?"
    Leading,
    /// A heading.
    Heading,
    Words,
}

/// Divides a document by its numbers; none where they do not number people or points one after the other. `are_notes` where the profile says so.
pub(in crate::ingest) fn divided(blocks: &[Block], are_notes: bool) -> Option<Several> {
    let pieces = pieces(blocks);
    let first = pieces.iter().position(|piece| matches!(piece.mark, Mark::Number { .. }))?;
    let Mark::Number { who, .. } = pieces[first].mark else { return None };
    let (above, body) = pieces.split_at(first);
    let is_conversation = !are_in_order(body, who);
    if is_somebodys(above.iter().map(|piece| &piece.block))
        || ends_as_one_letter(body, who)
        || ANSWERS.contains(&who) && answers_questions(&pieces, who)
        || is_conversation && !is_conversation_of(body, who)
    {
        return None;
    }
    if are_notes || POINTS.contains(&who) || above.iter().any(tells_of_an_event) {
        return (!is_conversation).then(|| Several::Points(points(pieces, who)));
    }
    Some(Several::People(people(pieces, who, is_conversation)))
}

/// The document, each of whose paragraphs is divided at the lines that begin with a number.
fn pieces(blocks: &[Block]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for block in blocks {
        match block {
            Block::Table(_) => pieces.push(Piece { block: block.clone(), mark: Mark::Words }),
            Block::Heading(text) => {
                let mark = Some(mark(text)).filter(|mark| *mark != Mark::Words).unwrap_or(Mark::Heading);
                pieces.push(Piece { block: block.clone(), mark });
            }
            Block::Bullet(text) => pieces.push(Piece { block: block.clone(), mark: mark(text) }),
            Block::Paragraph(text) => {
                let mut start = 0;
                let lines = text.split_inclusive('\n').scan(0, |at, line| {
                    *at += line.len();
                    Some((*at - line.len(), line))
                });
                let starts = lines.filter(|(at, line)| *at > 0 && mark(line) != Mark::Words);
                let ends: Vec<usize> = starts.map(|(at, _)| at).chain([text.len()]).collect();
                for end in ends {
                    let part = text[start..end].trim_end();
                    pieces.push(Piece { block: Block::Paragraph(part.to_owned()), mark: mark(part) });
                    start = end;
                }
            }
        }
    }
    pieces
}

/// What a text begins with.
fn mark(text: &str) -> Mark<'_> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "*#-\u{2022}".contains(c));
    let behind = |word: &str| {
        text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &text[word.len()..])
    };
    let is_label =
        |rest: &str| rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).starts_with(':');
    if LEADING.iter().filter_map(|word| behind(word)).any(is_label) {
        return Mark::Leading;
    }
    let who = PEOPLE.iter().map(|(who, _)| *who).chain(POINTS);
    who.filter_map(|who| Some((who, numbered(behind(who)?).or_else(|| lettered(who, behind(who)?))?)))
        .max_by_key(|(who, _)| who.len())
        .map_or(Mark::Words, |(who, (number, rest))| Mark::Number { who, number, rest })
}

/// The letter that stands for a number behind somebody's word, " B", and what stands behind it: "Interview B".
fn lettered<'a>(who: &str, behind: &'a str) -> Option<(u32, &'a str)> {
    let rest = behind.strip_prefix([' ', '\u{a0}'])?;
    let letter = *rest.as_bytes().first().filter(|letter| letter.is_ascii_uppercase())?;
    let words = words_behind(&rest[1..]).filter(|_| LETTERED.contains(&who))?;
    Some((u32::from(letter - b'A') + 1, words))
}

/// The number behind a word, " 2", " no. 2" or " #2", and what stands behind it, after a mark or on the next line.
fn numbered(behind: &str) -> Option<(u32, &str)> {
    let rest = behind.strip_prefix([' ', '\u{a0}'])?.trim_start();
    let rest = ["number ", "no. ", "no ", "#"].iter().find_map(|no| rest.strip_prefix(no)).unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok().filter(|_| digits <= 4)?;
    Some((number, words_behind(&rest[digits..])?))
}

/// What stands behind a number, after a mark or on the next line; none where a sentence goes on behind it.
fn words_behind(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let words = rest.trim_start_matches([':', '.', ')', '-', '\u{2013}', '\u{2014}', '*', ' ', '\t']);
    (words.len() < rest.len() || rest.is_empty() || rest.starts_with(['\n', '\r'])).then(|| words.trim())
}

/// Whether what stands above or beside people's words is the beginning of somebody's letter.
pub(super) fn is_somebodys<'a>(above: impl Iterator<Item = &'a Block> + Clone) -> bool {
    let texts = || {
        above.clone().filter_map(|block| match block {
            Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) => Some(text),
            Block::Table(_) => None,
        })
    };
    let words: usize = texts().map(|text| text.split_whitespace().count()).sum();
    let has_table = above.clone().any(|block| matches!(block, Block::Table(_)));
    has_table || words > MOST_ABOVE || texts().flat_map(|text| text.lines()).any(opens_formally)
}

/// Whether there is the end of a letter below the last number, and below no other.
fn ends_as_one_letter(body: &[Piece<'_>], who: &str) -> bool {
    let closes = |piece: &Piece<'_>| match &piece.block {
        Block::Paragraph(text) => text.lines().any(closes_formally),
        _ => false,
    };
    let last = body.iter().rposition(|piece| piece.is_of(who)).unwrap_or(0);
    body[last..].iter().any(closes) && !body[..last].iter().any(closes)
}

/// Whether a numbered question stands right above one of the numbers.
fn answers_questions(pieces: &[Piece<'_>], who: &str) -> bool {
    let asks = |piece: &Piece<'_>| match &piece.block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) => {
            matches!(
                question_numbers::numbered(text.lines().next().unwrap_or_default()),
                Some(Numbered::Question(_))
            )
        }
        Block::Table(_) => false,
    };
    pieces.windows(2).any(|two| two[1].is_of(who) && asks(&two[0]))
}

/// Whether a piece tells how many came to an event, or who noted what was said there.
fn tells_of_an_event(piece: &Piece<'_>) -> bool {
    let (Block::Heading(text) | Block::Paragraph(text), Mark::Words | Mark::Heading) =
        (&piece.block, piece.mark)
    else {
        return false;
    };
    text.lines().any(|line| {
        let mut event = Event::default();
        let label = line.split(':').next().unwrap_or_default().trim().to_lowercase();
        take(line, &mut event) && (event.attendance.is_some() || tells_of_event(&label))
    })
}

/// Whether the numbers of those called so rise, in each section from its beginning, and nothing stands in between that is not theirs: a heading stands above a
/// number, or above what several of them were asked.
fn are_in_order(body: &[Piece<'_>], who: &str) -> bool {
    let number = |piece: &Piece<'_>| match piece.mark {
        Mark::Number { who: found, number, rest } if found == who => Some((number, rest.is_empty())),
        _ => None,
    };
    let (mut last, mut count, mut all_above) = (0, 0, true);
    let mut asked: Vec<BTreeSet<&str>> = Vec::new();
    for (at, piece) in body.iter().enumerate() {
        match (number(piece), &piece.block) {
            (Some((number, is_alone)), _) => {
                if number <= last || last == 0 && number > FIRST {
                    return false;
                }
                last = number;
                count += 1;
                all_above &= is_alone;
                asked.push(BTreeSet::new());
            }
            (None, Block::Heading(_)) if body.get(at + 1).is_some_and(|next| next.is_of(who)) => last = 0,
            (None, Block::Heading(heading)) => {
                if let Some(asked) = asked.last_mut() {
                    asked.insert(heading.trim());
                }
            }
            _ => {}
        }
        if piece.mark == Mark::Leading {
            return false;
        }
    }
    let is_asked_again = |heading: &&str| asked.iter().filter(|asked| asked.contains(heading)).count() > 1;
    count >= if all_above { FEWEST_ABOVE } else { FEWEST_BEFORE }
        && asked.iter().flatten().all(is_asked_again)
}

/// Whether several people called so speak in turns, each behind their number.
fn is_conversation_of(body: &[Piece<'_>], who: &str) -> bool {
    let mut people = BTreeSet::new();
    let mut turns = 0;
    for piece in body {
        match piece.mark {
            Mark::Number { who: found, number, rest } if found == who && !rest.is_empty() => {
                people.insert(number);
                turns += 1;
            }
            Mark::Number { .. } | Mark::Heading => return false,
            Mark::Leading | Mark::Words => {}
        }
    }
    turns >= FEWEST_TURNS && people.len() > 1 && !POINTS.contains(&who)
}

/// The document's points without their numbers.
fn points(pieces: Vec<Piece<'_>>, wanted: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_below = false;
    for Piece { block, mark } in &pieces {
        match (mark, block) {
            (Mark::Number { who, rest, .. }, _) if *who == wanted => {
                blocks.push(Block::Bullet((*rest).to_owned()));
                is_below = true;
            }
            (_, Block::Paragraph(text) | Block::Bullet(text)) if is_below => {
                if let Some(Block::Bullet(point)) = blocks.last_mut() {
                    add(point, text);
                }
            }
            _ => {
                blocks.push(block.clone());
                is_below = false;
            }
        }
    }
    blocks.retain(|block| !matches!(block, Block::Bullet(text) if text.is_empty()));
    blocks
}

fn add(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}

/// What each said. In a conversation somebody's turns are put together.
fn people(pieces: Vec<Piece<'_>>, wanted: &str, is_conversation: bool) -> People {
    let channel = PEOPLE.iter().find(|(who, _)| *who == wanted).and_then(|(_, channel)| *channel);
    let mut people = People { channel, ..People::default() };
    let mut numbers: Vec<u32> = Vec::new();
    let mut current: Option<usize> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let place = at as u32 + 1;
        let is_section =
            piece.mark == Mark::Heading && pieces.get(at + 1).is_some_and(|next| next.is_of(wanted));
        match piece.mark {
            Mark::Number { who, number, rest } if who == wanted => {
                let known = numbers.iter().position(|known| is_conversation && *known == number);
                let part = known.unwrap_or(people.parts.len());
                if known.is_none() {
                    numbers.push(number);
                    people.parts.push((place, Vec::new()));
                }
                if people.told_apart.is_empty() {
                    people.told_apart = format!("'{} {number}' and so on", capitalised(who));
                }
                if !rest.is_empty() {
                    people.parts[part].1.push(Block::Paragraph(rest.to_owned()));
                }
                current = Some(part);
            }
            Mark::Leading => {
                people.asides.push((place, LED));
                current = None;
            }
            _ if is_section => people.asides.push((place, "a heading")),
            _ => match current {
                Some(part) => people.parts[part].1.push(piece.block.clone()),
                None => people.asides.push((place, NOBODYS)),
            },
        }
    }
    people
}
