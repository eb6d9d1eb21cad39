//! Is everybody counted once, of the right base, and nobody exposed?

use crate::consultation::{Consultation, Run, csv, program_in};

/// A survey of people: their reference, address, and answer.
const PROFILE: &str = "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nEmail = \"person\"\nComment = \"open\"\nMore = \"open\"\n\
                       \"May we quote you?\" = \"consent\"\nMembers = \"represents\"\nPlace = \"locality\"\n";

fn survey(rows: &[&[&str]]) -> Consultation {
    Consultation::new().profile(PROFILE).file("survey.csv", csv(rows))
}

fn counted(rows: &[&[&str]]) -> Run {
    let run = survey(rows).run().ends_with(0);
    run.adds_up();
    every_figure_has_its_base(&run);
    run
}

/// Holds every row of the counts: no more than the base, and the percentage is their share.
fn every_figure_has_its_base(run: &Run) {
    let counts = run.table("publish/counts.csv");
    for row in counts.rows() {
        let cells = row.cells().join(",");
        let (Ok(numerator), Ok(denominator)) =
            (row.get("numerator").parse::<u64>(), row.get("denominator").parse::<u64>())
        else {
            // Hidden or not applicable.
            assert!(cells.contains('['), "a count is a number, [c] or [z]: {cells}");
            continue;
        };
        assert!(numerator <= denominator, "more than there are: {cells}");
        if denominator == 0 {
            assert_eq!(row.get("percent"), "[z]", "nobody has no share: {cells}");
            continue;
        }
        let share = numerator as f64 * 100.0 / denominator as f64;
        let percent: f64 = row.get("percent").parse().unwrap_or_else(|_| panic!("no percentage: {cells}"));
        assert!((percent - share).abs() <= 0.0501, "{percent}% is not {share}%: {cells}");
        if let (Ok(low), Ok(high)) = (row.get("low").parse::<f64>(), row.get("high").parse::<f64>()) {
            assert!(low - 0.06 <= share && share <= high + 0.06, "the interval misses the share: {cells}");
        }
    }
}

/// Forty words that a campaign could send; they raise beds.
const TEMPLATE: &str = "I am writing to object to the plan to close the beds at our community hospital. People in the Moorlands \
                        cannot travel an hour each way to see a husband or wife. Please think again before it is too late for everyone here.";

/// A campaign of five: four copies and one with words of their own, and two other people.
fn campaign() -> Run {
    let own = format!("{TEMPLATE} My own mother waited for a bus for two hours in the snow last winter.");
    counted(&[
        &["Ref", "Email", "Comment"],
        &["C1", "c1@example.org", TEMPLATE],
        &["C2", "c2@example.org", TEMPLATE],
        &["C3", "c3@example.org", TEMPLATE],
        &["C4", "c4@example.org", TEMPLATE],
        &["C5", "c5@example.org", &own],
        &["P1", "p1@example.org", "Please keep the beds open, they are needed."],
        &["P2", "p2@example.org", "Parking is dear."],
    ])
}

#[test]
fn a_campaign_copy_counts_once_with_campaigns_and_not_at_all_without() {
    let run = campaign();
    let states = run.state_of_submissions();
    for copy in ["C1", "C2", "C3", "C4"] {
        assert_eq!(states[copy], "campaign_copy", "{copy}");
    }
    assert_eq!(run.figure("beds", "respondents", "included"), (6, 7));
    assert_eq!(run.figure("beds", "respondents", "excluded"), (1, 3));
    assert_eq!(run.figure("beds", "mentions", "included").0, 6);
    assert_eq!(run.figure("beds", "mentions", "excluded").0, 1);
}

#[test]
fn words_added_to_a_campaign_count_as_the_signatorys_own() {
    let run = campaign();
    assert_eq!(run.state_of_submissions()["C5"], "campaign_added");
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 7));
    assert_eq!(run.figure("buses", "respondents", "excluded"), (1, 3));
    let families = run.table("internal/families.csv");
    let row =
        families.rows().find(|row| row.get("response_id").starts_with("C5")).expect("C5 is in a family");
    assert_eq!(row.get("kind"), "campaign");
    assert_eq!(
        row.get("added_text"),
        "My own mother waited for a bus for two hours in the snow last winter."
    );
    assert_eq!(run.manifest()["totals"]["campaigns"], 1);
}

