//! The lines drawn on a page.

use crate::ingest::documents::page_tables::{MOST_RULES, Rule};

/// From a place in a drawing to one on the page: how far right and up a step right leads, then one up, then where the drawing begins.
pub(super) type Matrix = [f64; 6];

/// A place on a page, in points from the left and from the top.
type Point = (f64, f64);

/// What is being drawn.
#[derive(Debug, Clone, Copy)]
enum Stroke {
    Line(Point, Point),
    Box(Point, Point),
}

/// Notes the upright and level lines of a page as it is drawn.
#[derive(Debug)]
pub(super) struct Ruler {
    height: f64,
    matrix: Matrix,
    saved: Vec<Matrix>,
    last: Point,
    strokes: Vec<Stroke>,
    rules: Vec<Rule>,
}

/// A line is at most so thick, in points.
const THICKEST: f64 = 2.5;

impl Ruler {
    /// Of a page of this height, which a matrix turns upright.
    pub(super) fn of(height: f64, matrix: Matrix) -> Ruler {
        Ruler { height, matrix, saved: Vec::new(), last: (0.0, 0.0), strokes: Vec::new(), rules: Vec::new() }
    }

    /// The lines; none of a page that has so many that it is a picture.
    pub(super) fn rules(self) -> Vec<Rule> {
        if self.rules.len() > MOST_RULES { Vec::new() } else { self.rules }
    }

    /// Draws by another matrix from here on, until the one before is [`Ruler::restore`]d.
    pub(super) fn transform(&mut self, matrix: Matrix) {
        let [a, b, c, d, e, f] = matrix;
        let (right, up, begin) = (self.led(a, b), self.led(c, d), self.led(e, f));
        self.matrix = [right.0, right.1, up.0, up.1, begin.0 + self.matrix[4], begin.1 + self.matrix[5]];
    }

    /// Keeps the matrix.
    pub(super) fn save(&mut self) {
        self.saved.push(self.matrix);
    }

    /// Draws as before.
    pub(super) fn restore(&mut self) {
        self.matrix = self.saved.pop().unwrap_or(self.matrix);
    }

    /// Follows an operation that draws.
    pub(super) fn draw(&mut self, operator: &str, numbers: &[f64]) {
        match (operator, numbers) {
            ("m", &[x, y]) => self.last = self.at(x, y),
            ("l", &[x, y]) => {
                let to = self.at(x, y);
                self.add(Stroke::Line(self.last, to));
                self.last = to;
            }
            ("re", &[x, y, width, height]) => {
                self.add(Stroke::Box(self.at(x, y), self.at(x + width, y + height)));
            }
            ("S" | "s" | "B" | "B*" | "b" | "b*", _) => self.note(false),
            ("f" | "F" | "f*", _) => self.note(true),
            _ => self.strokes.clear(),
        }
    }

    /// How far a step leads on the page.
    fn led(&self, x: f64, y: f64) -> Point {
        let [a, b, c, d, ..] = self.matrix;
        (x * a + y * c, x * b + y * d)
    }

    fn at(&self, x: f64, y: f64) -> Point {
        let (right, up) = self.led(x, y);
        (right + self.matrix[4], self.height - up - self.matrix[5])
    }

    fn add(&mut self, stroke: Stroke) {
        if self.strokes.len() <= MOST_RULES {
            self.strokes.push(stroke);
        }
    }

    /// Notes the lines that were drawn and the edges of boxes; of what is filled only boxes as thin as a line.
    fn note(&mut self, is_filled: bool) {
        let has_room = self.rules.len() <= MOST_RULES;
        for stroke in self.strokes.drain(..).filter(|_| has_room) {
            match stroke {
                Stroke::Line(from, to) if !is_filled => self.rules.extend(rule(from, to)),
                Stroke::Line(..) => {}
                Stroke::Box(one, other) => {
                    let is_thin = (one.0 - other.0).abs() <= THICKEST || (one.1 - other.1).abs() <= THICKEST;
                    let corners = [one, (other.0, one.1), other, (one.0, other.1), one];
                    if is_thin {
                        self.rules.extend(rule(one, other));
                    } else if !is_filled {
                        self.rules.extend(corners.windows(2).filter_map(|pair| rule(pair[0], pair[1])));
                    }
                }
            }
        }
    }
}

/// The upright or level line between two points.
fn rule(one: Point, other: Point) -> Option<Rule> {
    let (across, down) = ((one.0 - other.0).abs(), (one.1 - other.1).abs());
    let middle = |one: f64, other: f64| (one + other) / 2.0;
    let is_sound = [one.0, one.1, other.0, other.1].iter().all(|number| number.is_finite());
    if !is_sound || across.min(down) > THICKEST || across.max(down) <= THICKEST {
        return None;
    }
    Some(match down > across {
        true => Rule {
            is_upright: true,
            at: middle(one.0, other.0),
            from: one.1.min(other.1),
            to: one.1.max(other.1),
        },
        false => Rule {
            is_upright: false,
            at: middle(one.1, other.1),
            from: one.0.min(other.0),
            to: one.0.max(other.0),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_where_the_page_shows_them() {
        let mut ruler = Ruler::of(842.0, [1.0, 0.0, 0.0, 1.0, -10.0, 0.0]);
        ruler.save();
        ruler.transform([2.0, 0.0, 0.0, 2.0, 10.0, 42.0]);
        ruler.draw("m", &[0.0, 100.0]);
        ruler.draw("l", &[50.0, 100.0]);
        ruler.draw("S", &[]);
        ruler.restore();
        ruler.draw("re", &[110.0, 242.0, 1.0, 100.0]);
        ruler.draw("f", &[]);
        ruler.draw("re", &[0.0, 0.0, 300.0, 300.0]);
        ruler.draw("f", &[]);
        let level = Rule { is_upright: false, at: 600.0, from: 0.0, to: 100.0 };
        let upright = Rule { is_upright: true, at: 100.5, from: 500.0, to: 600.0 };
        assert_eq!(ruler.rules(), [level, upright]);
    }
}
