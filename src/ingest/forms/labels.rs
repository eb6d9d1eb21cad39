//! The labels of a form, and what somebody filled in behind or below each.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{ANSWERS, asks, asks_openly, bare, compared, is_known, is_known_alone, is_open};
use super::own_lines::{ENDS, Section, is_instruction, is_notice, is_of_machine, section};
use crate::ingest::formats::Block;
use crate::ingest::tables::boxes::{chosen, is_ticked};
use crate::ingest::tables::consent::{asked, is_plain_answer};
use crate::ingest::tables::headings::{plain, tidy};
use crate::text::{closes_formally, opens_formally};

/// What is in so many copies is no coincidence, if they are three fifths of those compared, and nine tenths where nothing but its coming again says that a
/// line is a label.
const FEWEST: usize = 3;

/// A label has at most so many bytes.
const LONGEST_LABEL: usize = 300;

/// A line that nothing but its coming again makes a label has at most so many words, and so has a plain answer about being quoted.
const MOST_WORDS: usize = 12;

/// What stands behind a label in the midst of an answer has at most so many words.
const MOST_WORDS_BEHIND: usize = 6;

/// A line of so many words is an answer in free words, whatever its label.
const LONG: usize = 12;

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
    /// Whether it is a document: an introduction may stand above the first label, and sections of its own between labels.
    pub(super) is_document: bool,
}

impl Sheet {
    /// A message.
    pub(super) fn of_message(body: &str, subject: &str) -> Sheet {
        let line = |text: &str| Line { text: text.to_owned(), mark: Mark::Plain };
        Sheet { lines: body.lines().map(line).collect(), subject: plain(subject), is_document: false }
    }

    /// All of it.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The lines that are labels or begin with one, by what these labels know.
    pub(super) fn labels<'l>(&'l self, known: &'l Labels) -> impl Iterator<Item = (usize, Found<'l>)> {
        let lines = self.lines.iter().enumerate();
        lines.filter_map(|(at, line)| Some((at, known.label(line, self.next(at))?)))
    }

    /// The next line below this one that has something on it, or nothing.
    pub(super) fn next(&self, at: usize) -> &str {
        let next = self.lines[at + 1..].iter().take(3).map(|line| line.text.trim());
        next.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }
}

/// A form that was filled in, divided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Filled {
    /// Lines with something on them that are the form's own and no label.
    pub(super) own_lines: usize,
    /// Each label, tidy, with what was filled in; in order, none twice.
    pub(super) fields: Vec<(String, String)>,
    /// How often each label came, as it is compared.
    times: BTreeMap<String, usize>,
}

impl Filled {
    /// What was filled in behind or below a label. One that comes again is numbered.
    pub(super) fn add(&mut self, label: &str, value: String) {
        let label = tidy(label).trim_end_matches([':', '*', ' ']).to_owned();
        let times = self.times.entry(compared(&label)).or_default();
        *times += 1;
        let label = if *times > 1 { format!("{label} ({times})") } else { label };
        self.fields.push((label, value));
    }

