//! One line of a lexicon taken apart.

use std::borrow::Cow;

use super::Pattern;
use super::pattern::Words;
use super::rules::{RULE_KINDS, RuleKind, rule_kind};
use crate::text::plain_line;

/// The line up to a `#` that stands at its start or after white space, outside quotes.
pub(super) fn without_comment(line: &str) -> &str {
    let mut is_quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted && before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = c;
    }
    line
}

/// A line in which curly quotation marks are straight ones, unless straight ones stand there too: then they belong to a sentence.
pub(super) fn with_straight_quotes(line: &str) -> Cow<'_, str> {
    const CURLY: [char; 3] = ['\u{201c}', '\u{201d}', '\u{201e}'];
    if line.contains('"') || !line.contains(CURLY) { line.into() } else { line.replace(CURLY, "\"").into() }
}

/// A rule as its line says it.
pub(super) struct RuleLine<'a> {
    /// Whether `lone` stands in front.
    pub(super) is_lone: bool,
    /// Whether `loose` or `strict` stands in front.
    pub(super) is_loose: Option<bool>,
    /// The words of `asked`, as questions are compared.
    pub(super) asked: Option<String>,
    /// The first word after these: its kind; empty where the line says something for many rules.
    pub(super) kind: &'a str,
    /// What it looks for.
    pub(super) words: &'a str,
    /// The rules that follow `except` on the same line.
    pub(super) exceptions: Vec<&'a str>,
}

/// Takes a rule's line apart; a line that begins with `dismiss` is none, and a leading `except` is taken off already.
pub(super) fn rule_line(line: &str) -> Result<RuleLine<'_>, String> {
    let mut body = line;
    let (mut is_lone, mut is_loose, mut asked) = (false, None, None);
    loop {
        let (word, rest) = first_word(body);
        match word {
            "lone" => {
                is_lone = true;
                body = rest;
            }
            "loose" | "strict" => {
                is_loose = Some(word == "loose");
                body = rest;
            }
            "asked" => {
                let (question, after) = quoted(rest)?;
                asked = Some(plain_line(&question));
                body = after;
            }
            kind => {
                let (words, exceptions) = without_exceptions(rest);
                return Ok(RuleLine { is_lone, is_loose, asked, kind, words, exceptions });
            }
        }
    }
}

/// Whether a line says something for many rules: modifiers without a rule behind them.
pub(super) fn is_setting(line: &str) -> bool {
    rule_line(line).is_ok_and(|read| read.kind.is_empty())
}

/// What a rule looks for, and the rules that `except` on its line leads to.
fn without_exceptions(words: &str) -> (&str, Vec<&str>) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let (mut is_quoted, mut depth) = (false, 0usize);
    for (at, c) in words.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            c if c.is_whitespace() && !is_quoted && depth == 0 => {
                let (word, rest) = first_word(&words[at..]);
                // The word itself may be looked for too: only before a rule's kind does it begin an exception.
                if word == "except" && rule_kind(first_word(rest).0).is_some() {
                    found.push((at, words.len() - rest.len()));
                }
            }
            _ => {}
        }
    }
    found.dedup_by_key(|(_, rule)| *rule);
    let ends = found.iter().map(|(at, _)| *at).skip(1).chain([words.len()]);
    let exceptions = found.iter().zip(ends).map(|((_, rule), end)| words[*rule..end].trim()).collect();
    (words[..found.first().map_or(words.len(), |(at, _)| *at)].trim(), exceptions)
}

/// What a rule's line compiles to.
pub(super) struct ReadRule {
    pub(super) is_lone: bool,
    pub(super) is_loose: Option<bool>,
    pub(super) asked: Option<String>,
    pub(super) pattern: Pattern,
    /// Its own exceptions: each as a line of its own would be written, and what it looks for.
    pub(super) exceptions: Vec<(String, Pattern)>,
}

/// Compiles a rule's line.
pub(super) fn read_rule(line: &str, known: &Words<'_>) -> Result<ReadRule, String> {
    let RuleLine { is_lone, is_loose, asked, kind, words, exceptions } = rule_line(line)?;
    let pattern = known_kind(kind)?.compile(words, known)?;
    let exception = |line: &str| -> Result<(String, Pattern), String> {
        let (kind, words) = first_word(line);
        let pattern = known_kind(kind)?.compile(words, known)?;
        Ok((format!("except {line}"), pattern))
    };
    let exceptions = exceptions.into_iter().map(exception).collect::<Result<_, _>>()?;
    Ok(ReadRule { is_lone, is_loose, asked, pattern, exceptions })
}

/// The kind of rule with this keyword, or what the kinds are.
pub(super) fn known_kind(keyword: &str) -> Result<&'static dyn RuleKind, String> {
    rule_kind(keyword).ok_or_else(|| {
        let known = RULE_KINDS.iter().map(|kind| kind.keyword()).collect::<Vec<_>>().join(", ");
        format!("'{keyword}' is not a rule; the rules are {known}")
    })
}

/// The first word, and what follows it.
pub(super) fn first_word(line: &str) -> (&str, &str) {
    let line = line.trim();
    let end = line.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(line.len());
    (&line[..end], line[end..].trim_start())
}

/// The words in quotes that come first, and what follows them.
pub(super) fn quoted(rest: &str) -> Result<(String, &str), String> {
    let inside = rest.trim_start().strip_prefix('"').ok_or("words in \"quotes\" are missing here")?;
    let close = inside.find('"').ok_or("a '\"' is not closed")?;
    let text = inside[..close].trim();
    if text.is_empty() {
        return Err("there is nothing between the quotes".to_owned());
    }
    Ok((text.to_owned(), &inside[close + 1..]))
}
