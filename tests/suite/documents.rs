//! Is what stands in a document read, whatever program wrote it? All words are invented.

use crate::consultation::{Consultation, Run};
use crate::office::{archive, docx, docx_with, paragraph, styled, table};

/// The text of the one response of a file.
fn text_of(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let run = Consultation::new().file(name, bytes).run();
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let texts: Vec<String> = responses.rows().map(|row| row.get("text").to_owned()).collect();
    assert_eq!(texts.len(), 1, "one letter is one response: {texts:#?}\n{}", run.said());
    texts.into_iter().next().unwrap_or_default()
}

/// What the ledger says of what is no response: states and reasons.
fn entries(run: &Run) -> Vec<(String, String)> {
    let ledger = run.table("internal/ledger.csv");
    ledger
        .rows()
        .filter(|row| row.get("response_id").is_empty())
        .map(|row| (row.get("state").to_owned(), row.get("reason").to_owned()))
        .collect()
}

fn has_entry(run: &Run, state: &str, words: &str) -> bool {
    entries(run).iter().any(|(found, reason)| found == state && reason.contains(words))
}

const ODT: &str = "application/vnd.oasis.opendocument.text";

/// An OpenDocument text with this in its body.
fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:dc=\"d\">\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = "<office:document-styles xmlns:office=\"o\" xmlns:style=\"s\" xmlns:text=\"t\"><style:master-page>\
                  <style:header><text:p>Top of page</text:p></style:header></style:master-page></office:document-styles>";
    archive(&[("mimetype", ODT), ("content.xml", &content), ("styles.xml", styles)])
}

/// A PDF file with these pages, each a stream that writes in typeface `F`; the table of objects is right.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let mut made = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut add = |made: &mut Vec<u8>, body: &str| {
        places.push(made.len());
        made.extend_from_slice(format!("{} 0 obj\n{body}\nendobj\n", places.len()).as_bytes());
    };
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 4 + at * 2)).collect();
    add(&mut made, "<< /Type /Catalog /Pages 2 0 R >>");
    add(&mut made, &format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()));
    add(&mut made, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (at, page) in pages.iter().enumerate() {
        let resources = "/Resources << /Font << /F 3 0 R /B << /Type /Font /Subtype /Type1 \
                         /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >> >> /MediaBox [0 0 595 842]";
        add(&mut made, &format!("<< /Type /Page /Parent 2 0 R {resources} /Contents {} 0 R >>", 5 + at * 2));
        add(&mut made, &format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    let table = made.len();
    made.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        made.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1);
    made.extend_from_slice(end.as_bytes());
    made
}

/// Lines below one another, from this height down.
fn lines(top: i32, lines: &[&str]) -> String {
    let shown: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
    format!("BT /F 11 Tf 14 TL 60 {top} Td {shown}ET ")
}

#[test]
fn an_open_document_says_what_can_be_seen() {
    let body = "<text:tracked-changes><text:p>Taken out</text:p></text:tracked-changes>\
                <text:p>The bus<text:s text:c=\"2\"/>was <text:span>late</text:span><text:line-break/>again.<text:note>\
                <text:note-citation>1</text:note-citation><text:note-body><text:p>On Monday.</text:p></text:note-body></text:note>\
                <office:annotation><text:p>A remark</text:p></office:annotation></text:p>";
    let run = Consultation::new().file("a.odt", odt(body)).run().ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let text: Vec<&str> = responses.rows().map(|row| row.get("text")).collect();
    assert_eq!(text, ["The bus was late\nagain.\n\nOn Monday."]);
    assert!(
        has_entry(&run, "out_of_scope", "header") && has_entry(&run, "out_of_scope", "comment"),
        "{:?}",
        entries(&run)
    );
}

#[test]
fn a_document_is_known_by_its_content_not_its_name() {
    let page = "<html><body><p>The bus was late.</p></body></html>";
    for (name, bytes) in [
        ("a.doc", docx(&paragraph("The bus was late."))),
        ("b.zip", docx(&paragraph("The bus was late."))),
        ("c.doc", br"{\rtf1\ansi The bus was late.\par}".to_vec()),
        ("d.txt", odt("<text:p>The bus was late.</text:p>")),
        ("e.doc", page.as_bytes().to_vec()),
        ("f.docx", pdf(&[&lines(700, &["The bus was late."])])),
        ("g", b"The bus was late.".to_vec()),
        ("h.letter", b"The bus was late.".to_vec()),
    ] {
        assert_eq!(text_of(name, bytes), "The bus was late.", "{name}");
    }
}

#[test]
fn what_programs_read_is_refused_and_so_are_pictures_and_old_word_files() {
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    old.extend([0; 600]);
    let run = Consultation::new()
        .file("a.sql", "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n")
        .file("b.xml", "<?xml version=\"1.0\"?><a><b>c</b></a>")
        .file("c.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".repeat(40))
        .file("d.doc", old)
        .file("e.txt", "The bus was late.")
        .run()
        .ends_with(3);
    for words in ["SQL", "XML", "transcribe", "older Word document"] {
        assert!(has_entry(&run, "unreadable", words), "{words}: {:?}", entries(&run));
    }
}

#[test]
fn a_word_document_says_what_can_be_seen() {
    let run_of = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}{}<w:del>{}</w:del><w:ins>{}</w:ins><w:r><w:softHyphen/></w:r>{}<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>\
         <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run_of("", "The bus "),
        run_of("<w:vanish/>", "unseen "),
        "<w:r><w:delText>was early</w:delText><w:t>gone </w:t></w:r>",
        run_of("", "was la"),
        run_of("", "te "),
        paragraph("Click here"),
        paragraph("Keep the ward."),
    );
    let document = docx_with(
        &body,
        &[
            ("word/header1.xml", &paragraph("Top of page")),
            ("word/comments.xml", "<w:comments><w:comment><w:p/></w:comment></w:comments>"),
            ("word/embeddings/sheet.xlsx", "PK"),
            ("word/media/image1.png", "PNG"),
        ],
    );
    let run = Consultation::new().file("a.docx", document).run().ends_with(3);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let text: Vec<&str> = responses.rows().map(|row| row.get("text")).collect();
    assert_eq!(text, ["The bus was late ✓\n\nKeep the ward."]);
    for (state, words) in [
        ("out_of_scope", "hidden text"),
        ("out_of_scope", "header"),
        ("out_of_scope", "comment"),
        ("out_of_scope", "1 picture"),
        ("unreadable", "sheet.xlsx"),
    ] {
        assert!(has_entry(&run, state, words), "{words}: {:?}", entries(&run));
    }
}

