//! Who is the same person, what are copies, and what only looks like it?

use std::collections::{BTreeMap, BTreeSet};

use crate::consultation::{Consultation, Run, csv, program_in};

const COLUMNS: &str =
    "[[file]]\nname = \"survey.csv\"\n[file.columns]\nRef = \"identifier\"\nComment = \"open\"\n";

/// A survey of one comment each, from as many people.
fn survey(profile: &str, comments: &[String]) -> Run {
    let ids: Vec<String> = (0..comments.len()).map(|at| format!("R{at:03}")).collect();
    let mut rows: Vec<[&str; 2]> = vec![["Ref", "Comment"]];
    rows.extend(ids.iter().zip(comments).map(|(id, comment)| [id.as_str(), comment.as_str()]));
    let table: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let profile = format!("{profile}\n{COLUMNS}");
    let run = Consultation::new().profile(&profile).file("survey.csv", csv(&table)).run().ends_with(0);
    run.adds_up();
    run
}

/// The members of each family of copies, by kind.
fn families(run: &Run) -> Vec<(String, Vec<String>)> {
    let mut found: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let table = run.table("internal/families.csv");
    for row in table.rows() {
        let family = found.entry(row.get("family_id").to_owned()).or_default();
        family.0 = row.get("kind").to_owned();
        family.1.push(row.get("response_id").to_owned());
    }
    found.into_values().collect()
}

#[test]
fn short_coincidences_are_never_copies() {
    let said = [
        "More GPs.",
        "Keep it open!",
        "Parking is too dear.",
        "Please do not close our ward.",
        "No comment",
        "I agree with the proposal.",
        "Strongly agree",
        "The staff are wonderful.",
        "More buses on Sundays please.",
        "Longer opening hours at the pharmacy.",
        "It took three weeks to be seen.",
        "Why was nobody told about this?",
    ];
    let twice: Vec<String> = said.iter().chain(&said).chain(&said).map(|text| (*text).to_owned()).collect();
    let run = survey("", &twice);
    assert_eq!(families(&run), [], "two people who say the same short thing are two people");
    assert!(run.table("internal/responses.csv").rows().all(|row| !row.get("state").starts_with("campaign")));
}

#[test]
fn the_same_sentence_in_different_letters_is_no_copy() {
    let shared = "I have lived in this town for thirty years and I have never written to you before.";
    let letters = [
        "The path by the canal floods every winter, and the lights on it went out in October and were never mended.",
        "My son waits for his speech therapist, who comes from the city on alternate Thursdays if the road is clear.",
        "Could the library open on one evening a week, so that those of us who work can use it at last?",
        "The new crossing by the school is a great thing and the wardens who stand there deserve a medal each.",
    ];
    let letters: Vec<String> = letters.iter().map(|letter| format!("{shared} {letter}")).collect();
    assert_eq!(families(&survey("", &letters)), []);
}

/// Four invented letters of different styles; each slot has words to choose from.
const TEMPLATES: [&str; 4] = [
    "I am {writing|emailing|getting in touch} to say that {closing|shutting|losing} the cottage hospital would {harm|hurt|damage} every \
     {family|household|person} in the dale. The {nearest|next|closest} ward is an {hour|age|expedition} away by {road|car|bus} and the {pass|route|way} \
     over the tops is {blocked|closed|shut} by snow most {winters|years|seasons}. Please {think|look|consider} again before you {sign|agree|approve} this.",
    "Dear {councillor|member|representative}, our {children|pupils|youngsters} cross that {road|street|junction} twice a day and cars \
     hardly ever {stop|wait|slow} for them. A simple crossing with {lights|signals|lamps} would {cost|need|take} less than the survey \
     you have {ordered|commissioned|bought} about it. Build it this {summer|spring|autumn} while the {school|building|place} is empty.",
    "Save our {library|reading room|branch}! It is {warm|dry|free}, it is {open|welcoming|friendly} to all, and {pensioners|students|mothers} \
     meet there every {morning|weekday|Tuesday} of the {year|month|season}. Nobody {believes|thinks|accepts} that a {van|machine|website} in the \
     car park can {replace|match|equal} it. We {ask|urge|beg} the cabinet to {find|seek|discover} the money {elsewhere|somewhere else|in reserves}.",
    "As a {carer|relative|neighbour} of somebody who {needs|uses|attends} the day centre I {know|see|understand} what it {means|gives|brings} to \
     people who {would|might|could} otherwise sit {alone|indoors|at home} all week. The {staff|team|helpers} there are {patient|kind|gentle} and the \
     {minibus|transport|driver} that {fetches|collects|brings} them is a {lifeline|blessing|godsend}. Do not {swap|trade|exchange} it for {vouchers|promises|leaflets}.",
];

