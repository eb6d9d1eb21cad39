//! Rows that stand in several tables: raw and cleaned sheets, a sheet of all and one for each place, an earlier and a later export.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::twins::Export;
use crate::ingest::{Reading, SubmittedText};
use crate::submission::Submission;

/// So many rows of a table, and half of those that say something, stand in another one where it repeats it.
const FEWEST_ROWS: usize = 3;

/// Fewer words may be two people's by chance.
const FEWEST_WORDS: usize = 5;

const REASON: &str = "the same row stands in another sheet or file, and counts there";

/// Leaves out of the analysis the rows that a larger table has too, or an earlier one of the same size.
pub(super) fn leave_out(exports: &[Export], reading: &mut Reading) {
    let mut tables: Vec<&Export> = exports.iter().filter(|export| !export.submissions.is_empty()).collect();
    if tables.len() < 2 {
        return;
    }
    tables.sort_by_key(|table| (Reverse(table.submissions.len()), table.submissions.start));
    let mut kept: Vec<(&Export, Rows)> = Vec::new();
    let mut repeated: Vec<(&Export, Vec<usize>, String)> = Vec::new();
    for table in tables {
        let rows = Rows::of(table.submissions.clone(), &reading.submissions);
        let other = kept.iter().find_map(|(other, known)| Some((*other, rows.repeated_in(known)?)));
        match other {
            Some((other, again)) => repeated.push((table, again, other.shown())),
            None => kept.push((table, rows)),
        }
    }
    for (table, again, other) in repeated {
        let count = again.len();
        for at in again {
            let submission = &mut reading.submissions[at];
            submission.id = Box::default();
            submission.out_of_scope.get_or_insert(REASON);
        }
        let all = table.submissions.len();
        let rows =
            format!("{count} of {all} rows stand in {other} too: left out, so that nobody counts twice");
        if let Some(file) = reading.files.iter_mut().find(|file| file.name == table.name) {
            let sheet = table.sheet.as_ref().map_or(String::new(), |sheet| format!("sheet '{sheet}': "));
            file.notes.push(format!("{sheet}{rows}"));
        }
    }
}

/// What the rows of a table say.
struct Rows {
    /// Texts that one row has and no other, with that row.
    texts: FxHashMap<String, usize>,
    /// Identifiers that one row has and no other, with that row; none where a row has no identifier.
    ids: Option<FxHashMap<String, usize>>,
    /// How many rows say something that long.
    speaking: usize,
}

impl Rows {
    fn of(range: Range<usize>, submissions: &[Submission<SubmittedText>]) -> Rows {
        let mut texts: FxHashMap<String, Option<usize>> = FxHashMap::default();
        let mut ids: FxHashMap<String, usize> = FxHashMap::default();
        let (mut speaking, mut has_ids) = (0, true);
        for at in range {
            let submission = &submissions[at];
            if submission.out_of_scope.is_some() {
                continue;
            }
            has_ids &= !submission.id.is_empty() && ids.insert(submission.id.to_string(), at).is_none();
            let said = submission.responses.iter().map(|response| compared(response.text.as_str()));
            let said: Vec<String> = said.filter(|text| text.split(' ').count() >= FEWEST_WORDS).collect();
            speaking += usize::from(!said.is_empty());
            for text in said {
                texts.entry(text).and_modify(|row| *row = row.filter(|row| *row == at)).or_insert(Some(at));
            }
        }
        let texts = texts.into_iter().filter_map(|(text, row)| Some((text, row?))).collect();
        Rows { texts, ids: has_ids.then_some(ids), speaking }
    }

    /// The rows that another table has, too, if it repeats it: those with a text of their own that is one row's there, and where both have identifiers
    /// the same one. Then the same identifier is the same row, whatever was mended in its words.
    fn repeated_in(&self, other: &Rows) -> Option<Vec<usize>> {
        let by_row = |ids: &FxHashMap<String, usize>| -> FxHashMap<usize, String> {
            ids.iter().map(|(id, at)| (*at, id.clone())).collect()
        };
        let ids = self.ids.as_ref().zip(other.ids.as_ref());
        let named = ids.map(|(own, others)| (by_row(own), by_row(others)));
        let is_same = |own: usize, others: usize| {
            named.as_ref().is_none_or(|(names, others_names)| names.get(&own) == others_names.get(&others))
        };
        let mut same: Vec<usize> = self
            .texts
            .iter()
            .filter(|(text, own)| other.texts.get(*text).is_some_and(|others| is_same(**own, *others)))
            .map(|(_, own)| *own)
            .collect();
        same.sort_unstable();
        same.dedup();
        if same.len() < FEWEST_ROWS || same.len() * 2 < self.speaking {
            return None;
        }
        if let Some((own, others)) = ids {
            same.extend(own.iter().filter(|(id, _)| others.contains_key(*id)).map(|(_, at)| *at));
            same.sort_unstable();
            same.dedup();
        }
        Some(same)
    }
}

/// A text as it is compared: small letters, one space between words.
fn compared(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
