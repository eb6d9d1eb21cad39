//! How fast are copies found, and does a large campaign cost more a text than a small one?

mod shared {
    pub(crate) mod clock;
    pub(crate) mod corpus;
    pub(crate) mod runs;
    pub(crate) mod texts;
}

use std::hint::black_box;

use shared::clock::print_line;
use shared::runs::median_run;
use shared::texts::{megabytes, texts};
use yousaid::dedupe::{
    Boilerplate, DedupeInput, DedupeSettings, Fingerprint, Scratch, find_families, fingerprint,
};
use yousaid::text::{Token, Tokeniser, Vocabulary};

fn main() {
    let texts = texts(50_000);
    fingerprints(&texts[..texts.len().min(10_000)]);
    for part in [texts.len() / 5, texts.len()] {
        families("the corpus", &texts[..part]);
    }
    for size in [1_000, 10_000] {
        families("one campaign", &campaign(size));
    }
}

/// Fingerprints of texts already divided into words.
fn fingerprints(texts: &[String]) {
    let (vocabulary, tokenised) = tokenised(texts);
    let near_from_words = DedupeSettings::default().near_from_words;
    let boilerplate = Boilerplate::new(std::iter::empty(), &Tokeniser::Scan);
    let mut scratch = Scratch::default();
    let seconds = median_run(|| {
        for tokens in &tokenised {
            black_box(fingerprint(tokens.iter(), &vocabulary, near_from_words, &boilerplate, &mut scratch));
        }
    });
    print_line(&format!("fingerprints of {} texts", texts.len()), megabytes(texts), seconds);
}

/// Families among texts that have their fingerprints.
fn families(what: &str, texts: &[String]) {
    let settings = DedupeSettings::default();
    let (vocabulary, tokenised) = tokenised(texts);
    let boilerplate = Boilerplate::new(std::iter::empty(), &Tokeniser::Scan);
    let mut scratch = Scratch::default();
    let fingerprints: Vec<Fingerprint> = tokenised
        .iter()
        .map(|tokens| {
            fingerprint(tokens.iter(), &vocabulary, settings.near_from_words, &boilerplate, &mut scratch)
        })
        .collect();
    let received: Vec<DedupeInput<'_>> = texts
        .iter()
        .zip(&fingerprints)
        .enumerate()
        .map(|(at, (text, fingerprint))| DedupeInput {
            text,
            details: &[],
            fingerprint,
            respondent: at as u32,
            is_candidate: true,
        })
        .collect();
    let (mut found, mut members) = (0, 0);
    let seconds = median_run(|| {
        let families = find_families(&received, &settings, &Tokeniser::Scan, &boilerplate);
        found = families.copies.len();
        members = families.copies.iter().map(|family| family.members.len()).sum();
        black_box(families);
    });
    print_line(&format!("families, {what}, {} texts", texts.len()), megabytes(texts), seconds);
    let each = seconds / texts.len() as f64 * 1e6;
    println!("{:<44} {each:.2} CPU-microseconds a text; {found} families hold {members} texts", "");
}

fn tokenised(texts: &[String]) -> (Vocabulary, Vec<Vec<Token>>) {
    let mut vocabulary = Vocabulary::default();
    let mut tokenise = |text: &String| {
        let mut tokens = Vec::new();
        Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
        tokens
    };
    let tokenised = texts.iter().map(&mut tokenise).collect();
    (vocabulary, tokenised)
}

/// One letter, sent by many, each with words of their own at its end.
fn campaign(size: usize) -> Vec<String> {
    (0..size)
        .map(|sender| {
            format!(
                "We ask you to keep the minor injuries unit open at night. The next hospital is an hour away by bus and \
                 the last bus leaves at six, so that people without a car would have to call an ambulance or wait until \
                 the morning. I am neighbour number {sender} and I have lived here for {} years.",
                sender % 80
            )
        })
        .collect()
}
