//! Are tables of every kind read whole, and is told what their format hides?

use std::io::{Cursor, Read, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::consultation::{Consultation, Run, csv};
use crate::office::{Sheet, xlsx};

fn run(name: &str, bytes: impl AsRef<[u8]>) -> Run {
    Consultation::new().file(name, bytes).run()
}

/// The reasons in the ledger, in order.
fn reasons(run: &Run) -> Vec<String> {
    run.table("internal/ledger.csv").rows().map(|row| row.get("reason").to_owned()).collect()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("writing to memory does not fail");
        writer.write_all(content).expect("writing to memory does not fail");
    }
    writer.finish().expect("writing to memory does not fail").into_inner()
}

/// An Excel workbook with one sheet, of which this is the XML inside `worksheet`.
fn workbook(inside: &str) -> Vec<u8> {
    let mut plain = zip::ZipArchive::new(Cursor::new(xlsx(&[Sheet { name: "Form", rows: &[] }])))
        .expect("a sound workbook");
    let names: Vec<String> = plain.file_names().map(|name| name.expect("a plain name").to_string()).collect();
    let mut parts = Vec::new();
    for name in names {
        let mut content = Vec::new();
        plain.by_name(&name).expect("it was listed").read_to_end(&mut content).expect("it unpacks");
        if name == "xl/worksheets/sheet1.xml" {
            content = format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{inside}</worksheet>"
            )
            .into_bytes();
        }
        parts.push((name, content));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    archive(&parts)
}

/// A row of text cells, empty ones left out.
fn row(number: u32, attributes: &str, cells: &[&str]) -> String {
    let mut xml = format!("<row r=\"{number}\"{attributes}>");
    for (cell, letter) in cells.iter().zip('A'..).filter(|(cell, _)| !cell.is_empty()) {
        xml.push_str(&match cell.strip_prefix('<') {
            Some(_) => cell.replace("@", &format!("r=\"{letter}{number}\"")),
            None => format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        });
    }
    xml + "</row>"
}

const HEADER: [&str; 3] = ["ID", "Area", "What matters most to you?"];

#[test]
fn hidden_and_merged_cells_are_read_and_told() {
    let sheet = format!(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>{}{}{}{}</sheetData>\
         <mergeCells count=\"1\"><mergeCell ref=\"B2:B4\"/></mergeCells>",
        row(1, "", &HEADER),
        row(2, "", &["1", "Leek", "The bus was late"]),
        row(3, " hidden=\"1\"", &["2", "", "Parking is dear"]),
        row(4, "", &["3", "", "The ward was shut"]),
    );
    let run = run("form.xlsx", workbook(&sheet)).ends_with(0);
    assert_eq!(run.texts(), ["The bus was late", "Parking is dear", "The ward was shut"]);
    assert_eq!(run.figure_within("all", "Locality", "Leek", "respondents", "included"), (3, 3));
    for told in ["1 row is hidden", "1 column is hidden", "1 label is merged"] {
        assert!(run.said().contains(told), "'{told}' is not told:\n{}", run.said());
    }
}

#[test]
fn answers_that_excel_spoilt_are_told_and_mended_where_their_words_are_left() {
    let long = "bus ".repeat(8_191) + "bus";
    let sheet = format!(
        "<sheetData>{}{}{}{}{}</sheetData>",
        row(1, "", &HEADER),
        row(
            2,
            "",
            &["<c @><v>12345678901234567890</v></c>", "x", "<c @ t=\"e\"><f>-parking</f><v>#NAME?</v></c>"]
        ),
        row(3, "", &["<c @><v>0.30000000000000004</v></c>", "x", &long]),
        row(4, "", &["4", "x", "<c @><f>A1</f></c>"]),
        row(5, "", &["5", "x", "_x005F_x0041_ bus"]),
    );
    let run = run("form.xlsx", workbook(&sheet)).ends_with(0);
    let responses = run.table("internal/responses.csv");
    let ids: Vec<&str> = responses.rows().map(|row| row.get("submission_id")).collect();
    assert_eq!(ids, ["12345678901234567890", "0.3", "4", "5"]);
    let texts = run.texts();
    assert_eq!((texts[0].as_str(), texts[3].as_str()), ("-parking", "_x0041_ bus"));
    for told in [
        "row 2: an answer that Excel took for a formula",
        "row 3, column C: the text is as long as Excel allows",
        "row 4: a formula was saved without its result",
    ] {
        assert!(run.said().contains(told), "'{told}' is not told:\n{}", run.said());
    }
}

