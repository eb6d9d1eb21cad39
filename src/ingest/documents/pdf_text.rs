//! The lines of text on the pages of a PDF file: the door of `pdf-extract`.

use std::sync::atomic::{AtomicBool, Ordering};

use pdf_extract::content::{Content, Operation};
use pdf_extract::{
    Dictionary, Document, LoadOptions, MediaBox, Object, ObjectId, OutputDev, OutputError, Stream, Transform,
    decode_text_string, output_doc_page,
};

use super::page_layout::{Line, Page};
use super::word_text::symbol;
use crate::ingest::guard;
use crate::ingest::unpack::zlib_length;

/// What a PDF file holds besides its pages.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Extras {
    /// What was typed into the fields of a form, or onto a page, in order.
    pub(in crate::ingest) typed: Vec<String>,
    /// Notes that a reader stuck onto pages.
    pub(in crate::ingest) stuck_notes: usize,
    /// Files attached inside.
    pub(in crate::ingest) attached: usize,
    /// Whether it is a form that only some programs can show.
    pub(in crate::ingest) is_changing_form: bool,
}

/// What becomes known of a PDF file as it is read, in this order.
pub(in crate::ingest) enum Step {
    /// It cannot be read: why, and what would help.
    Refused(String),
    /// How many pages there are.
    Opened(usize),
    /// A page, read as far as it can be.
    Page(Page),
    /// What there is besides the pages. The last step.
    Done(Extras),
}

/// The most pages that are read.
pub(in crate::ingest) const MOST_PAGES: usize = 1_000;

/// The most that one stream of a file unpacks to, in bytes.
const LARGEST_STREAM: u64 = 1 << 26;

/// The most drawing operations on a page, and of bytes in its streams.
const MOST_OPERATIONS: usize = 1_000_000;

/// Forms inside forms are drawn down to this depth.
const DEEPEST: usize = 12;

/// Reads a PDF file and tells each step, until it is done or `is_cancelled`.
pub(in crate::ingest) fn read(bytes: &[u8], is_cancelled: &AtomicBool, tell: &mut dyn FnMut(Step)) {
    let refused = |reason: &str| Step::Refused(reason.to_owned());
    if unpacks_beyond_reason(bytes) {
        return tell(refused("the file unpacks to more than 64 MB in one piece; print it into a new PDF"));
    }
    let options = LoadOptions { filter: Some(without_pictures), ..LoadOptions::default() };
    let loaded = guarded(|| Document::load_mem_with_options(bytes, options.clone()));
    let has_pages = |document: &Document| !document.get_pages().is_empty();
    // A file whose table of objects is lost is read by the objects themselves.
    let loaded = match loaded {
        Some(Ok(document)) if guarded(|| has_pages(&document)) == Some(true) => Some(document),
        loaded => guarded(|| Document::load_mem_with_options(&rebuilt(bytes)?, options).ok())
            .flatten()
            .filter(|document| guarded(|| has_pages(document)) == Some(true))
            .or(loaded.and_then(Result::ok)),
    };
    let Some(mut document) = loaded else {
        return tell(refused(if holds(bytes, b"/Encrypt") {
            "the PDF is locked with a password: open it, and print it into a new PDF without one"
        } else {
            "the PDF is damaged: open it in its program and save it again, or print it into a new PDF"
        }));
    };
    if document.is_encrypted() && !matches!(guarded(|| document.decrypt("")), Some(Ok(()))) {
        return tell(refused(
            "the PDF is locked with a password: open it, and print it into a new PDF without one",
        ));
    }
    let Some(pages) = guarded(|| document.get_pages()) else {
        return tell(refused("the PDF is damaged: its pages cannot be found; print it into a new PDF"));
    };
    tell(Step::Opened(pages.len()));
    for (number, id) in pages.into_iter().take(MOST_PAGES) {
        if is_cancelled.load(Ordering::Relaxed) {
            return;
        }
        let page =
            guarded(|| page(&mut document, number, id, is_cancelled)).unwrap_or_else(|| unread(number));
        tell(Step::Page(page));
    }
    tell(Step::Done(guarded(|| extras(&document)).unwrap_or_default()));
}

/// The result, unless the reader of PDF files loses its footing.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    guard::guarded(|| Ok(work())).ok()
}

