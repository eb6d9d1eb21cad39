//! What do ten times the rules cost on the same text?

mod shared {
    pub(crate) mod clock;
    pub(crate) mod corpus;
    pub(crate) mod runs;
    pub(crate) mod texts;
}

use std::collections::HashSet;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use shared::clock::{cpu_seconds, print_line};
use shared::corpus::Dice;
use shared::runs::median_run;
use shared::texts::{megabytes, texts};
use yousaid::lexicon::dictionaries::{Contents, outline, written};
use yousaid::lexicon::{Lexicon, Outline, Scope};
use yousaid::matching::{Matcher, MatcherCache, Passage};
use yousaid::text::{Token, Tokeniser, Vocabulary};

/// The starter lexicon: the source of the words.
const STARTER: &str = include_str!("../lexicons/long-term-plan.lexicon");

fn main() {
    let texts = texts(50_000);
    let mut vocabulary = Vocabulary::default();
    let tokenised: Vec<Vec<Token>> = texts
        .iter()
        .map(|text| {
            let mut tokens = Vec::new();
            Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
            tokens
        })
        .collect();
    let corpus = Read { megabytes: megabytes(&texts), texts, tokenised, vocabulary };
    let starter = read("long-term-plan.lexicon", STARTER);
    let as_often = words_of(&starter);
    let mut once = as_often.clone();
    once.sort_unstable();
    once.dedup();
    let words = words_in(&corpus.vocabulary);
    compare("phrases that stand in the texts, ", "made.csv", |rules| phrases_in(&corpus, rules), &corpus);
    compare("pairs of words of the texts, ", "made.csv", |rules| pairs_of(&words, rules), &corpus);
    compare("each word of the starter once, ", "made.csv", |rules| made_of(&once, rules), &corpus);
    compare("words as often as in the starter, ", "made.csv", |rules| made_of(&as_often, rules), &corpus);
    let like = |rules| made_like(&starter, &as_often, rules);
    compare("built like the starter, ", "made.lexicon", like, &corpus);
    let tenth = read("tenth.lexicon", &themes_of(10));
    let few = measure("every tenth theme of the starter, ", &tenth, &corpus);
    print_ratio(few, measure("the starter lexicon, ", &starter, &corpus));
}

/// Texts, and their words.
struct Read {
    megabytes: f64,
    texts: Vec<String>,
    tokenised: Vec<Vec<Token>>,
    vocabulary: Vocabulary,
}

/// Measures 1,000 and 10,000 rules, which `make` gives as a file of this name.
fn compare(what: &str, name: &str, make: impl Fn(usize) -> String, corpus: &Read) {
    let [few, many] = [1_000, 10_000].map(|rules| {
        let source = make(rules);
        let start = cpu_seconds();
        let lexicon = read(name, &source);
        let loaded = cpu_seconds() - start;
        let source = written("made.lexicon", &outline_of(name, &source)).map(|written| written.bytes);
        let source = source.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let start = Instant::now();
        let reread = Lexicon::read("made.lexicon", &with_examples(&source));
        let wall = start.elapsed().as_secs_f64();
        assert!(
            reread.is_ok_and(|reread| reread.rules.len() == lexicon.rules.len()),
            "it is the same lexicon"
        );
        println!("{:<44} {rules} rules: {wall:.3} s to read as a lexicon, {loaded:.2} CPU-s as {name}", "");
        measure(what, &lexicon, corpus)
    });
    print_ratio(few, many);
}

/// How many times the CPU seconds, for how many times the mentions.
fn print_ratio((few, few_mentions): (f64, usize), (many, many_mentions): (f64, usize)) {
    println!(
        "{:<44} {:.1} times the CPU for ten times the rules, which show {:.1} times the mentions",
        "",
        many / few,
        many_mentions as f64 / few_mentions as f64
    );
}

