//! The labels of a form, and what somebody filled in behind or below each.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{ANSWERS, ENDS, is_instruction, is_known, is_known_alone, is_of_machine};
use crate::ingest::tables::headings::{plain, tidy};

/// What is in so many messages is no coincidence, if they are this share of those compared: a fifth, and nine tenths where nothing but its coming
/// again says that a line is a label.
const FEWEST: usize = 3;
const ONE_IN: usize = 5;

/// A label has at most so many bytes.
const LONGEST_LABEL: usize = 300;

/// A line of the form's own that stands among what was filled in has at least so many words: fewer may be everybody's answer.
const FEWEST_WORDS_OWN: usize = 4;

/// How a line stands in what may be a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Like any other.
    Plain,
    /// As a heading or a numbered question: a label, if anything stands below it.
    Heading,
    /// Two cells of a table with a tab between them: a label and what stands behind it.
    Pair,
}

/// A line of what may be a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) mark: Mark,
}

/// What a form may be in: lines, and what it is called besides.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    /// The subject of a message, which a form may begin with; empty for a document.
    pub(super) subject: String,
    /// Whether an introduction may stand above the first label, as it does in a document.
    pub(super) has_introduction: bool,
}

impl Sheet {
    /// A message.
    pub(super) fn of_message(body: &str, subject: &str) -> Sheet {
        let line = |text: &str| Line { text: text.to_owned(), mark: Mark::Plain };
        Sheet { lines: body.lines().map(line).collect(), subject: plain(subject), has_introduction: false }
    }
}

/// A form that was filled in, divided.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// Lines with something on them that are the form's own and no label.
    pub(super) own_lines: usize,
    /// Each label, tidy, with what was filled in; in order, none twice.
    pub(super) fields: Vec<(String, String)>,
}

/// The labels that came again in what may be copies of one form, as they are compared.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// What stands before a colon or a tab.
    before_colons: BTreeSet<String>,
    /// Whole lines that are labels.
    lines: BTreeSet<String>,
    /// Whole lines that are the form's own, label or not.
    common: BTreeSet<String>,
    /// Those among them that head several labels, or close the form: nobody fills in anything below them.
    headings: BTreeSet<String>,
}

impl Labels {
    /// Learns the labels of what may be copies of one form.
    pub(super) fn of(sheets: &[&Sheet]) -> Labels {
        let mut before_colons: BTreeMap<String, usize> = BTreeMap::new();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for sheet in sheets {
            let mut seen_before: BTreeSet<String> = BTreeSet::new();
            let mut seen: BTreeSet<String> = BTreeSet::new();
            for line in &sheet.lines {
                seen_before.extend(divisions(&line.text).map(|(label, _)| compared(label)));
                seen.insert(compared(&line.text));
            }
            seen_before.into_iter().for_each(|label| *before_colons.entry(label).or_default() += 1);
            seen.into_iter().for_each(|line| *lines.entry(line).or_default() += 1);
        }
        let count = sheets.len();
        let comes_again = |times: usize| times >= FEWEST && times * ONE_IN >= count;
        let is_in_all = |times: usize| times >= FEWEST && times * 10 >= count * 9;
        before_colons.retain(|label, times| comes_again(*times) && !label.is_empty());
        lines.retain(|line, _| !ANSWERS.contains(&line.as_str()));
        // "Town: Leek" in all of them is a label and everybody's answer.
        let is_divided =
            |line: &str| divisions(line).any(|(label, _)| before_colons.contains_key(&compared(label)));
        let is_label = |(line, times): &(&String, &usize)| {
            let are_words = line.contains(' ') && line.chars().any(char::is_alphabetic);
            comes_again(**times) && line.ends_with('?')
                || is_in_all(**times) && are_words && !is_divided(line)
        };
        let mut labels = Labels {
            lines: lines.iter().filter(is_label).map(|(line, _)| line.clone()).collect(),
            common: lines
                .iter()
                .filter(|(_, times)| is_in_all(**times))
                .map(|(line, _)| line.clone())
                .collect(),
            before_colons: before_colons.into_keys().collect(),
            headings: BTreeSet::new(),
        };
        labels.demote(sheets);
        labels
    }

    /// What comes again and never has anything below it is no label: below a label without any other answer it is what everybody answered, else a
    /// heading.
    fn demote(&mut self, sheets: &[&Sheet]) {
        let divided: Vec<Filled> = sheets.iter().filter_map(|sheet| self.divide(sheet)).collect();
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
    pub(super) fn label<'l>(&self, line: &'l Line) -> Option<(&'l str, &'l str)> {
        let text = bare(&line.text);
        let whole = compared(text);
        if self.headings.contains(&whole)
            || ENDS.iter().any(|end| whole.starts_with(end))
            || is_instruction(&whole)
        {
            return None;
        }
        if line.mark == Mark::Pair {
            return text.split_once('\t').map(|(label, rest)| (label.trim(), rest.trim()));
        }
        if self.lines.contains(&whole) && whole.ends_with('?') {
            return Some((text, ""));
        }
        let divided = divisions(text).filter(|(label, _)| {
            let plain = compared(label);
            self.before_colons.contains(&plain) && line.mark == Mark::Plain
                || is_known(&plain)
                || label.trim_end().ends_with('?')
        });
        let is_whole = line.mark == Mark::Heading || self.lines.contains(&whole) || is_known_alone(&whole);
        divided.last().or_else(|| is_whole.then_some((text, "")))
    }

