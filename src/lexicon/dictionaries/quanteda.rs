//! quanteda dictionaries: YAML of keys inside keys, with lists of patterns. The door of `saphyr-parser`.

use saphyr_parser::{Event, Parser};

use super::{Contents, DEEPEST, Dictionary, text};
use crate::lexicon::categories::{Category, outline_of};
use crate::lexicon::outline::Outline;

pub(super) struct Quanteda;

impl Dictionary for Quanteda {
    fn name(&self) -> &'static str {
        "quanteda dictionary (.yml)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".yml", ".yaml"]
    }

    fn read(&self, title: &str, contents: &Contents) -> Result<Outline, (usize, String)> {
        let mut builder = Builder::default();
        for event in Parser::new_from_str(text(contents)?) {
            let (event, span) = event.map_err(|error| {
                (error.marker().line(), format!("this is not sound YAML: {}", error.info()))
            })?;
            builder.take(event, span.start.line())?;
        }
        if builder.categories.is_empty() {
            return Err((0, "a quanteda dictionary in YAML has keys with lists of words".to_owned()));
        }
        Ok(outline_of(title, builder.categories))
    }
}

/// What is open while the events of the file come in.
enum Open {
    /// A mapping; its key, once that was read.
    Keys,
    /// A list of words.
    Words,
    /// A key that waits for its value.
    Category(Category),
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    categories: Vec<Category>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), (usize, String)> {
        if self.open.len() > DEEPEST * 3 {
            return Err((line, format!("keys lie more than {DEEPEST} deep here")));
        }
        match event {
            Event::MappingStart(..) => match self.open.last() {
                None | Some(Open::Category(_) | Open::Words) => self.open.push(Open::Keys),
                Some(Open::Keys) => return Err((line, "a key is a word, not a mapping".to_owned())),
            },
            Event::SequenceStart(..) => match self.open.last() {
                Some(Open::Category(_) | Open::Words) => self.open.push(Open::Words),
                _ => {
                    return Err((line, "a quanteda dictionary begins with keys, not with a list".to_owned()));
                }
            },
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.end_value();
            }
            Event::Scalar(word, ..) => match self.open.last() {
                None => return Err((line, "a quanteda dictionary has keys with lists of words".to_owned())),
                Some(Open::Keys) => {
                    let name = word.into_owned();
                    self.open.push(Open::Category(Category { name, line, ..Category::default() }));
                }
                Some(Open::Category(_) | Open::Words) => {
                    self.push_word(line, &word);
                    self.end_value();
                }
            },
            // An alias can stand for a text a thousand times as long as the file.
            Event::Alias(_) => {
                return Err((line, "an alias (*name) is not read; write its words out".to_owned()));
            }
            _ => {}
        }
        Ok(())
    }

    /// The innermost key has its value.
    fn end_value(&mut self) {
        if !matches!(self.open.last(), Some(Open::Category(_))) {
            return;
        }
        let Some(Open::Category(category)) = self.open.pop() else { return };
        match self.innermost() {
            Some(around) => around.inside.push(category),
            None => self.categories.push(category),
        }
    }

    fn push_word(&mut self, line: usize, word: &str) {
        if let (Some(category), false) = (self.innermost(), word.trim().is_empty() || word == "~") {
            category.words.push((line, word.to_owned()));
        }
    }

    fn innermost(&mut self) -> Option<&mut Category> {
        self.open.iter_mut().rev().find_map(|open| match open {
            Open::Category(category) => Some(category),
            _ => None,
        })
    }
}
