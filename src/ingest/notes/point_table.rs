//! How a table in event notes is laid out: where its questions, groups, points and votes stand.

use super::agreement::count_of;
use super::event_details::is_group;
use crate::ingest::tables::labels::is_ditto;
use crate::text::is_month;

/// What the first column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum First {
    /// Points like the others.
    Points,
    /// The names of discussion groups.
    Group,
    /// Questions.
    Question,
}

/// How a table of points is laid out.
pub(super) struct Grid {
    /// The row that heads the columns.
    pub(in crate::ingest) header: Option<usize>,
    headers: Vec<String>,
    /// What the first column holds.
    pub(in crate::ingest) first: First,
    /// The column that says how many agreed.
    pub(in crate::ingest) votes: Option<usize>,
    /// The columns that stand beside points and hold none.
    pub(super) beside: Vec<usize>,
    /// The columns of numbers besides that of votes.
    pub(super) counts: Vec<usize>,
    /// The columns that are each an event or a group of people: what all were asked stands in the first column.
    of_people: Vec<usize>,
}

/// Headers of columns that hold points and ask nothing.
const PLAIN: &[&str] = &[
    "comments",
    "comment",
    "points",
    "point",
    "notes",
    "note",
    "feedback",
    "responses",
    "response",
    "answers",
    "answer",
    "discussion",
    "key points",
    "points raised",
    "points made",
    "what was said",
    "views",
    "idea",
    "suggestion",
    "issue",
    "concern",
    "you said",
    "what you said",
    "what you told us",
    "sticky notes",
    "post-its",
    "post its",
    "quote",
    "quotes",
    "what people said",
    "what people told us",
    "what they said",
    "what they told us",
    "what was heard",
    "what we heard",
];

/// Headers of columns that stand beside points and hold none: who, when, and what staff answered or will do.
const BESIDE: &[&str] = &[
    "we did",
    "what we did",
    "we will",
    "our response",
    "action",
    "actions",
    "action taken",
    "owner",
    "lead",
    "deadline",
    "by when",
    "by whom",
    "officer",
    "facilitator",
    "name",
    "names",
    "address",
    "signature",
    "postcode",
    "date",
    "time",
    "location",
    "organisation",
    "item",
    "initials",
    "attendee",
    "member",
    "participant",
    "person",
    "said by",
    "speaker",
    "who",
    "who said it",
];

/// Headers that sort points under the question above the table.
const SORTS: &[&str] = &[
    "strengths",
    "weaknesses",
    "opportunities",
    "threats",
    "positives",
    "negatives",
    "positive",
    "negative",
    "good",
    "bad",
    "pros",
    "cons",
    "what works",
    "issues",
    "ideas",
    "suggestions",
    "concerns",
    "benefits",
    "priorities",
    "likes",
    "dislikes",
    "stop",
    "start",
    "continue",
    "solutions",
    "barriers",
    "problems",
    "challenges",
    "improvements",
];

/// Headers of a column that says how many agreed.
const VOTES: &[&str] = &[
    "votes",
    "dots",
    "ticks",
    "agree",
    "agreed",
    "agreement",
    "number agreeing",
    "how many",
    "count",
    "number",
    "no.",
    "times",
    "people",
    "times mentioned",
    "frequency",
    "how many people",
    "mentions",
    "no of people",
    "no. of people",
    "number of mentions",
    "number of people",
    "tally",
];

/// Headers of a first column of questions.
const QUESTIONS: &[&str] = &["question", "questions", "topic", "theme", "subject", "item", "agenda item"];

/// What an event is called.
const EVENTS: [&str; 14] = [
    "event",
    "workshop",
    "session",
    "meeting",
    "drop-in",
    "roadshow",
    "forum",
    "stall",
    "visit",
    "focus group",
    "fair",
    "open day",
    "coffee morning",
    "pop-up",
];

