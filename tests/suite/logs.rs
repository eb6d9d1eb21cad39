//! Are logs and tables that teams keep by hand read as they mean them?

use crate::consultation::{Consultation, Run, csv};
use crate::office::{Sheet, xlsx};

const SAID: [&str; 8] = [
    "I can never get through to the surgery by telephone",
    "The nurses on the ward were kind to my mother",
    "Parking at the hospital costs far too much",
    "There is no dentist in Leek who takes new patients",
    "The bus to the clinic does not run on Sundays",
    "We waited nine hours in the corridor of the hospital",
    "More help for people who care for somebody at home",
    "Keep the minor injuries unit in the town open",
];

/// A table of one row for each of these sentences, below these rows.
fn table(above: &[&[&str]], row: impl Fn(usize, &'static str) -> Vec<String>) -> Run {
    let rows: Vec<Vec<String>> = SAID.iter().enumerate().map(|(at, said)| row(at, said)).collect();
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let all: Vec<&[&str]> = above.iter().copied().chain(cells.iter().map(Vec::as_slice)).collect();
    let run = Consultation::new().file("log.csv", csv(&all)).run().ends_with(0);
    run.adds_up();
    run
}

fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

#[test]
fn what_staff_wrote_beside_a_comment_is_nobodys_answer() {
    for staff in
        ["Response", "Actions", "Signposted to", "Follow up required", "Reviewer comments", "What did we do?"]
    {
        let run = table(&[&["No", "Comment", staff]], |at, said| {
            cells([
                &at.to_string(),
                said,
                "Rang the manager, who said that it is being looked into this month",
            ])
        });
        assert_eq!(run.texts(), SAID, "{staff}");
    }
}

#[test]
fn what_few_people_wrote_is_read() {
    for header in ["Neutral", "Suggestions", "Q7"] {
        let run = table(&[&["No", "Comment", header]], |at, said| {
            let more =
                if at == 3 { "The waiting room has no chairs for people who cannot stand" } else { "" };
            cells([&at.to_string(), said, more])
        });
        assert!(run.texts().iter().any(|text| text.starts_with("The waiting room")), "{header}");
    }
}

#[test]
fn names_and_services_are_no_answers_however_few_come_again() {
    for header in ["Caller", "Patient name", "Name of person giving feedback", "Provider", "Hospital"] {
        let run = table(&[&["No", header, "Comment"]], |at, said| {
            cells([&at.to_string(), &format!("Jo Marsh of ward {at}, Mill Lane"), said])
        });
        assert_eq!(run.texts(), SAID, "{header}");
    }
}

#[test]
fn titles_above_a_narrow_table_are_no_header() {
    let titles: [&[&[&str]]; 3] = [
        &[&["Leek drop in 5 March"]],
        &[&["Leek drop in 5 March"], &["Venue: town hall"], &[]],
        &[&["Event", "Leek drop in"], &["Attendance", "14"]],
    ];
    for title in titles {
        let one = table(&[title, &[&["Comment"]]].concat(), |_, said| cells([said]));
        let two = table(&[title, &[&["Comment", "Theme"]]].concat(), |_, said| cells([said, "Access"]));
        assert_eq!(
            (one.texts(), two.texts()),
            (SAID.map(str::to_owned).to_vec(), SAID.map(str::to_owned).to_vec())
        );
    }
}

#[test]
fn a_row_of_totals_is_nobody() {
    for total in ["Total", "Grand total", "n = 8", "Percentage"] {
        let mut rows: Vec<Vec<&str>> = SAID.iter().map(|said| vec![*said, "1"]).collect();
        rows.insert(0, vec!["Comment", "Access"]);
        rows.push(vec![total, "8"]);
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let run = Consultation::new().file("log.csv", csv(&rows)).run().ends_with(0);
        assert_eq!(run.texts(), SAID, "{total}");
        assert!(run.reasons().contains("a row of totals"));
    }
}

#[test]
fn staff_who_typed_in_answers_are_not_one_respondent() {
    let respondents = |address: &'static str| {
        let run = table(&[&["No", "Email", "Comment"]], |at, said| cells([&at.to_string(), address, said]));
        (run.manifest()["totals"]["respondents"].as_u64().expect("a count"), run.said())
    };
    assert_eq!(respondents("jo.marsh@example.nhs.uk").0, 8);
    assert_eq!(respondents("feedback@example.org").0, 8);
    assert_eq!(respondents("jo.marsh@example.org").0, 1);
}

