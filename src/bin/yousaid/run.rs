//! `yousaid run`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use yousaid::check::Checked;
use yousaid::crosswalk::Crosswalk;
use yousaid::digest::sha256;
use yousaid::disclose::Preset;
use yousaid::error::Error;
use yousaid::exchange::{EXCHANGES, Exchange};
use yousaid::file_name::last_part;
use yousaid::ingest::decode;
use yousaid::lexicon::Lexicon;
use yousaid::overrides::{Override, Overrides};
use yousaid::pipeline::{CheckedLexicon, Plan, contents, run as run_pipeline};
use yousaid::text::Tokeniser;

use crate::arguments::RunArguments;
use crate::learn::model_file;
use crate::output::{NewReport, check_target, decisions};
use crate::profiles::{Told, profile_for};
use crate::progress::Bars;
use crate::summary::summary;
use crate::{DONE, PARTLY_UNREADABLE};

/// The starter lexicon, part of the program.
const STARTER: &str = include_str!("../../../lexicons/long-term-plan.lexicon");
/// The national ambitions, part of the program.
const AMBITIONS: &str = include_str!("../../../lexicons/national-ambitions.lexicon");
/// Which themes of the starter speak of them.
const STARTER_CROSSWALK: &str =
    include_str!("../../../lexicons/crosswalks/long-term-plan-to-national-ambitions.csv");
/// Its name in manifests and faults.
const STARTER_NAME: &str = "long-term-plan.lexicon";

pub(crate) fn run(arguments: &RunArguments) -> Result<u8> {
    let name = name_of(&arguments.inputs);
    let out = arguments.out.clone().unwrap_or_else(|| Path::new("reports").join(&name));
    check_target(&out, arguments.overrides.as_deref())?;
    let is_wanted = |exchange: &&dyn Exchange| arguments.format.iter().any(|name| name == exchange.name());
    let exchanges = EXCHANGES.iter().copied().filter(is_wanted).collect();
    let profile = arguments.profile.as_deref();
    let plan = plan_for(&arguments.inputs, arguments.lexicon.as_deref(), profile, arguments.jobs)?;
    let overrides = arguments.overrides.as_deref().map(overrides).transpose()?;
    let forgotten = overrides.as_ref().map_or_else(Vec::new, |given| forgotten(&decisions(&out), given));
    let checked = arguments.checked.as_deref().map(checked).transpose()?;
    let mut plan = Plan { out: Some(out.clone()), exchanges, overrides, checked, ..plan };
    if let Some(preset) = arguments.preset.as_deref().and_then(Preset::from_name) {
        plan.profile.preset = preset;
    }
    plan.model = arguments.model.as_deref().map(|path| model_file(path, &plan)).transpose()?;
    let bars = Bars::new(arguments.quiet);
    let report = NewReport::beside(&out);
    let outcome = run_pipeline(&plan, &report, &bars).map_err(|error| match error {
        Error::Unwritten { .. } => anyhow!(error).context(report.failed()),
        other => anyhow!(other),
    })?;
    bars.finish();
    report.put_in_place()?;
    if !arguments.quiet {
        for note in &outcome.reading_notes {
            eprintln!("{note}");
        }
        let is_starter = arguments.lexicon.is_none() && is_starter(&plan.lexicon);
        print!("{}", summary(&outcome.findings, is_starter, &out));
    }
    for item in &outcome.unreadable {
        eprintln!("could not be read: {item}");
    }
    for refused in &outcome.refused {
        eprintln!("override not applied: {refused} (internal/overrides.csv)");
    }
    for decision in &forgotten {
        let Override { response, theme, change, who, when, why, .. } = decision;
        eprintln!(
            "decision of the earlier run here, not in the file of --overrides: {} {theme}, {response}; {who}, {when}: {why}",
            change.code()
        );
    }
    Ok(if outcome.unreadable.is_empty() { DONE } else { PARTLY_UNREADABLE })
}

/// The decisions of an earlier run that a file says nothing of.
fn forgotten(earlier: &[Override], given: &Overrides) -> Vec<Override> {
    let is_told = |decision: &&Override| {
        given.list.iter().any(|other| {
            let is_same_response = other.response == decision.response
                || !other.content.is_empty() && other.content == decision.content;
            is_same_response && other.theme == decision.theme
        })
    };
    earlier.iter().filter(|decision| !is_told(decision)).cloned().collect()
}

