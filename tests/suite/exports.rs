//! Is what lies in several files of one export brought together, and nothing else? Does another program get its own layout back?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::consultation::{Consultation, Run, csv, files_below, project};

/// The consultation whose inputs are a sample's files.
fn of_sample(sample: &str) -> Consultation {
    let folder = project("samples/platforms").join(sample);
    let read = |path: &str| std::fs::read(folder.join(path)).expect("the sample can be read");
    files_below(&folder)
        .into_iter()
        .fold(Consultation::new(), |consultation, path| consultation.file(&path, read(&path)))
}

/// The JSON records of a file with one a line.
fn records(run: &Run, file: &str) -> Vec<Value> {
    let text = run.text(file);
    text.lines().map(|line| serde_json::from_str(line).expect("each line is a record")).collect()
}

#[test]
fn consults_layout_comes_back_to_themefinder_with_the_same_ids_and_questions() {
    let run = of_sample("consult").run_with(&["--format", "themefinder"]).ends_with(0);
    run.adds_up();
    let outputs = "internal/themefinder/outputs/mapping/yousaid/question_part_1";
    let mapping = records(&run, &format!("{outputs}/mapping.jsonl"));
    let labels: BTreeMap<u64, Vec<&str>> = mapping
        .iter()
        .map(|record| {
            let labels = record["labels"].as_array().expect("labels are a list");
            let labels = labels.iter().map(|label| label.as_str().expect("a label is a text")).collect();
            (record["response_id"].as_u64().expect("the ids given are numbers"), labels)
        })
        .collect();
    assert_eq!(labels, BTreeMap::from([(1, vec!["buses"]), (2, vec!["parking"]), (3, vec!["Y"])]));
    let themes: Value = serde_json::from_str(&run.text(&format!("{outputs}/themes.json"))).expect("JSON");
    let keys = |topic: &Value| topic.as_object().expect("a topic is a record").keys().cloned().collect();
    let topics = themes.as_array().expect("themes are a list");
    for topic in topics {
        let keys: BTreeSet<String> = keys(topic);
        let expected = ["topic", "topic_description", "topic_id", "topic_label"].map(str::to_owned);
        assert_eq!(keys, BTreeSet::from(expected));
    }
    let ids: BTreeSet<&str> = topics.iter().filter_map(|topic| topic["topic_id"].as_str()).collect();
    assert!(labels.values().flatten().all(|label| ids.contains(label)), "every label is one of {ids:?}");
    let inputs = "internal/themefinder/inputs/question_part_2";
    let question: Value = serde_json::from_str(&run.text(&format!("{inputs}/question.json"))).expect("JSON");
    assert_eq!(question["question_number"], 2);
    assert_eq!(question["question_text"], "What matters most to you?");
    let words: BTreeMap<u64, String> = records(&run, &format!("{inputs}/responses.jsonl"))
        .iter()
        .map(|record| {
            let response = record["response"].as_str().expect("a response is a text");
            (record["response_id"].as_u64().expect("the ids given are numbers"), response.to_owned())
        })
        .collect();
    assert_eq!(words[&1], "Being seen by people I know.");
    assert_eq!(words[&2], "Keep the beds on the ward.");
    // Its scripts join the answers to the responses by their ids, each of which stands once in a part.
    for part in ["question_part_1", "question_part_2"] {
        let ids = |file: &str| -> Vec<u64> {
            let records = records(&run, &format!("internal/themefinder/{file}"));
            records
                .iter()
                .map(|record| record["response_id"].as_u64().expect("the ids given are numbers"))
                .collect()
        };
        let responses = ids(&format!("inputs/{part}/responses.jsonl"));
        assert_eq!(responses, ids(&format!("outputs/mapping/yousaid/{part}/mapping.jsonl")), "{part}");
        assert_eq!(responses.iter().collect::<BTreeSet<_>>().len(), responses.len(), "{part}");
    }
    let names: Vec<String> = run.manifest()["outputs"]
        .as_array()
        .expect("outputs are a list")
        .iter()
        .filter_map(|output| Some(output["path"].as_str()?.to_owned()))
        .collect();
    assert!(names.contains(&format!("{outputs}/mapping.jsonl")), "the manifest lists what was written");
}

