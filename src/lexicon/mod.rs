//! The language in which an engagement team says which words show which priority.
//!
//! `docs/lexicon.md` is its manual. Reading a lexicon gives every fault at once; every rule compiles to one form
//! ([`Pattern`]), whatever its kind.

mod categories;
mod code;
pub mod dictionaries;
mod edges;
mod groups;
mod line;
mod sheet_ids;
mod naming;
mod outline;
mod pattern;
pub mod rules;
mod settings;
mod sheet;
mod syntax;
mod trial;

pub use categories::id_of;
pub use code::Code;
pub use outline::{Line, Outline, Role, Says, Unfit};
pub use pattern::{Arrangement, Lists, MAX_SEQUENCES, Part, Pattern, Sequence, Step, WordTest, Words};
pub use rules::{RULE_KINDS, RuleKind};
pub use settings::Settings;
pub use syntax::parse;

use crate::error::Fault;
use dictionaries::Contents;

/// A lexicon: priorities, their themes, and the rules that show them.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Its title, as on the first line.
    pub title: String,
    /// Its version number, as on the first line.
    pub version: String,
    /// Priorities in file order.
    pub priorities: Vec<Priority>,
    /// Themes in file order.
    pub themes: Vec<Theme>,
    /// Rules, exceptions and dismissals in file order.
    pub rules: Vec<Rule>,
    /// Example sentences in file order.
    pub examples: Vec<Example>,
    /// Word lists by their names, each a list of alternatives as written.
    pub lists: Lists,
    /// What holds for every theme that says nothing else.
    pub settings: Settings,
}

/// A subject that residents raise, made of themes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Stable id, lower-case letters, digits and hyphens.
    pub id: String,
    /// The name a reader sees.
    pub name: String,
    /// Its line in the file.
    pub line: usize,
}

/// One part of a priority, or of another theme; what rules show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Stable id, used once in the lexicon.
    pub id: String,
    /// The name a reader sees.
    pub name: String,
    /// Index of its priority.
    pub priority: usize,
    /// Index of the theme that it is a part of, where it is a sub-theme; always a smaller one.
    pub parent: Option<usize>,
    /// Its line in the file.
    pub line: usize,
    /// What holds for all its rules.
    pub settings: Settings,
}

/// What a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Shows the theme with this index.
    Shows(usize),
    /// An exception of the rule with this index.
    ExceptRule(usize),
    /// An exception of the theme with this index, and of those under it.
    ExceptTheme(usize),
    /// An exception of every theme of the priority with this index.
    ExceptPriority(usize),
    /// Takes away the mention that follows it.
    Dismiss,
}

/// One line that finds words.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it is for.
    pub scope: Scope,
    /// Its line in the file.
    pub line: usize,
    /// The line as written, without comment and outer spaces.
    pub text: String,
    /// What it looks for.
    pub pattern: Pattern,
    /// Counts only where no other theme shows (`lone`).
    pub is_lone: bool,
    /// Counts only under questions with these words in them, as questions are compared (`asked`).
    pub asked: Option<String>,
}

/// A sentence that proves a theme right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Index of the theme.
    pub theme: usize,
    /// Its line in the file.
    pub line: usize,
    /// The sentence.
    pub text: String,
    /// The question it answers, where that matters.
    pub question: String,
    /// Whether it must show the theme (`matches`) or must not (`ignores`).
    pub must_match: bool,
}

impl Lexicon {
    /// Reads a lexicon, or a dictionary of another kind that is text: which of them, its name says.
    pub fn read(path: &str, source: &str) -> Result<Lexicon, Vec<Fault>> {
        Lexicon::open(path, &Contents::Text(source.to_owned()))
    }

    /// Reads a lexicon, or a dictionary of another kind (see [`dictionaries`]): which of them, its name says.
    pub fn open(path: &str, contents: &Contents) -> Result<Lexicon, Vec<Fault>> {
        match contents {
            Contents::Text(source) if dictionaries::is_lexicon(path) => parse(path, source),
            _ => dictionaries::outline(path, contents)?.compile(path),
        }
    }

    /// The themes of a priority: index and theme, in file order, each followed by the themes under it.
    pub fn themes_of(&self, priority: usize) -> impl Iterator<Item = (usize, &Theme)> {
        self.themes.iter().enumerate().filter(move |(_, theme)| theme.priority == priority)
    }

    /// A theme and those that it is a part of, from itself upwards.
    pub fn way_up(&self, theme: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(theme), |theme| self.themes[*theme].parent)
    }

    /// How deep a theme lies in others: 0 for one that stands under its priority itself.
    pub fn depth(&self, theme: usize) -> usize {
        self.way_up(theme).count() - 1
    }

    /// Whether a theme has others under it.
    pub fn has_sub_themes(&self, theme: usize) -> bool {
        self.themes.iter().any(|other| other.parent == Some(theme))
    }

    /// How many rules show a theme (exceptions and dismissals not counted).
    pub fn rule_count(&self) -> usize {
        self.rules.iter().filter(|rule| matches!(rule.scope, Scope::Shows(_))).count()
    }
}
