//! CPU seconds of this process.

use std::fs;
use std::sync::OnceLock;
use std::time::Instant;

/// A run repeats its work until so many CPU seconds have passed: the system counts them in hundredths.
const SHORTEST_RUN: f64 = 0.5;

/// CPU seconds, user and system, that all threads of this process have used; threads that ended count too. Where the
/// system has no `/proc`, seconds on the wall since the first call.
pub(crate) fn cpu_seconds() -> f64 {
    fs::read_to_string("/proc/self/stat").ok().and_then(|line| from_stat(&line)).unwrap_or_else(|| {
        static FIRST: OnceLock<Instant> = OnceLock::new();
        FIRST.get_or_init(Instant::now).elapsed().as_secs_f64()
    })
}

/// Fields 14 and 15 of proc(5)'s `stat`, in hundredths of a second. The name in field 2 may hold spaces.
fn from_stat(line: &str) -> Option<f64> {
    let mut fields = line.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / 100.0)
}

/// CPU seconds that `work` takes once: its mean within one run of at least [`SHORTEST_RUN`].
pub(crate) fn one_run(mut work: impl FnMut()) -> f64 {
    let start = cpu_seconds();
    let mut times = 0;
    loop {
        work();
        times += 1;
        let passed = cpu_seconds() - start;
        if passed >= SHORTEST_RUN {
            return passed / f64::from(times);
        }
    }
}

/// The middle of the values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints one line: what was measured, on how much, and how fast that is.
pub(crate) fn print_line(what: &str, megabytes: f64, seconds: f64) {
    println!(
        "{what:<44} {megabytes:>8.2} MB {seconds:>9.4} CPU-s {:>8.1} MB a CPU-second",
        megabytes / seconds
    );
}
