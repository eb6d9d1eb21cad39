//! Is a form that somebody filled in read by its fields, as a web page sends it and as a document, and is nothing else taken for one?

use crate::consultation::{Consultation, Run};
use crate::office::{Sheet, docx, paragraph, styled, table, xlsx};

/// Each question with the text that answers it, in order.
fn answers(run: &Run) -> Vec<(String, String)> {
    let responses = run.table("internal/responses.csv");
    responses.rows().map(|row| (row.get("question").to_owned(), row.get("text").to_owned())).collect()
}

fn message(headers: &str, body: &str) -> String {
    format!("{headers}\n\n{body}\n")
}

/// The messages with these bodies, all of one sender.
fn sent(headers: &str, bodies: &[&str]) -> Run {
    let named = bodies.iter().zip(1..).map(|(body, at)| (format!("{at}.eml"), message(headers, body)));
    let all = named.fold(Consultation::new(), |all, (name, file)| all.file(&name, file));
    all.run().ends_with(0)
}

const WEBSITE: &str = "From: website@example.org\nTo: team@example.org\nSubject: Your views";

/// A message as the form of a web page writes it: labels, and behind each what was filled in.
fn form(fields: &[(&str, &str)]) -> String {
    let fields: String = fields.iter().map(|(label, value)| format!("{label}: {value}\n")).collect();
    let told = "Subject: Form submission from: Your views";
    format!("From: website@example.org\nTo: team@example.org\n{told}\n\nSubmitted values are:\n\n{fields}")
}

#[test]
fn what_a_web_form_sends_is_read_by_its_fields() {
    let filled = |name: &str, quoted: &str, words: &str| {
        form(&[
            ("Your name", name),
            ("Email", &format!("{}@example.org", name.to_lowercase())),
            ("Which area do you live in?", "Leek"),
            ("What matters most to you?", words),
            ("May we quote you?", quoted),
        ])
    };
    let run = Consultation::new()
        .file("1.eml", filled("Jo", "Yes", "The bus to the hospital was late."))
        .file("2.eml", filled("Sam", "No", "Please keep the ward open.\nIt is near: I can walk."))
        .file("3.eml", filled("Jo", "Yes", "The bus to the hospital was late again."))
        .run()
        .ends_with(0);
    assert_eq!(
        run.texts(),
        [
            "The bus to the hospital was late.",
            "Please keep the ward open.\nIt is near: I can walk.",
            "The bus to the hospital was late again."
        ]
    );
    let responses = run.table("internal/responses.csv");
    let told: Vec<[&str; 4]> = responses
        .rows()
        .map(|row| [row.get("source"), row.get("respondent_id"), row.get("question"), row.get("channel")])
        .collect();
    let asked = "What matters most to you?";
    assert_eq!(
        told,
        [
            ["1.eml", "1.eml", asked, "Web form"],
            ["2.eml", "2.eml", asked, "Web form"],
            ["3.eml", "1.eml", asked, "Web form"]
        ],
        "an address in a field is a person"
    );
    assert!(run.reasons().contains("the form's own words (1 line), cut"));
    run.adds_up();
    let page = run.text("report.html");
    assert!(page.contains("was late") && !page.contains("I can walk"), "a refusal is heeded");
}

#[test]
fn a_field_that_was_left_blank_may_be_left_out() {
    let run = Consultation::new()
        .file(
            "1.eml",
            form(&[
                ("Name", "Jo"),
                ("Phone", "01538 000000"),
                ("Where was it", "Leek"),
                ("Comments", "It was late."),
            ]),
        )
        .file("2.eml", form(&[("Name", "Sam"), ("Where was it", "Leek"), ("Comments", "More nurses.")]))
        .file(
            "3.eml",
            form(&[
                ("Name", "Kit"),
                ("Phone", "01538 000001"),
                ("Where was it", "Stone"),
                ("Comments", "Keep it."),
            ]),
        )
        .run()
        .ends_with(0);
    assert_eq!(run.texts(), ["It was late.", "More nurses.", "Keep it."]);
    assert_eq!(run.manifest()["totals"]["respondents"], 3, "nobody's address is three people's");
}

