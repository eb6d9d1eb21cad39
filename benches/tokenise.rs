//! How fast are texts divided into words, and what does a new word cost?

mod shared {
    pub(crate) mod clock;
    pub(crate) mod corpus;
    pub(crate) mod runs;
    pub(crate) mod texts;
}

use std::hint::black_box;

use shared::clock::print_line;
use shared::corpus::Dice;
use shared::runs::median_run;
use shared::texts::{megabytes, texts};
use yousaid::text::{Tokeniser, Vocabulary, word_spans};

fn main() {
    let texts = texts(10_000);
    let scan = median_run(|| {
        let mut words = 0u64;
        for text in &texts {
            word_spans(text, |start, end, _| words += (end - start) as u64);
        }
        black_box(words);
    });
    print_line("where words begin and end", megabytes(&texts), scan);
    measure("tokens, from an empty vocabulary", &texts);
    measure("the same, 50 times the long words", &widened(&texts));
}

fn measure(what: &str, texts: &[String]) {
    let mut tokens = Vec::new();
    let mut distinct = 0;
    let seconds = median_run(|| {
        let mut vocabulary = Vocabulary::default();
        for text in texts {
            Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut tokens);
            black_box(&tokens);
        }
        distinct = vocabulary.len();
    });
    print_line(&format!("{what} ({distinct})"), megabytes(texts), seconds);
}

/// The same texts with two letters more on every word of eight letters or longer, so that each has fifty forms.
fn widened(texts: &[String]) -> Vec<String> {
    let mut dice = Dice(2);
    let endings: Vec<String> =
        (0..50u8).map(|n| format!("{}{}", (b'a' + n / 7) as char, (b'k' + n % 7) as char)).collect();
    let widen = |text: &String| {
        let mut wide = String::with_capacity(text.len() * 5 / 4);
        let mut at = 0;
        word_spans(text, |start, end, _| {
            if end - start >= 8 {
                wide.push_str(&text[at..end]);
                wide.push_str(&endings[dice.below(endings.len())]);
                at = end;
            }
        });
        wide.push_str(&text[at..]);
        wide
    };
    texts.iter().map(widen).collect()
}