/// What people decided on single responses.
fn overrides(path: &Path) -> Result<Overrides> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("{shown}: these overrides cannot be read"))?;
    let sha256 = sha256(&bytes);
    let contents = contents(&shown, bytes).map_err(Error::from)?;
    let name = last_part(&shown).to_owned();
    Overrides::read(&shown, &name, &contents, sha256).map_err(|faults| anyhow!(Error::Faults(faults)))
}

/// The figures of an earlier check.
fn checked(path: &Path) -> Result<(Checked, String)> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("{shown}: these figures cannot be read"))?;
    let sha256 = sha256(&bytes);
    let checked = Checked::read(&shown, &decode(bytes).text);
    checked.map(|checked| (checked, sha256)).map_err(|faults| anyhow!(Error::Faults(faults)))
}

/// What to do with the inputs: their profile, the lexicon that is named or else the profile's or the starter, the tokeniser.
pub(crate) fn plan_for(
    inputs: &[PathBuf],
    lexicon: Option<&Path>,
    profile: Option<&Path>,
    jobs: usize,
) -> Result<Plan> {
    let Told { profile, lexicon: told_lexicon, tokeniser, crosswalk: told_crosswalk, other_lexicon } =
        profile_for(profile, inputs)?;
    if let (None, Some(one), Some(other)) = (lexicon, &told_lexicon, other_lexicon) {
        let (one, other) = (one.display(), other.display());
        bail!(
            "the profiles of these folders name different lexicons, {one} and {other}; name the one for this run with --lexicon"
        );
    }
    let lexicon_path = lexicon.map(Path::to_path_buf).or(told_lexicon);
    let lexicon = read_lexicon(lexicon_path.as_deref())?;
    let crosswalk = crosswalk(&lexicon, told_crosswalk.as_deref())?;
    let tokeniser = match tokeniser {
        Some(path) => {
            let json = fs::read(&path)
                .with_context(|| format!("{}: this tokeniser cannot be read", path.display()))?;
            Tokeniser::from_file(&path, &json).map_err(Error::from)?
        }
        None => Tokeniser::Scan,
    };
    let title = title_of(&name_of(inputs));
    Ok(Plan {
        inputs: inputs.to_vec(),
        out: None,
        lexicon,
        profile,
        tokeniser,
        title,
        jobs,
        crosswalk,
        exchanges: Vec::new(),
        overrides: None,
        checked: None,
        model: None,
    })
}

/// The name of the consultation: of the first folder or file.
pub(crate) fn name_of(inputs: &[PathBuf]) -> String {
    let first = inputs.first().map_or(Path::new("."), PathBuf::as_path);
    let full = first.canonicalize().unwrap_or_else(|_| first.to_path_buf());
    let name = if full.is_dir() { full.file_name() } else { full.file_stem() };
    name.map_or("report".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// `listening-exercise` becomes "Listening exercise".
pub(crate) fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut characters = words.chars();
    characters.next().map_or(words.clone(), |first| first.to_uppercase().chain(characters).collect())
}

/// A lexicon, or a dictionary of another kind; the starter where none is named.
pub(crate) fn read_lexicon(path: Option<&Path>) -> Result<CheckedLexicon> {
    let checked = match path {
        Some(path) => CheckedLexicon::open(&path.display().to_string(), lexicon_bytes(path)?),
        None => CheckedLexicon::read(STARTER_NAME, STARTER),
    };
    checked.map_err(|faults| anyhow!(Error::Faults(faults)))
}

/// How the lexicon's themes speak of national ambitions: the table that is named, or else the built-in one where the lexicon is the starter.
fn crosswalk(lexicon: &CheckedLexicon, path: Option<&Path>) -> Result<Option<Crosswalk>> {
    let (name, source) = match path {
        Some(path) => {
            let shown = path.display().to_string();
            let bytes = fs::read(path).with_context(|| format!("{shown}: this crosswalk cannot be read"))?;
            (shown, decode(bytes).text)
        }
        None if is_starter(lexicon) => {
            ("long-term-plan-to-national-ambitions.csv".to_owned(), STARTER_CROSSWALK.to_owned())
        }
        None => return Ok(None),
    };
    let ambitions = Lexicon::read("national-ambitions.lexicon", AMBITIONS);
    let read = ambitions.and_then(|ambitions| Crosswalk::read(&name, &source, ambitions, &lexicon.lexicon));
    read.map(Some).map_err(|faults| anyhow!(Error::Faults(faults)))
}

/// Whether a lexicon is the one that is part of the program.
fn is_starter(lexicon: &CheckedLexicon) -> bool {
    lexicon.sha256 == sha256(STARTER.as_bytes())
}

/// The bytes of a lexicon's file.
pub(crate) fn lexicon_bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{}: this lexicon cannot be read", path.display()))
}
