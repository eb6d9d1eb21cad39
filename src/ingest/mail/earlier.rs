//! What people wrote before and now only quote: theirs still, where no message of its own holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use super::marks::{announces_quotation, begins_copy, is_heading_line, is_rule};
use super::own_words::{address, own_words};
use crate::ingest::formats::Message;
use crate::ingest::{Reading, SubmittedText};
use crate::ledger::State;
use crate::submission::{Response, Source, Submission, attribute};

/// Words of the sender's own that a message quotes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Earlier {
    /// The words, without marks of quotation.
    pub(super) text: String,
    /// How many lines of the message they take.
    pub(super) lines: usize,
}

/// Earlier words that wait until all messages are there.
pub(in crate::ingest) struct Quoted {
    words: Earlier,
    source: Source,
    /// The submission of the message that quotes them.
    within: usize,
}

/// Fewer words say nothing: "Thank you, Jo".
const FEWEST_WORDS: usize = 4;

/// Of so many words in a row those are made that tell whether a text stands in another.
pub(super) const WORDS_IN_A_ROW: usize = 3;

/// A text stands in another where so many per cent of its words in a row do.
const SHARE_THAT_STANDS_THERE: usize = 80;

/// A part of a quotation whose heading says who wrote it.
pub(super) struct Part<'a> {
    /// The words that name its author.
    pub(super) author: String,
    /// Its heading.
    heading: Vec<&'a str>,
    /// Its words, without marks of quotation.
    pub(super) lines: Vec<&'a str>,
}

impl Part<'_> {
    /// Whether its heading says that it was sent to the sender of a message.
    pub(super) fn is_to(&self, message: &Message) -> bool {
        let to = self.heading.iter().filter(|line| line.trim_start_matches(['*', ' ']).starts_with("To"));
        to.copied().any(|to| is_by_sender(to, message))
    }
}

/// The parts of a quotation, as it stands in the message, that its heading says the sender of the message wrote.
pub(super) fn senders_words(parts: &[Part<'_>], message: &Message) -> Vec<Earlier> {
    let own = parts.iter().filter(|part| is_by_sender(&part.author, message));
    own.filter_map(|part| Earlier::of(&part.lines.join("\n"))).collect()
}

/// The parts of a quotation that say who wrote them.
pub(super) fn parts<'a>(quotation: &[&'a str]) -> Vec<Part<'a>> {
    let lines: Vec<(usize, &str)> = quotation.iter().map(|line| unmarked(line)).collect();
    let plain: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let mut parts: Vec<Part<'_>> = Vec::new();
    // The depth of the part that is being read, once it has words; it ends where the depth is less.
    let mut is_open = false;
    let mut depth: Option<usize> = None;
    let mut at = 0;
    while at < lines.len() {
        let rest = &plain[at..];
        if let Some((length, author, first)) = heading(rest) {
            is_open = true;
            depth = None;
            let heading = rest[..length].to_vec();
            parts.push(Part { author, heading, lines: first.into_iter().collect() });
            at += length;
            continue;
        }
        let (own_depth, line) = lines[at];
        is_open &= line.trim().is_empty() || depth.is_none_or(|depth| own_depth >= depth);
        if is_open && let Some(part) = parts.last_mut() {
            part.lines.push(line);
            depth = depth.or((!line.trim().is_empty()).then_some(own_depth));
        }
        at += 1;
    }
    parts
}

impl Earlier {
    /// An earlier message, if it says something.
    pub(super) fn of(body: &str) -> Option<Earlier> {
        let text = own_words(body, false).text;
        let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
        (text.split_whitespace().count() >= FEWEST_WORDS).then_some(Earlier { text, lines })
    }
}

