//! Writes the output folder whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, anyhow, bail};
use yousaid::digest::Sha256Digest;
use yousaid::overrides::{Override, Overrides};
use yousaid::pipeline::{Shelf, contents};

/// Fails unless `folder` is absent, empty, or an earlier run of this program.
/// Nor is a run replaced in which somebody edited the responses, unless this run is given them, or one with decisions of people where this run is given none.
pub(crate) fn check_target(folder: &Path, overrides: Option<&Path>) -> Result<()> {
    if folder.file_name().is_none() {
        bail!(
            "{}: the report is a folder of its own; name one with --out, such as --out report",
            folder.display()
        );
    }
    // A run that was killed between putting the old report aside and the new one in its place.
    let old = beside(folder, "replaced");
    if !folder.exists() && is_run(&old) {
        let put_back = fs::rename(&old, folder);
        put_back.with_context(|| format!("{}: the earlier report cannot be put back", folder.display()))?;
    }
    if is_run(folder) {
        check_edits(folder, overrides)?;
        return check_decisions(folder, overrides);
    }
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        bail!("{}: this is a file; name a folder with --out", folder.display());
    }
    let mut entries =
        fs::read_dir(folder).with_context(|| format!("{}: this folder cannot be read", folder.display()))?;
    if entries.next().is_some() {
        bail!(
            "{}: this folder holds something that is not a run of yousaid, and nothing there is overwritten; name another with --out",
            folder.display()
        );
    }
    Ok(())
}

/// Fails where `internal/responses.csv` of a run is not as the run wrote it, and is not what this run is given.
fn check_edits(folder: &Path, overrides: Option<&Path>) -> Result<()> {
    let path = folder.join(RESPONSES);
    let Ok(found) = sha256_of(&path) else { return Ok(()) };
    let manifest = fs::read(folder.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap_or_default();
    let outputs = manifest["outputs"].as_array().map_or(&[][..], Vec::as_slice);
    let written = outputs.iter().find(|file| file["path"] == RESPONSES).map(|file| &file["sha256"]);
    let is_given = overrides.is_some_and(|given| given.canonicalize().ok() == path.canonicalize().ok());
    if is_given || written.is_none_or(|written| *written == found) {
        return Ok(());
    }
    bail!(
        "{0}: this file was edited since the run, and a new run would replace it; give it to the run with --overrides {0}, or copy it elsewhere and put the report in another place with --out",
        path.display()
    );
}

/// Fails where people decided on single responses of a run, and this run is given no decisions.
fn check_decisions(folder: &Path, overrides: Option<&Path>) -> Result<()> {
    let count = decisions(folder).len();
    if overrides.is_some() || count == 0 {
        return Ok(());
    }
    bail!(
        "{0}: this holds {count} {1} of people on single responses, and a run without them would replace it; give it to the run with --overrides {0}, or put the report in another place with --out",
        folder.join(DECISIONS).display(),
        if count == 1 { "decision" } else { "decisions" }
    );
}

/// What people decided on single responses of a run; nothing where there is no such file.
pub(crate) fn decisions(folder: &Path) -> Vec<Override> {
    let Ok(bytes) = fs::read(folder.join(DECISIONS)) else { return Vec::new() };
    let contents = contents(DECISIONS, bytes);
    let read = contents
        .ok()
        .and_then(|contents| Overrides::read(DECISIONS, DECISIONS, &contents, String::new()).ok());
    read.map_or_else(Vec::new, |overrides| overrides.list)
}

/// The SHA-256 of a file, which is read piece by piece: it may be larger than all that a run holds.
fn sha256_of(path: &Path) -> std::io::Result<String> {
    let mut file = fs::File::open(path)?;
    let (mut digest, mut piece) = (Sha256Digest::default(), vec![0; 1 << 18]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(digest.finish()),
            length => digest.add(&piece[..length]),
        }
    }
}

