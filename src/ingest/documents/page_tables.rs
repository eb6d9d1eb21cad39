//! Tables on printed pages: the cells between lines that were drawn.

use super::page_layout::{Line, Page};

/// A line drawn upright or level. Lengths are points, from the left and from the top of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ingest) struct Rule {
    /// Whether it is upright.
    pub(in crate::ingest) is_upright: bool,
    /// How far from the left it stands where it is upright; how far from the top where it is level.
    pub(in crate::ingest) at: f64,
    /// Where it begins and ends, along itself.
    pub(in crate::ingest) from: f64,
    /// The same.
    pub(in crate::ingest) to: f64,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Segment<'a> {
    /// Lines outside tables, in order.
    Lines(Vec<&'a Line>),
    /// A table: where its columns begin, with the end of the last, and its rows of cells.
    Table {
        /// From the left, ascending.
        borders: Vec<f64>,
        /// Each has as many cells as there are columns.
        rows: Vec<Vec<Vec<&'a Line>>>,
    },
}

/// Rules that lie so close to each other touch, or are one.
const TOUCHES: f64 = 3.0;

/// A page with more rules is a drawing.
pub(super) const MOST_RULES: usize = 2_000;

/// Lines drawn around cells that hang together.
#[derive(Debug)]
struct Grid {
    columns: Vec<f64>,
    rows: Vec<f64>,
}

impl Rule {
    fn touches(&self, other: &Rule) -> bool {
        let spans = |rule: &Rule, at: f64| at >= rule.from - TOUCHES && at <= rule.to + TOUCHES;
        if self.is_upright == other.is_upright {
            (self.at - other.at).abs() <= TOUCHES
                && self.from <= other.to + TOUCHES
                && other.from <= self.to + TOUCHES
        } else {
            spans(self, other.at) && spans(other, self.at)
        }
    }
}

impl Grid {
    /// The cell in which a line begins.
    fn cell(&self, line: &Line) -> Option<(usize, usize)> {
        let between = |borders: &[f64], at: f64| {
            let behind = borders.partition_point(|border| *border <= at);
            (behind > 0 && behind < borders.len()).then(|| behind - 1)
        };
        // A letter may begin a hair in front of its cell; most of it stands above its base line.
        let row = between(&self.rows, line.y - line.size * 0.3)?;
        let column = between(&self.columns, line.left + line.size * 0.3)?;
        Some((row, column))
    }

    fn area(&self) -> f64 {
        let length = |borders: &[f64]| borders[borders.len() - 1] - borders[0];
        length(&self.columns) * length(&self.rows)
    }
}

/// Divides a page into tables and what stands between them. A frame around one cell is no table, nor what has words in one column only.
pub(super) fn segments(page: &Page) -> Vec<Segment<'_>> {
    let mut grids = grids(&page.rules);
    // What is drawn inside a cell is a part of it.
    grids.sort_by(|one, other| other.area().total_cmp(&one.area()));
    let mut filled: Vec<Vec<Vec<Vec<&Line>>>> = grids
        .iter()
        .map(|grid| vec![vec![Vec::new(); grid.columns.len() - 1]; grid.rows.len() - 1])
        .collect();
    let mut places: Vec<Option<usize>> = Vec::with_capacity(page.lines.len());
    for line in &page.lines {
        let found = grids.iter().enumerate().find_map(|(at, grid)| Some((at, grid.cell(line)?)));
        places.push(found.map(|(at, _)| at));
        if let Some((at, (row, column))) = found {
            filled[at][row][column].push(line);
        }
    }
    for rows in &mut filled {
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    }
    let is_table = |rows: &Vec<Vec<Vec<&Line>>>| {
        let columns = rows.first().map_or(0, Vec::len);
        let used = (0..columns).filter(|column| rows.iter().any(|row| !row[*column].is_empty())).count();
        rows.len() >= 2 && used >= 2
    };
    let are_tables: Vec<bool> = filled.iter().map(is_table).collect();
    let mut made: Vec<Segment<'_>> = Vec::new();
    for (line, place) in page.lines.iter().zip(places) {
        match (place.filter(|at| are_tables[*at]), made.last_mut()) {
            (Some(at), _) => {
                // The table stands where its first line does.
                let rows = std::mem::take(&mut filled[at]);
                if !rows.is_empty() {
                    made.push(Segment::Table { borders: grids[at].columns.clone(), rows });
                }
            }
            (None, Some(Segment::Lines(lines))) => lines.push(line),
            (None, _) => made.push(Segment::Lines(vec![line])),
        }
    }
    made
}

