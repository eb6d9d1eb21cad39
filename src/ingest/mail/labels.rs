//! The labels of a web form in the messages it wrote, and what somebody filled in behind or below each.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::tables::column::{is_known_header, is_named_header};
use crate::ingest::tables::headings::{plain, tidy};

/// What is in so many messages is no coincidence, if they are this share of those compared: a fifth, and nine tenths where nothing but its coming
/// again says that a line is a label.
const FEWEST: usize = 3;
const ONE_IN: usize = 5;

/// A label has at most so many bytes.
const LONGEST_LABEL: usize = 300;

/// A message that a web form wrote, divided.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// Lines with something on them that are the form's own and no label.
    pub(super) own_lines: usize,
    /// Each label, tidy, with what was filled in; in order, none twice.
    pub(super) fields: Vec<(String, String)>,
}

/// The labels that came again in the messages of one sender, as they are compared.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// What stands before a colon or a tab.
    before_colons: BTreeSet<String>,
    /// Whole lines that are labels.
    lines: BTreeSet<String>,
    /// Whole lines that are the form's own, label or not.
    common: BTreeSet<String>,
    /// Those among them that head several labels, or close the message: nobody fills in anything below them.
    headings: BTreeSet<String>,
}

impl Labels {
    /// Learns the labels of messages that may be of one form.
    pub(super) fn of(bodies: &[&str]) -> Labels {
        let mut before_colons: BTreeMap<String, usize> = BTreeMap::new();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for body in bodies {
            let mut seen_before: BTreeSet<String> = BTreeSet::new();
            let mut seen: BTreeSet<String> = BTreeSet::new();
            for line in body.lines() {
                seen_before.extend(divisions(line).map(|(label, _)| compared(label)));
                seen.insert(compared(line));
            }
            seen_before.into_iter().for_each(|label| *before_colons.entry(label).or_default() += 1);
            seen.into_iter().for_each(|line| *lines.entry(line).or_default() += 1);
        }
        let count = bodies.len();
        let comes_again = |times: usize| times >= FEWEST && times * ONE_IN >= count;
        let is_in_all = |times: usize| times >= FEWEST && times * 10 >= count * 9;
        let is_answer = |line: &str| ANSWERS.contains(&line);
        let are_words = |line: &str| line.contains(' ') && line.chars().any(char::is_alphabetic);
        let label_lines = lines.iter().filter(|(line, times)| {
            !is_answer(line)
                && (comes_again(**times) && line.ends_with('?') || is_in_all(**times) && are_words(line))
        });
        let mut labels = Labels {
            lines: label_lines.map(|(line, _)| line.clone()).collect(),
            before_colons: before_colons
                .into_iter()
                .filter(|(label, times)| comes_again(*times) && !label.is_empty())
                .map(|(label, _)| label)
                .collect(),
            common: lines
                .iter()
                .filter(|(line, times)| is_in_all(**times) && !is_answer(line))
                .map(|(line, _)| line.clone())
                .collect(),
            headings: BTreeSet::new(),
        };
        labels.demote(bodies);
        labels
    }

    /// What comes again and never has anything below it is no label: below a label without any other answer it is what everybody answered, else a
    /// heading.
    fn demote(&mut self, bodies: &[&str]) {
        let divided: Vec<Filled> = bodies.iter().filter_map(|body| self.divide(body, "")).collect();
        let mut answered: BTreeSet<String> = BTreeSet::new();
        for (label, value) in divided.iter().flat_map(|filled| &filled.fields) {
            if !value.is_empty() {
                answered.insert(compared(label));
            }
        }
        let is_empty = |label: &str| !answered.contains(&compared(label));
        let mut heads: BTreeSet<String> = BTreeSet::new();
        let mut answers: BTreeSet<String> = BTreeSet::new();
        for filled in &divided {
            for (at, (label, _)) in filled.fields.iter().enumerate().filter(|(_, (label, _))| is_empty(label))
            {
                let plain = compared(label);
                let asks = plain.ends_with('?') || is_known_alone(&plain);
                let before = at.checked_sub(1).map(|before| filled.fields[before].0.as_str());
                let is_asked =
                    before.is_some_and(|before| is_empty(before) && !heads.contains(&compared(before)));
                if !asks && is_asked && !is_known(&plain) {
                    answers.insert(plain);
                } else if !asks {
                    heads.insert(plain);
                }
            }
        }
        for plain in heads.iter().chain(&answers) {
            self.lines.remove(plain);
        }
        for plain in &answers {
            self.common.remove(plain);
        }
        self.headings = heads;
    }

