//! A chart in a Word document, drawn by whatever program opens it from the numbers that stand in it (DrawingML).

use super::{CHART, DRAWING, RELATIONS};
use crate::office::{Cell, Chart, Column, LANGUAGE, Markup, Series, Sheet, Table, Workbook, excel};

/// The colours of series: dark enough beside white (WCAG 2.2: 3 to 1), and unlike each other without colour, too.
const COLOURS: [&str; 2] = ["17365D", "7F9DB9"];
/// The sheet of the workbook in which the numbers stand.
const SHEET: &str = "Sheet1";

/// `word/charts/chartN.xml`.
pub(super) fn chart(chart: &Chart) -> Vec<u8> {
    let mut xml = Markup::document();
    xml.open("c:chartSpace", &[("xmlns:c", CHART), ("xmlns:a", DRAWING), ("xmlns:r", RELATIONS)]);
    value(&mut xml, "c:date1904", "0");
    value(&mut xml, "c:lang", LANGUAGE);
    value(&mut xml, "c:roundedCorners", "0");
    xml.open("c:chart", &[]);
    value(&mut xml, "c:autoTitleDeleted", "1");
    xml.open("c:plotArea", &[]).empty("c:layout", &[]);
    xml.open("c:barChart", &[]);
    value(&mut xml, "c:barDir", "bar");
    value(&mut xml, "c:grouping", "clustered");
    value(&mut xml, "c:varyColors", "0");
    for (at, series) in chart.series.iter().enumerate() {
        write_series(&mut xml, at, series, &chart.names);
    }
    value(&mut xml, "c:gapWidth", "50");
    value(&mut xml, "c:axId", "1");
    value(&mut xml, "c:axId", "2");
    xml.close();
    write_axes(&mut xml);
    xml.close();
    // No legend: programs differ in the order of its entries, and the caption tells which bars are which.
    value(&mut xml, "c:plotVisOnly", "1");
    value(&mut xml, "c:dispBlanksAs", "gap");
    xml.close();
    write_letters(&mut xml, "1000");
    xml.open("c:externalData", &[("r:id", "rId1")]);
    value(&mut xml, "c:autoUpdate", "0");
    xml.into_bytes()
}

fn value(xml: &mut Markup, tag: &str, value: &str) {
    xml.empty(tag, &[("val", value)]);
}

fn write_series(xml: &mut Markup, at: usize, series: &Series, names: &[String]) {
    let number = at.to_string();
    let column = char::from(b'B' + at as u8);
    let last = names.len() + 1;
    xml.open("c:ser", &[]);
    value(xml, "c:idx", &number);
    value(xml, "c:order", &number);
    xml.open("c:tx", &[]);
    write_texts(xml, &format!("{SHEET}!${column}$1"), std::slice::from_ref(&series.name));
    xml.close();
    xml.open("c:spPr", &[]).open("a:solidFill", &[]);
    value(xml, "a:srgbClr", COLOURS[at % COLOURS.len()]);
    xml.close().close();
    value(xml, "c:invertIfNegative", "0");
    xml.open("c:dLbls", &[]).empty("c:numFmt", &[("formatCode", "#,##0"), ("sourceLinked", "0")]);
    xml.open("c:spPr", &[]).empty("a:noFill", &[]).close();
    write_letters(xml, "900");
    for (tag, is_shown) in [
        ("c:showLegendKey", "0"),
        ("c:showVal", "1"),
        ("c:showCatName", "0"),
        ("c:showSerName", "0"),
        ("c:showPercent", "0"),
        ("c:showBubbleSize", "0"),
    ] {
        value(xml, tag, is_shown);
    }
    xml.close();
    xml.open("c:cat", &[]);
    write_texts(xml, &format!("{SHEET}!$A$2:$A${last}"), names);
    xml.close();
    xml.open("c:val", &[]).open("c:numRef", &[]);
    xml.element("c:f", &[], &format!("{SHEET}!${column}$2:${column}${last}"));
    xml.open("c:numCache", &[]).element("c:formatCode", &[], "General");
    value(xml, "c:ptCount", &series.values.len().to_string());
    for (at, number) in series.values.iter().enumerate() {
        // What may not be told has no bar.
        if let Some(number) = number {
            xml.open("c:pt", &[("idx", &at.to_string())]);
            xml.element("c:v", &[], &number.to_string()).close();
        }
    }
    xml.close().close().close().close();
}

