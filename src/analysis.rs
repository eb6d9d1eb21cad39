//! What became of every response, once all are read together: its person, its family, its state.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::dedupe::{
    Boilerplate, DedupeInput, DedupeSettings, Families, Family, FamilyKind, Fingerprint, Member, People,
    PeopleSettings, find_families, people,
};
use crate::ingest::{Event, FileRead};
use crate::ledger::{Entry, Reason, State, Totals};
use crate::matching::Mention;
use crate::normalise::CleanText;
use crate::submission::{Consultation, Kind, Response, Submission};
use crate::text::{Span, Tokeniser};
use crate::theme::{Substance, Themed};

/// What was worked out of one response alone.
pub struct Read {
    /// Its details, mentions and substance.
    pub themed: Themed,
    /// What finds its copies.
    pub fingerprint: Fingerprint,
}

/// What became of one response.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Index of its submission.
    pub submission: u32,
    /// Index in its submission.
    pub answer: u32,
    /// Number of its respondent; every contribution has one of its own, which nobody counts.
    pub respondent: u32,
    /// Its state.
    pub state: State,
    /// Why, where the state does not say it all.
    pub reason: Reason,
    /// Details, mentions, words.
    pub themed: Themed,
    /// Index of the response of which this is a duplicate.
    pub duplicate_of: Option<u32>,
    /// Index of its campaign in [`Analysis::families`].
    pub campaign: Option<u32>,
    /// In a campaign, the sender's own words.
    pub added: Vec<Span>,
}

impl Outcome {
    /// Whether a mention counts where campaigns are left out: it stands in words that are the sender's own.
    pub fn is_own(&self, mention: &Mention) -> bool {
        match self.state {
            State::CampaignCopy => false,
            State::CampaignAdded => self.added.iter().any(|span| span.overlaps(mention.span)),
            _ => true,
        }
    }
}

/// Everything known once all responses were read.
pub struct Analysis {
    /// Names of questions, attributes, sources.
    pub consultation: Consultation,
    /// The submissions, in the order of reading.
    pub submissions: Vec<Submission<CleanText>>,
    /// What became of each response, in the order of reading.
    pub outcomes: Vec<Outcome>,
    /// Families of copies, then families of one person's submissions.
    pub families: Vec<Family>,
    /// Who sent what.
    pub people: People,
    /// Items that never became responses.
    pub entries: Vec<Entry>,
    /// How each file was read.
    pub files: Vec<FileRead>,
    /// The events.
    pub events: Vec<Event>,
    /// How many items the readers saw.
    pub items_seen: usize,
}

impl Analysis {
    /// The submission of a response.
    pub fn submission(&self, outcome: &Outcome) -> &Submission<CleanText> {
        &self.submissions[outcome.submission as usize]
    }

    /// A response as it was received.
    pub fn response(&self, outcome: &Outcome) -> &Response<CleanText> {
        &self.submission(outcome).responses[outcome.answer as usize]
    }

    /// The text of a response.
    pub fn text(&self, outcome: &Outcome) -> &str {
        self.response(outcome).text.as_str()
    }

    /// The id of a response: its submission's, and the number of the answer in it.
    pub fn response_id(&self, outcome: &Outcome) -> String {
        format!("{}:{}", self.submission(outcome).id, outcome.answer + 1)
    }

    /// Every item's state, responses and others together.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        self.outcomes.iter().for_each(|outcome| totals.add(outcome.state));
        self.entries.iter().for_each(|entry| totals.add(entry.state));
        totals
    }

    /// Responses in the order of their respondents, contributions left out.
    pub fn by_respondent(&self) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = self
            .outcomes
            .iter()
            .enumerate()
            .filter(|(_, outcome)| self.submission(outcome).kind == Kind::Reply)
            .map(|(at, outcome)| (outcome.respondent, at as u32))
            .collect();
        found.sort_unstable();
        found
    }
}

/// What a run is told of copies and people.
#[derive(Clone, Copy)]
pub struct CopySettings<'a> {
    /// When texts are copies.
    pub copies: &'a DedupeSettings,
    /// What is nobody's own words.
    pub boilerplate: &'a Boilerplate,
    /// Who is the same person.
    pub people: &'a PeopleSettings,
}

