//! The sheets before the tables: cover, contents, notes.

use super::cells::{column, meanings, words};
use super::{CONTENTS, NOTES};
use crate::findings::Findings;
use crate::office::{Cell, Line, Sheet, Table};
use crate::report::figures::cut;

/// A title, notice or the like of more characters than these is cut: no program shows more in a cell.
const LONGEST_LINE: usize = 1_000;

/// What the workbook is called.
pub(super) fn title(findings: &Findings) -> String {
    format!("{}: tables", cut(&findings.title, LONGEST_LINE))
}

/// What the figures are, where they come from, and how to find one's way.
pub(super) fn cover(findings: &Findings) -> Sheet {
    let preset = findings.figures.preset;
    let text = |words: &str| Line::Text(words.to_owned());
    let mut lines = Vec::new();
    lines.extend(findings.about.as_deref().map(|about| Line::Text(cut(about, LONGEST_LINE))));
    lines.extend(findings.notice.as_deref().map(|notice| Line::Text(cut(notice, LONGEST_LINE))));
    if !preset.protects() {
        lines.push(text("FOR INTERNAL USE ONLY: small numbers are not protected in this workbook."));
    }
    lines.push(text(
        "What people said in this consultation, in numbers: how many respondents raised each priority and each theme, overall and by group.",
    ));
    lines.push(Line::Text(format!(
        "Themes were found by the lexicon {}, version {}. The program yousaid {} counted them. The method, and what it cannot tell, is described in publish/method.md.",
        findings.lexicon.title,
        findings.lexicon.version,
        env!("CARGO_PKG_VERSION")
    )));
    lines.push(text(
        "This was an open invitation: neither a vote nor a representative sample. No figure here speaks for people who did not take part.",
    ));
    lines.push(Line::Heading("Finding your way".to_owned()));
    lines.push(Line::Link("List of tables".to_owned(), CONTENTS.to_owned()));
    lines.push(Line::Link("Notes: what the figures and the shorthand mean".to_owned(), NOTES.to_owned()));
    lines.push(text(
        "Each table stands on a sheet of its own, with one row of headers. Headers stay in sight when you scroll. No cells are merged and none are hidden.",
    ));
    lines.push(Line::Heading("Small numbers".to_owned()));
    lines.push(Line::Text(match preset.protects() {
        true => format!(
            "Small numbers are protected: {}; so are numbers from which a hidden one could be worked out. This is the rule called {}.",
            preset.meaning(),
            preset.name()
        ),
        false => format!("The rule is {}: {}.", preset.name(), preset.meaning()),
    }));
    lines.push(Line::Heading("More figures".to_owned()));
    lines.push(text(
        "publish/counts.csv has the same figures and more for programs to read: figures of groups with and without campaigns, and the range of every share.",
    ));
    Sheet { name: "Cover".to_owned(), heading: Some(title(findings)), lines, table: None }
}

/// Every table, and the way to it.
pub(super) fn contents(tables: &[Sheet]) -> Sheet {
    let row = |sheet: &Sheet| {
        let heading = sheet.heading.as_deref().unwrap_or_default();
        let without_notes = heading.split(" [note ").next().unwrap_or_default();
        vec![Cell::Link(sheet.name.clone(), sheet.name.clone()), words(without_notes)]
    };
    let notes = vec![
        Cell::Link(NOTES.to_owned(), NOTES.to_owned()),
        words("What the figures and the shorthand mean"),
    ];
    Sheet {
        name: CONTENTS.to_owned(),
        heading: Some("List of tables".to_owned()),
        lines: vec![Line::Text("This sheet has one table. Each name in it leads to its sheet.".to_owned())],
        table: Some(Table {
            name: "Contents".to_owned(),
            columns: vec![column("Sheet", 34), column("What it holds", 90)],
            rows: std::iter::once(notes).chain(tables.iter().map(row)).collect(),
            fixed_columns: 0,
        }),
    }
}

/// What a note says; tables refer to it by its place in [`NOTES_IN_ORDER`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    Respondents,
    Base,
    WithoutCampaigns,
    Points,
    Mentions,
    Represented,
    Range,
    NotAdded,
}

const NOTES_IN_ORDER: [(Note, &str); 8] = [
    (
        Note::Respondents,
        "Respondents are different people and organisations. Each counts once for a theme, once for a priority and once for a question, however often it was raised.",
    ),
    (
        Note::Base,
        "The base is of how many a share is: those with at least one response that counts; for a question, those who answered it. Blank and empty answers, answers in other languages and duplicates are not in it.",
    ),
    (
        Note::WithoutCampaigns,
        "Without campaigns: only words that people wrote themselves count. All other figures count everybody who sent a campaign's words.",
    ),
    (
        Note::Points,
        "Points made at events: nobody knows who made them, so they are never added to respondents. Their base is all points that count.",
    ),
    (Note::Mentions, "Mentions are places in responses. One response can hold several."),
    (
        Note::Represented,
        "People for whom the organisations that raised it say they speak, as far as they gave a number. They are never added to respondents.",
    ),
    (
        Note::Range,
        "The ends of the 95% Wilson score interval. They describe how firm a share is, and infer nothing about people who did not take part.",
    ),
    (
        Note::NotAdded,
        "Rows do not add up: a respondent can raise several themes, and one who raises two themes of a priority counts once for the priority.",
    ),
];

impl Note {
    /// How a header refers to it: `[note 3]`.
    pub(super) fn sign(self) -> String {
        let at = NOTES_IN_ORDER.iter().position(|(note, _)| *note == self);
        format!("[note {}]", at.map_or(0, |at| at + 1))
    }
}

/// What the shorthand and each note mean.
pub(super) fn notes(findings: &Findings) -> Sheet {
    let signs = meanings(findings).into_iter().map(|(sign, meaning)| {
        let hides = findings.figures.preset.protects();
        match sign == crate::report::figures::HIDDEN && !hides {
            true => vec![words(sign), words("confidential; nothing is hidden in this workbook")],
            false => vec![words(sign), words(&meaning)],
        }
    });
    let texts = NOTES_IN_ORDER.iter().map(|(note, text)| vec![words(&note.sign()), words(text)]);
    Sheet {
        name: NOTES.to_owned(),
        heading: Some("Notes".to_owned()),
        lines: vec![
            Line::Text(
                "This sheet has one table: shorthand first, then the notes that tables refer to.".to_owned(),
            ),
            Line::Link("Back to the list of tables".to_owned(), CONTENTS.to_owned()),
        ],
        table: Some(Table {
            name: "Notes".to_owned(),
            columns: vec![column("Sign or note", 16), column("What it means", 110)],
            rows: signs.chain(texts).collect(),
            fixed_columns: 0,
        }),
    }
}
