//! Counts everything once: per theme and priority, overall and within questions and segments, with and without campaigns.

use super::{BOTH_WAYS, Campaigns, Figure, Level, Unit};
use crate::analysis::{Analysis, Outcome};
use crate::lexicon::Lexicon;
use crate::submission::{Consultation, Kind, attribute};

/// Which responses a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filter {
    /// All of them.
    All,
    /// Answers to the question with this number.
    Question(u32),
    /// Of respondents with this value of this attribute.
    Segment {
        /// Number of the attribute.
        attribute: u32,
        /// Number of the value.
        value: u32,
    },
}

/// The attributes by which figures are broken down, besides those that a profile makes segments.
pub const SEGMENT_ATTRIBUTES: [&str; 5] =
    [attribute::CHANNEL, attribute::LOCALITY, attribute::RESPONDENT_TYPE, attribute::AGE, attribute::EVENT];

/// An attribute with more values than this is no grouping, and is left out of the tables.
pub const MOST_SEGMENTS: usize = 60;

/// All counts. A parent counts a person once, however many of its themes the person raised (K7).
#[derive(Debug, Clone)]
pub struct Tally {
    /// What there are figures for, in the order of tables.
    pub filters: Vec<Filter>,
    /// Attributes with too many different values to be broken down by, and how many they have.
    pub left_out: Vec<(u32, usize)>,
    priorities: usize,
    levels: usize,
    counts: Vec<u64>,
    bases: Vec<u64>,
}

impl Tally {
    /// The figure for a level within a filter (its index in [`Tally::filters`]).
    pub fn figure(&self, level: Level, filter: usize, unit: Unit, campaigns: Campaigns) -> Figure {
        let cell = self.cell(filter, unit, campaigns);
        let denominator = match unit {
            // The base of mentions is all mentions.
            Unit::Mentions => self.counts[cell * self.levels],
            Unit::Respondents | Unit::Contributions | Unit::Represented => self.bases[cell],
        };
        Figure { numerator: self.counts[cell * self.levels + self.slot(level)], denominator }
    }

    fn slot(&self, level: Level) -> usize {
        match level {
            Level::All => 0,
            Level::Priority(priority) => 1 + priority,
            Level::Theme(theme) => 1 + self.priorities + theme,
        }
    }

    fn cell(&self, filter: usize, unit: Unit, campaigns: Campaigns) -> usize {
        (filter * 4 + unit as usize) * 2 + campaigns as usize
    }

    fn add_base(&mut self, filter: usize, unit: Unit, campaigns: Campaigns, by: u64) {
        let cell = self.cell(filter, unit, campaigns);
        self.bases[cell] += by;
    }

    fn add(&mut self, slot: usize, filter: usize, unit: Unit, campaigns: Campaigns, by: u64) {
        let cell = self.cell(filter, unit, campaigns);
        self.counts[cell * self.levels + slot] += by;
    }
}

/// Counts an analysis.
pub fn tally(analysis: &Analysis, lexicon: &Lexicon) -> Tally {
    let consultation = &analysis.consultation;
    let mut filters = vec![Filter::All];
    filters.extend((0..consultation.questions.len() as u32).map(Filter::Question));
    let mut left_out = Vec::new();
    let mut segments = Vec::new();
    for attribute in segments_of(consultation) {
        let values = &consultation.attributes[attribute as usize].values;
        if values.len() > MOST_SEGMENTS {
            left_out.push((attribute, values.len()));
            continue;
        }
        let mut sorted: Vec<u32> = (0..values.len() as u32).collect();
        sorted.sort_by_key(|value| values.name(*value));
        let mut of_value = vec![0; values.len()];
        for (at, value) in sorted.iter().enumerate() {
            of_value[*value as usize] = filters.len() + at;
        }
        segments.push((attribute, of_value));
        filters.extend(sorted.into_iter().map(|value| Filter::Segment { attribute, value }));
    }
    let levels = 1 + lexicon.priorities.len() + lexicon.themes.len();
    let mut counter = Counter {
        segments,
        in_all: Slots::new(levels),
        in_question: Slots::new(levels),
        slots_of_theme: lexicon
            .themes
            .iter()
            .enumerate()
            .map(|(theme, of)| [0, 1 + of.priority, 1 + lexicon.priorities.len() + theme])
            .collect(),
        tally: Tally {
            priorities: lexicon.priorities.len(),
            levels,
            counts: vec![0; filters.len() * 8 * levels],
            bases: vec![0; filters.len() * 8],
            filters,
            left_out,
        },
    };
    for person in analysis.by_respondent().chunk_by(|one, other| one.0 == other.0) {
        let outcomes: Vec<&Outcome> = person.iter().map(|(_, at)| &analysis.outcomes[*at as usize]).collect();
        for campaigns in BOTH_WAYS {
            counter.respondent(analysis, &outcomes, campaigns);
        }
    }
    for outcome in &analysis.outcomes {
        if analysis.submission(outcome).kind == Kind::Contribution {
            for campaigns in BOTH_WAYS {
                counter.contribution(analysis, outcome, campaigns);
            }
        }
    }
    counter.tally
}

