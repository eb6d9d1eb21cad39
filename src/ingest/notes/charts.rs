//! Flip charts typed line by line: a title, and below each question or heading in capitals a few short lines, which nobody marked as a list.

use super::event_details::{is_title_of_notes, take};
use super::unmarked::is_in_capitals;
use crate::ingest::Event;
use crate::ingest::formats::{Block, running_lines};
use crate::text::is_month;
use crate::text::{closes_formally, opens_formally, speaks_of_oneself};

/// A line on a chart has at most so many bytes, a question more; a title has at most so many words.
const LONGEST_LINE: usize = 60;
const LONGEST_QUESTION: usize = 140;
const LONGEST_TITLE: usize = 14;

/// So many lines are a chart, below so many questions at least where the title says only when it was.
const FEWEST_LINES: usize = 3;
const FEWEST_QUESTIONS: usize = 2;

/// What a line is of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Above,
    Asks,
    Said,
}

/// The document with its questions as headings and each line below as a point; none where it is no chart.
pub(super) fn charted(blocks: &[Block]) -> Option<Vec<Block>> {
    let lines: Vec<&str> =
        running_lines(blocks)?.into_iter().map(str::trim).filter(|line| !line.is_empty()).collect();
    let kinds = kinds(&lines);
    let first = kinds.iter().position(|kind| *kind == Line::Asks)?;
    let said = || lines.iter().zip(&kinds).filter(|(_, kind)| **kind == Line::Said).map(|(line, _)| *line);
    let questions = kinds.iter().filter(|kind| **kind == Line::Asks).count();
    let all_short = said().all(|line| line.len() <= LONGEST_LINE && !line.ends_with('?'));
    let is_prose = |line: &&str| line.ends_with(['.', ',', ';']) || speaks_of_oneself(line);
    if !is_announced(&lines[..first], questions)
        || lines.iter().any(|line| opens_formally(line) || closes_formally(line))
        || said().count() < FEWEST_LINES
        || !all_short
        || said().filter(is_prose).count() * 3 > said().count()
        || are_labelled(said())
    {
        return None;
    }
    let block = |(line, kind): (&&str, &Line)| match kind {
        Line::Above => Block::Paragraph((*line).to_owned()),
        Line::Asks => Block::Heading(line.trim_end_matches(':').to_owned()),
        Line::Said => Block::Bullet((*line).to_owned()),
    };
    let mut made: Vec<Block> = lines.iter().zip(&kinds).map(block).collect();
    if let Some(Block::Paragraph(title)) = made.first().filter(|_| first > 0) {
        made[0] = Block::Heading(title.clone());
    }
    Some(made)
}

/// What each line is: questions and lines in capitals head what stands below them.
fn kinds(lines: &[&str]) -> Vec<Line> {
    let asks = |line: &str| line.ends_with('?') && line.len() <= LONGEST_QUESTION;
    let heads = |line: &str| is_in_capitals(line) || is_word_of_chart(line);
    let has_questions = lines.iter().skip(1).any(|line| asks(line));
    let mut is_below = false;
    let mut kinds = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        // The first line is the title; below questions, capitals are somebody's loud words.
        let is_one = asks(line) || !has_questions && at > 0 && heads(line);
        is_below |= is_one;
        kinds.push(match (is_one, is_below) {
            (true, _) => Line::Asks,
            (false, true) => Line::Said,
            (false, false) => Line::Above,
        });
    }
    kinds
}

/// "GOOD", "Bad:", "Ideas".
fn is_word_of_chart(line: &str) -> bool {
    const WORDS: [&str; 16] = [
        "good",
        "bad",
        "positives",
        "negatives",
        "positive",
        "negative",
        "strengths",
        "weaknesses",
        "likes",
        "dislikes",
        "ideas",
        "pros",
        "cons",
        "issues",
        "problems",
        "solutions",
    ];
    let plain = line.to_lowercase();
    WORDS.contains(&plain.trim_end_matches(':'))
        && (line.ends_with(':') || line.chars().all(|c| !c.is_lowercase()))
}

