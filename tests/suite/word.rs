//! Do Word documents hold together as the standard asks, so that Word opens them as they are, and can everybody find their way in them?

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use crate::consultation::Run;
use crate::office::{part, parts};
use crate::sample::sample;
use crate::workbooks::published_figures;

/// In which order the standard's schema wants what stands in these elements (ECMA-376, part 1, annex A; what this program never writes is left out).
const ORDER: &[(&str, &[&str])] = &[
    (
        "pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
            "spacing",
            "ind",
            "jc",
            "outlineLvl",
            "rPr",
            "sectPr",
        ],
    ),
    ("rPr", &["rStyle", "rFonts", "b", "bCs", "i", "color", "sz", "szCs", "u", "lang"]),
    (
        "tblPr",
        &[
            "tblStyle",
            "tblStyleRowBandSize",
            "tblW",
            "jc",
            "tblInd",
            "tblBorders",
            "tblLayout",
            "tblCellMar",
            "tblLook",
            "tblCaption",
            "tblDescription",
        ],
    ),
    ("tcPr", &["tcW", "gridSpan", "tcBorders", "shd", "vAlign"]),
    ("tbl", &["tblPr", "tblGrid", "tr"]),
    ("tr", &["trPr", "tc"]),
    ("tc", &["tcPr", "p"]),
    ("sectPr", &["footerReference", "pgSz", "pgMar", "cols", "titlePg"]),
    ("sdt", &["sdtPr", "sdtContent"]),
    (
        "style",
        &[
            "name",
            "basedOn",
            "next",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "pPr",
            "rPr",
            "tblPr",
            "tblStylePr",
        ],
    ),
    (
        "settings",
        &[
            "zoom",
            "defaultTabStop",
            "characterSpacingControl",
            "compat",
            "themeFontLang",
            "decimalSymbol",
            "listSeparator",
        ],
    ),
    ("lvl", &["start", "numFmt", "lvlText", "lvlJc", "pPr"]),
    ("inline", &["extent", "docPr", "cNvGraphicFramePr", "graphic"]),
    ("chartSpace", &["date1904", "lang", "roundedCorners", "chart", "txPr", "externalData"]),
    ("barChart", &["barDir", "grouping", "varyColors", "ser", "gapWidth", "axId"]),
    ("ser", &["idx", "order", "tx", "spPr", "invertIfNegative", "dLbls", "cat", "val"]),
    (
        "dLbls",
        &[
            "numFmt",
            "spPr",
            "txPr",
            "dLblPos",
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        ],
    ),
    (
        "catAx",
        &[
            "axId",
            "scaling",
            "delete",
            "axPos",
            "numFmt",
            "majorTickMark",
            "minorTickMark",
            "tickLblPos",
            "spPr",
            "txPr",
            "crossAx",
            "crosses",
            "auto",
            "lblAlgn",
            "lblOffset",
            "noMultiLvlLbl",
        ],
    ),
    (
        "valAx",
        &[
            "axId",
            "scaling",
            "delete",
            "axPos",
            "numFmt",
            "majorTickMark",
            "minorTickMark",
            "tickLblPos",
            "spPr",
            "txPr",
            "crossAx",
            "crosses",
        ],
    ),
    ("scaling", &["orientation", "max", "min"]),
];

/// Every Word document of the report: its path and bytes.
fn documents(run: &Run) -> Vec<(String, Vec<u8>)> {
    let files = crate::consultation::files_below(&run.folder);
    let found = files.into_iter().filter(|path| path.ends_with(".docx"));
    found.map(|path| (path.clone(), run.bytes(&path))).collect()
}

fn inside<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

fn value<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attributes().find(|attribute| attribute.name() == name).map_or("", |attribute| attribute.value())
}

/// The text of a node and all in it.
fn text(node: Node<'_, '_>) -> String {
    inside(node, "t").filter_map(|node| node.text()).collect()
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let mut seen = BTreeSet::new();
    for (path, bytes) in documents(sample()) {
        for name in parts(&bytes).iter().filter(|name| name.ends_with(".xml") && name.starts_with("word/")) {
            let xml = part(&bytes, name);
            let tree = Document::parse(&xml).unwrap_or_else(|error| panic!("{path}/{name}: {error}"));
            // The letters of a chart have names of their own.
            let is_letters = |node: &Node<'_, '_>| {
                node.tag_name().namespace() == Some("http://schemas.openxmlformats.org/drawingml/2006/main")
            };
            for node in tree.descendants().filter(|node| node.is_element() && !is_letters(node)) {
                let Some((of, order)) = ORDER.iter().find(|(of, _)| *of == node.tag_name().name()) else {
                    continue;
                };
                seen.insert(*of);
                let places: Vec<usize> = node
                    .children()
                    .filter(Node::is_element)
                    .map(|child| {
                        let child = child.tag_name().name();
                        order
                            .iter()
                            .position(|known| *known == child)
                            .unwrap_or_else(|| panic!("{path}/{name}: {of} holds {child}"))
                    })
                    .collect();
                assert!(places.is_sorted(), "{path}/{name}: {of} is not in order: {places:?}");
            }
        }
    }
    let expected: BTreeSet<&str> = ORDER.iter().map(|(of, _)| *of).collect();
    assert_eq!(seen, expected, "every kind of element was looked at");
}

