//! What is received: submissions, the responses in them, who sent them, and where each stood in the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use rustc_hash::FxHashMap;

const STRING: &str = "writing to a string does not fail";

/// A list of distinct texts, each known by its number. Numbers follow the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Names {
    names: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Names {
    /// The number of a name, which is added if it is new.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The number of a name, if it is there.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// Gives a name's number another name; false, with nothing changed, where the name is not there or the other one is taken.
    pub fn rename(&mut self, name: &str, other: &str) -> bool {
        if self.numbers.contains_key(other) {
            return false;
        }
        let Some(number) = self.numbers.remove(name) else { return false };
        self.names[number as usize] = other.into();
        self.numbers.insert(other.into(), number);
        true
    }

    /// The name with this number.
    pub fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    /// All names in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Where an item stood in what was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Number of the file in [`Sources`].
    pub file: u32,
    /// Number of the sheet in [`Sources`], from 1; 0 where the file has no sheets.
    pub sheet: u32,
    /// The place in it.
    pub place: Place,
}

/// A place in a file or sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// All of it.
    Whole,
    /// A row as a spreadsheet numbers it: the first row of the file is 1.
    Row(u32),
    /// A column of a sheet, from 1, where each holds one respondent's answers.
    Column(u32),
    /// A paragraph, from 1.
    Paragraph(u32),
    /// A message in a mailbox, from 1.
    Message(u32),
    /// A printed page, from 1.
    Page(u32),
}

/// The names of files and sheets that a [`Source`] refers to.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Names,
    sheets: Names,
}

impl Sources {
    /// The number of a file.
    pub fn file(&mut self, path: &str) -> u32 {
        self.files.number(path)
    }

    /// The number of a sheet, from 1.
    pub fn sheet(&mut self, name: &str) -> u32 {
        self.sheets.number(name) + 1
    }

    /// The name of the file with this number.
    pub fn name(&self, file: u32) -> &str {
        self.files.name(file)
    }

    /// The file's name as the report shows it: relative to the input folder.
    pub fn file_name(&self, source: Source) -> &str {
        self.files.name(source.file)
    }

    /// `file#sheet!row`, or the paragraph, or the file alone.
    pub fn display(&self, source: Source) -> String {
        let mut shown = self.files.name(source.file).to_owned();
        if source.sheet > 0 {
            shown.push('#');
            shown.push_str(self.sheets.name(source.sheet - 1));
        }
        match source.place {
            Place::Whole => {}
            Place::Row(row) => write!(shown, "!{row}").expect(STRING),
            Place::Column(column) => write!(shown, "!column {column}").expect(STRING),
            Place::Paragraph(paragraph) => write!(shown, "!paragraph {paragraph}").expect(STRING),
            Place::Message(message) => write!(shown, "!message {message}").expect(STRING),
            Place::Page(page) => write!(shown, "!page {page}").expect(STRING),
        }
        shown
    }
}

/// How a submission came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// From a respondent: a survey row, a letter, an e-mail.
    Reply,
    /// A point made in a room, with no known respondent.
    Contribution,
}

/// Whether the respondent's words may be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Consent {
    /// They were not asked, or did not say.
    #[default]
    NotAsked,
    /// They agreed.
    Given,
    /// They did not agree: their words count, and are never quoted (SD8).
    Refused,
}

/// The person or organisation behind a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Respondent {
    /// What makes two submissions the same person's (number in [`Consultation::identities`]); none where it is not known.
    pub identity: Option<u32>,
    /// Whether it is an organisation, or speaks for one (K8).
    pub is_organisation: bool,
    /// Whether it is a person who speaks for another (K8), such as for a patient or a child.
    pub speaks_for_someone: bool,
    /// How many people it says it speaks for (K9); never added to respondents.
    pub represents: Option<u32>,
    /// Whether its words may be quoted.
    pub consent: Consent,
    /// The name of an organisation that agreed to be quoted (number in [`Consultation::organisations`]): it stays in its own words.
    pub own_name: Option<u32>,
}

/// One answer to one open question. `T` is the text in the form that the rooms up to here have given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response<T> {
    /// Number of the question in [`Consultation::questions`].
    pub question: u32,
    /// Where it stood.
    pub source: Source,
    /// What was said.
    pub text: T,
}

