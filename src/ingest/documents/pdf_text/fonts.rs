//! Typefaces without what their reader stumbles over.

use pdf_extract::content::Operation;
use pdf_extract::{Dictionary, Document, Object, Stream};

use super::drawing::number_of;

/// The operations without what is written in typefaces that are not among these.
pub(super) fn without_fonts(operations: Vec<Operation>, sound: &Dictionary) -> Vec<Operation> {
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
pub(super) fn sound_font(document: &Document, font: &Dictionary) -> Dictionary {
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

/// Whether a typeface is bold, going by its name.
pub(super) fn is_bold(document: &Document, font: &Dictionary) -> bool {
    const WEIGHTS: [&str; 4] = ["bold", "black", "heavy", "demi"];
    let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_lowercase();
    WEIGHTS.iter().any(|weight| name.contains(weight))
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
