//! Do the texts that cells of a workbook share read alike, however many there are?

use yousaid::ingest::read_file;

use crate::office::archive;

/// A workbook with one answer a row, each of which is one of these items of its list of shared texts.
fn workbook_of_shared(items: &[String]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rows = (0..items.len()).map(|at| {
        let row = at + 2;
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"B{row}\" t=\"s\"><v>{at}</v></c></row>"
        )
    });
    let header = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Response ID</v></c><c r=\"B1\" t=\"str\"><v>What would you change?</v></c></row>";
    archive(&[
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Answers\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{header}{}</sheetData></worksheet>",
                rows.collect::<String>()
            ),
        ),
        (
            "xl/sharedStrings.xml",
            &format!("<sst xmlns=\"{main}\" uniqueCount=\"{}\">{}</sst>", items.len(), items.concat()),
        ),
    ])
}

#[test]
fn texts_that_cells_share_read_alike_in_a_small_workbook_and_a_large_one() {
    let long = "The bus to the hospital should run on Sundays, and later in the evening, too";
    let odd = [
        format!("<si><t>{long}</t></si>"),
        format!("<si><t>  {long} &amp; more &#8211; often &lt;3 \n</t></si>"),
        format!("<si><t xml:space=\"preserve\">  {long} </t></si>"),
        format!("<si><r><t>{long}</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> please</t></r></si>"),
        format!("<si><t>{long}</t><rPh sb=\"0\" eb=\"1\"><t>not read</t></rPh></si>"),
        format!("<si><t>{long}_x000D_\nSecond line</t></si>"),
        format!("<si><t>{long}<![CDATA[ <b> ]]></t></si>"),
        "<si><t>\u{f8fe}1</t></si>".to_owned(),
        "<si/>".to_owned(),
        "<si><t/></si>".to_owned(),
        "<si><t>Short</t></si>".to_owned(),
        format!("<si><t>{long}, again</t></si>"),
    ];
    let padding = (0..15_000).map(|at| format!("<si><t>{long}, said number {at}</t></si>"));
    let large: Vec<String> = odd.iter().cloned().chain(padding).collect();
    let words = |items: &[String]| -> Vec<String> {
        let reading = read_file("survey.xlsx", workbook_of_shared(items), &[]);
        let responses = reading.submissions.iter().flat_map(|submission| &submission.responses);
        responses.map(|response| response.text.as_str().to_owned()).collect()
    };
    let (small, large) = (words(&odd), words(&large));
    assert_eq!(small.len() + 15_000, large.len());
    assert_eq!(small, large[..small.len()]);
    assert_eq!(small[0], long);
    assert_eq!(small[7], "\u{f8fe}1");
    assert_eq!(large[large.len() - 1], format!("{long}, said number 14999"));
}
