//! The annexe in which those who held the consultation write what they did (FC5).

use super::heading;
use crate::count::{Campaigns, Level, Unit};
use crate::findings::Findings;
use crate::office::{Block, Grid};
use crate::report::PriorityRow;
use crate::report::figures::counted;
use crate::report::order::themes_most_first;

/// A table for each priority: its themes with a number that is shown, and room for what was done about them.
pub(super) fn annexe(findings: &Findings, rows: &[PriorityRow]) -> Vec<Block> {
    let tables: Vec<Block> = rows
        .iter()
        .flat_map(|row| {
            let name = &findings.lexicon.priorities[row.priority].name;
            let table = you_said(findings, row.priority, name);
            (!table.rows.is_empty()).then(|| [heading(2, name), Block::Table(table)])
        })
        .flatten()
        .collect();
    if tables.is_empty() {
        return Vec::new();
    }
    let words = "The second column is for what was done, or why nothing was. Themes whose number is hidden, because it is small or would reveal a small one, stand in their chapters; they may deserve an answer too.";
    [vec![heading(1, "Annexe: You said, we did"), Block::Paragraph(words.to_owned())], tables].concat()
}

fn you_said(findings: &Findings, priority: usize, name: &str) -> Grid {
    let mut table =
        Grid::new(format!("{name}: you said, we did"), &[("You said", 50, false), ("We did", 50, false)]);
    let is_whole = |theme: &usize| findings.lexicon.themes[*theme].parent.is_none();
    let themes = themes_most_first(findings, priority).into_iter().filter(is_whole);
    table.rows = themes.filter_map(|theme| Some(vec![said(findings, theme)?, String::new()])).collect();
    table
}

/// A theme and how many raised it; none where that is nobody, or not told.
fn said(findings: &Findings, theme: usize) -> Option<String> {
    let number = |unit| findings.figures.overall(Level::Theme(theme), unit, Campaigns::Included).numerator;
    let (respondents, points) = (number(Unit::Respondents), number(Unit::Contributions));
    let name = &findings.lexicon.themes[theme].name;
    if respondents.rank() > 0 {
        return Some(format!("{name} ({})", counted(respondents, "respondent", "respondents")));
    }
    (points.rank() > 0).then(|| format!("{name} ({} at events)", counted(points, "point", "points")))
}
