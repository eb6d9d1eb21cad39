//! How firm the figures of a sheet will be, before anybody has coded a row.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::draw::{Candidate, Design, DesignStratum};

/// The share of right answers that is planned with: how far two people who code consultations agree.
const PLANNED: f64 = 0.75;
const Z_SQUARED: f64 = 1.959_963_984_540_054 * 1.959_963_984_540_054;
/// Why writing to a string is not checked.
const STRING: &str = "writing to a string does not fail";

/// The fewest rows with which the precision over all themes has an interval of so many percentage points on each side; all rows where even these are too few.
pub fn rows_within(candidates: &[Candidate], points: f64) -> usize {
    let is_enough = |rows: usize| overall(candidates, &Design::new(candidates, rows)) <= points;
    let (mut few, mut enough) = (0, candidates.len());
    while few + 1 < enough {
        let middle = few.midpoint(enough);
        if is_enough(middle) { enough = middle } else { few = middle }
    }
    enough
}

/// What the figures of a sheet will be worth, as lines of text.
pub fn advice(candidates: &[Candidate], design: &Design) -> String {
    let mut said = String::new();
    let (rows, responses) = (design.rows(), design.responses());
    writeln!(said, "{rows} rows, drawn from {responses} responses in {} strata.", design.strata.len())
        .expect(STRING);
    writeln!(
        said,
        "What to expect of precision, where about 3 of 4 answers are right (95% intervals):\n  over all themes: within {:.0} points",
        overall(candidates, design)
    )
    .expect(STRING);
    let mut by_theme: BTreeMap<&str, f64> = BTreeMap::new();
    for theme in candidates.iter().flat_map(|candidate| &candidate.themes) {
        by_theme.entry(theme.as_str()).or_default();
    }
    for (theme, width) in &mut by_theme {
        *width = half_width(candidates, design, |candidate| candidate.themes.iter().any(|of| of == theme));
    }
    let within = |points: f64| by_theme.values().filter(|width| **width <= points).count();
    writeln!(
        said,
        "  theme by theme: within 10 points for {} of {} themes, within 20 for {}",
        within(10.0),
        by_theme.len(),
        within(20.0)
    )
    .expect(STRING);
    let unthemed = |at: &&usize| candidates[**at].themes.is_empty();
    let in_pile: f64 =
        design.strata.iter().map(|of| of.responses.iter().filter(unthemed).count() as f64).sum();
    if in_pile > 0.0 {
        let effective = effective_rows(candidates, design, |candidate| candidate.themes.is_empty());
        writeln!(
            said,
            "What was missed: if none of the rows without a theme turns out to have one, at most {:.0}% of the {in_pile} responses without a theme do.",
            100.0 * Z_SQUARED / (effective + Z_SQUARED)
        )
        .expect(STRING);
    }
    writeln!(
        said,
        "For 10 points over all themes {} rows are enough, for 5 points {} (--within).",
        rows_within(candidates, 10.0),
        rows_within(candidates, 5.0)
    )
    .expect(STRING);
    said
}

fn overall(candidates: &[Candidate], design: &Design) -> f64 {
    half_width(candidates, design, |candidate| !candidate.themes.is_empty())
}

/// Half the interval of a share of these responses, in percentage points.
fn half_width(candidates: &[Candidate], design: &Design, is_one: impl Fn(&Candidate) -> bool) -> f64 {
    let effective = effective_rows(candidates, design, is_one);
    (100.0 * (Z_SQUARED * PLANNED * (1.0 - PLANNED) / effective).sqrt()).min(100.0)
}

/// As many rows drawn without strata would tell as much of these responses (Kish, *Survey Sampling*, 1965, section 11.7); endless where all are coded.
fn effective_rows(candidates: &[Candidate], design: &Design, is_one: impl Fn(&Candidate) -> bool) -> f64 {
    let (mut all, mut spread) = (0.0, 0.0);
    for DesignStratum { responses, rows, .. } in &design.strata {
        let those = responses.iter().filter(|at| is_one(&candidates[**at])).count() as f64;
        let weight = responses.len() as f64 / (*rows as f64).max(1.0);
        all += those;
        spread += those * (weight - 1.0).max(0.0);
    }
    if all == 0.0 {
        return 0.0;
    }
    all * all / spread.max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_make_it_firmer_and_all_rows_certain() {
        let candidates: Vec<Candidate> = (0..500)
            .map(|at| Candidate {
                id: at.to_string(),
                question: "one".to_owned(),
                channel: "survey".to_owned(),
                text: "words".to_owned(),
                themes: if at % 2 == 0 { vec!["buses".to_owned()] } else { Vec::new() },
            })
            .collect();
        // 1.96² × 0.75 × 0.25 / 0.1² = 72 of the responses with a theme, fewer since there are only 250 of them.
        let rows = rows_within(&candidates, 10.0);
        assert!((100..130).contains(&rows), "{rows}");
        assert!(rows_within(&candidates, 5.0) > rows);
        assert_eq!(overall(&candidates, &Design::new(&candidates, 500)), 0.0);
    }
}
