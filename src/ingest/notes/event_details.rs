//! What lines of event notes are besides points people made.

use crate::ingest::Event;
use crate::ingest::numbers::only;
use crate::submission::Part;
use crate::text::plain_line;

/// What a line such as `Date: 6 February` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Name,
    Date,
    Place,
    Venue,
    Attendance,
    Other,
}

/// The words before the colon, and what they announce.
const DETAILS: &[(Detail, &[&str])] = &[
    (Detail::Name, &["event", "event name", "name of event", "event title"]),
    (
        Detail::Date,
        &[
            "date",
            "when",
            "date of event",
            "event date",
            "date of visit",
            "visit date",
            "date of meeting",
            "meeting date",
            "date and time",
            "date & time",
        ],
    ),
    (Detail::Place, &["area", "locality", "town", "place"]),
    (
        Detail::Attendance,
        &[
            "attendance",
            "attended",
            "number attending",
            "number attended",
            "attendees",
            "people present",
            "number of attendees",
            "no. of attendees",
            "no of attendees",
            "number of participants",
            "no. of participants",
            "participants",
            "people attending",
            "people who attended",
            "number of people",
            "number of people attending",
            "total attendance",
            "total attendees",
            "number present",
            "numbers attended",
            "headcount",
            "how many people came",
        ],
    ),
    (Detail::Venue, &["venue", "location"]),
    (
        Detail::Other,
        &[
            "facilitator",
            "facilitators",
            "facilitated by",
            "scribe",
            "scribes",
            "note-taker",
            "note taker",
            "notes taken by",
            "time",
            "host",
            "hosted by",
            "present",
            "apologies",
            "in attendance",
            "led by",
            "chair",
        ],
    ),
];

/// The labels that announce people by name, and what those people do.
pub(super) const LISTS_OF_PEOPLE: &[(Part, &[&str])] = &[
    (
        Part::Speaks,
        &[
            "attendance",
            "attended",
            "attended by",
            "attendee",
            "attendees",
            "attendee list",
            "list of attendees",
            "in attendance",
            "also in attendance",
            "present",
            "those present",
            "also present",
            "people present",
            "members present",
            "participants",
            "panel",
            "chair",
            "staff present",
            "staffed by",
            "authorised representatives",
        ],
    ),
    (
        Part::Leads,
        &[
            "facilitator",
            "facilitators",
            "facilitated by",
            "led by",
            "scribe",
            "scribes",
            "note-taker",
            "note taker",
            "notes",
            "notes by",
            "notes taken by",
            "minutes",
            "minutes by",
            "minutes taken by",
        ],
    ),
    (Part::IsAbsent, &["apologies", "apologies received", "apologies for absence", "apologies from"]),
];

/// Takes a line such as `Attendance: 34`, or a key and its value in two cells of a table. Says whether it is one.
pub(in crate::ingest) fn take(text: &str, details: &mut Event) -> bool {
    let parts = text.split_once(':').or_else(|| text.split_once(" – ")).or_else(|| text.split_once(" - "));
    if let Some((key, value)) = parts
        && take_pair(key, value, details)
    {
        return true;
    }
    // `34 people attended`, `Attendance 34`.
    let plain = text.trim().to_lowercase();
    let plain = plain.trim_end_matches('.');
    let counts =
        plain.ends_with(" attended") || plain.ends_with(" attendees") || plain.ends_with(" people present");
    let named =
        plain.strip_prefix("attendance ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if (counts || named) && plain.split_whitespace().count() <= 5 && only(plain).is_some() {
        details.attendance = only(plain);
        return true;
    }
    false
}

/// The same of a key and a value that stand apart.
pub(in crate::ingest) fn take_pair(key: &str, value: &str, details: &mut Event) -> bool {
    let key = key.trim().trim_end_matches(':').to_lowercase();
    let Some((detail, _)) = DETAILS.iter().find(|(_, keys)| keys.contains(&key.as_str())) else {
        return false;
    };
    let value = value.trim().to_owned();
    let told = |value: String| Some(value).filter(|value| !value.is_empty());
    match detail {
        Detail::Name if details.name.is_empty() => details.name = value,
        Detail::Date => details.date = told(value),
        Detail::Place => details.place = told(value),
        Detail::Venue => details.venue = told(value),
        // A list of who was there is no number.
        Detail::Attendance => details.attendance = only(&value).or(details.attendance),
        Detail::Name | Detail::Other => {}
    }
    true
}

