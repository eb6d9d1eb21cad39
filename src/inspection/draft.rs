//! A profile to edit: what the program would do anyway, and what else could be said of each file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{STRING, brief};
use crate::file_name::folder_of;
use crate::ingest::{FileRead, Reading, Role};
use crate::profile::quoted;
use crate::text::one_line;

/// What can be said of any file.
const OF_ANY: &str = "\
# channel = \"Survey\"       how these submissions came
# may_quote = true         whether these words may be quoted
# out_of_scope = true      leave these out of the analysis
";

/// What can be said of documents and messages besides, one or many.
const OF_DOCUMENTS: &str = "\
# read_as = \"letter\"       or \"notes\" of an event
# organisation = true      whether an organisation wrote this
# question = \"…\"           the question that this answers
";

/// What can be said of a single one.
const OF_ONE: &str = "\
# represents = 1200        how many people it speaks for
# locality = \"Leek\"        where they live; of an event, where it was
# date = \"2019-02-27\"      when these were received; of an event, when it was
# event = \"…\"              the name of the event, where these are notes of one
# attendance = 34          how many people came to it
";

/// What can be said of many at once.
const OF_MANY: &str = "\
# locality = \"Leek\"        where they live
# date = \"2019-02-27\"      when these were received
# What holds for one file alone, such as represents, event or attendance, goes below, in a [[file]] with its name.
";

/// A profile that says what the program would do anyway, to be changed where that is wrong. What holds for one letter of a folder mostly holds for
/// all, so they share a part; a file of which something is proposed, or that is of an event, has its own.
pub fn draft_profile(reading: &Reading, title: &str) -> String {
    let mut draft = String::from(
        "# How these files are read, as `yousaid inspect` found it. Change what is wrong and keep this file as\n\
         # consultation.toml among the inputs. docs/getting-started.md lists all that can be said here.\n\n",
    );
    writeln!(draft, "title = {}", quoted(title)).expect(STRING);
    draft.push_str(
        "# about.organiser = \"who held it\"\n# about.period = \"from … to …\"\n# about.contact = \"where questions go\"\n",
    );
    let files = reading.files.iter().filter(|file| file.submissions > 0 || !file.tables.is_empty());
    let files: Vec<&FileRead> = files.collect();
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| may_share(file)) {
        *shared.entry(folder_of(&file.name)).or_default() += 1;
    }
    shared.retain(|folder, files| !folder.is_empty() && *files > 1);
    // Of two parts that fit a file the later one wins: what is said of the folder stands first.
    let mut told = BTreeSet::new();
    for file in files {
        let folder = folder_of(&file.name);
        if let Some(files) = shared.get(folder).filter(|_| file.tables.is_empty())
            && told.insert(folder)
        {
            let first = reading.files.iter().find(|file| folder_of(&file.name) == folder && may_share(file));
            let brief = first.map_or_else(String::new, brief);
            begin(&format!("{folder}/*"), &format!("{files} files, the first of them {brief}"), &mut draft);
            draft.extend([OF_ANY, OF_DOCUMENTS, OF_MANY]);
        }
        if shared.contains_key(folder) && may_share(file) {
            continue;
        }
        begin(&file.name, &brief(file), &mut draft);
        draft.push_str(OF_ANY);
        if file.tables.is_empty() {
            draft.push_str(OF_DOCUMENTS);
            draft.push_str(&match proposed(file) {
                Some(number) => {
                    OF_ONE.replacen("represents = 1200 ", &format!("represents = {number:<4} "), 1)
                }
                None => OF_ONE.to_owned(),
            });
        } else {
            columns(file, &mut draft);
        }
    }
    draft
}

/// Whether what is said of other files of its folder may be said of this one: it has no columns, nothing is proposed for it, it is of no event.
fn may_share(file: &FileRead) -> bool {
    let is_its_own = |note: &String| note.contains("proposed") || note.contains("notes of an event");
    file.submissions > 0 && file.tables.is_empty() && !file.notes.iter().any(is_its_own)
}

/// The number of people that a file is proposed to speak for.
fn proposed(file: &FileRead) -> Option<u32> {
    let number = file.notes.iter().find_map(|note| note.split_once("represents = "))?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Begins the part for the files with a name.
fn begin(name: &str, brief: &str, draft: &mut String) {
    writeln!(draft, "\n[[file]]\nname = {}\n# {}", quoted(name), one_line(brief)).expect(STRING);
}

/// What each column is for.
fn columns(file: &FileRead, draft: &mut String) {
    draft.push_str("[file.columns]\n");
    let mut told = BTreeSet::new();
    for column in file.tables.iter().flat_map(|table| &table.columns) {
        if column.header.is_empty() || !told.insert(&column.header) {
            continue;
        }
        let word = column.role.word();
        // What only the program can recognise, and what it leaves aside anyway, is shown but not fixed.
        let is_fixed =
            Role::told(&word, &column.header).is_some() && column.role != Role::Closed && column.of.is_none();
        let mark = if is_fixed { "" } else { "# " };
        writeln!(draft, "{mark}{} = {}", quoted(&column.header), quoted(&word)).expect(STRING);
    }
}