impl Grid {
    /// Looks at a table's rows of cells of paragraphs.
    pub(in crate::ingest) fn of(rows: &[Vec<Vec<String>>]) -> Grid {
        let headers: Vec<String> =
            rows.first().map(|row| row.iter().map(|cell| joined(cell)).collect()).unwrap_or_default();
        let plain: Vec<String> =
            headers.iter().map(|header| header.to_lowercase().trim_end_matches(':').to_owned()).collect();
        let is_known = |word: &String| {
            [PLAIN, SORTS, VOTES, QUESTIONS, BESIDE].iter().any(|list| list.contains(&word.as_str()))
        };
        let filled = || plain.iter().filter(|header| !header.is_empty());
        let asks =
            headers.iter().any(|header| header.contains('?') || header.split_whitespace().count() >= 4);
        let labels = filled().count() > 0 && filled().all(|header| is_known(header) || is_group(header));
        let first_is_group = headers.first().is_some_and(|header| header.is_empty() || is_group(header));
        let is_short = rows.first().is_some_and(|row| row.iter().all(|cell| cell.len() <= 2));
        let numbers = columns_of_numbers(rows);
        let is_of_questions = plain.first().is_some_and(|first| QUESTIONS.contains(&first.as_str()));
        let heads = asks || labels || first_is_group || is_of_questions || !numbers.is_empty();
        let header = (rows.len() > 1 && heads && is_short).then_some(0);
        let body = &rows[usize::from(header.is_some()).min(rows.len())..];
        let firsts = || {
            body.iter()
                .filter_map(|row| (row.len() > 1).then(|| row.first().map(|cell| joined(cell))).flatten())
                .map(|first| if is_ditto(&first) { String::new() } else { first })
        };
        let all_wide = !body.is_empty() && body.iter().all(|row| row.len() > 1);
        let is_of = |list: &[&str], header: &String| list.contains(&header.as_str());
        let others = || plain.iter().skip(1).filter(|header| !header.is_empty());
        // An item is a question where something else holds what was said of it.
        let has_others = others().any(|header| !is_of(BESIDE, header) && !is_of(VOTES, header));
        let is_named = header.is_some() && is_of_questions && has_others;
        let has_some = firsts().any(|first| !first.is_empty());
        let first =
            if all_wide && firsts().all(|first| is_group(&first) || first.is_empty() && first_is_group) {
                First::Group
            } else if all_wide
                && has_some
                && (is_named || firsts().all(|first| first.ends_with('?') || first.is_empty()))
            {
                First::Question
            } else {
                First::Points
            };
        let votes = header.and_then(|_| {
            let named = plain.iter().skip(1).position(|header| VOTES.contains(&header.as_str()));
            named.map(|at| at + 1).or_else(|| numbers.iter().copied().find(|at| counts_people(&plain[*at])))
        });
        // Where nothing else could be the points, what is to be done is.
        let has_points = filled().any(|header| !is_of(BESIDE, header) && !is_of(VOTES, header));
        let is_beside = |header: &String| {
            is_of(BESIDE, header) && (has_points || !is_of(&["action", "actions", "item"], header))
        };
        let is_first_question = |at: usize| at == 0 && first == First::Question;
        let beside = (0..plain.len())
            .filter(|at| header.is_some() && is_beside(&plain[*at]) && !is_first_question(*at))
            .collect();
        let counts = numbers.into_iter().filter(|at| Some(*at) != votes && header.is_some()).collect();
        let may_be_people = first == First::Question
            && header.is_some()
            && others().count() >= 2
            && others().all(|header| !is_known(header) && !header.ends_with('?'));
        let of_people = if may_be_people { 1..plain.len() } else { 0..0 }.collect();
        Grid { header, first, votes, beside, counts, of_people, headers }
    }

    /// Whether a row further down heads the rows below it as the first row does; its labels are the headers then: "Strengths | Weaknesses", "Opportunities | Threats".
    pub(super) fn is_header_again(&mut self, labels: &[String]) -> bool {
        let sorts = |label: &String| SORTS.contains(&label.to_lowercase().trim_end_matches(':'));
        let is_again = self.header.is_some()
            && labels.len() == self.headers.len()
            && labels.iter().all(sorts)
            && self.headers.iter().all(sorts);
        if is_again {
            self.headers = labels.to_vec();
        }
        is_again
    }

    /// The event that a column is of.
    pub(super) fn event(&self, column: usize) -> Option<String> {
        self.of_people(column).filter(|header| names_event(header)).map(str::to_owned)
    }

