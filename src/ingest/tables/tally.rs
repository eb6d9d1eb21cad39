//! Tallies without a header: what was said, and beside it how many said so.

use super::column::is_known_header;
use super::contents::is_number;
use super::header_row::{question_above, width};
use crate::delimited::Row;
use crate::ingest::notes::NO_HEADING;
use crate::ingest::notes::agreement::count_of;

/// So many points at least are a tally.
const FEWEST: usize = 3;

/// Above a tally stand at most so many rows.
const MOST_ABOVE: usize = 5;

/// A point of a tally has at most so many words on average, and one of them at least two.
const LONGEST_POINT: usize = 10;

/// Numbers up to here may be marks out of five; numbers from here on may be ages, or figures of something else.
const HIGHEST_MARK: u32 = 5;
const LOWEST_AGE: u32 = 16;
const HIGHEST_COUNT: u32 = 999;

/// A tally that begins in one of a table's first rows.
pub(in crate::ingest) struct Tally {
    /// The first of its rows.
    pub(in crate::ingest) at: usize,
    /// The question that stands above it.
    pub(in crate::ingest) question: String,
}

/// The tally that a table is; none where it has a header, or where the numbers may be anything but counts.
pub(in crate::ingest) fn tally(rows: &[Row]) -> Option<Tally> {
    let at = rows.iter().take(MOST_ABOVE + 1).position(|row| width(row) > 1)?;
    let (above, body) = rows.split_at(at);
    let first = &body[0];
    let counts: Vec<u32> = body.iter().filter_map(|row| count_of(row.cell(1))).collect();
    let words = |row: &Row| row.cell(0).split_whitespace().count();
    let is_point = |row: &Row| {
        let point = row.cell(0).trim();
        point.contains(char::is_alphabetic)
            && !is_number(point)
            && !row.cell(1).trim().is_empty()
            && width(row) == 2
    };
    let total: usize = body.iter().map(words).sum();
    let are_points = body.len() >= FEWEST
        && counts.len() == body.len()
        && body.iter().all(is_point)
        && above.iter().all(|row| !row.cell(0).trim().is_empty() && row.cell(0).len() <= 150)
        && !is_known_header(first.cell(0).trim())
        && !first.cell(0).trim().ends_with('?')
        && body.iter().any(|row| words(row) > 1)
        && total <= body.len() * LONGEST_POINT;
    // Strokes and ticks are nothing else than counts.
    let are_marks = || body.iter().all(|row| !is_number(row.cell(1).trim()));
    let are_counts = || {
        counts.iter().any(|count| *count > HIGHEST_MARK)
            && counts.iter().any(|count| *count < LOWEST_AGE)
            && counts.iter().all(|count| *count <= HIGHEST_COUNT)
    };
    let question = question_above(rows, at).unwrap_or(NO_HEADING).to_owned();
    (are_points && (are_marks() || are_counts())).then_some(Tally { at, question })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(table: &[&str]) -> Option<usize> {
        let cells = |line: &&str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = (1..).zip(table).map(|(number, line)| Row::new(number, &cells(line))).collect();
        tally(&rows).map(|tally| tally.at)
    }

    #[test]
    fn points_beside_their_counts_are_a_tally() {
        assert_eq!(begins(&["More buses\t12", "Parking\t7", "Dentists\t3"]), Some(0));
        assert_eq!(
            begins(&["Stall, 6 March", "More buses\t||||| ||", "Parking\tIIII", "Dentists\t||"]),
            Some(1)
        );
        assert_eq!(begins(&["What matters?", "More buses\t✓✓✓", "Parking\t✓✓", "Dentists\t✓✓"]), Some(1));
    }

    #[test]
    fn ages_marks_and_tables_with_a_header_are_none() {
        for table in [
            &["Issue\tCount", "More buses\t12", "Parking\t7", "Dentists\t3"][..],
            &["More buses\t34", "Parking is dear\t61", "Dentists\t45"],
            &["Kind nurses\t5", "Long wait\t2", "Parking\t1"],
            &["Kind nurses\t5\t2", "Long wait\t2\t7", "Parking\t1\t9"],
            &["Staffordshire Moorlands\t98435", "Stafford\t137280", "Stone\t16385"],
            &["Comment\t12", "More buses\t7", "Parking\t3"],
        ] {
            assert_eq!(begins(table), None, "{table:?}");
        }
    }
}
