//! `yousaid sample`.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use yousaid::check::{CodingSheet, Design, advice, candidates, coding_sheet, draw_key, rows_within};
use yousaid::error::Error;
use yousaid::office::{excel, open_document};

use crate::DONE;
use crate::arguments::SampleArguments;
use crate::explain::{lexicon_of, manifest, record};
use crate::inspect::write_new;
use crate::trial::show;

pub(crate) fn sample(arguments: &SampleArguments) -> Result<u8> {
    let folder = &arguments.folder;
    let copies: Vec<&PathBuf> = std::iter::once(&arguments.out).chain(&arguments.second).collect();
    for path in &copies {
        check_place(path, folder)?;
    }
    let lexicon = lexicon_of(folder, arguments.lexicon.as_deref())?.lexicon;
    let manifest = manifest(folder)?;
    let candidates = candidates(&record(folder, "internal/responses.csv")?).map_err(Error::from)?;
    if candidates.is_empty() {
        bail!("{}: no response of this run counts, so there is nothing to code", folder.display());
    }
    let rows = arguments.within.map_or(arguments.size, |points| rows_within(&candidates, points));
    let design = Design::new(&candidates, rows);
    let inputs = manifest["inputs"].as_array().map_or(&[][..], Vec::as_slice);
    let key = draw_key(inputs.iter().filter_map(|input| input["sha256"].as_str()), arguments.draw);
    let drawn = design.draw(&candidates, key);
    let redactions = record(folder, "internal/redactions.csv")?;
    let sheet = coding_sheet(&candidates, &drawn, &redactions, &lexicon).map_err(Error::from)?;
    let mut said = String::new();
    for path in copies {
        write_sheet(path, &sheet)?;
        said.push_str(&format!("{}: {} rows to code\n", path.display(), sheet.rows.len()));
    }
    said.push_str(&advice(&candidates, &design));
    said.push('\n');
    for line in &sheet.guidance {
        said.push_str(&format!("- {line}\n"));
    }
    show(&said);
    Ok(DONE)
}

/// Fails where a sheet would be lost with the next run, or cannot be written as what its name says.
fn check_place(path: &Path, folder: &Path) -> Result<()> {
    let shown = path.display();
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let (Ok(parent), Ok(folder)) = (parent.canonicalize(), folder.canonicalize())
        && parent.starts_with(&folder)
    {
        bail!(
            "{shown}: the next run replaces this folder and all that is in it; name a place outside it with --out"
        );
    }
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("xlsx" | "ods" | "csv") => Ok(()),
        _ => bail!("{shown}: a sheet to code is a workbook (.xlsx, .ods) or a .csv file; name one"),
    }
}

/// A workbook, or two CSV files: of the rows, and of what each theme means.
fn write_sheet(path: &Path, sheet: &CodingSheet) -> Result<()> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("xlsx") => {
            let bytes = excel(&sheet.workbook())
                .map_err(|reason| anyhow!("{}: Excel cannot hold this: {reason}", path.display()))?;
            return write_new(path, &bytes);
        }
        Some("ods") => return write_new(path, &open_document(&sheet.workbook())),
        _ => {}
    }
    write_new(path, &sheet.rows_csv())?;
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let themes = path.with_file_name(format!("{stem}-themes.csv"));
    write_new(&themes, &sheet.definitions_csv())
}
