//! The rooms, in order. The one place that knows them all, and the one that knows rayon.

mod manifest;
mod shelf;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

pub use shelf::{InMemory, Shelf};

use manifest::{MANIFEST, manifest};
use shelf::{Kept, kept};

use crate::analysis::{Analysis, CopySettings, Read, outcomes};
use crate::check::Checked;
use crate::count::tally;
use crate::crosswalk::Crosswalk;
use crate::dedupe::{Boilerplate, Scratch, fingerprint, unknown_people};
use crate::digest::sha256;
use crate::disclose::Shown;
use crate::discover::missed_phrases;
use crate::error::{Error, Fault};
use crate::exchange::Exchange;
use crate::file_name::last_part;
use crate::findings::{Findings, LearnedFinding, LearnedTheme, Presentation, findings};
use crate::ingest::{Reading, SubmittedText, decode, inputs, read_inputs, sheet_rows};
use crate::inspection::brief;
use crate::learn::{Coder, Codings, Given, Model, adopt};
use crate::ledger::{Entry, State};
use crate::lexicon::Lexicon;
use crate::lexicon::dictionaries::Contents;
use crate::matching::{Matcher, failing_examples};
use crate::normalise::{CleanText, clean};
use crate::overrides::{Decisions, Overrides, Status, apply};
use crate::profile::Profile;
use crate::records::{Evidence, RECORDS};
use crate::redact::{Wishes, publishable_path};
use crate::report::REPORTS;
use crate::submission::{Names, Submission};
use crate::text::Tokeniser;
use crate::theme::{Worker, themed};

/// A part of the walk that takes time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading files.
    Reading,
    /// Cleaning, redacting and theming, submission by submission.
    Theming,
    /// Finding copies, counting, choosing quotes.
    Counting,
    /// Writing reports.
    Writing,
}

impl Stage {
    /// What it is called while it runs.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Reading => "Reading files",
            Stage::Theming => "Finding themes",
            Stage::Counting => "Counting",
            Stage::Writing => "Writing reports",
        }
    }
}

/// How the library is watched without printing.
pub trait Progress: Sync {
    /// A stage begins; it has so many steps.
    fn begin(&self, stage: Stage, steps: usize);
    /// So many more steps are done.
    fn advance(&self, steps: usize);
}

/// Watches nothing.
pub struct Unwatched;

impl Progress for Unwatched {
    fn begin(&self, _stage: Stage, _steps: usize) {}
    fn advance(&self, _steps: usize) {}
}

/// A lexicon that was read and whose examples hold.
pub struct CheckedLexicon {
    /// The lexicon.
    pub lexicon: Lexicon,
    /// The lexicon, ready for matching.
    pub matcher: Matcher,
    /// The file's name.
    pub name: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

impl CheckedLexicon {
    /// Reads and checks a lexicon that is text; gives every fault of the file, or else every example that fails.
    pub fn read(path: &str, source: &str) -> Result<CheckedLexicon, Vec<Fault>> {
        CheckedLexicon::of(path, Lexicon::read(path, source)?, sha256(source.as_bytes()))
    }

    /// The same for a file of any kind that holds a lexicon.
    pub fn open(path: &str, bytes: Vec<u8>) -> Result<CheckedLexicon, Vec<Fault>> {
        let sha256 = sha256(&bytes);
        let contents = contents(path, bytes).map_err(|fault| vec![fault])?;
        CheckedLexicon::of(path, Lexicon::open(path, &contents)?, sha256)
    }

