//! Forms that people filled in: messages that a web page wrote of them, and documents. There are labels, and behind or below each what somebody filled
//! in. All copies of one form are a table, a row a copy, so that names are kept out, a refusal is heeded and each question is a question.

mod known;
mod own_lines;
mod labels;
mod document;
mod answer_sheet;
mod returned;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use self::known::{
    asks_for_address, asks_for_name, asks_for_words, asks_openly, asks_who_helped, compared, identifies,
    is_about_message, is_message_body, is_of_contact, most_lines,
};
use self::labels::{Filled, Labels, Sheet};
use self::own_lines::speaks_of_form;
use super::formats::{Block, Message, Rows, Table};
use super::mail::{Unwrapped, address};
use super::settings::FileSettings;
use super::tables::boxes::chosen;
use super::tables::column::is_of_equality;
use super::tables::consent::{asked, is_plain_answer, refuses_to_be_quoted};
use super::{FileRead, Reading, Role, TableRead, tables};
use crate::delimited::Row;
use crate::ledger::State;
use crate::submission::{Consent, Place, Source};
use crate::text::counted;

/// How what came in a form is called among channels.
const WEB_FORM: &str = "Web form";
const FORM: &str = "Response form";

/// What nobody but the reader of forms adds to their fields.
const DATE: &str = "Date received";
const ADDRESS: &str = "Email address";

/// Where something short is asked for nobody writes more words, and as an address no more than "none" or a name beside it.
const MOST_WORDS_KEPT_OUT: usize = 15;
const MOST_WORDS_OF_ADDRESS: usize = 4;

/// So many words are an answer in free words, whatever the label.
const FEWEST_WORDS_OPEN: usize = 12;

/// And so many where a question could be answered by yes or no.
const FEWEST_WORDS_CLOSED: usize = 4;

/// What may be a form; it waits until all are there to be compared.
pub(super) struct Waiting {
    pub(super) paper: Paper,
    pub(super) source: Source,
    pub(super) told: FileSettings,
    with: Kin,
}

/// With what it is compared that may be a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// Whatever else waits; it asks who somebody is.
    Anything,
    /// What others said in the same document, which asks them all the same.
    SameDocument,
    /// Other copies: it asks nobody who they are, so that only these or boxes to tick tell that it is a form.
    Copies,
}

/// What a form may be in.
pub(super) enum Paper {
    /// A message.
    Message(Unwrapped),
    /// A document, and the message that it was attached to: its sender and date.
    Document(Vec<Block>, Option<Message>),
    /// What one respondent filled in on a sheet of a workbook.
    Sheet(Filled),
}

impl Paper {
    /// A document as it came, with what is known of the message that it is attached to.
    pub(super) fn document(blocks: Vec<Block>, message: Option<&Message>) -> Paper {
        let of = |message: &Message| Message {
            from: message.from.clone(),
            date: message.date.clone(),
            ..Message::default()
        };
        Paper::Document(blocks, message.map(of))
    }

    /// Its lines. Those of a workbook's sheet are divided already.
    fn sheet(&self) -> Sheet {
        match self {
            Paper::Message(unwrapped) => sheet_of(unwrapped),
            Paper::Document(blocks, _) => document::sheet(blocks),
            Paper::Sheet(filled) => document::sheet(&filled.blocks()),
        }
    }

    /// Whether a sheet has a field of this label.
    pub(super) fn asks(&self, name: &str) -> bool {
        let Paper::Sheet(filled) = self else { return false };
        filled.fields.iter().any(|(label, _)| label.eq_ignore_ascii_case(name.trim()))
    }

    /// The message that it is, or that it was attached to.
    fn message(&self) -> Option<&Message> {
        match self {
            Paper::Message(unwrapped) => Some(&unwrapped.message),
            Paper::Document(_, message) => message.as_ref(),
            Paper::Sheet(_) => None,
        }
    }

    fn channel(&self) -> &'static str {
        match self {
            Paper::Message(..) => WEB_FORM,
            Paper::Document(..) | Paper::Sheet(_) => FORM,
        }
    }
}

/// A form and what was filled in.
struct Submitted {
    waiting: Waiting,
    filled: Filled,
}

fn sheet_of(unwrapped: &Unwrapped) -> Sheet {
    Sheet::of_message(unwrapped.text(), unwrapped.message.subject.as_deref().unwrap_or_default())
}

