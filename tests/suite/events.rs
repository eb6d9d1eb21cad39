//! Is what was said at an event told from all else in its notes? All words are invented.

use crate::consultation::{Consultation, Run};
use crate::office::{docx, paragraph, styled, table};

/// What was said: question, text and agreement.
fn said(run: &Run) -> Vec<(String, String, String)> {
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let cell = |column: &'static str| responses.rows().map(move |row| row.get(column).to_owned());
    cell("question")
        .zip(cell("text"))
        .zip(cell("agreement"))
        .map(|((question, text), agreement)| (question, text, agreement))
        .collect()
}

fn point(question: &str, text: &str, agreement: &str) -> (String, String, String) {
    (question.to_owned(), text.to_owned(), agreement.to_owned())
}

const GOOD: &str = "What is good here?";
const CHANGE: &str = "What would you change?";

#[test]
fn notes_say_the_same_in_every_format() {
    let expected = [
        point(GOOD, "The bus is good", "4"),
        point(GOOD, "The ward is clean", "3"),
        point(CHANGE, "Free parking", ""),
    ];
    let html = format!(
        "<html><h1>Workshop in Leek</h1><p>Attendance: 12</p><h2>{GOOD}</h2><p>Table 1</p><ul><li>The bus is good x4<li>The ward is \
         clean ✓✓✓<li>Facilitator's note: loud room</ul><h2>{CHANGE}</h2><ul><li>Free parking</ul></html>"
    );
    let markdown = format!(
        "# Workshop in Leek\n\nAttendance: 12\n\n## {GOOD}\n\nTable 1\n\n- The bus is good x4\n- The ward is clean ✓✓✓\n- Facilitator's \
         note: loud room\n\n## {CHANGE}\n\n* Free parking\n"
    );
    let text = format!(
        "Workshop in Leek\n\nAttendance: 12\n\n{GOOD}\n\nTable 1\n- The bus is good x4\n- The ward is clean ✓✓✓\n- Facilitator's note: loud \
         room\n\n{CHANGE}\n1. Free parking\n"
    );
    let rich = format!(
        r"{{\rtf1\ansi{{\stylesheet{{\s1 heading 1;}}}}\pard\s1 Workshop in Leek\par\pard Attendance: 12\par\pard\s1 {GOOD}\par\pard Table 1\par{{\listtext\'b7\tab}}\ls1 The bus is good x4\par The ward is clean \u10003?\u10003?\u10003?\par Facilitator\'92s note: loud room\par\pard\s1 {CHANGE}\par\pard\ls1 Free parking\par}}"
    );
    let word = docx(
        &[
            styled("Heading1", "Workshop in Leek"),
            paragraph("Attendance: 12"),
            styled("Heading2", GOOD),
            paragraph("Table 1"),
            styled("ListBullet", "The bus is good x4"),
            styled("ListBullet", "The ward is clean ✓✓✓"),
            styled("ListBullet", "Facilitator’s note: loud room"),
            styled("Heading2", CHANGE),
            styled("ListBullet", "Free parking"),
        ]
        .concat(),
    );
    for (name, bytes) in [
        ("a.html", html.into_bytes()),
        ("a.md", markdown.into_bytes()),
        ("a.txt", text.into_bytes()),
        ("a.rtf", rich.into_bytes()),
        ("a.docx", word),
    ] {
        let run = Consultation::new().file(name, bytes).run().ends_with(0);
        assert_eq!(said(&run), expected, "{name}");
        assert!(run.text("report.html").contains("Workshop in Leek"), "{name}: the event has its name");
        assert_eq!(run.figure("all", "contributions", "included").0, 3, "{name}: agreement adds to no count");
    }
}

#[test]
fn a_table_of_groups_and_questions_is_read_either_way_round() {
    let cell = |text: &str| paragraph(text);
    let questions_above = table(&[
        &[&cell(""), &cell(GOOD), &cell(CHANGE)],
        &[&cell("Group A"), &[cell("The bus"), cell("The ward +2")].concat(), &cell("Parking")],
    ]);
    let groups_above = table(&[
        &[&cell("Question"), &cell("Group A"), &cell("Group B")],
        &[&cell(GOOD), &[cell("The bus"), cell("The ward +2")].concat(), &cell("")],
        &[&cell(CHANGE), &cell("Parking"), &cell("")],
    ]);
    for body in [questions_above, groups_above] {
        let notes = docx(&format!("{}{body}", styled("Heading1", "Workshop in Leek")));
        let run = Consultation::new().file("a.docx", notes).run().ends_with(0);
        let expected =
            [point(GOOD, "The bus", ""), point(GOOD, "The ward", "2"), point(CHANGE, "Parking", "")];
        assert_eq!(said(&run), expected);
    }
}

