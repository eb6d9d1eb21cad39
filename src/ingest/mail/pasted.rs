//! E-mails of different people that stand one below the other in one text.

use std::collections::BTreeSet;

use super::dates::Sent;
use super::marks::{begins_copy, forwards, is_heading_line, is_rule};
use super::own_words::address;

/// The heading of a message in a text.
struct Heading {
    /// The line that it begins on.
    at: usize,
    from: String,
    to: Option<String>,
    sent: Option<Sent>,
}

/// The lines on which messages begin that stand below one another in a text; the first of them begins the text. A message quotes only earlier ones:
/// one below it by somebody else, sent to the same address and not before it, is none that it quotes.
pub(in crate::ingest) fn beginnings(lines: &[&str]) -> Vec<usize> {
    let mut headings = (0..lines.len()).filter_map(|at| Heading::at(at, lines));
    let Some(mut current) = headings.next() else { return Vec::new() };
    let mut found = vec![current.at];
    for heading in headings {
        if !is_quoted_mark_above(&lines[..heading.at]) && heading.is_apart_from(&current) {
            found.push(heading.at);
            current = heading;
        }
    }
    found
}

impl Heading {
    /// The heading that begins on this line, below a blank line or a rule.
    fn at(at: usize, lines: &[&str]) -> Option<Heading> {
        let is_below_space = at == 0 || lines[at - 1].trim().is_empty() || is_rule(lines[at - 1].trim());
        let from = value(lines[at], &["from"])?;
        if !is_below_space || !begins_copy(&lines[at..]) {
            return None;
        }
        let heading: Vec<&str> =
            lines[at..].iter().copied().take_while(|line| is_heading_line(line.trim())).collect();
        let of = |labels: &[&str]| heading.iter().find_map(|line| value(line, labels));
        Some(Heading {
            at,
            from: from.to_owned(),
            to: of(&["to"]).map(str::to_owned),
            sent: of(&["sent", "date"]).and_then(Sent::read),
        })
    }

    /// Whether this is a message apart from the one above it, and none that it quotes.
    fn is_apart_from(&self, above: &Heading) -> bool {
        let is_to_same = match (&self.to, &above.to) {
            (Some(to), Some(above)) => is_one(to, above),
            (None, None) => self.sent.is_some() && above.sent.is_some(),
            _ => false,
        };
        let is_earlier =
            matches!((self.sent, above.sent), (Some(below), Some(above)) if below.is_before(above));
        is_to_same && !is_earlier && !is_one(&self.from, &above.from)
    }
}

/// What stands behind one of these labels at the beginning of a line.
fn value<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, value) = line.split_once(':')?;
    labels.contains(&label.to_lowercase().as_str()).then(|| value.trim())
}

/// Whether two headings name one person or mailbox: by address, or by name where one has none.
fn is_one(one: &str, other: &str) -> bool {
    match (address(one), address(other)) {
        (Some(one), Some(other)) => one == other,
        _ => name(one) == name(other),
    }
}

fn name(written: &str) -> BTreeSet<String> {
    let words = written.split(|c: char| c.is_whitespace() || "<>[](),;\"'".contains(c));
    words.filter(|word| !word.is_empty() && !word.contains('@')).map(str::to_lowercase).collect()
}

/// Whether a mark stands right above that says that a quoted or forwarded message follows.
fn is_quoted_mark_above(above: &[&str]) -> bool {
    let last = above.iter().rev().find(|line| !line.trim().is_empty());
    last.is_some_and(|line| {
        line.trim_start().starts_with("--") && begins_copy(&[*line]) || forwards(line.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        beginnings(&text.lines().collect::<Vec<_>>()).len()
    }

    fn message(from: &str, to: &str, sent: &str) -> String {
        format!("From: {from}\nSent: {sent}\nTo: {to}\nSubject: Views\n\nMore buses.\n\n")
    }

    #[test]
    fn messages_to_one_mailbox_stand_apart() {
        let ann = message("Ann <ann@mail.example>", "Have Your Say", "12 March 2024 10:00");
        let bob = message("Bob <bob@mail.example>", "Have Your Say", "12 March 2024 11:30");
        assert_eq!(found(&format!("{ann}{bob}")), 2);
        let dated = "From: Ann\nDate: 12 March 2024\nSubject: x\n\nA bus.\n\nFrom: Bob\nDate: 13 March 2024\nSubject: y\n\nA dentist.";
        assert_eq!(found(dated), 2);
        let reply = message("Have Your Say", "Ann <ann@mail.example>", "13 March 2024 09:00");
        assert_eq!(found(&format!("{ann}{reply}{bob}")), 2, "the reply is none of its own");
    }

    #[test]
    fn what_a_message_quotes_is_no_message_of_its_own() {
        let ann = message("Ann <ann@mail.example>", "Have Your Say", "14 March 2024 10:00");
        let team = message("Have Your Say", "Ann", "13 March 2024 10:00");
        let older = message("Bob <bob@mail.example>", "Have Your Say", "12 March 2024 11:30");
        let own = message("Ann <ann@mail.example>", "Have Your Say", "15 March 2024 10:00");
        for below in [&team, &older, &own] {
            assert_eq!(found(&format!("{ann}{below}")), 1, "{below}");
        }
        let later = older.replace("12 March", "16 March");
        assert_eq!(found(&format!("{ann}-----Original Message-----\n{later}")), 1);
        let marked = format!("{ann}{later}").replace("\nFrom: Bob", "\n> From: Bob");
        assert_eq!(found(&marked), 1);
    }
}