#[test]
fn a_short_text_from_many_people_is_no_campaign() {
    let mut rows: Vec<Vec<String>> = vec![vec!["Ref".into(), "Email".into(), "Comment".into()]];
    rows.extend(
        (0..12).map(|at| vec![format!("A{at}"), format!("a{at}@example.org"), "The bus is late".to_owned()]),
    );
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let run = counted(&rows);
    assert_eq!(run.figure("buses", "respondents", "included"), (12, 12));
    assert_eq!(run.figure("buses", "respondents", "excluded"), (12, 12));
    assert_eq!(run.manifest()["totals"]["campaigns"], 0);
}

#[test]
fn the_same_short_words_from_two_people_are_two() {
    let run = counted(&[
        &["Ref", "Email", "Comment"],
        &["A1", "a@example.org", "More buses"],
        &["A2", "b@example.org", "More buses"],
        &["A3", "", "More buses"],
        &["A4", "", "More buses"],
    ]);
    assert_eq!(run.figure("buses", "respondents", "included"), (4, 4));
    assert!(run.state_of_submissions().values().all(|state| state == "analysed"));
}

#[test]
fn the_same_words_from_one_person_again_are_a_duplicate() {
    let run = counted(&[
        &["Ref", "Email", "Comment"],
        &["A1", "a@example.org", "More buses"],
        &["A2", "A@Example.org ", "more BUSES!"],
        &["A3", "b@example.org", "Parking"],
    ]);
    assert_eq!(run.state_of_submissions()["A2"], "duplicate");
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 2));
    assert_eq!(run.figure("buses", "mentions", "included"), (1, 2));
    let responses = run.table("internal/responses.csv");
    let row = responses.rows().find(|row| row.get("submission_id") == "A2").expect("A2 is a response");
    assert_eq!(row.get("duplicate_of"), "A1:1");
    assert_eq!(row.get("respondent_id"), "A1", "both are the same respondent's");
}

#[test]
fn other_words_from_one_person_are_merged_and_count_as_one_respondent() {
    let run = counted(&[
        &["Ref", "Email", "Comment"],
        &["A1", "a@example.org", "The bus was late"],
        &["A2", "a@example.org", "Another bus was late, and the ward was shut"],
        &["A3", "b@example.org", "Parking"],
    ]);
    assert_eq!(run.state_of_submissions()["A2"], "merged");
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 2));
    assert_eq!(run.figure("beds", "respondents", "included"), (1, 2));
    assert_eq!(run.figure("buses", "mentions", "included").0, 2);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
}

#[test]
fn people_who_leave_no_address_are_different_people() {
    let run = counted(&[
        &["Ref", "Email", "Comment"],
        &["A1", "n/a", "The bus was late"],
        &["A2", "N/A", "The bus was late"],
        &["A3", "-", "The bus never came"],
        &["A4", "-", "Another late bus"],
        &["A5", "none", "A bus at last"],
        &["A6", "none", "No bus at all"],
        &["A7", "prefer not to say", "My bus"],
        &["A8", "prefer not to say", "Their bus"],
    ]);
    assert_eq!(run.figure("buses", "respondents", "included"), (8, 8), "a placeholder is nobody's address");
}

#[test]
fn a_person_counts_once_for_a_theme_and_once_for_its_priority() {
    let run = counted(&[
        &["Ref", "Email", "Comment", "More"],
        &["A1", "a@example.org", "Bus, bus, bus and parking", "The bus again"],
        &["A2", "b@example.org", "The ward", "Parking"],
    ]);
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 2));
    assert_eq!(run.figure("parking", "respondents", "included"), (2, 2));
    assert_eq!(
        run.figure("transport", "respondents", "included"),
        (2, 2),
        "a priority is no sum of its themes"
    );
    assert_eq!(run.figure("all", "respondents", "included"), (2, 2));
    assert_eq!(run.figure("buses", "mentions", "included").0, 4);
    assert_eq!(run.figure("transport", "mentions", "included"), (6, 7));
    assert_eq!(run.figure_within("buses", "question", "Comment", "respondents", "included"), (1, 2));
    assert_eq!(run.figure_within("buses", "question", "More", "respondents", "included"), (1, 2));
}

