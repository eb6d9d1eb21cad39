//! Is each survey platform's export known by its looks, and read as its platform means it?

use std::fmt::Write;
use std::path::{Path, PathBuf};

use yousaid::ingest::{FileRead, Input, PLAIN_TABLE, PLATFORMS, Reading, TableRead, read_inputs};
use yousaid::submission::{Consent, Submission};

use crate::consultation::{Consultation, csv, files_below, project};

const SAMPLES: &str = "samples/platforms";
const WHAT_TO_DO: &str = "look at the difference; if it is meant, run the tests once with YOUSAID_WRITE_EXPECTED=1 and commit what it writes";

/// Reads a file, or the files of one folder, with no profile.
fn reading(paths: &[PathBuf]) -> Reading {
    // Named as the program names them: by the file alone, or by its place in the folder of the sample.
    let name = |path: &Path| {
        let places: Vec<String> = path
            .strip_prefix(project(SAMPLES))
            .unwrap_or(path)
            .iter()
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        let is_of_folder = places.len() > 1 && !path.is_absolute() || path.starts_with(project(SAMPLES));
        places[usize::from(is_of_folder && places.len() > 1)..].join("/")
    };
    let inputs: Vec<Input> =
        paths.iter().map(|path| Input { path: path.clone(), name: name(path) }).collect();
    read_inputs(&inputs, &[], |_| {}).expect("the samples can be read")
}

/// The samples: each file of the folder but the pages and the expected readings. A folder in it is one sample.
fn samples() -> Vec<(String, Vec<PathBuf>)> {
    let mut found: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for path in files_below(&project(SAMPLES)) {
        if path.ends_with(".expected") || path.ends_with(".md") {
            continue;
        }
        let sample = path.split('/').next().unwrap_or(&path).to_owned();
        let file = project(SAMPLES).join(&path);
        match found.last_mut() {
            Some((known, files)) if *known == sample => files.push(file),
            _ => found.push((sample, vec![file])),
        }
    }
    found
}

/// What the program makes of a sample, for people to read.
fn told(reading: &Reading) -> String {
    let mut told = String::new();
    for file in &reading.files {
        tell_file(file, &mut told);
    }
    for entry in &reading.entries {
        let place = reading.consultation.sources.display(entry.source);
        line(&mut told, format_args!("entry {place}: {} ({})", entry.state.code(), entry.reason));
    }
    for submission in &reading.submissions {
        tell_submission(submission, reading, &mut told);
    }
    told
}

fn line(told: &mut String, words: std::fmt::Arguments<'_>) {
    writeln!(told, "{words}").expect("writing to a string does not fail");
}

fn tell_file(file: &FileRead, told: &mut String) {
    line(told, format_args!("file {}: {}", file.name, file.format));
    for note in &file.notes {
        line(told, format_args!("note: {note}"));
    }
    for table in &file.tables {
        tell_table(table, told);
    }
}

fn tell_table(table: &TableRead, told: &mut String) {
    let sheet = table.sheet.as_deref().map_or(String::new(), |name| format!(" on sheet '{name}'"));
    line(
        told,
        format_args!(
            "table{sheet}: {}, header rows {}, submissions {}, partial {}",
            table.platform, table.header_rows, table.submissions, table.partial
        ),
    );
    for (at, column) in table.columns.iter().enumerate() {
        let of = column.of.as_ref().map_or(String::new(), |of| format!("{of} > "));
        let options = column.options.map_or(String::new(), |options| format!(" ({options} options)"));
        line(
            told,
            format_args!("  column {} {}: {of}{}{options}", at + 1, column.role.word(), column.header),
        );
    }
}

fn tell_submission(
    submission: &Submission<yousaid::ingest::SubmittedText>,
    reading: &Reading,
    told: &mut String,
) {
    let consultation = &reading.consultation;
    line(told, format_args!("submission {}", submission.id));
    let respondent = &submission.respondent;
    let mut known = Vec::new();
    known.extend(respondent.identity.map(|person| format!("person {}", person + 1)));
    known.extend(respondent.is_organisation.then(|| "an organisation".to_owned()));
    known.extend(respondent.speaks_for_someone.then(|| "speaks for someone else".to_owned()));
    known.extend(respondent.represents.map(|people| format!("speaks for {people}")));
    match respondent.consent {
        Consent::Given => known.push("may be quoted".to_owned()),
        Consent::Refused => known.push("never quoted".to_owned()),
        Consent::NotAsked => {}
    }
    if !known.is_empty() {
        line(told, format_args!("  respondent: {}", known.join(", ")));
    }
    if let Some(reason) = submission.out_of_scope {
        line(told, format_args!("  left out: {reason}"));
    }
    for (attribute, value) in submission.attributes.iter() {
        let name = &consultation.attributes[*attribute as usize].name;
        line(told, format_args!("  {name}: {}", consultation.value(*attribute, *value)));
    }
    for (question, answer) in submission.closed.iter() {
        let question = consultation.closed_questions.name(*question);
        line(told, format_args!("  chose [{question}] {}", consultation.closed_answers.name(*answer)));
    }
    for response in &submission.responses {
        let question = consultation.questions.name(response.question);
        let place = consultation.sources.display(response.source);
        let words = response.text.as_str().replace('\n', " / ");
        let words = if words.is_empty() { "(nothing)" } else { &words };
        line(told, format_args!("  said at {place} [{question}] {words}"));
    }
}