    /// The label that a line is or begins with, and what stands behind it. The longest that is known wins: one may hold a colon itself.
    fn label<'l>(&self, line: &'l str) -> Option<(&'l str, &'l str)> {
        let line = bare(line);
        let whole = compared(line);
        if self.headings.contains(&whole) || ENDS.iter().any(|end| whole.starts_with(end)) {
            return None;
        }
        let divided = divisions(line).filter(|(label, _)| {
            let plain = compared(label);
            self.before_colons.contains(&plain) || is_known(&plain) || label.trim_end().ends_with('?')
        });
        let is_whole = self.lines.contains(&whole) || is_known_alone(&whole);
        divided.last().or_else(|| is_whole.then_some((line, "")))
    }

    /// Divides a message; none where it was not written by a form. A form's message begins with its labels, or with lines of its own, such as the
    /// name that its subject gives too.
    pub(super) fn divide(&self, body: &str, subject: &str) -> Option<Filled> {
        let subject = compared(subject);
        let mut filled = Filled::default();
        let mut open: Option<(String, Vec<&str>)> = None;
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut close = |(label, lines): (String, Vec<&str>), filled: &mut Filled| {
            let times = seen.entry(compared(&label)).or_default();
            *times += 1;
            let label = if *times > 1 { format!("{label} ({times})") } else { label };
            let drawn = |line: &&&str| line.chars().all(|c| "-_=* ".contains(c));
            let below = lines.iter().rev().take_while(drawn).count();
            filled.fields.push((label, lines[..lines.len() - below].join("\n").trim().to_owned()));
        };
        for line in body.lines() {
            let is_above = open.is_none() && is_of_machine(line);
            if let Some((label, rest)) = self.label(line).filter(|_| !is_above) {
                open.take().into_iter().for_each(|field| close(field, &mut filled));
                open = Some((tidy(label).trim_end_matches([':', '*', ' ']).to_owned(), vec![rest]));
            } else if let Some((_, lines)) =
                open.as_mut().filter(|_| !self.headings.contains(&compared(line)))
            {
                lines.push(line);
            } else if open.is_some() {
                filled.own_lines += 1;
            } else if !line.trim().is_empty() {
                let plain = compared(line);
                if !self.common.contains(&plain) && !is_of_machine(line) && !subject.contains(&plain) {
                    return None;
                }
                filled.own_lines += 1;
            }
        }
        let (label, mut lines) = open?;
        filled.own_lines += self.cut_end(&mut lines);
        close((label, lines), &mut filled);
        Some(filled)
    }

    /// Takes away what the form wrote below its last field. How many lines with something on them.
    fn cut_end(&self, lines: &mut Vec<&str>) -> usize {
        let is_end = |line: &&str| {
            let plain = compared(line);
            self.common.contains(&plain) && !plain.is_empty() || ENDS.iter().any(|end| plain.starts_with(end))
        };
        // The first line may stand behind the label: it is somebody's.
        let Some(at) = lines.iter().skip(1).position(is_end).map(|at| at + 1) else { return 0 };
        let cut = lines.split_off(at);
        cut.iter().filter(|line| !line.trim().is_empty()).count()
    }
}

/// The ways in which a line can be a label and what stands behind it: at each of its first colons, or at a tab. No label holds a time or a web address.
fn divisions(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let line = bare(line);
    let marks = line.char_indices().filter(|(_, c)| [':', '\t'].contains(c)).take(4);
    marks.filter_map(move |(at, _)| {
        let (label, rest) = (line[..at].trim(), line[at + 1..].trim_start_matches('*').trim());
        let is_time =
            label.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit());
        let is_label = label.len() <= LONGEST_LABEL && label.chars().any(char::is_alphabetic);
        (is_label && !is_time && !rest.starts_with("//")).then_some((label, rest))
    })
}