#[test]
fn blanks_and_placeholders_are_in_no_base() {
    let run = counted(&[
        &["Ref", "Email", "Comment", "More"],
        &["A1", "a@example.org", "The bus", ""],
        &["A2", "b@example.org", "n/a", "Parking"],
        &["A3", "c@example.org", "", ""],
        &["A4", "d@example.org", "???", "none"],
        &["A5", "e@example.org", "Good food", ""],
    ]);
    assert_eq!(run.figure("all", "respondents", "included"), (2, 3), "A3 and A4 said nothing");
    assert_eq!(run.figure_within("buses", "question", "Comment", "respondents", "included"), (1, 2));
    assert_eq!(run.figure_within("parking", "question", "More", "respondents", "included"), (1, 1));
    assert_eq!(run.manifest()["totals"]["respondents"], 3);
}

#[test]
fn an_answer_without_a_theme_stays_in_the_base() {
    let run = counted(&[
        &["Ref", "Email", "Comment"],
        &["A1", "a@example.org", "The bus"],
        &["A2", "b@example.org", "The food was good"],
    ]);
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 2));
    let unthemed = run.table("internal/unthemed.csv");
    assert!(unthemed.rows().any(|row| row.get("text") == "The food was good"), "and it is listed");
}

#[test]
fn people_spoken_for_are_never_added_to_respondents() {
    let run = counted(&[
        &["Ref", "Email", "Comment", "Members"],
        &["A1", "a@example.org", "The bus", "1,200"],
        &["A2", "b@example.org", "The bus", ""],
        &["A3", "c@example.org", "The ward", "300"],
    ]);
    assert_eq!(run.figure("buses", "respondents", "included"), (2, 3));
    assert_eq!(run.figure("buses", "represented", "included"), (1200, 1500));
    let totals = &run.manifest()["totals"];
    assert_eq!((&totals["respondents"], &totals["organisations"]), (&3.into(), &2.into()));
}

#[test]
fn points_made_at_events_are_counted_apart() {
    let consultation = survey(&[&["Ref", "Email", "Comment"], &["A1", "a@example.org", "The bus"]])
        .file("event.txt", "Notes\n\n- The bus never comes\n- The bus again\n- Keep the beds\n");
    let run = consultation.run().ends_with(0);
    run.adds_up();
    every_figure_has_its_base(&run);
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 1));
    assert_eq!(run.figure("buses", "contributions", "included"), (2, 3));
    let totals = &run.manifest()["totals"];
    assert_eq!((&totals["respondents"], &totals["contributions"]), (&1.into(), &3.into()));
}

#[test]
fn groups_of_respondents_add_up_to_all() {
    let run = counted(&[
        &["Ref", "Email", "Comment", "Place"],
        &["A1", "a@example.org", "The bus", "Leek"],
        &["A2", "b@example.org", "The bus", "Stone"],
        &["A3", "c@example.org", "The ward", "Leek"],
        &["A4", "d@example.org", "The ward", ""],
    ]);
    assert_eq!(run.figure_within("buses", "Locality", "Leek", "respondents", "included"), (1, 2));
    assert_eq!(run.figure_within("buses", "Locality", "Stone", "respondents", "included"), (1, 1));
    assert_eq!(run.figure("buses", "respondents", "included"), (2, 4));
}

#[test]
fn other_languages_and_what_is_left_out_are_in_no_base() {
    let urdu = "ہمیں مزید ڈاکٹر چاہیے اور انتظار بہت لمبا ہے";
    let consultation = survey(&[
        &["Ref", "Email", "Comment"],
        &["A1", "a@example.org", "The bus"],
        &["A2", "b@example.org", urdu],
    ]);
    let consultation = consultation
        .profile(&format!("{PROFILE}[[file]]\nname = \"test.txt\"\nout_of_scope = true\n"))
        .file("test.txt", "A test: the bus.");
    let run = consultation.run().ends_with(0);
    run.adds_up();
    assert_eq!(run.figure("buses", "respondents", "included"), (1, 1));
}

