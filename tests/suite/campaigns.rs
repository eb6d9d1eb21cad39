//! Is every letter of a campaign found, however much its sender changed, and nobody else taken for one of them?

use crate::consultation::{Consultation, Run, csv};

/// The sentences of a campaign's letter.
const LETTER: [&str; 6] = [
    "I am writing to object in the strongest terms to the plan to close the beds at our community hospital.",
    "People who live out in the Moorlands cannot travel for an hour each way to sit with a husband or wife.",
    "The hospital in the city is full already, and patients wait on trolleys in its corridors for half a day.",
    "Nurses who have worked here for thirty years were told about the closure by the local newspaper.",
    "Nobody has explained how much money would be saved or where that money would be spent instead.",
    "Please publish the figures, listen to the people who live here, and keep our beds open.",
];

fn run(letters: &[(&str, String)]) -> Run {
    let rows: Vec<[&str; 3]> = letters.iter().map(|(id, text)| [*id, *id, text.as_str()]).collect();
    let mut table: Vec<&[&str]> = vec![&["Ref", "Email", "Comment"]];
    table.extend(rows.iter().map(|row| &row[..]));
    let profile = "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nEmail = \"closed\"\nComment = \"open\"\n";
    let run = Consultation::new().profile(profile).file("survey.csv", csv(&table)).run().ends_with(0);
    run.adds_up();
    run
}

fn whole() -> String {
    LETTER.join(" ")
}

fn with_copies(more: &[(&'static str, String)]) -> Run {
    let copies = ["C1", "C2", "C3", "C4"].map(|id| (id, whole()));
    run(&[&copies[..], more].concat())
}

#[test]
fn a_template_inside_a_long_personal_letter_is_found() {
    let own = "My mother was a ward sister here and she taught me to count the trolleys. \
               When my father had his stroke they kept him for five weeks and the physiotherapist came every single morning. \
               He learned to hold a cup again and to say the name of the dog. \
               The bus from our village runs twice a week now, on market day and on Sunday, and the driver knows all of us by name. \
               I do not drive and my eyes are not what they were, so the city might as well be the moon to me. \
               My neighbour sold her car last spring and has not been to a clinic since then.";
    let letter = format!("{} {own} {}", LETTER[..2].join(" "), LETTER[2]);
    let run = with_copies(&[("L1", letter)]);
    assert_eq!(run.state_of_submissions()["L1"], "campaign_added");
    let families = run.table("internal/families.csv");
    let row =
        families.rows().find(|row| row.get("response_id") == "L1:1").expect("the letter is in a family");
    let added = row.get("added_text");
    assert!(added.contains("ward sister") && added.contains("sold her car"), "own words are kept: {added}");
    assert!(
        !added.contains("strongest terms") && !added.contains("trolleys in its"),
        "the template's are not: {added}"
    );
}

#[test]
fn a_letter_cut_down_to_a_paragraph_is_found() {
    let run = with_copies(&[("L1", LETTER[3..5].join(" "))]);
    assert_eq!(run.state_of_submissions()["L1"], "campaign_copy");
    assert_eq!(run.manifest()["totals"]["campaigns"], 1);
}

#[test]
fn letters_that_keep_the_same_half_join_the_campaign() {
    let half = |own: &str| format!("{} {own}", LETTER[..3].join(" "));
    let run = with_copies(&[
        ("H1", half("My dad was there.")),
        ("H2", half("My aunt was there.")),
        ("H3", half("I was born there.")),
    ]);
    assert_eq!(run.manifest()["totals"]["campaigns"], 1, "it is one campaign, not two");
    assert_eq!(run.state_of_submissions()["H2"], "campaign_added");
}

#[test]
fn somebody_who_quotes_one_sentence_is_no_signatory() {
    let quoting = format!(
        "I had a leaflet through the door that says this. {} I do not agree with it at all: the new centre is bigger, warmer and has a car park.",
        LETTER[2]
    );
    let run = with_copies(&[("Q1", quoting)]);
    assert_eq!(run.state_of_submissions()["Q1"], "analysed");
}

#[test]
fn a_quoted_sentence_with_a_few_words_behind_it_makes_no_signatory() {
    let short = LETTER[..2].join(" ");
    let quoting = format!(
        "{} People who live out in the villages will say so too, and I can see why, but to me it looks the other way round: \
         a good clinic nearer home, with doctors who stay, would serve my children better than those old wards ever did.",
        LETTER[0]
    );
    let copies = ["C1", "C2", "C3"].map(|id| (id, short.clone()));
    let run = run(&[&copies[..], &[("Q1", quoting)]].concat());
    let states = run.state_of_submissions();
    assert_eq!(states["C1"], "campaign_copy");
    assert_eq!(states["Q1"], "analysed");
}

#[test]
fn typing_errors_leave_a_short_letter_in_its_campaign() {
    let short = "Please keep the beds at our community hospital, because people who live out in the Moorlands \
                 cannot travel for an hour each way to sit with a husband.";
    let own = "My sister nursed there until last winter and she knew every family by name, down to the dog.";
    let (with_own, mistyped) = (
        format!("{short} {own}"),
        format!("{short} {own}").replace("community", "comunnity").replace("travel", "travvel"),
    );
    let copies = ["C1", "C2", "C3"].map(|id| (id, short.to_owned()));
    let run = run(&[&copies[..], &[("O1", with_own), ("O2", mistyped)]].concat());
    assert_eq!(run.state_of_submissions()["O2"], "campaign_added");
}

#[test]
fn opposing_campaigns_that_quote_the_same_sentences_stay_apart() {
    let plan = "The plan says that the ward will close in April and that a centre for day patients will open in its place.";
    let against = format!("{plan} {}", LETTER[..3].join(" "));
    let in_favour = format!(
        "{plan} I welcome this plan with all my heart and ask you to carry it out without delay. \
         A modern centre would spare many of us a night away from home and would be open on Saturdays as well. \
         Change is never easy, but staying as we are would be worse for the young families who live here now."
    );
    let letters: Vec<(&str, String)> = ["A1", "A2", "A3"]
        .map(|id| (id, against.clone()))
        .into_iter()
        .chain(["F1", "F2", "F3"].map(|id| (id, in_favour.clone())))
        .collect();
    let run = run(&letters);
    assert_eq!(run.manifest()["totals"]["campaigns"], 2);
}
