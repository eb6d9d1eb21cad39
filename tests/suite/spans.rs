//! Do spans slice cleanly out of any text?

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};
use yousaid::pipeline::{CheckedLexicon, InMemory, Plan, Unwatched, run};
use yousaid::profile::Profile;
use yousaid::text::{Tokeniser, word_spans};

use crate::consultation::{Table, csv};

/// Rules that many of the texts below show, so that there are spans to look at.
const LEXICON: &str = r#"lexicon "Spans" version 1
priority one "One"
  theme letters "Letters"
    start e
    start b
    phrase (cafe | bus | ward)
    near 6 bus late
    matches "every bus"
    ignores "no"
  theme scripts "Scripts"
    phrase שלום
    phrase ڈاکٹر
    phrase हिन्दी
    phrase fine
    phrase ss*
    near 4 (a&e | can't) bus
    before 8 café (שלום | ward | ڈاکٹر)
    matches "fine"
    ignores "no"
priority two "Two"
  theme whole "Whole"
    whole (bus | café)
    phrase (number | phone | me | on)
    matches "bus"
    ignores "no"
"#;

/// Pieces that are hard to cut: accents in one and two characters, emoji of several, right-to-left, joiners, ligatures, letters that grow when
/// made lower case, markup, and personal details.
const PIECES: &[&str] = &[
    "bus",
    "buses",
    "late",
    "BUS",
    "ward",
    "café",
    "cafe\u{301}",
    "CAFÉ",
    "A&E",
    "can't",
    "can’t",
    "&",
    "👍",
    "👩\u{200d}⚕\u{fe0f}",
    "🏴\u{e0067}\u{e0062}",
    "שלום",
    "\u{202b}שלום\u{202c}",
    "ڈاکٹر",
    "हिन्दी",
    "ﬁne",
    "İstanbul",
    "ß",
    "ŉ",
    "e\u{301}\u{327}",
    "\u{301}",
    "\u{200b}",
    "bu\u{ad}s",
    "<b>",
    "</p>",
    "&amp;",
    "&#233;",
    "Ã©",
    "â€™",
    ".",
    "!",
    "?",
    "…",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "-",
    "'",
    "\"",
    "—",
    "。",
    "Dr.",
    "Mrs Holt",
    "me on 07700 900 123",
    "jo@example.org",
    "ST13 5XX",
    "999 000 0018",
    "DOB 03/04/1951",
    "Many thanks,\nJanet Holt",
    "é07700900123é",
    "＠",
    "½",
    "٣٤",
    "你好",
    "x_000D_",
    "\u{feff}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{1,3}",
        1 => "[ -~]{1,6}",
    ];
    let between = prop::sample::select(vec!["", " ", " ", " ", "  ", "\u{a0}"]);
    prop::collection::vec((piece, between), 0..14)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, between)| piece + between).collect())
}

/// The files of a run, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// The files of a run over these texts, each a row of one survey.
fn files_of(texts: &[String]) -> Files {
    let mut rows = vec![vec!["Ref".to_owned(), "Comment".to_owned()]];
    rows.extend(texts.iter().enumerate().map(|(at, text)| vec![format!("T{at}"), text.clone()]));
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("texts.csv");
    std::fs::write(&file, csv(&rows)).expect("the temporary folder can be written");
    let profile = Profile::parse(
        "consultation.toml",
        "[[file]]\nname = \"texts.csv\"\n[file.columns]\nRef = \"identifier\"\nComment = \"open\"\n",
    )
    .expect("the profile is sound");
    let lexicon = CheckedLexicon::read("spans.lexicon", LEXICON)
        .unwrap_or_else(|faults| panic!("the test's lexicon is unsound: {}", faults[0]));
    let plan = Plan {
        inputs: vec![file],
        out: None,
        lexicon,
        profile,
        tokeniser: Tokeniser::Scan,
        title: "Spans".to_owned(),
        jobs: 1,
        crosswalk: None,
        exchanges: Vec::new(),
        overrides: None,
        checked: None,
        model: None,
    };
    let shelf = InMemory::default();
    run(&plan, &shelf, &Unwatched).expect("any text can be read");
    shelf.files()
}

