//! Whether a file is larger than anything that is read, told before it stands in memory.

use std::fs::File;
use std::io::{Read, Result};
use std::path::Path;

use super::formats::FORMATS;
use super::guard::guarded;

/// Up to so many bytes a file is simply read.
const ALWAYS: u64 = 200_000_000;
/// A file that is neither a table as text nor a mailbox may have so many.
const MOST: u64 = 400_000_000;
/// The longest line that a table as text or a mailbox may have, in bytes.
const LONGEST_LINE: usize = 1 << 26;

/// Why a file is not to be read at all, where that is so; `name` is its lower-case file name.
pub(super) fn refusal(path: &Path, name: &str) -> Result<Option<String>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size <= ALWAYS {
        return Ok(None);
    }
    let mut piece = vec![0; 1 << 20];
    let mut length = file.read(&mut piece)?;
    let head = &piece[..length];
    let format =
        FORMATS.iter().find(|format| guarded(|| Ok(format.recognises(name, head))).unwrap_or_default());
    if !format.is_some_and(|format| format.may_be_large()) {
        let megabytes = size / 1_000_000;
        return Ok((size > MOST).then(|| {
            format!(
                "the file has {megabytes} MB; tables as text and mailboxes may be so large, other files may have 400 MB: divide it, or unpack \
                 it and give the folder"
            )
        }));
    }
    let mut line = 0;
    while length > 0 {
        let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
        line = match piece[..length].iter().rposition(ends) {
            Some(last) => length - last,
            None => line + length,
        };
        if line > LONGEST_LINE {
            return Ok(Some(
                "a line of this file is longer than 64 MB, as no row of a table and no message is; export it again, or divide it".to_owned(),
            ));
        }
        length = file.read(&mut piece)?;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_large_file_is_refused_for_what_it_is_and_not_for_its_size() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        // The files have holes: they take no room.
        let made = |name: &str, head: &str, size: u64| {
            let path = folder.path().join(name);
            let mut file = File::create(&path).expect("a file can be made");
            file.write_all(head.as_bytes()).expect("it can be written");
            file.set_len(size).expect("it can be made long");
            refusal(&path, name).expect("it can be read")
        };
        let head = "id,comment\n".to_owned() + &"1,More buses\n".repeat(80_000);
        assert_eq!(made("small.csv", &head, ALWAYS), None);
        assert!(made("letter.txt", "Dear Sir", MOST + 1).is_some_and(|reason| reason.contains("400 MB")));
        assert!(made("one cell.csv", &head, ALWAYS + 1).is_some_and(|reason| reason.contains("line")));
    }
}