#[test]
fn themefinder_is_given_numbers_where_ids_are_words_or_come_twice() {
    let survey = "id,What would you change?,What works?\nA-7,More buses please,The ward\nA-9,Free parking,\nA-9,Late buses,The staff\n";
    let run =
        Consultation::new().file("survey.csv", survey).run_with(&["--format", "themefinder"]).ends_with(0);
    let mut seen = BTreeSet::new();
    let mut people = Vec::new();
    for part in ["question_part_1", "question_part_2"] {
        let responses = records(&run, &format!("internal/themefinder/inputs/{part}/responses.jsonl"));
        let mapping =
            records(&run, &format!("internal/themefinder/outputs/mapping/yousaid/{part}/mapping.jsonl"));
        let ids = |records: &[Value]| -> Vec<Option<u64>> {
            records.iter().map(|record| record["response_id"].as_u64()).collect()
        };
        assert_eq!(ids(&responses), ids(&mapping), "{part}");
        for (id, record) in ids(&responses).into_iter().zip(&responses) {
            assert!(
                id.is_some_and(|id| id > 0 && seen.insert(id)),
                "{part}: {id:?} is a number, and comes once"
            );
            people.push(record["submission_id"].as_str().expect("it leads back").to_owned());
        }
    }
    assert_eq!(people.len(), 5);
    assert_eq!(
        (people[0].as_str(), people[3].as_str()),
        ("A-7", "A-7"),
        "one person's answers lead to one submission"
    );
}

#[test]
fn without_the_option_no_other_programs_files_are_written() {
    let run = of_sample("consult").run().ends_with(0);
    let written = files_below(&run.folder);
    assert!(written.iter().all(|path| !path.contains("themefinder")), "{written:?}");
}

#[test]
fn a_respondents_answers_to_several_parts_are_one_submission_and_nothing_is_merged() {
    let run = of_sample("consult").run().ends_with(0);
    let responses = run.table("internal/responses.csv");
    let of_one: Vec<(&str, &str)> = responses
        .rows()
        .filter(|row| row.get("submission_id") == "1")
        .map(|row| (row.get("question"), row.get("state")))
        .collect();
    assert_eq!(
        of_one,
        [
            ("To what extent do you agree with the new bus route? Please explain your answer.", "analysed"),
            ("What matters most to you?", "analysed")
        ]
    );
    let parking = run.figure_within("parking", "Locality", "South", "respondents", "included");
    assert_eq!(parking, (1, 1), "the region in respondents.jsonl is that of the answers");
    let answers = run.table("internal/answers.csv");
    let closed: Vec<(&str, &str)> =
        answers.rows().map(|row| (row.get("submission_id"), row.get("answer"))).collect();
    assert!(closed.contains(&("4", "Agree")), "who only chose is not lost: {closed:?}");
}

#[test]
fn one_persons_submissions_in_two_files_are_merged_and_recorded() {
    let survey =
        csv(&[&["Email", "What should change?"], &["ann@example.org", "The bus should come more often"]]);
    let other = csv(&[
        &["Your email", "What would help you most?"],
        &["Ann@Example.org", "More parking at the hospital"],
        &["ben@example.org", "Keep the beds on the ward"],
    ]);
    let run = Consultation::new().file("a.csv", survey).file("b.csv", other).run().ends_with(0);
    run.adds_up();
    let states: Vec<(String, String)> = run.states();
    let said = |place: &str| states.iter().find(|(source, _)| source == place).map(|(_, state)| &**state);
    assert_eq!(said("a.csv!2"), Some("analysed"));
    assert_eq!(said("b.csv!2"), Some("merged"));
    assert_eq!(said("b.csv!3"), Some("analysed"));
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    let families = run.table("internal/families.csv");
    let kinds: Vec<&str> = families.rows().map(|row| row.get("kind")).collect();
    assert_eq!(kinds, ["same_person", "same_person"]);
}

#[test]
fn files_that_both_count_from_one_are_not_joined() {
    let of = |question: &str, answer: &str| {
        csv(&[
            &["Response ID", "Age group", question],
            &["1", "16 to 24", answer],
            &["2", "65 to 74", answer],
        ])
    };
    let run = Consultation::new()
        .file("clinics.csv", of("What should change at the clinic?", "More parking there"))
        .file("buses.csv", of("What should change on the buses?", "The bus should come on time"))
        .file("people.csv", csv(&[&["Response ID", "Area"], &["1", "Leek"], &["2", "Stone"]]))
        .run()
        .ends_with(0);
    run.adds_up();
    assert_eq!(run.manifest()["totals"]["respondents"], 4);
    assert_eq!(run.figure_within("all", "Locality", "Leek", "respondents", "included"), (0, 0));
}

