//! Can every quote stand by itself, and does what stands beside it tell no more in one place than in another?

use std::collections::HashMap;

use crate::consultation::{Consultation, Run, Table, csv};
use crate::office::all_text;
use crate::sample::sample;

const PROFILE: &str = "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nComment = \"open\"\n\
                       Quote = \"consent\"\nPlace = \"locality\"\n";

/// A survey of these comments, all by people who may be quoted.
fn comments(comments: &[&str]) -> Run {
    let rows: Vec<[String; 4]> = comments
        .iter()
        .enumerate()
        .map(|(at, comment)| [format!("R{at}"), (*comment).to_owned(), "Yes".to_owned(), String::new()])
        .collect();
    survey(&rows, &[])
}

fn survey(rows: &[[String; 4]], more: &[&str]) -> Run {
    let head = ["Ref", "Comment", "Quote", "Place"].map(str::to_owned);
    let rows: Vec<Vec<&str>> =
        std::iter::once(&head).chain(rows).map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    Consultation::new().profile(PROFILE).file("survey.csv", csv(&rows)).run_with(more).ends_with(0)
}

fn quoted(run: &Run) -> Vec<String> {
    run.table("publish/quotes.csv").rows().map(|row| row.get("quote").to_owned()).collect()
}

/// Fails where words of one response, or the same words of several, are described in two ways.
pub(crate) fn words_have_one_description(quotes: &Table, places: &Table, what: &str) {
    let described: HashMap<&str, (&str, &str)> =
        quotes.rows().map(|row| (row.get("quote_id"), (row.get("quote"), row.get("attribution")))).collect();
    let mut of_words: HashMap<&str, &str> = HashMap::new();
    let mut of_responses: HashMap<&str, Vec<(usize, usize, &str)>> = HashMap::new();
    for row in places.rows() {
        let (words, description) = described[row.get("quote_id")];
        let known = of_words.entry(words).or_insert(description);
        assert_eq!(*known, description, "{what}: the same words have two descriptions");
        let number = |name: &str| row.get(name).parse::<usize>().expect("a place in a text is a number");
        of_responses.entry(row.get("response_id")).or_default().push((
            number("start"),
            number("end"),
            description,
        ));
    }
    for quotes in of_responses.values() {
        for (start, end, description) in quotes {
            for (other_start, other_end, other) in quotes {
                let share = start < other_end && other_start < end;
                assert!(!share || description == other, "{what}: shared words have two descriptions");
            }
        }
    }
}

#[test]
fn the_same_words_have_one_description_wherever_they_stand() {
    // Only one of them may be quoted: what many said of buses, and nobody else of beds.
    let row = |at: usize, comment: &str, consent: &str| {
        let place = if at.is_multiple_of(2) { "Leek" } else { "Stone" };
        [format!("R{at}"), comment.to_owned(), consent.to_owned(), place.to_owned()]
    };
    let mut rows: Vec<[String; 4]> = (1..60)
        .map(|at| match at {
            1..30 => row(at, &format!("The bus number {at} never comes on a Sunday."), "No"),
            _ => row(at, &format!("Number {at} on our street has nothing to say to this."), "No"),
        })
        .collect();
    rows.push(row(0, "The bus that goes to the ward never comes on a Sunday.", "Yes"));
    let run = survey(&rows, &["--preset", "fft"]);
    let quotes = run.table("publish/quotes.csv");
    assert_eq!(quotes.rows().count(), 2, "one quote for buses and one for beds");
    words_have_one_description(&quotes, &run.table("internal/quotes.csv"), "a survey");
    let descriptions: Vec<&str> = quotes.rows().map(|row| row.get("attribution")).collect();
    assert_eq!(descriptions, ["Respondent", "Respondent"], "the theme that few raised may tell no place");
}

#[test]
fn the_sample_describes_words_in_one_way() {
    let run = sample();
    words_have_one_description(
        &run.table("publish/quotes.csv"),
        &run.table("internal/quotes.csv"),
        "the sample",
    );
}

