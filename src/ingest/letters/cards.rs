//! Comment cards that somebody typed up in one document: what stands on each is a paragraph, a part between lines, or a row of a table.

use super::numbered::is_somebodys;
use crate::delimited::Row;
use crate::ingest::Event;
use crate::ingest::formats::{Block, Rows, Table};
use crate::ingest::notes::event_details::{is_preamble, is_title_of_notes, take};
use crate::ingest::tables::contents::is_number_or_date;
use crate::ingest::tables::header_row::is_any_answer;
use crate::ingest::tables::headings::plain;
use crate::text::closes_formally;

/// Cards have a title of at most so many words.
const LONGEST_TITLE: usize = 25;

/// So many cards are no chance.
const FEWEST: usize = 3;

/// A table of cards, and how many other pieces the document has.
pub(in crate::ingest) struct TableOfCards {
    pub(in crate::ingest) table: Table,
    pub(in crate::ingest) others: u32,
}

/// What each card says as a point, below the title; none where the document's title does not speak of cards. Whether two of them are one person's, nobody
/// knows.
pub(in crate::ingest) fn points(blocks: &[Block]) -> Option<Vec<Block>> {
    let (Block::Heading(title) | Block::Paragraph(title), rest) = blocks.split_first()? else { return None };
    let title = title.trim();
    if !names_cards(title) || title.contains('\n') || title.split_whitespace().count() > LONGEST_TITLE {
        return None;
    }
    let texts: Option<Vec<&str>> = rest
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) | Block::Bullet(text) => Some(text.as_str()),
            Block::Heading(_) | Block::Table(_) => None,
        })
        .collect();
    let texts = divided_at_lines(texts?);
    if texts.iter().flat_map(|text| text.lines()).any(closes_formally) {
        return None;
    }
    // Who was there and what for stands above the first card.
    let above = texts.iter().take_while(|text| is_of_event(text)).count();
    let (above, texts) = texts.split_at(above);
    let are_divided = texts.iter().filter(|text| is_line(text)).count() + 1 >= FEWEST;
    let mut cards: Vec<String> = vec![String::new()];
    for text in texts.iter().copied() {
        match cards.last_mut() {
            Some(card) if are_divided && !is_line(text) => {
                card.push_str(if card.is_empty() { "" } else { "\n" });
                card.push_str(text.trim());
            }
            _ if is_line(text) => cards.push(String::new()),
            _ => cards.push(text.trim().to_owned()),
        }
    }
    cards.retain(|card| !card.is_empty());
    let title = std::iter::once(Block::Heading(title.to_owned()));
    let above = above.iter().map(|text| Block::Paragraph((*text).to_owned()));
    (cards.len() >= FEWEST).then(|| title.chain(above).chain(cards.into_iter().map(Block::Bullet)).collect())
}

