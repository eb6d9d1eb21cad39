//! From everything received to what is counted, step by step (K1).

use crate::disclose::Shown;
use crate::findings::StatesFinding;
use crate::ledger::State;

/// A step of the waterfall. Steps follow each other: what comes in, what leaves and why, what is left, what that consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) what: What,
    /// How many items this step is of.
    pub(super) items: Shown,
    /// How many items remain after it, where what is shown tells so.
    pub(super) left: Option<u64>,
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
            What::Leaves(state) | What::Part(state) => state.name().to_owned(),
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

/// The steps that have items. What is left after a step is worked out from the numbers that are shown: from all before it, or all after it.
pub(super) fn waterfall(states: &StatesFinding) -> Vec<Step> {
    let of = |order: &[State]| -> Vec<(State, Shown)> {
        let shown = |state: &State| states.of.iter().find(|(of, _)| of == state).copied();
        order.iter().filter_map(shown).collect()
    };
    let received = states.received.value();
    let mut steps = vec![Step { what: What::Received, items: states.received, left: received }];
    let leaving = of(&LEAVING);
    for (at, (state, items)) in leaving.iter().enumerate() {
        let gone = sum(leaving[..=at].iter());
        let before = received.zip(gone).and_then(|(received, gone)| received.checked_sub(gone));
        let behind = states.counted.value().zip(sum(leaving[at + 1..].iter()));
        let left = before.or(behind.map(|(counted, still)| counted + still));
        steps.push(Step { what: What::Leaves(*state), items: *items, left });
    }
    steps.push(Step { what: What::Counted, items: states.counted, left: states.counted.value() });
    let parts = of(&COUNTED);
    for (at, (state, items)) in parts.iter().enumerate() {
        let gone = sum(parts[..=at].iter());
        let before = states.counted.value().zip(gone).and_then(|(counted, gone)| counted.checked_sub(gone));
        let left = before.or(sum(parts[at + 1..].iter()));
        steps.push(Step { what: What::Part(*state), items: *items, left });
    }
    steps
}

/// The sum of these, where all are shown.
fn sum<'a>(steps: impl Iterator<Item = &'a (State, Shown)>) -> Option<u64> {
    steps.map(|(_, items)| items.value()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclose::Preset;
    use crate::ledger::STATES;

    #[test]
    fn every_state_has_its_step_and_nothing_is_left() {
        let number = |value| Shown::alone(value, Preset::None);
        let of: Vec<(State, Shown)> =
            STATES.into_iter().enumerate().map(|(at, state)| (state, number(at as u64 + 1))).collect();
        let counted =
            of.iter().filter(|(state, _)| state.is_counted()).filter_map(|(_, items)| items.value());
        let states = StatesFinding { received: number(55), counted: number(counted.sum()), of };
        let steps = waterfall(&states);
        assert_eq!(steps.len(), STATES.len() + 2);
        assert_eq!(steps.last().map(|step| step.left), Some(Some(0)));
        let counted = steps.iter().find(|step| step.what == What::Counted).expect("something is counted");
        assert_eq!(counted.items.value(), counted.left);
    }

    #[test]
    fn what_is_left_between_two_hidden_steps_is_not_told() {
        let hidden = Shown::default();
        let number = |value| Shown::alone(value, Preset::None);
        let of = vec![(State::Blank, hidden), (State::Duplicate, hidden), (State::Analysed, number(40))];
        let steps = waterfall(&StatesFinding { received: number(50), counted: number(40), of });
        let left: Vec<Option<u64>> = steps.iter().map(|step| step.left).collect();
        assert_eq!(left, [Some(50), None, Some(40), Some(40), Some(0)]);
    }
}