/// One sender's letter: of each slot one word, chosen by the sender's number.
fn letter(template: &str, sender: usize) -> String {
    let mut said = String::new();
    let mut state = sender as u64 * 2 + 1;
    for part in template.split('{') {
        let (slot, rest) = part.split_once('}').unwrap_or(("", part));
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let words: Vec<&str> = slot.split('|').collect();
        said.push_str(words[(state >> 33) as usize % words.len()]);
        said.push_str(rest);
    }
    said
}

#[test]
fn letters_with_synonyms_swapped_are_one_campaign() {
    for (number, template) in TEMPLATES.iter().enumerate() {
        let letters: Vec<String> = (0..12).map(|sender| letter(template, sender)).collect();
        assert!(letters.windows(2).all(|two| two[0] != two[1]), "every letter has its own wording");
        let run = survey("", &letters);
        let found = families(&run);
        let largest = found.iter().map(|(_, members)| members.len()).max().unwrap_or(0);
        assert!(largest >= 11, "template {number}: {largest} of 12 letters are in one family: {found:?}");
        assert!(found.iter().all(|(kind, _)| kind == "campaign"), "{found:?}");
    }
}

#[test]
fn a_letter_with_synonyms_swapped_adds_nothing_of_its_own() {
    let mut letters: Vec<String> = (0..12).map(|sender| letter(TEMPLATES[0], sender)).collect();
    letters[5].push_str(" My grandmother was born on that ward in the great frost of 1947.");
    let run = survey("", &letters);
    let table = run.table("internal/families.csv");
    let added: Vec<&str> =
        table.rows().map(|row| row.get("added_text")).filter(|text| !text.is_empty()).collect();
    assert_eq!(added, ["My grandmother was born on that ward in the great frost of 1947."]);
}

#[test]
fn different_templates_stay_different_campaigns() {
    let letters: Vec<String> =
        TEMPLATES.iter().flat_map(|template| (0..8).map(|sender| letter(template, sender))).collect();
    let run = survey("", &letters);
    for (_, members) in families(&run) {
        let templates: Vec<usize> =
            members.iter().filter_map(|id| id[1..4].parse::<usize>().ok()).map(|at| at / 8).collect();
        assert!(
            templates.windows(2).all(|two| two[0] == two[1]),
            "letters of two templates are one family: {members:?}"
        );
    }
}

#[test]
fn shuffled_letters_make_the_same_families() {
    let mut numbers = 7u64;
    let mut below = |bound: usize| {
        numbers = numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (numbers >> 33) as usize % bound
    };
    let letters: Vec<String> =
        TEMPLATES.iter().flat_map(|template| (0..6).map(|sender| letter(template, sender))).collect();
    // Families as the words of their members, whatever the place of these in the survey.
    let said = |letters: &[String]| {
        let run = survey("", letters);
        let members = |ids: Vec<String>| {
            let texts = ids.iter().filter_map(|id| letters.get(id[1..4].parse::<usize>().ok()?).cloned());
            texts.collect::<BTreeSet<String>>()
        };
        families(&run).into_iter().map(|(kind, ids)| (kind, members(ids))).collect::<BTreeSet<_>>()
    };
    let expected = said(&letters);
    assert!(expected.len() >= 4, "{expected:?}");
    for _ in 0..4 {
        let mut shuffled = letters.clone();
        (1..shuffled.len()).rev().for_each(|at| shuffled.swap(at, below(at + 1)));
        assert_eq!(said(&shuffled), expected);
    }
}

#[test]
fn letters_that_differ_by_their_side_are_no_campaign_of_swapped_words() {
    let template = "I {SIDE} the plan for the {old|former} mill. It is {close|near} to my {house|home} and I {often|always} walk past it with the \
                    {dog|children} on the {way|path} to the shop, so I {will|shall} see the {work|building} every day of the {week|year} until it is \
                    {done|finished}, and I {hope|trust} that you will {read|hear} what those of us who {live|dwell} here think.";
    let side = |word: &str, from: usize| -> Vec<String> {
        (from..from + 4).map(|sender| letter(&template.replace("{SIDE}", word), sender)).collect()
    };
    let letters = [side("support", 0), side("oppose", 20)].concat();
    let run = survey("[duplicates]\nnear = 0.9\n", &letters);
    for (_, members) in families(&run) {
        let first_half = members.iter().filter(|id| id.as_str() < "R004").count();
        assert!(first_half == 0 || first_half == members.len(), "both sides are in one family: {members:?}");
    }
}