#[test]
fn a_mailbox_of_forms_is_a_table_and_a_profile_says_what_its_fields_are() {
    let message = |at: usize, ward: &str, words: &str| {
        let body = form(&[("Name", "Jo"), ("Ward", ward), ("Ideas box", words)]);
        format!("From website@example.org Wed Feb 27 10:0{at}:00 2019\n{body}\n")
    };
    let mailbox =
        message(1, "Leek", "Buses.") + &message(2, "Stone", "Trains.") + &message(3, "Leek", "Trams.");
    let profile =
        "[[file]]\nname = \"inbox.mbox\"\nchannel = \"Website\"\ncolumns = { \"Ideas box\" = \"open\" }";
    let run = Consultation::new().file("inbox.mbox", mailbox).profile(profile).run().ends_with(0);
    assert_eq!(run.texts(), ["Buses.", "Trains.", "Trams."]);
    run.adds_up();
    let responses = run.table("internal/responses.csv");
    assert!(responses.rows().all(|row| row.get("channel") == "Website"));
    let sources: Vec<&str> = responses.rows().map(|row| row.get("source")).collect();
    assert_eq!(sources, ["inbox.mbox!message 1", "inbox.mbox!message 2", "inbox.mbox!message 3"]);
}

#[test]
fn a_letter_with_its_writers_details_is_no_form() {
    let letter = "Please keep the ward open.\n\nName: Jo Bloggs\nEmail: jo@example.org\nComments: none";
    let run = sent("From: jo@example.org\nSubject: Ward", &[letter]);
    assert_eq!(run.texts().len(), 1);
    assert!(run.texts()[0].starts_with("Please keep the ward open."));
}

#[test]
fn what_stands_where_something_short_is_asked_for_is_never_lost() {
    for body in [
        "Name: Jo\nEmail: jo@example.org\nTel: 01538 000000\n\nKeep the ward open please.",
        "Your name: Jo\nYour email: jo@example.org\nWhat should we do: Keep ward nine open\nComments: Thank you.",
        "Name: Jo\nAddress: 1 Mill Lane\nPostcode: ST13 0AA\n\nKeep the ward open, we need it.",
    ] {
        let run = sent(WEBSITE, &[body]);
        run.keeps_words(&["ward", "open"]);
        assert_eq!(run.texts().len(), 1, "it is a letter: {body}");
    }
}

#[test]
fn what_looks_like_a_label_within_an_answer_is_a_part_of_it() {
    let answer = "Three things.\nTransport: the bus stops at six.\nAddress: the shortage of nurses first.\nAge: I am 82 and cannot drive.\n\
                  Why close it? We need it.";
    let run = sent(WEBSITE, &[&format!("Name: Jo\nEmail: jo@example.org\nComments: {answer}")]);
    assert_eq!(answers(&run), [("Comments".to_owned(), answer.to_owned())]);
}

