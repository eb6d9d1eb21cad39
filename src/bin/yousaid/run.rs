//! `yousaid run`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use yousaid::crosswalk::Crosswalk;
use yousaid::digest::sha256;
use yousaid::error::Error;
use yousaid::exchange::{EXCHANGES, Exchange};
use yousaid::findings::Findings;
use yousaid::ingest::decode;
use yousaid::lexicon::Lexicon;
use yousaid::pipeline::{CheckedLexicon, Plan, run as run_pipeline};
use yousaid::profile::Profile;
use yousaid::report::priority_rows;
use yousaid::text::Tokeniser;

use crate::arguments::RunArguments;
use crate::output::{NewReport, check_target};
use crate::progress::Bars;
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
    check_target(&out)?;
    let is_wanted = |exchange: &&dyn Exchange| arguments.format.iter().any(|name| name == exchange.name());
    let exchanges = EXCHANGES.iter().copied().filter(is_wanted).collect();
    let profile = arguments.profile.as_deref();
    let plan = plan_for(&arguments.inputs, arguments.lexicon.as_deref(), profile, arguments.jobs)?;
    let plan = Plan { exchanges, ..plan };
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
        print!("{}", summary(&outcome.findings, &out));
    }
    for item in &outcome.unreadable {
        eprintln!("could not be read: {item}");
    }
    Ok(if outcome.unreadable.is_empty() { DONE } else { PARTLY_UNREADABLE })
}

/// What to do with the inputs: their profile, the lexicon that is named or else the profile's or the starter, the tokeniser.
pub(crate) fn plan_for(
    inputs: &[PathBuf],
    lexicon: Option<&Path>,
    profile: Option<&Path>,
    jobs: usize,
) -> Result<Plan> {
    let (profile_path, profile) = profile_for(profile, inputs)?;
    let beside =
        |file: &str| profile_path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join(file);
    let lexicon_path = lexicon.map(Path::to_path_buf).or_else(|| profile.lexicon.as_deref().map(beside));
    let lexicon = read_lexicon(lexicon_path.as_deref())?;
    let crosswalk = crosswalk(&lexicon, profile.crosswalk.as_deref().map(beside).as_deref())?;
    let tokeniser = match profile.tokeniser.as_deref().map(beside) {
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
        lexicon,
        profile,
        tokeniser,
        title,
        jobs,
        crosswalk,
        exchanges: Vec::new(),
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

/// The profile that is named, or else the one in an input folder, and where it lies.
pub(crate) fn profile_for(named: Option<&Path>, inputs: &[PathBuf]) -> Result<(Option<PathBuf>, Profile)> {
    let path = named
        .map(Path::to_path_buf)
        .or_else(|| inputs.iter().map(|input| input.join("consultation.toml")).find(|path| path.is_file()));
    let profile = path.as_deref().map(read_profile).transpose()?.unwrap_or_default();
    Ok((path, profile))
}

fn read_profile(path: &Path) -> Result<Profile> {
    let shown = path.display().to_string();
    let source = fs::read_to_string(path).with_context(|| format!("{shown}: this profile cannot be read"))?;
    Profile::parse(&shown, &source).map_err(|faults| anyhow!(Error::Faults(faults)))
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
        None if lexicon.sha256 == sha256(STARTER.as_bytes()) => {
            ("long-term-plan-to-national-ambitions.csv".to_owned(), STARTER_CROSSWALK.to_owned())
        }
        None => return Ok(None),
    };
    let ambitions = Lexicon::read("national-ambitions.lexicon", AMBITIONS);
    let read = ambitions.and_then(|ambitions| Crosswalk::read(&name, &source, ambitions, &lexicon.lexicon));
    read.map(Some).map_err(|faults| anyhow!(Error::Faults(faults)))
}

/// The bytes of a lexicon's file.
pub(crate) fn lexicon_bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{}: this lexicon cannot be read", path.display()))
}

/// What was found, in plain words.
fn summary(findings: &Findings, out: &Path) -> String {
    let received = &findings.received;
    let mut said = format!(
        "{}\n{} submissions received, {} items in all; {} are counted. {} respondents",
        findings.title,
        received.submissions,
        findings.totals.sum(),
        findings.totals.counted(),
        received.respondents
    );
    if received.contributions > 0 {
        said.push_str(&format!(
            " and {} points made at {} events",
            received.contributions,
            findings.events.len()
        ));
    }
    said.push_str(".\n");
    if !findings.campaigns.is_empty() {
        let people: usize = findings.campaigns.iter().map(|campaign| campaign.respondents).sum();
        said.push_str(&format!(
            "{} {} found, sent by {people} respondents; every figure is given with and without them.\n",
            findings.campaigns.len(),
            if findings.campaigns.len() == 1 { "campaign was" } else { "campaigns were" }
        ));
    }
    let rows = priority_rows(findings);
    let raised = rows.iter().filter(|row| row.included.numerator > 0).take(5);
    for (at, row) in raised.enumerate() {
        if at == 0 {
            said.push_str("Raised most:\n");
        }
        let name = &findings.lexicon.priorities[row.priority].name;
        let percent = row.included.percent().unwrap_or(0.0);
        let (some, all) = (row.included.numerator, row.included.denominator);
        said.push_str(&format!("  {}. {name}: {some} of {all} respondents ({percent:.1}%)\n", at + 1));
    }
    said.push_str(&format!("The report lies in {}: open report.html there.\n", out.display()));
    said
}
