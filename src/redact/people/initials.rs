//! Names that begin with initials: "J. Smith", "J R Smith".

use super::Name;
use super::cues::{Cue, THINGS_TOO, is_done_by_people};
use super::reading::{Gap, Reading};
use crate::redact::known::Known;

/// What a letter may stand before that is nobody: "E Coli", "C Diff", "H Pylori", "X Ray".
const LETTERED: [&str; 12] = [
    "box",
    "braun",
    "coli",
    "diff",
    "difficile",
    "minor",
    "pap",
    "peptide",
    "pylori",
    "ray",
    "ring",
    "strep",
];

impl Reading<'_> {
    /// Whether a word stands after an initial of the same name.
    pub(super) fn joins_initial(&self, at: usize) -> bool {
        match self.gap(at) {
            Gap::Space | Gap::Stop => true,
            // `J.R. Smith` is written without spaces, too.
            _ => at > 0 && self.between(at) == ".",
        }
    }

    /// "J. Smith", "J R Smith", "P Brown": behind the letter stands a surname, or a rare word with a capital letter.
    pub(super) fn after_initials(&self, first: usize, at: usize, cue: Cue) -> Option<Name> {
        let known = self.known(at);
        let shouts = known.is(Known::SHOUTED) && self.is_shouting(at) && known.is(Known::WORD);
        if !known.is_high() || shouts || known.is(Known::FUNCTION.or(Known::NUMBER).or(Known::ROLE)) {
            return None;
        }
        let has_stop = self.between(at).starts_with('.');
        let is_article = !has_stop && matches!(self.word(first), "A" | "I");
        let is_surname = match cue {
            Cue::Title => true,
            Cue::Named | Cue::Kin => known.is_listed() || known.is_unlisted(),
            _ if is_article || self.ends_a_label(first) => false,
            _ if has_stop && known.is(Known::SURNAME) => true,
            _ => self.is_surname_behind_initial(first, at) || self.is_in_attendance(first, at),
        };
        is_surname.then(|| Name { first, last: self.end_of(at) })
    }

    /// Whether a word is a surname since a letter stands before it: "P Brown" and "D Fernyhough", not "E Coli" or "N Staffs".
    fn is_surname_behind_initial(&self, first: usize, at: usize) -> bool {
        let known = self.known(at);
        let is_something = known.is(Known::PLACE_NAME
            .or(Known::PLACE)
            .or(Known::PLACE_IF_CAPITAL)
            .or(Known::TITLE)
            .or(Known::KIN)
            .or(Known::MONTH))
            || LETTERED.contains(&self.normal(at).as_ref());
        let is_side = matches!(self.word(first), "N" | "S" | "E" | "W");
        let is_rare = known.is(Known::CAPITAL) && (known.is(Known::SURNAME) || known.is_unlisted());
        !is_something && (known.is_plain_surname() || !is_side && is_rare)
    }

    /// "Present: B Ball, C Hand": in a list of who came, any word with a capital letter behind an initial.
    fn is_in_attendance(&self, first: usize, at: usize) -> bool {
        const LONGEST_LIST: usize = 60;
        let is_head = |word: usize| {
            matches!(self.normal(word).as_ref(), "present" | "attended" | "attendees" | "apologies")
                && self.between(word + 1).trim_end().ends_with([':', '-', '–'])
        };
        let is_same_line = |word: usize| !self.between(word + 1).contains('\n');
        self.known(at).is(Known::CAPITAL)
            && (first.saturating_sub(LONGEST_LIST)..first)
                .rev()
                .take_while(|word| is_same_line(*word))
                .any(is_head)
    }

    /// Whether an initial is the letter of something: "Ward B", "vitamin D", "option A".
    fn ends_a_label(&self, at: usize) -> bool {
        at > 0 && self.gap(at) == Gap::Space && {
            let before = self.known(at - 1);
            before.is(Known::PLACE.or(Known::PLACE_IF_CAPITAL))
                || matches!(
                    self.normal(at - 1).as_ref(),
                    "option"
                        | "vitamin"
                        | "hepatitis"
                        | "hep"
                        | "plan"
                        | "zone"
                        | "area"
                        | "group"
                        | "type"
                        | "strep"
                        | "part"
                        | "section"
                        | "gate"
                        | "bay"
                        | "class"
                        | "grade"
                        | "band"
                        | "entrance"
                        | "desk"
                        | "window"
                        | "point"
                        | "appendix"
                        | "question"
                        | "table"
                        | "route"
                        | "junction"
                        | "floor"
                        | "vit"
                )
        }
    }

    /// "Sue W (Werrington)", "Pat H. says": the letter that stands for a surname behind a given name.
    pub(super) fn surname_letter(&self, given: usize) -> Option<usize> {
        let head = self.known(given);
        let letter = given + 1;
        let is_name = head.is(Known::GIVEN.or(Known::WEAK_GIVEN))
            && head.is_high()
            && !head.is(Known::FUNCTION
                .or(Known::PLACE)
                .or(Known::PLACE_IF_CAPITAL)
                .or(Known::PLACE_NAME)
                .or(Known::POSSESSIVE)
                .or(Known::MONTH))
            && !THINGS_TOO.contains(&self.normal(given).as_ref());
        let is_letter = letter < self.len()
            && self.gap(letter) == Gap::Space
            && self.known(letter).is(Known::INITIAL)
            && !matches!(self.word(letter), "I" | "X");
        if !is_name || !is_letter {
            return None;
        }
        let next = letter + 1;
        let ends = next == self.len();
        let behind = if ends { "" } else { self.between(next) };
        let has_mark = behind.trim_start().starts_with([':', '(', ',', '-', '–', '—', '.', '\n']);
        let is_subject = !ends && is_done_by_people(&self.normal(next)) && matches!(behind, " " | ". ");
        let is_article = self.word(letter) == "A" && !has_mark;
        // "Janet B. The …" may end a sentence with a letter; "Bill T. The" does so only of a name that is nothing else.
        let ends_sentence = behind.starts_with('.') && !is_subject && head.is(Known::WORD);
        (!is_article && !ends_sentence && (ends || has_mark || is_subject)).then_some(letter)
    }
}
