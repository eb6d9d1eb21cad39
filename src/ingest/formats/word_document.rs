//! Word documents.

use rustc_hash::FxHashMap;

use super::{Block, Content, FORMATS, Format, Opened};
use crate::file_name::last_part;
use crate::ingest::documents::word_text::{self, PartText, Styles};
use crate::ingest::documents::xml::{Piece, walk};
use crate::ledger::State;
use crate::text::counted;

pub(super) struct WordDocument;

const DAMAGED: &str =
    "the document is damaged: its text cannot be read to the end; open it in Word and save it again";

/// The part where a Word document begins, where nothing says otherwise.
const DOCUMENT: &str = "word/document.xml";

/// Files that stand in a document's place are opened down to this depth.
const DEEPEST: usize = 3;

impl Format for WordDocument {
    fn name(&self) -> &'static str {
        "Word document (.docx)"
    }

    fn recognises(&self, _name: &str, bytes: &[u8]) -> bool {
        is_single_file(bytes)
            || super::is_archive_with(bytes, DOCUMENT)
            || super::part_names(bytes).iter().any(|name| name.starts_with("word/document"))
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        read(bytes, 0)
    }
}

/// Whether this is a Word document written as one XML file.
fn is_single_file(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && ["office/word/2003/wordml", "wordprocessingml", "microsoft.com/office/2006/xmlPackage"]
            .iter()
            .any(|mark| head.contains(mark))
}

fn read(bytes: Vec<u8>, depth: usize) -> Result<Opened, String> {
    if !bytes.starts_with(b"PK") {
        let xml = crate::ingest::decode::decode(bytes).text;
        let text = word_text::read(body_of(&xml), &Styles::default()).map_err(|_| DAMAGED.to_owned())?;
        let mut opened = Opened::from(Content::Document(Vec::new()));
        opened.content = Content::Document(taken(text, &mut opened));
        return Ok(opened);
    }
    let names = super::part_names(&bytes);
    let part = |name: &str| super::archive_part(&bytes, name);
    let main = main_part(&bytes);
    let styles = part("word/styles.xml").map(|xml| Styles::read(&xml)).unwrap_or_default();
    let read_part = |name: &str| word_text::read(&part(name)?, &styles).map_err(|_| DAMAGED.to_owned());

    let mut opened = Opened::from(Content::Document(Vec::new()));
    let mut text = read_part(&main)?;
    let chunks = std::mem::take(&mut text.chunks);
    let mut blocks = taken(text, &mut opened);
    let targets = relations(&bytes, &relations_of(&main));
    for (at, relation) in chunks.into_iter().rev() {
        let target = targets.get(&relation).map(|target| beside(&main, target));
        match chunk(&bytes, target, depth) {
            Ok(more) => {
                let at = at.min(blocks.len());
                blocks.splice(at..at, more);
            }
            Err(reason) => opened.aside(State::Unreadable, reason),
        }
    }
    for name in &names {
        let Some(file) = name.strip_prefix("word/") else { continue };
        let is_xml = file.ends_with(".xml") && !file.contains('/');
        if is_xml && (file.starts_with("footnotes") || file.starts_with("endnotes")) {
            let text = read_part(name)?;
            blocks.extend(taken(text, &mut opened));
        } else if is_xml && (file.starts_with("header") || file.starts_with("footer")) {
            if read_part(name).is_ok_and(|text| !text.blocks.is_empty()) {
                let kind = if file.starts_with("header") { "header" } else { "footer" };
                opened.aside(State::OutOfScope, format!("the {kind} of this document's pages"));
            }
        } else if is_xml && file.starts_with("comments") && file.trim_end_matches(".xml") == "comments" {
            let comments = part(name).map(|xml| count(&xml, "comment")).unwrap_or(0);
            for _ in 0..comments {
                opened.aside(
                    State::OutOfScope,
                    "a comment in the margin: a reader's words about the text, not part of it",
                );
            }
        } else if file.starts_with("embeddings/") {
            let reason = format!(
                "a file that stands inside this document ({}) is not read; save it beside the document",
                file.trim_start_matches("embeddings/")
            );
            opened.aside(State::Unreadable, reason);
        } else if file.starts_with("diagrams/data") {
            let words = part(name).map(|xml| words_of_drawing(&xml)).unwrap_or_default();
            blocks.extend(words.into_iter().map(Block::Paragraph));
        }
    }
    let linked = part(&relations_of(&main)).map(|xml| linked_pictures(&xml)).unwrap_or(0);
    let pictures = names.iter().filter(|name| is_picture(name)).count() + linked;
    if pictures > 0 {
        let is_all = blocks.is_empty();
        let reason = format!(
            "{pictures} {} in this document; if words can be seen there, transcribe them into the document",
            if pictures == 1 { "picture" } else { "pictures" }
        );
        opened.aside(if is_all { State::Unreadable } else { State::OutOfScope }, reason);
    }
    opened.content = Content::Document(blocks);
    Ok(opened)
}

