//! ZIP archives: their files are read like files in a folder.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Aside, Content, Format, Member, Opened};
use crate::file_name::{is_computers_own, last_part};
use crate::ingest::guard::guarded;
use crate::ledger::State;
use crate::submission::Place;

pub(super) struct Archive;

/// An archive is unpacked up to this many bytes.
pub(super) const MOST_BYTES: usize = 500_000_000;

/// An archive is unpacked up to this many files.
const MOST_FILES: usize = 10_000;

/// What unpacks to more than this many times its size is no document but an attack; small files may.
const MOST_PACKED: u64 = 100;
const SMALL: u64 = 20_000_000;

/// Parts by which documents of office programs are known, which are ZIP archives too.
const OF_DOCUMENTS: &[&str] = &[
    "[Content_Types].xml",
    "mimetype",
    "META-INF/MANIFEST.MF",
    "META-INF/container.xml",
    "Index/Document.iwa",
];

/// Endings of such documents, should they be damaged.
const DOCUMENTS: &[&str] = &[
    ".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xlsb", ".xltx", ".pptx", ".pptm", ".ppsx", ".odt", ".ods",
    ".odp", ".ott", ".epub", ".pages", ".numbers", ".key", ".vsdx",
];

impl Format for Archive {
    fn name(&self) -> &'static str {
        "ZIP archive (.zip)"
    }

    fn recognises(&self, name: &str, bytes: &[u8]) -> bool {
        (bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06"))
            && !DOCUMENTS.iter().any(|ending| name.ends_with(ending))
            && !OF_DOCUMENTS.iter().any(|part| super::is_archive_with(bytes, part))
    }

    fn read(&self, _name: &str, bytes: Vec<u8>) -> Result<Opened, String> {
        let most = bytes.len().saturating_mul(MOST_PACKED as usize).clamp(2 * SMALL as usize, MOST_BYTES);
        let mut archive = guarded(|| {
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
                "the archive is damaged, or one part of several: it cannot be unpacked; unpack it and give the folder"
                    .to_owned()
            })
        })?;
        let mut notes = Vec::new();
        let mut asides = Vec::new();
        let mut files: Vec<(String, usize)> = Vec::new();
        let mut left_out = 0;
        for at in 0..archive.len() {
            let Ok(file) = archive.by_index_data(at) else { continue };
            if file.is_dir() {
                continue;
            }
            let raw = file.name_raw();
            let name = match std::str::from_utf8(raw) {
                Ok(name) => name.to_owned(),
                Err(_) => file.name().map(|name| name.into_owned()).unwrap_or_default(),
            };
            let name = safe_name(&name).unwrap_or_else(|| format!("file {}", at + 1));
            if name.split('/').next_back() == Some("consultation.toml") {
                notes.push(
                    "a consultation.toml inside an archive is not used; give it with --profile".to_owned(),
                );
            } else if is_of_the_system(&name) {
                left_out += 1;
            } else {
                files.push((name, at));
            }
        }
        if left_out > 0 {
            notes.push(format!("{left_out} files inside that the computer keeps for itself are left out"));
        }
        files.sort();
        tell_apart(&mut files);
        if archive.has_duplicate_names() {
            let reason = "the archive holds files of the same name, of which only one can be read; unpack it and give the folder";
            asides.push(Aside { place: Place::Whole, state: State::Unreadable, reason: reason.to_owned() });
        }
        if files.len() > MOST_FILES {
            let reason = format!(
                "the archive holds {} files; only the first {MOST_FILES} are read: divide it",
                files.len()
            );
            asides.push(Aside { place: Place::Whole, state: State::Unreadable, reason });
            files.truncate(MOST_FILES);
        }
        let content = Content::Archive(Box::new(move |take| {
            let mut room = most;
            for (name, at) in files {
                let bytes = guarded(|| unpacked(&mut archive, at, room));
                room -= bytes.as_ref().map_or(0, Vec::len);
                if take(Member { name, bytes }).is_break() {
                    return;
                }
            }
        }));
        Ok(Opened { content, notes, asides })
    }
}

/// The bytes of one file of an archive, at most `room`.
fn unpacked(archive: &mut ZipArchive<Cursor<Vec<u8>>>, at: usize, room: usize) -> Result<Vec<u8>, String> {
    const DAMAGED: &str = "it is damaged inside its archive: it cannot be unpacked";
    let (is_locked, packed, is_link) = {
        let file = archive.by_index_data(at).map_err(|_| DAMAGED.to_owned())?;
        (file.encrypted(), file.compressed_size(), file.is_symlink())
    };
    if is_locked {
        return Err("it is locked with a password; unpack the archive with the password and give the folder"
            .to_owned());
    }
    if is_link {
        return Err("it is only a link to another file".to_owned());
    }
    let file = archive.by_index(at).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(_) => {
            "it is packed in a way that is not read here; unpack the archive and give the folder".to_owned()
        }
        _ => DAMAGED.to_owned(),
    })?;
    let most = packed.saturating_mul(MOST_PACKED).max(SMALL).min(room as u64);
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|_| DAMAGED.to_owned())?;
    if bytes.len() as u64 > most {
        return Err(if most == room as u64 {
            "the archive unpacks to more than 500 MB, or to a hundred times its size; divide it, or unpack it and give the folder".to_owned()
        } else {
            format!(
                "it unpacks to more than {MOST_PACKED} times its size, as no document does; unpack it yourself"
            )
        });
    }
    Ok(bytes)
}

/// A name with `/` between folders that leads nowhere outside; nothing where none of it is left.
pub(super) fn safe_name(name: &str) -> Option<String> {
    let name: String =
        name.chars().map(|c| if c == '\\' { '/' } else { c }).filter(|c| !c.is_control()).collect();
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts: Vec<&str> = name
        .split('/')
        .map(str::trim)
        .filter(|part| !part.is_empty() && *part != "." && *part != ".." && !is_drive(part))
        .collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Gives files of the same name names of their own; `files` is sorted.
fn tell_apart(files: &mut [(String, usize)]) {
    let mut again = 1;
    for at in 1..files.len() {
        let first = at - again;
        if files[at].0 == files[first].0 {
            again += 1;
            files[at].0 = format!("{} ({again})", files[at].0);
        } else {
            again = 1;
        }
    }
}

/// Files that computers put into archives by themselves, hidden files, and lock files of office programs.
fn is_of_the_system(name: &str) -> bool {
    let last = last_part(name);
    name.starts_with("__MACOSX/")
        || name.split('/').any(|part| part.starts_with('.'))
        || last.starts_with("~$")
        || is_computers_own(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_outside() {
        for (name, safe) in [
            ("a\\b.txt", Some("a/b.txt")),
            ("/etc/x.txt", Some("etc/x.txt")),
            ("../../x.txt", Some("x.txt")),
            ("C:\\x\\y.txt", Some("x/y.txt")),
            ("a//./b\u{7}.txt", Some("a/b.txt")),
            ("../", None),
        ] {
            assert_eq!(safe_name(name).as_deref(), safe, "{name}");
        }
    }

    #[test]
    fn names_that_come_twice_are_told_apart() {
        let mut files =
            vec![("a".to_owned(), 0), ("a".to_owned(), 1), ("a".to_owned(), 2), ("b".to_owned(), 3)];
        tell_apart(&mut files);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "a (2)", "a (3)", "b"]);
    }
}
