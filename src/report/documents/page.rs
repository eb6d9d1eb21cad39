//! A document as a page for any browser: one file that opens offline.

use serde::Serialize;

use crate::office::{Block, Chart, Document, Grid, GridColumn};
use crate::report::template::render;

const TEMPLATE: &str = include_str!("page.html");

/// The bytes of the page.
pub(in crate::report) fn page(document: &Document) -> Vec<u8> {
    let Document { title, subtitle, blocks } = document;
    let mut views: Vec<View> = Vec::new();
    for block in blocks {
        match (views.last_mut(), block) {
            (Some(View::Items { items }), Block::Item(text)) => items.push(text.clone()),
            _ => views.extend(view(block)),
        }
    }
    render(&[("page", TEMPLATE)], Page { title, subtitle, blocks: views })
}

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    subtitle: &'a str,
    blocks: Vec<View>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum View {
    Heading { level: u8, text: String },
    Paragraph { text: String },
    Notice { text: String },
    Items { items: Vec<String> },
    Quote { text: String, by: String },
    Table { caption: String, columns: Vec<ColumnView>, rows: Vec<RowView> },
    Chart { caption: String, description: String, height: usize, bars: Vec<Bar> },
}

#[derive(Serialize)]
struct ColumnView {
    header: String,
    is_number: bool,
}

#[derive(Serialize)]
struct RowView {
    name: String,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    /// The header of its column, for screens on which the columns do not stand side by side.
    header: String,
    text: String,
    is_number: bool,
}

#[derive(Serialize)]
struct Bar {
    /// The lines of its name.
    lines: Vec<LineView>,
    number: u64,
    y: usize,
    text_y: usize,
    width: u64,
    number_x: u64,
}

#[derive(Serialize)]
struct LineView {
    text: String,
    y: usize,
}

/// A part of the page; none for contents, which a page or two need not.
fn view(block: &Block) -> Option<View> {
    Some(match block.clone() {
        Block::Contents => return None,
        // The title is the page's first heading.
        Block::Heading(level, text) => View::Heading { level: level + 1, text },
        Block::Paragraph(text) => View::Paragraph { text },
        Block::Notice(text) | Block::Note(text) => View::Notice { text },
        Block::Item(text) => View::Items { items: vec![text] },
        Block::Quote(text, by) => View::Quote { text, by },
        Block::Table(table) => table_view(table),
        Block::Chart(chart) => chart_view(chart),
    })
}

fn table_view(table: Grid) -> View {
    let row = |row: Vec<String>| {
        let mut cells = row.into_iter().zip(&table.columns);
        let name = cells.next().map_or(String::new(), |(name, _)| name);
        let cell = |(text, column): (String, &GridColumn)| CellView {
            header: column.header.clone(),
            text,
            is_number: column.is_number,
        };
        RowView { name, cells: cells.map(cell).collect() }
    };
    let rows = table.rows.into_iter().map(row).collect();
    let column = |GridColumn { header, is_number, .. }| ColumnView { header, is_number };
    View::Table { caption: table.caption, rows, columns: table.columns.into_iter().map(column).collect() }
}

/// The bars of the first series; a long name stands on several lines.
fn chart_view(chart: Chart) -> View {
    const LINE: usize = 18;
    const SPACE: usize = 10;
    const LONGEST_BAR: u64 = 380;
    let values = chart.series.first().map_or(&[][..], |series| &series.values);
    let most = values.iter().flatten().copied().max().unwrap_or(1).max(1);
    let mut bars = Vec::new();
    let mut height = 0;
    for (name, number) in chart.names.iter().zip(values).filter_map(|(name, value)| Some((name, (*value)?))) {
        let width = number * LONGEST_BAR / most;
        let lines = lines_of(name);
        let all = lines.len() * LINE;
        // The bar stands beside the middle of its name.
        let y = height + SPACE / 2 + (all - LINE) / 2;
        let line = |(at, text)| LineView { text, y: height + SPACE / 2 + at * LINE + 14 };
        bars.push(Bar {
            lines: lines.into_iter().enumerate().map(line).collect(),
            number,
            y,
            text_y: y + 14,
            width,
            number_x: 280 + width + 8,
        });
        height += all + SPACE;
    }
    View::Chart { caption: chart.caption, description: chart.description, height: height + 8, bars }
}

/// A name in lines that fit beside the bars.
fn lines_of(name: &str) -> Vec<String> {
    const LONGEST_LINE: usize = 34;
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let line = lines.last_mut().expect("it begins with one line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= LONGEST_LINE {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::Series;

    #[test]
    fn a_long_name_stands_whole_on_several_lines_and_the_next_bar_below_them() {
        let name = "Hospitals, beds and community hospitals";
        let series = Series { name: "Points".to_owned(), values: vec![Some(9), None, Some(3)] };
        let chart = Chart {
            names: vec![name.to_owned(), "Hidden".to_owned(), "Money".to_owned()],
            series: vec![series],
            ..Chart::default()
        };
        let View::Chart { bars, height, .. } = chart_view(chart) else { panic!("a chart was given") };
        let lines: Vec<&str> = bars[0].lines.iter().map(|line| &*line.text).collect();
        assert_eq!(lines.join(" "), name);
        assert_eq!((lines.len(), bars.len()), (2, 2), "what is hidden has no bar");
        assert!(bars[1].y > bars[0].lines[1].y && height > bars[1].y + 18, "{height}");
    }
}
