//! Given names in small letters behind a family tie: "my husband ray cant climb".

use super::reading::{Gap, Reading};
use crate::redact::known::Known;

/// Names that also tell what somebody is like, or is given, so that "my mum early and" and "my dad tea," name nobody.
const GIVEN_TO_KIN: [&str; 48] = [
    "autumn", "bent", "brown", "candy", "cash", "danish", "drew", "early", "free", "french", "gay", "golden",
    "green", "handy", "harsh", "honey", "hung", "icy", "lean", "less", "little", "loyal", "lucky", "mad",
    "major", "male", "minor", "moody", "noble", "north", "odd", "pleasant", "rice", "rich", "sad", "season",
    "sincere", "soon", "spring", "summer", "sunday", "tea", "tiny", "true", "unique", "unknown", "west",
    "young",
];

impl Reading<'_> {
    /// "my husband ray cant climb", "my sister in law june couldn't", "our lily-mae": what follows makes a name of a word in small letters.
    pub(super) fn is_kins_word(&self, at: usize) -> bool {
        let known = self.known(at);
        if !known.is(Known::WEAK_GIVEN) || known.is(Known::POSSESSIVE.or(Known::ROLE).or(Known::KIN)) {
            return false;
        }
        let is_short = known.is(Known::WORD) || self.word(at).len() < 4;
        is_short && self.has_owner(at) && self.is_followed_as_people_are(at) || self.is_double_name(at)
    }

    /// Whether the kin in front of a word is somebody's: "my late mother", "our daughter".
    fn has_owner(&self, at: usize) -> bool {
        const FARTHEST: usize = 5;
        (at.saturating_sub(FARTHEST)..at)
            .rev()
            .take_while(|word| self.gap(word + 1) != Gap::Other)
            .any(|word| matches!(self.normal(word).as_ref(), "my" | "our" | "his" | "her" | "their" | "your"))
    }

    /// "lily-mae": two given names and a hyphen.
    pub(super) fn is_double_name(&self, at: usize) -> bool {
        let is_given = |at: usize| {
            let known = self.known(at);
            known.is(Known::GIVEN.or(Known::WEAK_GIVEN)) && !known.is(Known::FUNCTION)
        };
        at + 1 < self.len() && self.gap(at + 1) == Gap::Hyphen && is_given(at) && is_given(at + 1)
    }

    /// Whether what follows is said of people: a verb in a finite form, "and", "who", a comma, a bracket.
    fn is_followed_as_people_are(&self, at: usize) -> bool {
        let next = at + 1;
        if next >= self.len() {
            return false;
        }
        let may_end = || !GIVEN_TO_KIN.contains(&self.normal(at).as_ref());
        match self.gap(next) {
            Gap::Space => {
                let next = self.normal(next);
                is_done_by_kin(&next) || matches!(next.as_ref(), "and" | "who") && may_end()
            }
            Gap::Comma => may_end(),
            Gap::Bracket => self.between(next).contains('(') && may_end(),
            _ => false,
        }
    }
}

/// What is told of somebody's family, often without its apostrophe.
pub(super) fn is_done_by_kin(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "has"
            | "had"
            | "isn't"
            | "isnt"
            | "wasn't"
            | "wasnt"
            | "can't"
            | "cant"
            | "cannot"
            | "couldn't"
            | "couldnt"
            | "didn't"
            | "didnt"
            | "doesn't"
            | "doesnt"
            | "died"
            | "fell"
            | "got"
            | "went"
            | "needs"
            | "needed"
            | "waits"
            | "waited"
            | "lives"
            | "lived"
            | "sleeps"
            | "loved"
            | "loves"
            | "works"
            | "worked"
            | "takes"
            | "gets"
            | "suffers"
            | "spent"
            | "came"
            | "told"
            | "said"
            | "says"
    )
}