#[test]
fn form_answers_are_no_copies() {
    let form = |name: &str, when: &str, what: &str| {
        format!(
            "Which service is your answer about? {name}\nWhen did you use it last? {when}\nWhat should we change, and why should we change it? {what}\n\
             Is there anything else that you would like the board to know? No"
        )
    };
    let answers = [
        form(
            "The eye clinic",
            "In March, for a check of my glaucoma",
            "The drops ran out twice and nobody rang me about it.",
        ),
        form(
            "Physiotherapy",
            "Last autumn after a fall on ice",
            "I waited nineteen weeks and by then my knee had set.",
        ),
        form(
            "The pharmacy in Mill Street",
            "Yesterday, with my daughter",
            "It shuts for lunch just when people can come.",
        ),
        form(
            "Maternity",
            "Two summers ago with my second",
            "Let fathers stay overnight as they may in the next county.",
        ),
    ];
    let questions = "boilerplate = [\"Which service is your answer about? When did you use it last? What should we change, and why should we change it? \
                     Is there anything else that you would like the board to know?\"]";
    assert_eq!(families(&survey(questions, &answers)), []);
}

#[test]
fn boilerplate_of_the_profile_makes_no_family_and_is_no_template() {
    let paragraph = "This response has been submitted through the Moorlands residents' portal, which is run by volunteers and keeps no copy of what you write. \
                     By sending it you agree that the council may publish it without your name in accordance with its policy of April.";
    let own = [
        "Bring back the evening bus.",
        "The surgery never answers its telephone.",
        "Dogs should be kept on leads in the park.",
        "The flats by the station are damp and my chest is bad.",
    ];
    let comments: Vec<String> = own.iter().map(|own| format!("{own} {paragraph}")).collect();
    let untold = survey("", &comments);
    assert_eq!(families(&untold).len(), 1, "untold, the paragraph makes a campaign");
    let told = survey(&format!("boilerplate = [\"\"\"{paragraph}\"\"\"]"), &comments);
    assert_eq!(families(&told), []);
    assert!(told.state_of_submissions().values().all(|state| state == "analysed"));
}

#[test]
fn notices_of_mail_programs_make_no_family() {
    let notice = "This email and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed. \
                  If you have received this email in error please notify the system manager.";
    let comments: Vec<String> =
        ["The lift is broken.", "Ring back when you say so.", "I want my own doctor.", "Fix the roof."]
            .map(|own| format!("{own}\n\n{notice}"))
            .into();
    assert_eq!(families(&survey("", &comments)), []);
}

/// Letters in a folder each: name of the file and text.
fn letters(profile: &str, texts: &[(&str, &str)]) -> Run {
    let consultation =
        texts.iter().fold(Consultation::new().profile(profile), |consultation, (name, text)| {
            consultation.file(name, text)
        });
    let run = consultation.run().ends_with(0);
    run.adds_up();
    run
}

const SIGNED: [(&str, &str); 3] = [
    (
        "a.txt",
        "Dear Sir or Madam,\n\nThe ward must stay open for all of us.\n\nYours faithfully,\n\nHilary Bloggs\nST13 9ZZ\n",
    ),
    (
        "b.txt",
        "Dear all,\n\nA second thought about parking at the hospital, which is dear.\n\nKind regards,\n\nHilary Bloggs\nst139zz\n",
    ),
    (
        "c.txt",
        "Dear all,\n\nThe bus to the hospital is always late these days.\n\nKind regards,\n\nHilary Bloggs\nLS1 9ZZ\n",
    ),
];

#[test]
fn the_same_name_and_postcode_is_proposed_and_counts_apart() {
    let run = letters("", &SIGNED);
    assert_eq!(run.manifest()["totals"]["respondents"], 3);
    let table = run.table("internal/proposed-people.csv");
    let proposed: Vec<&str> = table.rows().map(|row| row.get("submission_id")).collect();
    assert_eq!(proposed.len(), 2, "{proposed:?}");
    let said = run.text("internal/proposed-people.csv") + &run.text("publish/method.md");
    assert!(!said.contains("Hilary") && !said.contains("9ZZ"), "neither name nor postcode is written");
    assert!(said.contains("1 group of submissions with the same name and postcode"), "{said}");
}

#[test]
fn the_profile_confirms_proposed_people() {
    let run = letters("[people]\nsame_name_and_postcode = true\n", &SIGNED);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    assert_eq!(run.table("internal/proposed-people.csv").rows().count(), 0);
    let states = run.state_of_submissions();
    assert_eq!(states.values().filter(|state| *state == "merged").count(), 1, "{states:?}");
}

#[test]
fn the_profile_names_submissions_of_one_person() {
    let ids = letters("", &SIGNED);
    let ids: Vec<String> = ids.state_of_submissions().into_keys().collect();
    let profile = format!("[people]\nsame = [[{:?}, {:?}]]\n", ids[1], ids[2]);
    assert_eq!(letters(&profile, &SIGNED).manifest()["totals"]["respondents"], 2);
    let unknown =
        Consultation::new().profile("[people]\nsame = [[\"nobody\"]]\n").file("a.txt", SIGNED[0].1).run();
    let unknown = unknown.ends_with(1);
    assert!(unknown.said().contains("no submission of this run has the id 'nobody'"), "{}", unknown.said());
}