    /// All fields as a document.
    pub(in crate::ingest) fn blocks(&self) -> Vec<Block> {
        let cell = |text: &String| vec![text.clone()];
        let rows = self.fields.iter().map(|(label, value)| vec![cell(label), cell(value)]);
        vec![Block::Table(rows.collect())]
    }
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
        let comes_again = |times: usize| times >= FEWEST && times * 5 >= count * 3;
        let is_in_all = |times: usize| times >= FEWEST && times * 10 >= count * 9;
        before_colons.retain(|label, times| comes_again(*times) && !ANSWERS.contains(&label.as_str()));
        lines.retain(|line, times| {
            is_in_all(*times) && !ANSWERS.contains(&line.as_str())
                || comes_again(*times) && line.ends_with('?')
        });
        // "Town: Leek" in all of them is a label and everybody's answer; a sentence in all of them is a campaign's.
        let is_divided =
            |line: &str| divisions(line).any(|(label, _)| before_colons.contains_key(&compared(label)));
        let is_sentence = |line: &str| {
            line.ends_with(['.', '!', ',', ';']) || opens_formally(line) || closes_formally(line)
        };
        let is_label = |line: &&String| {
            let words = line.split(' ').count();
            line.ends_with('?')
                || (2..=MOST_WORDS).contains(&words)
                    && line.chars().any(char::is_alphabetic)
                    && !is_divided(line)
                    && !is_sentence(line)
        };
        let mut labels = Labels {
            lines: lines.keys().filter(is_label).cloned().collect(),
            common: lines.into_keys().collect(),
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
                let is_label = plain.ends_with('?') || is_known_alone(&plain);
                let before = at.checked_sub(1).map(|before| filled.fields[before].0.as_str());
                let is_asked =
                    before.is_some_and(|before| is_empty(before) && !heads.contains(&compared(before)));
                if !is_label && is_asked && !is_known(&plain) {
                    answers.insert(plain);
                } else if !is_label {
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

    /// The label that a line is or begins with. The longest that is known wins: one may hold a colon itself.
    pub(super) fn label<'l>(&self, line: &'l Line, next: &str) -> Option<Found<'l>> {
        let text = bare(&line.text);
        let whole = compared(text);
        let is_consent = whole.len() <= LONGEST_LABEL && asks_for_consent(text, "", next);
        let tells_how = is_instruction(&whole) && !is_ticked(text) && !is_consent;
        if tells_how || self.headings.contains(&whole) {
            return None;
        }
        let found = |(label, rest), is_sure| Found { label, rest, is_sure };
        if line.mark == Mark::Pair {
            return line.text.split_once('\t').map(|(label, rest)| found((label.trim(), rest.trim()), true));
        }
        if is_consent || self.lines.contains(&whole) && whole.ends_with('?') {
            return Some(found((text, ""), true));
        }
        let is_heading = line.mark == Mark::Heading;
        let divided = divisions(text).filter_map(|(label, rest)| {
            let plain = compared(label);
            let is_sure = self.before_colons.contains(&plain) && !is_heading
                || text[label.len()..].trim_start().starts_with(':') && label.ends_with('?')
                || asks_for_consent(label, rest, next);
            (is_sure || is_known(&plain)).then(|| found((label, rest), is_sure))
        });
        let is_sure = is_heading || self.lines.contains(&whole);
        divided.last().or_else(|| (is_sure || is_known_alone(&whole)).then(|| found((text, ""), is_sure)))
    }

    /// Divides a form; none where this is none. A form begins with its labels, or with lines of its own.
    pub(super) fn divide(&self, sheet: &Sheet) -> Option<Filled> {
        let mut filled = Filled::default();
        let mut open: Option<Open<'_>> = None;
        let (mut is_below_open, mut is_in_notice) = (false, false);
        for (at, line) in sheet.lines.iter().enumerate() {
            let plain = compared(&line.text);
            let place = match &open {
                None => Place::Above,
                Some(_) if is_below_open => Place::WithinAnswer,
                Some(_) => Place::Within,
            };
            let found =
                self.label(line, sheet.next(at)).filter(|found| found.stands(line, place, sheet.is_document));
            if let Some(section) = section(&plain).filter(|_| sheet.is_document && found.is_none()) {
                is_in_notice = section == Section::Notice;
                filled.own_lines += 1;
                continue;
            }
            if let Some(Found { label, rest, .. }) = found {
                open.take().into_iter().for_each(|field| field.close(&mut filled));
                is_in_notice = false;
                let is_heading = line.mark == Mark::Heading && !plain.ends_with('?');
                is_below_open |= asks_openly(label);
                open = Some(Open { label, is_heading, lines: vec![rest] });
                continue;
            }
            if is_in_notice && (plain.is_empty() || is_notice(&plain) || self.common.contains(&plain)) {
                filled.own_lines += usize::from(!plain.is_empty());
                continue;
            }
            is_in_notice = false;
            let is_common = self.common.contains(&plain);
            let is_own = match place {
                // In an answer it may be what somebody asks for: "Please complete this work soon."
                Place::WithinAnswer => self.headings.contains(&plain) || is_instruction(&plain) && is_common,
                Place::Within => self.headings.contains(&plain) || is_instruction(&plain),
                Place::Above if line.text.trim().is_empty() => continue,
                Place::Above if is_common || is_instruction(&plain) || sheet.is_document => true,
                Place::Above if is_of_machine(&line.text) || sheet.subject.contains(&plain) => true,
                Place::Above => return None,
            };
            match &mut open {
                Some(open) if !is_own => {
                    is_below_open |= line.text.split_whitespace().count() >= LONG;
                    open.lines.push(&line.text);
                }
                _ => filled.own_lines += 1,
            }
        }
        if let Some(mut last) = open {
            filled.own_lines += cut_end(&mut last.lines);
            last.close(&mut filled);
        }
        (!filled.fields.is_empty()).then_some(filled)
    }
}

/// Where a line stands in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Above the first label.
    Above,
    /// Below a label.
    Within,
    /// Below a label, and what was filled in so far has an answer in free words.
    WithinAnswer,
}

