//! The long texts that cells of an Excel workbook share, each once in memory.

use std::io::{BufRead, BufReader, Cursor, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::preview::unescaped;

/// A list of shared texts of so many bytes is worth looking through.
const WORTHWHILE: u64 = 1 << 20;
/// A text of fewer bytes costs less where it stands twice.
const LONG: usize = 64;
/// Stands in front of the number of a text that was taken out; a sign for private use, which no text begins with.
const MARK: char = '\u{f8fe}';

/// The texts that were taken out of a workbook, in order.
#[derive(Default)]
pub(in crate::ingest) struct SharedTexts(Vec<Arc<str>>);

impl SharedTexts {
    /// The text that this one stands for, where it stands for one.
    pub(in crate::ingest) fn meant_by(&self, text: &str) -> Option<Arc<str>> {
        let number: usize = text.strip_prefix(MARK)?.parse().ok()?;
        self.0.get(number).cloned()
    }
}

/// Takes the long texts out of a workbook, so that its reader holds none of them. What is not plainly one text is left to the reader; so is all
/// of a workbook that is small or odd.
pub(in crate::ingest) fn take_shared(bytes: Vec<u8>) -> (Vec<u8>, SharedTexts) {
    match taken(&bytes) {
        Some(taken) => taken,
        None => (bytes, SharedTexts::default()),
    }
}

fn taken(bytes: &[u8]) -> Option<(Vec<u8>, SharedTexts)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let is_list = |name: &str| {
        name.rsplit(['/', '\\']).next().is_some_and(|part| part.eq_ignore_ascii_case("sharedStrings.xml"))
    };
    let lists: Vec<usize> = (0..archive.len())
        .filter(|at| archive.by_index_raw(*at).is_ok_and(|part| part.name().is_ok_and(|name| is_list(&name))))
        .collect();
    let [list] = lists[..] else { return None };
    if archive.by_index_raw(list).ok()?.size() < WORTHWHILE {
        return None;
    }
    let mut texts = SharedTexts::default();
    // Without its long texts it is shorter: room for all of it at once is less than room that grows by doubling.
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for at in 0..archive.len() {
        if at == list {
            let part = archive.by_index(at).ok()?;
            let quickly = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .compression_level(Some(1));
            writer.start_file(&*part.name().ok()?, quickly).ok()?;
            take_out(BufReader::new(part), &mut writer, &mut texts)?;
        } else {
            writer.raw_copy_file(archive.by_index_raw(at).ok()?).ok()?;
        }
    }
    Some((writer.finish().ok()?.into_inner(), texts))
}

/// Copies a list of texts, with a mark for each that is plain; nothing where a mark could be mistaken for a text.
fn take_out(mut list: impl BufRead, copy: &mut impl Write, texts: &mut SharedTexts) -> Option<()> {
    let mut piece = Vec::new();
    loop {
        piece.clear();
        if list.read_until(b'>', &mut piece).ok()? == 0 {
            return Some(());
        }
        copy.write_all(&piece).ok()?;
        if piece != b"<si>" {
            continue;
        }
        piece.clear();
        while !piece.ends_with(b"</si>") {
            if list.read_until(b'>', &mut piece).ok()? == 0 {
                return None;
            }
        }
        match plain_text(&piece) {
            Some(text) if text.len() >= LONG || text.starts_with(MARK) => {
                write!(copy, "<t>{MARK}{}</t></si>", texts.0.len()).ok()?;
                texts.0.push(text.into());
            }
            _ => {
                let is_mistakable = String::from_utf8_lossy(&piece).contains(MARK)
                    || piece.windows(2).any(|two| two == b"&#");
                if is_mistakable && unescaped(&String::from_utf8_lossy(&piece)).contains(MARK) {
                    return None;
                }
                copy.write_all(&piece).ok()?;
            }
        }
    }
}

/// The text of `<t>…</t></si>`; nothing where there are several, or signs that the workbook's reader knows to read.
fn plain_text(item: &[u8]) -> Option<String> {
    let item = std::str::from_utf8(item).ok()?;
    let inside = item.strip_suffix("</t></si>")?;
    let (inside, keeps_space) = match inside.strip_prefix("<t>") {
        Some(inside) => (inside, false),
        None => (inside.strip_prefix("<t xml:space=\"preserve\">")?, true),
    };
    if inside.contains(['<', '\r']) || inside.contains("_x") {
        return None;
    }
    let text = unescaped(inside);
    Some(if keeps_space { &text } else { text.trim_matches([' ', '\t', '\r', '\n']) }.to_owned())
}
