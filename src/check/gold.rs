//! A gold file: responses that people coded with themes.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{RunFound, key, listed};
use crate::delimited::Row;
use crate::error::Fault;
use crate::lexicon::dictionaries::Contents;
use crate::lexicon::id_of;
use crate::redact::{Wishes, details, redacted};
use crate::text::{Span, one_line, plain_line};

/// Rows of a gold file, as a run can understand them.
#[derive(Debug, Default)]
pub struct Gold {
    /// The coded rows, in file order.
    pub rows: Vec<CodedRow>,
    /// The themes that were coded, in the order of the lexicon.
    pub themes: Vec<usize>,
    /// The column that identifies a row's response, where there is one.
    pub id_column: Option<String>,
    /// Whether there is a column of texts.
    pub has_texts: bool,
    /// What could not be used, or was read in a way that should be known.
    pub notes: Vec<String>,
    /// How many rows could not be read at all.
    pub unreadable: usize,
    /// Of a sheet drawn by this program, how many responses each stratum has, by its name.
    pub strata: BTreeMap<String, f64>,
}

/// One coded row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedRow {
    /// Its number in the file, the header counted.
    pub number: u32,
    /// What the column of identifiers says.
    pub id: String,
    /// The response's words, where the file has them.
    pub text: String,
    /// The question, where the file has it.
    pub question: String,
    /// The themes people gave it.
    pub themes: Vec<usize>,
    /// On a sheet drawn by this program, the stratum it was drawn from; else empty.
    pub stratum: String,
}

/// How the codes are written.
enum Codes {
    /// One column a theme: place and theme.
    Columns(Vec<(usize, usize)>),
    /// One cell with ids or names, joined by `;`.
    Cell(usize),
    /// Several cells with a theme each, as on a sheet drawn by this program: a row in which all are empty was not coded.
    Cells(Vec<usize>),
}

/// What a coder writes or chooses where a response has no theme.
pub const NO_THEME: &str = "(no theme)";
/// How the columns of a drawn sheet that take a theme are called: with a number from 1 behind it.
pub const THEME_COLUMN: &str = "theme ";
/// The columns of a drawn sheet that say for how many responses a row stands, and from which stratum it was drawn.
pub const DRAWN_COLUMNS: [&str; 2] = ["sampling_weight", "stratum"];

impl Gold {
    /// Reads a gold file: one column a theme with 1 or 0 in it (its header the theme's id or name), or a column `themes` of ids or names
    /// joined by `;`; beside them a column of identifiers, of texts, or both, which are told by their contents. `path` is for faults.
    pub fn read(path: &str, contents: &Contents, run: &RunFound) -> Result<Gold, Fault> {
        let mut gold = Gold::default();
        let (rows, unreadable) = contents.rows();
        gold.unreadable = unreadable.len();
        for (row, reason) in unreadable {
            gold.notes.push(format!("row {row} of the gold file cannot be read: {reason}"));
        }
        let Some((header, rows)) = rows.split_first() else {
            return Err(Fault::of(path, "this file has no rows; it needs a header and one row a response"));
        };
        let names = ThemeNames::of(run);
        let columns: BTreeMap<usize, &str> =
            header.cells().enumerate().map(|(at, name)| (at, name.trim())).collect();
        for (_, name) in columns.iter().filter(|(at, _)| holds_marks(rows, **at)) {
            names.refuse_several(name).map_err(|why| Fault::at(path, header.number as usize, why))?;
        }
        let codes = codes(&columns, rows, &names, &mut gold)
            .ok_or_else(|| Fault::at(path, header.number as usize, no_codes(run)))?;
        let taken: BTreeSet<usize> = match &codes {
            Codes::Columns(columns) => columns.iter().map(|(at, _)| *at).collect(),
            Codes::Cell(at) => BTreeSet::from([*at]),
            Codes::Cells(at) => at.iter().copied().collect(),
        };
        let drawn =
            DRAWN_COLUMNS.map(|name| columns.iter().find(|(_, header)| **header == name).map(|(at, _)| *at));
        if let [Some(weight), Some(stratum)] = drawn {
            gold.strata = populations(path, rows, weight, stratum)?;
        }
        let others: BTreeMap<usize, &str> =
            columns.into_iter().filter(|(at, _)| !taken.contains(at)).collect();
        let looks = Looks::of(run);
        let id = looks.identifiers(&others, rows);
        let text = looks.texts(&others, rows);
        let question = looks.questions(&others, rows);
        if id.is_none() && text.is_none() {
            return Err(Fault::at(path, header.number as usize, NO_KEY));
        }
        gold.id_column = id.map(|at| others[&at].to_owned());
        gold.has_texts = text.is_some();
        let cell = |row: &Row, at: Option<usize>| at.map_or("", |at| row.cell(at)).trim().to_owned();
        let mut told = Told::default();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            if let Some(themes) = told.themes(row, &codes, &names) {
                gold.rows.push(CodedRow {
                    number: row.number,
                    id: cell(row, id),
                    text: cell(row, text),
                    question: cell(row, question),
                    themes,
                    stratum: if gold.strata.is_empty() { String::new() } else { cell(row, drawn[1]) },
                });
            }
        }
        if let Some((row, why)) = told.unsure.take() {
            return Err(Fault::at(path, row as usize, why));
        }
        gold.notes.extend(told.notes());
        gold.themes = match codes {
            Codes::Columns(columns) => columns.into_iter().map(|(_, theme)| theme).collect(),
            Codes::Cell(_) | Codes::Cells(_) => (0..run.themes.len()).collect(),
        };
        gold.themes.sort_unstable();
        gold.themes.dedup();
        Ok(gold)
    }
}

