//! Has every item received one state, and is no word lost? The inputs here are built to lose some.

use crate::consultation::{Consultation, Run};
use crate::office::{Sheet, docx, paragraph, styled, table, xlsx};

/// Where a survey's columns need no guessing.
const SURVEY: &str =
    "[[file]]\nname = \"*survey.*\"\n[file.columns]\nRef = \"identifier\"\nComment = \"open\"\n";

/// A survey in CSV.
fn survey(content: impl AsRef<[u8]>) -> Run {
    Consultation::new().profile(SURVEY).file("survey.csv", content).run()
}

/// Holds the run to exactly these places and states, in any order.
fn assert_states(run: &Run, expected: &[(&str, &str)]) {
    run.adds_up();
    let mut found = run.states();
    found.sort();
    let mut expected: Vec<(String, String)> =
        expected.iter().map(|(place, state)| ((*place).to_owned(), (*state).to_owned())).collect();
    expected.sort();
    assert_eq!(found, expected, "the ledger (left) does not say of every item what became of it (right)");
}

/// The reason that the ledger gives at a place.
fn reason(run: &Run, place: &str) -> String {
    let ledger = run.table("internal/ledger.csv");
    let row = ledger.rows().find(|row| row.get("source") == place && !row.get("reason").is_empty());
    row.unwrap_or_else(|| panic!("the ledger gives no reason at {place}: {:?}", run.states()))
        .get("reason")
        .to_owned()
}

#[test]
fn blank_lines_are_entered_where_they_stood() {
    let run = survey("Ref,Comment\n\nA1,The bus was late\n\n\nA2,\n").ends_with(0);
    assert_states(
        &run,
        &[
            ("survey.csv!2", "blank"),
            ("survey.csv!3", "analysed"),
            ("survey.csv!4", "blank"),
            ("survey.csv!5", "blank"),
            ("survey.csv!6", "blank"),
        ],
    );
    run.keeps_words(&["The bus was late"]);
}

#[test]
fn a_line_break_inside_quotes_stays_in_its_answer() {
    let run = survey("Ref,Comment\r\nA1,\"The bus was late.\r\n\r\nThe ward was shut.\"\r\nA2,Parking\r\n")
        .ends_with(0);
    assert_states(&run, &[("survey.csv!2", "analysed"), ("survey.csv!3", "analysed")]);
    run.keeps_words(&["The bus was late.\n\nThe ward was shut.", "Parking"]);
}

#[test]
fn old_line_ends_divide_rows_too() {
    let run = survey("Ref,Comment\rA1,The bus was late\rA2,Parking is dear\r").ends_with(0);
    assert_states(&run, &[("survey.csv!2", "analysed"), ("survey.csv!3", "analysed")]);
    run.keeps_words(&["The bus was late", "Parking is dear"]);
}

#[test]
fn a_short_row_has_blank_answers() {
    let run = survey("Ref,Place,Comment\nA1,Leek,The bus was late\nA2\nA3,Stone\n").ends_with(0);
    assert_states(
        &run,
        &[("survey.csv!2", "analysed"), ("survey.csv!3", "blank"), ("survey.csv!4", "blank")],
    );
}

#[test]
fn a_long_row_is_refused_with_its_line_and_costs_no_other() {
    let run =
        survey("Ref,Comment\nA1,The bus was late, again and again\nA2,Parking is dear,,\nA3,Keep the beds\n")
            .ends_with(3);
    assert_states(
        &run,
        &[("survey.csv!2", "unreadable"), ("survey.csv!3", "analysed"), ("survey.csv!4", "analysed")],
    );
    assert!(run.said().contains("survey.csv!2"), "the refused row is named:\n{}", run.said());
    assert!(reason(&run, "survey.csv!2").contains("quotation marks"), "the reason says what would help");
}

#[test]
fn a_row_of_delimiters_only_is_one_blank_item() {
    let run = survey("Ref,Place,Comment\n,,\nA1,Leek,The bus was late\n,,\n").ends_with(0);
    assert_states(
        &run,
        &[("survey.csv!2", "blank"), ("survey.csv!3", "analysed"), ("survey.csv!4", "blank")],
    );
}