#[test]
fn a_document_of_pictures_alone_is_unreadable() {
    let run = Consultation::new()
        .file("a.docx", docx_with("<w:p/>", &[("word/media/image1.png", "PNG")]))
        .run()
        .ends_with(3);
    assert_eq!(run.states().len(), 1, "{:?}", run.states());
    assert!(has_entry(&run, "unreadable", "transcribe"), "{:?}", entries(&run));
    for file in ["report.html", "publish/method.md"] {
        let text = run.text(file);
        assert!(!text.contains("transcribe"), "what to do about it is for whoever runs the program: {text}");
    }
}

#[test]
fn paragraphs_of_a_pdf_are_whole_again() {
    let page = lines(
        700,
        &[
            "I would like to tell you about the bus that goes from the town to the hos-",
            "pital, because it has not come on time once in the last three weeks, and we",
            "all depend on it.",
        ],
    ) + &lines(640, &["Please \\(really\\) think again."]);
    assert_eq!(
        text_of("a.pdf", pdf(&[&page])),
        "I would like to tell you about the bus that goes from the town to the hospital, because it has not come on time once in the \
         last three weeks, and we all depend on it.\n\nPlease (really) think again."
    );
}

#[test]
fn what_repeats_on_the_pages_of_a_pdf_is_entered_apart() {
    let page = |number: u32, text: &str| {
        lines(820, &["Example Association"])
            + &lines(600, &[text])
            + &lines(20, &[&format!("Page {number} of 2")])
    };
    let run = Consultation::new()
        .file("a.pdf", pdf(&[&page(1, "The bus was late."), &page(2, "Keep the ward open.")]))
        .run()
        .ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let text: Vec<&str> = responses.rows().map(|row| row.get("text")).collect();
    assert_eq!(text, ["The bus was late.\n\nKeep the ward open."]);
    assert_eq!(entries(&run).len(), 4, "{:?}", entries(&run));
    assert!(
        run.states().contains(&("a.pdf!page 2".to_owned(), "out_of_scope".to_owned())),
        "{:?}",
        run.states()
    );
}

