//! Which headings say that what stands below them is the organiser's own, and not what people said.

use super::event_details::begins_as_told;
use crate::ingest::formats::Block;
use crate::text::{entries, plain_line};

/// Whose the words below a heading are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// People's: the heading is a question.
    Peoples,
    /// The organiser's, wherever it stands.
    Own,
    /// The organiser's in notes or a report of what people said, where other headings hold points, which it sums up or answers.
    OwnBesidePoints,
}

/// Beginnings of headings of the organiser's sections.
const BEGINNINGS: [&str; 14] = [
    "apolog",
    "facilitator",
    "scribe",
    "note-taker",
    "note taker",
    "attendance",
    "attendee",
    "list of attendees",
    "in attendance",
    "agenda",
    "housekeeping",
    "disclaimer",
    "acknowledgement",
    "acknowledgment",
];

/// The organiser's sections. Words that begin questions, too, "Actions you want us to take", count only as the whole heading.
const OWN: &str = include_str!("lists/own_sections.txt");

/// Questions that the organiser asks of itself in a report.
const ASKED_OF_ITSELF: [&str; 10] = [
    "how did we do it",
    "what did we do",
    "what happens next",
    "what happens now",
    "what is enter and view",
    "what is healthwatch",
    "what will happen next",
    "what will we do",
    "who are healthwatch",
    "who is healthwatch",
];

/// Sections that only sum up or answer where points stand elsewhere, and may else be where the points are.
const OWN_BESIDE_POINTS: &str = include_str!("lists/own_beside_points.txt");

/// What may stand before the name of a section: "Our recommendations", "Key findings".
const BEFORE: [&str; 8] =
    ["our ", "key ", "main ", "healthwatch's ", "healthwatch ", "the ", "draft ", "some "];

/// What follows the name of a section: "Recommendations for commissioners".
const BEHIND: [&str; 6] = [
    "recommendations for ",
    "recommendations to ",
    "recommendation ",
    "conclusions from ",
    "actions for ",
    "next steps for ",
];

/// Which of the organiser's sections are none of people's in these notes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asides {
    /// Whether this tells of what people said, with points under headings that are no section of the organiser's.
    has_points: bool,
}

impl Asides {
    /// Looks at what stands under the headings of a document.
    pub(super) fn of(blocks: &[Block], told: &[String]) -> Asides {
        let mut is_peoples = true;
        let has_points = blocks.iter().any(|block| match block {
            Block::Heading(text) => {
                is_peoples = section(text, told) == Section::Peoples;
                false
            }
            Block::Bullet(_) | Block::Table(_) => is_peoples,
            Block::Paragraph(_) => false,
        });
        Asides { has_points: has_points && tells_of_people(blocks) }
    }

    /// Whether a heading ends the questions: what stands below it is not what people said.
    pub(super) fn holds(self, heading: &str, told: &[String]) -> bool {
        match section(heading, told) {
            Section::Peoples => false,
            Section::Own => true,
            Section::OwnBesidePoints => self.has_points,
        }
    }

    /// Whether a heading divides the section that stands above it, and begins no other: "For commissioners".
    pub(super) fn goes_on(heading: &str) -> bool {
        let line = plain_line(heading);
        ["for ", "to "].iter().any(|start| plain(&line).starts_with(start))
            && !heading.trim_end().ends_with('?')
    }
}

/// Whether a document says that it tells of an event, a visit or what people said. Else it may be an organisation's own response, whose recommendations are what it came to say.
fn tells_of_people(blocks: &[Block]) -> bool {
    const TITLES: [&str; 26] = [
        "cafe",
        "café",
        "chat",
        "coffee",
        "conversation",
        "drop in",
        "drop-in",
        "engagement",
        "enter and view",
        "event",
        "focus group",
        "forum",
        "group",
        "listening",
        "meeting",
        "minutes",
        "notes",
        "outreach",
        "panel",
        "roadshow",
        "session",
        "stall",
        "visit",
        "walk the patch",
        "what people",
        "workshop",
    ];
    const HEADINGS: [&str; 10] = [
        "told us",
        "people said",
        "you said",
        "people told",
        "we heard",
        "people think",
        "participants",
        "residents",
        "attendees",
        "?",
    ];
    const OWN_WORDS: [&str; 3] = ["response to", "response from", "submission"];
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.to_lowercase().contains(word));
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading(text) | Block::Paragraph(text) => text.lines().next(),
        _ => None,
    });
    let asks = |block: &Block| matches!(block, Block::Heading(text) if says(text, &HEADINGS));
    title.is_some_and(|title| !says(title, &OWN_WORDS))
        && (title.is_some_and(|title| says(title, &TITLES)) || blocks.iter().any(asks))
}

