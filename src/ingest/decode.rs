//! Bytes into text: the door of `encoding_rs` and `chardetng`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

use super::dos::decode_dos;

/// What was found out about a file's encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding, in words.
    pub encoding: &'static str,
    /// What a person should know of it, a line each; nothing where the text is plain UTF-8.
    pub notes: Vec<String>,
}

/// What stands for a character that could not be read.
const LOST: char = '\u{fffd}';

/// Decodes bytes as what they are: by their byte order mark, as UTF-8 where they are valid UTF-8, as UTF-16 where every other
/// byte is zero, and else line by line, so that UTF-8 lines in a mixed file stay right: as Windows-1252, or, where that makes no sense, as
/// the older encoding that they look like. Characters that cannot be read, or were lost before, are told in the notes.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return decode_utf8_or_older(rest.to_vec());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe\0\0") {
        return decode_utf32(rest, u32::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xfe\xff") {
        return decode_utf32(rest, u32::from_be_bytes);
    }
    if bytes.starts_with(b"\xff\xfe") {
        return told(UTF_16LE.decode_with_bom_removal(&bytes).0.into_owned(), "UTF-16");
    }
    if bytes.starts_with(b"\xfe\xff") {
        return told(UTF_16BE.decode_with_bom_removal(&bytes).0.into_owned(), "UTF-16");
    }
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    if head.len() >= 8 && zeros(1) * 10 > head.len() * 3 && zeros(0) * 20 < head.len() {
        return told(UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned(), "UTF-16");
    }
    if head.len() >= 8 && zeros(0) * 10 > head.len() * 3 && zeros(1) * 20 < head.len() {
        return told(UTF_16BE.decode_without_bom_handling(&bytes).0.into_owned(), "UTF-16");
    }
    if is_shifted_japanese(head) {
        let (text, has_errors) = ISO_2022_JP.decode_without_bom_handling(&bytes);
        if !has_errors {
            return told(text.into_owned(), "ISO-2022-JP");
        }
    }
    decode_utf8_or_older(bytes)
}

/// Whether characters of two bytes are switched on somewhere, as Japanese mail does in bytes that are all ASCII.
fn is_shifted_japanese(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"))
}

fn decode_utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Decoded {
    let units = bytes.chunks(4).map(|unit| unit.try_into().map_or(u32::MAX, number));
    told(units.map(|unit| char::from_u32(unit).unwrap_or(LOST)).collect(), "UTF-32")
}

fn decode_utf8_or_older(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => told(text, "UTF-8"),
        Err(error) => {
            let bytes = error.into_bytes();
            let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
            let is_mixed = lines().any(|line| !line.is_ascii() && std::str::from_utf8(line).is_ok());
            let older = if is_mixed { WINDOWS_1252 } else { older_encoding(&bytes) };
            let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
            if older != WINDOWS_1252 && older != MACINTOSH {
                // In some of these a line end can be part of a character.
                text.push_str(&older.decode_without_bom_handling(&bytes).0);
                return told(text, older.name());
            }
            for line in lines() {
                match std::str::from_utf8(line) {
                    Ok(line) => text.push_str(line),
                    Err(_) => text.push_str(&older.decode_without_bom_handling(line).0),
                }
            }
            let encoding = match (is_mixed, older == MACINTOSH) {
                (true, _) => "Windows-1252 and UTF-8 mixed",
                (_, true) => "Mac OS Roman",
                _ => "Windows-1252",
            };
            told(text, encoding)
        }
    }
}

/// Decodes bytes by the name of their encoding, as a web page gives it; a name that is not known is read as Windows-1252.
pub(super) fn decode_labelled(bytes: &[u8], label: &str) -> String {
    let page = label.strip_prefix("ibm").or(label.strip_prefix("cp")).and_then(|page| page.parse().ok());
    if let Some(text) = page.and_then(|page| decode_dos(bytes, page)) {
        return text;
    }
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Decodes bytes that their file says to be in a code page of Windows, such as 1252; those that are plainly something else as what they are.
pub(super) fn decode_code_page(bytes: Vec<u8>, code_page: u32) -> String {
    let label = match code_page {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        28591..=28606 => format!("iso-8859-{}", code_page - 28590),
        _ => format!("windows-{code_page}"),
    };
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if std::str::from_utf8(&bytes).is_err() => {
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        }
        _ => decode(bytes).text,
    }
}

/// UTF-16 with the low byte first, as Windows writes it.
pub(super) fn decode_utf16(bytes: &[u8]) -> String {
    UTF_16LE.decode_with_bom_removal(bytes).0.into_owned()
}

/// The encoding of bytes that are not UTF-8: Windows-1252 unless they make no sense in it.
fn older_encoding(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(1 << 20)];
    if is_of_old_macs(sample) {
        return MACINTOSH;
    }
    if is_western(sample) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    let letters = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let is_cyrillic = |c: &char| ('а'..='я').contains(c) || ('А'..='Я').contains(c) || *c == 'ё';
        (text.chars().filter(is_cyrillic).count(), text.chars().filter(|c| !c.is_ascii()).count())
    };
    let of_macs = letters(X_MAC_CYRILLIC);
    // The detector does not know this one, whose small letters are those of Windows.
    let is_of_macs = [WINDOWS_1252, WINDOWS_1251].contains(&guess)
        && of_macs.0 * 10 > of_macs.1 * 9
        && of_macs.0 > letters(WINDOWS_1251).0;
    if is_of_macs { X_MAC_CYRILLIC } else { guess }
}

