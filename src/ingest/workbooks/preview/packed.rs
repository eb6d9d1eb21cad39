//! A preview of workbooks that are ZIP archives: `.xlsx`, `.xlsm`, `.xlsb`, `.ods`.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tags::{Tag, each_tag, unescaped};
use super::{DAMAGED, MOST_COLUMNS, MOST_ROWS, Merged, Preview, SheetPreview, TOO_LARGE, cell_named};
use crate::file_name::last_part;

/// Whatever its size, a file may unpack to so many bytes.
const ALWAYS_ALLOWED: u64 = 32 << 20;
/// What people write packs to a hundredth at the very best; archives made to fill a memory, to a thousandth.
const MOST_TIMES: u64 = 300;
/// No workbook may unpack to more.
const MOST_UNPACKED: u64 = 1 << 30;
/// More shared texts than this fit on no sheet that could be read.
const MOST_SHARED: u64 = 16_000_000;
/// Cells that an OpenDocument sheet may repeat beyond those it writes out.
const MOST_REPEATED: u64 = 4_000_000;

/// Looks through a packed workbook, or says why it must not be opened.
pub(in crate::ingest) fn preview_packed(bytes: &[u8]) -> Result<Preview, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED.to_owned())?;
    let most = (bytes.len() as u64 * MOST_TIMES).clamp(ALWAYS_ALLOWED, MOST_UNPACKED);
    let mut unpacked = 0;
    let mut preview = Preview::default();
    let mut names = Names::default();
    let mut by_part: BTreeMap<String, SheetPreview> = BTreeMap::new();
    for at in 0..archive.len() {
        // What cannot be unpacked here is the reader's to judge: it may not need it.
        let Ok(part) = archive.by_index(at) else { continue };
        let Ok(path) = part.name().map(|name| name.replace('\\', "/").to_lowercase()) else { continue };
        let file = last_part(&path).to_owned();
        if path.contains("/media/") || path.starts_with("pictures/") {
            preview.pictures += usize::from(!file.is_empty());
            continue;
        }
        let rest = most - unpacked;
        let size = if path.contains("worksheets/") && file.ends_with(".xml") {
            let mut sheet = OpenSheet::default();
            let size = each_tag(part, rest, &mut |tag| sheet.see(tag));
            by_part.insert(path, sheet.preview);
            size
        } else if file == "content.xml" && !path.contains('/') {
            let mut content = OpenContent::default();
            let size = each_tag(part, rest, &mut |tag| content.see(tag));
            preview.by_name.append(&mut content.sheets);
            size
        } else if path.ends_with("workbook.xml") || path.ends_with("workbook.xml.rels") {
            each_tag(part, rest, &mut |tag| {
                names.see(tag);
                Ok(())
            })
        } else if file.starts_with("comments") && file.ends_with(".xml") {
            each_tag(part, rest, &mut |tag| {
                preview.comments += usize::from(tag.name == "comment" && !tag.is_end);
                Ok(())
            })
        } else if file == "sharedstrings.xml" {
            let mut count = 0;
            each_tag(part, rest, &mut |tag| {
                count += u64::from(tag.name == "si" && !tag.is_end);
                let said = if tag.name == "sst" { tag.number("uniqueCount").unwrap_or(0) } else { 0 };
                if said.max(count) > MOST_SHARED { Err(TOO_LARGE.to_owned()) } else { Ok(()) }
            })
        } else {
            std::io::copy(&mut part.take(rest + 1), &mut std::io::sink()).map_err(|_| DAMAGED.to_owned())
        };
        match size {
            Ok(size) if size <= rest => unpacked += size,
            Err(reason) if reason == DAMAGED => {}
            _ => return Err(TOO_LARGE.to_owned()),
        }
    }
    for (name, part) in names.parts() {
        if let Some(sheet) =
            by_part.iter().find(|(path, _)| path.ends_with(&part)).map(|(path, _)| path.clone())
            && let Some(sheet) = by_part.remove(&sheet)
        {
            preview.by_name.insert(name, sheet);
        }
    }
    Ok(preview)
}

