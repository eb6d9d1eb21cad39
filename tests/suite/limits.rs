//! Is what no honest file holds refused for a reason, as a whole and once, and what stands beside it still read?

use yousaid::ingest::{LONGEST_RESPONSE, Reading, read_file};
use yousaid::ledger::State;

/// Reads a file and checks that its ledger adds up.
fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Reading {
    let reading = read_file(name, bytes.into(), &[]);
    let responses: usize = reading.submissions.iter().map(|submission| submission.responses.len()).sum();
    assert_eq!(responses + reading.entries.len(), reading.items_seen, "{name}: the ledger does not add up");
    reading
}

/// The one reason for which a file is refused.
fn refusal(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let reading = read(name, bytes);
    assert!(reading.submissions.is_empty(), "{name}: something was read");
    match reading.entries.as_slice() {
        [entry] if entry.state == State::Unreadable => entry.reason.to_string(),
        other => panic!("{name}: one refusal is expected, not {} entries", other.len()),
    }
}

#[test]
fn a_table_wider_than_any_spreadsheet_is_refused_once() {
    let header: Vec<String> = (0..20_000).map(|at| format!("Question {at}?")).collect();
    let row = vec!["More buses"; 20_000].join(",");
    let reason = refusal("wide.csv", format!("{}\n{row}\n{row}\n", header.join(",")));
    assert!(reason.contains("20000 columns") && reason.contains("turn it"), "{reason}");
}

#[test]
fn a_line_without_end_costs_itself() {
    let reading = read(
        "survey.csv",
        format!("id,comment\n1,More buses please\n2,{}\n3,Fewer cars\n", ",".repeat(1 << 20)),
    );
    assert_eq!(reading.submissions.len(), 2);
    let states: Vec<State> = reading.entries.iter().map(|entry| entry.state).collect();
    assert_eq!(states, [State::Unreadable]);
}

#[test]
fn a_file_that_is_one_line_without_end_is_refused() {
    assert!(refusal("survey.csv", "a,".repeat(1_100_000)).contains("more than a million cells"));
}

#[test]
fn blank_rows_that_go_on_and_on_are_told_together() {
    let blank = "\n".repeat(30_000) + &",\n".repeat(30_000);
    let reading = read("survey.csv", format!("id,comment\n1,More buses please\n{blank}2,Fewer cars\n"));
    assert_eq!(reading.submissions.len(), 2);
    assert_eq!(reading.entries.len(), 10_001);
    let last = reading.entries.last().expect("there are entries");
    assert_eq!((last.state, &*last.reason), (State::Blank, "the last of 50000 more blank rows"));
}

#[test]
fn a_long_cell_costs_its_row() {
    let long = "x".repeat(LONGEST_RESPONSE + 1);
    let reading = read("survey.csv", format!("id,comment\n1,More buses please\n2,{long}\n3,Fewer cars\n"));
    assert_eq!(reading.submissions.len(), 2);
    assert!(reading.entries[0].reason.contains("longer than 10 MB"), "{}", reading.entries[0].reason);
}

#[test]
fn a_document_with_more_points_than_any_event_makes_is_refused() {
    let reason = refusal("notes.txt", "- More buses\n".repeat(200_001));
    assert!(reason.contains("save it as .csv"), "{reason}");
    assert!(refusal("notes.html", "<p>a".repeat(450_000)).contains("save it as .csv"));
    assert!(refusal("letter.txt", "a".repeat(20_000_001)).contains("20 MB"));
}

#[test]
fn a_message_longer_than_any_is_refused() {
    let body = "More buses\n".repeat(LONGEST_RESPONSE / 11 + 1);
    assert!(refusal("message.eml", format!("From: a@example.org\nSubject: x\n\n{body}")).contains("10 MB"));
    assert!(refusal("message.eml", "X-Mark: a\n".repeat(20_000)).contains("headers"));
}

#[test]
fn a_record_with_more_values_than_a_table_has_columns_is_refused() {
    let values = vec!["[1]"; 200_001].join(",");
    assert!(refusal("answers.json", format!("[{{\"a\": [{values}]}}]")).contains("save it as CSV"));
}

#[test]
fn a_packed_file_that_says_it_is_huge_is_not_unpacked() {
    // The last four bytes tell the length.
    let packed = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x03\0\0\0\0\0\xff\xff\xff\x7f";
    assert!(refusal("survey.csv.gz", packed.to_vec()).contains("unpack it"));
}

#[test]
fn a_workbook_whose_table_never_ends_is_refused() {
    let seed = include_bytes!("../../fuzz/seeds/workbooks/endless.fods");
    assert!(refusal("survey.fods", seed[1..].to_vec()).contains("damaged"));
}
