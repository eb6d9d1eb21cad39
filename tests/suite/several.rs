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
