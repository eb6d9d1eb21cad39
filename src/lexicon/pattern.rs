//! The one form to which every rule compiles: sequences of steps, and how they must stand to each other.

use std::collections::BTreeMap;

use crate::text::{normal_form, stem, word_spans};

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordTest {
    /// Its stem is this.
    Stem(String),
    /// It is written just so.
    Written(String),
    /// Its normal form begins so.
    Begins(String),
}

/// One token: any of these tests. Sorted and without repeats.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(pub Vec<WordTest>);

/// Tokens next to each other, in order, in one sentence.
pub type Sequence = Vec<Step>;

/// One element of a rule: any of these sequences.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part(pub Vec<Sequence>);

/// How the parts of a pattern must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// There is one part, anywhere.
    Together,
    /// There is one part, and it is the whole response.
    Whole,
    /// In one sentence, in any order, the last part starting at most this many words after the first.
    Near(u32),
    /// The same, in the order given.
    Before(u32),
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its elements; never empty, and more than one only for `Near` and `Before`.
    pub parts: Vec<Part>,
    /// How they stand to each other.
    pub arrangement: Arrangement,
}

/// Named word lists of a lexicon: each a list of alternatives as written.
pub type Lists = BTreeMap<String, Vec<String>>;

/// A rule may stand for at most this many sequences of words.
pub const MAX_SEQUENCES: usize = 512;

/// How a plain word of a rule is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainWord {
    ByStem,
    AsWritten,
    ByBeginning,
}

/// One element of a rule's body, before its alternatives are multiplied out.
#[derive(Debug, Clone)]
struct Element {
    alternatives: Vec<Sequence>,
    is_optional: bool,
}

/// The whole body as one part: its elements in order, alternatives and optional words multiplied out.
pub(super) fn one_part(body: &str, plain: PlainWord, lists: &Lists) -> Result<Part, String> {
    let elements = elements(body, plain, lists)?;
    let mut sequences: Vec<Sequence> = vec![Vec::new()];
    for element in &elements {
        let mut longer = Vec::new();
        for sequence in &sequences {
            if element.is_optional {
                longer.push(sequence.clone());
            }
            for alternative in &element.alternatives {
                let mut next = sequence.clone();
                next.extend(alternative.iter().cloned());
                longer.push(next);
            }
        }
        if longer.len() > MAX_SEQUENCES {
            return Err(format!(
                "this rule stands for more than {MAX_SEQUENCES} sequences of words; divide it into several rules"
            ));
        }
        sequences = longer;
    }
    sequences.sort();
    sequences.dedup();
    if sequences.first().is_some_and(Vec::is_empty) {
        return Err("every word of this rule may be left out; one must be there".to_owned());
    }
    Ok(Part(sequences))
}

/// Each element of the body as a part of its own, for rules about distance.
pub(super) fn separate_parts(body: &str, lists: &Lists) -> Result<Vec<Part>, String> {
    let elements = elements(body, PlainWord::ByStem, lists)?;
    if elements.iter().any(|element| element.is_optional) {
        return Err(
            "a word in 'near' or 'before' cannot be optional; leave it out or write two rules".to_owned()
        );
    }
    if !(2..=4).contains(&elements.len()) {
        return Err(format!(
            "'near' and 'before' take two to four words or groups, here are {}; put words that belong together in \"quotes\"",
            elements.len()
        ));
    }
    Ok(elements.into_iter().map(|element| Part(element.alternatives)).collect())
}

