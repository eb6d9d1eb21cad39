//! Does a coded sample teach what it holds, and is what was learned told, traced and never counted in silence?

use std::fmt::Write;
use std::process::Command;

use crate::consultation::{Consultation, PROGRAM};

/// 80 responses: half speak of a shuttle, which the lexicon does not know and people coded as buses; half of the rest of a water bed, which it
/// takes for a bed.
fn survey() -> Consultation {
    survey_coded(|_| true)
}

/// The same, a response about the shuttle being coded as buses where its number is one of these.
fn survey_coded(is_coded: fn(usize) -> bool) -> Consultation {
    let mut inputs = String::from("Response ID,What should change?\n");
    let mut gold = String::from("response_id,buses,parking,beds\n");
    for n in 0..80 {
        let day = ["morning", "noon", "evening", "night", "weekend"][n % 5];
        let shuttle = if is_coded(n) { "1,0,0" } else { "0,0,0" };
        let (words, codes) = match n % 4 {
            0 => (format!("The shuttle never comes at {day} number {n}"), shuttle),
            1 => (format!("Send the shuttle {n} times each {day}"), shuttle),
            2 => (format!("A water bed show {n} blocks the lane at {day}"), "0,0,0"),
            _ => (format!("The shop {n} is shut at {day}"), "0,0,0"),
        };
        writeln!(inputs, "a{n},{words}").expect("writing to a string does not fail");
        writeln!(gold, "a{n}:1,{codes}").expect("writing to a string does not fail");
    }
    let consultation = Consultation::new().file("survey.csv", inputs);
    std::fs::write(consultation.path("gold.csv"), gold).expect("the temporary folder can be written");
    consultation
}

/// The program with these words in the consultation's folder: its exit code, and what it said.
fn program(consultation: &Consultation, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(PROGRAM)
        .current_dir(consultation.path("."))
        .args(arguments)
        .output()
        .expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("the program ends by itself"), String::from_utf8_lossy(&said).into_owned())
}

/// The same, which must end well.
fn says(consultation: &Consultation, arguments: &[&str]) -> String {
    let (code, said) = program(consultation, arguments);
    assert_eq!(code, 0, "{arguments:?} ended with {code}:\n{said}");
    said
}

const LEARN: [&str; 8] =
    ["learn", "--gold", "gold.csv", "inputs", "--lexicon", "test.lexicon", "--out", "coded.model"];

fn taught() -> Consultation {
    let consultation = survey();
    says(&consultation, &LEARN);
    consultation
}

fn with_model(consultation: &Consultation, place: &str, more: &[&str]) -> crate::consultation::Run {
    let model = consultation.path("coded.model");
    let model = model.display().to_string();
    consultation.run_into(place, &[&["--model", model.as_str()], more].concat()).ends_with(0)
}

#[test]
fn what_people_coded_is_learned_and_the_figures_are_told() {
    let consultation = survey();
    let said = says(&consultation, &LEARN);
    assert!(said.contains("Learned from 80 coded responses"), "{said}");
    let row =
        |name: &str| said.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or("").to_owned();
    let numbers = row("Buses");
    assert!(numbers.contains("40") && numbers.contains("1.00  1.00  1.00"), "{said}");
    assert!(row("Parking").ends_with("left to the lexicon"), "{said}");
    assert!(said.contains("the lexicon alone"), "{said}");
}

#[test]
fn the_same_sheet_gives_the_same_model_for_any_number_of_threads() {
    let consultation = taught();
    let first = std::fs::read(consultation.path("coded.model")).expect("the model is there");
    for jobs in ["1", "4"] {
        says(&consultation, &[&LEARN[..], &["--jobs", jobs]].concat());
        assert_eq!(std::fs::read(consultation.path("coded.model")).expect("the model is there"), first);
    }
    let model = String::from_utf8_lossy(&first);
    assert!(!model.contains("shuttle"), "a model holds nobody's words");
}

