//! Does nothing that points to a person leave the building, whatever it came in? All names and numbers here are invented.

use crate::consultation::{Consultation, Run, csv, files_below};
use crate::office::{Sheet, all_text, archive, docx, paragraph, styled, xlsx};

/// Sentences that show a theme of the test lexicon, each with somebody's details.
const WORDS: &[&str] = &[
    "The bus is too late for my son Tobias Whitcombe, who goes to college in the morning.",
    "Nurse Oyelaran said that the bus never comes near the clinic after six o'clock.",
    "Ring me on 07700 900 123 about the bus, which did not come for an hour.",
    "The bus stop is far from us at 14 Larkspur Street, ST13 5XX, and there is no bench.",
    "Write to tobias.w@example.org or tobias dot w at example dot org if the bus is moved.",
    "My NHS number is 943 476 5919 and I was born on 3 April 1951, and the bus is all I have.",
    "The bus driver knows my car AB12 CDE and my National Insurance number AB 12 34 56 C by heart.",
    "Thanks to Oluwaseun and Grace I now know when the bus comes to our estate.",
    "Dr. Whitcombe-Patel wrote in capitals that TOBIAS WHITCOMBE MUST HAVE A BUS PASS.",
];

/// What must be nowhere, in small letters.
const SECRETS: &[&str] = &[
    "tobias",
    "whitcombe",
    "oyelaran",
    "900 123",
    "900123",
    "larkspur",
    "5xx",
    "943 476",
    "3 april 1951",
    "ab12 cde",
    "12 34 56",
    "oluwaseun",
    "patel",
];

fn all_words() -> String {
    WORDS.join("\n\n")
}

/// Every byte outside `internal/`, in small letters, has none of the secrets.
fn keeps_secrets(run: &Run) {
    let mut looked_at = 0;
    for path in files_below(&run.folder).into_iter().filter(|path| !path.starts_with("internal/")) {
        looked_at += 1;
        let text = format!("{path}\n{}", all_text(&run.bytes(&path))).to_lowercase();
        for secret in SECRETS {
            if let Some(at) = text.find(secret) {
                let from =
                    (0..=at.saturating_sub(60)).rev().find(|from| text.is_char_boundary(*from)).unwrap_or(0);
                panic!("{path} has '{secret}': …{}", text[from..].chars().take(140).collect::<String>());
            }
        }
    }
    assert!(looked_at >= 7, "the reports, the tables, the quotes and the manifest were to be looked at");
    // What is packed was unpacked: the words that are quoted stand in the Word document.
    let quotes = run.table("publish/quotes.csv");
    let document = all_text(&run.bytes("report.docx"));
    if let Some(quote) =
        quotes.rows().map(|row| row.get("quote")).find(|quote| !quote.contains(['&', '<', '\'', '"', '>']))
    {
        assert!(document.contains(quote.trim()), "report.docx was not unpacked: {quote}");
    }
}

/// The run kept every word inside, showed at least one sentence outside, and let no secret out.
fn is_safe(run: &Run) {
    let inside = run.text("internal/responses.csv").to_lowercase();
    assert!(inside.contains("whitcombe"), "the words were not read:\n{}", run.said());
    assert!(run.table("publish/quotes.csv").rows().count() > 0, "nothing is quoted, so nothing is tested");
    keeps_secrets(run);
}