/// How many responses each stratum of a drawn sheet has: its rows, coded or not, times their weight.
fn populations(
    path: &str,
    rows: &[Row],
    weight: usize,
    stratum: usize,
) -> Result<BTreeMap<String, f64>, Fault> {
    let mut found = BTreeMap::<String, f64>::new();
    for row in rows.iter().filter(|row| !row.is_empty()) {
        let written = row.cell(weight).trim();
        // A spreadsheet may write a decimal comma.
        let weight =
            written.replace(',', ".").parse::<f64>().ok().filter(|weight| (1.0..1e9).contains(weight));
        let Some(weight) = weight else {
            let message = "sampling_weight is a number from 1 on; leave it as `yousaid sample` wrote it";
            return Err(Fault::at(path, row.number as usize, message));
        };
        *found.entry(row.cell(stratum).trim().to_owned()).or_default() += weight;
    }
    Ok(found)
}

const NO_KEY: &str = "no column here names a response of this run: it needs identifiers (a column of response_id or submission_id as \
                      internal/responses.csv has them) or the responses' own words; was the run made from the same file?";

fn no_codes(run: &RunFound) -> String {
    let ids: Vec<&str> = run.themes.iter().take(3).map(|theme| theme.id.as_str()).collect();
    format!(
        "no column here is a theme of this run's lexicon, and none is called 'themes'; name a column for each theme by its id or name ({}, …), \
         with 1 or 0 in its cells, or list ids in a column 'themes', joined by ';'",
        ids.join(", ")
    )
}

/// How people may write a theme.
struct ThemeNames<'a> {
    run: &'a RunFound,
    /// By the id.
    by_id: FxHashMap<&'a str, usize>,
    /// By the name, capitals aside; several may have one.
    by_name: FxHashMap<String, Vec<usize>>,
    /// By the id that a name would make: signs aside too.
    by_letters: FxHashMap<String, Vec<usize>>,
}