/// How many pictures a part shows that lie outside the document.
fn linked_pictures(relations: &str) -> usize {
    let mut count = 0;
    // What is read of a damaged part counts.
    let _ = walk(relations, |piece| {
        if let Piece::Open("Relationship", element) = piece {
            let is_picture = element.attribute("Type").is_some_and(|kind| kind.ends_with("/image"));
            let is_outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
            count += usize::from(is_picture && is_outside);
        }
    });
    count
}

/// The blocks of a part; what was left out of it is told.
fn taken(text: PartText, opened: &mut Opened) -> Vec<Block> {
    if text.hidden > 0 {
        let reason = format!("hidden text in {} of the paragraphs, left out", text.hidden);
        opened.aside(State::OutOfScope, reason);
    }
    if text.contents > 0 {
        let reason = format!("the table of contents ({})", counted(text.contents, "line", "lines"));
        opened.aside(State::OutOfScope, reason);
    }
    if text.deleted > 0 {
        opened.notes.push("tracked changes: deleted words are left out, inserted words are kept".to_owned());
    }
    if text.symbols > 0 {
        opened
            .notes
            .push(format!("{} symbols of a symbol font have no letter and are left out", text.symbols));
    }
    text.blocks
}

/// The document's part of a Word document written as one XML file: its styles and headers are other parts.
fn body_of(xml: &str) -> &str {
    let start = xml.find("<w:body").unwrap_or(0);
    let end = xml[start..].find("</w:body>").map_or(xml.len(), |end| start + end + "</w:body>".len());
    if start == 0 { xml } else { &xml[start..end] }
}

/// The part that the package names as its document.
fn main_part(bytes: &[u8]) -> String {
    let mut found = None;
    if let Ok(xml) = super::archive_part(bytes, "_rels/.rels") {
        let _ = walk(&xml, |piece| {
            if let Piece::Open("Relationship", element) = piece
                && element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                found = element.attribute("Target").map(|target| target.trim_start_matches('/').to_owned());
            }
        });
    }
    found.filter(|part| super::is_archive_with(bytes, part)).unwrap_or_else(|| DOCUMENT.to_owned())
}

fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels")
}

/// The relations of a part: what each identifier points to.
fn relations(bytes: &[u8], part: &str) -> FxHashMap<String, String> {
    let mut found = FxHashMap::default();
    if let Ok(xml) = super::archive_part(bytes, part) {
        let _ = walk(&xml, |piece| {
            if let Piece::Open("Relationship", element) = piece
                && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
            {
                found.insert(id, target);
            }
        });
    }
    found
}

/// The name of a part that another one names.
fn beside(part: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => part.rsplit_once('/').map_or(target.to_owned(), |(folder, _)| format!("{folder}/{target}")),
    }
}

/// What stands in a file that Word shows in the document's place.
fn chunk(bytes: &[u8], part: Option<String>, depth: usize) -> Result<Vec<Block>, String> {
    let part =
        part.ok_or("a file that belongs in this document is missing; open it in Word and save it again")?;
    let unread = || {
        let file = last_part(&part);
        format!(
            "a file that stands in this document's place ({file}) is not read; open it in Word and save it again"
        )
    };
    let chunk = super::archive_bytes(bytes, &part)?;
    let mut name = last_part(&part).to_lowercase();
    if [".mht", ".mhtml"].iter().any(|ending| name.ends_with(ending)) {
        // A web archive is written as an e-mail is.
        name.push_str(".eml");
    }
    if chunk.starts_with(b"PK") {
        return match (depth < DEEPEST).then(|| read(chunk, depth + 1)) {
            Some(Ok(Opened { content: Content::Document(blocks), .. })) => Ok(blocks),
            _ => Err(unread()),
        };
    }
    let format = FORMATS.iter().find(|format| format.recognises(&name, &chunk)).ok_or_else(unread)?;
    match format.read(&name, chunk).map_err(|_| unread())?.content {
        Content::Document(blocks) => Ok(blocks),
        Content::Message(message) => {
            let paragraphs = message.body.split("\n\n");
            Ok(paragraphs
                .filter(|text| !text.trim().is_empty())
                .map(|text| Block::Paragraph(text.to_owned()))
                .collect())
        }
        _ => Err(unread()),
    }
}

fn count(xml: &str, wanted: &str) -> usize {
    let mut found = 0;
    let _ = walk(xml, |piece| found += usize::from(matches!(piece, Piece::Open(name, _) if name == wanted)));
    found
}

/// The paragraphs of a drawing such as SmartArt.
fn words_of_drawing(xml: &str) -> Vec<String> {
    let (mut found, mut paragraph, mut in_text) = (Vec::new(), String::new(), false);
    let _ = walk(xml, |piece| match piece {
        Piece::Open("t", element) if element.prefix() == "a" => in_text = true,
        Piece::Close("t") => in_text = false,
        Piece::Text(text) if in_text => paragraph.push_str(text),
        Piece::Close("p") if !paragraph.trim().is_empty() => found.push(std::mem::take(&mut paragraph)),
        _ => {}
    });
    found
}

fn is_picture(name: &str) -> bool {
    name.starts_with("word/media/")
        && [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf"]
            .iter()
            .any(|ending| name.to_lowercase().ends_with(ending))
}