/// Whether a message may be what a form sent: so it is divided without comparing it, or its subject says so and two labels are known, of which one asks for
/// a name or an address.
pub(super) fn may_be_message(unwrapped: &Unwrapped) -> bool {
    let sheet = sheet_of(unwrapped);
    let known = Labels::default();
    let labels = sheet.labels(&known).map(|(_, found)| compared(found.label)).collect::<BTreeSet<String>>();
    let asks_who = labels.iter().any(|label| asks_for_name(label) || asks_for_address(label));
    let is_likely = || speaks_of_form(&sheet.subject) || known.divide(&sheet).is_some();
    let is_form = labels.len() > 1 && asks_who || labels.iter().any(|label| is_message_body(label));
    is_form && is_likely()
}

/// The e-mail address that somebody gave in a form.
pub(super) fn address_in(unwrapped: &Unwrapped) -> Option<String> {
    let filled = Labels::default().divide(&sheet_of(unwrapped))?;
    let asked = filled.fields.iter().find(|(label, _)| asks_for_address(label));
    asked.and_then(|(_, value)| address(value))
}

/// The forms on a sheet of a workbook, and where each stands if there are several: questions below one another, and beside them what one respondent, or
/// each of several, filled in. None where it is any other table.
pub(super) fn on_sheet(table: &Table) -> Option<Vec<(Option<Place>, Paper)>> {
    let forms = answer_sheet::forms(table)?;
    Some(forms.into_iter().map(|(place, filled)| (place, Paper::Sheet(filled))).collect())
}

/// Whether a document may be a form that one respondent filled in.
pub(super) fn may_be_document(blocks: &[Block]) -> bool {
    document::may_be(&document::sheet(blocks))
}

/// Whether a document may be a copy of a form that asks nobody who they are.
pub(super) fn may_be_returned(blocks: &[Block]) -> bool {
    returned::may_be(blocks)
}

/// Whether several people were asked the same: a question stands in the words of most of them.
pub(super) fn ask_the_same<'b>(people: impl Iterator<Item = &'b [Block]>) -> bool {
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = 0;
    for blocks in people {
        count += 1;
        let lines = document::sheet(blocks).lines;
        let questions = lines.iter().filter(|line| document::asks_there(&line.text));
        let questions: BTreeSet<String> = questions.map(|line| compared(&line.text)).collect();
        questions.into_iter().for_each(|question| *asked.entry(question).or_default() += 1);
    }
    asked.values().any(|times| *times >= 2 && times * 5 >= count * 3)
}

impl Reading {
    /// Lets wait what may be a form, until what it is compared with is there.
    pub(super) fn wait(&mut self, paper: Paper, source: Source, told: FileSettings, with: Kin) {
        self.forms.push(Waiting { paper, source, told, with });
    }

    /// How many wait.
    pub(super) fn waiting(&self) -> usize {
        self.forms.len()
    }
}

/// Reads the forms among what has waited, as rows of their tables, and gives back all others.
pub(super) fn read(reading: &mut Reading) -> Vec<Waiting> {
    let mut forms: Vec<Form> = Vec::new();
    let mut others: Vec<Waiting> = Vec::new();
    let mut waiting = take(&mut reading.forms);
    for sheet in waiting.extract_if(.., |waiting| matches!(waiting.paper, Paper::Sheet(_))) {
        if let Paper::Sheet(filled) = &sheet.paper {
            join(Submitted { filled: filled.clone(), waiting: sheet }, &mut forms);
        }
    }
    let returned: Vec<Waiting> = waiting.extract_if(.., |waiting| waiting.with == Kin::Copies).collect();
    for (waiting, filled) in returned::copies(returned, &mut others) {
        join(Submitted { waiting, filled }, &mut forms);
    }
    for alike in by_sender(waiting) {
        let sheets: Vec<Sheet> = alike.iter().map(|waiting| waiting.paper.sheet()).collect();
        let labels = Labels::of(&sheets.iter().collect::<Vec<_>>());
        for (waiting, sheet) in alike.into_iter().zip(sheets) {
            match labels.divide(&sheet).filter(is_sound) {
                Some(filled) => join(Submitted { waiting, filled }, &mut forms),
                None => others.push(waiting),
            }
        }
    }
    let places: BTreeMap<String, usize> =
        reading.files.iter().enumerate().map(|(at, file)| (file.name.clone(), at)).collect();
    for Form { copies, .. } in forms {
        let unread = if are_of_form(&copies) { read_form(copies, &places, reading) } else { copies };
        others.extend(unread.into_iter().map(|submitted| submitted.waiting));
    }
    others
}

