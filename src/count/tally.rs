//! Counts everything once: per theme and priority, overall and within questions and segments, with and without campaigns.

use super::{BOTH_WAYS, Campaigns, Figure, Level, Shared, UNITS, Unit};
use crate::analysis::{Analysis, Outcome};
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::matching::Mention;
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

/// Those of them that tell how something came in: which questions were put there is known from the questionnaires and the programmes of events.
const ARRANGED: [&str; 2] = [attribute::CHANNEL, attribute::EVENT];

/// An attribute with more values than this is no grouping, and is left out of the tables.
pub const MOST_SEGMENTS: usize = 60;

/// All counts. A parent counts a person once, however many of its themes the person raised (K7).
#[derive(Debug, Clone)]
pub struct Tally {
    /// What there are figures for, in the order of tables.
    pub filters: Vec<Filter>,
    /// Attributes with too many different values to be broken down by, and how many they have.
    pub left_out: Vec<(u32, usize)>,
    /// How many priorities there are.
    pub priorities: usize,
    /// Attributes that whoever held the consultation arranged, such as channels; all others people told of themselves.
    pub arranged: Vec<u32>,
    /// Who is in several filters.
    pub shared: Shared,
    levels: usize,
    /// For each level the one that holds it: a sub-theme's theme, a theme's priority, a priority's "any theme".
    parents: Vec<Option<usize>>,
    /// For each level and way of counting, how many respondents say that they speak for others.
    speakers: Vec<[u64; BOTH_WAYS.len()]>,
    /// The same for all who answered.
    all_speakers: [u64; BOTH_WAYS.len()],
    /// For each filter and level a number for each unit and way of counting, side by side.
    counts: Vec<[u64; CELLS]>,
    /// For each filter the same.
    bases: Vec<[u64; CELLS]>,
}

/// Every unit in both ways of counting.
const CELLS: usize = UNITS.len() * BOTH_WAYS.len();

impl Tally {
    /// The figure for a level within a filter (its index in [`Tally::filters`]).
    pub fn figure(&self, level: Level, filter: usize, unit: Unit, campaigns: Campaigns) -> Figure {
        let cell = cell(unit, campaigns);
        let counts = &self.counts[filter * self.levels..][..self.levels];
        let denominator = match unit {
            // The base of mentions is all mentions.
            Unit::Mentions => counts[0][cell],
            Unit::Respondents | Unit::Contributions | Unit::Represented => self.bases[filter][cell],
        };
        Figure { numerator: counts[level.slot(self.priorities)][cell], denominator }
    }

    /// How many levels there are: any theme, the priorities, the themes.
    pub fn levels(&self) -> usize {
        self.levels
    }

    /// The level that holds the level with this number; nothing holds the first, any theme.
    pub fn parent(&self, slot: usize) -> Option<usize> {
        self.parents[slot]
    }

    /// Whether a level is nothing besides those it holds. A theme with sub-themes can have rules of its own.
    pub fn is_all_parts(&self, slot: usize) -> bool {
        slot <= self.priorities
    }

    /// The number of a level.
    pub fn count(&self, slot: usize, filter: usize, unit: Unit, campaigns: Campaigns) -> u64 {
        self.counts[filter * self.levels + slot][cell(unit, campaigns)]
    }

    /// How many could have raised it. Mentions have no base but themselves.
    pub fn base(&self, filter: usize, unit: Unit, campaigns: Campaigns) -> u64 {
        match unit {
            Unit::Mentions => self.count(0, filter, unit, campaigns),
            _ => self.bases[filter][cell(unit, campaigns)],
        }
    }

    /// Of those who raised a level, or of all who answered, how many say that they speak for others.
    pub fn speakers(&self, slot: Option<usize>, campaigns: Campaigns) -> u64 {
        slot.map_or(self.all_speakers, |slot| self.speakers[slot])[campaigns as usize]
    }

    /// Adds these numbers to the bases of a filter, in these ways of counting.
    fn add_base(&mut self, filter: usize, ways: &[Campaigns], numbers: &[(Unit, u64)]) {
        add(&mut self.bases[filter], ways, numbers);
    }

    /// Adds these numbers to a slot within a filter, in these ways of counting.
    fn add(&mut self, slot: usize, filter: usize, ways: &[Campaigns], numbers: &[(Unit, u64)]) {
        add(&mut self.counts[filter * self.levels + slot], ways, numbers);
    }
}

fn cell(unit: Unit, campaigns: Campaigns) -> usize {
    unit as usize * BOTH_WAYS.len() + campaigns as usize
}