    /// The header of a column whose points are some people's.
    fn of_people(&self, column: usize) -> Option<&str> {
        self.header(column).filter(|_| self.of_people.contains(&column))
    }

    /// The header of a column, or of a cell that spans it.
    fn header(&self, column: usize) -> Option<&str> {
        self.header?;
        let filled = || self.headers.iter().enumerate().filter(|(_, header)| !header.is_empty());
        if filled().count() == 1 {
            return filled().next().map(|(_, header)| header.as_str());
        }
        self.headers.get(column).map(String::as_str).filter(|header| !header.is_empty())
    }

    /// The question that a column's header asks; `above` is the question that stands above the table.
    pub(in crate::ingest) fn question(&self, column: usize, above: Option<&str>) -> Option<String> {
        if self.of_people.contains(&column) {
            return None;
        }
        let header = self.header(column)?.trim_end_matches(':');
        let plain = header.to_lowercase();
        if PLAIN.contains(&plain.as_str()) || VOTES.contains(&plain.as_str()) || is_group(header) {
            return None;
        }
        let is_short = header.split_whitespace().count() < 3 && !header.ends_with('?');
        match above {
            Some(_) if is_short && !SORTS.contains(&plain.as_str()) => None,
            Some(above) if is_short => Some(format!("{above} – {header}")),
            _ if is_short && !SORTS.contains(&plain.as_str()) => None,
            _ => Some(header.to_owned()),
        }
    }

    /// The discussion group that a column's header names.
    pub(in crate::ingest) fn group(&self, column: usize) -> Option<String> {
        if let Some(people) = self.of_people(column) {
            return (!names_event(people)).then(|| people.to_owned());
        }
        self.header(column)
            .filter(|header| is_group(header))
            .filter(|_| column > 0 || self.first == First::Points)
            .map(str::to_owned)
    }
}

/// The columns below whose first cell, some words, stand nothing but counts: at least two.
fn columns_of_numbers(rows: &[Vec<Vec<String>>]) -> Vec<usize> {
    const FEWEST: usize = 2;
    let Some((header, body)) = rows.split_first() else { return Vec::new() };
    let is_column = |at: &usize| {
        let cells = || body.iter().filter_map(|row| row.get(*at)).map(|cell| joined(cell));
        let filled = || cells().filter(|cell| !cell.is_empty());
        let is_count = |cell: &String| count_of(cell).is_some() || is_ditto(cell);
        let head = joined(&header[*at]);
        head.contains(char::is_alphabetic)
            && count_of(&head).is_none()
            && filled().filter(|cell| count_of(cell).is_some()).count() >= FEWEST
            && filled().all(|cell| is_count(&cell))
    };
    (1..header.len()).filter(is_column).collect()
}

/// Whether the header of a column of numbers says that they count who said or wants something: "Green dots (agree)", and not "Buses a day".
fn counts_people(header: &str) -> bool {
    const OF_PEOPLE: [&str; 10] =
        ["agree", "dots", "mention", "people", "said", "stickers", "support", "tally", "ticks", "votes"];
    OF_PEOPLE.iter().any(|word| header.contains(word)) && !header.contains("disagree")
}

/// Whether a header says that questions stand below it.
pub(in crate::ingest) fn is_question_column(header: &str) -> bool {
    QUESTIONS.contains(&header.trim().to_lowercase().trim_end_matches(':'))
}

/// The words in a header that name kinds of events: "drop-in" in "Leek drop-in".
pub(in crate::ingest) fn kinds_of_event(header: &str) -> impl Iterator<Item = &'static str> {
    let plain = header.to_lowercase();
    EVENTS.into_iter().filter(move |event| plain.contains(event))
}

/// Whether a header names an event: "Leek event", "Stone, 8 February".
pub(in crate::ingest) fn names_event(header: &str) -> bool {
    let plain = header.to_lowercase();
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_day = |two: &[&str]| {
        let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 4;
        number(two[0]) && is_month(two[1]) || is_month(two[0]) && number(two[1])
    };
    kinds_of_event(header).next().is_some() || words.windows(2).any(is_day)
}

/// The words of a cell in one line.
pub(in crate::ingest) fn joined(cell: &[String]) -> String {
    cell.join(" ").trim().to_owned()
}