#[test]
fn each_sample_is_read_as_expected() {
    let writes = std::env::var_os("YOUSAID_WRITE_EXPECTED").is_some();
    let mut differing = Vec::new();
    for (name, files) in samples() {
        let told = told(&reading(&files));
        let expected = project(SAMPLES).join(format!("{name}.expected"));
        if writes {
            std::fs::write(&expected, &told).expect("the samples can be written");
            continue;
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n");
        if told != expected {
            let at = told.lines().zip(expected.lines()).position(|(told, expected)| told != expected);
            let at = at.unwrap_or_else(|| told.lines().count().min(expected.lines().count()));
            differing.push(format!(
                "{SAMPLES}/{name}.expected:{}: expected '{}', read '{}'",
                at + 1,
                expected.lines().nth(at).unwrap_or(""),
                told.lines().nth(at).unwrap_or("")
            ));
        }
    }
    assert!(differing.is_empty(), "{WHAT_TO_DO}:\n{}", differing.join("\n"));
}

#[test]
fn each_sample_is_known_by_exactly_one_platform() {
    let mut seen = std::collections::BTreeSet::new();
    for (name, files) in samples() {
        for file in reading(&files).files {
            for table in &file.tables {
                assert_ne!(table.platform, PLAIN_TABLE, "no platform knows its own in {SAMPLES}/{name}");
                assert!(
                    table.also_like.is_empty(),
                    "{SAMPLES}/{name} is taken for {} and also for {:?}; ask one of them for more evidence",
                    table.platform,
                    table.also_like
                );
                seen.insert(table.platform);
            }
        }
    }
    let without: Vec<&str> = PLATFORMS
        .iter()
        .map(|platform| platform.name())
        .filter(|name| *name != PLAIN_TABLE && !seen.contains(name))
        .collect();
    assert!(without.is_empty(), "{SAMPLES} has no sample of {without:?}");
}

#[test]
fn a_table_of_nobodys_is_taken_for_no_platforms() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let plain = [
        (
            "ids.csv",
            "Response ID,Date,Comment\n1,01/02/2019,The bus was late again\n2,01/02/2019,More beds please\n",
        ),
        (
            "stamps.csv",
            "Timestamp,Ward,Comment\n01/02/2019,4,The bus was late again\n02/02/2019,5,More beds please\n",
        ),
        (
            "status.csv",
            "id,Status,Name,Progress,Comment\n1,open,Ann,50,The bus was late\n2,done,Bob,100,More beds please\n",
        ),
        ("numbers.csv", "1,2,3\n4,5,6\n7,8,9\n"),
        ("list.csv", "Comments\nThe bus was late again\nMore beds please\n"),
    ];
    let mut files = vec![project("samples/listening-exercise/online-survey.csv")];
    for (name, text) in plain {
        std::fs::write(folder.path().join(name), text).expect("the temporary folder can be written");
        files.push(folder.path().join(name));
    }
    for file in reading(&files).files {
        for table in file.tables {
            assert_eq!(table.platform, PLAIN_TABLE, "{} is nobody's export in particular", file.name);
        }
    }
}

#[test]
fn the_ledger_of_each_sample_adds_up_and_nobody_is_named() {
    for (name, files) in samples() {
        let mut consultation = Consultation::new();
        for file in &files {
            let bytes = std::fs::read(file).expect("the samples can be read");
            let name = file.file_name().expect("a sample has a name").to_string_lossy().into_owned();
            consultation = consultation.file(&name, bytes);
        }
        let run = consultation.run().ends_with(0);
        run.adds_up();
        for (path, text) in run.published() {
            // Every sample has addresses of these kinds, and people of this name.
            for private in ["192.0.2.", "@example", "Example", "anonymous"] {
                assert!(
                    !text.contains(private),
                    "{path} of {name} shows '{private}', which stands in a private column"
                );
            }
        }
    }
}

