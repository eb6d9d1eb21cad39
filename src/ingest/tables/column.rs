//! What one column of a table is for, recognised from its header and contents.

use super::consent::{asked, asks_to_quote};
use super::contents::Contents;
use super::header_words::{asks_for_contact, asks_for_views, names_person, names_subject, names_typist};
use super::headings::{is_other, plain};
use super::role::Role;
use crate::submission::attribute;

/// There are so many kinds of respondents at most; what says more names them.
const MOST_KINDS: usize = 12;

/// A question about consent has at most so many different answers, unless nearly all are plainly yes or no.
const MOST_CONSENTS: usize = 12;

/// What names a service or a topic has fewer words; what few people wrote, each in words of their own, has so many at least.
const MOST_WORDS_OF_SUBJECT: f64 = 9.0;
/// A name with its address and telephone number has fewer words than this.
const MOST_WORDS_OF_NAME: f64 = 10.0;
const FEWEST_WORDS_OF_SENTENCES: f64 = 8.0;

/// Of what people chose from a list under "Which …?" some comes again.
const MOST_VARIETY_OF_OPTIONS: f64 = 0.6;

/// Whether words are known for a header, whatever stands below them.
pub(in crate::ingest) fn is_known_header(words: &str) -> bool {
    !words.is_empty() && role(words, &Contents::default(), 0) != Role::Empty
}

/// Whether words are the name of something known of respondents or their answers, and no question.
pub(in crate::ingest) fn is_named_header(words: &str) -> bool {
    !words.is_empty() && !matches!(role(words, &Contents::default(), 0), Role::Empty | Role::Open)
}

