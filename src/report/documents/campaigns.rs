//! The chapter on campaigns: how many sent each, and what its letter says.

use super::heading;
use crate::disclose::PublishedFigure;
use crate::findings::{CampaignFinding, Findings};
use crate::office::{Block, Grid};
use crate::report::campaigns::{MOST_IN_FULL, dates, elsewhere, kept, share_of_respondents, theme_names};
use crate::report::figures::{out_of, shown};
use crate::report::leading::many;
use crate::text::one_line;

/// The chapter; none without campaigns.
pub(super) fn campaigns(findings: &Findings) -> Vec<Block> {
    if findings.campaigns.is_empty() {
        return Vec::new();
    }
    let (numerator, denominator) = (findings.received.in_campaigns, findings.received.respondents);
    let sent = out_of(PublishedFigure { numerator, denominator }, "respondents");
    let mut blocks = vec![
        heading(1, "Campaigns"),
        Block::Paragraph(format!(
            "{sent} sent words that {}others sent too. They count like everyone; figures without campaigns count only words that people wrote themselves.",
            many(findings)
        )),
        Block::Table(table(findings)),
    ];
    for campaign in findings.campaigns.iter().take(MOST_IN_FULL) {
        blocks.extend(letter(findings, campaign));
    }
    blocks.extend(elsewhere(findings).map(Block::Paragraph));
    blocks
}

fn table(findings: &Findings) -> Grid {
    let mut table = Grid::new(
        "Campaigns, the largest first",
        &[
            ("Campaign", 18, false),
            ("Respondents", 16, true),
            ("Of all respondents", 16, true),
            ("Added own words", 16, true),
            ("Received", 34, false),
        ],
    );
    let row = |campaign: &CampaignFinding| {
        let received = dates(campaign);
        vec![
            format!("Campaign {}", campaign.number),
            shown(campaign.respondents),
            share_of_respondents(campaign, findings),
            shown(campaign.added_own_words),
            if received.is_empty() { "not known".to_owned() } else { received },
        ]
    };
    table.rows = findings.campaigns.iter().map(row).collect();
    table
}

/// What a campaign asks for: its letter by sentence; its beginning where that is all that may be shown.
fn letter(findings: &Findings, campaign: &CampaignFinding) -> Vec<Block> {
    let number = campaign.number;
    let mut blocks = Vec::new();
    if !campaign.sentences.is_empty() {
        let caption = format!("Campaign {number}: how many of its letters have each sentence of its text");
        let mut table = Grid::new(caption, &[("Sentence", 80, false), ("Letters that kept it", 20, true)]);
        let sentences = campaign.sentences.iter();
        table.rows = sentences.map(|(text, of)| vec![one_line(text.as_str()), kept(*of, campaign)]).collect();
        blocks.push(Block::Table(table));
    } else if let Some(extract) = &campaign.extract {
        let extract = one_line(extract.as_str());
        blocks.push(Block::Quote(format!("{extract} […]"), format!("Campaign {number}, the beginning")));
    } else {
        let words = "Its text is not shown: those who sent it did not agree to be quoted.";
        blocks.push(Block::Paragraph(words.to_owned()));
    }
    blocks.insert(0, heading(2, &format!("Campaign {number}: what the letter says")));
    blocks.push(Block::Paragraph(format!("Themes of its text: {}.", theme_names(campaign, findings))));
    blocks
}
