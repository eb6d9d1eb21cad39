//! What lies in several files of one export is brought together: a respondent's answers, details of respondents, questions' wordings.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ingest::Reading;
use crate::submission::Consultation;

/// What was read and waits for the other files.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Joining {
    /// Submissions that are parts of one where they have one identity, by their index, and the number of the file.
    parts: Vec<(usize, u32)>,
    /// Of two identities of one person, the surer one for the other.
    surer: FxHashMap<u32, u32>,
    details: Vec<Details>,
    /// The name that files call a question by, and its wording.
    wordings: Vec<(String, String)>,
    /// The questions of each table that numbers its people, with its file.
    numbered: Vec<(u32, Vec<u32>)>,
}

/// What is known of one respondent.
#[derive(Debug)]
pub(in crate::ingest) struct Details {
    /// Everything that identifies the respondent, the surest first.
    pub(in crate::ingest) identities: Vec<u32>,
    /// Attributes and values.
    pub(in crate::ingest) attributes: Vec<(u32, u32)>,
    /// Closed answers.
    pub(in crate::ingest) closed: Box<[(u32, u32)]>,
    /// Whether the respondent is an organisation.
    pub(in crate::ingest) is_organisation: bool,
    /// How many people the respondent speaks for.
    pub(in crate::ingest) represents: Option<u32>,
    /// Which of the reading's entries the row has; its reason follows once it is known whose details these are.
    pub(in crate::ingest) entry: usize,
}

impl Joining {
    /// The submission with this index is a part: it joins the earlier one of the same identity.
    pub(in crate::ingest) fn part(&mut self, submission: usize, file: u32) {
        self.parts.push((submission, file));
    }

    /// A row of details.
    pub(in crate::ingest) fn details(&mut self, details: Details) {
        self.same_person(&details.identities);
        self.details.push(details);
    }

    /// Within what the people whom a table numbers have their numbers: those of one file, as long as no question comes again, as it does where each sheet is
    /// a month's.
    pub(super) fn scope(&mut self, file: u32, questions: &[u32]) -> String {
        let asks_again = |(other, asked): &&(u32, Vec<u32>)| {
            *other == file && asked.iter().any(|question| questions.contains(question))
        };
        let times = self.numbered.iter().filter(asks_again).count();
        self.numbered.push((file, questions.to_vec()));
        format!("numbered people {times} of file {file}")
    }

    /// A row says that these identities are one person's, the surest first.
    pub(super) fn same_person(&mut self, identities: &[u32]) {
        let Some((surest, others)) = identities.split_first() else { return };
        let surest = *self.surer.get(surest).unwrap_or(surest);
        for other in others.iter().filter(|other| **other != surest) {
            self.surer.entry(*other).or_insert(surest);
        }
    }

    /// How many rows of details there are.
    pub(super) fn details_so_far(&self) -> usize {
        self.details.len()
    }

    /// The closed answers of a row of details.
    pub(super) fn closed_of(&mut self, details: usize) -> &mut Box<[(u32, u32)]> {
        &mut self.details[details].closed
    }

    /// How the question that files call `name` is worded.
    pub(in crate::ingest) fn wording(&mut self, name: &str, wording: &str) {
        self.wordings.push((name.to_owned(), wording.to_owned()));
    }
}

/// Brings everything together once all files are read.
pub(in crate::ingest) fn join(reading: &mut Reading) {
    let Joining { parts, surer, details, wordings, .. } = std::mem::take(&mut reading.joining);
    one_identity_each(&surer, reading);
    join_details(details, reading);
    join_parts(&parts, reading);
    for (name, wording) in wordings {
        name_question(&name, &wording, reading);
    }
}

/// Each person is known by the surest of their identities.
fn one_identity_each(surer: &FxHashMap<u32, u32>, reading: &mut Reading) {
    if surer.is_empty() {
        return;
    }
    for submission in &mut reading.submissions {
        if let Some(identity) = &mut submission.respondent.identity
            && let Some(surer) = surer.get(identity)
        {
            *identity = *surer;
        }
    }
}

