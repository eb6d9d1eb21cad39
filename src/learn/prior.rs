//! The lexicon's answer as what is believed before anything is learned.

/// How likely a response has a theme, going by the lexicon alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Prior {
    /// Where the lexicon does not find it.
    pub(super) silent: f32,
    /// Where it does.
    pub(super) shown: f32,
}

/// A rule is believed to be right so often before it was checked, and so many responses are worth as much as that belief.
const RIGHT_UNCHECKED: f32 = 0.55;
/// The same of a theme being there though no rule finds it.
const MISSED_UNCHECKED: f32 = 0.01;
const WORTH: f32 = 3.0;

/// From so many responses with a theme, what was learned of it counts as much as the lexicon's answer.
const EVEN_AT: f32 = 10.0;

impl Prior {
    /// The prior after so many responses: for each whether the lexicon shows the theme, and whether people gave it.
    pub(super) fn of(responses: impl Iterator<Item = (bool, bool)>) -> Prior {
        // Silent and shown: how many, and how many of these have the theme.
        let mut counts = [[0f32; 2]; 2];
        for (is_shown, is_coded) in responses {
            let count = &mut counts[usize::from(is_shown)];
            count[0] += 1.0;
            count[1] += f32::from(u8::from(is_coded));
        }
        let share = |[all, with]: [f32; 2], believed: f32| (with + WORTH * believed) / (all + WORTH);
        Prior { silent: share(counts[0], MISSED_UNCHECKED), shown: share(counts[1], RIGHT_UNCHECKED) }
    }

    /// The score of a response, from 0 to 1: what was learned from `coded` responses with the theme, and the lexicon's answer.
    pub(super) fn score(self, margin: f32, is_shown: bool, coded: usize) -> f32 {
        let learned = 1.0 / (1.0 + (-2.0 * margin).exp());
        let believed = if is_shown { self.shown } else { self.silent };
        let share = coded as f32 / (coded as f32 + EVEN_AT);
        share * learned + (1.0 - share) * believed
    }
}

#[cfg(test)]
mod tests {
    use super::Prior;

    #[test]
    fn a_rule_is_believed_until_it_was_checked() {
        let unchecked = Prior::of(std::iter::empty());
        assert_eq!((unchecked.silent, unchecked.shown), (0.01, 0.55));
        let often_wrong = Prior::of([(true, false); 9].into_iter().chain([(false, true)]));
        assert!(often_wrong.shown < 0.15 && often_wrong.silent > 0.2, "{often_wrong:?}");
    }

    #[test]
    fn few_responses_leave_the_lexicon_its_answer_and_many_do_not() {
        let prior = Prior { silent: 0.01, shown: 0.9 };
        assert!(prior.score(-1.0, true, 0) == 0.9 && prior.score(-1.0, true, 1000) < 0.2);
        assert!(prior.score(1.0, false, 1) < 0.1 && prior.score(1.0, false, 1000) > 0.8);
    }
}