const CAMPAIGN: &str = "I am writing to object to the plan to close the beds at our community hospital. People who live out in the Moorlands cannot \
                        travel for an hour each way to sit with a husband or wife. Please keep our beds open.";

#[test]
fn one_letter_sent_to_two_exercises_is_one_campaign_and_nobody_counts_twice() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    };
    let row = |email: &str, text: &str| format!("{email},\"{text}\"\n");
    let survey = |rows: &[String]| format!("Wer,Was\n{}", rows.concat());
    let columns = "[[file]]\nname = \"*.csv\"\n[file.columns]\nWer = \"person\"\nWas = \"open\"\n";
    write("north/consultation.toml", &format!("title = \"North\"\n{columns}"));
    write("south/consultation.toml", &format!("title = \"South\"\n{columns}"));
    write(
        "north/in.csv",
        &survey(&[
            row("a@example.org", CAMPAIGN),
            row("b@example.org", CAMPAIGN),
            row("d@example.org", "Buses are late"),
        ]),
    );
    write(
        "south/in.csv",
        &survey(&[
            row("a@example.org", CAMPAIGN),
            row("c@example.org", CAMPAIGN),
            row("d@example.org", "Parking is dear"),
        ]),
    );
    let output = program_in(folder.path(), &["run", "north", "south", "--out", "both", "--quiet"]);
    let run = Run::of(output, folder.path().join("both")).ends_with(0);
    run.adds_up();
    let totals = run.manifest()["totals"].clone();
    assert_eq!(run.manifest()["title"], "North and South");
    assert_eq!((&totals["respondents"], &totals["campaigns"]), (&4.into(), &1.into()), "{totals}");
    let states = run.states();
    let state =
        |source: &str| states.iter().find(|(known, _)| known == source).map(|(_, state)| state.as_str());
    assert_eq!(state("south/in.csv!2"), Some("duplicate"), "the same person's same letter: {states:?}");
    assert_eq!(state("south/in.csv!4"), Some("merged"), "{states:?}");
    assert_eq!(state("south/in.csv!3"), Some("campaign_copy"), "{states:?}");
}

#[test]
fn two_folders_of_one_name_are_told_apart() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for place in ["spring/survey", "autumn/survey"] {
        std::fs::create_dir_all(folder.path().join(place)).expect("it can be made");
        std::fs::write(folder.path().join(place).join("a.txt"), "The bus is late.")
            .expect("it can be written");
    }
    let output =
        program_in(folder.path(), &["run", "spring/survey", "autumn/survey", "--out", "both", "--quiet"]);
    let run = Run::of(output, folder.path().join("both")).ends_with(0);
    let sources: Vec<String> = run.states().into_iter().map(|(source, _)| source).collect();
    assert!(sources.contains(&"survey/a.txt".to_owned()), "{sources:?}");
    assert!(sources.contains(&"survey (2)/a.txt".to_owned()), "{sources:?}");
}

#[test]
fn explain_shows_a_copy_beside_its_template() {
    let mut letters = vec![CAMPAIGN.to_owned(); 4];
    letters.push(
        CAMPAIGN.replace("husband or wife", "mother")
            + " Ring me on 07700 900123 if I may speak at the meeting.",
    );
    let run = survey("", &letters);
    let folder = run.folder.parent().expect("the report lies in a folder");
    let output = program_in(folder, &["explain", "report", "R004", "--lexicon", "test.lexicon"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("its template  I am writing to object"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("[-husband or wife.-] {+mother.+}"), "{said}");
    assert!(said.contains("{+Ring me on [phone]"), "personal details stay masked: {said}");
    assert!(!said.contains("900123"), "{said}");
    let own = program_in(folder, &["explain", "report", "R000", "--lexicon", "test.lexicon"]);
    assert!(!String::from_utf8_lossy(&own.stdout).contains("{+"), "a copy without a difference has no marks");
}

#[test]
fn the_report_has_a_table_of_campaigns() {
    let mut letters = vec![CAMPAIGN.to_owned(); 4];
    letters.push(format!("{CAMPAIGN} My aunt Jemima Puddle has been waiting for her hip since the spring."));
    letters.push("The path by the canal floods.".to_owned());
    let run = survey("", &letters);
    let method = run.text("publish/method.md");
    assert!(method.contains("| 1 | 5 | 83.3% | 2 | 1 |"), "{method}");
    assert!(method.contains("5 copies of 1 family at 0.7"), "{method}");
    let page = run.text("report.html");
    assert!(page.contains("<td>Please keep our beds open.</td><td class=\"n kept\">5</td>"), "{page}");
    assert!(!page.contains("<td>My aunt"), "what one sender wrote is no part of the campaign's text");
}
