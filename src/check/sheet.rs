//! The sheet on which people code a sample: words and themes to choose from, and nothing of what the program found.

use rustc_hash::FxHashMap;

use super::draw::{Candidate, Drawn};
use super::gold::{DRAWN_COLUMNS, NO_THEME, THEME_COLUMN};
use crate::delimited::{Sheet as CsvSheet, each_row};
use crate::error::Fault;
use crate::lexicon::Lexicon;
use crate::office::{Cell, Column, Line, Sheet, Table, Workbook};
use crate::text::Span;

/// So many themes have a cell of their own; more are joined by `;`.
const THEMES: usize = 6;
/// Spreadsheets hold 32,767 characters in a cell.
const LONGEST: usize = 32_000;

/// A sheet to code, as rows of cells.
pub struct CodingSheet {
    /// Its header.
    pub header: Vec<String>,
    /// A row a response; cells for people to fill are empty.
    pub rows: Vec<Vec<String>>,
    /// The header of the definitions.
    pub definition_header: Vec<String>,
    /// What can be chosen: first for a response without a theme, then what each theme means, in the order of the lexicon.
    pub definitions: Vec<Vec<String>>,
    /// What a coder must know.
    pub guidance: Vec<String>,
}

/// The sheet of these rows. `redactions` is the run's `internal/redactions.csv`: personal details are masked as in quotes.
pub fn coding_sheet(
    candidates: &[Candidate],
    drawn: &[Drawn],
    redactions: &str,
    lexicon: &Lexicon,
) -> Result<CodingSheet, Fault> {
    let masks = Masks::of(candidates, drawn, redactions)?;
    let mut header: Vec<String> = ["row", "response_id", "question", "text"].map(str::to_owned).into();
    header.extend((1..=THEMES).map(|number| format!("{THEME_COLUMN}{number}")));
    header.extend(["coder", "note"].map(str::to_owned));
    header.extend(DRAWN_COLUMNS.map(str::to_owned));
    let rows = drawn.iter().enumerate().map(|(at, row)| {
        let Candidate { id, question, text, .. } = &candidates[row.response];
        let mut cells = vec![(at + 1).to_string(), id.clone(), question.clone(), masks.masked(id, text)];
        cells.extend(std::iter::repeat_n(String::new(), THEMES + 2));
        cells.extend([format!("{:.6}", row.weight), row.stratum.to_string()]);
        cells
    });
    let names: Vec<String> = lexicon.themes.iter().enumerate().map(|(at, _)| name(at, lexicon)).collect();
    let definition = |(at, name): (usize, &String)| {
        let theme = &lexicon.themes[at];
        let examples = |must_match: bool| {
            let of = lexicon.examples.iter().filter(|of| of.theme == at && of.must_match == must_match);
            of.take(3).map(|of| of.text.as_str()).collect::<Vec<&str>>().join(" | ")
        };
        let part_of = theme.parent.map_or(String::new(), |parent| names[parent].clone());
        vec![
            name.clone(),
            theme.id.clone(),
            lexicon.priorities[theme.priority].name.clone(),
            part_of,
            examples(true),
            examples(false),
        ]
    };
    let mut none = vec![String::new(); 6];
    none[0] = NO_THEME.to_owned();
    none[4] = "a response in which none of these themes is there".to_owned();
    Ok(CodingSheet {
        header,
        rows: rows.collect(),
        definition_header: [
            "theme",
            "theme_id",
            "priority",
            "part of",
            "belongs here",
            "does not belong here",
        ]
        .map(str::to_owned)
        .into(),
        definitions: std::iter::once(none).chain(names.iter().enumerate().map(definition)).collect(),
        guidance: GUIDANCE.map(str::to_owned).into(),
    })
}

const GUIDANCE: [&str; 6] = [
    "Read each response and choose the themes that are really there, one in each cell of theme 1, theme 2 and so on; more than six are joined by ; in the last.",
    "Where there is none, choose (no theme). A row in which all these cells are empty counts as not coded.",
    "Where a theme is part of another one, choose the other one too.",
    "Do not look at what the program found, nor at what another coder wrote.",
    "Leave the columns response_id, sampling_weight and stratum as they are: the figures are worked out from them.",
    "These are people's own words, personal details masked where the program knows them: for internal use only.",
];