/// What a column is for that nobody told anything about.
pub(super) fn role(header: &str, contents: &Contents, rows: usize) -> Role {
    let plain = plain(header);
    let plain = bare(&plain);
    let is = |names: &[&str]| names.contains(&plain);
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    let words = plain.split(' ').count();

    if is(&[
        "name",
        "first name",
        "last name",
        "surname",
        "forename",
        "full name",
        "your name",
        "your full name",
        "contact name",
        "contact details",
        "username",
        "your first name",
        "your surname",
        "tel no",
        "tel",
        "telephone no",
        "phone no",
        "submission ip",
        "author",
        "ip",
        "ip address",
        "ipaddress",
        "ipaddr",
        "ip-address",
        "respondent ip",
        "respondent ip address",
        "browser",
        "device",
        "referrer",
        "referrer url",
        "latitude",
        "longitude",
        "home address",
        "postal address",
        "mobile",
        "mobile number",
        "contact number",
        "telephone number",
        "nhs number",
        "date of birth",
        "telephone",
        "phone",
        "phone number",
        "postcode",
        "address",
        "tracking link",
        "custom data 1",
        "user agent",
        "collector id",
    ]) || has(&[
        "postcode",
        "post code",
        "what is your name",
        "your full name",
        "your telephone",
        "your phone",
    ]) && contents.mean_words() < 4.0
        || contents.filled > 0
            && (asks_for_contact(plain) || names_typist(plain) && contents.mean_words() < 4.0)
    {
        return Role::Private;
    }
    // To whom a message went is who holds the consultation, and the same for everybody.
    if is_of_recipients(plain) {
        return Role::Private;
    }
    if contents.most(contents.addresses)
        || is(&["email", "e-mail", "email address", "e-mail address", "your email"])
    {
        return Role::Person;
    }
    if is(&[
        "id",
        "response id",
        "responseid",
        "respondent id",
        "respondentid",
        "userid",
        "user id",
        "unique id",
        "urn",
        "ref",
        "reference",
        "response ref",
        "comment id",
        "commentid",
        "submission id",
        "record id",
        "case id",
        "row id",
        "response number",
        "userno",
        "response no",
        "ref no",
        "reference number",
    ]) || plain == "no"
        && (contents.filled == 0 || contents.most(contents.numbers) && contents.variety() > 0.9)
        || is(&["respondent", "participant", "person", "interviewee", "contributor"])
            && contents.most(contents.codes)
    {
        return Role::Identifier;
    }
    // Few people say more than yes or no; what is not plainly either counts as a refusal, so a short answer may be anything.
    let asks_for_consent = asked(header).is_some()
        && !contents.most(contents.dates)
        && (contents.mean_words() < 6.0 && contents.distinct.len() <= MOST_CONSENTS
            || contents.most(contents.agreements)
            || asks_to_quote(header));
    if contents.filled > 0
        && contents.most(contents.ticks)
        && contents.distinct.len() <= 2
        && contents.longest <= 8
        && !asks_for_consent
        && !has(&SPEAKS_FOR)
    {
        return Role::Tick;
    }
    if asks_for_consent {
        return Role::Consent;
    }
    if is(&["represents", "members", "members represented", "represented", "number of members"])
        || has(&[
            "how many members",
            "how many people do you represent",
            "how many people does your organisation",
            "how many people does it represent",
            "how many people does the organisation",
            "how many people does your group",
            "number of people represented",
            "number of people you represent",
            "number of members represented",
        ])
    {
        return Role::Represents;
    }
    if has(&["name of organisation", "name of your organisation", "organisation name", "organization name"])
        || is(&["organisation", "organization"])
    {
        return Role::Organisation;
    }
    // "As an individual or on behalf of an organisation?" asks for the kind of respondent; "for an organisation?" for yes or no.
    let asks_for_capacity = has(&["individual or", "as an individual", "organisation or as", "yourself or"]);
    if has(&SPEAKS_FOR) && !asks_for_capacity && contents.mean_words() < 3.0 {
        return Role::IsOrganisation;
    }
    if is(&["question", "question text", "prompt", "question asked"]) {
        return Role::Question;
    }
    let named = |name: &str| Role::Attribute(name.to_owned());
    if contents.mean_words() < 7.0 && contents.longest < 25 {
        if is(&[
            "channel",
            "source",
            "response channel",
            "method",
            "how received",
            "received by",
            "received via",
            "contact method",
            "collector",
        ]) {
            return named(attribute::CHANNEL);
        }
        if is(&[
            "event",
            "event name",
            "name of event",
            "session",
            "workshop",
            "venue",
            "meeting",
            "focus group",
        ]) {
            return named(attribute::EVENT);
        }
        if is(&[
            "date",
            "timestamp",
            "submitted",
            "submitdate",
            "date submitted",
            "completed",
            "completion time",
            "ended",
            "end date",
            "enddate",
            "recordeddate",
            "started",
            "start time",
            "start date",
            "startdate",
            "created at",
            "received",
            "date received",
            "submission date",
            "event date",
            "date of event",
        ]) {
            return named(attribute::DATE);
        }
        if words <= 12
            && (is(&[
                "area",
                "town",
                "locality",
                "location",
                "district",
                "borough",
                "place",
                "council area",
                "region",
                "ward",
                "where",
                "your town",
                "town/village",
                "town or village",
                "nearest town",
                "area of residence",
                "neighbourhood",
                "local area",
                "parish",
                "pcn",
            ]) || has(&[
                "where do you live",
                "which area",
                "which town",
                "area do you",
                "live in",
                "your area",
                "local authority",
                "home town",
            ]))
        {
            return named(attribute::LOCALITY);
        }
        if is(&[
            "age",
            "age band",
            "age group",
            "age range",
            "your age",
            "age bracket",
            "age category",
            "age band?",
            "i am aged",
        ]) || has(&["how old are you", "your age", "what age", "age group"])
        {
            return named(attribute::AGE);
        }
        if is(&[
            "respondent type",
            "type",
            "stakeholder type",
            "capacity",
            "role",
            "type of respondent",
            "responding as",
        ]) || has(&[
            "in what capacity",
            "are you responding as",
            "are you responding on behalf",
            "who are you responding for",
            "are you answering as",
            "responding as",
            "on whose behalf",
            "i am a",
            "best describes you",
        ]) || is(&["respondent"])
            && contents.distinct.len() <= MOST_KINDS
            && (contents.filled == 0 || contents.variety() < 0.5)
        {
            return named(attribute::RESPONDENT_TYPE);
        }
    }
    if contents.filled == 0 {
        let asks = header.contains('?') || has(&["comment", "please explain", "tell us", "please say"]);
        return if asks { Role::Open } else { Role::Empty };
    }
    let is_technical = has(&[
        "start",
        "ended",
        "end time",
        "created",
        "modified",
        "updated",
        "submitted",
        "completed",
        "timestamp",
    ]);
    if is_technical && contents.most(contents.dates) {
        // When somebody began, or was reminded.
        return Role::Private;
    }
    // Where one person in ten writes sentences, the others' "no" answers an open question.
    let is_short = contents.longest <= 8;
    if contents.most(contents.numbers)
        || is_short && (contents.most(contents.ticks) || contents.most(contents.scale))
        || contents.most(contents.listed)
    {
        return Role::Closed;
    }
    if is_other(header) && has(&["specify", "state"]) {
        return Role::Open;
    }
    let is_equality = is_of_equality(plain);
    if is_equality && contents.mean_words() < 6.0 && contents.longest < 20 && !is_other(header) {
        return Role::Closed;
    }
    let is_answer_header = is(&[
        "text",
        "comment",
        "comments",
        "response",
        "answer",
        "feedback",
        "verbatim",
        "free text",
        "comment body",
        "review",
        "message",
        "body",
        "other comments",
        "additional comments",
        "any other comments",
    ]);
    let asks = header.contains('?')
        || has(&[
            "please explain",
            "please say",
            "tell us",
            "comment",
            "anything else",
            "feedback",
            "other (please specify)",
        ]);
    let is_varied = contents.variety() > 0.5 && (contents.distinct.len() > 5 || rows <= 10);
    let are_names = contents.mean_words() < MOST_WORDS_OF_NAME && !contents.speaks_for_itself();
    if names_person(plain) && are_names && contents.variety() > 0.5 && contents.distinct.len() > 1 {
        return Role::Private;
    }
    if names_subject(plain) && contents.mean_words() < MOST_WORDS_OF_SUBJECT && !contents.speaks_for_itself()
    {
        return Role::Closed;
    }
    if plain.starts_with("which ") && contents.variety() <= MOST_VARIETY_OF_OPTIONS {
        return Role::Closed;
    }
    // A few people wrote sentences, each another.
    let are_sentences =
        contents.mean_words() >= FEWEST_WORDS_OF_SENTENCES && contents.distinct.len() == contents.filled;
    let asks_for_views = asks_for_views(plain) && is_varied && contents.longest >= 2;
    let is_wordy = contents.mean_words() >= 4.0 || contents.mean_words() >= 2.5 && contents.longest >= 12;
    // "Why?": "Waits", "Phones", "They never answer".
    let asks_for_words = plain.starts_with("why")
        || has(&["in one word", "in three words", "please explain", "please describe"]);
    let is_shortly_answered = asks_for_words && contents.distinct.len() > 5 && contents.variety() > 0.3;
    if is_shortly_answered
        || are_sentences
        || asks_for_views
        || is_answer_header && (contents.mean_words() >= 1.5 || contents.longest >= 6)
        || is_wordy && is_varied
        || is_wordy && asks && contents.variety() > 0.2
        || asks && is_varied && contents.longest >= 4
        || has(&["comment", "anything else", "tell us", "please explain"]) && contents.longest >= 12
    {
        return Role::Open;
    }
    Role::Closed
}

