//! A workbook for LibreOffice and every other program that reads OpenDocument (`.ods`, ISO/IEC 26300).

use std::collections::BTreeSet;

use super::{Cell, Line, Markup, Package, Sheet, Table, Workbook};

/// How wide the one column of a sheet without a table is, in characters.
pub(super) const PROSE_WIDTH: u16 = 100;

/// The bytes of a workbook.
pub fn open_document(workbook: &Workbook) -> Vec<u8> {
    let mut package = Package::default();
    package.add_stored("mimetype", MIME_TYPE.as_bytes());
    package.add("META-INF/manifest.xml", &manifest());
    package.add("meta.xml", &meta(workbook));
    package.add("settings.xml", &settings(workbook));
    package.add("styles.xml", &styles());
    package.add("content.xml", &content(workbook));
    package.into_bytes()
}

const MIME_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const VERSION: (&str, &str) = ("office:version", "1.3");

const OFFICE: (&str, &str) = ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0");
const STYLE: (&str, &str) = ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0");
const FORMAT: (&str, &str) = ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0");
const TEXT: (&str, &str) = ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0");
const TABLE: (&str, &str) = ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0");
const NUMBER: (&str, &str) = ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0");
const LINK: (&str, &str) = ("xmlns:xlink", "http://www.w3.org/1999/xlink");
const META: (&str, &str) = ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0");
const CORE: (&str, &str) = ("xmlns:dc", "http://purl.org/dc/elements/1.1/");
const CONFIG: (&str, &str) = ("xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0");

