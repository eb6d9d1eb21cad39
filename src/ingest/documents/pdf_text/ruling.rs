//! The lines drawn on a page.

use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, PathOp, Transform};

use crate::ingest::documents::page_tables::Rule;

/// Notes the upright and level lines of a page.
pub(super) struct Ruler {
    height: f64,
    pub(super) rules: Vec<Rule>,
}

/// A line is at most so thick, in points.
const THICKEST: f64 = 2.5;

impl Ruler {
    /// Of a page of this height.
    pub(super) fn of(height: f64) -> Ruler {
        Ruler { height, rules: Vec::new() }
    }

    /// Notes the edges of boxes and what runs from point to point; of what is filled only boxes as thin as a line.
    fn note(&mut self, matrix: &Transform, path: &Path, is_filled: bool) {
        let height = self.height;
        let at = |x: f64, y: f64| {
            (
                x * matrix.m11 + y * matrix.m21 + matrix.m31,
                height - (x * matrix.m12 + y * matrix.m22 + matrix.m32),
            )
        };
        let mut last = None;
        for operation in &path.ops {
            match *operation {
                PathOp::MoveTo(x, y) => last = Some(at(x, y)),
                PathOp::LineTo(x, y) => {
                    let to = at(x, y);
                    if let Some(from) = last.replace(to).filter(|_| !is_filled) {
                        self.rules.extend(rule(from, to));
                    }
                }
                PathOp::Rect(x, y, width, depth) => {
                    let (one, other) = (at(x, y), at(x + width, y + depth));
                    let corners = [one, (other.0, one.1), other, (one.0, other.1), one];
                    let is_thin = (one.0 - other.0).abs() <= THICKEST || (one.1 - other.1).abs() <= THICKEST;
                    if is_thin {
                        self.rules.extend(rule(one, other));
                    } else if !is_filled {
                        self.rules.extend(corners.windows(2).filter_map(|pair| rule(pair[0], pair[1])));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The upright or level line between two points.
fn rule(one: (f64, f64), other: (f64, f64)) -> Option<Rule> {
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

impl OutputDev for Ruler {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        _: &Transform,
        _: f64,
        _: f64,
        _: f64,
        _: &str,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        matrix: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.note(matrix, path, false);
        Ok(())
    }

    fn fill(
        &mut self,
        matrix: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.note(matrix, path, true);
        Ok(())
    }
}
