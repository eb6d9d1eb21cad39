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
        let (text, is_point) = match &block {
            Block::Paragraph(text) => (text, false),
            // A list goes on below a point with a mark: "- on Fridays", "4. Shelters".
            Block::Bullet(text) if text.lines().skip(1).any(|line| is_next(line, last)) => (text, true),
            _ => {
                made.push(block);
                continue;
            }
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
                (_, None) => {
                    let item = if is_point { Item::Marked } else { Item::None };
                    pieces.push((item, line.to_owned()));
                }
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
    if are_items(&made, &points) {
        return with_questions(made, &points);
    }
    if asking.len() >= 2 && asking.iter().filter(has_answer).count() * 2 >= asking.len() {
        made = with_questions(made, &asking);
    }
    made
}

/// Whether a line has the number that comes next in a list that has begun.
fn is_next(line: &str, last: u32) -> bool {
    last > 0 && numbered(line.trim_start()).is_some_and(|(number, _)| number == last + 1)
}

/// Whether numbers stand before the items of minutes, "2. Transport to hospital", with what was said of most of them in points below.
fn are_items(made: &[Block], points: &[usize]) -> bool {
    const MOST_WORDS: usize = 8;
    let is_item = |at: &&usize| {
        let Block::Bullet(text) = &made[**at] else { return false };
        let line = text.lines().next().unwrap_or_default().trim();
        line.split_whitespace().count() <= MOST_WORDS && !line.ends_with(['.', '!', '?', ','])
    };
    let has_points =
        |at: &&usize| matches!(made.get(**at + 1), Some(Block::Bullet(_)) if !points.contains(&(**at + 1)));
    points.len() >= 2
        && points.iter().all(|at| is_item(&at))
        && points.iter().filter(has_points).count() * 2 >= points.len()
}

/// Makes a question and points of each paragraph of which the first or second line asks something and short lines follow, as flip charts are typed.
pub(super) fn with_charts(blocks: Vec<Block>) -> Vec<Block> {
    let mut made = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let Block::Paragraph(text) = &block else {
            made.push(block);
            continue;
        };
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let asked = lines.iter().take(2).position(|line| line.ends_with('?') && line.len() <= LONGEST);
        let is_short = |line: &&str| line.len() <= LONGEST_ON_CHART && !line.ends_with('?');
        match asked {
            Some(1) if lines.len() == 2 && matches!(blocks.peek(), Some(Block::Bullet(_))) => {
                made.push(Block::Paragraph(lines[0].to_owned()));
                made.push(Block::Heading(lines[1].to_owned()));
            }
            Some(at) if lines.len() > at + 2 && lines[at + 1..].iter().all(is_short) => {
                made.extend(lines[..at].iter().map(|line| Block::Paragraph((*line).to_owned())));
                made.push(Block::Heading(lines[at].to_owned()));
                made.extend(lines[at + 1..].iter().map(|line| Block::Bullet((*line).to_owned())));
            }
            // Above all points it would be an introduction.
            Some(0) if lines.len() > 1 && !made.iter().any(is_marked) => {
                made.push(Block::Heading(lines[0].to_owned()));
                made.push(Block::Paragraph(lines[1..].join("\n")));
            }
            _ => made.push(block),
        }
    }
    made
}

/// Whether a piece is a heading or holds points.
fn is_marked(block: &Block) -> bool {
    !matches!(block, Block::Paragraph(_))
}

/// A line on a flip chart has at most so many bytes; longer ones may be prose that goes on in the next line.
const LONGEST_ON_CHART: usize = 60;

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
/// capitals; where the notes had no headings at all, also the title, and each line directly above points.
pub(super) fn with_headings(blocks: Vec<Block>, had_headings: bool) -> Vec<Block> {
    let has_headings = blocks.iter().any(|block| matches!(block, Block::Heading(_)));
    let kinds: Vec<Kind> = blocks.iter().map(kind).collect();
    let mut made = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        let Block::Paragraph(mut text) = block else {
            made.push(block);
            continue;
        };
        // A title directly above other lines.
        if at == 0
            && !had_headings
            && let Some((title, rest)) = text.trim().split_once('\n')
            && is_title_line(title.trim())
        {
            made.push(Block::Heading(title.trim().to_owned()));
            text = rest.to_owned();
        }
        let above_points = is_above_points(&kinds[at + 1..]);
        let line = text.trim();
        let is_line = is_line(line);
        let is_title = at == 0 && made.is_empty() && !had_headings && is_line && is_title_line(line);
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

fn is_title_line(line: &str) -> bool {
    line.len() <= 80 && !line.ends_with(['.', '!', ',', ':']) && line.contains(char::is_alphabetic)
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

/// Whether a line is a heading in capitals: "WHAT IS GOOD".
pub(super) fn is_in_capitals(line: &str) -> bool {
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
    fn items_of_minutes_are_headings() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let heading = |text: &str| Block::Heading(text.to_owned());
        let bullet = |text: &str| Block::Bullet(text.to_owned());
        let minutes = vec![
            paragraph("1. Welcome\nThe chair welcomed everybody.\n2. Transport\n- No bus\n- No train"),
            paragraph("3. Appointments\n- No answer"),
        ];
        assert_eq!(
            with_points(minutes),
            [
                heading("Welcome"),
                paragraph("The chair welcomed everybody."),
                heading("Transport"),
                bullet("No bus"),
                bullet("No train"),
                heading("Appointments"),
                bullet("No answer"),
            ]
        );
        let mixed = vec![
            paragraph("1. Buses\n2. Fares\n3. Stops\n4. Trains"),
            bullet("on Fridays\n5. Trams\n7. Beds"),
        ];
        let expected = ["Buses", "Fares", "Stops", "Trains", "on Fridays", "Trams\n7. Beds"].map(bullet);
        assert_eq!(with_points(mixed), expected);
        let list = vec![paragraph("1. Buses\n2. Trains\n3. Trams\n- the old ones")];
        assert_eq!(
            with_points(list),
            [bullet("Buses"), bullet("Trains"), bullet("Trams"), bullet("the old ones")]
        );
    }

    #[test]
    fn a_flip_chart_is_a_question_and_its_lines() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let chart = paragraph("Flip chart 1\nWhat works?\nThe pharmacy\n111");
        assert_eq!(
            with_charts(vec![chart]),
            [
                paragraph("Flip chart 1"),
                Block::Heading("What works?".to_owned()),
                Block::Bullet("The pharmacy".to_owned()),
                Block::Bullet("111".to_owned()),
            ]
        );
        let prose = vec![
            Block::Bullet("Parking".to_owned()),
            paragraph(
                "What works?\nThe pharmacy in the village is open late and its owner is kind\nto everybody who comes.\nWe like it.",
            ),
        ];
        assert_eq!(with_charts(prose.clone()), prose);
    }

    #[test]
    fn lines_above_points_are_headings_where_there_are_no_others() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let heading = |text: &str| Block::Heading(text.to_owned());
        let bullet = || Block::Bullet("Buses".to_owned());
        let made = with_headings(
            vec![
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
            ],
            false,
        );
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
