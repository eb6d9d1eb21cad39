//! Several tables on one sheet, side by side, each with a header of its own.

use super::header_row::{is_any_answer, width};
use super::header_words::asks_for_views;
use super::headings::plain;
use super::points::heads_points;
use crate::delimited::Row;
use crate::ingest::formats::{Rows, Table};
use crate::ingest::notes::event_details::is_group;
use crate::ingest::notes::point_table::names_event;

/// The headers stand among the first rows.
const ROWS_TRIED: usize = 10;

/// More tables do not stand side by side.
const MOST_TABLES: usize = 12;

/// One of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Its first column, and the one behind its last.
    from: usize,
    to: usize,
    /// What stands above it alone.
    title: String,
}

/// The tables of a sheet. What stands above them all is the first one's. Where a table's title names an event or a group, a column of its own says so.
pub(in crate::ingest) fn divided(table: Table) -> Vec<Table> {
    let rows = match &table.rows {
        Rows::Held(rows) => rows,
        Rows::Delimited { .. } => return vec![table],
    };
    let Some((header_at, titles_at, parts)) = parts(rows) else { return vec![table] };
    let mut tables = Vec::with_capacity(parts.len());
    for (number, part) in parts.iter().enumerate() {
        let named = match part.title.as_str() {
            title if is_group(title) => Some("Table"),
            title if names_event(title) => Some("Event"),
            _ => None,
        };
        let is_filled = |row: &Row| (part.from..part.to).any(|at| !row.cell(at).trim().is_empty());
        let last = rows.iter().rposition(is_filled).unwrap_or(header_at);
        let mut made = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            // What nobody else has is the first one's: titles of the whole sheet, and blank rows.
            let is_shared = at < header_at && Some(at) != titles_at || row.is_empty();
            if is_shared && number > 0 || !is_shared && (at > last || !is_filled(row)) {
                continue;
            }
            let is_whole = is_shared && !row.is_empty();
            let cells = if is_whole { 0..row.len() } else { part.from..part.to };
            let mut cells: Vec<String> = cells.map(|at| row.cell(at).to_owned()).collect();
            if let Some(name) = named.filter(|_| at >= header_at && !is_shared) {
                cells.push(if at == header_at { name } else { part.title.as_str() }.to_owned());
            }
            made.push(Row::new(row.number, &cells));
        }
        tables.push(Table { sheet: table.sheet.clone(), rows: Rows::Held(made) });
    }
    tables
}

/// The row of the headers, the row of titles above it, and the tables; nothing where there is one table.
fn parts(rows: &[Row]) -> Option<(usize, Option<usize>, Vec<Part>)> {
    let columns = rows.iter().map(Row::len).max().unwrap_or(0);
    let is_used: Vec<bool> =
        (0..columns).map(|at| rows.iter().any(|row| !row.cell(at).trim().is_empty())).collect();
    for header_at in 0..rows.len().min(ROWS_TRIED) {
        let header = &rows[header_at];
        if width(header) < 2 {
            continue;
        }
        let titles_at = (0..header_at).rev().find(|at| !rows[*at].is_empty());
        let is_apart = |parts: &[Part]| parts.windows(2).all(|two| two[0].to < two[1].from);
        let by_gaps = by_gaps(header, &is_used);
        let by_header = by_header(header);
        for mut parts in [by_gaps, by_header].into_iter().flatten() {
            let are_titled = titles_at.is_some_and(|at| take_titles(&rows[at], &mut parts));
            let is_same = |part: &Part| headers(header, part) == headers(header, &parts[0]);
            let are_same = parts.iter().all(is_same);
            let is_wide = parts[0].to - parts[0].from > 1;
            let are_tables =
                (are_titled && (are_same || is_apart(&parts))) || are_same && is_wide && is_apart(&parts);
            let is_answered = |part: &Part| {
                (part.from..part.to).any(|at| {
                    let cell = header.cell(at).trim();
                    is_any_answer(cell)
                        || cell.ends_with('?')
                        || is_point(cell)
                        || asks_for_views(&plain(cell))
                })
            };
            let has_rows = |part: &Part| {
                rows[header_at + 1..]
                    .iter()
                    .any(|row| (part.from..part.to).any(|at| !row.cell(at).trim().is_empty()))
            };
            let filled = parts.iter().filter(|part| has_rows(part)).count();
            if are_tables && parts.iter().all(is_answered) && filled > 1 {
                let titles_at = titles_at.filter(|_| are_titled);
                return Some((header_at, titles_at, parts));
            }
        }
    }
    None
}