/// Finds same people and copies, and gives every response its state (contract, section 4).
pub fn outcomes(
    submissions: &[Submission<CleanText>],
    reads: Vec<Read>,
    settings: CopySettings<'_>,
    tokeniser: &Tokeniser,
) -> (Vec<Outcome>, Vec<Family>, People) {
    let details = reads.iter().map(|read| &*read.themed.details);
    let people = people(submissions, details, settings.people);
    let mut inputs = Vec::with_capacity(reads.len());
    let mut reads_in_order = reads.iter();
    for (at, submission) in submissions.iter().enumerate() {
        for response in &submission.responses {
            let Some(read) = reads_in_order.next() else { break };
            inputs.push(DedupeInput {
                text: response.text.as_str(),
                details: &read.themed.details,
                fingerprint: &read.fingerprint,
                respondent: people.of[at],
                is_candidate: submission.out_of_scope.is_none()
                    && read.themed.substance == Substance::Substantive,
            });
        }
    }
    let Families { copies } = find_families(&inputs, settings.copies, tokeniser, settings.boilerplate);
    let exact: Vec<u128> = inputs.iter().map(|input| input.fingerprint.exact).collect();
    drop(inputs);
    let mut outcomes = first_outcomes(submissions, reads, &people);
    let mut families = copies;
    mark_campaigns(&mut outcomes, &families);
    families.extend(mark_same_people(submissions, &mut outcomes, &people, &exact));
    (outcomes, families, people)
}

fn first_outcomes(submissions: &[Submission<CleanText>], reads: Vec<Read>, people: &People) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(reads.len());
    let mut reads = reads.into_iter();
    for (at, submission) in submissions.iter().enumerate() {
        for (answer, response) in submission.responses.iter().enumerate() {
            let Some(read) = reads.next() else { break };
            let (state, reason): (State, Reason) = match (submission.out_of_scope, read.themed.substance) {
                (Some(reason), _) => (State::OutOfScope, reason.into()),
                (None, Substance::Blank) => (State::Blank, "".into()),
                (None, Substance::Empty(reason)) => (State::NonSubstantive, reason.into()),
                (None, Substance::OtherLanguage(name)) => {
                    (State::OtherLanguage, Cow::Owned(format!("language: {name}")))
                }
                (None, Substance::Substantive) => {
                    (State::Analysed, response.text.repairs().reason().map_or("".into(), Cow::Owned))
                }
            };
            outcomes.push(Outcome {
                submission: at as u32,
                answer: answer as u32,
                respondent: people.of[at],
                state,
                reason,
                themed: read.themed,
                duplicate_of: None,
                campaign: None,
                added: Vec::new(),
            });
        }
    }
    outcomes
}

fn mark_campaigns(outcomes: &mut [Outcome], families: &[Family]) {
    for (number, family) in
        families.iter().enumerate().filter(|(_, family)| family.kind == FamilyKind::Campaign)
    {
        for member in &family.members {
            let outcome = &mut outcomes[member.response];
            outcome.campaign = Some(number as u32);
            outcome.added = member.added.clone();
            outcome.state = if member.added.is_empty() { State::CampaignCopy } else { State::CampaignAdded };
        }
    }
}

/// A person's later submissions: the same words to the same question again are a duplicate, other words are merged with the first.
fn mark_same_people(
    submissions: &[Submission<CleanText>],
    outcomes: &mut [Outcome],
    people: &People,
    exact: &[u128],
) -> Vec<Family> {
    let mut families: FxHashMap<u32, Vec<Member>> = FxHashMap::default();
    let mut said: FxHashMap<(u32, u32, u128), u32> = FxHashMap::default();
    for at in 0..outcomes.len() {
        let outcome = &outcomes[at];
        let submission = &submissions[outcome.submission as usize];
        let is_known = people.is_known[outcome.submission as usize];
        if !is_known || !outcome.state.is_counted() {
            continue;
        }
        let question = submission.responses[outcome.answer as usize].question;
        let key = (outcome.respondent, question, exact[at]);
        let is_later = people.of[outcome.submission as usize] != outcome.submission;
        families.entry(outcome.respondent).or_default().push(Member {
            response: at,
            similarity: 1.0,
            containment: 1.0,
            added: Vec::new(),
        });
        match said.get(&key) {
            Some(first) => {
                let first = *first;
                let outcome = &mut outcomes[at];
                outcome.state = State::Duplicate;
                outcome.duplicate_of = Some(first);
                outcome.reason = "the same person gave this answer before".into();
            }
            None => {
                said.insert(key, at as u32);
                if is_later && outcome.state == State::Analysed {
                    let outcome = &mut outcomes[at];
                    outcome.state = State::Merged;
                    outcome.reason = "merged with the same person's earlier submission".into();
                }
            }
        }
    }
    let mut found: Vec<Family> = families
        .into_values()
        .filter(|members| {
            members.iter().any(|member| {
                outcomes[member.response].submission != outcomes[members[0].response].submission
            })
        })
        .map(|members| Family {
            kind: FamilyKind::SamePerson,
            representative: members[0].response,
            members,
            respondents: 1,
            wordings: 0,
            kept: Vec::new(),
        })
        .collect();
    found.sort_by_key(|family| family.representative);
    found
}
