//! The options of a question that takes several answers in one cell, learned from its cells.

use std::collections::{BTreeMap, BTreeSet};

/// How the answers in a cell are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// `;`, which Microsoft Forms writes after every answer.
    Semicolon,
    /// `|`.
    Bar,
    /// `, ` as in Google Forms.
    CommaSpace,
    /// `,` with no space, as in Qualtrics.
    BareComma,
    /// A line break.
    Line,
}

/// The options of a question, and how a cell is divided into them.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Options {
    separator: Separator,
    /// Pieces between which the separator parts nothing: it is a comma inside an option.
    joined: BTreeSet<(String, String)>,
    /// The options that more than one person chose, or that stand alone.
    list: BTreeSet<String>,
}

/// No more different cells are looked at.
const MOST_CELLS: usize = 20_000;
/// A question with more options than these has no list of options.
const MOST_OPTIONS: usize = 60;
/// A cell longer than this is no list.
const LONGEST_CELL: usize = 2_000;
/// Nobody ticks more options than these in one list.
const MOST_PIECES: usize = 60;
/// A longer option is a sentence.
const MOST_WORDS: usize = 14;
/// So many of a hundred answers are options that others chose too, in a list.
const RECURRING: usize = 70;

impl Options {
    /// The options of a column, from its different cells and how often each stands there; none where each cell is one answer.
    ///
    /// A comma inside an option parts nothing. It is known by what stands beside it: pieces that never stand without each other are one
    /// option ("Bus, train or taxi"), and so is a piece in lower case that always follows another ("Yes, always").
    pub(in crate::ingest) fn learn(cells: &[(&str, usize)]) -> Option<Options> {
        let filled: Vec<(&str, usize)> = cells
            .iter()
            .map(|(cell, count)| (cell.trim(), *count))
            .filter(|(cell, _)| !cell.is_empty())
            .collect();
        if filled.is_empty()
            || filled.len() > MOST_CELLS
            || filled.iter().any(|(cell, _)| cell.len() > LONGEST_CELL)
        {
            return None;
        }
        let all: usize = filled.iter().map(|(_, count)| count).sum();
        let with = |test: &dyn Fn(&str) -> bool| -> usize {
            filled.iter().filter(|(cell, _)| test(cell)).map(|(_, count)| count).sum()
        };
        if with(&|cell| cell.ends_with(';')) * 10 >= all * 6 {
            let mut options = Options::of(Separator::Semicolon);
            options.fill(&filled);
            return Some(options);
        }
        [Separator::Semicolon, Separator::Bar, Separator::Line, Separator::CommaSpace, Separator::BareComma]
            .into_iter()
            .filter(|separator| filled.iter().any(|(cell, _)| pieces(cell, *separator).len() > 1))
            .find_map(|separator| Options::learn_with(&filled, separator))
    }

    fn of(separator: Separator) -> Options {
        Options { separator, joined: BTreeSet::new(), list: BTreeSet::new() }
    }

    fn learn_with(cells: &[(&str, usize)], separator: Separator) -> Option<Options> {
        if cells.iter().any(|(cell, _)| pieces(cell, separator).len() > MOST_PIECES) {
            return None;
        }
        let mut options = Options::of(separator);
        options.joined = joined(cells, separator);
        options.fill(cells);
        // Only where answers come again, together and apart, are they options.
        let (mut chosen, mut recurring, mut lists) = (0, 0, 0);
        let mut together: BTreeSet<&str> = BTreeSet::new();
        for (cell, count) in cells {
            let answers = options.split(cell);
            if answers.len() > 1 {
                lists += 1;
                together.extend(answers.iter().copied().filter(|answer| options.list.contains(*answer)));
            }
            for answer in answers {
                chosen += count;
                if options.list.contains(answer) {
                    recurring += count;
                }
                if answer.split_whitespace().count() > MOST_WORDS && options.list.contains(answer) {
                    return None;
                }
            }
        }
        let is_list = lists > 0
            && together.len() > 1
            && options.list.len() <= MOST_OPTIONS
            && recurring * 100 >= chosen * RECURRING;
        is_list.then_some(options)
    }

