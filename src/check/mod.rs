//! How often the themes of a run are right: held against what people coded by hand.

mod advice;
mod agreement;
mod checked;
mod draw;
mod gold;
mod intervals;
mod lines;
mod pairing;
mod scores;
mod sheet;
mod tables;

pub use advice::{advice, rows_within};
pub use agreement::{Agreement, Agreements, ThemeAgreement, agreements, alpha};
pub use checked::{Checked, CheckedTheme};
pub use draw::{Candidate, Design, DesignStratum, Drawn, candidates, draw_key};
pub use gold::{CodedRow, DRAWN_COLUMNS, Gold, NO_THEME, THEME_COLUMN};
pub use pairing::{Pairing, pair};
pub use scores::{Counts, FEWEST, Measure, Measures, Scores, ThemeScore, score};
pub use sheet::{CodingSheet, coding_sheet};
pub use tables::{agreements_table, disagreements, scores_csv, scores_table};

use crate::delimited::each_row;
use crate::error::Fault;
use crate::ledger::State;

/// What a finished run found.
pub struct RunFound {
    /// Every theme and sub-theme of its lexicon, in the order of the lexicon.
    pub themes: Vec<NamedTheme>,
    /// Its responses, in the order of reading.
    pub responses: Vec<FoundResponse>,
}

/// A theme of a run's lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTheme {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A response of a run, with the themes found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundResponse {
    /// Its id.
    pub id: String,
    /// The id of its submission.
    pub submission: String,
    /// The question it answers.
    pub question: String,
    /// Its clean text.
    pub text: String,
    /// Its text as submitted, where cleaning changed more than white space.
    pub submitted: String,
    /// Whether it counts in the run's figures.
    pub is_counted: bool,
    /// Indices of the themes that rules found in it; what people corrected by hand is no merit of theirs.
    pub themes: Vec<usize>,
}

impl RunFound {
    /// Reads `publish/counts.csv`, which names every theme, and `internal/responses.csv`.
    pub fn read(counts: &str, responses: &str) -> Result<RunFound, Fault> {
        let mut themes: Vec<NamedTheme> = Vec::new();
        let mut places = rustc_hash::FxHashMap::<String, usize>::default();
        each_row("publish/counts.csv", counts, ["level", "theme_id", "theme"], |[level, id, name]| {
            if matches!(level, "theme" | "subtheme") && !places.contains_key(id) {
                places.insert(id.to_owned(), themes.len());
                themes.push(NamedTheme { id: id.to_owned(), name: name.to_owned() });
            }
        })?;
        let mut found = Vec::new();
        let columns = ["response_id", "submission_id", "question", "state", "text", "submitted", "found"];
        each_row(
            "internal/responses.csv",
            responses,
            columns,
            |[id, submission, question, state, text, submitted, listed]| {
                found.push(FoundResponse {
                    id: id.to_owned(),
                    submission: submission.to_owned(),
                    question: question.to_owned(),
                    text: text.to_owned(),
                    submitted: submitted.to_owned(),
                    is_counted: State::from_code(state).is_some_and(State::is_counted),
                    themes: listed.split(';').filter_map(|id| places.get(id).copied()).collect(),
                });
            },
        )?;
        Ok(RunFound { themes, responses: found })
    }
}

/// What two writings of the same words share: letters and digits in lower case; what holds none, as it stands.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        key.extend(c.to_lowercase());
    }
    if key.is_empty() { text.trim().to_owned() } else { key }
}

/// Row numbers as a note lists them: the first ten.
fn listed(rows: &[u32]) -> String {
    const MOST: usize = 10;
    let shown: Vec<String> = rows.iter().take(MOST).map(u32::to_string).collect();
    let more = if rows.len() > MOST { format!(" and {} more", rows.len() - MOST) } else { String::new() };
    format!("{} {}{more}", if rows.len() == 1 { "row" } else { "rows" }, shown.join(", "))
}
