//! What a page writes, as one list without anything that is not writing, and the lines that it draws.

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Path, PathOp, Stream};

use super::fonts::{is_bold, sound_font};
use super::ruling::{Matrix, Ruler};

/// The most drawing operations on a page, and of bytes in its streams.
const MOST_OPERATIONS: usize = 1_000_000;

/// Forms inside forms are drawn down to this depth.
const DEEPEST: usize = 12;

/// What is written on a page, as one list without anything else, and the lines drawn there.
pub(super) struct Drawn {
    pub(super) operations: Vec<Operation>,
    pub(super) fonts: Dictionary,
    pub(super) pictures: usize,
    pub(super) ruler: Ruler,
    forms: usize,
    /// Whether what is written now is bold.
    is_bold: bool,
}

/// What begins a line that is none: a mark that bold or plain letters follow. Nothing else stands so far out.
const WEIGHT: i64 = 7_654_321;

/// A mark that bold or plain letters follow, in the one language in which a page is read.
fn weight_mark(is_bold: bool) -> [Operation; 2] {
    let weight = Object::Integer(i64::from(is_bold));
    [Operation::new("m", vec![Object::Integer(WEIGHT), weight]), Operation::new("S", Vec::new())]
}

/// Whether bold letters follow, where a line is a mark of that.
pub(super) fn weight_of(path: &Path) -> Option<bool> {
    match path.ops[..] {
        [PathOp::MoveTo(x, weight)] if x == WEIGHT as f64 => Some(weight == 1.0),
        _ => None,
    }
}

/// Width and height of a page.
pub(super) type Size = (f64, f64);

pub(super) fn number_of(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) => Some(f64::from(*number)),
        _ => None,
    }
}

fn numbers(document: &Document, object: &Object) -> Option<Vec<f64>> {
    let resolved =
        |object: &Object| number_of(document.dereference(object).map_or(object, |(_, object)| object));
    document.dereference(object).ok()?.1.as_array().ok()?.iter().map(resolved).collect()
}

/// What a page or the nodes above it say of something.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..32 {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}

pub(super) fn drawn(document: &Document, id: ObjectId) -> Option<(Drawn, Size)> {
    let box_of =
        |key: &[u8]| numbers(document, inherited(document, id, key)?).filter(|found| found.len() == 4);
    let bounds = box_of(b"MediaBox").unwrap_or_else(|| vec![0.0, 0.0, 595.0, 842.0]);
    let (left, bottom) = (bounds[0].min(bounds[2]), bounds[1].min(bounds[3]));
    let (width, height) = ((bounds[2] - bounds[0]).abs(), (bounds[3] - bounds[1]).abs());
    let turned = inherited(document, id, b"Rotate").and_then(number_of).unwrap_or(0.0).rem_euclid(360.0);
    let (matrix, size) = match turned as i32 {
        90 => ([0.0, -1.0, 1.0, 0.0, -bottom, width + left], (height, width)),
        180 => ([-1.0, 0.0, 0.0, -1.0, width + left, height + bottom], (width, height)),
        270 => ([0.0, 1.0, -1.0, 0.0, height + bottom, -left], (height, width)),
        _ => ([1.0, 0.0, 0.0, 1.0, -left, -bottom], (width, height)),
    };
    let mut drawn = Drawn {
        operations: Vec::new(),
        fonts: Dictionary::new(),
        pictures: 0,
        ruler: Ruler::of(size.1, matrix),
        forms: 0,
        is_bold: false,
    };
    drawn.operations.push(Operation::new("cm", matrix.iter().map(|n| Object::Real(*n as f32)).collect()));
    let empty = Dictionary::new();
    let resources =
        inherited(document, id, b"Resources").and_then(|found| found.as_dict().ok()).unwrap_or(&empty);
    let content = document.get_page_content(id).ok()?;
    draw(document, &content, resources, "P", 0, &mut drawn)?;
    Some((drawn, size))
}

