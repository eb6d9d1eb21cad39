//! What headers are called that name services, people or views, whatever stands below them.

/// Whether a header names what a row is about in a few words: a service, a place, a topic.
pub(super) fn names_subject(plain: &str) -> bool {
    SUBJECTS.contains(&plain) || plain.starts_with("name of ")
}

const SUBJECTS: [&str; 44] = [
    "service",
    "services",
    "service name",
    "service used",
    "service type",
    "service area",
    "provider",
    "provider name",
    "service/provider",
    "provider/service",
    "location",
    "subject",
    "subject of call",
    "subject of enquiry",
    "department",
    "ward",
    "practice",
    "practice name",
    "gp practice",
    "surgery",
    "gp surgery",
    "dentist",
    "pharmacy",
    "care home",
    "trust",
    "site",
    "hospital",
    "clinic",
    "where collected",
    "where heard",
    "setting",
    "category",
    "heading",
    "topic",
    "job title",
    "occupation",
    "profession",
    "health condition",
    "health conditions",
    "condition",
    "conditions",
    "group",
    "group name",
    "audience",
];

/// Whether a header names the person of a row, if different people stand below it.
pub(super) fn names_person(plain: &str) -> bool {
    const NOT_PERSONS: [&str; 24] = [
        "service",
        "practice",
        "organisation",
        "provider",
        "event",
        "venue",
        "hospital",
        "group",
        "ward",
        "file",
        "state",
        "county",
        "city",
        "town",
        "district",
        "area",
        "place",
        "region",
        "country",
        "street",
        "school",
        "trust",
        "company",
        "column",
    ];
    let bare = plain.trim_end_matches(['?', ':', ' ']);
    let words = || bare.split([' ', '/']);
    let has_name = words().any(|word| ["name", "names"].contains(&word));
    let is_persons = !words().any(|word| NOT_PERSONS.contains(&word));
    PERSONS.contains(&bare) || has_name && is_persons && words().count() <= 6
}

/// Whether a header numbers the people of a table, so that the same number is the same person's.
pub(super) fn numbers_person(plain: &str) -> bool {
    let plain = plain.trim_end_matches([':', '#', ' ']);
    let rest = ["respondent", "participant", "person", "speaker", "interviewee"]
        .iter()
        .find_map(|who| plain.strip_prefix(who));
    rest.is_some_and(|rest| ["", " id", " no", " no.", " number", " code", " ref"].contains(&rest))
}

const PERSONS: [&str; 27] = [
    "who",
    "who told us",
    "who said it",
    "given by",
    "from",
    "sender",
    "feedback from",
    "heard from",
    "contact",
    "complainant",
    "attendee",
    "client",
    "caller",
    "patient",
    "service user",
    "individual",
    "person",
    "speaker",
    "submitted by",
    "next of kin",
    "initials",
    "twitter handle",
    "handle",
    "name and address",
    "name/organisation",
    "respondent",
    "participant",
];

/// Whether a header names the member of staff who took or typed in a row.
pub(super) fn names_typist(plain: &str) -> bool {
    const TYPISTS: [&str; 20] = [
        "interviewer",
        "interviewed by",
        "staff",
        "staff member",
        "member of staff",
        "completed by",
        "owner",
        "lead",
        "case owner",
        "handler",
        "case handler",
        "assigned to",
        "facilitator",
        "scribe",
        "officer",
        "created by",
        "modified by",
        "uploaded by",
        "added by",
        "taken by",
    ];
    const BEGINNINGS: [&str; 6] =
        ["collected by", "entered by", "recorded by", "logged by", "input by", "inputted by"];
    TYPISTS.contains(&plain) || BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
}

/// Whether a header asks for what tells who somebody is, what they need to come, or how to reach them.
pub(super) fn asks_for_contact(plain: &str) -> bool {
    const ASKS: [&str; 17] = [
        "access needs",
        "access requirements",
        "dietary requirements",
        "leave your details",
        "leave your name",
        "leave your contact",
        "leave your email",
        "your contact details",
        "name and contact",
        "name and address",
        "can we contact you",
        "may we contact you",
        "happy for us to contact",
        "how can we reach you",
        "mailing list",
        "prize draw",
        "full address",
    ];
    ASKS.iter().any(|ask| plain.contains(ask)) || plain.starts_with("address line")
}

/// Whether a header asks for what people think, so that a few words are an answer.
pub(super) fn asks_for_views(plain: &str) -> bool {
    const WORDS: [&str; 22] = [
        "suggestion",
        "suggestions",
        "idea",
        "ideas",
        "likes",
        "dislikes",
        "positives",
        "negatives",
        "good points",
        "bad points",
        "improvements",
        "strengths",
        "weaknesses",
        "barriers",
        "main issue",
        "main issues",
        "main concern",
        "main concerns",
        "even better if",
        "one thing to change",
        "what works",
        "what doesn't work",
    ];
    const PARTS: [&str; 8] = [
        "went well",
        "works well",
        "working well",
        "could be better",
        "could be improved",
        "would you change",
        "could change one thing",
        "should we improve",
    ];
    WORDS.contains(&plain.trim_end_matches(['?', ':', ' '])) || PARTS.iter().any(|part| plain.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_apart_by_their_words() {
        assert!(
            names_subject("gp practice") && names_subject("name of service") && !names_subject("comment")
        );
        assert!(names_person("patient name"));
        assert!(!names_person("practice name") && !names_person("event name") && names_person("caller"));
        assert!(asks_for_contact("if you would like a reply please leave your details"));
        assert!(!asks_for_contact("how could the hospital contact you better?"));
        assert!(
            asks_for_views("what went well") && asks_for_views("suggestions") && !asks_for_views("reason")
        );
    }
}
