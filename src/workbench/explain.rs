//! Why a response of a finished run shows what it shows, and what each rule of a theme found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rustc_hash::FxHashSet;

use super::context::{in_context, whole};
use super::differences::marked_differences;
use super::rule_lines::{RuleLines, rule_text};
use super::{STRING, counted};
use crate::delimited::each_row;
use crate::error::Fault;
use crate::ledger::State;
use crate::lexicon::{Lexicon, Scope};
use crate::overrides::{Change, Status};
use crate::redact::Detail;
use crate::text::Span;

/// The files of a run that say what became of every response.
pub struct RunRecords {
    /// `internal/responses.csv`.
    pub responses: String,
    /// `internal/mentions.csv`.
    pub mentions: String,
    /// `internal/ledger.csv`.
    pub ledger: String,
    /// `internal/families.csv`.
    pub families: String,
    /// `internal/overrides.csv`; empty where the run has none.
    pub overrides: String,
    /// `internal/redactions.csv`.
    pub redactions: String,
    /// `internal/learned.csv`; empty where the run had no model.
    pub learned: String,
}

impl RunRecords {
    fn each_response<const N: usize>(
        &self,
        columns: [&str; N],
        found: impl FnMut([&str; N]),
    ) -> Result<(), Fault> {
        each_row("internal/responses.csv", &self.responses, columns, found)
    }

    fn each_mention<const N: usize>(
        &self,
        columns: [&str; N],
        found: impl FnMut([&str; N]),
    ) -> Result<(), Fault> {
        each_row("internal/mentions.csv", &self.mentions, columns, found)
    }
}

/// The personal details of responses, as the run found them by the wishes of its profile.
#[derive(Default)]
struct Masks(BTreeMap<String, Vec<Detail>>);

impl Masks {
    fn read(records: &RunRecords, is_wanted: impl Fn(&str) -> bool) -> Result<Masks, Fault> {
        let mut masks = Masks::default();
        let columns = ["response_id", "start", "end", "kind", "replacement"];
        let found = |[id, start, end, kind, replacement]: [&str; 5]| {
            if let (true, Ok(start), Ok(end)) = (is_wanted(id), start.parse(), end.parse())
                && let Some(detail) = Detail::logged(Span { start, end }, kind, replacement)
            {
                masks.0.entry(id.to_owned()).or_default().push(detail);
            }
        };
        each_row("internal/redactions.csv", &records.redactions, columns, found)?;
        Ok(masks)
    }

    /// Those of one response.
    fn of(&self, response: &str) -> &[Detail] {
        self.0.get(response).map_or(&[], Vec::as_slice)
    }
}

/// An item of the ledger.
struct Item {
    source: String,
    response: String,
    state: String,
    reason: String,
}

/// A response as the run wrote it.
#[derive(Default)]
struct Told {
    question: String,
    duplicate_of: String,
    campaign: String,
    themes: String,
    text: String,
}

/// A mention as the run wrote it.
struct ToldMention {
    theme: String,
    line: usize,
    span: Span,
}