impl<'a> ThemeNames<'a> {
    fn of(run: &'a RunFound) -> ThemeNames<'a> {
        let mut names = ThemeNames {
            run,
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            by_letters: FxHashMap::default(),
        };
        for (at, theme) in run.themes.iter().enumerate() {
            names.by_id.insert(&theme.id, at);
            names.by_name.entry(plain_line(&theme.name)).or_default().push(at);
            names.by_letters.entry(id_of(&theme.name)).or_default().push(at);
        }
        names
    }

    /// The themes that may be meant: those of which this is the id, else the name, else much like one of these.
    fn meant(&self, written: &str) -> Vec<usize> {
        let letters = id_of(written);
        let of_id = |id: &str| self.by_id.get(id).map(|at| vec![*at]);
        of_id(written.trim())
            .or_else(|| self.by_name.get(&plain_line(written)).cloned())
            .or_else(|| of_id(&letters))
            .or_else(|| self.by_letters.get(&letters).cloned())
            .unwrap_or_default()
    }

    fn theme(&self, written: &str) -> Option<usize> {
        self.meant(written).first().copied()
    }

    /// Fails where several themes have this name, so that nobody knows which is meant.
    fn refuse_several(&self, written: &str) -> Result<(), String> {
        let meant = self.meant(written);
        if meant.len() < 2 {
            return Ok(());
        }
        let (ids, name) = (meant.iter().map(|at| self.run.themes[*at].id.as_str()), written.trim());
        let ids = ids.collect::<Vec<&str>>().join(", ");
        Err(format!("several themes are called '{name}'; write the id of the one that is meant: {ids}"))
    }
}

/// Where the codes stand; none where there are none.
fn codes(
    columns: &BTreeMap<usize, &str>,
    rows: &[Row],
    names: &ThemeNames<'_>,
    gold: &mut Gold,
) -> Option<Codes> {
    let themes: Vec<(usize, usize)> =
        columns.iter().filter_map(|(at, name)| Some((*at, names.theme(name)?))).collect();
    let is_numbered = |name: &str| {
        let number = name.to_lowercase().strip_prefix(THEME_COLUMN).map(|number| number.parse::<u8>());
        number.is_some_and(|number| number.is_ok())
    };
    let cells: Vec<usize> = columns.iter().filter(|(_, name)| is_numbered(name)).map(|(at, _)| *at).collect();
    if !cells.is_empty() && themes.is_empty() && !cells.iter().all(|at| holds_marks(rows, *at)) {
        return Some(Codes::Cells(cells));
    }
    let cell = columns
        .iter()
        .find(|(_, name)| ["themes", "theme", "codes", "theme ids"].contains(&name.to_lowercase().as_str()));
    match cell {
        Some((at, _)) if !holds_marks(rows, *at) => return Some(Codes::Cell(*at)),
        _ if themes.is_empty() => return None,
        _ => {}
    }
    for (at, name) in columns {
        let is_theme = themes.iter().any(|(theme, _)| theme == at);
        if !is_theme && holds_marks(rows, *at) {
            gold.notes.push(format!(
                "column '{name}' of the gold file has only 0 and 1 in it and is no theme of this run's lexicon: it was left out"
            ));
        }
    }
    Some(Codes::Columns(themes))
}

/// Whether a column holds something, and nothing but marks.
fn holds_marks(rows: &[Row], at: usize) -> bool {
    let mut cells = rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.trim().is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| mark(cell).is_some())
}

/// Whether a cell says that a theme is there; none where it says something else.
fn mark(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "1" | "1.0" | "yes" | "y" | "true" | "x" => Some(true),
        "0" | "0.0" | "no" | "n" | "false" | "" => Some(false),
        _ => None,
    }
}

/// What is told about rows once all were read.
#[derive(Default)]
struct Told {
    uncoded: Vec<u32>,
    unclear: Vec<u32>,
    without: usize,
    unknown: BTreeMap<String, Vec<u32>>,
    /// The first row with a name that several themes have, and what is to be done.
    unsure: Option<(u32, String)>,
}

impl Told {
    /// The themes of a row; none where nobody coded it.
    fn themes(&mut self, row: &Row, codes: &Codes, names: &ThemeNames<'_>) -> Option<Vec<usize>> {
        let mut themes = Vec::new();
        match codes {
            Codes::Columns(columns) => {
                if columns.iter().all(|(at, _)| row.cell(*at).trim().is_empty()) {
                    self.uncoded.push(row.number);
                    return None;
                }
                for (at, theme) in columns {
                    match mark(row.cell(*at)) {
                        Some(true) => themes.push(*theme),
                        Some(false) => {}
                        None => {
                            self.unclear.push(row.number);
                            return None;
                        }
                    }
                }
            }
            Codes::Cell(at) => {
                self.named(row, *at, names, &mut themes);
                self.without += usize::from(themes.is_empty());
            }
            Codes::Cells(cells) => {
                if cells.iter().all(|at| row.cell(*at).trim().is_empty()) {
                    self.uncoded.push(row.number);
                    return None;
                }
                cells.iter().for_each(|at| self.named(row, *at, names, &mut themes));
            }
        }
        themes.sort_unstable();
        themes.dedup();
        Some(themes)
    }

    /// Adds the themes that a cell names.
    fn named(&mut self, row: &Row, at: usize, names: &ThemeNames<'_>, themes: &mut Vec<usize>) {
        let written = row.cell(at).split([';', '|', '\n']).map(str::trim);
        for name in written.filter(|name| !name.is_empty()) {
            if let Err(why) = names.refuse_several(name) {
                self.unsure.get_or_insert((row.number, why));
            }
            match names.theme(name) {
                Some(theme) => themes.push(theme),
                None if says_none(name) => {}
                None => self.unknown.entry(name.to_owned()).or_default().push(row.number),
            }
        }
    }