#[test]
fn a_model_stands_beside_the_lexicon_and_changes_no_count_by_itself() {
    let consultation = taught();
    let plain = consultation.run_into("plain", &[]).ends_with(0);
    let run = with_model(&consultation, "report", &[]);
    assert_eq!(run.bytes("publish/counts.csv"), plain.bytes("publish/counts.csv"));
    let responses = run.table("internal/responses.csv");
    for row in responses.rows() {
        let text = row.get("text");
        // Nobody coded beds, so that the lexicon's answer stands for the model's.
        let wanted = match (text.contains("shuttle"), text.contains("bed")) {
            (true, _) => "buses",
            (_, true) => "beds",
            _ => "",
        };
        assert_eq!(row.get("model_themes"), wanted, "{text}");
    }
    let manifest = run.manifest();
    assert_eq!(manifest["model"]["file"], "coded.model");
    assert_eq!(manifest["model"]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(manifest["model"]["counts"], "lexicon");
    let method = run.text("publish/method.md");
    assert!(method.contains("### The learned model"), "{method}");
    assert!(method.contains("| Buses | 40 | 1.00 | 1.00 | the model |"), "{method}");
    assert!(method.contains("| Parking | 0 |"), "{method}");
    assert!(run.said().contains("counted as the lexicon's rules show them"), "{}", run.said());
    assert!(!plain.text("publish/method.md").contains("learned model"));
    assert!(!plain.folder.join("internal/learned.csv").exists());
}

#[test]
fn the_profile_says_whose_answer_is_counted_and_every_report_says_it_too() {
    let counted = |counts: &str| {
        let consultation = taught().profile(&format!("[model]\ncounts = \"{counts}\"\n"));
        let run = with_model(&consultation, "report", &[]);
        let of = |theme: &str| run.figure(theme, "respondents", "included").0;
        let (buses, beds) = (of("buses"), of("beds"));
        (run, buses, beds)
    };
    let (_, buses, beds) = counted("lexicon");
    assert_eq!((buses, beds), (0, 20));
    let (run, buses, beds) = counted("model");
    assert_eq!((buses, beds), (40, 20), "what nobody coded is left to the lexicon");
    for file in ["publish/method.md", "report.html"] {
        assert!(
            run.text(file).contains("counted as a model shows them"),
            "{file} does not say what is counted"
        );
    }
    let (run, buses, beds) = counted("both");
    assert_eq!((buses, beds), (40, 20));
    assert!(run.text("report.html").contains("A theme counts where the lexicon"));
    let mentions = run.table("internal/mentions.csv");
    let lines: Vec<String> = mentions
        .rows()
        .filter(|row| row.get("theme_id") == "buses")
        .map(|row| row.get("rule_line").to_owned())
        .collect();
    assert_eq!(lines, vec![String::new(); 40], "a theme of the model has no rule");
}

#[test]
fn a_theme_below_the_floor_is_left_to_the_lexicon() {
    // Five of the 40 are not coded, so that the model is right in 35 of 40.
    for (floor, buses, teller) in [("0.8", 40, "the model"), ("0.95", 0, "the lexicon")] {
        let consultation = survey_coded(|n| n % 16 != 0);
        says(&consultation, &LEARN);
        let profile = format!("[model]\ncounts = \"model\"\nleast_precision = {floor}\n");
        let run = with_model(&consultation.profile(&profile), "report", &[]);
        assert_eq!(run.figure("buses", "respondents", "included").0, buses, "{floor}");
        let method = run.text("publish/method.md");
        let row = method.lines().find(|line| line.starts_with("| Buses | 35 |")).unwrap_or("");
        assert!(row.ends_with(&format!("| {teller} |")), "{method}");
    }
    let wrong = taught().profile("[model]\nleast_precision = 50\n");
    let (code, said) = program(&wrong, &["run", "inputs", "--lexicon", "test.lexicon", "--out", "report"]);
    assert_eq!(code, 1);
    assert!(said.contains("consultation.toml:2: model.least_precision is a share from 0 to 1"), "{said}");
}

#[test]
fn explain_tells_in_words_what_decided() {
    let consultation = taught();
    with_model(&consultation, "report", &[]);
    let said = says(&consultation, &["explain", "report", "a0", "--lexicon", "test.lexicon"]);
    assert!(said.contains("buses: the model shows it, the lexicon does not (probability 0."), "{said}");
    assert!(said.contains("because of") && said.contains("shuttle"), "{said}");
    assert!(said.contains("not counted"), "{said}");
}

#[test]
fn a_model_that_does_not_fit_is_refused_before_anything_is_written() {
    let consultation = taught();
    let run = ["run", "inputs", "--lexicon", "test.lexicon", "--out", "other", "--model", "coded.model"];
    let mut bytes = std::fs::read(consultation.path("coded.model")).expect("the model is there");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(consultation.path("coded.model"), &bytes).expect("the folder can be written");
    let (code, said) = program(&consultation, &run);
    assert_eq!((code, said.contains("this model is damaged")), (1, true), "{said}");
    bytes[last] ^= 1;
    std::fs::write(consultation.path("coded.model"), &bytes).expect("the folder can be written");
    let consultation = consultation.lexicon(&crate::consultation::LEXICON.replace("version 1", "version 2"));
    let (code, said) = program(&consultation, &run);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("was learned with the lexicon \"Buses and beds\" (version 1)"), "{said}");
    let (code, said) = program(&consultation, &[&run[..run.len() - 1], &["gold.csv"]].concat());
    assert_eq!((code, said.contains("this is no model of yousaid")), (1, true), "{said}");
    assert!(!consultation.path("other").exists());
}