/// What a theme is called on the sheet: its name, or its id where another theme has that name too.
fn name(at: usize, lexicon: &Lexicon) -> String {
    let theme = &lexicon.themes[at];
    let same = lexicon.themes.iter().filter(|other| other.name.eq_ignore_ascii_case(&theme.name)).count();
    // A cell can hold several themes, parted by these.
    if same > 1 || theme.name.contains([';', '|']) { theme.id.clone() } else { theme.name.clone() }
}

impl CodingSheet {
    /// The rows as a CSV for spreadsheets.
    pub fn rows_csv(&self) -> Vec<u8> {
        csv(&self.header, &self.rows)
    }

    /// The definitions as a CSV for spreadsheets.
    pub fn definitions_csv(&self) -> Vec<u8> {
        csv(&self.definition_header, &self.definitions)
    }
}

/// The name of the sheet of definitions, from which cells are chosen.
const THEMES_SHEET: &str = "Themes";

impl CodingSheet {
    /// Rows, definitions and guidance as sheets of a workbook; themes are chosen from a list.
    pub fn workbook(&self) -> Workbook {
        let values = self.definitions.len() as u32;
        let is_theme = |at: usize| self.header[at].starts_with(THEME_COLUMN);
        let row = |row: &Vec<String>| {
            let cell = |(at, words): (usize, &String)| match is_theme(at) {
                true => Cell::Choice(THEMES_SHEET, values),
                false => Cell::text(words.as_str()),
            };
            row.iter().enumerate().map(cell).collect()
        };
        let table = |name: &str, header: &[String], widths: &[u16], rows: Vec<Vec<Cell>>| Table {
            name: name.to_owned(),
            columns: header
                .iter()
                .zip(widths.iter().chain(std::iter::repeat(&14)))
                .map(|(header, width)| Column { header: header.clone(), width: *width })
                .collect(),
            rows,
            ..Table::default()
        };
        let to_code = table(
            "to_code",
            &self.header,
            &[6, 16, 24, 80, 30, 30, 30, 30, 30, 30],
            self.rows.iter().map(row).collect(),
        );
        let words = |row: &Vec<String>| row.iter().map(|cell| Cell::text(cell.as_str())).collect();
        let themes = table(
            "themes",
            &self.definition_header,
            &[40, 24, 30, 24, 60, 60],
            self.definitions.iter().map(words).collect(),
        );
        let sheet =
            |name: &str, table: Option<Table>| Sheet { name: name.to_owned(), table, ..Sheet::default() };
        let guidance = self.guidance.iter().map(|line| Line::Text(line.clone())).collect();
        Workbook {
            title: "Responses to code".to_owned(),
            sheets: vec![
                sheet("To code", Some(to_code)),
                sheet(THEMES_SHEET, Some(themes)),
                Sheet {
                    heading: Some("How to code".to_owned()),
                    lines: guidance,
                    ..sheet("How to code", None)
                },
            ],
        }
    }
}

fn csv(header: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut sheet = CsvSheet::publishable(&header);
    rows.iter().for_each(|row| sheet.row(row));
    sheet.into_bytes()
}

/// Where personal details stand in the drawn responses, and what stands for each.
struct Masks(FxHashMap<String, Vec<(Span, String)>>);

impl Masks {
    fn of(candidates: &[Candidate], drawn: &[Drawn], redactions: &str) -> Result<Masks, Fault> {
        let mut masks: FxHashMap<String, Vec<(Span, String)>> =
            drawn.iter().map(|row| (candidates[row.response].id.clone(), Vec::new())).collect();
        let columns = ["response_id", "start", "end", "replacement"];
        each_row("internal/redactions.csv", redactions, columns, |[id, start, end, replacement]| {
            if let (Some(of), Ok(start), Ok(end)) = (masks.get_mut(id), start.parse(), end.parse()) {
                of.push((Span { start, end }, replacement.to_owned()));
            }
        })?;
        masks.values_mut().for_each(|of| of.sort_by_key(|(span, _)| span.start));
        Ok(Masks(masks))
    }

    /// The text of a response, masked, and cut where a cell cannot hold it.
    fn masked(&self, id: &str, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut at = 0;
        for (span, replacement) in self.0.get(id).into_iter().flatten() {
            let (start, end) = (span.start as usize, span.end as usize);
            if let (true, Some(before)) = (start >= at, text.get(at..start)) {
                shown.push_str(before);
                shown.push_str(replacement);
                at = end;
            }
        }
        shown.push_str(text.get(at..).unwrap_or_default());
        if shown.chars().count() > LONGEST {
            shown = shown.chars().take(LONGEST).chain(" […]".chars()).collect();
        }
        shown
    }
}
