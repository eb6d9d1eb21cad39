//! The one form to which every rule compiles: sequences of steps, and how they must stand to each other.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::code::Code;
use super::groups::{Kept, alternatives_of, elements_of};
use crate::text::{Stemmer, british_beginning, normal_form, word_spans};

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordTest {
    /// Its stem is this.
    Stem(String),
    /// Its stem is this, or it is a long word that no rule knows and is misspelt by one letter.
    Like(String),
    /// It is written just so.
    Written(String),
    /// Its normal form is this: just this form, in whatever capitals.
    Form(String),
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrangement {
    /// There is one part, anywhere.
    Together,
    /// There is one part, and it is the whole response.
    Whole,
    /// In one sentence, in any order, the last part starting at most this many words after the first.
    Near(u32),
    /// The same, in the order given.
    Before(u32),
    /// There is no part: a code stands in the text.
    Code(Code),
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its elements: none for a `Code`, more than one only for `Near` and `Before`.
    pub parts: Vec<Part>,
    /// How they stand to each other.
    pub arrangement: Arrangement,
}

/// Named word lists of a lexicon: each a list of alternatives as written.
pub type Lists = BTreeMap<String, Vec<String>>;

/// A rule may stand for at most this many sequences of words.
pub const MAX_SEQUENCES: usize = 512;

/// A word is long enough to be known again though it is misspelt if its stem has so many letters.
const LONG_STEM: usize = 6;

impl Pattern {
    /// Lets long words be misspelt by one letter.
    pub(super) fn loosen(&mut self) {
        let steps = self.parts.iter_mut().flat_map(|part| &mut part.0).flatten();
        for step in steps {
            for test in &mut step.0 {
                if let WordTest::Stem(stem) = test
                    && stem.len() >= LONG_STEM
                    && stem.bytes().all(|byte| byte.is_ascii_lowercase())
                {
                    *test = WordTest::Like(std::mem::take(stem));
                }
            }
            step.0.sort();
        }
    }
}

/// How a plain word of a rule is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlainWord {
    ByStem,
    AsWritten,
    ByForm,
    ByBeginning,
}

/// What the words of rules stand for: the lists that they may name, and what was read before.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub(super) lists: &'a Lists,
    pub(super) known: &'a KnownWords,
}

/// What words and lists stand for where words are compared by their stems, kept for the next rule: most rules share theirs with others.
#[derive(Default)]
pub(super) struct KnownWords {
    stemmer: Stemmer,
    by_stem: RefCell<FxHashMap<String, Vec<Sequence>>>,
}

/// One element of a rule's body, before its alternatives are multiplied out.
struct Element {
    alternatives: Vec<Sequence>,
    is_optional: bool,
}

/// The whole body as one part: its elements in order, alternatives and optional words multiplied out.
pub(super) fn one_part(body: &str, plain: PlainWord, words: &Words<'_>) -> Result<Part, String> {
    let reader = WordReader { plain, words };
    let mut sequences = multiplied(reader.elements(body, 0)?)?;
    if sequences.len() > MAX_SEQUENCES {
        return Err(too_many());
    }
    sequences.sort();
    sequences.dedup();
    Ok(Part(sequences))
}

/// Each element of the body as a part of its own, for rules about distance.
pub(super) fn separate_parts(body: &str, words: &Words<'_>) -> Result<Vec<Part>, String> {
    let reader = WordReader { plain: PlainWord::ByStem, words };
    let elements = reader.elements(body, 0)?;
    if elements.iter().any(|element| element.is_optional) {
        return Err(
            "one of the words whose distance counts cannot be optional; leave it out, or write two rules"
                .to_owned(),
        );
    }
    if !(2..=4).contains(&elements.len()) {
        return Err(format!(
            "a rule about distance takes two to four words or groups, here are {}; put words that belong together in \"quotes\"",
            elements.len()
        ));
    }
    Ok(elements.into_iter().map(|element| Part(element.alternatives)).collect())
}

/// Every sequence that elements one after the other stand for.
fn multiplied(mut elements: Vec<Element>) -> Result<Vec<Sequence>, String> {
    if let [one] = &mut elements[..]
        && !one.is_optional
    {
        return Ok(std::mem::take(&mut one.alternatives));
    }
    let mut sequences: Vec<Sequence> = vec![Vec::new()];
    for element in &elements {
        let ways = element.alternatives.len() + usize::from(element.is_optional);
        if sequences.len() * ways > MAX_SEQUENCES {
            return Err(too_many());
        }
        let mut longer = Vec::with_capacity(sequences.len() * ways);
        for sequence in sequences {
            for alternative in &element.alternatives {
                let mut next = sequence.clone();
                next.extend(alternative.iter().cloned());
                longer.push(next);
            }
            if element.is_optional {
                longer.push(sequence);
            }
        }
        sequences = longer;
    }
    if sequences.iter().any(Vec::is_empty) {
        return Err("every word here may be left out; one must be there".to_owned());
    }
    Ok(sequences)
}

fn too_many() -> String {
    format!("this rule stands for more than {MAX_SEQUENCES} sequences of words; divide it into several rules")
}

/// Reads words as a kind of rule compares them.
struct WordReader<'a> {
    plain: PlainWord,
    words: &'a Words<'a>,
}