#[test]
fn one_survey_handed_over_twice_counts_once() {
    let of = |rows: &[[&str; 4]]| {
        let mut all = vec![[
            "Unique response number",
            "1. Where?",
            "2. How good?",
            "3. What should change at your surgery?",
        ]];
        all.extend(rows);
        csv(&all.iter().map(|row| row.as_slice()).collect::<Vec<_>>())
    };
    let words =
        of(&[["9-1", "Leek", "Good", "The bus was late"], ["9-2", "Stone", "Poor", "More beds please"]]);
    let codes = of(&[["9-1", "1", "1", "The bus was late"], ["9-2", "2", "2", "More beds please"]]);
    let other = of(&[["9-1", "1", "1", "The door is stiff"], ["9-2", "2", "2", "No parking at all"]]);
    let run = Consultation::new().file("a-codes.csv", &codes).file("b-words.csv", words).run().ends_with(0);
    run.adds_up();
    assert_eq!(run.figure("all", "respondents", "included").1, 2, "two people answered");
    let out: Vec<String> = run
        .states()
        .into_iter()
        .filter(|(_, state)| state == "out_of_scope")
        .map(|(place, _)| place)
        .collect();
    assert_eq!(out, ["a-codes.csv!2", "a-codes.csv!3"], "the wording is kept");
    let run = Consultation::new().file("a.csv", &codes).file("b.csv", other).run().ends_with(0);
    assert_eq!(run.figure("all", "respondents", "included").1, 4, "the same numbers, and four people");
}

/// The rows of `internal/answers.csv`.
fn answers(run: &crate::consultation::Run) -> Vec<String> {
    run.table("internal/answers.csv").rows().map(|row| row.cells().join("|")).collect()
}

#[test]
fn closed_answers_are_kept_one_by_one() {
    let text = csv(&[
        &[
            "Ref",
            "Used: GP",
            "Used: A&E",
            "Used: Other (please specify)",
            "Travel by",
            "How easy? [GP]",
            "How easy? [A&E]",
            "Why?",
        ],
        &["a", "1", "0", "", "Car, Bus, train or taxi", "Easy", "Hard", "The bus was late and full"],
        &["b", "0", "1", "the walk-in centre in town", "Car", "Hard", "Hard", "More beds on the ward please"],
        &["c", "1", "1", "", "Bus, train or taxi", "", "Easy", "There is no parking at all"],
        &["d", "0", "0", "", "On foot, Car", "Easy", "Easy", "The door of the surgery is stiff"],
        &["e", "0", "0", "", "On foot", "Easy", "Easy", "It is a long way to go"],
    ]);
    let run = Consultation::new().file("survey.csv", text).run().ends_with(0);
    run.adds_up();
    let answers = answers(&run);
    assert_eq!(
        answers[..7],
        [
            "a|Used|GP",
            "a|Travel by|Car",
            "a|Travel by|Bus, train or taxi",
            "a|How easy? – GP|Easy",
            "a|How easy? – A&E|Hard",
            "b|Used|A&E",
            "b|Travel by|Car"
        ]
    );
    let responses = run.table("internal/responses.csv");
    let other: Vec<&str> = responses
        .rows()
        .filter(|row| row.get("question") == "Used – Other (please specify)")
        .map(|row| row.get("text"))
        .collect();
    assert_eq!(other, ["the walk-in centre in town"], "only who chose Other was asked what it is");
}

#[test]
fn the_profile_makes_segments_and_maps_other_wordings() {
    let text = csv(&[
        &["Ref", "Do you look after somebody?", "Region", "Comment"],
        &["a", "Yes", "North", "The bus was late again"],
        &["b", "No", "north west", "More beds on the ward"],
        &["c", "Yes, some", "North West", "The bus never came"],
    ]);
    let profile = r#"
[[file]]
name = "*.csv"
[file.columns]
"Do you look after somebody?" = "segment: Carer"
[file.answers."Do you look after somebody?"]
"Yes, some" = "Yes"
[file.answers.Region]
"North" = "North West"
"north west" = "North West"
"#;
    let run = Consultation::new().profile(profile).file("survey.csv", text).run().ends_with(0);
    assert_eq!(run.figure_within("buses", "Carer", "Yes", "respondents", "included"), (2, 2));
    assert_eq!(run.figure_within("buses", "Locality", "North West", "respondents", "included"), (2, 3));
}

#[test]
fn a_profile_that_speaks_of_no_column_is_told_so() {
    let text = csv(&[&["Ref", "Comment"], &["a", "The bus was late again"]]);
    let profile = "[[file]]\nname = \"*.csv\"\n[file.columns]\nComents = \"open\"\n";
    let run = Consultation::new().profile(profile).file("survey.csv", text).run().ends_with(0);
    assert!(run.said().contains("speaks of a column 'Coments', which is not here"), "{}", run.said());
}

