//! The settings of every room, gathered from the consultation's profile file. The door of `toml`.

use serde::{Deserialize, Deserializer};

use crate::dedupe::{DedupeSettings, PeopleSettings};
use crate::digest::sha256;
use crate::disclose::{PRESETS, Preset};
use crate::error::Fault;
use crate::findings::About;
use crate::ingest::{FileSettings, Role};
use crate::learn::LearnSettings;
use crate::quote::QuoteSettings;
use crate::redact::RedactSettings;

/// A `consultation.toml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// The consultation's name, as reports show it.
    pub title: Option<String>,
    /// Who held the consultation and when; stands under the title of every report.
    pub about: About,
    /// What a reader must know before all else; stands at the head of every report.
    pub notice: Option<String>,
    /// The lexicon, relative to the profile.
    pub lexicon: Option<String>,
    /// Which of its themes speak of which national ambition: a table, relative to the profile.
    pub crosswalk: Option<String>,
    /// A Hugging Face `tokenizer.json`, relative to the profile, for scripts without spaces.
    pub tokeniser: Option<String>,
    /// Texts that stand in many responses and are nobody's own words: the questionnaire's, standard headings, disclaimers.
    pub boilerplate: Vec<String>,
    /// What holds for files, by their names.
    pub file: Vec<FileSettings>,
    /// When texts are copies.
    pub duplicates: DedupeSettings,
    /// Who is the same person.
    pub people: PeopleSettings,
    /// What is hidden or kept besides what is found.
    pub redaction: RedactSettings,
    /// How quotes are chosen.
    pub quotes: QuoteSettings,
    /// What a learned model is for.
    pub model: LearnSettings,
    /// How small numbers are protected.
    #[serde(deserialize_with = "preset")]
    pub preset: Preset,
    /// SHA-256 of the profile's file.
    #[serde(skip)]
    pub sha256: Option<String>,
}

fn preset<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Preset, D::Error> {
    let name = String::deserialize(deserializer)?;
    Preset::from_name(&name).ok_or_else(|| {
        let names = PRESETS.map(Preset::name).join(", ");
        serde::de::Error::custom(format!("'{name}' is no preset; the presets are {names}"))
    })
}

/// A text as a profile writes it, in quotation marks.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

impl Profile {
    /// Reads a profile, or tells every fault.
    pub fn parse(path: &str, source: &str) -> Result<Profile, Vec<Fault>> {
        let mut profile: Profile = match toml::from_str(source) {
            Ok(profile) => profile,
            Err(error) => {
                let line = error
                    .span()
                    .map_or(1, |span| source[..span.start.min(source.len())].matches('\n').count() + 1);
                let what = error.message().trim().replace('\n', " ");
                let message = format!("{what}; docs/getting-started.md lists what a profile can say");
                return Err(vec![Fault::at(path, line, message)]);
            }
        };
        profile.sha256 = Some(sha256(source.as_bytes()));
        let faults = profile.faults(path, source);
        if faults.is_empty() { Ok(profile) } else { Err(faults) }
    }

    /// The same profile where its folder is one of several inputs, and the names of files begin with the folder's.
    pub fn in_folder(mut self, folder: &str) -> Profile {
        let inside = |name: &mut String| *name = format!("{folder}/{name}");
        let tools = [&mut self.lexicon, &mut self.tokeniser, &mut self.crosswalk];
        tools.into_iter().flatten().for_each(inside);
        for file in &mut self.file {
            inside(&mut file.name);
            file.translation_of.iter_mut().for_each(inside);
        }
        self
    }

