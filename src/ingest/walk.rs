//! Which files the inputs are: folders are walked in sorted order.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// One input file, or the folder of an earlier report: where it is, and its name relative to what the user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where to open it.
    pub path: PathBuf,
    /// Its name in ledgers and reports, with `/` between folders.
    pub name: String,
}

/// Folders are walked down to this depth.
const DEEPEST: usize = 32;

/// The files of all inputs, each folder in sorted order. Hidden files, `consultation.toml` and the lock files of office programs are no submissions. An
/// earlier report is none either: its folder stands here for all that lies in it, and to name it, or a folder of it, is an error. Where several folders or files are named, each name begins with the folder's own.
///
/// `own`: where the report of this very run goes. What an earlier run left there is being replaced, and is not told.
pub fn inputs(named: &[PathBuf], own: Option<&Path>) -> Result<Vec<Input>, Error> {
    let own = own.and_then(|own| own.canonicalize().ok());
    let mut found = Vec::new();
    for (path, name) in named.iter().zip(names_of(named)) {
        let unopened =
            |reason: &str| Error::Unopened { path: path.display().to_string(), reason: reason.to_owned() };
        if path.is_dir() && is_in_report(path) {
            return Err(unopened(
                "this is the report of an earlier run, and what stands there was received already; name the folder of submissions",
            ));
        } else if path.is_dir() {
            let prefix = if named.len() > 1 { format!("{name}/") } else { String::new() };
            walk(path, &prefix, 0, own.as_deref(), &mut found)?;
        } else if path.exists() {
            found.push(Input { path: path.clone(), name });
        } else if path.to_string_lossy().contains(['*', '?']) {
            return Err(unopened(
                "there is no file of this name, and * and ? stand for nothing here; name the folder that the files are in",
            ));
        } else {
            return Err(unopened(
                "there is no such file or folder; name a file of submissions or a folder that holds some",
            ));
        }
    }
    Ok(found)
}

/// What each of the named files and folders is called in a run: by its own name, with a number behind it where an earlier one has that name.
pub fn names_of(named: &[PathBuf]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(named.len());
    for path in named {
        let own = last_name(path);
        let mut name = own.clone();
        let mut again = 2;
        while names.contains(&name) {
            name = format!("{own} ({again})");
            again += 1;
        }
        names.push(name);
    }
    names
}

fn last_name(path: &Path) -> String {
    match path.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => path
            .canonicalize()
            .ok()
            .and_then(|full| full.file_name().map(|name| name.to_string_lossy().into_owned()))
            .unwrap_or_default(),
    }
}

/// Whether a folder is the report of an earlier run: what stands there was received already.
fn is_report(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("manifest.json"));
    manifest.is_ok_and(|manifest| manifest.contains("\"name\": \"yousaid\""))
}

/// Whether a folder is such a report, or one of the folders right in it.
fn is_in_report(folder: &Path) -> bool {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    is_report(&full) || full.parent().is_some_and(is_report)
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    own: Option<&Path>,
    found: &mut Vec<Input>,
) -> Result<(), Error> {
    let unopened =
        |reason: &str| Error::Unopened { path: folder.display().to_string(), reason: reason.to_owned() };
    if depth > DEEPEST {
        return Err(unopened(
            "there are more than 32 folders inside each other here; name the inner folder instead",
        ));
    }
    let listed = std::fs::read_dir(folder).map_err(|_| unopened("this folder cannot be read"))?;
    let mut names: Vec<String> =
        listed.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        if name.starts_with('.') || name.starts_with("~$") || name == "consultation.toml" {
            continue;
        }
        let path = folder.join(&name);
        if path.is_dir() {
            if is_report(&path) {
                if own.is_none() || path.canonicalize().ok().as_deref() != own {
                    found.push(Input { path, name: format!("{prefix}{name}") });
                }
                continue;
            }
            walk(&path, &format!("{prefix}{name}/"), depth + 1, own, found)?;
        } else {
            found.push(Input { path, name: format!("{prefix}{name}") });
        }
    }
    Ok(())
}
