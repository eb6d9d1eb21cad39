//! Does the lexicon's author see what each rule does, what is missed, and what a change moves?

use std::process::Command;

use crate::consultation::{Consultation, PROGRAM, Table};

const SURVEY: &str = "Response ID,What should change?\n\
    1,The buses stop too early in the evening\n\
    2,Parking at the hospital is dear and the bus is late\n\
    3,Ring me on 07700 900123 about the bus shelter please\n\
    4,Somebody ought to answer the telephone at reception\n\
    5,Keep the ward open and keep the beds\n";

fn survey() -> Consultation {
    Consultation::new().file("survey.csv", SURVEY)
}

/// The program with these words, each `{inputs}`, `{lexicon}` and `{report}` standing for a place of the consultation.
fn program(consultation: &Consultation, arguments: &[&str]) -> (i32, String) {
    let place = |argument: &&str| match *argument {
        "{inputs}" => consultation.inputs(),
        "{lexicon}" => consultation.path("test.lexicon"),
        other => match other.strip_prefix("{}/") {
            Some(name) => consultation.path(name),
            None => other.into(),
        },
    };
    let arguments = arguments.iter().map(place);
    let output = Command::new(PROGRAM).args(arguments).output().expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().expect("the program ends by itself"), String::from_utf8_lossy(&said).into_owned())
}

fn says(consultation: &Consultation, arguments: &[&str], wanted: &[&str]) -> String {
    let (code, said) = program(consultation, arguments);
    assert_eq!(code, 0, "{said}");
    for wanted in wanted {
        assert!(said.contains(wanted), "'{wanted}' is not said:\n{said}");
    }
    said
}

#[test]
fn a_response_is_explained_down_to_the_rule() {
    let survey = survey();
    survey.run().ends_with(0);
    let asked = ["explain", "{}/report", "2:1", "--lexicon", "{lexicon}"];
    let wanted = [
        "2:1\n",
        "state         analysed: read, themed and counted",
        "source        survey.csv!3",
        "question      What should change?",
        "theme buses \"Buses\" of transport \"Getting there\"",
        "line 4: phrase bus\n",
        "[bus] is late",
        "line 8: phrase parking",
    ];
    says(&survey, &asked, &wanted);
    let by_source = ["explain", "{}/report", "survey.csv!3", "--lexicon", "{lexicon}"];
    assert_eq!(program(&survey, &asked).1, program(&survey, &by_source).1, "a source names its response");
}

#[test]
fn explained_words_are_masked() {
    let survey = survey();
    survey.run().ends_with(0);
    let said =
        says(&survey, &["explain", "{}/report", "3", "--lexicon", "{lexicon}"], &["[phone] about the"]);
    assert!(!said.contains("900123"), "{said}");
}

#[test]
fn explained_words_are_masked_as_the_profile_wishes() {
    let profile = "[redaction]\nhide = [\"the Potting Shed\"]\nkeep = [\"07700 900123\"]\n";
    let shed =
        "Response ID,What should change?\n1,Ring the Potting Shed on 07700 900123 about the bus please\n";
    let survey = Consultation::new().file("survey.csv", shed).profile(profile);
    survey.run().ends_with(0);
    let asked = ["explain", "{}/report", "1", "--lexicon", "{lexicon}"];
    says(&survey, &asked, &["Ring [hidden] on 07700 900123 about the"]);
}

#[test]
fn a_theme_is_explained_rule_by_rule() {
    let survey = survey();
    survey.run().ends_with(0);
    let asked = ["explain", "{}/report", "--theme", "beds", "--lexicon", "{lexicon}", "--examples", "1"];
    let wanted = [
        "beds \"Beds\" of hospital \"Hospital\": 2 mentions in 1 response\n",
        "1          1      0     13  phrase bed\n",
        "1          1      0     14  phrase ward\n",
        "keep the [beds]",
    ];
    says(&survey, &asked, &wanted);
}