#[test]
fn details_under_an_email_address_reach_the_answers_in_another_file() {
    let people = csv(&[
        &["Email", "Which area do you live in?", "Age group"],
        &["ann@example.org", "Leek", "35 to 44"],
        &["cy@example.org", "Stone", "65 to 74"],
    ]);
    let answers =
        csv(&[&["Email", "What should change?"], &["ann@example.org", "The bus should come on time"]]);
    let run = Consultation::new().file("answers.csv", answers).file("people.csv", people).run().ends_with(0);
    run.adds_up();
    assert_eq!(run.figure_within("buses", "Locality", "Leek", "respondents", "included"), (1, 1));
    let reasons: Vec<String> = run
        .table("internal/ledger.csv")
        .rows()
        .filter(|row| row.get("source").starts_with("people.csv"))
        .map(|row| row.get("reason").to_owned())
        .collect();
    assert_eq!(
        reasons,
        [
            "details of respondents, joined to their answers",
            "details of a respondent of whom there is no answer in these files"
        ]
    );
}

#[test]
fn participants_in_two_files_are_one_person_each() {
    let run = of_sample("engagementhq").run().ends_with(0);
    run.adds_up();
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    assert_eq!(run.state_of_submissions()["9111"], "merged");
}

#[test]
fn many_pins_of_one_respondent_are_one_respondent() {
    let sample = std::fs::read(project("samples/platforms/commonplace.csv")).expect("the sample can be read");
    let run = Consultation::new().file("pins.csv", sample).run().ends_with(0);
    run.adds_up();
    assert_eq!(run.manifest()["totals"]["submissions"], 4);
    assert_eq!(run.manifest()["totals"]["respondents"], 2, "one said nothing, one set two pins");
}

#[test]
fn who_speaks_for_another_person_is_no_organisation() {
    let capacity = "Are you responding as an individual or on behalf of an organisation?";
    let survey = csv(&[
        &["ID", capacity, "What should change?"],
        &["1", "As an individual", "The bus should come on time"],
        &["2", "On behalf of someone else", "Parking should cost less"],
        &["3", "An individual sharing my professional views", "Keep every bed open"],
        &["4", "On behalf of an organisation", "The ward needs more beds"],
    ]);
    let run = Consultation::new().file("survey.csv", survey).run().ends_with(0);
    assert_eq!(run.manifest()["totals"]["organisations"], 1);
    let speaks: Vec<(String, String)> = run
        .table("internal/respondents.csv")
        .rows()
        .map(|row| (row.get("kind").to_owned(), row.get("speaks_for_someone_else").to_owned()))
        .collect();
    let told = |kind: &str, speaks: &str| (kind.to_owned(), speaks.to_owned());
    let individual = |speaks| told("individual", speaks);
    assert_eq!(speaks, [individual("no"), individual("yes"), individual("no"), told("organisation", "no")]);
    let types: Vec<String> =
        run.table("internal/responses.csv").rows().map(|row| row.get("respondent_type").to_owned()).collect();
    assert_eq!(types[1], "On behalf of someone else");
    assert_eq!(types[3], "On behalf of an organisation");
}

#[test]
fn a_survey_is_not_taken_for_what_another_program_found() {
    let survey = csv(&[
        &["Response ID", "Position", "Sentiment", "What should change?"],
        &["1", "Nurse", "Positive", "The bus should come on time"],
        &["2", "Porter", "Negative", "More parking for visitors"],
    ]);
    let run = Consultation::new()
        .file("survey.csv", &survey)
        .file("respondents.csv", csv(&[&["Response ID", "Response"], &["1", "Keep the beds on the ward"]]))
        .run()
        .ends_with(0);
    run.adds_up();
    run.keeps_words(&["on time", "for visitors", "on the ward"]);
    assert_eq!(run.manifest()["totals"]["respondents"], 3);
}

#[test]
fn a_column_named_as_open_makes_submissions_of_a_table_about_people() {
    let people = csv(&[
        &["Email", "Town", "Note"],
        &["ann@example.org", "Leek", "Buses"],
        &["ben@example.org", "Stone", "Beds"],
    ]);
    let profile = "[[file]]\nname = \"people.csv\"\n[file.columns]\n\"Note\" = \"open\"\n";
    let run = Consultation::new().file("people.csv", people).profile(profile).run().ends_with(0);
    run.keeps_words(&["Buses", "Beds"]);
}
