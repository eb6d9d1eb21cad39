//! Which rule found something, where a run tells its line and several rules may stand on it.

use std::collections::BTreeMap;

use crate::lexicon::{Lexicon, Rule, Scope};
use crate::matching::{Matcher, MatcherCache, Passage};
use crate::text::{Tokeniser, Vocabulary};

/// The rules of a lexicon by theme and line.
pub(super) struct RuleLines {
    rules: BTreeMap<(String, usize), Vec<usize>>,
    /// Every rule as a theme of its own, under any question; none where no line holds two rules of a theme.
    each: Option<Matcher>,
}

impl RuleLines {
    pub(super) fn of(lexicon: &Lexicon) -> RuleLines {
        let mut rules: BTreeMap<(String, usize), Vec<usize>> = BTreeMap::new();
        for (at, rule) in lexicon.rules.iter().enumerate() {
            if let Scope::Shows(theme) = rule.scope {
                // A correction by hand may have left what a sub-theme's rule found to the theme above.
                for above in lexicon.way_up(theme) {
                    rules.entry((lexicon.themes[above].id.clone(), rule.line)).or_default().push(at);
                }
            }
        }
        let is_shared = rules.values().any(|rules| rules.len() > 1);
        let each = is_shared.then(|| {
            let mut each = lexicon.rule_by_rule();
            each.rules.iter_mut().for_each(|rule| rule.asked = None);
            each.themes.iter_mut().for_each(|theme| theme.settings.asked.clear());
            Matcher::new(&each)
        });
        RuleLines { rules, each }
    }

    /// The index of the rule of a theme on a line that finds these words as a whole; the first there where none does, none where there is no rule.
    pub(super) fn rule(&self, theme: &str, line: usize, words: &str) -> Option<usize> {
        let there = self.rules.get(&(theme.to_owned(), line))?;
        let (Some(each), true) = (&self.each, there.len() > 1) else { return there.first().copied() };
        let (mut vocabulary, mut tokens) = (Vocabulary::default(), Vec::new());
        Tokeniser::Scan.tokenise(words, &mut vocabulary, &mut tokens);
        let passage = Passage { text: words, tokens: &tokens, hidden: &[], question: "" };
        let found = each.mentions(&passage, &vocabulary, &mut MatcherCache::default());
        let is_whole = |rule: &&usize| {
            let places = found.iter().filter(|mention| mention.rule as usize == **rule);
            places.map(|mention| mention.span.slice(words).len()).max() == Some(words.len())
        };
        there.iter().find(is_whole).or(there.first()).copied()
    }
}

/// A rule as its author wrote it.
pub(super) fn rule_text(rule: Option<usize>, lexicon: &Lexicon) -> &str {
    let rule: Option<&Rule> = rule.and_then(|at| lexicon.rules.get(at));
    rule.map_or("(the lexicon has no rule on this line)", |rule| rule.text.as_str())
}
