//! `yousaid score`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use yousaid::check::{
    Agreements, Gold, Pairing, RunFound, agreements, agreements_table, disagreements, pair, score as scored,
    scores_csv, scores_table,
};
use yousaid::error::Error;
use yousaid::pipeline::contents;

use crate::arguments::ScoreArguments;
use crate::explain::{manifest, record};
use crate::trial::{show, write};
use crate::{DONE, PARTLY_UNREADABLE};

pub(crate) fn score(arguments: &ScoreArguments) -> Result<u8> {
    let folder = &arguments.folder;
    let manifest = manifest(folder)?;
    let counts = record(folder, "publish/counts.csv")?;
    let responses = record(folder, "internal/responses.csv")?;
    let run = RunFound::read(counts.trim_start_matches('\u{feff}'), &responses).map_err(Error::from)?;
    let (gold, all_rows) = coded(&arguments.gold, folder, &run)?;
    let of_figures =
        |pairing: Pairing| if arguments.counted_only { pairing.of_figures(&run) } else { pairing };
    let counted = all_rows.clone().of_figures(&run);
    let aside = counted.aside.clone();
    let (pairing, other) = if arguments.counted_only { (counted, all_rows) } else { (all_rows, counted) };
    if pairing.pairs.is_empty() {
        bail!(
            "{}: each of its rows is of a response that counts in no figure of {}; to score them all the same, leave --counted-only out",
            arguments.gold.display(),
            folder.display()
        );
    }
    let other = scored(&gold, &other, &run);
    let second = arguments.second.as_ref().map(|path| coded(path, folder, &run)).transpose()?;
    let second = second.map(|(gold, pairing)| (gold, of_figures(pairing)));
    let scores = scored(&gold, &pairing, &run);
    let coders: Vec<(&Gold, &Pairing)> =
        [Some((&gold, &pairing)), second.as_ref().map(|(gold, pairing)| (gold, pairing))]
            .into_iter()
            .flatten()
            .collect();
    let agreements: Agreements = agreements(&coders, &run);
    if second.is_some() && agreements.responses == 0 {
        bail!("{}: no response is coded on both sheets", folder.display());
    }
    if let Some(path) = &arguments.csv {
        let lexicon = manifest["lexicon"]["sha256"].as_str().unwrap_or("");
        write(path, &scores_csv(&scores, &agreements, &run, lexicon))?;
    }
    if let Some(path) = &arguments.disagreements {
        let mentions = record(folder, "internal/mentions.csv")?;
        let redactions = record(folder, "internal/redactions.csv")?;
        let lines = disagreements(&gold, &pairing, &run, &mentions, &redactions);
        write(path, &lines.map_err(Error::from)?)?;
    }
    show(&scores_table(&scores, (&other, &aside), &gold, &pairing, &run));
    show(&agreements_table(&agreements, &run));
    let unreadable = gold.unreadable + second.map_or(0, |(second, _)| second.unreadable);
    Ok(if unreadable == 0 { DONE } else { PARTLY_UNREADABLE })
}

/// What somebody coded, and which responses its rows speak of.
fn coded(file: &Path, folder: &Path, run: &RunFound) -> Result<(Gold, Pairing)> {
    let path = file.display().to_string();
    let bytes = fs::read(file).with_context(|| format!("{path}: this gold file cannot be read"))?;
    let contents = contents(&path, bytes).map_err(Error::from)?;
    let gold = Gold::read(&path, &contents, run).map_err(Error::from)?;
    let pairing = pair(&gold, run);
    if pairing.pairs.is_empty() {
        bail!(anyhow!("{path}: none of its rows could be matched to a response of {}", folder.display()));
    }
    Ok((gold, pairing))
}