/// The file of a run that holds every decision of people.
const DECISIONS: &str = "internal/overrides.csv";
/// The file of a run that people edit.
const RESPONSES: &str = "internal/responses.csv";

fn is_run(folder: &Path) -> bool {
    fs::read(folder.join("manifest.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .is_some_and(|manifest| manifest["program"]["name"] == "yousaid")
}

/// A report that is being written beside its target. Dropped before it is put in place, it leaves nothing, and an earlier report is whole.
pub(crate) struct NewReport<'a> {
    target: &'a Path,
    folder: PathBuf,
    files: Mutex<BTreeMap<String, Arc<fs::File>>>,
}

impl<'a> NewReport<'a> {
    pub(crate) fn beside(target: &'a Path) -> NewReport<'a> {
        NewReport { target, folder: beside(target, "being-written"), files: Mutex::default() }
    }

    /// Puts the report where an earlier one may be.
    pub(crate) fn put_in_place(self) -> Result<()> {
        // Windows moves no folder in which a file is open.
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let old = beside(self.target, "replaced");
        replace(self.target, &self.folder, &old).map_err(|error| {
            let is_held = error.kind() == ErrorKind::PermissionDenied && self.target.exists();
            let hint = "; is a file of the earlier report open in another program? Close it, and run again";
            anyhow!(error).context(self.failed() + if is_held { hint } else { "" })
        })?;
        remove(&old).with_context(|| format!("{}: the earlier report cannot be removed", old.display()))
    }

    /// What to say where it cannot be written.
    pub(crate) fn failed(&self) -> String {
        format!("{}: the report cannot be written here", self.target.display())
    }

    /// The file with this path, which is created if it is new.
    fn file(&self, path: &str) -> std::io::Result<Arc<fs::File>> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = files.get(path) {
            return Ok(Arc::clone(file));
        }
        if files.is_empty() {
            // What a run left that was killed.
            remove(&self.folder)?;
        }
        let place = self.folder.join(path);
        if let Some(parent) = place.parent() {
            create_folder(parent, path.starts_with("internal/"))?;
        }
        // The manifest holds totals that nobody protected.
        let is_internal = path.starts_with("internal/") || path == "manifest.json";
        let file = Arc::new(create(&place, is_internal)?);
        files.insert(path.to_owned(), Arc::clone(&file));
        Ok(file)
    }
}

impl Shelf for NewReport<'_> {
    fn keep(&self, path: &str, bytes: &[u8]) -> std::io::Result<()> {
        (&*self.file(path)?).write_all(bytes)
    }
}

impl Drop for NewReport<'_> {
    fn drop(&mut self) {
        let _ = remove(&self.folder);
    }
}

/// Puts `new` where `folder` is; an earlier report waits at `old` until that is done.
fn replace(folder: &Path, new: &Path, old: &Path) -> std::io::Result<()> {
    remove(old)?;
    let had_old = folder.exists();
    if had_old {
        fs::rename(folder, old)?;
    }
    fs::rename(new, folder).inspect_err(|_| {
        if had_old {
            let _ = fs::rename(old, folder);
        }
    })
}

/// Internal files are for their owner alone, where the system knows owners.
#[cfg(unix)]
pub(crate) fn create(path: &Path, is_internal: bool) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = if is_internal { 0o600 } else { 0o644 };
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(path)
}

#[cfg(not(unix))]
pub(crate) fn create(path: &Path, _is_internal: bool) -> std::io::Result<fs::File> {
    fs::File::create(path)
}

/// A folder, and those above it; an internal one is for its owner alone too.
fn create_folder(path: &Path, is_internal: bool) -> std::io::Result<()> {
    fs::create_dir_all(path)?;
    #[cfg(not(unix))]
    let _ = is_internal;
    #[cfg(unix)]
    if is_internal {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// A hidden folder next to the target.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or("report".to_owned(), |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.{what}"))
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
