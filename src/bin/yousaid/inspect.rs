//! `yousaid inspect`.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use yousaid::inspection::{describe, draft_profile};
use yousaid::pipeline::read_only;

use crate::arguments::InspectArguments;
use crate::profiles::profile_for;
use crate::progress::Bars;
use crate::run::{name_of, title_of};
use crate::{DONE, PARTLY_UNREADABLE};

pub(crate) fn inspect(arguments: &InspectArguments) -> Result<u8> {
    let profile = profile_for(arguments.profile.as_deref(), &arguments.inputs)?.profile;
    let bars = Bars::new(false);
    let reading = read_only(&arguments.inputs, None, &profile, &bars)?;
    bars.finish();
    print!("{}", describe(&reading));
    if let Some(path) = &arguments.write {
        let title = profile.title.unwrap_or_else(|| title_of(&name_of(&arguments.inputs)));
        write_new(path, draft_profile(&reading, &title).as_bytes())?;
        println!("All this stands in {} too: change what is wrong there.", path.display());
    }
    Ok(if reading.has_unreadable() { PARTLY_UNREADABLE } else { DONE })
}

/// Writes a file that is not there yet: what somebody has edited is not replaced.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = path.display();
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow!("{shown}: this file is there already; name another one"),
        _ => anyhow!("{shown}: this file cannot be written"),
    })?;
    file.write_all(bytes).with_context(|| format!("{shown}: this file cannot be written"))
}
