//! Campaigns and copies, as reports tell of them.

use std::fmt::Write;

use super::figures::{counted, days, percent, shown, things};
use crate::disclose::{PublishedFigure, Share, Shown};
use crate::findings::{CampaignFinding, Findings};
use crate::text::one_line;

/// The share of all respondents that sent a campaign's words, such as `12.5%`.
pub(super) fn share_of_respondents(campaign: &CampaignFinding, findings: &Findings) -> String {
    let figure =
        PublishedFigure { numerator: campaign.respondents, denominator: findings.received.respondents };
    match figure.share() {
        Share::Percent(_) => percent(figure) + "%",
        Share::Hidden | Share::NoBase => percent(figure),
    }
}

/// How many letters kept a sentence of a campaign's text. A number that is hidden beside the campaign's size is that of few who kept the sentence or of few
/// who left it out.
pub(super) fn kept(kept: Shown, campaign: &CampaignFinding) -> String {
    match kept.is_hidden() && !campaign.respondents.is_hidden() {
        true => "few, or all but a few".to_owned(),
        false => shown(kept),
    }
}

/// The names of the themes that a campaign's text shows.
pub(super) fn theme_names(campaign: &CampaignFinding, findings: &Findings) -> String {
    let names: Vec<&str> =
        campaign.themes.iter().map(|theme| findings.lexicon.themes[*theme].name.as_str()).collect();
    if names.is_empty() { "none of the lexicon".to_owned() } else { names.join("; ") }
}

/// The first and the last day on which a campaign came in; empty where no dates are known.
pub(super) fn dates(campaign: &CampaignFinding) -> String {
    campaign.dates.as_ref().map_or(String::new(), |(first, last)| days(first.as_str(), last.as_str()))
}

/// The letters of the largest campaigns stand in the reports for reading; those of others are left to the workbooks.
pub(super) const MOST_IN_FULL: usize = 20;

/// More campaigns than these make a page that nobody reads.
const MOST_ROWS: usize = 30;

/// A table of the campaigns and how many copies there are at stricter thresholds, in Markdown.
pub(super) fn write_campaigns(findings: &Findings, page: &mut String) -> std::fmt::Result {
    if !findings.campaigns.is_empty() {
        writeln!(
            page,
            "| campaign | respondents | of all respondents | wordings | added their own words | received | themes of its text | it begins |\n|---:|---:|---:|---:|---:|---|---|---|"
        )?;
    }
    for campaign in findings.campaigns.iter().take(MOST_ROWS) {
        let extract = campaign.extract.as_ref().map_or("", |extract| extract.as_str());
        writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            campaign.number,
            shown(campaign.respondents),
            share_of_respondents(campaign, findings),
            shown(campaign.wordings),
            shown(campaign.added_own_words),
            in_cell(&dates(campaign)),
            in_cell(&theme_names(campaign, findings)),
            in_cell(extract),
        )?;
    }
    if let Some(more @ 1..) = findings.campaigns.len().checked_sub(MOST_ROWS) {
        writeln!(
            page,
            "\n{} not in this table; `report.html` has them all.",
            things(more, "smaller campaign is", "smaller campaigns are")
        )?;
    }
    let held: Vec<String> = findings
        .sensitivity
        .iter()
        .map(|level| {
            format!(
                "{} of {} at {}",
                counted(level.copies, "copy", "copies"),
                things(level.families, "family", "families"),
                level.similarity
            )
        })
        .collect();
    if !held.is_empty() {
        writeln!(
            page,
            "\nHow firm this is: each copy beside the text that stands for its family (share of common word triples). {}. Those left out at a higher figure were \
             changed more; a campaign's heavily changed letters are among them.\n",
            held.join("; ")
        )?;
    }
    if findings.proposed_people.value() != Some(0) {
        writeln!(
            page,
            "{} with the same name and postcode may be one person's: `internal/proposed-people.csv`. They count apart until the profile says that they are.\n",
            counted(findings.proposed_people, "group of submissions", "groups of submissions"),
        )?;
    }
    Ok(())
}

/// A text in a cell of a Markdown table.
fn in_cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

/// Where the letters are that a report for reading does not give in full.
pub(super) fn elsewhere(findings: &Findings) -> Option<String> {
    let more = findings.campaigns.len().checked_sub(MOST_IN_FULL).filter(|more| *more > 0)?;
    let smaller = things(more, "smaller campaign", "smaller campaigns");
    Some(format!("The text of {smaller} is in tables.xlsx and tables.ods (Letters of campaigns)."))
}
