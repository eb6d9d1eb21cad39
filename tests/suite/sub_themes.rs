//! Does a sub-theme count for its theme wherever a figure is given, and is it scored and corrected like any other?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, Run, Table};

const LEXICON: &str = r#"lexicon "Buses and fares" version 1
priority transport "Getting there"
  theme buses "Buses"
    phrase bus
    matches "The bus was late"
    ignores "The train was late"
    sub fares "Bus fares"
      near 3 bus fare
      matches "The bus fare went up"
      ignores "The train fare went up"
  theme shelters "Shelters"
    phrase shelter
    matches "The shelter leaks"
    ignores "The roof leaks"
"#;

const SURVEY: &str = "Response ID,What should change?\n\
    a1,The bus fare went up and the shelter leaks\n\
    a2,The bus is late every market day\n\
    a3,The bus fare is dear on market day\n\
    a4,The bus fare should be lower on market day\n\
    a5,Too few stalls on market day\n\
    a6,The shelter leaks\n";

fn survey() -> Consultation {
    Consultation::new().file("survey.csv", SURVEY).lexicon(LEXICON)
}

fn says(survey: &Consultation, arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM)
        .current_dir(survey.path("."))
        .args(arguments)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{arguments:?}:\n{said}");
    said
}

fn write(survey: &Consultation, name: &str, text: &str) {
    std::fs::write(survey.path(name), text).expect("the temporary folder can be written");
}

/// The themes of a response in a run.
fn themes(run: &Run, response: &str) -> String {
    let responses = run.text("internal/responses.csv");
    let table = Table::read(&responses);
    let row = table.rows().find(|row| row.get("response_id") == response).expect("the response is there");
    row.get("themes").to_owned()
}

#[test]
fn a_sub_theme_is_scored_like_any_theme() {
    let survey = survey();
    survey.run().ends_with(0);
    write(
        &survey,
        "gold.csv",
        "response_id,themes\na1:1,Buses;Bus fares\na2:1,buses;fares\na3:1,buses;fares\n",
    );
    let said = says(&survey, &["score", "report", "--gold", "gold.csv", "--disagreements", "to-read.csv"]);
    let row = said.lines().find(|line| line.starts_with("fares ")).expect("the sub-theme has a row");
    let figures: Vec<&str> = row.split_whitespace().skip(1).take(3).collect();
    assert_eq!(figures, ["3", "2", "2"], "{said}");
    assert!(!said.contains("is no theme"), "{said}");
    let to_read = std::fs::read_to_string(survey.path("to-read.csv")).expect("it was written");
    assert!(to_read.contains("a2:1,3,What should change?,fares,Bus fares,missed,"), "{to_read}");
}

#[test]
fn a_sub_theme_taken_away_leaves_its_theme() {
    let survey = survey();
    survey.run().ends_with(0);
    let log = "response_id,content,change,theme_id,who,when,why\n\
        a1:1,,removed,fares,Ann,today,not about what it costs\n\
        a3:1,,removed,fares,Ann,today,neither\n\
        a3:1,,removed,buses,Ann,today,neither\n";
    write(&survey, "decisions.csv", log);
    let decisions = survey.path("decisions.csv").display().to_string();
    let run = survey.run_into("second", &["--overrides", &decisions]).ends_with(0);
    assert_eq!((themes(&run, "a1:1").as_str(), themes(&run, "a3:1").as_str()), ("buses;shelters", ""));
    let told = run.text("internal/overrides.csv");
    assert_eq!(told.matches(",applied,").count(), 3, "what the lexicon found was taken away:\n{told}");
    let counts = run.text("publish/counts.csv");
    assert!(
        counts.contains("theme,transport,Getting there,buses,Buses,,,,respondents,included,3,6,"),
        "{counts}"
    );
    let explained = says(&survey, &["explain", "second", "--theme", "buses", "--lexicon", "test.lexicon"]);
    assert!(explained.contains("      2          2      2      8  near 3 bus fare"), "{explained}");
}

#[test]
fn a_new_sub_theme_takes_nothing_from_its_theme() {
    let survey = survey();
    let start = LEXICON.find("    sub").expect("there is a sub-theme");
    let end = LEXICON.find("  theme shelters").expect("there is a second theme");
    write(&survey, "old.lexicon", &[&LEXICON[..start], &LEXICON[end..]].concat());
    let said = says(&survey, &["lexicon", "diff", "old.lexicon", "test.lexicon", "inputs"]);
    assert!(said.contains("A theme is gained 3 times and lost 0 times"), "{said}");
    assert!(said.contains("fares gained in 3 responses") && !said.contains("buses"), "{said}");
}

#[test]
fn a_theme_travels_with_others_by_its_sub_themes() {
    let said = says(&survey(), &["lexicon", "overlap", "test.lexicon", "inputs", "--least", "1"]);
    assert!(said.contains("shelters (2) in buses (4): 50.0%"), "{said}");
    assert!(!said.contains("fares (3) in buses (4)"), "a part always lies inside:\n{said}");
}

#[test]
fn what_stands_out_in_a_theme_is_looked_for_in_its_sub_themes_too() {
    let mut rows = SURVEY.to_owned();
    (0..9).for_each(|at| rows.push_str(&format!("b{at},The bus fare for stop {at} is on the leaflet\n")));
    (0..9).for_each(|at| rows.push_str(&format!("c{at},Open the garden in month {at}\n")));
    rows.push_str("d1,The leaflet is hard to read\n");
    let survey = Consultation::new().file("survey.csv", rows).lexicon(LEXICON);
    let said = says(&survey, &["discover", "inputs", "--lexicon", "test.lexicon", "--theme", "buses"]);
    assert!(said.contains("in 9 of 13 responses (69.2%); elsewhere in 1 of 12"), "{said}");
    assert!(!said.contains("phrase bus fare") && said.contains("leaflet"), "{said}");
}

#[test]
fn words_that_a_sub_theme_has_are_not_called_denied() {
    let lexicon = LEXICON.replace("    phrase bus\n", "    phrase bus\n    phrase bus fare\n");
    let said = says(&survey().lexicon(&lexicon), &["lexicon", "check", "test.lexicon", "inputs"]);
    assert!(said.contains("3 are left to its sub-theme 'fares' by line 9 (near 3 bus fare)"), "{said}");
}
