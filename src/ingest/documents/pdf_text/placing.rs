//! Where the letters of a page stand.

use std::sync::atomic::{AtomicBool, Ordering};

use pdf_extract::content::{Content, Operation};
use pdf_extract::{
    ColorSpace, Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Path, Stream,
    Transform, output_doc_page,
};

use super::drawing::weight_of;
use super::guarded;
use crate::ingest::documents::page_layout::{Line, Page};
use crate::ingest::documents::page_tables::Rule;
use crate::ingest::documents::word_text::symbol;

/// Has the letters of a page placed, of which its number, height and lines are known; none where the reader loses its footing.
pub(super) fn place(
    document: &mut Document,
    id: ObjectId,
    operations: &[Operation],
    fonts: &Dictionary,
    (page, width): (Page, f64),
    is_cancelled: &AtomicBool,
) -> Option<Page> {
    let (number, height) = (page.number, page.height);
    let content = Content { operations: operations.to_vec() }.encode().ok()?;
    let stream = document.add_object(Stream::new(Dictionary::new(), content));
    let mut resources = Dictionary::new();
    resources.set("Font", Object::Dictionary(fonts.clone()));
    let mut simple = Dictionary::new();
    simple.set("Type", Object::Name(b"Page".to_vec()));
    let bounds = [0.0, 0.0, width, height].iter().map(|n| Object::Real(*n as f32)).collect();
    simple.set("MediaBox", Object::Array(bounds));
    simple.set("Resources", Object::Dictionary(resources));
    simple.set("Contents", Object::Reference(stream));
    let shown = document.objects.insert(id, Object::Dictionary(simple));
    let mut placer = Placer::new(page, is_cancelled);
    let done = guarded(|| output_doc_page(document, &mut placer, number));
    if let Some(shown) = shown {
        document.objects.insert(id, shown);
    }
    document.objects.remove(&stream);
    matches!(done, Some(Ok(()))).then(|| placer.finish())
}

/// Puts letters together to lines.
struct Placer<'a> {
    page: Page,
    is_cancelled: &'a AtomicBool,
    /// Where the last letter ended, on which base line, and how it is turned.
    last: Option<(f64, f64, f64)>,
    last_at: (f64, f64),
    /// Whether the writer said where to go on, since the last letter.
    has_jumped: bool,
    /// Whether letters are bold.
    is_bold: bool,
    letters: usize,
    lost: usize,
}

/// The most letters on a page.
const MOST_LETTERS: usize = 500_000;

impl<'a> Placer<'a> {
    fn new(page: Page, is_cancelled: &'a AtomicBool) -> Placer<'a> {
        Placer {
            page,
            is_cancelled,
            last: None,
            last_at: (f64::NAN, f64::NAN),
            has_jumped: false,
            is_bold: false,
            letters: 0,
            lost: 0,
        }
    }

    /// How wide a gap in a line can be, in sizes of its letters: words stand off from a bullet or number; after a jump a wide gap is the
    /// border of a cell or column.
    fn widest_gap(&self) -> f64 {
        let is_mark = |line: &Line| line.text.trim().chars().count() <= 3;
        match self.page.lines.last() {
            Some(line) if is_mark(line) => 8.0,
            _ if self.has_jumped => 1.3,
            _ => 2.0,
        }
    }

    /// Whether an upright line stands between two places at a height.
    fn are_apart(&self, one: f64, other: f64, y: f64) -> bool {
        let stands_between = |rule: &Rule| {
            rule.is_upright && rule.at > one - 1.0 && rule.at < other + 1.0 && rule.from < y && y < rule.to
        };
        other > one + 1.0 && self.page.rules.iter().any(stands_between)
    }

    fn finish(mut self) -> Page {
        self.page.lines.retain(|line| !line.text.trim().is_empty());
        self.page.has_lost = self.lost > 3 && self.lost * 20 > self.letters;
        self.page
    }
}

impl OutputDev for Placer<'_> {
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
        matrix: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        self.letters += 1;
        if self.letters > MOST_LETTERS || self.is_cancelled.load(Ordering::Relaxed) {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let scale = matrix.m11.hypot(matrix.m12);
        let size = matrix.m21.hypot(matrix.m22) * font_size.abs();
        let (cosine, sine) = if scale > 0.0 { (matrix.m11 / scale, matrix.m12 / scale) } else { (1.0, 0.0) };
        // Along the line, and from the top of the page down to it.
        let x = matrix.m31 * cosine + matrix.m32 * sine;
        let y = self.page.height - (matrix.m32 * cosine - matrix.m31 * sine);
        if ![x, y, size, width].iter().all(|number| number.is_finite()) {
            return Ok(());
        }
        let mut text = String::new();
        for character in letter.chars() {
            match character {
                '\u{fffd}' => self.lost += 1,
                '\u{f000}'..='\u{f0ff}' => match symbol(u32::from(character)) {
                    Some(known) => text.push(known),
                    None => self.lost += 1,
                },
                '\u{e000}'..='\u{f8ff}' => self.lost += 1,
                '\t' | '\n' | '\r' | '\u{a0}' => text.push(' '),
                character if character.is_control() => {}
                character => text.push(character),
            }
        }
        self.lost += usize::from(letter.is_empty());
        let end = x + width * scale * font_size.abs();
        let turn = sine.atan2(cosine);
        // Bold letters are sometimes written twice, a hair apart.
        let (last_x, last_y) = std::mem::replace(&mut self.last_at, (x, y));
        let is_same_place = (x - last_x).abs() < size * 0.1 && (y - last_y).abs() < size * 0.1;
        if is_same_place
            && self
                .page
                .lines
                .last()
                .is_some_and(|line| !text.trim().is_empty() && line.text.ends_with(&text))
        {
            return Ok(());
        }
        let is_next = self.last.is_some_and(|(last_end, last_line, last_turn)| {
            (y - last_line).abs() < size * 0.5
                && x > last_end - size * 0.8
                && x < last_end + size * self.widest_gap()
                && (turn - last_turn).abs() < 0.02
                && !self.are_apart(last_end, x, y - size * 0.3)
        });
        let gap = self.last.map_or(0.0, |(last_end, ..)| x - last_end);
        self.last = Some((end, y, turn));
        self.has_jumped = false;
        match self.page.lines.last_mut() {
            Some(line) if is_next => {
                if gap > size * 0.15 && !line.text.ends_with(' ') && !text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&text);
                if !text.trim().is_empty() {
                    line.is_bold &= self.is_bold;
                    line.right = line.right.max(end);
                    line.size = line.size.max(size);
                }
            }
            _ if text.trim().is_empty() => self.last = None,
            _ => {
                let (is_turned, is_bold) = (turn.abs() > 0.1, self.is_bold);
                self.page.lines.push(Line { left: x, right: end, y, size, is_turned, is_bold, text });
            }
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.has_jumped = true;
        Ok(())
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], path: &Path) -> Result<(), OutputError> {
        self.is_bold = weight_of(path).unwrap_or(self.is_bold);
        Ok(())
    }
}