#[test]
fn whoever_refuses_to_be_quoted_is_counted_and_not_quoted() {
    for header in
        ["I agree to my comments being shared anonymously", "Share?", "Ok to share?", "Publish? Y/N"]
    {
        let run = table(&[&["No", "Comment", header]], |at, said| cells([&at.to_string(), said, "No"]));
        assert_eq!(run.manifest()["totals"]["respondents"], 8, "{header}");
        assert!(run.published().iter().all(|(_, text)| !text.contains("kind to my mother")), "{header}");
    }
}

#[test]
fn rows_noted_at_an_event_are_points_and_no_respondents() {
    let notes: [Run; 4] = [
        table(&[&["Table", "Facilitator", "Comment"]], |at, said| {
            cells([&format!("{}", at / 4 + 1), "Jo", said])
        }),
        table(&[&["Venue: town hall"], &["Attendance: 14"], &["Comment", "Theme"]], |_, said| {
            cells([said, "Access"])
        }),
        table(&[&["Comment", "Number of people"]], |at, said| cells([said, &at.to_string()])),
        table(&[&["Table 1", "Table 2"]], |_, said| cells([said, &format!("- {said}\n- and {said}")])),
    ];
    let points = notes.map(|run| {
        let totals = run.manifest()["totals"].clone();
        assert_eq!(totals["respondents"], 0);
        totals["contributions"].as_u64().expect("a count")
    });
    assert_eq!(points, [8, 8, 8, 24]);

    let people = table(&[&["Table", "Age group", "Comment"]], |_, said| cells(["1", "35 to 44", said]));
    assert_eq!(people.manifest()["totals"]["respondents"], 8, "a column tells of respondents");
    let told = Consultation::new()
        .profile("[[file]]\nname = \"log.csv\"\nread_as = \"letter\"\n")
        .file("log.csv", "Table,Comment\n1,The bus was late again today\n2,Parking is far too dear here\n")
        .run()
        .ends_with(0);
    assert_eq!(told.manifest()["totals"]["respondents"], 2);
}

#[test]
fn a_row_that_stands_in_two_tables_counts_once() {
    let rows = |header: &[&'static str], ids: std::ops::Range<usize>, again: &str| -> String {
        let cells: Vec<[String; 2]> =
            ids.map(|at| [at.to_string(), format!("{}{again}", SAID[at])]).collect();
        let cells: Vec<[&str; 2]> = cells.iter().map(|[id, said]| [id.as_str(), said.as_str()]).collect();
        csv(&std::iter::once(header).chain(cells.iter().map(|row| &row[..])).collect::<Vec<_>>())
    };
    let respondents = |one: String, other: String| {
        let run = Consultation::new().file("1.csv", one).file("2.csv", other).run().ends_with(0);
        run.adds_up();
        run.manifest()["totals"]["respondents"].as_u64().expect("a count")
    };
    let (id, no) = (["ID", "Comment"], ["Table row", "Comment"]);
    assert_eq!(respondents(rows(&id, 0..8, ""), rows(&id, 0..5, "")), 8, "an earlier export");
    assert_eq!(respondents(rows(&id, 0..6, ""), rows(&id, 2..8, "")), 8, "two that overlap");
    assert_eq!(respondents(rows(&id, 0..8, ""), rows(&no, 0..8, "")), 8, "without identifiers");
    assert_eq!(
        respondents(rows(&id, 0..8, ""), rows(&id, 0..8, " again")),
        16,
        "other words under the same numbers"
    );
    assert_eq!(respondents(rows(&id, 0..8, ""), rows(&id, 0..2, "")), 10, "too few to tell");
}

