//! Are several people's words in one document told apart, and one person's kept together?

use crate::consultation::{Consultation, Run};
use crate::office::{docx, paragraph, styled, table};

/// One document, and how many respondents and points it holds.
fn read(name: &str, document: impl AsRef<[u8]>) -> (Run, [u64; 2]) {
    let run = Consultation::new().file(name, document).run().ends_with(0);
    run.adds_up();
    let totals = &run.manifest()["totals"];
    let count = |what: &str| totals[what].as_u64().unwrap();
    let counts = [count("respondents"), count("contributions")];
    (run, counts)
}

const WORDS: [&str; 3] =
    ["The bus to the hospital is late.", "Parking at the ward is dear.", "Nobody answers at the surgery."];

/// A text of paragraphs.
fn text(paragraphs: &[String]) -> String {
    paragraphs.join("\n\n")
}

/// Each of the words below or behind a number.
fn numbered(word: &str, between: &str) -> Vec<String> {
    WORDS.iter().zip(1..).map(|(words, number)| format!("{word} {number}{between}{words}")).collect()
}

#[test]
fn numbered_people_are_respondents() {
    for (word, between) in [("Respondent", "\n\n"), ("Card", ": "), ("LETTER", "\n"), ("Caller no.", " - ")] {
        let (run, counts) = read("typed-up.txt", text(&numbered(word, between)));
        assert_eq!(counts, [3, 0], "{word}");
        assert_eq!(run.texts(), WORDS, "{word}");
        assert!(run.said().contains("3 people"), "{}", run.said());
    }
    let cards = numbered("Card", ": ");
    let sections = ["Leek library", &cards[0], &cards[1], "Stone market", &cards[0]];
    let styles = ["Heading1", "", "", "Heading1", ""];
    let body: String = styles.iter().zip(sections).map(|(style, text)| styled(style, text)).collect();
    assert_eq!(read("cards.docx", docx(&body)).1, [3, 0], "the numbers of a section begin anew");
}

#[test]
fn a_numbered_form_is_read_by_its_questions_and_a_refusal_holds() {
    let form = |(words, number): (&&str, u32)| {
        format!(
            "Respondent {number}\n\nName: Jo Bloggs\n\nWhat should be better? {words}\n\nMay we quote you? No"
        )
    };
    let forms: Vec<String> = WORDS.iter().zip(1..).map(form).collect();
    let (run, counts) = read("forms.txt", text(&forms));
    assert_eq!(counts, [3, 0]);
    assert_eq!(run.texts(), WORDS);
    assert!(!run.text("publish/quotes.csv").contains("hospital"), "they refused");
}

#[test]
fn numbered_comments_and_those_of_an_event_are_points() {
    let (run, counts) = read("comments.txt", text(&numbered("Comment", ": ")));
    assert_eq!((counts, run.texts()), ([0, 3], WORDS.map(str::to_owned).to_vec()));
    let event =
        [&["Drop-in at the library".to_owned(), "Attendance: 14".to_owned()][..], &numbered("Card", ": ")];
    assert_eq!(read("drop-in.txt", text(&event.concat())).1, [0, 3]);
}

#[test]
fn what_numbers_something_else_is_one_letter() {
    let letter = |above: &str, below: &str| {
        let all = [&[above.to_owned()][..], &numbered("Patient", ": "), &[below.to_owned()]];
        text(&all.concat())
    };
    for (why, document) in [
        ("it greets", letter("Dear Sir or Madam,", "")),
        ("it closes once", letter("Three stories", "Yours faithfully,\nA doctor")),
        ("they are answers", text(&["Question 1: Why?".to_owned(), numbered("Response", ": ").join("\n")])),
        (
            "they are not in order",
            text(&["Card 3: Beds".to_owned(), "Card 1: Buses".to_owned(), "Card 3".to_owned()]),
        ),
        ("there are two", text(&numbered("Card", ": ")[..2])),
    ] {
        assert_eq!(read("letter.txt", document).1, [1, 0], "{why}");
    }
    let told = Consultation::new()
        .file("letter.txt", text(&numbered("Card", ": ")))
        .profile("[[file]]\nname = \"letter.txt\"\nread_as = \"letter\"\n")
        .run()
        .ends_with(0);
    assert_eq!(told.texts().len(), 1, "the profile has the last word");
}

#[test]
fn those_who_speak_in_turns_are_one_respondent_each() {
    let talk = "Facilitator: What matters?\nParticipant 1: Buses.\nParticipant 2: Beds on the ward.\n\
                Facilitator: Else?\nAnything?\nParticipant 1: And parking.\nParticipant 2: Nothing else.";
    let (run, counts) = read("focus-group.txt", talk);
    assert_eq!(counts, [2, 0]);
    assert_eq!(run.texts(), ["Buses.\n\nAnd parking.", "Beds on the ward.\n\nNothing else."]);
}

