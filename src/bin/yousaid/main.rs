//! The door: arguments in, progress bar, files and exit code out.

mod arguments;
mod check;
mod compare;
mod convert;
mod discover;
mod explain;
mod inspect;
mod kwic;
mod learn;
mod lexicon;
mod output;
mod profiles;
mod progress;
mod run;
mod sample;
mod score;
mod suggest;
mod summary;
mod trial;

use std::process::ExitCode;

use arguments::{Arguments, Command};

/// Gives memory out faster than the system's allocator, and no more of it: a walk asks for some for every response. Without huge pages (`no_thp`),
/// of which the system would clear more than a small run needs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Done.
const DONE: u8 = 0;
/// The run failed and wrote nothing.
const FAILED: u8 = 1;
/// Done, but some input could not be read.
const PARTLY_UNREADABLE: u8 = 3;

fn main() -> ExitCode {
    let result = match Arguments::read().command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Inspect(arguments) => inspect::inspect(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Discover(arguments) => discover::discover(&arguments),
        Command::Sample(arguments) => sample::sample(&arguments),
        Command::Score(arguments) => score::score(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Learn(arguments) => learn::learn(&arguments),
        Command::Kwic(arguments) => kwic::kwic(&arguments),
        Command::Lexicon { command } => lexicon::work(command),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(FAILED)
        }
    }
}
