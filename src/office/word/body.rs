//! The text of a Word document, in `word/document.xml`.

use super::{CHART, DRAWING, RELATIONS, WORD, chart_relation};
use crate::office::{Block, Chart, Document, Grid, Markup};

/// The width of the text, in twentieths of a point: a page of A4 between its margins.
const TEXT_WIDTH: u32 = 9_638;
/// The same in the unit of drawings.
const TEXT_WIDTH_DRAWN: u32 = 6_120_000;

/// The document, and its charts in their order.
pub(super) fn body(document: &Document) -> (Vec<u8>, Vec<&Chart>) {
    let mut writer = Writer { xml: Markup::document(), headings: 0, tables: 0, charts: Vec::new() };
    writer.xml.open(
        "w:document",
        &[
            ("xmlns:w", WORD),
            ("xmlns:r", RELATIONS),
            ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
            ("xmlns:a", DRAWING),
            ("xmlns:c", CHART),
        ],
    );
    writer.xml.open("w:body", &[]);
    writer.paragraph("Title", &document.title);
    if !document.subtitle.is_empty() {
        writer.paragraph("Subtitle", &document.subtitle);
    }
    for (at, block) in document.blocks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| document.blocks.get(before));
        writer.block(block, [before, document.blocks.get(at + 1)], document);
    }
    if matches!(document.blocks.last(), Some(Block::Table(_))) {
        // A document ends with a paragraph.
        writer.paragraph("TableText", "");
    }
    writer.section();
    (writer.xml.into_bytes(), writer.charts)
}

struct Writer<'a> {
    xml: Markup,
    headings: usize,
    tables: usize,
    charts: Vec<&'a Chart>,
}

/// How a row stands in its table.
#[derive(Clone, Copy)]
struct Row {
    is_header: bool,
    /// Whether it stays on the page of the next.
    is_kept: bool,
}

/// Whether a row stays on the page of the next: all rows of a short table; of a long one the first two, and the last but one, so that no page ends or
/// begins with a single row.
fn stays_with_next(at: usize, rows: usize) -> bool {
    const SHORT: usize = 6;
    at + 1 < rows && (rows <= SHORT || at < 2 || at + 2 == rows)
}

/// How wide the columns of a table are, in twentieths of a point: their shares of the text, but none so narrow that a word breaks.
fn widths(table: &Grid) -> Vec<u32> {
    // Letters of tables are 10.5 points high; bold ones of Arial are about six tenths of that wide.
    const LETTER: u32 = 126;
    const MARGINS: u32 = 200;
    let longest = |text: &str| {
        let words = text.split(|c: char| c.is_whitespace() || c == '-');
        words.map(|word| word.chars().count() as u32).max().unwrap_or(0)
    };
    let least = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let letters = cells.map(|cell| longest(cell)).chain([longest(&table.columns[at].header)]).max();
        (letters.unwrap_or(0) * LETTER + MARGINS).min(TEXT_WIDTH / 2)
    };
    let shares: u32 = table.columns.iter().map(|column| column.share).sum::<u32>().max(1);
    let wanted = |at: usize| TEXT_WIDTH * table.columns[at].share / shares;
    let columns = 0..table.columns.len();
    let missing: u32 = columns.clone().map(|at| least(at).saturating_sub(wanted(at))).sum();
    let spare: u32 = columns.clone().map(|at| wanted(at).saturating_sub(least(at))).sum();
    // What narrow columns lack is taken from the others, as far as these have more than they need.
    let given = missing.min(spare);
    let width = |at: usize| {
        let (wanted, least) = (wanted(at), least(at));
        match least.checked_sub(wanted) {
            Some(lacks) => wanted + (lacks * given).checked_div(missing).unwrap_or(0),
            None => wanted - ((wanted - least) * given).checked_div(spare).unwrap_or(0),
        }
    };
    columns.map(width).collect()
}