/// What became of a response (named by its id, its submission's or its source) and why: state, source, question, themes, and for each
/// mention the rule and the words. Shows a response's words, personal details masked.
pub fn explain_response(records: &RunRecords, named: &str, lexicon: &Lexicon) -> Result<String, Fault> {
    let mut items: Vec<Item> = Vec::new();
    let columns = ["source", "submission_id", "response_id", "state", "reason"];
    each_row(
        "internal/ledger.csv",
        &records.ledger,
        columns,
        |[source, submission, response, state, reason]| {
            if [source, submission, response].contains(&named) {
                items.push(Item {
                    source: source.to_owned(),
                    response: response.to_owned(),
                    state: state.to_owned(),
                    reason: reason.to_owned(),
                });
            }
        },
    )?;
    if items.is_empty() {
        let message = format!(
            "this run has no response, submission or source '{named}'; name one of this file's columns response_id, submission_id and source"
        );
        return Err(Fault::of("internal/ledger.csv", message));
    }
    let wanted: BTreeSet<&str> = items.iter().map(|item| item.response.as_str()).collect();
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    let columns = ["response_id", "question", "duplicate_of", "campaign_id", "themes", "text"];
    records.each_response(columns, |[id, question, duplicate_of, campaign, themes, text]| {
        if wanted.contains(id) {
            let owned = str::to_owned;
            told.insert(
                id.to_owned(),
                Told {
                    question: owned(question),
                    duplicate_of: owned(duplicate_of),
                    campaign: owned(campaign),
                    themes: owned(themes),
                    text: owned(text),
                },
            );
        }
    })?;
    let mut mentions: BTreeMap<String, Vec<ToldMention>> = BTreeMap::new();
    records.each_mention(["response_id", "theme_id", "rule_line", "start", "end"], |cells| {
        let [id, theme, line, start, end] = cells;
        if let (true, Ok(line), Ok(start), Ok(end)) =
            (wanted.contains(id), line.parse(), start.parse(), end.parse())
        {
            let mention = ToldMention { theme: theme.to_owned(), line, span: Span { start, end } };
            mentions.entry(id.to_owned()).or_default().push(mention);
        }
    })?;
    let copies = copies(records, &wanted)?;
    let decisions = decisions(records)?;
    let rules = RuleLines::of(lexicon);
    let masks =
        Masks::read(records, |id| wanted.contains(id) || copies.values().any(|copy| copy.like == id))?;
    let learned = learned(records, &wanted)?;
    let mut said = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            said.push('\n');
        }
        let of_item = mentions.get(&item.response).map_or(&[][..], Vec::as_slice);
        let told = told.get(&item.response);
        let masked = masks.of(&item.response);
        say_item(item, told, of_item, masked, (lexicon, &rules), &mut said);
        for line in learned.get(&item.response).into_iter().flatten() {
            writeln!(said, "  {line}").expect(STRING);
        }
        for of in decisions.iter().filter(|of| of.response == item.response) {
            let Decision { change, theme, who, when, why, status, note, .. } = of;
            let outcome = if note.is_empty() { status.clone() } else { format!("{status}: {note}") };
            writeln!(said, "  by a person   {change} {theme} ({outcome}); {who}, {when}: {why}")
                .expect(STRING);
        }
        if let (Some(told), Some(copy)) = (told, copies.get(&item.response)) {
            let text = whole(&told.text, masked);
            let template = whole(&copy.template, masks.of(&copy.like));
            say_copy(&text, &template, copy, &mut said);
        }
    }
    Ok(said)
}

fn say_item(
    item: &Item,
    told: Option<&Told>,
    mentions: &[ToldMention],
    masked: &[Detail],
    (lexicon, rules): (&Lexicon, &RuleLines),
    said: &mut String,
) {
    let name = if item.response.is_empty() { &item.source } else { &item.response };
    writeln!(said, "{name}").expect(STRING);
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            writeln!(said, "  {label:<13} {value}").expect(STRING);
        }
    };
    let meaning = State::from_code(&item.state).map_or("", State::meaning);
    line("state", &format!("{}: {meaning}", item.state));
    line("reason", &item.reason);
    line("source", &item.source);
    let Some(told) = told else { return };
    line("question", &told.question);
    line("duplicate of", &told.duplicate_of);
    line("campaign", &told.campaign);
    line("themes", if told.themes.is_empty() { "none" } else { &told.themes });
    line("text", &whole(&told.text, masked));
    let mut last = "";
    for mention in mentions {
        if last != mention.theme {
            last = &mention.theme;
            writeln!(said, "  theme {}", theme_name(last, lexicon)).expect(STRING);
        }
        let context = in_context(&told.text, mention.span, masked);
        let (from, to) = (mention.span.start as usize, mention.span.end as usize);
        let rule = rules.rule(&mention.theme, mention.line, told.text.get(from..to).unwrap_or_default());
        writeln!(said, "    line {}: {}", mention.line, rule_text(rule, lexicon)).expect(STRING);
        writeln!(said, "      {}[{}]{}", context.left, context.words, context.right).expect(STRING);
    }
}

/// A theme that a person gave or took away, as the run wrote it.
struct Decision {
    response: String,
    change: String,
    theme: String,
    who: String,
    when: String,
    why: String,
    status: String,
    note: String,
}

fn decisions(records: &RunRecords) -> Result<Vec<Decision>, Fault> {
    let mut found = Vec::new();
    let columns = ["response_id", "change", "theme_id", "who", "when", "why", "status", "note"];
    each_row("internal/overrides.csv", &records.overrides, columns, |cells| {
        let [response, change, theme, who, when, why, status, note] = cells.map(str::to_owned);
        found.push(Decision { response, change, theme, who, when, why, status, note });
    })?;
    Ok(found)
}

