//! Where the files of a run go, each with its hash.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::delimited::Pieces;
use crate::digest::Sha256Digest;
use crate::error::Error;

/// Where the files of a run go. The library makes their bytes; whoever runs it keeps them.
pub trait Shelf: Sync {
    /// Keeps the next bytes of the file with this path in the output folder. The bytes of one file come in order, files come side by side;
    /// the manifest comes last, once all else is kept.
    fn keep(&self, path: &str, bytes: &[u8]) -> std::io::Result<()>;
}

/// Keeps the files in memory, by path.
#[derive(Default)]
pub struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl InMemory {
    /// The files.
    pub fn files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for InMemory {
    fn keep(&self, path: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.entry(path.to_owned()).or_default().extend_from_slice(bytes);
        Ok(())
    }
}

/// A file of the output folder that was kept.
pub(super) struct Kept {
    pub(super) path: Cow<'static, str>,
    pub(super) summary: &'static str,
    pub(super) sha256: String,
}

/// Gives a file to the shelf piece by piece, and works out its hash on the way.
pub(super) fn kept(
    shelf: &dyn Shelf,
    path: impl Into<Cow<'static, str>>,
    summary: &'static str,
    write: impl FnOnce(&mut Pieces<'_>),
) -> Result<Kept, Error> {
    let path = path.into();
    let mut digest = Sha256Digest::default();
    let mut result = Ok(());
    write(&mut |piece: &[u8]| {
        if result.is_ok() {
            digest.add(piece);
            result = shelf.keep(&path, piece);
        }
    });
    result.map_err(|reason| Error::Unwritten { path: path.to_string(), reason })?;
    Ok(Kept { path, summary, sha256: digest.finish() })
}
