//! One round: what a finished run published, and which lexicon and inputs it is of.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Number;
use crate::delimited::each_row;
use crate::error::Fault;
use crate::report::FIGURE_OF;
use crate::submission::attribute;
use crate::text::one_line;

/// What a run's manifest says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundFacts {
    /// The folder, as it was named.
    pub name: String,
    /// The consultation.
    pub title: String,
    /// The lexicon's title and version.
    pub lexicon: String,
    /// SHA-256 of the lexicon.
    pub lexicon_sha256: String,
    /// How small numbers were protected.
    pub preset: String,
    /// SHA-256 of every input.
    pub inputs: Vec<String>,
    /// Whether people gave or took away themes by hand.
    pub is_corrected: bool,
}

/// A priority or theme of a round.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RoundLevel {
    /// `all`, `priority`, `theme` or `subtheme`.
    pub(super) kind: String,
    /// Id and name of its priority, and of itself where it is a theme; empty where it has none.
    pub(super) priority: (String, String),
    pub(super) theme: (String, String),
}

impl RoundLevel {
    /// Its own id; empty for any theme at all.
    pub(super) fn id(&self) -> &str {
        if self.theme.0.is_empty() { &self.priority.0 } else { &self.theme.0 }
    }

    /// Its own name.
    pub(super) fn name(&self) -> &str {
        match self.kind.as_str() {
            "all" => "Any theme",
            "priority" => &self.priority.1,
            _ => &self.theme.1,
        }
    }

    pub(super) fn is_priority(&self) -> bool {
        self.kind == "priority"
    }
}

/// What a figure is divided by: a question, or a segment and its value; nothing for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Group {
    pub(super) question: String,
    pub(super) segment: String,
    pub(super) value: String,
}

/// A run's published figures.
#[derive(Debug)]
pub struct Round {
    /// What its manifest says.
    pub facts: RoundFacts,
    /// In the order of its lexicon.
    pub(super) levels: Vec<RoundLevel>,
    /// In the order of its tables, everybody first.
    pub(super) groups: Vec<Group>,
    /// Numerator and base, by group, level, unit and way of counting.
    figures: FxHashMap<(usize, usize, String, String), (Number, Number)>,
}

impl Round {
    /// Reads a run's `publish/counts.csv`.
    pub fn read(facts: RoundFacts, counts: &str) -> Result<Round, Fault> {
        let mut round =
            Round { facts, levels: Vec::new(), groups: Vec::new(), figures: FxHashMap::default() };
        let mut places: FxHashMap<RoundLevel, usize> = FxHashMap::default();
        let mut fault = None;
        let path = format!("{}/publish/counts.csv", round.facts.name);
        let mut columns = ["", "", "", "", "", "", "", "", "", "", "numerator", "denominator"];
        columns[..FIGURE_OF.len()].copy_from_slice(&FIGURE_OF);
        each_row(&path, counts, columns, |cells| {
            let [kind, priority_id, priority, theme_id, theme, question, segment, value, unit, way, n, of] =
                cells;
            let plain = |cell: &str| unguarded(cell).to_owned();
            let level = RoundLevel {
                kind: kind.to_owned(),
                priority: (plain(priority_id), plain(priority)),
                theme: (plain(theme_id), plain(theme)),
            };
            let group = Group { question: plain(question), segment: plain(segment), value: plain(value) };
            let (Some(n), Some(of)) = (Number::read(n), Number::read(of)) else {
                fault.get_or_insert(Fault::of(
                    &path,
                    "a number of this file cannot be read; run yousaid again on the inputs",
                ));
                return;
            };
            let levels = &mut round.levels;
            let level = *places.entry(level).or_insert_with_key(|level| {
                levels.push(level.clone());
                levels.len() - 1
            });
            if round.groups.last() != Some(&group) {
                round.groups.push(group);
            }
            round.figures.insert((round.groups.len() - 1, level, unit.to_owned(), way.to_owned()), (n, of));
        })?;
        fault.map_or(Ok(round), Err)
    }

    /// The questions to which there are answers, capitals and white space aside.
    pub(super) fn questions(&self) -> BTreeSet<String> {
        self.named(|group| Some(&group.question).filter(|question| !question.is_empty()))
    }

    /// The channels by which these came.
    pub(super) fn channels(&self) -> BTreeSet<String> {
        self.named(|group| Some(&group.value).filter(|_| group.segment == attribute::CHANNEL))
    }

    fn named<'a>(&'a self, name: impl Fn(&'a Group) -> Option<&'a String>) -> BTreeSet<String> {
        let plain = |name: &String| one_line(&name.to_lowercase());
        self.groups.iter().filter_map(name).map(plain).collect()
    }

    /// The place of a level with this id and kind.
    pub(super) fn level(&self, id: &str, is_priority: bool) -> Option<usize> {
        self.levels.iter().position(|level| level.id() == id && level.is_priority() == is_priority)
    }

    /// A figure as it is published. What has no row is nought, unless the level or the group is hidden as a whole. None where the group is not in this
    /// round, or has nobody.
    pub(super) fn figure(
        &self,
        group: usize,
        level: usize,
        unit: &str,
        way: &str,
    ) -> Option<(Number, Number)> {
        let get = |group, level| self.figures.get(&(group, level, unit.to_owned(), way.to_owned())).copied();
        let (_, base) = get(group, 0)?;
        if base == Number(Some(0)) {
            return None;
        }
        Some(get(group, level).unwrap_or_else(|| {
            let overall = get(0, level).map_or(Number(None), |(numerator, _)| numerator);
            let is_hidden = overall.0.is_none() || base.0.is_none();
            (Number(if is_hidden { None } else { Some(0) }), base)
        }))
    }
}

/// A cell without the apostrophe that keeps spreadsheets from taking it for a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}