/// A bold line at this height.
fn bold(top: i32, text: &str) -> String {
    format!("BT /B 11 Tf 60 {top} Td ({text}) Tj ET ")
}

/// The borders of two columns and so many rows 60 points high, from this height down.
fn borders(top: i32, rows: i32) -> String {
    let level = (0..=rows).map(|at| format!("60 {0} m 500 {0} l S ", top - at * 60));
    let upright = [60, 200, 500].map(|at| format!("{at} {} 0.5 {} re f ", top - rows * 60, rows * 60));
    level.chain(upright).collect()
}

/// Lines of a cell: how far from the left, how high, and what they say.
fn cell(left: i32, top: i32, lines: &[&str]) -> String {
    let shown: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
    format!("BT /F 11 Tf 14 TL {left} {top} Td {shown}ET ")
}

#[test]
fn notes_in_a_table_of_a_pdf_are_points_under_their_question_also_over_the_end_of_a_page() {
    let first = bold(780, "Drop-in at the library")
        + &lines(750, &["Attendance: 12"])
        + &borders(720, 2)
        + &cell(65, 700, &["Group"])
        + &cell(205, 700, &["What would help you?"])
        + &cell(65, 640, &["Table A"])
        + &cell(205, 640, &["- A bench at the stop", "- A bus that comes when the"]);
    let second = borders(800, 2)
        + &cell(205, 780, &["clinic opens"])
        + &cell(65, 720, &["Table B"])
        + &cell(205, 720, &["- More dentists"]);
    let run = Consultation::new().file("a.pdf", pdf(&[&first, &second])).run().ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let points: Vec<[&str; 2]> = responses.rows().map(|row| [row.get("question"), row.get("text")]).collect();
    let asked = "What would help you?";
    assert_eq!(
        points,
        [
            [asked, "A bench at the stop"],
            [asked, "A bus that comes when the clinic opens"],
            [asked, "More dentists"]
        ]
    );
}

#[test]
fn bold_lines_of_a_pdf_are_headings_and_what_all_were_asked_is_no_header_of_its_pages() {
    let page = |number: u32, good: &str, change: &str| {
        bold(800, &format!("Respondent {number}"))
            + &bold(780, "What works well?")
            + &lines(760, &[good])
            + &bold(740, "What should change?")
            + &lines(720, &[change])
    };
    let pages = [
        page(1, "The chemist has time for me", "More dentists in the town"),
        page(2, "The nurses who come here", "Free parking at the hospital"),
    ];
    let run = Consultation::new().file("a.pdf", pdf(&[&pages[0], &pages[1]])).run().ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let said: Vec<[&str; 2]> = responses.rows().map(|row| [row.get("question"), row.get("text")]).collect();
    assert_eq!(
        said,
        [
            ["What works well?", "The chemist has time for me"],
            ["What should change?", "More dentists in the town"],
            ["What works well?", "The nurses who come here"],
            ["What should change?", "Free parking at the hospital"]
        ]
    );
    let people: std::collections::BTreeSet<&str> =
        responses.rows().map(|row| row.get("respondent_id")).collect();
    assert_eq!(people.len(), 2);
}

#[test]
fn a_scan_and_a_locked_or_damaged_pdf_say_what_would_help() {
    let scan = "q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";
    let locked =
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt 2 0 R >>\n"
            .to_vec();
    for (name, bytes, words) in [
        ("scan.pdf", pdf(&[scan]), "transcribe"),
        ("locked.pdf", locked, "password"),
        ("damaged.pdf", b"%PDF-1.4\nnothing".to_vec(), "damaged"),
    ] {
        let run = Consultation::new().file(name, bytes).file("b.txt", "The bus was late.").run().ends_with(3);
        assert!(has_entry(&run, "unreadable", words), "{name}: {:?}", entries(&run));
    }
}