fn add(cells: &mut [u64; CELLS], ways: &[Campaigns], numbers: &[(Unit, u64)]) {
    for &campaigns in ways {
        for &(unit, number) in numbers {
            cells[cell(unit, campaigns)] += number;
        }
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
            .map(|(theme, of)| {
                let themes = lexicon.way_up(theme).map(|theme| 1 + lexicon.priorities.len() + theme);
                [0, 1 + of.priority].into_iter().chain(themes).collect()
            })
            .collect(),
        tally: Tally {
            priorities: lexicon.priorities.len(),
            levels,
            parents: std::iter::once(None)
                .chain(lexicon.priorities.iter().map(|_| Some(0)))
                .chain(lexicon.themes.iter().map(|theme| {
                    let priorities = lexicon.priorities.len();
                    Some(1 + theme.parent.map_or(theme.priority, |parent| priorities + parent))
                }))
                .collect(),
            speakers: vec![[0; BOTH_WAYS.len()]; levels],
            all_speakers: [0; BOTH_WAYS.len()],
            counts: vec![[0; CELLS]; filters.len() * levels],
            bases: vec![[0; CELLS]; filters.len()],
            arranged: ARRANGED.iter().filter_map(|name| consultation.find_attribute(name)).collect(),
            shared: Shared::of(filters.len()),
            filters,
            left_out,
        },
    };
    for person in analysis.by_respondent().chunk_by(|one, other| one.0 == other.0) {
        let outcomes: Vec<&Outcome> = person.iter().map(|(_, at)| &analysis.outcomes[*at as usize]).collect();
        for ways in ways_apart(&outcomes) {
            counter.respondent(analysis, &outcomes, ways);
        }
    }
    for outcome in &analysis.outcomes {
        if analysis.submission(outcome).kind == Kind::Contribution {
            for ways in ways_apart(&[outcome]) {
                counter.contribution(analysis, outcome, ways);
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

    /// Adds the mentions of a response that count: each for its theme and those above it, its priority, and any theme.
    fn add_mentions(&mut self, outcome: &Outcome, campaigns: Campaigns, slots_of_theme: &[Vec<usize>]) {
        for of_theme in outcome.themed.mentions.chunk_by(|one, other| one.theme == other.theme) {
            let counts = |mention: &&Mention| campaigns == Campaigns::Included || outcome.is_own(mention);
            let mentions = of_theme.iter().filter(counts).count() as u64;
            if mentions > 0 {
                for slot in &slots_of_theme[of_theme[0].theme as usize] {
                    self.add(*slot, mentions);
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
    /// For each theme what its mentions count for: any theme, its priority, itself and the themes it is a part of.
    slots_of_theme: Vec<Vec<usize>>,
    in_all: Slots,
    in_question: Slots,
}

/// The ways of counting, those together that count these responses alike: without a campaign's words among them, all ways do.
fn ways_apart(outcomes: &[&Outcome]) -> impl Iterator<Item = &'static [Campaigns]> {
    let is_campaign =
        outcomes.iter().any(|outcome| matches!(outcome.state, State::CampaignCopy | State::CampaignAdded));
    BOTH_WAYS.chunks(if is_campaign { 1 } else { BOTH_WAYS.len() })
}

fn counts(outcome: &Outcome, campaigns: Campaigns) -> bool {
    outcome.state.is_counted() && (campaigns == Campaigns::Included || outcome.state != State::CampaignCopy)
}

impl Counter {
    /// Counts a respondent in ways that count these responses alike.
    fn respondent(&mut self, analysis: &Analysis, outcomes: &[&Outcome], ways: &[Campaigns]) {
        let campaigns = ways[0];
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
        let numbers = |mentions: u64| {
            [(Unit::Mentions, mentions), (Unit::Respondents, 1), (Unit::Represented, represents)]
        };
        for filter in &segments {
            self.tally.add_base(*filter, ways, &[(Unit::Respondents, 1), (Unit::Represented, represents)]);
        }
        let speaks = u64::from(represents > 0);
        ways.iter().for_each(|way| self.tally.all_speakers[*way as usize] += speaks);
        counted.sort_by_key(|outcome| analysis.response(outcome).question);
        let mut answered = segments.clone();
        self.in_all.clear();
        for answers in counted
            .chunk_by(|one, other| analysis.response(one).question == analysis.response(other).question)
        {
            let question = 1 + analysis.response(answers[0]).question as usize;
            self.tally.add_base(question, ways, &[(Unit::Respondents, 1), (Unit::Represented, represents)]);
            answered.push(question);
            self.in_question.clear();
            for outcome in answers {
                self.in_question.add_mentions(outcome, campaigns, &self.slots_of_theme);
            }
            for (slot, mentions) in self.in_question.iter() {
                self.in_all.add(slot, mentions);
                self.tally.add(slot, question, ways, &numbers(mentions));
            }
        }
        if campaigns == Campaigns::Included {
            self.tally.shared.add_respondent(&answered);
        }
        for filter in &segments {
            for (slot, mentions) in self.in_all.iter() {
                self.tally.add(slot, *filter, ways, &numbers(mentions));
            }
        }
        for (slot, _) in self.in_all.iter() {
            ways.iter().for_each(|way| self.tally.speakers[slot][*way as usize] += speaks);
        }
    }

    /// Counts a point made at an event in ways that count it alike.
    fn contribution(&mut self, analysis: &Analysis, outcome: &Outcome, ways: &[Campaigns]) {
        let campaigns = ways[0];
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
        if campaigns == Campaigns::Included {
            self.tally.shared.add_contribution(&filters);
        }
        for filter in filters {
            self.tally.add_base(filter, ways, &[(Unit::Contributions, 1)]);
            for (slot, mentions) in self.in_all.iter() {
                self.tally.add(slot, filter, ways, &[(Unit::Mentions, mentions), (Unit::Contributions, 1)]);
            }
        }
    }
}