#[test]
fn a_header_repeated_is_no_answer() {
    let run = survey("Ref,Comment\nA1,The bus was late\nRef,Comment\nA2,Parking is dear\n").ends_with(0);
    assert_states(
        &run,
        &[("survey.csv!2", "analysed"), ("survey.csv!3", "out_of_scope"), ("survey.csv!4", "analysed")],
    );
}

#[test]
fn titles_above_a_table_and_totals_below_it_are_no_answers() {
    let run = survey(
        "Listening exercise,,\nExported in May,,\nRef,Score,Comment\nA1,3,The bus was late\nA2,4,Parking is dear\nTotal,7,\n",
    )
    .ends_with(0);
    assert_states(
        &run,
        &[
            ("survey.csv!1", "out_of_scope"),
            ("survey.csv!2", "out_of_scope"),
            ("survey.csv!4", "analysed"),
            ("survey.csv!5", "analysed"),
            ("survey.csv!6", "out_of_scope"),
        ],
    );
}

#[test]
fn an_unclosed_quote_costs_the_row_it_stands_in() {
    let run =
        survey("Ref,Comment\nA1,\"The bus was late\nA2,Parking is dear\nA3,\"Keep the beds, please\"\n")
            .ends_with(3);
    assert_states(
        &run,
        &[("survey.csv!2", "unreadable"), ("survey.csv!3", "analysed"), ("survey.csv!4", "analysed")],
    );
    run.keeps_words(&["Parking is dear", "Keep the beds, please"]);
    assert!(reason(&run, "survey.csv!2").contains("never closes"), "the reason says what is wrong");
}

#[test]
fn two_unclosed_quotes_cost_no_row_between_them() {
    let run = survey(
        "Ref,Comment\nA1,\"The bus was late\nA2,Parking is dear\nA3,\"Keep the beds\nA4,Ward closed\n",
    );
    assert_states(
        &run,
        &[
            ("survey.csv!2", "unreadable"),
            ("survey.csv!3", "analysed"),
            ("survey.csv!4", "unreadable"),
            ("survey.csv!5", "analysed"),
        ],
    );
}

#[test]
fn a_quotation_mark_inside_an_answer_stays() {
    let run =
        survey("Ref,Comment\nA1,The \"express\" bus was late\nA2,\"The \"\"late\"\" bus\"\n").ends_with(0);
    run.adds_up();
    run.keeps_words(&["The \"express\" bus was late", "The \"late\" bus"]);
}

#[test]
fn several_questions_are_an_item_each() {
    let run = Consultation::new()
        .file(
            "survey.csv",
            "Ref,What is good?,What should we do better?\nA1,The bus is good for us,\nA2,,The ward was shut on Sunday\n",
        )
        .run()
        .ends_with(0);
    assert_states(
        &run,
        &[
            ("survey.csv!2", "analysed"),
            ("survey.csv!2", "blank"),
            ("survey.csv!3", "analysed"),
            ("survey.csv!3", "blank"),
        ],
    );
}

#[test]
fn answers_that_say_nothing_are_entered_as_such() {
    let run = survey("Ref,Comment\nA1,n/a\nA2,???\nA3,As above\nA4,42\nA5,The bus was late\n").ends_with(0);
    assert_states(
        &run,
        &[
            ("survey.csv!2", "non_substantive"),
            ("survey.csv!3", "non_substantive"),
            ("survey.csv!4", "non_substantive"),
            ("survey.csv!5", "non_substantive"),
            ("survey.csv!6", "analysed"),
        ],
    );
}

#[test]
fn another_language_is_listed_for_translation() {
    let polish = "Nie mogę dostać wizyty u lekarza rodzinnego, trzeba czekać trzy tygodnie na telefon";
    let run = survey(format!("Ref,Comment\nA1,\"{polish}\"\nA2,The bus was late\n")).ends_with(0);
    assert_states(&run, &[("survey.csv!2", "other_language"), ("survey.csv!3", "analysed")]);
    run.keeps_words(&[polish]);
}

