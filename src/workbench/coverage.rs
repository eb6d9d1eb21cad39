//! How much of what people said a lexicon covers, and what stands out in the rest.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{STRING, counted, percent, themes_of};
use crate::analysis::Analysis;
use crate::discover::{MissedPhrase, is_unthemed};
use crate::lexicon::Lexicon;

/// So many missed phrases are shown.
const MOST_PHRASES: usize = 25;

/// Responses that count, and those of them with a theme.
#[derive(Default, Clone, Copy)]
struct Covered {
    all: usize,
    themed: usize,
}

/// The share of substantive responses that show a theme, in all and by question; each theme's responses and mentions; and the phrases that
/// stand out in the responses without a theme.
pub fn coverage(analysis: &Analysis, lexicon: &Lexicon, missed: &[MissedPhrase]) -> String {
    let mut total = Covered::default();
    let mut by_question: BTreeMap<u32, Covered> = BTreeMap::new();
    let mut of_theme = vec![(0usize, 0usize); lexicon.themes.len()];
    for outcome in analysis.outcomes.iter().filter(|outcome| outcome.state.is_counted()) {
        let of_question = by_question.entry(analysis.response(outcome).question).or_default();
        for covered in [&mut total, of_question] {
            covered.all += 1;
            covered.themed += usize::from(!is_unthemed(outcome));
        }
        // A sub-theme counts for those above it too, a response once for each.
        themes_of(outcome, lexicon).into_iter().for_each(|theme| of_theme[theme].0 += 1);
        for mention in outcome.themed.mentions.iter() {
            lexicon.way_up(mention.theme as usize).for_each(|theme| of_theme[theme].1 += 1);
        }
    }
    let mut said = String::new();
    let share = |covered: Covered| {
        format!("{} of {} ({})", covered.themed, covered.all, percent(covered.themed, covered.all))
    };
    writeln!(said, "Substantive responses with a theme: {}\n", share(total)).expect(STRING);
    said.push_str("By question:\n");
    for (question, covered) in by_question {
        let name = analysis.consultation.questions.name(question);
        let name = if name.is_empty() { "(no question: letters, e-mails, points at events)" } else { name };
        writeln!(said, "  {:<24} {name}", share(covered)).expect(STRING);
    }
    said.push_str("\n responses  mentions  theme\n");
    let mut themes: Vec<usize> = (0..lexicon.themes.len()).collect();
    themes.sort_by_key(|theme| (std::cmp::Reverse(of_theme[*theme]), *theme));
    for theme in themes {
        let (responses, mentions) = of_theme[theme];
        let theme = &lexicon.themes[theme];
        writeln!(said, "{responses:>10}  {mentions:>8}  {} \"{}\"", theme.id, theme.name).expect(STRING);
    }
    let unthemed = counted(total.all - total.themed, "response shows", "responses show");
    writeln!(said, "\n{unthemed} no theme.").expect(STRING);
    if !missed.is_empty() {
        said.push_str("What stands out there (`yousaid discover` shows sentences, and rules to try):\n unthemed  themed  words\n");
    }
    for MissedPhrase { phrase, unthemed, themed, .. } in missed.iter().take(MOST_PHRASES) {
        writeln!(said, "{unthemed:>9}  {themed:>6}  {phrase}").expect(STRING);
    }
    said
}
