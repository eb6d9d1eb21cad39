//! Is what people wrote in other languages kept, listed for translation, and counted once it is translated?

use crate::consultation::{Consultation, csv};

const SURVEY: &str = "Ref,Area,Comment\nA1,Leek,The bus was late again\n\
                      A2,Leek,Autobus zawsze się spóźnia i nikt nic z tym nie robi\n";
const PROFILE: &str = "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nArea = \"locality\"\nComment = \"open\"\n";

#[test]
fn a_response_in_another_language_is_listed_with_its_source() {
    let run = Consultation::new().profile(PROFILE).file("survey.csv", SURVEY).run().ends_with(0);
    let listed = run.table("internal/for-translation.csv");
    let row = listed.rows().next().expect("one response is not in English");
    assert_eq!(
        (row.get("source"), row.get("submission_id"), row.get("language"), row.get("translation")),
        ("survey.csv!3", "A2", "Polish", "")
    );
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 1));
}

#[test]
fn a_sheet_of_translations_takes_the_place_of_the_originals() {
    let first = Consultation::new().profile(PROFILE).file("survey.csv", SURVEY).run().ends_with(0);
    let filled = first
        .text("internal/for-translation.csv")
        .replace("nie robi,", "nie robi,The bus is always late and nobody does anything about it");
    let run = Consultation::new()
        .profile(PROFILE)
        .file("survey.csv", SURVEY)
        .file("translations.csv", filled)
        .run()
        .ends_with(0);
    run.adds_up();
    assert_eq!(run.figure("buses", "respondents", "included"), (2, 2));
    assert_eq!(
        run.figure_within("buses", "Locality", "Leek", "respondents", "included"),
        (2, 2),
        "the translation keeps what is known of the respondent"
    );
    let mut states = run.states();
    states.sort();
    let expected = [
        ("survey.csv!2", "analysed"),
        ("survey.csv!3", "other_language"),
        ("translations.csv!2", "analysed"),
    ];
    assert_eq!(states, expected.map(|(place, state)| (place.to_owned(), state.to_owned())));
    assert!(run.text("publish/quotes.csv").contains(", translated"), "a quote says that it was translated");
}

#[test]
fn a_translated_letter_stands_beside_the_original() {
    let run = Consultation::new()
        .profile("[[file]]\nname = \"pl-in-english.txt\"\ntranslation_of = \"pl.txt\"\n")
        .file("pl.txt", "Potrzebujemy więcej autobusów do szpitala, bo nie mamy samochodu.")
        .file("pl-in-english.txt", "We need more buses, since we have no car.")
        .run()
        .ends_with(0);
    run.adds_up();
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 1));
    assert_eq!(run.manifest()["totals"]["submissions"], 1);
}

#[test]
fn a_translation_of_nothing_received_is_told() {
    let sheet = csv(&[
        &["source", "submission_id", "question", "language", "text", "translation"],
        &["gone.csv!7", "A9", "Comment", "Polish", "Autobus", "The bus"],
        &["survey.csv!3", "A2", "Comment", "Polish", "Autobus", ""],
    ]);
    let run = Consultation::new()
        .profile(PROFILE)
        .file("survey.csv", SURVEY)
        .file("translations.csv", sheet)
        .run()
        .ends_with(0);
    run.adds_up();
    let ledger = run.table("internal/ledger.csv");
    let reasons: Vec<&str> = ledger
        .rows()
        .filter(|row| row.get("source").starts_with("translations.csv"))
        .map(|row| row.get("reason"))
        .collect();
    assert_eq!(reasons.len(), 2);
    assert!(reasons.iter().any(|reason| reason.contains("was not received")), "{reasons:?}");
    assert!(reasons.contains(&"not translated yet"), "{reasons:?}");
}
