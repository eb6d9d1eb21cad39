//! A document as a page for any browser: one file that opens offline.

use serde::Serialize;

use crate::office::{Block, Chart, Document, Grid, GridColumn};
use crate::report::figures::cut;
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
    text: String,
    is_number: bool,
}

#[derive(Serialize)]
struct Bar {
    name: String,
    number: u64,
    y: usize,
    text_y: usize,
    width: u64,
    number_x: u64,
}

/// A part of the page; none for contents, which a page or two need not.
fn view(block: &Block) -> Option<View> {
    Some(match block.clone() {
        Block::Contents => return None,
        // The title is the page's first heading.
        Block::Heading(level, text) => View::Heading { level: level + 1, text },
        Block::Paragraph(text) => View::Paragraph { text },
        Block::Notice(text) => View::Notice { text },
        Block::Item(text) => View::Items { items: vec![text] },
        Block::Quote(text, by) => View::Quote { text, by },
        Block::Table(table) => table_view(table),
        Block::Chart(chart) => chart_view(chart),
    })
}

fn table_view(table: Grid) -> View {
    let is_number: Vec<bool> = table.columns.iter().map(|column| column.is_number).collect();
    let row = |row: Vec<String>| {
        let mut cells = row.into_iter().zip(&is_number);
        let name = cells.next().map_or(String::new(), |(name, _)| name);
        RowView {
            name,
            cells: cells.map(|(text, is_number)| CellView { text, is_number: *is_number }).collect(),
        }
    };
    let column = |GridColumn { header, is_number, .. }| ColumnView { header, is_number };
    View::Table {
        caption: table.caption,
        rows: table.rows.into_iter().map(row).collect(),
        columns: table.columns.into_iter().map(column).collect(),
    }
}

/// The bars of the first series; a name too long for its place is cut, and stands whole in the text and the table.
fn chart_view(chart: Chart) -> View {
    const LINE: usize = 28;
    const LONGEST_BAR: u64 = 380;
    const LONGEST_NAME: usize = 36;
    let values = chart.series.first().map_or(&[][..], |series| &series.values);
    let most = values.iter().flatten().copied().max().unwrap_or(1).max(1);
    let numbered = chart.names.iter().zip(values).filter_map(|(name, value)| Some((name, (*value)?)));
    let bar = |(at, (name, number)): (usize, (&String, u64))| {
        let width = number * LONGEST_BAR / most;
        Bar {
            name: cut(name, LONGEST_NAME),
            number,
            y: at * LINE + 5,
            text_y: at * LINE + 19,
            width,
            number_x: 280 + width + 8,
        }
    };
    let bars: Vec<Bar> = numbered.enumerate().map(bar).collect();
    View::Chart {
        caption: chart.caption,
        description: chart.description,
        height: bars.len() * LINE + 8,
        bars,
    }
}
