//! Does a lexicon do what its own examples say?

use super::engine::{Matcher, MatcherCache, Passage};
use crate::error::Fault;
use crate::lexicon::{Example, Lexicon};
use crate::text::{Tokeniser, Vocabulary, plain_line};

/// Every example that fails, in line order, with what would be right.
pub fn failing_examples(lexicon: &Lexicon, matcher: &Matcher, path: &str) -> Vec<Fault> {
    let mut vocabulary = Vocabulary::default();
    let mut cache = MatcherCache::default();
    let mut tokens = Vec::new();
    let mut faults = Vec::new();
    for example in &lexicon.examples {
        Tokeniser::Scan.tokenise(&example.text, &mut vocabulary, &mut tokens);
        let passage =
            Passage { text: &example.text, tokens: &tokens, hidden: &[], question: &example.question };
        let mentions = matcher.mentions(&passage, &vocabulary, &mut cache);
        let is_of_theme = |theme: u32| lexicon.way_up(theme as usize).any(|above| above == example.theme);
        let shown = mentions.iter().find(|mention| is_of_theme(mention.theme));
        let theme = &lexicon.themes[example.theme].id;
        match (shown, example.must_match) {
            (None, true) => faults.push(Fault::at(
                path,
                example.line,
                format!(
                    "this sentence does not show theme '{theme}', though it 'matches'; add a rule, or change an 'except'{}",
                    question_wanted(lexicon, example)
                ),
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

/// What is to be done where a theme counts only under questions of which the example names none.
fn question_wanted(lexicon: &Lexicon, example: &Example) -> String {
    let asked = &lexicon.themes[example.theme].settings.asked;
    let question = plain_line(&example.question);
    match asked.first() {
        Some(words) if !asked.iter().any(|words| question.contains(words.as_str())) => format!(
            "; it counts only under questions with certain words in them: write matches asked \"{words}\" \"…\""
        ),
        _ => String::new(),
    }
}