/// A label, and what stands behind it on its line.
pub(super) struct Found<'a> {
    pub(super) label: &'a str,
    rest: &'a str,
    /// Whether more than its words says that it is a label: its place, or that it comes again.
    is_sure: bool,
}

impl Found<'_> {
    /// Whether it is a label where it stands. In a document what comes again may also be its title, or everybody's answer.
    fn stands(&self, line: &Line, place: Place, is_document: bool) -> bool {
        let plain = compared(self.label);
        match place {
            Place::Above if is_document => self.is_set_off(line.mark) || is_known(&plain),
            Place::Above => self.is_sure || !is_of_machine(&line.text),
            Place::Within => true,
            Place::WithinAnswer if is_document => {
                let is_likely = if is_open(&plain) { self.is_sure } else { self.is_plausible() };
                self.is_set_off(line.mark) || is_known(&plain) && is_likely
            }
            Place::WithinAnswer => self.is_sure || self.is_plausible(),
        }
    }

    /// Whether a label in a document is one by its place, or because it asks for leave to quote, or is a question that comes again.
    fn is_set_off(&self, mark: Mark) -> bool {
        match mark {
            Mark::Heading => true,
            // "Age | Older people cannot drive." in the table of an answer.
            Mark::Pair => !is_known(&compared(self.label)) || self.is_plausible(),
            Mark::Plain => self.is_sure && (asks(self.label) || asked(self.label).is_some()),
        }
    }

    /// Whether what stands behind a label in the midst of an answer is what such a label has behind it, and no part of the answer: "Age: 40", but not
    /// "Transport: the bus stops at six."
    fn is_plausible(&self) -> bool {
        let begins_small = self.rest.starts_with(|c: char| c.is_lowercase()) && !self.rest.contains('@');
        let is_short = self.rest.split_whitespace().count() <= MOST_WORDS_BEHIND;
        is_open(self.label) || is_short && !self.rest.ends_with(['.', '!', '?', ',', ';']) && !begins_small
    }
}

/// Whether a label asks for leave to quote and a plain yes or no stands behind it or below it.
fn asks_for_consent(label: &str, rest: &str, next: &str) -> bool {
    let answer = if rest.is_empty() { next } else { rest };
    let picked = chosen(answer).filter(|picked| !picked.is_empty());
    let answer = picked.as_deref().unwrap_or(answer);
    is_plain_answer(answer) && answer.split_whitespace().count() <= MOST_WORDS && asked(label).is_some()
}

/// Takes away what the form wrote below its last field. How many lines with something on them.
fn cut_end(lines: &mut Vec<&str>) -> usize {
    let is_address = |line: &&str| line.contains("http") || line.contains("www.");
    let is_end = |at: &usize| {
        let plain = compared(lines[*at]);
        let is_below_mark = lines[*at - 1].trim() == "--";
        ENDS.iter().any(|end| plain.starts_with(end))
            && (is_below_mark || lines[*at..].iter().any(is_address))
    };
    // The first line may stand behind the label: it is somebody's.
    let Some(at) = (1..lines.len()).find(is_end) else { return 0 };
    let cut = lines.split_off(at);
    cut.iter().filter(|line| !line.trim().is_empty()).count()
}

/// A field whose lines are still to come.
struct Open<'a> {
    label: &'a str,
    /// Whether nothing but its looks says that it is a label.
    is_heading: bool,
    lines: Vec<&'a str>,
}

impl Open<'_> {
    fn close(self, filled: &mut Filled) {
        let drawn = |line: &&&str| line.chars().all(|c| "-_=* ".contains(c));
        let below = self.lines.iter().rev().take_while(drawn).count();
        let value = self.lines[..self.lines.len() - below].join("\n").trim().to_owned();
        if self.is_heading && value.is_empty() {
            filled.own_lines += 1;
            return;
        }
        filled.add(self.label, value);
    }
}

/// The ways in which a line can be a label and what stands behind it: at each of its first colons, at a tab, or behind a question. No label holds a time or a
/// web address.
fn divisions(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let line = bare(line);
    let marks = line.char_indices().filter(|(_, c)| [':', '\t', '?'].contains(c)).take(5);
    marks.filter_map(move |(at, mark)| {
        let end = if mark == '?' { at + 1 } else { at };
        let (label, rest) = (line[..end].trim(), line[at + 1..].trim_start_matches('*').trim());
        let is_time =
            label.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit());
        let is_label = label.len() <= LONGEST_LABEL && label.chars().any(char::is_alphabetic);
        let is_question = mark != '?' || !rest.is_empty() && !rest.starts_with(':');
        (is_label && is_question && !is_time && !rest.starts_with("//")).then_some((label, rest))
    })
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
