//! Reads a lexicon file line by line, gathering every fault.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::alternatives_of;
use super::line::{first_word, is_setting, quoted, read_rule, with_straight_quotes, without_comment};
use super::pattern::{KnownWords, Words, no_such_list};
use super::rules::rule_kind;
use super::settings::Place;
use super::{Arrangement, Example, Lexicon, Pattern, Priority, Rule, Scope, Theme};
use crate::error::Fault;
use crate::text::one_line;

/// Reads a lexicon written in the language of `docs/lexicon.md`. Gives the lexicon, or every fault in line order.
pub fn parse(path: &str, source: &str) -> Result<Lexicon, Vec<Fault>> {
    read(path, source, false)
}

/// The same for what was kept in another kind of dictionary: its themes need no examples, and may wait for their rules.
pub(super) fn parse_imported(path: &str, source: &str) -> Result<Lexicon, Vec<Fault>> {
    read(path, source, true)
}

fn read(path: &str, source: &str, is_imported: bool) -> Result<Lexicon, Vec<Fault>> {
    let mut reader = Reader { path, is_imported, ..Reader::default() };
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    for (at, line) in source.lines().enumerate() {
        reader.line = at + 1;
        let line = with_straight_quotes(without_comment(line));
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Err(message) = reader.read(line) {
            reader.faults.push(Fault::at(path, reader.line, message));
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader<'a> {
    path: &'a str,
    line: usize,
    has_header: bool,
    is_imported: bool,
    lexicon: Lexicon,
    known: KnownWords,
    ids: BTreeMap<String, usize>,
    faults: Vec<Fault>,
    /// What was said for the lexicon, for the last priority, and for where the reader is.
    in_head: Place,
    in_priority: Place,
    here: Place,
    /// For each rule whether long words may be misspelt, where its line says so itself.
    is_loose: Vec<Option<bool>>,
    codes: usize,
}

/// A lexicon has at most so many patterns of signs: each of them is looked for in every text.
const MOST_CODES: usize = 200;

impl Reader<'_> {
    fn read(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = first_word(line);
        if !self.has_header && word != "lexicon" {
            self.has_header = true;
            let message = "a lexicon begins with a line such as: lexicon \"Title\" version 1";
            self.faults.push(Fault::at(self.path, self.line, message));
        }
        match word {
            "lexicon" => self.header(rest),
            "list" => self.list(rest),
            "priority" => self.priority(rest),
            "theme" => self.theme(rest),
            "sub" => self.sub_theme(rest),
            "dismiss" => {
                if let Some(words) = dismissed_as_rule(rest) {
                    return Err(format!("'dismiss' takes words, not a rule; write: dismiss {words}"));
                }
                let pattern = rule_kind("phrase").ok_or("no phrase rule")?.compile(rest, &self.words())?;
                self.push_rule(Scope::Dismiss, line, pattern, None)
            }
            "except" => self.rule(line, rest, true),
            "skip" => self.setting(line),
            "matches" => self.example(rest, true),
            "ignores" => self.example(rest, false),
            _ if is_setting(line) => self.setting(line),
            _ => self.rule(line, line, false),
        }
    }

    fn header(&mut self, rest: &str) -> Result<(), String> {
        if std::mem::replace(&mut self.has_header, true) {
            return Err("the line 'lexicon …' stands here a second time; a file holds one lexicon".to_owned());
        }
        let (title, after) = quoted(rest)?;
        let version = after.trim().strip_prefix("version").map(str::trim).unwrap_or_default();
        if version.is_empty() {
            return Err("the version is missing; write: lexicon \"Title\" version 1".to_owned());
        }
        self.lexicon.title = title;
        self.lexicon.version = version.to_owned();
        Ok(())
    }

    fn list(&mut self, rest: &str) -> Result<(), String> {
        let (name, words) =
            rest.split_once('=').ok_or("a list is written: list NAME = one | two words | three")?;
        let name = checked_id(name.trim())?;
        let members = alternatives_of(words)
            .map_err(|_| "there is an empty place in this list; write: list NAME = one | two words")?;
        if let ([words], true) = (&members[..], words.contains(", ")) {
            let divided = words.split(',').map(str::trim).collect::<Vec<_>>().join(" | ");
            return Err(format!("a list is divided by '|', not by commas; write: list {name} = {divided}"));
        }
        if self.lexicon.lists.contains_key(&name) {
            return Err(format!("there is a list '{name}' already; give this one another name"));
        }
        // A list holds lists above it only, so that none is inside itself.
        let is_edge = |c: char| c.is_whitespace() || "()|?".contains(c);
        for inner in words.split(is_edge).filter_map(|word| word.strip_prefix('@')) {
            if inner == name {
                return Err(format!("list '{name}' is inside itself"));
            }
            if !self.lexicon.lists.contains_key(inner) {
                return Err(no_such_list(inner, &self.lexicon.lists));
            }
        }
        // Lists inside it are taken in here, so that they are gone through once.
        let mut taken_in: Vec<String> = Vec::new();
        for member in members {
            match member.strip_prefix('@').and_then(|name| self.lexicon.lists.get(name)) {
                Some(inner) => taken_in.extend(inner.iter().cloned()),
                None => taken_in.push(member.to_owned()),
            }
        }
        let mut seen = BTreeSet::new();
        let members: Vec<String> =
            taken_in.into_iter().filter(|member| seen.insert(member.clone())).collect();
        // A fault is told on the list's own line, and not again on the lines of rules that use it.
        let unsound = members.iter().find_map(|member| self.unsound(member));
        let kept = if unsound.is_some() { vec!["unsound".to_owned()] } else { members };
        self.lexicon.lists.insert(name, kept);
        unsound.map_or(Ok(()), Err)
    }

    /// What is wrong with a member of a list, whichever rule uses it.
    fn unsound(&self, member: &str) -> Option<String> {
        let fault = |kind: &str, body: &str| rule_kind(kind)?.compile(body, &self.words()).err();
        // Quotes may stand in rules about distance only.
        let first = fault("phrase", member)?;
        fault("near", &format!("9 {member} another")).map(|_| first)
    }

    fn priority(&mut self, rest: &str) -> Result<(), String> {
        let (id, name) = self.id_and_name_alone(rest, "priority ID \"Name\"")?;
        self.lexicon.priorities.push(Priority { id, name, line: self.line });
        self.here = self.in_head.inside();
        self.in_priority = self.here.clone();
        Ok(())
    }

    fn theme(&mut self, rest: &str) -> Result<(), String> {
        let (id, name) = self.id_and_name_alone(rest, "theme ID \"Name\"")?;
        if self.lexicon.priorities.is_empty() {
            self.lexicon.priorities.push(Priority {
                id: String::new(),
                name: String::new(),
                line: self.line,
            });
            return Err(
                "a theme stands under a priority; write a line 'priority ID \"Name\"' above it".to_owned()
            );
        }
        self.here = self.in_priority.inside();
        self.push_theme(id, name, None);
        Ok(())
    }

    /// A theme under the last one that stands under its priority itself, or `of` another that is still open.
    fn sub_theme(&mut self, rest: &str) -> Result<(), String> {
        const USAGE: &str = "sub ID \"Name\"";
        let Some(last) = self.current_theme() else {
            return Err(format!(
                "'sub' stands under a theme; write a line 'theme ID \"Name\"' above: {USAGE}"
            ));
        };
        let (_, after) = first_word(rest);
        let (_, after) = quoted(after).map_err(|fault| format!("{fault}; write: {USAGE}"))?;
        let open: Vec<usize> = self.lexicon.way_up(last).collect();
        let parent = match first_word(after) {
            ("", "") => open.last().copied(),
            ("of", id) => open.iter().copied().find(|theme| self.lexicon.themes[*theme].id == id),
            _ => return Err(format!("'{}' is not understood here; write: {USAGE} of ID", after.trim())),
        };
        let Some(parent) = parent else {
            let known: Vec<&str> = open.iter().map(|theme| self.lexicon.themes[*theme].id.as_str()).collect();
            return Err(format!(
                "'{}' names no theme that this one could be a part of; here that is {}",
                after.trim(),
                known.join(" or ")
            ));
        };
        if self.lexicon.depth(parent) + 1 > MOST_DEPTH {
            return Err(format!("themes lie more than {MOST_DEPTH} deep in each other here"));
        }
        let (id, name) = self.id_and_name(rest, USAGE)?;
        self.here = Place::of(self.lexicon.themes[parent].settings.clone());
        self.push_theme(id, name, Some(parent));
        Ok(())
    }

    fn push_theme(&mut self, id: String, name: String, parent: Option<usize>) {
        let priority = self.lexicon.priorities.len().saturating_sub(1);
        let settings = self.here.settings.clone();
        self.lexicon.themes.push(Theme { id, name, priority, parent, line: self.line, settings });
    }

    /// The same where nothing may follow; what does is told, and the line holds all the same, so that those below have their place.
    fn id_and_name_alone(&mut self, rest: &str, usage: &str) -> Result<(String, String), String> {
        let named = self.id_and_name(rest, usage)?;
        let after = quoted(first_word(rest).1).map_or("", |(_, after)| after.trim());
        let message = match first_word(after) {
            ("", "") => return Ok(named),
            ("of", of) => format!(
                "only a sub-theme is a part 'of' another theme; write: sub {} \"{}\" of {of}",
                named.0, named.1
            ),
            _ => format!(
                "'{after}' cannot stand behind the name; write it on a line of its own below, and here: {usage}"
            ),
        };
        self.faults.push(Fault::at(self.path, self.line, message));
        Ok(named)
    }

    fn id_and_name(&mut self, rest: &str, usage: &str) -> Result<(String, String), String> {
        let (id, after) = first_word(rest);
        let id = checked_id(id).map_err(|fault| format!("{fault}; write: {usage}"))?;
        let (name, _) = quoted(after).map_err(|fault| format!("{fault}; write: {usage}"))?;
        if let Some(line) = self.ids.insert(id.clone(), self.line) {
            return Err(format!("the id '{id}' is used on line {line} already; ids are used once"));
        }
        Ok((id, name))
    }

    /// A line for all rules of the theme, the priority or the lexicon that it stands in.
    fn setting(&mut self, line: &str) -> Result<(), String> {
        self.here.take(line)?;
        match self.current_theme() {
            Some(theme) => self.lexicon.themes[theme].settings = self.here.settings.clone(),
            None if self.lexicon.priorities.is_empty() => {
                self.in_head = self.here.clone();
                self.lexicon.settings = self.here.settings.clone();
            }
            None => self.in_priority = self.here.clone(),
        }
        Ok(())
    }

    fn example(&mut self, rest: &str, must_match: bool) -> Result<(), String> {
        let theme = self.current_theme().ok_or("an example stands under a theme")?;
        let (question, rest) = match rest.trim_start().strip_prefix("asked") {
            Some(after) => quoted(after)?,
            None => (String::new(), rest),
        };
        let (text, after) = quoted(rest)?;
        if !after.trim().is_empty() {
            return Err(format!(
                "there is more after the closing quote: '{}'; one example a line",
                after.trim()
            ));
        }
        self.lexicon.examples.push(Example { theme, line: self.line, text, question, must_match });
        Ok(())
    }

    fn words(&self) -> Words<'_> {
        Words { lists: &self.lexicon.lists, known: &self.known }
    }

    fn rule(&mut self, line: &str, body: &str, is_exception: bool) -> Result<(), String> {
        let read = read_rule(body, &self.words())?;
        let scope = match (self.current_theme(), self.lexicon.priorities.len().checked_sub(1)) {
            (Some(theme), _) if is_exception => Scope::ExceptTheme(theme),
            (Some(theme), _) => Scope::Shows(theme),
            (None, Some(priority)) if is_exception => Scope::ExceptPriority(priority),
            _ => {
                return Err(
                    "a rule stands under a theme; write a line 'theme ID \"Name\"' above it".to_owned()
                );
            }
        };
        if is_exception && read.is_lone {
            return Err("'lone' does not go with 'except'; leave it out".to_owned());
        }
        if is_exception && !read.exceptions.is_empty() {
            return Err("an exception has no exceptions; write each 'except' on a line of its own".to_owned());
        }
        let rule = self.lexicon.rules.len();
        let is_loose = read.is_loose;
        self.push_rule(scope, line, read.pattern, is_loose)?;
        self.lexicon.rules[rule].is_lone = read.is_lone;
        self.lexicon.rules[rule].asked = read.asked;
        for (line, pattern) in read.exceptions {
            self.push_rule(Scope::ExceptRule(rule), &line, pattern, is_loose)?;
        }
        Ok(())
    }

    /// The theme that lines here belong to: the last one, if it stands under the last priority.
    fn current_theme(&self) -> Option<usize> {
        let theme = self.lexicon.themes.last()?;
        (theme.priority + 1 == self.lexicon.priorities.len()).then(|| self.lexicon.themes.len() - 1)
    }

    fn push_rule(
        &mut self,
        scope: Scope,
        line: &str,
        pattern: Pattern,
        is_loose: Option<bool>,
    ) -> Result<(), String> {
        self.codes += usize::from(matches!(pattern.arrangement, Arrangement::Code(_)));
        if self.codes > MOST_CODES {
            return Err(format!(
                "there are more than {MOST_CODES} 'regex' rules; each is looked for in every text, so put several into one: \"this|that\""
            ));
        }
        let text = one_line(line);
        self.lexicon.rules.push(Rule { scope, line: self.line, text, pattern, is_lone: false, asked: None });
        // Only lines of a theme may follow that change how it spells.
        let here = (!matches!(scope, Scope::Shows(_) | Scope::ExceptTheme(_) | Scope::ExceptRule(_)))
            .then_some(self.here.settings.is_loose);
        self.is_loose.push(is_loose.or(here));
        Ok(())
    }

    /// Lets long words be misspelt in rules that are loose.
    fn loosen(&mut self) {
        for at in 0..self.lexicon.rules.len() {
            let theme = match self.lexicon.rules[at].scope {
                Scope::Shows(theme) | Scope::ExceptTheme(theme) => Some(theme),
                Scope::ExceptRule(rule) => match self.lexicon.rules[rule].scope {
                    Scope::Shows(theme) => Some(theme),
                    _ => None,
                },
                Scope::ExceptPriority(_) | Scope::Dismiss => None,
            };
            let of_theme = theme.is_some_and(|theme| self.lexicon.themes[theme].settings.is_loose);
            if self.is_loose[at].unwrap_or(of_theme) {
                self.lexicon.rules[at].pattern.loosen();
            }
        }
    }

    fn finish(mut self) -> Result<Lexicon, Vec<Fault>> {
        if !self.has_header {
            self.faults.push(Fault::of(
                self.path,
                "this lexicon is empty; it begins with: lexicon \"Title\" version 1",
            ));
        } else if self.lexicon.themes.is_empty() && self.faults.is_empty() {
            self.faults.push(Fault::of(
                self.path,
                "this lexicon has no theme; write a 'priority', a 'theme' and its rules",
            ));
        }
        self.loosen();
        let mut has_rule = vec![false; self.lexicon.themes.len()];
        let mut has_example = vec![[false; 2]; self.lexicon.themes.len()];
        let mut has_sub_themes = vec![false; self.lexicon.themes.len()];
        for rule in &self.lexicon.rules {
            if let Scope::Shows(theme) = rule.scope {
                has_rule[theme] = true;
            }
        }
        for example in &self.lexicon.examples {
            has_example[example.theme][usize::from(example.must_match)] = true;
        }
        for theme in &self.lexicon.themes {
            if let Some(parent) = theme.parent {
                has_sub_themes[parent] = true;
            }
        }
        for (at, theme) in self.lexicon.themes.iter().enumerate() {
            if self.is_imported {
                break;
            }
            let (has_rule, has) = (has_rule[at], |wanted: bool| has_example[at][usize::from(wanted)]);
            let next = self.lexicon.themes.get(at + 1).map_or(usize::MAX, |next| next.line);
            let is_faulty = self
                .faults
                .iter()
                .filter_map(|fault| fault.line)
                .any(|line| theme.line < line && line < next);
            if !has_rule && (has_sub_themes[at] || is_faulty) {
                continue;
            }
            if !has_rule {
                let message =
                    format!("theme '{}' has no rule; write one, such as: phrase two words", theme.id);
                self.faults.push(Fault::at(self.path, theme.line, message));
            } else if !has(true) || !has(false) {
                let missing = if has(true) { "ignores" } else { "matches" };
                let message = format!(
                    "theme '{}' has no '{missing}' example; write one, such as: {missing} \"a sentence a resident might write\"",
                    theme.id
                );
                self.faults.push(Fault::at(self.path, theme.line, message));
            }
        }
        self.faults.sort_by_key(|fault| fault.line);
        if self.faults.is_empty() { Ok(self.lexicon) } else { Err(self.faults) }
    }
}

