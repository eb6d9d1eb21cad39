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
