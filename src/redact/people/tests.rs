//! Names of people that little announces, and what only looks like them.

use crate::redact::{Wishes, publishable};

/// The text behind `~` is what stands in place of the text before it.
fn check(cases: &[&str]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (text, safe) = case.split_once(" ~ ").unwrap_or((case, case));
            let shown = publishable(text, &Wishes::default());
            let given = shown.as_str();
            (given != safe).then(|| format!("{text}\n   gives {given}\n  should {safe}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_initial_makes_a_surname_of_what_follows() {
    check(&[
        "P Brown said the bus is late ~ [name] said the bus is late",
        "R. Wibberley: nobody answers ~ [name]: nobody answers",
        "a letter from D Wibberley about it ~ a letter from [name] about it",
        "Apologies: B Pepper, C Hand ~ Apologies: [name 1], [name 2]",
        "A Brown bag and I May ask",
        "E Coli, C Diff, H Pylori and an X Ray",
        "Vitamin D Brown bread has",
        "Take junction N Wibberley",
        "Plan B Pepper, my dog, agrees",
    ]);
}

#[test]
fn a_family_tie_makes_a_name_of_a_word_in_small_letters() {
    check(&[
        "my husband ray cant climb the stairs ~ my husband [name] cant climb the stairs",
        "my sister in law june couldn't get through ~ my sister in law [name] couldn't get through",
        "our partner robin and I went ~ our partner [name] and I went",
        "my grandson lily-mae waits ~ my grandson [name] waits",
        "my mother-in-law Olive moved ~ my mother-in-law [name] moved",
        "my mum will wait and my dad may fall",
        "I took my mum early and made my dad tea, twice",
        "my son miles away",
        "for mum ray of sunshine was shut",
    ]);
}

#[test]
fn a_rare_surname_goes_with_its_given_name_in_any_writing() {
    check(&[
        "lorraine wibberley from leek ~ [name] from leek",
        "ELSIE WIBBERLEY ASKED WHY ~ [name] ASKED WHY",
        "Wibberley, Janet - transport ~ [name 1], [name 2] - transport",
        "Actually, Janet was kind ~ Actually, [name] was kind",
        "thank you lorraine so much ~ thank you [name] so much",
    ]);
}

#[test]
fn a_rare_given_name_that_is_nothing_else_stands_alone() {
    check(&[
        "I visit Clarice every day ~ I visit [name] every day",
        "Arlo waited for a scan ~ [name] waited for a scan",
        "Yours faithfully,\n\nBeth Carding ~ Yours faithfully,\n\n[name]",
        "people like Jasvir run it ~ people like [name] run it",
        "We came from Melbourne and Venice by Kia",
        "Santa visited, not exactly a Rolls Royce",
        "hui was late",
        "Vit D, Neo natal, Peg feed, Thu and Min wait",
    ]);
}

#[test]
fn what_follows_makes_a_name_of_a_word() {
    check(&[
        "Dawn the practice nurse is lovely ~ [name] the practice nurse is lovely",
        "Joy from the volunteers met us ~ [name] from the volunteers met us",
        "Pearl asked about chiropody ~ [name] asked about chiropody",
        "my keyworker Jade rings ~ my keyworker [name] rings",
        "Will the nurse come? Chase the GP. Love the nurses.",
        "Joy from seeing you, Art from patients on the wall",
        "Hope the wards are clean",
        "Faith was lost",
    ]);
}

#[test]
fn a_letter_behind_a_given_name_is_its_surname() {
    check(&[
        "Sue W (Leek) asked about it ~ [name] (Leek) asked about it",
        "Pat H. says no ~ [name]. says no",
        "Notes: Dave P ~ Notes: [name]",
        "take Vita D, and I took Ward B: it was clean",
        "Janet A good nurse ~ [name] A good nurse",
    ]);
}

#[test]
fn two_names_that_are_words_tell_people_together() {
    check(&[
        "Bill and Dot would like a bench ~ [name 1] and [name 2] would like a bench",
        "June and Ray, Alsager ~ [name 1] and [name 2], Alsager",
        "April and May were cold. Sunny and Windy days.",
        "Ruby and Diamond anniversaries",
    ]);
}

#[test]
fn titles_announce_more_than_one_name_and_letters_alone() {
    check(&[
        "Drs Shah, Salt and Rees share ~ Drs [name 1], [name 2] and [name 3] share",
        "Messrs Wibberley and Salt, Leek ~ Messrs [name 1] and [name 2], Leek",
        "Canon Wibberley and PC Salter ~ Canon [name 1] and PC [name 2]",
        "Mr S, 66, and Mrs R.B. of Stone ~ Mr [name 1], 66, and Mrs [name 2]. of Stone",
        "a Dr I saw on my PC Screen, Canon printers and PC World",
        "Dr A good one",
    ]);
}

#[test]
fn public_figures_sayings_and_places_are_kept() {
    check(&[
        "Boris Johnson and Keir Starmer's promises, Aneurin Bevan's NHS",
        "any Tom Dick or Harry, robbing Peter to pay Paul, Joe Public and Dr Google",
        "Thanks to Ward 223",
        "Richard Clarke first school and Dorothy Clive garden",
        "Sir Stanley Matthews way, Sir Graham Balfour school, Lady Margaret unit",
        "Boris rang me ~ [name] rang me",
        "Richard Clarke first rang me ~ [name] first rang me",
        "Janet Holt unit manager ~ [name] unit manager",
        "Mrs Ward 3 weeks ago ~ Mrs [name] 3 weeks ago",
        "Sir Graham Balfour was kind ~ Sir [name] was kind",
    ]);
}