#[test]
fn cards_without_numbers_are_points() {
    let title = "Comment cards from the library, typed up".to_owned();
    let words = WORDS.map(str::to_owned);
    let (run, counts) = read("cards.txt", text(&[&[title.clone()][..], &words].concat()));
    assert_eq!((counts, run.texts()), ([0, 3], words.to_vec()));
    let divided = format!("{title}\n\n{}", ["One\n\nmore bus.", WORDS[1], WORDS[2]].join("\n\n-----\n\n"));
    assert_eq!(read("cards.txt", divided).0.texts(), ["One\nmore bus.", WORDS[1], WORDS[2]]);
}

#[test]
fn a_table_of_cards_is_read_as_a_table() {
    let rows = [["Card", "Comment"], ["1", WORDS[0]], ["2", WORDS[1]], ["3", WORDS[2]]];
    let cells = rows.map(|row| row.map(paragraph));
    let cells: Vec<[&str; 2]> = cells.iter().map(|row| [row[0].as_str(), row[1].as_str()]).collect();
    let rows: Vec<&[&str]> = cells.iter().map(|row| &row[..]).collect();
    let with_header = docx(&format!("{}{}", paragraph("Comment cards"), table(&rows)));
    let without = docx(&table(&rows[1..]));
    for (why, document) in [("with a header", with_header), ("without", without)] {
        let (run, counts) = read("cards.docx", document);
        assert_eq!((counts, run.texts()), ([3, 0], WORDS.map(str::to_owned).to_vec()), "{why}");
    }
}

#[test]
fn everybody_in_a_chat_is_one_respondent() {
    let chat = "14/05/2024, 20:01 - Messages are end-to-end encrypted. Nobody can read or listen to them.\n\
                14/05/2024, 20:05 - Gwen: Parking at the ward is dear\n\
                14/05/2024, 20:07 - Alan Pike: The bus is late\nand the next one too\n\
                14/05/2024, 20:09 - Gwen: <Media omitted>\n\
                14/05/2024, 20:10 - Gwen: More beds please";
    let (run, counts) = read("chat.txt", chat);
    assert_eq!(counts, [2, 0]);
    assert_eq!(
        run.texts(),
        ["Parking at the ward is dear\n\nMore beds please", "The bus is late\n\nand the next one too"]
    );
}

#[test]
fn everybody_in_a_meetings_chat_is_one_respondent_and_whoever_holds_it_none() {
    let saved = "10:02:13 From Karen ICB to Everyone : What matters to you?\n10:03:40 From Jean W to Everyone : No bus\n\
                 10:04:02 From Derek to Everyone : agree with Jean, no xray\n10:05:00 From Jean W to Everyone : And parking";
    let below = saved.replace(" From ", "\t From  ").replace(" to Everyone : ", "  to  Everyone:\n\t");
    let copied = "[10:02] Karen Jessop (ICB)\nWhat matters to you?\n[10:03] Jean W\nNo bus\n[10:04] Derek\n\
                  agree with Jean, no xray\n[10:05] Jean W\nAnd parking";
    let blocks = "Karen NHS  10:02\nWhat matters to you?\n\nJean W  10:03\nNo bus\n\nDerek  10:04\n\
                  agree with Jean, no xray\n\nJean W  10:05\nAnd parking";
    for chat in [saved, &below, copied, blocks] {
        let (run, counts) = read("chat.txt", chat);
        assert_eq!(counts, [2, 0], "{chat}");
        assert_eq!(run.texts(), ["No bus\n\nAnd parking", "agree with Jean, no xray"], "{chat}");
        assert!(run.reasons().contains("words of whoever led the conversation"), "{chat}");
        assert!(run.published().iter().all(|(_, text)| !text.contains("with Jean")), "{chat}");
    }
    let timetable = "Leek 10:03\nStone 10:40\nWem 11:15\n\nThese buses are always late.";
    assert_eq!(read("letter.txt", timetable).1, [1, 0]);
}

#[test]
fn each_number_of_text_messages_is_one_respondent_and_our_answers_none() {
    let typed = "Texts typed up by TM\n\n07700 900111  12/3/24 10:02\nxray is always freezing\n\nUS: Which hospital?\n\n\
                 07700 900222  13/3/24 19:40\nblood tests only in the mornings\n\n07700 900111  12/3/24 10:09\nbradwell";
    let (run, counts) = read("texts.txt", typed);
    assert_eq!(counts, [2, 0]);
    assert_eq!(run.texts(), ["xray is always freezing\n\nbradwell", "blood tests only in the mornings"]);
    assert!(run.reasons().contains("what was answered to a text message"));
    assert!(run.published().iter().all(|(_, text)| !text.contains("900111")));
    let letter = "The bus is late and nobody answers.\n\nRing me:\n07700 900111\nMary";
    assert_eq!(read("letter.txt", letter).1, [1, 0]);
}