fn section(heading: &str, told: &[String]) -> Section {
    let line = plain_line(heading);
    let plain = plain(&line);
    if ASKED_OF_ITSELF.contains(&plain.trim_end_matches('?')) {
        return Section::Own;
    }
    if ["present:", "actions:", "next steps:"].iter().any(|start| line.starts_with(start))
        || BEGINNINGS.iter().any(|start| plain.starts_with(start))
        || begins_as_told(heading, told)
    {
        return Section::Own;
    }
    // "Findings and recommendations": all of its parts, or none.
    let parts = || plain.split([',', '/', '&']).flat_map(|part| part.split(" and ")).map(str::trim);
    let kind = |part: &str| {
        let bare = BEFORE.iter().fold(part, |part, before| part.strip_prefix(before).unwrap_or(part));
        let is_one_of = |list: &str| entries(list).any(|known| known == part || known == bare);
        if is_one_of(OWN) {
            Section::Own
        } else if is_one_of(OWN_BESIDE_POINTS) || BEHIND.iter().any(|start| bare.starts_with(start)) {
            Section::OwnBesidePoints
        } else {
            Section::Peoples
        }
    };
    match parts().map(kind).collect::<Vec<_>>().as_slice() {
        [] => Section::Peoples,
        kinds if kinds.contains(&Section::Peoples) => kind(plain),
        kinds if kinds.contains(&Section::OwnBesidePoints) => Section::OwnBesidePoints,
        _ => Section::Own,
    }
}

/// A heading's line in small letters without its number and what closes it: "3.2 next steps:" is "next steps".
fn plain(line: &str) -> &str {
    let numbered = ["appendix", "annex", "section", "part"].iter().find_map(|word| {
        let (number, rest) = line.strip_prefix(word)?.split_once([':', '-'])?;
        (number.trim().chars().count() <= 3).then_some(rest)
    });
    let words = numbered
        .unwrap_or(line)
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    words.trim_end_matches([':', '.', ' ', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_aside(heading: &str, has_points: bool) -> bool {
        Asides { has_points }.holds(heading, &["JB's part".to_owned()])
    }

    #[test]
    fn lists_are_sorted() {
        for list in [OWN, OWN_BESIDE_POINTS] {
            assert!(entries(list).is_sorted_by(|one, other| one < other));
        }
    }

    #[test]
    fn the_organisers_sections_are_known_by_their_headings() {
        for heading in [
            "Apologies",
            "3.2 Next steps:",
            "What we will do",
            "Who took part?",
            "What is Enter and View?",
            "Purpose of the visit",
            "Welcome and introductions",
            "Service provider response",
            "Methodology",
            "Appendix A: Questions we asked",
            "JB's part",
        ] {
            assert_eq!(is_aside(heading, false), heading != "Who took part?", "{heading}");
        }
    }

    #[test]
    fn what_sums_up_counts_where_nothing_else_would() {
        for heading in [
            "Recommendations",
            "Our recommendations",
            "4. Key findings",
            "Findings and recommendations",
            "Conclusions & next steps",
            "Recommendations for commissioners",
            "Recommendation 2",
            "Our commitments",
        ] {
            assert!(is_aside(heading, true), "{heading}");
            assert!(!is_aside(heading, false), "{heading}");
        }
    }

    #[test]
    fn an_organisations_own_recommendations_are_what_it_says() {
        let blocks = |title: &str| {
            let heading = |text: &str| Block::Heading(text.to_owned());
            let bullet = || Block::Bullet("The bus".to_owned());
            [heading(title), heading("Transport"), bullet(), heading("Recommendations"), bullet()]
        };
        for (title, is_aside) in [
            ("League of Friends", false),
            ("Response to the consultation from the carers' forum", false),
            ("Notes of the carers' forum", true),
        ] {
            let asides = Asides::of(&blocks(title), &[]);
            assert_eq!(asides.holds("Recommendations", &[]), is_aside, "{title}");
        }
    }

    #[test]
    fn headings_of_what_people_said_stay_questions() {
        for heading in [
            "Actions you want us to take",
            "What would you recommend?",
            "Recommendations people made",
            "What people told us",
            "What residents told us",
            "What should we do next?",
            "Findings out of hours",
            "Summary care records",
            "Presentation of the new clinic: what do you think?",
            "Appendix 1: What people said",
            "Themes people raised",
            "Access",
            "Care and support",
        ] {
            assert!(!is_aside(heading, true), "{heading}");
        }
    }
}