#[test]
fn identifiers_that_come_twice_lose_no_row() {
    let run = survey("Ref,Comment\nA1,The bus was late\nA1,Parking is dear\nA2,Keep the beds\n").ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let mut ids: Vec<&str> = responses.rows().map(|row| row.get("submission_id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "three rows are three submissions, each with an id of its own: {ids:?}");
    assert!(ids.contains(&"A2"), "an identifier that is unique is kept: {ids:?}");
}

#[test]
fn an_empty_sheet_is_entered_and_the_others_are_read() {
    let workbook = xlsx(&[
        Sheet { name: "Empty", rows: &[] },
        Sheet {
            name: "Answers",
            rows: &[
                (1, &["Ref", "Comment"]),
                (2, &["A1", "The bus was late"]),
                (5, &["A2", ""]),
                (6, &["", "Parking & beds"]),
            ],
        },
    ]);
    let run = Consultation::new().profile(SURVEY).file("survey.xlsx", workbook).run().ends_with(0);
    assert_states(
        &run,
        &[
            ("survey.xlsx#Empty", "blank"),
            ("survey.xlsx#Answers!2", "analysed"),
            ("survey.xlsx#Answers!3", "blank"),
            ("survey.xlsx#Answers!4", "blank"),
            ("survey.xlsx#Answers!5", "blank"),
            ("survey.xlsx#Answers!6", "analysed"),
        ],
    );
    run.keeps_words(&["The bus was late", "Parking & beds"]);
}

#[test]
fn a_table_inside_a_table_of_a_letter_keeps_its_words() {
    let inner = table(&[&[&paragraph("the inner bus"), &paragraph("the inner ward")]]);
    let cell = format!("{}{inner}{}", paragraph("before it"), paragraph("after it"));
    let letter = docx(&format!(
        "{}{}{}",
        paragraph("Dear Sir,"),
        table(&[&[&cell, &paragraph("the outer parking")]]),
        paragraph("Thank you for reading all of this.")
    ));
    let run = Consultation::new().file("letter.docx", letter).run().ends_with(0);
    assert_states(&run, &[("letter.docx", "analysed")]);
    run.keeps_words(&[
        "Dear Sir,",
        "before it",
        "the inner bus",
        "the inner ward",
        "after it",
        "the outer parking",
        "Thank you for reading",
    ]);
}

#[test]
fn words_after_a_drawing_in_a_paragraph_are_kept() {
    let drawing = "<w:r><w:drawing><a:p><a:r><a:t>caption</a:t></a:r></a:p></w:drawing></w:r>";
    let letter = docx(&format!(
        "<w:p><w:r><w:t>The bus</w:t></w:r>{drawing}<w:r><w:t xml:space=\"preserve\"> never came.</w:t></w:r></w:p>{}",
        paragraph("The ward was shut.")
    ));
    let run = Consultation::new().file("letter.docx", letter).run().ends_with(0);
    run.adds_up();
    run.keeps_words(&["The bus", "never came.", "The ward was shut."]);
}

#[test]
fn every_paragraph_of_event_notes_is_entered() {
    let notes = docx(
        &[
            styled("Heading1", "Listening event: Leek"),
            paragraph("Attendance: 34"),
            styled("Heading2", "What matters to you?"),
            styled("ListBullet", "The bus never comes"),
            styled("ListBullet", "Keep the beds"),
            styled("Heading2", "Apologies"),
            paragraph("The chair of the group"),
        ]
        .concat(),
    );
    let run = Consultation::new().file("event.docx", notes).run().ends_with(0);
    assert_states(
        &run,
        &[
            ("event.docx!paragraph 1", "out_of_scope"),
            ("event.docx!paragraph 2", "out_of_scope"),
            ("event.docx!paragraph 3", "out_of_scope"),
            ("event.docx!paragraph 4", "analysed"),
            ("event.docx!paragraph 5", "analysed"),
            ("event.docx!paragraph 6", "out_of_scope"),
            ("event.docx!paragraph 7", "out_of_scope"),
        ],
    );
}

#[test]
fn a_table_of_event_notes_loses_no_point() {
    let notes = docx(&format!(
        "{}{}",
        styled("Heading1", "Listening event: Leek"),
        table(&[
            &[&paragraph("What is good here?"), &paragraph("What would you change?")],
            &[
                &format!("{}{}", paragraph("The bus is good"), paragraph("The ward is clean")),
                &table(&[&[&paragraph("Free parking for all")]]),
            ],
        ])
    ));
    let run = Consultation::new().file("event.docx", notes).run().ends_with(0);
    run.adds_up();
    run.keeps_words(&["The bus is good", "The ward is clean", "Free parking for all"]);
}

#[test]
fn a_message_with_an_empty_body_is_blank() {
    let run = Consultation::new()
        .file("1.eml", "From: Jo <jo@example.org>\r\nSubject: Buses\r\nContent-Type: text/plain\r\n\r\n")
        .file("2.eml", "From: Sam <sam@example.org>\r\nSubject: Buses\r\n\r\nThe bus was late.\r\n")
        .run()
        .ends_with(0);
    assert_states(&run, &[("1.eml", "blank"), ("2.eml", "analysed")]);
}

/// An e-mail with this body.
fn message(body: &str) -> String {
    format!(
        "From: Jo <jo@example.org>\r\nSubject: Buses\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
}

#[test]
fn a_quoted_message_below_is_entered_apart() {
    let body = "The bus was late.\r\n\r\nOn Monday, Sam wrote:\r\n> How was the ward?\r\n";
    let run = Consultation::new().file("1.eml", message(body)).run().ends_with(0);
    assert_states(&run, &[("1.eml", "analysed"), ("1.eml", "out_of_scope")]);
    let responses = run.table("internal/responses.csv");
    let text = responses.rows().next().expect("there is a response").get("text").to_owned();
    assert_eq!(text, "The bus was late.", "what another person wrote is not this person's");
}

#[test]
fn a_reply_written_below_the_quoted_message_is_read() {
    let body = "On Monday, Sam wrote:\r\n> What would you change?\r\n\r\nThe bus is always late.\r\n";
    let run = Consultation::new().file("1.eml", message(body)).run().ends_with(0);
    run.adds_up();
    run.keeps_words(&["The bus is always late."]);
}

#[test]
fn words_under_a_line_of_dashes_are_read_or_entered() {
    let body = "The bus was late.\r\n--\r\nThe other thing is the ward: it was shut on Sunday.\r\n";
    let run = Consultation::new().file("1.eml", message(body)).run().ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let is_read = responses.rows().any(|row| row.get("text").contains("it was shut on Sunday"));
    let is_entered = run.states().iter().any(|(_, state)| state == "out_of_scope");
    assert!(
        is_read || is_entered,
        "the words under the dashes are neither in a response nor told of in the ledger: {:?}",
        run.states()
    );
}

#[test]
fn an_attachment_that_cannot_be_read_is_named() {
    let mail = "From: Jo <jo@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n\
                --x\r\nContent-Type: text/plain\r\n\r\nThe bus was late.\r\n--x\r\nContent-Type: application/pdf\r\n\
                Content-Disposition: attachment; filename=\"more.pdf\"\r\n\r\n%PDF\r\n--x--\r\n";
    let run = Consultation::new().file("1.eml", mail).run().ends_with(3);
    assert_states(&run, &[("1.eml", "analysed"), ("1.eml/more.pdf", "unreadable")]);
}

#[test]
fn an_empty_file_is_blank() {
    let run = Consultation::new()
        .file("empty.csv", "")
        .file("empty.txt", "")
        .file("spaces.txt", " \n \n")
        .file("letter.txt", "The bus was late.")
        .run()
        .ends_with(0);
    assert_states(
        &run,
        &[
            ("empty.csv", "blank"),
            ("empty.txt", "blank"),
            ("spaces.txt", "blank"),
            ("letter.txt", "analysed"),
        ],
    );
}

#[test]
fn a_folder_in_a_folder_is_walked() {
    let run = Consultation::new()
        .file("letters/north/a.txt", "The bus was late.")
        .file("letters/b.txt", "The ward was shut.")
        .file("c.txt", "Parking is dear.")
        .file(".hidden.txt", "Not a submission.")
        .run()
        .ends_with(0);
    assert_states(
        &run,
        &[("c.txt", "analysed"), ("letters/b.txt", "analysed"), ("letters/north/a.txt", "analysed")],
    );
}

#[test]
fn files_of_unknown_or_damaged_kind_are_named_and_the_rest_is_read() {
    let damaged = &docx(&paragraph("The bus"))[..200];
    let run = Consultation::new()
        .file("a.bin", [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(50))
        .file("b.pdf", b"%PDF-1.7\n1 0 obj\n")
        .file("c.docx", damaged)
        .file("d.csv", [0u8, 1, 2, 3, 4, 5, 6, 7].repeat(50))
        .file("e.txt", "The bus was late.")
        .run()
        .ends_with(3);
    assert_states(
        &run,
        &[
            ("a.bin", "unreadable"),
            ("b.pdf", "unreadable"),
            ("c.docx", "unreadable"),
            ("d.csv", "unreadable"),
            ("e.txt", "analysed"),
        ],
    );
    for name in ["a.bin", "b.pdf", "c.docx", "d.csv"] {
        assert!(run.said().contains(name), "{name} is named on standard error:\n{}", run.said());
    }
    assert!(reason(&run, "b.pdf").contains("print it into a new PDF"), "the reason says what would help");
}

#[test]
fn a_document_damaged_in_its_middle_is_refused_not_cut() {
    for end in ["<w:p><w:r><w:t>was <late</w:t></w:r></w:p>", "<w:p><w:r><w:t>was late"] {
        let broken = docx(&format!("{}{end}", paragraph("The bus")));
        let run = Consultation::new().file("a.docx", broken).file("b.txt", "Ward.").run();
        run.adds_up();
        let is_refused = run.states().contains(&("a.docx".to_owned(), "unreadable".to_owned()));
        let responses = run.table("internal/responses.csv");
        let is_read = responses.rows().any(|row| row.get("text").contains("late"));
        assert!(
            is_refused || is_read,
            "a document that ends in {end} is taken as whole, and words of it are lost: {:?}",
            run.states()
        );
    }
}

#[test]
fn bytes_that_are_no_utf8_are_read_as_what_they_are() {
    let mut bytes = b"Ref,Comment\nA1,caf\xe9 by the bus \x96 \xa35\n".to_vec();
    bytes.extend("A2,café by the ward\n".as_bytes());
    let run = survey(bytes).ends_with(0);
    assert_states(&run, &[("survey.csv!2", "analysed"), ("survey.csv!3", "analysed")]);
    run.keeps_words(&["café by the bus – £5", "café by the ward"]);
    let responses = run.text("internal/responses.csv");
    assert!(!responses.contains('\u{fffd}'), "never a silent replacement character:\n{responses}");
}

#[test]
fn utf16_is_read_with_and_without_its_mark() {
    let text = "Ref,Comment\nA1,The café bus was late\nA2,Parking is dear\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (name, bytes) in [
        ("little endian with mark", [b"\xff\xfe".to_vec(), little.clone()].concat()),
        ("big endian with mark", [b"\xfe\xff".to_vec(), big.clone()].concat()),
        ("little endian", little),
        ("big endian", big),
    ] {
        let run = survey(bytes);
        assert_eq!(run.code(), 0, "UTF-16, {name}: {}", run.said());
        assert_states(&run, &[("survey.csv!2", "analysed"), ("survey.csv!3", "analysed")]);
        run.keeps_words(&["The café bus was late", "Parking is dear"]);
    }
}

#[test]
fn text_decoded_twice_is_mended() {
    let run = survey("Ref,Comment\nA1,The bus didnâ€™t come to the cafÃ©\n").ends_with(0);
    run.adds_up();
    run.keeps_words(&["The bus didn’t come to the café"]);
}

#[test]
fn what_the_profile_leaves_out_stays_in_the_ledger() {
    let run = Consultation::new()
        .profile("[[file]]\nname = \"test*\"\nout_of_scope = true\n")
        .file("test.txt", "The bus was late.")
        .file("a.txt", "The ward was shut.")
        .run()
        .ends_with(0);
    assert_states(&run, &[("a.txt", "analysed"), ("test.txt", "out_of_scope")]);
}

#[test]
fn a_table_without_an_open_column_is_entered_row_by_row() {
    let run = Consultation::new()
        .file("scores.csv", "Ref,Score\n1,4\n2,5\n3,3\n")
        .file("a.txt", "The bus was late.")
        .run()
        .ends_with(0);
    assert_states(
        &run,
        &[
            ("a.txt", "analysed"),
            ("scores.csv!2", "out_of_scope"),
            ("scores.csv!3", "out_of_scope"),
            ("scores.csv!4", "out_of_scope"),
        ],
    );
}

#[test]
fn every_state_of_the_sample_adds_up() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = folder.path().join("report");
    let output = std::process::Command::new(crate::consultation::PROGRAM)
        .arg("run")
        .arg(crate::consultation::project("samples/listening-exercise"))
        .arg("--out")
        .arg(&out)
        .output()
        .expect("the program starts");
    Run::of(output, out).adds_up();
}
