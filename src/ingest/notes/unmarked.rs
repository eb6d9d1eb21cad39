//! Headings and lists that nobody marked as such.

use super::event_details::is_group;
use crate::ingest::formats::{Block, behind_mark};
use crate::ingest::question_numbers::{self, Numbered};

/// A line that stands for a heading has at most so many bytes.
const LONGEST: usize = 140;

/// What a line of a paragraph is in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Numbered,
    Marked,
    None,
}

/// Makes points of paragraphs that are numbered from one, `1. More buses`, `2) More trains`, or have a typed mark, `- More buses`; headings, where they are questions with their
/// answers below them.
pub(super) fn with_points(blocks: Vec<Block>) -> Vec<Block> {
    let mut made = Vec::with_capacity(blocks.len());
    // The points made here, and those of them that ask something.
    let mut points: Vec<usize> = Vec::new();
    let mut asking: Vec<usize> = Vec::new();
    let mut last = 0;
    for block in blocks {
        let Block::Paragraph(text) = &block else {
            made.push(block);
            continue;
        };
        let mut pieces: Vec<(Item, String)> = Vec::new();
        for line in text.trim_start().lines() {
            if let Some(words) = behind_mark(line.trim_start()) {
                pieces.push((Item::Marked, words.trim_start().to_owned()));
                continue;
            }
            match (numbered(line.trim_start()), pieces.last_mut()) {
                (Some((number, words)), _) if number == 1 || number == last + 1 => {
                    last = number;
                    pieces.push((Item::Numbered, words.to_owned()));
                }
                (_, Some((_, piece))) => {
                    piece.push('\n');
                    piece.push_str(line);
                }
                (_, None) => pieces.push((Item::None, line.to_owned())),
            }
        }
        if pieces.iter().all(|(item, _)| *item == Item::None) {
            made.push(block);
            continue;
        }
        for (item, text) in pieces {
            if item == Item::Numbered {
                points.push(made.len());
                asking.extend(asks(&text).then_some(made.len()));
            }
            made.push(if item == Item::None { Block::Paragraph(text) } else { Block::Bullet(text) });
        }
    }
    let has_answer = |at: &&usize| match (&made[**at], made.get(**at + 1)) {
        (Block::Bullet(text), _) if text.contains('\n') => {
            !is_of_panel(text.lines().nth(1).unwrap_or_default())
        }
        (_, Some(Block::Paragraph(text))) => !is_of_panel(text),
        (_, Some(Block::Bullet(_))) => !points.contains(&(**at + 1)),
        _ => false,
    };
    if asking.len() >= 2 && asking.iter().filter(has_answer).count() * 2 >= asking.len() {
        made = with_questions(made, &asking);
    }
    made
}

/// Whether the first line of a point is a question.
fn asks(point: &str) -> bool {
    point.lines().next().is_some_and(|line| line.trim_end().ends_with('?') && line.len() <= LONGEST)
}

/// Whether a line is the answer of those who were asked: "Officer: …", "A: …".
fn is_of_panel(line: &str) -> bool {
    let plain = line.trim_start().to_lowercase();
    ["a:", "answer:", "response:", "officer", "panel", "reply:"].iter().any(|start| plain.starts_with(start))
        && plain.split_once(':').is_some_and(|(who, _)| who.split_whitespace().count() <= 3)
}

/// Makes headings of the points that ask, and paragraphs of the lines below them.
fn with_questions(blocks: Vec<Block>, asking: &[usize]) -> Vec<Block> {
    let mut made = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Bullet(text) if asking.contains(&at) => {
                let (question, answer) = text.split_once('\n').unwrap_or((&text, ""));
                made.push(Block::Heading(question.trim().to_owned()));
                made.extend((!answer.trim().is_empty()).then(|| Block::Paragraph(answer.to_owned())));
            }
            block => made.push(block),
        }
    }
    made
}

/// The number of an item such as `2. More buses` or `2) More buses`, and its words.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?;
    let words = rest.strip_prefix([' ', '\t'])?.trim_start();
    Some((line[..digits].parse().ok().filter(|_| digits <= 2)?, words))
}

