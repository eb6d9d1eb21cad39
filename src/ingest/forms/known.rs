//! What the labels of forms say, known by their words.

use crate::ingest::question_numbers::{Numbered, numbered};
use crate::ingest::tables::column::{is_known_header, is_named_header, is_of_equality};
use crate::ingest::tables::consent::asked;
use crate::ingest::tables::headings::plain;

/// A line without the asterisks of bold type and the dashes of lists around it.
pub(super) fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['*', '-', '\u{2022}', ' '])
}

/// A label or line as it is compared.
pub(super) fn compared(label: &str) -> String {
    let plain = plain(bare(label));
    plain.trim_end_matches([':', '*', ' ']).trim_end_matches("(required)").trim_end().to_owned()
}

/// Whether words before a colon are known for a label, whatever stands behind it. What somebody says of himself is none.
pub(super) fn is_known(plain: &str) -> bool {
    let mut words = plain.split(' ');
    let is_label =
        words.clone().count() <= 6 && !words.any(|word| ["i", "my", "we", "our", "me", "us"].contains(&word));
    !ANSWERS.contains(&plain)
        && !OF_LETTERS.contains(&plain)
        && is_label
        && (is_named_header(plain)
            || OPEN.contains(&plain)
            || is_about_message(plain)
            || is_of_contact(plain))
}

/// Whether a label asks for something short about who fills in the form.
pub(super) fn is_of_contact(plain: &str) -> bool {
    const CONTACT: &[&str] = &[
        "title",
        "position",
        "position held",
        "job title",
        "your role",
        "role",
        "company",
        "representing",
        "on behalf of",
        "organisation",
        "your organisation",
        "name of organisation",
        "gp practice",
        "gp surgery",
        "your gp practice",
        "surgery",
        "full address",
        "address",
        "signature",
        "signed",
        "telephone",
        "gender",
        "town",
        "date completed",
        "contact",
        "contact person",
        "job role",
        "ethnicity",
        "sex",
    ];
    let plain = plain.split(" (").next().unwrap_or_default();
    CONTACT.contains(&plain)
}

/// Whether a label asks for what tells who somebody is, and no report should show.
pub(super) fn identifies(plain: &str) -> bool {
    const WHO: &[&str] = &[
        "signature",
        "signed",
        "full address",
        "address",
        "contact",
        "contact person",
        "telephone",
        "title",
        // Who helped to fill it in.
        "who?",
        "who",
        "if yes, who?",
        "who helped you?",
    ];
    WHO.contains(&plain)
}

/// Whether a label asks whether somebody helped to fill in the form: whoever did is named there.
pub(super) fn asks_who_helped(plain: &str) -> bool {
    const HELPED: &[&str] =
        &["help you fill", "help you to fill", "help you complete", "helped you", "help with this form"];
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let asks_who = plain.ends_with('?') && plain.contains("who");
    has(HELPED) && (asks_who || has(&["did someone", "did somebody", "did anyone", "has someone"]))
}

/// Names of columns that stand above letters and in the midst of them, and are no labels of forms by themselves.
const OF_LETTERS: &[&str] = &[
    "from",
    "date",
    "to",
    "sent",
    "subject",
    "cc",
    "question",
    "source",
    "method",
    "type",
    "place",
    "where",
    "ref",
    "reference",
    "no",
    "role",
    "event",
    "session",
    "venue",
    "meeting",
    "respondent",
    "submitted",
    "received",
    "started",
    "ended",
    "completed",
    "device",
    "author",
];

/// Whether a line of its own is known for a label: many a name of a column can be an answer too, or a heading.
pub(super) fn is_known_alone(plain: &str) -> bool {
    OPEN.contains(&plain) || ALONE.contains(&plain) || plain.ends_with('?') && is_named_header(plain)
}

/// Whether a label asks for a person's name; not that of a surgery.
pub(super) fn asks_for_name(label: &str) -> bool {
    let plain = compared(label);
    let plain = plain.split(" (").next().unwrap_or_default();
    let ends =
        ["name", "names", "surname", "forename"].iter().any(|end| plain.split(' ').next_back() == Some(end));
    let has = |words: &[&str]| plain.split(' ').any(|word| words.contains(&word));
    let is_short = plain.split(' ').count() <= 4;
    is_short
        && (ends || plain.starts_with("name of respondent") || plain.starts_with("name and "))
        && !has(NOT_A_PERSONS)
        || ["what is your name", "what is your full name"].iter().any(|asks| plain.contains(asks))
}

/// Words beside *name* where no person is asked for his.
const NOT_A_PERSONS: &[&str] = &[
    "organisation",
    "organisation's",
    "practice",
    "surgery",
    "hospital",
    "service",
    "group",
    "event",
    "ward",
    "pharmacy",
    "company",
    "form",
    "by",
    "publish",
    "use",
    "share",
    "quote",
    "page",
    "file",
];

/// Whether a label asks for an e-mail address.
pub(super) fn asks_for_address(label: &str) -> bool {
    let plain = compared(label);
    let plain = plain.split(" (").next().unwrap_or_default();
    let ends = ["email", "e-mail", "email address", "e-mail address"].iter().any(|end| plain.ends_with(end));
    ends && plain.split(' ').count() <= 4
        || plain.contains("what is your email")
        || plain.contains("what is your e-mail")
}

/// How many lines what is filled in behind a label takes at most, where the label asks for something short.
pub(super) fn most_lines(label: &str) -> Option<usize> {
    let plain = compared(label);
    let is_postal = plain.contains("address") && !asks_for_address(label);
    let is_short = asks_for_name(label)
        || asks_for_address(label)
        || is_about_message(label)
        || is_named_header(&plain)
        || is_of_contact(&plain)
        || is_of_equality(&plain)
        || asked(label).is_some();
    is_short.then_some(if is_postal { 6 } else { 1 })
}

