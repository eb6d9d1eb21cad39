//! The lines of text on the pages of a PDF file: the door of `pdf-extract`.

mod drawing;
mod fonts;
mod mending;
mod placing;
mod ruling;

use std::sync::atomic::{AtomicBool, Ordering};

use pdf_extract::content::Operation;
use pdf_extract::{Dictionary, Document, LoadOptions, Object, ObjectId, decode_text_string};

use self::drawing::{Drawn, drawn};
use self::fonts::without_fonts;
use self::mending::{holds, rebuilt, unpacks_beyond_reason, without_pictures};
use self::placing::place;
use super::page_layout::Page;
use crate::ingest::guard;

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
            "the PDF is locked with a password; open it, and print it into a new PDF without one"
        } else {
            "the PDF is damaged; open it in its program and save it again, or print it into a new PDF"
        }));
    };
    if document.is_encrypted() && !matches!(guarded(|| document.decrypt("")), Some(Ok(()))) {
        return tell(refused(
            "the PDF is locked with a password; open it, and print it into a new PDF without one",
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

/// Reads one page: first all that is drawn on it is made simple enough for the reader of typefaces, then its letters are placed.
fn page(document: &mut Document, number: u32, id: ObjectId, is_cancelled: &AtomicBool) -> Page {
    let Some((drawn, size)) = drawn(document, id) else { return unread(number) };
    let Drawn { operations, fonts, pictures, ruler, .. } = drawn;
    let blank = Page { number, height: size.1, rules: ruler.rules(), ..Page::default() };
    let mut placed = place(document, id, &operations, &fonts, (blank.clone(), size.0), is_cancelled);
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
            if place(document, id, &probe, &one, (blank.clone(), size.0), is_cancelled).is_some() {
                sound.set(name.clone(), font.clone());
            } else {
                lost_fonts += 1;
            }
        }
        let kept = without_fonts(operations, &sound);
        placed = place(document, id, &kept, &sound, (blank, size.0), is_cancelled);
    }
    match placed {
        Some(page) => Page { has_picture: pictures > 0, has_lost: page.has_lost || lost_fonts > 0, ..page },
        None => Page { has_picture: pictures > 0, ..unread(number) },
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
