//! `yousaid compare`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use yousaid::comparison::{
    Likeness, Round, RoundFacts, compare as compared, comparison_csv, comparison_page, comparison_summary,
};
use yousaid::digest::sha256;
use yousaid::error::Error;
use yousaid::ingest::decode;

use crate::DONE;
use crate::arguments::CompareArguments;
use crate::explain::{manifest, record};
use crate::inspect::write_new;
use crate::run::name_of;
use crate::trial::show;

pub(crate) fn compare(arguments: &CompareArguments) -> Result<u8> {
    let (old, new) = (round(&arguments.old)?, round(&arguments.new)?);
    let likeness = match &arguments.crosswalk {
        Some(path) => {
            let name = path.display().to_string();
            let bytes = fs::read(path).with_context(|| format!("{name}: this crosswalk cannot be read"))?;
            Likeness::from_crosswalk(&name, &decode(bytes).text, &old, &new)
                .map_err(|faults| anyhow!(Error::Faults(faults)))?
        }
        None => Likeness::of_same_lexicon(&old, &new).map_err(Error::from)?,
    };
    let comparison = compared(&old, &new, &likeness);
    let name = |folder: &Path| name_of(&[folder.to_path_buf()]);
    let names = format!("{}-and-{}", name(&arguments.old), name(&arguments.new));
    let out = arguments.out.clone().unwrap_or_else(|| Path::new("reports").join(names));
    let files =
        [("comparison.html", comparison_page(&comparison)), ("comparison.csv", comparison_csv(&comparison))];
    for (name, _) in &files {
        let path = out.join(name);
        if path.exists() {
            bail!("{}: this file is there already; name another folder with --out", path.display());
        }
    }
    fs::create_dir_all(&out).with_context(|| format!("{}: this folder cannot be made", out.display()))?;
    for (name, bytes) in &files {
        write_new(&out.join(name), bytes)?;
    }
    show(&comparison_summary(&comparison));
    show(&format!("The comparison lies in {}: open comparison.html there.\n", out.display()));
    Ok(DONE)
}

/// What a run published, as long as it is what the run wrote.
fn round(folder: &Path) -> Result<Round> {
    const COUNTS: &str = "publish/counts.csv";
    let manifest = manifest(folder)?;
    let counts = record(folder, COUNTS)?;
    let outputs = manifest["outputs"].as_array();
    let known = outputs.into_iter().flatten().find(|output| output["path"] == COUNTS);
    if known.is_none_or(|output| output["sha256"] != sha256(counts.as_bytes())) {
        bail!(
            "{}: this file is not what the run wrote: it was changed since, or saved again by a spreadsheet; run yousaid again on the inputs",
            folder.join(COUNTS).display()
        );
    }
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let lexicon = &manifest["lexicon"];
    let inputs = manifest["inputs"].as_array();
    let facts = RoundFacts {
        name: folder.display().to_string(),
        title: text(&manifest["title"]),
        lexicon: format!(
            "{}, version {}",
            text(&lexicon["title"]),
            lexicon["version"].to_string().trim_matches('"')
        ),
        lexicon_sha256: text(&lexicon["sha256"]),
        preset: text(&manifest["settings"]["preset"]),
        inputs: inputs.into_iter().flatten().map(|input| text(&input["sha256"])).collect(),
        is_corrected: manifest["overrides"]["applied"].as_u64().is_some_and(|applied| applied > 0),
    };
    Ok(Round::read(facts, counts.trim_start_matches('\u{feff}')).map_err(Error::from)?)
}
