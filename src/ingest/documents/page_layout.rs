//! Paragraphs from the lines of printed pages.

use rustc_hash::FxHashMap;

use super::blocks::LONGEST_BOLD_HEADING;
use super::page_edges::take_furniture;
use super::page_tables::{Rule, Segment, segments};
use crate::ingest::formats::{Block, behind_mark};

/// A line of text on a page. Lengths are points; `y` is the base line's distance from the top of the page.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Line {
    /// Where it begins.
    pub(in crate::ingest) left: f64,
    /// Where it ends.
    pub(in crate::ingest) right: f64,
    /// How far down it stands.
    pub(in crate::ingest) y: f64,
    /// The size of its letters.
    pub(in crate::ingest) size: f64,
    /// Whether it does not run from left to right.
    pub(super) is_turned: bool,
    /// Whether all its letters are bold.
    pub(super) is_bold: bool,
    /// What it says.
    pub(in crate::ingest) text: String,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Page {
    /// Its number, from 1.
    pub(in crate::ingest) number: u32,
    /// Its height.
    pub(in crate::ingest) height: f64,
    /// Its lines, in the order in which they were written.
    pub(in crate::ingest) lines: Vec<Line>,
    /// The lines drawn on it, upright or level.
    pub(in crate::ingest) rules: Vec<Rule>,
    /// Whether there is a picture on it.
    pub(in crate::ingest) has_picture: bool,
    /// Whether letters on it cannot be told.
    pub(in crate::ingest) has_lost: bool,
    /// Whether it cannot be read at all.
    pub(in crate::ingest) is_unread: bool,
}

/// A document made of pages.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Document {
    /// Its headings, paragraphs and points.
    pub(in crate::ingest) blocks: Vec<Block>,
    /// The lines that stand on the edge of pages again and again: the page, and what they are.
    pub(in crate::ingest) furniture: Vec<(u32, &'static str)>,
}

/// Makes a document of pages: running headers, footers and page numbers are taken out, lines joined to paragraphs, words that were
/// divided at a line's end made whole, cells between drawn lines put together to tables.
pub(in crate::ingest) fn document(mut pages: Vec<Page>) -> Document {
    let furniture = take_furniture(&mut pages);
    let measures = Measures::of(&pages);
    let mut pieces: Vec<Piece> = Vec::new();
    for page in &pages {
        let first = pieces.len();
        for segment in segments(page) {
            match segment {
                Segment::Lines(lines) => {
                    pieces.extend(chunks(lines.into_iter(), &measures).into_iter().map(Piece::Text));
                }
                Segment::Table { borders, rows } => {
                    let paragraphs = |cell: Vec<&Line>| {
                        let chunks = chunks(cell.into_iter(), &measures).into_iter();
                        chunks.map(|chunk| chunk.text).collect::<Vec<_>>()
                    };
                    let row = |row: Vec<Vec<&Line>>| row.into_iter().map(paragraphs).collect();
                    pieces.push(Piece::Table(borders, rows.into_iter().map(row).collect()));
                }
            }
        }
        if first > 0 && first < pieces.len() && join_over_pages(&mut pieces, first) {
            pieces.remove(first);
        }
    }
    let blocks = pieces.into_iter().map(|piece| piece.into_block(&measures)).collect();
    Document { blocks, furniture }
}

/// Puts lines that belong together together.
fn chunks<'a>(lines: impl Iterator<Item = &'a Line>, measures: &Measures) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for line in lines {
        match chunks.last_mut() {
            Some(chunk) if measures.goes_on(chunk, line) => chunk.take(line, measures),
            _ => chunks.push(Chunk::of(line)),
        }
    }
    chunks
}

/// Adds a page's first piece to the one in front of it where that goes on over the end of the page; whether it did.
fn join_over_pages(pieces: &mut [Piece], first: usize) -> bool {
    let (before, behind) = pieces.split_at_mut(first);
    match (before.last_mut(), &mut behind[0]) {
        (Some(Piece::Text(before)), Piece::Text(next)) if before.goes_on_with(next) => {
            join(&mut before.text, &next.text, true);
            before.last = next.last.clone();
            true
        }
        (Some(Piece::Table(borders, rows)), Piece::Table(next_borders, next))
            if are_same_borders(borders, next_borders) =>
        {
            // The header stands on every page.
            let is_header = rows.first() == next.first();
            let mut next = next.drain(usize::from(is_header)..).peekable();
            // A row that goes on has nothing in its first cell, where its name would be.
            if let Some(rest) = next.next_if(|row| row.first().is_some_and(Vec::is_empty))
                && let Some(row) = rows.last_mut()
            {
                row.iter_mut().zip(rest).for_each(|(cell, rest)| go_on(cell, rest));
            }
            rows.extend(next);
            true
        }
        _ => false,
    }
}

