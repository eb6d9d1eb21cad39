//! `yousaid learn`, and what else reads a coded sample together with its submissions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use yousaid::analysis::Analysis;
use yousaid::check::{Gold, pair};
use yousaid::digest::sha256;
use yousaid::error::Error;
use yousaid::learn::{Model, Origin, Sample, learned, run_found};
use yousaid::pipeline::{ModelFile, Plan, contents};
use yousaid::workbench::model_lines;

use crate::PARTLY_UNREADABLE;
use crate::arguments::{CodedInputs, LearnArguments};
use crate::run::plan_for;
use crate::trial::{analyse, ending, show, write};

pub(crate) fn learn(arguments: &LearnArguments) -> Result<u8> {
    let Taught { plan, analysis, sample, gold_sha256, is_partly_unreadable } =
        taught(&arguments.gold, &arguments.inputs, arguments.lexicon.as_deref())?;
    let lexicon = &plan.lexicon.lexicon;
    let origin = Origin {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        lexicon_title: lexicon.title.clone(),
        lexicon_version: lexicon.version.clone(),
        lexicon_sha256: plan.lexicon.sha256.clone(),
        gold_sha256,
        responses: sample.coded.len(),
    };
    let model = learned(&analysis, lexicon, &plan.tokeniser, &sample, origin);
    write(&arguments.out, &model.to_bytes())?;
    show(&model_lines(&model, lexicon));
    show(&format!("\nThe model lies in {}: yousaid run INPUT... --model {0}\n", arguments.out.display()));
    let code = ending(&analysis);
    Ok(if is_partly_unreadable { PARTLY_UNREADABLE } else { code })
}

/// A coded sample with the responses that it speaks of.
pub(crate) struct Taught {
    pub(crate) plan: Plan,
    pub(crate) analysis: Analysis,
    pub(crate) sample: Sample,
    gold_sha256: String,
    pub(crate) is_partly_unreadable: bool,
}

/// Reads the submissions, or the gold file as such where none are named, and the responses of them that people coded.
pub(crate) fn taught(gold: &Path, inputs: &CodedInputs, lexicon: Option<&Path>) -> Result<Taught> {
    let path = gold.display().to_string();
    let bytes = fs::read(gold).with_context(|| format!("{path}: this gold file cannot be read"))?;
    let gold_sha256 = sha256(&bytes);
    let named: Vec<PathBuf> =
        if inputs.inputs.is_empty() { vec![gold.to_path_buf()] } else { inputs.inputs.clone() };
    let plan = plan_for(&named, lexicon, inputs.profile.as_deref(), inputs.jobs)?;
    let (analysis, _) = analyse(&plan)?;
    let run = run_found(&analysis, &plan.lexicon.lexicon);
    let contents = contents(&path, bytes).map_err(Error::from)?;
    let gold = Gold::read(&path, &contents, &run).map_err(Error::from)?;
    let pairing = pair(&gold, &run);
    for note in gold.notes.iter().chain(&pairing.notes) {
        eprintln!("{note}");
    }
    let sample = Sample::of(&gold, &pairing, &plan.lexicon.lexicon);
    if sample.coded.is_empty() {
        bail!("{path}: none of its rows could be matched to a response of the submissions");
    }
    Ok(Taught { is_partly_unreadable: gold.unreadable > 0, plan, analysis, sample, gold_sha256 })
}

/// A model that fits the run's lexicon, with what its profile leaves to the lexicon.
pub(crate) fn model_file(path: &Path, plan: &Plan) -> Result<ModelFile> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).with_context(|| format!("{shown}: this model cannot be read"))?;
    let model = Model::read(&shown, &bytes).map_err(Error::from)?;
    let origin = &model.origin;
    if origin.lexicon_sha256 != plan.lexicon.sha256 {
        bail!(
            "{shown}: this model was learned with the lexicon \"{}\" (version {}), and this run uses \"{}\" (version {}), which is another or has changed since; \
             name the lexicon as it was, or learn the model again with this one",
            origin.lexicon_title,
            origin.lexicon_version,
            plan.lexicon.lexicon.title,
            plan.lexicon.lexicon.version,
        );
    }
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let model = model.with_floor(plan.profile.model.least_precision);
    Ok(ModelFile { model, name, sha256: sha256(&bytes) })
}
