//! Conversations written down word for word: whoever was asked is a respondent, with all they said, and whoever led it is none.

use std::collections::{BTreeMap, BTreeSet};

use super::several::{LED, NOBODYS, People};
use super::turns::{Label, Line, TITLES, Who, is_role, lines};
use crate::ingest::formats::Block;
use crate::submission::{Part, Present};
use crate::text::{closes_formally, entries, opens_formally, speaks_of_oneself};

/// So many turns of whoever leads make a conversation, or so many of each of two people where it is called one.
const FEWEST_TURNS: usize = 2;

/// So many times beside names are no chance.
const FEWEST_TIMES: usize = 3;

/// What says not whose it is, is of the turn above; so many paragraphs for a turn are prose with some labels in it.
const MOST_PARAGRAPHS_A_TURN: usize = 4;

/// Titles that may stand above notes of what was said, too, by topic.
const WEAK_TITLES: [&str; 5] =
    ["focus group", "group discussion", "discussion at", "interview", "interviews"];

/// So many people at most lead a conversation, and so many at most are known by name in it.
const MOST_LEADERS: usize = 20;
const MOST_NAMES: usize = 300;

/// Lines that may be a title or tell of the conversation, and a heading of one of several.
const LINES_OF_TITLE: usize = 8;
const MOST_WORDS_OF_SECTION: usize = 6;

/// Somebody in the conversation: the part of the document, and the label in small letters.
type Speaker = (usize, String);

/// What everybody said who was asked, put together by speaker; none where this is no conversation. `facilitator` is how the profile says that lines of
/// whoever led it begin.
pub(in crate::ingest) fn people(blocks: &[Block], facilitator: &[String]) -> Option<People> {
    let mut lines = lines(blocks)?;
    let leaders = take_head(&mut lines);
    keep_speakers(&mut lines, &leaders, facilitator);
    let first = lines.iter().position(|line| line.label.is_some())?;
    let sections = sections(&lines);
    let called = called(&lines, first);
    if !is_conversation(&lines, first, &sections, called) {
        return None;
    }
    let has_leader = lines.iter().any(leads);
    if !has_leader {
        take_whoever_asks(&mut lines);
    }
    Some(divided(&lines, first, &sections, &leaders))
}

/// Whether a line begins the words of whoever leads.
fn leads(line: &Line) -> bool {
    line.label.as_ref().is_some_and(|label| label.who == Who::Leading)
}

/// Takes the labels from lines above the first turn that only tell who took part: "Interviewer: Gemma Hall". The names of those who lead.
fn take_head(lines: &mut [Line]) -> Vec<String> {
    let is_name = |words: &str| {
        (1..=8).contains(&words.split_whitespace().count())
            && !words.ends_with(['?', '!', '.'])
            && words.split([' ', '\t']).all(|word| !word.starts_with(char::is_lowercase) || word == "and")
    };
    let mut leaders = Vec::new();
    let is_led = lines.iter().filter(|line| leads(line)).count() >= FEWEST_TURNS;
    for line in lines.iter_mut() {
        let Some(label) = &line.label else { continue };
        match label.who {
            Who::Nobody => {}
            // Where nobody leads, "Person 1: Parking" is what that person says.
            Who::Leading | Who::Asked if (is_led || label.who == Who::Leading) && is_name(&line.words) => {
                if label.who == Who::Leading {
                    let names = line.words.split([',', '&', '/', '(']).flat_map(|names| names.split(" and "));
                    leaders.extend(names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
                }
            }
            _ => break,
        }
        line.label = None;
    }
    leaders.truncate(MOST_LEADERS);
    leaders
}

/// Keeps the labels of those who speak. Where somebody is known for leading, by name or by the profile, they lead.
fn keep_speakers(lines: &mut [Line], leaders: &[String], facilitator: &[String]) {
    let leads = |label: &Label| {
        let is_of = |name: &String| {
            let first = name.split_whitespace().next().unwrap_or_default();
            let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
            [name.as_str(), first].iter().any(|name| name.to_lowercase() == label.plain)
                || initials.len() > 1 && initials == label.shown
        };
        leaders.iter().any(is_of)
            || facilitator.iter().any(|told| told.trim().trim_end_matches(':').to_lowercase() == label.plain)
    };
    let mut turns: BTreeMap<String, usize> = BTreeMap::new();
    for label in lines.iter_mut().filter_map(|line| line.label.as_mut()) {
        if leads(label) {
            label.who = Who::Leading;
        }
        *turns.entry(label.plain.clone()).or_default() += 1;
    }
    let has_codes =
        turns.keys().any(|label| label.len() > 1 && label.ends_with(|c: char| c.is_ascii_digit()));
    for line in lines.iter_mut() {
        let is_speaker = line.label.as_ref().is_some_and(|label| match label.who {
            Who::Nobody => false,
            // "I" leads where those who are asked have letters too: "R1", "P2", "R".
            Who::Leading if label.plain == "i" => {
                has_codes || turns.contains_key("r") || turns.contains_key("p")
            }
            _ => true,
        });
        if !is_speaker {
            line.label = None;
        }
    }
}

/// What a title above the first turn, or times beside the names, say that this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Called {
    Nothing,
    /// What may also be notes of what was said.
    Talk,
    /// What was said, word for word.
    Transcript,
}

