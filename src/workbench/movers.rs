//! Which line of a lexicon keeps a response from showing a theme: the one without which it would show it.

use std::collections::{BTreeMap, BTreeSet};

use super::diff::{Mover, Version};
use super::themes_of;
use crate::analysis::Analysis;
use crate::lexicon::{Lexicon, Rule, Scope, Settings, Theme};
use crate::matching::{Matcher, Mention};
use crate::text::Tokeniser;
use crate::theme::{Themed, Worker, themed};

/// One of two lexicons that are compared, and what it found.
pub(super) struct Side<'a> {
    pub(super) version: Version,
    pub(super) analysis: &'a Analysis,
    pub(super) lexicon: &'a Lexicon,
    tokeniser: &'a Tokeniser,
    /// Every rule as a theme of its own.
    rule_by_rule: Reader,
    /// The lexicon changed in one point.
    changed: BTreeMap<Change, Reader>,
}

/// A lexicon ready for matching, with what its reader remembers.
struct Reader {
    matcher: Matcher,
    worker: Worker,
}

/// In what point a lexicon is changed to see what it does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// Without the exceptions and dismissals with these indices.
    Without(Vec<usize>),
    /// With the other lexicon's word on one setting of a theme.
    Setting(usize, &'static str),
}

/// Settings as they are written. Misspelling is part of a rule's pattern.
const SETTINGS: [&str; 3] = ["skip negated", "skip hypothetical", "asked"];

impl<'a> Side<'a> {
    pub(super) fn new(
        version: Version,
        (analysis, lexicon): (&'a Analysis, &'a Lexicon),
        tokeniser: &'a Tokeniser,
    ) -> Side<'a> {
        let rule_by_rule = Reader::new(&lexicon.rule_by_rule());
        Side { version, analysis, lexicon, tokeniser, rule_by_rule, changed: BTreeMap::new() }
    }

    /// The ids of the themes that a response shows.
    pub(super) fn ids(&self, at: usize) -> BTreeSet<&'a str> {
        let themes = themes_of(&self.analysis.outcomes[at], self.lexicon);
        themes.into_iter().map(|theme| self.lexicon.themes[theme].id.as_str()).collect()
    }

    pub(super) fn mover(&self, rule: &Rule) -> Mover {
        Mover { version: self.version, line: rule.line, text: rule.text.clone() }
    }

    /// Whether a theme is the one with this id, or a part of it.
    pub(super) fn is_of(&self, theme: u32, id: &str) -> bool {
        self.lexicon.way_up(theme as usize).any(|above| self.lexicon.themes[above].id == id)
    }

    /// The theme of a rule here that looks for the same and shows the theme with this id, or a part of it.
    pub(super) fn same(&self, wanted: &Rule, id: &str) -> Option<usize> {
        self.lexicon.rules.iter().find_map(|rule| match rule.scope {
            Scope::Shows(theme) => {
                let is_same = rule.pattern == wanted.pattern
                    && rule.is_lone == wanted.is_lone
                    && rule.asked == wanted.asked;
                (is_same && self.is_of(theme as u32, id)).then_some(theme)
            }
            _ => None,
        })
    }

    /// What keeps a mention out here that the other side has by a rule which both have.
    pub(super) fn keeps_out(&mut self, at: usize, mention: &Mention, other: &Side<'_>, id: &str) -> Mover {
        let rule = &other.lexicon.rules[mention.rule as usize];
        let Some(theme) = self.same(rule, id) else { return other.mover(rule) };
        let blockers = self.blockers(at, mention, theme);
        let alone = blockers.iter().map(|blocker| vec![*blocker]);
        for blocking in alone.chain([blockers.clone()]).filter(|blocking| !blocking.is_empty()) {
            let first = blocking[0];
            if self.shows(at, id, Change::Without(blocking), None) {
                return self.mover(&self.lexicon.rules[first]);
            }
        }
        let (own, others) = (&self.lexicon.themes[theme], other.theme_of(rule).map(|of| &of.settings));
        let (version, line) = (self.version, own.line);
        for setting in SETTINGS {
            if self.shows(at, id, Change::Setting(theme, setting), others) {
                return Mover { version, line, text: setting_told(setting, own) };
            }
        }
        let is_ordinary = |found: &&Mention| {
            let by = self.lexicon.rules.get(found.rule as usize);
            found.theme as usize != theme && by.is_some_and(|rule| !rule.is_lone)
        };
        let ordinary = self.analysis.outcomes[at].themed.mentions.iter().find(is_ordinary);
        match ordinary.filter(|_| rule.is_lone) {
            Some(found) => self.mover(&self.lexicon.rules[found.rule as usize]),
            None => Mover { version, line, text: format!("several changes together: theme {}", own.id) },
        }
    }

    fn theme_of(&self, rule: &Rule) -> Option<&Theme> {
        match rule.scope {
            Scope::Shows(theme) => self.lexicon.themes.get(theme),
            _ => None,
        }
    }

    /// The exceptions and dismissals here that may take a mention of a theme away.
    fn blockers(&mut self, at: usize, mention: &Mention, theme: usize) -> Vec<usize> {
        let found = self.rule_by_rule.read(self.analysis, at, self.tokeniser);
        let priority = self.lexicon.themes[theme].priority;
        let is_blocker = |place: &&Mention| {
            let is_over = place.span.overlaps(mention.span);
            match self.lexicon.rules[place.rule as usize].scope {
                Scope::ExceptRule(of) => self.lexicon.rules[of].scope == Scope::Shows(theme) && is_over,
                Scope::ExceptTheme(of) => self.lexicon.way_up(theme).any(|above| above == of) && is_over,
                Scope::ExceptPriority(of) => of == priority && is_over,
                Scope::Dismiss => place.span.end <= mention.span.start,
                Scope::Shows(_) => false,
            }
        };
        let mut blockers: Vec<usize> =
            found.mentions.iter().filter(is_blocker).map(|place| place.rule as usize).collect();
        blockers.sort_unstable();
        blockers.dedup();
        blockers
    }

    /// Whether a response shows a theme once the lexicon is changed; `settings` are the other lexicon's.
    fn shows(&mut self, at: usize, id: &str, change: Change, settings: Option<&Settings>) -> bool {
        let lexicon = self.lexicon;
        let reader = match self.changed.entry(change) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let changed = changed(lexicon, new.key(), settings);
                new.insert(Reader::new(&changed))
            }
        };
        let found = reader.read(self.analysis, at, self.tokeniser);
        found.mentions.iter().any(|mention| self.is_of(mention.theme, id))
    }
}

