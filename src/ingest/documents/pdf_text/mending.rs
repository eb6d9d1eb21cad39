//! A PDF file made fit for its reader.

use pdf_extract::{Object, ObjectId};

use crate::ingest::unpack::zlib_length;

/// The most that one stream of a file unpacks to, in bytes.
const LARGEST_STREAM: u64 = 1 << 26;

pub(super) fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The file with a new table of its objects, made by looking for them; none where it is hopeless.
pub(super) fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
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
pub(super) fn is_too_large(packed: &[u8]) -> bool {
    zlib_length(packed, LARGEST_STREAM) > LARGEST_STREAM
}

/// The tables of a file's objects are unpacked before anything can be left out: whether one of them is a bomb.
pub(super) fn unpacks_beyond_reason(bytes: &[u8]) -> bool {
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
pub(super) fn without_pictures(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
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
