//! Who was present, as a document itself lists them: so that their initials are known where they speak.

use super::event_details::LISTS_OF_PEOPLE;
use crate::ingest::formats::Block;
use crate::submission::{Part, Present};

/// A longer list is no list of those present.
const MOST_PEOPLE: usize = 300;

/// A name has so many words at most, titles and all.
const MOST_WORDS: usize = 5;

/// A name has so many bytes at most.
const LONGEST_NAME: usize = 80;

/// Everybody whom the document lists as present, absent or leading, in order; where it says so, with the initials that stand for them.
pub(in crate::ingest) fn present(blocks: &[Block]) -> Vec<Present> {
    let mut people = Vec::new();
    // The list that a heading or a line of its own has opened.
    let mut open: Option<Part> = None;
    for block in blocks {
        match block {
            Block::Heading(text) => {
                open = list_in(text, &mut people);
            }
            Block::Paragraph(text) => {
                for line in text.lines() {
                    open = go_on(line, open, &mut people);
                }
            }
            Block::Bullet(text) => open = go_on(text, open, &mut people),
            Block::Table(rows) => rows.iter().for_each(|row| take_row(row, &mut people)),
        }
    }
    people.truncate(MOST_PEOPLE);
    people
}

/// Takes a line that is a list, or goes on with the open one while it holds names. Gives the list that is open below it.
fn go_on(line: &str, open: Option<Part>, people: &mut Vec<Present>) -> Option<Part> {
    if part_of(line.split(':').next().unwrap_or_default()).is_some() {
        return list_in(line, people);
    }
    let before = people.len();
    take_list(line, open?, people);
    open.filter(|_| people.len() > before)
}

/// Takes a line such as "Present: Carol Moss (CM), P. Zielinski (PZ)". Gives the part of those whom the lines below it list, where it lists nobody itself.
fn list_in(line: &str, people: &mut Vec<Present>) -> Option<Part> {
    let (label, value) = line.split_once(':').unwrap_or((line, ""));
    let part = part_of(label).filter(|_| !is_topic(label) || !value.trim().is_empty())?;
    take_list(value, part, people);
    value.trim().is_empty().then_some(part)
}

/// Whether a label that stands alone may head what was said, as "Notes" may.
fn is_topic(label: &str) -> bool {
    ["notes", "minutes", "panel", "chair", "participants"].contains(&label.trim().to_lowercase().as_str())
}

/// What those do whom a label announces.
fn part_of(label: &str) -> Option<Part> {
    let plain = label.trim().trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let plain = plain.trim_end_matches(|c: char| !c.is_alphabetic());
    LISTS_OF_PEOPLE.iter().find(|(_, labels)| labels.contains(&plain)).map(|(part, _)| *part)
}

/// A row of which the first cell announces people, or that gives a name and, in a short cell, its initials.
fn take_row(row: &[Vec<String>], people: &mut Vec<Present>) {
    let [first, rest @ ..] = row else { return };
    let cells: Vec<String> = rest.iter().map(|cell| cell.join("\n")).collect();
    let first = first.join("\n");
    if let Some(part) = part_of(first.trim_end_matches(':')) {
        cells.iter().for_each(|cell| take_list(cell, part, people));
    } else {
        let of_first = cells.iter().filter_map(|cell| initials(cell)).find(|found| fit(found, &first));
        people.extend(of_first.map(|found| Present {
            name: first.trim().to_owned(),
            initials: Some(found),
            part: Part::Speaks,
        }));
    }
}

/// Takes the people of a list that commas, semicolons, "and" or lines divide.
fn take_list(list: &str, part: Part, people: &mut Vec<Present>) {
    let mut depth = 0_i32;
    let divides = |c: char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        depth <= 0 && matches!(c, ',' | ';' | '\n' | '•' | '|')
    };
    let pieces: Vec<&str> = list.split(divides).flat_map(|piece| piece.split(" and ")).collect();
    for piece in pieces {
        let beside = piece.split(|c: char| !c.is_alphabetic() && c != '.').filter_map(initials);
        match (person(piece, part), people.last_mut()) {
            (Some(person), _) => people.push(person),
            // "Jo Bates, Healthwatch (JB) - notes"
            (None, Some(last)) if last.initials.is_none() => {
                last.initials = beside.into_iter().find(|found| fit(found, &last.name));
                last.part = leading(piece).filter(|_| last.part == Part::Speaks).unwrap_or(last.part);
            }
            _ => {}
        }
    }
}

/// The part of whoever these words say to lead or to take notes.
fn leading(words: &str) -> Option<Part> {
    let plain = words.to_lowercase();
    let leads = ["facilitator", "scribe", "note taker", "note-taker", "notes", "minutes"];
    leads.iter().any(|word| plain.contains(word)).then_some(Part::Leads)
}

