//! Are national ambitions held against what people raised, where a crosswalk is there and nowhere else?

use crate::consultation::{Consultation, project};
use crate::workbooks::row_with;

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
fn the_first_theme_of_an_ambition_is_one_that_was_raised_though_its_number_is_hidden() {
    let mut survey = "Response ID,What should change?\n".to_owned();
    for at in 0..9 {
        survey.push_str(&format!("{at},The bus is late\n"));
    }
    survey.push_str("9,Parking is dear\n10,Parking is far away\n");
    // Buses are of no ambition; nobody raised beds, and two raised parking.
    let walk = crosswalk(&[("smoking", "beds")]);
    let walk = walk.replace("smoking,beds\n", "smoking,beds\nsmoking,parking\n");
    let run = Consultation::new().file("survey.csv", survey).file("walk.csv", walk);
    let run = run.profile("crosswalk = \"walk.csv\"\n").run_with(&["--preset", "fft"]).ends_with(0);
    for file in ["tables.xlsx", "tables.ods"] {
        let row = row_with(&run, file, "National ambitions", "Less smoking");
        assert_eq!(row[2..], ["Yes", "Parking; Beds", "[c]", "[c]"], "{file}: hidden before nought");
    }
    assert!(run.text("report.html").contains("<td>Raised</td><td>Parking (fewer than 5)</td>"));
}
