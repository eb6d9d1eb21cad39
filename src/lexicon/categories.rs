//! Categories of words, as other programs keep them, as the lines of a lexicon.

use std::collections::BTreeSet;

use super::Lists;
use super::outline::{Line, Outline, Role, Says};
use super::pattern::{KnownWords, Words};
use super::rules::rule_kind;
use crate::text::one_line;

/// Ids that are used once, made from names.
#[derive(Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// Keeps an id that somebody chose.
    pub(super) fn keep(&mut self, id: &str) {
        self.0.insert(id.to_owned());
    }

    /// A new id for a name; `before` stands in front of it where the id is taken.
    pub(super) fn of(&mut self, name: &str, before: &str) -> String {
        let mut id = id_of(name);
        if id.is_empty() {
            id = "unnamed".to_owned();
        }
        if self.0.contains(&id) && !before.is_empty() {
            id = format!("{before}-{id}");
        }
        let first = id.clone();
        let mut again = 2;
        while !self.0.insert(id.clone()) {
            id = format!("{first}-{again}");
            again += 1;
        }
        id
    }
}

/// A name in lower case with every run of other characters turned into one hyphen.
pub fn id_of(name: &str) -> String {
    let mut id = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// A category of somebody's dictionary: words, and categories inside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Category {
    pub(super) name: String,
    pub(super) line: usize,
    /// What is said about it.
    pub(super) note: String,
    /// Words as written there, each with its line.
    pub(super) words: Vec<(usize, String)>,
    pub(super) inside: Vec<Category>,
}

/// Categories of categories as priorities and themes: the outer ones are priorities, those in them themes, those that lie deeper sub-themes.
/// Categories without any inside become themes of one priority with the dictionary's title.
pub(super) fn outline_of(title: &str, categories: Vec<Category>) -> Outline {
    let mut outline = Outline::default();
    outline.lines.push(Line::new(0, Says::Header { title: title.to_owned(), version: "1".to_owned() }));
    let mut ids = Ids::default();
    let is_flat = categories.iter().all(|category| category.inside.is_empty());
    if is_flat {
        let id = ids.of(title, "");
        outline.lines.push(Line::new(0, Says::Priority { id: id.clone(), name: title.to_owned() }));
        for category in categories {
            push_theme(category, None, &id, &mut ids, &mut outline);
        }
        return outline;
    }
    for mut category in categories {
        let id = ids.of(&category.name, "");
        let says = Says::Priority { id: id.clone(), name: category.name.clone() };
        outline.lines.push(Line { number: category.line, says, note: std::mem::take(&mut category.note) });
        let inside = std::mem::take(&mut category.inside);
        if !category.words.is_empty() || inside.is_empty() {
            push_theme(category, None, &id, &mut ids, &mut outline);
        }
        for theme in inside {
            push_theme(theme, None, &id, &mut ids, &mut outline);
        }
    }
    outline
}

/// `under` is the id of the theme that this one is a part of; `before` stands in front of an id that is taken.
fn push_theme(category: Category, under: Option<&str>, before: &str, ids: &mut Ids, outline: &mut Outline) {
    let Category { name, line, note, words, inside } = category;
    let id = ids.of(&name, before);
    let says = match under {
        None => Says::Theme { id: id.clone(), name },
        Some(of) => Says::SubTheme { id: id.clone(), name, of: of.to_owned() },
    };
    outline.lines.push(Line { number: line, says, note });
    for (line, word) in words {
        match phrase_of(&word) {
            Ok(words) => {
                let (when, kind) = (String::new(), "phrase".to_owned());
                outline.lines.push(Line::new(line, Says::Rule { role: Role::Shows, when, kind, words }));
            }
            Err(reason) => outline.not_taken(line, &word, &reason),
        }
    }
    for category in inside {
        push_theme(category, Some(&id), &id, ids, outline);
    }
}

/// Words of another dictionary as the words of a `phrase`, or why they cannot be.
fn phrase_of(entry: &str) -> Result<String, String> {
    let entry = one_line(entry);
    if let Some(sign) = entry.chars().find(|c| "?()\"|[]<>{}".contains(*c)) {
        return Err(format!("a lexicon's phrase holds plain words and '*' at their ends, not '{sign}'"));
    }
    if let Some(word) = entry.split(' ').find(|word| word.starts_with(['=', '@', '#'])) {
        return Err(format!("'{}' at the start of a word has a meaning of its own in a lexicon", &word[..1]));
    }
    let phrase = rule_kind("phrase").ok_or("no phrase rule")?;
    phrase.compile(&entry, &Words { lists: &Lists::new(), known: &KnownWords::default() })?;
    Ok(entry)
}