    /// Lists the answers that more than one person gave, or one person alone.
    fn fill(&mut self, cells: &[(&str, usize)]) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (cell, count) in cells {
            for answer in self.parts(cell) {
                *seen.entry(answer.to_owned()).or_default() += count;
            }
        }
        self.list = seen.into_iter().filter(|(_, count)| *count > 1).map(|(answer, _)| answer).collect();
    }

    /// How many options were learned.
    pub(in crate::ingest) fn len(&self) -> usize {
        self.list.len()
    }

    /// The answers in a cell, in order. What people wrote themselves at the end of a list stays one answer, commas and all.
    pub(in crate::ingest) fn split<'a>(&self, cell: &'a str) -> Vec<&'a str> {
        let cell = cell.trim();
        let mut parts = self.parts(cell);
        if !matches!(self.separator, Separator::CommaSpace | Separator::BareComma) {
            return parts;
        }
        let known = parts.iter().rposition(|part| self.list.contains(*part)).map_or(0, |at| at + 1);
        let own = &parts[known..];
        let is_option = |part: &&str| {
            part.split_whitespace().count() <= 4
                && part.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        };
        if own.len() > 1 && !own.iter().all(is_option) {
            let from = own[0].as_ptr() as usize - cell.as_ptr() as usize;
            parts.truncate(known);
            parts.push(cell[from..].trim());
        }
        parts
    }

    /// The cell divided wherever the separator does not stand inside an option.
    fn parts<'a>(&self, cell: &'a str) -> Vec<&'a str> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut last: Option<&str> = None;
        for piece in pieces(cell, self.separator) {
            let from = piece.as_ptr() as usize - cell.as_ptr() as usize;
            let is_joined = last.is_some_and(|last| {
                !self.joined.is_empty() && self.joined.contains(&(last.to_owned(), piece.to_owned()))
            });
            match parts.last_mut() {
                Some(part) if is_joined => part.1 = from + piece.len(),
                _ => parts.push((from, from + piece.len())),
            }
            last = Some(piece);
        }
        parts.into_iter().map(|(from, to)| &cell[from..to]).collect()
    }
}

/// The neighbours between which the separator stands inside an option.
fn joined(cells: &[(&str, usize)], separator: Separator) -> BTreeSet<(String, String)> {
    #[derive(Default)]
    struct Piece<'a> {
        count: usize,
        before: BTreeMap<Option<&'a str>, usize>,
        after: BTreeMap<Option<&'a str>, usize>,
    }
    let mut known: BTreeMap<&str, Piece<'_>> = BTreeMap::new();
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (cell, count) in cells {
        let pieces = pieces(cell, separator);
        for (at, piece) in pieces.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| pieces[at]);
            let after = pieces.get(at + 1).copied();
            let seen = known.entry(piece).or_default();
            seen.count += count;
            *seen.before.entry(before).or_default() += count;
            *seen.after.entry(after).or_default() += count;
            if let Some(before) = before {
                pairs.insert((before, piece));
            }
        }
    }
    let inside = |(one, other): &(&str, &str)| {
        let (first, second) = (&known[one], &known[other]);
        let always_after = second.before.len() == 1;
        let always_before = first.after.len() == 1;
        let goes_on = other.chars().next().is_some_and(char::is_lowercase);
        // What one person wrote is no evidence against an option that others chose alone.
        always_after
            && (goes_on && !first.after.contains_key(&None) || (goes_on || always_before) && second.count > 1)
    };
    pairs
        .iter()
        .filter(|pair| inside(pair))
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}

