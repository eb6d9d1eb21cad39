//! From submissions to respondents, step by step (K1).

use super::figures::{HIDDEN, counted, out_of, shown};
use crate::count::{Campaigns, Unit};
use crate::disclose::PublishedFigure;
use crate::findings::{BetweenFinding, Findings};
use crate::text::with_commas;

/// A step from the submissions that were received to the respondents who are counted.
pub(super) struct PeopleStep {
    /// What it is.
    pub(super) name: &'static str,
    /// How many; with a minus where they leave.
    pub(super) number: String,
}

/// The steps, in their order.
pub(super) fn people_steps(findings: &Findings) -> Vec<PeopleStep> {
    let received = &findings.received;
    let less = |number: String| match number.starts_with(|c: char| c.is_ascii_digit() && c != '0') {
        true => format!("\u{2212}{number}"),
        false => number,
    };
    let mut steps = vec![PeopleStep { name: "Submissions received", number: shown(received.submissions) }];
    if let Some(points) = received.contributions {
        let name = "Less points made at events: nobody knows who made them";
        steps.push(PeopleStep { name, number: less(shown(points)) });
    }
    match findings.between {
        Some(BetweenFinding { uncounted, further }) => {
            let name = "Less submissions in which nothing counts: blanks, placeholders, the same words again";
            steps.push(PeopleStep { name, number: less(shown(uncounted)) });
            let name = "Less further submissions of people who had sent one already";
            steps.push(PeopleStep { name, number: less(shown(further)) });
        }
        None => {
            let name = "Less submissions in which nothing counts, and further ones of people who had sent one already";
            steps.push(PeopleStep { name, number: less(rest(findings)) });
        }
    }
    steps.push(PeopleStep {
        name: "Respondents: different people and organisations whose words are counted",
        number: shown(received.respondents),
    });
    steps
}

/// What lies between the numbers that are shown, where these are exact and it is not small.
fn rest(findings: &Findings) -> String {
    let (received, preset) = (&findings.received, findings.figures.preset);
    let points = received.contributions.map_or(Some(0), |points| points.value());
    let rest = received.submissions.value().zip(received.respondents.value()).zip(points).and_then(
        |((submissions, respondents), points)| submissions.checked_sub(respondents)?.checked_sub(points),
    );
    rest.filter(|rest| preset.rounded(1) == 1 && !preset.hides(*rest)).map_or(HIDDEN.to_owned(), with_commas)
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