    fn notes(self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.uncoded.is_empty() {
            let rows = listed(&self.uncoded);
            notes.push(format!(
                "{rows} of the gold file: every theme is empty, so nobody coded it; not scored"
            ));
        }
        if !self.unclear.is_empty() {
            let rows = listed(&self.unclear);
            notes.push(format!("{rows} of the gold file: a theme holds neither 0 nor 1; not scored"));
        }
        for (name, rows) in self.unknown {
            let (rows, name) = (listed(&rows), masked(&name));
            notes.push(format!(
                "'{name}' ({rows} of the gold file) is no theme of this run's lexicon: it was left out"
            ));
        }
        if self.without > 0 {
            notes.push(format!(
                "rows of the gold file without any theme: {}; read as coded, with none there",
                self.without
            ));
        }
        notes
    }
}

/// Whether a coder says that there is no theme.
fn says_none(written: &str) -> bool {
    let written = written.trim_matches(['(', ')']);
    ["no theme", "none"].iter().any(|none| written.eq_ignore_ascii_case(none))
}

/// A remark longer than this is cut.
const LONGEST_REMARK: usize = 60;

/// What a coder wrote in place of a theme, on one line and without personal details.
fn masked(written: &str) -> String {
    let found = details(written, &Wishes::default());
    let shown = one_line(redacted(written, Span::new(0, written.len()), &found).as_str());
    match shown.char_indices().nth(LONGEST_REMARK) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}

/// What cells that name something of the run look like.
struct Looks<'a> {
    ids: FxHashSet<&'a str>,
    texts: FxHashSet<String>,
    questions: FxHashSet<&'a str>,
}

impl<'a> Looks<'a> {
    fn of(run: &'a RunFound) -> Looks<'a> {
        let mut looks =
            Looks { ids: FxHashSet::default(), texts: FxHashSet::default(), questions: FxHashSet::default() };
        for response in &run.responses {
            looks.ids.extend([response.id.as_str(), response.submission.as_str()]);
            looks.questions.insert(response.question.as_str());
            looks.texts.extend(
                [&response.text, &response.submitted]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .map(|t| key(t)),
            );
        }
        looks.questions.remove("");
        looks
    }

    /// The column whose cells are known ids. A header that says so decides; else nine of ten cells must be known, and differ.
    fn identifiers(&self, columns: &BTreeMap<usize, &str>, rows: &[Row]) -> Option<usize> {
        let known = |at: usize| rows.iter().filter(|row| self.ids.contains(row.cell(at).trim())).count();
        let is_id = |name: &str| {
            let name = id_of(name);
            ["id", "ref"].contains(&name.rsplit('-').next().unwrap_or(""))
                || name.contains("identifier")
                || name.contains("reference")
        };
        let named = columns.iter().filter(|(_, name)| is_id(name)).map(|(at, _)| (*at, known(*at)));
        if let Some((at, _)) =
            named.filter(|(_, known)| *known > 0).max_by_key(|(at, known)| (*known, std::cmp::Reverse(*at)))
        {
            return Some(at);
        }
        columns.keys().copied().find(|at| {
            let cells: FxHashSet<&str> = rows.iter().map(|row| row.cell(*at).trim()).collect();
            known(*at) * 10 >= rows.len() * 9 && cells.len() * 10 >= rows.len() * 9
        })
    }

    /// The column with the most cells that are known words.
    fn texts(&self, columns: &BTreeMap<usize, &str>, rows: &[Row]) -> Option<usize> {
        let known = |at: usize| rows.iter().filter(|row| self.texts.contains(&key(row.cell(at)))).count();
        let counted = columns.keys().map(|at| (*at, known(*at))).filter(|(_, known)| *known > 0);
        counted.max_by_key(|(at, known)| (*known, std::cmp::Reverse(*at))).map(|(at, _)| at)
    }

    /// The column of which every filled cell is a question of the run.
    fn questions(&self, columns: &BTreeMap<usize, &str>, rows: &[Row]) -> Option<usize> {
        columns.keys().copied().find(|at| {
            let mut cells = rows.iter().map(|row| row.cell(*at).trim()).filter(|cell| !cell.is_empty());
            cells.next().is_some_and(|cell| self.questions.contains(cell))
                && cells.all(|cell| self.questions.contains(cell))
        })
    }
}
