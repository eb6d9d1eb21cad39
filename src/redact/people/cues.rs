//! What the words around a name say about it.

use std::borrow::Cow;

use super::kin::is_done_by_kin;
use super::reading::{Gap, Reading, is_place_first};
use crate::redact::known::Known;

/// What announces a name, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// "Mr", "Dr".
    Title,
    /// "My name is", "signed".
    Named,
    /// "my son".
    Kin,
    /// "nurse", "matron".
    Role,
    /// "thank you", "I spoke to".
    Person,
    /// Nothing.
    None,
}

/// Names that are mostly things, times, or said of many: "Art from patients", "Summer from the garden", "Young from the village".
pub(super) const THINGS_TOO: [&str; 35] = [
    "alpha",
    "art",
    "autumn",
    "cash",
    "charity",
    "council",
    "early",
    "foundation",
    "french",
    "general",
    "ginger",
    "golden",
    "honey",
    "islam",
    "judge",
    "light",
    "little",
    "love",
    "mercy",
    "numbers",
    "page",
    "peace",
    "season",
    "sky",
    "spring",
    "star",
    "summer",
    "sunny",
    "tea",
    "unknown",
    "vit",
    "vita",
    "windy",
    "winter",
    "young",
];

impl Reading<'_> {
    /// What the words in front of this one say about it.
    pub(super) fn cue_before(&self, at: usize) -> Cue {
        let gap = self.gap(at);
        if at == 0 || !matches!(gap, Gap::Space | Gap::Comma | Gap::Bracket) {
            return Cue::None;
        }
        let one = self.normal(at - 1);
        // The word so many words in front, spaces between; asked for only where the one behind it is a part of a phrase.
        let before = |words: usize| {
            let joins = at >= words && (1..words).all(|word| self.gap(at - word) == Gap::Space);
            if joins { self.normal(at - words) } else { Cow::Borrowed("") }
        };
        let two = || before(2);
        let three = || before(3);
        let is_close =
            matches!(one.as_ref(), "regards" | "sincerely" | "faithfully" | "truly" | "signed" | "wishes");
        match gap {
            Gap::Space
                if is_close
                    || one == "is" && two() == "name"
                    || one == "was"
                        && two() == "name"
                        && matches!(three().as_ref(), "my" | "his" | "her" | "their")
                    || one == "name's" =>
            {
                Cue::Named
            }
            Gap::Comma | Gap::Bracket if is_close || matches!(one.as_ref(), "name" | "names") => Cue::Named,
            Gap::Space => match one.as_ref() {
                "dear" | "named" | "name" => Cue::Kin,
                "thank" | "thanks" | "thankyou" | "cheers" | "hi" | "hello" | "hiya" | "hey" | "met"
                | "love" | "called" | "i'm" | "kudos" | "ta" | "bless" => Cue::Person,
                "you" if matches!(two().as_ref(), "thank" | "bless") => Cue::Person,
                "am" if two() == "i" => Cue::Person,
                "for" if two() == "ask" => Cue::Person,
                "done" if two() == "well" => Cue::Person,
                "from" if matches!(two().as_ref(), "help" | "love" | "call" | "visit") => Cue::Person,
                "to" | "with"
                    if matches!(
                        two().as_ref(),
                        "spoke"
                            | "speak"
                            | "speaking"
                            | "talk"
                            | "talked"
                            | "talking"
                            | "thanks"
                            | "you"
                            | "spoken"
                            | "kudos"
                            | "out"
                            | "mention"
                    ) =>
                {
                    Cue::Person
                }
                "by" if matches!(
                    two().as_ref(),
                    "seen"
                        | "treated"
                        | "served"
                        | "helped"
                        | "assessed"
                        | "met"
                        | "greeted"
                        | "given"
                        | "told"
                        | "done"
                        | "signed"
                        | "written"
                ) || two() == "after" && three() == "looked"
                    || two() == "for" && three() == "cared" =>
                {
                    Cue::Person
                }
                _ => Cue::None,
            },
            Gap::Comma
                if matches!(one.as_ref(), "hi" | "hello" | "thanks" | "cheers" | "love" | "wishes") =>
            {
                Cue::Person
            }
            _ => Cue::None,
        }
    }

    /// "Rose who told me", "Will from the pharmacy", "Pat, the volunteer": what follows says that a given name is meant.
    pub(super) fn has_cue_behind(&self, at: usize) -> bool {
        let known = self.known(at);
        // "Karens daughter", "Grace's mother".
        let is_kins = known.is(Known::POSSESSIVE)
            && known.is(Known::CAPITAL)
            && known.is(Known::WEAK_GIVEN)
            && at + 1 < self.len()
            && self.gap(at + 1) == Gap::Space
            && self.known(at + 1).is(Known::KIN);
        if is_kins && !known.is(Known::PLACE_NAME.or(Known::MONTH).or(Known::SAINT)) {
            return true;
        }
        let may_be = known.is(Known::CAPITAL)
            && known.is(Known::WEAK_GIVEN)
            && !is_place_first(known)
            && !known.is(Known::MONTH.or(Known::POSSESSIVE).or(Known::SAINT).or(Known::ROLE).or(Known::KIN));
        if !may_be || at + 2 >= self.len() {
            return false;
        }
        let next = self.normal(at + 1);
        let is_post = |from: usize| {
            (from..self.len().min(from + 3)).take_while(|word| self.gap(*word) == Gap::Space).any(|word| {
                self.known(word).is(Known::ROLE.or(Known::PLACE).or(Known::KIN))
                    || matches!(
                        self.normal(word).as_ref(),
                        "desk" | "reception" | "counter" | "office" | "helpline" | "switchboard"
                    )
            })
        };
        match self.gap(at + 1) {
            Gap::Space if next == "who" => !self.starts_sentence(at),
            Gap::Space if is_done_by_people(&next) => {
                !known.is(Known::TITLE)
                    && !matches!(self.normal(at).as_ref(), "charity" | "council" | "foundation" | "judge")
            }
            // "Hope died" is nobody's death.
            Gap::Space if matches!(next.as_ref(), "listened" | "visited" | "died") => {
                !known.is(Known::WORD.or(Known::TITLE))
            }
            Gap::Space if next == "the" => !self.is_done_to_people(at) && self.is_role(at + 2),
            Gap::Space if next == "from" => {
                !self.is_thing_from(at) && (is_post(at + 2) || self.comes_from(at))
            }
            Gap::Space if matches!(next.as_ref(), "at" | "on" | "in") => is_post(at + 2),
            Gap::Comma if matches!(next.as_ref(), "the" | "a" | "my" | "our" | "your") => is_post(at + 2),
            _ => false,
        }
    }

    /// "Bill and Dot would like a bench": two given names that are words, too.
    pub(super) fn is_half_of_pair(&self, at: usize) -> bool {
        let and = at + 1;
        let other = at + 2;
        let may_be = |at: usize| {
            let known = self.known(at);
            known.is(Known::CAPITAL)
                && known.is(Known::WEAK_GIVEN)
                && !known.is(Known::FUNCTION
                    .or(Known::PLACE_NAME)
                    .or(Known::POSSESSIVE)
                    .or(Known::SAINT)
                    .or(Known::ROLE)
                    .or(Known::KIN)
                    .or(Known::TITLE)
                    .or(Known::PLACE)
                    .or(Known::PLACE_IF_CAPITAL))
                && !THINGS_TOO.contains(&self.normal(at).as_ref())
        };
        other < self.len()
            && matches!(self.word(and), "and" | "&")
            && self.between(and) == " "
            && self.between(other) == " "
            && may_be(at)
            && may_be(other)
            && !(self.known(at).is(Known::MONTH) && self.known(other).is(Known::MONTH))
            && self.is_said_of_people(other)
    }

    /// Whether nothing follows a name, or what follows is said of people.
    fn is_said_of_people(&self, last: usize) -> bool {
        let next = last + 1;
        if next >= self.len() {
            return true;
        }
        match self.gap(next) {
            Gap::Space => {
                let next = self.normal(next);
                is_done_by_people(&next)
                    || is_done_by_kin(&next)
                    || matches!(
                        next.as_ref(),
                        "are"
                            | "were"
                            | "have"
                            | "would"
                            | "could"
                            | "both"
                            | "run"
                            | "want"
                            | "need"
                            | "live"
                            | "help"
                            | "helped"
                    )
            }
            gap => gap != Gap::Hyphen,
        }
    }

    /// Whether one of three words from here says what somebody does: "Dawn the practice nurse".
    fn is_role(&self, from: usize) -> bool {
        (from..self.len().min(from + 3))
            .take_while(|word| self.gap(*word) == Gap::Space)
            .any(|word| self.known(word).is(Known::ROLE) && !self.known(word).is(Known::POSSESSIVE))
    }

    /// Whether a name may be a verb of which nurses are the object: "Will the nurse", "Love the nurses", "Chase the GP".
    fn is_done_to_people(&self, at: usize) -> bool {
        self.known(at).is(Known::FUNCTION)
            || THINGS_TOO.contains(&self.normal(at).as_ref())
            || matches!(self.normal(at).as_ref(), "chase" | "pay" | "skip" | "sue" | "trace")
    }

    /// Whether "from" tells where a thing or many people come from: "Comfort from the staff", "Many from the village".
    fn is_thing_from(&self, at: usize) -> bool {
        let normal = self.normal(at);
        THINGS_TOO.contains(&normal.as_ref()) || matches!(normal.as_ref(), "comfort" | "many" | "patience")
    }

    /// Whether "from" behind a name tells whose colleague somebody is: "Jo from social prescribing", not "Joy from seeing you".
    fn comes_from(&self, at: usize) -> bool {
        let whence = self.normal(at + 2);
        self.gap(at + 2) == Gap::Space
            && !self.known(at).is(Known::FUNCTION)
            && !self.known(at + 2).is(Known::NUMBER)
            && !whence.ends_with("ing")
            && !matches!(whence.as_ref(), "birth" | "it" | "that" | "this" | "within" | "what" | "start")
    }
}

/// What people do and nothing else does: "Grace told me".
pub(super) fn is_done_by_people(word: &str) -> bool {
    matches!(
        word,
        "told"
            | "said"
            | "says"
            | "explained"
            | "rang"
            | "phoned"
            | "apologised"
            | "promised"
            | "reassured"
            | "asked"
            | "wants"
            | "thinks"
            | "agreed"
            | "suggested"
            | "mentioned"
            | "replied"
            | "wondered"
    )
}