/// The attributes to break figures down by: those every report knows, then the profile's own by name.
fn segments_of(consultation: &Consultation) -> Vec<u32> {
    let known = SEGMENT_ATTRIBUTES.iter().filter_map(|name| consultation.find_attribute(name));
    let is_own = |name: &str| {
        !SEGMENT_ATTRIBUTES.contains(&name) && ![attribute::GROUP, attribute::DATE].contains(&name)
    };
    let mut own: Vec<u32> = (0..consultation.attributes.len() as u32)
        .filter(|at| is_own(&consultation.attributes[*at as usize].name))
        .collect();
    own.sort_by_key(|at| &consultation.attributes[*at as usize].name);
    known.chain(own).collect()
}

/// How often each slot was mentioned: quick to fill, read and empty.
struct Slots {
    mentions: Vec<u64>,
    seen: Vec<usize>,
}

impl Slots {
    fn new(size: usize) -> Slots {
        Slots { mentions: vec![0; size], seen: Vec::new() }
    }

    fn add(&mut self, slot: usize, mentions: u64) {
        if self.mentions[slot] == 0 {
            self.seen.push(slot);
        }
        self.mentions[slot] += mentions;
    }

    /// Adds the mentions of a response that count: each for its theme, its priority, and any theme.
    fn add_mentions(&mut self, outcome: &Outcome, campaigns: Campaigns, slots_of_theme: &[[usize; 3]]) {
        for mention in outcome.themed.mentions.iter() {
            if campaigns == Campaigns::Included || outcome.is_own(mention) {
                for slot in slots_of_theme[mention.theme as usize] {
                    self.add(slot, 1);
                }
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = (usize, u64)> {
        self.seen.iter().map(|slot| (*slot, self.mentions[*slot]))
    }

    fn clear(&mut self) {
        for slot in self.seen.drain(..) {
            self.mentions[slot] = 0;
        }
    }
}

struct Counter {
    tally: Tally,
    /// For each attribute, the filter of each of its values.
    segments: Vec<(u32, Vec<usize>)>,
    slots_of_theme: Vec<[usize; 3]>,
    in_all: Slots,
    in_question: Slots,
}

fn counts(outcome: &Outcome, campaigns: Campaigns) -> bool {
    use crate::ledger::State;
    outcome.state.is_counted() && (campaigns == Campaigns::Included || outcome.state != State::CampaignCopy)
}

impl Counter {
    fn respondent(&mut self, analysis: &Analysis, outcomes: &[&Outcome], campaigns: Campaigns) {
        let mut counted: Vec<&Outcome> =
            outcomes.iter().copied().filter(|outcome| counts(outcome, campaigns)).collect();
        if counted.is_empty() {
            return;
        }
        // The groups a person belongs to are those of the first submission that tells them.
        let mut segments = vec![0];
        for (attribute, filters) in &self.segments {
            let told = outcomes.iter().find_map(|outcome| analysis.submission(outcome).attribute(*attribute));
            segments.extend(told.map(|value| filters[value as usize]));
        }
        let represents =
            outcomes.iter().filter_map(|outcome| analysis.submission(outcome).respondent.represents).max();
        let represents = u64::from(represents.unwrap_or(0));
        for filter in &segments {
            self.tally.add_base(*filter, Unit::Respondents, campaigns, 1);
            self.tally.add_base(*filter, Unit::Represented, campaigns, represents);
        }
        counted.sort_by_key(|outcome| analysis.response(outcome).question);
        self.in_all.clear();
        for answers in counted
            .chunk_by(|one, other| analysis.response(one).question == analysis.response(other).question)
        {
            let question = 1 + analysis.response(answers[0]).question as usize;
            self.tally.add_base(question, Unit::Respondents, campaigns, 1);
            self.tally.add_base(question, Unit::Represented, campaigns, represents);
            self.in_question.clear();
            for outcome in answers {
                self.in_question.add_mentions(outcome, campaigns, &self.slots_of_theme);
            }
            for (slot, mentions) in self.in_question.iter() {
                self.in_all.add(slot, mentions);
                self.tally.add(slot, question, Unit::Mentions, campaigns, mentions);
                self.tally.add(slot, question, Unit::Respondents, campaigns, 1);
                self.tally.add(slot, question, Unit::Represented, campaigns, represents);
            }
        }
        for filter in &segments {
            for (slot, mentions) in self.in_all.iter() {
                self.tally.add(slot, *filter, Unit::Mentions, campaigns, mentions);
                self.tally.add(slot, *filter, Unit::Respondents, campaigns, 1);
                self.tally.add(slot, *filter, Unit::Represented, campaigns, represents);
            }
        }
    }

    fn contribution(&mut self, analysis: &Analysis, outcome: &Outcome, campaigns: Campaigns) {
        if !counts(outcome, campaigns) {
            return;
        }
        let submission = analysis.submission(outcome);
        let mut filters = vec![0, 1 + analysis.response(outcome).question as usize];
        for (attribute, of_value) in &self.segments {
            filters.extend(submission.attribute(*attribute).map(|value| of_value[value as usize]));
        }
        self.in_all.clear();
        self.in_all.add_mentions(outcome, campaigns, &self.slots_of_theme);
        for filter in filters {
            self.tally.add_base(filter, Unit::Contributions, campaigns, 1);
            for (slot, mentions) in self.in_all.iter() {
                self.tally.add(slot, filter, Unit::Mentions, campaigns, mentions);
                self.tally.add(slot, filter, Unit::Contributions, campaigns, 1);
            }
        }
    }
}