/// Adds to a cell what stands in it on the next page.
fn go_on(cell: &mut Vec<String>, rest: Vec<String>) {
    let mut rest = rest.into_iter().peekable();
    if let Some(last) = cell.last_mut()
        && let Some(first) = rest.next_if(|first| is_rest_of(last, first))
    {
        join(last, &first, true);
    }
    cell.extend(rest);
}

/// Whether a text can be the rest of one that ended with its page.
fn is_rest_of(text: &str, next: &str) -> bool {
    !text.ends_with(['.', '?', '!', ':', ';', '"', '”', ')'])
        && next.chars().next().is_some_and(char::is_lowercase)
}

/// A paragraph, heading or point, or a table: where its columns begin and end, and its rows of cells of paragraphs.
enum Piece {
    Text(Chunk),
    Table(Vec<f64>, Vec<Vec<Vec<String>>>),
}

impl Piece {
    fn into_block(self, measures: &Measures) -> Block {
        match self {
            Piece::Text(chunk) => chunk.into_block(measures),
            Piece::Table(_, rows) => Block::Table(rows),
        }
    }
}

fn are_same_borders(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| (one - other).abs() < STEP)
}

/// What the lines of all pages have in common.
struct Measures {
    /// The size of most letters.
    size: f64,
    /// The distance of most lines from the one above, as a share of their size.
    leading: f64,
    /// Where lines that begin at a place end at most, by the place in steps.
    rights: FxHashMap<i64, f64>,
}

/// Lines that begin within so many points begin at one place.
const STEP: f64 = 6.0;

fn step(left: f64) -> i64 {
    (left / STEP).round() as i64
}

/// The value below which a share of the weight lies; 0 where there are no values.
fn share_below(mut values: Vec<(f64, usize)>, share: f64) -> f64 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wanted = values.iter().map(|(_, weight)| weight).sum::<usize>() as f64 * share;
    let mut passed = 0;
    values
        .iter()
        .find(|(_, weight)| {
            passed += weight;
            passed as f64 > wanted
        })
        .or(values.last())
        .map_or(0.0, |(value, _)| *value)
}

/// The value below which half of the weight lies.
fn median(values: Vec<(f64, usize)>, otherwise: f64) -> f64 {
    if values.is_empty() { otherwise } else { share_below(values, 0.5) }
}

impl Measures {
    fn of(pages: &[Page]) -> Measures {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let size = median(lines().map(|line| (line.size, line.text.len())).collect(), 11.0).max(0.1);
        let steps = pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
            let ratio = (pair[1].y - pair[0].y) / pair[1].size.max(0.1);
            (0.8..2.6).contains(&ratio).then_some((ratio, 1))
        });
        let leading = median(steps.collect(), 1.2);
        let mut ends: FxHashMap<i64, Vec<(f64, usize)>> = FxHashMap::default();
        for line in lines() {
            for near in -1..=1 {
                ends.entry(step(line.left) + near).or_default().push((line.right, line.text.len()));
            }
        }
        // A line that runs over the margin says nothing of where the margin is.
        let rights = ends.into_iter().map(|(step, ends)| (step, share_below(ends, 0.85))).collect();
        Measures { size, leading, rights }
    }

    /// Whether a line goes on with what stands above it.
    fn goes_on(&self, chunk: &Chunk, line: &Line) -> bool {
        let above = &chunk.last;
        let down = line.y - above.y;
        let size = line.size.max(above.size);
        let overlaps = line.left < above.right && line.right > above.left;
        let is_indented = line.left > above.left + size * 0.9 && !chunk.is_point;
        let is_outdented = line.left < above.left - size * 0.9 && chunk.lines > 1;
        down > 0.0
            && down <= size * self.leading * 1.3
            && overlaps
            && (line.size / above.size.max(0.1) - 1.0).abs() < 0.12
            && line.is_turned == above.is_turned
            && line.is_bold == above.is_bold
            // Two headings, one below the other.
            && !(line.is_bold && self.is_own_end(above, line))
            && behind_mark(line.text.trim_start()).is_none()
            && !is_indented
            && !is_outdented
    }

    /// Whether the line was broken though there was room for the next word: the writer's own line end.
    fn is_own_end(&self, line: &Line, next: &Line) -> bool {
        let letters = next.text.chars().count().max(1) as f64;
        let first = next.text.split_whitespace().next().unwrap_or("").chars().count() as f64;
        let word = (first + 1.0) * (next.right - next.left) / letters;
        let right = self.rights.get(&step(line.left)).copied().unwrap_or(line.right);
        // Ragged lines end a little before the margin of themselves.
        line.right + word < right - (line.size * 2.0).max((right - line.left) * 0.12)
    }
}

/// Lines that belong together.
struct Chunk {
    text: String,
    is_point: bool,
    is_bold: bool,
    size: f64,
    lines: usize,
    last: Line,
}

