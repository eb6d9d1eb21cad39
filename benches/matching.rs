//! What do ten times the rules cost on the same text?

mod shared {
    pub(crate) mod clock;
    pub(crate) mod corpus;
    pub(crate) mod runs;
    pub(crate) mod texts;
}

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use shared::clock::print_line;
use shared::corpus::Dice;
use shared::runs::median_run;
use shared::texts::{megabytes, texts};
use yousaid::lexicon::Lexicon;
use yousaid::matching::{Matcher, MatcherCache};
use yousaid::text::{Token, Tokeniser, Vocabulary};

/// The starter lexicon: the source of the words.
const STARTER: &str = include_str!("../lexicons/long-term-plan.lexicon");

fn main() {
    let texts = texts(10_000);
    let mut vocabulary = Vocabulary::default();
    let tokenised: Vec<Vec<Token>> = texts
        .iter()
        .map(|text| {
            let mut tokens = Vec::new();
            Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
            tokens
        })
        .collect();
    let megabytes = megabytes(&texts);
    let starter = read("long-term-plan.lexicon", STARTER);
    let words = words_of(&starter);
    let (few, few_mentions) =
        measure("", &read("made.csv", &made_of(&words, 1_000)), megabytes, &tokenised, &vocabulary);
    let (many, many_mentions) =
        measure("", &read("made.csv", &made_of(&words, 10_000)), megabytes, &tokenised, &vocabulary);
    let mentions = many_mentions as f64 / few_mentions as f64;
    println!(
        "{:<44} {:.1} times the CPU for ten times the rules, which show {mentions:.1} times the mentions",
        "",
        many / few
    );
    measure("the starter lexicon, ", &starter, megabytes, &tokenised, &vocabulary);
}

/// CPU seconds to match all texts once, from an empty cache; and how many mentions there are.
fn measure(
    what: &str,
    lexicon: &Lexicon,
    megabytes: f64,
    tokenised: &[Vec<Token>],
    vocabulary: &Vocabulary,
) -> (f64, usize) {
    let start = Instant::now();
    let matcher = Matcher::new(lexicon);
    let compiled = start.elapsed().as_secs_f64();
    let mut mentions = 0;
    let seconds = median_run(|| {
        let mut cache = MatcherCache::default();
        mentions = 0;
        for tokens in tokenised {
            mentions += black_box(matcher.mentions(tokens, &[], "", vocabulary, &mut cache)).len();
        }
    });
    print_line(&format!("{what}{} rules", lexicon.rules.len()), megabytes, seconds);
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

/// Words of the language that may stand second on a line.
const KINDS: &[&str] = &["phrase", "near", "before", "exact", "start", "whole"];

/// A lexicon of `count` rules, put together from `words` in the proportions of a real one: mostly phrases, some with wild cards and
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
            7 => format!("phrase,({one} | {two}) {three}"),
            8 => format!("near 5,{one} {two}"),
            _ => format!("before 4,{one} {two}"),
        };
        let _ = writeln!(source, "Priority {},Theme {},{written}", rule / 500, rule / 25);
    }
    source
}