    /// Divides a form; none where this is none. A form begins with its labels, or with lines of its own.
    pub(super) fn divide(&self, sheet: &Sheet) -> Option<Filled> {
        let mut filled = Filled::default();
        let mut open: Option<Open<'_>> = None;
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for line in &sheet.lines {
            let plain = compared(&line.text);
            let label = self.label(line).filter(|_| open.is_some() || !is_of_machine(&line.text));
            if let Some((label, rest)) = label {
                open.take().into_iter().for_each(|field| field.close(&mut seen, &mut filled));
                let is_heading = line.mark == Mark::Heading && !plain.ends_with('?');
                open = Some(Open {
                    label: tidy(label).trim_end_matches([':', '*', ' ']).to_owned(),
                    is_heading,
                    lines: vec![rest],
                });
                continue;
            }
            let is_common = self.common.contains(&plain) || is_instruction(&plain);
            let is_own = match &open {
                Some(_) => {
                    self.headings.contains(&plain)
                        || is_common && plain.split(' ').count() >= FEWEST_WORDS_OWN
                }
                None if line.text.trim().is_empty() => continue,
                None if is_common || sheet.has_introduction => true,
                None if is_of_machine(&line.text) || sheet.subject.contains(&plain) => true,
                None => return None,
            };
            match &mut open {
                Some(open) if !is_own => open.lines.push(&line.text),
                _ => filled.own_lines += 1,
            }
        }
        let mut last = open?;
        filled.own_lines += self.cut_end(&mut last.lines);
        last.close(&mut seen, &mut filled);
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

/// A field whose lines are still to come.
struct Open<'a> {
    label: String,
    /// Whether nothing but its looks says that it is a label.
    is_heading: bool,
    lines: Vec<&'a str>,
}

impl Open<'_> {
    fn close(self, seen: &mut BTreeMap<String, usize>, filled: &mut Filled) {
        let drawn = |line: &&&str| line.chars().all(|c| "-_=* ".contains(c));
        let below = self.lines.iter().rev().take_while(drawn).count();
        let value = self.lines[..self.lines.len() - below].join("\n").trim().to_owned();
        if self.is_heading && value.is_empty() {
            filled.own_lines += 1;
            return;
        }
        let times = seen.entry(compared(&self.label)).or_default();
        *times += 1;
        let label = if *times > 1 { format!("{} ({times})", self.label) } else { self.label };
        filled.fields.push((label, value));
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
pub(super) fn compared(label: &str) -> String {
    let plain = plain(bare(label));
    plain.trim_end_matches([':', '*', ' ']).trim_end_matches("(required)").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(bodies: &[&str]) -> Labels {
        let sheets: Vec<Sheet> = bodies.iter().map(|body| Sheet::of_message(body, "")).collect();
        Labels::of(&sheets.iter().collect::<Vec<_>>())
    }

    fn divided(labels: &Labels, body: &str) -> Option<Filled> {
        labels.divide(&Sheet::of_message(body, ""))
    }

    fn fields(labels: &Labels, body: &str) -> Vec<(String, String)> {
        divided(labels, body).expect("it is a form").fields
    }

    fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
        fields.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect()
    }

    #[test]
    fn one_message_is_divided_by_the_labels_that_are_known() {
        let body = "Submitted on Tuesday, March 5, 2019 - 10:12\nSubmitted values are:\n\nYour name: Jo\nEmail: jo@example.org\n\
                    What matters most?: Buses.\nThey are late: always.\nYour comments: Keep the ward.\n\n\
                    The results of this submission may be viewed at:\nhttp://example.org/1";
        let filled = divided(&Labels::default(), body).expect("it is a form");
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
        let labels = learned(&bodies);
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
            let filled = divided(&Labels::default(), letter);
            assert!(filled.is_none_or(|filled| filled.fields.len() < 2), "{letter}");
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
        let filled = divided(&learned(&bodies), bodies[0]).expect("it is a form");
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
            for labels in [Labels::default(), learned(&[&body, &body, &body])] {
                let Some(filled) = divided(&labels, &body).filter(|filled| filled.own_lines == 0) else { continue };
                let read: String = filled.fields.iter().map(|(label, value)| letters(label) + &letters(value)).collect();
                proptest::prop_assert_eq!(read, letters(&body));
            }
        }
    }
}
