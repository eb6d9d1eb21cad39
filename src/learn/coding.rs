//! The themes that a model gives a run's responses, beside the lexicon's or in their place.

use serde::Deserialize;

use super::features::{Answer, FeatureReader, Name, named};
use super::lessons::shown;
use super::model::{Coding, Model};
use crate::analysis::{Analysis, Outcome};
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::matching::Mention;
use crate::text::{Span, Token, Tokeniser};
use crate::theme::{Substance, Worker};

/// Whose answer is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// The lexicon's; the model's stands beside it.
    #[default]
    Lexicon,
    /// The model's.
    Model,
    /// A theme that either shows.
    Both,
}

impl Counts {
    /// Its word in profiles and files.
    pub fn code(self) -> &'static str {
        match self {
            Counts::Lexicon => "lexicon",
            Counts::Model => "model",
            Counts::Both => "both",
        }
    }

    /// What is counted, in a sentence that stands in every report.
    pub fn meaning(self) -> &'static str {
        match self {
            Counts::Lexicon => {
                "Themes are counted as the lexicon's rules show them; the learned model's answer is given in the internal files only."
            }
            Counts::Model => {
                "Themes are counted as a model shows them that was learned from responses coded by people, not as the lexicon's rules alone do."
            }
            Counts::Both => {
                "A theme counts where the lexicon's rules show it, or a model that was learned from responses coded by people."
            }
        }
    }
}

/// What a profile says of a learned model.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LearnSettings {
    /// Whose answer is counted.
    pub counts: Counts,
    /// A theme of which less was right in cross-validation is left to the lexicon.
    pub least_precision: f64,
}

impl Default for LearnSettings {
    fn default() -> Self {
        LearnSettings { counts: Counts::Lexicon, least_precision: 0.5 }
    }
}

/// Who shows a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The lexicon alone.
    Lexicon,
    /// The model alone.
    Model,
    /// Both of them.
    Both,
}

impl By {
    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            By::Lexicon => "lexicon",
            By::Model => "model",
            By::Both => "both",
        }
    }
}

/// A theme that the model or the lexicon gives a response.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenTheme {
    /// Its place in the lexicon.
    pub theme: usize,
    /// Who shows it.
    pub by: By,
    /// How likely the response has it, as the model sees it; none where the theme is left to the lexicon.
    pub probability: Option<f32>,
    /// What moved the model most, in words, and how much: above 0 for the theme, below 0 against it.
    pub because: Vec<(String, f32)>,
}

/// The themes of one response.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// All that either shows, in the order of the lexicon.
    pub themes: Vec<GivenTheme>,
    /// Of a campaign's letter with added words, what the model shows in these alone.
    own: Vec<usize>,
}

impl Given {
    /// The themes that the model shows, in the order of the lexicon.
    pub fn by_model(&self) -> impl Iterator<Item = usize> + '_ {
        self.themes.iter().filter(|given| given.by != By::Lexicon).map(|given| given.theme)
    }
}

/// What a model gave a run.
#[derive(Debug, Clone, Default)]
pub struct Codings {
    /// By the index of the outcome.
    pub given: Vec<Given>,
}

/// So many reasons are told for a theme.
const REASONS: usize = 4;

/// Reads responses for a model. It keeps the words it has met; nothing that comes out depends on them.
#[derive(Default)]
pub struct Coder {
    worker: Worker,
    reader: FeatureReader,
}

