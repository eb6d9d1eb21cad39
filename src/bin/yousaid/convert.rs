//! `yousaid lexicon convert`.

use std::path::Path;

use anyhow::{Result, anyhow};
use yousaid::error::Error;
use yousaid::lexicon::Lexicon;
use yousaid::lexicon::dictionaries::{Written, is_lexicon, outline, written};
use yousaid::pipeline::contents;

use crate::DONE;
use crate::inspect::write_new;
use crate::run::lexicon_bytes;

pub(crate) fn convert(from: &Path, to: &Path) -> Result<u8> {
    let (read, wrote) = (from.display().to_string(), to.display().to_string());
    let faults = |faults| anyhow!(Error::Faults(faults));
    let contents = contents(&read, lexicon_bytes(from)?).map_err(Error::from)?;
    if is_lexicon(&read) {
        // A lexicon with a fault would be a table with one.
        Lexicon::open(&read, &contents).map_err(faults)?;
    }
    let outline = outline(&read, &contents).map_err(faults)?;
    let Written { bytes, unsaid } = written(&wrote, &outline).map_err(Error::from)?;
    for unfit in outline.unfit.iter().chain(&unsaid) {
        eprintln!("{}", unfit.fault(&read));
    }
    if bytes.is_empty() {
        return Err(anyhow!("{wrote}: this file cannot be written"));
    }
    write_new(to, &bytes)?;
    println!("{wrote}: {}", outline.summary(unsaid.len()));
    Ok(DONE)
}
