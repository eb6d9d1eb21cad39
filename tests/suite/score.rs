//! Is a run held against what people coded, row by row, and is told what could not be?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM};

const SURVEY: &str = "Response ID,What should change?,What is good?\n\
    a1,The buses stop too early in the evening,The beds are clean\n\
    a2,Parking at the hospital is dear,\n\
    a3,Nobody answers the telephone,\n\
    a4,The bus is late,The bus is late\n";

/// The exit code and words of `yousaid score` on a run of the survey, with this gold file.
fn scored(name: &str, gold: &str, more: &[&str]) -> (i32, String, Consultation) {
    let survey = Consultation::new().file("survey.csv", SURVEY);
    survey.run().ends_with(0);
    std::fs::write(survey.path(name), gold).expect("the temporary folder can be written");
    let output = Command::new(PROGRAM)
        .current_dir(survey.path("."))
        .args(["score", "report", "--gold", name])
        .args(more)
        .output()
        .expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("it ends"), String::from_utf8_lossy(&said).into_owned(), survey)
}

/// The figures in a theme's row: coded, found, right, and the values without their intervals.
fn row(said: &str, theme: &str) -> Vec<String> {
    let line = said.lines().find(|line| line.starts_with(theme));
    let line = line.unwrap_or_else(|| panic!("no row for {theme}:\n{said}"));
    line[theme.len()..].split_whitespace().filter(|word| !word.starts_with('(')).map(str::to_owned).collect()
}

#[test]
fn columns_of_codes_are_matched_by_identifier() {
    let gold = "response_id,Buses,parking,rating\na1:1,1,0,5\na2:1,1,1,4\na3:1,0,0,2\n";
    let (code, said, _) = scored("gold.csv", gold, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("3 of 3 coded rows were matched to the run, by identifier (column 'response_id')"),
        "{said}"
    );
    assert_eq!(row(&said, "buses "), ["2", "1", "1", "1.000", "0.500", "0.667"]);
    assert_eq!(row(&said, "parking "), ["1", "1", "1", "1.000", "1.000", "1.000"]);
    assert_eq!(row(&said, "micro: all codes alike"), ["3", "2", "2", "1.000", "0.667", "0.800"]);
    assert!(said.contains("1 of the lexicon's 3 themes were not coded"), "{said}");
    assert!(said.contains("3 of the run's 6 responses were not coded"), "{said}");
}

#[test]
fn a_cell_of_themes_is_matched_by_words_and_question() {
    let gold = "answer,question,themes\n\
        the bus is LATE!,What is good?,Buses\n\
        The bus is late,What should change?,buses; Parking\n\
        Nobody answers the telephone,What should change?,telephones\n\
        Not in this run,What should change?,buses\n";
    let (code, said, _) = scored("gold.csv", gold, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("3 of 4 coded rows were matched to the run, by the responses' words."),
        "{said}"
    );
    assert_eq!(row(&said, "buses ")[..3], ["2", "2", "2"]);
    assert_eq!(row(&said, "parking ")[..3], ["1", "0", "0"]);
    assert!(said.contains("'telephones' (row 4 of the gold file) is no theme"), "{said}");
    assert!(said.contains("row 5 of the gold file: no response of the run"), "{said}");
}

#[test]
fn an_identifier_of_a_submission_means_all_its_responses_unless_the_words_tell() {
    let all = scored("gold.csv", "id,themes\na1,buses;beds\n", &[]).1;
    assert_eq!(row(&all, "micro: all codes alike")[..3], ["2", "2", "2"]);
    let one = scored("gold.csv", "id,text,themes\na1,The beds are clean,buses;beds\n", &[]).1;
    assert_eq!(row(&one, "micro: all codes alike")[..3], ["2", "1", "1"]);
}

#[test]
fn identifiers_of_another_file_are_passed_over_for_the_words() {
    let gold = "id,text,themes\na1,Parking at the hospital is dear,parking\na2,The beds are clean,beds\n";
    let (_, said, _) = scored("gold.csv", gold, &[]);
    assert_eq!(row(&said, "micro: all codes alike")[..3], ["2", "2", "2"]);
    assert!(said.contains("most identifiers of the gold file belong to other words"), "{said}");
}

#[test]
fn what_nobody_coded_is_not_agreed_to() {
    let gold = "id,buses,parking\na2,,\na3,0,0\na4,maybe,0\n";
    let (_, said, _) = scored("gold.csv", gold, &[]);
    assert!(said.starts_with("1 of 1 coded rows"), "{said}");
    assert!(said.contains("row 2 of the gold file: every theme is empty, so nobody coded it"), "{said}");
    assert!(said.contains("row 4 of the gold file: a theme holds neither 0 nor 1"), "{said}");
}

#[test]
fn disagreements_are_listed_with_rule_and_words_and_figures_as_a_table() {
    let gold = "response_id,buses,parking,beds\na1:1,0,0,0\na3:1,0,0,1\n";
    let more = ["--disagreements", "wrong.csv", "--csv", "figures.csv"];
    let (code, said, survey) = scored("gold.csv", gold, &more);
    assert_eq!(code, 0, "{said}");
    let read = |name: &str| std::fs::read_to_string(survey.path(name)).expect("it was written");
    let wrong = read("wrong.csv");
    let lines: Vec<&str> = wrong.lines().collect();
    assert!(lines[0].contains("Not for publication"), "{wrong}");
    assert_eq!(
        lines[2],
        "a1:1,2,What should change?,buses,Buses,\"found, not coded\",4,buses,The buses stop too early in the evening,except phrase the buses stop"
    );
    assert_eq!(
        lines[3],
        "a3:1,3,What should change?,beds,Beds,missed,,,Nobody answers the telephone,phrase nobody answers the telephone"
    );
    let figures = read("figures.csv");
    assert!(figures.contains("theme,beds,Beds,2,1,0,0,,,,0.0000,0.0000,0.7935,0.0000,0.0000,"), "{figures}");
}