#[test]
fn every_figure_of_the_sample_has_its_base() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = folder.path().join("report");
    let output = std::process::Command::new(crate::consultation::PROGRAM)
        .args(["run", "--quiet"])
        .arg(crate::consultation::project("samples/listening-exercise"))
        .arg("--out")
        .arg(&out)
        .output()
        .expect("the program starts");
    every_figure_has_its_base(&Run::of(output, out));
}

/// Fails where any of these stands in anything that leaves the building.
fn assert_unpublished(run: &Run, secrets: &[&str]) {
    for (file, text) in run.published() {
        for secret in secrets {
            assert!(
                !text.to_lowercase().contains(&secret.to_lowercase()),
                "{file} holds '{secret}', which may not leave the building"
            );
        }
    }
}

#[test]
fn the_words_of_somebody_who_refused_are_never_quoted() {
    let ask = "May we quote you?";
    let run = counted(&[
        &["Ref", "Email", "Comment", ask],
        &["A1", "a@example.org", "The bus to the northern clinic was two hours late again.", "No"],
        &["A2", "b@example.org", "The bus to the southern clinic was two hours late again.", "Yes"],
        &["A3", "c@example.org", "The bus to the eastern clinic was two hours late again.", ""],
        &["A4", "d@example.org", "The bus to the western clinic was two hours late again.", "no thank you"],
        &[
            "A5",
            "e@example.org",
            "The bus to the central clinic was two hours late again.",
            "I would rather not",
        ],
    ]);
    assert_eq!(run.figure("buses", "respondents", "included"), (5, 5), "their words count all the same");
    assert_unpublished(&run, &["northern", "eastern", "western", "central"]);
    assert!(run.text("publish/quotes.csv").contains("southern"), "who agreed may be quoted");
}

#[test]
fn a_campaign_shows_no_words_of_somebody_who_refused() {
    let ask = "May we quote you?";
    let own = format!("{TEMPLATE} My neighbour waited for the bus with her crutches.");
    let run = counted(&[
        &["Ref", "Email", "Comment", ask],
        &["C1", "c1@example.org", &own, "No"],
        &["C2", "c2@example.org", &own, "No"],
        &["C3", "c3@example.org", &own, "No"],
    ]);
    assert_unpublished(&run, &["crutches"]);
}

#[test]
fn a_campaigns_extract_is_what_its_senders_share() {
    let with = |own: &str| format!("{own} {TEMPLATE}");
    let run = counted(&[
        &["Ref", "Email", "Comment"],
        &["C1", "c1@example.org", &with("My father Wilf died on the trolley in the corridor at Easter.")],
        &["C2", "c2@example.org", &with("Our baby was born on the hard shoulder of the road to Stoke.")],
        &["C3", "c3@example.org", &with("When I broke a hip on the ice nobody fetched me until dawn.")],
    ]);
    assert_eq!(run.manifest()["totals"]["campaigns"], 1);
    let page = run.text("report.html");
    assert!(page.contains("I am writing to object to the plan"), "the page shows how the campaign begins");
    assert_unpublished(&run, &["trolley in the corridor", "hard shoulder", "broke a hip"]);
}