/// A cell divided at every separator that does not stand in brackets; pieces are trimmed, none is empty.
fn pieces(cell: &str, separator: Separator) -> Vec<&str> {
    let is_balanced = cell.matches('(').count() == cell.matches(')').count();
    let mut found = Vec::new();
    let (mut from, mut depth) = (0, 0i32);
    for (at, c) in cell.char_indices() {
        match c {
            '(' if is_balanced => depth += 1,
            ')' if is_balanced => depth -= 1,
            _ => {}
        }
        let next = || cell[at + c.len_utf8()..].chars().next();
        let parts = match separator {
            Separator::Semicolon => c == ';',
            Separator::Bar => c == '|',
            Separator::Line => c == '\n',
            Separator::CommaSpace => c == ',' && next() == Some(' '),
            Separator::BareComma => {
                c == ',' && next().is_some_and(|next| next != ' ' && !next.is_ascii_digit())
            }
        };
        if parts && depth <= 0 {
            found.push(cell[from..at].trim());
            from = at + c.len_utf8();
        }
    }
    found.push(cell[from..].trim());
    found.retain(|piece| !piece.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(cells: &[&str]) -> Option<Options> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for cell in cells {
            *counts.entry(cell).or_default() += 1;
        }
        Options::learn(&counts.into_iter().collect::<Vec<_>>())
    }

    fn split<'a>(cells: &[&'a str], cell: &'a str) -> Vec<&'a str> {
        learned(cells).expect("these are lists").split(cell)
    }

    #[test]
    fn a_semicolon_after_every_answer_parts_them() {
        let cells =
            ["GP;Pharmacy;", "GP;", "Bus, train or taxi;GP;", "Pharmacy;my daughter, who is a nurse;"];
        assert_eq!(split(&cells, cells[0]), ["GP", "Pharmacy"]);
        assert_eq!(split(&cells, cells[2]), ["Bus, train or taxi", "GP"]);
        assert_eq!(split(&cells, cells[3]), ["Pharmacy", "my daughter, who is a nurse"]);
    }

    #[test]
    fn commas_part_answers_that_come_again() {
        let cells = ["GP, Pharmacy", "GP", "Pharmacy, Dentist", "GP, Dentist", "GP, Pharmacy, Dentist"];
        assert_eq!(split(&cells, cells[4]), ["GP", "Pharmacy", "Dentist"]);
        assert_eq!(learned(&cells).map(|options| options.len()), Some(3));
    }

    #[test]
    fn a_comma_inside_an_option_parts_nothing() {
        let cells = [
            "Car, Bus, train or taxi",
            "Bus, train or taxi",
            "Car, On foot",
            "Bus, train or taxi, On foot",
            "On foot",
            "Car",
        ];
        assert_eq!(split(&cells, cells[0]), ["Car", "Bus, train or taxi"]);
        assert_eq!(split(&cells, cells[3]), ["Bus, train or taxi", "On foot"]);
        // Capital letters on both sides, and never one without the other.
        let cells = [
            "GP, A&E, Royal Stoke",
            "A&E, Royal Stoke",
            "GP",
            "Pharmacy, GP",
            "Pharmacy",
            "A&E, Royal Stoke",
        ];
        assert_eq!(split(&cells, cells[0]), ["GP", "A&E, Royal Stoke"]);
    }

    #[test]
    fn an_option_that_begins_like_another_is_kept_apart() {
        let cells = [
            "Bus, Bus, train or taxi",
            "Bus",
            "Bus, train or taxi",
            "Car, Bus",
            "Car",
            "Car, Bus, train or taxi",
        ];
        assert_eq!(split(&cells, "Car, Bus, train or taxi"), ["Car", "Bus, train or taxi"]);
    }

    #[test]
    fn commas_in_brackets_part_nothing() {
        let cells = ["Hospital (A&E, wards), GP", "GP", "Hospital (A&E, wards)", "GP, Dentist", "Dentist"];
        assert_eq!(split(&cells, cells[0]), ["Hospital (A&E, wards)", "GP"]);
    }

    #[test]
    fn what_people_write_themselves_stays_whole() {
        let cells = [
            "GP, Pharmacy",
            "GP",
            "Pharmacy",
            "GP, Pharmacy",
            "GP, Dentist",
            "Dentist, Pharmacy",
            "GP, my sister, she is a nurse, and a good one",
        ];
        assert_eq!(split(&cells, cells[6]), ["GP", "my sister, she is a nurse, and a good one"]);
    }

    #[test]
    fn one_answer_a_cell_is_no_list() {
        assert!(learned(&["Yes, always", "Yes, sometimes", "No", "Yes, always", "No"]).is_none());
        assert!(learned(&["Agree", "Disagree", "Agree"]).is_none());
        assert!(learned(&["1,234", "1,500", "1,234", "900"]).is_none());
        let campaign = "Please keep the ward open, it is needed, and the staff are kind";
        assert!(learned(&[campaign, campaign, campaign, "More buses, please", "Nothing, really"]).is_none());
    }

    #[test]
    fn other_platforms_part_them_otherwise() {
        assert_eq!(
            split(
                &["GP,Pharmacy", "GP", "Pharmacy", "Bus, train or taxi,GP", "GP,Pharmacy"],
                "Bus, train or taxi,GP"
            ),
            ["Bus, train or taxi", "GP"]
        );
        assert_eq!(
            split(&["GP|Pharmacy", "GP", "Pharmacy", "Pharmacy|GP"], "GP|Pharmacy"),
            ["GP", "Pharmacy"]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(cells in proptest::collection::vec("[A-Ca-c(),; |]{0,14}", 1..9)) {
            let counted: Vec<(&str, usize)> = cells.iter().map(|cell| (cell.as_str(), 1)).collect();
            if let Some(options) = Options::learn(&counted) {
                for cell in &cells {
                    let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
                    proptest::prop_assert_eq!(letters(&options.split(cell).concat()), letters(cell));
                }
            }
        }
    }
}
