//! Which themes of a lexicon speak of which national ambition.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::delimited::{Found, read_rows, sniff_delimiter};
use crate::error::Fault;
use crate::lexicon::Lexicon;

/// National ambitions, and for each the local themes that speak of it.
#[derive(Debug, Clone)]
pub struct Crosswalk {
    /// The ambitions: its priorities are the chapters, its themes the ambitions.
    pub ambitions: Lexicon,
    /// For each ambition, indices of local themes in the order of the local lexicon; none where no local theme speaks of it.
    pub themes: Vec<Vec<usize>>,
}

impl Crosswalk {
    /// Reads a table with the columns `ambition_id` and `theme_id`, one pair a row; others are notes. A row without a theme says that
    /// the local lexicon has none for the ambition; every ambition has a row, so that none is forgotten in silence. Gives every fault.
    pub fn read(
        path: &str,
        source: &str,
        ambitions: Lexicon,
        local: &Lexicon,
    ) -> Result<Crosswalk, Vec<Fault>> {
        let mut themes = vec![BTreeSet::new(); ambitions.themes.len()];
        let mut spoken_of = vec![false; ambitions.themes.len()];
        let mut faults = Vec::new();
        let mut columns = None;
        let place = |lexicon: &Lexicon, id: &str| lexicon.themes.iter().position(|theme| theme.id == id);
        read_rows(source, sniff_delimiter(source), &mut |found| {
            let row = match found {
                Found::Row(row) => row,
                Found::Fault(line, reason) => {
                    faults.push(Fault::at(path, line as usize, reason));
                    return ControlFlow::Continue(());
                }
                Found::BlankLine(_) => return ControlFlow::Continue(()),
            };
            let line = row.number as usize;
            let Some((ambition, theme)) = columns else {
                let column = |name: &str| {
                    row.cells()
                        .position(|cell| cell.trim_matches(['\u{feff}', ' ']).eq_ignore_ascii_case(name))
                };
                columns = column("ambition_id").zip(column("theme_id"));
                if columns.is_none() {
                    faults.push(Fault::at(
                        path,
                        line,
                        "the first line names the columns: ambition_id,theme_id",
                    ));
                    return ControlFlow::Break(());
                }
                return ControlFlow::Continue(());
            };
            let (ambition, theme) = (row.cell(ambition).trim(), row.cell(theme).trim());
            let Some(at) = place(&ambitions, ambition) else {
                let message = format!("'{ambition}' is no ambition of \"{}\"", ambitions.title);
                faults.push(Fault::at(path, line, message));
                return ControlFlow::Continue(());
            };
            spoken_of[at] = true;
            match place(local, theme) {
                Some(theme) => drop(themes[at].insert(theme)),
                None if theme.is_empty() => {}
                None => {
                    let message = format!("'{theme}' is no theme of \"{}\"", local.title);
                    faults.push(Fault::at(path, line, message));
                }
            }
            ControlFlow::Continue(())
        });
        for (ambition, _) in ambitions.themes.iter().zip(spoken_of).filter(|(_, is_spoken_of)| !is_spoken_of)
        {
            faults.push(Fault::of(
                path,
                format!(
                    "nothing is said of '{}'; where no theme speaks of it, write a row: {},",
                    ambition.id, ambition.id
                ),
            ));
        }
        let themes = themes.into_iter().map(|themes| themes.into_iter().collect()).collect();
        if faults.is_empty() { Ok(Crosswalk { ambitions, themes }) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(themes: &[&str]) -> Lexicon {
        let themes: String = themes
            .iter()
            .map(|id| format!("theme {id} \"{id}\"\nphrase {id}\nmatches \"{id}\"\nignores \"none\"\n"))
            .collect();
        let source = format!("lexicon \"Test\" version 1\npriority p \"P\"\n{themes}");
        Lexicon::read("test.lexicon", &source).expect("a sound lexicon")
    }

    #[test]
    fn pairs_are_read_and_every_fault_is_told() {
        let (national, local) = (lexicon(&["smoke", "air"]), lexicon(&["pipe", "cigar"]));
        let read = |source: &str| Crosswalk::read("walk.csv", source, national.clone(), &local);
        let found = read("ambition_id,theme_id,note\nsmoke,cigar,\nsmoke,pipe,both\nair,,no theme\n");
        assert_eq!(found.expect("a sound crosswalk").themes, [vec![0, 1], vec![]]);
        let faults =
            read("theme_id;ambition_id\ncigar;smoke\nsigar;smoke\npipe;smook\n").expect_err("faults");
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told[0], "walk.csv:3: 'sigar' is no theme of \"Test\"");
        assert_eq!(told[1], "walk.csv:4: 'smook' is no ambition of \"Test\"");
        assert!(told[2].starts_with("walk.csv: nothing is said of 'air'"), "{told:?}");
        assert!(read("smoke,cigar\n").is_err());
    }
}