/// One thing received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission<T> {
    /// Its identifier, unique in the run.
    pub id: Box<str>,
    /// How it came.
    pub kind: Kind,
    /// Who sent it.
    pub respondent: Respondent,
    /// What is known of the respondent: number of the attribute and of its value, sorted, one value an attribute.
    pub attributes: Box<[(u32, u32)]>,
    /// What was chosen from lists: numbers in [`Consultation::closed_questions`] and [`Consultation::closed_answers`].
    pub closed: Box<[(u32, u32)]>,
    /// Why it is left out of the analysis, if it is.
    pub out_of_scope: Option<&'static str>,
    /// How many people in the room agreed with it, where marks behind a point say so; never added to respondents.
    pub agreement: Option<u32>,
    /// Its answers, in the order of the questions in the source.
    pub responses: Vec<Response<T>>,
}

impl<T> Submission<T> {
    /// The value of an attribute.
    pub fn attribute(&self, attribute: u32) -> Option<u32> {
        self.attributes.iter().find(|(known, _)| *known == attribute).map(|(_, value)| *value)
    }

    /// The same submission with each text put into another form.
    pub fn map_text<U>(self, mut form: impl FnMut(T) -> U) -> Submission<U> {
        Submission {
            id: self.id,
            kind: self.kind,
            respondent: self.respondent,
            attributes: self.attributes,
            closed: self.closed,
            out_of_scope: self.out_of_scope,
            agreement: self.agreement,
            responses: self
                .responses
                .into_iter()
                .map(|response| Response {
                    question: response.question,
                    source: response.source,
                    text: form(response.text),
                })
                .collect(),
        }
    }
}

/// Something known about respondents, such as where they live, and the values it takes.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// What it is called in reports.
    pub name: String,
    /// Its values in the order of reading.
    pub values: Names,
}

/// Everything that was received, with the names that its parts refer to.
#[derive(Debug, Clone, Default)]
pub struct Consultation {
    /// The questions that responses answer.
    pub questions: Names,
    /// What the files number a question, by its number here, where they number it.
    pub question_numbers: BTreeMap<u32, u32>,
    /// The questions that are answered by choosing.
    pub closed_questions: Names,
    /// What can be chosen.
    pub closed_answers: Names,
    /// What is known about respondents.
    pub attributes: Vec<Attribute>,
    /// What makes submissions the same person's: e-mail addresses and identifiers. Never leaves the program.
    pub identities: Names,
    /// The names of organisations that agreed to be quoted.
    pub organisations: Names,
    /// Files and sheets.
    pub sources: Sources,
    /// Responses that are translations of what was received: source and question.
    pub translated: BTreeSet<(Source, u32)>,
    /// Who was present where a document was written, by the number of its file, as it lists them itself. Never leaves the program.
    pub present: BTreeMap<u32, Vec<Present>>,
}

/// Somebody whom a document lists among those present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// The name as it stands there; it may be an organisation's.
    pub name: String,
    /// The letters that stand for the name in this document, where it says so.
    pub initials: Option<String>,
    /// What they do there.
    pub part: Part,
}

/// What somebody does at a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Is there, and may speak.
    Speaks,
    /// Leads it or takes the notes.
    Leads,
    /// Is not there.
    IsAbsent,
}

/// The attributes every report knows, by these names.
pub mod attribute {
    /// How the submission came: survey, e-mail, letter, event.
    pub const CHANNEL: &str = "Channel";
    /// Where the respondent lives or the event was.
    pub const LOCALITY: &str = "Locality";
    /// Resident, carer, staff, organisation …
    pub const RESPONDENT_TYPE: &str = "Respondent type";
    /// Age band.
    pub const AGE: &str = "Age";
    /// The event at which it was said.
    pub const EVENT: &str = "Event";
    /// The discussion group or table at an event.
    pub const GROUP: &str = "Group";
    /// When it was received.
    pub const DATE: &str = "Date";
}

impl Consultation {
    /// The number of an attribute, which is added if it is new.
    pub fn attribute(&mut self, name: &str) -> u32 {
        if let Some(at) = self.find_attribute(name) {
            return at;
        }
        self.attributes.push(Attribute { name: name.to_owned(), values: Names::default() });
        self.attributes.len() as u32 - 1
    }

    /// The number of an attribute, if any submission has it.
    pub fn find_attribute(&self, name: &str) -> Option<u32> {
        self.attributes.iter().position(|attribute| attribute.name == name).map(|at| at as u32)
    }

    /// The words for a value of an attribute.
    pub fn value(&self, attribute: u32, value: u32) -> &str {
        self.attributes[attribute as usize].values.name(value)
    }
}

/// How `Debug` shows a text: never its words.
pub(crate) fn debug_without_words(name: &str, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name}({} bytes)", text.len())
}