/// Whether a label, in small letters, is one that notes of an event have and no respondent's form.
pub(in crate::ingest) fn tells_of_event(label: &str) -> bool {
    const OF_ANYBODY: &[&str] = &["location", "time", "present", "chair", "host"];
    let found = DETAILS.iter().find(|(_, keys)| keys.contains(&label));
    found.is_some_and(|(detail, _)| !matches!(detail, Detail::Date | Detail::Place))
        && !OF_ANYBODY.contains(&label)
}

/// Whether a line or cell is the name of a discussion group: `Table 3`, `Group A: carers`.
pub(in crate::ingest) fn is_group(text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_chart = matches!(words.as_slice(), ["flip", "chart", number] | ["flipchart" | "station" | "poster", number] if number.trim_end_matches(':').parse::<u32>().is_ok());
    if is_chart {
        return true;
    }
    let is_named = matches!(words.first(), Some(&("table" | "group" | "breakout" | "tables" | "groups")));
    // "Group B more nurses" is a name that ran into a point.
    let runs_on = words.get(1).is_some_and(|word| word.len() == 1 || word.parse::<u32>().is_ok())
        && words
            .get(2)
            .is_some_and(|word| word.starts_with(char::is_alphabetic) && !matches!(*word, "and" | "of"));
    let named = words.iter().filter(|word| word.contains(char::is_alphanumeric)).count();
    is_named && !runs_on && named <= 4 && !plain.ends_with(['?', '.'])
}

/// Whether a paragraph above all points tells of the event itself: "We visited the stroke club to hear from its members".
pub(in crate::ingest) fn is_preamble(text: &str) -> bool {
    const BEGINNINGS: [&str; 40] = [
        "a stall was",
        "as part of",
        "attendees were asked",
        "comments were collected",
        "everyone was asked",
        "everybody was asked",
        "healthwatch ",
        "members were asked",
        "participants were asked",
        "participants were each",
        "people were asked",
        "people were invited",
        "the aim of",
        "the event was",
        "the focus group was",
        "the meeting was held",
        "the purpose of",
        "the session was",
        "the team visited",
        "the workshop was",
        "these comments",
        "these notes",
        "this drop-in",
        "this event",
        "this focus group",
        "this session",
        "this visit",
        "this workshop",
        "we asked people",
        "we asked everyone",
        "we attended",
        "we held",
        "we hosted",
        "we invited",
        "we put up",
        "we ran",
        "we set up",
        "we visited",
        "we went along",
        "we went to",
    ];
    const OF_EVENTS: [&str; 22] = [
        "people",
        "everybody",
        "everyone",
        "residents",
        "patients",
        "members",
        "carers",
        "visitors",
        "public",
        "comments",
        "views",
        "feedback",
        "session",
        "event",
        "group",
        "stall",
        "wall",
        "workshop",
        "notes",
        "club",
        "meeting",
        "participants",
    ];
    let plain = text.trim_start().to_lowercase();
    let tells = |word: &str| OF_EVENTS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
    // "We went to A&E and waited": somebody's own, not the organiser's.
    let is_own = |word: &str| matches!(word, "i" | "my" | "me" | "i've" | "waited" | "waiting");
    BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
        && plain.split_whitespace().any(tells)
        && !plain.split_whitespace().any(is_own)
}

/// Whether a paragraph closes the notes: "Thank you to everyone who came along".
pub(super) fn thanks_those_who_came(text: &str) -> bool {
    let plain = text.trim_start().to_lowercase();
    let thanks = [
        "thank you to everyone who",
        "thank you to all who",
        "thanks to everyone who",
        "thanks to all who",
        "we would like to thank everyone who",
    ];
    thanks.iter().any(|start| plain.starts_with(start))
        && ["came", "attend", "took part", "joined", "contribut"].iter().any(|word| plain.contains(word))
}

/// Whether a point is what minutes say of the meeting itself: "Meeting closed at 8.40pm", "Date of next meeting: 4 June".
pub(super) fn is_of_meeting(text: &str) -> bool {
    const LONGEST: usize = 15;
    const BEGINNINGS: [&str; 12] = [
        "meeting closed",
        "the meeting closed",
        "meeting ended",
        "the meeting ended",
        "meeting finished",
        "the meeting finished",
        "meeting opened",
        "date of next meeting",
        "date of the next meeting",
        "next meeting:",
        "agreed as a true record",
        "agreed as an accurate record",
    ];
    let plain = text.trim().to_lowercase();
    BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
        && plain.split_whitespace().count() <= LONGEST
}

