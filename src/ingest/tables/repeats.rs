//! Rows that stand in several tables: raw and cleaned sheets, a sheet of all and one for each place, an earlier and a later export.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::twins::Export;
use crate::ingest::{Reading, SubmittedText};
use crate::submission::Submission;
use crate::text::{hash_of, one_line};

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

/// What the rows of a table say. Texts and identifiers are known by their hashes: whole texts would be in memory twice.
struct Rows {
    /// Texts that one row has and no other, with that row and its identifier.
    texts: FxHashMap<u64, (usize, u64)>,
    /// Each row's identifier; none where not every row has one of its own.
    ids: Option<FxHashMap<u64, usize>>,
    /// How many rows say something that long.
    speaking: usize,
}

impl Rows {
    fn of(range: Range<usize>, submissions: &[Submission<SubmittedText>]) -> Rows {
        let mut texts: FxHashMap<u64, Option<(usize, u64)>> = FxHashMap::default();
        let mut ids: FxHashMap<u64, usize> = FxHashMap::default();
        let (mut speaking, mut has_ids) = (0, true);
        for at in range {
            let submission = &submissions[at];
            if submission.out_of_scope.is_some() {
                continue;
            }
            let id = hash_of(&submission.id);
            has_ids &= !submission.id.is_empty() && ids.insert(id, at).is_none();
            let said = submission.responses.iter().map(|response| one_line(response.text.as_str()));
            let said = said.filter(|text| text.split(' ').count() >= FEWEST_WORDS);
            let said: Vec<u64> = said.map(|text| hash_of(&text.to_lowercase())).collect();
            speaking += usize::from(!said.is_empty());
            for text in said {
                let one = |row: &mut Option<(usize, u64)>| *row = row.filter(|(row, _)| *row == at);
                texts.entry(text).and_modify(one).or_insert(Some((at, id)));
            }
        }
        let texts = texts.into_iter().filter_map(|(text, row)| Some((text, row?))).collect();
        Rows { texts, ids: has_ids.then_some(ids), speaking }
    }

    /// The rows that another table has, too, if it repeats it: those with a text of their own that is one row's there, and where both have identifiers
    /// the same one. Then the same identifier is the same row, whatever was mended in its words.
    fn repeated_in(&self, other: &Rows) -> Option<Vec<usize>> {
        let ids = self.ids.as_ref().zip(other.ids.as_ref());
        let again = self.texts.iter().filter_map(|(text, (own, id))| {
            let (_, others_id) = other.texts.get(text)?;
            (ids.is_none() || id == others_id).then_some(*own)
        });
        let mut same: BTreeSet<usize> = again.collect();
        if same.len() < FEWEST_ROWS || same.len() * 2 < self.speaking {
            return None;
        }
        if let Some((own, others)) = ids {
            same.extend(own.iter().filter(|(id, _)| others.contains_key(*id)).map(|(_, at)| *at));
        }
        Some(same.into_iter().collect())
    }
}
