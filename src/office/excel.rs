//! A workbook for Excel (`.xlsx`): the door of `rust_xlsxwriter`.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, FormatUnderline, TableColumn, TableStyle, Url, Workbook as ExcelWorkbook, Worksheet,
    XlsxError,
};

use super::package::with_part;
use super::{Cell, Column, Line, Sheet, Table, Workbook, core_properties};

/// The bytes of a workbook; why Excel cannot hold it, where it cannot: a cell of more than 32,767 characters.
pub fn excel(workbook: &Workbook) -> Result<Vec<u8>, String> {
    let bytes = written(workbook).map_err(|error| error.to_string())?;
    // The writer has no word for the language, and always tells a time.
    with_part(&bytes, "docProps/core.xml", &core_properties(&workbook.title))
        .ok_or_else(|| "the workbook that was written is no archive".to_owned())
}

fn written(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut written = ExcelWorkbook::new();
    let looks = Looks::default();
    written.set_default_format(&base(), 21, 72)?;
    written
        .set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?));
    for sheet in &workbook.sheets {
        write_sheet(sheet, &looks, written.add_worksheet())?;
    }
    written.save_to_buffer()
}

fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(12)
}

/// How cells of each kind look.
struct Looks {
    heading: Format,
    under_heading: Format,
    link: Format,
    prose: Format,
    header: Format,
    number_header: Format,
    words: Format,
    sign: Format,
    count: Format,
    decimal: Format,
}

impl Default for Looks {
    fn default() -> Looks {
        let top = || base().set_align(FormatAlign::Top);
        let header = || base().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
        Looks {
            heading: base().set_bold().set_font_size(16),
            under_heading: base().set_bold().set_font_size(14),
            link: base().set_font_color("#0B5394").set_underline(FormatUnderline::Single),
            prose: top().set_text_wrap(),
            header: header(),
            number_header: header().set_align(FormatAlign::Right),
            words: top().set_text_wrap(),
            sign: top().set_align(FormatAlign::Right),
            count: top().set_num_format("#,##0"),
            decimal: top().set_num_format("0.0"),
        }
    }
}

fn write_sheet(sheet: &Sheet, looks: &Looks, written: &mut Worksheet) -> Result<(), XlsxError> {
    written.set_name(&sheet.name)?;
    let mut row = 0;
    if let Some(heading) = &sheet.heading {
        written.write_string_with_format(row, 0, heading, &looks.heading)?;
        row += 1;
    }
    for line in &sheet.lines {
        match line {
            // A line above a table runs on over the columns; elsewhere there is one column, in which it turns.
            Line::Text(words) if sheet.table.is_some() => written.write_string(row, 0, words)?,
            Line::Text(words) => {
                set_height(written, row, lines_of(words, super::open_document::PROSE_WIDTH))?;
                written.write_string_with_format(row, 0, words, &looks.prose)?
            }
            Line::Heading(words) => written.write_string_with_format(row, 0, words, &looks.under_heading)?,
            Line::Link(words, to) => write_link(written, (row, 0), (words, to), looks)?,
        };
        row += 1;
    }
    match &sheet.table {
        Some(table) => write_table(table, sheet.table_row(), looks, written),
        None => written.set_column_width(0, f64::from(super::open_document::PROSE_WIDTH)).map(|_| ()),
    }
}

fn write_link<'a>(
    written: &'a mut Worksheet,
    (row, column): (u32, u16),
    (words, to): (&str, &str),
    looks: &Looks,
) -> Result<&'a mut Worksheet, XlsxError> {
    let url = Url::new(format!("internal:'{}'!A1", to.replace('\'', "''"))).set_text(words);
    written.write_url_with_format(row, column, url, &looks.link)
}

/// The height of a line, in points.
const LINE_HEIGHT: f64 = 15.75;
/// The highest that a row can be, in points.
const HIGHEST: f64 = 409.0;

/// Makes a row so high that all its lines are seen: Excel would do so by itself, other programs would not.
fn set_height(written: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        written.set_row_height(row, (lines as f64 * LINE_HEIGHT).min(HIGHEST))?;
    }
    Ok(())
}

/// How many lines words take in a column that is so many characters wide, turned between words.
fn lines_of(words: &str, width: u16) -> usize {
    let width = usize::from(width).max(1);
    let in_paragraph = |paragraph: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > width {
                lines += 1;
                used = 0;
            }
            used += length + usize::from(used > 0);
            // A word longer than the line is broken.
            lines += used.saturating_sub(1) / width;
            used -= used.saturating_sub(1) / width * width;
        }
        lines
    };
    words.split('\n').map(in_paragraph).sum()
}

fn write_table(table: &Table, first: u32, looks: &Looks, written: &mut Worksheet) -> Result<(), XlsxError> {
    let mut columns = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        written.set_column_width(at as u16, f64::from(column.width))?;
        let header = if table.is_of_numbers(at) { &looks.number_header } else { &looks.header };
        columns.push(TableColumn::new().set_header(&column.header).set_header_format(header));
    }
    let of_header = |column: &Column| lines_of(&column.header, column.width);
    set_height(written, first, table.columns.iter().map(of_header).max().unwrap_or(1))?;
    for (row, cells) in (first + 1..).zip(&table.rows) {
        let of_cell = |(cell, column): (&Cell, &Column)| match cell {
            Cell::Text(words) => lines_of(words, column.width),
            _ => 1,
        };
        set_height(written, row, cells.iter().zip(&table.columns).map(of_cell).max().unwrap_or(1))?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(words) if words.is_empty() => continue,
                Cell::Text(words) => written.write_string_with_format(row, column, words, &looks.words)?,
                Cell::Sign(sign) => written.write_string_with_format(row, column, *sign, &looks.sign)?,
                Cell::Count(number) => {
                    written.write_number_with_format(row, column, *number as f64, &looks.count)?
                }
                Cell::Decimal(number) => {
                    written.write_number_with_format(row, column, *number, &looks.decimal)?
                }
                Cell::Link(words, to) => write_link(written, (row, column), (words, to), looks)?,
                Cell::Choice(..) => written.write_blank(row, column, &looks.words)?,
            };
        }
    }
    let last = first + table.rows.len() as u32;
    for (column, cell) in (0..).zip(table.rows.first().into_iter().flatten()) {
        if let Cell::Choice(sheet, values) = cell {
            let values = format!("='{sheet}'!$A$2:$A${}", values + 1);
            let choice = DataValidation::new()
                .allow_list_formula(values.as_str().into())
                .set_error_style(DataValidationErrorStyle::Warning);
            written.add_data_validation(first + 1, column, last, column, &choice)?;
        }
    }
    if !table.rows.is_empty() {
        let marked = rust_xlsxwriter::Table::new()
            .set_name(&table.name)
            .set_columns(&columns)
            .set_style(TableStyle::Light1)
            .set_autofilter(false);
        let last = (first + table.rows.len() as u32, table.columns.len().saturating_sub(1) as u16);
        written.add_table(first, 0, last.0, last.1, &marked)?;
    }
    written.set_freeze_panes(first + 1, table.fixed_columns)?;
    written.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(first, first)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_lines() {
        for (words, width, lines) in [
            ("", 10, 1),
            ("one two", 10, 1),
            ("one two three", 10, 2),
            ("ten chars!", 10, 1),
            ("eleven char", 10, 2),
            ("abcdefghijklmnopqrstuvwxyz", 10, 3),
            ("a\nb", 10, 2),
        ] {
            assert_eq!(lines_of(words, width), lines, "{words:?}");
        }
    }
}
