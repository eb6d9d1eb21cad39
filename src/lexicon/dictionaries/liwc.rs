//! LIWC dictionaries: categories between two lines of `%`, then a word a line with the numbers of its categories.

use std::collections::BTreeMap;

use super::{Contents, Dictionary, text};
use crate::lexicon::categories::{Category, outline_of};
use crate::lexicon::outline::Outline;

pub(super) struct Liwc;

impl Dictionary for Liwc {
    fn name(&self) -> &'static str {
        "LIWC dictionary (.dic)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".dic"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        let source = text(contents)?;
        let mut categories: Vec<Category> = Vec::new();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut unfit: Vec<(usize, &str, String)> = Vec::new();
        let mut marks = 0;
        for (at, line) in source.lines().enumerate() {
            let number = at + 1;
            let line = line.trim();
            if line == "%" {
                marks += 1;
                continue;
            }
            if line.is_empty() {
                continue;
            }
            let cells = cells(line);
            let is_tabbed = line.contains('\t');
            match marks {
                0 => {
                    return Err((
                        number,
                        "a LIWC dictionary begins with a line that holds only '%'".to_owned(),
                    ));
                }
                1 => match cells.split_first() {
                    Some((id, name)) if !name.is_empty() => {
                        numbers.insert(id, categories.len());
                        let name = name.join(" ");
                        categories.push(Category { name, line: number, ..Category::default() });
                    }
                    _ => unfit.push((number, line, "a category has a number and a name".to_owned())),
                },
                _ => {
                    let is_id = |cell: &&&str| {
                        numbers.contains_key(**cell) || cell.bytes().all(|b| b.is_ascii_digit())
                    };
                    // Without tabs the word is all that stands before the numbers: it may be several words.
                    let ids = cells[1.min(cells.len())..].iter().rev().take_while(is_id).count();
                    let words = if is_tabbed { 1 } else { cells.len() - ids };
                    let (word, of) =
                        (cells[..words.min(cells.len())].join(" "), &cells[words.min(cells.len())..]);
                    if of.is_empty() {
                        unfit.push((number, line, "this word has no category".to_owned()));
                    }
                    for id in of {
                        match numbers.get(id) {
                            Some(category) => categories[*category].words.push((number, word.clone())),
                            None => unfit.push((number, line, format!("there is no category '{id}'"))),
                        }
                    }
                }
            }
        }
        if marks < 2 {
            return Err((0, "a LIWC dictionary has its categories between two lines of '%'".to_owned()));
        }
        let mut outline = outline_of(title, categories);
        for (line, what, why) in unfit {
            outline.not_taken(line, what, &why);
        }
        Ok(outline)
    }
}

/// The cells of a line: between tabs, or where there are none between spaces.
fn cells(line: &str) -> Vec<&str> {
    let cells: Vec<&str> =
        if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() };
    cells.into_iter().map(str::trim).filter(|cell| !cell.is_empty()).collect()
}