/// The name by which links find a heading.
fn bookmark(number: usize) -> String {
    format!("_Toc{number:06}")
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &'a Block, [before, next]: [Option<&Block>; 2], document: &'a Document) {
        match block {
            Block::Contents => self.contents(document),
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Paragraph(text) => {
                // What leads to a table or a list stays with it; what follows a table stands apart from it.
                let is_kept = matches!(next, Some(Block::Table(_) | Block::Chart(_) | Block::Item(_)));
                let is_apart = matches!(before, Some(Block::Table(_)));
                self.begin_beside("Normal", is_kept, is_apart);
                self.run(text);
                self.xml.close();
            }
            Block::Notice(text) => self.paragraph("Notice", text),
            Block::Note(text) => self.paragraph("AuthorNote", text),
            Block::Item(text) => self.paragraph("ListBullet", text),
            Block::Quote(text, by) => {
                self.paragraph("Quote", &format!("\u{201c}{text}\u{201d}"));
                self.paragraph("QuoteSource", by);
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn begin(&mut self, style: &str) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).empty("w:pStyle", &[("w:val", style)]).close();
    }

    /// The same of a paragraph that stays on the page of the next, or stands apart from what is above it.
    fn begin_beside(&mut self, style: &str, is_kept: bool, is_apart: bool) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).empty("w:pStyle", &[("w:val", style)]);
        if is_kept {
            self.xml.empty("w:keepNext", &[]);
        }
        if is_apart {
            self.xml.empty("w:spacing", &[("w:before", "200")]);
        }
        self.xml.close();
    }

    fn run(&mut self, text: &str) {
        self.xml.open("w:r", &[]).element("w:t", &[("xml:space", "preserve")], text).close();
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.begin(style);
        if !text.is_empty() {
            self.run(text);
        }
        self.xml.close();
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.headings += 1;
        let (id, name) = (self.headings.to_string(), bookmark(self.headings));
        self.begin(if level == 1 { "Heading1" } else { "Heading2" });
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        self.run(text);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]).close();
    }

    fn field(&mut self, kind: &str) {
        self.xml.open("w:r", &[]).empty("w:fldChar", &[("w:fldCharType", kind)]).close();
    }

    fn instruction(&mut self, instruction: &str) {
        self.field("begin");
        self.xml.open("w:r", &[]);
        self.xml.element("w:instrText", &[("xml:space", "preserve")], instruction).close();
        self.field("separate");
    }

    /// A field that Word brings up to date, with entries that hold as they are: they lead to the headings. Page numbers are for Word to work out.
    fn contents(&mut self, document: &Document) {
        self.xml.open("w:sdt", &[]).open("w:sdtPr", &[]).open("w:docPartObj", &[]);
        self.xml.empty("w:docPartGallery", &[("w:val", "Table of Contents")]).empty("w:docPartUnique", &[]);
        self.xml.close().close().open("w:sdtContent", &[]);
        self.paragraph("TOCHeading", "Contents");
        let headings = document.blocks.iter().filter_map(|block| match block {
            Block::Heading(level, text) => Some((*level, text)),
            _ => None,
        });
        let chapters = (1..).zip(headings).filter(|(_, (level, _))| *level == 1);
        for (at, (number, (_, text))) in chapters.enumerate() {
            self.begin("TOC1");
            if at == 0 {
                self.instruction(" TOC \\o \"1-1\" \\h \\z \\u ");
            }
            let anchor = bookmark(number);
            self.xml.open("w:hyperlink", &[("w:anchor", &anchor), ("w:history", "1")]);
            self.run(text);
            self.xml.close().close();
        }
        self.xml.open("w:p", &[]);
        self.field("end");
        self.xml.close();
        self.xml.close().close();
    }

    /// A caption with a number that Word counts by itself.
    fn caption(&mut self, kind: &str, number: usize, text: &str) {
        self.begin("Caption");
        self.run(&format!("{kind} "));
        self.instruction(&format!(" SEQ {kind} \\* ARABIC "));
        self.run(&number.to_string());
        self.field("end");
        self.run(&format!(": {text}"));
        self.xml.close();
    }

    fn table(&mut self, table: &Grid) {
        self.tables += 1;
        self.caption("Table", self.tables, &table.caption);
        self.xml.open("w:tbl", &[]).open("w:tblPr", &[]);
        self.xml
            .empty("w:tblStyle", &[("w:val", "ReportTable")])
            .empty("w:tblW", &[("w:w", &TEXT_WIDTH.to_string()), ("w:type", "dxa")])
            .empty("w:tblLayout", &[("w:type", "fixed")])
            .empty(
                "w:tblLook",
                &[
                    ("w:val", "0020"),
                    ("w:firstRow", "1"),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            )
            .empty("w:tblCaption", &[("w:val", &table.caption)])
            .close();
        let widths: Vec<String> = widths(table).iter().map(u32::to_string).collect();
        self.xml.open("w:tblGrid", &[]);
        for width in &widths {
            self.xml.empty("w:gridCol", &[("w:w", width)]);
        }
        self.xml.close();
        let headers: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
        self.row(table, &headers, &widths, Row { is_header: true, is_kept: true });
        for (at, row) in table.rows.iter().enumerate() {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            let is_kept = stays_with_next(at, table.rows.len());
            self.row(table, &cells, &widths, Row { is_header: false, is_kept });
        }
        self.xml.close();
    }

    fn row(&mut self, table: &Grid, cells: &[&str], widths: &[String], row: Row) {
        self.xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]);
        if row.is_header {
            self.xml.empty("w:tblHeader", &[]);
        }
        self.xml.close();
        for ((cell, width), column) in cells.iter().zip(widths).zip(&table.columns) {
            self.xml.open("w:tc", &[]).open("w:tcPr", &[]);
            self.xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]).close();
            self.xml.open("w:p", &[]).open("w:pPr", &[]).empty("w:pStyle", &[("w:val", "TableText")]);
            if row.is_kept {
                self.xml.empty("w:keepNext", &[]);
            }
            if column.is_number {
                self.xml.empty("w:jc", &[("w:val", "right")]);
            }
            self.xml.close();
            if !cell.is_empty() {
                self.run(cell);
            }
            self.xml.close().close();
        }
        self.xml.close();
    }

    fn chart(&mut self, chart: &'a Chart) {
        self.charts.push(chart);
        let number = self.charts.len();
        self.caption("Figure", number, &chart.caption);
        let bars = chart.names.len() as u32 * chart.series.len().max(1) as u32;
        // So high that every bar has its line; no higher than a page.
        let height =
            (700_000 + bars * 130_000 + chart.names.len() as u32 * 110_000).clamp(1_400_000, 7_400_000);
        let extent = [("cx", TEXT_WIDTH_DRAWN.to_string()), ("cy", height.to_string())];
        let extent = [("cx", extent[0].1.as_str()), ("cy", extent[1].1.as_str())];
        self.xml.open("w:p", &[]).open("w:r", &[]).open("w:drawing", &[]);
        self.xml
            .open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")])
            .empty("wp:extent", &extent)
            .empty(
                "wp:docPr",
                &[
                    ("id", &number.to_string()),
                    ("name", &format!("Chart {number}")),
                    ("descr", &chart.description),
                ],
            )
            .empty("wp:cNvGraphicFramePr", &[])
            .open("a:graphic", &[])
            .open("a:graphicData", &[("uri", CHART)])
            .empty("c:chart", &[("r:id", &chart_relation(number))]);
        (0..6).for_each(|_| {
            self.xml.close();
        });
    }

    /// The page: A4, with the title and page numbers at its foot.
    fn section(&mut self) {
        self.xml.open("w:sectPr", &[]);
        self.xml
            .empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")])
            .empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])
            .empty(
                "w:pgMar",
                &[
                    ("w:top", "1134"),
                    ("w:right", "1134"),
                    ("w:bottom", "1134"),
                    ("w:left", "1134"),
                    ("w:header", "567"),
                    ("w:footer", "567"),
                    ("w:gutter", "0"),
                ],
            )
            .close();
    }
}