/// A line without the asterisks of bold type and the dashes of lists around it.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['*', '-', '\u{2022}', ' '])
}

/// A label or line as it is compared.
fn compared(label: &str) -> String {
    let plain = plain(bare(label));
    plain.trim_end_matches([':', '*', ' ']).trim_end_matches("(required)").trim_end().to_owned()
}

/// Whether words before a colon are known for a label, whatever stands behind it. What somebody says of himself is none.
fn is_known(plain: &str) -> bool {
    let mut words = plain.split(' ');
    let is_label =
        words.clone().count() <= 6 && !words.any(|word| ["i", "my", "we", "our", "me", "us"].contains(&word));
    !ANSWERS.contains(&plain)
        && is_label
        && (is_named_header(plain) || OPEN.contains(&plain) || is_about_message(plain) || plain == "from")
}

/// Whether a line of its own is known for a label: many a name of a column can be an answer too, or a heading.
fn is_known_alone(plain: &str) -> bool {
    OPEN.contains(&plain) || ALONE.contains(&plain) || plain.ends_with('?') && is_named_header(plain)
}

/// Whether a label asks for a person's name; not that of a surgery.
pub(super) fn asks_for_name(label: &str) -> bool {
    const OTHERS: &[&str] = &[
        "organisation",
        "practice",
        "surgery",
        "hospital",
        "service",
        "group",
        "event",
        "ward",
        "pharmacy",
        "company",
    ];
    let plain = compared(label);
    let has = |words: &[&str]| plain.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word));
    plain == "from" || plain.split(' ').count() <= 8 && has(&["name", "forename", "surname"]) && !has(OTHERS)
}

/// Whether a label asks for an e-mail address.
pub(super) fn asks_for_address(label: &str) -> bool {
    let plain = compared(label);
    ["email", "e-mail"].iter().any(|word| plain.contains(word))
        && plain.split(' ').count() <= 6
        && !plain.contains('?')
}

/// Whether a label stands above free words, known by its words or because it asks.
pub(super) fn asks_openly(label: &str) -> bool {
    is_open(label) || is_known_header(label) && !is_named_header(label)
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
        "entry id",
        "submission number",
        "remote ip",
        "ip",
    ];
    ABOUT.contains(&compared(label).as_str())
}

/// Whether a message may have been written by a form: so it is divided without comparing it, or its subject says so and two labels are known, of which one
/// asks for a name or an address.
pub(super) fn may_be_of_form(body: &str, subject: &str) -> bool {
    let known = Labels::default();
    let mut labels: Vec<String> =
        body.lines().filter_map(|line| known.label(line)).map(|(label, _)| compared(label)).collect();
    labels.sort_unstable();
    labels.dedup();
    let asks_who = labels.iter().any(|label| asks_for_name(label) || asks_for_address(label));
    labels.len() > 1 && asks_who && (speaks_of_form(&plain(subject)) || known.divide(body, subject).is_some())
}

/// Whether a label is known to stand above free words.
pub(super) fn is_open(label: &str) -> bool {
    OPEN.contains(&compared(label).as_str())
}

/// Whether a line reads like one that a program writes above what was filled in.
fn is_of_machine(line: &str) -> bool {
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
        || !plain.chars().any(char::is_alphanumeric)
}

fn speaks_of_form(plain: &str) -> bool {
    [
        "submi", "form", "website", "site", "response", "enquiry", "entry", "feedback", "survey", "values",
        "details",
    ]
    .iter()
    .any(|word| plain.contains(word))
        || plain.chars().filter(char::is_ascii_digit).count() >= 4
}

/// What forms call the box for free words, as it is compared.
const OPEN: &[&str] = &[
    "message",
    "message body",
    "your message",
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
];

