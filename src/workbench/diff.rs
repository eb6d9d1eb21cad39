//! Which responses a new version of a lexicon moves, and the rule that moves each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::context::{InContext, in_context};
use super::movers::Side;
use super::{STRING, counted};
use crate::analysis::Analysis;
use crate::delimited::Sheet;
use crate::lexicon::Lexicon;
use crate::matching::Mention;
use crate::text::Tokeniser;

/// One of the two lexicons that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// The one before.
    Old,
    /// The one after.
    New,
}

impl Version {
    fn name(self) -> &'static str {
        match self {
            Version::Old => "old",
            Version::New => "new",
        }
    }
}

/// The line that moved a response.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mover {
    /// In which lexicon it stands.
    pub version: Version,
    /// Its line there; the theme's, where a setting did it.
    pub line: usize,
    /// The rule as written, or the setting with its theme.
    pub text: String,
}

/// A response that gains or loses a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The response's id.
    pub response: String,
    /// The question it answers.
    pub question: String,
    /// The theme's id.
    pub theme: String,
    /// Whether it is gained; else it is lost.
    pub is_gained: bool,
    /// What did it: a rule that only one lexicon has, or a line of the other without which it would show the theme.
    pub mover: Mover,
    context: InContext,
}

/// What two lexicons find differently in the same inputs.
#[derive(Debug, Clone, Default)]
pub struct Difference {
    /// Every response that moves, in the order of reading.
    pub moves: Vec<Move>,
    /// For each theme that moves, by its id: responses with the old lexicon and with the new.
    pub themes: BTreeMap<String, (usize, usize)>,
    /// How many responses count with the new lexicon.
    pub of: usize,
}

/// Every response that gains or loses a theme (told apart by their ids; a sub-theme's count for those above it too) from the old lexicon to the new. Both analyses are of the same inputs.
pub fn difference(
    old: (&Analysis, &Lexicon),
    new: (&Analysis, &Lexicon),
    tokeniser: &Tokeniser,
) -> Difference {
    let (mut old, mut new) =
        (Side::new(Version::Old, old, tokeniser), Side::new(Version::New, new, tokeniser));
    let mut found = Difference::default();
    let mut responses: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for at in 0..new.analysis.outcomes.len().min(old.analysis.outcomes.len()) {
        found.of += usize::from(new.analysis.outcomes[at].state.is_counted());
        let (before, after) = (old.ids(at), new.ids(at));
        before.iter().for_each(|id| responses.entry(id).or_default().0 += 1);
        after.iter().for_each(|id| responses.entry(id).or_default().1 += 1);
        for theme in after.difference(&before) {
            found.moves.extend(moved(&new, &mut old, at, theme));
        }
        for theme in before.difference(&after) {
            found.moves.extend(moved(&old, &mut new, at, theme));
        }
    }
    let moving: BTreeSet<&str> = found.moves.iter().map(|moved| moved.theme.as_str()).collect();
    found.themes = responses
        .into_iter()
        .filter(|(theme, _)| moving.contains(theme))
        .map(|(theme, counts)| (theme.to_owned(), counts))
        .collect();
    found
}

/// Why a response shows a theme on one side and not on the other.
fn moved(with: &Side<'_>, without: &mut Side<'_>, at: usize, theme: &str) -> Option<Move> {
    let analysis = with.analysis;
    let outcome = &analysis.outcomes[at];
    let mentions: Vec<&Mention> =
        outcome.themed.mentions.iter().filter(|mention| with.is_of(mention.theme, theme)).collect();
    let rule = |mention: &Mention| &with.lexicon.rules[mention.rule as usize];
    let only_here = mentions.iter().find(|mention| without.same(rule(mention), theme).is_none());
    let mention = **only_here.or(mentions.first())?;
    let mover = match only_here {
        Some(_) => with.mover(rule(&mention)),
        None => without.keeps_out(at, &mention, with, theme),
    };
    let response = analysis.response(outcome);
    Some(Move {
        response: analysis.response_id(outcome),
        question: analysis.consultation.questions.name(response.question).to_owned(),
        theme: theme.to_owned(),
        is_gained: with.version == Version::New,
        mover,
        context: in_context(response.text.as_str(), mention.span, &outcome.themed.details),
    })
}

impl Difference {
    /// A summary by theme, the lines that moved most, and the first `most` responses that move.
    pub fn lines(&self, most: usize) -> String {
        let of = counted(self.of, "response", "responses");
        if self.moves.is_empty() {
            return format!("Nothing moves: each of {of} shows the same themes with both.\n");
        }
        let gained = self.moves.iter().filter(|moved| moved.is_gained).count();
        let times = |count: usize| counted(count, "time", "times");
        let mut said = format!(
            "A theme is gained {} and lost {} in {of}.\n\n   old    new  gained  lost  theme\n",
            times(gained),
            times(self.moves.len() - gained)
        );
        let mut by_rule: BTreeMap<(&Mover, &str, bool), usize> = BTreeMap::new();
        for moved in &self.moves {
            *by_rule.entry((&moved.mover, &moved.theme, moved.is_gained)).or_default() += 1;
        }
        for (theme, (old, new)) in &self.themes {
            let count = |is_gained: bool| {
                self.moves
                    .iter()
                    .filter(|moved| moved.theme == *theme && moved.is_gained == is_gained)
                    .count()
            };
            writeln!(said, "{old:>6} {new:>6}  {:>6}  {:>4}  {theme}", count(true), count(false))
                .expect(STRING);
        }
        let mut rules: Vec<_> = by_rule.into_iter().collect();
        rules.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        said.push_str("\nThe lines that did it:\n");
        for ((mover, theme, is_gained), count) in rules {
            let (count, verb) =
                (counted(count, "response", "responses"), if is_gained { "gained" } else { "lost" });
            writeln!(said, "  {}: {theme} {verb} in {count}", place(mover)).expect(STRING);
        }
        said.push('\n');
        for moved in self.moves.iter().take(most) {
            let sign = if moved.is_gained { '+' } else { '-' };
            let InContext { left, words, right } = &moved.context;
            writeln!(said, "{sign} {}  {}  {}", moved.theme, moved.response, place(&moved.mover))
                .expect(STRING);
            writeln!(said, "    {left}[{words}]{right}").expect(STRING);
        }
        if self.moves.len() > most {
            let more = self.moves.len() - most;
            writeln!(said, "… and {more} more: --limit shows more, --csv writes all").expect(STRING);
        }
        said
    }

    /// Every response that moves as a row of a CSV.
    pub fn csv(&self) -> Vec<u8> {
        let header = [
            "response_id",
            "question",
            "theme_id",
            "change",
            "lexicon",
            "rule_line",
            "rule",
            "before",
            "words",
            "after",
        ];
        let mut sheet = Sheet::publishable(&header);
        for moved in &self.moves {
            let InContext { left, words, right } = &moved.context;
            sheet.row(&[
                moved.response.as_str(),
                &moved.question,
                &moved.theme,
                if moved.is_gained { "gained" } else { "lost" },
                moved.mover.version.name(),
                &moved.mover.line.to_string(),
                &moved.mover.text,
                left,
                words,
                right,
            ]);
        }
        sheet.into_bytes()
    }
}

fn place(mover: &Mover) -> String {
    format!("{} line {} ({})", mover.version.name(), mover.line, mover.text)
}