#[test]
fn one_person_over_several_rows_or_sheets_is_one_respondent() {
    let respondents = |run: Run| run.manifest()["totals"]["respondents"].as_u64().expect("a count");
    let speaker = |at: usize| format!("P{}", at % 4);
    assert_eq!(respondents(table(&[&["Speaker", "Comment"]], |at, said| cells([&speaker(at), said]))), 4);
    let name = |at: usize| ["Jo Marsh", "Sam Holt", "Pat Dean", "Kim Low"][at / 2];
    let asked = |at: usize| ["What works?", "What should change?"][at % 2];
    let long =
        table(&[&["Participant", "Question", "Answer"]], |at, said| cells([name(at), asked(at), said]));
    assert_eq!(respondents(long), 4);
    let sheets = |first: &'static str, second: &'static str, numbers: [&'static str; 2]| {
        let rows = |asked: &'static str, from: usize| -> [[&'static str; 2]; 3] {
            [["Respondent ID", asked], [numbers[0], SAID[from]], [numbers[1], SAID[from + 1]]]
        };
        let (one, other) = (rows(first, 0), rows(second, 2));
        let numbered = |rows: &'static [[&'static str; 2]; 3]| -> [(u32, &'static [&'static str]); 3] {
            [(1, &rows[0][..]), (2, &rows[1][..]), (3, &rows[2][..])]
        };
        let (one, other) = (numbered(Box::leak(Box::new(one))), numbered(Box::leak(Box::new(other))));
        let sheets = [Sheet { name: "1", rows: &one }, Sheet { name: "2", rows: &other }];
        respondents(Consultation::new().file("1.xlsx", xlsx(&sheets)).run().ends_with(0))
    };
    let (works, change) = ("What works for you?", "What should change?");
    assert_eq!(sheets(works, change, ["11001", "11002"]), 2, "a question a sheet");
    assert_eq!(sheets(works, works, ["11001", "11002"]), 4, "the same question again");
    assert_eq!(sheets(works, change, ["1", "2"]), 4, "numbers of each sheet's own");
}

#[test]
fn a_translation_in_the_next_column_is_read_for_its_original() {
    let polish = "Autobus do szpitala jedzie dwie godziny i to jest za długo";
    let run = table(&[&["No", "Comment", "English translation"]], |at, said| {
        if at == 2 { cells(["2", polish, said]) } else { cells([&at.to_string(), said, ""]) }
    });
    assert_eq!(run.texts(), SAID);
    assert!(run.reasons().contains("translated: the translation in column 3 is analysed in its place"));
}