/// Details as people write them.
const DETAILS: &[(&str, &[&str])] = &[
    (
        "Write to me about the bus at jo.bloggs@nhs.example.org please, any time.",
        &["jo.bloggs", "example.org"],
    ),
    ("About the bus: JO@EXAMPLE.CO.UK is where you can reach me today.", &["jo@example"]),
    ("The bus was late and zoë@example.org is my address for replies.", &["zoë@", "@example.org"]),
    ("The bus was late, ring me on 07700 900123 to hear about it.", &["07700", "900123"]),
    ("The bus was late, ring me on 07700900124 to hear about it.", &["07700900124"]),
    ("The bus was late, ring me on +44 7700 900 125 to hear about it.", &["7700 900"]),
    ("The bus was late, ring me on (01782) 960126 to hear about it.", &["01782", "960126"]),
    ("The bus was late, ring me on 01782-960-127 to hear about it.", &["960-127"]),
    ("The bus stops far from ST13 5XX where I have lived for years.", &["ST13", "5XX"]),
    ("The bus stops far from st135xy where I have lived for years.", &["st135xy"]),
    ("The bus stops far from SW1A 2AA where I have lived for years.", &["SW1A"]),
    ("My NHS number is 943 476 5919 and the bus made me late for it.", &["943 476", "5919"]),
    ("My number 9434765919 was on the letter that the bus lost for me.", &["9434765919"]),
    ("NHS no. 943-476-5919 was on the letter that the bus lost for me.", &["943-476"]),
    ("I was born on 3 April 1951 and the bus has never been this late.", &["3 April", "1951"]),
    ("My date of birth is 03/04/1952 and the bus has never been this late.", &["03/04", "1952"]),
    ("DOB: 3.4.53 and the bus has never been this late for me, ever.", &["3.4.53"]),
    ("I was born on the 5th of May, 1954 and the bus was never this late.", &["5th of May", "1954"]),
    ("Mrs Quillfeather waited for the bus with me for two whole hours.", &["Quillfeather"]),
    ("My name is Ottoline Quillfeather and the bus was two hours late.", &["Ottoline", "Quillfeather"]),
];

#[test]
fn a_personal_detail_is_in_no_byte_of_what_is_published() {
    let mut exposed = Vec::new();
    for (text, secrets) in DETAILS {
        let run = counted(&[&["Ref", "Email", "Comment"], &["A1", "sender@private.example", text]]);
        assert!(run.text("publish/quotes.csv").contains("bus"), "the words are quoted: {text}");
        for (file, published) in run.published() {
            for secret in secrets.iter().chain(&["sender@private"]) {
                if published.contains(secret) {
                    exposed.push(format!("{file} holds '{secret}' of: {text}"));
                }
            }
        }
    }
    assert!(exposed.is_empty(), "redact these:\n{}", exposed.join("\n"));
}

#[test]
fn a_personal_detail_in_a_letter_or_campaign_is_published_nowhere() {
    let signed = |name: &str, number: u32| {
        format!(
            "Dear Sir,\n\n{TEMPLATE}\n\nRing me on 07700 90012{number}.\n\nYours sincerely,\n{name}\nST13 5X{number}A\n"
        )
    };
    let run = Consultation::new()
        .file("a.eml", format!("From: Al <al@private.example>\n\n{}", signed("Alfred Quillfeather", 1)))
        .file("b.eml", format!("From: Bo <bo@private.example>\n\n{}", signed("Beatrice Quillfeather", 2)))
        .file("c.eml", format!("From: Cy <cy@private.example>\n\n{}", signed("Cyril Quillfeather", 3)))
        .run()
        .ends_with(0);
    assert_eq!(run.manifest()["totals"]["campaigns"], 1);
    assert_unpublished(&run, &["private.example", "07700", "Quillfeather"]);
}

#[test]
fn a_personal_detail_in_a_closed_answer_is_published_nowhere() {
    let run = counted(&[
        &["Ref", "Email", "Comment", "Place"],
        &["A1", "a@example.org", "The bus was late for all of us today.", "ST13 5XX"],
        &["A2", "b@example.org", "The ward was shut for all of us today.", "Ring 07700 900123"],
        &["A3", "c@example.org", "The parking was dear for all of us today.", "jo.bloggs@example.org"],
    ]);
    assert_unpublished(&run, &["ST13 5XX", "07700 900123", "jo.bloggs"]);
}

#[test]
fn markup_in_an_answer_stays_text_on_the_page() {
    let text =
        "The bus <script>alert(1)</script> and <img src=x onerror=alert(2)> were late for us all today.";
    let run = counted(&[
        &["Ref", "Email", "Comment", "Place"],
        &["A1", "a@example.org", text, "</script><script>alert(3)</script>"],
    ]);
    let page = run.text("report.html");
    for live in ["<script>alert", "<img src=x"] {
        assert!(!page.contains(live), "report.html holds {live} as markup; escape it");
    }
}

