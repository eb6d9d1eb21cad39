//! How a table in event notes is laid out: where its questions, groups, points and votes stand.

use super::event_details::is_group;

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
];

/// Headers of a first column of questions.
const QUESTIONS: &[&str] = &["question", "questions", "topic", "theme", "subject"];

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
        let header = (rows.len() > 1 && (asks || labels || first_is_group) && is_short).then_some(0);
        let body = &rows[usize::from(header.is_some()).min(rows.len())..];
        let firsts = || {
            body.iter()
                .filter_map(|row| (row.len() > 1).then(|| row.first().map(|cell| joined(cell))).flatten())
        };
        let all_wide = !body.is_empty() && body.iter().all(|row| row.len() > 1);
        let is_named =
            header.is_some() && plain.first().is_some_and(|first| QUESTIONS.contains(&first.as_str()));
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
        let votes =
            header.and_then(|_| plain.iter().skip(1).position(|header| VOTES.contains(&header.as_str())));
        let is_of = |list: &[&str], header: &String| list.contains(&header.as_str());
        // Where nothing else could be the points, what is to be done is.
        let has_points = filled().any(|header| !is_of(BESIDE, header) && !is_of(VOTES, header));
        let is_beside = |header: &String| {
            is_of(BESIDE, header) && (has_points || !is_of(&["action", "actions", "item"], header))
        };
        let beside = (0..plain.len()).filter(|at| header.is_some() && is_beside(&plain[*at])).collect();
        Grid { header, first, votes: votes.map(|at| at + 1), beside, headers }
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
        self.header(column)
            .filter(|header| is_group(header))
            .filter(|_| column > 0 || self.first == First::Points)
            .map(str::to_owned)
    }
}

/// The words of a cell in one line.
pub(in crate::ingest) fn joined(cell: &[String]) -> String {
    cell.join(" ").trim().to_owned()
}