#[test]
fn a_sentence_is_quoted_again_only_where_a_theme_has_no_other() {
    let run = comments(&[
        "The bus to the ward was an hour late on the day of my operation.",
        "The bus stops too far from the door of the hospital for me.",
    ]);
    let mut quotes = quoted(&run);
    quotes.sort();
    assert_eq!(quotes.len(), 2, "buses have a sentence of their own: {quotes:?}");
    assert_ne!(quotes[0], quotes[1]);
    let alone = comments(&["The bus to the ward was an hour late on the day of my operation."]);
    assert_eq!(quoted(&alone).len(), 2, "a theme without another sentence shows that one");
}

#[test]
fn fragments_and_messages_are_no_quotes() {
    for comment in [
        "If they asked us about the bus we would tell them:",
        "The bus to the hospital has not run on a Sunday since",
        "Moorlands Bus Users Campaign Group",
        "Sorry for the spelling, I am writing this on the bus to work.",
        "I ride the bus and I am happy to be quoted but not with my name.",
        "Please keep this about the bus anonymous.",
    ] {
        let run = comments(&[comment]);
        assert_eq!(run.figure("buses", "respondents", "included").0, 1, "it counts all the same: {comment}");
        assert_eq!(quoted(&run), [""; 0], "{comment}");
    }
    let run = comments(&["more buses that go to the hospital please"]);
    assert_eq!(quoted(&run).len(), 1, "a whole response needs no full stop");
}

#[test]
fn somebody_who_asks_in_words_not_to_be_quoted_is_not() {
    let run = comments(&[
        "The bus to the northern clinic was two hours late. Please do not quote me on any of this.",
        "The bus to the southern clinic was two hours late.",
    ]);
    assert_eq!(run.figure("buses", "respondents", "included").0, 2);
    assert_eq!(quoted(&run), ["The bus to the southern clinic was two hours late."]);
}

#[test]
fn a_place_that_would_tell_somebody_beside_their_words_is_left_out() {
    let said = |at: usize| match at {
        0 => "As vicar of four parishes I take the bus to every funeral.".to_owned(),
        _ => format!("The bus number {at} never comes on a Sunday."),
    };
    let rows: Vec<[String; 4]> = (0..40)
        .map(|at| {
            let consent = if at < 2 { "Yes" } else { "No" };
            [format!("R{at}"), said(at), consent.to_owned(), "Leek".to_owned()]
        })
        .collect();
    let run = survey(&rows, &[]);
    let quotes = run.table("publish/quotes.csv");
    let told: HashMap<&str, &str> =
        quotes.rows().map(|row| (row.get("quote"), row.get("attribution"))).collect();
    assert_eq!(told["As vicar of four parishes I take the bus to every funeral."], "Respondent");
    assert_eq!(told["The bus number 1 never comes on a Sunday."], "Respondent, Leek");
    assert_eq!(run.table("internal/quote-warnings.csv").rows().count(), 0);
}

#[test]
fn words_that_tell_somebody_are_quoted_last() {
    let told = "My wife is 62 years old, has Parkinson's and takes the bus to her son in Leek.";
    let mut rows: Vec<String> = (0..8)
        .map(|at| format!("The bus to clinic {at} was late, and nobody said a word about why."))
        .collect();
    rows.push(told.to_owned());
    let words: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert!(!quoted(&comments(&words)).contains(&told.to_owned()));
    let alone = comments(&[told]);
    assert_eq!(quoted(&alone).len(), 1, "nobody is silenced");
    assert_eq!(alone.table("internal/quote-warnings.csv").rows().count(), 1);
    let warns = |run: &Run| run.said().contains("read internal/quote-warnings.csv before you publish");
    let plain = comments(&["The bus is late."]);
    assert!(warns(&alone) && !warns(&plain), "{}", alone.said());
    let author_is_told = |run: &Run| all_text(&run.bytes("report.docx")).contains("quote-warnings.csv lists");
    assert!(author_is_told(&alone) && !author_is_told(&plain));
}