/// The starter with the rules of one theme in so many, and the other themes left out.
fn themes_of(one_in: usize) -> String {
    let mut source = String::with_capacity(STARTER.len());
    let (mut themes, mut is_kept) = (0, true);
    for line in STARTER.lines() {
        let first = line.split_whitespace().next();
        match first {
            Some("priority") => is_kept = true,
            Some("theme") => {
                themes += 1;
                is_kept = themes % one_in == 0;
            }
            _ => {}
        }
        if is_kept || first == Some("list") {
            let _ = writeln!(source, "{line}");
        }
    }
    source
}

fn outline_of(name: &str, source: &str) -> Outline {
    match outline(name, &Contents::Text(source.to_owned())) {
        Ok(outline) => outline,
        Err(faults) => panic!("{}", faults[0]),
    }
}

/// The lexicon with the examples that each theme of a lexicon needs.
fn with_examples(source: &str) -> String {
    let mut whole = String::with_capacity(source.len() * 2);
    for line in source.lines() {
        let _ = writeln!(whole, "{line}");
        if line.trim_start().starts_with("theme ") {
            whole.push_str("matches \"not run\"\nignores \"not run\"\n");
        }
    }
    whole
}

/// CPU seconds to match all texts once, from an empty cache; and how many mentions there are.
fn measure(what: &str, lexicon: &Lexicon, corpus: &Read) -> (f64, usize) {
    let start = Instant::now();
    let matcher = Matcher::new(lexicon);
    let compiled = start.elapsed().as_secs_f64();
    let mut mentions = 0;
    let seconds = median_run(|| {
        let mut cache = MatcherCache::default();
        mentions = 0;
        for (text, tokens) in corpus.texts.iter().zip(&corpus.tokenised) {
            let passage = Passage { text, tokens, hidden: &[], question: "" };
            mentions += black_box(matcher.mentions(&passage, &corpus.vocabulary, &mut cache)).len();
        }
    });
    print_line(&format!("{what}{} rules", lexicon.rules.len()), corpus.megabytes, seconds);
    println!("{:<44} {mentions} mentions; {compiled:.3} s to compile the lexicon", "");
    (seconds, mentions)
}

fn read(name: &str, source: &str) -> Lexicon {
    match Lexicon::read(name, source) {
        Ok(lexicon) => lexicon,
        Err(faults) => panic!("{}", faults[0]),
    }
}

/// The words of four letters and more that rules look for, as often as they stand there.
fn words_of(lexicon: &Lexicon) -> Vec<String> {
    let mut words = Vec::new();
    for rule in &lexicon.rules {
        let written = rule.text.split_whitespace().skip(1).filter(|word| !word.starts_with('@'));
        let bare = written.map(|word| word.trim_matches(|c: char| !c.is_ascii_lowercase()));
        words.extend(
            bare.filter(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
                .filter(|word| !KINDS.contains(word))
                .map(str::to_owned),
        );
    }
    words
}

/// The words of four letters and more that texts hold, each once.
fn words_in(vocabulary: &Vocabulary) -> Vec<String> {
    let normal = (0..vocabulary.len()).map(|word| vocabulary.word(word as u32).normal.to_string());
    normal.filter(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase())).collect()
}

/// A table of `count` phrases of one to four words that stand in the texts, drawn as often as they stand there; three in eight are one word.
fn phrases_in(corpus: &Read, count: usize) -> String {
    let mut dice = Dice(11);
    let mut known = HashSet::new();
    let mut source = String::from("priority,theme,rule,term\n");
    while known.len() < count {
        let tokens = dice.one_of(&corpus.tokenised);
        let length = [1, 1, 1, 2, 2, 3, 3, 4][dice.below(8)];
        let from = dice.below(tokens.len().max(1));
        let Some(tokens) = tokens.get(from..from + length) else { continue };
        let words: Vec<String> =
            tokens.iter().map(|token| corpus.vocabulary.word(token.word).normal.to_string()).collect();
        let is_plain = words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
        let is_one_sentence = tokens.iter().all(|token| token.sentence == tokens[0].sentence);
        let phrase = words.join(" ");
        if is_plain && is_one_sentence && !known.contains(&phrase) {
            let rule = known.len();
            let _ = writeln!(source, "Priority {},Theme {},phrase,{phrase}", rule / 500, rule / 25);
            known.insert(phrase);
        }
    }
    source
}