#[test]
fn visitors_of_a_book_are_respondents_without_names() {
    let rows = [
        ["Date", "Name", "Comment"],
        ["3/3", "J. Bell", WORDS[0]],
        ["4/3", "-", WORDS[1]],
        ["", "T Boon", WORDS[2]],
        ["", "(practice manager)", "Sorry to hear that."],
    ];
    let cells = rows.map(|row| row.map(paragraph));
    let cells: Vec<[&str; 3]> =
        cells.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    let rows: Vec<&[&str]> = cells.iter().map(|row| &row[..]).collect();
    let (run, counts) = read("book.docx", docx(&format!("{}{}", paragraph("Comments book"), table(&rows))));
    assert_eq!((counts, run.texts()), ([3, 0], WORDS.map(str::to_owned).to_vec()));
    assert!(run.published().iter().all(|(_, text)| !text.contains("Bell") && !text.contains("Boon")));
    let (_, counts) =
        read("workshop.docx", docx(&format!("{}{}", paragraph("Workshop notes"), table(&rows))));
    assert_eq!(counts[0], 0, "of an event they are points");
}

#[test]
fn captions_are_words_without_times() {
    let captions = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nI go to hospital, no\n\n2\n00:00:04.500 --> 00:00:09.000\ninterpreter booked.\n";
    let (run, counts) = read("response.vtt", captions);
    assert_eq!((counts, run.texts()), ([1, 0], vec!["I go to hospital, no interpreter booked.".to_owned()]));
    let voices = captions.replace("I go", "<v Jean>I go").replace("interpreter", "<v Jean>interpreter");
    assert!(read("response.vtt", voices).0.texts()[0].contains("hospital, no interpreter booked."));
}

#[test]
fn whoever_comments_below_a_post_is_one_respondent_and_its_owner_none() {
    let below = "Like\nReply\n3d";
    let page = [
        "Healthwatch\n12 March\nWhat do you think?\n4 comments".to_owned(),
        "All comments".to_owned(),
        format!("Deb Slater\nParking at the ward is dear\n{below}"),
        format!("Author\nHealthwatch\nSorry to hear that, Deb\n{below}"),
        format!("Ray Dunn\nMore beds please\n{below}"),
        format!("Deb Slater\nAnd the bus is late\n{below}"),
    ];
    let (run, counts) = read("comments.txt", text(&page));
    assert_eq!(counts, [2, 0]);
    assert_eq!(run.texts(), ["Parking at the ward is dear\n\nAnd the bus is late", "More beds please"]);
}

#[test]
fn notes_without_marks_are_points_where_the_profile_says_so() {
    let told = Consultation::new()
        .file("comments.txt", text(&WORDS.map(str::to_owned)))
        .profile("[[file]]\nname = \"comments.txt\"\nread_as = \"notes\"\n")
        .run()
        .ends_with(0);
    assert_eq!(told.texts(), WORDS);
}

/// The words of one conversation, which leads in different ways.
const TALK: &str = "Gemma: What is the surgery like?\n\nAnn: Nobody answers.\n\nBrian: I agree with Ann.\n\n\
                    Gemma: And the bus?\n\nAnn: It stops at six.\nThen we walk.";

#[test]
fn whoever_is_asked_under_a_name_is_a_respondent_and_whoever_asks_none() {
    let said = ["Nobody answers.\n\nIt stops at six.\nThen we walk.", "I agree with Ann."];
    let docx_of = |text: &str| docx(&text.split("\n\n").map(paragraph).collect::<String>());
    for (why, document) in [
        ("the head says who led", format!("Interviewer: Gemma Hall\n\n{TALK}")),
        ("the title says what it is", format!("Transcript of a conversation\n\n{TALK}")),
        ("whoever leads is called so", TALK.replace("Gemma:", "Facilitator:")),
        ("what they do stands in brackets", TALK.replace("Gemma:", "Gemma (interviewer):")),
        ("their lines have times", TALK.replace("Gemma:", "[00:01] Gemma:").replace("Ann:", "[00:02] Ann:")),
    ] {
        let (run, counts) = read("talk.txt", &document);
        assert_eq!(counts, [2, 0], "{why}");
        assert_eq!(
            run.texts().iter().map(|text| text.replace(' ', "")).collect::<Vec<_>>().len(),
            2,
            "{why}"
        );
        assert!(
            run.texts().iter().all(|text| !text.contains('?')),
            "{why}: the questions are nobody's answer"
        );
        assert!(run.reasons().contains("words of whoever led the conversation"), "{why}");
        assert!(run.table("internal/redactions.csv").rows().any(|row| row.get("kind") == "name"), "{why}");
        assert!(run.published().iter().all(|(_, text)| !text.contains("with Ann")), "{why}");
        assert!(!run.said().contains("Gemma") && !run.said().contains("Ann"), "{why}: {}", run.said());
        let (run, counts) = read("talk.docx", docx_of(&document));
        assert_eq!((counts, run.texts().len()), ([2, 0], said.len()), "{why}, in Word");
    }
    let told = Consultation::new()
        .file("talk.txt", format!("Transcript\n\n{}", TALK.replace('?', ".")))
        .profile("[[file]]\nname = \"talk.txt\"\nfacilitator = [\"Gemma:\"]\n")
        .run()
        .ends_with(0);
    assert_eq!(told.texts().len(), 2, "the profile says who led");
}

