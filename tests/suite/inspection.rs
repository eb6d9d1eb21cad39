//! Does `inspect` tell how files would be read, and does the profile it writes change nothing?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, files_below, project};

fn inspect(consultation: &Consultation, more: &[&str]) -> (i32, String) {
    let output = Command::new(PROGRAM)
        .arg("inspect")
        .arg(consultation.inputs())
        .args(more)
        .output()
        .expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("the program ends by itself"), String::from_utf8_lossy(&said).into_owned())
}

const SURVEY: &str = "Response ID,Email,Where do you live?,What should change?,Score\n\
                      1,a@example.org,Leek,The buses should run later in the day,4\n\
                      2,b@example.org,Stone,Somebody ought to answer the telephone,2\n";

#[test]
fn each_column_is_told_with_what_it_is_for() {
    let (code, said) = inspect(&Consultation::new().file("survey.csv", SURVEY), &[]);
    assert_eq!(code, 0, "{said}");
    for told in [
        "one header row, 5 columns",
        "column 4 is an open question: What should change?",
        "Locality (column 3)",
        "kept out of every report: column 1 (Response ID), column 2 (Email)",
        "2 submissions: 2 responses, of which 0 blank",
        "Everything could be read.",
    ] {
        assert!(said.contains(told), "inspect does not say {told:?}:\n{said}");
    }
    for word in ["telephone", "example.org", "later in the day"] {
        assert!(!said.contains(word), "inspect shows a response's words:\n{said}");
    }
}

#[test]
fn what_cannot_be_read_is_marked() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    let inputs = Consultation::new().file("survey.csv", SURVEY).file("flip-chart.png", picture);
    let (code, said) = inspect(&inputs, &[]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("!! 1 item could not be read"), "{said}");
    assert!(said.contains("1 item could not be read: see the lines that begin with !!"), "{said}");
}

#[test]
fn what_looks_wrong_is_warned_of() {
    let inputs = Consultation::new()
        .file("survey.csv", SURVEY)
        .file("survey-copy.csv", SURVEY)
        .file("scores.csv", "ID,Score\n1,4\n2,5\n3,5\n");
    let (_, said) = inspect(&inputs, &[]);
    assert!(said.contains("the same file as survey-copy.csv"), "{said}");
    assert!(said.contains("no column holds open answers"), "{said}");
}

#[test]
fn the_profile_it_writes_changes_nothing() {
    let sample = project("samples/listening-exercise");
    let mut plain = Consultation::new();
    for name in files_below(&sample) {
        if name != "consultation.toml" {
            plain = plain.file(&name, std::fs::read(sample.join(&name)).expect("the sample is there"));
        }
    }
    let draft = plain.path("draft.toml");
    let (code, said) = inspect(&plain, &["--write", draft.to_str().expect("a plain path")]);
    assert_eq!(code, 0, "{said}");
    let before = plain.run_into("before", &[]).ends_with(0);
    let written = draft.to_str().expect("a plain path");
    let after = plain.run_into("after", &["--profile", written]).ends_with(0);
    for file in ["internal/responses.csv", "internal/ledger.csv", "publish/quotes.csv"] {
        assert!(before.text(file) == after.text(file), "{file} differs under the written profile");
    }
    let (code, said) = inspect(&plain, &["--write", written]);
    assert_eq!(code, 1, "a profile that is there is not overwritten: {said}");
}

#[test]
fn what_the_profile_leaves_out_is_not_counted_and_need_not_be_read() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    let profile = "[[file]]\nname = \"scan.png\"\nout_of_scope = true\n[[file]]\nname = \"old.txt\"\nout_of_scope = true\n";
    let inputs = Consultation::new()
        .file("letter.txt", "The bus was late.")
        .file("old.txt", "Keep the ward.")
        .file("scan.png", picture)
        .profile(profile);
    let (code, said) = inspect(&inputs, &[]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said.matches("1 item not analysed: left out by the profile").count(), 2, "{said}");
    assert!(said.contains("In all 1 response"), "{said}");
    let run = inputs.run().ends_with(0);
    run.adds_up();
    assert!(run.states().contains(&("scan.png".to_owned(), "out_of_scope".to_owned())), "{:?}", run.states());
}

#[test]
fn what_is_proposed_for_one_file_of_a_folder_stands_in_a_part_of_its_own() {
    let letter = |words: &str| format!("Dear team,\n\n{words}\n\nYours faithfully\n");
    let consultation = Consultation::new()
        .file("letters/1.txt", letter("Keep the ward."))
        .file("letters/2.txt", letter("I write on behalf of our 1,300 members: keep the beds."))
        .file("letters/3.txt", letter("The bus was late."));
    let written = consultation.path("draft.toml");
    let (code, said) = inspect(&consultation, &["--write", written.to_str().expect("a plain path")]);
    assert_eq!(code, 0, "{said}");
    let draft = std::fs::read_to_string(&written).expect("it was written");
    let parts: Vec<&str> = draft.split("\n[[file]]\n").skip(1).collect();
    assert_eq!(parts.len(), 2, "{draft}");
    assert!(parts[0].contains("\"letters/*\"") && !parts[0].contains("represents ="), "{draft}");
    assert!(parts[1].contains("\"letters/2.txt\"") && parts[1].contains("# represents = 1300"), "{draft}");
}

#[test]
fn the_profile_it_writes_names_what_can_be_said_of_an_event() {
    let notes = "Drop-in\n\nWhat should change?\n\n- The bus is late\n- More buses\n- Parking is dear\n";
    let consultation = Consultation::new().file("notes.txt", notes);
    let written = consultation.inputs().join("consultation.toml");
    let (code, said) = inspect(&consultation, &["--write", written.to_str().expect("a plain path")]);
    assert_eq!(code, 0, "{said}");
    let draft = std::fs::read_to_string(&written).expect("it was written");
    let settings = ["event = ", "locality = ", "date = ", "attendance = "];
    for setting in settings {
        assert!(draft.contains(&format!("# {setting}")), "{setting}\n{draft}");
    }
    // Each can be said by taking away the mark before it and the words behind it.
    let said = draft.lines().map(|line| {
        match line.strip_prefix("# ").filter(|of| settings.iter().any(|s| of.starts_with(s))) {
            Some(setting) => setting.split("  ").next().unwrap_or_default().to_owned() + "\n",
            None => line.to_owned() + "\n",
        }
    });
    let profile: String = said.collect();
    let page = consultation.profile(&profile).run().ends_with(0).text("publish/events/all-events.html");
    assert!(page.contains("27 February 2019, Leek") && page.contains("34"), "{page}");
}
