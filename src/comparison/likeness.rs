//! Which theme of one round stands for which of the other.

use rustc_hash::FxHashSet;

use super::Round;
use crate::delimited::{Found, read_rows, sniff_delimiter};
use crate::error::Fault;

/// Levels of the old round and those of the new one that they are held against, by their places.
#[derive(Debug, Clone)]
pub struct Likeness {
    pub(super) pairs: Vec<(usize, usize)>,
    /// Names of what stands in one round only: old, then new.
    pub(super) alone: (Vec<String>, Vec<String>),
}

impl Likeness {
    /// Every level is the same where both rounds used the same lexicon; else an error that says what would help.
    pub fn of_same_lexicon(old: &Round, new: &Round) -> Result<Likeness, Fault> {
        if old.facts.lexicon_sha256 != new.facts.lexicon_sha256 {
            return Err(Fault::of(
                &new.facts.name,
                format!(
                    "the rounds used different lexicons ({} and {}), so that a change could be one of words and not of what people said. Run the older \
                     inputs again with the newer lexicon, or say with --crosswalk which theme stands for which",
                    old.facts.lexicon, new.facts.lexicon
                ),
            ));
        }
        let pairs = (0..old.levels.len()).filter_map(|level| {
            let same = new.levels.iter().position(|other| *other == old.levels[level])?;
            Some((level, same))
        });
        Ok(Likeness { pairs: pairs.collect(), alone: Default::default() })
    }

    /// Reads a table with the columns `old_id` and `new_id`: one pair of themes, or of priorities, a row. What it does not name is not compared. Gives every
    /// fault: a theme cannot stand for several, since a person who raised two of them would count twice.
    pub fn from_crosswalk(
        path: &str,
        source: &str,
        old: &Round,
        new: &Round,
    ) -> Result<Likeness, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut pairs = Vec::new();
        let mut columns = None;
        read_rows(source, sniff_delimiter(source), &mut |found| {
            let (line, cells): (usize, Vec<&str>) = match found {
                Found::Row(row) => (
                    row.number as usize,
                    row.cells().map(|cell| cell.trim_matches(['\u{feff}', ' '])).collect(),
                ),
                Found::Fault(line, reason) => {
                    faults.push(Fault::at(path, line as usize, reason));
                    return std::ops::ControlFlow::Continue(());
                }
                Found::BlankLine(_) => return std::ops::ControlFlow::Continue(()),
            };
            let Some((one, other)) = columns else {
                let column = |name: &str| cells.iter().position(|cell| cell.eq_ignore_ascii_case(name));
                columns = column("old_id").zip(column("new_id"));
                if columns.is_none() {
                    faults.push(Fault::at(path, line, "the first line names the columns: old_id,new_id"));
                    return std::ops::ControlFlow::Break(());
                }
                return std::ops::ControlFlow::Continue(());
            };
            let cell = |at: usize| cells.get(at).copied().unwrap_or("");
            let place =
                |round: &Round, id: &str| [false, true].map(|is_priority| round.level(id, is_priority));
            let (from, to) = (place(old, cell(one)), place(new, cell(other)));
            let both = from.into_iter().zip(to).find_map(|(from, to)| from.zip(to));
            match both {
                Some(pair) => pairs.push((line, pair)),
                None => {
                    let unknown = |round: &Round, id: &str, places: [Option<usize>; 2]| {
                        let is_unknown = id.is_empty() || places.iter().all(Option::is_none);
                        is_unknown.then(|| format!("'{id}' is no theme or priority of {}", round.facts.name))
                    };
                    let message = unknown(old, cell(one), from)
                        .or_else(|| unknown(new, cell(other), to))
                        .unwrap_or_else(|| "a theme cannot stand for a priority".to_owned());
                    faults.push(Fault::at(path, line, message));
                }
            }
            std::ops::ControlFlow::Continue(())
        });
        let (mut olds, mut news) = (FxHashSet::default(), FxHashSet::default());
        for (line, (from, to)) in &pairs {
            if !olds.insert(*from) || !news.insert(*to) {
                let message = "each theme stands in one row only: figures of several cannot be added up, since one person may have raised them all";
                faults.push(Fault::at(path, *line, message));
            }
        }
        if pairs.is_empty() && faults.is_empty() {
            faults.push(Fault::of(path, "it names no pair of themes"));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let alone = |round: &Round, named: &FxHashSet<usize>| {
            let rest = (1..round.levels.len()).filter(|level| !named.contains(level));
            rest.map(|level| round.levels[level].name().to_owned()).collect()
        };
        let alone = (alone(old, &olds), alone(new, &news));
        let mut pairs: Vec<(usize, usize)> = pairs.into_iter().map(|(_, pair)| pair).collect();
        pairs.sort_unstable();
        Ok(Likeness { pairs, alone })
    }
}