/// The lines that hang together and make at least two columns and two rows.
fn grids(rules: &[Rule]) -> Vec<Grid> {
    if rules.len() < 5 {
        return Vec::new();
    }
    let mut open: Vec<usize> = (0..rules.len()).collect();
    let mut found = Vec::new();
    while let Some(first) = open.pop() {
        let mut together = vec![first];
        let mut next = 0;
        while let Some(at) = together.get(next).copied() {
            next += 1;
            let (touching, rest): (Vec<usize>, Vec<usize>) =
                open.into_iter().partition(|other| rules[at].touches(&rules[*other]));
            together.extend(touching);
            open = rest;
        }
        let positions = |is_upright: bool| {
            let of_kind = together.iter().map(|at| &rules[*at]).filter(|rule| rule.is_upright == is_upright);
            let mut positions: Vec<f64> = of_kind.map(|rule| rule.at).collect();
            positions.sort_by(f64::total_cmp);
            positions.dedup_by(|next, before| *next - *before <= TOUCHES);
            positions
        };
        let grid = Grid { columns: positions(true), rows: positions(false) };
        if grid.columns.len() >= 3 && grid.rows.len() >= 3 {
            found.push(grid);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(left: f64, y: f64, text: &str) -> Line {
        Line { left, right: left + 20.0, y, size: 10.0, text: text.to_owned(), ..Line::default() }
    }

    /// The borders of cells 100 wide and 50 high, from 50 points from the left and the top.
    fn drawn(columns: usize, rows: usize) -> Vec<Rule> {
        let upright = (0..=columns).map(|at| (true, at as f64, rows as f64));
        let level = (0..=rows).map(|at| (false, at as f64, columns as f64));
        let rule = |(is_upright, at, length): (bool, f64, f64)| {
            let (step, along) = if is_upright { (100.0, 50.0) } else { (50.0, 100.0) };
            Rule { is_upright, at: 50.0 + at * step, from: 50.0, to: 50.0 + length * along }
        };
        upright.chain(level).map(rule).collect()
    }

    fn texts(segments: &[Segment<'_>]) -> Vec<String> {
        let of =
            |lines: &[&Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" / ");
        let of_row = |row: &Vec<Vec<&Line>>| row.iter().map(|cell| of(cell)).collect::<Vec<_>>().join(" | ");
        let said = |segment: &Segment<'_>| match segment {
            Segment::Lines(lines) => of(lines),
            Segment::Table { rows, .. } => rows.iter().map(of_row).collect::<Vec<_>>().join(" || "),
        };
        segments.iter().map(said).collect()
    }

    #[test]
    fn lines_between_borders_are_cells() {
        let lines = vec![
            line(50.0, 30.0, "Before"),
            line(55.0, 65.0, "Group"),
            line(155.0, 65.0, "What would help?"),
            line(55.0, 115.0, "Table A"),
            line(155.0, 115.0, "More buses"),
            line(155.0, 130.0, "A bench"),
            line(50.0, 220.0, "Behind"),
        ];
        let page = Page { height: 842.0, lines, rules: drawn(2, 2), ..Page::default() };
        assert_eq!(
            texts(&segments(&page)),
            ["Before", "Group | What would help? || Table A | More buses / A bench", "Behind"]
        );
    }

    #[test]
    fn a_frame_and_a_line_below_a_heading_make_no_table() {
        let lines = vec![line(55.0, 65.0, "We write about the bus."), line(55.0, 80.0, "It is late.")];
        for rules in [drawn(1, 1), drawn(2, 2), drawn(1, 3), drawn(1, 1)[..1].to_vec()] {
            let page = Page { height: 842.0, lines: lines.clone(), rules, ..Page::default() };
            assert_eq!(texts(&segments(&page)), ["We write about the bus. / It is late."]);
        }
    }
}