/// Where something came from: whether it is a message, the document in which it stands with others like it, and the address it was sent from.
type Origin = (bool, Option<u32>, Option<String>);

/// What waits by the address it was sent from, those of addresses that sent one or two together; documents are a group of their own, and so is each that
/// asks several people the same.
fn by_sender(waiting: Vec<Waiting>) -> Vec<Vec<Waiting>> {
    const FEW: usize = 3;
    let sender = |waiting: &Waiting| match &waiting.paper {
        Paper::Message(unwrapped) => (true, None, unwrapped.message.sent_from.clone()),
        Paper::Document(..) | Paper::Sheet(_) => {
            (false, (waiting.with == Kin::SameDocument).then_some(waiting.source.file), None)
        }
    };
    let mut counts: BTreeMap<Origin, usize> = BTreeMap::new();
    for waiting in &waiting {
        *counts.entry(sender(waiting)).or_default() += 1;
    }
    let mut groups: BTreeMap<Origin, Vec<Waiting>> = BTreeMap::new();
    for waiting in waiting {
        let from = sender(&waiting);
        let group = if counts[&from] >= FEW { from } else { (from.0, from.1, None) };
        groups.entry(group).or_default().push(waiting);
    }
    groups.into_values().collect()
}

/// Whether a label asks who somebody is, or stands above what a program knows of the message.
fn is_named(label: &str) -> bool {
    asks_for_name(label) || asks_for_address(label) || is_about_message(label)
}

fn words(value: &str) -> usize {
    value.split_whitespace().count()
}

/// Whether there are several fields, and no more stands where something short is asked for than such a thing: what does may be anything.
fn is_sound(filled: &Filled) -> bool {
    let fits = |(label, value): &(String, String)| {
        let lines = value.lines().filter(|line| !line.trim().is_empty()).count();
        if chosen(value).is_some() {
            return true;
        }
        most_lines(label).is_none_or(|most| lines <= most && words(value) <= MOST_WORDS_KEPT_OUT)
            && (!asks_for_address(label) || words(value) <= MOST_WORDS_OF_ADDRESS)
    };
    (filled.fields.len() > 1 || filled.fields.iter().all(|(label, _)| is_message_body(label)))
        && filled.fields.iter().all(fits)
}

/// Whether these are copies of a form: it asks who somebody is, or several people the same, and something is said.
fn are_of_form(form: &[Submitted]) -> bool {
    let is_known = |submitted: &Submitted| {
        submitted.waiting.with != Kin::Anything || matches!(submitted.waiting.paper, Paper::Sheet(_))
    };
    let are_known = form.iter().any(is_known);
    let mut fields = form.iter().flat_map(|submitted| &submitted.filled.fields);
    let asks_who = fields
        .clone()
        .any(|(label, _)| asks_for_name(label) || asks_for_address(label) || is_message_body(label));
    let told = &form[0].waiting.told.columns;
    let is_told = |label: &str| told.keys().any(|header| header.eq_ignore_ascii_case(label));
    let says = |(label, value): &(String, String)| {
        asks_openly(label) || is_told(label) || !is_named(label) && words(value) >= 3
    };
    (asks_who || are_known) && fields.any(says)
}

/// Copies of one form, by the labels of the first.
struct Form {
    labels: BTreeSet<String>,
    copies: Vec<Submitted>,
}

/// Puts a form to those with nearly the same fields; a form may leave out what was left blank.
fn join(submitted: Submitted, forms: &mut Vec<Form>) {
    let labels: BTreeSet<String> =
        submitted.filled.fields.iter().map(|(label, _)| label.to_lowercase()).collect();
    let is_alike = |form: &&mut Form| {
        let (fewer, more) = (form.labels.len().min(labels.len()), form.labels.len().max(labels.len()));
        let first = &form.copies[0].waiting;
        let shared = || labels.intersection(&form.labels).count();
        let are_alike = |shared: usize| shared * 5 >= (fewer + more - shared) * 3;
        fewer * 5 >= more * 3
            && are_alike(shared())
            && first.paper.channel() == submitted.waiting.paper.channel()
            && first.told == submitted.waiting.told
            && (first.with == Kin::Copies) == (submitted.waiting.with == Kin::Copies)
    };
    match forms.iter_mut().find(is_alike) {
        Some(form) => form.copies.push(submitted),
        None => forms.push(Form { labels, copies: vec![submitted] }),
    }
}

