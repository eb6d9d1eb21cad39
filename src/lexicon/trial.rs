//! Lexicons for trying rules out: one with a term more, one that shows what each rule finds by itself.

use super::line::{first_word, known_kind, read_rule, rule_line};
use super::pattern::{KnownWords, Words};
use super::{Lexicon, Pattern, Priority, Rule, Scope, Settings, Theme};

impl Lexicon {
    /// This lexicon with one theme more, in a priority of its own, that `term` shows. A term is a rule as a lexicon writes it, or the
    /// words of a `phrase`. Gives the lexicon with the theme's index, or what is wrong with the term.
    pub fn with_term(mut self, term: &str) -> Result<(Lexicon, usize), String> {
        let term = term.trim();
        let first = rule_line(term)?;
        let has_modifier = first.is_lone || first.is_loose.is_some() || first.asked.is_some();
        if let ("except", Ok(_)) = (first.kind, known_kind(first_word(first.words).0)) {
            return Err(format!(
                "an exception finds nothing by itself; to see what it would take away, write: {}",
                first.words
            ));
        }
        let is_rule = has_modifier || known_kind(first.kind).is_ok();
        let text = if is_rule { term.to_owned() } else { format!("phrase {term}") };
        let words = Words { lists: &self.lists, known: &KnownWords::default() };
        let read = read_rule(&text, &words).map_err(|fault| {
            if is_rule { format!("{fault}; for these words themselves write: phrase {term}") } else { fault }
        })?;
        let (priority, theme, rule) = (self.priorities.len(), self.themes.len(), self.rules.len());
        let (id, name, settings) = ("term".to_owned(), term.to_owned(), self.settings.clone());
        let is_loose = read.is_loose.unwrap_or(settings.is_loose);
        let spelt = |mut pattern: Pattern| {
            if is_loose {
                pattern.loosen();
            }
            pattern
        };
        self.priorities.push(Priority { id: id.clone(), name: name.clone(), line: 0 });
        self.themes.push(Theme { id, name, priority, parent: None, line: 0, settings });
        let (is_lone, asked) = (read.is_lone, read.asked);
        self.rules.push(Rule {
            scope: Scope::Shows(theme),
            line: 0,
            text,
            pattern: spelt(read.pattern),
            is_lone,
            asked,
        });
        self.rules.extend(read.exceptions.into_iter().map(|(text, of)| Rule {
            scope: Scope::ExceptRule(rule),
            line: 0,
            text,
            pattern: spelt(of),
            is_lone: false,
            asked: None,
        }));
        Ok((self, theme))
    }

    /// A lexicon in which `rule` alone shows a theme, with what would take its mentions away there: the theme's settings and exceptions, those of what it is
    /// part of, and dismissals. The error says what is wrong with the rule.
    pub fn alone_in(&self, theme: usize, rule: &str) -> Result<Lexicon, String> {
        let read = read_rule(rule, &Words { lists: &self.lists, known: &KnownWords::default() })?;
        let mut pattern = read.pattern;
        if read.is_loose.unwrap_or(self.themes[theme].settings.is_loose) {
            pattern.loosen();
        }
        let is_kept = |other: &&Rule| match other.scope {
            Scope::ExceptTheme(of) => self.way_up(theme).any(|above| above == of),
            Scope::ExceptPriority(of) => of == self.themes[theme].priority,
            Scope::Dismiss => true,
            Scope::ExceptRule(_) | Scope::Shows(_) => false,
        };
        let mut rules: Vec<Rule> = self.rules.iter().filter(is_kept).cloned().collect();
        let (text, is_lone, asked) = (rule.to_owned(), read.is_lone, read.asked);
        rules.push(Rule { scope: Scope::Shows(theme), line: 0, text, pattern, is_lone, asked });
        Ok(Lexicon {
            priorities: self.priorities.clone(),
            themes: self.themes.clone(),
            rules,
            ..Lexicon::default()
        })
    }

    /// A lexicon in which every rule, exception and dismissal shows a theme of its own, with the rule's index: what each finds before
    /// any of them takes something from another.
    pub fn rule_by_rule(&self) -> Lexicon {
        let theme = |(at, rule): (usize, &Rule)| Theme {
            id: format!("rule-{at}"),
            name: rule.text.clone(),
            priority: 0,
            parent: None,
            line: rule.line,
            settings: match rule.scope {
                Scope::Shows(theme) => {
                    Settings { asked: self.themes[theme].settings.asked.clone(), ..Settings::default() }
                }
                _ => Settings::default(),
            },
        };
        let shows =
            |(at, rule): (usize, &Rule)| Rule { scope: Scope::Shows(at), is_lone: false, ..rule.clone() };
        Lexicon {
            title: self.title.clone(),
            version: self.version.clone(),
            priorities: vec![Priority { id: "rules".to_owned(), name: "Rules".to_owned(), line: 0 }],
            themes: self.rules.iter().enumerate().map(theme).collect(),
            rules: self.rules.iter().enumerate().map(shows).collect(),
            examples: Vec::new(),
            lists: self.lists.clone(),
            settings: Settings::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_a_phrase_or_a_whole_rule() {
        let text = |term| {
            Lexicon::default().with_term(term).map(|(lexicon, theme)| {
                assert_eq!(theme, 0);
                lexicon.rules[0].text.clone()
            })
        };
        assert_eq!(text("last bus").as_deref(), Ok("phrase last bus"));
        assert_eq!(text("near 6 get appointment").as_deref(), Ok("near 6 get appointment"));
        assert_eq!(text("lone phrase thank you").as_deref(), Ok("lone phrase thank you"));
        let fault = text("near me").expect_err("no distance");
        assert!(fault.ends_with("for these words themselves write: phrase near me"), "{fault}");
    }
}