/// A table of `count` phrases of two words, drawn evenly: most find nothing, so that this is what rules cost, not what they find.
fn pairs_of(words: &[String], count: usize) -> String {
    let mut dice = Dice(7);
    let mut source = String::from("priority,theme,rule,term\n");
    for rule in 0..count {
        let (one, two) = (dice.one_of(words), dice.one_of(words));
        let _ = writeln!(source, "Priority {},Theme {},phrase,{one} {two}", rule / 500, rule / 25);
    }
    source
}

/// Words of the language that may stand second on a line.
const KINDS: &[&str] =
    &["phrase", "near", "before", "after", "exact", "start", "whole", "regex", "except", "lone", "asked"];

/// A table of `count` rules, put together from `words` in the proportions of a real one: mostly phrases, some with wild cards and
/// choices, a fifth about distance. A longer one holds a shorter one.
fn made_of(words: &[String], count: usize) -> String {
    let mut dice = Dice(3);
    let mut source = String::from("priority,theme,rule,term\n");
    for rule in 0..count {
        let (one, two, three) = (dice.one_of(words), dice.one_of(words), dice.one_of(words));
        let written = match rule % 10 {
            0 => format!("phrase,{one}"),
            1..=3 => format!("phrase,{one} {two}"),
            4 | 5 => format!("phrase,{one} {two}*"),
            6 => format!("phrase,{one} {two} {three}"),
            7 => format!("phrase,({one} | {two} {three}?) {three}"),
            8 => format!("near 5,{one} {two}"),
            _ => format!("{} 4,{one} {two}", ["before", "after"][rule / 10 % 2]),
        };
        let _ = writeln!(source, "Priority {},Theme {},{written}", rule / 500, rule / 25);
    }
    source
}

/// A lexicon of `count` rules that are built as those of a real one, its lists and all, with words of `words` in the places of its longer words.
fn made_like(real: &Lexicon, words: &[String], count: usize) -> String {
    let mut dice = Dice(5);
    let mut source = String::from("lexicon \"Made\" version 1\n");
    for list in STARTER.lines().filter(|line| line.starts_with("list ")) {
        let _ = writeln!(source, "{list}");
    }
    let shapes: Vec<&str> = real
        .rules
        .iter()
        .filter(|rule| matches!(rule.scope, Scope::Shows(_)))
        .map(|rule| rule.text.as_str())
        .collect();
    for rule in 0..count {
        if rule % 500 == 0 {
            let _ = writeln!(source, "priority p{0} \"Priority {0}\"", rule / 500);
        }
        if rule % 25 == 0 {
            let _ = writeln!(source, "theme t{0} \"Theme {0}\"", rule / 25);
        }
        // A step that shares no factor with their number passes all shapes, and few rules have all kinds.
        let _ =
            writeln!(source, "{}", with_other_words(shapes[rule * 7_919 % shapes.len()], words, &mut dice));
    }
    with_examples(&source)
}

/// A rule with other words for those of four letters and more.
fn with_other_words(rule: &str, words: &[String], dice: &mut Dice) -> String {
    let mut changed = String::with_capacity(rule.len());
    for piece in rule.split_inclusive(|c: char| !c.is_ascii_lowercase()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_lowercase());
        let is_named = changed.ends_with('@') || changed.ends_with(['-', '\'', '’']) || KINDS.contains(&word);
        match word.len() >= 4
            && !is_named
            && piece.len() - word.len() <= 1
            && !piece.ends_with(['-', '\'', '’'])
        {
            true => changed += dice.one_of::<String>(words),
            false => changed.push_str(word),
        }
        changed.push_str(&piece[word.len()..]);
    }
    changed
}
