//! `yousaid explain`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use yousaid::error::Error;
use yousaid::pipeline::CheckedLexicon;
use yousaid::workbench::{RunRecords, explain_response, explain_theme};

use crate::DONE;
use crate::arguments::ExplainArguments;
use crate::run::read_lexicon;
use crate::trial::show;

pub(crate) fn explain(arguments: &ExplainArguments) -> Result<u8> {
    let folder = &arguments.folder;
    let lexicon = lexicon_of(folder, arguments.lexicon.as_deref())?.lexicon;
    let records = RunRecords {
        responses: record(folder, "internal/responses.csv")?,
        mentions: record(folder, "internal/mentions.csv")?,
        ledger: record(folder, "internal/ledger.csv")?,
        families: record(folder, "internal/families.csv")?,
        // Runs of earlier versions have none.
        overrides: record(folder, "internal/overrides.csv").unwrap_or_default(),
        redactions: record(folder, "internal/redactions.csv")?,
    };
    let said = match (&arguments.theme, &arguments.response) {
        (Some(theme), _) => explain_theme(&records, theme, &lexicon, arguments.examples),
        (None, response) => explain_response(&records, response.as_deref().unwrap_or(""), &lexicon),
    };
    show(&said.map_err(Error::from)?);
    Ok(DONE)
}

/// A file of a run.
pub(crate) fn record(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    fs::read_to_string(&path)
        .with_context(|| format!("{}: this file of the run cannot be read", path.display()))
}

/// What a run says made it; an error where the folder is no run.
pub(crate) fn manifest(folder: &Path) -> Result<serde_json::Value> {
    fs::read(folder.join("manifest.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .filter(|manifest| manifest["program"]["name"] == "yousaid")
        .ok_or_else(|| {
            anyhow!(
                "{}: this folder is not a run of yousaid; name the folder that `yousaid run` wrote",
                folder.display()
            )
        })
}

/// The lexicon that a run used: the one that is named, or the starter, as long as it is the same to the byte.
pub(crate) fn lexicon_of(folder: &Path, named: Option<&Path>) -> Result<CheckedLexicon> {
    let shown = folder.display();
    let manifest = manifest(folder)?;
    let told = |name: &str| manifest["lexicon"][name].as_str().unwrap_or("").to_owned();
    let (file, title, version) = (told("file"), told("title"), told("version"));
    let lexicon = read_lexicon(named)?;
    if lexicon.sha256 != told("sha256") {
        let used = format!("this run used the lexicon {file} (\"{title}\", version {version})");
        match named {
            Some(path) => bail!(
                "{shown}: {used}, and {} is another one or has changed since; name the lexicon as it was, or run again",
                path.display()
            ),
            None => bail!("{shown}: {used}; name that file: --lexicon {file}"),
        }
    }
    Ok(lexicon)
}
