//! Petitions: what is asked for is one letter, and whoever signed it is spoken for.

use super::signatures;
use crate::ingest::formats::Block;
use crate::ingest::settings::FileSettings;
use crate::ingest::tables::headings::plain;

/// A list of so many at least is one of signatures.
const FEWEST_SIGNATURES: usize = 3;

/// A petition says so in one of so many of its first blocks.
const BLOCKS_TRIED: usize = 12;

/// What is said of a petition.
pub(in crate::ingest) struct Petition {
    /// Of its signatures, in the ledger.
    pub(in crate::ingest) signatures: String,
    /// How it is read, for people.
    pub(in crate::ingest) told: Vec<String>,
}

/// Takes the lists of signatures out of a document if it is a petition, and the profile does not say what it is.
pub(in crate::ingest) fn found(blocks: &mut Vec<Block>, settings: &FileSettings) -> Option<Petition> {
    let signed = settings.read_as.is_none().then(|| take_signatures(blocks)).flatten()?;
    let read = format!("a petition with {signed} signatures: one response, of whoever handed it in");
    let proposed =
        || format!("proposed: speaks for {signed}; if so, say represents = {signed} in the profile");
    Some(Petition {
        signatures: format!("{signed} signatures of a petition: who signed is kept out"),
        told: [Some(read), settings.represents.is_none().then(proposed)].into_iter().flatten().collect(),
    })
}

/// Takes the lists of signatures out of a message that is a petition, and the profile does not say what it is.
pub(in crate::ingest) fn found_in_message(text: &mut String, settings: &FileSettings) -> Option<Petition> {
    let mut blocks = vec![Block::Paragraph(std::mem::take(text))];
    let petition = found(&mut blocks, settings);
    if let Some(Block::Paragraph(rest)) = blocks.pop() {
        *text = rest;
    }
    petition
}

/// Takes the lists of signatures out of a petition. How many signed; none of any other document.
fn take_signatures(blocks: &mut Vec<Block>) -> Option<usize> {
    let says_so = |block: &Block| match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) => {
            let plain = plain(text);
            plain.contains("petition") || plain.contains("undersigned")
        }
        Block::Table(_) => false,
    };
    if !blocks.iter().take(BLOCKS_TRIED).any(says_so) {
        return None;
    }
    let mut signed = 0;
    blocks.retain(|block| {
        let signatures = signatures(block);
        signed += signatures.unwrap_or(0);
        signatures.is_none()
    });
    signed += take_lines(blocks);
    (signed > 0).then_some(signed)
}

/// Takes the lines that somebody typed of a list of signatures. How many signed.
fn take_lines(blocks: &mut Vec<Block>) -> usize {
    let text = |block: &Block| match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) => text.clone(),
        Block::Table(_) => String::new(),
    };
    let texts: Vec<String> = blocks.iter().map(text).collect();
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.split('\n')).collect();
    let (are_listed, signed) = signatures::of_lines(&lines);
    if signed == 0 {
        return 0;
    }
    let mut are_listed = are_listed.into_iter();
    for (block, text) in blocks.iter_mut().zip(&texts) {
        let kept: Vec<&str> = text.split('\n').filter(|_| are_listed.next() == Some(false)).collect();
        if let Block::Heading(text) | Block::Paragraph(text) | Block::Bullet(text) = block {
            *text = kept.join("\n");
        }
    }
    blocks.retain(|block| matches!(block, Block::Table(_)) || !text(block).trim().is_empty());
    signed
}

/// How many signed in a table that is a list of names with addresses or signatures.
fn signatures(block: &Block) -> Option<usize> {
    const COLUMNS: [&str; 10] = [
        "name",
        "names",
        "full name",
        "print name",
        "address",
        "postcode",
        "post code",
        "signature",
        "signed",
        "email",
    ];
    let Block::Table(rows) = block else { return None };
    let (header, body) = rows.split_first()?;
    let is_known = |cell: &&Vec<String>| COLUMNS.contains(&plain(&cell.join(" ")).trim_end_matches(':'));
    let is_filled = |row: &&Vec<Vec<String>>| row.iter().flatten().any(|text| !text.trim().is_empty());
    let signed = body.iter().filter(is_filled).count();
    (header.iter().filter(is_known).count() >= 2 && signed >= FEWEST_SIGNATURES).then_some(signed)
}