fn write_texts(xml: &mut Markup, place: &str, texts: &[String]) {
    xml.open("c:strRef", &[]).element("c:f", &[], place).open("c:strCache", &[]);
    value(xml, "c:ptCount", &texts.len().to_string());
    for (at, text) in texts.iter().enumerate() {
        xml.open("c:pt", &[("idx", &at.to_string())]).element("c:v", &[], text).close();
    }
    xml.close().close();
}

fn write_axes(xml: &mut Markup) {
    xml.open("c:catAx", &[]);
    value(xml, "c:axId", "1");
    xml.open("c:scaling", &[]);
    // The first name stands at the top.
    value(xml, "c:orientation", "maxMin");
    xml.close();
    value(xml, "c:delete", "0");
    value(xml, "c:axPos", "l");
    value(xml, "c:majorTickMark", "none");
    value(xml, "c:minorTickMark", "none");
    value(xml, "c:tickLblPos", "nextTo");
    write_letters(xml, "1000");
    value(xml, "c:crossAx", "2");
    value(xml, "c:crosses", "autoZero");
    value(xml, "c:auto", "1");
    value(xml, "c:lblAlgn", "ctr");
    value(xml, "c:lblOffset", "100");
    value(xml, "c:noMultiLvlLbl", "0");
    xml.close();
    xml.open("c:valAx", &[]);
    value(xml, "c:axId", "2");
    xml.open("c:scaling", &[]);
    value(xml, "c:orientation", "minMax");
    value(xml, "c:min", "0");
    xml.close();
    // Every bar has its number beside it.
    value(xml, "c:delete", "1");
    value(xml, "c:axPos", "t");
    xml.empty("c:numFmt", &[("formatCode", "#,##0"), ("sourceLinked", "0")]);
    value(xml, "c:majorTickMark", "none");
    value(xml, "c:minorTickMark", "none");
    value(xml, "c:tickLblPos", "nextTo");
    value(xml, "c:crossAx", "1");
    value(xml, "c:crosses", "autoZero");
    xml.close();
}

/// How letters look, in hundredths of a point.
fn write_letters(xml: &mut Markup, size: &str) {
    xml.open("c:txPr", &[]).empty("a:bodyPr", &[]).empty("a:lstStyle", &[]);
    xml.open("a:p", &[]).open("a:pPr", &[]).open("a:defRPr", &[("sz", size)]);
    xml.open("a:solidFill", &[]);
    value(xml, "a:srgbClr", "1A1A1A");
    xml.close();
    xml.empty("a:latin", &[("typeface", "Arial")]).close().close();
    xml.empty("a:endParaRPr", &[("lang", LANGUAGE)]).close().close();
}

/// The numbers of a chart, so that they can be changed in Word.
pub(super) fn workbook(chart: &Chart) -> Vec<u8> {
    let mut columns = vec![Column { header: "Name".to_owned(), width: 40 }];
    columns.extend(chart.series.iter().map(|series| Column { header: series.name.clone(), width: 20 }));
    let row = |(at, name): (usize, &String)| {
        let numbers = chart.series.iter().map(|series| match series.values.get(at) {
            Some(Some(number)) => Cell::Count(*number),
            _ => Cell::Sign("[c]"),
        });
        std::iter::once(Cell::text(name)).chain(numbers).collect()
    };
    let rows = chart.names.iter().enumerate().map(row).collect();
    let table = Table { name: "Numbers".to_owned(), columns, rows, fixed_columns: 0 };
    let sheet = Sheet { name: SHEET.to_owned(), table: Some(table), ..Sheet::default() };
    excel(&Workbook { title: chart.caption.clone(), sheets: vec![sheet] })
        .expect("names of series are different, and names of priorities and themes are short")
}