#[test]
fn a_column_of_votes_and_marks_on_a_line_of_their_own_are_agreement() {
    let cell = |text: &str| paragraph(text);
    let votes = table(&[
        &[&cell("Comments"), &cell("Votes")],
        &[&cell("More buses"), &cell("7")],
        &[&[cell("Keep the ward"), cell("✓✓")].concat(), &cell("")],
    ]);
    let notes = docx(&format!("{}{}{votes}", styled("Heading1", "Workshop"), styled("Heading2", CHANGE)));
    let run = Consultation::new().file("a.docx", notes).run().ends_with(0);
    assert_eq!(said(&run), [point(CHANGE, "More buses", "7"), point(CHANGE, "Keep the ward", "2")]);
}

#[test]
fn a_wall_of_sticky_notes_is_one_point_a_cell() {
    let cell = |text: &str| paragraph(text);
    let wall = table(&[
        &[&cell("Late buses"), &cell("Clean wards"), &cell("Kind nurses")],
        &[&cell("No parking"), &table(&[&[&cell("Long waits"), &cell("Short visits")]]), &cell("")],
    ]);
    let notes = docx(&format!("{}{}{wall}", styled("Heading1", "Workshop"), styled("Heading2", GOOD)));
    let run = Consultation::new().file("a.docx", notes).run().ends_with(0);
    let texts: Vec<String> = said(&run).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(
        texts,
        ["Late buses", "Clean wards", "Kind nurses", "No parking", "Long waits", "Short visits"]
    );
}

#[test]
fn a_facilitators_lines_can_be_named_in_the_profile() {
    let notes = "Workshop\n\nWhat is good?\n- The bus\n- JB: I asked about wards\n- The ward\n";
    let told = "[[file]]\nname = \"a.txt\"\nfacilitator = [\"JB:\"]\n";
    let run = Consultation::new().file("a.txt", notes).profile(told).run().ends_with(0);
    let texts: Vec<String> = said(&run).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(texts, ["The bus", "The ward"]);
}

#[test]
fn a_flip_chart_typed_line_by_line_is_points_under_its_questions() {
    let chart = format!(
        "Flipchart notes - Men in Sheds\n\n{GOOD}\nChemist\nText reminders\n\n{CHANGE}\nPodiatry waits x3\nNo bus"
    );
    let expected = [
        point(GOOD, "Chemist", ""),
        point(GOOD, "Text reminders", ""),
        point(CHANGE, "Podiatry waits", "3"),
        point(CHANGE, "No bus", ""),
    ];
    let lines: String = chart.lines().filter(|line| !line.is_empty()).map(paragraph).collect();
    for (name, bytes) in [("a.txt", chart.clone().into_bytes()), ("a.docx", docx(&lines))] {
        let run = Consultation::new().file(name, bytes).run().ends_with(0);
        assert_eq!(said(&run), expected, "{name}");
        assert!(run.text("report.html").contains("Men in Sheds"), "{name}: the event has its name");
        assert_eq!(run.manifest()["totals"]["respondents"], 0, "{name}");
    }
    let capitals = "Drop-in notes, Wem library\nAttendance: 9\n\nWHATS GOOD\nschool nurse\n\nWHATS BAD\ncamhs wait!!\nno bus home";
    let run = Consultation::new().file("a.txt", capitals).run().ends_with(0);
    let expected = [
        point("WHATS GOOD", "school nurse", ""),
        point("WHATS BAD", "camhs wait!!", ""),
        point("WHATS BAD", "no bus home", ""),
    ];
    assert_eq!(said(&run), expected);
}

#[test]
fn a_persons_letter_or_form_with_questions_is_no_flip_chart() {
    for document in [
        format!("My views\n\n{GOOD}\nChemist\nText reminders\n\n{CHANGE}\nNo bus"),
        format!("Feedback form 14 March\n\n{GOOD}\nChemist\n\n{CHANGE}\nPodiatry waits\nNo bus"),
        format!("Drop-in at Leek\n\n{GOOD}\nI was seen at once.\nMy son was, too.\nWe liked the nurse."),
    ] {
        let run = Consultation::new().file("a.txt", &document).run().ends_with(0);
        assert_eq!(run.manifest()["totals"]["contributions"], 0, "{document}");
    }
}
