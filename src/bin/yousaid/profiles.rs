//! Which profile a run goes by: the one that is named, or else those that lie in the input folders.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use yousaid::error::Error;
use yousaid::ingest::names_of;
use yousaid::profile::Profile;

/// A profile, and where the files lie that it names.
pub(crate) struct Told {
    pub(crate) profile: Profile,
    pub(crate) lexicon: Option<PathBuf>,
    pub(crate) tokeniser: Option<PathBuf>,
    pub(crate) crosswalk: Option<PathBuf>,
    /// Another folder's lexicon, where it is not the same.
    pub(crate) other_lexicon: Option<PathBuf>,
}

/// The profile that is named, or else the one in the input folder. Of several folders that have one each, all hold, each for its own files.
pub(crate) fn profile_for(named: Option<&Path>, inputs: &[PathBuf]) -> Result<Told> {
    if let Some(path) = named {
        return Ok(told(read(path)?, path.parent().unwrap_or(Path::new(""))));
    }
    let mut found: Vec<(String, &PathBuf, Profile)> = Vec::new();
    for (folder, name) in inputs.iter().zip(names_of(inputs)) {
        let path = folder.join("consultation.toml");
        if path.is_file() {
            found.push((name, folder, read(&path)?));
        }
    }
    if let [(_, folder, profile)] = &found[..]
        && inputs.len() == 1
    {
        return Ok(told(profile.clone(), folder));
    }
    let tools = |of: fn(&Profile) -> &Option<String>| {
        found
            .iter()
            .filter_map(move |(_, folder, profile)| of(profile).as_ref().map(|file| folder.join(file)))
    };
    let tokeniser = tools(|profile| &profile.tokeniser).next();
    let crosswalk = tools(|profile| &profile.crosswalk).next();
    let mut lexicons = tools(|profile| &profile.lexicon);
    let lexicon = lexicons.next();
    let bytes_of = |path: &PathBuf| fs::read(path).ok();
    let other_lexicon = lexicons.find(|other| bytes_of(other) != lexicon.as_ref().and_then(bytes_of));
    let profiles = found.into_iter().map(|(name, _, profile)| profile.in_folder(&name)).collect();
    let profile = Profile::joined(profiles).map_err(|faults| anyhow!(Error::Faults(faults)))?;
    Ok(Told { profile, lexicon, tokeniser, crosswalk, other_lexicon })
}

fn told(profile: Profile, folder: &Path) -> Told {
    let beside = |file: &Option<String>| file.as_deref().map(|file| folder.join(file));
    Told {
        lexicon: beside(&profile.lexicon),
        tokeniser: beside(&profile.tokeniser),
        crosswalk: beside(&profile.crosswalk),
        profile,
        other_lexicon: None,
    }
}

fn read(path: &Path) -> Result<Profile> {
    let shown = path.display().to_string();
    let source = fs::read_to_string(path).with_context(|| format!("{shown}: this profile cannot be read"))?;
    Profile::parse(&shown, &source).map_err(|faults| anyhow!(Error::Faults(faults)))
}
