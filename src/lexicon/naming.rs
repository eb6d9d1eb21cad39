//! Which theme somebody means who writes its id or its name.

use std::collections::BTreeSet;

use super::Lexicon;
use crate::text::one_line;

/// So many names are proposed where none fits.
const MOST_PROPOSED: usize = 3;

impl Lexicon {
    /// The theme with this id or name, capitals aside; else what would be right.
    pub fn theme_meant(&self, said: &str) -> Result<usize, String> {
        if let Some(theme) = self.themes.iter().position(|theme| theme.id == said) {
            return Ok(theme);
        }
        let wanted = plain(said);
        let is_meant = |id: &str, name: &str| plain(id) == wanted || plain(name) == wanted;
        let named = |themes: &mut dyn Iterator<Item = usize>| {
            let told = |theme: usize| format!("{} \"{}\"", self.themes[theme].id, self.themes[theme].name);
            themes.map(told).collect::<Vec<_>>().join(", ")
        };
        let meant = (0..self.themes.len())
            .filter(|theme| is_meant(&self.themes[*theme].id, &self.themes[*theme].name));
        let meant: Vec<usize> = meant.collect();
        if let [theme] = meant[..] {
            return Ok(theme);
        }
        if !meant.is_empty() {
            return Err(format!(
                "several themes are called '{said}'; say which by its id: {}",
                named(&mut meant.into_iter())
            ));
        }
        let priority = self.priorities.iter().position(|of| is_meant(&of.id, &of.name));
        if let Some(priority) = priority {
            return Err(format!(
                "'{said}' is a priority; say which of its themes: {}",
                named(&mut self.themes_of(priority).map(|(theme, _)| theme))
            ));
        }
        let pairs = pairs_of(&wanted);
        let likeness = |theme: usize| {
            let of = &self.themes[theme];
            let alike = |words: &str| per_thousand_alike(&pairs, &pairs_of(&plain(words)));
            alike(&of.id).max(alike(&of.name))
        };
        let mut near: Vec<(usize, usize)> =
            (0..self.themes.len()).map(|theme| (likeness(theme), theme)).collect();
        near.sort_by_key(|(likeness, theme)| (std::cmp::Reverse(*likeness), *theme));
        let near = named(&mut near.into_iter().take(MOST_PROPOSED).map(|(_, theme)| theme));
        Err(format!("the lexicon has no theme '{said}'; the nearest are {near}"))
    }
}

/// Small letters and digits, one space between words: `gp-phone-queues` as "GP phone queues".
fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    one_line(&letters.to_lowercase())
}

/// Each two letters that follow each other.
fn pairs_of(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// How many pairs two texts share, of a thousand that they have together (Dice).
fn per_thousand_alike(one: &BTreeSet<(char, char)>, other: &BTreeSet<(char, char)>) -> usize {
    2000 * one.intersection(other).count() / (one.len() + other.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"lexicon "A" version 1
priority travel "Getting there"
  theme bus-services "Buses, trains and public transport"
    phrase bus
    matches "The bus was late"
    ignores "The door"
  theme parking "Parking"
    phrase parking
    matches "Parking is dear"
    ignores "The door"
priority beds "Hospital"
  theme beds-closed "Closures"
    phrase bed
    matches "Keep the bed"
    ignores "The door"
  theme wards-closed "Closures"
    phrase ward
    matches "Keep the ward"
    ignores "The door"
"#;

    fn meant(said: &str) -> Result<String, String> {
        let lexicon = Lexicon::read("a.lexicon", SOURCE).expect("the lexicon is sound");
        lexicon.theme_meant(said).map(|theme| lexicon.themes[theme].id.clone())
    }

    #[test]
    fn a_theme_is_known_by_its_id_and_by_its_name() {
        for said in [
            "bus-services",
            "Bus services",
            "buses, trains and public transport",
            "BUSES TRAINS AND PUBLIC TRANSPORT",
        ] {
            assert_eq!(meant(said).as_deref(), Ok("bus-services"), "{said}");
        }
    }

    #[test]
    fn what_would_be_right_is_told_in_a_few_names() {
        for (said, told) in [
            ("Parkin", "has no theme 'Parkin'; the nearest are parking \"Parking\","),
            (
                "Getting there",
                "is a priority; say which of its themes: bus-services \"Buses, trains and public transport\", parking",
            ),
            ("closures", "say which by its id: beds-closed \"Closures\", wards-closed \"Closures\""),
        ] {
            let error = meant(said).expect_err("no one theme is meant");
            assert!(error.contains(told), "{error}");
        }
    }
}