    /// The profiles of several folders as one: titles and notices together, what holds for files in order. Settings that can only be one for a
    /// run must be the same in all.
    pub fn joined(profiles: Vec<Profile>) -> Result<Profile, Vec<Fault>> {
        let mut profiles = profiles.into_iter();
        let Some(mut whole) = profiles.next() else { return Ok(Profile::default()) };
        for other in profiles {
            if (other.duplicates, other.quotes, other.model) != (whole.duplicates, whole.quotes, whole.model)
            {
                let message = "the profiles of these folders have different [duplicates], [quotes] or [model]; write one profile for the run and name it with --profile";
                return Err(vec![Fault::of("consultation.toml", message)]);
            }
            for (one, more, between) in
                [(&mut whole.title, other.title, " and "), (&mut whole.notice, other.notice, " ")]
            {
                match (one.as_mut(), more) {
                    (Some(one), Some(more)) if *one != more => one.push_str(&format!("{between}{more}")),
                    (None, more) => *one = more,
                    _ => {}
                }
            }
            whole.about = whole.about.and(other.about);
            whole.lexicon = whole.lexicon.or(other.lexicon);
            whole.tokeniser = whole.tokeniser.or(other.tokeniser);
            whole.crosswalk = whole.crosswalk.or(other.crosswalk);
            whole.boilerplate.extend(other.boilerplate);
            whole.file.extend(other.file);
            whole.people.same_name_and_postcode |= other.people.same_name_and_postcode;
            whole.people.same.extend(other.people.same);
            let sums = [whole.sha256.unwrap_or_default(), other.sha256.unwrap_or_default()];
            whole.sha256 = Some(sha256(sums.concat().as_bytes()));
        }
        Ok(whole)
    }

    fn faults(&self, path: &str, source: &str) -> Vec<Fault> {
        let line_of = |word: &str| source.lines().position(|line| line.contains(word)).map_or(1, |at| at + 1);
        let mut faults = Vec::new();
        for file in &self.file {
            if file.name.is_empty() {
                faults.push(Fault::of(
                    path,
                    "a [[file]] has no name; write: name = \"survey.csv\" (a * stands for anything)",
                ));
            }
            for (header, word) in &file.columns {
                if Role::told(word, header).is_none() {
                    let message = format!(
                        "'{word}' is not what a column can be; it can be open, question, identifier, person, consent, represents, \
                         organisation, is organisation, closed, private, channel, locality, respondent type, age, event, group, date or segment"
                    );
                    faults.push(Fault::at(path, line_of(header), message));
                }
            }
            for (answer, meaning) in file.answers.values().flatten() {
                if meaning.trim().is_empty() {
                    let message =
                        format!("\"{answer}\" means nothing here; write the answer that it stands for");
                    faults.push(Fault::at(path, line_of(answer), message));
                }
            }
            if let Some(read_as) = &file.read_as
                && read_as != "letter"
                && read_as != "notes"
            {
                faults.push(Fault::at(
                    path,
                    line_of(read_as),
                    format!("read_as is \"letter\" or \"notes\", not \"{read_as}\""),
                ));
            }
        }
        if !(0.1..=1.0).contains(&self.duplicates.near) {
            faults.push(Fault::at(path, line_of("near"), "duplicates.near is a share from 0.1 to 1"));
        }
        if self.duplicates.campaign_from_respondents < 2 {
            let line = line_of("campaign_from_respondents");
            faults.push(Fault::at(path, line, "a campaign has at least 2 respondents"));
        }
        if !(0.0..=1.0).contains(&self.model.least_precision) {
            let message = "model.least_precision is a share from 0 to 1";
            faults.push(Fault::at(path, line_of("least_precision"), message));
        }
        if self.quotes.shortest > self.quotes.longest {
            faults.push(Fault::at(
                path,
                line_of("shortest"),
                "quotes.shortest is longer than quotes.longest",
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_its_line() {
        let faults =
            Profile::parse("consultation.toml", "title = \"A\"\ntilte = \"B\"\n").expect_err("a misspelling");
        assert!(
            faults[0].to_string().starts_with("consultation.toml:2: unknown field `tilte`"),
            "{}",
            faults[0]
        );
        let source = "[[file]]\nname = \"a.csv\"\n[file.columns]\n\"Q1\" = \"opne\"\n";
        let faults = Profile::parse("consultation.toml", source).expect_err("a misspelling");
        assert!(
            faults[0].to_string().starts_with("consultation.toml:4: 'opne' is not what a column can be"),
            "{}",
            faults[0]
        );
    }
}