#[test]
fn an_archive_made_to_fill_the_memory_is_refused() {
    let bomb = run("form.xlsx", workbook(&" ".repeat(34 << 20))).ends_with(3);
    assert!(reasons(&bomb)[0].contains("unpacks to far more"), "{:?}", reasons(&bomb));
    let far = format!(
        "<sheetData>{}<row r=\"9\"><c r=\"ZZZZ99999999\"><v>1</v></c></row></sheetData>",
        row(1, "", &HEADER)
    );
    run("form.xlsx", workbook(&far)).ends_with(3).adds_up();
}

#[test]
fn a_workbook_cut_short_or_locked_says_so() {
    let whole = workbook("<sheetData/>");
    let torn = run("form.xlsx", &whole[..whole.len() / 2]).ends_with(3);
    assert!(reasons(&torn)[0].contains("damaged"), "{:?}", reasons(&torn));
}

const CONTENT: &str = "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet><table:table table:name=\"Form\">
    <table:table-row><table:table-cell office:value-type=\"string\"><text:p>Ref</text:p></table:table-cell>
      <table:table-cell office:value-type=\"string\"><text:p>Comment</text:p></table:table-cell></table:table-row>
    <table:table-row table:visibility=\"collapse\"><table:table-cell office:value-type=\"string\"><text:p>A1</text:p></table:table-cell>
      <table:table-cell office:value-type=\"string\"><text:p>The bus was late</text:p><text:p>again and again</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>
    </table:table></office:spreadsheet></office:body></office:document>";

#[test]
fn open_document_workbooks_are_read() {
    let content = CONTENT.replace("\n      ", "").replace("\n    ", "");
    let packed = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ]);
    for (name, bytes) in
        [("form.ods", packed.as_slice()), ("form.fods", CONTENT.as_bytes()), ("form.csv", &packed)]
    {
        let run = run(name, bytes).ends_with(0);
        assert_eq!(run.texts(), ["The bus was late\nagain and again"], "{name}");
        assert!(run.said().contains("1 row is hidden"), "{}", run.said());
    }
}

