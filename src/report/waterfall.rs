//! From everything received to what is counted, step by step (K1).

use crate::ledger::{State, Totals};

/// A step of the waterfall. Steps follow each other: what comes in, what leaves and why, what is left, what that consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) what: What,
    /// How many items this step is of.
    pub(super) items: usize,
    /// How many items remain after it.
    pub(super) left: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// All that came in.
    Received,
    /// These are not counted.
    Leaves(State),
    /// All that is counted.
    Counted,
    /// These are counted.
    Part(State),
}

impl What {
    /// What a reader calls it.
    pub(super) fn name(self) -> String {
        match self {
            What::Received => "received".to_owned(),
            What::Counted => "themed and counted".to_owned(),
            What::Leaves(state) | What::Part(state) => state.code().replace('_', " "),
        }
    }

    /// What it means.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            What::Received => "everything that came in",
            What::Counted => "what every figure below is made of",
            What::Leaves(state) | What::Part(state) => state.meaning(),
        }
    }
}

/// In what order items leave: first what is no answer, then what cannot be themed, then what is counted elsewhere.
const LEAVING: [State; 6] = [
    State::Unreadable,
    State::OutOfScope,
    State::Blank,
    State::NonSubstantive,
    State::OtherLanguage,
    State::Duplicate,
];

const COUNTED: [State; 4] = [State::Analysed, State::Merged, State::CampaignAdded, State::CampaignCopy];

/// The steps that have items. The last `left` of those that leave is what is counted, and its parts add up to that.
pub(super) fn waterfall(totals: &Totals) -> Vec<Step> {
    let mut left = totals.sum();
    let mut steps = vec![Step { what: What::Received, items: left, left }];
    for state in LEAVING.into_iter().filter(|state| totals.of(*state) > 0) {
        let items = totals.of(state);
        left -= items;
        steps.push(Step { what: What::Leaves(state), items, left });
    }
    steps.push(Step { what: What::Counted, items: totals.counted(), left });
    for state in COUNTED.into_iter().filter(|state| totals.of(*state) > 0) {
        let items = totals.of(state);
        left -= items;
        steps.push(Step { what: What::Part(state), items, left });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::STATES;

    #[test]
    fn every_state_has_its_step_and_nothing_is_left() {
        let mut totals = Totals::default();
        for (at, state) in STATES.into_iter().enumerate() {
            (0..=at).for_each(|_| totals.add(state));
        }
        let steps = waterfall(&totals);
        assert_eq!(steps.len(), STATES.len() + 2);
        assert_eq!(steps.last().map(|step| step.left), Some(0));
        let counted = steps.iter().find(|step| step.what == What::Counted).expect("something is counted");
        assert_eq!(counted.items, counted.left);
    }
}