#[test]
fn a_pdf_without_its_table_of_objects_is_read_all_the_same() {
    let mut file = pdf(&[&lines(700, &["The bus was late."])]);
    let table = file.windows(5).position(|window| window == b"xref\n").expect("there is a table of objects");
    file.truncate(table);
    assert_eq!(text_of("a.pdf", file), "The bus was late.");
}

#[test]
fn a_letter_that_speaks_for_others_is_proposed_and_not_counted() {
    let letter =
        "Dear Sir,\n\nOn behalf of the Example Association and our 1,200 members: the bus was late.\n";
    let run = Consultation::new().file("a.txt", letter).run().ends_with(0);
    assert!(run.said().contains("proposed: speaks for 1,200 (say `represents = 1200`"), "{}", run.said());
    assert_eq!(run.figure("all", "represented", "included").0, 0);
    let told = "[[file]]\nname = \"a.txt\"\nrepresents = 1200\n";
    let run = Consultation::new().file("a.txt", letter).profile(told).run().ends_with(0);
    assert!(!run.said().contains("proposed"), "{}", run.said());
}

#[test]
fn a_petition_typed_as_text_names_nobody_who_signed() {
    let asked = "We the undersigned call upon the ICB to keep the walk-in centre open.";
    for list in [
        "Name            Address             Comments\n1. Mary Price   3 High St, ST5 1AB  Saved my sons life\n2. Arif Khan    9 Low Rd\n3. June Kerry   The Laurels, Stone  No bus",
        "Mary Price, 3 High St\nArif Khan, 9 Low Rd\nJune Kerry, 1 Low Rd",
        "Name\tAddress\nMary Price\t3 High St\nArif Khan\t9 Low Rd\nJune Kerry\tStone",
    ] {
        let petition = format!("Save our Walk-in Centre\n\n{asked}\n\n{list}\n");
        let run = Consultation::new().file("petition.txt", petition).run().ends_with(0);
        run.adds_up();
        assert_eq!(run.texts(), [format!("Save our Walk-in Centre\n\n{asked}")], "{list}");
        assert!(run.reasons().contains("3 signatures of a petition: who signed is kept out"), "{list}");
        let message = format!(
            "From: Jo Ray <jo@example.org>\nTo: views@council.example\nSubject: Our petition\n\n{asked}\n\n{list}\n"
        );
        let run = Consultation::new().file("petition.eml", message).run().ends_with(0);
        assert_eq!(run.texts(), [asked], "{list}");
        assert!(run.reasons().contains("3 signatures of a petition: who signed is kept out"), "{list}");
        for name in ["Price", "Khan", "Low Rd", "Laurels"] {
            assert!(run.published().iter().all(|(_, text)| !text.contains(name)), "{list}: {name}");
        }
    }
    let letter = "I signed the petition. We the undersigned want:\n\n1. Free parking, 24 hours a day\n2. More buses, to every village\n3. Keep the ward open";
    let run = Consultation::new().file("letter.txt", letter).run().ends_with(0);
    assert!(!run.reasons().contains("signatures"), "demands are no signatures");
}

#[test]
fn a_petition_is_one_response_and_nobody_who_signed_is_named() {
    let names = ["Jo Marsh", "Sam Holt", "Pat Dean"];
    let mut rows: Vec<Vec<&str>> = vec![vec!["Name", "Postcode", "Signature"]];
    rows.extend(names.map(|name| vec![name, "ST13 5XX", "x"]));
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| paragraph(cell)).collect()).collect();
    let cells: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let asked = "We, the undersigned, ask the NHS to keep every bed in Leek open.";
    let petition = docx(&(styled("Title", "Petition: keep the beds") + &paragraph(asked) + &table(&rows)));
    let run = Consultation::new().file("petition.docx", petition).run().ends_with(0);
    run.adds_up();
    assert_eq!(run.manifest()["totals"]["respondents"], 1);
    assert!(run.texts()[0].contains(asked));
    assert!(run.reasons().contains("3 signatures of a petition: who signed is kept out"));
    assert!(run.said().contains("represents = 3"), "{}", run.said());
    let files =
        run.published().into_iter().chain([("responses".to_owned(), run.text("internal/responses.csv"))]);
    assert!(files.into_iter().all(|(_, text)| names.iter().all(|name| !text.contains(name))));
}
