//! What became of everything received: each item has one state, and the states add up.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::submission::Source;

/// What became of a response, or of an item that could not become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Themed and counted.
    Analysed,
    /// Of a person who sent several submissions; themed and counted as part of that person's one composite.
    Merged,
    /// A campaign's words with the signatory's own added; the own words are analysed as theirs.
    CampaignAdded,
    /// A campaign's words alone; counted with its campaign.
    CampaignCopy,
    /// The same person's same words again.
    Duplicate,
    /// Nothing was written.
    Blank,
    /// Something was written that says nothing (`n/a`, `as above`, punctuation).
    NonSubstantive,
    /// In a language that the lexicon does not cover; listed for translation.
    OtherLanguage,
    /// Left out by the profile, or not a submission (a heading, a note-taker's line).
    OutOfScope,
    /// Could not be read.
    Unreadable,
}

/// Every state, in the order of the report's waterfall.
pub const STATES: [State; 10] = [
    State::Analysed,
    State::Merged,
    State::CampaignAdded,
    State::CampaignCopy,
    State::Duplicate,
    State::Blank,
    State::NonSubstantive,
    State::OtherLanguage,
    State::OutOfScope,
    State::Unreadable,
];

impl State {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            State::Analysed => "analysed",
            State::Merged => "merged",
            State::CampaignAdded => "campaign_added",
            State::CampaignCopy => "campaign_copy",
            State::Duplicate => "duplicate",
            State::Blank => "blank",
            State::NonSubstantive => "non_substantive",
            State::OtherLanguage => "other_language",
            State::OutOfScope => "out_of_scope",
            State::Unreadable => "unreadable",
        }
    }

    /// What a reader calls it.
    pub fn name(self) -> &'static str {
        match self {
            State::Analysed => "analysed",
            State::Merged => "merged",
            State::CampaignAdded => "campaign letter with words added",
            State::CampaignCopy => "campaign letter as it was sent",
            State::Duplicate => "duplicate",
            State::Blank => "blank",
            State::NonSubstantive => "non-substantive",
            State::OtherLanguage => "other language",
            State::OutOfScope => "out of scope",
            State::Unreadable => "unreadable",
        }
    }

    /// The state with this word.
    pub fn from_code(code: &str) -> Option<State> {
        STATES.into_iter().find(|state| state.code() == code)
    }

    /// What it means, for a reader.
    pub fn meaning(self) -> &'static str {
        match self {
            State::Analysed => "read, themed and counted",
            State::Merged => {
                "from people who sent more than one submission: themed and counted as one person's"
            }
            State::CampaignAdded => {
                "a campaign's words with the sender's own added: the own words counted as theirs"
            }
            State::CampaignCopy => "a campaign's words alone: counted with the campaign",
            State::Duplicate => "the same person's same words again: not counted twice",
            State::Blank => "nothing was written",
            State::NonSubstantive => "something was written that makes no point, such as \u{201c}n/a\u{201d}",
            State::OtherLanguage => "not in English: listed for translation, not themed",
            State::OutOfScope => {
                "not part of the exercise: headings, notes about the event, or left out by the settings"
            }
            State::Unreadable => "could not be read",
        }
    }

    /// Whether the response's words were themed and count towards figures.
    pub fn is_counted(self) -> bool {
        matches!(self, State::Analysed | State::Merged | State::CampaignAdded | State::CampaignCopy)
    }
}

/// Why an item is in its state, in words: what it is and, behind a semicolon, what whoever runs the program can do about it: "the file is a
/// picture; transcribe what it says". Never holds a response's words.
pub type Reason = Cow<'static, str>;

/// A reason as the public reads it: what the item is, without what the operator can do about it.
pub fn public_reason(reason: &str) -> &str {
    reason.split("; ").next().unwrap_or(reason)
}

/// An item that never became a response: a refused row, a heading, a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stood.
    pub source: Source,
    /// What became of it.
    pub state: State,
    /// Why.
    pub reason: Reason,
}

/// How many items are in each state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    counts: BTreeMap<State, usize>,
}

impl Totals {
    /// Counts one item.
    pub fn add(&mut self, state: State) {
        *self.counts.entry(state).or_default() += 1;
    }

    /// How many items are in a state.
    pub fn of(&self, state: State) -> usize {
        self.counts.get(&state).copied().unwrap_or(0)
    }

    /// How many items there are in all.
    pub fn sum(&self) -> usize {
        self.counts.values().sum()
    }

    /// How many are themed and counted.
    pub fn counted(&self) -> usize {
        STATES.iter().filter(|state| state.is_counted()).map(|state| self.of(*state)).sum()
    }
}