fn elements(body: &str, plain: PlainWord, lists: &Lists) -> Result<Vec<Element>, String> {
    let mut found = Vec::new();
    let mut rest = body.trim();
    if rest.is_empty() {
        return Err("there are no words here; write the words to look for".to_owned());
    }
    while !rest.is_empty() {
        let (mut element, after) = if let Some(inside) = rest.strip_prefix('(') {
            let close = inside.find(')').ok_or("a '(' is not closed; write ( one | two )")?;
            if inside[..close].contains('(') {
                return Err("a group cannot stand inside a group; use a 'list'".to_owned());
            }
            (group(&inside[..close], plain, lists, 0)?, &inside[close + 1..])
        } else if let Some(inside) = rest.strip_prefix('"') {
            let close = inside.find('"').ok_or("a '\"' is not closed")?;
            (group(&inside[..close], plain, lists, 0)?, &inside[close + 1..])
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '(' || c == '"').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            match word.strip_suffix('?') {
                Some(bare) => {
                    let mut element = group(bare, plain, lists, 0)?;
                    element.is_optional = true;
                    (element, after)
                }
                None => (group(word, plain, lists, 0)?, after),
            }
        };
        let mut after = after;
        if let Some(more) = after.strip_prefix('?') {
            element.is_optional = true;
            after = more;
        }
        found.push(element);
        rest = after.trim_start();
    }
    Ok(found)
}

/// `a | b c | @list` as one element: single words become one step, longer alternatives stay sequences.
fn group(inside: &str, plain: PlainWord, lists: &Lists, depth: usize) -> Result<Element, String> {
    let mut tests = Vec::new();
    let mut longer = Vec::new();
    for alternative in inside.split('|') {
        let alternative = alternative.trim();
        if let Some(name) = alternative.strip_prefix('@') {
            let list = lists.get(name).ok_or_else(|| {
                let known = lists.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                let known = if known.is_empty() {
                    "there are none".to_owned()
                } else {
                    format!("the lists are {known}")
                };
                format!("there is no list '{name}' above this line; {known}")
            })?;
            if depth > 8 {
                return Err(format!("list '{name}' is inside itself"));
            }
            for member in list {
                let element = group(member, plain, lists, depth + 1)?;
                collect(element.alternatives, &mut tests, &mut longer);
            }
            continue;
        }
        if alternative.contains(['(', ')', '"', '@', '?']) {
            return Err(format!(
                "'{alternative}' cannot stand inside a group or quotes; write plain words there"
            ));
        }
        let mut sequence: Sequence = Vec::new();
        for word in alternative.split_whitespace() {
            sequence.extend(steps_of(word, plain)?);
        }
        if sequence.is_empty() {
            return Err(
                "there is an empty place between '|', brackets or quotes; write a word there".to_owned()
            );
        }
        collect(vec![sequence], &mut tests, &mut longer);
    }
    tests.sort();
    tests.dedup();
    if !tests.is_empty() {
        longer.insert(0, vec![Step(tests)]);
    }
    Ok(Element { alternatives: longer, is_optional: false })
}

fn collect(alternatives: Vec<Sequence>, tests: &mut Vec<WordTest>, longer: &mut Vec<Sequence>) {
    for mut sequence in alternatives {
        if sequence.len() == 1 {
            tests.append(&mut sequence[0].0);
        } else if !longer.contains(&sequence) {
            longer.push(sequence);
        }
    }
}

/// The steps of one written word: one, or several where the scan divides it (`walk-in`).
fn steps_of(word: &str, plain: PlainWord) -> Result<Vec<Step>, String> {
    let (word, compare) = if let Some(bare) = word.strip_prefix('=') {
        (bare, PlainWord::AsWritten)
    } else if let Some(bare) = word.strip_suffix('*') {
        (bare, PlainWord::ByBeginning)
    } else {
        (word, plain)
    };
    if word.contains('*') {
        return Err(format!("'{word}': a '*' stands at the end of a word only, as in pharmac*"));
    }
    let mut pieces = Vec::new();
    word_spans(word, |start, end, _| pieces.push(&word[start..end]));
    if pieces.is_empty() {
        return Err(format!("'{word}' holds no letter or digit, so it can match nothing"));
    }
    let last = pieces.len() - 1;
    Ok(pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| {
            let test = match compare {
                PlainWord::AsWritten => WordTest::Written(piece.replace(['\u{2019}', '\u{2018}'], "'")),
                PlainWord::ByBeginning if at == last => WordTest::Begins(normal_form(piece)),
                PlainWord::ByBeginning | PlainWord::ByStem => WordTest::Stem(stem(piece)),
            };
            Step(vec![test])
        })
        .collect())
}
