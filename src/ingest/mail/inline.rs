//! Answers that stand among the lines of the message that they answer, below its heading.

use super::earlier::heading;
use super::own_words::{OwnWords, own_words};
use super::sentences::{is_around_a_letter, sentences};
use crate::ingest::formats::Message;

/// More words than these do not only point to what stands below.
const MOST_WORDS: usize = 30;

/// Whether a few words say that answers stand below: "see my answers below", "replies in red".
pub(super) fn points_below(text: &str) -> bool {
    text.split_whitespace().count() < MOST_WORDS && sentences(text).iter().any(|said| is_pointer(said))
}

/// Whether a message says nothing but that.
pub(super) fn is_nothing_but_pointer(text: &str) -> bool {
    points_below(text) && sentences(text).iter().all(|said| is_pointer(said) || is_around_a_letter(said))
}

fn is_pointer(said: &str) -> bool {
    const WHAT: [&str; 8] =
        ["answer", "answers", "reply", "replies", "comments", "responses", "response", "feedback"];
    const WHERE: [&str; 17] = [
        " below",
        " underneath",
        " beneath",
        " inline",
        " in line",
        " in-line",
        " in red",
        " in blue",
        " in green",
        " in purple",
        " in bold",
        " in italics",
        " in capitals",
        " in caps",
        " after each",
        " under each",
        " in colour",
    ];
    let plain = format!(" {}", said.to_lowercase());
    let has_what = plain.split(|c: char| !c.is_alphanumeric()).any(|word| WHAT.contains(&word));
    has_what && WHERE.iter().any(|place| plain.contains(place))
}

impl OwnWords {
    /// Takes the sender's answers among the lines of a message copied below its heading back into their words. Whether there were some.
    pub(super) fn take_answers(&mut self, message: &Message) -> bool {
        let lines: Vec<&str> = self.quotation.iter().map(String::as_str).collect();
        let copied = (0..lines.len()).find_map(|at| heading(&lines[at..]).map(|(length, ..)| at + length));
        let Some(start) = copied.filter(|start| !is_announced(&lines[..*start])) else { return false };
        let end = (start..lines.len()).find(|at| heading(&lines[*at..]).is_some()).unwrap_or(lines.len());
        let answers = answers(&lines[start..end], points_below(&self.text), message);
        let is_filled = |(_, line): &&(usize, String)| !line.trim().is_empty();
        let filled = answers.iter().filter(is_filled).count();
        if filled == 0 {
            return false;
        }
        let taken: Vec<usize> = answers.iter().map(|(at, _)| start + at).collect();
        let said: Vec<&str> = answers.iter().map(|(_, line)| line.as_str()).collect();
        let said = own_words(&said.join("\n"), false);
        self.text = format!("{}\n\n{}", self.text, said.text).trim().to_owned();
        self.signature += said.signature;
        self.disclaimer += said.disclaimer;
        self.device += said.device;
        self.quoted -= filled;
        let mut at = 0;
        self.quotation.retain(|_| {
            at += 1;
            taken.binary_search(&(at - 1)).is_err()
        });
        true
    }
}

/// Whether the heading is one sentence ("On Monday, Sam wrote:"): of what stands below that the marked lines were told apart before.
fn is_announced(above: &[&str]) -> bool {
    above.iter().rev().find(|line| !line.trim().is_empty()).is_some_and(|line| {
        let line = line.trim();
        line.ends_with(':') && line.contains(' ') || line.contains("> wrote:")
    })
}

/// The lines among these that are the sender's answers, each with its number and without the mark that says so. `are_told` says that the sender
/// speaks of answers below.
fn answers(body: &[&str], are_told: bool, message: &Message) -> Vec<(usize, String)> {
    let filled: Vec<usize> = (0..body.len()).filter(|at| !body[*at].trim().is_empty()).collect();
    let is_marked = |at: usize| body[at].trim_start().starts_with('>');
    let Some(first) = filled.first() else { return Vec::new() };
    if filled.iter().all(|at| !is_marked(*at)) {
        return if are_told { labelled(body, message) } else { Vec::new() };
    }
    if is_marked(*first) {
        // The message is marked as quoted, and unmarked lines stand between its lines.
        let is_between = filled.windows(2).any(|two| !is_marked(two[0]) && is_marked(two[1]));
        let unmarked = (0..body.len()).filter(|at| !is_marked(*at));
        return if is_between || are_told {
            unmarked.map(|at| (at, body[at].to_owned())).collect()
        } else {
            Vec::new()
        };
    }
    // The other way round: the answers are marked, each below a question that is not.
    let follows_question = |two: &[usize]| is_marked(two[0]) || !is_marked(two[1]) || asks(body[two[0]]);
    if !are_told || !filled.windows(2).all(follows_question) {
        return Vec::new();
    }
    let marked = filled.iter().filter(|at| is_marked(**at));
    marked.map(|at| (*at, body[*at].trim_start_matches(['>', ' ']).to_owned())).collect()
}

