//! Reads a lexicon file line by line, gathering every fault.

use std::collections::BTreeMap;

use super::rules::{RULE_KINDS, RuleKind, rule_kind};
use super::{Example, Lexicon, Priority, Rule, Scope, Theme};
use crate::error::Fault;

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
        let line = without_comment(line).trim();
        if line.is_empty() {
            continue;
        }
        if let Err(message) = reader.read(line) {
            reader.faults.push(Fault::at(path, reader.line, message));
        }
    }
    reader.finish()
}

/// The line up to a `#` that stands at its start or after white space, outside quotes.
pub(super) fn without_comment(line: &str) -> &str {
    let mut is_quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted && before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = c;
    }
    line
}

#[derive(Default)]
struct Reader<'a> {
    path: &'a str,
    line: usize,
    has_header: bool,
    is_imported: bool,
    lexicon: Lexicon,
    ids: BTreeMap<String, usize>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn read(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = first_word(line);
        if !self.has_header && word != "lexicon" {
            self.has_header = true;
            return Err("a lexicon begins with a line such as: lexicon \"Title\" version 1".to_owned());
        }
        match word {
            "lexicon" => self.header(rest),
            "list" => self.list(rest),
            "priority" => self.priority(rest),
            "theme" => self.theme(rest),
            "dismiss" => {
                let pattern =
                    rule_kind("phrase").ok_or("no phrase rule")?.compile(rest, &self.lexicon.lists)?;
                self.push_rule(Scope::Dismiss, line, pattern, false, None);
                Ok(())
            }
            "except" => self.rule(line, rest, true),
            "skip" => self.skip(rest),
            "matches" => self.example(rest, true),
            "ignores" => self.example(rest, false),
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
        let members: Vec<String> = words.split('|').map(|word| word.trim().to_owned()).collect();
        if members.iter().any(String::is_empty) {
            return Err("there is an empty place in this list; write: list NAME = one | two words".to_owned());
        }
        if self.lexicon.lists.insert(name.clone(), members).is_some() {
            return Err(format!("there is a list '{name}' already; give this one another name"));
        }
        Ok(())
    }

    fn priority(&mut self, rest: &str) -> Result<(), String> {
        let (id, name) = self.id_and_name(rest, "priority ID \"Name\"")?;
        self.lexicon.priorities.push(Priority { id, name, line: self.line });
        Ok(())
    }

    fn theme(&mut self, rest: &str) -> Result<(), String> {
        let (id, name) = self.id_and_name(rest, "theme ID \"Name\"")?;
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
        let priority = self.lexicon.priorities.len() - 1;
        self.lexicon.themes.push(Theme { id, name, priority, line: self.line, skips_negated: false });
        Ok(())
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

    fn skip(&mut self, rest: &str) -> Result<(), String> {
        if rest.trim() != "negated" {
            return Err(format!("'skip {}' is not known; write: skip negated", rest.trim()));
        }
        let theme = self.lexicon.themes.last_mut().ok_or("'skip negated' stands under a theme")?;
        theme.skips_negated = true;
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

    fn rule(&mut self, line: &str, body: &str, is_exception: bool) -> Result<(), String> {
        let RuleLine { is_lone, asked, kind, words } = rule_line(body)?;
        let kind = known_kind(kind)?;
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
        if is_exception && is_lone {
            return Err("'lone' does not go with 'except'; leave it out".to_owned());
        }
        let pattern = kind.compile(words, &self.lexicon.lists)?;
        self.push_rule(scope, line, pattern, is_lone, asked);
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
        pattern: super::Pattern,
        is_lone: bool,
        asked: Option<String>,
    ) {
        let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
        self.lexicon.rules.push(Rule { scope, line: self.line, text, pattern, is_lone, asked });
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
        for (at, theme) in self.lexicon.themes.iter().enumerate() {
            if self.is_imported {
                break;
            }
            let has_rule = self.lexicon.rules.iter().any(|rule| rule.scope == Scope::Shows(at));
            let has =
                |wanted: bool| self.lexicon.examples.iter().any(|e| e.theme == at && e.must_match == wanted);
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

/// A rule as its line says it.
pub(super) struct RuleLine<'a> {
    /// Whether `lone` stands in front.
    pub(super) is_lone: bool,
    /// The words of `asked`, lower case.
    pub(super) asked: Option<String>,
    /// The first word after these: its kind.
    pub(super) kind: &'a str,
    /// The rest.
    pub(super) words: &'a str,
}

/// Takes a rule's line apart; `except` and `dismiss` are taken off already.
pub(super) fn rule_line(line: &str) -> Result<RuleLine<'_>, String> {
    let mut body = line;
    let mut is_lone = false;
    let mut asked = None;
    loop {
        let (word, rest) = first_word(body);
        match word {
            "lone" => {
                is_lone = true;
                body = rest;
            }
            "asked" => {
                let (question, after) = quoted(rest)?;
                asked = Some(question.to_lowercase());
                body = after;
            }
            _ => return Ok(RuleLine { is_lone, asked, kind: word, words: rest }),
        }
    }
}

/// The kind of rule with this keyword, or what the kinds are.
pub(super) fn known_kind(keyword: &str) -> Result<&'static dyn RuleKind, String> {
    rule_kind(keyword).ok_or_else(|| {
        let known = RULE_KINDS.iter().map(|kind| kind.keyword()).collect::<Vec<_>>().join(", ");
        format!("'{keyword}' is not a rule; the rules are {known}")
    })
}

/// The first word, and what follows it.
pub(super) fn first_word(line: &str) -> (&str, &str) {
    let line = line.trim();
    let end = line.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(line.len());
    (&line[..end], line[end..].trim_start())
}

/// The words in quotes that come first, and what follows them.
pub(super) fn quoted(rest: &str) -> Result<(String, &str), String> {
    let inside = rest.trim_start().strip_prefix('"').ok_or("words in \"quotes\" are missing here")?;
    let close = inside.find('"').ok_or("a '\"' is not closed")?;
    let text = inside[..close].trim();
    if text.is_empty() {
        return Err("there is nothing between the quotes".to_owned());
    }
    Ok((text.to_owned(), &inside[close + 1..]))
}

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
