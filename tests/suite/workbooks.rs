//! Can everybody use the workbooks, whatever program opens them, and are their numbers those of the CSV files? The Analysis Function's checklist for
//! spreadsheets, item by item.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use crate::consultation::Run;
use crate::office::{part, parts};
use crate::sample::sample;

const FILES: [&str; 2] = ["tables.xlsx", "tables.ods"];

/// A sheet as a reader finds it: what each cell shows, and where its table begins.
struct Sheet {
    name: String,
    rows: Vec<Vec<Data>>,
    header: Option<usize>,
}

impl Sheet {
    fn text(&self, row: usize, column: usize) -> String {
        self.rows.get(row).and_then(|row| row.get(column)).map_or(String::new(), shown)
    }

    fn table(&self) -> (&[Data], &[Vec<Data>]) {
        let header = self.header.unwrap_or_else(|| panic!("{} has no table", self.name));
        (&self.rows[header], &self.rows[header + 1..])
    }

    /// What stands above the table, or all of a sheet without one.
    fn lines(&self) -> Vec<String> {
        (0..self.header.unwrap_or(self.rows.len())).map(|row| self.text(row, 0)).collect()
    }
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// The sheets of a workbook. Where tables begin is told by the marks that the file itself has for that.
fn sheets(run: &Run, file: &str) -> Vec<Sheet> {
    let bytes = run.bytes(file);
    let starts = table_starts(&bytes, file);
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).expect("the workbook opens");
    let names = workbook.sheet_names();
    let sheet = |name: String| {
        let range = workbook.worksheet_range(&name).expect("the sheet is there");
        let width = range.width();
        let rows = range.rows().map(|row| row[..width].to_vec()).collect();
        Sheet { header: starts.get(&name).copied(), rows, name }
    };
    names.into_iter().map(sheet).collect()
}

/// The row of a sheet's table in which this stands, as its cells show it. The sheet is known by the end of its name.
pub(crate) fn row_with(run: &Run, file: &str, sheet: &str, cell: &str) -> Vec<String> {
    let sheets = sheets(run, file);
    let sheet = sheets.iter().find(|of| of.name.ends_with(sheet)).expect("the sheet is there");
    let mut rows = sheet.table().1.iter().map(|row| row.iter().map(shown).collect::<Vec<_>>());
    rows.find(|row| row.iter().any(|of| of == cell)).unwrap_or_else(|| panic!("{cell} is not on the sheet"))
}