/// Whether what stands above the first question says that this is a chart or the notes of an event: its title, how many came, or the day.
fn is_announced(above: &[&str], questions: usize) -> bool {
    let Some(title) = above.first() else { return false };
    let names_chart = {
        let plain = title.to_lowercase().replace('-', " ");
        ["flipchart", "flip chart", "post it", "sticky note", "graffiti wall", "graffiti board"]
            .iter()
            .any(|name| plain.contains(name))
    };
    let is_short = title.split_whitespace().count() <= LONGEST_TITLE && !title.ends_with(['.', ',', '!']);
    let counts_people = above.iter().skip(1).any(|line| {
        let mut details = Event::default();
        take(line, &mut details) && details.attendance.is_some()
    });
    let are_details = above.iter().skip(1).all(|line| take(line, &mut Event::default()));
    let is_titled = names_chart || is_title_of_notes(title) && !is_of_form(title);
    let is_dated = questions >= FEWEST_QUESTIONS && above.len() == 1 && has_day(title) && !is_of_form(title);
    is_short && !speaks_of_oneself(title) && are_details && (is_titled || counts_people || is_dated)
}

/// Whether a title names a day: "Men in Sheds, Tunstall, 14 March".
fn has_day(title: &str) -> bool {
    let words: Vec<String> = title
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)) && word.len() <= 4
    };
    words.windows(2).any(|two| is_day(&two[0]) && is_month(&two[1]) || is_month(&two[0]) && is_day(&two[1]))
}

/// Whether a title is that of something one person filled in or wrote.
fn is_of_form(title: &str) -> bool {
    const WORDS: [&str; 14] = [
        "form",
        "survey",
        "questionnaire",
        "response",
        "feedback form",
        "evaluation",
        "my",
        "interview",
        "conversation",
        "letter",
        "email",
        "submission",
        "answers",
        "from",
    ];
    let plain = title.to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Whether most lines have a label before a colon: details, a form, or talk.
fn are_labelled<'a>(said: impl Iterator<Item = &'a str> + Clone) -> bool {
    said.clone().filter(|line| line.contains(": ")).count() * 2 > said.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<Block> {
        text.split("\n\n").map(|piece| Block::Paragraph(piece.to_owned())).collect()
    }

    #[test]
    fn a_chart_typed_line_by_line_is_questions_with_points() {
        for (text, points) in [
            (
                "Flipchart notes - Men in Sheds\n\nWhat works?\nChemist\nText reminders\n\nWhat not?\nPodiatry",
                3,
            ),
            (
                "Youth club flipchart 12 March\n\nWHATS GOOD\nschool nurse\n\nWHATS BAD\ncamhs wait!!\nno bus",
                3,
            ),
            ("Drop-in notes, Wem library\n\nGOOD\nchemist\nnurse\n\nBAD\nno bus", 3),
            ("Men in Sheds\nAttendance: 9\n\nWhat works?\nChemist\nNurse\nBuses", 3),
            ("Men in Sheds, Tunstall, 14 March\n\nWhat works?\nChemist\nNurse\n\nWhat not?\nBuses", 3),
        ] {
            let made = charted(&blocks(text)).expect("it is a chart");
            assert_eq!(
                made.iter().filter(|block| matches!(block, Block::Bullet(_))).count(),
                points,
                "{text}"
            );
        }
    }

    #[test]
    fn letters_and_answered_forms_are_no_charts() {
        for text in [
            "My views\n\nWhat works?\nChemist\nNurse\nBuses\n\nWhat not?\nParking",
            "Feedback form 14 March\n\nWhat works?\nChemist\nNurse\n\nWhat not?\nParking",
            "Drop-in notes\n\nWhat works?\nI went to the chemist.\nI was seen at once.\nMy son was, too.",
            "Flip chart\n\nWhat works?\nThe chemist is open late and its owner is kind to everybody who ever comes in.\nBus\nWard",
            "Dear Sir,\n\nWhat works?\nChemist\nNurse\nBuses",
            "What works?\nChemist\nNurse\nBuses",
        ] {
            assert_eq!(charted(&blocks(text)), None, "{text}");
        }
    }
}
