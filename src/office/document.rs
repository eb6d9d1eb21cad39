//! A document as people read it, whatever program shows it: headings, paragraphs, tables, charts, one after another.

/// A document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands under the title.
    pub subtitle: String,
    /// What it consists of.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A list of the chapters, each leading to its place.
    Contents,
    /// The heading of a chapter (1) or of a part of one (2).
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that must not be overlooked.
    Notice(String),
    /// A paragraph for whoever works on the document, who takes it out again.
    Note(String),
    /// An item of a list.
    Item(String),
    /// Somebody's own words, then who said them.
    Quote(String, String),
    /// A table.
    Table(Grid),
    /// A chart of bars.
    Chart(Chart),
}

/// A table of texts with one header row. The first column names the rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<GridColumn>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// A column of such a table.
#[derive(Debug, Clone, PartialEq)]
pub struct GridColumn {
    /// Its header.
    pub header: String,
    /// How wide it is beside the others.
    pub share: u32,
    /// Whether it holds numbers, which stand to the right.
    pub is_number: bool,
}

/// A chart of bars: for each name one bar of each series.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub caption: String,
    /// The same in full, for whoever does not see it.
    pub description: String,
    /// The names of its bars, from the top.
    pub names: Vec<String>,
    /// Its series.
    pub series: Vec<Series>,
}

/// The bars of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// How long each is; none where it may not be told.
    pub values: Vec<Option<u64>>,
}

impl Grid {
    /// A table without rows yet: headers, how wide each column is, and whether it holds numbers.
    pub fn new(caption: impl Into<String>, columns: &[(&str, u32, bool)]) -> Grid {
        let column = |(header, share, is_number): &(&str, u32, bool)| GridColumn {
            header: (*header).to_owned(),
            share: *share,
            is_number: *is_number,
        };
        Grid { caption: caption.into(), columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }
}