/// Reads the copies of one form as a table; gives them back where nothing in them is an open answer.
fn read_form(
    form: Vec<Submitted>,
    places: &BTreeMap<String, usize>,
    reading: &mut Reading,
) -> Vec<Submitted> {
    let told = settings(&form);
    let (table, shown) = table(&form);
    let first = form[0].waiting.source;
    let name = reading.consultation.sources.name(first.file).to_owned();
    if !tables::holds_open_answers(&table, &name, &told) {
        return form;
    }
    let (submissions_before, entries_before) = (reading.submissions.len(), reading.entries.len());
    let mut record = FileRead::default();
    tables::read(table, false, first.file, &name, &told, reading, &mut record);
    let own = |source: Source| match source.place {
        Place::Row(row) => {
            form.get((row as usize).wrapping_sub(2)).map_or(first, |submitted| submitted.waiting.source)
        }
        _ => first,
    };
    // A refusal holds, whatever label it stands under.
    let refusing: BTreeSet<Source> = form
        .iter()
        .filter(|submitted| refuses_to_be_quoted(&submitted.waiting.paper.sheet().text()))
        .map(|submitted| submitted.waiting.source)
        .collect();
    for response in reading.submissions[submissions_before..].iter_mut().flat_map(|of| &mut of.responses) {
        response.source = own(response.source);
    }
    for submission in &mut reading.submissions[submissions_before..] {
        if submission.responses.first().is_some_and(|response| refusing.contains(&response.source)) {
            submission.respondent.consent = Consent::Refused;
        }
    }
    for entry in &mut reading.entries[entries_before..] {
        entry.source = own(entry.source);
    }
    let note = record.tables.first().map(|table| told_of(table, &shown));
    for submitted in &form {
        let source = submitted.waiting.source;
        if let Paper::Message(unwrapped) = &submitted.waiting.paper {
            unwrapped.enter_rest(source, reading);
            let who = submitted.filled.fields.iter().find(|(label, _)| asks_for_address(label));
            if let Some(who) = who.and_then(|(_, value)| address(value)) {
                reading.remember_form(&who, &unwrapped.message.to, source.file);
            }
        }
        let lines = submitted.filled.own_lines;
        if lines > 0 {
            let lines = counted(lines, "line", "lines");
            reading.enter(source, State::OutOfScope, format!("the form's own words ({lines}), cut"));
        }
        let file = places.get(reading.consultation.sources.name(source.file));
        let Some(file) = file.map(|at| &mut reading.files[*at]) else { continue };
        file.submissions += 1;
        file.notes.extend(note.iter().filter(|note| !file.notes.contains(note)).cloned().collect::<Vec<_>>());
    }
    Vec::new()
}

/// What a profile tells of the forms, and what is known of the fields of forms besides.
fn settings(form: &[Submitted]) -> FileSettings {
    let mut told = form[0].waiting.told.clone();
    let is_document = !matches!(form[0].waiting.paper, Paper::Message(_));
    let are_of_machines = |label: &str| {
        let fields = form.iter().flat_map(|submitted| &submitted.filled.fields);
        let mut values =
            fields.filter(|(known, value)| known.eq_ignore_ascii_case(label) && !value.is_empty());
        values.clone().next().is_some() && values.all(|(_, value)| is_of_machine(value))
    };
    told.channel.get_or_insert_with(|| form[0].waiting.paper.channel().to_owned());
    for (label, value) in form.iter().flat_map(|submitted| &submitted.filled.fields) {
        if told.columns.keys().any(|header| header.eq_ignore_ascii_case(label)) {
            continue;
        }
        let role = if are_of_machines(label) { Some(Role::Private) } else { role(label, value, is_document) };
        if let Some(role) = role {
            told.columns.insert(label.clone(), role.word());
        }
    }
    told
}