/// Adds what a stream writes; none where it cannot be understood.
fn draw(
    document: &Document,
    content: &[u8],
    resources: &Dictionary,
    prefix: &str,
    depth: usize,
    drawn: &mut Drawn,
) -> Option<()> {
    let part = |kind: &[u8]| resources.get_deref(kind, document).and_then(Object::as_dict).ok();
    let (fonts, forms) = (part(b"Font"), part(b"XObject"));
    let mut saved = Vec::new();
    // Whether a typeface is chosen: nothing can be written before.
    let mut is_set = false;
    for operation in Content::decode(content).ok()?.operations {
        if drawn.operations.len() > MOST_OPERATIONS {
            return None;
        }
        let Operation { operator, mut operands } = operation;
        let are_numbers =
            |count: usize| operands.len() == count && operands.iter().all(|one| number_of(one).is_some());
        let is_text = |at: usize| matches!(operands.get(at), Some(Object::String(..)));
        let is_bold_before = drawn.is_bold;
        let mut push =
            |operator: &str, operands: Vec<Object>| drawn.operations.push(Operation::new(operator, operands));
        match operator.as_str() {
            "BT" | "ET" | "T*" => push(&operator, Vec::new()),
            "q" => {
                saved.push((is_set, drawn.is_bold));
                drawn.ruler.save();
                push("q", Vec::new());
            }
            "Q" => {
                if let Some((was_set, was_bold)) = saved.pop() {
                    is_set = was_set;
                    drawn.is_bold = was_bold;
                    drawn.ruler.restore();
                    push("Q", Vec::new());
                }
            }
            "m" | "l" | "re" | "S" | "s" | "B" | "B*" | "b" | "b*" | "f" | "F" | "f*" | "n" => {
                let numbers: Option<Vec<f64>> = operands.iter().map(number_of).collect();
                numbers.into_iter().for_each(|numbers| drawn.ruler.draw(&operator, &numbers));
            }
            "cm" if are_numbers(6) => {
                drawn.ruler.transform(std::array::from_fn(|at| number_of(&operands[at]).unwrap_or(0.0)));
                push("cm", operands);
            }
            "Tm" if are_numbers(6) => push("Tm", operands),
            "Td" | "TD" if are_numbers(2) => push(&operator, operands),
            "Tc" | "Tw" | "Tz" | "TL" | "Ts" if are_numbers(1) => push(&operator, operands),
            "Tf" if operands.len() == 2 && number_of(&operands[1]).is_some() => {
                let Ok(name) = operands[0].as_name() else { continue };
                let font =
                    fonts.and_then(|fonts| fonts.get_deref(name, document).and_then(Object::as_dict).ok());
                is_set = font.is_some();
                if let Some(font) = font {
                    drawn.is_bold = is_bold(document, font);
                    let mut push = |operator: &str, operands: Vec<Object>| {
                        drawn.operations.push(Operation::new(operator, operands));
                    };
                    let name = [prefix.as_bytes(), b"_", name].concat();
                    operands[0] = Object::Name(name.clone());
                    push("Tf", operands);
                    if !drawn.fonts.has(&name) {
                        drawn.fonts.set(name, Object::Dictionary(sound_font(document, font)));
                    }
                }
            }
            "Tj" if is_set && is_text(0) => push("Tj", operands),
            "TJ" if is_set && matches!(operands.first(), Some(Object::Array(_))) => push("TJ", operands),
            "'" if is_set && is_text(0) => {
                push("T*", Vec::new());
                push("Tj", operands);
            }
            "\"" if is_set && operands.len() == 3 && is_text(2) => {
                let text = operands.pop()?;
                if operands.iter().all(|one| number_of(one).is_some()) {
                    push("Tc", vec![operands.pop()?]);
                    push("Tw", operands);
                }
                push("T*", Vec::new());
                push("Tj", vec![text]);
            }
            "BI" | "ID" | "EI" => drawn.pictures += 1,
            "Do" => {
                let Some(Ok(name)) = operands.first().map(Object::as_name) else { continue };
                let form =
                    forms.and_then(|forms| forms.get_deref(name, document).and_then(Object::as_stream).ok());
                let Some(form) = form else { continue };
                if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
                    drawn.pictures += 1;
                } else if depth < DEEPEST && drawn.forms < 2_000 {
                    drawn.forms += 1;
                    draw_form(document, form, resources, depth, drawn);
                }
            }
            _ => {}
        }
        if drawn.is_bold != is_bold_before {
            drawn.operations.extend(weight_mark(drawn.is_bold));
        }
    }
    for _ in saved {
        drawn.ruler.restore();
        drawn.operations.push(Operation::new("Q", Vec::new()));
    }
    Some(())
}

fn draw_form(document: &Document, form: &Stream, outer: &Dictionary, depth: usize, drawn: &mut Drawn) {
    let resources = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict).unwrap_or(outer);
    let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
    drawn.operations.push(Operation::new("q", Vec::new()));
    drawn.ruler.save();
    let matrix = form.dict.get(b"Matrix").ok().and_then(|matrix| numbers(document, matrix));
    if let Some(matrix) = matrix.and_then(|matrix| Matrix::try_from(matrix).ok()) {
        drawn.ruler.transform(matrix);
        drawn.operations.push(Operation::new("cm", matrix.iter().map(|n| Object::Real(*n as f32)).collect()));
    }
    let prefix = format!("F{}", drawn.forms);
    let was_bold = drawn.is_bold;
    // A form that cannot be understood costs what is written in it, not the page.
    let _ = draw(document, &content, resources, &prefix, depth + 1, drawn);
    drawn.ruler.restore();
    drawn.operations.push(Operation::new("Q", Vec::new()));
    if std::mem::replace(&mut drawn.is_bold, was_bold) != was_bold {
        drawn.operations.extend(weight_mark(was_bold));
    }
}