#[test]
fn a_campaigns_letter_through_a_form_keeps_its_sentences() {
    let letter = "Dear NHS,\n\nI object to the closure of ward nine.\n\nThere is no bus to Stoke and many of us are old.\n\nPlease think again.";
    let bodies: Vec<String> =
        ["Jo", "Sam", "Kit"].iter().map(|name| format!("Name: {name}\nMessage: {letter}")).collect();
    let run = sent(WEBSITE, &bodies.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(run.texts().iter().all(|text| text == letter), "{:?}", run.texts());
}

#[test]
fn a_refusal_to_be_quoted_is_heeded_however_it_is_written() {
    let words = "The closure of the ward would be a disaster for older people like my mother.";
    for refusal in [
        "May we quote you?: No",
        "Can we quote you? No",
        "Can we quote you\nNo",
        "I consent to my comments being used in the report: No",
        "Please keep my response confidential: Yes",
        "Do you give your permission for us to quote your comments, without your\nname, in our report?: No",
    ] {
        let run = sent(WEBSITE, &[&format!("Name: Jo\nEmail: jo@example.org\nComments: {words}\n{refusal}")]);
        run.keeps_words(&["disaster"]);
        assert!(!run.text("report.html").contains("disaster"), "{refusal}");
    }
    let run =
        sent("From: jo@example.org\nSubject: Ward", &[&format!("{words}\nPlease do not quote me: Yes")]);
    assert!(!run.text("report.html").contains("disaster"), "in a letter");
    let profile = "[[file]]\nname = \"*.txt\"\nmay_quote = true";
    let letter = format!("Dear all,\n\n{words}\n\nMay you quote me? No");
    let run = Consultation::new().file("1.txt", letter).profile(profile).run().ends_with(0);
    assert!(!run.text("report.html").contains("disaster"), "whatever the profile says of all letters");
}

#[test]
fn forwarded_letters_are_no_forms_and_forwarded_forms_are_theirs_who_filled_them_in() {
    let headers = "From: staff@example.org\nTo: team@example.org\nSubject: FW: Ward";
    let letter = |name: &str, words: &str| {
        format!(
            "From: {name} <{name}@example.org>\nSent: 3 March 2019 09:00\nTo: Web Team\nSubject: Ward\n\n{words}"
        )
    };
    let letters = [
        letter("jo", "Keep the ward open."),
        letter("sam", "The bus was late."),
        letter("kit", "More nurses."),
    ];
    let run = sent(headers, &letters.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.texts(), ["Keep the ward open.", "The bus was late.", "More nurses."]);
    let forms = ["jo", "sam"].map(|name| {
        letter(
            "noreply",
            &format!("Name: {name}\nEmail: {name}@example.org\nComments: {name} likes the ward."),
        )
    });
    let run = sent(headers, &[&forms[0], &forms[1]]);
    assert_eq!(run.texts(), ["jo likes the ward.", "sam likes the ward."]);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
}

#[test]
fn what_was_uploaded_with_a_form_is_the_same_persons() {
    let file = "--x\nContent-Type: text/plain; name=\"letter.txt\"\nContent-Disposition: attachment; filename=\"letter.txt\"\n\nThe bus was late.\n--x--";
    let headers = "From: website@example.org\nSubject: Your views\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x";
    let form = "--x\nContent-Type: text/plain\n\nName: Jo\nEmail: jo@example.org\nComments: Keep the ward.\n";
    let run = sent(headers, &[&format!("{form}{file}")]);
    assert_eq!(run.texts(), ["The bus was late.", "Keep the ward."]);
    assert_eq!(run.manifest()["totals"]["respondents"], 1);
}

/// A table of two columns.
fn pairs(rows: &[[&str; 2]]) -> String {
    let cells: Vec<[String; 2]> = rows.iter().map(|row| row.map(paragraph)).collect();
    let cells: Vec<[&str; 2]> = cells.iter().map(|[label, value]| [label.as_str(), value.as_str()]).collect();
    table(&cells.iter().map(|row| row.as_slice()).collect::<Vec<_>>())
}

/// A response form as a document: a title, what to do with it, who filled it in, two questions.
fn response_form(name: &str, quoted: &str, first: &str, second: &str) -> Vec<u8> {
    let body = styled("Title", "Consultation response form")
        + &paragraph("Please return this form by 31 May.")
        + &pairs(&[
            ["Name", name],
            ["Postcode", "ST13 0AA"],
            ["Which area do you live in?", "Leek"],
            ["Do you agree to be quoted?", quoted],
        ])
        + &paragraph("Question 1: What works less well at the moment?")
        + &paragraph(first)
        + &paragraph("Question 2: What would you change?")
        + &paragraph(second);
    docx(&body)
}

#[test]
fn a_response_form_in_word_is_one_respondents_answers_to_its_questions() {
    let first = "The bus to the hospital was late.";
    let run = Consultation::new()
        .file("1.docx", response_form("Jo Marsh", "Yes", first, "More nurses on the ward at night."))
        .file(
            "2.docx",
            response_form("Sam Poole", "No", "I cannot get a GP appointment.", "Nothing, thank you."),
        )
        .run()
        .ends_with(0);
    let asked = ["Question 1: What works less well at the moment?", "Question 2: What would you change?"];
    let found = answers(&run);
    let found: Vec<(&str, &str)> =
        found.iter().map(|(asked, text)| (asked.as_str(), text.as_str())).collect();
    assert_eq!(
        found,
        [
            (asked[0], first),
            (asked[1], "More nurses on the ward at night."),
            (asked[0], "I cannot get a GP appointment."),
            (asked[1], "Nothing, thank you."),
        ]
    );
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    run.adds_up();
    let page = run.text("report.html");
    assert!(page.contains("hospital was late") && !page.contains("GP appointment."), "a refusal is heeded");
    assert!(!page.contains("Marsh") && !page.contains("Poole"));
    assert!(run.reasons().contains("the form's own words (2 lines), cut"));
}

#[test]
fn a_response_form_attached_to_a_message_is_its_senders() {
    let message = "From: jo@example.org\nSubject: Form\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
                   --x\nContent-Type: text/plain\n\nPlease find my form attached.\n--x\nContent-Type: text/plain; name=\"form.txt\"\n\
                   Content-Disposition: attachment; filename=\"form.txt\"\n\nHave your say: survey form\n\nName: Jo\nQ1. What works?\nThe bus.\n\
                   Q2. What would you change?\nMore nurses.\n--x--\n";
    let run = Consultation::new()
        .file("1.eml", message)
        .file("2.eml", "From: jo@example.org\nSubject: More\n\nAnd keep the ward.")
        .run()
        .ends_with(0);
    assert_eq!(run.manifest()["totals"]["respondents"], 1);
    let found = answers(&run);
    assert!(found.contains(&("Q1. What works?".to_owned(), "The bus.".to_owned())), "{found:?}");
}

#[test]
fn notes_of_an_event_are_no_response_form() {
    let notes = docx(
        &(styled("Heading1", "Notes form")
            + &paragraph("Venue: Leek library")
            + &paragraph("Facilitator name: Jo")
            + &styled("Heading2", "What works?")
            + &pairs(&[["Group", "Point"], ["Table 1", "The bus"], ["Table 2", "The ward"]])),
    );
    let run = Consultation::new().file("notes.docx", notes).run().ends_with(0);
    assert_eq!(run.manifest()["totals"]["respondents"], 0);
    assert_eq!(run.manifest()["totals"]["contributions"], 2);
}

#[test]
fn what_an_answer_asks_for_or_heads_is_no_line_of_the_forms() {
    let answer =
        "Background\nWe answered the last consultation, and no reply.\nPlease complete this work soon.";
    let form = docx(
        &(styled("Title", "Consultation response form")
            + &paragraph("Name: Jo Marsh")
            + &paragraph("Email: jo@example.org")
            + &paragraph("Question 1: What should change?")
            + &styled("Heading3", "Background")
            + &answer.lines().skip(1).map(paragraph).collect::<String>()
            + &styled("Heading1", "Data protection")
            + &paragraph("Your information will be used for this consultation only.")),
    );
    let run = Consultation::new().file("1.docx", form).run().ends_with(0);
    assert_eq!(answers(&run), [("Question 1: What should change?".to_owned(), answer.to_owned())]);
    assert!(run.reasons().contains("the form's own words (3 lines), cut"), "{}", run.reasons());
}

#[test]
fn a_covering_note_with_a_form_that_is_none_stays_one() {
    let parts = "--x\nContent-Type: text/plain\n\nName: Jo\nEmail: jo@example.org\nPlease find attached our response, with thanks.\n--x\n\
                 Content-Type: text/plain; name=\"a.txt\"\nContent-Disposition: attachment; filename=\"a.txt\"\n\nThe bus was late.\n--x--";
    let headers = "From: jo@example.org\nSubject: Response form\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x";
    let run = sent(headers, &[parts]);
    assert_eq!(run.texts(), ["The bus was late."]);
    assert!(run.reasons().contains("a covering note for what is attached"));
}

/// A workbook whose sheets hold these rows.
fn sheets(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let numbered: Vec<Vec<(u32, &[&str])>> =
        sheets.iter().map(|(_, rows)| (1..).zip(rows.iter().copied()).collect()).collect();
    xlsx(&sheets.iter().zip(&numbered).map(|((name, _), rows)| Sheet { name, rows }).collect::<Vec<_>>())
}

fn read(workbook: Vec<u8>) -> Run {
    Consultation::new().file("1.xlsx", workbook).run().ends_with(0)
}

/// Source, question and text of each response.
fn placed(run: &Run) -> Vec<[String; 3]> {
    let responses = run.table("internal/responses.csv");
    responses.rows().map(|row| ["source", "question", "text"].map(|name| row.get(name).to_owned())).collect()
}

#[test]
fn a_form_on_a_sheet_is_one_respondents_and_names_are_no_questions() {
    let jo: [&[&str]; 5] = [
        &["Patient feedback form"],
        &["Name", "Jo Marsh"],
        &["What went well?", "The nurses were kind"],
        &["What could be better?", "The bus was late"],
        &["Can we quote you?", "Yes"],
    ];
    let mut sam = jo;
    sam[1] = &["Name", "Sam Holt"];
    sam[2] = &["What went well?", "Nothing went well at all"];
    sam[4] = &["Can we quote you?", "No"];
    let run = read(sheets(&[("Jo", &jo), ("Sam", &sam)]));
    run.adds_up();
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    let (well, better) = ("What went well?", "What could be better?");
    let expected = [
        ["1.xlsx#Jo", well, "The nurses were kind"],
        ["1.xlsx#Jo", better, "The bus was late"],
        ["1.xlsx#Sam", well, "Nothing went well at all"],
        ["1.xlsx#Sam", better, "The bus was late"],
    ];
    assert_eq!(placed(&run), expected);
    assert!(
        run.published().iter().all(|(_, text)| !text.contains("Marsh") && !text.contains("Nothing went"))
    );
}

#[test]
fn people_side_by_side_and_forms_below_one_another_are_respondents() {
    let beside: [&[&str]; 4] = [
        &["Question", "Jo Marsh", "Sam Holt"],
        &["What went well?", "The nurses were kind", "The bus was on time"],
        &["What could be better?", "More beds in Leek", "Parking is too dear"],
        &["Anything else?", "Keep the ward open", ""],
    ];
    let run = read(sheets(&[("All", &beside)]));
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    let places: Vec<String> = placed(&run).into_iter().map(|[source, ..]| source).collect();
    let (jo, sam) = ("1.xlsx#All!column 2", "1.xlsx#All!column 3");
    assert_eq!(places, [jo, jo, jo, sam, sam, sam]);
    assert!(run.published().iter().all(|(_, text)| !text.contains("Marsh")));

    let below: [&[&str]; 9] = [
        &["Name", "Jo Marsh"],
        &["Postcode", "ST13 5XX"],
        &["What went well?", "The nurses were kind"],
        &[],
        &["Name", "Sam Holt"],
        &["Postcode", ""],
        &["What went well?"],
        &["The bus was on time, and so was the doctor."],
        &["Section 2"],
    ];
    let run = read(sheets(&[("All", &below)]));
    run.adds_up();
    let well = "What went well?";
    let expected = [
        ["1.xlsx#All!1", well, "The nurses were kind"],
        ["1.xlsx#All!5", well, "The bus was on time, and so was the doctor."],
    ];
    assert_eq!(placed(&run), expected);
}

#[test]
fn tables_whose_rows_are_people_are_no_forms() {
    let (kind, late, beds) = ("The nurses were kind", "The bus was late", "More beds in Leek");
    let tables: [(&[&[&str]], usize); 4] = [
        (&[&["Name", "What went well?"], &["Jo", kind], &["Age", late], &["Sam", beds]], 3),
        (
            &[&["Name", "Email", "Comment"], &["Postcode", "", kind], &["Sam", "", late], &["Pat", "", beds]],
            3,
        ),
        (
            &[
                &["Question", "Answer", "Comments"],
                &["What went well?", kind, late],
                &["What could be better?", late, beds],
                &["Anything else?", beds, kind],
            ],
            3,
        ),
        (
            &[
                &["Question", "Leek event", "Stone event"],
                &["What went well?", kind, late],
                &["What could be better?", late, beds],
                &["Anything else?", beds, kind],
            ],
            6,
        ),
    ];
    for (at, (rows, submissions)) in tables.iter().enumerate() {
        let run = read(sheets(&[("All", rows)]));
        let found = run.manifest()["totals"]["submissions"].as_u64().expect("a count") as usize;
        assert_eq!(found, *submissions, "table {at}");
    }
}

/// A copy of a form that asks nobody who they are.
fn returned(ticked: &str, why: &str, hard: &str) -> String {
    format!(
        "Tell us what you think\n\n1. Do you like it here?\n{ticked}\n\nWhy?\n{why}\n\n2. What is hard?\n{hard}\n"
    )
}

#[test]
fn three_copies_of_a_form_that_asks_no_names_are_three_respondents() {
    let yes = "[x] Yes  [ ] No";
    let run = Consultation::new()
        .file("1.txt", returned(yes, "They are kind", "Noisy waiting room"))
        .file("2.txt", returned(yes, "needles", "The letters are long"))
        .file("3.txt", returned("[ ] Yes  [x] No", "I like Dr Patel", "Getting there"))
        .run()
        .ends_with(0);
    run.adds_up();
    let totals = &run.manifest()["totals"];
    assert_eq!((totals["respondents"].as_u64(), totals["submissions"].as_u64()), (Some(3), Some(3)));
    let found = answers(&run);
    let why = |text: &str| ("Why?".to_owned(), text.to_owned());
    for expected in [why("They are kind"), why("needles"), why("I like Dr Patel")] {
        assert!(found.contains(&expected), "{found:?}");
    }
    assert_eq!(found.len(), 6, "{found:?}");
}

#[test]
fn one_form_with_boxes_is_a_form_and_letters_that_ask_are_none() {
    let one = Consultation::new()
        .file("1.txt", returned("[x] Yes  [ ] No", "They are kind", "Noisy room"))
        .run()
        .ends_with(0);
    assert_eq!(answers(&one).len(), 2);
    let campaign = |own: &str| {
        format!(
            "Save our ward\n\nWhy close it?\nIt is full every night.\n\nWho gains?\nNobody here.\n\n{own}"
        )
    };
    let run = Consultation::new()
        .file("1.txt", campaign(""))
        .file("2.txt", campaign(""))
        .file("3.txt", campaign(""))
        .file("4.txt", campaign(""))
        .file("5.txt", campaign("My mother needs it."))
        .run()
        .ends_with(0);
    assert!(answers(&run).iter().all(|(asked, _)| asked == "Letters and e-mails"), "{:?}", answers(&run));
}
