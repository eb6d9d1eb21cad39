//! Cells of the workbook: figures as numbers, or the sign that stands for one.

use crate::disclose::{PublishedFigure, Share, Shown};
use crate::findings::Findings;
use crate::office::{Cell, Column, Table};
use crate::report::figures::{HIDDEN, NOT_APPLICABLE, cut};

/// What stands for a share that is more than nought and would be rounded to it.
pub(super) const LOW: &str = "[low]";

/// A table that has no number yet.
pub(super) struct Plan {
    /// What it is about, in a word or two: for the tab.
    pub(super) name: String,
    /// What it is about, for its heading.
    pub(super) heading: String,
    /// What a reader must know of it.
    pub(super) about: String,
    /// Its columns and rows.
    pub(super) table: Table,
}

/// A column.
pub(super) fn column(header: impl Into<String>, width: u16) -> Column {
    Column { header: header.into(), width }
}

/// A text of any length in a cell: cut at a word where no program would show it.
pub(super) fn words(text: &str) -> Cell {
    Cell::Text(cut(text, 1_000))
}

/// A count.
pub(super) fn count(number: Shown) -> Cell {
    number.value().map_or(Cell::Sign(HIDDEN), Cell::Count)
}

/// A count, its base and its share.
pub(super) fn figure(figure: PublishedFigure) -> [Cell; 3] {
    [count(figure.numerator), count(figure.denominator), share(figure)]
}

/// A share in per cent.
pub(super) fn share(figure: PublishedFigure) -> Cell {
    match figure.share() {
        Share::Percent(percent) => {
            let is_low = percent < 0.05 && figure.numerator.value() != Some(0);
            if is_low { Cell::Sign(LOW) } else { decimal(percent) }
        }
        Share::Hidden => Cell::Sign(HIDDEN),
        Share::NoBase => Cell::Sign(NOT_APPLICABLE),
    }
}

/// A number with one decimal: the same as in the CSV files, to the last digit.
pub(super) fn decimal(value: f64) -> Cell {
    format!("{value:.1}").parse().map_or(Cell::Sign(NOT_APPLICABLE), Cell::Decimal)
}

/// What the signs of a table mean, where it has some.
pub(super) fn shorthand(table: &Table, findings: &Findings) -> Option<String> {
    let has = |sign: &str| {
        table.rows.iter().flatten().any(|cell| match cell {
            Cell::Sign(here) => *here == sign,
            Cell::Text(here) => here == sign,
            Cell::Count(_) | Cell::Decimal(_) | Cell::Link(..) | Cell::Choice(..) => false,
        })
    };
    let told: Vec<String> = meanings(findings)
        .into_iter()
        .filter(|(sign, _)| has(sign))
        .map(|(sign, meaning)| format!("{sign} means {meaning}"))
        .collect();
    (!told.is_empty()).then(|| format!("Shorthand in this table: {}.", told.join("; ")))
}

/// Every sign that may stand in a cell, with its meaning.
pub(super) fn meanings(findings: &Findings) -> [(&'static str, String); 3] {
    let preset = findings.figures.preset;
    [
        (
            HIDDEN,
            format!(
                "confidential: a number under {}, or one that would reveal such a number",
                preset.threshold()
            ),
        ),
        (NOT_APPLICABLE, "not applicable: no value can stand here".to_owned()),
        (LOW, "low: more than nought, and less than 0.05".to_owned()),
    ]
}