/// What a field is for, where its label and what was filled in tell more than the header of a column would.
fn role(label: &str, value: &str, is_document: bool) -> Option<Role> {
    let plain = compared(label);
    if is_about_message(label) || asks_for_name(label) || identifies(&plain) || asks_who_helped(&plain) {
        return Some(Role::Private);
    }
    let is_short = is_of_contact(&plain)
        || is_named(label)
        || tables::column::is_named_header(&plain)
        || asked(label).is_some()
        || is_of_equality(&plain);
    let picked = chosen(value);
    let said = words(picked.as_deref().unwrap_or(value));
    // In a document nothing else tells whether few words are an answer in words.
    let fewest = if asks_openly(label) { FEWEST_WORDS_CLOSED } else { 2 };
    let are_words = || is_document && said >= fewest && picked.is_none() && !is_plain_answer(value);
    let is_open = !is_short && (asks_for_words(label) || said >= FEWEST_WORDS_OPEN || are_words());
    is_open.then_some(Role::Open)
}

/// Whether a value is nothing but the address of a web page or of a computer.
fn is_of_machine(value: &str) -> bool {
    let numbers = value.split('.').filter(|part| part.parse::<u8>().is_ok()).count();
    let is_page = (value.starts_with("http://") || value.starts_with("https://")) && words(value) == 1;
    is_page || numbers == 4 && value.split('.').count() == 4
}

/// The forms as rows below their labels, and the labels that are the form's. Where no field asks for an address, the message's own tells who it is,
/// unless all came from one.
fn table(form: &[Submitted]) -> (Table, BTreeSet<String>) {
    let mut labels: Vec<&str> = Vec::new();
    for (label, _) in form.iter().flat_map(|submitted| &submitted.filled.fields) {
        if !labels.iter().any(|known| known.eq_ignore_ascii_case(label)) {
            labels.push(label);
        }
    }
    let value = |filled: &Filled, label: &str| {
        let field = filled.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(label));
        field.map_or(String::new(), |(_, value)| value.clone())
    };
    // "From: Jo <jo@example.org>", as some forms write it.
    let is_address = |label: &&str| {
        asks_for_address(label)
            || asks_for_name(label) && form.iter().all(|of| address(&value(&of.filled, label)).is_some())
    };
    let senders: BTreeSet<&String> =
        form.iter().filter_map(|of| of.waiting.paper.message()?.from.as_ref()).collect();
    let tells_who = !labels.iter().any(is_address) && (senders.len() > 1 || form.len() == 1);
    let header = labels.iter().map(|label| if is_address(label) { ADDRESS } else { label });
    let header =
        header.chain([DATE]).chain(tells_who.then_some(ADDRESS)).map(str::to_owned).collect::<Vec<_>>();
    let row = |Submitted { waiting, filled }: &Submitted| -> Vec<String> {
        let cell = |label: &&str| {
            let value = value(filled, label);
            match chosen(&value) {
                Some(chosen) => chosen,
                None if is_address(label) => address(&value).unwrap_or(value),
                None => value,
            }
        };
        let message = waiting.paper.message();
        let date = message.and_then(|message| message.date.clone()).unwrap_or_default();
        let sender = tells_who.then(|| message.and_then(|message| message.from.clone()).unwrap_or_default());
        labels.iter().map(cell).chain([date]).chain(sender).collect()
    };
    let rows = std::iter::once(header.clone()).chain(form.iter().map(row));
    let rows = rows.zip(1..).map(|(cells, number)| Row::new(number, &cells)).collect();
    let shown = header.into_iter().filter(|label| label != DATE).collect();
    (Table { sheet: None, rows: Rows::Held(rows) }, shown)
}

/// How a form's fields are read, for people.
fn told_of(table: &TableRead, shown: &BTreeSet<String>) -> String {
    let named = |wanted: &dyn Fn(&Role) -> bool| {
        let columns =
            table.columns.iter().filter(|column| wanted(&column.role) && shown.contains(&column.header));
        columns.map(|column| format!("'{}'", column.header)).collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("open questions", named(&|role| *role == Role::Open)),
        ("whether the words may be quoted", named(&|role| *role == Role::Consent)),
        ("kept out of every report", named(&|role| matches!(role, Role::Private | Role::Person))),
        ("closed answers, not themed", named(&|role| matches!(role, Role::Closed))),
    ];
    let parts = parts.iter().filter(|(_, fields)| !fields.is_empty());
    let parts: Vec<String> = parts.map(|(what, fields)| format!("{what}: {fields}")).collect();
    format!("read as a form that was filled in; {}", parts.join("; "))
}