/// The texts, each of which is divided where a line is drawn through it.
fn divided_at_lines(texts: Vec<&str>) -> Vec<&str> {
    let mut parts = Vec::with_capacity(texts.len());
    for text in texts {
        let mut start = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if is_line(line) {
                parts.extend([&text[start..at], line]);
                start = at + line.len();
            }
            at += line.len();
        }
        parts.push(&text[start..]);
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Whether every line of a text is a detail of the event, or it tells of the event itself.
fn is_of_event(text: &str) -> bool {
    let mut event = Event::default();
    is_preamble(text)
        || text.lines().filter(|line| !line.trim().is_empty()).all(|line| take(line, &mut event))
}

/// Whether a line says that cards or the like are below it.
fn names_cards(title: &str) -> bool {
    const CARDS: [&str; 8] = [
        "comment card",
        "comments card",
        "feedback card",
        "suggestion card",
        "postcard",
        "post-it",
        "post it note",
        "sticky note",
    ];
    let plain = plain(title);
    CARDS.iter().any(|card| plain.contains(card)) && !plain.ends_with('?')
}

/// Whether nothing but a drawn line stands here.
pub(super) fn is_line(text: &str) -> bool {
    let text = text.trim();
    text.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && text.chars().all(|c| "-_=*~\u{2013}\u{2014} ".contains(c))
}

/// The table of a document that is nothing but a table of numbered comments: "Card | Comment", or numbers beside words.
pub(in crate::ingest) fn table(blocks: &[Block]) -> Option<TableOfCards> {
    let is_table = |block: &&Block| matches!(block, Block::Table(_));
    let mut tables = blocks.iter().filter(is_table);
    let (Some(Block::Table(cells)), None) = (tables.next(), tables.next()) else { return None };
    let others: Vec<&Block> = blocks.iter().filter(|block| !is_table(block)).collect();
    let headings = others.iter().filter(|block| matches!(block, Block::Heading(_))).count();
    let mut rows: Vec<Vec<String>> =
        cells.iter().map(|row| row.iter().map(|cell| cell.join("\n").trim().to_owned()).collect()).collect();
    let is_book = is_book(&rows, &others);
    let before = rows.len();
    if is_book {
        rows.retain(|row| !row.iter().any(|cell| is_of_staff(cell)));
    }
    let of_staff = before - rows.len();
    let (header, body) = rows.split_first()?;
    let numbers = |rows: &[Vec<String>]| {
        let is_numbered =
            |row: &&Vec<String>| row.len() > 1 && is_number_or_date(&row[0]) && !is_number_or_date(&row[1]);
        rows.iter().filter(is_numbered).count() == rows.len()
    };
    let has_header = is_book
        || header.len() > 1 && is_of_rows(&header[0]) && header[1..].iter().any(|cell| is_any_answer(cell));
    let is_table_of_cards = is_book || if has_header { numbers(body) } else { numbers(&rows) };
    if rows.len() < FEWEST + usize::from(has_header)
        || !is_table_of_cards
        || headings > 1
        || is_somebodys(others.iter().copied())
    {
        return None;
    }
    let plain_header =
        || std::iter::once("No".to_owned()).chain((1..header.len()).map(|_| "Comment".to_owned()));
    let made = (!has_header).then(|| plain_header().collect::<Vec<_>>());
    let rows = made.into_iter().chain(rows.iter().cloned());
    let first = if has_header { 1 } else { 0 };
    let rows = (first..).zip(rows).map(|(number, cells)| Row::new(number, &cells)).collect();
    Some(TableOfCards {
        table: Table { sheet: None, rows: Rows::Held(rows) },
        others: (others.len() + of_staff) as u32,
    })
}

/// Whether a table is a book in which visitors wrote, "Date | Name | Comment", and no list of signatures and no notes of an event.
fn is_book(rows: &[Vec<String>], others: &[&Block]) -> bool {
    const BESIDE: [&str; 12] = [
        "date",
        "name",
        "your name",
        "initials",
        "time",
        "day",
        "from",
        "town",
        "village",
        "where from",
        "no",
        "no.",
    ];
    let Some(header) = rows.first().filter(|header| (2..=5).contains(&header.len())) else { return false };
    let is_beside = |cell: &&String| BESIDE.contains(&plain(cell).trim_end_matches(':'));
    let beside = header.iter().filter(is_beside).count();
    let asks = header.iter().filter(|cell| is_any_answer(cell)).count();
    let names = header.iter().any(|cell| plain(cell).ends_with("name"));
    let is_of_event = |block: &&Block| match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) => {
            is_title_of_notes(text) || text.lines().any(|line| take(line, &mut Event::default()))
        }
        Block::Table(_) => false,
    };
    // Without days they may be what people said at one event.
    let dates =
        header.iter().any(|cell| ["date", "day", "when"].contains(&plain(cell).trim_end_matches(':')));
    names && dates && asks == 1 && beside + asks == header.len() && !others.iter().any(is_of_event)
}

/// Whether a cell says in brackets that staff wrote the row: "(practice manager)".
fn is_of_staff(cell: &str) -> bool {
    const STAFF: [&str; 6] = ["manager", "staff", "team", "reply", "response", "reception"];
    let plain = plain(cell);
    let inside = plain.strip_prefix('(').and_then(|cell| cell.strip_suffix(')')).unwrap_or_default();
    inside.split(' ').count() <= 4 && inside.split(' ').any(|word| STAFF.contains(&word))
}

/// Whether a header says that its column numbers the rows.
fn is_of_rows(header: &str) -> bool {
    const OF_ROWS: [&str; 12] = [
        "card",
        "card no",
        "card number",
        "no",
        "no.",
        "number",
        "#",
        "ref",
        "id",
        "respondent",
        "person",
        "comment no",
    ];
    OF_ROWS.contains(&plain(header).as_str())
}