/// The words of a dismissal that is written as a rule; none where it is written as words.
fn dismissed_as_rule(rest: &str) -> Option<&str> {
    let (kind, words) = first_word(rest);
    let is_distance = first_word(words).0.parse::<u32>().is_ok();
    match kind {
        "phrase" | "regex" if !words.is_empty() => Some(words),
        "near" | "before" | "after" if is_distance => Some(first_word(words).1),
        _ => None,
    }
}

/// Themes lie at most so many deep in each other.
const MOST_DEPTH: usize = 24;

fn checked_id(id: &str) -> Result<String, String> {
    let is_id =
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if is_id {
        Ok(id.to_owned())
    } else {
        Err(format!("'{id}' is not an id; an id is lower-case letters, digits and hyphens"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_whose_only_rule_is_unsound_has_one_fault() {
        let source = "lexicon \"T\" version 1\npriority p \"P\"\ntheme t \"T\"\nphrase (my *) gp\nmatches \"a\"\nignores \"b\"";
        let told: Vec<String> =
            parse("t.lexicon", source).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("t.lexicon:4: '*' holds no letter or digit"), "{told:?}");
    }

    const SMALL: &str = r#"
        lexicon "Buses" version 1
        list clinicians = doctor | practice nurse
        priority transport "Transport"
          except phrase bus lane
          theme buses "Buses"
            phrase bus (to | from) @clinicians?   # a note
            near 5 bus late
            matches "The bus was late"
            ignores "The taxi was late"
    "#;

    #[test]
    fn a_lexicon_is_read() {
        let lexicon = parse("a.lexicon", SMALL).expect("the lexicon is sound");
        assert_eq!(lexicon.title, "Buses");
        assert_eq!(lexicon.themes.len(), 1);
        assert_eq!(lexicon.rule_count(), 2);
        assert_eq!(lexicon.rules[0].scope, Scope::ExceptPriority(0));
        assert_eq!(lexicon.rules[2].line, 8);
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_line() {
        let source = "lexicon \"X\" version 1\npriority a \"A\"\ntheme b \"B\"\nwrd bus\nnear x y\nphrase (bus\n\
                      matches \"bus\"\nphrase bus";
        let faults = parse("x.lexicon", source).expect_err("it has faults");
        let told: Vec<String> = faults.iter().map(Fault::to_string).collect();
        assert_eq!(told.len(), 4, "{told:#?}");
        assert!(told[0].starts_with("x.lexicon:3: theme 'b' has no 'ignores' example"), "{}", told[0]);
        assert!(
            told[1].starts_with("x.lexicon:4: 'wrd' is not a rule; the rules are phrase, exact"),
            "{}",
            told[1]
        );
        assert!(told[2].starts_with("x.lexicon:5: 'x' is not a distance"), "{}", told[2]);
        assert!(told[3].starts_with("x.lexicon:6: a '(' is not closed"), "{}", told[3]);
    }
}
