//! How much does the whole walk read in a CPU-second, in how much memory, and where does the time go?
//!
//! Every run is a process of its own, so that the peak of memory is that of one walk.

mod shared {
    pub(crate) mod clock;
    pub(crate) mod corpus;
}

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

use shared::clock::{cpu_seconds, median, one_run, print_line};
use shared::corpus::corpus;
use yousaid::pipeline::{CheckedLexicon, InMemory, Plan, Progress, Stage, run};
use yousaid::profile::Profile;
use yousaid::text::Tokeniser;

/// Walks a figure is the median of.
const WALKS: usize = 5;

/// Set for the processes that walk: threads, then the lexicon, then the corpus.
const WALK: &str = "YOUSAID_BENCH_WALK";

fn main() {
    if let Some(told) = env::var_os(WALK) {
        let told = told.to_string_lossy().into_owned();
        let mut told = told.split('\n');
        let mut next = || told.next().unwrap_or_default();
        let (jobs, lexicon, corpus) = (next(), next(), next());
        walk(jobs.parse().unwrap_or(1), Path::new(lexicon), Path::new(corpus));
        return;
    }
    let starter = PathBuf::from("lexicons/long-term-plan.lexicon");
    let lexicon = env::var_os("YOUSAID_LEXICON").map_or(starter, PathBuf::from);
    for rows in [10_000, 100_000] {
        let corpus = corpus(rows);
        let told = |jobs: usize| format!("{jobs}\n{}\n{}", lexicon.display(), corpus.path.display());
        // Alternately, so that a change of the machine meets both.
        let walks: Vec<(Walk, Walk)> =
            (0..WALKS).map(|_| (walk_in_a_process(&told(1)), walk_in_a_process(&told(2)))).collect();
        let of_one = |figure: usize| median(walks.iter().map(|(one, _)| one[figure]).collect());
        print_line(&format!("the walk, {} rows, one thread", corpus.rows), corpus.megabytes, of_one(0));
        println!(
            "{:<44} reading {:.2}, theming {:.2}, counting {:.2}, writing {:.2} CPU-s; peak {:.0} MB",
            "",
            of_one(3),
            of_one(4),
            of_one(5),
            of_one(6),
            of_one(2)
        );
        let sooner = median(walks.iter().map(|(one, two)| one[1] / two[1]).collect());
        println!("{:<44} two threads are done {sooner:.2} times as soon", "");
        if corpus.rows < rows {
            break;
        }
    }
}

/// CPU seconds of one walk, wall seconds of the first, peak of memory in MB after it; CPU seconds of its four stages.
type Walk = [f64; 7];

fn walk_in_a_process(told: &str) -> Walk {
    let program = env::current_exe().expect("a running program has a path");
    let output = Command::new(program).env(WALK, told).output().expect("this program can be started again");
    let printed = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = printed.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    Walk::try_from(figures).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn walk(jobs: usize, lexicon: &Path, corpus: &Path) {
    let source = fs::read_to_string(lexicon).unwrap_or_else(|error| panic!("{}: {error}", lexicon.display()));
    let shown = lexicon.display().to_string();
    let lexicon = CheckedLexicon::read(&shown, &source).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let plan = Plan {
        inputs: vec![corpus.to_path_buf()],
        out: None,
        lexicon,
        profile: Profile::default(),
        tokeniser: Tokeniser::Scan,
        title: "Bench".to_owned(),
        jobs,
        crosswalk: None,
        exchanges: Vec::new(),
        overrides: None,
        checked: None,
        model: None,
    };
    let stages = Stages::default();
    let start = Instant::now();
    drop(run(&plan, &InMemory::default(), &stages).expect("the corpus holds submissions"));
    let wall = start.elapsed().as_secs_f64();
    let of_stages = stages.seconds();
    let peak = peak_memory();
    let cpu = one_run(|| {
        drop(run(&plan, &InMemory::default(), &Stages::default()).expect("the corpus holds submissions"))
    });
    println!("{cpu} {wall} {peak}");
    of_stages.iter().for_each(|seconds| println!("{seconds}"));
}

/// Notes the CPU seconds at which each stage begins.
#[derive(Default)]
struct Stages(Mutex<Vec<f64>>);

impl Progress for Stages {
    fn begin(&self, _stage: Stage, _steps: usize) {
        self.0.lock().expect("no thread stopped here").push(cpu_seconds());
    }

    fn advance(&self, _steps: usize) {}
}

impl Stages {
    /// How long each stage took, now that the last is done.
    fn seconds(self) -> Vec<f64> {
        let mut begun = self.0.into_inner().expect("no thread stopped here");
        begun.push(cpu_seconds());
        begun.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// The most memory that this process has held, in MB; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or(0.0, |kilobytes| kilobytes * 1024.0 / 1e6)
}
