//! Does a run say on the screen what it found, and what its signs mean?

use crate::consultation::{Consultation, PROGRAM, csv};

fn letters(number: usize) -> Consultation {
    (0..number).fold(Consultation::new(), |inputs, at| {
        inputs.file(&format!("{at}.txt"), format!("Dear all,\n\nThe bus number {at} is late.\n\nYours\n"))
    })
}

#[test]
fn hidden_numbers_are_explained_where_some_stand_on_the_screen() {
    let hiding = ["--preset", "fft"];
    let said = letters(2).run_with(&hiding).ends_with(0).said();
    assert!(said.contains("[c] submissions received"), "{said}");
    assert!(said.contains("[c] stands for a number that is small"), "{said}");
    let said = letters(30).run_with(&hiding).ends_with(0).said();
    assert!(said.contains("30 submissions received") && !said.contains("[c]"), "{said}");
}

#[test]
fn a_consultation_of_an_event_alone_is_told_in_points() {
    let mut points: String = (0..9).map(|at| format!("- The bus is full at stop {at}\n")).collect();
    points.push_str(&"- The doors are heavy\n".repeat(9));
    let notes = format!("Event: Market Hall\n\n{points}");
    let run = Consultation::new().file("notes.txt", notes).run_with(&["--preset", "fft"]).ends_with(0);
    let page = run.text("report.html");
    assert!(
        !page.contains(">no base<") && page.contains("Raised in 9 of 18 points made at events."),
        "{page}"
    );
    let said = run.said();
    assert!(said.contains("18 points made at 1 event."), "{said}");
    let most = "Raised most, in points made at events:\n  1. Getting there: 9 of 18 points (50.0%)\n";
    assert!(said.contains(most), "{said}");
}

#[test]
fn both_orders_are_told_where_campaign_letters_change_them() {
    let letter = "I am writing to object to the plan to close the beds at our community hospital. People who live out in the Moorlands cannot \
                  travel for an hour each way to sit with a husband or wife. Please keep our beds open.";
    let ids: Vec<String> = (0..30).map(|at| format!("R{at}")).collect();
    let comments: Vec<String> = (0..30)
        .map(|at| if at < 20 { letter.to_owned() } else { format!("The bus number {at} is late") })
        .collect();
    let mut rows: Vec<[&str; 2]> = vec![["Ref", "Comment"]];
    rows.extend(ids.iter().zip(&comments).map(|(id, comment)| [id.as_str(), comment.as_str()]));
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let said = Consultation::new().file("survey.csv", csv(&rows)).run().ends_with(0).said();
    let told = "Raised most, campaign letters included:\n  1. Hospital: 20 of 30 respondents (66.7%)\n  2. Getting there: 10 of 30 respondents \
                (33.3%)\nWithout campaign letters:\n  1. Getting there: 10 of 10 respondents (100.0%)\n";
    assert!(said.contains(told), "{said}");
}

#[test]
fn the_list_built_in_is_told_where_nobody_named_another() {
    let inputs = letters(1);
    let out = inputs.path("report").display().to_string();
    let folder = inputs.inputs().display().to_string();
    let output = std::process::Command::new(PROGRAM).args(["run", &folder, "--out", &out]).output();
    let said = String::from_utf8_lossy(&output.expect("the program starts").stdout).into_owned();
    assert!(said.contains("Themes were found with the list built in: "), "{said}");
    assert!(said.contains("to use your own: --lexicon FILE."), "{said}");
    let said = letters(1).run().ends_with(0).said();
    assert!(!said.contains("built in"), "a lexicon was named: {said}");
}