fn asks(line: &str) -> bool {
    line.trim_end().ends_with(['?', ':'])
}

/// Lines that begin with the sender's initials or name, or with "Answer", and those right below: `[JR] Never.`, `JO: Never.`
fn labelled(body: &[&str], message: &Message) -> Vec<(usize, String)> {
    let name = message.sender_name.as_deref().unwrap_or_default().to_lowercase();
    let names: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let initials: String = names.iter().filter_map(|word| word.chars().next()).collect();
    let is_label = |label: &str| {
        let label = label.to_lowercase();
        label == initials && initials.len() > 1
            || names.contains(&label.as_str())
            || !name.is_empty() && label == name
            || ["answer", "my answer", "my reply"].contains(&label.as_str())
    };
    let mut found = Vec::new();
    let mut is_open = false;
    for (at, line) in body.iter().enumerate() {
        if let Some(said) = without_label(line.trim(), &is_label) {
            found.push((at, said.to_owned()));
            is_open = true;
        } else if line.trim().is_empty() || asks(line) {
            is_open = false;
        } else if is_open {
            found.push((at, (*line).to_owned()));
        }
    }
    found
}

/// What stands behind a label, in brackets or before a colon.
fn without_label<'a>(line: &'a str, is_label: &impl Fn(&str) -> bool) -> Option<&'a str> {
    let (label, said) = match line.strip_prefix(['[', '(']) {
        Some(rest) => rest.split_once([']', ')'])?,
        None => line.split_once(':')?,
    };
    let said = said.trim_start_matches([':', '-', ' ']);
    (is_label(label.trim()) && !said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "From: Views\nSent: 13 March 2024\nTo: Jo Ray\nSubject: Questions\n\n";

    fn own(body: &str) -> (String, usize) {
        let message = Message { sender_name: Some("Jo Ray".to_owned()), ..Message::default() };
        let mut own = own_words(body, false);
        own.take_answers(&message);
        (own.text, own.quoted)
    }

    #[test]
    fn answers_below_a_heading_are_the_senders() {
        let marked = "> Q1. Which ward?\n\nThe old one.\n\n> Q2. Which bus?\n\nThe late one.";
        let expected = "See my replies below\n\nThe old one.\n\n\nThe late one.";
        assert_eq!(own(&format!("See my replies below\n\n{HEADING}{marked}")).0, expected);
        let rule = "-----Original Message-----\n";
        assert_eq!(
            own(&format!("See my replies below\n\n{rule}{HEADING}{marked}")),
            (expected.to_owned(), 7)
        );
        let turned = "Thank you for asking.\n\nQ1. Which ward?\n>>> The old one.\n\nKind regards\nKaren";
        assert_eq!(
            own(&format!("Answers in line\n\n{HEADING}{turned}")).0,
            "Answers in line\n\nThe old one."
        );
        for label in ["[JR]", "JO:", "[Jo]", "Jo Ray:"] {
            let labelled = format!("Q1. Which ward?\n{label} The old one.\n\nKind regards\nKaren");
            assert_eq!(
                own(&format!("My comments in red\n\n{HEADING}{labelled}")).0,
                "My comments in red\n\nThe old one."
            );
        }
    }

    #[test]
    fn words_of_the_message_below_are_nobody_elses() {
        for below in [
            "Dear Jo,\nNo ward will close.\n\n> Which ward will close?\n> Please tell me.",
            "> Which ward will close?\n\nNo ward will close.",
            "Q1. Which ward?\nNB: say all you like.",
        ] {
            assert_eq!(own(&format!("That is no answer.\n\n{HEADING}{below}")).0, "That is no answer.");
        }
        let labelled = "Q1. Which ward?\nNB: say all you like.";
        assert_eq!(own(&format!("Answers below\n\n{HEADING}{labelled}")).0, "Answers below");
    }

    #[test]
    fn a_pointer_is_told_from_words() {
        for pointer in ["Hi, answers below", "Please see my comments inline.\n\nThanks\nJo", "Replies in red"]
        {
            assert!(is_nothing_but_pointer(pointer), "{pointer}");
        }
        for words in ["See below.", "The answer is no.", "My replies are below. The ward must stay."] {
            assert!(!is_nothing_but_pointer(words), "{words}");
        }
    }
}