#[test]
fn a_gold_file_with_the_words_needs_no_other_input() {
    let consultation = Consultation::new();
    let mut gold = String::from("id,comment,themes\n");
    for n in 0..40 {
        let (words, themes) =
            if n % 2 == 0 { ("Run the shuttle again", "buses") } else { ("Mend the lift in hall", "") };
        writeln!(gold, "r{n},{words} {n} times please,{themes}").expect("writing to a string does not fail");
    }
    std::fs::write(consultation.path("gold.csv"), gold).expect("the temporary folder can be written");
    let arguments = ["learn", "--gold", "gold.csv", "--lexicon", "test.lexicon", "--out", "coded.model"];
    let said = says(&consultation, &arguments);
    assert!(said.contains("Learned from 40 coded responses"), "{said}");
    let (code, said) = program(&consultation, &[&arguments[..5], &["--out", "a.model", "inputs"]].concat());
    assert_eq!(code, 1, "{said}");
}

#[test]
fn suggest_gives_rules_with_gains_and_costs_and_rules_that_harm() {
    let consultation = survey();
    let arguments =
        ["lexicon", "suggest", "test.lexicon", "--gold", "gold.csv", "inputs", "--csv", "rules.csv"];
    let said = says(&consultation, &arguments);
    assert!(said.contains("buses \"Buses\": coded in 40, found in 0, of which 0 right"), "{said}");
    assert!(said.contains("add     phrase shuttle\n          gains 40, costs 0"), "{said}");
    assert!(said.contains("narrow  line 13: phrase bed"), "{said}");
    assert!(said.contains("it alone shows the theme in 20 responses: 0 right, 20 wrong"), "{said}");
    let csv = std::fs::read_to_string(consultation.path("rules.csv")).expect("the table is there");
    assert!(csv.contains("buses,add,,phrase shuttle,40,0,"), "{csv}");
    assert!(csv.contains("beds,narrow,13,phrase bed,0,20,"), "{csv}");
    // The rule does what it is said to do.
    let kwic = says(&consultation, &["kwic", "phrase shuttle", "inputs", "--lexicon", "test.lexicon"]);
    assert!(kwic.contains("40"), "{kwic}");
}

#[test]
fn a_suggested_rule_gains_what_it_gains_under_its_theme() {
    let mut inputs = String::from("Response ID,What was it like?\n");
    let mut gold = String::from("response_id,themes\n");
    for at in 0..48 {
        let (words, theme) = match at % 6 {
            0 => (format!("Never grumpy {at}"), "kindness"),
            1 => (format!("Bay {at}: smiling porters"), "kindness"),
            _ => (format!("Food {at}: hot"), ""),
        };
        writeln!(inputs, "a{at},{words}").expect("writing to a string does not fail");
        writeln!(gold, "a{at}:1,{theme}").expect("writing to a string does not fail");
    }
    let lexicon = "lexicon \"Kind\" version 1\npriority p \"P\"\n theme kindness \"Kind\"\n  skip negated\n  phrase kind\n  matches \"kind\"\n  ignores \"cross\"\n";
    let survey = Consultation::new().file("survey.csv", inputs).lexicon(lexicon);
    std::fs::write(survey.path("gold.csv"), gold).expect("the temporary folder can be written");
    let said = says(&survey, &["lexicon", "suggest", "test.lexicon", "--gold", "gold.csv", "inputs"]);
    assert!(said.contains("gains 8, costs 0") && said.contains("smiling"), "{said}");
    assert!(!said.contains("phrase grumpy"), "the theme skips what is denied:\n{said}");
}