fn manifest() -> Vec<u8> {
    let mut manifest = Markup::document();
    manifest.open(
        "manifest:manifest",
        &[
            ("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
            ("manifest:version", "1.3"),
        ],
    );
    let entry = |manifest: &mut Markup, path: &str, kind: &str| {
        let attributes = [("manifest:full-path", path), ("manifest:media-type", kind)];
        manifest.empty("manifest:file-entry", &attributes);
    };
    entry(&mut manifest, "/", MIME_TYPE);
    for part in ["meta.xml", "settings.xml", "styles.xml", "content.xml"] {
        entry(&mut manifest, part, "text/xml");
    }
    manifest.into_bytes()
}

fn meta(workbook: &Workbook) -> Vec<u8> {
    let mut meta = Markup::document();
    meta.open("office:document-meta", &[OFFICE, META, CORE, VERSION]).open("office:meta", &[]);
    meta.element("meta:generator", &[], "yousaid");
    meta.element("dc:title", &[], &workbook.title);
    meta.element("dc:language", &[], super::LANGUAGE);
    meta.into_bytes()
}

/// Where the panes are frozen, and that every sheet opens at its first cell.
fn settings(workbook: &Workbook) -> Vec<u8> {
    let mut settings = Markup::document();
    settings.open("office:document-settings", &[OFFICE, CONFIG, VERSION]).open("office:settings", &[]);
    settings.open("config:config-item-set", &[("config:name", "ooo:view-settings")]);
    settings.open("config:config-item-map-indexed", &[("config:name", "Views")]);
    settings.open("config:config-item-map-entry", &[]);
    let item = |settings: &mut Markup, name: &str, kind: &str, value: &str| {
        settings.element("config:config-item", &[("config:name", name), ("config:type", kind)], value);
    };
    item(&mut settings, "ViewId", "string", "view1");
    settings.open("config:config-item-map-named", &[("config:name", "Tables")]);
    for sheet in &workbook.sheets {
        settings.open("config:config-item-map-entry", &[("config:name", &sheet.name)]);
        item(&mut settings, "CursorPositionX", "int", "0");
        item(&mut settings, "CursorPositionY", "int", "0");
        if let Some(table) = &sheet.table {
            let columns = table.fixed_columns.to_string();
            let rows = (sheet.table_row() + 1).to_string();
            let is_split = table.fixed_columns > 0;
            item(&mut settings, "HorizontalSplitMode", "short", if is_split { "2" } else { "0" });
            item(&mut settings, "VerticalSplitMode", "short", "2");
            item(&mut settings, "HorizontalSplitPosition", "int", &columns);
            item(&mut settings, "VerticalSplitPosition", "int", &rows);
            item(&mut settings, "ActiveSplitRange", "short", if is_split { "3" } else { "2" });
            item(&mut settings, "PositionLeft", "int", "0");
            item(&mut settings, "PositionRight", "int", &columns);
            item(&mut settings, "PositionTop", "int", "0");
            item(&mut settings, "PositionBottom", "int", &rows);
        }
        settings.close();
    }
    settings.close();
    if let Some(first) = workbook.sheets.first() {
        item(&mut settings, "ActiveTable", "string", &first.name);
    }
    settings.into_bytes()
}

/// The looks of cells, by name: its parent, how its text stands, how its letters look.
const CELL_STYLES: &[CellStyle] = &[
    CellStyle {
        name: "Heading_20_1",
        shown: "Heading 1",
        letters: &[("fo:font-size", "16pt"), BOLD],
        ..CellStyle::PLAIN
    },
    CellStyle {
        name: "Heading_20_2",
        shown: "Heading 2",
        letters: &[("fo:font-size", "14pt"), BOLD],
        ..CellStyle::PLAIN
    },
    CellStyle {
        name: "Link",
        shown: "Link",
        letters: &[
            ("fo:color", "#0b5394"),
            ("style:text-underline-style", "solid"),
            ("style:text-underline-width", "auto"),
            ("style:text-underline-color", "font-color"),
        ],
        ..CellStyle::PLAIN
    },
    CellStyle { name: "Prose", shown: "Prose", cell: &[TURNS, TOP], ..CellStyle::PLAIN },
    CellStyle {
        name: "Header",
        shown: "Header",
        cell: &[TURNS, ("fo:border-bottom", "0.75pt solid #000000")],
        letters: &[BOLD],
        ..CellStyle::PLAIN
    },
    CellStyle {
        name: "Number_20_header",
        shown: "Number header",
        cell: &[TURNS, ("fo:border-bottom", "0.75pt solid #000000"), FIXED],
        to_the_right: true,
        letters: &[BOLD],
        ..CellStyle::PLAIN
    },
    CellStyle { name: "Sign", shown: "Sign", cell: &[TOP, FIXED], to_the_right: true, ..CellStyle::PLAIN },
    CellStyle { name: "Count", shown: "Count", cell: &[TOP], digits: Some("NCount"), ..CellStyle::PLAIN },
    CellStyle {
        name: "Decimal",
        shown: "Decimal",
        cell: &[TOP],
        digits: Some("NDecimal"),
        ..CellStyle::PLAIN
    },
];

const BOLD: (&str, &str) = ("fo:font-weight", "bold");
const TURNS: (&str, &str) = ("fo:wrap-option", "wrap");
const TOP: (&str, &str) = ("style:vertical-align", "top");
const FIXED: (&str, &str) = ("style:text-align-source", "fix");

struct CellStyle {
    name: &'static str,
    shown: &'static str,
    cell: &'static [(&'static str, &'static str)],
    to_the_right: bool,
    letters: &'static [(&'static str, &'static str)],
    digits: Option<&'static str>,
}

impl CellStyle {
    const PLAIN: CellStyle =
        CellStyle { name: "", shown: "", cell: &[], to_the_right: false, letters: &[], digits: None };
}

fn styles() -> Vec<u8> {
    let mut styles = Markup::document();
    styles.open("office:document-styles", &[OFFICE, STYLE, FORMAT, NUMBER, VERSION]);
    styles.open("office:styles", &[]);
    styles.open("style:default-style", &[("style:family", "table-cell")]);
    styles.empty(
        "style:text-properties",
        &[("fo:font-family", "Arial"), ("fo:font-size", "12pt"), ("fo:language", "en"), ("fo:country", "GB")],
    );
    styles.close();
    for (name, decimals, grouping) in [("NCount", "0", "true"), ("NDecimal", "1", "false")] {
        styles.open("number:number-style", &[("style:name", name)]);
        styles.empty(
            "number:number",
            &[
                ("number:decimal-places", decimals),
                ("number:min-decimal-places", decimals),
                ("number:min-integer-digits", "1"),
                ("number:grouping", grouping),
            ],
        );
        styles.close();
    }
    styles.empty("style:style", &[("style:name", "Default"), ("style:family", "table-cell")]);
    for style in CELL_STYLES {
        let mut attributes = vec![
            ("style:name", style.name),
            ("style:display-name", style.shown),
            ("style:family", "table-cell"),
            ("style:parent-style-name", "Default"),
        ];
        attributes.extend(style.digits.map(|digits| ("style:data-style-name", digits)));
        styles.open("style:style", &attributes);
        if !style.cell.is_empty() {
            styles.empty("style:table-cell-properties", style.cell);
        }
        if style.to_the_right {
            styles.empty("style:paragraph-properties", &[("fo:text-align", "end")]);
        }
        if !style.letters.is_empty() {
            styles.empty("style:text-properties", style.letters);
        }
        styles.close();
    }
    styles.close();
    styles.open("office:automatic-styles", &[]);
    styles.open("style:page-layout", &[("style:name", "Landscape")]);
    styles.empty(
        "style:page-layout-properties",
        &[
            ("fo:page-width", "29.7cm"),
            ("fo:page-height", "21cm"),
            ("style:print-orientation", "landscape"),
            ("style:scale-to-X", "1"),
            ("style:scale-to-Y", "0"),
        ],
    );
    styles.close().close();
    styles.open("office:master-styles", &[]);
    styles.empty("style:master-page", &[("style:name", "Default"), ("style:page-layout-name", "Landscape")]);
    styles.into_bytes()
}

fn content(workbook: &Workbook) -> Vec<u8> {
    let mut content = Markup::document();
    content.open("office:document-content", &[OFFICE, STYLE, FORMAT, TEXT, TABLE, NUMBER, LINK, VERSION]);
    content.open("office:automatic-styles", &[]);
    let widths = workbook.sheets.iter().filter_map(|sheet| sheet.table.as_ref());
    let widths = widths.flat_map(|table| table.columns.iter().map(|column| column.width));
    for width in widths.chain([PROSE_WIDTH]).collect::<BTreeSet<u16>>() {
        let name = column_style(width);
        content.open("style:style", &[("style:name", &name), ("style:family", "table-column")]);
        let width = format!("{:.2}cm", f64::from(width) * 0.24);
        content.empty("style:table-column-properties", &[("style:column-width", &width)]);
        content.close();
    }
    content.open("style:style", &[("style:name", "row"), ("style:family", "table-row")]);
    content.empty("style:table-row-properties", &[("style:use-optimal-row-height", "true")]);
    content.close();
    content.open(
        "style:style",
        &[("style:name", "sheet"), ("style:family", "table"), ("style:master-page-name", "Default")],
    );
    content.empty("style:table-properties", &[("table:display", "true")]);
    content.close().close();
    content.open("office:body", &[]).open("office:spreadsheet", &[]);
    write_choices(workbook, &mut content);
    for sheet in &workbook.sheets {
        write_sheet(sheet, &mut content);
    }
    write_ranges(workbook, &mut content);
    content.into_bytes()
}

/// What cells can be chosen from: each list once.
fn write_choices(workbook: &Workbook, content: &mut Markup) {
    let rows = workbook.sheets.iter().filter_map(|sheet| sheet.table.as_ref()).flat_map(|table| &table.rows);
    let choices = rows.flatten().filter_map(|cell| match cell {
        Cell::Choice(sheet, values) => Some((*sheet, *values)),
        _ => None,
    });
    let choices: BTreeSet<(&str, u32)> = choices.collect();
    if choices.is_empty() {
        return;
    }
    content.open("table:content-validations", &[]);
    for (sheet, values) in choices {
        let condition = format!("of:cell-content-is-in-list([$'{sheet}'.$A$2:.$A${}])", values + 1);
        content.open(
            "table:content-validation",
            &[
                ("table:name", choice_name(sheet).as_str()),
                ("table:condition", &condition),
                ("table:allow-empty-cell", "true"),
                ("table:display-list", "unsorted"),
            ],
        );
        content.empty("table:error-message", &[("table:display", "true"), ("table:message-type", "warning")]);
        content.close();
    }
    content.close();
}

fn choice_name(sheet: &str) -> String {
    format!("one of {sheet}")
}

fn column_style(width: u16) -> String {
    format!("column{width}")
}

/// Each table by name, so that programs know where it stands and that its first row is a header.
fn write_ranges(workbook: &Workbook, content: &mut Markup) {
    content.open("table:database-ranges", &[]);
    for sheet in &workbook.sheets {
        let Some(table) = sheet.table.as_ref().filter(|table| !table.columns.is_empty()) else { continue };
        let name = sheet.name.replace('\'', "''");
        let first = sheet.table_row() + 1;
        let last = first + table.rows.len() as u32;
        let column = column_letters(table.columns.len() - 1);
        let range = format!("'{name}'.A{first}:'{name}'.{column}{last}");
        content.empty(
            "table:database-range",
            &[
                ("table:name", table.name.as_str()),
                ("table:target-range-address", &range),
                ("table:contains-header", "true"),
            ],
        );
    }
    content.close();
}

/// A column's name: `A`, `Z`, `AA`.
fn column_letters(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    if column < 26 { letter.to_string() } else { format!("{}{letter}", column_letters(column / 26 - 1)) }
}

fn write_sheet(sheet: &Sheet, content: &mut Markup) {
    content.open("table:table", &[("table:name", &sheet.name), ("table:style-name", "sheet")]);
    match &sheet.table {
        Some(table) => table.columns.iter().for_each(|column| write_column(column.width, content)),
        None => write_column(PROSE_WIDTH, content),
    }
    if let Some(heading) = &sheet.heading {
        write_row(content, |content| words(heading, "Heading_20_1", content));
    }
    for line in &sheet.lines {
        write_row(content, |content| match line {
            Line::Text(text) if sheet.table.is_some() => words(text, "Default", content),
            Line::Text(text) => words(text, "Prose", content),
            Line::Heading(text) => words(text, "Heading_20_2", content),
            Line::Link(text, to) => link(text, to, content),
        });
    }
    if let Some(table) = &sheet.table {
        write_table(table, content);
    }
    content.close();
}

fn write_column(width: u16, content: &mut Markup) {
    content.empty("table:table-column", &[("table:style-name", &column_style(width))]);
}

fn write_row(content: &mut Markup, cells: impl FnOnce(&mut Markup)) {
    content.open("table:table-row", &[("table:style-name", "row")]);
    cells(content);
    content.close();
}

fn write_table(table: &Table, content: &mut Markup) {
    content.open("table:table-header-rows", &[]);
    write_row(content, |content| {
        for (at, column) in table.columns.iter().enumerate() {
            let style = if table.is_of_numbers(at) { "Number_20_header" } else { "Header" };
            words(&column.header, style, content);
        }
    });
    content.close();
    for row in &table.rows {
        write_row(content, |content| row.iter().for_each(|cell| write_cell(cell, content)));
    }
}

fn write_cell(cell: &Cell, content: &mut Markup) {
    match cell {
        Cell::Text(text) if text.is_empty() => {
            content.empty("table:table-cell", &[]);
        }
        Cell::Text(text) => words(text, "Prose", content),
        Cell::Sign(sign) => words(sign, "Sign", content),
        Cell::Count(value) => number(&value.to_string(), "Count", content),
        Cell::Decimal(value) => number(&format!("{value:.1}"), "Decimal", content),
        Cell::Link(text, to) => link(text, to, content),
        Cell::Choice(sheet, _) => {
            content.empty(
                "table:table-cell",
                &[("table:style-name", "Prose"), ("table:content-validation-name", &choice_name(sheet))],
            );
        }
    }
}

fn number(value: &str, style: &str, content: &mut Markup) {
    content.open(
        "table:table-cell",
        &[("table:style-name", style), ("office:value-type", "float"), ("office:value", value)],
    );
    content.element("text:p", &[], value).close();
}

fn words(text: &str, style: &str, content: &mut Markup) {
    content.open("table:table-cell", &[("table:style-name", style), ("office:value-type", "string")]);
    for line in text.split('\n') {
        content.element("text:p", &[], line);
    }
    content.close();
}

fn link(text: &str, to: &str, content: &mut Markup) {
    let place = format!("#'{}'.A1", to.replace('\'', "''"));
    content
        .open("table:table-cell", &[("table:style-name", "Link"), ("office:value-type", "string")])
        .open("text:p", &[])
        .element("text:a", &[("xlink:type", "simple"), ("xlink:href", &place)], text)
        .close()
        .close();
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_have_the_names_that_spreadsheets_give_them() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
