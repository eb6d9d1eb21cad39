//! Whose words are those that stand in one message, one mailbox or one text with others'?

use crate::consultation::{Consultation, Run};

fn run(name: &str, text: &str) -> Run {
    Consultation::new().file(name, text).run().ends_with(0)
}

const QUESTIONS: &str =
    "From: Views <views@council.example>\nSent: 13 March 2024 10:00\nTo: Jo Ray\nSubject: Questions\n\n";
const STANDS_BELOW: &str =
    "! a message by somebody else stands below the sender's own words and is not counted";

fn reply(above: &str, below: &str) -> String {
    format!(
        "From: Jo Ray <jo@example.org>\nTo: views@council.example\nSubject: RE: Questions\n\n{above}\n\n{QUESTIONS}{below}"
    )
}

#[test]
fn answers_between_quoted_lines_below_an_outlook_heading_are_the_senders() {
    for above in ["Please see my replies below", "Thank you for these questions."] {
        let run = run(
            "1.eml",
            &reply(above, "> Q1. Which ward?\n\nThe old one.\n\n> Q2. Which bus?\n\nThe late one."),
        );
        assert_eq!(run.texts(), [format!("{above}\n\nThe old one.\n\nThe late one.")]);
        assert!(run.reasons().contains("quoted in this one (6 lines), left out"), "{}", run.reasons());
    }
    let labelled = "Q1. Which ward?\n[JR] The old one.\n\nKind regards\nKaren";
    assert_eq!(
        run("1.eml", &reply("My comments in red", labelled)).texts(),
        ["My comments in red\n\nThe old one."]
    );
}

#[test]
fn answers_that_cannot_be_told_are_warned_of() {
    let run = run("1.eml", &reply("Hi, answers below", "Q1. Which ward?\nThe old one."));
    assert_eq!(run.texts(), ["Hi, answers below"]);
    assert!(run.said().contains("! the words say that their answers stand below"), "{}", run.said());
}

#[test]
fn what_the_team_wrote_below_is_not_the_senders() {
    for below in [
        "Dear Jo,\nNo ward will close.\n\n> Which ward will close?\n> Please tell me.",
        "> Which ward will close?\n\nNo ward will close.",
    ] {
        let run = run("1.eml", &reply("That is no answer.", below));
        assert_eq!(run.texts(), ["That is no answer."]);
        assert!(!run.said().contains("! "), "{}", run.said());
    }
}

fn pasted(from: &str, to: &str, sent: &str, words: &str) -> String {
    format!("From: {from}\nSent: {sent}\nTo: {to}\nSubject: Views\n\n{words}\n\n")
}

#[test]
fn messages_of_different_people_in_one_text_are_a_submission_each() {
    let ann = pasted("Ann <ann@mail.example>", "Your Views", "12 March 2024 10:00", "The bus was late.");
    let bob = pasted("Bob <bob@mail.example>", "Your Views", "12 March 2024 11:30", "Keep the ward.");
    let run = run("emails.txt", &format!("{ann}{bob}"));
    assert_eq!(run.texts(), ["The bus was late.", "Keep the ward."]);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    // What is older, or an answer, is quoted.
    let older = bob.replace("12 March 2024 11:30", "11 March 2024 11:30");
    let answer = pasted("Your Views", "Ann <ann@mail.example>", "13 March 2024 09:00", "Nothing is decided.");
    for below in [older, answer] {
        assert_eq!(self::run("emails.txt", &format!("{ann}{below}")).texts(), ["The bus was late."]);
    }
}

fn from_office(note: &str) -> String {
    format!(
        "From: Casework <casework@parliament.example>\nTo: views@council.example\nSubject: Case RH/22\n\n{note}\n\n\
         From: Jo Ray <jo@example.org>\nSent: 18 March 2024 09:05\nTo: Casework\nSubject: transport\n\n\
         The bus was four hours late."
    )
}

#[test]
fn an_office_that_passes_a_constituents_message_on_writes_a_covering_note() {
    let note = "Dear Council\n\nPlease see below an email from our constituent. Please can you provide a response by 4 April so that Ms \
                Black can reply to her.\n\nKind regards\nOffice of Amelia Black MP";
    let run = run("1.eml", &from_office(note));
    assert_eq!(run.texts(), ["The bus was four hours late."]);
    assert!(run.reasons().contains("a covering note for the message that is passed on below it"));
}

#[test]
fn a_message_of_somebody_elses_below_own_words_is_warned_of() {
    let note = "My constituent wrote to me. I share her anger: no bus has been on time this year.";
    let run = run("1.eml", &from_office(note));
    assert_eq!(run.texts(), [note]);
    assert!(run.said().contains(STANDS_BELOW), "{}", run.said());
    let hers = "From: Jo Ray <jo@example.org>\nTo: views@council.example\nSubject: transport\n\nThe bus was four hours late.";
    let both = Consultation::new().file("1.eml", from_office(note)).file("2.eml", hers).run().ends_with(0);
    assert!(!both.said().contains(STANDS_BELOW), "her words are counted: {}", both.said());
}

