//! The lines that a form itself writes: above what was filled in, between and below.

use super::known::compared;

/// What stands below a heading that a form has between its questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Labels: the heading alone is the form's.
    Labels,
    /// What the form says itself: how to return it, what becomes of it.
    Notice,
}

/// What a heading of a form's own announces; none for all other lines.
pub(super) fn section(plain: &str) -> Option<Section> {
    const LABELS: &[&str] = &[
        "about you",
        "your details",
        "your contact details",
        "contact details",
        "equality monitoring",
        "equalities monitoring",
        "equality and diversity",
        "monitoring information",
    ];
    const NOTICES: &[&str] = &[
        "data protection",
        "privacy",
        "privacy notice",
        "privacy statement",
        "how to respond",
        "how to return",
        "returning this form",
        "about this consultation",
        "about the consultation",
        "about this survey",
        "about this form",
        "confidentiality",
        "how we will use your information",
        "how to complete this form",
        "freedom of information",
    ];
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit() || ". )".contains(c));
    let rest = rest.split(": ").last().unwrap_or_default();
    match rest {
        rest if LABELS.contains(&rest) => Some(Section::Labels),
        rest if NOTICES.contains(&rest) => Some(Section::Notice),
        _ => None,
    }
}

/// Whether a line below such a heading is a notice's: it tells the reader of his information or response, or what to do with the form.
pub(super) fn is_notice(plain: &str) -> bool {
    let speaks = [
        "information",
        "personal",
        "privacy",
        "data",
        "response",
        "form",
        "consultation",
        "questionnaire",
        "survey",
    ];
    let has = |words: &[&str]| plain.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word));
    let tells_reader = has(&["you", "your", "responses"])
        || ["return", "send", "complete", "please", "email", "e-mail"]
            .iter()
            .any(|start| plain.starts_with(start));
    tells_reader && !has(&["i", "my", "our", "us"]) && speaks.iter().any(|word| plain.contains(word))
}

/// Whether a line reads like one that a program writes above what was filled in.
pub(super) fn is_of_machine(line: &str) -> bool {
    let plain = compared(line);
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let begins = [
        "submitted",
        "a new ",
        "new ",
        "a response has been",
        "a form has been",
        "a submission has been",
        "an enquiry has been",
        "the following",
        "you have received",
        "you have a new",
        "you've received",
        "you've got",
        "someone has",
        "form submission",
        "form details",
        "form name",
        "contact form",
        "details of",
        "entry #",
        "this is an automated",
        "this is an automatic",
        "this email was sent",
        "this message was sent",
        "here are the details",
        "formstack submission",
        "below are",
        "below is",
        "hello",
        "dear",
        "hi",
    ];
    let words = plain.split(' ').count();
    words <= 25
        && begins.iter().any(|start| plain.starts_with(start))
        && (words <= 3 || speaks_of_form(&plain))
        || digits >= 6 && words <= 8
        || line.trim().starts_with("==") && line.trim().ends_with("==")
        || !plain.chars().any(char::is_alphanumeric)
}

/// Whether words speak of forms and what is sent with them, or hold a date or a number.
pub(super) fn speaks_of_form(plain: &str) -> bool {
    [
        "submi", "form", "website", "site", "response", "enquiry", "entry", "feedback", "survey", "values",
        "details",
    ]
    .iter()
    .any(|word| plain.contains(word))
        || plain.chars().filter(char::is_ascii_digit).count() >= 4
}

/// Whether a line tells how to fill in the form.
pub(super) fn is_instruction(plain: &str) -> bool {
    const STARTS: &[&str] = &[
        "please tick",
        "(please tick",
        "please circle",
        "please select",
        "please return this",
        "please return the",
        "please return your",
        "please complete this",
        "please complete the",
        "please answer the",
        "please answer all",
        "please answer as",
        "please continue on",
        "please use the space",
        "please use the box",
        "please use additional",
        "please write in",
        "please print",
        "tick all that",
        "(tick all that",
        "tick one",
        "(tick one",
        "for office use",
    ];
    STARTS.iter().any(|start| plain.starts_with(start))
}

/// How lines begin that forms write below what was filled in.
pub(super) const ENDS: &[&str] = &[
    "the results of this submission",
    "this e-mail was sent from",
    "this email was sent from",
    "this message was sent from",
    "this e-mail is sent from",
    "this is a notification that",
    "this is an automated",
    "this is an automatic",
    "view this submission",
    "view the submission",
    "view submission",
    "view entry",
    "edit this submission",
    "you can edit this",
    "to view this",
    "sent from (ip",
    "user agent",
    "remote ip",
    "powered by",
    "page url",
];