impl Reader {
    fn new(lexicon: &Lexicon) -> Reader {
        Reader { matcher: Matcher::new(lexicon), worker: Worker::default() }
    }

    fn read(&mut self, analysis: &Analysis, at: usize, tokeniser: &Tokeniser) -> Themed {
        let response = analysis.response(&analysis.outcomes[at]);
        let question = analysis.consultation.questions.name(response.question);
        themed(&response.text, question, &self.matcher, tokeniser, &analysis.wishes, &mut self.worker)
    }
}

/// The lexicon changed in one point.
fn changed(lexicon: &Lexicon, change: &Change, settings: Option<&Settings>) -> Lexicon {
    let mut lexicon = lexicon.clone();
    match change {
        Change::Without(rules) => {
            // Exceptions of a theme that nothing shows do nothing, and every rule keeps its place.
            let idle = lexicon.themes.len();
            let of_idle = Theme { id: "idle".to_owned(), parent: None, ..lexicon.themes[0].clone() };
            lexicon.themes.push(of_idle);
            rules.iter().for_each(|rule| lexicon.rules[*rule].scope = Scope::ExceptTheme(idle));
        }
        Change::Setting(theme, setting) => {
            let (own, other) = (&mut lexicon.themes[*theme].settings, settings.cloned().unwrap_or_default());
            match *setting {
                "skip negated" => own.skips_negated = other.skips_negated,
                "skip hypothetical" => own.skips_hypothetical = other.skips_hypothetical,
                _ => own.asked = other.asked,
            }
        }
    }
    lexicon
}

/// A setting as the author knows it.
fn setting_told(setting: &str, theme: &Theme) -> String {
    match (setting, theme.settings.asked.as_slice()) {
        ("asked", asked) => {
            let asked: Vec<String> = asked.iter().map(|words| format!("asked \"{words}\"")).collect();
            format!("theme {}: {}", theme.id, asked.join(", "))
        }
        (setting, _) => format!("theme {}: {setting}", theme.id),
    }
}