fn join_details(details: Vec<Details>, reading: &mut Reading) {
    if details.is_empty() {
        return;
    }
    let mut of: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, submission) in reading.submissions.iter().enumerate() {
        if let Some(identity) = submission.respondent.identity {
            of.entry(identity).or_default().push(at);
        }
    }
    let mut told = FxHashSet::default();
    for details in details {
        let mut submissions: Vec<usize> =
            details.identities.iter().filter_map(|identity| of.get(identity)).flatten().copied().collect();
        submissions.sort_unstable();
        submissions.dedup();
        let all_told = (details.identities.clone(), details.attributes.clone(), details.closed.clone());
        let is_again = !details.identities.is_empty() && !told.insert(all_told);
        let reason = if is_again {
            "the same respondent's details again"
        } else if submissions.is_empty() {
            "details of a respondent of whom there is no answer in these files"
        } else {
            "details of respondents, joined to their answers"
        };
        for at in submissions {
            let submission = &mut reading.submissions[at];
            submission.respondent.is_organisation |= details.is_organisation;
            submission.respondent.represents = submission.respondent.represents.or(details.represents);
            add_closed(&mut submission.closed, &details.closed);
            let mut attributes = submission.attributes.to_vec();
            // What the submission itself says comes first: the sort is stable.
            attributes.extend(&details.attributes);
            attributes.sort_by_key(|(attribute, _)| *attribute);
            attributes.dedup_by_key(|(attribute, _)| *attribute);
            submission.attributes = attributes.into();
        }
        reading.entries[details.entry].reason = reason.into();
    }
}

/// Parts with one identity become one submission, where each answers another question; an answer to the same question again stays a
/// submission of its own, which is then the same person's second one.
fn join_parts(parts: &[(usize, u32)], reading: &mut Reading) {
    if parts.is_empty() {
        return;
    }
    let mut first: FxHashMap<u32, usize> = FxHashMap::default();
    let mut is_joined = vec![false; reading.submissions.len()];
    for &(at, file) in parts {
        let Some(identity) = reading.submissions[at].respondent.identity else { continue };
        let whole = *first.entry(identity).or_insert(at);
        // What the profile leaves out stays apart from what it does not.
        if whole == at || reading.submissions[whole].out_of_scope != reading.submissions[at].out_of_scope {
            continue;
        }
        let responses = std::mem::take(&mut reading.submissions[at].responses);
        let closed = std::mem::take(&mut reading.submissions[at].closed);
        let known = &mut reading.submissions[whole].responses;
        let answers_anew =
            responses.iter().all(|response| known.iter().all(|other| other.question != response.question));
        if answers_anew {
            known.extend(responses);
            add_closed(&mut reading.submissions[whole].closed, &closed);
            is_joined[at] = true;
            note_joined(file, reading);
        } else {
            reading.submissions[at].responses = responses;
            reading.submissions[at].closed = closed;
        }
    }
    let mut joined = is_joined.into_iter();
    reading.submissions.retain(|_| !joined.next().unwrap_or(false));
}

/// A file's rows that became part of another file's submissions are no submissions of its own.
fn note_joined(file: u32, reading: &mut Reading) {
    let name = reading.consultation.sources.name(file);
    if let Some(read) = reading.files.iter_mut().find(|read| read.name == name) {
        read.submissions = read.submissions.saturating_sub(1);
    }
}

/// Gives a question its wording. Two questions with one wording stay two.
fn name_question(name: &str, wording: &str, reading: &mut Reading) {
    let Consultation { questions, closed_questions, question_numbers, .. } = &mut reading.consultation;
    let number = questions.find(name).and_then(|at| question_numbers.get(&at));
    let numbered = number.map(|number| format!("{wording} (question {number})"));
    for read in &mut reading.files {
        for column in read.tables.iter_mut().flat_map(|table| &mut table.columns) {
            if column.header == name {
                wording.clone_into(&mut column.header);
            }
        }
        for note in read.notes.iter_mut().filter(|note| note.contains(&format!("'{name}'"))) {
            *note = note.replace(name, wording);
        }
    }
    for questions in [questions, closed_questions] {
        let _ = questions.rename(name, wording)
            || numbered.as_deref().is_some_and(|wording| questions.rename(name, wording))
            || questions.rename(name, &format!("{wording} ({name})"));
    }
}

/// Adds closed answers to those that are known; none stands twice.
pub(super) fn add_closed(closed: &mut Box<[(u32, u32)]>, more: &[(u32, u32)]) {
    if closed.is_empty() {
        *closed = more.into();
        return;
    }
    let mut all = closed.to_vec();
    all.extend(more.iter().filter(|answer| !closed.contains(answer)));
    *closed = all.into();
}
