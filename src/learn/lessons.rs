//! What a coded sample teaches.

use rustc_hash::{FxHashMap, FxHashSet};

use super::features::{Answer, FeatureReader};
use super::model::{Model, Origin};
use super::training::{Lesson, train};
use crate::analysis::{Analysis, Outcome};
use crate::check::{FoundResponse, Gold, NamedTheme, Pairing, RunFound};
use crate::lexicon::Lexicon;
use crate::matching::Mention;
use crate::text::{Token, Tokeniser, hash_of, normal_form};
use crate::theme::Worker;

/// Coded responses: the index of each outcome, and the themes people gave it, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// In the order of reading, each outcome once.
    pub coded: Vec<(usize, Vec<usize>)>,
    /// Which themes of the lexicon were coded.
    pub is_coded: Vec<bool>,
}

impl Sample {
    /// The responses of a gold file that were found in the run. Where two rows speak of one response, the first counts.
    pub fn of(gold: &Gold, pairing: &Pairing, lexicon: &Lexicon) -> Sample {
        let mut seen = FxHashSet::default();
        let mut coded = Vec::new();
        for (row, responses) in &pairing.pairs {
            for at in responses.iter().filter(|at| seen.insert(**at)) {
                coded.push((*at, gold.rows[*row].themes.clone()));
            }
        }
        coded.sort();
        let is_coded = (0..lexicon.themes.len()).map(|theme| gold.themes.contains(&theme)).collect();
        Sample { coded, is_coded }
    }
}

/// The responses of an analysis as gold files are matched to them.
pub fn run_found(analysis: &Analysis, lexicon: &Lexicon) -> RunFound {
    let theme = |theme: &crate::lexicon::Theme| NamedTheme { id: theme.id.clone(), name: theme.name.clone() };
    let response = |outcome: &Outcome| {
        let response = analysis.response(outcome);
        FoundResponse {
            id: analysis.response_id(outcome),
            submission: analysis.submission(outcome).id.to_string(),
            question: analysis.consultation.questions.name(response.question).to_owned(),
            text: response.text.as_str().to_owned(),
            submitted: response.text.submitted().unwrap_or("").to_owned(),
            is_counted: outcome.state.is_counted(),
            themes: shown(&outcome.themed.mentions, lexicon),
        }
    };
    RunFound {
        themes: lexicon.themes.iter().map(theme).collect(),
        responses: analysis.outcomes.iter().map(response).collect(),
    }
}

/// The themes that mentions show, with those they are part of, sorted.
pub(super) fn shown(mentions: &[Mention], lexicon: &Lexicon) -> Vec<usize> {
    let mut themes: Vec<usize> =
        mentions.iter().flat_map(|mention| lexicon.way_up(mention.theme as usize)).collect();
    themes.sort_unstable();
    themes.dedup();
    themes
}

/// Learns a model from a coded sample.
pub fn learned(
    analysis: &Analysis,
    lexicon: &Lexicon,
    tokeniser: &Tokeniser,
    sample: &Sample,
    origin: Origin,
) -> Model {
    let lessons = lessons(analysis, lexicon, tokeniser, sample);
    let ids = lexicon.themes.iter().map(|theme| theme.id.clone()).collect();
    Model::new(train(lessons, lexicon.themes.len(), &sample.is_coded), ids, origin).rounded()
}

fn lessons(analysis: &Analysis, lexicon: &Lexicon, tokeniser: &Tokeniser, sample: &Sample) -> Vec<Lesson> {
    let supporters = supporters(analysis, lexicon, sample);
    let mut worker = Worker::default();
    let mut reader = FeatureReader::default();
    let mut said: FxHashMap<u64, u64> = FxHashMap::default();
    let mut lessons = Vec::with_capacity(sample.coded.len());
    for (at, coded) in &sample.coded {
        let outcome = &analysis.outcomes[*at];
        let text = analysis.text(outcome);
        let question = analysis.consultation.questions.name(analysis.response(outcome).question);
        worker.read_words(text, &outcome.themed.details, tokeniser);
        let (words, vocabulary) = worker.last_words();
        let words: Vec<Token> = words.copied().collect();
        // A rule may have been written for this very response: its hit here teaches only as far as others bear it out.
        let is_borne_out = |mention: &&Mention| {
            let others = supporters
                .get(&mention.rule)
                .map_or(0, |(first, more)| usize::from(*more) + usize::from(first != at));
            others > 0
        };
        let mentions: Vec<Mention> = outcome.themed.mentions.iter().filter(is_borne_out).copied().collect();
        let features = reader.features(&Answer { words: &words, vocabulary, question, mentions: &mentions });
        let hash = hash_of(&normal_form(text)) ^ hash_of(question).rotate_left(32);
        let times = said.entry(hash).or_default();
        *times += 1;
        lessons.push(Lesson {
            features,
            shows: shown(&outcome.themed.mentions, lexicon),
            coded: coded.clone(),
            key: hash_of(&format!("{hash} {times}")),
        });
    }
    lessons
}

/// For each rule the first response in which it was right, and whether there is another.
fn supporters(analysis: &Analysis, lexicon: &Lexicon, sample: &Sample) -> FxHashMap<u32, (usize, bool)> {
    let mut supporters: FxHashMap<u32, (usize, bool)> = FxHashMap::default();
    for (at, coded) in &sample.coded {
        for mention in analysis.outcomes[*at].themed.mentions.iter() {
            if lexicon.way_up(mention.theme as usize).any(|theme| coded.binary_search(&theme).is_ok()) {
                let known = supporters.entry(mention.rule).or_insert((*at, false));
                known.1 |= known.0 != *at;
            }
        }
    }
    supporters
}