/// In which row, from 0, the marked table of each sheet begins.
fn table_starts(bytes: &[u8], file: &str) -> BTreeMap<String, usize> {
    let row = |reference: &str| -> usize {
        let digits: String = reference.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().expect("a cell has a row") - 1
    };
    if file.ends_with(".ods") {
        let content = part(bytes, "content.xml");
        let tree = roxmltree::Document::parse(&content).expect("sound XML");
        let ranges = tree.descendants().filter(|node| {
            node.has_tag_name(("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "database-range"))
        });
        return ranges
            .map(|range| {
                let value =
                    |name: &str| range.attributes().find(|a| a.name() == name).map_or("", |a| a.value());
                assert_eq!(value("contains-header"), "true");
                let (sheet, from) = value("target-range-address").split_once("'.").expect("a range");
                (
                    sheet.trim_start_matches('\'').to_owned(),
                    row(from.split(':').next().expect("a first cell")),
                )
            })
            .collect();
    }
    let names = part(bytes, "xl/workbook.xml");
    let tree = roxmltree::Document::parse(&names).expect("sound XML");
    let names = tree.descendants().filter(|node| node.tag_name().name() == "sheet");
    let names: Vec<String> = names.filter_map(|node| node.attribute("name")).map(str::to_owned).collect();
    let mut found = BTreeMap::new();
    for (at, name) in names.into_iter().enumerate() {
        let relations = format!("xl/worksheets/_rels/sheet{}.xml.rels", at + 1);
        if !parts(bytes).contains(&relations) {
            continue;
        }
        let relations = part(bytes, &relations);
        let tree = roxmltree::Document::parse(&relations).expect("sound XML");
        let mut tables = tree
            .descendants()
            .filter_map(|node| node.attribute("Target"))
            .filter(|target| target.contains("tables/"));
        let Some(table) = tables.next() else { continue };
        assert_eq!(tables.next(), None, "{name} has one table");
        let table = part(bytes, &table.replace("../", "xl/"));
        let tree = roxmltree::Document::parse(&table).expect("sound XML");
        let root = tree.root_element();
        assert_ne!(
            root.attribute("headerRowCount"),
            Some("0"),
            "{name}: the table's first row is its header"
        );
        found.insert(name, row(root.attribute("ref").and_then(|of| of.split(':').next()).expect("a range")));
    }
    found
}

#[test]
fn there_is_a_cover_then_contents_then_notes_then_one_table_a_sheet() {
    let run = sample();
    for file in FILES {
        let sheets = sheets(run, file);
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names[..3], ["Cover", "Contents", "Notes"], "{file}");
        assert!(names.len() > 10, "{file}: {names:?}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{file}: names are different");
        assert!(sheets[0].header.is_none(), "{file}: the cover has no table");
        for sheet in &sheets[1..] {
            assert!(sheet.header.is_some(), "{file}: {} has a table that is marked as one", sheet.name);
        }
        let listed: Vec<String> = sheets[1].table().1.iter().map(|row| shown(&row[0])).collect();
        assert_eq!(listed, names[2..], "{file}: the contents list every sheet behind them");
    }
}

#[test]
fn every_sheet_begins_with_its_heading_in_the_first_cell() {
    for file in FILES {
        for (at, sheet) in sheets(sample(), file).iter().enumerate() {
            assert!(!sheet.text(0, 0).is_empty(), "{file}: {}", sheet.name);
            if at > 2 {
                assert!(
                    sheet.text(0, 0).starts_with(&format!("Table {}: ", at - 2)),
                    "{file}: {}",
                    sheet.text(0, 0)
                );
            }
        }
    }
}

#[test]
fn tables_have_one_row_of_different_headers_and_no_blank_rows_columns_or_cells() {
    for file in FILES {
        for sheet in sheets(sample(), file).iter().filter(|sheet| sheet.header.is_some()) {
            let (header, rows) = sheet.table();
            let headers: Vec<String> = header.iter().map(shown).collect();
            assert!(
                headers.iter().all(|header| !header.trim().is_empty()),
                "{file}: {}: {headers:?}",
                sheet.name
            );
            let distinct: BTreeSet<String> = headers.iter().map(|header| header.to_lowercase()).collect();
            assert_eq!(distinct.len(), headers.len(), "{file}: {}: {headers:?}", sheet.name);
            assert!(!rows.is_empty(), "{file}: {}", sheet.name);
            for row in rows {
                assert_eq!(row.len(), headers.len());
                assert!(row.iter().all(|cell| !shown(cell).is_empty()), "{file}: {}: {row:?}", sheet.name);
            }
            assert!(sheet.lines().iter().all(|line| !line.is_empty()), "{file}: {}", sheet.name);
        }
    }
}

#[test]
fn numbers_are_numbers_and_every_sign_is_explained_where_it_occurs() {
    let mut signs_seen = BTreeSet::new();
    for file in FILES {
        for sheet in sheets(sample(), file).iter().skip(3) {
            let (_, rows) = sheet.table();
            let lines = sheet.lines().join("\n");
            for cell in rows.iter().flatten() {
                let text = shown(cell);
                if let Data::String(text) = cell {
                    let is_number = text.parse::<f64>().is_ok();
                    assert!(!is_number, "{file}: {}: {text} is a text", sheet.name);
                }
                if text.starts_with('[') {
                    signs_seen.insert(text.clone());
                    assert!(lines.contains(&format!("{text} means ")), "{file}: {}: {text}", sheet.name);
                }
            }
        }
        let notes = &sheets(sample(), file)[2];
        let told: Vec<String> = notes.table().1.iter().map(|row| shown(&row[0])).collect();
        for sign in ["[c]", "[z]", "[low]"] {
            assert!(told.iter().any(|told| told == sign), "{file}: the notes explain {sign}");
        }
    }
    assert!(signs_seen.contains("[c]") && signs_seen.contains("[z]"), "{signs_seen:?}");
}

#[test]
fn every_note_that_is_referred_to_is_there() {
    let reference = regex::Regex::new(r"\[note \d+\]").expect("a sound pattern");
    for file in FILES {
        let sheets = sheets(sample(), file);
        let told: BTreeSet<String> = sheets[2].table().1.iter().map(|row| shown(&row[0])).collect();
        let mut used = BTreeSet::new();
        for cell in sheets.iter().skip(3).flat_map(|sheet| sheet.rows.iter().flatten()) {
            used.extend(reference.find_iter(&shown(cell)).map(|hit| hit.as_str().to_owned()));
        }
        assert!(used.len() > 4, "{file}: {used:?}");
        assert!(used.is_subset(&told), "{file}: {used:?} against {told:?}");
    }
}

#[test]
fn nothing_is_merged_hidden_or_filtered_and_headers_stay_in_sight() {
    let run = sample();
    let bytes = run.bytes("tables.xlsx");
    let worksheets: Vec<String> =
        parts(&bytes).into_iter().filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
    for name in &worksheets {
        let sheet = part(&bytes, name);
        for unwanted in ["<mergeCell", "hidden=\"1\"", "<autoFilter", "<drawing", "<headerFooter"] {
            assert!(!sheet.contains(unwanted), "{name} has {unwanted}");
        }
        let has_table = sheet.contains("<tablePart ");
        assert_eq!(sheet.contains("state=\"frozen\""), has_table, "{name}: a table's header stays in sight");
        assert!(sheet.contains("<cols>"), "{name} has widths of columns");
    }
    assert!(
        parts(&bytes)
            .iter()
            .filter(|name| name.starts_with("xl/tables/"))
            .all(|name| !part(&bytes, name).contains("<autoFilter"))
    );
    let bytes = run.bytes("tables.ods");
    let content = part(&bytes, "content.xml");
    for unwanted in [
        "number-columns-spanned",
        "number-rows-spanned",
        "covered-table-cell",
        "visibility=\"collapse\"",
        "display-filter-buttons",
    ] {
        assert!(!content.contains(unwanted), "content.xml has {unwanted}");
    }
    let settings = part(&bytes, "settings.xml");
    let frozen = settings
        .matches("<config:config-item config:name=\"VerticalSplitMode\" config:type=\"short\">2<")
        .count();
    assert_eq!(
        frozen,
        content.matches("<table:database-range ").count(),
        "every table's header stays in sight"
    );
    assert!(content.contains("style:column-width="), "columns have widths");
    assert_eq!(
        content.matches("<table:table-header-rows>").count(),
        frozen,
        "headers come again on every printed page"
    );
}

#[test]
fn properties_tell_title_and_language_and_neither_author_nor_time() {
    let run = sample();
    let core = part(&run.bytes("tables.xlsx"), "docProps/core.xml");
    let meta = part(&run.bytes("tables.ods"), "meta.xml");
    for (name, properties) in [("docProps/core.xml", core), ("meta.xml", meta)] {
        assert!(properties.contains("listening exercise"), "{name}: {properties}");
        assert!(properties.contains("<dc:language>en-GB</dc:language>"), "{name}: {properties}");
        for unwanted in ["creator", "lastModifiedBy", "created", "modified", "dc:date", "creation-date"] {
            assert!(!properties.contains(unwanted), "{name} has {unwanted}");
        }
    }
    assert!(part(&run.bytes("tables.ods"), "styles.xml").contains("fo:language=\"en\" fo:country=\"GB\""));
}

/// The figures of `publish/counts.csv`: priority and theme, then question or segment and its value, then unit and campaigns; numerator, denominator and share.
type Figures = BTreeMap<[String; 6], [String; 3]>;

pub(crate) fn published_figures(run: &Run) -> Figures {
    let table = run.table("publish/counts.csv");
    let row = |row: crate::consultation::Row<'_>| {
        let (segment, value) = match row.get("question") {
            "" => (row.get("segment"), row.get("segment_value")),
            question => ("Question", question),
        };
        let key =
            [row.get("priority"), row.get("theme"), segment, value, row.get("unit"), row.get("campaigns")];
        let figure = [row.get("numerator"), row.get("denominator"), row.get("percent")];
        (key.map(str::to_owned), figure.map(str::to_owned))
    };
    table.rows().map(row).collect()
}

