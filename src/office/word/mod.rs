//! A document for Word (`.docx`, Office Open XML, ISO/IEC 29500 transitional), which LibreOffice opens too.
//!
//! Elements stand in the order of the standard's schema: Word offers to repair a document in which they do not.

mod body;
mod chart;

use super::{Chart, Document, LANGUAGE, Markup, Package, core_properties};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

/// The looks of paragraphs and tables, by name.
const STYLES: &str = include_str!("styles.xml");
/// How items of a list begin.
const NUMBERING: &str = include_str!("numbering.xml");

/// The bytes of a document.
pub fn word(document: &Document) -> Vec<u8> {
    let (body, charts) = body::body(document);
    let mut package = Package::default();
    package.add("[Content_Types].xml", &content_types(charts.len()));
    let whole = [(1, "officeDocument", "word/document.xml"), (2, "extended-properties", "docProps/app.xml")];
    package.add("_rels/.rels", &whole_relations(&whole));
    package.add("docProps/core.xml", &core_properties(&document.title));
    package.add("docProps/app.xml", &app_properties());
    package.add("word/document.xml", &body);
    package.add("word/_rels/document.xml.rels", &document_relations(charts.len()));
    package.add("word/styles.xml", STYLES.as_bytes());
    package.add("word/numbering.xml", NUMBERING.as_bytes());
    package.add("word/settings.xml", &settings());
    package.add("word/footer1.xml", &body::footer(&document.title));
    for (at, chart) in charts.iter().enumerate() {
        add_chart(at + 1, chart, &mut package);
    }
    package.into_bytes()
}

fn add_chart(number: usize, chart: &Chart, package: &mut Package) {
    package.add(&format!("word/charts/chart{number}.xml"), &chart::chart(chart));
    let to_workbook = [(1, "package".to_owned(), format!("../embeddings/chart{number}.xlsx"))];
    package.add(&format!("word/charts/_rels/chart{number}.xml.rels"), &relations(&to_workbook));
    package.add(&format!("word/embeddings/chart{number}.xlsx"), &chart::workbook(chart));
}

/// By which name the body refers to a chart.
fn chart_relation(number: usize) -> String {
    format!("rId{}", 4 + number)
}

fn document_relations(charts: usize) -> Vec<u8> {
    let mut listed: Vec<(usize, String, String)> = [
        (1, "styles", "styles.xml"),
        (2, "numbering", "numbering.xml"),
        (3, "settings", "settings.xml"),
        (4, "footer", "footer1.xml"),
    ]
    .map(|(number, kind, target)| (number, kind.to_owned(), target.to_owned()))
    .into();
    listed.extend(
        (1..=charts).map(|number| (4 + number, "chart".to_owned(), format!("charts/chart{number}.xml"))),
    );
    relations(&listed)
}

fn relations(listed: &[(usize, String, String)]) -> Vec<u8> {
    let mut relations = relations_begun();
    for (number, kind, target) in listed {
        relate(*number, &format!("{RELATIONS}/{kind}"), target, &mut relations);
    }
    relations.into_bytes()
}

fn whole_relations(listed: &[(usize, &str, &str)]) -> Vec<u8> {
    let mut relations = relations_begun();
    for (number, kind, target) in listed {
        relate(*number, &format!("{RELATIONS}/{kind}"), target, &mut relations);
    }
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relate(listed.len() + 1, core, "docProps/core.xml", &mut relations);
    relations.into_bytes()
}

fn relations_begun() -> Markup {
    let mut relations = Markup::document();
    let schema = "http://schemas.openxmlformats.org/package/2006/relationships";
    relations.open("Relationships", &[("xmlns", schema)]);
    relations
}

fn relate(number: usize, kind: &str, target: &str, relations: &mut Markup) {
    let id = format!("rId{number}");
    relations.empty("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
}

fn content_types(charts: usize) -> Vec<u8> {
    let mut types = Markup::document();
    types.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("xlsx", sheet),
    ];
    for (ending, kind) in defaults {
        types.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    let mut add = |part: &str, kind: &str| {
        let kind = format!("application/vnd.openxmlformats-{kind}+xml");
        types.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
    };
    add("/word/document.xml", "officedocument.wordprocessingml.document.main");
    add("/word/styles.xml", "officedocument.wordprocessingml.styles");
    add("/word/numbering.xml", "officedocument.wordprocessingml.numbering");
    add("/word/settings.xml", "officedocument.wordprocessingml.settings");
    add("/word/footer1.xml", "officedocument.wordprocessingml.footer");
    add("/docProps/core.xml", "package.core-properties");
    add("/docProps/app.xml", "officedocument.extended-properties");
    for number in 1..=charts {
        add(&format!("/word/charts/chart{number}.xml"), "officedocument.drawingml.chart");
    }
    types.into_bytes()
}

fn app_properties() -> Vec<u8> {
    let mut app = Markup::document();
    let schema = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    app.open("Properties", &[("xmlns", schema)]).element("Application", &[], "yousaid");
    app.into_bytes()
}

fn settings() -> Vec<u8> {
    let mut settings = Markup::document();
    settings.open("w:settings", &[("xmlns:w", WORD)]);
    settings.empty("w:zoom", &[("w:percent", "100")]);
    settings.empty("w:defaultTabStop", &[("w:val", "720")]);
    settings.empty("w:characterSpacingControl", &[("w:val", "doNotCompress")]);
    settings.open("w:compat", &[]).empty(
        "w:compatSetting",
        &[
            ("w:name", "compatibilityMode"),
            ("w:uri", "http://schemas.microsoft.com/office/word"),
            ("w:val", "15"),
        ],
    );
    settings.close();
    settings.empty("w:themeFontLang", &[("w:val", LANGUAGE)]);
    settings.empty("w:decimalSymbol", &[("w:val", ".")]);
    settings.empty("w:listSeparator", &[("w:val", ",")]);
    settings.into_bytes()
}