#[test]
fn json_is_a_table_where_it_holds_one() {
    let records = r#"{"results": [{"ref": "A1", "answer": {"comment": "The bus was late"}}, {"ref": "A2", "answer": {"comment": "Parking is dear"}}]}"#;
    assert_eq!(run("export.json", records).ends_with(0).texts(), ["The bus was late", "Parking is dear"]);
    let lines = "{\"ref\": \"A1\", \"comment\": \"The bus was late\"}\n{\"ref\": \"A2\", \"comm";
    let torn = run("export.jsonl", lines).ends_with(3);
    assert_eq!(torn.texts(), ["The bus was late"]);
    assert_eq!(
        torn.states(),
        [
            ("export.jsonl!2".to_owned(), "unreadable".to_owned()),
            ("export.jsonl!1".to_owned(), "analysed".to_owned())
        ]
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
    );
    let settings = run("settings.json", r#"{"theme": {"colour": "green"}}"#).ends_with(3);
    assert!(reasons(&settings)[0].contains("no table"), "{:?}", reasons(&settings));
}

#[test]
fn a_table_is_known_by_what_it_holds_whatever_its_name() {
    let table = "Ref\tArea\tComment\nA1\tLeek\tThe bus was late, again\nA2\tLeek\tParking is dear\n";
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in
        [("unicode-text.txt", utf16.as_slice()), ("export", table.as_bytes()), ("old.xls", table.as_bytes())]
    {
        let run = run(name, bytes).ends_with(0);
        assert_eq!(run.texts(), ["The bus was late, again", "Parking is dear"], "{name}");
    }
    let letter = "Dear Sir,\n\nThe bus was late, the ward was shut, and parking is dear.\nWe, in Leek, wait.\n\nYours, A Resident\n";
    let run = run("letter.txt", letter).ends_with(0);
    assert_eq!(run.texts().len(), 1, "a letter is one response");
}

#[test]
fn a_web_page_that_is_called_a_workbook_is_a_table() {
    let table = "<table border=1><tr><th>Ref</th><th>Area</th><th>Comment</th></tr>\
                 <tr><td>A1</td><td>Leek</td><td>The bus was late<br>again &amp; again</td></tr>\
                 <tr><td>A2</td><td></td><td>Parking is dear</td></tr></table>";
    let whole =
        format!("<html><head><meta charset=utf-8></head><body><p>Survey of 2019</p>{table}</body></html>");
    let excels =
        format!("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body>{table}</body></html>");
    for (name, page) in [("export.xls", &whole), ("bare.xls", &table.to_owned()), ("saved.htm", &excels)] {
        let run = run(name, page).ends_with(0);
        assert_eq!(run.texts(), ["The bus was late\nagain & again", "Parking is dear"], "{name}");
        assert_eq!(run.figure_within("all", "Locality", "Leek", "respondents", "included").1, 1, "{name}");
    }
    let several =
        format!("<html><body>{table}{}</body></html>", table.replace("A1", "B1").replace("A2", "B2"));
    assert_eq!(run("several.xls", several).ends_with(0).texts().len(), 4);
    let page = run("event.html", whole).ends_with(0);
    assert!(
        page.said().contains("read as"),
        "a page that is no spreadsheet is notes or a letter: {}",
        page.said()
    );
}

#[test]
fn leave_to_quote_is_understood_in_other_languages_and_as_the_profile_says() {
    use yousaid::ingest::{FileSettings, read_file};
    use yousaid::submission::Consent::{Given, Refused};
    let words = ["The bus was late", "Parking is dear", "No beds", "More nurses", "Keep the ward"];
    let said = ["Yes", "Tak", "Nac ydw", "Fine by me", "Perhaps"];
    let rows = words.iter().zip(said).map(|(words, said)| format!("{words},{said}\n"));
    let survey: String =
        ["What should change?,May we quote you?\n".to_owned()].into_iter().chain(rows).collect();
    let read = |told: FileSettings| {
        let reading = read_file("survey.csv", survey.clone().into_bytes(), &[told]);
        let consents: Vec<_> = reading.submissions.iter().map(|one| one.respondent.consent).collect();
        (consents, reading.files[0].notes.join("\n"))
    };
    let (consents, notes) = read(FileSettings::default());
    assert_eq!(consents, [Given, Given, Refused, Refused, Refused]);
    assert!(notes.contains("neither yes nor no, and taken for no: 2"), "{notes}");
    let meant = [("Fine by me", "Yes"), ("Perhaps", "No")];
    let meant = meant.map(|(said, means)| (said.to_owned(), means.to_owned()));
    let told = FileSettings {
        name: "survey.csv".to_owned(),
        answers: [("May we quote you?".to_owned(), meant.into())].into(),
        ..FileSettings::default()
    };
    let (consents, notes) = read(told);
    assert_eq!(consents, [Given, Given, Refused, Given, Refused]);
    assert!(!notes.contains("neither yes nor no"), "{notes}");
}

#[test]
fn other_words_for_who_somebody_is_are_no_answer_about_services() {
    let survey = "Respondent ID,Collector ID,Start Date,End Date,Are you responding as:,,What should change?\n\
                  ,,,,Response,Other (please specify),Open-Ended Response\n\
                  1,9,03/01/2024,03/01/2024,Member of the public,,The bus was late\n\
                  2,9,03/01/2024,03/01/2024,,Town councillor,Parking is dear at the hospital\n";
    let run = run("survey.csv", survey).ends_with(0);
    assert_eq!(run.texts(), ["The bus was late", "Parking is dear at the hospital"]);
    assert!(run.text("internal/answers.csv").contains("Town councillor"), "it is kept beside the words");
}

#[test]
fn one_column_keeps_its_commas() {
    let run =
        run("comments.csv", "Comment\nThe bus was late, again\nParking, beds, all of it\n").ends_with(0);
    assert_eq!(run.texts(), ["The bus was late, again", "Parking, beds, all of it"]);
}

#[test]
fn repairs_stand_in_the_ledger_and_the_submitted_text_beside_the_clean_one() {
    let run = run("survey.csv", "Ref,Comment\nA1,The bus didnâ€™t come\nA2,Parking   is dear\n").ends_with(0);
    let responses = run.table("internal/responses.csv");
    let found: Vec<(&str, &str)> =
        responses.rows().map(|row| (row.get("text"), row.get("submitted"))).collect();
    assert_eq!(found, [("The bus didn’t come", "The bus didnâ€™t come"), ("Parking is dear", "")]);
    assert_eq!(reasons(&run), ["double-decoded characters mended (1)", ""]);
}

#[test]
fn an_encoding_that_is_not_utf8_is_told() {
    let run = run("survey.csv", b"Ref,Comment\nA1,The bus was late \x96 by \xbd an hour\n").ends_with(0);
    assert_eq!(run.texts(), ["The bus was late – by ½ an hour"]);
    assert!(run.said().contains("Windows-1252"), "{}", run.said());
}

/// What the tests of long tables ask about.
const QUESTIONS: [&str; 2] = ["What works well?", "What should be better?"];

#[test]
fn a_code_that_comes_once_with_each_question_is_one_person_whatever_its_header() {
    let mut rows = vec![["Respondent", "Area", "Question", "Answer"].map(str::to_owned)];
    for person in 1..=8 {
        for (at, question) in QUESTIONS.iter().enumerate() {
            let answer = format!("The bus number {person}{at} never comes on time.");
            rows.push([format!("P{person:03}"), "Leek".to_owned(), (*question).to_owned(), answer]);
        }
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let run = run("answers.csv", csv(&rows));
    let mut people: Vec<String> =
        run.table("internal/responses.csv").rows().map(|row| row.get("respondent_id").to_owned()).collect();
    assert_eq!(people.len(), 16, "each answer is a response");
    people.sort();
    people.dedup();
    assert_eq!(people.len(), 8, "a person is one respondent over both questions");
}

#[test]
fn names_under_the_header_respondent_are_no_groups_of_people() {
    let names: Vec<String> = (0..60).map(|at| format!("Margery Quillfeather-{at}")).collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["Respondent", "What should be better?"]];
    rows.extend(names.iter().map(|name| vec![name.as_str(), "The car park at the hospital is always full."]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let run = run("answers.csv", csv(&rows));
    let counts = run.text("publish/counts.csv");
    assert!(!counts.contains("Quillfeather"), "no name is published as a kind of respondent");
}

#[test]
fn how_many_people_an_organisation_represents_is_known_by_other_words() {
    for header in ["How many people does it represent?", "How many people does your group speak for?"] {
        let run = run(
            "answers.csv",
            csv(&[
                &["Name of organisation", header, "What should be better?"],
                &["Tamworth Talking Table", "40", "The car park at the hospital is always full."],
                &["Leek Lunch Club", "25", "The last bus home leaves before the clinic closes."],
            ]),
        );
        let represented: Vec<String> = run
            .table("internal/respondents.csv")
            .rows()
            .map(|row| row.get("represents").to_owned())
            .collect();
        assert_eq!(represented, ["40", "25"], "{header}");
    }
}
