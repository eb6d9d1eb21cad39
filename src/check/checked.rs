//! The figures of an earlier `score`, as a run puts them into its report.

use std::collections::BTreeMap;

use super::Measure;
use super::tables::COLUMNS;
use crate::delimited::{Found, read_rows};
use crate::error::Fault;

/// What people found when they checked a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// How many coded responses the figures rest on.
    pub responses: u64,
    /// How many of these count in none of the run's figures.
    pub in_no_figure: u64,
    /// Whether they were drawn by strata, so that the figures speak for all responses of the run.
    pub weighted: bool,
    /// SHA-256 of the lexicon by which that run went.
    pub lexicon_sha256: String,
    /// Over all themes.
    pub micro: CheckedTheme,
    /// Over themes that were coded often enough, each alike.
    pub macro_average: CheckedTheme,
    /// Each theme that was checked, by its id.
    pub themes: BTreeMap<String, CheckedTheme>,
}

/// How right a theme was.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CheckedTheme {
    /// In how many checked responses the program found it.
    pub found: u64,
    /// In how many of these people saw it too.
    pub right: u64,
    /// The share of what was found that is right.
    pub precision: Option<Measure>,
    /// The share of what is there that was found.
    pub recall: Option<Measure>,
    /// Both in one.
    pub f1: Option<Measure>,
    /// How far two coders agree: Krippendorff's alpha, and the share of the same answers; nothing where one coded, or the values never differ.
    pub coders: (Option<f64>, Option<f64>),
    /// The same for the first coder and the program.
    pub program: (Option<f64>, Option<f64>),
}

impl Checked {
    /// Reads the CSV that `yousaid score --csv` writes. A fault names its row.
    pub fn read(path: &str, text: &str) -> Result<Checked, Vec<Fault>> {
        let mut checked = Checked::default();
        let mut places: Option<Vec<Option<usize>>> = None;
        let mut faults = Vec::new();
        let mut has_scores = false;
        read_rows(text.trim_start_matches('\u{feff}'), b',', &mut |found| {
            let row = match found {
                Found::Row(row) => row,
                Found::Fault(line, reason) => {
                    faults.push(Fault::at(path, line as usize, reason));
                    return std::ops::ControlFlow::Continue(());
                }
                Found::BlankLine(_) => return std::ops::ControlFlow::Continue(()),
            };
            let Some(places) = &places else {
                let place = |name: &&str| row.cells().position(|header| header == *name);
                places = Some(COLUMNS.iter().map(place).collect());
                return std::ops::ControlFlow::Continue(());
            };
            let cell = |name: &str| {
                let at = COLUMNS.iter().position(|known| *known == name).and_then(|at| places[at]);
                at.map_or("", |at| row.cell(at).trim())
            };
            let mut wrong = None;
            let mut number = |name: &'static str| -> Option<f64> {
                // A sheet for people has an apostrophe before a minus.
                let written = cell(name).trim_start_matches('\'');
                if written.is_empty() {
                    return None;
                }
                let number = written.parse::<f64>().ok().filter(|number| number.is_finite());
                if number.is_none() {
                    wrong = Some(name);
                }
                number
            };
            let mut measure = |names: [&'static str; 3]| {
                let [value, low, high] = names.map(&mut number);
                Some(Measure { value: value?, low: low?, high: high? })
            };
            let precision = measure(["precision", "precision_low", "precision_high"]);
            let recall = measure(["recall", "recall_low", "recall_high"]);
            let f1 = measure(["f1", "f1_low", "f1_high"]);
            let coders = (number("coder_alpha"), number("coder_agreement"));
            let program = (number("program_alpha"), number("program_agreement"));
            let [responses, in_no_figure, found, right] = ["responses", "in_no_figure", "found", "right"]
                .map(|name| number(name).unwrap_or(0.0) as u64);
            let theme = CheckedTheme { found, right, precision, recall, f1, coders, program };
            if let Some(name) = wrong {
                faults.push(Fault::at(
                    path,
                    row.number as usize,
                    format!("{name} is not a number; {WRITE_AGAIN}"),
                ));
            }
            match cell("level") {
                "theme" => {
                    checked.themes.insert(cell("theme_id").to_owned(), theme);
                }
                "micro" => {
                    has_scores = true;
                    checked.micro = theme;
                    (checked.responses, checked.in_no_figure) = (responses, in_no_figure);
                    checked.weighted = cell("weighted") == "yes";
                    checked.lexicon_sha256 = cell("lexicon_sha256").to_owned();
                }
                "macro" => checked.macro_average = theme,
                _ => {
                    let message = format!("level is theme, micro or macro; {WRITE_AGAIN}");
                    faults.push(Fault::at(path, row.number as usize, message));
                }
            }
            std::ops::ControlFlow::Continue(())
        });
        if faults.is_empty() && (!has_scores || checked.lexicon_sha256.is_empty()) {
            faults.push(Fault::of(path, format!("this file holds no scores; {WRITE_AGAIN}")));
        }
        if faults.is_empty() { Ok(checked) } else { Err(faults) }
    }
}

const WRITE_AGAIN: &str = "give the file that `yousaid score --csv` wrote, as it was";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agreement_below_chance_is_read_as_it_was_written() {
        let mut sheet = crate::delimited::Sheet::publishable(&COLUMNS);
        let mut cells = [""; COLUMNS.len()];
        (cells[0], cells[3], cells[19], cells[COLUMNS.len() - 2]) = ("micro", "60", "-0.0085", "abc");
        sheet.row(&cells);
        let text = String::from_utf8(sheet.into_bytes()).expect("it is UTF-8");
        let checked = Checked::read("scores.csv", &text).expect("it is what was written");
        assert_eq!((checked.responses, checked.micro.program.0), (60, Some(-0.0085)));
    }

    #[test]
    fn what_is_no_score_names_its_row() {
        let header = COLUMNS.join(",");
        let text = format!("{header}\ntheme,buses,Buses,5,many,3,2\n");
        let faults = Checked::read("scores.csv", &text).expect_err("there is no micro average");
        assert!(faults[0].to_string().contains("holds no scores"), "{}", faults[0]);
        let text = format!("{header}\nmicro,,,5,4,few,2\n");
        let faults = Checked::read("scores.csv", &text).expect_err("few is no number");
        assert!(faults[0].to_string().starts_with("scores.csv:2: found is not a number"), "{}", faults[0]);
    }
}