/// "Carol Moss (CM)", "Holly Nixon (Chair, HN)", "P. Zielinski – PZ", "Healthwatch: Jo Bates (JB)", "Anne Webb".
fn person(piece: &str, part: Part) -> Option<Present> {
    let piece = piece.rsplit(": ").next().unwrap_or(piece).trim().trim_end_matches('.');
    let at = piece.find(['(', '[', '–', '—', '=', '/']).or_else(|| piece.find(" - "));
    let (name, beside) = piece.split_at(at.unwrap_or(piece.len()));
    let mut name = name.trim().to_owned();
    let mut found = beside
        .split(|c: char| !c.is_alphabetic() && c != '.')
        .filter_map(initials)
        .find(|found| fit(found, &name));
    // "Carol Moss CM"
    if let Some((before, last)) = name.rsplit_once(' ')
        && let Some(last) = initials(last).filter(|last| fit(last, before) && last.len() == last.trim().len())
    {
        found = found.or(Some(last));
        name = before.trim().to_owned();
    }
    let has_capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            || ["de", "van", "der", "von", "bin", "al", "la", "le"].contains(&word)
    };
    let is_name = name.len() <= LONGEST_NAME
        && (2..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(has_capital)
        && !name.contains(|c: char| c.is_ascii_digit());
    let part = leading(beside).filter(|_| part == Part::Speaks).unwrap_or(part);
    is_name.then_some(Present { name, initials: found, part })
}

/// Letters that may be initials: two to four capitals, "PZ", "P.Z.".
fn initials(text: &str) -> Option<String> {
    let letters: String = text.trim().chars().filter(|c| *c != '.').collect();
    ((2..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase)).then_some(letters)
}

/// Whether letters begin the words of a name, the first and the last among them: "CM" of Carol Moss, and not "HW" of Sue Reed.
fn fit(letters: &str, name: &str) -> bool {
    let firsts: Vec<char> = name
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '\'' | '’' | '.'))
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_alphabetic())
        .flat_map(char::to_uppercase)
        .collect();
    let mut left = firsts.iter();
    letters.chars().all(|letter| left.any(|first| *first == letter))
        && firsts.last().is_some_and(|last| letters.ends_with(*last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<(String, String, Part)> {
        let blocks: Vec<Block> = text.split("\n\n").map(|piece| Block::Paragraph(piece.to_owned())).collect();
        let told = |of: Present| (of.name, of.initials.unwrap_or_default(), of.part);
        present(&blocks).into_iter().map(told).collect()
    }

    fn of(name: &str, initials: &str, part: Part) -> (String, String, Part) {
        (name.to_owned(), initials.to_owned(), part)
    }

    #[test]
    fn a_list_of_those_present_explains_initials() {
        let expected = [
            of("P. Zielinski", "PZ", Part::Speaks),
            of("Carol Moss", "CM", Part::Speaks),
            of("Holly Nixon", "HN", Part::Speaks),
            of("Anne Webb", "", Part::Speaks),
            of("Sue Reed", "", Part::Speaks),
            of("Jo Bates", "JB", Part::Leads),
            of("Geoff Prince", "GP", Part::IsAbsent),
        ];
        let line = "Attendance: P. Zielinski (PZ), Carol Moss – CM; Holly Nixon (Chair, HN), Anne Webb and Sue Reed (HW)\n\
                    Notes taken by: Jo Bates JB\nApologies: Geoff Prince (GP)";
        assert_eq!(people(line), expected);
        let below = "Present:\nP. Zielinski (PZ)\nCarol Moss (CM)\nHolly Nixon (HN)\nAnne Webb\nSue Reed (Healthwatch)\n\nFacilitator: Jo Bates (JB)\n\nApologies\nGeoff Prince (GP)";
        assert_eq!(people(below), expected);
    }

    #[test]
    fn initials_behind_an_organisation_are_of_the_person_before_it() {
        assert_eq!(
            people("In attendance: Jo Bates, Healthwatch (JB) - notes"),
            [of("Jo Bates", "JB", Part::Leads)]
        );
    }

    #[test]
    fn what_lists_nobody_gives_nobody() {
        for text in [
            "Attendance: 34",
            "Present: about 40 people",
            "The general practitioner (GP) was rude",
            "Present at the birth was a midwife (PM)",
            "What is good: Carol Moss (CM)",
            "Panel: CCG\nThe Chair opened the meeting",
            "Facilitators\nMore buses please, CM thought",
            "Notes\nKind Nurses\nGood Food",
            "Staff: Very Kind, Always Helpful",
        ] {
            assert_eq!(people(text), [], "{text}");
        }
    }
}
