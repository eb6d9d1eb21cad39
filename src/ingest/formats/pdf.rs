//! PDF files with a text layer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use super::{Aside, Block, Content, Format, Opened};
use crate::ingest::documents::page_layout::{Page, document};
use crate::ingest::documents::pdf_text::{self, Extras, MOST_PAGES, Step};
use crate::ledger::State;
use crate::submission::Place;

pub(super) struct Pdf;

const SCAN: &str = "no text layer: this is a scan; transcribe it into a .txt or .docx file";

/// Room for what calls itself again and again.
const STACK: usize = 64 << 20;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "PDF with a text layer (.pdf)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        bytes.starts_with(b"%PDF")
            || bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
            || name.ends_with(".pdf")
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        opened(read_with_deadline(bytes)?)
    }
}

/// What was read until the end, or until time was up.
struct ReadPages {
    expected: usize,
    pages: Vec<Page>,
    extras: Option<Extras>,
}

/// How often one looks whether a step is done.
const TICK: Duration = Duration::from_millis(50);

/// How many ticks one step may take: a step is the opening, or a page.
fn patience(bytes: usize) -> usize {
    80 + (bytes / 50_000).min(1_000)
}

/// How many ticks may be waited for the whole.
const LONGEST: usize = 2_400;

/// Reads on another thread, so that a file that would take for ever costs a few seconds.
fn read_with_deadline(bytes: Vec<u8>) -> Result<ReadPages, String> {
    let patience = patience(bytes.len());
    let is_cancelled = Arc::new(AtomicBool::new(false));
    let (sender, steps) = mpsc::channel();
    let cancelled = Arc::clone(&is_cancelled);
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        pdf_text::read(&bytes, &cancelled, &mut |step| {
            // Nobody listens any more once time is up.
            let _ = sender.send(step);
        });
    });
    if thread.is_err() {
        return Err("there is too little memory to read this PDF".to_owned());
    }
    let mut read = ReadPages { expected: 0, pages: Vec::new(), extras: None };
    let (mut waited, mut waited_in_all) = (0, 0);
    loop {
        match steps.recv_timeout(TICK) {
            Ok(Step::Refused(reason)) => return Err(reason),
            Ok(Step::Opened(pages)) => read.expected = pages,
            Ok(Step::Page(page)) => read.pages.push(page),
            Ok(Step::Done(extras)) => {
                read.extras = Some(extras);
                break;
            }
            Err(mpsc::RecvTimeoutError::Timeout) if waited < patience && waited_in_all < LONGEST => {
                waited += 1;
                waited_in_all += 1;
                continue;
            }
            Err(_) => break,
        }
        waited = 0;
    }
    is_cancelled.store(true, Ordering::Relaxed);
    if read.expected == 0 && read.extras.is_none() {
        return Err("the PDF takes too long to read; print it into a new PDF".to_owned());
    }
    Ok(read)
}

fn opened(read: ReadPages) -> Result<Opened, String> {
    let ReadPages { expected, pages, extras } = read;
    let is_whole = extras.is_some();
    let extras = extras.unwrap_or_default();
    let mut asides = Vec::new();
    let mut aside = |page: u32, state: State, reason: &str| {
        asides.push(Aside { place: Place::Page(page), state, reason: reason.to_owned() });
    };
    let written = pages.iter().any(|page| !page.lines.is_empty());
    if !written && extras.typed.is_empty() {
        if pages.iter().all(|page| !page.has_picture && !page.is_unread) && is_whole {
            return match expected {
                0 => Err("the PDF has no pages; print it into a new PDF".to_owned()),
                _ => Err(SCAN.replace("this is a scan", "no words can be read in it").to_owned()),
            };
        }
        return Err(match pages.iter().any(|page| page.has_picture) {
            true => SCAN.to_owned(),
            false => "the PDF cannot be read; print it into a new PDF, or transcribe it into a .txt file"
                .to_owned(),
        });
    }
    for page in &pages {
        if page.is_unread {
            aside(
                page.number,
                State::Unreadable,
                "this page cannot be read; transcribe it, or print it into a new PDF",
            );
        } else if page.lines.is_empty() && page.has_picture {
            aside(
                page.number,
                State::Unreadable,
                "no text layer: this page is a scan; transcribe it into a .txt or .docx file",
            );
        } else if page.has_lost {
            aside(
                page.number,
                State::Unreadable,
                "letters of this page cannot be told from its typeface; compare it with the text, or transcribe it",
            );
        }
    }
    if pages.len() < expected {
        let from = pages.len() as u32 + 1;
        let reason = if pages.len() >= MOST_PAGES {
            format!("pages {from} to {expected} are not read: divide the file")
        } else {
            format!("pages {from} to {expected} take too long to read; print them into a new PDF")
        };
        aside(from, State::Unreadable, &reason);
    }
    let made = document(pages);
    if extras.is_changing_form && made.blocks.len() < 12 && is_waiting_page(&made.blocks) {
        return Err("this is a form that only Adobe Reader shows; open it there and print it into a new PDF"
            .to_owned());
    }
    for (page, kind) in &made.furniture {
        aside(*page, State::OutOfScope, kind);
    }
    let mut opened = Opened::from(Content::Document(made.blocks));
    opened.asides = asides;
    for _ in 0..extras.stuck_notes {
        opened.aside(
            State::OutOfScope,
            "a note stuck on a page: a reader's words about the text, not part of it",
        );
    }
    for _ in 0..extras.attached {
        opened
            .aside(State::Unreadable, "a file attached inside this PDF is not read; save it beside the PDF");
    }
    if !extras.typed.is_empty() {
        opened.notes.push(format!(
            "a form: what was typed into its {} fields stands behind the text of its pages",
            extras.typed.len()
        ));
        if let Content::Document(blocks) = &mut opened.content {
            blocks.extend(extras.typed.into_iter().map(|text| Block::Paragraph(text.replace('\r', "\n"))));
        }
    }
    Ok(opened)
}

/// Whether all that a page says is that a better program is needed to see it.
fn is_waiting_page(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) => {
            text.starts_with("Please wait")
        }
        Block::Table(_) => false,
    })
}
