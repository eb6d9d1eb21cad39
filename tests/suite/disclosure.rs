//! Can nobody work out a hidden number from what is published?

use std::collections::HashMap;
use std::path::Path;

use yousaid::disclose::Preset;
use yousaid::exchange::EXCHANGES;
use yousaid::pipeline::{CheckedLexicon, InMemory, Plan, Unwatched, run};
use yousaid::profile::Profile;
use yousaid::text::Tokeniser;

use crate::attacker::{Key, Knowledge, Members, Promise, RULES, Rule, Told, promised, truth};
use crate::consultation::{Consultation, LEXICON, Row, Table, csv, project};
use crate::numbers::Numbers;
use crate::quotes::words_have_one_description;

/// The published files of a run in memory.
fn published(inputs: &Path, lexicon: &str, preset: &str) -> HashMap<String, String> {
    let toml = std::fs::read_to_string(inputs.join("consultation.toml")).unwrap_or_default();
    let mut profile = Profile::parse("consultation.toml", &toml).expect("the profile is sound");
    profile.preset = Preset::from_name(preset).expect("there is such a preset");
    let lexicon =
        CheckedLexicon::read("test.lexicon", lexicon).unwrap_or_else(|_| panic!("the lexicon is sound"));
    let plan = Plan {
        crosswalk: None,
        inputs: vec![inputs.to_path_buf()],
        out: None,
        lexicon,
        profile,
        tokeniser: Tokeniser::Scan,
        title: "A test".to_owned(),
        jobs: 1,
        exchanges: EXCHANGES.iter().copied().filter(|exchange| exchange.name() == "jsonl").collect(),
        overrides: None,
        checked: None,
        model: None,
    };
    let shelf = InMemory::default();
    run(&plan, &shelf, &Unwatched).expect("the run succeeds");
    // Workbooks and documents are no text; nobody here reads them.
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    shelf.files().into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

/// What is true of a consultation: what is published where nothing is hidden.
struct Truth {
    numbers: HashMap<Key, i64>,
    is_one_answer_each: bool,
    senders: Vec<i64>,
    members: Members,
}

impl Truth {
    fn of(inputs: &Path, lexicon: &str) -> Truth {
        let files = published(inputs, lexicon, "none");
        let counts = Table::read(&files["publish/counts.csv"]);
        let numbers = truth(&counts);
        let told = Told::read(&files["publish/method.md"], &counts);
        let members = Members::read(&files["internal/jsonl/responses.jsonl"]);
        Truth {
            is_one_answer_each: told.has_one_answer_each(&numbers),
            senders: told.sizes(),
            members,
            numbers,
        }
    }
}

/// Attacks the published files; gives how many promises were tried, and what is known of those that are not kept.
fn attacked(
    files: &HashMap<String, String>,
    truth: &Truth,
    rule: Rule,
    is_exact: bool,
    what: &str,
) -> (usize, Vec<String>) {
    let counts = Table::read(&files["publish/counts.csv"]);
    let mut told = Told::read(&files["publish/method.md"], &counts);
    told.is_one_answer_each = truth.is_one_answer_each;
    told.senders.clone_from(&truth.senders);
    let quotes = Table::read(&files["publish/quotes.csv"]);
    quotes_tell_no_more(&counts, &quotes, what);
    words_have_one_description(&quotes, &Table::read(&files["internal/quotes.csv"]), what);
    let known = Knowledge::of(&counts, &told, &truth.members, rule, &truth.numbers);
    let promised = promised(&truth.numbers, rule);
    let narrowed = promised.iter().filter_map(|promise| {
        let (low, high) = promise.broken(&known, rule, is_exact)?;
        let Promise { number, less, range } = promise;
        Some(format!(
            "{what}, preset {}: {number:?} less {less:?} is known to be {low} to {high}, and {range:?} was promised",
            rule.name
        ))
    });
    let narrowed = narrowed.collect();
    (promised.len(), narrowed)
}

/// A quote names a group only where the theme's own table has a row for it, and once at most where the number there is hidden.
fn quotes_tell_no_more(counts: &Table, quotes: &Table, what: &str) {
    let mut named: HashMap<(String, String), usize> = HashMap::new();
    for quote in quotes.rows() {
        let attribution = quote.get("attribution").trim_end_matches(", translated");
        let (first, place) = attribution.rsplit_once(", ").unwrap_or((attribution, ""));
        let unit = if first == "Said at an event" { "contributions" } else { "respondents" };
        let kind =
            if ["Said at an event", "Respondent", "Organisation"].contains(&first) { "" } else { first };
        for (segment, value) in [("Locality", place), ("Respondent type", kind)] {
            if value.is_empty() {
                continue;
            }
            let row = counts.rows().find(|row| {
                let name = row.get("segment_value").trim_start_matches("A ").to_lowercase();
                row.get("theme_id") == quote.get("theme_id")
                    && row.get("segment") == segment
                    && name == value.to_lowercase()
                    && row.get("unit") == unit
            });
            let row = row.unwrap_or_else(|| panic!("{what}: '{attribution}' names a group without a row"));
            assert_ne!(row.get("denominator"), "[c]", "{what}: '{attribution}' names a group that is hidden");
            if row.get("numerator") == "[c]" {
                let times = named.entry((quote.get("theme_id").to_owned(), value.to_owned())).or_default();
                *times += 1;
                assert_eq!(*times, 1, "{what}: two quotes tell that '{value}' is two at least");
            }
        }
    }
}

/// Attacks published files of which every promise must be kept; gives how many were tried.
fn attack(files: &HashMap<String, String>, truth: &Truth, rule: Rule, is_exact: bool, what: &str) -> usize {
    let (tried, narrowed) = attacked(files, truth, rule, is_exact, what);
    assert!(narrowed.is_empty(), "{}", narrowed[0]);
    tried
}

#[test]
fn the_sample_gives_no_hidden_number_away() {
    let sample = project("samples/listening-exercise");
    let lexicon = std::fs::read_to_string(project("lexicons/long-term-plan.lexicon")).expect("it is there");
    let truth = Truth::of(&sample, &lexicon);
    for rule in RULES {
        let tried = attack(&published(&sample, &lexicon, rule.name), &truth, rule, false, "the sample");
        assert!(tried > 1_000, "hardly anything was attacked: {tried}");
    }
}

const PROFILE: &str = "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nComment = \"open\"\nMore = \"open\"\n\
                       Place = \"locality\"\nKind = \"respondent type\"\nBand = \"age\"\nMembers = \"represents\"\n\
                       [[file]]\nname = \"notes.txt\"\nread_as = \"notes\"\n[[file]]\nname = \"workshop.txt\"\nread_as = \"notes\"\n\
                       [[file]]\nname = \"panel.csv\"\nchannel = \"Panel\"\n[file.columns]\nRef = \"identifier\"\nWish = \"open\"\nPlace = \"locality\"\n\
                       [[file]]\nname = \"post.csv\"\nchannel = \"Post\"\n[file.columns]\nRef = \"identifier\"\nWish = \"open\"\nKind = \"respondent type\"\n";

const SAID: [&str; 9] = [
    "The bus is late",
    "Parking is dear",
    "Keep the beds open",
    "The bus stops far from the parking",
    "The ward was clean and the bus came",
    "It was all fine I think",
    "",
    "More of everything",
    "Buses and parking and beds, all of it",
];

const TEMPLATE: &str = "I am writing to object to the plan to close the beds at our community hospital. People in the Moorlands \
                        cannot travel an hour each way to see a husband or wife. Please think again before it is too late for everyone here.";

/// An invented consultation: some dozens of people, some of whom do not say where they live, at times a campaign and notes of an event.
fn consultation(seed: u64, people: usize) -> Consultation {
    let mut numbers = Numbers(seed);
    let places = 2 + numbers.below(4);
    let in_campaign = numbers.below(3) * numbers.below(9);
    let mut rows: Vec<Vec<String>> =
        vec![["Ref", "Comment", "More", "Place", "Kind", "Band", "Members"].map(str::to_owned).to_vec()];
    for at in 0..people + in_campaign {
        let comment = match (at < people, numbers.below(4)) {
            (true, _) => numbers.one_of(&SAID).to_owned(),
            (false, 0) => format!("{TEMPLATE} My own mother waited for a bus for two hours in the snow."),
            (false, _) => TEMPLATE.to_owned(),
        };
        let more = if numbers.below(3) == 0 { numbers.one_of(&SAID) } else { "" };
        // Some places are larger than others.
        let place = numbers.below(places).min(numbers.below(places));
        let place = ["Leek", "Stone", "Stafford", "Tamworth", "Cannock"][place];
        let place = if numbers.below(8) == 0 { "" } else { place };
        let kind = numbers.one_of(&["A resident", "A resident", "A resident", "A carer", "Staff"]);
        let band = numbers.one_of(&["", "16 to 24", "25 to 64", "25 to 64", "65 and over"]);
        let members = if numbers.below(20) == 0 { "120" } else { "" };
        rows.push(
            [&*format!("R{at}"), &comment, more, place, kind, band, members].map(str::to_owned).to_vec(),
        );
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let mut made = Consultation::new().profile(PROFILE).file("survey.csv", csv(&rows));
    // One question is put by a panel and by post, and nowhere else.
    for (name, most, groups) in
        [("panel", 12, ["Place", "Leek", "Stone", ""]), ("post", 25, ["Kind", "A resident", "A carer", ""])]
    {
        if numbers.below(2) == 0 {
            let mut text = format!("Ref,Wish,{}\n", groups[0]);
            for at in 0..1 + numbers.below(most) {
                text +=
                    &format!("{name}{at},{},{}\n", numbers.one_of(&SAID[..6]), numbers.one_of(&groups[1..]));
            }
            made = made.file(&format!("{name}.csv"), text);
        }
    }
    let mut points = |most: usize| -> String {
        let points =
            (0..3 + numbers.below(most)).map(|_| format!("- {} again\n", numbers.one_of(&SAID[..5])));
        points.collect()
    };
    match seed % 3 {
        0 => made,
        1 => made.file("notes.txt", format!("Event: Market Hall\n\n{}", points(20))),
        // At the second event two questions are asked, at the first none.
        _ => {
            let workshop =
                format!("What is good here?\n{}\nWhat would you change?\n{}", points(9), points(9));
            made.file("notes.txt", format!("Event: Market Hall\n\n{}", points(20)))
                .file("workshop.txt", format!("Event: Town Hall\n\n{workshop}"))
        }
    }
}

fn attack_made(seed: u64, people: usize, rules: &[Rule], is_exact: bool) -> usize {
    let (tried, narrowed) = attacked_made(seed, people, rules, is_exact);
    assert!(narrowed.is_empty(), "{}", narrowed[0]);
    tried
}

fn attacked_made(seed: u64, people: usize, rules: &[Rule], is_exact: bool) -> (usize, Vec<String>) {
    let made = consultation(seed, people);
    let truth = Truth::of(&made.inputs(), LEXICON);
    let what = format!("consultation {seed} of {people}");
    let (mut tried, mut narrowed) = (0, Vec::new());
    for rule in rules {
        let files = published(&made.inputs(), LEXICON, rule.name);
        let (more, found) = attacked(&files, &truth, *rule, is_exact, &what);
        tried += more;
        narrowed.extend(found);
    }
    (tried, narrowed)
}

#[test]
fn a_thousand_small_consultations_give_no_hidden_number_away() {
    // A build for debugging is some ten times slower: it tries the first of them.
    let seeds = if cfg!(debug_assertions) { 40 } else { 1_000 };
    let (mut tried, mut broken) = (0, Vec::new());
    for seed in 0..seeds {
        // The default for each; of the others, one in turn.
        let people = 4 + (seed as usize * 7) % 90;
        let rules = [RULES[0], RULES[1 + seed as usize % 3]];
        let (more, narrowed) = attacked_made(seed, people, &rules, false);
        tried += more;
        broken.extend(narrowed.into_iter().next());
    }
    assert!(tried as u64 > 20 * seeds, "hardly anything was attacked: {tried}");
    assert!(broken.is_empty(), "of {} consultations, such as {}", broken.len(), broken[0]);
}

#[test]
fn linear_programming_over_all_facts_at_once_finds_nothing_either() {
    let tried: usize =
        (0..4).map(|seed| attack_made(5_000 + seed, 8 + seed as usize * 4, &RULES[..1], true)).sum();
    assert!(tried > 30, "hardly anything was attacked: {tried}");
}

#[test]
fn consultations_of_three_sizes_give_no_hidden_number_away() {
    for people in [300, 1_000, 3_000] {
        assert!(attack_made(people as u64, people, &RULES, false) > 0);
    }
}

#[test]
fn the_attacker_finds_what_a_table_without_secondary_hiding_gives_away() {
    let header = "level,priority_id,priority,theme_id,theme,question,segment,segment_value,unit,campaigns,numerator,denominator,percent,low,high\n";
    let row = |level: &str, ids: &str, group: &str, unit: &str, numbers: &str| {
        ["included", "excluded"]
            .map(|way| format!("{level},{ids},,{group},{unit},{way},{numbers}\n"))
            .concat()
    };
    let people = |numerator: &str, numerator_of_leek: &str| {
        let percent = |some: &str, all: f64| {
            some.parse::<f64>().map_or("[c]".to_owned(), |some| format!("{:.1}", some * 100.0 / all))
        };
        let numbers = |some: &str, all: f64| format!("{some},{all},{},[z],[z]", percent(some, all));
        let mut text = header.to_owned();
        for (group, some, all) in [
            (",,", numerator, 60.0),
            (",Locality,Leek", numerator_of_leek, 20.0),
            (",Locality,Stone", "14", 40.0),
        ] {
            text += &row("all", ",,", group, "respondents", &numbers(some, all));
            text += &row("all", ",,", group, "contributions", "0,0,[z],[z],[z]");
        }
        text + &row("all", ",,", ",,", "mentions", "40,40,100.0,[z],[z]")
    };
    let truth = truth(&Table::read(&people("17", "3")));
    let counts = Table::read(&people("17", "[c]"));
    let known = Knowledge::of(&counts, &Told::default(), &Members::default(), RULES[0], &truth);
    let leek = (
        (String::new(), String::new()),
        (String::new(), "Locality".to_owned(), "Leek".to_owned()),
        "respondents".to_owned(),
        "included".to_owned(),
    );
    assert_eq!(known.range(&leek), Some((3, 3)), "17 less 14 is 3");
    assert!(promised(&truth, RULES[0]).iter().any(|promise| promise.number == leek));
}

/// The method statement of a survey in which some raised buses and some raised nothing, with as many points of both kinds made at an event.
fn method_of(answers: [usize; 2], points: [usize; 2]) -> String {
    let said = ["The bus is late", "It was all fine I think"];
    let mut rows = vec![["Ref", "Comment", "More", "Place", "Kind", "Band", "Members"].map(str::to_owned)];
    let mut notes = String::from("Event: Market Hall\n\n");
    for kind in 0..said.len() {
        for _ in 0..answers[kind] {
            let name = format!("R{}", rows.len());
            rows.push([&*name, said[kind], "", "", "", "", ""].map(str::to_owned));
        }
        (0..points[kind]).for_each(|at| notes += &format!("- {} again, said table {at}\n", said[kind]));
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let made = Consultation::new().profile(PROFILE).file("survey.csv", csv(&rows)).file("notes.txt", notes);
    published(&made.inputs(), LEXICON, "fft").remove("publish/method.md").expect("it is written")
}

#[test]
fn totals_do_not_tell_how_few_points_were_made() {
    let method = method_of([30, 10], [3, 0]);
    assert!(method.contains("[c] submissions in"), "43 less 40 respondents is 3 points:\n{method}");
    assert!(method.contains("| **themed and counted** | **[c]** |"), "43 less 40 is 3:\n{method}");
    assert!(
        method_of([30, 10], [20, 0]).contains("| **themed and counted** | **60** |"),
        "20 points are many"
    );
}

#[test]
fn responses_without_a_theme_do_not_tell_who_raised_any() {
    let method = method_of([58, 2], [10, 10]);
    assert!(
        method.contains("[c] of 80 counted responses"),
        "80 less 12 less 10 points is 58 of 60:\n{method}"
    );
    assert!(method_of([40, 20], [10, 10]).contains("30 of 80 counted responses"), "no number is hidden here");
}

/// How many raised parking with campaigns, and the sizes of two campaigns, one of which is about parking; so many more raised it who sent neither.
fn parking_beside_campaigns(others: usize) -> (String, [bool; 2]) {
    let parking = "I urge the trust to think of those who come by car. The parking at the hospital costs more than a morning's wage for most \
                   families, and nobody should have to choose between a visit and a meal.";
    let own =
        |at: usize| format!("What I would add is number {at} of my own long list of wishes for the town.");
    let mut said: Vec<String> =
        (0..others).map(|at| format!("Parking is dear, as I told them {at} times")).collect();
    said.extend((0..30).map(|at| format!("The bus is late, as I told them {at} times")));
    for (template, size, adding) in [(parking, 14, 7), (TEMPLATE, 17, 8)] {
        said.extend(
            (0..size)
                .map(|at| if at < adding { format!("{template} {}", own(at)) } else { template.to_owned() }),
        );
    }
    let names: Vec<String> = (0..said.len()).map(|at| format!("R{at}")).collect();
    let mut rows = vec![["Ref", "Comment", "More", "Place", "Kind", "Band", "Members"]];
    rows.extend(
        names.iter().zip(&said).map(|(name, said)| [name.as_str(), said.as_str(), "", "", "", "", ""]),
    );
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let made = Consultation::new().profile(PROFILE).file("survey.csv", csv(&rows));
    let files = published(&made.inputs(), LEXICON, "fft");
    let counts = Table::read(&files["publish/counts.csv"]);
    let of_parking = counts.rows().find(|row| {
        [row.get("theme_id"), row.get("segment"), row.get("unit"), row.get("campaigns")]
            == ["parking", "", "respondents", "included"]
    });
    let method = &files["publish/method.md"];
    let number = of_parking.expect("there is a row").get("numerator").to_owned();
    (number, ["| 14 |", "| 17 |"].map(|size| method.contains(size)))
}

#[test]
fn the_size_of_a_campaign_does_not_tell_how_few_others_raised_its_theme() {
    assert_eq!(parking_beside_campaigns(2), ("[c]".to_owned(), [true; 2]), "16 less 14 is 2");
    assert_eq!(parking_beside_campaigns(9), ("23".to_owned(), [true; 2]), "9 others are many");
}

/// How many raised parking without campaigns, where everybody in Stone sent a letter about it and so many of them said it in words of their own too.
fn parking_in_own_words(themselves: usize) -> String {
    let template = "I urge the trust to think of those who come by car. The parking at the hospital costs more than a morning's wage for most \
                    families, and nobody should have to choose between a visit and a meal.";
    let letter = |at: usize| match at {
        at if at < themselves => {
            format!("{template} My own sister number {at} found no parking there for an hour.")
        }
        at if at < 20 => format!("{template} What I would add is number {at} of my own long list of wishes."),
        _ => template.to_owned(),
    };
    let mut said: Vec<(String, &str)> = (0..40).map(|at| (letter(at), "Stone")).collect();
    said.extend((0..25).map(|at| (format!("Parking is dear, as I told them {at} times"), "Leek")));
    said.extend((0..35).map(|at| (format!("The food was warm, as I told them {at} times"), "Leek")));
    let names: Vec<String> = (0..said.len()).map(|at| format!("R{at}")).collect();
    let mut rows = vec![["Ref", "Comment", "More", "Place", "Kind", "Band", "Members"]];
    rows.extend(names.iter().zip(&said).map(|(name, (said, place))| [name, said, "", *place, "", "", ""]));
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let made = Consultation::new().profile(PROFILE).file("survey.csv", csv(&rows));
    let files = published(&made.inputs(), LEXICON, "fft");
    overall(&files, "parking", "respondents", "excluded")
}

/// What is published of a theme over everybody.
fn overall(files: &HashMap<String, String>, theme: &str, unit: &str, campaigns: &str) -> String {
    let counts = Table::read(&files["publish/counts.csv"]);
    let wanted = [theme, "", "", unit, campaigns];
    let columns = ["theme_id", "question", "segment", "unit", "campaigns"];
    let row = counts.rows().find(|row| columns.map(|column| row.get(column)) == wanted);
    row.map_or("no row".to_owned(), |row| row.get("numerator").to_owned())
}

#[test]
fn a_campaigns_size_does_not_tell_how_few_of_a_place_that_sent_it_said_so_themselves() {
    assert_eq!(parking_in_own_words(2), "[c]", "27 less 25 is 2, and 25 is 65 less 40");
    assert_eq!(parking_in_own_words(9), "34");
}

#[test]
fn a_theme_beside_its_priority_does_not_tell_what_one_organisation_said() {
    let represented = |only_parking: usize| {
        let said = |at: usize| match at {
            at if at < 3 => "The bus is late and parking is dear",
            at if at < 3 + only_parking => "Parking is dear",
            _ => "It was all fine I think",
        };
        let names: Vec<String> = (0..60).map(|at| format!("R{at}")).collect();
        let members: Vec<String> = (0..60).map(|at| (100 + 7 * at).to_string()).collect();
        let mut rows = vec![["Ref", "Comment", "More", "Place", "Kind", "Band", "Members"]];
        rows.extend((0..20).map(|at| [names[at].as_str(), said(at), "", "", "", "", &members[at]]));
        rows.extend((20..60).map(|at| {
            [
                names[at].as_str(),
                if at < 40 { "The bus is late and parking is dear" } else { "Fine" },
                "",
                "",
                "",
                "",
                "",
            ]
        }));
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        let made = Consultation::new().profile(PROFILE).file("survey.csv", csv(&rows));
        ["none", "fft"].map(|preset| {
            let files = published(&made.inputs(), LEXICON, preset);
            overall(&files, "buses", "represented", "included")
        })
    };
    assert_eq!(represented(1), ["321", "[c]"], "the priority's less the theme's is one organisation's");
    assert_eq!(represented(3), ["321", "321"]);
}

/// The published files of a consultation that keeps every promise, with `fft`.
fn unbroken(made: &Consultation, what: &str) -> HashMap<String, String> {
    let truth = Truth::of(&made.inputs(), LEXICON);
    let files = published(&made.inputs(), LEXICON, "fft");
    assert!(attack(&files, &truth, RULES[0], true, what) > 0);
    files
}

/// How many raised buses, as it is published: of whom, in a question or else in a group.
fn of_buses(files: &HashMap<String, String>, unit: &str, question: &str, group: &str) -> String {
    let counts = Table::read(&files["publish/counts.csv"]);
    let wanted = ["buses", question, group, unit, "included"];
    let columns = ["theme_id", "question", "segment_value", "unit", "campaigns"];
    let row = counts.rows().find(|row| columns.map(|column| row.get(column)) == wanted);
    row.map_or("no row".to_owned(), |row| row.get("numerator").to_owned())
}

/// Rows of replies: so many about buses, and so many about nothing in the lexicon.
fn replies(name: &str, [buses, others]: [usize; 2]) -> String {
    let said = |at: usize| if at < buses { "The bus is late" } else { "It was all fine I think" };
    (0..buses + others).map(|at| format!("{name}{at},{}\n", said(at))).collect()
}

#[test]
fn a_question_put_by_two_channels_does_not_tell_what_one_of_them_hides() {
    let made = Consultation::new()
        .profile(PROFILE)
        .file("survey.csv", format!("Ref,Comment\n{}", replies("S", [10, 20])))
        .file("panel.csv", format!("Ref,Wish\n{}", replies("P", [12, 8])))
        .file("post.csv", format!("Ref,Wish\n{}", replies("L", [3, 9])));
    let files = unbroken(&made, "a panel and post");
    assert_eq!(of_buses(&files, "respondents", "", "Post"), "[c]");
    let [wish, panel] =
        [("Wish", ""), ("", "Panel")].map(|(of, group)| of_buses(&files, "respondents", of, group));
    assert!(wish == "[c]" || panel == "[c]", "{wish} less {panel} is 3");
}

#[test]
fn an_event_is_made_up_of_its_questions() {
    let points = |buses: usize, beds: usize| -> String {
        let bus = (0..buses).map(|at| format!("- The bus is late, said table {at}\n"));
        bus.chain((0..beds).map(|at| format!("- Keep the beds open, said table {at}\n"))).collect()
    };
    let workshop = format!("What is good here?\n{}\nWhat would you change?\n{}", points(5, 6), points(0, 8));
    let made = Consultation::new()
        .profile(&format!("{PROFILE}[[file]]\nname = \"village.txt\"\nread_as = \"notes\"\n"))
        .file("notes.txt", format!("Event: Market Hall\n\n{}", points(1, 9)))
        .file("village.txt", format!("Event: Village Hall\n\n{}", points(7, 8)))
        .file("workshop.txt", format!("Event: Town Hall\n\n{workshop}"));
    let files = unbroken(&made, "three events");
    assert_eq!(of_buses(&files, "contributions", "", "Market Hall"), "[c]", "13 less 7 less 5 is 1");
}

#[test]
fn people_who_did_not_raise_something_are_protected_and_points_about_something_else_are_not() {
    let points = |name: &str, buses: usize| -> String {
        let said = |at: usize| match at {
            at if at < buses / 2 => "The bus is late, keep the beds open and parking is dear",
            at if at < buses => "The bus is late",
            _ => "Keep the beds open and parking is dear",
        };
        let points = (0..10).map(|at| format!("- {}, said table {at}\n", said(at)));
        format!("Event: {name}\n\n{}", points.collect::<String>())
    };
    let made = Consultation::new()
        .profile(PROFILE)
        .file("survey.csv", format!("Ref,Comment\n{}", replies("S", [9, 1])))
        .file("panel.csv", format!("Ref,Wish\n{}", replies("P", [30, 30])))
        .file("market.txt", points("Market Hall", 9))
        .file("town.txt", points("Town Hall", 5))
        .file("village.txt", points("Village Hall", 10));
    let files = unbroken(&made, "a survey and three events");
    assert_eq!(of_buses(&files, "contributions", "", "Market Hall"), "9", "one point was about beds");
    assert_eq!(of_buses(&files, "respondents", "", "Survey"), "[c]", "one person did not raise buses");
    let all = of_buses(&files, "contributions", "", "Village Hall");
    assert_eq!(all, "10", "ten of ten are no small group");
}

#[test]
fn responses_without_a_theme_do_not_tell_how_few_raised_none_in_one_question() {
    // Of the first question all of 42 raised buses, of the second all but one of 44, of the third 8 of 20.
    let fine = "It was all fine I think";
    let rows = (0..44).map(|at| {
        let first = if at < 42 { "The bus is late" } else { "" };
        let second = if at == 43 { fine } else { "Parking is dear" };
        let third = if at < 8 { "Keep the beds open" } else { fine };
        format!("R{at},{first},{second},{}\n", if at < 20 { third } else { "" })
    });
    let profile = "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nBest = \"open\"\nWorst = \"open\"\nMore = \"open\"\n";
    let made = Consultation::new()
        .profile(profile)
        .file("survey.csv", format!("Ref,Best,Worst,More\n{}", rows.collect::<String>()));
    let method = unbroken(&made, "three questions").remove("publish/method.md").expect("it is written");
    assert!(method.contains("[c] of 106 counted responses"), "13 less 0 less 12 is 1:\n{method}");
}

#[test]
fn one_letter_beside_a_small_survey_leaves_the_number_of_everybody_and_the_shares() {
    // Twenty answered both questions, so that either tells the survey's number, and with everybody's that there was one letter.
    let rows = (0..20).map(|at| {
        let said = ["The bus is late", "Keep the beds open", "It was all fine I think"];
        format!("R{at},{},{}\n", said[at % 3], said[at / 3 % 3])
    });
    let made = Consultation::new()
        .profile(PROFILE)
        .file("survey.csv", format!("Ref,Comment,More\n{}", rows.collect::<String>()))
        .file("letter.txt", "Dear all,\n\nKeep the beds open, every one of them.\n\nYours faithfully");
    let counts = Table::read(&unbroken(&made, "one letter")["publish/counts.csv"]);
    let of_everybody = |level: &str, id: &str| {
        let wanted = [level, id, "", "", "respondents", "included"];
        let columns = ["level", "priority_id", "question", "segment", "unit", "campaigns"];
        let row = counts.rows().find(|row| columns.map(|column| row.get(column)) == wanted);
        row.map(|row| ["numerator", "denominator", "percent"].map(|column| row.get(column).to_owned()))
    };
    assert_eq!(of_everybody("priority", "transport").expect("a row"), ["12", "21", "57.1"]);
    let is_told = |row: Row<'_>| !row.get("question").is_empty() && row.get("denominator") != "[c]";
    assert!(!counts.rows().any(is_told), "by question the survey's number would tell of one letter");
}