#[test]
fn what_the_sender_wrote_before_and_forwards_is_theirs() {
    let body = "This is what I sent to the surgery. No answer. I am disgusted.\n\nBegin forwarded message:\n\n\
                From: Jo Ray <jo@example.org>\nDate: 1 March 2024\nTo: surgery@example.org\nSubject: Line\n\nI was cut off four times.";
    let run = run(
        "1.eml",
        &format!("From: Jo Ray <jo@example.org>\nTo: views@council.example\nSubject: Fwd: Line\n\n{body}"),
    );
    assert_eq!(
        run.texts(),
        ["This is what I sent to the surgery. No answer. I am disgusted.", "I was cut off four times."]
    );
    assert_eq!(run.manifest()["totals"]["respondents"], 1);
}

fn mailbox(messages: &[(&str, &str, &str)]) -> Run {
    let consultation = messages.iter().zip(1..).fold(Consultation::new(), |all, ((from, to, words), at)| {
        all.file(&format!("{at}.eml"), format!("From: {from}\nTo: {to}\nSubject: Views\n\n{words}"))
    });
    consultation.run().ends_with(0)
}

const TEAM: &str = "views@council.example";

#[test]
fn replies_of_staff_are_no_submissions() {
    let written = [
        ("ann@mail.example", TEAM, "The bus was late."),
        ("bob@mail.example", TEAM, "Keep the ward."),
        ("karen@council.example", "ann@mail.example", "Thank you for telling us of the bus."),
        (TEAM, "bob@mail.example", "Thank you for telling us of the ward."),
    ];
    let run = mailbox(&written);
    assert_eq!(run.manifest()["totals"]["respondents"], 2);
    assert!(run.reasons().contains("a reply of the team's, not a submission"), "{}", run.reasons());
    assert!(run.reasons().contains("the team's own, not a submission"), "{}", run.reasons());
}

#[test]
fn staff_who_write_in_themselves_are_heard() {
    let written = [
        ("ann@mail.example", TEAM, "The bus was late."),
        ("bob@mail.example", TEAM, "Keep the ward."),
        ("kit@mail.example", TEAM, "More nurses."),
        ("karen@council.example", TEAM, "As a resident I want a dentist."),
        ("lee@mail.example", "ann@mail.example, views@council.example", "Ann is right."),
    ];
    assert_eq!(mailbox(&written).manifest()["totals"]["respondents"], 5);
    // Two people who write to each other have no team.
    let two = [
        ("ann@mail.example", "bob@mail.example", "The bus was late."),
        ("bob@mail.example", "ann@mail.example", "So it was."),
    ];
    assert_eq!(mailbox(&two).manifest()["totals"]["respondents"], 2);
}

#[test]
fn automatic_replies_and_newsletters_are_known_by_their_words() {
    let message = |headers: &str, body: &str| {
        format!("From: Jo <jo@example.org>\nSubject: Re: Views\n{headers}\n{body}")
    };
    let bulk = "List-Unsubscribe: <mailto:u@example.org>\nPrecedence: bulk\n";
    let unsubscribe = "The walking group meets.\n\nYou are receiving this because you signed up. Unsubscribe";
    for (headers, body, reason) in [
        (
            "",
            "I am out of the office until Monday. If it is about the hall please contact Jean.",
            "an automatic reply",
        ),
        (
            "",
            "Thank you for contacting us. This is an automated response. Please do not reply to this email.",
            "an automatic reply",
        ),
        (bulk, unsubscribe, "a newsletter"),
    ] {
        let run = run("1.eml", &message(headers, body));
        assert!(run.texts().is_empty() && run.reasons().contains(reason), "{}", run.reasons());
    }
    let discussion = format!("{bulk}List-Post: <mailto:views@example.org>\n");
    for (headers, body) in [
        ("", "I am out of the office until Monday but the ward must stay."),
        ("", "I was out of the office when this came. More nurses please."),
        (bulk, "Keep the ward."),
        (&discussion, unsubscribe),
    ] {
        assert_eq!(run("1.eml", &message(headers, body)).texts().len(), 1, "{body}");
    }
}

#[test]
fn the_day_of_a_message_saved_as_text_is_read() {
    for sent in ["12 March 2024 14:22", "Tuesday, March 12, 2024 2:22 PM"] {
        let run = run("1.txt", &pasted("Jo <jo@example.org>", "Your Views", sent, "Keep the ward."));
        let known = run.table("internal/respondents.csv");
        assert!(known.rows().any(|row| row.cells().iter().any(|cell| cell == "2024-03-12")), "{sent}");
    }
}
