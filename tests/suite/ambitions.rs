//! Are national ambitions held against what people raised, where a crosswalk is there and nowhere else?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, project};

const SURVEY: &str = "Response ID,What should change?\n\
    1,The bus is late\n\
    2,The buses never come\n\
    3,Keep the beds\n";

/// Every ambition, each with the themes that stand beside its id here.
fn crosswalk(pairs: &[(&str, &str)]) -> String {
    let list =
        std::fs::read_to_string(project("lexicons/national-ambitions.lexicon")).expect("it is shipped");
    let ids = list.lines().filter_map(|line| line.trim().strip_prefix("theme ")?.split(' ').next());
    let rows = ids.map(|id| {
        let theme = pairs.iter().find(|(ambition, _)| *ambition == id).map_or("", |(_, theme)| theme);
        format!("{id},{theme}\n")
    });
    format!("ambition_id,theme_id\n{}", rows.collect::<String>())
}

#[test]
fn a_profiles_crosswalk_says_which_ambitions_were_raised() {
    let walk = crosswalk(&[("smoking", "buses"), ("obesity", "parking")]);
    let survey = Consultation::new().file("survey.csv", SURVEY).file("walk.csv", walk);
    let run = survey.profile("crosswalk = \"walk.csv\"\n").run().ends_with(0);
    let csv = run.text("publish/ambitions.csv");
    assert!(csv.contains(",smoking,Less smoking,buses,Buses,respondents,yes,2,3,66.7"), "{csv}");
    assert!(
        csv.contains(",obesity,\"Less obesity, better food\",parking,Parking,respondents,no,0,3,0.0"),
        "{csv}"
    );
    assert!(csv.contains(",alcohol,Less harm from alcohol,,,,no local theme,,,"), "{csv}");
    assert!(csv.contains(",,,none of them,beds,Beds,respondents,yes,1,3,33.3"), "{csv}");
    let page = run.text("report.html");
    assert!(page.contains("<td>Raised</td><td>Buses (2, 66.7%)</td>"), "the page shows it");
    assert!(page.contains("in no national ambition of this list: Beds (1, 33.3%)"), "and what is beyond it");
}

#[test]
fn without_a_crosswalk_there_is_no_such_table() {
    let run = Consultation::new().file("survey.csv", SURVEY).run().ends_with(0);
    assert!(run.published().iter().all(|(file, _)| file != "publish/ambitions.csv"));
    assert!(!run.text("report.html").contains("National ambitions"));
}

#[test]
fn a_crosswalk_with_a_fault_stops_the_run() {
    let survey = Consultation::new().file("survey.csv", SURVEY);
    let walk = crosswalk(&[("smoking", "busses")]);
    let run = survey.file("walk.csv", walk).profile("crosswalk = \"walk.csv\"\n").run().ends_with(1);
    assert!(run.said().contains("'busses' is no theme of \"Buses and beds\""), "{}", run.said());
}

#[test]
fn every_lexicon_that_is_shipped_is_sound() {
    for name in ["long-term-plan", "patient-experience", "national-ambitions"] {
        let path = format!("lexicons/{name}.lexicon");
        let output =
            Command::new(PROGRAM).args(["lexicon", "check", &path]).current_dir(project(".")).output();
        let output = output.expect("the program starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{said}");
    }
}
