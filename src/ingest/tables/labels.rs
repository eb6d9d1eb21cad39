//! Labels of rows that say "the same as above": by a ditto mark, or by nothing where only the first row of a group has its label.

use super::headings::plain;
use super::layout::Layout;
use super::points::Points;
use super::role::Role;
use crate::delimited::Row;
use crate::ingest::platforms::PLAIN_TABLE;
use crate::submission::attribute;
use crate::text::entries;

/// Words and marks that repeat the cell above.
const DITTO: &str = include_str!("lists/ditto.txt");

/// So many rows at least stand below the labels of a column that names groups of rows, and one for so many labels.
const FEWEST_UNLABELLED: usize = 2;
const LABELS_A_ROW_BELOW: usize = 2;

/// A column of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Column {
    at: usize,
    /// Whether only the first row of a group has its label.
    is_of_groups: bool,
}

/// The columns of a table that hold labels, and what each said last.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    columns: Vec<Column>,
    last: Vec<String>,
}

impl Labels {
    /// The columns of a plain table that may repeat what stands above: who or where a row is of, and what was asked. A row without a label is one of the
    /// group above only where rows are points, or the label is a question.
    pub(super) fn of(layout: &Layout, body: &[Row]) -> Labels {
        if layout.platform != PLAIN_TABLE {
            return Labels::default();
        }
        let group = layout.points.as_ref().and_then(|points: &Points| points.group);
        let are_points = layout.points.is_some();
        let is_label = |at: usize| {
            let of = [attribute::EVENT, attribute::LOCALITY, attribute::GROUP];
            let is_known = matches!(&layout.roles[at], Role::Attribute(name) if of.contains(&name.as_str()));
            is_known || layout.question == Some(at) || group == Some(at)
        };
        let left = |at: usize| -> Vec<usize> { (0..at).filter(|at| is_label(*at)).collect() };
        let column = |at: usize| {
            let may_be_of_groups = are_points || layout.question == Some(at);
            // A place or an event that comes again further down is no label of a group: some rows lack theirs.
            let may_come_again = layout.question == Some(at) || group == Some(at);
            let is_of_groups =
                may_be_of_groups && heads_groups(body, at, &layout.opens, &left(at), may_come_again);
            Column { at, is_of_groups }
        };
        let columns: Vec<Column> = (0..layout.roles.len()).filter(|at| is_label(*at)).map(column).collect();
        Labels { last: vec![String::new(); columns.len()], columns }
    }

    /// The row with its labels, where it leaves some to the rows above; none where it says all itself.
    pub(super) fn completed(&mut self, row: &Row) -> Option<Row> {
        let mut given: Vec<(usize, String)> = Vec::new();
        for number in 0..self.columns.len() {
            let Column { at, is_of_groups } = self.columns[number];
            let cell = row.cell(at).trim();
            let last = &self.last[number];
            let is_left_out = is_of_groups && cell.is_empty() || is_ditto(cell);
            if is_left_out {
                if !last.is_empty() {
                    given.push((at, last.clone()));
                }
                continue;
            }
            if is_of_groups && cell != last {
                // A new group: what its parts are called begins anew.
                let later = self.columns.iter().zip(&mut self.last).skip(number + 1);
                later.filter(|(column, _)| column.is_of_groups).for_each(|(_, last)| last.clear());
            }
            self.last[number] = cell.to_owned();
        }
        if given.is_empty() {
            return None;
        }
        let cell = |(at, cell): (usize, &str)| {
            given.iter().find(|(given, _)| *given == at).map_or(cell.to_owned(), |(_, label)| label.clone())
        };
        let cells: Vec<String> =
            (0..row.len().max(given[given.len() - 1].0 + 1)).map(|at| cell((at, row.cell(at)))).collect();
        Some(Row::new(row.number, &cells))
    }
}

/// Whether a column has a label in the first row of each group of rows and nothing below it. Where one of the columns of labels to the `left` has a new one,
/// it may come again.
fn heads_groups(body: &[Row], at: usize, opens: &[usize], left: &[usize], may_come_again: bool) -> bool {
    let is_filled = |row: &Row, at: usize| !row.cell(at).trim().is_empty();
    let rows: Vec<&Row> = body.iter().filter(|row| opens.iter().any(|open| is_filled(row, *open))).collect();
    let cells: Vec<String> = rows.iter().map(|row| plain(row.cell(at))).collect();
    let labels: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let below = cells.len() - labels.len();
    let comes_again = |(number, label): (usize, &&String)| labels[..number].contains(label);
    let begins_anew = |number: usize| left.iter().any(|at| is_filled(rows[number], *at));
    let is_repeated = |number: usize| {
        !cells[number].is_empty() && cells[number] == cells[number - 1] && !begins_anew(number)
    };
    cells.first().is_some_and(|first| !first.is_empty())
        && below >= FEWEST_UNLABELLED
        && below * LABELS_A_ROW_BELOW >= labels.len()
        && !(1..cells.len()).any(is_repeated)
        && (may_come_again || !labels.iter().enumerate().any(comes_again))
}

/// Whether a cell says nothing but "the same as above".
pub(in crate::ingest) fn is_ditto(cell: &str) -> bool {
    let cell = cell.trim();
    let bare = cell.trim_matches(['-', '\u{2013}', ' ']).to_lowercase();
    entries(DITTO).any(|known| known == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_repeat_are_known() {
        for cell in ["\"", "''", "do", "Ditto", "As above", " - \" - ", "〃", "”"] {
            assert!(is_ditto(cell), "{cell}");
        }
        for cell in ["", "-", "Leek", "Do more", "above", "Donnington"] {
            assert!(!is_ditto(cell), "{cell}");
        }
        assert!(entries(DITTO).is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn a_column_of_groups_has_a_label_where_each_begins() {
        let heads = |labels: &[&str], may_come_again: bool| {
            let row = |label: &&str| Row::new(1, &[(*label).to_owned(), "More buses".to_owned()]);
            heads_groups(&labels.iter().map(row).collect::<Vec<_>>(), 0, &[1], &[], may_come_again)
        };
        assert!(heads(&["Leek", "", "", "Stone", ""], false));
        assert!(heads(&["What works?", "", "", "Why?", "", "What works?", ""], true));
        assert!(!heads(&["Leek", "", "", "Stone", "", "Leek", ""], false), "some rows lack theirs");
        assert!(!heads(&["Leek", "Leek", "", "Stone", ""], true), "each row has its own");
        assert!(!heads(&["", "", "Leek", "", "Stone"], true), "nothing heads the first");
        assert!(!heads(&["Leek", "Stone", "Cheadle", "Biddulph", "Rugeley", ""], true), "one was forgotten");
    }
}