/// Tables between columns in which nothing stands.
fn by_gaps(header: &Row, is_used: &[bool]) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    for at in (0..is_used.len()).filter(|at| is_used[*at]) {
        match parts.last_mut().filter(|part| part.to == at) {
            Some(part) => part.to = at + 1,
            None => parts.push(Part { from: at, to: at + 1, title: String::new() }),
        }
    }
    let is_headed = |part: &Part| !header.cell(part.from).trim().is_empty();
    ((2..=MOST_TABLES).contains(&parts.len()) && parts.iter().all(is_headed)).then_some(parts)
}

/// Tables without a column between them whose headers are the same.
fn by_header(header: &Row) -> Option<Vec<Part>> {
    let from = (0..header.len()).find(|at| !header.cell(*at).trim().is_empty())?;
    let to = (0..header.len()).rev().find(|at| !header.cell(*at).trim().is_empty())? + 1;
    let is_every = |count: usize| {
        let size = (to - from) / count;
        let heads = |at: usize| plain(header.cell(at));
        (to - from).is_multiple_of(count)
            && (from..to).all(|at| !heads(at).is_empty() && heads(at) == heads(from + (at - from) % size))
    };
    let count = (2..=MOST_TABLES.min(to - from)).rev().find(|count| is_every(*count))?;
    let size = (to - from) / count;
    let part = |number: usize| {
        let from = from + number * size;
        Part { from, to: from + size, title: String::new() }
    };
    Some((0..count).map(part).collect())
}

/// Gives each table the title that stands above it; false where some have none, or something else stands in that row.
fn take_titles(row: &Row, parts: &mut [Part]) -> bool {
    for part in parts.iter_mut() {
        let mut cells = (part.from..part.to).map(|at| row.cell(at).trim()).filter(|cell| !cell.is_empty());
        let Some(title) = cells.next().filter(|_| !row.cell(part.from).trim().is_empty()) else {
            return false;
        };
        // What is merged over several columns may stand in each.
        if cells.any(|cell| cell != title) {
            return false;
        }
        part.title = title.to_owned();
    }
    let is_of_part = |at: usize| parts.iter().any(|part| (part.from..part.to).contains(&at));
    let are_different = parts.windows(2).all(|two| two[0].title != two[1].title);
    are_different && (0..row.len()).all(|at| row.cell(at).trim().is_empty() || is_of_part(at))
}

/// The headers of a table's columns, in plain words.
fn headers(header: &Row, part: &Part) -> Vec<String> {
    (part.from..part.to).map(|at| plain(header.cell(at))).collect()
}

/// Whether a header says that points or notes stand below it.
fn is_point(header: &str) -> bool {
    heads_points(header) || ["what was said", "notes"].contains(&plain(header).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each table's rows, cells parted by bars.
    fn tables(sheet: &[&str]) -> Vec<Vec<String>> {
        let cells = |line: &&str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows = (1..).zip(sheet).map(|(number, line)| Row::new(number, &cells(line))).collect();
        let shown = |table: Table| match table.rows {
            Rows::Held(rows) => rows.iter().map(|row| row.cells().collect::<Vec<_>>().join("|")).collect(),
            Rows::Delimited { .. } => Vec::new(),
        };
        divided(Table { sheet: None, rows: Rows::Held(rows) }).into_iter().map(shown).collect()
    }

    #[test]
    fn tables_side_by_side_are_divided() {
        let [leek, stone] = &tables(&[
            "Our events",
            "Leek event|||Stone event|",
            "Comment|Votes||Comment|Votes",
            "Buses|7||Parking|5",
            "Beds|4|||",
        ])[..] else {
            panic!("two tables stand side by side")
        };
        assert_eq!(
            leek[1..],
            ["Leek event|", "Comment|Votes|Event", "Buses|7|Leek event", "Beds|4|Leek event"]
        );
        assert_eq!(stone[..], ["Stone event|", "Comment|Votes|Event", "Parking|5|Stone event"]);
        assert_eq!(
            tables(&["A|||B|", "Comment|No|Comment|No", "x|1|y|2"]).len(),
            1,
            "the titles stand elsewhere"
        );
        assert_eq!(tables(&["Leek||Stone|", "Comment|No|Comment|No", "x|1|y|2"]).len(), 2);
        assert_eq!(tables(&["No|Comment||No|Comment", "1|Buses||1|Parking"]).len(), 2);
    }

    #[test]
    fn columns_of_one_table_stay_together() {
        for sheet in [
            ["ID|What works well?||What would you change?", "1|Buses||Beds"],
            ["ID|Comment||Theme|Action", "1|Buses||Transport|None"],
            ["Question|Answer|Question|Answer", "Why?|Buses|How?|Beds"],
            ["Comment||Comment", "Buses||Beds"],
        ] {
            assert_eq!(tables(&sheet).len(), 1, "{sheet:?}");
        }
    }
}