impl Coder {
    /// What the model and the lexicon show in a response. One that is empty, or in a language that the lexicon is not for, is given nothing.
    pub fn given(
        &mut self,
        analysis: &Analysis,
        outcome: &Outcome,
        model: &Model,
        lexicon: &Lexicon,
        tokeniser: &Tokeniser,
    ) -> Given {
        if matches!(outcome.themed.substance, Substance::Blank | Substance::OtherLanguage(_)) {
            return Given::default();
        }
        self.worker.read_words(analysis.text(outcome), &outcome.themed.details, tokeniser);
        let (words, vocabulary) = self.worker.last_words();
        let words: Vec<Token> = words.copied().collect();
        let question = analysis.consultation.questions.name(analysis.response(outcome).question);
        let answer = Answer { words: &words, vocabulary, question, mentions: &outcome.themed.mentions };
        let shows = shown(&outcome.themed.mentions, lexicon);
        let features = self.reader.features(&answer);
        let coding = model.code(&features, &shows);
        let mut themes: Vec<usize> = [shows.as_slice(), &coding.themes].concat();
        themes.sort_unstable();
        themes.dedup();
        let themes = themes
            .into_iter()
            .map(|theme| {
                let is_left = model.is_left(theme);
                let grounds = if is_left { Vec::new() } else { model.grounds(&features, theme, REASONS) };
                let mut because: Vec<(String, f32)> =
                    grounds.iter().map(|ground| (String::new(), ground.weight)).collect();
                if !grounds.is_empty() {
                    named(&answer, |key, name| {
                        if let Some(at) = grounds.iter().position(|ground| ground.key == key)
                            && because[at].0.is_empty()
                        {
                            because[at].0 = in_words(name(), lexicon);
                        }
                    });
                }
                GivenTheme {
                    theme,
                    by: by(&shows, &coding, theme),
                    probability: (!is_left).then(|| coding.probabilities[theme]),
                    because,
                }
            })
            .collect();
        let own = match outcome.state {
            State::CampaignAdded => {
                let is_own = |span: Span| outcome.added.iter().any(|added| added.overlaps(span));
                let words: Vec<Token> = words.iter().filter(|token| is_own(token.span)).copied().collect();
                let mentions: Vec<Mention> =
                    outcome.themed.mentions.iter().filter(|mention| is_own(mention.span)).copied().collect();
                let answer = Answer { words: &words, vocabulary, question, mentions: &mentions };
                model.code(&self.reader.features(&answer), &shown(&mentions, lexicon)).themes
            }
            _ => Vec::new(),
        };
        Given { themes, own }
    }
}

fn by(shows: &[usize], coding: &Coding, theme: usize) -> By {
    match (shows.binary_search(&theme).is_ok(), coding.themes.binary_search(&theme).is_ok()) {
        (true, true) => By::Both,
        (true, false) => By::Lexicon,
        (false, _) => By::Model,
    }
}

/// A feature as its author knows it: rules by their lines, themes by their ids.
fn in_words(name: Name<'_>, lexicon: &Lexicon) -> String {
    let id = |theme: u32| &lexicon.themes[theme as usize].id;
    match name {
        Name::Words(words) => format!("the words \"{words}\""),
        Name::Letters(word) => format!("letters of \"{word}\""),
        Name::Question(question) => format!("the question \"{question}\""),
        Name::Length(words) => format!("it has at most {words} words"),
        Name::Rule(rule) => format!("the rule on line {} of the lexicon", lexicon.rules[rule as usize].line),
        Name::Theme(theme) => format!("the lexicon's rules for {}", id(theme)),
        Name::Mentions(theme) => format!("how often the lexicon's rules for {} find something", id(theme)),
        Name::Alone(theme) => format!("the lexicon finds {} and nothing else", id(theme)),
        Name::NoTheme => "the lexicon finds no theme".to_owned(),
        Name::OneTheme => "the lexicon finds one theme only".to_owned(),
    }
}

/// Puts what is to be counted in the place of the lexicon's mentions. A theme that the model alone shows counts as one mention: of the whole
/// response or, in a campaign's letter with added words, of the part that shows it.
pub fn adopt(analysis: &mut Analysis, lexicon: &Lexicon, counts: Counts, codings: &Codings) {
    if counts == Counts::Lexicon {
        return;
    }
    for at in 0..analysis.outcomes.len() {
        let text_end = analysis.text(&analysis.outcomes[at]).len();
        let outcome = &mut analysis.outcomes[at];
        let given = &codings.given[at];
        let of_model: Vec<usize> = given.by_model().collect();
        let is_kept = |mention: &&Mention| {
            counts == Counts::Both || of_model.binary_search(&(mention.theme as usize)).is_ok()
        };
        let mut mentions: Vec<Mention> = outcome.themed.mentions.iter().filter(is_kept).copied().collect();
        let told = shown(&mentions, lexicon);
        for theme in of_model.into_iter().filter(|theme| told.binary_search(theme).is_err()) {
            let span = match outcome.state {
                State::CampaignAdded if given.own.contains(&theme) => outcome.added.first().copied(),
                State::CampaignAdded => Some(template_part(&outcome.added, text_end)),
                _ => None,
            };
            let span = span.unwrap_or_else(|| Span::new(0, text_end));
            mentions.push(Mention { theme: theme as u32, rule: Mention::BY_MODEL, span });
        }
        mentions.sort_by_key(|mention| (mention.theme, mention.span.start));
        outcome.themed.mentions = mentions.into();
    }
}

/// The first part of a text that is nobody's added words.
fn template_part(added: &[Span], text_end: usize) -> Span {
    let mut start = 0;
    for span in added {
        if span.start as usize > start {
            return Span::new(start, span.start as usize);
        }
        start = span.end as usize;
    }
    Span::new(start.min(text_end), text_end)
}