/// `word/footer1.xml`: the title and the number of the page.
pub(super) fn footer(title: &str) -> Vec<u8> {
    let mut writer = Writer { xml: Markup::document(), headings: 0, tables: 0, charts: Vec::new() };
    writer.xml.open("w:ftr", &[("xmlns:w", WORD)]);
    writer.begin("Footer");
    writer.run(title);
    writer.xml.open("w:r", &[]).empty("w:tab", &[]).close();
    writer.run("Page ");
    writer.instruction(" PAGE ");
    writer.run("1");
    writer.field("end");
    writer.xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_is_so_narrow_that_a_word_breaks() {
        let columns = [("Campaign", 5, false), ("Respondents", 10, true), ("Themes of its text", 85, false)];
        let mut table = Grid::new("Campaigns", &columns);
        table.rows = vec![vec!["1".to_owned(), "42".to_owned(), "Buses".to_owned()]];
        let widths = widths(&table);
        assert!(widths[0] >= 8 * 126 && widths[1] >= 11 * 126, "{widths:?}");
        assert!(widths.iter().sum::<u32>() <= TEXT_WIDTH && widths[2] > 5_000, "{widths:?}");
    }

    #[test]
    fn no_page_ends_or_begins_with_a_single_row() {
        let kept = |rows: usize| (0..rows).map(|at| stays_with_next(at, rows)).collect::<Vec<_>>();
        assert_eq!(kept(1), [false]);
        assert_eq!(kept(3), [true, true, false]);
        assert_eq!(kept(8), [true, true, false, false, false, false, true, false]);
    }
}