/// Whether a header in plain words asks what equality monitoring asks.
pub(in crate::ingest) fn is_of_equality(plain: &str) -> bool {
    EQUALITY.iter().any(|part| plain.contains(part))
        || plain.split(|c: char| !c.is_alphabetic()).any(|word| word == "sex")
}

/// A header without the number of its question and what stands behind its words: "age" of "q3. age:", "your name" of "your name (optional)".
fn bare(header: &str) -> &str {
    let header = without_number(header);
    let header = match header.split_once(" (") {
        Some((words, inside))
            if ["optional", "required", "years", "if known"]
                .iter()
                .any(|aside| inside.starts_with(aside)) =>
        {
            words
        }
        _ => header,
    };
    header.trim_end_matches([':', '.', '*', ' '])
}

fn without_number(header: &str) -> &str {
    let rest = header.strip_prefix('q').unwrap_or(header).trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(" -").filter(|_| rest.len() < header.len()).map_or(rest, |_| &rest[1..]);
    match rest.strip_prefix(['.', ':', ')', '-']) {
        Some(words) if rest.len() < header.len() && words.starts_with(' ') => words.trim_start(),
        _ => header,
    }
}

/// Whether a header says to whom a message went: "To", "To: (Address)", "Cc", "Recipients".
fn is_of_recipients(plain: &str) -> bool {
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let mut words = words.into_iter().filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    match first {
        "to" | "cc" | "bcc" => matches!(rest[..], [] | ["address" | "email" | "e-mail" | "name"]),
        "sent" => rest == ["to"],
        _ => rest.is_empty() && matches!(first, "recipient" | "recipients"),
    }
}

/// Questions of equality monitoring: closed answers, however few people answered. They divide no figures unless the profile says so.
const EQUALITY: [&str; 13] = [
    "gender",
    "ethnic",
    "disability",
    "disabled",
    "long-term condition",
    "sexual orientation",
    "sexuality",
    "religion",
    "belief",
    "marital status",
    "pregnan",
    "first language",
    "are you a carer",
];

const SPEAKS_FOR: [&str; 4] =
    ["for an organisation", "for an organization", "behalf of an organisation", "behalf of an organization"];