/// What a learned model showed in the wanted responses, a line for each theme and what decided it.
fn learned(records: &RunRecords, wanted: &BTreeSet<&str>) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let columns = ["response_id", "theme_id", "by", "counted", "probability", "because"];
    each_row(
        "internal/learned.csv",
        &records.learned,
        columns,
        |[id, theme, by, counted, probability, because]| {
            if !wanted.contains(id) {
                return;
            }
            let told = match (by, probability) {
                (_, "") => "left to the lexicon, which shows it".to_owned(),
                ("lexicon", likely) => {
                    format!("the lexicon shows it, the model does not (probability {likely})")
                }
                ("model", likely) => {
                    format!("the model shows it, the lexicon does not (probability {likely})")
                }
                (_, likely) => format!("the lexicon and the model show it (probability {likely})"),
            };
            let counted = if counted == "yes" { "counted" } else { "not counted" };
            let lines = found.entry(id.to_owned()).or_default();
            lines.push(format!("model         {theme}: {told}; {counted}"));
            if !because.is_empty() {
                lines.push(format!("                because of {because}"));
            }
        },
    )?;
    Ok(found)
}

/// A response's place among copies, as the run wrote it.
struct ToldCopy {
    kind: String,
    like: String,
    similarity: String,
    template: String,
}

/// What the wanted responses are copies of.
fn copies(records: &RunRecords, wanted: &BTreeSet<&str>) -> Result<BTreeMap<String, ToldCopy>, Fault> {
    let mut found: BTreeMap<String, ToldCopy> = BTreeMap::new();
    let columns = ["response_id", "kind", "like", "similarity"];
    each_row("internal/families.csv", &records.families, columns, |[id, kind, like, similarity]| {
        if wanted.contains(id) && kind != "same_person" && id != like {
            let [kind, like, similarity] = [kind, like, similarity].map(str::to_owned);
            found.insert(id.to_owned(), ToldCopy { kind, like, similarity, template: String::new() });
        }
    })?;
    if !found.is_empty() {
        records.each_response(["response_id", "text"], |[id, text]| {
            for copy in found.values_mut().filter(|copy| copy.like == id) {
                copy.template = text.to_owned();
            }
        })?;
    }
    Ok(found)
}

/// The text that stands for a copy's family, and the copy with what differs from it marked; details are masked in both.
fn say_copy(text: &str, template: &str, copy: &ToldCopy, said: &mut String) {
    let ToldCopy { kind, like, similarity, .. } = copy;
    writeln!(said, "  copy ({kind}) like {like}, similarity {similarity}").expect(STRING);
    writeln!(said, "  {:<13} {template}", "its template").expect(STRING);
    let Some(marked) = marked_differences(template, text) else { return };
    writeln!(said, "  {:<13} {marked}", "beside it").expect(STRING);
    said.push_str("                {+ only here +}   [- only in the template -]\n");
}

/// A rule: its line, and its index in the lexicon where it has one.
type Place = (usize, Option<usize>);

/// A rule's count.
#[derive(Default)]
struct Work {
    mentions: usize,
    responses: usize,
    alone: usize,
    /// Response, place, and the words in lower case.
    examples: Vec<(String, Span, String)>,
}

