//! Does a lexicon do what its own examples say?

use super::engine::{Matcher, MatcherCache};
use crate::error::Fault;
use crate::lexicon::Lexicon;
use crate::text::{Tokeniser, Vocabulary};

/// Every example that fails, in line order, with what would be right.
pub fn failing_examples(lexicon: &Lexicon, matcher: &Matcher, path: &str) -> Vec<Fault> {
    let mut vocabulary = Vocabulary::default();
    let mut cache = MatcherCache::default();
    let mut tokens = Vec::new();
    let mut faults = Vec::new();
    for example in &lexicon.examples {
        Tokeniser::Scan.tokenise(&example.text, &mut vocabulary, &mut tokens);
        let mentions = matcher.mentions(&tokens, &[], &example.question, &vocabulary, &mut cache);
        let shown = mentions.iter().find(|mention| mention.theme as usize == example.theme);
        let theme = &lexicon.themes[example.theme].id;
        match (shown, example.must_match) {
            (None, true) => faults.push(Fault::at(
                path,
                example.line,
                format!("this sentence does not show theme '{theme}', though it 'matches'; add a rule, or change an 'except'"),
            )),
            (Some(mention), false) => {
                let rule = &lexicon.rules[mention.rule as usize];
                faults.push(Fault::at(
                    path,
                    example.line,
                    format!(
                        "this sentence shows theme '{theme}', though it 'ignores': line {} ({}) finds \"{}\"; narrow that rule or add an 'except'",
                        rule.line,
                        rule.text,
                        mention.span.slice(&example.text)
                    ),
                ));
            }
            _ => {}
        }
    }
    faults
}