/// One sheet: what was said, with its question, event and group as the records tell them, and how many respondents there are.
fn sheet(rows: &[&[&'static str]]) -> (Run, Vec<String>, u64) {
    let numbered: Vec<(u32, &[&str])> = (1..).zip(rows.iter().copied()).collect();
    let run = Consultation::new()
        .file("a.xlsx", xlsx(&[Sheet { name: "Sheet1", rows: &numbered }]))
        .run()
        .ends_with(0);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    let said = responses.rows().map(|row| {
        let agreement = row.get("agreement");
        let agreement = if agreement.is_empty() { String::new() } else { format!(" x{agreement}") };
        format!("{}: {}{agreement}", row.get("question"), row.get("text"))
    });
    let said = said.collect();
    let respondents = run.manifest()["totals"]["respondents"].as_u64().expect("a count");
    (run, said, respondents)
}

#[test]
fn columns_that_are_events_hold_the_points_of_each() {
    let (run, said, respondents) = sheet(&[
        &["Question", "Leek event", "Stone event"],
        &["Attendance", "34", "21"],
        &["What is good?", "Kind nurses\nThe late bus x4", "The pharmacy is open late"],
        &["What would you change?", "", "Longer appointments"],
    ]);
    assert_eq!(
        said,
        [
            "What is good?: Kind nurses",
            "What is good?: The late bus x4",
            "What is good?: The pharmacy is open late",
            "What would you change?: Longer appointments"
        ]
    );
    assert_eq!(respondents, 0);
    let page = run.text("publish/events/stone-event.html");
    assert!(page.contains("Stone event") && page.contains("21"), "each event has its page and attendance");

    let (_, said, respondents) = sheet(&[
        &["Question", "Table 1", "Table 2"],
        &["What is good?", "Kind nurses", "The pharmacy is open late"],
    ]);
    assert_eq!((said.len(), respondents), (2, 0), "columns of groups");
    let (_, said, respondents) = sheet(&[
        &["Leek drop-in", "Stone drop-in"],
        &["The nurses are kind", "Parking is dear"],
        &["More buses", ""],
    ]);
    assert_eq!((said.len(), respondents), (3, 0), "no question stands beside them");
}

#[test]
fn columns_of_people_or_of_a_survey_are_no_events() {
    let (_, _, respondents) = sheet(&[
        &["Question", "Respondent 1", "Respondent 2"],
        &["What works well?", "The nurses on the ward are kind", "The pharmacy is open late"],
        &["What would you change?", "I want more buses to Stoke", "Longer appointments for us please"],
        &["Age", "45", "61"],
    ]);
    assert_eq!(respondents, 2);
    let (_, said, respondents) = sheet(&[
        &["ID", "What did you think of the workshop?", "Comments about the session"],
        &["1", "It was far too long for my back", "The hall was cold and hard to find"],
        &["2", "The speaker was very clear to me", "There was no bus to the hall at all"],
    ]);
    assert_eq!((said.len(), respondents), (4, 2));
}

#[test]
fn tables_side_by_side_are_read_each_by_its_own_header() {
    let (run, said, respondents) = sheet(&[
        &["Leek event", "", "", "Stone event"],
        &["Comment", "Votes", "", "Comment", "Votes"],
        &["More buses to Stoke", "7", "", "Parking costs too much", "5"],
        &["Keep the clinic open", "4"],
    ]);
    assert_eq!(
        said,
        [
            "Comment: More buses to Stoke x7",
            "Comment: Keep the clinic open x4",
            "Comment: Parking costs too much x5"
        ]
    );
    assert_eq!(respondents, 0);
    assert!(run.text("publish/events/stone-event.html").contains("Stone event"));
    let (_, said, respondents) = sheet(&[
        &["ID", "What works well?", "", "What would you change?"],
        &["1", "The nurses on the ward are kind", "", "I would open the clinic on Sundays"],
        &["2", "The pharmacy is open late for us", "", "I want more buses to the hospital"],
    ]);
    assert_eq!((said.len(), respondents), (4, 2), "a column was left empty");
}

#[test]
fn labels_that_repeat_the_row_above_are_read_in_each() {
    let of_events = |run: &Run| -> Vec<String> {
        ["leek-forum", "stone-forum"]
            .iter()
            .filter(|page| run.published().iter().any(|(name, _)| name.contains(&format!("{page}.html"))))
            .map(|page| (*page).to_owned())
            .collect()
    };
    let marks = sheet(&[
        &["Event", "Question", "Point raised"],
        &["Leek forum", "What is good?", "The nurses come on time"],
        &["\"", "do.", "The clinic is quick"],
        &["ditto", "What is bad?", "No bus after six"],
        &["Stone forum", "as above", "The list is closed"],
    ]);
    let nothing = sheet(&[
        &["Event", "Question", "Points raised"],
        &["Leek forum", "What is good?", "The nurses come on time"],
        &["", "", "The clinic is quick"],
        &["", "What is bad?", "No bus after six"],
        &["Stone forum", "What is bad?", "The list is closed"],
        &["", "", "The phone rings out"],
    ]);
    let questions = ["What is good?", "What is good?", "What is bad?", "What is bad?"];
    for (run, said, respondents) in [marks, nothing] {
        let asked: Vec<&str> = said.iter().filter_map(|said| said.split(": ").next()).collect();
        assert_eq!(asked[..4], questions);
        assert_eq!(respondents, 0);
        assert_eq!(of_events(&run), ["leek-forum", "stone-forum"]);
        assert!(!run.published().iter().any(|(name, _)| name.contains("ditto")), "a mark is no event");
    }
    let (_, said, _) = sheet(&[
        &["Question", "Comment"],
        &["What is good?", "The nurses are kind to us all"],
        &["What is good?", "The clinic is quick and clean"],
        &["", "There is no bus to the clinic"],
        &["", "Nobody answers at the surgery"],
    ]);
    assert!(said[2].starts_with("Question not given"), "each row has its own question, and some lack it");
}

#[test]
fn a_tally_without_a_header_loses_no_row() {
    let (_, said, respondents) = sheet(&[
        &["More buses", "12"],
        &["Parking charges", "9"],
        &["Dentists", "3"],
        &["Carers' breaks", "2"],
    ]);
    let asked = "What was said at the event";
    assert_eq!(said[0], format!("{asked}: More buses x12"));
    assert_eq!((said.len(), respondents), (4, 0));
    let (run, said, _) = sheet(&[
        &["Stall, 6 March"],
        &["More buses", "||||| ||"],
        &["Parking charges", "IIII"],
        &["Dentists", "||"],
    ]);
    assert_eq!(
        said,
        [
            format!("{asked}: More buses x7"),
            format!("{asked}: Parking charges x4"),
            format!("{asked}: Dentists x2")
        ]
    );
    assert!(run.reasons().contains("above the header row"), "the title is entered");
    let (_, _, respondents) = sheet(&[
        &["The nurses on the ward were kind to me", "61"],
        &["Parking at the hospital is far too dear", "34"],
        &["I waited nine hours in the corridor", "45"],
        &["There is no bus to the clinic on Sundays", "72"],
    ]);
    assert_ne!(respondents, 0, "these may be ages");
}

#[test]
fn rows_of_a_log_of_visits_are_no_respondents() {
    let (run, said, respondents) = sheet(&[
        &["Date", "Venue", "No. spoken to", "Themes/What people said", "Staff"],
        &["4 March", "Leek market", "14", "No GP appointments by phone\nThe bus stops too early", "JB"],
        &["6 March", "Stone library", "8", "Parking at County is dear", "SH"],
        &["13 March", "Leek market", "6", "Carers are tired", "JB"],
    ]);
    assert_eq!((said.len(), respondents), (4, 0));
    assert!(run.said().contains("each row is a visit"), "{}", run.said());
    let page = run.text("publish/events/leek-market.html");
    assert!(page.contains("20"), "visits to one place are added up");
    let cards = table(&[&["Date", "Venue", "Comment", "Staff"]], |at, said| {
        cells([&format!("{} March", at + 1), "Leek market", said, "JB"])
    });
    assert_eq!(cards.manifest()["totals"]["respondents"], 8, "nobody counted anybody: each is a card");
    let home = table(&[&["Date", "Location", "Number of people in household", "Comment"]], |at, said| {
        cells([&format!("{} March", at + 1), "Leek", &at.to_string(), said])
    });
    assert_eq!(home.manifest()["totals"]["respondents"], 8);
}

#[test]
fn rows_that_are_events_hold_lists_of_points() {
    let (_, said, respondents) = sheet(&[
        &["Event", "What is good?", "What would you change?"],
        &["Leek event", "- Kind nurses\n- The clinic is quick", "- More buses\n- Parking is dear"],
        &["Stone event", "- The pharmacy is open late", "- Longer appointments\n- No ring-back"],
    ]);
    assert_eq!((said.len(), respondents), (7, 0));
}

#[test]
fn text_messages_that_were_sent_out_are_nobodys_submissions() {
    let direction = |at: usize| if at.is_multiple_of(2) { "Inbound" } else { "Outbound" };
    let log = table(&[&["Direction", "Mobile", "Message"]], |at, said| {
        cells([direction(at), &format!("0770090{at:04}"), said])
    });
    let received: Vec<&str> = SAID.iter().copied().step_by(2).collect();
    assert_eq!(log.texts(), received);
    // Which way somebody travels is theirs to say.
    let survey = table(&[&["Direction", "Stop", "Comments"]], |at, said| {
        cells([direction(at), &format!("Stop {at}"), said])
    });
    assert_eq!(survey.texts(), SAID);
}