fn unread(number: u32) -> Page {
    Page { number, is_unread: true, ..Page::default() }
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The file with a new table of its objects, made by looking for them; none where it is hopeless.
fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut places: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    let mut root = None;
    for (at, _) in bytes.windows(4).enumerate().filter(|(_, window)| *window == b" obj") {
        let line = bytes[..at]
            .iter()
            .rposition(|byte| !byte.is_ascii_digit() && *byte != b' ')
            .map_or(0, |at| at + 1);
        let mut numbers = std::str::from_utf8(&bytes[line..at]).ok()?.split_whitespace();
        let Some(number) = numbers.next().and_then(|number| number.parse().ok()) else { continue };
        let start = line + bytes[line..].iter().take_while(|byte| **byte == b' ').count();
        places.insert(number, start);
        let head = &bytes[at..bytes.len().min(at + 200)];
        let head = &head[..head.windows(6).position(|window| window == b"endobj").unwrap_or(head.len())];
        if holds(head, b"/Catalog") {
            root = Some(number);
        }
    }
    let root = root?;
    let mut made = bytes.to_vec();
    made.extend_from_slice(b"\nendobj\n");
    let table = made.len();
    let size = places.keys().next_back()? + 1;
    made.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, at) in &places {
        made.extend_from_slice(format!("{number} 1\n{at:010} 00000 n \n").as_bytes());
    }
    let end = format!("trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n{table}\n%%EOF\n");
    made.extend_from_slice(end.as_bytes());
    Some(made)
}

/// Whether more than is reasonable comes out of a packed stream.
fn is_too_large(packed: &[u8]) -> bool {
    zlib_length(packed, LARGEST_STREAM) > LARGEST_STREAM
}

/// The tables of a file's objects are unpacked before anything can be left out: whether one of them is a bomb.
fn unpacks_beyond_reason(bytes: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = bytes[from..].windows(5).position(|window| window == b"/XRef").map(|at| from + at) {
        let head = &bytes[at..bytes.len().min(at + 1024)];
        if let Some(start) = head.windows(6).position(|window| window == b"stream") {
            let start = at + start + 6;
            let start =
                start + bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if is_too_large(&bytes[start..]) {
                return true;
            }
        }
        from = at + 5;
    }
    false
}