/// Whether a title is that of notes: "NOTES - village hall, Tues 7pm", "Drop-in at the library", "Minutes of the meeting".
pub(in crate::ingest) fn is_title_of_notes(title: &str) -> bool {
    const LONGEST: usize = 20;
    const NAMES: [&str; 12] = [
        "notes",
        "minutes",
        "drop-in",
        "drop in",
        "workshop",
        "focus group",
        "listening event",
        "engagement event",
        "public meeting",
        "community event",
        "roadshow",
        "pop-up",
    ];
    let plain = title.trim().to_lowercase();
    // "I waited 40 minutes" is none.
    let begins_there = |at: usize| {
        let before = &plain[..at];
        !before.ends_with(char::is_alphanumeric) && !before.trim_end().ends_with(|c: char| c.is_ascii_digit())
    };
    let is_one = |name: &&str| plain.match_indices(*name).any(|(at, _)| begins_there(at));
    !plain.contains('\n') && plain.split_whitespace().count() <= LONGEST && NAMES.iter().any(is_one)
}

/// Whether a line is the facilitator's or scribe's own: `Facilitator's note: …`, `[Note: …]`, `Scribe: …`, or begins as the profile tells.
pub(super) fn is_facilitators(text: &str, told: &[String]) -> bool {
    if begins_as_told(text, told) {
        return true;
    }
    let plain = text.trim().to_lowercase().replace('’', "'");
    let is_bracketed = plain.starts_with(['[', '(']);
    let plain = plain.trim_start_matches(['[', '(']);
    if is_bracketed
        && (plain.starts_with("note:") || plain.starts_with("note to ") || plain.starts_with("notes:"))
    {
        return true;
    }
    let Some(rest) = ["facilitator", "scribe", "note-taker", "note taker", "notetaker", "moderator"]
        .iter()
        .find_map(|who| plain.strip_prefix(who))
    else {
        return false;
    };
    let rest = rest.trim_start_matches("'s").trim_start_matches("s'").trim_start_matches('s').trim_start();
    let rest = rest
        .trim_start_matches("notes")
        .trim_start_matches("note")
        .trim_start_matches("comments")
        .trim_start_matches("comment");
    rest.trim_start().starts_with([':', '–', '-'])
}

/// Whether a text begins as the profile tells of the organiser's own.
pub(super) fn begins_as_told(text: &str, told: &[String]) -> bool {
    let starts = told.iter().map(|start| plain_line(start)).filter(|start| !start.is_empty());
    let text = if told.is_empty() { String::new() } else { plain_line(text) };
    starts.into_iter().any(|start| text.starts_with(&start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facilitators_line_is_told_from_a_point() {
        for line in [
            "Facilitator's note: they all laughed",
            "Facilitator’s notes – loud room",
            "[Note: break at 3]",
            "Scribe: see above",
        ] {
            assert!(is_facilitators(line, &[]), "{line}");
        }
        for line in ["The facilitator was good", "Note how long it takes", "Facilitators should listen more"]
        {
            assert!(!is_facilitators(line, &[]), "{line}");
        }
        assert!(is_facilitators("JB: I prompted here", &["JB:".to_owned()]));
    }

    #[test]
    fn what_an_organiser_tells_of_the_event_is_no_point() {
        for preamble in [
            "We put up a wall in the foyer and invited everybody to write on it.",
            "We went along to the coffee morning to hear what people think.",
            "This session was held for carers.",
            "Healthwatch Staffordshire ran the workshop with the council.",
        ] {
            assert!(is_preamble(preamble), "{preamble}");
        }
        for point in [
            "We went to A&E and waited nine hours with other people.",
            "We asked for a bench.",
            "This surgery is the best in town",
            "People say the bus is late",
            "The purpose of the app is lost on me, and I am not alone in the group",
        ] {
            assert!(!is_preamble(point), "{point}");
        }
    }

    #[test]
    fn a_group_is_named_in_few_words() {
        for name in [
            "Table 3",
            "Group A: carers",
            "Breakout group 2",
            "Group B – young people",
            "Tables 1 and 2",
            "FLIP CHART 2",
        ] {
            assert!(is_group(name), "{name}");
        }
        for point in [
            "Group B more nurses",
            "Group therapy is what people need",
            "Tables are wobbly.",
            "Flip charts",
            "Station road 4",
        ] {
            assert!(!is_group(point), "{point}");
        }
    }

    #[test]
    fn attendance_is_read_however_it_is_written() {
        for (line, attendance) in [
            ("Attendance: 34", Some(34)),
            ("Attendees – about 1,200", Some(1200)),
            ("34 people attended", Some(34)),
            ("Number of participants: 12 (3 of them staff)", Some(12)),
            ("Attendees: Jo, Sam", None),
        ] {
            let mut details = Event::default();
            assert!(take(line, &mut details), "{line}");
            assert_eq!(details.attendance, attendance, "{line}");
        }
        let mut details = Event::default();
        assert!(!take("The GP said: come back later", &mut details));
    }
}