impl WordReader<'_> {
    /// The elements of a body; `depth` is how many groups are around it.
    fn elements(&self, body: &str, depth: usize) -> Result<Vec<Element>, String> {
        let mut found = Vec::new();
        for written in elements_of(body)? {
            let mut element = match written.kept {
                Kept::Group(inside) | Kept::Quoted(inside) => self.group(inside, depth + 1)?,
                Kept::Word(word) => self.word(word)?,
            };
            element.is_optional = written.is_optional;
            found.push(element);
        }
        Ok(found)
    }

    /// `a | b c | @list` as one element: single words become one step, longer alternatives stay sequences.
    fn group(&self, inside: &str, depth: usize) -> Result<Element, String> {
        if depth > MOST_DEPTH {
            return Err(format!("groups stand more than {MOST_DEPTH} deep in each other here; use a 'list'"));
        }
        let mut gathered = Vec::new();
        for alternative in alternatives_of(inside)? {
            gathered.extend(multiplied(self.elements(alternative, depth)?)?);
        }
        Ok(gathered_in_one(gathered))
    }

    /// A word, or a list by its name.
    fn word(&self, word: &str) -> Result<Element, String> {
        let alternatives = if self.plain == PlainWord::ByStem {
            let known = self.words.known.by_stem.borrow().get(word).cloned();
            known.map_or_else(|| self.first_met(word), Ok)?
        } else {
            self.alternatives(word)?
        };
        Ok(Element { alternatives, is_optional: false })
    }

    /// The alternatives of a word or list that no rule named before, kept for those that will.
    fn first_met(&self, word: &str) -> Result<Vec<Sequence>, String> {
        let found = self.alternatives(word)?;
        self.words.known.by_stem.borrow_mut().insert(word.to_owned(), found.clone());
        Ok(found)
    }

    fn alternatives(&self, word: &str) -> Result<Vec<Sequence>, String> {
        match word.strip_prefix('@') {
            Some(name) => self.list(name),
            None => Ok(vec![self.steps(word)?]),
        }
    }

    /// The alternatives of a list.
    fn list(&self, name: &str) -> Result<Vec<Sequence>, String> {
        let lists = self.words.lists;
        let members = lists.get(name).ok_or_else(|| no_such_list(name, lists))?;
        let mut gathered = Vec::new();
        for member in members {
            gathered.extend(multiplied(self.elements(member, 0)?)?);
        }
        Ok(gathered_in_one(gathered).alternatives)
    }

    /// The steps of one written word: one, or several where the scan divides it (`walk-in`).
    fn steps(&self, written: &str) -> Result<Vec<Step>, String> {
        let (word, compare) = if let Some(bare) = written.strip_prefix('=') {
            (bare, PlainWord::AsWritten)
        } else if let Some(bare) = written.strip_prefix('~') {
            (bare, PlainWord::ByForm)
        } else if let Some(bare) = written.strip_suffix('*') {
            (bare, PlainWord::ByBeginning)
        } else {
            (written, self.plain)
        };
        if word.contains('*') {
            return Err(format!("'{word}': a '*' stands at the end of a word only, as in pharmac*"));
        }
        let mut pieces = Vec::new();
        word_spans(word, |start, end, _| pieces.push(&word[start..end]));
        if pieces.is_empty() {
            return Err(format!(
                "'{written}' holds no letter or digit, so it can match nothing; '*', '=' and '~' stand beside a word without a space, as in pharmac*, =AGE and ~caring"
            ));
        }
        let last = pieces.len() - 1;
        Ok(pieces
            .iter()
            .enumerate()
            .map(|(at, piece)| {
                let test = match compare {
                    PlainWord::AsWritten => WordTest::Written(piece.replace(['\u{2019}', '\u{2018}'], "'")),
                    PlainWord::ByForm => WordTest::Form(normal_form(piece)),
                    PlainWord::ByBeginning if at == last => {
                        WordTest::Begins(british_beginning(&normal_form(piece)))
                    }
                    PlainWord::ByBeginning | PlainWord::ByStem => {
                        WordTest::Stem(self.words.known.stemmer.stem(&normal_form(piece), piece))
                    }
                };
                Step(vec![test])
            })
            .collect())
    }
}

/// What is wrong with the name of a list that is none of `lists`.
pub(super) fn no_such_list(name: &str, lists: &Lists) -> String {
    let known = lists.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let known = if known.is_empty() { "there are none".to_owned() } else { format!("the lists are {known}") };
    format!("there is no list '{name}' above this line; {known}")
}

/// Alternatives as one element: those of one word are one step.
fn gathered_in_one(gathered: Vec<Sequence>) -> Element {
    let (single, mut longer): (Vec<Sequence>, Vec<Sequence>) =
        gathered.into_iter().partition(|sequence| sequence.len() == 1);
    let mut tests: Vec<WordTest> = single.into_iter().flatten().flat_map(|step| step.0).collect();
    tests.sort();
    tests.dedup();
    longer.sort();
    longer.dedup();
    if !tests.is_empty() {
        longer.insert(0, vec![Step(tests)]);
    }
    Element { alternatives: longer, is_optional: false }
}

/// Groups stand at most so many deep in each other.
const MOST_DEPTH: usize = 4;
