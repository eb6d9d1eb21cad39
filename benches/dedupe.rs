//! How fast are copies found, and does a large campaign cost more a text than a small one?

mod shared {
    pub(crate) mod clock;
    pub(crate) mod corpus;
    pub(crate) mod memory;
    pub(crate) mod runs;
    pub(crate) mod texts;
}

use std::hint::black_box;

use shared::clock::{one_run, print_line};
use shared::memory::{forget_most, most_megabytes};
use shared::runs::median_run;
use shared::texts::{megabytes, texts};
use yousaid::dedupe::{
    Boilerplate, DedupeInput, DedupeSettings, Fingerprint, Scratch, find_families, fingerprint,
};
use yousaid::text::{Token, Tokeniser, Vocabulary};

/// Corpora of these sizes are measured, as far as there are so many texts.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    let texts = texts(SIZES[2]);
    fingerprints(&texts[..texts.len().min(SIZES[0])]);
    let sizes: Vec<usize> = SIZES.into_iter().filter(|size| *size <= texts.len()).collect();
    for size in if sizes.is_empty() { vec![texts.len() / 5, texts.len()] } else { sizes } {
        families("the corpus", &texts[..size]);
    }
    drop(texts);
    for size in [1_000, 10_000] {
        families("one campaign", &campaign(size));
    }
}

/// Fingerprints of texts already divided into words.
fn fingerprints(texts: &[String]) {
    let mut vocabulary = Vocabulary::default();
    let tokenised: Vec<Vec<Token>> = texts
        .iter()
        .map(|text| {
            let mut tokens = Vec::new();
            Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
            tokens
        })
        .collect();
    let boilerplate = Boilerplate::new(std::iter::empty(), &Tokeniser::Scan);
    let mut scratch = Scratch::default();
    let seconds = median_run(|| {
        for tokens in &tokenised {
            black_box(fingerprint(tokens.iter(), &vocabulary, &boilerplate, &mut scratch));
        }
    });
    print_line(&format!("fingerprints of {} texts", texts.len()), megabytes(texts), seconds);
}

/// Families among texts that have their fingerprints, and the most memory held for both, the texts left out.
fn families(what: &str, texts: &[String]) {
    let settings = DedupeSettings::default();
    let boilerplate = Boilerplate::new(std::iter::empty(), &Tokeniser::Scan);
    forget_most();
    let before = most_megabytes();
    let fingerprints = all_fingerprints(texts, &boilerplate);
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
    let work = || {
        let families = find_families(&received, &settings, &Tokeniser::Scan, &boilerplate);
        found = families.copies.len();
        members = families.copies.iter().map(|family| family.members.len()).sum();
        black_box(families);
    };
    // A million texts take so long that one run tells enough.
    let seconds = if texts.len() > SIZES[1] { one_run(work) } else { median_run(work) };
    print_line(&format!("families, {what}, {} texts", texts.len()), megabytes(texts), seconds);
    let each = seconds / texts.len() as f64 * 1e6;
    let memory = before.zip(most_megabytes()).map(|(before, most)| most - before);
    let memory = memory.map_or(String::new(), |more| format!("; {more:.0} MB besides the texts"));
    println!("{:<44} {each:.2} CPU-microseconds a text; {found} families hold {members} texts{memory}", "");
}

fn all_fingerprints(texts: &[String], boilerplate: &Boilerplate) -> Vec<Fingerprint> {
    let (mut vocabulary, mut scratch, mut tokens) = (Vocabulary::default(), Scratch::default(), Vec::new());
    let mut of = |text: &String| {
        Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
        fingerprint(tokens.iter(), &vocabulary, boilerplate, &mut scratch)
    };
    texts.iter().map(&mut of).collect()
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
