//! What a profile can say about how files are read.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A `[[file]]` part of a profile: what holds for the files it names.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct FileSettings {
    /// The file's name relative to the input folder; a `*` stands for anything.
    pub name: String,
    /// How these submissions came: a value of *Channel*.
    pub channel: Option<String>,
    /// Where these respondents live; of an event, where it was.
    pub locality: Option<String>,
    /// The event these notes are of.
    pub event: Option<String>,
    /// How many people came to this event.
    pub attendance: Option<u32>,
    /// What kind of respondents these are.
    pub respondent_type: Option<String>,
    /// When these were received; of an event, when it was.
    pub date: Option<String>,
    /// The question that these texts answer.
    pub question: Option<String>,
    /// Whether these come from an organisation.
    pub organisation: Option<bool>,
    /// How many people the sender speaks for.
    pub represents: Option<u32>,
    /// Whether these words may be quoted.
    pub may_quote: Option<bool>,
    /// `letter` or `notes`, where a document should be read as one of these whatever it looks like.
    pub read_as: Option<String>,
    /// How lines and headings of notes begin that are a facilitator's or scribe's own, not points people made.
    pub facilitator: Vec<String>,
    /// The file that this one translates, by its name relative to the input folder.
    pub translation_of: Option<String>,
    /// Leave these files out of the analysis; they stay in the ledger.
    pub out_of_scope: bool,
    /// What columns are for, by their header: `open`, `identifier`, `person`, `locality` …
    pub columns: BTreeMap<String, String>,
    /// Other wordings of a column's answers and what each means, by the column's header: "North" is "North West".
    pub answers: BTreeMap<String, BTreeMap<String, String>>,
}

impl FileSettings {
    /// Whether the profile leaves it open what these are, so that they may be forms, which wait for others like them.
    pub(super) fn may_wait(&self) -> bool {
        self.read_as.is_none() && self.translation_of.is_none()
    }
}

/// What holds for one file: of all parts whose name fits it or a file that it lies inside, in order, the later one wins setting by
/// setting.
pub(super) fn for_file(told: &[FileSettings], name: &str) -> FileSettings {
    let mut found = FileSettings::default();
    let mut names: Vec<&str> = name.match_indices('/').map(|(at, _)| &name[..at]).collect();
    names.push(name);
    for part in told.iter().filter(|part| names.iter().any(|name| fits(&part.name, name))) {
        let part = part.clone();
        found.channel = part.channel.or(found.channel);
        found.locality = part.locality.or(found.locality);
        found.event = part.event.or(found.event);
        found.attendance = part.attendance.or(found.attendance);
        found.respondent_type = part.respondent_type.or(found.respondent_type);
        found.date = part.date.or(found.date);
        found.question = part.question.or(found.question);
        found.organisation = part.organisation.or(found.organisation);
        found.represents = part.represents.or(found.represents);
        found.may_quote = part.may_quote.or(found.may_quote);
        found.read_as = part.read_as.or(found.read_as);
        found.facilitator.extend(part.facilitator);
        found.translation_of = part.translation_of.or(found.translation_of);
        found.out_of_scope |= part.out_of_scope;
        found.columns.extend(part.columns);
        for (header, answers) in part.answers {
            found.answers.entry(header).or_default().extend(answers);
        }
    }
    found
}

/// Whether a name with `*` in it fits a file's name.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            let mut ends = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
            ends.any(|at| fits(rest, &tail[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_with_stars() {
        for (pattern, name, fit) in [
            ("a.csv", "a.csv", true),
            ("emails/*", "emails/1.eml", true),
            ("*campaign*.eml", "emails/campaign-1.eml", true),
            ("*.txt", "a.csv", false),
            ("inbox.zip/*", "inbox.zip/a/1.eml", true),
        ] {
            assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
        }
    }

    #[test]
    fn what_holds_for_a_file_holds_for_what_lies_inside_it() {
        let told = [FileSettings {
            name: "a/1.eml".to_owned(),
            locality: Some("Leek".to_owned()),
            ..Default::default()
        }];
        for (name, holds) in
            [("a/1.eml", true), ("a/1.eml/letter.txt", true), ("a/1.emlx", false), ("b/a/1.eml", false)]
        {
            assert_eq!(for_file(&told, name).locality.is_some(), holds, "{name}");
        }
    }
}