#[test]
fn every_part_has_its_type_and_every_relation_its_part() {
    for (path, bytes) in documents(sample()) {
        let names = parts(&bytes);
        let types = part(&bytes, "[Content_Types].xml");
        for name in names.iter().filter(|name| *name != "[Content_Types].xml") {
            let ending = name.rsplit('.').next().unwrap_or_default();
            let is_told = types.contains(&format!("PartName=\"/{name}\""))
                || ending != "xml" && types.contains(&format!("Extension=\"{ending}\""));
            assert!(is_told, "{path}: {name} has no type");
        }
        for relations in names.iter().filter(|name| name.ends_with(".rels")) {
            let folder = relations.split("_rels/").next().unwrap_or_default();
            let xml = part(&bytes, relations);
            let tree = Document::parse(&xml).expect("sound XML");
            for node in inside(tree.root(), "Relationship") {
                let target = value(node, "Target");
                let target = match target.strip_prefix("../") {
                    Some(rest) => format!("word/{rest}"),
                    None => format!("{folder}{target}"),
                };
                assert!(names.contains(&target), "{path}: {relations} names {target}");
            }
        }
        let body = part(&bytes, "word/document.xml");
        let relations = part(&bytes, "word/_rels/document.xml.rels");
        for id in body.split("r:id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(relations.contains(&format!("Id=\"{id}\"")), "{path}: the body names {id}");
        }
        let styles = part(&bytes, "word/styles.xml");
        let tree = Document::parse(&body).expect("sound XML");
        for node in inside(tree.root(), "pStyle").chain(inside(tree.root(), "tblStyle")) {
            let style = value(node, "val");
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{path}: there is no style {style}");
        }
    }
}

#[test]
fn fields_are_closed_and_the_contents_lead_to_every_chapter() {
    for (path, bytes) in documents(sample()) {
        let body = part(&bytes, "word/document.xml");
        let tree = Document::parse(&body).expect("sound XML");
        let mut depth = 0;
        for field in inside(tree.root(), "fldChar") {
            match value(field, "fldCharType") {
                "begin" => depth += 1,
                "end" => depth -= 1,
                kind => assert_eq!((kind, depth > 0), ("separate", true), "{path}"),
            }
        }
        assert_eq!(depth, 0, "{path}: every field ends");
        let style = |node: Node<'_, '_>| {
            inside(node, "pStyle").next().map_or("", |style| value(style, "val")).to_owned()
        };
        let chapters: BTreeMap<String, String> = inside(tree.root(), "p")
            .filter(|node| style(*node) == "Heading1")
            .filter_map(|node| {
                Some((value(inside(node, "bookmarkStart").next()?, "name").to_owned(), text(node)))
            })
            .collect();
        assert!(!chapters.is_empty(), "{path} has headings");
        if path == "report.docx" {
            let listed: BTreeMap<String, String> = inside(tree.root(), "hyperlink")
                .map(|link| (value(link, "anchor").to_owned(), text(link)))
                .collect();
            assert_eq!(listed, chapters, "{path}");
        }
    }
}

#[test]
fn tables_repeat_their_header_row_and_have_a_caption_before_them() {
    for (path, bytes) in documents(sample()) {
        let body = part(&bytes, "word/document.xml");
        let tree = Document::parse(&body).expect("sound XML");
        let mut tables = 0;
        for table in inside(tree.root(), "tbl") {
            tables += 1;
            let mut rows = inside(table, "tr");
            let header = rows.next().expect("a header row");
            assert!(
                inside(header, "tblHeader").next().is_some(),
                "{path}: the header comes again on every page"
            );
            assert!(
                rows.all(|row| inside(row, "tblHeader").next().is_none()),
                "{path}: there is one header row"
            );
            let columns = inside(table, "gridCol").count();
            for row in inside(table, "tr") {
                assert_eq!(inside(row, "tc").count(), columns, "{path}: no cells are merged");
            }
            let before = table.prev_sibling_element().expect("something before the table");
            assert_eq!(
                inside(before, "pStyle").next().map(|style| value(style, "val")),
                Some("Caption"),
                "{path}"
            );
            assert!(text(before).starts_with(&format!("Table {tables}: ")), "{path}: {}", text(before));
        }
        assert!(tables > 0 || path.contains("/events/"), "{path}");
    }
}

