//! The packed rich text in which Outlook keeps the body of some messages, unpacked ([MS-OXRTFCP]).

/// What the sliding window holds before anything is written.
const AT_FIRST: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const WINDOW: usize = 4096;

/// No message is longer.
const MOST: usize = 50_000_000;

/// The rich text; nothing where the bytes are no packed rich text.
pub(in crate::ingest) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let body = bytes.get(16..)?;
    match bytes.get(8..12)? {
        b"MELA" => return Some(body[..size.min(body.len())].to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let mut window = [b' '; WINDOW];
    window[..AT_FIRST.len()].copy_from_slice(AT_FIRST);
    let mut at = AT_FIRST.len();
    let mut text = Vec::new();
    let mut input = body.iter().copied();
    'all: while let Some(control) = input.next() {
        for bit in 0..8 {
            if text.len() >= size.min(MOST) {
                break 'all;
            }
            let Some(first) = input.next() else { break 'all };
            if control & (1 << bit) == 0 {
                window[at] = first;
                at = (at + 1) % WINDOW;
                text.push(first);
                continue;
            }
            let Some(second) = input.next() else { break 'all };
            let reference = usize::from(first) << 8 | usize::from(second);
            let from = reference >> 4;
            if from == at {
                break 'all;
            }
            for step in 0..(reference & 0xf) + 2 {
                let byte = window[(from + step) % WINDOW];
                window[at] = byte;
                at = (at + 1) % WINDOW;
                text.push(byte);
            }
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specifications_examples_unpack() {
        let simple = [
            0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7,
            0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20,
            0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f,
            0xa0,
        ];
        let text = unpacked(&simple).expect("it is packed rich text");
        assert_eq!(String::from_utf8_lossy(&text), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(unpacked(b"no such thing at all"), None);
    }
}
