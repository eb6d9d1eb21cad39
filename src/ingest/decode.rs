//! Bytes into text: the door of `encoding_rs`.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What was found out about a file's encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding, in words.
    pub encoding: &'static str,
}

/// Decodes bytes as what they are: by their byte order mark, as UTF-8 where they are valid UTF-8, as UTF-16 where every other
/// byte is zero, and else as Windows-1252, line by line, so that UTF-8 lines in a mixed file stay right.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return decode_utf8_or_1252(rest.to_vec());
    }
    if bytes.starts_with(b"\xff\xfe") {
        return Decoded { text: UTF_16LE.decode_with_bom_removal(&bytes).0.into_owned(), encoding: "UTF-16" };
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Decoded { text: UTF_16BE.decode_with_bom_removal(&bytes).0.into_owned(), encoding: "UTF-16" };
    }
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    if head.len() >= 8 && zeros(1) * 10 > head.len() * 3 && zeros(0) * 20 < head.len() {
        return Decoded { text: UTF_16LE.decode(&bytes).0.into_owned(), encoding: "UTF-16" };
    }
    if head.len() >= 8 && zeros(0) * 10 > head.len() * 3 && zeros(1) * 20 < head.len() {
        return Decoded { text: UTF_16BE.decode(&bytes).0.into_owned(), encoding: "UTF-16" };
    }
    decode_utf8_or_1252(bytes)
}

fn decode_utf8_or_1252(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: "UTF-8" },
        Err(error) => {
            let bytes = error.into_bytes();
            let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
            let mut is_mixed = false;
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                match std::str::from_utf8(line) {
                    Ok(line) => {
                        is_mixed |= !line.is_ascii();
                        text.push_str(line);
                    }
                    Err(_) => text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0),
                }
            }
            let encoding = if is_mixed { "Windows-1252 and UTF-8 mixed" } else { "Windows-1252" };
            Decoded { text, encoding }
        }
    }
}

/// Decodes bytes by the name of their encoding, as a web page gives it; a name that is not known is read as Windows-1252.
pub(super) fn decode_labelled(bytes: &[u8], label: &str) -> String {
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

/// Whether bytes are text at all: few of them are control characters other than white space.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
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
    }
}