fn table(files: &Files, path: &str) -> Table {
    Table::read(std::str::from_utf8(&files[path]).expect("files are UTF-8"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_slices_the_clean_text(texts in prop::collection::vec(text(), 40)) {
        let files = files_of(&texts);
        let responses = table(&files, "internal/responses.csv");
        let clean: BTreeMap<&str, &str> =
            responses.rows().map(|row| (row.get("response_id"), row.get("text"))).collect();
        let span = |start: &str, end: &str| (start.parse::<usize>(), end.parse::<usize>());

        let mentions = table(&files, "internal/mentions.csv");
        let mut by_theme: BTreeMap<(&str, &str), Vec<(usize, usize)>> = BTreeMap::new();
        for row in mentions.rows() {
            let (Ok(start), Ok(end)) = span(row.get("start"), row.get("end")) else {
                panic!("a span is two numbers")
            };
            let text = clean[row.get("response_id")];
            prop_assert_eq!(
                text.get(start..end),
                Some(row.get("matched")),
                "the span {}..{} of {:?} does not cut the words it says",
                start, end, text
            );
            prop_assert!(start < end, "a mention of no words in {:?}", text);
            by_theme.entry((row.get("response_id"), row.get("theme_id"))).or_default().push((start, end));
        }
        for ((response, theme), spans) in &by_theme {
            for pair in spans.windows(2) {
                prop_assert!(
                    pair[0].1 <= pair[1].0,
                    "mentions {:?} of {} overlap or stand out of order in {:?}",
                    pair, theme, clean[response]
                );
            }
        }

        let redactions = table(&files, "internal/redactions.csv");
        let mut hidden: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for row in redactions.rows() {
            let (Ok(start), Ok(end)) = span(row.get("start"), row.get("end")) else {
                panic!("a span is two numbers")
            };
            let text = clean[row.get("response_id")];
            prop_assert!(
                start < end && text.get(start..end).is_some(),
                "the redaction {}..{} does not slice {:?} on character boundaries",
                start, end, text
            );
            hidden.entry(row.get("response_id")).or_default().push((start, end));
        }
        for (response, spans) in &hidden {
            for pair in spans.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0, "redactions {:?} overlap in {:?}", pair, clean[response]);
            }
            for ((_, theme), mentions) in by_theme.range((*response, "")..=(*response, "\u{10ffff}")) {
                for mention in mentions {
                    prop_assert!(
                        spans.iter().all(|hidden| mention.1 <= hidden.0 || hidden.1 <= mention.0),
                        "{} is shown by words inside a personal detail in {:?}",
                        theme, clean[response]
                    );
                }
            }
        }

        let quotes = table(&files, "internal/quotes.csv");
        for row in quotes.rows() {
            let (Ok(start), Ok(end)) = span(row.get("start"), row.get("end")) else {
                panic!("a span is two numbers")
            };
            let text = clean[row.get("response_id")];
            prop_assert!(text.get(start..end).is_some(), "the quote {}..{} does not slice {:?}", start, end, text);
        }
    }

    #[test]
    fn what_is_clean_stays_as_it_is(texts in prop::collection::vec(text(), 40)) {
        let once: Vec<String> = clean_texts(&texts);
        let twice = clean_texts(&once);
        for (once, twice) in once.iter().zip(&twice) {
            prop_assert_eq!(once, twice, "cleaning a clean text changes it");
        }
    }
}

/// The clean texts, in the order of the rows.
fn clean_texts(texts: &[String]) -> Vec<String> {
    let files = files_of(texts);
    let responses = table(&files, "internal/responses.csv");
    let by_id: BTreeMap<String, String> = responses
        .rows()
        .map(|row| (row.get("submission_id").to_owned(), row.get("text").to_owned()))
        .collect();
    (0..texts.len()).map(|at| by_id.get(&format!("T{at}")).cloned().unwrap_or_default()).collect()
}

/// Our words, divided at what may stand inside one.
fn scanned(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    word_spans(text, |start, end, _| words.push(&text[start..end]));
    words
        .into_iter()
        .flat_map(|word| word.split(['\'', '’', '‘', '&', '`']))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words of the reference pre-tokeniser, without punctuation.
fn reference(text: &str) -> Vec<String> {
    let mut pieces = PreTokenizedString::from(text);
    BertPreTokenizer.pre_tokenize(&mut pieces).expect("the pre-tokeniser has no failing path");
    pieces
        .get_splits(OffsetReferential::Original, OffsetType::Byte)
        .into_iter()
        .map(|(_, (start, end), _)| text[start..end].to_owned())
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .collect()
}

#[test]
fn the_scan_agrees_with_the_reference_on_plain_sentences() {
    for text in [
        "I can't get a GP appointment at the walk-in centre.",
        "A&E was full; “never again”, said my mother-in-law (82).",
        "Café, naïve, £5? No: 8.30 to 5.30!",
    ] {
        let text = text.replace('£', "");
        assert_eq!(scanned(&text), reference(&text), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scan_agrees_with_the_reference(
        text in "([a-zA-Z0-9éüñßçøđžа-яα-ωא-ת]|[ \n\t\u{a0}]|[.,;:!?()\"'’‘“”–—…&/-]){0,60}"
    ) {
        prop_assert_eq!(scanned(&text), reference(&text), "the words of {:?}", text);
    }

    #[test]
    fn words_stand_in_order_and_on_character_boundaries(text in text()) {
        let mut last = (0, 0);
        let mut seen = BTreeSet::new();
        let mut faults = Vec::new();
        word_spans(&text, |start, end, sentence| {
            if start >= end || start < last.0 || sentence < last.1 || text.get(start..end).is_none() {
                faults.push((start, end, sentence));
            }
            seen.insert(start);
            last = (end, sentence);
        });
        prop_assert!(faults.is_empty(), "{:?} in {:?}", faults, text);
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
            let is_in_a_word = seen.range(..=at).next_back().is_some();
            prop_assert!(is_in_a_word, "the letter {} at {} of {:?} is in no word", c, at, text);
        }
    }
}