/// Which part of the archive holds which sheet.
#[derive(Default)]
struct Names {
    sheets: Vec<(String, String)>,
    targets: BTreeMap<String, String>,
}

impl Names {
    fn see(&mut self, tag: &Tag<'_>) {
        if tag.is_end {
            return;
        }
        match tag.name {
            "sheet" => {
                if let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id")) {
                    self.sheets.push((name.into_owned(), id.into_owned()));
                }
            }
            "Relationship" => {
                if let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) {
                    let target = target.to_lowercase();
                    self.targets.insert(id.into_owned(), target.trim_start_matches(['/', '.']).to_owned());
                }
            }
            _ => {}
        }
    }

    /// Sheets by name with the end of their part's path.
    fn parts(self) -> impl Iterator<Item = (String, String)> {
        let Names { sheets, targets } = self;
        sheets.into_iter().filter_map(move |(name, id)| Some((name, targets.get(&id)?.clone())))
    }
}

/// An Excel sheet that is being looked through.
#[derive(Default)]
struct OpenSheet {
    preview: SheetPreview,
    row: u32,
    at: (u32, u32),
    is_hidden: bool,
    is_number: bool,
    is_error: bool,
    formula: Option<Box<str>>,
    has_value: bool,
}

impl OpenSheet {
    fn see(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        match (tag.name, tag.is_end) {
            ("row", false) => {
                self.row = tag.number("r").map_or(self.row + 1, |row| row.min(u64::from(MOST_ROWS)) as u32);
                self.is_hidden = tag.says_yes("hidden");
                self.at = (self.row.saturating_sub(1), 0);
            }
            ("c", false) => {
                let next = (self.row.saturating_sub(1), self.at.1 + 1);
                self.at = tag.attribute("r").and_then(|name| cell_named(&name)).unwrap_or(next);
                let kind = tag.attribute("t");
                self.is_number = kind.as_deref().is_none_or(|kind| kind == "n");
                self.is_error = kind.as_deref() == Some("e");
                self.formula = None;
                self.has_value = false;
            }
            ("f", true) => self.formula = Some(text_of(tag)),
            ("f", false) if tag.is_empty => self.formula = Some("".into()),
            ("v", true) if !tag.text.is_empty() => self.value(tag),
            ("is", false) => self.fill(),
            ("c", true) if self.formula.is_some() && !self.has_value => {
                self.preview.without_result.push(self.at.0);
            }
            ("col", false) if tag.says_yes("hidden") => {
                if let (Some(first), Some(last)) = (tag.number("min"), tag.number("max")) {
                    let last = last.clamp(1, u64::from(MOST_COLUMNS)) as u32 - 1;
                    self.preview.hidden_columns.push((first.max(1) as u32 - 1, last));
                }
            }
            ("mergeCell", false) => {
                let named = tag.attribute("ref");
                if let Some((first, last)) = named.as_deref().and_then(|named| named.split_once(':'))
                    && let (Some(first), Some(last)) = (cell_named(first), cell_named(last))
                {
                    self.preview.merged.push(Merged { first, last });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The cell that is open holds something.
    fn fill(&mut self) {
        self.has_value = true;
        let hidden = &mut self.preview.hidden_rows;
        if self.is_hidden && hidden.last() != Some(&self.at.0) && hidden.len() < MOST_ROWS as usize {
            hidden.push(self.at.0);
        }
    }

    fn value(&mut self, tag: &Tag<'_>) {
        self.fill();
        let digits = tag.text.strip_prefix(b"-").unwrap_or(tag.text);
        if self.is_number && digits.len() > 15 && digits.iter().all(u8::is_ascii_digit) {
            self.preview.long_numbers.insert(self.at, text_of(tag));
        }
        if self.is_error
            && tag.text == b"#NAME?"
            && let Some(formula) = self.formula.take().filter(|formula| is_words(formula))
        {
            self.preview.mistaken.insert(self.at, formula);
        }
    }
}

/// Whether a formula that cannot be worked out is what somebody wrote: words, and no function or reference.
fn is_words(formula: &str) -> bool {
    formula.chars().any(char::is_alphabetic) && !formula.contains(['(', '!', '$', '[', '{', '#'])
}

fn text_of(tag: &Tag<'_>) -> Box<str> {
    unescaped(&String::from_utf8_lossy(tag.text)).into()
}

/// The content of an OpenDocument workbook that is being looked through.
#[derive(Default)]
struct OpenContent {
    sheets: BTreeMap<String, SheetPreview>,
    name: String,
    row: u64,
    column: u64,
    row_repeats: u64,
    cell_repeats: u64,
    cells_in_row: u64,
    is_hidden: bool,
    columns: u64,
    repeated: u64,
}

impl OpenContent {
    fn see(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        let repeats = |name: &str| tag.number(name).unwrap_or(1).max(1);
        match (tag.name, tag.is_end) {
            ("table", false) => {
                self.name = tag.attribute("name").map(String::from).unwrap_or_default();
                (self.row, self.columns) = (0, 0);
                self.sheets.entry(self.name.clone()).or_default();
            }
            ("table-column", false) => {
                let count = repeats("number-columns-repeated").min(u64::from(MOST_COLUMNS));
                if is_hidden(tag) {
                    let hidden = (self.columns as u32, (self.columns + count - 1) as u32);
                    self.sheets.entry(self.name.clone()).or_default().hidden_columns.push(hidden);
                }
                self.columns = (self.columns + count).min(u64::from(MOST_COLUMNS));
            }
            ("table-row", false) => {
                self.row_repeats = repeats("number-rows-repeated");
                (self.column, self.cell_repeats, self.cells_in_row) = (0, 0, 0);
                self.is_hidden = is_hidden(tag);
            }
            ("table-row", true) => {
                if self.cells_in_row > 0 {
                    self.repeated = self.repeated.saturating_add(
                        self.cells_in_row.saturating_mul(self.row_repeats).saturating_sub(self.cells_in_row),
                    );
                    if self.is_hidden {
                        let rows =
                            self.row..self.row.saturating_add(self.row_repeats).min(u64::from(MOST_ROWS));
                        let sheet = self.sheets.entry(self.name.clone()).or_default();
                        sheet.hidden_rows.extend(rows.map(|row| row as u32));
                    }
                }
                self.row = self.row.saturating_add(self.row_repeats).min(u64::from(MOST_ROWS));
            }
            ("table-cell" | "covered-table-cell", false) => {
                self.cell(tag, repeats("number-columns-repeated"))
            }
            ("p", true) if !tag.text.is_empty() => self.fill(),
            ("s", false) if repeats("c") > 100_000 => return Err(TOO_LARGE.to_owned()),
            _ => {}
        }
        if self.repeated > MOST_REPEATED { Err(TOO_LARGE.to_owned()) } else { Ok(()) }
    }

    fn cell(&mut self, tag: &Tag<'_>, repeats: u64) {
        self.column = self.column.saturating_add(self.cell_repeats);
        self.cell_repeats = repeats;
        let (rows, columns) = (
            tag.number("number-rows-spanned").unwrap_or(1),
            tag.number("number-columns-spanned").unwrap_or(1),
        );
        let last = (
            self.row.saturating_add(rows.max(1) - 1).min(u64::from(MOST_ROWS)) as u32,
            self.column.saturating_add(columns.max(1) - 1).min(u64::from(MOST_COLUMNS)) as u32,
        );
        let first = (self.row as u32, self.column.min(u64::from(MOST_COLUMNS)) as u32);
        if first != last {
            self.sheets.entry(self.name.clone()).or_default().merged.push(Merged { first, last });
        }
        if tag.attribute("value").is_some() {
            self.fill();
        }
    }

    /// The cell that is open holds something.
    fn fill(&mut self) {
        self.cells_in_row = self.cells_in_row.saturating_add(self.cell_repeats.max(1));
        self.repeated = self.repeated.saturating_add(self.cell_repeats.saturating_sub(1));
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("visibility").is_some_and(|said| said == "collapse" || said == "filter")
}