#[test]
fn no_format_lets_details_out() {
    let body = all_words();
    let lines: Vec<&str> = WORDS.to_vec();
    let html: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
    let rtf: String = lines.iter().map(|line| format!("{line}\\par ")).collect();
    let odt: String = lines.iter().map(|line| format!("<text:p>{line}</text:p>")).collect();
    let odt = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            &format!(
                "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                 xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>{odt}</office:text></office:body>\
                 </office:document-content>"
            ),
        ),
    ]);
    let rows: Vec<Vec<&str>> = std::iter::once(vec!["id", "What do you think of buses?"])
        .chain(
            lines
                .iter()
                .enumerate()
                .map(|(at, line)| vec![["1", "2", "3", "4", "5", "6", "7", "8", "9"][at], line]),
        )
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let numbered: Vec<(u32, &[&str])> =
        rows.iter().enumerate().map(|(at, row)| (at as u32 + 1, *row)).collect();
    let json: Vec<serde_json::Value> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| serde_json::json!({ "id": at.to_string(), "What do you think of buses?": line }))
        .collect();
    let json = serde_json::Value::from(json).to_string();
    let jsonl: String =
        lines.iter().map(|line| format!("{}\n", serde_json::json!({ "comment": line }))).collect();
    let message = format!(
        "From: Tobias Whitcombe <tobias.w@example.org>\r\nTo: Dr Oyelaran <oyelaran@example.org>\r\nSubject: From Tobias Whitcombe\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n\r\nKind regards\r\nTobias Whitcombe\r\n",
        body.replace('\n', "\r\n")
    );
    let mailbox =
        format!("From tobias.w@example.org Wed Feb 27 10:04:00 2019\n{}\n", message.replace("\r\n", "\n"));
    let word: String = lines.iter().map(|line| paragraph(line)).collect();
    let notes: String = styled("Heading1", "Event notes: Leek")
        + &lines.iter().map(|line| styled("ListBullet", line)).collect::<String>();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.csv", csv(&rows).into_bytes()),
        ("a.tsv", csv(&rows).replace("\",\"", "\"\t\"").into_bytes()),
        ("a.xlsx", xlsx(&[Sheet { name: "Tobias Whitcombe", rows: &numbered }])),
        ("letter.docx", docx(&word)),
        ("notes.docx", docx(&notes)),
        ("letter.odt", odt),
        ("letter.txt", body.clone().into_bytes()),
        ("letter.md", body.clone().into_bytes()),
        ("letter.rtf", format!("{{\\rtf1\\ansi {rtf}}}").into_bytes()),
        (
            "letter.html",
            format!("<html><head><title>Tobias Whitcombe</title></head><body>{html}</body></html>")
                .into_bytes(),
        ),
        ("a.json", json.into_bytes()),
        ("a.jsonl", jsonl.into_bytes()),
        ("a.eml", message.into_bytes()),
        ("a.mbox", mailbox.into_bytes()),
        ("letters.zip", archive(&[("Tobias Whitcombe.txt", body.as_str())])),
    ];
    for (name, bytes) in files {
        let run = Consultation::new().file(name, bytes).run();
        assert_eq!(run.code(), 0, "{name}: {}", run.said());
        is_safe(&run);
    }
}

#[test]
fn names_of_files_and_values_of_columns_let_nothing_out() {
    let header: &[&str] =
        &["id", "Locality", "Event", "Respondent type", "Organisation", "What do you think of buses?"];
    let mut rows: Vec<Vec<String>> = vec![header.iter().map(|cell| (*cell).to_owned()).collect()];
    for at in 0..24 {
        rows.push(vec![
            at.to_string(),
            "Tobias Whitcombe".to_owned(),
            "Mrs Whitcombe's drop-in".to_owned(),
            "tobias.w@example.org".to_owned(),
            "Nurse Oyelaran".to_owned(),
            format!("{} This is line {at}.", WORDS[at % WORDS.len()]),
        ]);
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let run = Consultation::new()
        .file("tobias.w@example.org.csv", csv(&rows))
        .file("letters/Tobias Whitcombe.txt", all_words())
        .file("letters/mrs-whitcombe.txt", WORDS[0])
        .file("letters/tobias_whitcombe_07700900123.txt", WORDS[1])
        .run();
    assert_eq!(run.code(), 0, "{}", run.said());
    is_safe(&run);
}

#[test]
fn a_profile_hides_words_and_keeps_words() {
    let run = Consultation::new()
        .file("letter.txt", "The bus to the Potting Shed is late for Janet Holt House every day of the week.")
        .profile("[redaction]\nhide = [\"potting shed\"]\nkeep = [\"Janet Holt\"]\n")
        .run()
        .ends_with(0);
    let quotes = run.text("publish/quotes.csv");
    assert!(quotes.contains("The bus to the [hidden] is late for Janet Holt House"), "{quotes}");
}

#[test]
fn every_replacement_is_logged_where_it_was_made() {
    let run = Consultation::new().file("letter.txt", WORDS[0]).run().ends_with(0);
    let responses = run.table("internal/responses.csv");
    let text = responses.rows().next().expect("a response").get("text").to_owned();
    let log = run.table("internal/redactions.csv");
    let row = log.rows().next().expect("a replacement");
    let at = |column: &str| row.get(column).parse::<usize>().expect("a number");
    assert_eq!(&text[at("start")..at("end")], "Tobias Whitcombe");
    assert_eq!((row.get("kind"), row.get("replacement")), ("name", "[name]"));
}