/// Whether bytes can be Windows-1252: accented letters one at a time, signs between words. In other encodings they come in runs, or stand as
/// signs inside words.
fn is_western(bytes: &[u8]) -> bool {
    let is_high = |byte: u8| byte >= 0x80;
    let is_sign = |byte: u8| {
        matches!(byte, 0x80..=0xbf)
            && !matches!(
                byte,
                0x8a | 0x8c
                    | 0x8e
                    | 0x91
                    | 0x92
                    | 0x96
                    | 0x97
                    | 0x9a
                    | 0x9c
                    | 0x9e
                    | 0x9f
                    | 0xa0
                    | 0xad
                    | 0xb4
            )
    };
    let (mut high, mut odd, mut run) = (0usize, 0usize, 0usize);
    for (at, &byte) in bytes.iter().enumerate() {
        run = if is_high(byte) { run + 1 } else { 0 };
        if !is_high(byte) {
            continue;
        }
        high += 1;
        let is_letter =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0xc0);
        let is_inside =
            is_letter(at.checked_sub(1).and_then(|at| bytes.get(at))) && is_letter(bytes.get(at + 1));
        odd += usize::from(run == 3 || is_sign(byte) && is_inside);
    }
    odd < 2 || odd * 20 < high
}

/// Whether apostrophes are written as old Macintosh programs did: `don\xd5t`, which in Windows-1252 is an `Õ` inside a word.
fn is_of_old_macs(bytes: &[u8]) -> bool {
    let mut seen = 0;
    for three in bytes.windows(3) {
        match three {
            [before, 0xd5, after] if before.is_ascii_lowercase() && b"stdrlvm".contains(after) => seen += 1,
            [_, 0x91..=0x94, _] => return false,
            _ => {}
        }
    }
    seen > 0
}

/// A decoded text with notes on its encoding and on what could not be read.
fn told(mut text: String, encoding: &'static str) -> Decoded {
    let mut notes = Vec::new();
    if encoding != "UTF-8" {
        notes.push(format!("the text is {encoding}, not UTF-8; read as such"));
    }
    if text.contains(LOST) {
        let mut lines: Vec<usize> = Vec::new();
        let mut count = 0;
        for (at, line) in text.split('\n').enumerate() {
            let lost = line.matches(LOST).count();
            count += lost;
            if lost > 0 {
                lines.push(at + 1);
            }
        }
        let shown: Vec<String> = lines.iter().take(10).map(usize::to_string).collect();
        let more = if lines.len() > 10 { " and more" } else { "" };
        notes.push(format!(
            "{count} characters cannot be read or were lost before this file was saved (line {}{more}); they are shown as {LOST}: export \
             the file again as UTF-8",
            shown.join(", ")
        ));
    }
    // Joining files leaves a mark at the head of each.
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Decoded { text, encoding, notes }
}

/// Whether bytes are text at all: few of them are control characters other than white space.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.starts_with(b"\0\0\xfe\xff") {
        return true;
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let odd = head.iter().filter(|byte| **byte < 9 || (**byte > 13 && **byte < 32 && **byte != 27)).count();
    odd * 50 <= head.len() || zeros * 10 > head.len() * 3 && (odd - zeros) * 50 <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognised() {
        assert_eq!(decode("\u{feff}caf\u{e9}".as_bytes().to_vec()).text, "café");
        assert_eq!(decode(b"\x93quoted\x94 caf\xe9 \xa35".to_vec()).text, "“quoted” café £5");
        assert_eq!(decode(b"caf\xe9\ncaf\xc3\xa9\n".to_vec()).text, "café\ncafé\n");
        let utf16: Vec<u8> = "More nurses".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16).text, "More nurses");
        let utf32: Vec<u8> = "\u{feff}café 👍".chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        assert_eq!(decode(utf32).text, "café 👍");
        let japanese = "病院 needs more 看護師";
        let (bytes, ..) = ISO_2022_JP.encode(japanese);
        assert!(bytes.is_ascii());
        assert_eq!(decode(bytes.into_owned()).text, japanese);
        assert_eq!(decode_labelled(b"caf\x82", "ibm850"), "café");
        assert_eq!(decode(b"I don\xd5t know, it\xd5s caf\x8e".to_vec()).text, "I don’t know, it’s café");
    }

    #[test]
    fn other_languages_keep_their_letters() {
        for (name, text) in [
            (
                "windows-1250",
                "Chciałbym, żeby w szpitalu było więcej pielęgniarek i krótsze kolejki do lekarza.",
            ),
            ("windows-1251", "В больнице нужно больше врачей и медсестёр, очереди слишком длинные."),
            ("windows-1253", "Χρειαζόμαστε περισσότερους γιατρούς και νοσοκόμες στο νοσοκομείο."),
            ("x-mac-cyrillic", "В больнице нужно больше врачей и медсестёр, очереди слишком длинные."),
            ("euc-kr", "병원에 의사와 간호사가 더 많이 필요합니다."),
        ] {
            let encoding = Encoding::for_label(name.as_bytes()).expect("a known label");
            let decoded = decode(encoding.encode(text).0.into_owned());
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.notes.len(), 1, "{:?}", decoded.notes);
        }
        let english = "The caf\u{e9} closed \u{2013} it\u{2019}s a pity. \u{a3}5 for na\u{ef}ve r\u{e9}sum\u{e9}s \u{bd} price";
        let decoded = decode(WINDOWS_1252.encode(english).0.into_owned());
        assert_eq!((decoded.text.as_str(), decoded.encoding), (english, "Windows-1252"));
    }

    #[test]
    fn lost_characters_are_counted() {
        assert!(decode(b"plain".to_vec()).notes.is_empty());
        let notes = decode("a\nb\u{fffd}\u{fffd}\nc\u{fffd}".as_bytes().to_vec()).notes;
        assert!(notes[0].starts_with("3 characters") && notes[0].contains("line 2, 3"), "{notes:?}");
    }
}