#[test]
fn rows_of_a_platform_that_are_no_replies_are_entered() {
    let run = reading(&[project("samples/platforms/qualtrics.csv")]);
    let left_out: Vec<&str> = run.entries.iter().map(|entry| entry.state.code()).collect();
    assert_eq!(left_out, ["out_of_scope", "out_of_scope"], "a preview and a spam row");
    assert_eq!(run.files[0].tables[0].partial, 1);
}

/// How the only table of a file reads: the platform and each column's role and name.
fn columns_of(name: &str, rows: &[&[&str]]) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, csv(rows)).expect("the temporary folder can be written");
    let reading = reading(&[path]);
    let table = &reading.files[0].tables[0];
    let told = table.columns.iter().map(|column| {
        let of = column.of.as_ref().map_or(String::new(), |of| format!("{of} > "));
        format!("{}: {of}{}", column.role.word(), column.header)
    });
    (format!("{} {}", table.platform, table.header_rows), told.collect())
}

#[test]
fn a_condensed_export_of_survey_monkey_has_an_empty_second_row_or_none() {
    let header: &[&str] = &[
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "How easy\nwas it?",
        "What should we do better?",
    ];
    let row: &[&str] =
        &["118001", "401", "02/25/2019", "02/25/2019", "192.0.2.1", "Easy", "The bus was late, as ever"];
    let again: &[&str] =
        &["118002", "401", "03/04/2019", "03/04/2019", "192.0.2.2", "Hard", "More beds on the ward"];
    let expected = [
        "identifier: Respondent ID",
        "private: Collector ID",
        "private: Start Date",
        "date: End Date",
        "private: IP Address",
        "closed: How easy was it?",
        "open: What should we do better?",
    ];
    let (read, columns) = columns_of("a.csv", &[header, &["", "", "", "", "", "", ""], row, again]);
    assert_eq!((read.as_str(), &columns[..]), ("SurveyMonkey 1", &expected.map(str::to_owned)[..]));
    let (read, columns) = columns_of("a.csv", &[header, row, again]);
    assert_eq!((read.as_str(), &columns[..]), ("SurveyMonkey 1", &expected.map(str::to_owned)[..]));
}

#[test]
fn the_blank_row_below_a_platforms_header_is_part_of_it() {
    let header: &[&str] =
        &["Respondent ID", "Collector ID", "Start Date", "End Date", "What should we do better?"];
    let text =
        csv(&[header, &["", "", "", "", ""], &["1", "4", "02/25/2019", "02/25/2019", "More buses please"]]);
    let run = Consultation::new().file("survey.csv", text).run().ends_with(0);
    run.adds_up();
    assert_eq!(run.states(), [("survey.csv!3".to_owned(), "analysed".to_owned())]);
}

#[test]
fn options_that_are_named_like_details_are_ticks() {
    let (_, columns) = columns_of(
        "a.csv",
        &[
            &["Ref", "Reach me by: Email", "Reach me by: Phone", "Your email", "Comment"],
            &["a", "1", "0", "ann@example.org", "The bus was late again"],
            &["b", "0", "1", "", "More beds on the ward"],
        ],
    );
    assert_eq!(
        columns[1..4],
        ["tick: Reach me by > Email", "tick: Reach me by > Phone", "person: Your email"]
    );
}

#[test]
fn the_month_stands_first_where_the_dates_say_so() {
    let rows = |date: &str| {
        csv(&[&["Ref", "Date", "Comment"], &["a", "3/4/2019", "The bus was late"], &["b", date, "More beds"]])
    };
    let days = |date: &str| -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("a.csv");
        std::fs::write(&path, rows(date)).expect("the temporary folder can be written");
        let reading = reading(&[path]);
        let date = reading.consultation.find_attribute("Date").expect("there are dates");
        let of = |submission: &Submission<_>| {
            submission.attribute(date).map(|day| reading.consultation.value(date, day).to_owned())
        };
        reading.submissions.iter().filter_map(of).collect()
    };
    assert_eq!(days("2/27/2019"), ["2019-03-04", "2019-02-27"]);
    assert_eq!(days("27/2/2019"), ["2019-04-03", "2019-02-27"]);
}

#[test]
fn a_question_in_the_same_words_is_another_question() {
    let text = csv(&[
        &["Ref", "One clinic?", "Please explain", "Later hours?", "Please explain"],
        &["a", "Yes", "The bus stops there", "No", "The ward is full by then"],
        &["b", "No", "There is no parking there", "Yes", "People who work could come"],
    ]);
    let run = Consultation::new().file("survey.csv", text).run().ends_with(0);
    let questions: std::collections::BTreeSet<String> =
        run.table("internal/responses.csv").rows().map(|row| row.get("question").to_owned()).collect();
    assert_eq!(questions.into_iter().collect::<Vec<_>>(), ["Please explain", "Please explain (2)"]);
}