/// How deep a line is quoted, and the line without the marks that say so.
fn unmarked(line: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = line;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        depth += 1;
        rest = inner;
    }
    (depth, if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

/// What says here who wrote what follows: how many lines, the words that name the author, and what follows on the same line.
pub(super) fn heading<'a>(rest: &[&'a str]) -> Option<(usize, String, Option<&'a str>)> {
    if let Some(length) = announces_quotation(rest) {
        let first = rest[0].split_once("> wrote:").filter(|_| length == 1).map(|(_, words)| words.trim());
        return Some((length, rest[..length].join(" "), first.filter(|words| !words.is_empty())));
    }
    if !begins_copy(rest) {
        return None;
    }
    let is_of_heading = |line: &&&str| is_heading_line(line.trim()) || line.trim().is_empty();
    let rules = usize::from(!is_heading_line(rest[0].trim()) || is_rule(rest[0].trim()));
    let length = rules + rest[rules..].iter().take_while(is_of_heading).count();
    let from = rest[rules..length].iter().find(|line| !line.trim().is_empty()).copied().unwrap_or_default();
    Some((length, from.to_owned(), None))
}

/// Whether the words that name an author name the sender: by the address, or where there is none by the whole name.
fn is_by_sender(author: &str, message: &Message) -> bool {
    if let Some(address) = address(author) {
        return message.from.as_ref() == Some(&address);
    }
    // Of a message that was passed on only the address is known.
    let name = message.sender_name.as_deref().filter(|_| message.from == message.sent_from);
    let (name, author) = (words(name.unwrap_or_default()), words(author));
    name.len() >= 2 && name.iter().all(|word| author.contains(word))
}

pub(super) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

impl Reading {
    /// Keeps earlier words until it can be told whether another message holds them. The submission read last is the message that quotes them.
    pub(super) fn remember_quoted(&mut self, earlier: Vec<Earlier>, source: Source) {
        let within = self.submissions.len() - 1;
        self.quoted.extend(earlier.into_iter().map(|words| Quoted { words, source, within }));
    }
}

/// Forgets what messages quote from this submission on.
pub(in crate::ingest) fn forget(from: usize, reading: &mut Reading) {
    reading.quoted.retain(|quoted| quoted.within < from);
}

/// Makes submissions of the earlier words that nothing else holds, each of who sent the message that quotes them; the others are entered.
pub(in crate::ingest) fn settle(reading: &mut Reading) {
    let quoted = take(&mut reading.quoted);
    if quoted.is_empty() {
        return;
    }
    let mut held = Held::of(reading, &quoted);
    for Quoted { words: Earlier { text, lines }, source, within } in quoted {
        let identity = reading.submissions[within].respondent.identity;
        let lines = format!("{lines} {}", if lines == 1 { "line" } else { "lines" });
        if held.holds(&text, identity) {
            let reason = format!(
                "the sender's own earlier words quoted in this message ({lines}), cut: they were received elsewhere too"
            );
            reading.enter(source, State::OutOfScope, reason);
            continue;
        }
        held.add(&text, identity);
        let submission = submission(text, source, &reading.submissions[within], reading);
        reading.submissions.push(submission);
        reading.items_seen += 1;
        let name = reading.consultation.sources.name(source.file);
        if let Some(file) = reading.files.iter_mut().find(|file| file.name == name) {
            file.submissions += 1;
            file.notes.push(format!(
                "! the sender's own earlier words ({lines}) are quoted here and stand nowhere else: read as a submission of theirs"
            ));
        }
    }
}

/// Earlier words as a submission of who sent the message that quotes them. When they were sent is not known.
fn submission(
    text: String,
    source: Source,
    within: &Submission<SubmittedText>,
    reading: &Reading,
) -> Submission<SubmittedText> {
    let date = reading.consultation.find_attribute(attribute::DATE);
    let is_known = |(name, _): &&(u32, u32)| Some(*name) != date;
    let question = within.responses.first().map_or(0, |response| response.question);
    Submission {
        id: "".into(),
        kind: within.kind,
        respondent: within.respondent.clone(),
        attributes: within.attributes.iter().filter(is_known).copied().collect(),
        closed: Box::default(),
        out_of_scope: within.out_of_scope,
        agreement: None,
        responses: vec![Response { question, source, text: SubmittedText(text) }],
    }
}

/// What was received besides: whole texts of anybody's, and words in a row of the people who quote themselves.
struct Held {
    whole: BTreeSet<Vec<String>>,
    of_people: BTreeMap<u32, BTreeSet<Vec<String>>>,
}

