//! Which priority or theme a row of a table means that names it without its id.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::plain_line;

/// The ids that rows of a table give to names. A row without an id belongs to the one of that name, wherever it stands and whatever its capitals.
#[derive(Default)]
pub(super) struct NamedIds {
    priorities: BTreeMap<String, BTreeSet<String>>,
    /// By the key of the priority, and the name.
    themes: BTreeMap<(String, String), BTreeSet<String>>,
    theme_ids: BTreeSet<String>,
}

impl NamedIds {
    /// Takes in a row's priority: its id and its name.
    pub(super) fn add_priority(&mut self, id: &str, name: &str) {
        if !id.is_empty() && !name.is_empty() {
            self.priorities.entry(plain_line(name)).or_default().insert(id.to_owned());
        }
    }

    /// Takes in a row's theme, once all priorities are known.
    pub(super) fn add_theme(&mut self, [priority_id, priority]: [&str; 2], id: &str, name: &str) {
        if id.is_empty() {
            return;
        }
        self.theme_ids.insert(id.to_owned());
        if let (Ok(priority), false) = (self.priority_key(priority_id, priority), name.is_empty()) {
            self.themes.entry((priority, plain_line(name))).or_default().insert(id.to_owned());
        }
    }

    /// What a priority is known by: its id, the only id of its name, or else its name. The error says which ids have the name.
    pub(super) fn priority_key(&self, id: &str, name: &str) -> Result<String, String> {
        key(id, name, self.priorities.get(&plain_line(name)), "priority_id")
    }

    /// The same for a theme of the priority with this key.
    pub(super) fn theme_key(&self, priority: &str, id: &str, name: &str) -> Result<String, String> {
        key(id, name, self.themes.get(&(priority.to_owned(), plain_line(name))), "theme_id")
    }

    /// Whether some row has a theme with this id.
    pub(super) fn is_theme_id(&self, id: &str) -> bool {
        self.theme_ids.contains(id)
    }
}

fn key(id: &str, name: &str, ids: Option<&BTreeSet<String>>, column: &str) -> Result<String, String> {
    if !id.is_empty() {
        return Ok(id.to_owned());
    }
    let ids: Vec<&str> = ids.into_iter().flatten().map(String::as_str).collect();
    match ids[..] {
        // No id holds a space.
        [] => Ok(format!("name {}", plain_line(name))),
        [one] => Ok(one.to_owned()),
        _ => Err(format!(
            "several are called '{name}' here; write in {column} which is meant: {}",
            ids.join(", ")
        )),
    }
}
