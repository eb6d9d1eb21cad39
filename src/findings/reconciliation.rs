//! From submissions to respondents, as reports may tell of it.

use std::collections::BTreeSet;

use super::received::{ReceivedFinding, StatesFinding};
use crate::analysis::{Analysis, Outcome};
use crate::disclose::{Preset, Shown, protected_parts};
use crate::ledger::State;
use crate::submission::Kind;

/// Why there are fewer respondents than submissions, points made at events aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BetweenFinding {
    /// Submissions in which nothing counts.
    pub uncounted: Shown,
    /// Submissions that count, of people who had sent one already.
    pub further: Shown,
}

/// What lies between the two; none where it may not be told beside all else.
pub(super) fn between(
    analysis: &Analysis,
    received: &ReceivedFinding,
    states: &StatesFinding,
    preset: Preset,
) -> Option<BetweenFinding> {
    let counted: BTreeSet<u32> = analysis
        .outcomes
        .iter()
        .filter(|outcome| outcome.state.is_counted())
        .map(|outcome| outcome.submission)
        .collect();
    let is_reply = |submission: &&u32| analysis.submissions[**submission as usize].kind == Kind::Reply;
    let is_counted_reply =
        |outcome: &&Outcome| outcome.state.is_counted() && analysis.submission(outcome).kind == Kind::Reply;
    let respondents: BTreeSet<u32> =
        analysis.outcomes.iter().filter(is_counted_reply).map(|outcome| outcome.respondent).collect();
    let uncounted = (analysis.submissions.len() - counted.len()) as u64;
    let further = (counted.iter().filter(is_reply).count() - respondents.len()) as u64;
    let is_point = |outcome: &&Outcome| outcome.state.is_counted() && !is_counted_reply(outcome);
    let points = analysis.outcomes.iter().filter(is_point).count();
    // Each point is a submission: else the steps would not add up.
    let do_steps_add_up = points == counted.iter().filter(|submission| !is_reply(submission)).count();
    let is_hidden = received.contributions.is_some_and(Shown::is_hidden);
    if !do_steps_add_up || is_hidden || received.submissions.is_hidden() || received.respondents.is_hidden() {
        return None;
    }
    let items = |state: State| states.of.iter().find(|(of, _)| *of == state).map(|(_, items)| *items);
    // A submission in which nothing counts has items that left. Were there more such than items that are shown to have left as blanks or placeholders,
    // they would tell something of a hidden step; and so would further submissions of one that is hidden itself.
    let is_step_hidden = states.of.iter().any(|(state, items)| !state.is_counted() && items.is_hidden());
    let empty: u64 =
        [State::Blank, State::NonSubstantive].into_iter().filter_map(items).map(Shown::rank).sum();
    let is_merged_hidden = items(State::Merged).is_some_and(Shown::is_hidden);
    if is_step_hidden && empty < uncounted || is_merged_hidden && further > 0 {
        return None;
    }
    let told = protected_parts(&[uncounted, further], 0, preset)?;
    let is_told = told.iter().all(|number| !number.is_hidden());
    is_told.then(|| BetweenFinding { uncounted: told[0], further: told[1] })
}
