//! Rows below a table that sum it up or explain it.

use crate::delimited::Row;
use crate::ingest::tables::contents::is_number;
use crate::ingest::tables::headings::plain;

/// What sums up a table in the column of its answers has at most so many words.
const MOST_WORDS_OF_TOTAL: usize = 6;

/// What a row is that sums up or explains the table, by the first of its cells; nothing where it answers an open question.
pub(super) fn footer(row: &Row, opens: &[usize]) -> Option<&'static str> {
    let first = (0..row.len()).find(|at| !row.cell(*at).trim().is_empty())?;
    // "12 responses", "n=10", "36".
    let is_count = |answer: &str| {
        let (number, rest) = answer.trim().split_once(' ').unwrap_or((answer.trim(), ""));
        let number = number.strip_prefix("n=").or_else(|| number.strip_prefix("N=")).unwrap_or(number);
        number.is_empty()
            || number.parse::<f64>().is_ok()
                && ["", "responses", "respondents", "replies", "comments"]
                    .iter()
                    .any(|counted| counted.eq_ignore_ascii_case(rest))
    };
    // Nearly every row says something.
    if opens.iter().any(|at| *at != first && !is_count(row.cell(*at))) {
        return None;
    }
    let plain = plain(row.cell(first));
    if opens.contains(&first) {
        // "Average" may be all that somebody says, "Average | 3.5" is not.
        let has_figure = (first + 1..row.len()).any(|at| is_number(row.cell(at).trim()));
        let is_short = plain.split(' ').count() <= MOST_WORDS_OF_TOTAL;
        if !(has_figure && is_short) {
            return None;
        }
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| plain.starts_with(start));
    let is_sum = ["total", "totals", "sum", "average", "mean", "median", "count", "subtotal"]
        .contains(&plain.trim_end_matches(':'))
        || begins(&[
            "total:",
            "total responses",
            "total respondents",
            "total number",
            "grand total",
            "sub-total",
            "sub total",
            "n=",
            "n =",
            "base:",
            "percentage",
            "number of responses",
            "no. of responses",
        ])
        || plain.ends_with(" total");
    let is_note = begins(&["source:", "note:", "notes:", "printed on", "report generated"])
        || ["end of report", "end of data", "end of table", "end of export"].contains(&plain.as_str());
    match (is_sum, is_note) {
        (true, _) => Some("a row of totals"),
        (_, true) => Some("a note below the table"),
        _ => None,
    }
}