#[test]
fn a_file_without_codes_or_keys_is_refused_with_what_would_help() {
    let (code, said, _) = scored("gold.csv", "id,colour\na1,blue\n", &[]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("gold.csv:1: no column here is a theme") && said.contains("buses, parking, beds"),
        "{said}"
    );
    let (code, said, _) = scored("gold.csv", "colour,buses\nblue,1\n", &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("no column here names a response of this run"), "{said}");
}

/// The survey with two answers that say nothing.
const WITH_NOTHING: &str =
    "Response ID,What should change?\na1,The bus is late\na2,Parking is dear\na3,n/a\na4,-\n";

#[test]
fn rows_in_no_figure_are_told_and_left_out_where_that_is_asked() {
    let survey = Consultation::new().file("survey.csv", WITH_NOTHING);
    survey.run().ends_with(0);
    let gold = "response_id,themes\na1:1,buses\na2:1,parking\na3:1,\na4:1,beds\n";
    std::fs::write(survey.path("gold.csv"), gold).expect("the temporary folder can be written");
    let score = |more: &[&str]| {
        let output = Command::new(PROGRAM)
            .current_dir(survey.path("."))
            .args(["score", "report", "--gold", "gold.csv", "--csv", "figures.csv"])
            .args(more)
            .output()
            .expect("the program starts");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let all = score(&[]);
    assert_eq!(row(&all, "micro: all codes alike")[..3], ["3", "2", "2"]);
    assert!(all.contains("Without them (--counted-only), of 2 rows: micro F1 1.000"), "{all}");
    let figures = survey.path("figures.csv").display().to_string();
    let method = survey.run_into("second", &["--checked", &figures]).ends_with(0).text("publish/method.md");
    let said = score(&["--counted-only"]);
    assert!(said.starts_with("4 of 4 coded rows were matched to the run, by identifier (column 'response_id'). 2 of them are of responses that count in its figures; these are scored."), "{said}");
    assert_eq!(row(&said, "micro: all codes alike")[..3], ["2", "2", "2"]);
    assert!(said.contains(", not scored above: 2; coded there: beds 1, no theme 1."), "{said}");
    assert!(said.contains("All, these too (without --counted-only), of 4 rows: micro F1 0.800"), "{said}");
    assert!(method.contains("People coded 4 responses, which were not drawn by this program"), "{method}");
    assert!(method.contains("is not known here") && !method.contains("without seeing"), "{method}");
    assert!(method.contains("2 of these responses count in no figure of this report"), "{method}");
}

#[test]
fn a_name_that_two_themes_have_is_refused_with_their_ids() {
    let lexicon =
        crate::consultation::LEXICON.replace("\"Beds\"", "\"Other\"").replace("\"Parking\"", "\"Other\"");
    let survey = Consultation::new().file("survey.csv", SURVEY).lexicon(&lexicon);
    survey.run().ends_with(0);
    for (gold, row, name) in [
        ("response_id,themes\na1:1,buses\na2:1,other\n", 3, "other"),
        ("response_id,Buses,Other\na1:1,1,0\n", 1, "Other"),
    ] {
        std::fs::write(survey.path("gold.csv"), gold).expect("the temporary folder can be written");
        let output = Command::new(PROGRAM)
            .current_dir(survey.path("."))
            .args(["score", "report", "--gold", "gold.csv"])
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let wanted = format!(
            "gold.csv:{row}: several themes are called '{name}'; write the id of the one that is meant: parking, beds"
        );
        assert!(output.status.code() == Some(1) && said.contains(&wanted), "{said}");
    }
}

#[test]
fn a_response_on_two_rows_counts_once_and_is_told() {
    let gold = "response_id,buses\na1:1,1\na1:1,0\na4:1,1\na4:1,1\n";
    let (code, said, _) = scored("gold.csv", gold, &[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(row(&said, "buses ")[..3], ["2", "2", "2"]);
    assert!(
        said.contains("row 3 of the gold file: an earlier row codes the same response, and otherwise"),
        "{said}"
    );
    assert!(said.contains("row 5 of the gold file: an earlier row codes the same response alike"), "{said}");
}

#[test]
fn an_average_of_nothing_is_none() {
    let survey: String = (0..6).map(|at| format!("a{at},Nobody answers call {at}\n")).collect();
    let survey = Consultation::new().file("survey.csv", format!("Response ID,What should change?\n{survey}"));
    survey.run().ends_with(0);
    let gold: String = (0..6).map(|at| format!("a{at}:1,beds\n")).collect();
    std::fs::write(survey.path("gold.csv"), format!("response_id,themes\n{gold}"))
        .expect("it can be written");
    let output = Command::new(PROGRAM)
        .current_dir(survey.path("."))
        .args(["score", "report", "--gold", "gold.csv"])
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(row(&said, "macro: all themes alike"), ["-", "0.000", "0.000"], "{said}");
}

#[test]
fn a_coders_remark_is_masked() {
    let gold = "response_id,themes\na1:1,buses\na2:1,not sure: ring 07700 900123\na3:1,(No Theme)\n";
    let (code, said, _) = scored("gold.csv", gold, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("'not sure: ring [phone]' (row 3 of") && !said.contains("900123"), "{said}");
    assert!(!said.contains("(No Theme)"), "{said}");
}
