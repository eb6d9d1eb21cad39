//! One survey handed over twice: once with the wording of answers, once with their codes, or in two formats.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::repeats;
use crate::ingest::platforms::PLAIN_TABLE;
use crate::ingest::{Reading, SubmittedText};
use crate::submission::Submission;

/// The submissions that came from one table: of a survey platform, or of somebody's own.
#[derive(Debug)]
pub(in crate::ingest) struct Export {
    /// The file's name relative to the input folder.
    pub(in crate::ingest) name: String,
    /// Its sheet, where there are sheets.
    pub(super) sheet: Option<String>,
    pub(in crate::ingest) platform: &'static str,
    /// Whether its closed answers are numbers that stand for words.
    pub(in crate::ingest) coded: bool,
    /// How many words its headers have.
    pub(super) header_words: usize,
    /// Where its submissions stand in the reading.
    pub(in crate::ingest) submissions: Range<usize>,
}

/// Leaves out of the analysis what another export says as well. Kept is the one with words for answers, then the one in which more
/// was written, then the one with the longer headers, then the first. Only where every identifier is in both, and nothing was written
/// in one that contradicts the other.
pub(in crate::ingest) fn leave_out(reading: &mut Reading) {
    let all = std::mem::take(&mut reading.exports);
    let is_survey = |export: &&Export| export.platform != PLAIN_TABLE && export.submissions.len() > 1;
    let mut exports: Vec<&Export> = all.iter().filter(is_survey).collect();
    exports.sort_by_key(|export| {
        let written = &reading.submissions[export.submissions.clone()];
        let written = written.iter().flat_map(|submission| &submission.responses);
        let said = written.filter(|response| !response.text.as_str().trim().is_empty()).count();
        (export.coded, Reverse(said), Reverse(export.header_words), export.submissions.start)
    });
    let mut kept: Vec<&Export> = Vec::new();
    for export in exports {
        let is_like = |other: &&&Export| {
            other.platform == export.platform
                && other.submissions.len() == export.submissions.len()
                && are_twins(
                    &reading.submissions[other.submissions.clone()],
                    &reading.submissions[export.submissions.clone()],
                )
        };
        let Some(twin) = kept.iter().find(is_like).map(|twin| twin.name.clone()) else {
            kept.push(export);
            continue;
        };
        for submission in &mut reading.submissions[export.submissions.clone()] {
            submission.id = Box::default();
            submission
                .out_of_scope
                .get_or_insert("the same responses stand in another file of this survey, and count there");
        }
        if let Some(file) = reading.files.iter_mut().find(|file| file.name == export.name) {
            file.notes
                .push(format!("holds the same responses as {twin}: left out, so that nobody counts twice"));
        }
    }
    repeats::leave_out(&all, reading);
}

impl Export {
    /// What it is called, for people.
    pub(super) fn shown(&self) -> String {
        self.sheet.as_ref().map_or(self.name.clone(), |sheet| format!("sheet '{sheet}' of {}", self.name))
    }
}

fn are_twins(one: &[Submission<SubmittedText>], other: &[Submission<SubmittedText>]) -> bool {
    let (Some(one), Some(other)) = (words_by_id(one), words_by_id(other)) else { return false };
    let said = one.values().filter(|words| !words.is_empty()).count();
    let is_shared = |(id, words): &(&&str, &BTreeSet<&str>)| {
        other.get(*id).is_some_and(|others| !words.is_disjoint(others))
    };
    let agrees = |(id, words): (&&str, &BTreeSet<&str>)| {
        other.get(id).is_some_and(|others| words.is_subset(others) || others.is_subset(words))
    };
    said > 0
        && one.iter().filter(is_shared).count() * 2 >= said
        && one.len() == other.len()
        && one.iter().all(agrees)
}

/// What was written under each identifier; nothing where identifiers are missing or come again.
fn words_by_id(submissions: &[Submission<SubmittedText>]) -> Option<BTreeMap<&str, BTreeSet<&str>>> {
    let mut found = BTreeMap::new();
    for submission in submissions {
        let words = submission.responses.iter().map(|response| response.text.as_str().trim());
        let words = words.filter(|words| !words.is_empty()).collect();
        if submission.id.is_empty() || found.insert(&*submission.id, words).is_some() {
            return None;
        }
    }
    Some(found)
}