impl Held {
    fn of(reading: &Reading, quoted: &[Quoted]) -> Held {
        let wanted: BTreeSet<Vec<String>> = quoted.iter().map(|quoted| words(&quoted.words.text)).collect();
        let identity = |quoted: &Quoted| reading.submissions[quoted.within].respondent.identity;
        let people: BTreeSet<u32> = quoted.iter().filter_map(identity).collect();
        let mut held = Held { whole: BTreeSet::new(), of_people: BTreeMap::new() };
        for submission in &reading.submissions {
            let identity = submission.respondent.identity.filter(|identity| people.contains(identity));
            for response in &submission.responses {
                let said = words(response.text.as_str());
                if let Some(identity) = identity {
                    held.of_people.entry(identity).or_default().extend(in_a_row(&said));
                }
                if wanted.contains(&said) {
                    held.whole.insert(said);
                }
            }
        }
        held
    }

    fn add(&mut self, text: &str, identity: Option<u32>) {
        if let Some(identity) = identity {
            self.of_people.entry(identity).or_default().extend(in_a_row(&words(text)));
        }
    }

    /// Whether these words of somebody's stand in what was received.
    fn holds(&self, text: &str, identity: Option<u32>) -> bool {
        let said = words(text);
        let Some(of_person) = identity.and_then(|identity| self.of_people.get(&identity)) else {
            return self.whole.contains(&said);
        };
        let rows: Vec<Vec<String>> = in_a_row(&said).collect();
        let found = rows.iter().filter(|row| of_person.contains(*row)).count();
        self.whole.contains(&said) || stands_there(found, rows.len())
    }
}

/// Whether so many of the rows of words of a text are enough to say that it stands there.
pub(super) fn stands_there(found: usize, of: usize) -> bool {
    found * 100 >= of * SHARE_THAT_STANDS_THERE
}

pub(super) fn in_a_row(words: &[String]) -> impl Iterator<Item = Vec<String>> {
    words.windows(WORDS_IN_A_ROW).map(<[String]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(quotation: &str) -> Vec<String> {
        let message = Message {
            from: Some("jo@example.org".to_owned()),
            sent_from: Some("jo@example.org".to_owned()),
            sender_name: Some("Jo Ray".to_owned()),
            ..Message::default()
        };
        let lines: Vec<&str> = quotation.lines().collect();
        senders_words(&parts(&lines), &message).into_iter().map(|earlier| earlier.text).collect()
    }

    #[test]
    fn the_senders_words_are_told_from_the_teams() {
        let chain = "> On 18 Mar 2024, at 14:02, Your Views <views@council.example> wrote:\n>\n> Dear Jo,\n> No ward will close.\n>\n\
                     >> On 16 Mar 2024, at 09:30, Jo <jo@example.org> wrote:\n>>\n>> Which ward\n>> will close?\n> Kind regards";
        assert_eq!(own(chain), ["Which ward\nwill close?"]);
        let outlook = "From: Your Views\nSent: Monday\nTo: Jo Ray\nSubject: RE: Ward\n\nNo ward will close.\n\n\
                       From: Jo Ray\nSent: Sunday\nTo: Your Views\nSubject: Ward\n\nWhich ward will close?";
        assert_eq!(own(outlook), ["Which ward will close?"]);
        let on_its_line = "On Sun, 3 Mar 2019 at 9:12, Jo Ray <jo@example.org> wrote: Which ward will close?";
        assert_eq!(own(on_its_line), ["Which ward will close?"]);
    }

    #[test]
    fn words_of_others_and_of_nobody_are_left() {
        for quotation in [
            "> Which ward will close?",
            "On Sunday, Jo wrote:\n> Which ward will close?",
            "On 3 Mar 2019, Jo Ray <jo.ray@elsewhere.example> wrote:\n> Which ward will close?",
            "On 3 Mar 2019, Jo Ray <jo@example.org> wrote:\n> Thank you!",
        ] {
            assert!(own(quotation).is_empty(), "{quotation}");
        }
    }
}