#[test]
fn the_page_fetches_nothing() {
    let page = campaign().text("report.html");
    for fetched in
        ["src=\"http", "href=\"http", "url(http", "@import", "fetch(", "XMLHttpRequest", "src=\"//"]
    {
        assert!(!page.contains(fetched), "report.html opens offline, but holds {fetched}");
    }
}

#[test]
fn a_person_counts_once_at_each_level_of_themes() {
    let lexicon = r#"lexicon "Parts" version 1
priority transport "Getting there"
  theme buses "Buses"
    phrase bus
    matches "The bus"
    ignores "The taxi"
    sub late "Late buses"
      near 4 bus late
      matches "A late bus"
      ignores "A bus"
      sub night "Late at night" of late
        phrase late night bus
        matches "The late night bus"
        ignores "The late bus"
    sub fares "Fares"
      phrase fare
      matches "The fare"
      ignores "The bus"
"#;
    let rows: &[&[&str]] = &[
        &["Ref", "Comment", "More"],
        &["1", "The bus is always late.", "The late night bus went, and the fare went up."],
        &["2", "The fare is too high for us.", "The fare, the fare!"],
        &["3", "More buses to the town please.", "No"],
        &["4", "Better food on the ward.", "No"],
    ];
    let survey = survey(rows).lexicon(lexicon);
    let run = survey.run().ends_with(0);
    run.adds_up();
    every_figure_has_its_base(&run);
    for (what, people) in [("late", 1), ("night", 1), ("fares", 2), ("buses", 3), ("transport", 3)] {
        assert_eq!(run.figure(what, "respondents", "included"), (people, 4), "{what}");
    }
    for (what, mentions) in [("night", 1), ("late", 2), ("fares", 4), ("buses", 7), ("transport", 7)] {
        assert_eq!(run.figure(what, "mentions", "included").0, mentions, "{what}");
    }
    let levels: Vec<String> = run
        .table("publish/counts.csv")
        .rows()
        .filter(|row| row.get("unit") == "respondents" && row.get("campaigns") == "included")
        .filter(|row| row.get("question").is_empty() && row.get("segment").is_empty())
        .map(|row| format!("{} {}", row.get("level"), row.get("theme_id")))
        .collect();
    assert_eq!(
        levels,
        ["all ", "priority ", "theme buses", "subtheme late", "subtheme night", "subtheme fares"]
    );
    let responses = run.table("internal/responses.csv");
    let first = responses.rows().find(|row| row.get("response_id") == "1:2").expect("it was answered");
    assert_eq!(first.get("themes"), "buses;late;night;fares");
    let mentions = run.table("internal/mentions.csv");
    let of_second: Vec<String> = mentions
        .rows()
        .filter(|row| row.get("response_id") == "1:2")
        .map(|row| format!("{} {} {}", row.get("priority_id"), row.get("theme_id"), row.get("matched")))
        .collect();
    assert_eq!(of_second, ["transport night late night bus", "transport fares fare"]);
    let rules = run.table("internal/rules.csv");
    let of_rules: Vec<String> = rules
        .rows()
        .map(|row| ["rule_line", "theme_id", "rule", "mentions", "responses"].map(|of| row.get(of)).join(" "))
        .collect();
    let expected = [
        "4 buses phrase bus 1 1",
        "8 late near 4 bus late 1 1",
        "12 night phrase late night bus 1 1",
        "16 fares phrase fare 4 3",
    ];
    assert_eq!(of_rules, expected);
    let report = run.folder.to_string_lossy().into_owned();
    let told =
        program_in(&survey.path(""), &["explain", &report, "--theme", "buses", "--lexicon", "test.lexicon"]);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("7 mentions in 5 responses") && told.contains("phrase late night bus"), "{told}");
    let page = run.text("report.html");
    let places: Vec<usize> = ["Buses", "Late buses", "Late at night", "Fares"]
        .iter()
        .map(|name| page.find(&format!(">{name}<")).unwrap_or_else(|| panic!("{name} stands in the report")))
        .collect();
    assert!(places[0] < places[1] && places[1] < places[2], "parts follow their theme: {places:?}");
    assert!(page.contains("padding-left: 2.4rem"), "a part of a part is indented twice");
}