/// The names of a row, as `counts.csv` has them.
fn names_of(row: &[Data]) -> (String, String) {
    let (priority, theme) = (shown(&row[0]), row.get(1).map_or(String::new(), shown));
    let theme = theme.rsplit(" > ").next().unwrap_or_default().to_owned();
    let empty = |text: String, any: &str| if text == any { String::new() } else { text };
    (empty(priority, "Any priority"), empty(theme, "Any theme"))
}

fn same_number(cell: &Data, told: &str) -> bool {
    match (cell, told.parse::<f64>()) {
        (Data::Float(number), Ok(told)) => *number == told,
        (Data::Int(number), Ok(told)) => *number as f64 == told,
        (cell, Ok(told)) => shown(cell) == "[low]" && told == 0.0,
        (cell, Err(_)) => shown(cell) == told,
    }
}

#[test]
fn overall_numbers_are_those_of_the_published_figures() {
    const COLUMNS: [(&str, &str, &str, usize); 9] = [
        ("Respondents [", "respondents", "included", 0),
        ("Base: all respondents", "respondents", "included", 1),
        ("Per cent of respondents", "respondents", "included", 2),
        ("Respondents without campaigns", "respondents", "excluded", 0),
        ("Base without campaigns", "respondents", "excluded", 1),
        ("Per cent without campaigns", "respondents", "excluded", 2),
        ("Points made at events", "contributions", "included", 0),
        ("Mentions", "mentions", "included", 0),
        ("People represented", "represented", "included", 0),
    ];
    let figures = published_figures(sample());
    for file in FILES {
        let mut compared = 0;
        for sheet in
            sheets(sample(), file).iter().filter(|sheet| sheet.text(0, 0).contains(": How many raised each"))
        {
            let (header, rows) = sheet.table();
            let is_of_themes = shown(&header[1]) == "Theme";
            for row in rows {
                let (priority, mut theme) = names_of(row);
                if !is_of_themes {
                    theme.clear();
                }
                for (column, cell) in row.iter().enumerate() {
                    let name = shown(&header[column]);
                    let Some((_, unit, campaigns, which)) =
                        COLUMNS.iter().find(|known| name.starts_with(known.0))
                    else {
                        continue;
                    };
                    let key = [&*priority, &*theme, "", "", *unit, *campaigns].map(str::to_owned);
                    let told = &figures[&key][*which];
                    assert!(
                        same_number(cell, told),
                        "{file}: {}: {key:?} {name}: {cell:?} against {told}",
                        sheet.name
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared > 1000, "{file}: {compared} numbers were compared");
    }
}

#[test]
fn numbers_of_groups_are_those_of_the_published_figures() {
    let figures = published_figures(sample());
    for file in FILES {
        let mut compared = 0;
        for sheet in sheets(sample(), file).iter().filter(|sheet| sheet.name.contains(" By ")) {
            let heading = sheet.text(0, 0);
            let unit = if heading.contains("Points") { "contributions" } else { "respondents" };
            let name = sheet.name.split(" By ").nth(1).expect("what it divides by").to_lowercase();
            let (header, rows) = sheet.table();
            let base = &rows[0];
            let of_all = |key: &&[String; 6]| key[0].is_empty() && key[2].to_lowercase() == name;
            let (segment, values): (&str, BTreeSet<&str>) = {
                let keys: Vec<&[String; 6]> = figures.keys().filter(of_all).collect();
                (&keys[0][2], keys.iter().map(|key| key[3].as_str()).collect())
            };
            // Long questions are cut.
            let is_value = |told: &str, value: &str| match told.strip_suffix('…') {
                Some(begins) => value.starts_with(begins),
                None => value == told,
            };
            let columns: Vec<(&str, String)> = header[2..]
                .iter()
                .map(|header| {
                    let header = shown(header);
                    let (told, what) = header.rsplit_once(": ").expect("a group and what is told of it");
                    let value = values.iter().find(|value| is_value(told, value));
                    (*value.unwrap_or_else(|| panic!("there is no group {told}")), what.to_owned())
                })
                .collect();
            for row in &rows[1..] {
                let (priority, theme) = names_of(row);
                let overall = &figures[&[&*priority, &*theme, "", "", unit, "included"].map(str::to_owned)];
                for (column, (value, what)) in (2..).zip(&columns) {
                    let key = [&*priority, &*theme, segment, value, unit, "included"].map(str::to_owned);
                    let known = figures.get(&key);
                    let number_column = if what == "number" { column } else { column - 1 };
                    let told = match known {
                        Some(figure) => {
                            assert!(
                                same_number(&base[number_column], &figure[1]),
                                "{file}: {}: the base of {value}",
                                sheet.name
                            );
                            figure[if what == "number" { 0 } else { 2 }].clone()
                        }
                        // No row means nought, unless the whole is hidden or the group is.
                        None if overall[0] == "[c]" || shown(&base[number_column]) == "[c]" => {
                            "[c]".to_owned()
                        }
                        None => "0".to_owned(),
                    };
                    assert!(
                        same_number(&row[column], &told),
                        "{file}: {}: {priority} {theme} {value}: {:?} against {told}",
                        sheet.name,
                        row[column]
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared > 5000, "{file}: {compared} numbers were compared");
    }
}

#[test]
fn the_same_numbers_stand_in_both_workbooks() {
    let [one, other] = FILES.map(|file| sheets(sample(), file));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.name, other.name);
        let texts = |sheet: &Sheet| -> Vec<Vec<String>> {
            sheet.rows.iter().map(|row| row.iter().map(shown).collect()).collect()
        };
        assert_eq!(texts(one), texts(other), "{}", one.name);
    }
}
