//! Does compare tell what moved, like for like, and nothing that one of the rounds hides?

use crate::consultation::{Consultation, LEXICON, Run, Table, csv, program_in};
use crate::page::assert_is_sound;

/// A round in which so many of a hundred raise the bus, and so few parking, half of them in each place.
fn round(name: &str, buses: usize, parking: usize, lexicon: &str, preset: &str) -> (Consultation, Run) {
    let mut rows = vec![vec!["Response ID".to_owned(), "What matters?".to_owned(), "Locality".to_owned()]];
    for at in 0..100 {
        let words = match at {
            _ if at < buses => format!("The bus is late again, says person {at} of {name}."),
            _ if at < buses + parking => format!("There is no parking, says person {at} of {name}."),
            _ => format!("All is well, says person {at} of {name}."),
        };
        let place = if at % 2 == 0 { "Leek" } else { "Stone" };
        rows.push(vec![at.to_string(), words, place.to_owned()]);
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let consultation = Consultation::new().lexicon(lexicon).file("survey.csv", csv(&rows));
    let run = consultation.run_with(&["--preset", preset]);
    (consultation, run)
}

struct Compared {
    status: Option<i32>,
    said: String,
    page: String,
    table: Option<Table>,
}

fn compare(old: &Run, new: &Run, more: &[&str]) -> Compared {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (old, new) = (old.folder.display().to_string(), new.folder.display().to_string());
    let arguments = [&["compare", &old, &new, "--out", "moved"], more].concat();
    let output = program_in(folder.path(), &arguments);
    let read = |name: &str| std::fs::read_to_string(folder.path().join("moved").join(name));
    Compared {
        status: output.status.code(),
        said: [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat(),
        page: read("comparison.html").unwrap_or_default(),
        table: read("comparison.csv").ok().map(|text| Table::read(&text)),
    }
}

impl Compared {
    /// Some cells of the row of a level, for everybody or a place.
    fn row(&self, level: &str, place: &str, columns: &[&str]) -> Option<Vec<String>> {
        let table = self.table.as_ref().expect("there is a table");
        let row = table.rows().find(|row| {
            let id =
                if row.get("theme_id").is_empty() { row.get("priority_id") } else { row.get("theme_id") };
            id == level
                && row.get("segment_value") == place
                && row.get("question").is_empty()
                && row.get("unit") == "respondents"
                && row.get("campaigns") == "included"
        })?;
        Some(columns.iter().map(|column| row.get(column).to_owned()).collect())
    }
}

const SIDES: [&str; 5] = ["old_numerator", "old_denominator", "new_numerator", "new_denominator", "change"];

#[test]
fn a_share_that_moved_is_told_with_both_bases_and_its_interval() {
    let ((_one, old), (_two, new)) =
        (round("spring", 20, 10, LEXICON, "fft"), round("autumn", 40, 10, LEXICON, "fft"));
    let compared = compare(&old, &new, &[]);
    assert_eq!(compared.status, Some(0), "{}", compared.said);
    assert_eq!(compared.row("buses", "", &SIDES).expect("a row"), ["20", "100", "40", "100", "20.0"]);
    // Newcombe's interval of 40 of 100 less 20 of 100.
    assert_eq!(compared.row("buses", "", &["low", "high"]).expect("a row"), ["7.3", "31.9"]);
    assert_eq!(compared.row("buses", "Leek", &SIDES).expect("a row"), ["10", "50", "20", "50", "20.0"]);
    assert_eq!(compared.row("parking", "", &SIDES[4..]).expect("a row"), ["0.0"]);
    assert!(compared.said.contains("Getting there: +20.0 (from 30.0% to 50.0%)"), "{}", compared.said);
    assert!(compared.page.contains("20 of 100 (20.0%)") && compared.page.contains("+20.0"));
    assert_is_sound(&compared.page);
}

#[test]
fn what_one_round_hides_stays_hidden() {
    let ((_one, old), (_two, new)) =
        (round("spring", 20, 3, LEXICON, "fft"), round("autumn", 40, 12, LEXICON, "fft"));
    let compared = compare(&old, &new, &[]);
    assert_eq!(compared.row("parking", "", &SIDES).expect("a row"), ["[c]", "100", "12", "100", "[c]"]);
    assert_eq!(compared.row("parking", "", &["old_percent", "low", "high"]).expect("a row"), ["[c]"; 3]);
    // Of a theme that is hidden as a whole no group is nought.
    let in_leek = compared.row("parking", "Leek", &["old_numerator"]);
    assert!(in_leek.is_none_or(|cells| cells == ["[c]"]), "a missing row of a hidden theme is hidden");
}

#[test]
fn different_lexicons_are_compared_through_a_crosswalk_only() {
    let renamed = LEXICON.replace("theme buses", "theme coaches").replace("version 1", "version 2");
    let ((_one, old), (two, new)) =
        (round("spring", 20, 10, LEXICON, "fft"), round("autumn", 40, 10, &renamed, "fft"));
    let refused = compare(&old, &new, &[]);
    assert_eq!(refused.status, Some(1));
    assert!(
        refused.said.contains("different lexicons") && refused.said.contains("--crosswalk"),
        "{}",
        refused.said
    );
    assert!(refused.table.is_none(), "nothing is written");
    let walk = |text: &str| {
        let path = two.path("walk.csv");
        std::fs::write(&path, text).expect("the temporary folder can be written");
        compare(&old, &new, &["--crosswalk", &path.display().to_string()])
    };
    let compared = walk("old_id,new_id\nbuses,coaches\n");
    assert_eq!(compared.row("coaches", "", &SIDES).expect("a row"), ["20", "100", "40", "100", "20.0"]);
    assert!(compared.row("beds", "", &SIDES).is_none(), "what the table does not name is not compared");
    assert!(compared.page.contains("In the old round only: ") && compared.page.contains("Parking"));
    let faulty = walk("old_id,new_id\nbuses,coaches\nparking,coaches\nbus,beds\n");
    assert_eq!(faulty.status, Some(1));
    for said in
        ["walk.csv:3: each theme stands in one row only", "walk.csv:4: 'bus' is no theme or priority of"]
    {
        assert!(faulty.said.contains(said), "{}", faulty.said);
    }
}

#[test]
fn changed_figures_and_shared_files_are_told() {
    let (_one, old) = round("spring", 20, 10, LEXICON, "fft");
    let same = compare(&old, &old, &[]);
    assert!(same.said.contains("1 input file was read by both"), "{}", same.said);
    let (_two, new) = round("autumn", 40, 10, LEXICON, "none");
    let unprotected = compare(&old, &new, &[]);
    assert!(unprotected.page.contains("For internal use only"), "one round is not protected");
    let counts = old.folder.join("publish/counts.csv");
    let text = std::fs::read_to_string(&counts).expect("the run wrote it");
    std::fs::write(&counts, text.replace(",100,", ",101,")).expect("it can be written");
    let changed = compare(&old, &new, &[]);
    assert_eq!(changed.status, Some(1));
    assert!(changed.said.contains("not what the run wrote"), "{}", changed.said);
}

#[test]
fn rounds_that_asked_something_else_are_told_to_be_different_consultations() {
    let run = |question: &str| {
        let rows: Vec<[String; 2]> =
            (0..30).map(|at| [at.to_string(), format!("The bus number {at} is late")]).collect();
        let mut table = vec![vec!["Response ID", question]];
        table.extend(rows.iter().map(|row| row.iter().map(String::as_str).collect()));
        let table: Vec<&[&str]> = table.iter().map(Vec::as_slice).collect();
        let consultation = Consultation::new().file("survey.csv", csv(&table));
        let run = consultation.run();
        (consultation, run)
    };
    let ((_one, old), (_two, new)) = (run("What matters to you?"), run("How was your stay on the ward?"));
    let told = "These may be different consultations: the old round has answers to 1 question, the new one to 1 question, and none is the same";
    let compared = compare(&old, &new, &[]);
    assert!(compared.said.contains(told), "{}", compared.said);
    assert!(compared.page.contains(told), "{}", compared.page);
    let (_three, again) = run("What matters  to YOU?");
    let compared = compare(&old, &again, &[]);
    assert!(!compared.said.contains("different consultations"), "{}", compared.said);
}

#[test]
fn what_did_not_move_is_not_named_and_what_nobody_raised_is_left_out_of_the_page() {
    let (_one, old) = round("spring", 20, 10, LEXICON, "fft");
    let same = compare(&old, &old, &[]);
    assert!(same.said.contains("No priority moved") && !same.said.contains("Moved most"), "{}", same.said);
    let told = "Left out here, because nobody raised them in either round: 1 priority and 1 theme.";
    assert!(same.page.contains(told) && !same.page.contains("Hospital"), "{}", same.page);
    assert_eq!(same.row("hospital", "", &SIDES).expect("a row"), ["0", "100", "0", "100", "0.0"]);
}

#[test]
fn that_one_round_alone_was_corrected_by_hand_is_told() {
    let (spring, old) = round("spring", 20, 10, LEXICON, "fft");
    let file = spring.path("edited.csv");
    let edit = |line: &str| match line.contains("person 0 of spring") {
        true => {
            let other = line.replace(",buses,transport,", ",parking,transport,");
            format!("{},Ann,2026-03-01,a slip\n", other.trim_end_matches(','))
        }
        false => format!("{line}\n"),
    };
    let edited: String = old.text("internal/responses.csv").lines().map(edit).collect();
    std::fs::write(&file, edited).expect("it can be written");
    let file = file.display().to_string();
    let corrected = spring.run_into("corrected", &["--preset", "fft", "--overrides", &file]).ends_with(0);
    let compared = compare(&old, &corrected, &[]);
    assert!(compared.said.contains("Only the new round was corrected by hand"), "{}", compared.said);
    assert!(compared.page.contains("Only the new round was corrected by hand"), "{}", compared.page);
    let alike = compare(&corrected, &corrected, &[]);
    assert!(!alike.said.contains("corrected by hand"), "{}", alike.said);
}