#[test]
fn a_theme_is_explained_by_the_name_that_reports_give_it() {
    let survey = survey();
    survey.run().ends_with(0);
    let asked = |theme| ["explain", "{}/report", "--theme", theme, "--lexicon", "{lexicon}"];
    says(&survey, &asked("BEDS"), &["beds \"Beds\" of hospital"]);
    let (code, said) = program(&survey, &asked("Hospital"));
    assert!(
        code == 1 && said.contains("'Hospital' is a priority; say which of its themes: beds \"Beds\""),
        "{said}"
    );
    let (code, said) = program(&survey, &asked("Bedding"));
    assert!(code == 1 && said.contains("has no theme 'Bedding'; the nearest are beds \"Beds\""), "{said}");
}

#[test]
fn another_lexicon_than_the_runs_is_refused() {
    let survey = survey();
    survey.run().ends_with(0);
    let (code, said) = program(&survey, &["explain", "{}/report", "2:1"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains(
            "this run used the lexicon test.lexicon (\"Buses and beds\", version 1); name that file"
        ),
        "{said}"
    );
    let (code, said) = program(&survey, &["explain", "{}/report", "no-such", "--lexicon", "{lexicon}"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("no response, submission or source 'no-such'"), "{said}");
    let (code, said) = program(&survey, &["explain", "{inputs}", "2:1"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("is not a run of yousaid"), "{said}");
    assert_eq!(program(&survey, &["explain", "{}/report"]).0, 2, "a response or a theme is named");
}

#[test]
fn a_term_is_shown_in_context() {
    let survey = survey();
    let said = says(
        &survey,
        &["kwic", "bus", "{inputs}", "--csv", "{}/hits.csv"],
        &[
            "                     The [buses] stop too early",
            "3 mentions in 3 of 5 responses",
            "[phone] about the [bus]",
        ],
    );
    assert!(!said.contains("900123") && !said.contains('\x1b'), "{said}");
    let hits = std::fs::read_to_string(survey.path("hits.csv")).expect("the CSV was written");
    let words: Vec<String> = Table::read(&hits).rows().map(|row| row.get("words").to_owned()).collect();
    assert_eq!(words, ["buses", "bus", "bus"]);
    says(&survey, &["kwic", "near 9 bus parking", "{inputs}"], &["1 mention in 1 of 5"]);
    says(&survey, &["kwic", "bus", "{inputs}", "--limit", "1"], &["… and 2 more"]);
    let (code, said) = program(&survey, &["kwic", "near me", "{inputs}"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("write: phrase near me"), "{said}");
}

#[test]
fn coverage_counts_responses_with_a_theme() {
    let wanted = [
        "Substantive responses with a theme: 4 of 5 (80.0%)",
        "4 of 5 (80.0%)           What should change?",
        "         3         3  buses \"Buses\"",
        "1 response shows no theme.",
    ];
    says(&survey(), &["lexicon", "coverage", "{lexicon}", "{inputs}"], &wanted);
}

#[test]
fn themes_that_travel_together_are_told() {
    let asked = ["lexicon", "overlap", "{lexicon}", "{inputs}", "--least", "1"];
    says(
        &survey(),
        &asked,
        &["0.33      1           0  parking (1) in buses (3): 100.0%", "1 pair of themes"],
    );
    says(&survey(), &["lexicon", "overlap", "{lexicon}", "{inputs}"], &["0 pairs of themes in at least 3"]);
}

#[test]
fn a_difference_names_the_rule_that_moved_each_response() {
    let survey = survey();
    let new = crate::consultation::LEXICON
        .replace("    phrase ward\n", "")
        .replace("    phrase bus\n", "    phrase bus\n    except phrase bus shelter\n")
        .replace("    phrase parking\n", "    phrase parking\n    phrase reception\n");
    std::fs::write(survey.path("new.lexicon"), new).expect("the temporary folder can be written");
    let wanted = [
        "A theme is gained 1 time and lost 1 time in 5 responses.",
        "+ parking  4:1  new line 10 (phrase reception)",
        "- buses  3:1  new line 5 (except phrase bus shelter)",
        "buses lost in 1 response",
    ];
    let asked = ["lexicon", "diff", "{lexicon}", "{}/new.lexicon", "{inputs}", "--csv", "{}/moves.csv"];
    says(&survey, &asked, &wanted);
    let moves = std::fs::read_to_string(survey.path("moves.csv")).expect("the CSV was written");
    assert_eq!(Table::read(&moves).rows().count(), 2);
    let back = ["lexicon", "diff", "{}/new.lexicon", "{lexicon}", "{inputs}"];
    says(
        &survey,
        &back,
        &["+ buses  3:1  old line 5 (except phrase bus shelter)", "- parking  4:1  old line 10"],
    );
    says(&survey, &["lexicon", "diff", "{lexicon}", "{lexicon}", "{inputs}"], &["Nothing moves"]);
}

const DOUBTFUL: &str = r#"lexicon "Doubtful" version 1
priority transport "Getting there"
  theme buses "Buses"
    phrase bus
    phrase early bus?
    phrase the bus
    phrase the (bus | buses)
    phrase tram
    except phrase tram driver
    except phrase dear
    matches "The bus was late"
    ignores "The taxi was late"
  theme shelters "Shelters"
    phrase bus
    except phrase tram driver
    except phrase dear
    matches "The bus was late"
    ignores "The taxi was late"
"#;

#[test]
fn a_check_warns_of_doubtful_rules() {
    let survey = survey().lexicon(DOUBTFUL);
    let without_inputs = [
        "test.lexicon:5: warning: phrase early bus?: words that may be left out at the edge of a rule add nothing: this finds every \"early\"",
        "test.lexicon:14: warning: phrase bus: line 4 looks for the same and shows theme 'buses'",
        "warnings in",
    ];
    says(&survey, &["lexicon", "check", "{lexicon}"], &without_inputs);
    let with_inputs = [
        "test.lexicon:8: warning: phrase tram: finds nothing in these 5 responses",
        "test.lexicon:10: warning: except phrase dear: takes nothing away",
        "test.lexicon:4: warning: phrase bus: never counts: of its 3 matches in 3 responses, 3 lie inside mentions of line 6",
        "(3 responses have these words)",
    ];
    says(&survey, &["lexicon", "check", "{lexicon}", "{inputs}"], &with_inputs);
}

#[test]
fn a_broad_rule_is_warned_of() {
    let rows: String = (0..30).map(|n| format!("{n},The bus number {n} was late again\n")).collect();
    let survey = Consultation::new().file("survey.csv", format!("Response ID,What should change?\n{rows}"));
    let wanted = ["test.lexicon:4: warning: phrase bus: shows its theme in 30 of 30 responses (100.0%)"];
    says(&survey, &["lexicon", "check", "{lexicon}", "{inputs}"], &wanted);
    let (_, said) = program(&survey, &["lexicon", "check", "{lexicon}", "{inputs}", "--broad", "100"]);
    assert!(!said.contains("too broad"), "{said}");
}

#[test]
fn what_cannot_be_read_ends_with_three() {
    let survey = survey().file("flip-chart.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    for asked in [
        &["kwic", "bus", "{inputs}"][..],
        &["lexicon", "coverage", "{lexicon}", "{inputs}"],
        &["lexicon", "check", "{lexicon}", "{inputs}"],
        &["lexicon", "diff", "{lexicon}", "{lexicon}", "{inputs}"],
    ] {
        let (code, said) = program(&survey, asked);
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("could not be read: flip-chart.png"), "{said}");
    }
}

/// Ten responses about a footbridge, which the lexicon does not know, among twenty that it does.
fn bridge() -> Consultation {
    let mut rows = "Response ID,What should change?\n".to_owned();
    for at in 0..10 {
        let end = ["", " near the school", " at the canal"][at % 3];
        rows.push_str(&format!("b{at},Mend the broken footbridge{end}. Ring 07700 90012{at}.\n"));
        rows.push_str(&format!("c{at},The bus in route number {at} stops at the market\n"));
        rows.push_str(&format!("d{at},More beds please at the hospital in town {at}\n"));
    }
    rows.push_str("e1,The market is too far to walk\n");
    Consultation::new().file("survey.csv", rows)
}

#[test]
fn what_the_lexicon_misses_comes_with_sentences_and_a_rule_that_parses() {
    let bridge = bridge();
    let said = says(
        &bridge,
        &["discover", "{inputs}", "--lexicon", "{lexicon}"],
        &["broken", "footbridge", "in 10 of 11 responses (90.9%); elsewhere in 0 of 20 responses (0.0%)"],
    );
    assert!(!said.contains("900120"), "details are masked: {said}");
    let first = said.split("rule:").next().unwrap_or_default();
    let shown =
        first.lines().filter(|line| line.trim().starts_with('"') && line.contains("footbridge")).count();
    assert_eq!(shown, 3, "three sentences in other words:\n{said}");
    let rule = said.lines().find_map(|line| line.trim().strip_prefix("rule:  ")).expect("a rule is shown");
    let lexicon =
        crate::consultation::LEXICON.replace("    phrase bed\n", &format!("    phrase bed\n    {rule}\n"));
    let bridge = bridge.lexicon(&lexicon);
    let covered = says(&bridge, &["lexicon", "coverage", "{lexicon}", "{inputs}"], &["30 of 31"]);
    assert!(covered.contains("1 response shows no theme"), "{covered}");
}

#[test]
fn what_goes_with_a_theme_is_shown_by_sentences_that_it_misses() {
    let said = says(
        &bridge(),
        &["discover", "{inputs}", "--lexicon", "{lexicon}", "--theme", "buses"],
        &["theme buses \"Buses\"", "market", "\"The market is too far to walk\"  e1:1", "rule:  phrase "],
    );
    assert!(
        !said.contains("  bus,") && !said.contains("phrase bus\n"),
        "the theme's own words are left out:\n{said}"
    );
    let (code, said) =
        program(&bridge(), &["discover", "{inputs}", "--lexicon", "{lexicon}", "--theme", "trams"]);
    assert!(code == 1 && said.contains("the lexicon has no theme 'trams'; the nearest are"), "{said}");
}

/// Two rules for the same words, which differ in what stands around them.
fn twins(first: &str, second: &str) -> Consultation {
    let lexicon = format!(
        "lexicon \"Twins\" version 1\npriority p \"P\"\n theme one \"One\"\n{first}\n  matches asked \"good and bad\" \"The bus\"\n  ignores \"The train\"\n \
         theme two \"Two\"\n{second}\n  matches asked \"good and bad\" \"The bus\"\n  ignores \"The train\"\n"
    );
    survey().lexicon(&lexicon)
}

#[test]
fn rules_are_the_same_where_their_exceptions_and_settings_are() {
    let told = |first, second| says(&twins(first, second), &["lexicon", "check", "{lexicon}"], &[]);
    assert!(told("  phrase bus", "  phrase bus").contains("looks for the same and shows theme 'one'"));
    for (first, second) in [
        ("  phrase bus except phrase bus lane", "  phrase bus"),
        ("  phrase bus\n  except phrase bus lane", "  phrase bus"),
        ("  asked \"good\"\n  phrase bus", "  asked \"bad\"\n  phrase bus"),
        ("  skip negated\n  phrase bus", "  phrase bus"),
    ] {
        let said = told(first, second);
        assert!(!said.contains("looks for the same"), "{first} and {second}:\n{said}");
    }
    let own = "  phrase bus except phrase bus lane\n  phrase bus except phrase bus stop";
    assert!(!told(own, "  phrase the bus").contains("says the same already"));
}

#[test]
fn a_difference_names_a_setting_and_never_a_rule_that_both_have() {
    let survey = Consultation::new().file(
        "survey.csv",
        "Response ID,What should change?\n\
        1,The bus is not clean at all\n2,If only the bed were clean\n3,Great food and a great garden\n",
    );
    let old = "lexicon \"Old\" version 1\npriority p \"P\"\n theme clean \"Clean\"\n  phrase clean\n  matches \"clean\"\n  ignores \"dirty\"\n \
        theme beds \"Beds\"\n  phrase bed\n  matches asked \"sleep\" \"bed\"\n  ignores \"chair\"\n \
        theme thanks \"Thanks\"\n  lone phrase great\n  matches \"great\"\n  ignores \"poor\"\n";
    let new = old
        .replace("  phrase clean", "  skip negated\n  skip hypothetical\n  phrase clean")
        .replace("  phrase bed", "  asked \"sleep\"\n  phrase bed")
        + " theme food \"Food\"\n  phrase food\n  matches \"food\"\n  ignores \"drink\"\n";
    let survey = survey.lexicon(old);
    std::fs::write(survey.path("new.lexicon"), new).expect("the temporary folder can be written");
    let wanted = [
        "- clean  1:1  new line 3 (theme clean: skip negated)",
        "- clean  2:1  new line 3 (theme clean: skip hypothetical)",
        "- beds  2:1  new line 9 (theme beds: asked \"sleep\")",
        "- thanks  3:1  new line 19 (phrase food)",
    ];
    let said = says(&survey, &["lexicon", "diff", "{lexicon}", "{}/new.lexicon", "{inputs}"], &wanted);
    assert!(!said.contains("old line"), "{said}");
}

#[test]
fn rules_on_one_line_are_told_apart() {
    let survey = survey();
    std::fs::write(survey.path("words.yml"), "transport:\n  buses: [bus, shelter]\n")
        .expect("it can be written");
    let run = ["run", "{inputs}", "--lexicon", "{}/words.yml", "--out", "{}/report", "--quiet"];
    says(&survey, &run, &[]);
    let asked = ["explain", "{}/report", "--theme", "buses", "--lexicon", "{}/words.yml", "--examples", "0"];
    let wanted = ["3          3      2      2  phrase bus\n", "1          1      0      2  phrase shelter\n"];
    says(&survey, &asked, &wanted);
    let asked = ["explain", "{}/report", "3:1", "--lexicon", "{}/words.yml"];
    says(&survey, &asked, &["line 2: phrase bus\n", "line 2: phrase shelter\n"]);
}

#[test]
fn words_on_both_sides_of_a_masked_name_are_no_pair() {
    let rows: String = ["Sarah Jones", "Emma Brown", "Karen Smith", "Julie Taylor"]
        .iter()
        .map(|name| format!("{name},Thank you to Nurse {name} brilliant\n"))
        .chain((0..9).map(|at| format!("b{at},The bus is late on day {at}\n")))
        .collect();
    let survey = Consultation::new().file("survey.csv", format!("Response ID,What should change?\n{rows}"));
    let said = says(&survey, &["discover", "{inputs}", "--lexicon", "{lexicon}"], &["brilliant"]);
    assert!(said.contains("[name]") && !said.contains("nurse brilliant"), "{said}");
}

#[test]
fn an_exception_alone_is_no_term() {
    let (code, said) = program(&survey(), &["kwic", "except phrase the bus", "{inputs}"]);
    assert!(
        code == 1 && said.contains("an exception finds nothing by itself") && said.contains("phrase the bus"),
        "{said}"
    );
}

#[test]
fn names_that_nobody_could_tell_apart_are_warned_of() {
    let lexicon = crate::consultation::LEXICON.replace("\"Parking\"", "\"buses\"");
    let wanted = ["test.lexicon:7: warning: theme 'parking' is called \"buses\" as theme 'buses' is"];
    says(&survey().lexicon(&lexicon), &["lexicon", "check", "{lexicon}"], &wanted);
}
