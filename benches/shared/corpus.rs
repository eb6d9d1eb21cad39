//! The texts to measure on: a file that `YOUSAID_CORPUS` names, or a small one of our own.
//!
//! The file is a CSV with a column `response`. A generator beside the project makes large ones; our own is made of a
//! few dozen sentences, so that its figures say little, but it is always there.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of responses.
pub(crate) struct Corpus {
    /// The file.
    pub(crate) path: PathBuf,
    /// How many rows it has.
    pub(crate) rows: usize,
    /// Its size in millions of bytes.
    pub(crate) megabytes: f64,
}

/// Rows of our own corpus.
const OWN_ROWS: usize = 5_000;

/// The first `most_rows` rows, or all where there are fewer.
pub(crate) fn corpus(most_rows: usize) -> Corpus {
    let source = match env::var_os("YOUSAID_CORPUS") {
        Some(path) => fs::read_to_string(&path).unwrap_or_else(|error| panic!("YOUSAID_CORPUS: {error}")),
        None => own_corpus(OWN_ROWS),
    };
    let mut reader = csv::Reader::from_reader(source.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while rows < most_rows && reader.read_byte_record(&mut record).expect("the corpus is a CSV file") {
        rows += 1;
    }
    let end = reader.position().byte() as usize;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{rows}-rows.csv"));
    fs::write(&path, &source[..end]).expect("the target folder can be written");
    Corpus { path, rows, megabytes: end as f64 / 1e6 }
}

/// A sequence of numbers that looks random and is always the same (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % most as u64) as usize
    }

    /// One of several.
    pub(crate) fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }
}

/// Invented answers, put together from parts; one in fifty is the same letter with a sentence of its own.
fn own_corpus(rows: usize) -> String {
    let mut dice = Dice(1);
    let mut written = String::from("id,locality,response\n");
    for row in 1..=rows {
        let mut said = String::new();
        if dice.below(50) == 0 {
            said.push_str(LETTER);
        }
        for _ in 0..1 + dice.below(12) {
            let (who, what, why) = (dice.one_of(WHO), dice.one_of(WHAT), dice.one_of(WHY));
            let _ = write!(said, "{who} {what} {why}. ");
        }
        if dice.below(10) == 0 {
            let _ = write!(said, "Ring me on 01632 960{:03}.", dice.below(1000));
        }
        let _ = writeln!(written, "R{row},{},\"{}\"", dice.one_of(PLACES), said.trim_end());
    }
    written
}

const LETTER: &str = "We ask you to keep the minor injuries unit open at night. The next hospital is an hour away by \
    bus and the last bus leaves at six, so that people without a car would have to call an ambulance. ";

const PLACES: &[&str] = &["Ashwick", "Brayford", "Carnholme", "Dunsby"];

const WHO: &[&str] = &[
    "My mother",
    "Our neighbour",
    "I",
    "People without a car",
    "Carers like me",
    "The receptionist",
    "Young families here",
    "Nobody on our street",
    "A friend's son",
];

const WHAT: &[&str] = &[
    "waited three weeks for a GP appointment",
    "couldn't park at the hospital",
    "never got through on the phone",
    "had kind nurses on the ward",
    "was sent home without her medicines",
    "need help with mental health earlier",
    "pays too much for the bus to the clinic",
    "told the same story to five people",
    "was seen quickly and treated with respect",
    "worry that the café and library will close",
];

const WHY: &[&str] = &[
    "because there are not enough staff",
    "and the letter came too late",
    "which is unfair on older people",
    "though the care itself was excellent",
    "so we gave up and went to A&E",
    "since the surgery moved to Ashwick",
    "and that made a hard year easier",
    "while the other practice has no waiting list",
];
