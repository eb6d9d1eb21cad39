//! The archive that an office document is: parts in a fixed order, without times. The door of `zip` for writing.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::{LANGUAGE, Markup};

/// Why writing an archive cannot fail.
const IN_MEMORY: &str = "an archive in memory takes what it is given";

/// An archive that is being written.
pub struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Package {
    fn default() -> Package {
        Package(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

/// For every part the earliest time that an archive can tell, and the same system, whatever it is written on.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
}

impl Package {
    /// Adds a part.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.add_with(name, bytes, CompressionMethod::Deflated);
    }

    /// Adds a part as it is: by the first part of its kind an OpenDocument file is known.
    pub fn add_stored(&mut self, name: &str, bytes: &[u8]) {
        self.add_with(name, bytes, CompressionMethod::Stored);
    }

    fn add_with(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) {
        self.0.start_file(name, options(method)).expect(IN_MEMORY);
        self.0.write_all(bytes).expect(IN_MEMORY);
    }

    /// The bytes of the archive.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.finish().expect(IN_MEMORY).into_inner()
    }
}

/// An archive with one part replaced, all others as they were packed; none where it is no archive.
pub(super) fn with_part(archive: &[u8], replaced: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).ok()?;
    let mut package = Package::default();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        if name == replaced {
            package.add(&name, bytes);
        } else {
            let mut unpacked = Vec::new();
            part.read_to_end(&mut unpacked).ok()?;
            package.add(&name, &unpacked);
        }
    }
    Some(package.into_bytes())
}

/// `docProps/core.xml` of Office Open XML: what a document is called and its language. It names no author and no time.
pub fn core_properties(title: &str) -> Vec<u8> {
    let mut core = Markup::document();
    core.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    )
    .element("dc:title", &[], title)
    .element("dc:language", &[], LANGUAGE);
    core.into_bytes()
}
