//! What a file seems to be that is of no known format, and what would help.

use super::formats::FORMATS;
use super::workbooks::preview::Compound;

/// What an unknown file seems to be, and what would help.
pub(super) fn unknown_format(bytes: &[u8]) -> String {
    let readable = FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    let seems = if is_picture(bytes) {
        "a picture; transcribe what it says into a .txt file"
    } else if Compound::read(bytes).is_some_and(|compound| compound.has("EncryptedPackage")) {
        "locked with a password; open it in its own program, remove the password and save it again"
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") && holds(bytes, b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0")
    {
        "an older Word document; save it as .docx"
    } else if is_presentation(bytes) {
        "a presentation; save it as .pdf, or copy its words into a document"
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        "of an older Office program or of Outlook; save it as .xlsx, .docx or .eml"
    } else if bytes.starts_with(b"\x78\x9f\x3e\x22") {
        "what Outlook packs attachments into (winmail.dat); open the message in Outlook and save the attachments, or ask for them again"
    } else if bytes.starts_with(b"7z\xbc\xaf\x27\x1c") || bytes.starts_with(b"Rar!") {
        "a 7z or RAR archive; unpack it and give the folder, or pack it as .zip"
    } else if bytes.get(257..262) == Some(b"ustar")
        || bytes.starts_with(b"BZh")
        || bytes.starts_with(b"\xfd7zXZ")
    {
        "an archive; unpack it and give the folder"
    } else if bytes.starts_with(b"!BDN") {
        "an Outlook data file (.pst); open it in Outlook and save its messages, or export them as .mbox"
    } else if bytes.starts_with(b"PK") {
        "an archive or a document of another program; unpack it, or save it as .xlsx or .docx"
    } else {
        "of no kind that is read here; save it as one that is"
    };
    format!("the file is {seems} (files that are read: {readable})")
}

/// Whether the slides of PowerPoint, old or new, or of OpenDocument are in it.
fn is_presentation(bytes: &[u8]) -> bool {
    const OLDER: &[u8] = b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0";
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return holds(bytes, OLDER);
    }
    bytes.starts_with(b"PK")
        && (holds(bytes, b"ppt/presentation.xml")
            || holds(bytes, b"mimetypeapplication/vnd.oasis.opendocument.presentation"))
}

fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 7] = [b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\x01\0"];
    let is_named_within =
        |at: usize, names: &[&[u8]]| names.iter().any(|name| bytes[at.min(bytes.len())..].starts_with(name));
    starts.iter().any(|start| bytes.starts_with(start))
        || bytes.starts_with(b"RIFF") && is_named_within(8, &[b"WEBP"])
        || is_named_within(4, &[b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"ftyphevc"])
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presentations_are_to_be_saved_as_what_can_be_read() {
        for bytes in [
            b"PK\x03\x04...ppt/presentation.xml...".as_slice(),
            b"PK\x03\x04...mimetypeapplication/vnd.oasis.opendocument.presentationPK",
            b"\xd0\xcf\x11\xe0...P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0",
        ] {
            let told = unknown_format(bytes);
            assert!(told.contains("save it as .pdf") && !told.contains(".xlsx or"), "{told}");
        }
        assert!(unknown_format(b"PK\x03\x04something").contains("an archive"));
    }
}