fn called(lines: &[Line], first: usize) -> Called {
    let timed = lines.iter().filter_map(|line| line.label.as_ref()).filter(|label| label.is_timed).count();
    if timed >= FEWEST_TIMES {
        return Called::Transcript;
    }
    let title_of = |line: &Line| {
        let plain = format!(" {} ", line.whole.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        let found = entries(TITLES).filter(|title| plain.contains(&format!(" {title} ")));
        let found =
            found.map(|title| if WEAK_TITLES.contains(&title) { Called::Talk } else { Called::Transcript });
        found.max().unwrap_or(Called::Nothing)
    };
    lines[..first].iter().take(LINES_OF_TITLE).map(title_of).max().unwrap_or(Called::Nothing)
}

/// Whether people speak in turns from the first on, one of them leading or the title saying so; and it is no letter, form or list of questions with
/// their answers.
fn is_conversation(lines: &[Line], first: usize, sections: &BTreeSet<usize>, called: Called) -> bool {
    let body = &lines[first..];
    let mut turns: BTreeMap<Speaker, (usize, Who)> = BTreeMap::new();
    let mut section = sections.range(..first).count();
    for (at, line) in lines.iter().enumerate().skip(first) {
        section += usize::from(sections.contains(&at));
        let Some(label) = &line.label else { continue };
        turns.entry((section, label.plain.clone())).or_insert((0, label.who)).0 += 1;
    }
    let all: usize = turns.values().map(|(turns, _)| turns).sum();
    let led = body.iter().filter(|line| leads(line)).count();
    let asks = self::turns(body)
        .iter()
        .filter(|(label, said)| label.who == Who::Leading && said.contains('?'))
        .count();
    let labelled: BTreeSet<usize> =
        body.iter().filter(|line| line.label.is_some()).map(|line| line.block).collect();
    let paragraphs: BTreeSet<usize> = body.iter().map(|line| line.block).collect();
    let greets = |line: &Line| opens_formally(&line.whole);
    let closes = |line: &Line| line.label.is_none() && closes_formally(&line.whole);
    if lines[..first].iter().any(greets)
        || body.iter().any(closes)
        || paragraphs.difference(&labelled).count() >= all * MOST_PARAGRAPHS_A_TURN
        || body.iter().any(|line| line.is_heading && line.whole.trim().ends_with('?'))
    {
        return false;
    }
    let leading: BTreeSet<&str> = body
        .iter()
        .filter(|line| leads(line))
        .filter_map(|line| line.label.as_ref())
        .map(|label| label.plain.as_str())
        .collect();
    if led >= FEWEST_TURNS && all - led >= FEWEST_TURNS && (asks > 0 || called == Called::Transcript) {
        let bare = |label: &str| label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned();
        let is_plain = leading.iter().all(|label| matches!(bare(label).as_str(), "q" | "question"));
        let is_named = leading.iter().any(|label| bare(label) == "question");
        return !is_plain || called > Called::Nothing || !is_named && are_of_one_who_was_asked(lines, first);
    }
    // Topics come again, too, in notes of one talk after the other, but not within one.
    let returning = || turns.values().filter(|(turns, _)| *turns >= FEWEST_TURNS);
    let are_named = returning().any(|(_, who)| *who == Who::Named);
    let is_told = if are_named { called == Called::Transcript } else { called > Called::Nothing };
    is_told && all - led >= FEWEST_TURNS * 2 && returning().count() >= 2
}

/// Whether what is answered to questions is of somebody's own life, and no title says that these are questions that people put to a panel.
fn are_of_one_who_was_asked(lines: &[Line], first: usize) -> bool {
    const ASKED_OF_OTHERS: [&str; 6] =
        ["faq", "frequently asked", "questions and answers", "q&a", "q & a", "public meeting"];
    let is_asked_of_others = |line: &Line| {
        let plain = line.whole.to_lowercase();
        ASKED_OF_OTHERS.iter().any(|title| plain.contains(title))
    };
    let turns = turns(&lines[first..]);
    let answers = || turns.iter().filter(|(label, _)| label.who != Who::Leading);
    let own = answers().filter(|(_, said)| speaks_of_oneself(said)).count();
    !lines[..first].iter().any(is_asked_of_others) && own * 2 >= answers().count()
}

/// What is said in each turn, and under which label.
fn turns(lines: &[Line]) -> Vec<(&Label, String)> {
    let mut turns: Vec<(&Label, String)> = Vec::new();
    for line in lines {
        match (&line.label, turns.last_mut()) {
            (Some(label), _) => turns.push((label, line.words.clone())),
            (None, Some((_, said))) => {
                said.push(' ');
                said.push_str(&line.whole);
            }
            (None, None) => {}
        }
    }
    turns
}

/// Where nobody is called so who leads: the one speaker of whom most turns ask, while the others' seldom do.
fn take_whoever_asks(lines: &mut [Line]) {
    let mut asked: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (label, said) in turns(lines) {
        let (asks, all) = asked.entry(label.plain.clone()).or_default();
        *asks += usize::from(said.trim_end().ends_with('?'));
        *all += 1;
    }
    let is_most = |(asks, all): &(usize, usize)| *all >= FEWEST_TURNS && asks * 10 >= all * 6;
    let is_seldom = |(asks, all): &(usize, usize)| asks * 10 <= all * 3;
    let (asking, others): (Vec<_>, Vec<_>) = asked.iter().partition(|(_, counts)| is_most(counts));
    if let [(who, _)] = asking[..]
        && others.iter().all(|(_, counts)| is_seldom(counts))
    {
        let who = who.clone();
        for label in
            lines.iter_mut().filter_map(|line| line.label.as_mut()).filter(|label| label.plain == who)
        {
            label.who = Who::Leading;
        }
    }
}

/// The lines that head one of several conversations: "Interview A", "Participant 2".
fn sections(lines: &[Line]) -> BTreeSet<usize> {
    const HEADS: [&str; 12] = [
        "interview",
        "transcript",
        "conversation",
        "focus group",
        "participant",
        "respondent",
        "case study",
        "person",
        "patient",
        "carer",
        "resident",
        "interviewee",
    ];
    let heads = |line: &Line| {
        let plain = line.whole.to_lowercase();
        let Some(rest) = HEADS.iter().find_map(|head| plain.strip_prefix(head)) else { return false };
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let number = words.find(|word| !matches!(*word, "no" | "number"));
        let is_number = |word: &str| word.parse::<u32>().is_ok() || word.len() == 1;
        line.label.is_none()
            && rest.starts_with([' ', ':'])
            && plain.split_whitespace().count() <= MOST_WORDS_OF_SECTION
            && number.is_some_and(is_number)
    };
    let found: BTreeSet<usize> = (0..lines.len()).filter(|at| heads(&lines[*at])).collect();
    // One alone is the title of all.
    if found.len() > 1 { found } else { BTreeSet::new() }
}

/// What each said, section by section.
fn divided(lines: &[Line], first: usize, sections: &BTreeSet<usize>, leaders: &[String]) -> People {
    let mut people = People { is_conversation: true, ..People::default() };
    let (mut section, mut current): (usize, Option<Option<usize>>) = (0, None);
    let mut parts: BTreeMap<Speaker, usize> = BTreeMap::new();
    let mut block_of_part = usize::MAX;
    let mut is_led = false;
    for (at, line) in lines.iter().enumerate() {
        let place = at as u32 + 1;
        if sections.contains(&at) {
            section += 1;
            current = None;
        }
        match &line.label {
            Some(label) if label.who == Who::Leading => {
                current = Some(None);
                is_led = true;
            }
            Some(label) => {
                let part = *parts.entry((section, label.plain.clone())).or_insert(people.parts.len());
                if part == people.parts.len() {
                    people.parts.push((place, Vec::new()));
                }
                current = Some(Some(part));
                block_of_part = usize::MAX;
            }
            None => {}
        }
        let words = if line.label.is_some() { &line.words } else { &line.whole };
        match current {
            _ if line.is_heading && line.label.is_none() => people.asides.push((place, "a heading")),
            None => people.asides.push((place, NOBODYS)),
            Some(None) => people.asides.push((place, LED)),
            Some(Some(part)) if !words.is_empty() => {
                let said = &mut people.parts[part].1;
                match said.last_mut() {
                    // Lines of one paragraph stay one.
                    Some(Block::Paragraph(text)) if block_of_part == line.block => {
                        text.push('\n');
                        text.push_str(words);
                    }
                    _ => said.push(Block::Paragraph(words.clone())),
                }
                block_of_part = line.block;
            }
            Some(Some(_)) => {}
        }
    }
    let titles = || lines[..first].iter().map(|line| line.whole.to_lowercase());
    let is_group = titles().any(|title| title.contains("focus group") || title.contains("discussion"));
    let is_interviewers = |line: &Line| {
        leads(line) && line.label.as_ref().is_some_and(|label| label.plain.starts_with("interview"))
    };
    people.channel = match people.parts.len() {
        _ if is_group => Some("Focus group"),
        1 => Some("Interview"),
        _ if titles().any(|title| title.contains("interview")) || !sections.is_empty() => Some("Interview"),
        _ if lines.iter().any(is_interviewers) => Some("Interview"),
        _ if is_led => Some("Focus group"),
        _ => Some("Conversation"),
    };
    people.is_led = is_led;
    people.names = names(lines, leaders);
    people
}

/// Everybody who speaks under a name, so that it is hidden where others say it.
fn names(lines: &[Line], leaders: &[String]) -> Vec<Present> {
    let present = |name: &str, part: Part| Present { name: name.to_owned(), initials: None, part };
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut found: Vec<Present> = leaders.iter().map(|name| present(name, Part::Leads)).collect();
    for label in lines.iter().filter_map(|line| line.label.as_ref()) {
        let is_name = label.shown.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let leads = label.who == Who::Leading;
        if label.who != Who::Asked && is_name && !is_role(&label.plain) && named.insert(&label.shown) {
            found.push(present(&label.shown, if leads { Part::Leads } else { Part::Speaks }));
        }
    }
    found.truncate(MOST_NAMES);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each said, if the text is a conversation.
    fn said(text: &str) -> Option<Vec<String>> {
        let blocks: Vec<Block> = text.split("\n\n").map(|piece| Block::Paragraph(piece.to_owned())).collect();
        let words = |blocks: Vec<Block>| {
            let texts = blocks.into_iter().map(|block| match block {
                Block::Paragraph(text) => text,
                _ => String::new(),
            });
            texts.collect::<Vec<_>>().join(" / ")
        };
        Some(people(&blocks, &[])?.parts.into_iter().map(|(_, blocks)| words(blocks)).collect())
    }

    #[test]
    fn whoever_leads_is_told_by_what_they_are_called_or_do() {
        let talk =
            "Jo: How was it?\n\nAnn: It was\nslow.\n\nJo: And the bus?\n\nAnn: Late.\n\nBen: Never came.";
        let expected = vec!["It was\nslow. / Late.".to_owned(), "Never came.".to_owned()];
        for above in [
            "Interview transcript",
            "Interviewer: Jo Marsh",
            "Present: Ann\nFacilitator: Jo Marsh, Healthwatch",
        ] {
            assert_eq!(said(&format!("{above}\n\n{talk}")), Some(expected.clone()), "{above}");
        }
        assert_eq!(said(talk), None, "nothing says what it is");
        assert_eq!(said(&talk.replace("Jo:", "Moderator:")), Some(expected));
    }

    #[test]
    fn each_interview_has_its_own_people() {
        let interview = |letter: &str, said: &str| {
            format!("Interview {letter}\n\nQ: How was it?\nA: {said}\n\nQ: Else?\nA: No.")
        };
        let both = [interview("A", "Slow."), interview("B", "Late.")].join("\n\n");
        assert_eq!(said(&both), Some(vec!["Slow. / No.".to_owned(), "Late. / No.".to_owned()]));
    }

    #[test]
    fn letters_forms_and_lists_of_questions_are_no_conversation() {
        for text in [
            "Questions and answers\n\nQ: When does it open?\nA: In June.\n\nQ: Who pays?\nA: The council does.",
            "GP: never answers.\nParking: dear.\nGP: closed.\nParking: full.",
            "Dear Sir,\n\nInterviewer: Why?\nMother: Pain.\nInterviewer: Where?\nMother: Here.",
            "Me: How long?\nReceptionist: Wait.\nMe: How long?\nReceptionist: Wait.",
            "Name: Jo\nAge: 40\nName: Sam\nAge: 50",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