#[test]
fn one_who_is_interviewed_is_one_respondent() {
    let expected = ["It was clean.\n\nMy son drove me."];
    for document in [
        "Interview transcript\n\nQ. How was it?\n\nA. It was clean.\n\nQ. How did you come?\n\nA. My son drove me.",
        "Interviewer: How was it?\n\nParticipant 2: It was clean.\n\nInterviewer: And the way?\n\nParticipant 2: My son drove me.",
        "I: How was it?\nR1: It was clean.\nI: How did you come?\nR1: My son drove me.",
        "Interviewer:\n\nHow was it?\n\nMrs P:\n\nIt was clean.\n\nInterviewer:\n\nAnd the way?\n\nMrs P:\n\nMy son drove me.",
    ] {
        let (run, counts) = read("interview.txt", document);
        assert_eq!((counts, run.texts()), ([1, 0], expected.map(str::to_owned).to_vec()), "{document}");
    }
    let rows = [
        ["Speaker", "Words"],
        ["Interviewer", "How was it?"],
        ["Joan", "It was clean."],
        ["Interviewer", "And the way?"],
        ["Joan", "My son drove me."],
    ];
    let cells = rows.map(|row| row.map(paragraph));
    let cells: Vec<[&str; 2]> = cells.iter().map(|row| [row[0].as_str(), row[1].as_str()]).collect();
    let rows: Vec<&[&str]> = cells.iter().map(|row| &row[..]).collect();
    assert_eq!(read("interview.docx", docx(&table(&rows))).0.texts(), expected, "in a table");
}

#[test]
fn interviews_with_letters_are_one_respondent_each() {
    let plain = "Interview A\n\nThe bus is late.\n\nInterview B\n\nThe ward is full.";
    let asked = "Interview A\nQ: Why?\nA: The bus is late.\nQ: Else?\nA: No.\n\nInterview B\nQ: Why?\nA: The ward is full.";
    for document in [plain, asked] {
        let (run, counts) = read("interviews.txt", document);
        assert_eq!(counts, [2, 0], "{document}");
        assert!(run.texts()[1].starts_with("The ward is full."), "{document}");
    }
    let people = "Person 1 (F, 70s): No bus.\nPerson 2 (M, 60s): No dentist.\nFacilitator: What else?\nPerson 1 (F, 70s): No bench.\nFacilitator: Thank you.";
    assert_eq!(read("people.txt", people).0.texts(), ["No bus.\n\nNo bench.", "No dentist."]);
}

#[test]
fn topics_answers_of_a_panel_and_talk_inside_a_letter_are_no_conversation() {
    for (why, document) in [
        (
            "topics",
            "My views\n\nAccess: no answer.\nStaffing: too few.\nAccess: I gave up.\nStaffing: all tired.",
        ),
        (
            "topics of a focus group",
            "Focus group\n\nAccess: no answer.\nStaffing: too few.\nAccess: I gave up.\nStaffing: tired.",
        ),
        ("a panel", "Questions and answers\n\nQ: When?\nA: In June.\n\nQ: Who pays?\nA: The council."),
        (
            "a response by questions",
            "Our response\n\nQuestion 1: Why?\nAnswer: I said so.\n\nQuestion 2: When?\nAnswer: I do not know.",
        ),
        ("a letter", "Dear Sir,\n\nMother: May I?\nNurse: No.\nMother: Why?\nNurse: Wait."),
        (
            "what was said to somebody",
            "My visit\n\nMe: How long?\nReceptionist: Wait.\nMe: Why?\nReceptionist: Wait.",
        ),
    ] {
        assert_eq!(read("letter.txt", document).1, [1, 0], "{why}");
    }
    let noted = "Workshop\n\nWhat is good?\n- Ann: the bus\n- Brian: the ward\n- Ann: the nurses\n- Brian: the food\n";
    assert_eq!(read("notes.txt", noted).1, [0, 4], "notes of an event");
}
