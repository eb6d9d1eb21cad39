//! Who and what was received.

use super::{Campaigns, Tally, Unit};
use crate::analysis::Analysis;

/// Who and what was received, as it was counted: not for publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// Files read or refused.
    pub files: usize,
    /// Submissions: rows, letters, messages, points.
    pub submissions: usize,
    /// Different people and organisations with a response that counts.
    pub respondents: usize,
    /// Of these, organisations.
    pub organisations: usize,
    /// Of these, those that say for how many people they speak.
    pub speakers: usize,
    /// Points made at events that count.
    pub contributions: usize,
    /// People for whom organisations say they speak.
    pub represented: u64,
}

/// Counts who and what was received.
pub fn received(analysis: &Analysis, tally: &Tally) -> Received {
    let base = |unit| tally.base(0, unit, Campaigns::Included);
    let mut organisations: Vec<u32> = analysis
        .outcomes
        .iter()
        .filter(|outcome| {
            outcome.state.is_counted() && analysis.submission(outcome).respondent.is_organisation
        })
        .map(|outcome| outcome.respondent)
        .collect();
    organisations.sort_unstable();
    organisations.dedup();
    Received {
        files: analysis.files.len(),
        submissions: analysis.submissions.len(),
        respondents: base(Unit::Respondents) as usize,
        organisations: organisations.len(),
        speakers: tally.speakers(None, Campaigns::Included) as usize,
        contributions: base(Unit::Contributions) as usize,
        represented: base(Unit::Represented),
    }
}