impl Chunk {
    fn of(line: &Line) -> Chunk {
        let point = behind_mark(line.text.trim_start());
        Chunk {
            text: point.unwrap_or(&line.text).trim().to_owned(),
            is_point: point.is_some(),
            is_bold: line.is_bold,
            size: line.size,
            lines: 1,
            last: line.clone(),
        }
    }

    fn take(&mut self, line: &Line, measures: &Measures) {
        let is_own_end = measures.is_own_end(&self.last, line);
        join(&mut self.text, line.text.trim(), !is_own_end);
        self.lines += 1;
        self.is_bold &= line.is_bold;
        self.last = line.clone();
    }

    /// Whether the next page's first paragraph is the rest of this one.
    fn goes_on_with(&self, next: &Chunk) -> bool {
        is_rest_of(&self.text, &next.text)
            && !next.is_point
            && !next.is_bold
            && (self.size / next.size.max(0.1) - 1.0).abs() < 0.12
    }

    fn into_block(self, measures: &Measures) -> Block {
        let is_large = self.size > measures.size * 1.12 && self.text.len() <= 200;
        let is_bold_heading =
            self.is_bold && self.text.len() <= LONGEST_BOLD_HEADING && !self.text.ends_with(['.', ',', ';']);
        if self.is_point {
            Block::Bullet(self.text)
        } else if is_large || is_bold_heading {
            Block::Heading(self.text.replace('\n', " "))
        } else {
            Block::Paragraph(self.text)
        }
    }
}

/// First parts of words that keep their hyphen where a line ends behind it.
const KEEPS_HYPHEN: [&str; 20] = [
    "self", "well", "non", "co", "follow", "long", "short", "part", "full", "high", "low", "mid", "drop",
    "check", "walk", "face", "one", "two", "three", "cross",
];

/// Adds a line: with a space, or as a line of its own. A word that was divided at the line's end is made whole.
fn join(text: &mut String, next: &str, is_same_line: bool) {
    let begins_small = next.chars().next().is_some_and(char::is_lowercase);
    if text.ends_with('\u{ad}') {
        text.pop();
    } else if text.ends_with(['-', '\u{2010}']) && begins_small {
        let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
        let part = last.trim_end_matches(['-', '\u{2010}']).to_lowercase();
        let is_divided = part.chars().count() > 1 && part.chars().all(char::is_alphabetic);
        if is_divided && !KEEPS_HYPHEN.contains(&part.as_str()) {
            text.pop();
        }
    } else if !text.is_empty() {
        text.push(if is_same_line { ' ' } else { '\n' });
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of one column, 11 points high, 14 apart; a line in capitals begins 30 points further down.
    fn page(number: u32, lines: &[&str]) -> Page {
        let mut y = 200.0;
        let lines = lines.iter().map(|text| {
            y += if text.starts_with(char::is_uppercase) { 30.0 } else { 14.0 };
            let right = 50.0 + text.chars().count() as f64 * 5.0;
            Line { left: 50.0, right, y, size: 11.0, text: (*text).to_owned(), ..Line::default() }
        });
        Page { number, height: 842.0, lines: lines.collect(), ..Page::default() }
    }

    fn edge(page: &mut Page, y: f64, text: &str) {
        let text = text.to_owned();
        page.lines.push(Line { left: 50.0, right: 90.0, y, size: 9.0, text, ..Line::default() });
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    #[test]
    fn lines_become_paragraphs_and_divided_words_whole() {
        let made = document(vec![page(
            1,
            &[
                "We would like the hos-",
                "pital to stay open, and the follow-",
                "up to be quicker than it",
                "Next one is here",
            ],
        )]);
        assert_eq!(
            made.blocks,
            [
                paragraph("We would like the hospital to stay open, and the follow-up to be quicker than it"),
                paragraph("Next one is here")
            ]
        );
    }

    #[test]
    fn what_runs_over_pages_is_joined_and_what_repeats_on_them_is_taken_out() {
        let mut first = page(1, &["The buses are late and", "the trains are"]);
        let mut second = page(2, &["never on time either.", "I have said so before."]);
        for (page, number) in [(&mut first, "Page 1 of 2"), (&mut second, "Page 2 of 2")] {
            edge(page, 40.0, "Example Association");
            edge(page, 820.0, number);
        }
        let made = document(vec![first, second]);
        assert_eq!(
            made.blocks,
            [
                paragraph("The buses are late and the trains are never on time either."),
                paragraph("I have said so before.")
            ]
        );
        assert_eq!(made.furniture.len(), 4);
    }

    #[test]
    fn a_short_line_ends_where_its_writer_ended_it() {
        let made = document(vec![page(
            1,
            &[
                "12 high street",
                "leek",
                "st13",
                "This is a long line that shows how wide the column of this page is, to the end",
            ],
        )]);
        assert_eq!(made.blocks[0], paragraph("12 high street\nleek\nst13"));
    }
}
