//! Decisions in a run: each for the response with its words, and none in silence.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Change, Decided, Decisions, Override, Overrides, Status, content_key};
use crate::analysis::Analysis;
use crate::ledger::State;
use crate::lexicon::Lexicon;
use crate::matching::Mention;
use crate::text::Span;

/// Changes the themes of responses as people decided. A decision belongs to the response with its id, where that still has the same words under the same
/// question, else to the only one with these words.
pub fn apply(analysis: &mut Analysis, lexicon: &Lexicon, overrides: &Overrides) -> Decisions {
    let known = Known::of(analysis);
    let themes: FxHashMap<&str, usize> =
        lexicon.themes.iter().enumerate().map(|(at, theme)| (theme.id.as_str(), at)).collect();
    let mut decisions = Decisions::default();
    let mut said: FxHashMap<(usize, usize), (Change, u32)> = FxHashMap::default();
    let mut changes: Vec<(usize, usize, usize)> = Vec::new();
    for decision in &overrides.list {
        let conflict = |response: Option<usize>, note: String| Decided {
            decision: decision.clone(),
            response,
            status: Status::Conflict,
            note,
        };
        let decided = match (known.response(decision), themes.get(decision.theme.as_str())) {
            (Err(note), _) => conflict(None, note),
            (Ok((response, _)), None) => {
                conflict(Some(response), format!("the lexicon has no theme '{}'", decision.theme))
            }
            (Ok((response, note)), Some(theme)) => match said.get(&(response, *theme)) {
                Some((change, row)) if *change != decision.change => {
                    conflict(Some(response), format!("row {row} says the opposite"))
                }
                Some(_) => continue,
                None => {
                    said.insert((response, *theme), (decision.change, decision.row));
                    changes.push((decisions.list.len(), response, *theme));
                    let decision = decision.clone();
                    Decided { decision, response: Some(response), status: Status::Agrees, note }
                }
            },
        };
        decisions.list.push(decided);
    }
    let mut of_response: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, response, theme) in changes {
        of_response.entry(response).or_default().push((at, theme));
    }
    for (response, changes) in of_response {
        let of = |change: Change| {
            let is_one = |(at, _): &&(usize, usize)| decisions.list[*at].decision.change == change;
            changes.iter().filter(is_one).map(|(_, theme)| *theme).collect::<Vec<usize>>()
        };
        let (added, removed) = (of(Change::Added), of(Change::Removed));
        let before = analysis.outcomes[response].themed.mentions.clone();
        take_away(analysis, response, &removed, lexicon);
        give(analysis, response, &added, lexicon);
        let outcome = &analysis.outcomes[response];
        for (at, theme) in changes {
            let [was, is] = [&before, &outcome.themed.mentions].map(|of| shows(of, theme, lexicon));
            let decided = &mut decisions.list[at];
            if decided.decision.change == Change::Removed && is {
                decided.status = Status::Conflict;
                decided.note = "a theme that is part of it still shows".to_owned();
            } else if was != is {
                decided.status = Status::Applied;
                if !outcome.state.is_counted() {
                    decided.note = format!("the response is in no figure: {}", outcome.state.code());
                }
            }
        }
        if before != outcome.themed.mentions {
            decisions.before.insert(response, before);
        }
    }
    decisions
}

/// Whether a theme shows: itself, or one that is part of it.
fn shows(mentions: &[Mention], theme: usize, lexicon: &Lexicon) -> bool {
    mentions.iter().any(|mention| lexicon.way_up(mention.theme as usize).any(|above| above == theme))
}

/// Takes themes away. Of a sub-theme the mentions go to the theme that it is a part of, unless that is taken away too: what it found is part of that
/// theme, and nobody said that it is not.
fn take_away(analysis: &mut Analysis, response: usize, themes: &[usize], lexicon: &Lexicon) {
    let mentions = &mut analysis.outcomes[response].themed.mentions;
    let is_taken = |mention: &&Mention| themes.contains(&(mention.theme as usize));
    if !mentions.iter().any(|mention| is_taken(&mention)) {
        return;
    }
    let mut kept: Vec<Mention> = mentions.iter().filter(|mention| !is_taken(mention)).copied().collect();
    for mention in mentions.iter().filter(is_taken) {
        let Some(above) = lexicon.way_up(mention.theme as usize).find(|theme| !themes.contains(theme)) else {
            continue;
        };
        let above = above as u32;
        let is_there = |known: &Mention| known.theme == above && known.span.overlaps(mention.span);
        if !kept.iter().any(is_there) {
            kept.push(Mention { theme: above, ..*mention });
        }
    }
    kept.sort_by_key(|mention| (mention.theme, mention.span.start));
    *mentions = kept.into();
}

/// Gives themes that do not show yet, each as a mention of the whole response.
fn give(analysis: &mut Analysis, response: usize, themes: &[usize], lexicon: &Lexicon) {
    let whole = Span::new(0, analysis.text(&analysis.outcomes[response]).len());
    let outcome = &mut analysis.outcomes[response];
    for theme in themes {
        if whole.is_empty() || shows(&outcome.themed.mentions, *theme, lexicon) {
            continue;
        }
        let mut mentions = outcome.themed.mentions.to_vec();
        mentions.push(Mention { theme: *theme as u32, rule: Mention::BY_PERSON, span: whole });
        mentions.sort_by_key(|mention| (mention.theme, mention.span.start));
        outcome.themed.mentions = mentions.into();
        // What a person finds a theme in says something.
        if outcome.state == State::NonSubstantive {
            outcome.state = State::Analysed;
            outcome.reason = "a person gave it a theme".into();
        }
    }
}

/// The responses of a run by their ids and by their contents.
struct Known {
    by_id: FxHashMap<String, usize>,
    contents: Vec<String>,
    by_content: FxHashMap<String, Vec<usize>>,
}

impl Known {
    fn of(analysis: &Analysis) -> Known {
        let mut known =
            Known { by_id: FxHashMap::default(), contents: Vec::new(), by_content: FxHashMap::default() };
        for (at, outcome) in analysis.outcomes.iter().enumerate() {
            let question = analysis.consultation.questions.name(analysis.response(outcome).question);
            let content = content_key(question, analysis.text(outcome));
            known.by_id.insert(analysis.response_id(outcome), at);
            known.by_content.entry(content.clone()).or_default().push(at);
            known.contents.push(content);
        }
        known
    }

    /// The response that a decision is of, with what is to be known of it; or why there is none.
    fn response(&self, decision: &Override) -> Result<(usize, String), String> {
        let named = self.by_id.get(&decision.response).copied();
        match named {
            Some(at) if decision.content.is_empty() || self.contents[at] == decision.content => {
                return Ok((at, String::new()));
            }
            _ => {}
        }
        match self.by_content.get(&decision.content).map_or(&[][..], Vec::as_slice) {
            [at] => Ok((*at, "matched by its words: its id has changed".to_owned())),
            [] if named.is_some() => {
                Err("the response with this id has other words now, and no other has these".to_owned())
            }
            [] => Err("no response has this id or these words under this question".to_owned()),
            several => {
                Err(format!("{} responses have these words now, none of them with this id", several.len()))
            }
        }
    }
}
