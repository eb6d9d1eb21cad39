//! WordStat dictionaries: categories and words, each inside what stands one tab less to the right; a word has its weight behind it.

use super::{Contents, DEEPEST, Dictionary, text};
use crate::lexicon::categories::{Category, outline_of};
use crate::lexicon::outline::Outline;

pub(super) struct WordStat;

impl Dictionary for WordStat {
    fn name(&self) -> &'static str {
        "WordStat dictionary (.cat)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".cat"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        let mut categories: Vec<Category> = Vec::new();
        let mut unfit: Vec<(usize, String, &str)> = Vec::new();
        // The categories that are open, outermost first, each with how far to the right it stands.
        let mut open: Vec<(usize, Category)> = Vec::new();
        for (at, line) in text(contents)?.lines().enumerate() {
            let number = at + 1;
            let entry = line.trim();
            if entry.is_empty() {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            while open.last().is_some_and(|(of, _)| *of >= indent) {
                close(&mut open, &mut categories);
            }
            match word(entry) {
                Some((word, weight)) => match open.last_mut() {
                    Some((_, category)) => {
                        category.words.push((number, word));
                        if weight != "1" {
                            let why = "its weight is not taken over; the word is";
                            unfit.push((number, entry.to_owned(), why));
                        }
                    }
                    None => unfit.push((number, entry.to_owned(), "this word is in no category")),
                },
                None if open.len() >= DEEPEST => {
                    return Err((number, format!("categories lie more than {DEEPEST} deep here")));
                }
                None => {
                    let category = Category { name: entry.to_owned(), line: number, ..Category::default() };
                    open.push((indent, category));
                }
            }
        }
        while !open.is_empty() {
            close(&mut open, &mut categories);
        }
        if categories.is_empty() {
            return Err((0, "there is no category in this file".to_owned()));
        }
        let mut outline = outline_of(title, categories);
        for (line, what, why) in unfit {
            outline.not_taken(line, &what, why);
        }
        Ok(outline)
    }
}

/// Puts the innermost open category into the one around it.
fn close(open: &mut Vec<(usize, Category)>, categories: &mut Vec<Category>) {
    let Some((_, category)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, around)) => around.inside.push(category),
        None => categories.push(category),
    }
}

/// `HEALTH_CARE (1)`: a word, spaces for its underscores, and its weight.
fn word(entry: &str) -> Option<(String, &str)> {
    let (word, weight) = entry.strip_suffix(')')?.rsplit_once('(')?;
    let is_weight = !weight.is_empty() && weight.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_weight.then(|| (word.trim().replace('_', " ").to_lowercase(), weight))
}
