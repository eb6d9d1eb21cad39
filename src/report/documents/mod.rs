//! Findings as documents to be read from the first page to the last.

mod annexe;
mod brief;
mod campaigns;
mod events;
mod page;
mod raised;
mod received;
mod voices;
mod whole;

use std::cmp::Reverse;

pub(super) use events::{all_events, each_event};
pub(super) use page::page;
pub(super) use whole::whole;

use super::figures::{HIDDEN, shown, shown_percent};
use crate::disclose::PublishedFigure;
use crate::findings::Findings;
use crate::office::Block;
use crate::quote::Quote;
use crate::text::one_line;

/// A count and its share, as cells.
fn cells(figure: PublishedFigure) -> [String; 2] {
    [shown(figure.numerator), shown_percent(figure)]
}

/// What must be read before all else: who held the consultation, the profile's notice, and that nothing is protected where that is so.
fn opening(findings: &Findings) -> Vec<Block> {
    let about = findings.about.iter().cloned().map(Block::Paragraph);
    let mut opening: Vec<Block> = about.chain(findings.notice.iter().cloned().map(Block::Notice)).collect();
    if !findings.figures.preset.protects() {
        let words =
            "For internal use only: small numbers are not protected. Figures below 5 can point to a person.";
        opening.push(Block::Notice(words.to_owned()));
    }
    opening
}

/// What `[c]` means where it stands in these blocks, and what the figures are no proof of.
fn reading_notes(findings: &Findings, blocks: &[Block]) -> Vec<Block> {
    let preset = findings.figures.preset;
    let mut notes = Vec::new();
    if preset.protects() && blocks.iter().any(has_hidden) {
        notes.push(Block::Paragraph(format!(
            "{HIDDEN} stands for a hidden number: one under {}, or one that would reveal such a number. The rule: {}.",
            preset.threshold(),
            preset.meaning(),
        )));
    }
    notes.push(Block::Paragraph(
        "This was an open invitation: neither a vote nor a representative sample. No figure here speaks for people who did not take part. A point made by one person can matter as much as one made by many."
            .to_owned(),
    ));
    notes
}

/// Whether a number is hidden in a block.
fn has_hidden(block: &Block) -> bool {
    match block {
        Block::Contents => false,
        Block::Heading(_, text)
        | Block::Paragraph(text)
        | Block::Notice(text)
        | Block::Note(text)
        | Block::Item(text) => text.contains(HIDDEN),
        // Nobody's own words are a sign of ours.
        Block::Quote(_, by) => by.contains(HIDDEN),
        Block::Table(table) => {
            table.caption.contains(HIDDEN) || table.rows.iter().flatten().any(|cell| cell.contains(HIDDEN))
        }
        Block::Chart(chart) => chart.description.contains(HIDDEN),
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, text.to_owned())
}

/// The quotes as blocks.
fn quote_blocks<'a>(quotes: impl Iterator<Item = &'a Quote>) -> impl Iterator<Item = Block> {
    quotes.map(|quote| Block::Quote(one_line(quote.text.as_str()), quote.attribution.clone()))
}

/// The largest first; what is as large stays in its order.
fn largest_first<T>(mut rows: Vec<(u64, T)>) -> Vec<T> {
    rows.sort_by_key(|(size, _)| Reverse(*size));
    rows.into_iter().map(|(_, row)| row).collect()
}
