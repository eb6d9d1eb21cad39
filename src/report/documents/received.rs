//! The chapters on what was received and on how it was counted.

use super::heading;
use crate::disclose::PublishedFigure;
use crate::findings::Findings;
use crate::office::{Block, Grid};
use crate::report::figures::{HIDDEN, out_of, shown};
use crate::report::reconciliation::{base_without_campaigns, items_in_a_sentence, people_steps};
use crate::report::waterfall::{Step, What, waterfall};

/// What became of everything received (K1).
pub(super) fn received(findings: &Findings) -> Vec<Block> {
    let mut people =
        Grid::new("From submissions to respondents", &[("Step", 80, false), ("Number", 20, true)]);
    people.rows =
        people_steps(findings).into_iter().map(|step| vec![step.name.to_owned(), step.shown()]).collect();
    let mut items = Grid::new(
        "What was received and what became of it",
        &[("Step", 26, false), ("Items", 13, true), ("Left", 13, true), ("What it means", 48, false)],
    );
    items.rows = waterfall(&findings.states)
        .into_iter()
        .map(|Step { what, items, left }| {
            let left = match what {
                What::Part(_) => String::from("–"),
                _ => left.map_or(HIDDEN.to_owned(), crate::text::with_commas),
            };
            vec![what.name(), shown(items), left, what.meaning().to_owned()]
        })
        .collect();
    let mut blocks = vec![heading(1, "What was received"), Block::Table(people)];
    blocks.extend(base_without_campaigns(findings).map(Block::Paragraph));
    blocks.extend([Block::Paragraph(items_in_a_sentence(findings)), Block::Table(items)]);
    blocks
}

/// What a figure means.
pub(super) fn counting(findings: &Findings) -> Vec<Block> {
    let received = &findings.received;
    let unthemed = PublishedFigure { numerator: received.unthemed, denominator: findings.states.counted };
    let preset = findings.figures.preset;
    let marks = match received.contributions {
        Some(_) => {
            ", and marks left out that stand behind a point made at an event and say how many agreed (x4, ✓✓✓)"
        }
        None => "",
    };
    let said = [
        "Respondents are different people and organisations. A person counts once for a theme, once for a priority and once for a question, however often they raise it."
            .to_owned(),
        "Shares are of those with at least one response that counts. Points made at events have a base of their own.".to_owned(),
        format!(
            "Themes were found by the rules of the lexicon {}, version {}. Rules find words, not meanings. No theme was found in {}; they stay in the base of every share.",
            findings.lexicon.title,
            findings.lexicon.version,
            out_of(unthemed, "counted responses"),
        ),
        format!("Small numbers: {} (the preset {} of publish/method.md).", preset.meaning(), preset.name()),
        format!(
            "Quotes are whole sentences in people's own words, personal details masked{marks}. No two quotes of a theme are one person's, as far as it is known who is one person; somebody can be quoted under several themes."
        ),
        "Files that come with this document: publish/method.md tells the method, tables.xlsx and tables.ods have every table, report.html has all quotes.".to_owned(),
    ];
    std::iter::once(heading(1, "How it was counted")).chain(said.into_iter().map(Block::Paragraph)).collect()
}