    fn of(path: &str, lexicon: Lexicon, sha256: String) -> Result<CheckedLexicon, Vec<Fault>> {
        let matcher = Matcher::new(&lexicon);
        let failing = failing_examples(&lexicon, &matcher, path);
        if !failing.is_empty() {
            return Err(failing);
        }
        Ok(CheckedLexicon { lexicon, matcher, name: last_part(path).to_owned(), sha256 })
    }
}

/// The contents of a file that holds a lexicon: the rows of a workbook, else text.
pub fn contents(path: &str, bytes: Vec<u8>) -> Result<Contents, Fault> {
    match sheet_rows(path, &bytes) {
        Some(rows) => rows.map(Contents::Rows).map_err(|reason| Fault::of(path, reason)),
        None => Ok(Contents::of_text(decode(bytes).text)),
    }
}

/// What a run is told.
pub struct Plan {
    /// The files and folders to read.
    pub inputs: Vec<PathBuf>,
    /// Where the report goes, if one is written.
    pub out: Option<PathBuf>,
    /// The lexicon.
    pub lexicon: CheckedLexicon,
    /// The profile; its lexicon and tokeniser were read by whoever made the plan.
    pub profile: Profile,
    /// How texts are divided into words.
    pub tokeniser: Tokeniser,
    /// The consultation's name, where the profile gives none.
    pub title: String,
    /// How many threads; 0 for as many as there are cores.
    pub jobs: usize,
    /// National ambitions to hold what people raised against.
    pub crosswalk: Option<Crosswalk>,
    /// The other programs for which files are written besides the usual ones.
    pub exchanges: Vec<&'static dyn Exchange>,
    /// What people decided on single responses.
    pub overrides: Option<Overrides>,
    /// The figures of an earlier check, and SHA-256 of their file.
    pub checked: Option<(Checked, String)>,
    /// A model to code every response with besides.
    pub model: Option<ModelFile>,
}

/// A learned model and the file it was read from.
pub struct ModelFile {
    /// The model, with what the profile leaves to the lexicon.
    pub model: Model,
    /// The file's name.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// What a run gives.
pub struct Outcome {
    /// What reports were told.
    pub findings: Findings,
    /// What could not be read: place and reason.
    pub unreadable: Vec<String>,
    /// How each file was read, for people.
    pub reading_notes: Vec<String>,
    /// Overrides that could not be applied: row and reason.
    pub refused: Vec<String>,
}

/// Responses that one worker takes at a time.
const CHUNK: usize = 512;

/// Runs the whole walk. The files go to `shelf`.
pub fn run(plan: &Plan, shelf: &dyn Shelf, progress: &dyn Progress) -> Result<Outcome, Error> {
    in_threads(plan, || walk(plan, shelf, progress))
}

/// The walk up to what became of every response, and what stands out in the unthemed ones: what the author of a lexicon works with.
pub fn analysed(
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<(Analysis, Vec<crate::discover::MissedPhrase>), Error> {
    let found = in_threads(plan, || analyse(plan, progress))?;
    Ok((found.analysis, found.missed))
}

/// What could not be read: place and reason.
pub fn unreadable(analysis: &Analysis) -> Vec<String> {
    let unreadable = |entry: &&Entry| entry.state == State::Unreadable;
    let sources = &analysis.consultation.sources;
    let entries = analysis.entries.iter().filter(unreadable);
    entries.map(|entry| format!("{}: {}", sources.display(entry.source), entry.reason)).collect()
}

fn in_threads<T: Send>(plan: &Plan, work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(plan.jobs).build();
    let threads = threads.map_err(|_| Error::Unopened {
        path: "--jobs".to_owned(),
        reason: "the system gives no threads; try --jobs 1".to_owned(),
    })?;
    threads.install(work)
}

fn walk(plan: &Plan, shelf: &dyn Shelf, progress: &dyn Progress) -> Result<Outcome, Error> {
    let Found { analysis, missed, decisions, codings } = analyse(plan, progress)?;
    let lexicon = &plan.lexicon.lexicon;
    let presentation = Presentation {
        title: plan.profile.title.clone().unwrap_or_else(|| {
            // The profile says what its author means; the name of a folder may name a person.
            publishable_path(&plan.title, &analysis.wishes).as_str().to_owned()
        }),
        about: plan.profile.about.clone(),
        notice: plan.profile.notice.clone(),
        lexicon_sha256: plan.lexicon.sha256.clone(),
        quotes: plan.profile.quotes,
        dedupe: plan.profile.duplicates,
        crosswalk: plan.crosswalk.clone(),
        preset: plan.profile.preset,
        decisions: decisions.clone(),
        checked: plan.checked.as_ref().map(|(checked, _)| checked.clone()),
        learned: plan.model.as_ref().map(|file| learned_finding(file, plan)),
    };
    let tally = tally(&analysis, lexicon);
    let findings = findings(&analysis, lexicon, &tally, presentation);
    progress.advance(1);
    progress.begin(Stage::Writing, REPORTS.len() + RECORDS.len());
    let evidence = Evidence {
        analysis: &analysis,
        lexicon,
        quotes: &findings.quotes,
        missed: &missed,
        decisions: &decisions,
        codings: codings.as_ref(),
    };
    let reports = REPORTS.par_iter().filter(|report| report.applies(&findings)).map(|report| {
        let bytes = report.write(&findings);
        let first = kept(shelf, report.path(), report.summary(), |pieces| pieces(&bytes));
        let more = report.more(&findings).into_iter();
        let more = more.map(|file| kept(shelf, file.path, report.summary(), |pieces| pieces(&file.bytes)));
        let files: Result<Vec<Kept>, Error> = std::iter::once(first).chain(more).collect();
        progress.advance(1);
        files
    });
    let records = RECORDS.par_iter().filter(|record| record.applies(&evidence)).map(|record| {
        let kept = kept(shelf, record.path(), record.summary(), |pieces| record.write(&evidence, pieces));
        progress.advance(1);
        kept.map(|kept| vec![kept])
    });
    let files = reports.chain(records).collect::<Result<Vec<Vec<Kept>>, Error>>()?;
    let mut files: Vec<Kept> = files.into_iter().flatten().collect();
    for exchange in &plan.exchanges {
        for file in exchange.write(&evidence) {
            files.push(kept(shelf, file.path, exchange.summary(), |pieces| pieces(&file.bytes))?);
        }
    }
    let note = kept(shelf, FOLDER_NOTE, "what may not leave the building", |pieces| {
        pieces(NOT_FOR_PUBLICATION.as_bytes());
    });
    files.push(note?);
    let manifest = manifest(plan, (&analysis, &decisions), &tally, &findings, &files);
    kept(shelf, MANIFEST, "", |pieces| pieces(&manifest))?;
    let unreadable = unreadable(&analysis);
    let reading_notes = analysis.files.iter().map(brief).collect();
    let refused = decisions.list.iter().filter(|of| of.status == Status::Conflict);
    let refused = refused.map(|of| format!("row {}: {}", of.decision.row, of.note)).collect();
    Ok(Outcome { findings, unreadable, reading_notes, refused })
}

/// The consultation's name: the profile's, else the plan's.
fn title(plan: &Plan) -> &str {
    plan.profile.title.as_deref().unwrap_or(&plan.title)
}

/// Reads all inputs and does no more. `own`: where the report of this run goes, if one is written.
pub fn read_only(
    named: &[PathBuf],
    own: Option<&Path>,
    profile: &Profile,
    progress: &dyn Progress,
) -> Result<Reading, Error> {
    let mut inputs = inputs(named, own)?;
    let tools = [&profile.lexicon, &profile.tokeniser, &profile.crosswalk];
    inputs.retain(|input| !tools.iter().any(|tool| tool.as_deref() == Some(input.name.as_str())));
    progress.begin(Stage::Reading, inputs.len());
    let reading = read_inputs(&inputs, &profile.file, |_| progress.advance(1))?;
    // An earlier report alone is nothing: it is entered, and is no file.
    let is_nothing = reading.files.is_empty() || reading.entries.is_empty();
    if reading.submissions.is_empty() && !reading.has_unreadable() && is_nothing {
        let named: Vec<String> = named.iter().map(|path| path.display().to_string()).collect();
        return Err(Error::NothingReceived(named.join(", ")));
    }
    Ok(reading)
}

fn analyse(plan: &Plan, progress: &dyn Progress) -> Result<Found, Error> {
    let reading = read_only(&plan.inputs, plan.out.as_deref(), &plan.profile, progress)?;
    let unknown = unknown_people(&reading.submissions, &plan.profile.people);
    if !unknown.is_empty() {
        let fault = |id: &str| {
            let message = format!(
                "no submission of this run has the id '{id}'; internal/responses.csv has the ids, as submission_id"
            );
            Fault::of("people.same", message)
        };
        return Err(Error::Faults(unknown.into_iter().map(fault).collect()));
    }
    progress.begin(Stage::Theming, reading.submissions.len());
    let questions = &reading.consultation.questions;
    let told = plan.profile.boilerplate.iter().map(String::as_str);
    let boilerplate = Boilerplate::new(told.chain([title(plan)]).chain(questions.iter()), &plan.tokeniser);
    let wishes = Wishes::new(&plan.profile.redaction);
    let organisations = &reading.consultation.organisations;
    let present = reading.consultation.present.iter();
    let present = present.map(|(file, present)| (*file, wishes.with_present(present))).collect();
    let guides =
        Guides { plan, boilerplate: &boilerplate, wishes: &wishes, organisations, present: &present };
    let (submissions, reads) =
        theme_all(reading.submissions, |question| questions.name(question), &guides, progress);
    progress.begin(Stage::Counting, 3);
    let settings = CopySettings {
        copies: &plan.profile.duplicates,
        boilerplate: &boilerplate,
        people: &plan.profile.people,
    };
    let (outcomes, families, people) = outcomes(&submissions, reads, settings, &plan.tokeniser);
    progress.advance(1);
    let mut analysis = Analysis {
        consultation: reading.consultation,
        submissions,
        outcomes,
        families,
        people,
        entries: reading.entries,
        files: reading.files,
        events: reading.events,
        items_seen: reading.items_seen,
        wishes,
    };
    let lexicon = &plan.lexicon.lexicon;
    let codings = plan.model.as_ref().map(|file| code_all(&analysis, &file.model, plan));
    if let Some(codings) = &codings {
        adopt(&mut analysis, lexicon, plan.profile.model.counts, codings);
    }
    // What a person decided holds, whoever gave the theme.
    let decisions = plan.overrides.as_ref().map(|overrides| apply(&mut analysis, lexicon, overrides));
    let sum = analysis.totals().sum();
    if sum != analysis.items_seen {
        return Err(Error::LedgerOpen(format!(
            "{} items were seen and {sum} have a state",
            analysis.items_seen
        )));
    }
    let missed = missed_phrases(&analysis, &plan.tokeniser);
    progress.advance(1);
    Ok(Found { analysis, missed, decisions: decisions.unwrap_or_default(), codings })
}

/// What the walk found before anything was counted.
struct Found {
    analysis: Analysis,
    missed: Vec<crate::discover::MissedPhrase>,
    decisions: Decisions,
    codings: Option<Codings>,
}

/// Codes every response with a model, in parallel; what comes out is in the order of the outcomes.
fn code_all(analysis: &Analysis, model: &Model, plan: &Plan) -> Codings {
    let coded: Vec<Vec<Given>> = analysis
        .outcomes
        .par_chunks(CHUNK)
        .map_init(Coder::default, |coder, outcomes| {
            let lexicon = &plan.lexicon.lexicon;
            outcomes
                .iter()
                .map(|outcome| coder.given(analysis, outcome, model, lexicon, &plan.tokeniser))
                .collect()
        })
        .collect();
    Codings { given: coded.into_iter().flatten().collect() }
}

/// What reports are told of a model.
fn learned_finding(file: &ModelFile, plan: &Plan) -> LearnedFinding {
    LearnedFinding {
        counts: plan.profile.model.counts,
        least_precision: plan.profile.model.least_precision,
        model_sha256: file.sha256.clone(),
        origin: file.model.origin.clone(),
        micro: file.model.micro,
        themes: file
            .model
            .themes
            .iter()
            .enumerate()
            .map(|(at, theme)| {
                let coded = Shown::alone(theme.coded() as u64, plan.profile.preset);
                let told = |share: Option<f64>| share.filter(|_| !coded.is_hidden());
                LearnedTheme {
                    coded,
                    precision: told(theme.precision()),
                    recall: told(theme.recall()),
                    is_left: file.model.is_left(at),
                }
            })
            .collect(),
    }
}

/// What every response is read by.
struct Guides<'a> {
    plan: &'a Plan,
    boilerplate: &'a Boilerplate,
    wishes: &'a Wishes,
    organisations: &'a Names,
    /// The wishes for documents that list who was present, by the number of the file.
    present: &'a BTreeMap<u32, Wishes>,
}

/// What one worker keeps between chunks. Nothing that comes out depends on which worker took what.
#[derive(Default)]
struct Desk {
    worker: Worker,
    scratch: Scratch,
}

/// Cleans, redacts and themes all submissions in parallel; what comes out is in the order of what went in.
fn theme_all<'a>(
    submissions: Vec<Submission<SubmittedText>>,
    question: impl Fn(u32) -> &'a str + Sync,
    guides: &Guides<'_>,
    progress: &dyn Progress,
) -> (Vec<Submission<CleanText>>, Vec<Read>) {
    let desks: Mutex<Vec<Desk>> = Mutex::new(Vec::new());
    let take = || desks.lock().ok().and_then(|mut desks| desks.pop()).unwrap_or_default();
    let mut waiting: Vec<Vec<Submission<SubmittedText>>> = Vec::new();
    let mut submissions = submissions.into_iter();
    loop {
        let chunk: Vec<_> = submissions.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        waiting.push(chunk);
    }
    let done: Vec<(Vec<Submission<CleanText>>, Vec<Read>)> = waiting
        .into_par_iter()
        .map(|chunk| {
            let mut desk = take();
            let count = chunk.len();
            let mut reads = Vec::with_capacity(count);
            let clean: Vec<Submission<CleanText>> = chunk
                .into_iter()
                .map(|submission| {
                    let submission = submission.map_text(clean);
                    let file = submission.responses.first().map(|response| response.source.file);
                    let of_file = file.and_then(|file| guides.present.get(&file)).unwrap_or(guides.wishes);
                    let own_name = submission.respondent.own_name;
                    let own = own_name.map(|name| of_file.with_own_name(guides.organisations.name(name)));
                    let wishes = own.as_ref().unwrap_or(of_file);
                    for response in &submission.responses {
                        let question = question(response.question);
                        reads.push(read(&response.text, question, guides, wishes, &mut desk));
                    }
                    submission
                })
                .collect();
            if let Ok(mut desks) = desks.lock() {
                desks.push(desk);
            }
            progress.advance(count);
            (clean, reads)
        })
        .collect();
    let mut submissions = Vec::with_capacity(done.iter().map(|(chunk, _)| chunk.len()).sum());
    let mut reads = Vec::with_capacity(done.iter().map(|(_, reads)| reads.len()).sum());
    for (chunk, of_chunk) in done {
        submissions.extend(chunk);
        reads.extend(of_chunk);
    }
    (submissions, reads)
}

fn read(text: &CleanText, question: &str, guides: &Guides<'_>, wishes: &Wishes, desk: &mut Desk) -> Read {
    let Guides { plan, boilerplate, .. } = guides;
    let themed = themed(text, question, &plan.lexicon.matcher, &plan.tokeniser, wishes, &mut desk.worker);
    let (words, vocabulary) = desk.worker.last_words();
    let fingerprint = fingerprint(words, vocabulary, boilerplate, &mut desk.scratch);
    Read { themed, fingerprint }
}

/// What says of the internal files that they are internal.
const FOLDER_NOTE: &str = "internal/README.txt";

const NOT_FOR_PUBLICATION: &str = "NOT FOR PUBLICATION: nothing in this folder may leave the building.\n\n\
    These files hold people's own words with their personal details, and numbers that nobody protected. They are for checking the report.\n\
    What may be published lies beside this folder: report.html, report.docx, tables.xlsx, tables.ods, and the files in publish/.\n\
    The file manifest.json holds unprotected totals and the names of your files: keep it too.\n";