/// Makes headings of the lines of event notes that are plainly meant as such: a question above its points, `Question 2: …`, a line in
/// capitals; where the notes have no headings at all, also the title, and each line directly above points.
pub(super) fn with_headings(blocks: Vec<Block>) -> Vec<Block> {
    let has_headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let kinds: Vec<Kind> = blocks.iter().map(kind).collect();
    let mut made = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        let Block::Paragraph(text) = block else {
            made.push(block);
            continue;
        };
        let above_points = is_above_points(&kinds[at + 1..]);
        let line = text.trim();
        let is_line = is_line(line);
        let is_title =
            at == 0 && !has_headings && is_line && line.len() <= 80 && !line.ends_with(['.', '!', ',', ':']);
        let leads_in =
            !has_headings && above_points && at > 0 && !line.ends_with(['.', '!', ',']) && line.len() <= 100;
        let asks = line.ends_with('?') && above_points || is_numbered_question(line) || is_in_capitals(line);
        if is_line && !is_group(line) && (is_title || leads_in || asks) && !line.contains(": ") | asks {
            made.push(Block::Heading(line.trim_end_matches(':').to_owned()));
        } else {
            made.push(Block::Paragraph(text));
        }
    }
    made
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Points,
    Group,
    Other,
}

fn kind(block: &Block) -> Kind {
    match block {
        Block::Bullet(_) | Block::Table(_) => Kind::Points,
        Block::Heading(text) | Block::Paragraph(text) if is_group(text) => Kind::Group,
        _ => Kind::Other,
    }
}

/// Whether points follow, or the name of a group and then points.
fn is_above_points(below: &[Kind]) -> bool {
    matches!(below, [Kind::Points, ..] | [Kind::Group, Kind::Points, ..])
}

fn is_line(line: &str) -> bool {
    !line.is_empty() && line.len() <= LONGEST && !line.contains('\n')
}

/// `Question 2: …`, `Q2. …`.
fn is_numbered_question(line: &str) -> bool {
    matches!(question_numbers::numbered(line), Some(Numbered::Question(_)))
}

fn is_in_capitals(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 5
        && letters().all(char::is_uppercase)
        && line.split_whitespace().count() >= 2
        && line.len() <= 80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_counts_from_one_is_a_list() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let bullet = |text: &str| Block::Bullet(text.to_owned());
        let made = with_points(vec![
            paragraph("2019. It was hard"),
            paragraph("1. Buses\nand coaches\n2. Trains"),
            paragraph("3) Trams"),
            paragraph("7. Beds"),
        ]);
        assert_eq!(
            made,
            [
                paragraph("2019. It was hard"),
                bullet("Buses\nand coaches"),
                bullet("Trains"),
                bullet("Trams"),
                paragraph("7. Beds"),
            ]
        );
    }

    #[test]
    fn numbered_questions_with_answers_are_headings() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let heading = |text: &str| Block::Heading(text.to_owned());
        let bullet = |text: &str| Block::Bullet(text.to_owned());
        let made = with_points(vec![
            paragraph("1. What do you think?"),
            paragraph("It is terrible."),
            paragraph("2. How do you travel?\nBy bus."),
            paragraph("3. Anything else?"),
        ]);
        assert_eq!(
            made,
            [
                heading("What do you think?"),
                paragraph("It is terrible."),
                heading("How do you travel?"),
                paragraph("By bus."),
                heading("Anything else?"),
            ]
        );
        let asked = with_points(vec![paragraph("1. When does the bus run?\n2. Who pays?\n3. Why?")]);
        assert_eq!(asked, [bullet("When does the bus run?"), bullet("Who pays?"), bullet("Why?")]);
    }

    #[test]
    fn lines_above_points_are_headings_where_there_are_no_others() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let heading = |text: &str| Block::Heading(text.to_owned());
        let bullet = || Block::Bullet("Buses".to_owned());
        let made = with_headings(vec![
            paragraph("Workshop in Leek"),
            paragraph("Attendance: 12"),
            paragraph("What is good:"),
            bullet(),
            paragraph("Table 2"),
            bullet(),
            paragraph("What would you change?"),
            paragraph("Table 1"),
            bullet(),
            paragraph("We thank everybody who came."),
        ]);
        assert_eq!(
            made,
            [
                heading("Workshop in Leek"),
                paragraph("Attendance: 12"),
                heading("What is good"),
                bullet(),
                paragraph("Table 2"),
                bullet(),
                heading("What would you change?"),
                paragraph("Table 1"),
                bullet(),
                paragraph("We thank everybody who came."),
            ]
        );
    }
}
