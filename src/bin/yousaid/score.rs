//! `yousaid score`.

use std::fs;

use anyhow::{Context, Result, anyhow, bail};
use yousaid::check::{Gold, RunFound, disagreements, pair, score as scored, scores_csv, scores_table};
use yousaid::error::Error;
use yousaid::pipeline::contents;

use crate::arguments::ScoreArguments;
use crate::explain::{manifest, record};
use crate::trial::{show, write};
use crate::{DONE, PARTLY_UNREADABLE};

pub(crate) fn score(arguments: &ScoreArguments) -> Result<u8> {
    let folder = &arguments.folder;
    manifest(folder)?;
    let counts = record(folder, "publish/counts.csv")?;
    let responses = record(folder, "internal/responses.csv")?;
    let run = RunFound::read(counts.trim_start_matches('\u{feff}'), &responses).map_err(Error::from)?;
    let path = arguments.gold.display().to_string();
    let bytes =
        fs::read(&arguments.gold).with_context(|| format!("{path}: this gold file cannot be read"))?;
    let contents = contents(&path, bytes).map_err(Error::from)?;
    let gold = Gold::read(&path, &contents, &run).map_err(Error::from)?;
    let pairing = pair(&gold, &run);
    if pairing.pairs.is_empty() {
        bail!(anyhow!("{path}: none of its rows could be matched to a response of {}", folder.display()));
    }
    let scores = scored(&gold, &pairing, &run);
    if let Some(path) = &arguments.csv {
        write(path, &scores_csv(&scores, &run))?;
    }
    if let Some(path) = &arguments.disagreements {
        let mentions = record(folder, "internal/mentions.csv")?;
        write(path, &disagreements(&gold, &pairing, &run, &mentions).map_err(Error::from)?)?;
    }
    show(&scores_table(&scores, &gold, &pairing, &run));
    Ok(if gold.unreadable == 0 { DONE } else { PARTLY_UNREADABLE })
}
