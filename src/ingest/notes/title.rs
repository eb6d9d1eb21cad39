//! Which heading of notes is their title, and the event that it names.

use crate::ingest::formats::Block;
use crate::ingest::settings::FileSettings;
use crate::text::capitalised;

/// Which heading is the notes' title.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// The first, unless it asks.
    First,
    /// None: the first stands above points as others do, below an introduction.
    None,
    /// The first piece, though the profile names the event: no point stands right below it.
    Told,
}

/// Which heading is the title of these notes.
pub(super) fn title(blocks: &[Block], told: &FileSettings) -> Title {
    let is_above_points = |at: usize| {
        matches!(blocks[at], Block::Heading(_))
            && matches!(blocks.get(at + 1), Some(Block::Bullet(_) | Block::Table(_)))
    };
    let first = blocks.iter().position(|block| matches!(block, Block::Heading(_)));
    match first {
        Some(0) if told.event.is_some() && !is_above_points(0) => Title::Told,
        Some(first)
            if first > 0 && is_above_points(first) && (first + 1..blocks.len()).any(is_above_points) =>
        {
            Title::None
        }
        _ => Title::First,
    }
}

/// The event that a title names: "Listening event: Leek" is of Leek.
pub(super) fn event_name(title: &str) -> String {
    let plain = title.to_lowercase();
    match title.split_once(':') {
        Some((_, name))
            if plain.contains("event") || plain.contains("workshop") || plain.contains("notes") =>
        {
            capitalised(name.trim())
        }
        _ => title.to_owned(),
    }
}
