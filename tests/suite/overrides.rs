//! Do themes that people give or take away count, outlive the next run, and never get lost?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, Run};

const SURVEY: &str = "Response ID,What should change?\n\
    a1,The bus stops too early\n\
    a2,Nobody answers the telephone\n\
    a3,The bed of the river is dry\n\
    a4,Parking is dear\n";

fn survey() -> Consultation {
    Consultation::new().file("survey.csv", SURVEY)
}

/// `internal/responses.csv` of a run as somebody edits it: id, themes, then who, when and why.
fn edited(run: &Run, changes: &[(&str, &str, [&str; 3])]) -> String {
    let text = run.text("internal/responses.csv");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("there is a header").split(',').collect();
    let place = |name: &str| header.iter().position(|cell| *cell == name).expect("the column is there");
    let mut told = format!("{}\n", header.join(","));
    for line in lines {
        let mut cells: Vec<&str> = line.split(',').collect();
        if let Some((_, themes, [who, when, why])) = changes.iter().find(|(id, ..)| cells[0] == *id) {
            cells[place("themes")] = themes;
            cells[place("who")] = who;
            cells[place("when")] = when;
            cells[place("why")] = why;
        }
        told.push_str(&cells.join(","));
        told.push('\n');
    }
    told
}

fn write(survey: &Consultation, name: &str, text: &str) -> String {
    let path = survey.path(name);
    std::fs::write(&path, text).expect("the temporary folder can be written");
    path.display().to_string()
}

const ANN: [&str; 3] = ["Ann", "2026-03-01", "a river bed"];

/// The respondents that a theme has in a run.
fn respondents(run: &Run, theme: &str) -> String {
    let counts = run.text("publish/counts.csv");
    let start = format!(",{theme},");
    let is_row = |line: &&str| {
        line.starts_with("theme,") && line.contains(&start) && line.contains(",,,,respondents,included,")
    };
    let row = counts.lines().find(is_row).unwrap_or_else(|| panic!("no row for {theme}:\n{counts}"));
    row.split(",included,").nth(1).and_then(|rest| rest.split(',').next()).expect("a number").to_owned()
}

#[test]
fn edited_themes_count_and_everything_says_so() {
    let survey = survey();
    let first = survey.run().ends_with(0);
    assert_eq!((respondents(&first, "beds"), respondents(&first, "buses")), ("1".to_owned(), "1".to_owned()));
    let changes =
        [("a3:1", "", ANN), ("a2:1", "buses;parking", ["Ben", "2026-03-02", "he means the bus line"])];
    let file = write(&survey, "edited.csv", &edited(&first, &changes));
    let formats = ["themefinder", "qdpx", "jsonl", "parquet"].map(|name| ["--format", name]);
    let options: Vec<&str> =
        ["--overrides", &file].into_iter().chain(formats.into_iter().flatten()).collect();
    let run = survey.run_into("second", &options).ends_with(0);
    let lines = run.text("internal/jsonl/responses.jsonl");
    assert!(lines.contains("\"rule_line\":null"), "no rule gave the theme that a person gave:\n{lines}");
    let parquet = std::fs::read(run.folder.join("internal/parquet/mentions.parquet")).expect("it is written");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"), "it is a Parquet file");
    let counted = ["beds", "buses", "parking"].map(|theme| respondents(&run, theme));
    assert_eq!(counted, ["0", "2", "2"]);
    let log = run.text("internal/overrides.csv");
    assert!(log.contains(",removed,beds,Ann,2026-03-01,a river bed,applied,"), "{log}");
    assert!(log.contains(",added,buses,Ben,2026-03-02,he means the bus line,applied,"), "{log}");
    let method = run.text("publish/method.md");
    assert!(method.contains("### Corrected by hand") && method.contains("| Beds | 0 | 1 |"), "{method}");
    assert!(run.text("report.html").contains("corrected by hand: given to 1 response"));
    let manifest: serde_json::Value = serde_json::from_str(&run.text("manifest.json")).expect("it is JSON");
    assert_eq!(manifest["overrides"]["applied"], 3);
    assert!(manifest["overrides"]["sha256"].as_str().is_some_and(|sha256| sha256.len() == 64));
    let explain = |arguments: &[&str]| {
        let told = Command::new(PROGRAM)
            .current_dir(survey.path("."))
            .args(["explain", "second", "--lexicon", "test.lexicon"])
            .args(arguments)
            .output()
            .expect("the program starts");
        String::from_utf8_lossy(&told.stdout).into_owned()
    };
    let told = explain(&["a3:1"]);
    assert!(told.contains("removed beds (applied); Ann, 2026-03-01: a river bed"), "{told}");
    let told = explain(&["--theme", "buses"]);
    assert!(told.contains("By hand: given to 1 response, taken from 0 responses"), "{told}");
}