/// Empties pictures and streams that would not fit into memory.
fn without_pictures(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = object else { return Some((id, object.clone())) };
    let named = |key: &[u8], name: &[u8]| {
        stream.dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    let filters =
        stream.filters().map(|filters| filters.iter().map(|name| name.to_vec()).collect::<Vec<_>>());
    let filters = filters.unwrap_or_default();
    let packings =
        filters.iter().filter(|name| name.ends_with(b"Decode") && !name.starts_with(b"ASCII")).count();
    let is_bomb = packings > 1
        || filters.iter().any(|name| name == b"LZWDecode") && stream.content.len() > 500_000
        || filters.first().is_some_and(|name| name == b"FlateDecode") && is_too_large(&stream.content);
    if named(b"Subtype", b"Image") || is_bomb {
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.content = b" ".to_vec();
    }
    // Only objects that are no streams of their own are taken from what is given back.
    Some((id, Object::Null))
}

/// Reads one page: first all that is drawn on it is made simple enough for the reader of typefaces, then its letters are placed.
fn page(document: &mut Document, number: u32, id: ObjectId, is_cancelled: &AtomicBool) -> Page {
    let Some((drawn, size)) = drawn(document, id) else { return unread(number) };
    let Drawn { operations, fonts, pictures, .. } = drawn;
    let mut placed = place(document, number, id, &operations, &fonts, size, is_cancelled);
    let mut lost_fonts = 0;
    if placed.is_none() && !is_cancelled.load(Ordering::Relaxed) {
        // One typeface that cannot be read must not cost the page: leave out what is written in it.
        let mut sound = Dictionary::new();
        for (name, font) in fonts.iter() {
            let mut one = Dictionary::new();
            one.set(name.clone(), font.clone());
            let probe = vec![
                Operation::new("BT", vec![]),
                Operation::new("Tf", vec![Object::Name(name.clone()), Object::Integer(1)]),
                Operation::new("Tj", vec![Object::string_literal("AB")]),
                Operation::new("ET", vec![]),
            ];
            if place(document, number, id, &probe, &one, size, is_cancelled).is_some() {
                sound.set(name.clone(), font.clone());
            } else {
                lost_fonts += 1;
            }
        }
        let kept = without_fonts(operations, &sound);
        placed = place(document, number, id, &kept, &sound, size, is_cancelled);
    }
    match placed {
        Some(page) => Page { has_picture: pictures > 0, has_lost: page.has_lost || lost_fonts > 0, ..page },
        None => Page { has_picture: pictures > 0, ..unread(number) },
    }
}

/// What is written on a page, as one list without anything that is not writing.
#[derive(Default)]
struct Drawn {
    operations: Vec<Operation>,
    fonts: Dictionary,
    pictures: usize,
    forms: usize,
}

/// Width and height of a page.
type Size = (f64, f64);

fn number_of(object: &Object) -> Option<f64> {
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

fn drawn(document: &Document, id: ObjectId) -> Option<(Drawn, Size)> {
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
    let mut drawn = Drawn::default();
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
        let mut push =
            |operator: &str, operands: Vec<Object>| drawn.operations.push(Operation::new(operator, operands));
        match operator.as_str() {
            "BT" | "ET" | "T*" => push(&operator, Vec::new()),
            "q" => {
                saved.push(is_set);
                push("q", Vec::new());
            }
            "Q" => {
                if let Some(was_set) = saved.pop() {
                    is_set = was_set;
                    push("Q", Vec::new());
                }
            }
            "cm" | "Tm" if are_numbers(6) => push(&operator, operands),
            "Td" | "TD" if are_numbers(2) => push(&operator, operands),
            "Tc" | "Tw" | "Tz" | "TL" | "Ts" if are_numbers(1) => push(&operator, operands),
            "Tf" if operands.len() == 2 && number_of(&operands[1]).is_some() => {
                let Ok(name) = operands[0].as_name() else { continue };
                let font =
                    fonts.and_then(|fonts| fonts.get_deref(name, document).and_then(Object::as_dict).ok());
                is_set = font.is_some();
                if let Some(font) = font {
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
    }
    for _ in saved {
        drawn.operations.push(Operation::new("Q", Vec::new()));
    }
    Some(())
}

fn draw_form(document: &Document, form: &Stream, outer: &Dictionary, depth: usize, drawn: &mut Drawn) {
    let resources = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict).unwrap_or(outer);
    let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
    drawn.operations.push(Operation::new("q", Vec::new()));
    let matrix = form.dict.get(b"Matrix").ok().and_then(|matrix| numbers(document, matrix));
    if let Some(matrix) = matrix.filter(|matrix| matrix.len() == 6) {
        drawn.operations.push(Operation::new("cm", matrix.iter().map(|n| Object::Real(*n as f32)).collect()));
    }
    let prefix = format!("F{}", drawn.forms);
    // A form that cannot be understood costs what is written in it, not the page.
    let _ = draw(document, &content, resources, &prefix, depth + 1, drawn);
    drawn.operations.push(Operation::new("Q", Vec::new()));
}

/// The operations without what is written in typefaces that are not among these.
fn without_fonts(operations: Vec<Operation>, sound: &Dictionary) -> Vec<Operation> {
    let (mut is_sound, mut saved) = (false, Vec::new());
    operations
        .into_iter()
        .filter(|operation| match operation.operator.as_str() {
            "Tf" => {
                is_sound = operation.operands[0].as_name().is_ok_and(|name| sound.has(name));
                is_sound
            }
            "q" => {
                saved.push(is_sound);
                true
            }
            "Q" => {
                is_sound = saved.pop().unwrap_or(false);
                true
            }
            "Tj" | "TJ" => is_sound,
            _ => true,
        })
        .collect()
}

/// A typeface without what its reader stumbles over.
fn sound_font(document: &Document, font: &Dictionary) -> Dictionary {
    let mut font = font.clone();
    let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
    if map.map_or(true, is_map_too_large) {
        font.remove(b"ToUnicode");
    }
    if !font.has(b"BaseFont") {
        font.set("BaseFont", Object::Name(b"None".to_vec()));
    }
    let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let below = below.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok()).cloned();
    if let Some(mut below) = below {
        match below.get_deref(b"W", document).and_then(Object::as_array).cloned() {
            Ok(widths) => below.set("W", Object::Array(sound_widths(document, &widths))),
            Err(_) => {
                below.remove(b"W");
            }
        }
        if below.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).is_err() {
            below.set("FontDescriptor", Object::Dictionary(Dictionary::new()));
        }
        font.set("DescendantFonts", Object::Array(vec![Object::Dictionary(below)]));
        if font.get_deref(b"Encoding", document).and_then(Object::as_name).is_ok() {
            // Two bytes a letter, which is right of nearly all that have a name.
            font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
        }
    }
    font
}

/// Widths as lists; the reader misreads ranges.
fn sound_widths(document: &Document, widths: &[Object]) -> Vec<Object> {
    let resolved =
        |object: &Object| document.dereference(object).map_or(Object::Null, |(_, object)| object.clone());
    let widths: Vec<Object> = widths.iter().map(resolved).collect();
    let (mut sound, mut rest, mut total) = (Vec::new(), widths.as_slice(), 0i64);
    loop {
        match rest {
            [Object::Integer(first), Object::Array(each), more @ ..] => {
                let each: Vec<Object> =
                    each.iter().map(resolved).filter(|one| number_of(one).is_some()).collect();
                sound.extend([Object::Integer(*first), Object::Array(each)]);
                rest = more;
            }
            [Object::Integer(first), Object::Integer(last), width, more @ ..]
                if number_of(width).is_some() =>
            {
                let count = last.saturating_sub(*first).saturating_add(1).clamp(0, 65_536);
                total += count;
                if total > 200_000 {
                    return sound;
                }
                sound.extend([Object::Integer(*first), Object::Array(vec![width.clone(); count as usize])]);
                rest = more;
            }
            _ => return sound,
        }
    }
}

/// Whether a map from codes to letters has ranges that no typeface has.
fn is_map_too_large(map: &Stream) -> bool {
    let Ok(text) = map.decompressed_content() else { return false };
    let mut total = 0u64;
    let mut last: Option<u64> = None;
    for token in text.split(|byte| *byte == b'<').skip(1) {
        let Some(end) = token.iter().position(|byte| *byte == b'>') else { continue };
        let code =
            std::str::from_utf8(&token[..end]).ok().and_then(|hex| u64::from_str_radix(hex.trim(), 16).ok());
        if let (Some(first), Some(code)) = (last, code)
            && token[..end].len() > 4
        {
            total = total.saturating_add(code.saturating_sub(first).min(u64::from(u32::MAX)));
        }
        last = code.filter(|_| token[end + 1..].iter().all(u8::is_ascii_whitespace));
    }
    // Ranges of two-byte codes are small; longer ones must not add up to more than there are letters.
    text.len() > 8_000_000 || total > 0xffff_ffff
}

/// Has the letters of a page placed; none where the reader loses its footing.
fn place(
    document: &mut Document,
    number: u32,
    id: ObjectId,
    operations: &[Operation],
    fonts: &Dictionary,
    (width, height): Size,
    is_cancelled: &AtomicBool,
) -> Option<Page> {
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
    let page = document.objects.insert(id, Object::Dictionary(simple));
    let mut placer = Placer::new(Page { number, height, ..Page::default() }, is_cancelled);
    let done = guarded(|| output_doc_page(document, &mut placer, number));
    if let Some(page) = page {
        document.objects.insert(id, page);
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
                    line.right = line.right.max(end);
                    line.size = line.size.max(size);
                }
            }
            _ if text.trim().is_empty() => self.last = None,
            _ => {
                self.page.lines.push(Line { left: x, right: end, y, size, is_turned: turn.abs() > 0.1, text })
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
}

/// What the file holds besides its pages.
fn extras(document: &Document) -> Extras {
    let mut extras = Extras::default();
    let name_is = |object: &Dictionary, key: &[u8], name: &[u8]| {
        object.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    let text = |object: &Dictionary, key: &[u8]| {
        let value = object.get_deref(key, document).ok()?;
        decode_text_string(value).ok().filter(|text| !text.trim().is_empty())
    };
    if let Ok(catalog) = document.catalog() {
        let form = catalog.get_deref(b"AcroForm", document).and_then(Object::as_dict);
        extras.is_changing_form = form.is_ok_and(|form| form.has(b"XFA"));
    }
    for object in document.objects.values() {
        let Ok(object) = object.as_dict() else { continue };
        if name_is(object, b"FT", b"Tx")
            || name_is(object, b"Subtype", b"Widget") && object.has(b"V") && !object.has(b"FT")
        {
            extras.typed.extend(text(object, b"V"));
        } else if name_is(object, b"Subtype", b"FreeText") {
            extras.typed.extend(text(object, b"Contents"));
        } else if name_is(object, b"Subtype", b"Text") || name_is(object, b"Subtype", b"Highlight") {
            extras.stuck_notes += usize::from(text(object, b"Contents").is_some());
        } else if name_is(object, b"Type", b"Filespec") && object.has(b"EF") {
            extras.attached += 1;
        }
    }
    extras
}
