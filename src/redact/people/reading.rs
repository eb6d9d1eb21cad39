//! How far a name goes from its first word, by what announces it.

use std::borrow::Cow;

use super::Name;
use super::cues::Cue;
use crate::redact::clues::Clues;
use crate::redact::known::Known;
use crate::text::normal_form;

/// A text with its words, looked at for names.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) clues: &'a Clues<'a>,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces.
    Space,
    /// A hyphen.
    Hyphen,
    /// A full stop, with or without spaces: ends an initial or a title.
    Stop,
    /// A comma and spaces.
    Comma,
    /// A bracket or quotation mark opens.
    Bracket,
    /// Anything else; ends what could be a name.
    Other,
}

/// A name has at most so many words.
const MOST_WORDS: usize = 5;

impl<'a> Reading<'a> {
    pub(super) fn len(&self) -> usize {
        self.clues.words.len()
    }

    #[inline]
    pub(super) fn known(&self, at: usize) -> Known {
        self.clues.known(at)
    }

    /// A word as written.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.clues.words[at].span.slice(self.text)
    }

    /// A word in normal form.
    pub(super) fn normal(&self, at: usize) -> Cow<'a, str> {
        let word = self.word(at);
        // Most words are written so, and this is asked of nearly every one.
        if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
            return Cow::Borrowed(word);
        }
        Cow::Owned(normal_form(word))
    }

    /// What stands before a word, up to the word before it.
    pub(super) fn between(&self, at: usize) -> &'a str {
        let start = if at == 0 { 0 } else { self.clues.words[at - 1].span.end as usize };
        self.text.get(start..self.clues.words[at].span.start as usize).unwrap_or("")
    }

    /// The gap before a word.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let between = self.between(at);
        if at == 0 {
            return Gap::Other;
        }
        if between == " " {
            return Gap::Space;
        }
        if between.contains(['\n', '\r']) {
            return Gap::Other;
        }
        match between.trim() {
            "" if between.is_empty() => Gap::Other,
            "" => Gap::Space,
            "-" | "‐" | "‑" if between.chars().count() == 1 => Gap::Hyphen,
            "." => Gap::Stop,
            "," => Gap::Comma,
            "(" | "\"" | "“" | "'" | "‘" | "-" | "–" | "—" | ":" | ", (" => Gap::Bracket,
            _ => Gap::Other,
        }
    }

    /// Whether a word begins a sentence, so that its capital letter says nothing.
    pub(super) fn starts_sentence(&self, at: usize) -> bool {
        at == 0
            || self
                .between(at)
                .contains(['.', '!', '?', '…', '\n', ':', ';', '"', '“', '•', '*', '(', '-', '–'])
    }

    /// The name that begins at this word, if there is one.
    pub(super) fn name_from(&self, first: usize, cue: Cue) -> Option<Name> {
        let mut at = first;
        while at < self.len() && self.known(at).is(Known::INITIAL) && (at == first || self.joins_initial(at))
        {
            at += 1;
        }
        let initials = at - first;
        if at >= self.len() || initials > 3 || initials > 0 && !self.joins_initial(at) {
            return None;
        }
        if initials > 0 {
            return self.after_initials(first, at, cue);
        }
        // "Mr. de Souza", "Dr van der Berg".
        while cue <= Cue::Kin
            && self.known(at).is(Known::PARTICLE)
            && at + 1 < self.len()
            && at - first < 3
            && self.gap(at + 1) == Gap::Space
            && (self.known(at + 1).is_high() || self.known(at + 1).is(Known::PARTICLE))
        {
            at += 1;
        }
        let head = self.known(at);
        let is_head = if head.is(Known::LOWER) {
            self.begins_in_small_letters(at, cue)
        } else {
            head.is_high() && self.begins_a_name(at, cue)
        };
        if !is_head {
            return None;
        }
        let last = self.end_of(at);
        let has_letter = self.known(last).is(Known::INITIAL);
        let needs_second = cue == Cue::None
            && !has_letter
            && !self.stands_alone(at)
            && !self.has_cue_behind(at)
            && !self.is_half_of_pair(at)
            || cue == Cue::Person && (head.is_unlisted() || is_place_first(head));
        let name = Name { first, last };
        if needs_second && !self.is_pair(name) {
            return None;
        }
        Some(name)
    }

    /// Whether a word in capitals can begin a name here.
    fn begins_a_name(&self, at: usize, cue: Cue) -> bool {
        let known = self.known(at);
        if known.is(Known::NUMBER) || known.is(Known::SAINT) && cue != Cue::Title {
            return false;
        }
        // "IBAN", "NINO".
        if known.is(Known::SHOUTED) && known.is(Known::PAPERS.or(Known::WEB).or(Known::AGE)) {
            return false;
        }
        // In a text that shouts, capitals say nothing.
        let shouts = known.is(Known::SHOUTED) && self.is_shouting(at);
        if known.is(Known::SHOUTED) && cue > Cue::Kin && (known.is(Known::WORD) || self.word(at).len() < 4) {
            return false;
        }
        let is_listed = known.is_listed() && !(known.is(Known::FUNCTION) && (shouts || cue > Cue::Role));
        match cue {
            Cue::Title | Cue::Named => {
                // "Mr Beech" is somebody, though a beech is a word.
                // "… a call off a dr. However" ends a sentence.
                let ends_sentence = self.gap(at) == Gap::Stop && !self.known(at - 1).is_high();
                let is_surname_now = cue == Cue::Title
                    && !ends_sentence
                    && !known.is(Known::FUNCTION
                        .or(Known::PLACE)
                        .or(Known::PLACE_IF_CAPITAL)
                        .or(Known::ROLE)
                        .or(Known::TITLE));
                is_listed && !(shouts && known.is(Known::FUNCTION)) || known.is_unlisted() || is_surname_now
            }
            Cue::Kin => {
                (known.is(Known::GIVEN.or(Known::WEAK_GIVEN)) && is_listed
                    || known.is_plain_surname() && !known.is(Known::PLACE_NAME))
                    && !known.is(Known::MONTH.or(Known::KIN))
                    || known.is_unlisted() && !shouts && known.is(Known::CAPITAL)
                    || known.is(Known::MONTH) && known.is(Known::CAPITAL) && known.is_listed()
            }
            Cue::Role => {
                is_listed
                    && !known.is(Known::PLACE.or(Known::PLACE_IF_CAPITAL).or(Known::ROLE).or(Known::TITLE))
                    && !(shouts && known.is(Known::WORD))
                    || known.is_unlisted()
                        && known.is(Known::CAPITAL)
                        && !shouts
                        && self.known(at - 1).is_high()
            }
            Cue::Person => {
                known.is(Known::GIVEN)
                    || known.is(Known::WEAK_GIVEN) && is_listed && !shouts
                    || known.is_plain_surname() && !known.is(Known::PLACE_NAME)
                    || known.is_unlisted() && !shouts
            }
            Cue::None => known.is_listed() || known.is_unlisted() && known.is(Known::CAPITAL),
        }
    }

    /// Whether a word in small letters begins a name here.
    fn begins_in_small_letters(&self, at: usize, cue: Cue) -> bool {
        let known = self.known(at);
        if known.is(Known::FUNCTION.or(Known::POSSESSIVE).or(Known::TITLE))
            && !(known.is(Known::POSSESSIVE) && known.is(Known::GIVEN))
        {
            return false;
        }
        let is_plain = known.is(Known::GIVEN)
            || known.is_plain_surname()
            || known.is(Known::WEAK_GIVEN) && !known.is(Known::WORD);
        let long = self.word(at).len() >= 4;
        match cue {
            Cue::Title => known.is(Known::SURNAME) || known.is(Known::GIVEN) || known.is_unlisted() && long,
            Cue::Named => is_plain || known.is_unlisted() && long || known.is_listed(),
            Cue::Kin => {
                known.is(Known::GIVEN)
                    || is_plain && long && !known.is(Known::PLACE_NAME) && known.is(Known::WEAK_GIVEN)
                    || self.is_kins_word(at)
            }
            Cue::Role => {
                known.is(Known::GIVEN) && self.word(at).len() >= 3
                    || known.is_plain_surname() && long && !known.is(Known::PLACE_NAME)
            }
            Cue::Person | Cue::None => known.is(Known::GIVEN) && long,
        }
    }

    /// Whether a word is a name without more words: a given name that is nothing else. A rare one needs its capital letter.
    fn stands_alone(&self, at: usize) -> bool {
        let known = self.known(at);
        known.is(Known::GIVEN) && !known.is(Known::PLACE_NAME) || self.is_rare_given(at)
    }

    /// "Mia", "Arlo": a weak given name that is no other word.
    fn is_rare_given(&self, at: usize) -> bool {
        let known = self.known(at);
        known.is(Known::WEAK_GIVEN)
            && known.is(Known::CAPITAL)
            && !known.is(Known::WORD
                .or(Known::SURNAME)
                .or(Known::PLACE_NAME)
                .or(Known::MONTH)
                .or(Known::TITLE)
                .or(Known::ROLE)
                .or(Known::KIN)
                .or(Known::SAINT)
                .or(Known::PLACE)
                .or(Known::PLACE_IF_CAPITAL)
                .or(Known::FUNCTION)
                .or(Known::POSSESSIVE))
    }

    /// Whether the neighbours are shouted too.
    pub(super) fn is_shouting(&self, at: usize) -> bool {
        let is_shouted = |at: usize| self.known(at).is(Known::SHOUTED);
        let is_small = |at: usize| self.known(at).is(Known::LOWER.or(Known::CAPITAL));
        let from = at.saturating_sub(3);
        let to = (at + 4).min(self.len());
        let others =
            |test: &dyn Fn(usize) -> bool| (from..to).filter(|other| *other != at && test(*other)).count();
        others(&is_shouted) > others(&is_small)
    }

    /// The last word of the name whose first full word is `at`.
    pub(super) fn end_of(&self, at: usize) -> usize {
        let head = self.known(at);
        let mut last = at;
        let mut next = at + 1;
        if head.is(Known::POSSESSIVE) {
            return last;
        }
        while next < self.len() && next - at < MOST_WORDS {
            let known = self.known(next);
            match self.gap(next) {
                Gap::Space | Gap::Hyphen => {}
                Gap::Stop if self.known(next - 1).is(Known::INITIAL) => {}
                _ => break,
            }
            let hyphenated = self.gap(next) == Gap::Hyphen;
            let goes_on = if head.is(Known::LOWER) {
                known.is(Known::LOWER)
                    && (known.is_plain_surname() || known.is(Known::GIVEN))
                    && self.word(next).len() >= 3
                    || last == at && known.is(Known::LOWER) && self.is_rare_surname(at, next)
                    || hyphenated && last == at && self.is_double_name(at)
            } else if head.is(Known::SHOUTED) && self.is_shouting(at) {
                known.is(Known::SHOUTED)
                    && known.is_listed()
                    && !known.is(Known::FUNCTION.or(Known::ROLE).or(Known::PLACE))
                    && (!known.is(Known::WORD) || known.is(Known::SURNAME) && last == at)
                    || last == at && known.is(Known::SHOUTED) && self.is_rare_surname(at, next)
            } else {
                known.is_high()
                    && (known.is_listed() || known.is_unlisted())
                    && !known.is(Known::FUNCTION.or(Known::TITLE).or(Known::ROLE))
                    && !(known.is(Known::SHOUTED) && head.is(Known::CAPITAL))
                    && (!known.is(Known::MONTH) || hyphenated)
            };
            if goes_on {
                last = next;
                if known.is(Known::POSSESSIVE) {
                    break;
                }
            } else if next == at + 1
                && self.ends_line(next)
                && head.is(Known::GIVEN)
                && known.is(Known::CAPITAL)
                && !known.is(Known::FUNCTION.or(Known::ROLE))
            {
                // "Winifred Salt" on a line of its own: a word, and a surname here.
                return next;
            } else if !(known.is(Known::PARTICLE) && next - last <= 2
                || known.is(Known::INITIAL) && !matches!(self.word(next), "I" | "A"))
            {
                break;
            }
            next += 1;
        }
        if last == at { self.surname_letter(at).unwrap_or(last) } else { last }
    }

    /// "lorraine hodgkiss": a word that no list has, behind a given name that is nothing else.
    fn is_rare_surname(&self, given: usize, at: usize) -> bool {
        const SHORTEST: usize = 4;
        let word = self.word(at);
        // "sarah explaned it": words misspelt are in no list, either.
        let written = self.normal(at);
        if ["ed", "ing", "ately", "ally", "tion"].iter().any(|ending| written.ends_with(ending)) {
            return false;
        }
        // In another language, no list has any word.
        let is_strange = |other: usize| self.known(other).is(Known::LOWER) && self.known(other).is_unlisted();
        if at + 1 < self.len() && is_strange(at + 1) || given > 0 && is_strange(given - 1) {
            return false;
        }
        self.stands_alone(given)
            && self.gap(at) == Gap::Space
            && self.known(at).is_unlisted()
            && word.len() >= SHORTEST
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    }

    /// Whether a word is the last of its line.
    fn ends_line(&self, at: usize) -> bool {
        at + 1 == self.len() || self.between(at + 1).contains(['\n', '('])
    }

    /// Whether the words are a given name with a surname, or a surname that a rare given name stands before.
    fn is_pair(&self, name: Name) -> bool {
        let (Some(one), Some(two)) = (self.words_of(name).next(), self.words_of(name).nth(1)) else {
            return false;
        };
        let last = self.known(name.last);
        let (one, two) = (self.known(one), self.known(two));
        if one.is(Known::LOWER) {
            return false;
        }
        let surname = two.is_plain_surname() && !two.is(Known::PLACE_NAME)
            || last.is_plain_surname() && !last.is(Known::PLACE_NAME);
        if one.is(Known::PLACE_NAME.or(Known::FUNCTION).or(Known::MONTH)) {
            return surname && one.is(Known::GIVEN.or(Known::WEAK_GIVEN)) && !one.is(Known::FUNCTION);
        }
        if one.is(Known::GIVEN.or(Known::WEAK_GIVEN)) {
            return surname
                || two.is_listed() && !two.is(Known::PLACE_NAME) && two.is(Known::CAPITAL)
                || two.is_unlisted() && !self.starts_sentence(name.first);
        }
        if one.is_plain_surname() {
            // The family's name first: "Nguyen Van Minh".
            let is_given = |at: usize| self.known(at).is(Known::GIVEN.or(Known::WEAK_GIVEN));
            return !self.starts_sentence(name.first)
                && (two.is(Known::GIVEN) || surname || name.last > name.first + 1 && is_given(name.last));
        }
        one.is_unlisted() && one.is(Known::CAPITAL) && surname
    }

    /// The places of the full words of a name.
    fn words_of(&self, name: Name) -> impl Iterator<Item = usize> {
        (name.first..=name.last).filter(|at| {
            !self.known(*at).is(Known::INITIAL) && self.known(*at).is_high()
                || self.known(*at).is(Known::LOWER)
        })
    }
}

/// Whether a word is called so as a place more often than as a person: "Stone", and not "Shirley".
pub(super) fn is_place_first(known: Known) -> bool {
    known.is(Known::PLACE_NAME) && !known.is(Known::PERSON_FIRST)
}
