//! Are minutes and reports of visits read as what people said there, and is nobody known by their initials? All words and people are invented.

use crate::consultation::{Consultation, Run};
use crate::office::{docx, paragraph, styled, table};

/// What was said, question and text, details masked as the log says.
fn said(run: &Run) -> Vec<(String, String)> {
    run.adds_up();
    let (responses, redactions) = (run.table("internal/responses.csv"), run.table("internal/redactions.csv"));
    let masked = |id: &str, text: &str| {
        let mut text = text.to_owned();
        let of_it = redactions.rows().filter(|row| row.get("response_id") == id);
        let mut places: Vec<(usize, usize)> = of_it
            .map(|row| (row.get("start").parse().expect("a place"), row.get("end").parse().expect("a place")))
            .collect();
        places.sort_unstable();
        for (start, end) in places.into_iter().rev() {
            text.replace_range(start..end, "[name]");
        }
        text
    };
    let told = responses
        .rows()
        .map(|row| (row.get("question").to_owned(), masked(row.get("response_id"), row.get("text"))));
    told.collect()
}

fn texts(run: &Run) -> Vec<String> {
    said(run).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn those_whom_minutes_list_are_hidden_by_their_initials() {
    let minutes = "Carers forum\n\nAttendance: P. Zielinski (PZ), Carol Moss (CM), Tom Vance (TV)\n\
                   Facilitator: Jo Bates (JB)\nApologies: Geoff Prince (GP)\n\n1. Buses\n- PZ said the buses do not run\n\
                   - CM: the stop is 300 CM away (Action: CM)\n- TV felt that the TV in the clinic is loud\n- JB: anything else?\n\n2. Doctors\n\
                   - GP: nobody gets one, CM agreed\n- ICB: what is it?\n";
    let run = Consultation::new().file("a.txt", minutes).run().ends_with(0);
    let expected = [
        ("Buses", "[name] said the buses do not run"),
        ("Buses", "[name]: the stop is 300 CM away (Action: [name])"),
        ("Buses", "[name] felt that the TV in the clinic is loud"),
        ("Doctors", "GP: nobody gets one, [name] agreed"),
        ("Doctors", "ICB: what is it?"),
    ];
    assert_eq!(said(&run), expected.map(|(question, text)| (question.to_owned(), text.to_owned())));
}

#[test]
fn what_a_facilitator_answered_is_nobodys_view() {
    let notes = "Drop-in at the library\n\nFacilitator: Sarah Bentley (SB)\nPresent: Carol Moss (CM)\n\nWhat is not working?\n- The bus is late\n\
                 - SB explained that the contract is held elsewhere\n- SB: we asked about this in May\n- CM confirmed that the bus is late\n\
                 - SB is the bus we need\n";
    let run = Consultation::new().file("a.txt", notes).run().ends_with(0);
    assert_eq!(
        texts(&run),
        ["The bus is late", "[name] confirmed that the bus is late", "[name] is the bus we need"]
    );
    let ledger = run.table("internal/ledger.csv");
    let own = ledger.rows().filter(|row| row.get("reason").contains("facilitator's or scribe's own note"));
    assert_eq!(own.count(), 2, "both are entered");
}

#[test]
fn initials_are_known_only_in_the_document_that_explains_them() {
    let list = "Minutes of the forum\n\nPresent: Pia Zielinski (PZ)\n\nWhat is good?\n- PZ likes the bus\n";
    let other = "Workshop\n\nWhat is good?\n- PZ likes the bus\n";
    let run = Consultation::new().file("a.txt", list).file("b.txt", other).run().ends_with(0);
    assert_eq!(texts(&run), ["[name] likes the bus", "PZ likes the bus"]);
}

#[test]
fn a_reports_own_sections_are_no_points() {
    let report = docx(
        &[
            styled("Title", "Visit to The Larches"),
            styled("Heading1", "Purpose of the visit"),
            styled("ListBullet", "To hear from residents"),
            styled("Heading1", "What residents told us"),
            styled("ListBullet", "Tea is too early"),
            styled("Heading1", "Our findings"),
            styled("ListBullet", "Residents would like a later tea"),
            styled("Heading1", "Recommendations"),
            styled("Heading2", "For the home"),
            table(&[
                &[&paragraph("Recommendation"), &paragraph("Provider response")],
                &[&paragraph("Offer a later tea"), &paragraph("Agreed")],
            ]),
            styled("Heading1", "What we will do"),
            styled("ListBullet", "Share this report"),
        ]
        .concat(),
    );
    let run = Consultation::new().file("a.docx", report).run().ends_with(0);
    assert_eq!(texts(&run), ["Tea is too early"]);
}

#[test]
fn recommendations_count_where_nothing_else_was_said() {
    let notes = "# Workshop\n\n## Recommendations\n\n- Run the bus on Sundays\n- Open the clinic late\n";
    let run = Consultation::new().file("a.md", notes).run().ends_with(0);
    assert_eq!(texts(&run), ["Run the bus on Sundays", "Open the clinic late"]);
    let asked = "# Workshop\n\n## What is good?\n\n- The bus\n\n## Recommendations people made\n\n- Open the clinic late\n";
    let run = Consultation::new().file("a.md", asked).run().ends_with(0);
    assert_eq!(texts(&run), ["The bus", "Open the clinic late"]);
}

#[test]
fn a_page_is_not_called_by_a_typists_initials() {
    let notes = "What is good?\n- The bus\n- The ward\n- The clinic\n\nWhat is bad?\n- The wait\n";
    let run = Consultation::new().file("Leek event notes JB v2 final.txt", notes).run().ends_with(0);
    assert!(run.text("publish/events/leek-event-notes.html").contains("Leek event notes"));
    let run = Consultation::new().file("GP access group.txt", notes).run().ends_with(0);
    assert!(run.text("publish/events/gp-access-group.html").contains("GP access group"));
}

#[test]
fn what_the_organiser_tells_of_the_event_is_no_point() {
    let wall = "Post-it notes from the open day\n\nFacilitator: Jo Bates\n\nWe put up a wall and invited everybody to write on it.\n\n\
                More buses please\n\nWe went to the clinic and waited\n\nThe ward is clean\n";
    let run = Consultation::new().file("a.txt", wall).run().ends_with(0);
    assert_eq!(texts(&run), ["More buses please", "We went to the clinic and waited", "The ward is clean"]);
    let told = "[[file]]\nname = \"a.txt\"\nevent = \"Stroke club, Rugeley\"\n";
    let notes = "# Stroke club\n\nThe club meets every week.\n\n## What is good?\n\n- The bus\n- The ward\n";
    let run =
        Consultation::new().file("a.md", notes).profile(&told.replace(".txt", ".md")).run().ends_with(0);
    assert_eq!(texts(&run), ["The bus", "The ward"]);
}

#[test]
fn columns_that_are_events_are_told_apart() {
    let cell = |text: &str| paragraph(text);
    let body = table(&[
        &[&cell("Question"), &cell("Leek event"), &cell("Stone event")],
        &[&cell("What is good?"), &cell("The bus"), &cell("The ward")],
        &[&cell("What is bad?"), &cell("The wait"), &cell("")],
    ]);
    let notes = docx(&format!("{}{body}", styled("Title", "What people said")));
    let run = Consultation::new().file("a.docx", notes).run().ends_with(0);
    let pairs = [("What is good?", "The bus"), ("What is good?", "The ward"), ("What is bad?", "The wait")];
    assert_eq!(said(&run), pairs.map(|(question, text)| (question.to_owned(), text.to_owned())));
    for page in ["publish/events/leek-event.html", "publish/events/stone-event.html"] {
        assert!(run.text(page).contains("event"), "{page}");
    }
}

#[test]
fn numbers_in_a_table_are_agreement_and_totals_are_none() {
    let cell = |text: &str| paragraph(text);
    let body = table(&[
        &[&cell("Theme"), &cell("Comment"), &cell("No. of people")],
        &[&cell("Getting there"), &cell("The bus is late"), &cell("31")],
        &[&cell(""), &cell("Parking is dear"), &cell("24")],
        &[&cell("Total"), &cell(""), &cell("55")],
    ]);
    let notes = docx(&format!("{}{body}", styled("Heading1", "What 55 people said")));
    let run = Consultation::new().file("a.docx", notes).run().ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let found: Vec<(String, String)> =
        responses.rows().map(|row| (row.get("text").to_owned(), row.get("agreement").to_owned())).collect();
    let pair = |text: &str, agreement: &str| (text.to_owned(), agreement.to_owned());
    assert_eq!(found, [pair("The bus is late", "31"), pair("Parking is dear", "24")]);
    assert!(run.reasons().contains("a row of totals"));
    let routes = table(&[
        &[&cell("Route"), &cell("Buses a day")],
        &[&cell("Leek to Stoke"), &cell("4")],
        &[&cell("Leek to Stone"), &cell("2")],
    ]);
    let notes = docx(&format!("{}{routes}", styled("Heading1", "Workshop on buses")));
    let run = Consultation::new().file("a.docx", notes).run().ends_with(0);
    let responses = run.table("internal/responses.csv");
    assert!(responses.rows().all(|row| row.get("agreement").is_empty()), "buses are no people");
}

#[test]
fn flip_charts_and_cards_are_points_line_by_line() {
    let charts = "FLIP CHART 1\nWhat works?\nThe pharmacy\n111\n\nFLIP CHART 2\nWhat does not?\nThe phones ||||\nBuses\n- and trains\n- and trams\n- and taxis\n";
    let run = Consultation::new().file("a.txt", charts).run().ends_with(0);
    let found = texts(&run);
    for point in ["The pharmacy", "111", "The phones", "and trains"] {
        assert!(found.iter().any(|text| text == point), "{point} in {found:?}");
    }
    let cards = "Comment cards from the market\n\n----\nThe bus is late.\n----\nKind nurses\n----\nNo parking\n----\n";
    let run = Consultation::new().file("a.txt", cards).run().ends_with(0);
    assert_eq!(texts(&run), ["The bus is late.", "Kind nurses", "No parking"]);
}

#[test]
fn notes_that_tell_how_many_came_and_ask_something_are_points_though_nobody_marked_them() {
    let heading = |text: &str| styled("Heading1", text);
    let body = [
        heading("Drop-in at the town hall"),
        paragraph("Attendance: 23"),
        heading("What works well?"),
        paragraph("The chemist always has time."),
        heading("What could be better?"),
        paragraph("No bus after six."),
    ]
    .concat();
    let run = Consultation::new().file("a.docx", docx(&body)).run().ends_with(0);
    let told = |question: &str, text: &str| (question.to_owned(), text.to_owned());
    assert_eq!(
        said(&run),
        [
            told("What works well?", "The chemist always has time."),
            told("What could be better?", "No bus after six.")
        ]
    );
    let letter = [
        paragraph("Dear Sir or Madam,"),
        paragraph("23 people attended"),
        heading("What could be better?"),
        paragraph("No bus after six."),
    ]
    .concat();
    let run = Consultation::new().file("a.docx", docx(&letter)).run().ends_with(0);
    assert_eq!(said(&run).len(), 1, "a letter stays one");
}