/// What each rule of a theme (named by its id or its name), and of the themes under it, found in the responses that count, most responses first, with up to `most` examples each. Shows words of
/// responses, personal details masked.
pub fn explain_theme(
    records: &RunRecords,
    theme: &str,
    lexicon: &Lexicon,
    most: usize,
) -> Result<String, Fault> {
    let index = lexicon.theme_meant(theme).map_err(|message| Fault::of("--theme", message))?;
    let is_part = |theme: usize| lexicon.way_up(theme).any(|above| above == index);
    let parts: FxHashSet<&str> = (0..lexicon.themes.len())
        .filter(|theme| is_part(*theme))
        .map(|theme| lexicon.themes[theme].id.as_str())
        .collect();
    let mut not_counted: FxHashSet<String> = FxHashSet::default();
    records.each_response(["response_id", "state"], |[id, state]| {
        if !State::from_code(state).is_some_and(State::is_counted) {
            not_counted.insert(id.to_owned());
        }
    })?;
    let rules = RuleLines::of(lexicon);
    // By the line, and the index of the rule.
    let mut works: BTreeMap<Place, Work> = BTreeMap::new();
    let mut of_response: (String, BTreeSet<Place>) = Default::default();
    let (mut mentions, mut responses) = (0, 0);
    let columns = ["response_id", "theme_id", "rule_line", "start", "end", "matched"];
    records.each_mention(columns, |[id, of, line, start, end, words]| {
        if !parts.contains(of) || not_counted.contains(id) {
            return;
        }
        let (Ok(line), Ok(start), Ok(end)) = (line.parse(), start.parse(), end.parse()) else { return };
        if of_response.0 != id {
            settle(&mut of_response.1, &mut works);
            of_response.0 = id.to_owned();
            responses += 1;
        }
        mentions += 1;
        let place: Place = (line, rules.rule(of, line, words));
        of_response.1.insert(place);
        let work = works.entry(place).or_default();
        work.mentions += 1;
        let words = words.to_lowercase();
        let is_new = !work.examples.iter().any(|(_, _, known)| *known == words);
        if is_new && work.examples.len() < most {
            work.examples.push((id.to_owned(), Span { start, end }, words));
        }
    })?;
    settle(&mut of_response.1, &mut works);
    let wanted: FxHashSet<String> =
        works.values().flat_map(|work| &work.examples).map(|e| e.0.clone()).collect();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    records.each_response(["response_id", "text"], |[id, text]| {
        if wanted.contains(id) {
            texts.insert(id.to_owned(), text.to_owned());
        }
    })?;
    let masks = Masks::read(records, |id| wanted.contains(id))?;
    let mut said = format!(
        "{}: {} in {}\n\n mentions  responses  alone   line  rule\n",
        theme_name(&lexicon.themes[index].id, lexicon),
        counted(mentions, "mention", "mentions"),
        counted(responses, "response", "responses"),
    );
    let mut sorted: Vec<(&Place, &Work)> = works.iter().collect();
    sorted.sort_by_key(|(place, work)| (std::cmp::Reverse(work.responses), **place));
    for ((line, rule), work) in sorted {
        let (mentions, responses, alone) = (work.mentions, work.responses, work.alone);
        let rule = rule_text(*rule, lexicon);
        writeln!(said, "{mentions:>9}  {responses:>9}  {alone:>5}  {line:>5}  {rule}").expect(STRING);
        for (id, span, _) in &work.examples {
            let Some(text) = texts.get(id) else { continue };
            let context = in_context(text, *span, masks.of(id));
            writeln!(said, "{:36}{}[{}]{}  {id}", "", context.left, context.words, context.right)
                .expect(STRING);
        }
    }
    let own = lexicon.rules.iter().enumerate();
    let own = own.filter(|(_, rule)| matches!(rule.scope, Scope::Shows(theme) if is_part(theme)));
    for (_, rule) in own.filter(|(at, rule)| !works.contains_key(&(rule.line, Some(*at)))) {
        writeln!(said, "{:>9}  {:>9}  {:>5}  {:>5}  {}", 0, 0, 0, rule.line, rule.text).expect(STRING);
    }
    let decisions = decisions(records)?;
    let by_hand = |change: &str| {
        let is_one = |of: &&Decision| {
            of.change == change && of.status == Status::Applied.code() && parts.contains(of.theme.as_str())
        };
        // A theme and a part of it may have been taken from one response.
        let responses = decisions.iter().filter(is_one).map(|of| of.response.as_str());
        responses.collect::<BTreeSet<&str>>().len()
    };
    let (added, removed) = (by_hand(Change::Added.code()), by_hand(Change::Removed.code()));
    if added + removed > 0 {
        let responses = |number| counted(number, "response", "responses");
        let (added, removed) = (responses(added), responses(removed));
        writeln!(said, "\nBy hand: given to {added}, taken from {removed} (internal/overrides.csv).")
            .expect(STRING);
    }
    said.push_str(
        "\nalone: responses in which only this rule has mentions of the theme. Without it another rule may find the same words: `yousaid lexicon diff` says what would be lost.\n",
    );
    Ok(said)
}

/// Counts the rules that showed the theme in one response.
fn settle(places: &mut BTreeSet<Place>, works: &mut BTreeMap<Place, Work>) {
    let is_alone = places.len() == 1;
    for place in std::mem::take(places) {
        let work = works.entry(place).or_default();
        work.responses += 1;
        work.alone += usize::from(is_alone);
    }
}

fn theme_name(id: &str, lexicon: &Lexicon) -> String {
    match lexicon.themes.iter().find(|theme| theme.id == id) {
        Some(theme) => {
            let priority = &lexicon.priorities[theme.priority];
            format!("{id} \"{}\" of {} \"{}\"", theme.name, priority.id, priority.name)
        }
        None => id.to_owned(),
    }
}