/// What people answer that is never a label, though it comes again in many messages.
const ANSWERS: &[&str] = &[
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

/// How lines begin that forms write below what was filled in.
const ENDS: &[&str] = &[
    "the results of this submission",
    "this e-mail was sent from",
    "this email was sent from",
    "this message was sent from",
    "this e-mail is sent from",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(labels: &Labels, body: &str) -> Vec<(String, String)> {
        labels.divide(body, "").expect("a form wrote it").fields
    }

    fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
        fields.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect()
    }

    #[test]
    fn one_message_is_divided_by_the_labels_that_are_known() {
        let body = "Submitted on Tuesday, March 5, 2019 - 10:12\nSubmitted values are:\n\nYour name: Jo\nEmail: jo@example.org\n\
                    What matters most?: Buses.\nThey are late: always.\nYour comments: Keep the ward.\n\n\
                    The results of this submission may be viewed at:\nhttp://example.org/1";
        let filled = Labels::default().divide(body, "").expect("a form wrote it");
        assert_eq!(
            pairs(&filled.fields),
            [
                ("Your name", "Jo"),
                ("Email", "jo@example.org"),
                ("What matters most?", "Buses.\nThey are late: always."),
                ("Your comments", "Keep the ward."),
            ]
        );
        assert_eq!(filled.own_lines, 4);
    }

    #[test]
    fn labels_on_lines_of_their_own_are_learned_from_what_comes_again() {
        let message = |name: &str, words: &str| {
            format!(
                "New entry\n\nName\n{name}\n\nWhich ward did you visit\nNo\n\nHow was it?\n{words}\n\nMay we quote you?\nNo"
            )
        };
        let bodies = [message("Jo", "Late again."), message("Sam", "No bus:\nnone."), message("Kit", "No")];
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let labels = Labels::of(&bodies);
        assert_eq!(
            pairs(&fields(&labels, bodies[1])),
            [
                ("Name", "Sam"),
                ("Which ward did you visit", "No"),
                ("How was it?", "No bus:\nnone."),
                ("May we quote you?", "No"),
            ]
        );
    }

    #[test]
    fn peoples_letters_are_no_forms() {
        for letter in [
            "I think the ward should stay open.\n\nName: Jo Bloggs\nEmail: jo@example.org",
            "Dear all,\nI have two points:\nbuses, and trains.",
            "The bus is late.",
            "Dear Sir or Madam, I write about the website\nName: Jo",
        ] {
            let divided = Labels::default().divide(letter, "");
            assert!(divided.is_none_or(|filled| filled.fields.len() < 2), "{letter}");
        }
    }

    #[test]
    fn times_and_web_addresses_are_no_labels() {
        assert_eq!(divisions("See http://example.org at 10:30").count(), 0);
        assert_eq!(divisions("*Name:* Jo").collect::<Vec<_>>(), [("Name", "Jo")]);
        assert_eq!(divisions("Name\tJo").collect::<Vec<_>>(), [("Name", "Jo")]);
        assert_eq!(divisions("Q1: Why?: So").last(), Some(("Q1: Why?", "So")));
    }

    #[test]
    fn headings_and_what_everybody_answered_are_no_labels() {
        let message = |name: &str, words: &str| {
            format!(
                "Share your views\nName\n{name}\nYour visit\nWhich ward?\nWard nine\nComments\n{words}\nSent from our page"
            )
        };
        let bodies =
            [message("Jo", "Late again."), message("Sam", "No bus."), message("Kit", "More nurses.")];
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let filled = Labels::of(&bodies).divide(bodies[0], "").expect("a form wrote it");
        assert_eq!(
            pairs(&filled.fields),
            [("Name", "Jo"), ("Which ward?", "Ward nine"), ("Comments", "Late again.")]
        );
        assert_eq!(filled.own_lines, 3);
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(lines in proptest::collection::vec("(Name: |Email: |Comments\t|Why\\?: |- )?[a-c:?* ]{0,12}", 1..9)) {
            let body = lines.join("\n");
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            for labels in [Labels::default(), Labels::of(&[&body, &body, &body])] {
                let Some(filled) = labels.divide(&body, "").filter(|filled| filled.own_lines == 0) else { continue };
                let read: String = filled.fields.iter().map(|(label, value)| letters(label) + &letters(value)).collect();
                proptest::prop_assert_eq!(read, letters(&body));
            }
        }
    }
}
