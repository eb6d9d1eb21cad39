//! From submissions to respondents, step by step (K1).

use super::figures::{HIDDEN, counted, out_of};
use crate::count::{Campaigns, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::{BetweenFinding, Findings};
use crate::text::with_commas;

/// A step from the submissions that were received to the respondents who are counted.
pub(super) struct PeopleStep {
    /// What it is.
    pub(super) name: &'static str,
    /// How many; none where that is hidden.
    pub(super) number: Option<u64>,
    /// Whether so many leave.
    is_leaving: bool,
}

impl PeopleStep {
    /// The number as people read it, with a minus where it leaves.
    pub(super) fn shown(&self) -> String {
        match self.number {
            None => HIDDEN.to_owned(),
            Some(number @ 1..) if self.is_leaving => format!("\u{2212}{}", with_commas(number)),
            Some(number) => with_commas(number),
        }
    }
}

/// The steps, in their order.
pub(super) fn people_steps(findings: &Findings) -> Vec<PeopleStep> {
    let received = &findings.received;
    let step = |name, number, is_leaving| PeopleStep { name, number, is_leaving };
    let mut steps = vec![step("Submissions received", received.submissions.value(), false)];
    if let Some(points) = received.contributions {
        steps.push(step("Less points made at events: nobody knows who made them", points.value(), true));
    }
    match findings.between {
        Some(BetweenFinding { uncounted, further }) => steps.extend([
            step(
                "Less submissions in which nothing counts: blanks, placeholders, the same words again",
                uncounted.value(),
                true,
            ),
            step("Less further submissions of people who had sent one already", further.value(), true),
        ]),
        None => steps.push(step(
            "Less submissions in which nothing counts, and further ones of people who had sent one already",
            rest(findings),
            true,
        )),
    }
    let name = "Respondents: different people and organisations whose words are counted";
    steps.push(step(name, received.respondents.value(), false));
    steps
}

/// What lies between the numbers that are shown, where these are exact: whoever reads them knows it, however small it is.
fn rest(findings: &Findings) -> Option<u64> {
    let received = &findings.received;
    let points = received.contributions.map_or(Some(0), |points| points.value())?;
    let people = received.submissions.value()?.checked_sub(received.respondents.value()?)?;
    let rest = people.checked_sub(points)?;
    (findings.figures.preset.rounded(1) == 1).then_some(rest)
}

/// From items to what shows a theme, in one sentence.
pub(super) fn items_in_a_sentence(findings: &Findings) -> String {
    let unthemed =
        PublishedFigure { numerator: findings.received.unthemed, denominator: findings.states.counted };
    format!(
        "These submissions held {}: answers to questions, letters, messages, points, and everything else that stood in the files. {} are counted; no theme was found in {}.",
        counted(findings.states.received, "item", "items"),
        counted(findings.states.counted, "response", "responses"),
        out_of(unthemed, "counted responses"),
    )
}

/// Who is in the base of figures without campaigns; none without campaigns.
pub(super) fn base_without_campaigns(findings: &Findings) -> Option<String> {
    let base = findings.figures.base(0, Unit::Respondents, Campaigns::Excluded);
    let told = (!findings.campaigns.is_empty()).then(|| counted(base, "respondent is", "respondents are"));
    told.map(|told| {
        format!(
            "{told} in the base of figures without campaign letters: whoever wrote something of their own, in a letter of a campaign or besides. Those who sent such a letter and nothing else are not."
        )
    })
}

/// Why the number of respondents is hidden, and with it every share, and what would help; none where it is shown.
pub(super) fn why_no_base(findings: &Findings) -> Option<String> {
    findings.received.respondents.is_hidden().then(|| {
        "How many respondents there are is hidden, and with it every share: they are few themselves, or their number would tell how few are in a small group, such as those who sent a letter \
         beside a survey. Larger groups would help: in the profile, one name for several answers, or one channel for several files."
            .to_owned()
    })
}