#[test]
fn decisions_outlive_the_next_run_another_order_of_rows_and_another_lexicon() {
    let survey = survey();
    let first = survey.run().ends_with(0);
    let file = write(&survey, "edited.csv", &edited(&first, &[("a3:1", "parking", ANN)]));
    survey.run_with(&["--overrides", &file]).ends_with(0);
    // The log of the run that is replaced is what the next run is given.
    let log = survey.path("report/internal/overrides.csv").display().to_string();
    let renamed = SURVEY.replace("a3,", "z9,");
    let survey = survey.file("survey.csv", renamed);
    let second = survey.run_with(&["--overrides", &log]).ends_with(0);
    assert_eq!(respondents(&second, "beds"), "0");
    let told = second.text("internal/overrides.csv");
    assert!(told.contains("z9:1,") && told.contains("its id has changed"), "{told}");
    // A lexicon that knows the river by itself, and no longer has a theme.
    let lexicon = crate::consultation::LEXICON
        .replace("phrase bed\n", "phrase hospital bed\n    phrase ward\n")
        .replace("Keep the beds open", "Keep the ward open")
        .replace("theme parking", "theme car-parking");
    let survey = survey.lexicon(&lexicon);
    let third = survey.run_with(&["--overrides", &log]).ends_with(0);
    let told = third.text("internal/overrides.csv");
    assert!(told.contains(",the lexicon agrees,"), "{told}");
    assert!(told.contains(",conflict,the lexicon has no theme 'parking'"), "{told}");
    assert!(third.said().contains("override not applied: row"), "{}", third.said());
}

#[test]
fn responses_edited_in_place_are_never_replaced_unread() {
    let survey = survey();
    let first = survey.run().ends_with(0);
    let text = edited(&first, &[("a3:1", "", ANN)]);
    let file = write(&survey, "report/internal/responses.csv", &text);
    let refused = survey.run().ends_with(1);
    assert!(refused.said().contains("was edited since the run"), "{}", refused.said());
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), text);
    let second = survey.run_with(&["--overrides", &file]).ends_with(0);
    assert_eq!(respondents(&second, "beds"), "0");
    // What the second run wrote holds the decision, and gives it to the third.
    let again = second.text("internal/responses.csv");
    assert!(again.contains(",Ann,2026-03-01,a river bed"), "{again}");
    let third = survey.run_with(&["--overrides", &file]).ends_with(0);
    assert_eq!(third.text("internal/responses.csv"), again);
}

#[test]
fn a_bad_row_stops_the_run_and_is_named() {
    let survey = survey();
    let first = survey.run().ends_with(0);
    let file = write(&survey, "edited.csv", &edited(&first, &[("a3:1", "", ["Ann", "", ""])]));
    let run = survey.run_into("second", &["--overrides", &file]).ends_with(1);
    assert!(run.said().contains("edited.csv:4: themes were changed here: write when, why"), "{}", run.said());
    assert!(!survey.path("second").exists());
}

#[test]
fn several_responses_with_the_same_words_and_opposite_decisions_are_conflicts() {
    let twice = format!("{SURVEY}a5,The bed of the river is dry\n");
    let survey = Consultation::new().file("survey.csv", twice);
    let first = survey.run().ends_with(0);
    let responses = first.text("internal/responses.csv");
    let content = responses.lines().find(|line| line.starts_with("a3:1")).expect("it is there");
    let content = content.split(',').rev().nth(3).expect("there is a column").to_owned();
    let log = format!(
        "response_id,content,question,change,theme_id,who,when,why\n\
         old:1,{content},,removed,beds,Ann,today,so\n\
         a4:1,,,removed,parking,Ann,today,so\n\
         a4:1,,,added,parking,Ben,today,no\n"
    );
    let file = write(&survey, "log.csv", &log);
    let run = survey.run_into("second", &["--overrides", &file]).ends_with(0);
    let told = run.text("internal/overrides.csv");
    assert!(told.contains("2 responses have these words now"), "{told}");
    assert!(told.contains("row 3 says the opposite"), "{told}");
    assert_eq!((respondents(&run, "beds"), respondents(&run, "parking")), ("2".to_owned(), "0".to_owned()));
}

#[test]
fn who_corrected_is_led_to_the_corrections_where_their_number_is_hidden() {
    let survey = survey();
    let first = survey.run().ends_with(0);
    let overrides = write(&survey, "edited.csv", &edited(&first, &[("a3:1", "", ANN)]));
    let said = survey.run_into("again", &["--preset", "fft", "--overrides", &overrides]).said();
    assert!(
        said.contains("Corrected by hand: internal/overrides.csv says which corrections were applied"),
        "{said}"
    );
}

#[test]
fn a_run_without_the_decisions_of_the_earlier_one_is_refused() {
    let survey = survey();
    let first = survey.run().ends_with(0);
    let file = write(&survey, "edited.csv", &edited(&first, &[("a3:1", "", ANN)]));
    survey.run_with(&["--overrides", &file]).ends_with(0);
    let refused = survey.run().ends_with(1);
    assert!(
        refused.said().contains("this holds 1 decision of people on single responses"),
        "{}",
        refused.said()
    );
    let log = survey.path("report/internal/overrides.csv").display().to_string();
    assert!(std::fs::read_to_string(&log).expect("it is there").contains(",removed,beds,Ann,"));
    let again = survey.run_with(&["--overrides", &log]).ends_with(0);
    assert_eq!(respondents(&again, "beds"), "0");
    // Another file may take decisions back, and what it says nothing of is told.
    let other = "response_id,content,change,theme_id,who,when,why\na4:1,,removed,parking,Ben,today,so\n";
    let other = write(&survey, "other.csv", other);
    let said = survey.run_with(&["--overrides", &other]).ends_with(0).said();
    assert!(
        said.contains("not in the file of --overrides: removed beds, a3:1; Ann, 2026-03-01: a river bed"),
        "{said}"
    );
}
