//! Writes the output folder whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use yousaid::pipeline::OutputFile;

/// Fails unless `folder` is absent, empty, or an earlier run of this program.
pub(crate) fn check_target(folder: &Path) -> Result<()> {
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
    if !folder.exists() || is_run(folder) {
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

fn is_run(folder: &Path) -> bool {
    fs::read(folder.join("manifest.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .is_some_and(|manifest| manifest["program"]["name"] == "yousaid")
}

/// Writes the files beside the target and then puts them in its place. Where that fails, an earlier report stays whole and nothing
/// else is left.
pub(crate) fn write(folder: &Path, files: &[OutputFile]) -> Result<()> {
    let failed = || format!("{}: the report cannot be written here", folder.display());
    let new = beside(folder, "being-written");
    let old = beside(folder, "replaced");
    let replaced =
        remove(&new).and_then(|()| write_all(&new, files)).and_then(|()| replace(folder, &new, &old));
    if let Err(error) = replaced {
        let _ = remove(&new);
        return Err(error).with_context(failed);
    }
    remove(&old).with_context(|| format!("{}: the earlier report cannot be removed", old.display()))
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

fn write_all(folder: &Path, files: &[OutputFile]) -> std::io::Result<()> {
    for file in files {
        let path = folder.join(&*file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut target = create(&path, file.path.starts_with("internal/"))?;
        target.write_all(&file.bytes)?;
        target.flush()?;
    }
    Ok(())
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

/// A hidden folder next to the target.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or("report".to_owned(), |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.{what}"))
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
