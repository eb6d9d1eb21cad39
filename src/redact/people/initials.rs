//! Names that begin with initials: "J. Smith", "J R Smith".

use super::Name;
use super::cues::Cue;
use super::reading::{Gap, Reading};
use crate::redact::known::Known;

impl Reading<'_> {
    /// Whether a word stands after an initial of the same name.
    pub(super) fn joins_initial(&self, at: usize) -> bool {
        match self.gap(at) {
            Gap::Space | Gap::Stop => true,
            // `J.R. Smith` is written without spaces, too.
            _ => at > 0 && self.between(at) == ".",
        }
    }

    /// "J. Smith", "J R Smith": the surname must be one; a word that is also something else needs the full stop.
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
            _ if is_article => false,
            _ if has_stop => known.is(Known::SURNAME) && (!self.ends_a_label(first)),
            _ => {
                known.is_plain_surname()
                    && !known.is(Known::PLACE_NAME.or(Known::PLACE))
                    && !self.ends_a_label(first)
            }
        };
        is_surname.then(|| Name { first, last: self.end_of(at) })
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
                )
        }
    }
}