#[test]
fn charts_have_a_text_that_tells_what_they_show_and_a_workbook_that_opens() {
    let bytes = sample().bytes("report.docx");
    let body = part(&bytes, "word/document.xml");
    let tree = Document::parse(&body).expect("sound XML");
    let told: Vec<&str> = inside(tree.root(), "docPr").map(|node| value(node, "descr")).collect();
    assert!(!told.is_empty() && told.iter().all(|told| told.len() > 100), "{told:?}");
    let charts: Vec<String> =
        parts(&bytes).into_iter().filter(|name| name.starts_with("word/charts/chart")).collect();
    assert_eq!(charts.len(), told.len());
    for (chart, told) in charts.iter().zip(told) {
        let xml = part(&bytes, chart);
        let tree = Document::parse(&xml).expect("sound XML");
        let all = inside(tree.root(), "ser").next().expect("a series");
        let pairs = inside(all, "cat").zip(inside(all, "val")).next().map(|(names, numbers)| {
            let texts = |node| -> Vec<String> {
                inside(node, "v").filter_map(|node| node.text()).map(str::to_owned).collect()
            };
            (texts(names), texts(numbers))
        });
        let (names, numbers) = pairs.expect("names and numbers");
        assert!(names.len() > 5 && names.len() == numbers.len());
        for (name, number) in names.iter().zip(numbers) {
            assert!(told.contains(&format!("{name}: {number}")), "the text tells every bar: {name}");
        }
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a packed file");
    let mut workbook = Vec::new();
    let mut packed = archive.by_name("word/embeddings/chart1.xlsx").expect("the numbers of the chart");
    std::io::Read::read_to_end(&mut packed, &mut workbook).expect("it unpacks");
    calamine::open_workbook_auto_from_rs(std::io::Cursor::new(workbook)).expect("the numbers open");
}

#[test]
fn we_did_is_left_to_fill() {
    let bytes = sample().bytes("report.docx");
    let body = part(&bytes, "word/document.xml");
    let tree = Document::parse(&body).expect("sound XML");
    let cells = |row| -> Vec<String> { inside(row, "tc").map(text).collect() };
    let mut rows_to_fill = 0;
    for table in inside(tree.root(), "tbl") {
        let mut rows = inside(table, "tr").map(cells);
        if rows.next().is_some_and(|header| header == ["You said", "We did"]) {
            for row in rows {
                assert!(!row[0].is_empty() && row[1].is_empty(), "{row:?}");
                rows_to_fill += 1;
            }
        }
    }
    assert!(rows_to_fill > 50, "{rows_to_fill}");
}

#[test]
fn properties_tell_title_and_language_and_neither_author_nor_time() {
    for (path, bytes) in documents(sample()) {
        let core = part(&bytes, "docProps/core.xml");
        assert!(
            core.contains("<dc:title>") && core.contains("<dc:language>en-GB</dc:language>"),
            "{path}: {core}"
        );
        for unwanted in ["creator", "lastModifiedBy", "created", "modified"] {
            assert!(!core.contains(unwanted), "{path}: {unwanted}");
        }
        assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""), "{path}");
    }
}

#[test]
fn numbers_are_those_of_the_published_figures() {
    let figures = published_figures(sample());
    let bytes = sample().bytes("report.docx");
    let body = part(&bytes, "word/document.xml");
    let tree = Document::parse(&body).expect("sound XML");
    let mut compared = 0;
    for table in inside(tree.root(), "tbl") {
        let caption = text(table.prev_sibling_element().expect("a caption"));
        let caption = caption.split_once(": ").map_or("", |(_, caption)| caption);
        let of_priority = caption.strip_suffix(": respondents who raised each theme");
        if of_priority.is_none() && !caption.starts_with("Respondents who raised each priority") {
            continue;
        }
        for row in inside(table, "tr").skip(1) {
            let cells: Vec<String> = inside(row, "tc").map(text).collect();
            let name = cells[0].rsplit(" > ").next().unwrap_or_default();
            let (priority, theme) = of_priority.map_or((name, ""), |priority| (priority, name));
            let told = |unit: &str, campaigns: &str| {
                &figures[&[priority, theme, "", "", unit, campaigns].map(str::to_owned)]
            };
            let included = told("respondents", "included");
            let expected = [
                &included[0],
                &included[2],
                &told("respondents", "excluded")[0],
                &told("contributions", "included")[0],
            ];
            for (cell, expected) in cells[1..].iter().zip(expected) {
                let plain = cell.replace([',', '%'], "");
                let plain = if plain.starts_with("fewer than ") { "[c]".to_owned() } else { plain };
                assert_eq!(&plain, expected, "{caption}: {name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared} numbers were compared");
}