/// Whether words ask for something: a question, or "Please tell us …".
pub(super) fn asks(text: &str) -> bool {
    const ASKS: &[&str] = &[
        "please tell us",
        "please give",
        "please explain",
        "please describe",
        "please use this",
        "please say",
        "please add",
        "please comment",
        "tell us",
        "your views",
        "your comments",
        "your view",
        "any other",
        "any further",
        "anything else",
        "further comments",
        "additional comments",
        "comments on",
        "what ",
        "how ",
        "why ",
        "which ",
        "do you ",
        "are there ",
        "is there ",
    ];
    let plain = compared(text);
    let words = match numbered(&plain) {
        Some(Numbered::Question(words) | Numbered::Item(words)) => words,
        None => &plain,
    };
    plain.ends_with('?')
        || is_open(&plain)
        || !text.trim_end().ends_with('.') && ASKS.iter().any(|ask| words.starts_with(ask))
}

/// Whether a label stands above free words, known by its words or because it asks.
pub(super) fn asks_openly(label: &str) -> bool {
    is_open(label) || is_known_header(label) && !is_named_header(label)
}

/// Whether a label asks for free words even if few are written there: not how often, which, or whether.
pub(super) fn asks_for_words(label: &str) -> bool {
    const CLOSED: &[&str] = &[
        "are you",
        "do you",
        "have you",
        "did you",
        "does your",
        "is your",
        "can you",
        "would you",
        "will you",
        "how often",
        "how many",
        "how much",
        "how likely",
        "how satisfied",
        "how easy",
        "how would you rate",
        "how strongly",
        "how far do you",
        "how old",
        "how long",
        "which",
        "when",
        "to what extent",
        "what age",
        "what is your age",
        "what is your role",
        "where do you live",
        "who are you",
    ];
    let plain = compared(label);
    let (is_numbered, asked) = match numbered(&plain) {
        Some(Numbered::Question(words) | Numbered::Item(words)) => (true, words),
        None => (false, plain.as_str()),
    };
    let is_closed = CLOSED.iter().any(|start| asked.starts_with(start)) || is_of_equality(&plain);
    is_open(label) || (is_numbered || asks_openly(label)) && !is_named_header(asked) && !is_closed
}

/// Whether what stands behind a label is about the message and nothing that somebody thinks.
pub(super) fn is_about_message(label: &str) -> bool {
    const ABOUT: &[&str] = &[
        "subject",
        "your subject",
        "message subject",
        "time",
        "url",
        "page",
        "page url",
        "page title",
        "referrer",
        "user agent",
        "form",
        "form name",
        "form id",
        "form title",
        "submit",
        "entry id",
        "submission number",
        "remote ip",
        "ip",
    ];
    const PARTS: &[&str] = &["gdpr", "privacy policy", "captcha", "terms and conditions", "terms of use"];
    let plain = compared(label);
    ABOUT.contains(&plain.as_str()) || PARTS.iter().any(|part| plain.contains(part))
}

/// Whether a label is what WordPress's forms write above what somebody has to say: the lines above it are read as the heading of a message.
pub(super) fn is_message_body(label: &str) -> bool {
    compared(label) == "message body"
}

/// Whether a label is known to stand above free words.
pub(super) fn is_open(label: &str) -> bool {
    OPEN.contains(&compared(label).as_str())
}

/// What forms call the box for free words, as it is compared.
const OPEN: &[&str] = &[
    "message",
    "message body",
    "your message",
    "comment or message",
    "comment",
    "comments",
    "your comment",
    "your comments",
    "additional comments",
    "any other comments",
    "other comments",
    "feedback",
    "your feedback",
    "your views",
    "your view",
    "views",
    "your response",
    "response",
    "your experience",
    "your story",
    "your ideas",
    "your suggestions",
    "suggestions",
    "your enquiry",
    "enquiry",
    "your answer",
    "details",
    "please give details",
    "please tell us more",
    "tell us more",
    "tell us what you think",
    "tell us your story",
    "tell us about your experience",
    "what would you like to tell us",
    "what do you want to tell us",
    "anything else",
];

/// Names of columns that stand on a line of their own in a form and are nobody's answer.
const ALONE: &[&str] = &[
    "name",
    "your name",
    "full name",
    "first name",
    "last name",
    "email address",
    "e-mail address",
    "your email",
    "your e-mail",
    "your email address",
    "phone number",
    "telephone number",
    "contact number",
    "home address",
    "date of birth",
    "age group",
    "age band",
    "surname",
    "forename",
    "email",
    "e-mail",
    "telephone",
    "phone",
    "postcode",
    "address",
    "organisation",
    "age",
    "gender",
    "ethnicity",
    "ethnic group",
    "ethnic origin",
    "sex",
    "religion",
    "religion or belief",
    "sexual orientation",
    "disability",
    "marital status",
    "gender identity",
];

/// What people answer that is never a label, though it comes again in many messages.
pub(super) const ANSWERS: &[&str] = &[
    "",
    "yes",
    "no",
    "none",
    "n/a",
    "na",
    "not applicable",
    "individual",
    "organisation",
    "prefer not to say",
    "prefer not to answer",
    "don't know",
    "do not know",
    "not sure",
    "yes please",
    "no thanks",
    "no thank you",
    "i agree",
    "i do not agree",
    "i consent",
    "i do not consent",
    "an individual",
    "a patient",
    "patient",
    "carer",
    "member of the public",
    "a member of the public",
];
